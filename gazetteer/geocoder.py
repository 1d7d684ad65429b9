"""The gazetteer as a geopy geocoder: offline, with geopy's contract of None, one Location, or a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from geopy.adapters import BaseSyncAdapter
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from gazetteer.errors import NetworkForbidden, PlaceFileError
from gazetteer.index import Index
from gazetteer.model import Match, Place
from gazetteer.normalize import key
from gazetteer.placefile import PlaceSource, read_places, shipped_places

__all__ = ["Gazetteer"]


class _NoNetwork(BaseSyncAdapter):  # type: ignore[misc]  # geopy has no type hints
    """The adapter geopy asks for, refusing to be used."""

    def get_json(self, url: str, **_: object) -> object:
        raise NetworkForbidden(f"the gazetteer is offline; {url} was asked for")

    get_text = get_json


class Gazetteer(Geocoder):  # type: ignore[misc]  # geopy has no type hints
    """Names of places to points, with no network."""

    def __init__(self, places: PlaceSource | Iterable[Place] | None = None) -> None:
        super().__init__(timeout=None, adapter_factory=_NoNetwork)
        self._overlay = _overlay(places)

    @cached_property
    def _by_id(self) -> dict[str, Place]:
        return {place.id: place for place in (*shipped_places(), *self._overlay)}

    @cached_property
    def _index(self) -> Index:
        return Index(self._by_id.values())

    @property
    def places(self) -> tuple[Place, ...]:
        """All places."""
        return tuple(self._by_id.values())

    def place(self, place_id: str) -> Place | None:
        """Give the place with this id, or None."""
        return self._by_id.get(place_id)

    def lineage(self, place_id: str) -> tuple[Place, ...]:
        """Give the place and what it lies in, itself first, up to its country; empty for an unknown id."""
        line: list[Place] = []
        place = self.place(place_id)
        while place is not None and place not in line:
            line.append(place)
            place = self.place(place.parent) if place.parent else None
        return tuple(line)

    def city_of(self, place_id: str) -> Place | None:
        """Give the place itself if it is a city, else the nearest city that it lies in, or None."""
        return next((place for place in self.lineage(place_id) if place.kind == "city"), None)

    def overlaid(self, places: Iterable[Place]) -> Gazetteer:
        """Give a gazetteer in which ``places`` come on top of this one's, replacing those of the same id."""
        return Gazetteer((*self._overlay, *places))

    def resolve(self, text: str) -> tuple[str, ...]:
        """Give ids that a text (an id, or any name in any spelling) can mean, best first."""
        if text in self._by_id:
            return (text,)
        return tuple(dict.fromkeys(match.place.id for match in self._matches(text)))

    def _matches(self, text: str) -> list[Match]:
        matches = [Match(entry.place, entry.name, "exact", ()) for entry in self._index.exact(key(text))]
        return sorted(matches, key=lambda match: -(match.place.population or 0))

    def geocode(
        self, query: str, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL, limit: int | None = None,
        language: str = "en",
    ) -> Location | list[Location] | None:
        """Give the place a name means, as geopy does: None, one Location, or (``exactly_one=False``) a list."""
        del timeout
        found = [match for match in self._matches(query) if match.place.has_point][:limit]
        locations = [
            Location(match.place.name(language), (match.place.latitude, match.place.longitude), {"id": match.place.id})
            for match in found
        ]
        if not locations:
            return None
        return locations[0] if exactly_one else locations


def _overlay(places: PlaceSource | Iterable[Place] | None) -> tuple[Place, ...]:
    if places is None:
        return ()
    if isinstance(places, Sequence) and not isinstance(places, str):
        return tuple(places)
    read, faults = read_places(places)  # type: ignore[arg-type]
    if faults:
        raise PlaceFileError(faults)
    return tuple(read)
