"""What passes a filter: a slow and obvious reading of the rules beside the fast one."""

from datetime import date
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import fold, split_values
from visits import VisitFilter
from visits.dates import parse_edtf
from visits.vocabulary import DIRECTION, EVENT_TYPE, STATUS

CITIES = [
    "Hà Nội",
    "ha noi",
    "gn:1816670",
    "Quảng Châu",
    "Suva",
    "venue:huanghuagang-park",
    "cn:440000",
    "nowhere",
]
DAYS = st.dates(date(2022, 12, 1), date(2024, 8, 1))


@st.composite
def filters(draw):
    some = lambda values: draw(st.lists(st.sampled_from(list(values)), max_size=2))  # noqa: E731
    start, end = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if start and end and start > end:
        start, end = end, start
    return VisitFilter(
        start=start,
        end=end,
        mode=draw(st.sampled_from(["overlaps", "overlaps", "starts"])),
        cities=some(CITIES),
        countries=some(["vn", "cn", "fj", "xx"]),
        directions=some(DIRECTION),
        types=draw(st.lists(st.sampled_from(list(EVENT_TYPE)), max_size=9)),
        statuses=draw(st.lists(st.sampled_from(list(STATUS)), max_size=4)),
        visits=draw(st.lists(st.sampled_from([f"v{n}" for n in range(13)]), max_size=6)),
        people=some(["dung", "dinh tien dung", "YIN LI", "Somebody else", "nobody"]),
        sources=some(["s1", "s2", "s3", "s4"]),
        text=draw(
            st.sampled_from(
                ["", "", "talks", "gap", "hội", "会", "memorandum 1", "an office", "ha noi", "ABC", "zz"]
            )
        ),
        bbox=draw(
            st.sampled_from([None, None, (100, 0, 120, 40), (170, -30, -160, 0), (-180, -90, 180, 90)])
        ),
    )


@cache
def event_and_visit(records, row):
    event = records.event(records.events["event_id"].iloc[row])
    return event, records.visit(event.visit_id) if event.visit_id else None


@cache
def name_of(records, person):
    return records.person(person).name


def passes(records, filter_, row):
    """The rules one by one, on the record itself."""
    event, visit = event_and_visit(records, row)
    when = parse_edtf(event.date) if event.date else None
    gazetteer = records.gazetteer
    line = {place.id for place in gazetteer.lineage(event.place_id)} if event.place_id else set()
    place = gazetteer.place(event.place_id) if event.place_id else None
    if filter_.start or filter_.end:
        if when is None or not when.dated:
            return False
        if filter_.mode == "overlaps" and not when.overlaps(filter_.start, filter_.end):
            return False
        if filter_.mode == "starts":
            if when.earliest is None:  # nobody knows when it started
                return False
            if not (filter_.start or date.min) <= when.earliest <= (filter_.end or date.max):
                return False
    people = {*event.hosts, *event.guests}
    named = {
        person
        for person in people
        for wanted in filter_.people
        if person == wanted or fold(wanted) in {fold(name_of(records, person)), fold("Somebody Else")}
    }
    texts = [event.title, event.title_vi, event.title_zh, *event.documents, event.note]
    texts += [name_of(records, person) for person in people] + ["Somebody Else" for _ in people]
    for own in (place, gazetteer.city_of(event.place_id) if place else None):
        texts += [name.text for name in own.names] if own else []
    if visit:
        texts += [visit.title, visit.delegation, visit.note]
        texts += [name_of(records, visit.head), "Somebody Else"] if visit.head else []
    checks = [
        event.status in filter_.statuses,
        not filter_.cities or any(line & set(gazetteer.resolve(text)) for text in filter_.cities),
        not filter_.countries or (place is not None and place.country in filter_.countries),
        not filter_.directions
        or (records.direction_of(visit.visit_id) if visit else "other") in filter_.directions,
        not filter_.types or event.type in filter_.types,
        not filter_.visits or event.visit_id in filter_.visits,
        not filter_.people or bool(named),
        not filter_.sources or bool(set(event.sources) & set(filter_.sources)),
        all(any(word in fold(text) for text in texts) for word in fold(filter_.text).split()),
        filter_.bbox is None or in_box(place, filter_.bbox),
    ]
    return all(checks)


def in_box(place, box):
    if place is None or place.longitude is None:
        return False
    west, south, east, north = box
    across = (
        west <= place.longitude <= east
        if west <= east
        else place.longitude >= west or place.longitude <= east
    )
    return across and south <= place.latitude <= north


@settings(max_examples=200)
@given(filters())
def test_the_mask_is_what_the_rules_say(many, filter_):
    expected = [passes(many, filter_, row) for row in range(len(many))]
    assert many.mask(filter_).tolist() == expected


@settings(max_examples=200)
@given(filters())
def test_counts_never_lie(many, filter_):
    counts = many.counts(filter_)
    frame = many.frame(filter_)
    assert counts.all == len(many)
    assert counts.shown == counts.drawn + counts.unplaced == len(frame) == many.mask(filter_).sum()
    assert counts.drawn == frame["latitude"].notna().sum()
    without_window = many.mask(filter_.replace(start=None, end=None))
    undated = ~many.events["dated"].to_numpy()
    assert counts.undated_left_out == (without_window & undated & ~many.mask(filter_)).sum()
    with_background = many.mask(filter_.replace(statuses=(*filter_.statuses, "background")))
    assert counts.background_left_out == (with_background & ~many.mask(filter_)).sum()


FIELDS = {
    "city": "cities", "country": "countries", "direction": "directions", "type": "types", "status": "statuses",
    "visit": "visits", "person": "people", "source": "sources",
}  # fmt: skip


@settings(max_examples=25)
@given(filters())
def test_a_facet_counts_what_choosing_its_value_would_show(many, filter_):
    facets = many.facets(filter_)
    assert list(facets) == list(FIELDS)
    for facet, field in FIELDS.items():
        for value, count in facets[facet].items():
            chosen = many.mask(filter_.replace(**{field: (value,)}))
            if facet == "city":  # a wider place has no city; venues count for theirs
                chosen &= (many.events["city_id"] == value).to_numpy()
            assert count == chosen.sum(), (facet, value)


def test_facets_list_every_value_most_frequent_first(small):
    facets = small.facets(VisitFilter(types=("arrival",)))
    assert facets["city"] == {"gn:1581130": 1, "gn:1566083": 0, "gn:1809858": 0, "gn:1816670": 0}
    assert next(iter(facets["type"])) in ("meeting", "signing", "talks")
    assert facets["status"] == {"held": 1, "background": 0, "cancelled": 0, "planned": 0}
    assert facets["person"] == {"dung": 0, "guangzhou-government": 0, "huang": 0, "yin": 0}


EXAMPLES = [  # filter, ids in order
    (VisitFilter(start=date(2023, 9, 25), end=date(2023, 9, 25)), ["e-hcmc", "e-tomb", "e-meet"]),
    (VisitFilter(start=date(2023, 9, 25), end=date(2023, 9, 25), mode="starts"), ["e-tomb", "e-meet"]),
    (VisitFilter(end=date(2000, 1, 1)), ["e-hcmc"]),
    (VisitFilter(end=date(2000, 1, 1), mode="starts"), []),
    (VisitFilter(statuses=("background",)), ["e-past"]),
    (VisitFilter(cities=("Canton",)), ["e-tomb", "e-meet", "e-sign"]),
    (VisitFilter(cities=("cn:440000",)), ["e-tomb", "e-meet", "e-sign", "e-undated"]),
    (VisitFilter(people=("Hoàng Khôn Minh",)), ["e-meet"]),
    (VisitFilter(people=("黃坤明", "doan luc")), ["e-meet", "e-talks"]),
    (VisitFilter(text="HUANG bac kinh"), []),
    (VisitFilter(text="DOAN luc bac KINH"), ["e-talks"]),
    (VisitFilter(text="bản ghi nhớ"), ["e-sign"]),
    (VisitFilter(text="…!"), None),  # no word, no filter
    (VisitFilter(bbox=(113, 23.14, 114, 24)), ["e-tomb"]),
    (VisitFilter(bbox=(170, -90, -170, 90)), []),
    (VisitFilter(directions=("other",)), ["e-undated"]),
    (VisitFilter(sources=("nothing",)), []),
]


@pytest.mark.parametrize(("filter_", "ids"), EXAMPLES)
def test_examples(small, filter_, ids):
    expected = list(small.frame()["event_id"]) if ids is None else ids
    assert list(small.frame(filter_)["event_id"]) == expected


def test_no_filter_is_the_default_filter(small):
    assert np.array_equal(small.mask(), small.mask(VisitFilter()))
    assert small.counts() == (10, 9, 8, 1, 0, 1)


def test_nothing_in_it_breaks_nothing(package):
    for table in ("events", "visits", "claims"):
        package.write(table, [])
    records = package.load()
    assert len(records) == 0
    filter_ = VisitFilter(
        start=date(2024, 1, 1),
        cities=["Hanoi"],
        people=["dung"],
        text="x",
        bbox=(0, 0, 1, 1),
        sources=["book-b"],
    )
    assert records.counts(filter_) == (0, 0, 0, 0, 0, 0)
    assert records.facets(filter_)["status"] == dict.fromkeys(sorted(STATUS), 0)
    assert records.frame().columns[0] == "event_id"


def test_several_values_in_a_cell_are_read_one_by_one(many):
    cells = many.frame()["documents"]
    assert any("a;b" in split_values(cell) for cell in cells)
