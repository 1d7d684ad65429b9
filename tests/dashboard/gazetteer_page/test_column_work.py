"""A table that was handed in: read, asked, corrected, undone. Values without widgets."""

import base64

import pandas as pd
import pytest

from dashboard.gazetteer_page import column_work
from dashboard.gazetteer_page.column_work import handed_in, likely_column
from dashboard.limits import LARGEST_SHEET, MOST_SHEET_ROWS
from gazetteer import Gazetteer
from visits.errors import SheetError
from visits.geocoding import NO_PLACE, Query


def file(content, name="towns.csv"):
    return {"name": name, "content": base64.b64encode(content).decode()}


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer()


def test_pasted_names():
    work = handed_in({"text": "Huế\nBắc Kinh\n"}, "tên")
    assert (work.file, work.column, list(work.frame["tên"])) == ("", "tên", ["Huế", "Bắc Kinh"])


def test_a_file():
    work = handed_in(file("id;Thành phố\n1;Huế\n".encode("utf-16")), "name")
    assert (work.file, work.column) == ("towns.csv", "Thành phố")


@pytest.mark.parametrize(
    ("name", "kept"), [("../../etc/x.csv", "x.csv"), ("C:\\a\\b.csv", "b.csv"), ("", "")]
)
def test_only_the_name_of_a_file_is_kept(name, kept):
    assert handed_in(file(b"a\n1\n", name), "name").file == kept
    assert len(handed_in(file(b"a\n1\n", "x" * 500), "name").file) <= 80


@pytest.mark.parametrize(
    ("report", "reason"),
    [
        ({}, "nothing was handed in"),
        ({"text": 5, "content": None}, "nothing was handed in"),
        ({"text": "  \n"}, "it has no rows"),
        (file(b"city\n"), "it has no rows"),
        ({"content": "%%%"}, "did not arrive whole"),
        (file(b"\xff\xff\xff"), "neither UTF-8 nor UTF-16"),
        ({"text": "x" * (LARGEST_SHEET + 1)}, "the limit is 5000000"),
        ({"content": "AAAA" * (LARGEST_SHEET // 3 + 10)}, "the limit is 5000000"),
        ({"text": "x\n" * (MOST_SHEET_ROWS + 1)}, "more than 20000 rows"),
    ],
)
def test_what_is_not_taken(report, reason):
    with pytest.raises(SheetError, match=reason):
        handed_in(report, "name")


@pytest.mark.parametrize(
    ("columns", "likely"),
    [
        (["id", "place"], "place"),
        (["when", "Địa điểm đến", "x"], "Địa điểm đến"),
        (["城市", "name"], "name"),
        (["a", "b"], "a"),
    ],
)
def test_the_column_that_likely_holds_the_names(columns, likely):
    assert likely_column(pd.DataFrame(columns=columns)) == likely


def test_corrections_and_undo(gazetteer):
    work = handed_in({"text": "Huế\nqwertyxyz"}, "name")
    work, found = work.geocoded(gazetteer, "1", "en")
    assert list(found.frame["place_id"]) != ["", ""]
    query = Query("qwertyxyz")
    better = work.corrected(query, "gn:1816670").corrected(Query("Huế"), NO_PLACE)
    _, found = better.geocoded(gazetteer, "1", "en")
    assert list(found.frame["place"]) == ["", "Beijing"]
    _, found = better.undone().geocoded(gazetteer, "1", "en")
    assert found.frame["place"].iloc[0] != ""
    assert better.undone().undone().corrections == {}
    assert work.undone() is work
    assert better.corrected(query, None).corrections == {Query("Huế"): NO_PLACE}


def test_names_are_looked_up_again_only_when_the_question_changes(gazetteer, monkeypatch):
    asked = []
    plain = column_work.geocode_column
    monkeypatch.setattr(
        column_work, "geocode_column", lambda *a, **o: asked.append(o["known"] is not None) or plain(*a, **o)
    )
    work, _ = handed_in({"text": "Huế"}, "name").geocoded(gazetteer, "1", "en")
    work, _ = work.corrected(Query("Huế"), NO_PLACE).geocoded(gazetteer, "1", "en")
    work, _ = work.geocoded(gazetteer, "2", "en")
    work, _ = work.geocoded(gazetteer, "2", "vi")
    assert asked == [False, True, False, False]


def test_a_correction_to_a_place_that_is_gone_is_dropped(gazetteer):
    work = handed_in({"text": "Huế"}, "name").corrected(Query("Huế"), "own:gone")
    _, found = work.geocoded(gazetteer, "1", "en")
    assert found.frame["match"].iloc[0] != "hand"
