"""Which place is at this point? A venue whose circle holds it, else the nearest city not too far away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gazetteer.atlas import metres_between
from gazetteer.model import Match, Penalty

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer.model import Place

__all__ = ["matches"]

FARTHEST_CITY_M: Final = 100_000.0
"""Metres; a city farther away than this is no answer for a point."""
SMALLEST_VENUE_M: Final = 500.0
"""Metres; a venue answers for at least this far around its point."""


def matches(places: Iterable[Place], latitude: float, longitude: float) -> list[Match]:
    """Give the venues that hold the point, then the cities around it, nearest first; degrees, WGS 84."""
    found: list[tuple[bool, float, Place]] = []
    for place in places:
        if place.latitude is None or place.longitude is None:
            continue
        is_venue = place.precision in ("venue", "district")
        if not is_venue and place.precision != "city":
            continue  # the point of a province or country stands for an area and is not near to anything
        reach = max(place.precision_m or 0.0, SMALLEST_VENUE_M) if is_venue else FARTHEST_CITY_M
        distance = metres_between(latitude, longitude, place.latitude, place.longitude)
        if distance <= reach:
            found.append((not is_venue, distance, place))
    found.sort(key=lambda item: (item[0], item[1], item[2].id))
    return [_match(place, distance) for _, distance, place in found]


def _match(place: Place, distance: float) -> Match:
    reason = f"{distance / 1000:.1f} km from the point"
    penalty = Penalty("distance", distance / FARTHEST_CITY_M, reason)
    return Match(place, place.names[0], "exact", (penalty,))
