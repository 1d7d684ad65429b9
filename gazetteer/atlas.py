"""The places of one gazetteer, by id and by what they lie in: the shipped ones with a user's own on top."""

from __future__ import annotations

from functools import cached_property, lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Final

from gazetteer.index import Index, OwnIndex
from gazetteer.near import NearKeys, allowed_slips, confusions
from gazetteer.normalize import key
from gazetteer.packed import shipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.index import Entry
    from gazetteer.model import Place
    from gazetteer.packed import Packed

__all__ = ["Atlas", "metres_between"]

EARTH_RADIUS_M: Final = 6_371_008.8
"""Mean radius of the earth in metres (IUGG)."""
_DEEPEST: Final = 16
"""Places that lie in each other; more would be a circle."""
_CACHED_LINES: Final = 1 << 14


class Atlas:
    """Places by id, their lineage, and the index of their names; all worked out when first asked for."""

    def __init__(self, overlay: tuple[Place, ...] = (), packed: Packed | None = None) -> None:
        self.overlay = overlay
        self.packed = shipped() if packed is None else packed
        self._own = {place.id: place for place in overlay}
        self.lineage = lru_cache(maxsize=_CACHED_LINES)(self._lineage)

    def place(self, place_id: str) -> Place | None:
        """Give the place with this id, or None; one of the overlay replaces the shipped one."""
        own = self._own.get(place_id)
        if own is not None:
            return own
        row = self.packed.row(place_id)
        return None if row is None else self.packed.place(row)

    def places(self) -> Iterator[Place]:
        """Give all places: the shipped ones that are not replaced, then those of the overlay."""
        for row in range(len(self.packed)):
            if self.packed.id(row) not in self._own:
                yield self.packed.place(row)
        yield from self._own.values()

    def labelled(self) -> Iterator[Place]:
        """Give the places that a map may label: countries and well-known cities, and all of the overlay."""
        for row in self.packed.labelled():
            if self.packed.id(row) not in self._own:
                yield self.packed.place(row)
        yield from self._own.values()

    @cached_property
    def index(self) -> Index:
        """The index of all names."""
        return Index(self.packed, OwnIndex(self._own.values()), self._own)

    def near(self, text: str) -> list[tuple[Entry, int, bool]]:
        """Give the entries that a text may misspell, with the number of slips, and whether a scanner misread it."""
        name_key = key(text)
        if not allowed_slips(name_key):
            return []
        found = [(entry, 1, True) for read in confusions(name_key) for entry in self.index.exact(read)]
        near = self._near_keys.near(name_key, self.index.own.keys)
        return found + [
            (entry, slips, False) for near_key, slips in near for entry in self.index.exact(near_key)
        ]

    @cached_property
    def _near_keys(self) -> NearKeys:
        return NearKeys(self.packed)

    def _lineage(self, place_id: str) -> tuple[Place, ...]:
        """Give the place and what it lies in, itself first; empty for an unknown id."""
        line: dict[str, Place] = {}
        place = self.place(place_id)
        while place is not None and place.id not in line and len(line) < _DEEPEST:
            line[place.id] = place
            place = self.place(place.parent) if place.parent else None
        return tuple(line.values())


def metres_between(latitude_1: float, longitude_1: float, latitude_2: float, longitude_2: float) -> float:
    """Give the great-circle distance in metres of two points in degrees; within 0.6 % of the ellipsoid."""
    phi_1, phi_2 = radians(latitude_1), radians(latitude_2)
    half_chord = (
        sin((phi_2 - phi_1) / 2) ** 2
        + cos(phi_1) * cos(phi_2) * sin(radians(longitude_2 - longitude_1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, half_chord)))
