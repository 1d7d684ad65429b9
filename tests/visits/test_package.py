"""Loading: what is taken, every fault at once, what stays when the faulty rows are left out."""

import json
import os

import pytest

from gazetteer import Gazetteer
from visits import DataPackageError, default_folder, load
from visits.tables import Limits


def faults_of(package):
    with pytest.raises(DataPackageError) as caught:
        package.load()
    return caught.value.faults


def test_the_small_package_is_sound(small):
    assert small.faults == ()
    assert len(small) == len(small.events) == 10
    assert small.title == "A small package for tests"
    assert small.home == "vn"
    assert small.coverage == {"statement": "Made for tests"}
    assert small.licenses[0]["name"] == "CC0-1.0"


def test_the_version_is_that_of_the_content(package, small):
    assert package.load().version == small.version
    package.set("events", 0, "title", "Another title")
    assert package.load().version != small.version


# table, row, column, what is put there, then the fault: line, column, a word of problem or remedy
ONE_CELL = [
    ("events", 0, "date", "2023-02-30", 2, "date", "no day 30"),
    ("events", 3, "date", "2023-09-29/2023-09-25", 5, "date", "before it starts"),
    ("events", 1, "place_id", "gn:0", 3, "place_id", "no row of places.csv"),
    ("events", 1, "hosts", "huang; nobody", 3, "hosts", "no row of people.csv"),
    ("events", 1, "sources", "", 3, "sources", "source_id"),
    ("events", 1, "sources", "paper-z", 3, "sources", "no row of sources.csv"),
    ("events", 1, "visit_id", "no-visit", 3, "visit_id", "no row of visits.csv"),
    ("events", 1, "type", "party", 3, "type", "not a word for type"),
    ("events", 1, "status", "", 3, "status", "held, planned"),
    ("events", 1, "seq", "1.5", 3, "seq", "whole number"),
    ("events", 1, "title", "", 3, "title", "nothing stands here"),
    ("events", 2, "event_id", "e-tomb", 4, "event_id", "line 2"),
    ("events", 2, "event_id", "out-2023", 4, "event_id", "a visit has the same id"),
    ("events", 2, "event_id", "a b", 4, "event_id", "not an id"),
    ("events", 1, "part_of_day", "dusk", 3, "part_of_day", "morning"),
    ("sources", 0, "url", "javascript:alert(1)", 2, "url", "http"),
    ("sources", 1, "citation", "", 3, "citation", "neither url nor citation"),
    ("visits", 0, "head", "nobody", 2, "head", "people.csv"),
    ("visits", 0, "origin", "gn:0", 2, "origin", "places.csv"),
    ("people", 1, "other_names", "Huang", 3, "other_names", "language:text"),
    ("roles", 0, "source", "", 2, "source", "source_id"),
    ("roles", 0, "from", "May 2021", 2, "from", "no date"),
    ("claims", 0, "event", "nothing", 2, "event", "events.csv or visits.csv"),
    ("claims", 0, "field", "colour", 2, "field", "no column of events.csv"),
    ("claims", 4, "field", "place_id", 6, "field", "no column of visits.csv"),
    ("claims", 0, "field", "event_id", 2, "field", "no column"),
    ("claims", 0, "value", "2023-13", 2, "value", "no month 13"),
]


@pytest.mark.parametrize(("table", "row", "column", "value", "line", "at", "told"), ONE_CELL)
def test_one_faulty_cell_is_one_line(package, table, row, column, value, line, at, told):  # noqa: PLR0917
    package.set(table, row, column, value)
    (fault,) = faults_of(package)
    assert (fault.file, fault.row, fault.column) == (f"{table}.csv", line, at)
    assert told in f"{fault.problem}: {fault.remedy}"
    assert fault.value in (value, value.split("; ")[-1])
    assert "\n" not in str(fault)


def test_every_fault_is_told_at_once_in_the_order_of_files_and_lines(package):
    package.set("events", 4, "date", "never")
    package.set("events", 0, "place_id", "gn:0")
    package.set("events", 0, "type", "party")
    package.set("sources", 0, "published", "2023-02-30")
    found = [(fault.file, fault.row, fault.column) for fault in faults_of(package)]
    assert found[:1] == [("sources.csv", 2, "published")]
    assert sorted(found[1:3]) == [("events.csv", 2, "place_id"), ("events.csv", 2, "type")]
    assert found[3:] == [("events.csv", 6, "date")]


@pytest.mark.parametrize(
    ("table", "row", "column", "value"),
    [case[:4] for case in ONE_CELL if case[0] in ("events", "roles", "claims") and case[2] != "event_id"],
)
def test_around_a_faulty_row_the_rest_is_kept(package, small, table, row, column, value):  # noqa: PLR0917
    sound = package.rows(table)
    package.set(table, row, column, value)
    records = package.load(strict=False)
    assert len(records.faults) >= 1
    if table == "events":
        assert set(records.events["event_id"]) == set(small.events["event_id"]) - {sound[row]["event_id"]}
    else:
        assert len(records) == len(small)
        assert len(getattr(records, table)) == len(sound) - 1
    records.facets()
    records.frame()


def test_of_two_rows_with_one_id_the_first_stays(package):
    package.set("events", 1, "event_id", "e-tomb")
    records = package.load(strict=False)
    assert records.event("e-tomb").type == "wreath_laying"
    assert len(records) == 9


def test_what_depends_on_a_row_left_out_falls_with_it_and_is_told(package):
    package.set("visits", 1, "date", "2023-02-30")
    assert len(faults_of(package)) == 1  # only the cause; the rest is its consequence
    records = package.load(strict=False)
    gone = {fault.value for fault in records.consequences}
    assert gone == {"in-2024", "e-hanoi"}
    assert {"e-hcmc", "e-hanoi", "e-yearless"}.isdisjoint(records.events["event_id"])
    told = [str(fault) for fault in records.faults]
    assert any("claims.csv:3:event: e-hanoi: left out" in line for line in told)
    assert len(told) == 1 + 3 + 1


def test_a_source_left_out_takes_along_whatever_cites_it(package):
    package.set("sources", 0, "url", "ftp://example.org")
    records = package.load(strict=False)
    assert set(records.events["event_id"]) == {"e-hcmc", "e-hanoi", "e-yearless", "e-undated"} - {
        "e-hcmc", "e-hanoi", "e-yearless",
    }  # the visit in-2024 cites it as well  # fmt: skip


FILES = [  # content of events.csv made of the sound text, words that the first fault has
    (lambda _: "", "the file is empty"),
    (lambda text: text.replace("event_id", "event id", 1), "rename it to event_id"),
    (lambda text: text.replace("seq,", "seq,colour,", 1), "no column of this table"),
    (lambda text: text.replace("title_vi", "title", 1), "stands twice"),
    (lambda text: text.replace("\n", '\n"open', 1), "not CSV"),
    (lambda text: text + "too,few\n", "2 cells where the header has 23"),
    (lambda text: text + "," * 30 + "x\n", "31 cells where the header has 23"),
    (lambda text: text + "x" * 200_000 + "\n", "field limit"),
]


@pytest.mark.parametrize(("change", "told"), FILES)
def test_a_file_of_the_wrong_form(package, change, told):
    path = package.folder / "events.csv"
    package.text("events", change(path.read_text(encoding="utf-8")))
    faults = faults_of(package)
    assert any(told in str(fault) and fault.file == "events.csv" for fault in faults)
    package.load(strict=False)


def test_a_table_may_do_without_a_translation(package, small):
    rows = package.rows("events")
    header = [name for name in rows[0] if name not in ("title_zh", "documents_vi", "note_vi")]
    package.write("events", [{name: row[name] for name in header} for row in rows], header)
    assert set(package.load().frame()["title_zh"]) == {""}
    assert list(package.load().frame()["title"]) == list(small.frame()["title"])


def test_a_missing_column_that_may_be_empty_leaves_the_rows(package):
    rows = package.rows("events")
    header = [name for name in rows[0] if name not in ("note", "documents")]
    package.write("events", [{name: row[name] for name in header} for row in rows], header)
    faults = faults_of(package)
    assert [(fault.row, fault.column) for fault in faults] == [(1, "documents"), (1, "note")]
    assert len(package.load(strict=False)) == len(rows)


def test_columns_may_stand_in_another_order(package, small):
    rows = package.rows("events")
    package.write("events", rows, list(reversed(rows[0])))
    assert package.load().frame().equals(small.frame())


def test_line_numbers_count_lines_of_the_file_also_after_line_breaks_in_cells(package):
    rows = package.rows("events")
    rows[0]["note"] = "one\ntwo\r\nthree"
    rows[2]["date"] = "never"
    package.write("events", rows)
    with (package.folder / "events.csv").open("a", encoding="utf-8", newline="") as stream:
        stream.write("\n" + "," * 21 + "\n")  # empty lines are no records
    (fault,) = faults_of(package)
    lines = (package.folder / "events.csv").read_bytes().decode().splitlines()
    assert lines[fault.row - 1].startswith("e-sign")


def test_a_byte_order_mark_and_other_line_ends_are_read(package, small):
    text = (package.folder / "events.csv").read_text(encoding="utf-8")
    package.text("events", "\ufeff" + text.replace("\n", "\r\n"))
    assert package.load().frame().equals(small.frame())


def test_bytes_of_another_encoding_are_told_by_row_and_the_other_rows_stay(package):
    path = package.folder / "events.csv"
    raw = path.read_bytes().replace("Phạm Hồng Thái".encode(), "Ph\u0061m H\xf4ng".encode("cp1258"), 1)
    path.write_bytes(raw)
    (fault,) = faults_of(package)  # the claim about this event is a consequence, not a fault of its own
    assert (fault.row, fault.column) == (2, "title")
    assert "not UTF-8" in fault.problem
    records = package.load(strict=False)
    assert len(records) == 9
    assert {fault.value for fault in records.consequences} == {"e-tomb"}


def test_utf_16_is_named(package):
    path = package.folder / "events.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    (fault,) = faults_of(package)
    assert "UTF-16" in fault.problem
    assert len(package.load(strict=False)) == 0


def test_a_cut_character_at_the_end_is_told(package):
    path = package.folder / "events.csv"
    path.write_bytes(path.read_bytes() + "Hà".encode()[:-1])
    assert any(fault.file == "events.csv" for fault in faults_of(package))


def test_text_in_pieces_is_kept_as_it_is_written(package):
    package.set("events", 0, "title", "Ha\u0300 No\u0323\u0302i")
    assert package.load().event("e-tomb").title == "Ha\u0300 No\u0323\u0302i"


HOSTILE = [
    "{{ 7*7 }}", "{% x %}", "${1}", "`x`", '<img onerror="alert(1)">', "</script>", "\u202eabc", '"quoted", and, more',
    "line\nbreak", "=cmd|' /C calc'!A0", "'apostrophe", "a;b", "\\;", "🧨",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_kept_as_text(package, text):
    package.set("events", 0, "title", text)
    records = package.load()
    assert records.event("e-tomb").title == text
    assert text in set(records.frame()["title"])


# The descriptor and the folder


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "not JSON"),
        ("[]", "no JSON object"),
        ("[" * 100_000, "nested"),
        ('{"title": 3}', "a text is expected"),
        ('{"coverage": "all"}', "a object is expected"),
        ('{"home": "zz"}', "no country this code"),
        ('{"resources": {}}', "a list is expected"),
        ('{"resources": [{"name": "events"}]}', "a name and one path"),
        ('{"resources": [{"name": "events", "path": "events.csv"}]}', "not listed"),
        ('{"resources": [{"name": "events", "path": "a"}, {"name": "events", "path": "b"}]}', "listed twice"),
        (
            '{"resources": [{"name": "sources", "path": "sources.csv"}, {"name": "events", "path": "no.csv"}]}',
            "no such file",
        ),
    ],
)
def test_a_faulty_descriptor(package, content, told):
    (package.folder / "datapackage.json").write_text(content, encoding="utf-8")
    assert told in "\n".join(map(str, faults_of(package)))
    package.load(strict=False)


def test_a_descriptor_in_another_encoding(package):
    (package.folder / "datapackage.json").write_bytes('{"title": "Hà Nội"}'.encode("utf-16"))
    assert "not UTF-8" in str(faults_of(package)[0])


def test_without_a_descriptor_the_records_still_load(package):
    (package.folder / "datapackage.json").unlink()
    assert "no such file" in str(faults_of(package)[0])
    assert len(package.load(strict=False)) == 10


def test_without_a_list_of_resources_the_tables_stand_under_their_names(package, small):
    (package.folder / "datapackage.json").write_text('{"home": "vn"}', encoding="utf-8")
    for table in ("roles", "claims", "places"):
        (package.folder / f"{table}.csv").unlink()
    assert package.load().frame().equals(small.frame())


def test_a_table_may_stand_in_a_folder_below(package, small):
    (package.folder / "tables").mkdir()
    (package.folder / "events.csv").rename(package.folder / "tables" / "e.csv")
    descriptor = json.loads((package.folder / "datapackage.json").read_text(encoding="utf-8"))
    next(part for part in descriptor["resources"] if part["name"] == "events")["path"] = "tables/e.csv"
    (package.folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    assert package.load().frame().equals(small.frame())


@pytest.mark.parametrize(
    "path",
    [
        "../outside.csv",
        "/etc/hosts",
        "a/../../outside.csv",
        "https://example.org/e.csv",
        "C:\\e.csv",
        "",
        "a\x00b",
    ],
)
def test_a_path_out_of_the_folder_is_refused(package, path):
    (package.folder.parent / "outside.csv").write_text("secret", encoding="utf-8")
    descriptor = {"resources": [{"name": "sources", "path": "sources.csv"}, {"name": "events", "path": path}]}
    (package.folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    told = "\n".join(map(str, faults_of(package)))
    assert "not a path inside the folder" in told
    assert "secret" not in told


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_a_link_out_of_the_folder_is_refused(package):
    outside = package.folder.parent / "outside.csv"
    (package.folder / "events.csv").rename(outside)
    (package.folder / "events.csv").symlink_to(outside)
    assert "leads out of the folder" in str(faults_of(package)[0])
    (package.folder / "events.csv").unlink()
    (package.folder / "events.csv").symlink_to("events.csv")  # a link to itself
    assert faults_of(package)


def test_a_folder_in_the_place_of_a_table(package):
    (package.folder / "events.csv").unlink()
    (package.folder / "events.csv").mkdir()
    assert "no such file" in str(faults_of(package)[0])


def test_limits_are_told_before_a_file_is_read(package):
    size = (package.folder / "events.csv").stat().st_size
    assert package.load(limits=Limits(file_bytes=size)).faults == ()
    with pytest.raises(DataPackageError, match=f"the limit is {size - 1}"):
        package.load(limits=Limits(file_bytes=size - 1))
    assert package.load(limits=Limits(rows=10)).faults == ()
    with pytest.raises(DataPackageError, match="more than 9 rows"):
        package.load(limits=Limits(rows=9))


def test_a_file_that_cannot_be_read(package, monkeypatch):
    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    assert any("Permission denied" in str(fault) for fault in faults_of(package))


def test_no_folder_is_told_also_when_not_strict(tmp_path):
    with pytest.raises(DataPackageError, match="no such folder"):
        load(tmp_path / "nothing", strict=False)


def test_the_descriptor_may_be_named_itself(package, small):
    assert len(load(package.folder / "datapackage.json")) == len(small)


def test_the_default_folder_is_a_setting(package, monkeypatch):
    monkeypatch.setenv("VISIT_MAP_DATA", str(package.folder))
    assert load().title == "A small package for tests"
    monkeypatch.delenv("VISIT_MAP_DATA")
    assert default_folder().name == "seeds"


# Places of the package's own

PLACE = {
    "place_id": "venue:own", "kind": "park", "name": "Own Park", "country": "vn", "parent": "gn:1581130",
    "latitude": "21", "longitude": "105.5", "precision": "venue", "source": "own", "licence": "CC0-1.0",
}  # fmt: skip


def test_its_own_places_overlay_the_gazetteer(package):
    package.add("places", **PLACE)
    package.set("events", 0, "place_id", "venue:own")
    records = package.load()
    assert records.place("venue:own").name("en") == "Own Park"
    assert records.events.set_index("event_id").loc["e-tomb", "city_id"] == "gn:1581130"
    assert [place.id for place in records.places] == ["venue:own"]


@pytest.mark.parametrize(
    ("column", "value"), [("latitude", "95"), ("precision", "exact"), ("parent", "gn:0"), ("source", "")]
)
def test_a_faulty_place_takes_the_events_there_along(package, column, value):
    package.add("places", **{**PLACE, column: value})
    package.set("events", 0, "place_id", "venue:own")
    assert faults_of(package)[-1].file == "places.csv"
    records = package.load(strict=False)
    assert len(records) == 9
    assert any(fault.file == "events.csv" and fault.column == "place_id" for fault in records.faults)


def test_places_in_another_encoding(package):
    (package.folder / "places.csv").write_bytes("place_id\nHà".encode("cp1258", "replace") + b"\xe0\xff")
    assert "not UTF-8" in str(faults_of(package)[-1])


def test_another_gazetteer_may_be_given(package):
    gazetteer = Gazetteer()
    assert package.load(gazetteer=gazetteer).gazetteer.place("gn:1581130") is not None
