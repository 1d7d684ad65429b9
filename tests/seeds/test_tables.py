"""The shipped tables as tables: keys, references, spelling of the files, and a source for every fact."""

from __future__ import annotations

import csv
import json
import re
import unicodedata

import pytest

from gazetteer.cells import join_values, split_values
from visits.codebook import BEGIN, END, with_codebook
from visits.descriptor import with_resources
from visits.schema import TABLES

KEYS = {name: table.key for name, table in TABLES.items() if table.key}
REFERENCES = [
    ("visits", "head", ("people",)),
    ("visits", "origin", ("places",)),
    ("visits", "sources", ("sources",)),
    ("events", "visit_id", ("visits",)),
    ("events", "place_id", ("places",)),
    ("events", "hosts", ("people",)),
    ("events", "guests", ("people",)),
    ("events", "sources", ("sources",)),
    ("people", "sources", ("sources",)),
    ("roles", "person", ("people",)),
    ("roles", "source", ("sources",)),
    ("claims", "event", ("events", "visits")),
    ("claims", "source", ("sources",)),
    ("places", "parent", ("places",)),
]
HAN = re.compile(r"[㐀-鿿]")


def cells(tables):
    for name, rows in vars(tables).items():
        for number, row in enumerate(rows, start=2):
            for column, value in row.items():
                yield f"{name}.csv:{number}:{column}", value


@pytest.mark.parametrize("name", list(TABLES))
def test_a_table_has_the_columns_of_the_schema_in_order(folder, name):
    first = (folder / f"{name}.csv").read_text(encoding="utf-8").partition("\n")[0]
    assert tuple(first.split(",")) == TABLES[name].header


@pytest.mark.parametrize("name", list(TABLES))
def test_a_file_is_plain_utf8_with_lf_and_minimal_quotes(folder, name):
    raw = (folder / f"{name}.csv").read_bytes()
    text = raw.decode("utf-8")
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert "\r" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    rows = list(csv.reader(text.splitlines(keepends=True), strict=True))
    assert {len(row) for row in rows} == {len(TABLES[name].header)}


def test_texts_are_nfc_and_have_no_stray_blanks(tables):
    for where, value in cells(tables):
        assert value == unicodedata.normalize("NFC", value), where
        assert value == value.strip(), where
        assert "  " not in value, where
        assert not re.search(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\ufeff\u00a0]", value), where


@pytest.mark.parametrize(("name", "key"), list(KEYS.items()))
def test_ids_are_unique_slugs(tables, name, key):
    ids = [row[key] for row in getattr(tables, name)]
    assert len(set(ids)) == len(ids)
    for value in ids:
        pattern = r"[a-z]+:[a-z0-9][a-z0-9-]*" if name == "places" else r"[a-z0-9]+(-[a-z0-9]+)*"
        assert re.fullmatch(pattern, value), value


@pytest.mark.parametrize(("name", "column", "targets"), REFERENCES)
def test_references_resolve(tables, name, column, targets):
    known = {row[KEYS[target]] for target in targets for row in getattr(tables, target)}
    named = {value for row in getattr(tables, name) for value in split_values(row[column])}
    assert named
    assert named <= known


def test_cells_of_several_values_are_written_the_one_way(tables):
    for name, rows in vars(tables).items():
        for column in TABLES[name].columns:
            for row in rows if column.cell.many else ():
                assert join_values(split_values(row[column.name])) == row[column.name], (name, column.name)


def test_every_source_person_and_organisation_is_used(tables):
    citing = tables.events + tables.visits + tables.people
    used_sources = {value for row in citing for value in split_values(row["sources"])}
    used_sources |= {row["source"] for row in tables.roles + tables.claims}
    assert {row["source_id"] for row in tables.sources} == used_sources
    used_people = {row["head"] for row in tables.visits}
    for row in tables.events:
        used_people |= {*split_values(row["hosts"]), *split_values(row["guests"])}
    assert {row["person_id"] for row in tables.people} == used_people


def test_every_person_has_an_office_with_a_source(tables):
    persons = {row["person_id"] for row in tables.people if row["kind"] == "person"}
    assert {row["person"] for row in tables.roles} == persons


def test_every_visit_and_event_names_a_source_and_claims_its_date(tables):
    claims = {(row["event"], row["field"]) for row in tables.claims}
    for row in tables.events:
        assert split_values(row["sources"]), row["event_id"]
        assert (row["event_id"], "date") in claims, row["event_id"]
        assert (row["event_id"], "type") in claims or row["status"] == "background", row["event_id"]
    for row in tables.visits:
        assert split_values(row["sources"]), row["visit_id"]
        assert (row["visit_id"], "date") in claims, row["visit_id"]


def test_a_claim_is_about_a_column_and_cites_a_source_of_its_record(tables):
    events = {row["event_id"]: row for row in tables.events}
    visits = {row["visit_id"]: row for row in tables.visits}
    for claim in tables.claims:
        record = events.get(claim["event"]) or visits[claim["event"]]
        assert claim["field"] in record, claim
        assert claim["source"] in split_values(record["sources"]), claim
        assert claim["locator"], claim


def test_every_source_of_a_record_claims_something_of_it(tables):
    claimed = {(row["event"], row["source"]) for row in tables.claims}
    for row in tables.events:
        for source in split_values(row["sources"]):
            assert (row["event_id"], source) in claimed, (row["event_id"], source)


def test_what_is_shown_is_what_a_source_claims(tables):
    """The narrower value is shown, wider claims stay beside it; an inferred place equals no claim."""
    claims = {}
    for row in tables.claims:
        values = claims.setdefault((row["event"], row["field"]), set())
        values |= {row["value"], *split_values(row["value"])}
    for row in tables.events:
        where = row["event_id"]
        assert row["date"] in claims[where, "date"], where
        if row["place_basis"] == "stated":
            assert row["place_id"] in claims[where, "place_id"], where
        for column in ("part_of_day", "documents", "hosts", "guests"):
            assert set(split_values(row[column])) <= claims.get((where, column), set()), (where, column)


def test_titles_stand_in_three_languages_and_are_short(tables):
    for row in tables.events + tables.visits:
        for column in ("title", "title_vi", "title_zh"):
            assert 10 <= len(row[column]) <= 90, row[column]
            assert not row[column].endswith((".", "。")), row[column]
        assert row["title"].isascii(), row["title"]
        assert HAN.search(row["title_zh"]), row["title_zh"]
        assert not HAN.search(row["title_vi"]), row["title_vi"]
    for row in tables.events:
        many = {len(split_values(row[column])) for column in ("documents", "documents_vi", "documents_zh")}
        assert len(many) == 1, row["event_id"]


def test_an_unconfirmed_chinese_name_is_left_empty(tables):
    people = {row["person_id"]: row for row in tables.people}
    for person in ("liu-wei", "nguyen-ho-hai"):
        assert people[person]["name_zh"] == ""
        assert people[person]["note"]


def test_the_places_are_those_of_the_gazetteer(tables):
    """The package stands alone, yet must not tell another story than the gazetteer it was copied from."""
    from gazetteer import Gazetteer  # noqa: PLC0415 - keeps the other tests of this file free of it

    gazetteer = Gazetteer()
    for row in tables.places:
        place = gazetteer.place(row["place_id"])
        assert place is not None, row["place_id"]
        assert (place.latitude, place.longitude) == (float(row["latitude"]), float(row["longitude"]))
        names = tuple(place.name(language) for language in ("en", "vi", "zh"))
        assert names == (row["name"], row["name_vi"], row["name_zh"])


def test_the_descriptor_says_what_the_package_holds(descriptor):
    assert descriptor["home"] == "vn"
    assert [licence["name"] for licence in descriptor["licenses"]] == ["CC0-1.0"]
    assert [resource["path"] for resource in descriptor["resources"]] == [f"{name}.csv" for name in TABLES]
    assert descriptor["coverage"]["statement"]
    assert descriptor["coverage"]["statement_vi"]
    assert len(descriptor["coverage"]["leaves_out"]) == len(descriptor["coverage"]["leaves_out_vi"])
    text = json.dumps(descriptor, ensure_ascii=False)
    assert text == unicodedata.normalize("NFC", text)


def test_codebook_and_schema_are_those_of_the_one_schema(descriptor, folder):
    """`python -m visits describe --write` would change nothing."""
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert readme.count(BEGIN) == readme.count(END) == 1
    assert readme == with_codebook(readme)
    assert descriptor == with_resources(descriptor)
