"""What the map in the browser has to know of the reader's choice: the filter, the dates, the opened event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from visits.vocabulary import STATUS

if TYPE_CHECKING:
    from dashboard import state
    from visits import Records


def browser_filter(records: Records, now: state.Chosen) -> dict[str, Any]:
    """Return what the map in the browser has to know: the filter without dates, the dates, the opened event."""
    chosen = now.filter
    numbers = None
    if chosen.text or chosen.people or chosen.sources:
        only = type(chosen)(
            text=chosen.text, people=chosen.people, sources=chosen.sources, statuses=tuple(STATUS)
        )
        numbers = [int(number) for number in records.mask(only).nonzero()[0]]
    return {
        "filter": {
            "cities": [
                place_id for name in chosen.cities for place_id in records.gazetteer.resolve_city(name)
            ],
            "countries": list(chosen.countries),
            "directions": list(chosen.directions),
            "types": list(chosen.types),
            "statuses": list(chosen.statuses),
            "visits": list(chosen.visits),
            "bbox": list(chosen.bbox) if chosen.bbox else None,
            "numbers": numbers,
        },
        "range": {
            "start": chosen.start.isoformat() if chosen.start else None,
            "end": chosen.end.isoformat() if chosen.end else None,
            "mode": chosen.mode,
            "turn": now.turn,
        },
        "selected": {"id": now.event, "turn": now.selected},
        "fit": 0,
    }
