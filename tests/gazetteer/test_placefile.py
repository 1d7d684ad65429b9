"""Place files: every fault at once, each with row, column, value and remedy."""

import os
from io import StringIO

import pytest

from gazetteer import PLACE_COLUMNS, Gazetteer, Name, Place, read_places, write_places
from gazetteer.placefile import table_places

SOUND = {
    "place_id": "venue:hall",
    "kind": "hall",
    "name": "Hall",
    "country": "vn",
    "parent": "gn:1581130",
    "latitude": "21.0",
    "longitude": "105.8",
    "precision": "venue",
    "source": "mine",
    "licence": "CC0-1.0",
}
HEADER = ",".join(PLACE_COLUMNS)


def table(*rows, header=HEADER):
    lines = [header]
    lines += [",".join({**SOUND, **row}.get(column, "") for column in header.split(",")) for row in rows]
    return StringIO("\n".join(lines) + "\n")


CELLS = [
    # column, value, problem, why
    ("place_id", "", "is empty", "an id is needed"),
    ("place_id", "hall", "is not of the right form", "an id says what kind it is"),
    ("place_id", "venue:a b", "is not of the right form", "no spaces in an id"),
    ("kind", "", "is empty", "a kind is needed"),
    ("kind", "Big Hall", "is not of the right form", "one word in lower case"),
    ("name", "", "the place has no name", "a name in some language"),
    ("other_names", "Peking", "is not of the right form", "language and kind are missing"),
    ("other_names", "en:nick:Hall", "is not of the right form", "an unknown kind of name"),
    ("country", "", "is empty", "a country is needed"),
    ("country", "VN", "is not of the right form", "in lower case"),
    ("country", "qq", "is no known ISO 3166-1 code", "no such country"),
    ("parent", "gn:0", "no place has this id", "an unknown parent"),
    ("parent", "venue:hall", "the place would lie in itself", "its own parent"),
    ("latitude", "x", "is not a number", "a word"),
    ("latitude", "21_0", "is not a number", "Python's underscore"),
    ("latitude", "nan", "is not a number", "not a number by name"),
    ("latitude", "٢١", "is not a number", "digits of another script"),
    ("latitude", "90.1", "is out of range", "beyond the pole"),
    ("longitude", "-180.5", "is out of range", "beyond the date line"),
    ("latitude", "inf", "is out of range", "infinite"),
    ("latitude", "", "is empty while the other coordinate is given", "half a point"),
    ("longitude", "", "is empty while the other coordinate is given", "half a point"),
    ("precision", "exact", "is not one of the known words", "an unknown precision"),
    ("precision", "", "is not one of the known words", "a precision is needed"),
    ("precision_m", "-5", "is out of range", "a negative radius"),
    ("population", "many", "is not a whole number", "a word"),
    ("population", "1.5", "is not a whole number", "half a person"),
    ("source", "", "is empty", "no source, no ship"),
    ("licence", "", "is empty", "no licence, no ship"),
    ("valid_from", "2025", "is no day", "a year alone"),
    ("valid_from", "2025-02-30", "is no day", "no such day"),
    ("valid_to", "30.06.2025", "is no day", "as Germans write it"),
    ("valid_to", "20250630", "is no day", "a day without hyphens"),
]


@pytest.mark.parametrize(("column", "value", "problem", "why"), CELLS)
def test_a_wrong_cell_is_told_and_the_other_rows_are_read(column, value, problem, why):
    places, faults = read_places(table({column: value}, {"place_id": "venue:other"}))
    assert [place.id for place in places] == ["venue:other"], why
    assert [(fault.row, fault.column, fault.value, fault.problem) for fault in faults] == [
        (2, column, value, problem)
    ]
    assert faults[0].remedy


FILES = [
    # text, row, column, problem, why
    ("", None, None, "is empty", "no header"),
    (HEADER.replace("name_vi", "name_vn"), 1, "name_vn", "is no column of a place file", "a wrong column"),
    (HEADER.replace(",note", ""), 1, "note", "this column is missing", "a missing column"),
    (HEADER + ",note", 1, "note", "stands twice in the header", "a column twice"),
    (HEADER + "\na,b\n", 2, None, "has 2 cells where the header has 20", "a short row"),
    (HEADER + '\n"a\n', 2, None, "is not sound CSV (unexpected end of data)", "an open quote"),
]


@pytest.mark.parametrize(("text", "row", "column", "problem", "why"), FILES)
def test_a_wrong_file_is_told(text, row, column, problem, why):
    places, faults = read_places(StringIO(text))
    assert places == []
    assert (row, column, problem) in [(fault.row, fault.column, fault.problem) for fault in faults], why


def test_a_near_column_is_proposed():
    _, faults = read_places(StringIO(HEADER.replace("latitude", "lattitude")))
    assert faults[0].remedy == "did you mean latitude?"
    _, faults = read_places(StringIO(HEADER + ",zzzzz"))
    assert "known columns: place_id" in faults[0].remedy


def test_a_header_that_is_no_header_is_told_at_once():
    _, faults = read_places(StringIO("q" * 100_000))
    assert len(faults) == len(PLACE_COLUMNS) + 1 - 2, (
        "but for the two columns of days, which need not be there"
    )
    _, faults = read_places(StringIO("q" * 1_000_000))
    assert [fault.problem for fault in faults] == [
        "is not sound CSV (field larger than field limit (131072))"
    ]


def test_rows_are_read_around_a_missing_column_that_may_be_empty():
    places, faults = read_places(table({}, header=HEADER.replace(",note", "")))
    assert [place.id for place in places] == ["venue:hall"]
    assert [fault.column for fault in faults] == ["note"]


@pytest.mark.parametrize("column", ["valid_from", "valid_to"])
def test_the_columns_of_days_need_not_be_there(column):
    places, faults = read_places(table({}, header=HEADER.replace(f",{column}", "")))
    assert ([place.id for place in places], faults) == (["venue:hall"], [])


def test_days_are_kept_and_an_end_before_the_beginning_is_told():
    sound = {"valid_from": "1976-01-01", "valid_to": "1991-12-31"}
    (place,), faults = read_places(table(sound))
    assert faults == []
    assert [place.held_on(day) for day in ("1975-12-31", "1976-01-01", "1991-12-31", "1992-01-01")] == [
        False, True, True, False,
    ]  # fmt: skip
    places, faults = read_places(table({**sound, "valid_from": "1992-01-01"}))
    assert (places, [(fault.column, fault.problem) for fault in faults]) == (
        [], [("valid_to", "is before valid_from")],
    )  # fmt: skip


def test_a_place_in_dispute_has_the_code_zz():
    (place,), faults = read_places(table({"country": "zz", "parent": ""}))
    assert (place.country, faults) == ("zz", [])


def test_nothing_is_read_without_a_column_that_is_needed():
    places, faults = read_places(table({}, header=HEADER.replace(",source", "")))
    assert (places, [fault.column for fault in faults]) == ([], ["source"])


def test_all_faults_at_once_in_order_of_rows():
    rows = [{"place_id": f"venue:{n}", "latitude": "x", "licence": ""} for n in range(3)]
    _, faults = read_places(table(*rows, {"parent": "gn:0"}))
    assert [fault.row for fault in faults] == [2, 2, 3, 3, 4, 4, 5]


def test_the_same_id_twice_keeps_the_first():
    places, faults = read_places(table({"name": "One"}, {"name": "Two"}))
    assert [place.name() for place in places] == ["One"]
    assert [(fault.row, fault.column, fault.problem) for fault in faults] == [
        (3, "place_id", "the same id as in line 2")
    ]


def test_a_circle_of_parents_is_told_for_those_in_it():
    rows = [
        {"place_id": "x:1", "parent": "x:2"},
        {"place_id": "x:2", "parent": "x:1"},
        {"place_id": "x:3", "parent": "x:1"},
    ]
    places, faults = read_places(table(*rows))
    assert [place.id for place in places] == ["x:3"]
    assert [fault.row for fault in faults] == [2, 3]


def test_a_parent_may_stand_later_in_the_file():
    places, faults = read_places(table({"parent": "x:1"}, {"place_id": "x:1"}))
    assert (len(places), faults) == (2, [])


def test_known_ids_can_be_given():
    _, faults = read_places(table({"parent": "gn:1581130"}), known=())
    assert [fault.problem for fault in faults] == ["no place has this id"]
    assert read_places(table({"parent": "mine:1"}), known={"mine:1"})[1] == []


def test_a_row_over_several_lines_is_told_by_its_first_line():
    text = f'{HEADER}\nvenue:a,hall,"A\nB",,,,,,vn,,,,venue,,,s,l,,,\nvenue:b,hall,B,,,,,,vn,,x,1,venue,,,s,l,,,\n'
    _, faults = read_places(StringIO(text))
    assert [(fault.row, fault.column) for fault in faults] == [(4, "latitude")]


def test_empty_lines_and_spaces_around_cells_do_not_count():
    places, faults = read_places(StringIO(table({"name": " Hall "}).getvalue() + "\n\n" + "," * 19 + "\n"))
    assert (places[0].name(), faults) == ("Hall", [])


# Files on disk


def test_a_file_that_is_not_there(tmp_path):
    places, faults = read_places(tmp_path / "none.csv")
    assert (places, str(faults[0])) == (
        [], "none.csv: cannot be read (No such file or directory): check path, permissions and encoding",
    )  # fmt: skip


def test_a_file_in_another_encoding_names_the_line(tmp_path):
    path = tmp_path / "places.csv"
    path.write_bytes(HEADER.encode() + b"\nvenue:a,hall,H\xe0 N\xf4i\n")
    places, faults = read_places(path)
    assert places == []
    assert str(faults[0]) == "places.csv:2: byte e0: is not UTF-8: save the file as UTF-8"


def test_a_byte_order_mark_is_tolerated(tmp_path):
    path = tmp_path / "places.csv"
    path.write_text(table({}).getvalue(), encoding="utf-8-sig")
    assert read_places(path)[1] == []
    assert read_places(StringIO("\ufeff" + table({}).getvalue()))[1] == []


def test_decomposed_names_are_composed():
    places, _ = read_places(table({"name_vi": "Ha\u0300 No\u0323\u0302i"}))
    assert places[0].name("vi") == "Hà Nội"


def test_names_know_their_language_and_kind():
    row = {
        "name_vi": "Hội trường",
        "name_zh": "大厅",
        "other_names": r"en:historical:Old; zh-Hant:exonym:大廳\; 廳",
    }
    (place,), _ = read_places(table(row))
    assert place.names == (
        Name("Hall", "en", "exonym"),
        Name("Hội trường", "vi", "official"),
        Name("大厅", "zh-Hans", "exonym"),
        Name("Old", "en", "historical"),
        Name("大廳; 廳", "zh-Hant", "exonym"),
    )


# Writing


@pytest.fixture(scope="module")
def kept():
    return table_places()


def test_the_hand_kept_places_are_written_and_read_back(tmp_path, kept):
    path = tmp_path / "places.csv"
    write_places([place for _, place in kept], path)
    places, faults = read_places(path, known=Everything())
    assert faults == []
    assert places == [place for _, place in kept]
    assert path.read_bytes().count(b"\r") == 0
    assert not path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert os.listdir(tmp_path) == ["places.csv"]  # noqa: PTH208 - nothing else is left behind


class Everything:
    """Ids of which each is known: the tables name places that only the packed data has."""

    def __contains__(self, _):
        return True


def test_shipped_places_are_written_and_read_back(places):
    ended = [place for place in places.values() if place.valid_to]
    some = list(dict.fromkeys([*list(places.values())[::97], *ended[::9]]))
    stream = StringIO()
    write_places(some, stream)
    stream.seek(0)
    read, faults = read_places(stream)
    assert faults == []
    for place, back in zip(some, read, strict=True):
        same = ("id", "kind", "country", "parent", "latitude", "longitude", "precision", "precision_m")
        same += ("population", "source", "licence", "note", "valid_from", "valid_to")
        assert [getattr(place, one) for one in same] == [getattr(back, one) for one in same]
        assert {(name.lang, name.text) for name in place.names} == {
            (name.lang, name.text) for name in back.names
        }


def test_the_tables_are_in_order_of_id_and_each_row_names_its_table(kept):
    ids = [place.id for _, place in kept]
    assert ids == sorted(ids)
    assert {"countries.csv", "provinces-cn.csv", "cities-vn.csv", "venues-cn.csv", "disputed.csv"} <= {
        name for name, _ in kept
    }
    assert not any(name.startswith("names-") for name, _ in kept), "these hold names, not places"


def test_a_failed_write_leaves_the_old_file_alone(tmp_path):
    path = tmp_path / "places.csv"
    path.write_text("old", encoding="utf-8")
    half_surrogate = Place("x:1", "hall", (Name("\ud800", "en"),), "vn")
    with pytest.raises(UnicodeEncodeError):
        write_places([half_surrogate], path)
    assert path.read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["places.csv"]  # noqa: PTH208


def test_whole_numbers_are_written_without_a_point():
    stream = StringIO()
    write_places([Place("x:1", "hall", (Name("H", "en"),), "vn", latitude=21.0, longitude=105.5)], stream)
    assert ",21,105.5," in stream.getvalue()


def test_columns_are_described():
    assert next(iter(PLACE_COLUMNS)) == "place_id"
    assert all(PLACE_COLUMNS.values())


def test_a_text_without_a_name_is_called_places_csv():
    assert read_places(StringIO(""))[1][0].file == "places.csv"


# The hand-kept tables, broken


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "places").mkdir()
    monkeypatch.setattr("gazetteer.placefile.__file__", str(tmp_path / "placefile.py"))
    return tmp_path / "places"


COUNTRY = {"place_id": "country:vn", "parent": ""}


def test_one_id_in_two_tables_is_told_and_the_gazetteer_keeps_working(folder):
    for name in ("cities-a.csv", "cities-b.csv"):
        (folder / name).write_text(table({"country": "zz", "parent": ""}).getvalue(), encoding="utf-8")
    (folder / "notes.txt").write_text("not read", encoding="utf-8")
    (folder / "names-x.csv").write_text("not read here", encoding="utf-8")
    with pytest.raises(ValueError, match=r"cities-b\.csv:place_id: venue:hall: is in cities-a\.csv too"):
        table_places()
    assert Gazetteer().geocode("Hà Nội") is not None, "the packed data does not need the tables"


def test_a_parent_may_stand_in_another_table(folder):
    (folder / "cities-a.csv").write_text(table({"parent": "x:1"}).getvalue(), encoding="utf-8")
    rows = ({"place_id": "x:1", "parent": ""}, COUNTRY)
    (folder / "cities-b.csv").write_text(table(*rows).getvalue(), encoding="utf-8")
    assert [(name, place.id) for name, place in table_places()] == [
        ("cities-b.csv", "country:vn"), ("cities-a.csv", "venue:hall"), ("cities-b.csv", "x:1"),
    ]  # fmt: skip


def test_a_country_that_is_in_no_table_is_told(folder):
    (folder / "cities-a.csv").write_text(table({"country": "qq"}).getvalue(), encoding="utf-8")
    with pytest.raises(ValueError, match=r"cities-a\.csv:2:country: qq: is no known ISO 3166-1 code"):
        table_places()


def test_all_faults_of_all_tables_at_once(folder):
    for name in ("cities-a.csv", "venues-b.csv"):
        (folder / name).write_text(
            table({"latitude": "x", "source": ""}, COUNTRY).getvalue(), encoding="utf-8"
        )
    with pytest.raises(ValueError, match="is not a number") as caught:
        table_places()
    told = [(fault.file, fault.row, fault.column) for fault in caught.value.faults]
    assert {("cities-a.csv", 2, "source"), ("venues-b.csv", 2, "latitude")} <= set(told)
