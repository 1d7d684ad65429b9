"""Which place is at this point? A venue whose circle holds it, else the nearest cities not too far away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gazetteer.atlas import EARTH_RADIUS_M, metres_between
from gazetteer.model import Match, Penalty
from gazetteer.packed import DEGREE, ZERO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from gazetteer.atlas import Atlas
    from gazetteer.model import Place

__all__ = ["matches"]

FARTHEST_CITY_M: Final = 100_000.0
"""Metres; a city farther away than this is no answer for a point."""
SMALLEST_VENUE_M: Final = 500.0
"""Metres; a venue answers for at least this far around its point."""
LARGEST_VENUE_M: Final = 1_500.0
"""Metres; a venue answers for no more than this around its point."""
_CITIES: Final = ("city", "town")
_MOST: Final = 200
_VILLAGE: Final = 500
"""Inhabitants taken for a town of unknown size, so that distance alone does not make it the answer."""


def matches(atlas: Atlas, latitude: float, longitude: float) -> list[Match]:
    """Give the venues that hold the point, then the cities around it, nearest first; degrees, WGS 84."""
    found: list[tuple[bool, float, float, Place]] = []
    for place in _around(atlas, latitude, longitude):
        assert place.latitude is not None
        assert place.longitude is not None
        is_city = place.kind in _CITIES
        if place.valid_to or (not is_city and place.precision != "venue"):
            continue  # the point of a district or province stands for an area and is not near to anything
        reach = FARTHEST_CITY_M if is_city else _reach(place)
        distance = metres_between(latitude, longitude, place.latitude, place.longitude)
        if distance <= reach:
            found.append((is_city, distance - _radius(place) if is_city else distance, distance, place))
    found.sort(key=lambda item: (item[0], item[1], item[3].id))
    return [_match(place, distance) for _, _, distance, place in found]


def _reach(place: Place) -> float:
    """Give how far around its point a venue answers; not too far, since precision also says how unsure the point is."""
    return min(max(place.precision_m or 0.0, SMALLEST_VENUE_M), LARGEST_VENUE_M)


def _radius(place: Place) -> float:
    """Give about how far a city reaches: its square root of inhabitants times 8 m, so 25 km for ten million."""
    return 8.0 * float((place.population or _VILLAGE) ** 0.5)


def _around(atlas: Atlas, latitude: float, longitude: float) -> Iterator[Place]:
    """Give the places not farther than the farthest city, the nearest `_MOST` of the packed ones."""
    import numpy as np  # noqa: PLC0415 - a forward look-up never needs it

    packed = atlas.packed
    latitudes, longitudes = (np.asarray(column) for column in packed.points())
    phi = np.radians((latitudes.astype(np.int64) - ZERO) / DEGREE)
    theta = np.radians((longitudes.astype(np.int64) - ZERO) / DEGREE)
    here, there = np.radians(latitude), np.radians(longitude)
    close: Any = np.abs(phi - here) < FARTHEST_CITY_M / EARTH_RADIUS_M
    rows = np.flatnonzero(close & (latitudes != 0))
    half = (
        np.sin((phi[rows] - here) / 2) ** 2
        + np.cos(phi[rows]) * np.cos(here) * np.sin((theta[rows] - there) / 2) ** 2
    )
    metres = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(1.0, half)))
    nearest = rows[np.argsort(metres, kind="stable")][: min(_MOST, int((metres <= FARTHEST_CITY_M).sum()))]
    for row in nearest.tolist():
        place = atlas.place(packed.id(row))
        if place is not None and place.has_point and place not in atlas.overlay:
            yield place
    yield from (place for place in atlas.overlay if place.has_point)


def _match(place: Place, distance: float) -> Match:
    reason = f"{distance / 1000:.1f} km from the point"
    penalty = Penalty("distance", min(1.0, distance / FARTHEST_CITY_M), reason)
    return Match(place, place.names[0], "exact", (penalty,))
