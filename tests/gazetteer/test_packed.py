"""The packed places: rows and ids, names and texts, and what is refused."""

import json
import random
from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer, PackedDataError
from gazetteer.normalize import key
from gazetteer.packed import (
    BUCKET_BITS,
    CORE,
    DATA,
    FORMAT,
    ROW_BITS,
    Packed,
    PackedPlace,
    Table,
    hash_of,
    shipped,
)

FILES = (
    "places.bin",
    "names.bin",
    "texts.bin",
    "by_text.bin",
    "by_key.bin",
    "near.bin",
    "scan.bin",
    "tables.json",
    "details.json",
)


@pytest.fixture(scope="module")
def packed():
    return shipped()


@pytest.fixture(scope="module")
def count(packed):
    return int(packed.tables["names"])


def test_the_shipped_data_is_opened_once(packed):
    assert shipped() is packed
    assert packed.folder == DATA


# Rows and ids


def test_every_row_has_an_id_that_leads_back_to_it(packed):
    ids = [packed.id(row) for row in range(len(packed))]
    assert len(set(ids)) == len(ids) == len(packed) > 50_000
    assert [packed.row(place_id) for place_id in ids] == list(range(len(packed)))


UNKNOWN = [
    # id, why
    ("", "nothing"),
    ("gn:", "no number"),
    ("gn:0", "no such number"),
    ("gn:007", "a number is written without zeros before it"),
    ("gn:01816670", "nor Beijing's"),
    ("gn:99999999999", "more than 32 bits"),
    ("gn:999999999", "beyond the last"),
    ("gn:-1816670", "a sign"),
    ("gn:+1816670", "a sign"),
    ("gn: 1816670", "a space"),
    ("gn:1816670 ", "a space behind"),
    ("gn:1816670\n", "a line break"),
    ("gn:1_816_670", "Python's underscores"),
    ("gn:١٨١٦٦٧٠", "digits of another script"),
    ("gn:1816670²", "a digit that is none"),
    ("gn:x", "a word"),
    ("GN:1816670", "in capitals"),
    ("1816670", "a number alone"),
    ("venue:", "no slug"),
    ("venue:nowhere", "no such venue"),
    ("cn:000000", "no such unit"),
    ("\ud800", "half a character"),
    ("gn:" + "9" * 100_000, "a number of a hundred thousand digits"),
]


@pytest.mark.parametrize(("place_id", "why"), UNKNOWN)
def test_an_unknown_id_has_no_row(g, packed, place_id, why):
    assert packed.row(place_id) is None, why
    assert g.place(place_id) is None
    assert place_id not in g


@given(st.text())
def test_any_id_has_a_row_or_none(packed, text):
    for place_id in (text, f"gn:{text}", f"country:{text}"):
        row = packed.row(place_id)
        assert row is None or packed.id(row) == place_id


# Places


def test_a_place_is_made_when_it_is_asked_for_and_kept(packed):
    row = packed.row("gn:1816670")
    assert packed.place(row) is packed.place(row)
    assert isinstance(packed.place(row), PackedPlace)


def test_a_packed_place_equals_a_plain_one_of_the_same_fields(packed):
    place = packed.place(packed.row("gn:1809858"))
    plain = type(place).__mro__[1](
        id=place.id, kind=place.kind, names=place.names, country=place.country, parent=place.parent,
        latitude=place.latitude, longitude=place.longitude, precision=place.precision,
        precision_m=place.precision_m, population=place.population, source=place.source, licence=place.licence,
        note=place.note, valid_from=place.valid_from, valid_to=place.valid_to,
    )  # fmt: skip
    assert place == plain
    assert plain == place
    assert hash(place) == hash(plain)
    assert place != packed.place(packed.row("gn:1816670"))


def test_parents_and_points_of_rows_are_those_of_places(packed):
    for row in range(0, len(packed), 211):
        place = packed.place(row)
        around = packed.parent(row)
        assert (None if around is None else packed.id(around)) == place.parent
        assert packed.point(row) == ((place.latitude, place.longitude) if place.has_point else None)


def test_labelled_rows_are_those_of_the_gazetteer(g, packed):
    assert [packed.id(row) for row in packed.labelled()] == [place.id for place in g.labelled]


# Names


def test_every_text_decodes_and_is_that_of_its_place(packed, count, places):
    texts = [packed.text(name) for name in range(count)]
    assert texts == [name.text for place in places.values() for name in place.names], (
        "names stand in order of rows"
    )
    assert all(texts)


def test_every_name_belongs_to_the_place_that_has_it(packed, count):
    for name in range(0, count, 311):
        place = packed.place(packed.place_of(name))
        assert packed.name(name) in place.names
        assert packed.name(name).text == packed.text(name)


def test_names_of_rows_follow_each_other(packed, count):
    at = 0
    for row in range(len(packed)):
        names = packed.names(row) if row % 97 == 0 else None
        size = packed._column(5)[row + 1] - packed._column(5)[row]
        assert names is None or len(names) == size
        at += size
    assert at == count


def test_every_name_is_found_under_its_key(packed, count):
    for name in range(0, count, 53):
        found = packed.named(key(packed.text(name)))
        assert (name, False) in found, packed.text(name)


# What a text means first


def test_meanings_are_what_meant_gives_for_each(packed, count):
    meanings = packed.meanings
    assert len(meanings) > 200_000
    for text in random.Random(1).sample(sorted(meanings), 4_000):
        assert packed.meant(text) == meanings[text], text
    for name in range(0, count, 71):
        text = packed.text(name)
        assert packed.meant(text) == meanings.get(text), text


@pytest.mark.parametrize(
    "text", ["", "nowhere at all", "bac kinh ", "BẮC KINH", "\ud800", "x" * 100_000, "\x00"]
)
def test_what_is_not_written_just_so_is_left_open(packed, text):
    assert packed.meant(text) is None


@given(st.text())
def test_any_text_means_a_row_or_none(packed, text):
    row = packed.meant(text)
    assert row is None or text in [name.text for name in packed.names(row)]


def test_what_is_meant_is_what_geocode_answers(g, packed):
    for text in random.Random(2).sample(sorted(packed.meanings), 600):
        assert g.geocode(text).raw["id"] == packed.id(packed.meant(text)), text


# The table


def _table(entries, flagged=0):
    """Lay out (hash, row) pairs as `Table` reads them."""
    shift = ROW_BITS + flagged
    buckets = {}
    for hashed, row in entries:
        fingerprint = hashed & ((1 << (32 - shift)) - 1)
        buckets.setdefault(hashed >> (32 - BUCKET_BITS), []).append(fingerprint << shift | row)
    starts, kept = [0], []
    for bucket in range(1 << BUCKET_BITS):
        kept += sorted(buckets.get(bucket, []))
        starts.append(len(kept))
    return Table(array("I", [*starts, *kept]), flagged)


HASHES = st.integers(0, (1 << 32) - 1)


@given(st.lists(st.tuples(HASHES, st.integers(0, (1 << ROW_BITS) - 1)), max_size=40), HASHES)
@settings(max_examples=20)
def test_a_table_gives_the_rows_under_a_hash(entries, other):
    table = _table(entries)
    for hashed, row in entries:
        assert row in table.entries(hashed)
    assert set(table.entries(other)) <= {row for _, row in entries}


def test_a_table_with_a_flag_gives_it_with_the_row():
    hashed = hash_of("広州")
    table = _table([(hashed, 5), (hashed, 5 | CORE), (hashed, (1 << ROW_BITS) - 1)], flagged=1)
    assert sorted(table.entries(hashed)) == [5, (1 << ROW_BITS) - 1, 5 | CORE]


@pytest.mark.parametrize("hashed", [0, 1, (1 << 32) - 1, 1 << 31])
def test_a_table_at_its_ends(hashed):
    assert _table([(hashed, 7)]).entries(hashed) == [7]
    assert _table([]).entries(hashed) == []


@given(st.text())
def test_any_text_has_a_hash(text):
    assert 0 <= hash_of(text) < 1 << 32


# What is refused


@pytest.fixture
def copy(tmp_path):
    for name in FILES:
        (tmp_path / name).symlink_to(DATA / name)
    return tmp_path


def test_a_copy_of_the_data_works(copy):
    packed = Packed(copy)
    assert packed.id(packed.meant("Bắc Kinh")) == "gn:1816670"


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_told_by_its_name(copy, name):
    (copy / name).unlink()
    with pytest.raises(PackedDataError, match=name.replace(".", r"\.")) as caught:
        read_all(Packed(copy))
    assert isinstance(caught.value, OSError)
    assert "make places" in str(caught.value)


@pytest.mark.parametrize(
    "name", [name for name in FILES if name.endswith(".bin") and name not in ("near.bin", "scan.bin")]
)
def test_an_empty_file_is_told(copy, name):
    (copy / name).unlink()
    (copy / name).touch()
    with pytest.raises(PackedDataError, match=name.replace(".", r"\.")):
        read_all(Packed(copy))


def read_all(packed):
    packed.place(0).names  # noqa: B018 - reading is the point
    packed.meant("Bắc Kinh")
    packed.named("backinh")
    packed.read("near.bin")
    packed.read("scan.bin")


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(PackedDataError, match=r"tables\.json"):
        len(Packed(tmp_path / "none"))


@pytest.mark.parametrize("stated", [0, FORMAT + 1, None, "1"])
def test_another_format_is_refused(copy, stated):
    tables = json.loads((copy / "tables.json").read_text(encoding="utf-8"))
    (copy / "tables.json").unlink()
    tables.pop("format") if stated is None else tables.update(format=stated)
    (copy / "tables.json").write_text(json.dumps(tables), encoding="utf-8")
    with pytest.raises(PackedDataError, match=rf"format {stated}, not {FORMAT}"):
        len(Packed(copy))


def test_no_place_at_all_is_possible(nothing):
    assert len(nothing) == 0
    assert nothing.row("gn:1816670") is None
    assert nothing.meant("Bắc Kinh") is None
    assert nothing.named("backinh") == []
    assert list(nothing.labelled()) == []


def test_data_that_is_missing_is_told_when_it_is_asked_for_and_not_before(tmp_path, monkeypatch):
    monkeypatch.setattr("gazetteer.atlas.shipped", lambda: Packed(tmp_path))
    g = Gazetteer()
    with pytest.raises(PackedDataError):
        g.geocode("Bắc Kinh")


def test_nothing_but_the_packed_files_lies_in_their_folder():
    assert {path.name for path in DATA.iterdir()} == {*FILES, "SOURCES.md"}
