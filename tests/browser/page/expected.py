"""What the page must show, worked out in Python, and random filters to ask both."""

import random
from datetime import timedelta
from typing import Any

from visits import Records, VisitFilter
from visits.dates import OPEN_END, OPEN_START, day_from_number, day_number
from visits.routes import legs
from visits.vocabulary import DIRECTION, EVENT_TYPE, STATUS

EVENT_CSV = """
event_id date_edtf date_earliest date_latest date_text date_basis part_of_day type title title_vi title_zh
visit_id visit delegation head direction origin seq place_id place place_vi place_zh city_id city country
latitude longitude precision place_basis hosts guests documents status confidence sources note
"""
"""The columns of the event CSV as the public interface lists them, with blanks between."""


def picture(records: Records, asked: VisitFilter) -> dict[str, Any]:
    """Events, places and legs that a map of this filter draws, as `visitmap:drawn` says them."""
    events = records.events
    shown = records.mask(asked)
    drawn = events[shown & events["latitude"].notna().to_numpy()]
    return {
        "start": asked.start.isoformat() if asked.start else None,
        "end": asked.end.isoformat() if asked.end else None,
        "events": len(drawn),
        "places": drawn["place_id"].astype(str).nunique(),
        "legs": drawn_legs(records, asked),
    }


def drawn_legs(records: Records, asked: VisitFilter) -> int:
    """Legs in the window, of visits that have an event shown, between two places that have a point."""
    live = set(records.events["visit_id"].astype(str)[records.mask(asked)])
    first = day_number(asked.start) if asked.start else OPEN_START
    last = day_number(asked.end) if asked.end else OPEN_END
    count = 0
    for leg in legs(records).itertuples():
        ends = {str(leg.from_id), str(leg.to_id)} - {"", "nan"}
        placed = len(ends) == 2 and all(records.place(end).latitude is not None for end in ends)
        count += bool(placed and leg.visit_id in live and leg.earliest <= last and leg.latest >= first)
    return count


def random_filters(records: Records, count: int, seed: int) -> list[VisitFilter]:
    """Filters over all fields, none to four at a time; the same ones for the same seed."""
    chance = random.Random(seed)
    return [VisitFilter(**_fields(records, chance)) for _ in range(count)]


def _fields(records: Records, chance: random.Random) -> dict[str, Any]:
    facets = records.facets(VisitFilter(statuses=tuple(STATUS)))

    def some(values: Any) -> tuple[str, ...]:
        values = list(values)
        return tuple(chance.sample(values, min(len(values), chance.choice([1, 1, 2, 3]))))

    def spelt(place_id: str) -> str:
        """A place by its id or one of its names; by the id where the name is also another place's."""
        names = [name.text for name in records.place(place_id).names]
        text = chance.choice([place_id, *names])
        return text if place_id in records.gazetteer.resolve(text) else place_id

    def named(person_id: str) -> str:
        person = records.person(person_id)
        return chance.choice([person_id, person.name, person.name_vi or person.name])

    days = [day for column in ("earliest", "latest") for day in records.events[column]]
    days = [day_from_number(int(day)) for day in days if day not in (OPEN_START, OPEN_END)]
    first = chance.choice(days) + timedelta(days=chance.randrange(-3, 4))
    window = {
        "start": chance.choice([None, first, first]),
        "end": chance.choice([None, first, first + timedelta(days=chance.choice([0, 2, 40, 200]))]),
        "mode": chance.choice(["overlaps", "overlaps", "starts"]),
    }
    words = [
        word for title in (*records.frame()["title"], *records.frame()["title_vi"]) for word in title.split()
    ]
    west, east = chance.uniform(-180, 180), chance.uniform(-180, 180)
    boxes = [
        (100, 5, 125, 30),
        (105, 20, 107, 22),
        (170, -30, -165, 0),
        (west, chance.uniform(-40, 20), east, chance.uniform(20, 70)),
    ]
    makers = {
        "cities": lambda: tuple(map(spelt, some(facets["city"]))),
        "countries": lambda: some(facets["country"]),
        "directions": lambda: some(DIRECTION),
        "types": lambda: some({*facets["type"], chance.choice(list(EVENT_TYPE))}),
        "statuses": lambda: some(STATUS),
        "visits": lambda: some(facets["visit"]),
        "people": lambda: tuple(map(named, some(facets["person"]))),
        "sources": lambda: some(facets["source"]),
        "text": lambda: " ".join(some(words)[:2]),
        "bbox": lambda: chance.choice(boxes),
    }
    fields: dict[str, Any] = dict(window) if chance.random() < 0.6 else {}
    for name in chance.sample(list(makers), chance.choice([0, 1, 1, 2, 2, 3])):
        fields[name] = makers[name]()
    return fields
