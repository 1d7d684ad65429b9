"""The shipped package through the loader, against the facts written out by hand in tests/cases."""

from __future__ import annotations

from visits import VisitFilter
from visits.dates import parse_edtf


def test_the_package_loads_strictly_without_a_fault(records):
    assert list(records.faults) == []


def test_the_events_are_the_expected_ones(records, expected_events):
    frame = records.frame(VisitFilter(statuses=("held", "background")))
    found = {row.event_id: row for row in frame.itertuples()}
    assert set(found) == {row["event_id"] for row in expected_events}
    for row in expected_events:
        event = found[row["event_id"]]
        assert event.date_edtf == row["edtf"], row["event_id"]
        assert event.visit_id == row["visit_id"], row["event_id"]
        assert event.part_of_day == row["part_of_day"], row["event_id"]
        assert event.place_id == row["place_id"], row["event_id"]
        assert event.type == row["type"], row["event_id"]
        assert event.status == row["status"], row["event_id"]


def test_the_visits_are_the_expected_ones(records, expected_visits):
    frame = records.frame()
    assert len(records.visits) == len(expected_visits)
    for row in expected_visits:
        visit = records.visit(row["visit_id"])
        assert (visit.date, visit.head, visit.origin) == (row["edtf"], row["head"], row["origin"])
        assert set(frame.loc[frame["visit_id"] == row["visit_id"], "direction"]) == {row["direction"]}


def test_background_is_shown_only_when_asked_for(records, expected_events):
    background = {row["event_id"] for row in expected_events if row["status"] == "background"}
    assert len(background) == 1
    assert not background & set(records.frame()["event_id"])
    assert set(records.frame(VisitFilter(statuses=("background",)))["event_id"]) == background
    assert len(records.frame()) == len(expected_events) - 1 == 19


def test_every_event_of_a_visit_lies_within_its_dates(records):
    """Save the one whose first day is open, which must still be able to lie within."""
    for row in records.frame().itertuples():
        event = parse_edtf(row.date_edtf)
        visit = parse_edtf(records.visit(row.visit_id).date)
        if event.earliest is None:
            assert event.overlaps(visit.earliest, visit.latest), row.event_id
        else:
            assert visit.contains(event), row.event_id


def test_the_shown_date_lies_within_every_dated_claim_of_the_seeds(tables):
    """Wider claims stay beside the narrower value; the one real conflict is the known one."""
    shown = {row["event_id"]: parse_edtf(row["date"]) for row in tables.events}
    outside = set()
    for claim in tables.claims:
        if claim["field"] == "date" and claim["event"] in shown:
            value = parse_edtf(claim["value"])
            if value.dated and not value.contains(shown[claim["event"]]):
                outside.add((claim["event"], claim["source"]))
    assert outside == {
        ("2022-10-30-china-nguyen-phu-trong-visit", "vov-1048378"),
        ("2022-10-30-china-nguyen-phu-trong-visit", "vnp-zh-201716"),
    }


def test_less_precise_claims_are_kept(tables):
    claims = {(row["event"], row["source"], row["value"]) for row in tables.claims if row["field"] == "date"}
    window = "[2023-09-25..2023-09-29]"
    for event in (
        "2023-09-25-guangzhou-huang-kunming-meeting",
        "2023-09-26-guangzhou-memorandum-signing",
        "2023-09-27-beijing-yin-li-talks",
        "2023-09-27-beijing-memoranda-signing",
        "2023-09-28-beijing-wang-huning-courtesy-call",
    ):
        assert (event, "hanoimoi-643573", window) in claims
    assert ("2024-03-26-hanoi-nguyen-van-phong-meeting", "cohoidautu", "XXXX-03-26") in claims


def test_the_order_within_a_day_is_given_only_where_a_source_states_it(tables):
    seq = {row["event_id"]: row["seq"] for row in tables.events}
    assert seq["2023-09-25-guangzhou-course-closing"] == "1"
    assert seq["2023-09-25-guangzhou-huang-kunming-meeting"] == "2"
    assert seq["2023-09-25-guangzhou-pham-hong-thai-tomb"] == ""
    assert seq["2024-05-16-beijing-liu-wei-meeting"] == "1"
    assert seq["2024-05-16-beijing-course-closing"] == "2"
    assert seq["2024-05-16-beijing-art-performance"] == seq["2024-05-16-beijing-photo-exhibition"] == ""


def test_both_exhibitions_are_not_merged(tables):
    """The exhibition of 17 May is another one and no event of the seeds."""
    days = {row["date"] for row in tables.events if row["type"] == "exhibition"}
    assert days == {"2024-05-16"}
