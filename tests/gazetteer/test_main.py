"""The command line."""

import subprocess
import sys

import pytest

from gazetteer.__main__ import main


def test_look_prints_candidates_with_reasons(capsys):
    assert main(["look", "Thái Nguyên"]) == 0
    out = capsys.readouterr().out
    assert "Thái Nguyên, Vietnam  [vn:2025-19, province, exact]  ambiguous" in out
    assert "Taiyuan, Shanxi, China  [gn:1793511, city, exact]  ambiguous" in out
    assert "[gn:1566319, city, exact]  ambiguous" in out
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
    (tmp_path / "places" / "cities-x.csv").write_text("", encoding="utf-8")
    monkeypatch.setattr("gazetteer.placefile.__file__", str(tmp_path / "placefile.py"))
    assert main(["check"]) == 2
    assert "cities-x.csv: is empty" in capsys.readouterr().err


ASKED = [
    # arguments, first line of the answer holds, why
    (["An Giang", "--on", "2024-01-01"], "[vn:89, province", "the province of before the mergers"),
    (["An Giang", "--on", "2026-01-01"], "[vn:2025-91, province", "the one since"),
    (["Sơn Tây", "--kind", "province", "--country", "cn"], "[cn:140000, province", "a kind and a country"),
    (["Quảng Châu", "--language", "vi"], "Quảng Châu, Quảng Đông, Trung Quốc", "labels in Vietnamese"),
]


@pytest.mark.parametrize(("arguments", "shown", "why"), ASKED)
def test_look_takes_a_day_and_a_kind(capsys, arguments, shown, why):
    assert main(["look", *arguments]) == 0
    assert shown in capsys.readouterr().out.splitlines()[0], why


def test_a_day_that_is_none_is_told(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["look", "Hanoi", "--on", "yesterday"])
    assert caught.value.code == 2
    assert "--on" in capsys.readouterr().err


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
