"""`visit-map geocode`: names with reasons, a column of a file, every form, one line per mistake."""

import csv
import io
import json
import sys

import pytest

from dashboard import cli
from dashboard.geocode_command import _bar, _in_columns
from gazetteer import Name, Place, write_places
from visits.geocoding import ANSWER_COLUMNS

HOSTILE = "\x1b[31m{{7*7}}"


def run(*arguments):
    try:
        return cli.main(list(map(str, arguments)))
    except SystemExit as leave:
        return leave.code


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "towns.csv"
    path.write_text("id;city;land\n1;Bắc Kinh;\n2;qwertyxyz;\n3;;\n4;北京;Trung Quốc\n", encoding="utf-8-sig")
    return path


@pytest.fixture
def places(tmp_path):
    """Two places of one name, and one whose name would disturb a terminal."""
    path = tmp_path / "places.csv"
    rows = [
        Place(
            f"venue:van-thu-{code}",
            "park",
            (Name(name, "vi"),),
            code,
            None,
            21,
            110,
            "venue",
            None,
            None,
            "s",
            "l",
        )
        for code, name in (("vn", "Vạn Thử"), ("cn", "Vạn Thử"), ("la", f"Ác Ý {HOSTILE}"))
    ]
    write_places(rows, path)
    return path


def read(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_names_as_csv(capfdbinary):
    assert run("geocode", "Bắc Kinh", "qwertyxyz", "--format", "csv", "--language", "vi") == 0
    out, err = capfdbinary.readouterr()
    rows = read(out.decode())
    assert list(rows[0]) == ["name", *ANSWER_COLUMNS]
    assert (rows[0]["place"], rows[0]["country"], rows[0]["ambiguous"]) == ("Bắc Kinh", "cn", "false")
    assert rows[-1] == {**dict.fromkeys(ANSWER_COLUMNS, ""), "name": "qwertyxyz"}
    assert err.decode().splitlines() == ["qwertyxyz: no place is known by this name"]


def test_names_as_json(capfdbinary):
    assert run("geocode", "Bắc Kinh", "qwertyxyz", "--format", "json") == 0
    found = json.loads(capfdbinary.readouterr().out)
    assert [entry["name"] for entry in found] == ["Bắc Kinh", "qwertyxyz"]
    assert found[0]["candidates"][0]["reasons"]
    assert found[0]["candidates"][0]["licence"]
    assert found[1]["candidates"] == []


def test_an_own_place_file_and_what_tells_its_places_apart(places, capsys):
    assert run("geocode", "Vạn Thử", "--places", places) == 0
    both = capsys.readouterr().out
    assert both.count("ambiguous") == 2
    assert run("geocode", "Vạn Thử", "--places", places, "--country", "CN") == 0
    assert "venue:van-thu-vn" not in capsys.readouterr().out
    assert run("geocode", "Vạn Thử", "--places", places, "--context", "cn", "--limit", "1") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_name_cannot_disturb_the_terminal(places, capsys):
    assert run("geocode", "Ác Ý {{7*7}}", f"x{HOSTILE}", "--places", places) == 0
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "{{7*7}}" in said


def test_bytes_that_are_no_text(capfdbinary):
    assert run("geocode", "Hu\udce1", "--format", "csv") == 0
    assert "Hu?" in capfdbinary.readouterr().out.decode()


def test_a_column_of_a_file(sheet, capfdbinary):
    assert run("geocode", sheet, "--column", "city") == 0
    out, err = capfdbinary.readouterr()
    rows = read(out.decode())
    assert [row["id"] for row in rows] == ["1", "2", "3", "4"]
    assert [row["place"] for row in rows] == ["Beijing", "", "", "Beijing"]
    assert err.decode() == "4 rows: 2 answered (0 ambiguous), 1 without an answer, 1 empty\n"


def test_a_column_that_says_more_about_the_name(places, tmp_path, capfdbinary):
    sheet = tmp_path / "x.csv"
    sheet.write_text("name,land\nVạn Thử,Việt Nam\nVạn Thử,Trung Quốc\n", encoding="utf-8")
    asked = ("--column", "name", "--context-column", "land", "--places", places)
    assert run("geocode", sheet, *asked) == 0
    assert [row["country"] for row in read(capfdbinary.readouterr().out.decode())] == ["vn", "cn"]


def test_a_file_with_one_column_needs_no_column(tmp_path, capfdbinary):
    sheet = tmp_path / "x.csv"
    sheet.write_text("name\nBắc Kinh\n", encoding="utf-16")
    assert run("geocode", sheet, "--format", "json") == 0
    (row,) = json.loads(capfdbinary.readouterr().out)
    assert (row["place"], row["ambiguous"]) == ("Beijing", "false")


def test_answers_into_a_file(sheet, tmp_path, capfdbinary):
    target = tmp_path / "answers.csv"
    assert run("geocode", sheet, "--column", "city", "-o", target, "--format", "csv-excel") == 0
    assert capfdbinary.readouterr().out == b""
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert {path.name for path in tmp_path.iterdir()} == {"towns.csv", "answers.csv"}


def test_a_file_as_a_table(sheet, capsys):
    assert run("geocode", sheet, "--column", "city", "--format", "table") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("id  city")
    assert "nan" not in lines[2]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["towns.csv"], "which column holds the names? --column with one of id, city, land"),
        (["towns.csv", "--column", "town"], "there is no column 'town': the columns are id, city, land"),
        (["towns.csv", "--column", "city", "--context-column", "x"], "there is no column 'x'"),
        (["towns.csv", "Huế", "--column", "city"], "--column is for one file"),
        (["towns.csv", "--column", "city", "--limit", "3"], "--limit is for names"),
        (["nowhere.csv", "--column", "city"], "cannot be read: No such file or directory"),
        (["broken.csv", "--column", "city"], "broken.csv:1: city: stands twice in the header"),
        (["Huế", "--places", "nowhere.csv"], "nowhere.csv: cannot be read"),
        (["Huế", "--country", "zz9"], "--country: zz9: no country has this code"),
        (["Huế", "--on", "May"], "'May' is no day"),
        (["Huế", "--limit", "0"], "'0' is no number of candidates"),
        (["Huế", "--language", "fr"], "invalid choice"),
        (["Huế", "--format", "xml"], "invalid choice"),
        (["Huế", "-o", "no/such/folder.csv"], "cannot be written"),
    ],
)
def test_a_mistake_is_one_line(sheet, monkeypatch, capsys, arguments, line):
    tmp_path = sheet.parent
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.csv").write_text("city,city\n", encoding="utf-8")
    assert run("geocode", *arguments) == 2
    said = capsys.readouterr()
    assert line in said.err
    assert len(said.err.splitlines()) == 1
    assert said.out == ""


def test_a_word_of_the_context_that_says_nothing_is_said(capsys):
    assert run("geocode", "Bắc Kinh", "--context", "qwertyxyz", "--context", "CN") == 0
    said = capsys.readouterr().err.splitlines()
    assert said == ["--context: qwertyxyz: no place is known by this name, so it says nothing"]


def test_the_day_of_use_is_taken(capsys):
    assert run("geocode", "Bắc Kinh", "--on", "2024-05-16") == 0
    assert "gn:1816670" in capsys.readouterr().out


def test_the_progress_bar_moves_and_goes(capsys):
    tell = _bar()
    for done in (0, 500, 1000):
        tell(done, 1000)
    parts = capsys.readouterr().err.split("\r")
    assert [part.count("#") for part in parts[1:4]] == [0, 15, 30]
    assert parts[-2].strip() == ""


def test_the_bar_is_for_terminals_only(sheet, monkeypatch, capfd):
    assert run("geocode", sheet, "--column", "city") == 0
    assert "#" not in capfd.readouterr().err
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert run("geocode", sheet, "--column", "city") == 0
    assert "##" in capfd.readouterr().err


def test_chinese_characters_take_two_columns():
    assert _in_columns(("a", "b"), [("北京", "1"), ("Huế", "2")]).splitlines() == [
        "a     b",
        "北京  1",
        "Huế   2",
    ]
