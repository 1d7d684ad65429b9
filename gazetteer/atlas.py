"""The places of one gazetteer, by id and by what they lie in: the shipped ones with a user's own on top."""

from __future__ import annotations

from functools import cached_property
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Final

from gazetteer.index import Index
from gazetteer.placefile import shipped_places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazetteer.model import Place

__all__ = ["Atlas", "metres_between"]

EARTH_RADIUS_M: Final = 6_371_008.8
"""Mean radius of the earth in metres (IUGG)."""


class Atlas:
    """Places by id, their lineage, and the index of their names; all worked out when first asked for."""

    def __init__(self, overlay: tuple[Place, ...] = ()) -> None:
        self.overlay = overlay

    @cached_property
    def by_id(self) -> Mapping[str, Place]:
        """All places by id; one of the overlay replaces the shipped one of the same id."""
        return {place.id: place for place in (*shipped_places(), *self.overlay)}

    @cached_property
    def index(self) -> Index:
        """The index of all names."""
        return Index(self.by_id.values())

    def lineage(self, place_id: str) -> tuple[Place, ...]:
        """Give the place and what it lies in, itself first; empty for an unknown id."""
        line: dict[str, Place] = {}
        place = self.by_id.get(place_id)
        while place is not None and place.id not in line:
            line[place.id] = place
            place = self.by_id.get(place.parent) if place.parent else None
        return tuple(line.values())


def metres_between(latitude_1: float, longitude_1: float, latitude_2: float, longitude_2: float) -> float:
    """Give the great-circle distance in metres of two points in degrees; within 0.6 % of the ellipsoid."""
    phi_1, phi_2 = radians(latitude_1), radians(latitude_2)
    half_chord = (
        sin((phi_2 - phi_1) / 2) ** 2
        + cos(phi_1) * cos(phi_2) * sin(radians(longitude_2 - longitude_1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, half_chord)))
