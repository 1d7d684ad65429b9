"""The block of columns: its layout, and what it says of places, dates, legs, hues and labels."""

import hashlib
import os
import subprocess
import sys

import pytest

from dashboard.visitmap.columns import NO_INDEX, columns, visit_hues
from visits import load
from visits.dates import OPEN_END, OPEN_START
from visits.vocabulary import DIRECTION, EVENT_TYPE, STATUS

DATED, DATE_UNCERTAIN, PLACE_INFERRED, LESS_CERTAIN, NOT_HELD = 1, 2, 4, 8, 16
INFERRED, UNORDERED = 1, 2
HANOI, GUANGZHOU, BEIJING = "gn:1581130", "gn:1809858", "gn:1816670"
SHANGHAI, HO_CHI_MINH_CITY = "gn:1796236", "gn:1566083"
PARK = "venue:huanghuagang-park"

TYPES = {
    "start": "i32",
    "end": "i32",
    "place": "u32",
    "visit": "u32",
    "type": "u8",
    "status": "u8",
    "direction": "u8",
    "flags": "u8",
    "leg_visit": "u32",
    "leg_from": "u32",
    "leg_to": "u32",
    "leg_start": "i32",
    "leg_end": "i32",
    "leg_stop": "u16",
    "leg_flags": "u8",
}
SIZES = {"i32": 4, "u32": 4, "u16": 2, "u8": 1}


@pytest.fixture
def block(seeds, read):
    return read(columns(seeds))


# --- layout ---


@pytest.mark.parametrize("which", ["seeds", "small"])
def test_every_column_has_its_type_its_length_and_stands_on_eight_bytes(which, request, read):
    records = request.getfixturevalue(which)
    raw = columns(records)
    block = read(raw)
    assert {name: place["type"] for name, place in block.header["columns"].items()} == TYPES
    assert len(raw) % 8 == 0
    assert (len(raw) - len(block.body)) % 8 == 0
    end = 0
    for name, place in block.header["columns"].items():
        assert place["offset"] % 8 == 0
        assert block.body[end : place["offset"]].strip(b"\0") == b"", "padding"
        assert place["offset"] - end < 8
        end = place["offset"] + place["length"] * SIZES[place["type"]]
        if not name.startswith("leg_"):
            assert place["length"] == len(records) == block.header["count"]
    assert block.body[end:].strip(b"\0") == b""
    assert len(block.body) - end < 8
    legs = {place["length"] for name, place in block.header["columns"].items() if name.startswith("leg_")}
    assert len(legs) == 1


def test_events_stand_in_the_order_of_the_records(block, seeds):
    assert block.header["ids"] == list(seeds.events["event_id"])
    assert block.columns["start"] == list(seeds.events["earliest"])
    assert block.columns["end"] == list(seeds.events["latest"])
    for name, words in (("type", "types"), ("status", "statuses"), ("direction", "directions")):
        said = [block.header[words][code] for code in block.columns[name]]
        assert said == list(seeds.events[name])


def test_codes_of_one_byte_hold_every_word():
    assert max(map(len, (EVENT_TYPE, STATUS, DIRECTION))) <= 256


def test_the_header_names_the_default_statuses(block):
    assert block.header["defaultStatuses"] == ["cancelled", "held", "planned"]


def test_the_same_records_give_the_same_bytes(root, seeds):
    assert columns(load(root / "seeds")) == columns(seeds)


def test_the_same_bytes_in_every_process(root, seeds):
    code = (
        "import hashlib, sys; from visits import load; from dashboard.visitmap.columns import columns;"
        " print(hashlib.sha256(columns(load(sys.argv[1]))).hexdigest())"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(root / "seeds")],
        cwd=root,
        env={**os.environ, "PYTHONHASHSEED": "77"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert said.strip() == hashlib.sha256(columns(seeds)).hexdigest()


# --- places ---


def test_a_place_has_names_point_city_and_what_it_lies_in(block):
    places = {place["id"]: place for place in block.header["places"]}
    park = places[PARK]
    assert park["names"]["vi"] == "Công viên Hoàng Hoa Cương"
    assert set(park["names"]) == {"en", "vi", "zh"}
    assert block.header["places"][park["city"]]["id"] == GUANGZHOU
    assert park["within"] == [PARK, GUANGZHOU, "cn:440000", "country:cn"]
    assert (park["precision"], park["country"]) == ("venue", "cn")
    assert 23 < park["lat"] < 24
    assert 113 < park["lon"] < 114
    hanoi = places[HANOI]
    assert block.header["places"][hanoi["city"]] is hanoi
    assert places["country:cn"]["city"] is None
    assert [place["id"] for place in block.header["places"]] == sorted(places)


def test_places_of_legs_that_no_event_names_are_there_too(block, seeds):
    ids = {place["id"] for place in block.header["places"]}
    assert SHANGHAI in ids - set(seeds.events["place_id"])


def test_each_event_points_at_its_place_and_visit(block, seeds):
    def name(number, table):
        return "" if number == NO_INDEX else block.header[table][number]["id"]

    assert [name(number, "places") for number in block.columns["place"]] == list(seeds.events["place_id"])
    assert [name(number, "visits") for number in block.columns["visit"]] == list(seeds.events["visit_id"])
    assert NO_INDEX in block.columns["visit"], "the background event stands alone"


def test_a_place_without_a_point_has_none(made, read):
    places = [{"place_id": "venue:somewhere", "name": "Somewhere", "kind": "park", "precision": "venue"}]
    events = [{"event_id": "e", "place_id": "venue:somewhere"}]
    block = read(columns(made(events=events, places=places)))
    (place,) = block.header["places"]
    assert (place["lat"], place["lon"], place["city"]) == (None, None, None)
    assert block.columns["place"] == [0]


# --- flags ---

FLAGS = [
    # date, basis of the place, confidence, status -> flags
    ("2024-05-16", "stated", "certain", "held", DATED),
    ("", "stated", "certain", "held", 0),
    ("XXXX-03-26", "stated", "certain", "held", 0),
    ("2024-05", "stated", "certain", "held", DATED | DATE_UNCERTAIN),
    ("2024", "stated", "certain", "held", DATED | DATE_UNCERTAIN),
    ("2024-05-1X", "stated", "certain", "held", DATED | DATE_UNCERTAIN),
    ("[2024-05-15..2024-05-24]", "stated", "certain", "held", DATED | DATE_UNCERTAIN),
    ("[2024-05-16..2024-05-16]", "stated", "certain", "held", DATED),
    ("2024-05-15/2024-05-24", "stated", "certain", "held", DATED),
    ("2024-05-15/2024-05-24~", "stated", "certain", "held", DATED | DATE_UNCERTAIN),
    ("2024-05-15/..", "stated", "certain", "held", DATED | DATE_UNCERTAIN),
    ("../2024-05-24", "stated", "certain", "held", DATED | DATE_UNCERTAIN),
    ("[..2024-03-26]", "stated", "certain", "held", DATED | DATE_UNCERTAIN),
    ("[2024-03-26..]", "stated", "certain", "held", DATED | DATE_UNCERTAIN),
    ("2024-05-16?", "stated", "certain", "held", DATED | DATE_UNCERTAIN),
    ("2024-05-16~", "stated", "certain", "held", DATED | DATE_UNCERTAIN),
    ("2024-05-16%", "stated", "certain", "held", DATED | DATE_UNCERTAIN),
    ("2024-05-16", "host_seat", "certain", "held", DATED | PLACE_INFERRED),
    ("2024-05-16", "visit", "certain", "held", DATED | PLACE_INFERRED),
    ("2024-05-16", "inferred", "certain", "held", DATED | PLACE_INFERRED),
    ("2024-05-16", "unknown", "certain", "held", DATED | PLACE_INFERRED),
    ("2024-05-16", "stated", "less-certain", "held", DATED | LESS_CERTAIN),
    ("2024-05-16", "stated", "uncertain", "held", DATED | LESS_CERTAIN),
    ("2024-05-16", "stated", "certain", "planned", DATED | NOT_HELD),
    ("2024-05-16", "stated", "certain", "cancelled", DATED | NOT_HELD),
    ("2024-05-16", "stated", "certain", "background", DATED | NOT_HELD),
    ("2024", "inferred", "uncertain", "planned", 31),
]


def test_flags(made, read):
    events = [
        {
            "event_id": f"e{number}",
            "date": date,
            "place_id": HANOI,
            "place_basis": basis,
            "confidence": confidence,
            "status": status,
        }
        for number, (date, basis, confidence, status, _) in enumerate(FLAGS)
    ]
    block = read(columns(made(events=events)))
    found = dict(zip(block.header["ids"], block.columns["flags"], strict=True))
    assert {row: found[f"e{number}"] for number, row in enumerate(FLAGS)} == {row: row[-1] for row in FLAGS}


def test_open_ends_and_missing_dates_keep_their_signs(made, read):
    events = [
        {"event_id": "from", "date": "2024-05-15/.."},
        {"event_id": "until", "date": "[..2024-03-26]"},
        {"event_id": "undated", "date": ""},
    ]
    block = read(columns(made(events=events)))
    ends = zip(block.columns["start"], block.columns["end"], strict=True)
    found = dict(zip(block.header["ids"], ends, strict=True))
    assert found["from"][1] == OPEN_END
    assert found["until"][0] == OPEN_START
    assert found["undated"] == (OPEN_END, OPEN_START)


# --- legs ---


def legs_of(block):
    """(visit, from, to, number of the stop, flags) of every leg."""
    places, visits = (
        [entry["id"] for entry in block.header["places"]],
        [entry["id"] for entry in block.header["visits"]],
    )
    c = block.columns
    return [
        (visits[visit], places[start], places[end], stop, flags)
        for visit, start, end, stop, flags in zip(
            c["leg_visit"], c["leg_from"], c["leg_to"], c["leg_stop"], c["leg_flags"], strict=True
        )
    ]


def test_legs_of_the_seeds(block):
    assert legs_of(block) == [
        ("hanoi-china-2023-09", HANOI, GUANGZHOU, 1, INFERRED),
        ("hanoi-china-2023-09", GUANGZHOU, BEIJING, 2, 0),
        ("hanoi-china-2023-09", BEIJING, HANOI, 3, 0),
        ("shanghai-vietnam-2024-03", SHANGHAI, HO_CHI_MINH_CITY, 1, INFERRED),
        ("shanghai-vietnam-2024-03", HO_CHI_MINH_CITY, HANOI, 2, 0),
        ("shanghai-vietnam-2024-03", HANOI, SHANGHAI, 0, INFERRED),
        ("guangzhou-vietnam-2024-04", GUANGZHOU, HANOI, 1, INFERRED),
        ("guangzhou-vietnam-2024-04", HANOI, HO_CHI_MINH_CITY, 2, 0),
        ("guangzhou-vietnam-2024-04", HO_CHI_MINH_CITY, GUANGZHOU, 0, INFERRED),
        ("hanoi-china-2024-05", HANOI, BEIJING, 1, INFERRED),
        ("hanoi-china-2024-05", BEIJING, HANOI, 0, INFERRED),
    ]


ROUTES = {
    # what -> origin, stays (day, place, seq) -> legs (from, to, number of the stop, flags)
    "origin unknown": (
        "",
        [("2024-05-01", GUANGZHOU, ""), ("2024-05-02", BEIJING, ""), ("2024-05-03", SHANGHAI, "")],
        [(GUANGZHOU, BEIJING, 2, 0), (BEIJING, SHANGHAI, 3, 0)],
    ),
    "origin unknown, one stop": ("", [("2024-05-01", GUANGZHOU, "")], []),
    "one stop": (
        HANOI,
        [("2024-05-01", GUANGZHOU, "")],
        [(HANOI, GUANGZHOU, 1, INFERRED), (GUANGZHOU, HANOI, 0, INFERRED)],
    ),
    "venues of one city are one stop": (
        HANOI,
        [("2024-05-01", GUANGZHOU, ""), ("2024-05-01", PARK, ""), ("2024-05-02", BEIJING, "")],
        [
            (HANOI, GUANGZHOU, 1, INFERRED),
            (GUANGZHOU, BEIJING, 2, 0),
            (BEIJING, HANOI, 0, INFERRED),
        ],
    ),
    "return stated": (
        HANOI,
        [("2024-05-01", GUANGZHOU, ""), ("2024-05-03", HANOI, "")],
        [(HANOI, GUANGZHOU, 1, INFERRED), (GUANGZHOU, HANOI, 2, 0)],
    ),
    "departure stated": (
        HANOI,
        [("2024-05-01", HANOI, ""), ("2024-05-02", GUANGZHOU, "")],
        [(HANOI, GUANGZHOU, 2, 0), (GUANGZHOU, HANOI, 0, INFERRED)],
    ),
    "there and back stated": (
        HANOI,
        [("2024-05-01", HANOI, ""), ("2024-05-02", GUANGZHOU, ""), ("2024-05-03", HANOI, "")],
        [(HANOI, GUANGZHOU, 2, 0), (GUANGZHOU, HANOI, 3, 0)],
    ),
    "the same city twice": (
        HANOI,
        [("2024-05-01", GUANGZHOU, ""), ("2024-05-02", BEIJING, ""), ("2024-05-03", GUANGZHOU, "")],
        [
            (HANOI, GUANGZHOU, 1, INFERRED),
            (GUANGZHOU, BEIJING, 2, 0),
            (BEIJING, GUANGZHOU, 3, 0),
            (GUANGZHOU, HANOI, 0, INFERRED),
        ],
    ),
    "order unknown": (
        HANOI,
        [("2024-05-01", GUANGZHOU, ""), ("2024-05-01", BEIJING, "")],
        [
            (HANOI, GUANGZHOU, 0, INFERRED | UNORDERED),
            (GUANGZHOU, BEIJING, 0, UNORDERED),
            (BEIJING, HANOI, 0, INFERRED | UNORDERED),
        ],
    ),
    "order by seq": (
        HANOI,
        [("2024-05-01", GUANGZHOU, "2"), ("2024-05-01", BEIJING, "1")],
        [
            (HANOI, BEIJING, 1, INFERRED),
            (BEIJING, GUANGZHOU, 2, 0),
            (GUANGZHOU, HANOI, 0, INFERRED),
        ],
    ),
}


@pytest.mark.parametrize("what", ROUTES)
def test_legs_of_made_up_visits(what, made, read):
    origin, stays, expected = ROUTES[what]
    events = [
        {"event_id": f"e{number}", "visit_id": "v", "date": day, "place_id": place, "seq": seq}
        for number, (day, place, seq) in enumerate(stays)
    ]
    block = read(columns(made(visits=[{"visit_id": "v", "origin": origin}], events=events)))
    assert [leg[1:] for leg in legs_of(block)] == expected


def test_several_visits_number_their_stops_apart(made, read):
    visits = [{"visit_id": name, "origin": HANOI} for name in "ab"]
    events = [
        {"event_id": f"{name}{day}", "visit_id": name, "date": f"2024-05-0{day}", "place_id": place}
        for name in "ab"
        for day, place in ((1, GUANGZHOU), (2, BEIJING))
    ]
    block = read(columns(made(visits=visits, events=events)))
    assert [(leg[0], leg[3]) for leg in legs_of(block)] == [
        *(("a", stop) for stop in (1, 2, 0)),
        *(("b", stop) for stop in (1, 2, 0)),
    ]


# --- labels ---

INHABITANTS = [
    (8_000_000, "city", 4),
    (7_999_999, "city", 5),
    (3_000_000, "city", 5),
    (2_999_999, "city", 6),
    (1_000_000, "city", 6),
    (999_999, "city", 7),
    (250_000, "city", 7),
    (249_999, "city", 8),
    (0, "city", 8),
    (100_000, "capital", 5),
    (9_000_000, "capital", 4),
]


def test_a_label_waits_for_the_zoom_of_its_size(made, read):
    places = [
        {
            "place_id": f"x:{number}",
            "name": f"X {number}",
            "kind": kind,
            "latitude": "10",
            "longitude": "20",
            "population": str(inhabitants),
        }
        for number, (inhabitants, kind, _) in enumerate(INHABITANTS)
    ]
    block = read(columns(made(places=places)))
    zooms = {label["id"]: label["zoom"] for label in block.header["labels"]}
    assert {f"x:{number}": zoom for number, (*_, zoom) in enumerate(INHABITANTS)}.items() <= zooms.items()


def test_only_cities_with_a_point_are_labels(made, read):
    at = {"latitude": "10", "longitude": "20", "population": "9000000"}
    places = [
        {"place_id": "x:venue", "name": "V", "precision": "venue", "kind": "park", **at},
        {"place_id": "x:province", "name": "P", "precision": "province", "kind": "province", **at},
        {"place_id": "x:nowhere", "name": "N", "population": "9000000"},
        {"place_id": "x:city", "name": "C", **at},
    ]
    labels = {label["id"] for label in read(columns(made(places=places))).header["labels"]}
    assert "x:city" in labels
    assert labels.isdisjoint({"x:venue", "x:province", "x:nowhere"})


def test_labels_that_show_first_stand_first(block, seeds):
    labels = block.header["labels"]
    inhabitants = {place.id: place.population or 0 for place in seeds.gazetteer.labelled}
    keys = [(label["zoom"], -inhabitants[label["id"]], label["id"]) for label in labels]
    assert keys == sorted(keys)
    assert {HANOI, BEIJING, GUANGZHOU, SHANGHAI} <= {label["id"] for label in labels}
    assert set(labels[0]) == {"id", "names", "lat", "lon", "zoom"}


# --- visits and hues ---


def of_visits(count, background=0, **more):
    visits = [{"visit_id": f"v{number:02d}", "title": f"V {number}", **more} for number in range(count)]
    visits += [{"visit_id": f"b{number}", "status": "background"} for number in range(background)]
    return visits


def test_up_to_eight_visits_have_a_hue_of_their_own(made, read):
    records = made(visits=of_visits(8, background=2))
    assert visit_hues(records) == {**{f"v{n:02d}": n + 1 for n in range(8)}, "b0": 0, "b1": 0}
    header = read(columns(records)).header
    assert header["ownHues"] is True
    assert [visit["hue"] for visit in header["visits"]] == [1, 2, 3, 4, 5, 6, 7, 8, 0, 0]
    assert [visit["shownByDefault"] for visit in header["visits"]] == [True] * 8 + [False] * 2


def test_more_visits_share_the_hues_of_their_direction(made, read):
    visits = [*of_visits(7), {"visit_id": "out", "origin": HANOI}, {"visit_id": "in", "origin": BEIJING}]
    events = [
        {"event_id": "e1", "visit_id": "out", "place_id": BEIJING},
        {"event_id": "e2", "visit_id": "in", "place_id": HANOI},
    ]
    records = made(visits=visits, events=events)
    hues = visit_hues(records)
    assert (hues["out"], hues["in"], hues["v00"]) == (1, 2, 3)
    header = read(columns(records)).header
    assert header["ownHues"] is False
    assert header["hueNames"] == [
        {"hue": 1, "key": "hue_outgoing"},
        {"hue": 2, "key": "hue_incoming"},
        {"hue": 3, "key": "hue_other"},
    ]


def test_background_visits_never_have_a_hue(made):
    assert visit_hues(made(visits=of_visits(9, background=1)))["b0"] == 0


def test_names_of_visits_that_a_language_lacks_are_left_out(small, read):
    visits = {visit["id"]: visit["names"] for visit in read(columns(small)).header["visits"]}
    assert visits["out-2023"] == {
        "en": "Hanoi delegation to China",
        "vi": "Đoàn Hà Nội thăm Trung Quốc",
        "zh": "河内代表团访华",
    }
    assert visits["in-2024"] == {"en": "Shanghai delegation to Vietnam"}


# --- what must not be in it ---


def test_a_package_without_events_is_a_block_too(made, read):
    block = read(columns(made(visits=[], events=[])))
    assert block.header["count"] == 0
    assert block.header["ids"] == block.header["places"] == block.header["visits"] == []
    assert all(values == [] for values in block.columns.values())
    assert block.header["columns"].keys() == TYPES.keys()
    assert block.header["labels"]


def test_no_title_no_person_no_source_travels(made):
    said = "canary-{}".format
    records = made(
        sources=[{"source_id": "paper", **{f: said(f) for f in ("publisher", "citation", "author", "note")}}],
        people=[{"person_id": "p", **{f: said(f) for f in ("name", "name_vi", "name_zh")}, "note": said("p")}],
        visits=[
            {"visit_id": "v", "delegation": said("delegation"), "date_text": said("vd"), "note": said("v"),
             "head": "p"}
        ],
        events=[
            {
                "event_id": "e",
                "visit_id": "v",
                "hosts": "p",
                **{
                    field: said(field)
                    for field in ("title", "title_vi", "title_zh", "date_text", "documents", "note")
                },
            }
        ],
        roles=[{"person": "p", "title": said("role"), "organisation": said("organisation")}],
        claims=[{"event": "e", "field": "title", "value": said("claim"), "locator": said("locator")}],
    )  # fmt: skip
    assert b"canary" not in columns(records)
