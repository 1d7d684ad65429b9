"""Stops and legs as tables: events of one visit in, the way it took out."""

import numpy as np
import pytest

from visits.dates import OPEN_END, OPEN_START, day_number, parse_edtf
from visits.routes import legs, stops

HANOI, HCMC, BEIJING, GUANGZHOU, SHANGHAI = (
    "gn:1581130",
    "gn:1566083",
    "gn:1816670",
    "gn:1809858",
    "gn:1796236",
)
GUANGDONG, PARK = "cn:440000", "venue:huanghuagang-park"


def route(package, events, *, origin=HANOI, date="", table=stops):
    """Load the package with one visit of these events: (date, place, seq, status)."""
    sound = {"title": "T", "confidence": "certain", "sources": "paper-a"}
    visit = {**sound, "visit_id": "v", "date": date, "origin": origin, "status": "held"}
    package.write("claims", [])
    package.write("visits", [visit])
    rows = []
    for number, (when, place, *rest) in enumerate(events):
        seq, status = (*rest, *("", "held")[len(rest) :])
        event = {"event_id": f"e{number}", "visit_id": "v", "date": when, "place_id": place, "type": "talks"}
        rows.append({**sound, **event, "seq": seq, "status": status})
    package.write("events", rows)
    return table(package.load())


STOPS = [  # events, places in order, whether each is known to come after the one before
    ([("2024-05-01", HANOI)], [HANOI], [True]),
    ([("2024-05-02", BEIJING), ("2024-05-01", GUANGZHOU)], [GUANGZHOU, BEIJING], [True, True]),
    # one stay: consecutive events at one city, its venues included
    (
        [("2024-05-01", GUANGZHOU), ("2024-05-01", PARK), ("2024-05-02", BEIJING)],
        [GUANGZHOU, BEIJING],
        [True, True],
    ),
    # back again is another stop
    (
        [("2024-05-01", HANOI), ("2024-05-02", BEIJING), ("2024-05-03", HANOI)],
        [HANOI, BEIJING, HANOI],
        [True] * 3,
    ),
    # the same day and no seq: nobody knows
    ([("2024-05-01", BEIJING), ("2024-05-01", GUANGZHOU)], [BEIJING, GUANGZHOU], [True, False]),
    ([("2024-05-01", BEIJING, "2"), ("2024-05-01", GUANGZHOU, "1")], [GUANGZHOU, BEIJING], [True, True]),
    ([("2024-05-01", BEIJING, "1"), ("2024-05-01", GUANGZHOU, "1")], [BEIJING, GUANGZHOU], [True, False]),
    # a stay that ends on the day on which the next begins comes first
    ([("2024-05-01/2024-05-02", BEIJING), ("2024-05-02", GUANGZHOU)], [BEIJING, GUANGZHOU], [True, True]),
    ([("2024-05-01/2024-05-03", BEIJING), ("2024-05-02", GUANGZHOU)], [BEIJING, GUANGZHOU], [True, False]),
    ([("[..2024-05-02]", BEIJING), ("2024-05-02", GUANGZHOU)], [BEIJING, GUANGZHOU], [True, True]),
    # stops dated [start..end] each: seq gives the order
    (
        [("[2024-05-01..2024-05-09]", BEIJING, "2"), ("[2024-05-01..2024-05-09]", HCMC, "1")],
        [HCMC, BEIJING],
        [True, True],
    ),
    # every event has a seq and no date is against it: seq, although the wider date begins earlier
    (
        [
            ("[2024-05-01..2024-05-09]", BEIJING, "3"),
            ("2024-05-02", HCMC, "1"),
            ("2024-05-03", GUANGZHOU, "2"),
        ],
        [HCMC, GUANGZHOU, BEIJING],
        [True, True, True],
    ),
    # dates that are against seq win
    ([("2024-05-03", BEIJING, "1"), ("2024-05-01", HCMC, "2")], [HCMC, BEIJING], [True, True]),
    # cancelled and background events are no stops, planned ones are
    (
        [
            ("2024-05-01", HCMC, "", "cancelled"),
            ("2024-05-02", BEIJING, "", "planned"),
            ("2024-05-03", HANOI, "", "background"),
        ],
        [BEIJING],
        [True],
    ),
    # an event without a place is no stop
    ([("2024-05-01", ""), ("2024-05-02", BEIJING)], [BEIJING], [True]),
    # known to the province only: no stop of its own beside a city in it, else one
    ([("2024-05-01", GUANGDONG), ("2024-05-02", GUANGZHOU), ("2024-05-03", GUANGDONG)], [GUANGZHOU], [True]),
    ([("2024-05-01", GUANGDONG), ("2024-05-02", BEIJING)], [GUANGDONG, BEIJING], [True, True]),
    # undated: nothing new at a place that has a dated event, else a stop of unknown order
    ([("2024-05-01", BEIJING), ("", BEIJING), ("XXXX-05-01", BEIJING)], [BEIJING], [True]),
    ([("2024-05-01", BEIJING), ("", HCMC)], [BEIJING, HCMC], [True, False]),
    ([("", BEIJING, "1"), ("", HCMC, "2")], [BEIJING, HCMC], [True, True]),
    ([], [], []),
]


@pytest.mark.parametrize(("events", "places", "ordered"), STOPS)
def test_stops(package, events, places, ordered):
    found = route(package, events)
    assert found["place_id"].tolist() == places
    assert found["ordered"].tolist() == ordered
    assert found["number"].tolist() == list(range(1, len(places) + 1))


def test_a_stop_has_its_days_and_its_events(package):
    found = route(
        package, [("2024-05-01", GUANGZHOU), ("2024-05-02/2024-05-04", PARK), ("2024-05-05", BEIJING)]
    )
    assert found["events"].tolist() == [[0, 1], [2]]
    assert found["earliest"].tolist() == [day("2024-05-01"), day("2024-05-05")]
    assert found["latest"].tolist() == [day("2024-05-04"), day("2024-05-05")]
    assert found["earliest"].dtype == found["latest"].dtype == np.int32


def day(text):
    return parse_edtf(text).first_day


LEGS = [  # events, origin, date of the visit, legs: from, to, inferred, ordered
    (
        [("2024-05-01", GUANGZHOU), ("2024-05-03", BEIJING)], HANOI, "",
        [(HANOI, GUANGZHOU, True, True), (GUANGZHOU, BEIJING, False, True), (BEIJING, HANOI, True, True)],
    ),
    # an event at the origin states the leg
    (
        [("2024-05-01", HANOI), ("2024-05-02", BEIJING), ("2024-05-04", HANOI)], HANOI, "",
        [(HANOI, BEIJING, False, True), (BEIJING, HANOI, False, True)],
    ),
    # a stop inside the origin is at the origin
    ([("2024-05-01", HANOI), ("2024-05-02", BEIJING)], "country:vn", "",
     [(HANOI, BEIJING, False, True), (BEIJING, "country:vn", True, True)]),
    # the origin is a venue: its city
    ([("2024-05-01", BEIJING)], PARK, "", [(GUANGZHOU, BEIJING, True, True), (BEIJING, GUANGZHOU, True, True)]),
    # no origin, nothing to infer
    ([("2024-05-01", BEIJING), ("2024-05-02", HCMC)], "", "", [(BEIJING, HCMC, False, True)]),
    # order not known: neither are the first and the last stop
    (
        [("2024-05-01", BEIJING), ("2024-05-01", HCMC)], HANOI, "",
        [(HANOI, BEIJING, True, False), (BEIJING, HCMC, False, False), (HCMC, HANOI, True, False)],
    ),
    ([], HANOI, "", []),
]  # fmt: skip


@pytest.mark.parametrize(("events", "origin", "date", "expected"), LEGS)
def test_legs(package, events, origin, date, expected):
    found = route(package, events, origin=origin, date=date, table=legs)
    columns = (found[name] for name in ("from_id", "to_id", "inferred", "ordered"))
    assert list(zip(*columns, strict=True)) == expected
    assert found["number"].is_monotonic_increasing


TIMES = [  # date of the visit, days of: way out, stated leg, way back
    ("", ("2024-05-02", "2024-05-02"), ("2024-05-02", "2024-05-04"), ("2024-05-04", "2024-05-04")),
    (
        "2024-05-01/2024-05-09",
        ("2024-05-01", "2024-05-02"),
        ("2024-05-02", "2024-05-04"),
        ("2024-05-04", "2024-05-09"),
    ),
    # a visit that ends before its last event (a fault of the data) makes no leg run backwards
    ("2024-05-03", ("2024-05-02", "2024-05-02"), ("2024-05-02", "2024-05-04"), ("2024-05-04", "2024-05-04")),
    (
        "2024-05-01/..",
        ("2024-05-01", "2024-05-02"),
        ("2024-05-02", "2024-05-04"),
        ("2024-05-04", "2024-05-04"),
    ),
    ("XXXX-05-01", ("2024-05-02", "2024-05-02"), ("2024-05-02", "2024-05-04"), ("2024-05-04", "2024-05-04")),
]


@pytest.mark.parametrize(("date", "out", "stated", "back"), TIMES)
def test_the_time_of_a_leg(package, date, out, stated, back):
    found = route(package, [("2024-05-02", GUANGZHOU), ("2024-05-04", BEIJING)], date=date, table=legs)
    expected = [(day(first), day(last)) for first, last in (out, stated, back)]
    assert list(zip(found["earliest"], found["latest"], strict=True)) == expected


def test_open_ends_stay_open(package):
    found = route(package, [("[..2024-05-02]", GUANGZHOU), ("2024-05-04/..", BEIJING)], table=legs)
    assert found["earliest"].tolist() == [OPEN_START, OPEN_START, day("2024-05-04")]
    assert found["latest"].tolist() == [day("2024-05-02"), OPEN_END, OPEN_END]


def test_an_incoming_visit_starts_at_its_own_origin(small):
    found = legs(small)
    found = found[found["visit_id"] == "in-2024"]
    assert found["from_id"].tolist() == [SHANGHAI, HCMC, HANOI]
    assert found["to_id"].tolist() == [HCMC, HANOI, SHANGHAI]


def test_the_way_of_a_visit_is_worked_out_once(small):
    assert stops(small) is stops(small)
    assert legs(small) is legs(small)
    assert "visit" not in stops(small).columns


def test_events_that_stand_alone_make_no_route(many):
    found = stops(many)
    rows = [row for events in found["events"] for row in events]
    assert len(set(rows)) == len(rows)
    for visit_id, events in zip(found["visit_id"], found["events"], strict=True):
        assert set(many.events["visit_id"].iloc[events]) == {visit_id}


def test_legs_never_run_backwards_and_join_two_places(many):
    found = legs(many)
    assert len(found) > 10
    assert (found["from_id"] != found["to_id"]).all()
    undated = (found["earliest"] == OPEN_END) & (found["latest"] == OPEN_START)
    assert (undated | (found["earliest"] <= found["latest"])).all()
    assert undated.any()
    assert found["earliest"].dtype == found["latest"].dtype == np.int32


def test_day_numbers_are_those_of_the_events():
    assert day("2024-05-01") == day_number(parse_edtf("2024-05-01").earliest)
