"""The command line."""

import subprocess
import sys

import pytest

from gazetteer.__main__ import main
from gazetteer.placefile import shipped_places


def test_look_prints_candidates_with_reasons(capsys):
    assert main(["look", "Thái Nguyên"]) == 0
    out = capsys.readouterr().out
    assert "Thai Nguyen, Vietnam  [gn:1566319, city, exact]  ambiguous" in out
    assert "Taiyuan, Shanxi, China  [gn:1793511, city, exact]  ambiguous" in out
    assert "      - written as the place writes it" in out
    assert "CC BY 4.0" in out


def test_look_takes_context_country_and_language(capsys):
    assert (
        main(
            [
                "look",
                "Thái Nguyên",
                "--context",
                "Trung Quốc",
                "Sơn Tây",
                "--country",
                "cn",
                "--language",
                "zh",
            ]
        )
        == 0
    )
    out = capsys.readouterr().out
    assert out.startswith("0.9")
    assert "太原, 山西, 中国" in out
    assert "Việt Nam" not in out


def test_look_says_when_there_is_nothing(capsys):
    assert main(["look", "nowhere at all"]) == 1
    assert capsys.readouterr().err == "no place is known by the name nowhere at all\n"


def test_look_takes_a_file_of_ones_own(tmp_path, capsys):
    path = tmp_path / "places.csv"
    path.write_text("place_id\n", encoding="utf-8")
    assert main(["look", "Hanoi", "--places", str(path)]) == 2
    assert "places.csv:1:kind: this column is missing" in capsys.readouterr().err


def test_check_of_the_shipped_files(capsys):
    assert main(["check"]) == 0
    assert capsys.readouterr().out.endswith(" places, no faults\n")


def test_check_of_given_files_tells_every_fault(tmp_path, capsys):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert main(["check", str(tmp_path / "a.csv"), str(tmp_path / "b.csv")]) == 2
    assert [line.split(":")[0] for line in capsys.readouterr().err.splitlines()] == ["a.csv", "b.csv"]


def test_check_tells_faults_of_the_shipped_files(tmp_path, capsys, monkeypatch):
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / "x.csv").write_text("", encoding="utf-8")
    monkeypatch.setattr("gazetteer.placefile.files", lambda _: tmp_path)
    shipped_places.cache_clear()
    assert main(["check"]) == 2
    shipped_places.cache_clear()
    assert "x.csv: is empty" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["fly"]])
def test_a_wrong_command_is_told(arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: python -m gazetteer" in capsys.readouterr().err


def test_it_runs_as_a_module(root):
    command = [sys.executable, "-m", "gazetteer", "look", "北京"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, "gn:1816670" in done.stdout) == (0, True), done.stderr


def test_a_terminal_without_chinese_letters_does_not_end_the_program(root):
    done = subprocess.run(
        [sys.executable, "-m", "gazetteer", "look", "Hanoi", "--language", "zh"],
        cwd=root,
        env={"PYTHONIOENCODING": "ascii", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, r"\u6cb3\u5185" in done.stdout) == (0, True), done.stderr
