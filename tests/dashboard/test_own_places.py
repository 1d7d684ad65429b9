"""Places that a reader adds: where they may be written, what is checked, taking one back."""

import csv
import shutil

import pytest

from dashboard import own_places, records_source
from dashboard.own_places import CannotAddError, add, free_id, target, undo
from gazetteer import PLACE_COLUMNS, Gazetteer, Name, Place, read_places
from visits import load


def place(place_id="venue:new-hall", **changes):
    fields = {
        "id": place_id,
        "kind": "office",
        "names": (Name("Hội trường Mới", "vi"), Name("New Hall", "en")),
        "country": "vn",
        "parent": "gn:1581130",
        "latitude": 21.03,
        "longitude": 105.85,
        "precision": "venue",
        "precision_m": 50,
        "source": "a leaflet",
        "licence": "CC0-1.0",
    }
    return Place(**{**fields, **changes})


@pytest.fixture
def gazetteer(package):
    return load(package).gazetteer


def why(origin):
    with pytest.raises(CannotAddError) as refused:
        target(str(origin))
    return refused.value.code


def test_where_nothing_is_written(root, tmp_path):
    assert why("") == "shipped"
    assert why(root / "seeds") == "shipped"
    assert why(root / "dashboard" / ".." / "seeds") == "shipped"
    (tmp_path / "link").symlink_to(root / "seeds")
    assert why(tmp_path / "link") == "shipped"
    assert why("https://example.org/data") == "address"
    assert why(tmp_path / "nowhere") == "no-folder"


def test_where_it_is_written(package):
    assert target(str(package)) == package / "places.csv"
    assert target(str(package / "datapackage.json")) == package / "places.csv"


def test_a_folder_that_may_not_be_written_to(package, monkeypatch):
    monkeypatch.setattr(own_places.os, "access", lambda *_: False)
    assert why(package) == "read-only"


def test_a_place_file_that_leads_out_of_the_folder(package, tmp_path):
    outside = tmp_path / "outside.csv"
    shutil.move(package / "places.csv", outside)
    (package / "places.csv").symlink_to(outside)
    assert why(package) == "broken-file"


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_the_others_stay_byte_for_byte(package, gazetteer, end):
    path = package / "places.csv"
    before = path.read_bytes().rstrip(b"\n").replace(b"\n", end.encode() or b"\n") + end.encode()
    path.write_bytes(before)
    addition = add(place(), path, gazetteer)
    after = path.read_bytes()
    assert after.startswith(before)
    assert after == addition.after
    assert (b"\r\n" in after) == (end == "\r\n")
    places, faults = read_places(path)
    assert not faults
    assert places[-1].name("vi") == "Hội trường Mới"
    assert load(package).gazetteer.geocode("New Hall").raw["id"] == "venue:new-hall"
    undo(addition)
    assert path.read_bytes() == before


def test_a_file_is_made_where_there_is_none(tmp_path):
    path = tmp_path / "places.csv"
    addition = add(place(), path, Gazetteer())
    assert path.read_bytes() == own_places.file_of(place())
    undo(addition)
    assert not path.exists()


def test_columns_in_another_order(package, gazetteer):
    path = package / "places.csv"
    header = list(reversed(PLACE_COLUMNS))
    path.write_text(",".join(header) + "\n", encoding="utf-8")
    add(place(), path, gazetteer)
    (row,) = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    assert list(row) == header
    assert row == own_places.row_of(place())


@pytest.mark.parametrize("place_id", ["gn:1816670", "country:vn"])
def test_an_id_that_is_known_is_refused(package, gazetteer, place_id):
    before = (package / "places.csv").read_bytes()
    with pytest.raises(CannotAddError) as refused:
        add(place(place_id), package / "places.csv", gazetteer)
    assert refused.value.code == "taken-id"
    assert (package / "places.csv").read_bytes() == before


def test_an_id_that_someone_wrote_meanwhile_is_refused(package, gazetteer):
    path = package / "places.csv"
    add(place(), path, gazetteer)
    with pytest.raises(CannotAddError, match="same id") as refused:
        add(place(), path, gazetteer)
    assert refused.value.code == "faulty"


@pytest.mark.parametrize(
    "changes",
    [{"source": ""}, {"kind": "Two Words"}, {"names": ()}, {"latitude": 91}, {"parent": "gn:nowhere"}],
)
def test_the_rules_of_the_gazetteer_hold(package, gazetteer, changes):
    before = (package / "places.csv").read_bytes()
    with pytest.raises(CannotAddError) as refused:
        add(place(**changes), package / "places.csv", gazetteer)
    assert refused.value.code == "faulty"
    assert refused.value.faults
    assert (package / "places.csv").read_bytes() == before


@pytest.mark.parametrize("content", [b"no,header\n", b"\xff\xfe\x00", b"place_id\nvenue:x\n"])
def test_a_file_with_faults_is_not_written_to(package, gazetteer, content):
    path = package / "places.csv"
    path.write_bytes(content)
    with pytest.raises(CannotAddError) as refused:
        add(place(), path, gazetteer)
    assert refused.value.code == "broken-file"
    assert path.read_bytes() == content


def test_nothing_is_taken_back_from_a_file_that_changed(package, gazetteer):
    path = package / "places.csv"
    addition = add(place(), path, gazetteer)
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(CannotAddError) as refused:
        undo(addition)
    assert refused.value.code == "changed"


def test_hostile_names_stay_text(package, gazetteer):
    name = '=1+1,"x"\n{{7*7}} </script>'
    add(place(names=(Name(" ".join(name.split()), "en"),)), package / "places.csv", gazetteer)
    assert load(package).gazetteer.place("venue:new-hall").name("en") == " ".join(name.split())


def test_the_page_knows_the_place_at_once(package, show):
    show(package)
    outcome = records_source.loaded()
    add(place(), target(outcome.origin), outcome.records.gazetteer)
    again = records_source.loaded().records
    assert again.gazetteer.geocode("Hội trường Mới").raw["source"] == "a leaflet"
    assert again.version != outcome.records.version


@pytest.mark.parametrize(
    ("names", "venue", "place_id"),
    [
        (["Nhà khách Chính phủ"], True, "venue:nha-khach-chinh-phu"),
        (["新大厅"], False, "own:place"),
        (["新大厅", "New Hall!"], True, "venue:new-hall"),
        (["Đà  Nẵng <b>"], False, "own:da-nang-b"),
        (["x" * 200], False, "own:" + "x" * 60),
    ],
)
def test_an_id_from_a_name(names, venue, place_id):
    assert free_id(names, venue=venue, gazetteer=Gazetteer()) == place_id


def test_an_id_that_is_taken_gets_a_number():
    gazetteer = Gazetteer([place("own:x"), place("own:x-2")])
    assert free_id(["X"], venue=False, gazetteer=gazetteer) == "own:x-3"
