import json

import pytest

from visits.__main__ import main
from visits.codebook import BEGIN, END, codebook, with_codebook


def test_the_descriptor_is_checked_and_written(package, capsys):
    assert main(["describe", "--check", str(package.folder)]) == 0
    path = package.folder / "datapackage.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["resources"][0]["schema"]["fields"].pop()
    path.write_text(json.dumps(content), encoding="utf-8")
    assert main(["describe", "--check", str(package.folder)]) == 1
    assert "differs" in capsys.readouterr().err
    assert main(["describe", "--write", str(path)]) == 0
    assert main(["describe", "--check", str(package.folder)]) == 0
    package.load()


def test_a_codebook_is_put_between_its_marks(tmp_path):
    path = tmp_path / "README.md"
    path.write_text(f"before\n\n{BEGIN}\nold\n{END}\n\nafter\n", encoding="utf-8")
    assert main(["codebook", "--check", str(path)]) == 1
    assert main(["codebook", "--write", str(tmp_path)]) == 0
    text = path.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\n\nafter\n")
    assert "\nold\n" not in text
    assert main(["codebook", "--check", str(path)]) == 0


def test_without_marks_it_comes_at_the_end():
    assert with_codebook("text\n") == f"text\n\n{BEGIN}\n{codebook()}{END}\n"
    assert with_codebook("") == f"{BEGIN}\n{codebook()}{END}\n"


def test_what_cannot_be_read_is_told(tmp_path, capsys):
    (tmp_path / "datapackage.json").write_text("{", encoding="utf-8")
    assert main(["describe", "--check", str(tmp_path)]) == 2
    assert "datapackage.json" in capsys.readouterr().err
    (tmp_path / "README.md").write_bytes(b"\xff")
    assert main(["codebook", "--write", str(tmp_path)]) == 2
    assert (tmp_path / "README.md").read_bytes() == b"\xff"


def test_the_shipped_data_are_the_default(package, monkeypatch):
    monkeypatch.setenv("VISIT_MAP_DATA", str(package.folder))
    assert main(["describe", "--check"]) == 0


@pytest.mark.parametrize(
    "arguments", [[], ["describe"], ["codebook", "--check", "--write"], ["other", "--check"]]
)
def test_wrong_use_exits(arguments):
    with pytest.raises(SystemExit):
        main(arguments)
