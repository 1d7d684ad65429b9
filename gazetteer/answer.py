"""The answer: a place as the geopy Location that the caller gets, with everything known in ``raw``.

Address, point and ``raw`` are worked out when they are looked at: whoever geocodes a million names and reads two
columns does not pay for the reasons of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from geopy.location import Location
from geopy.point import Point

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer.model import Match, Place

__all__ = ["Answer", "Matches", "PlaceLocation", "address_of", "locations", "raw_of"]

_MOST_ALTERNATIVES: Final = 20


class PlaceLocation(Location):  # type: ignore[misc]  # geopy has no type hints
    """A geopy Location of a place; equal to a plain one with the same address, point and ``raw``.

    ``answer`` is what gives ``place_at``, ``address_at`` and ``raw_at`` for ``at``, each asked at most once.
    """

    __slots__ = ("_answer", "_at", "_known_address", "_known_point", "_known_raw")

    def __init__(self, answer: Answer, at: Any) -> None:
        self._answer = answer
        self._at = at

    # The four slots that geopy's Location fills at once and reads from everywhere.

    @property
    def _address(self) -> str:
        try:
            return self._known_address
        except AttributeError:
            self._known_address: str = self._answer.address_at(self._at)
            return self._known_address

    @property
    def _point(self) -> Point:
        try:
            return self._known_point
        except AttributeError:
            self._known_point: Point = Point(*self._answer.point_at(self._at))
            return self._known_point

    @property
    def _tuple(self) -> tuple[str, tuple[float, float]]:
        point = self._point
        return self._address, (point.latitude, point.longitude)

    @property
    def _raw(self) -> dict[str, Any]:
        try:
            return self._known_raw
        except AttributeError:
            self._known_raw: dict[str, Any] = self._answer.raw_at(self._at)
            return self._known_raw

    def __reduce__(self) -> tuple[type[Location], tuple[str, Point, dict[str, Any]]]:
        return Location, (self._address, self._point, self._raw)

    __hash__ = None  # type: ignore[assignment]  # as geopy's: equal by value, and raw is a dict


class Answer(Protocol):
    """What a query found, of which a `PlaceLocation` shows one place."""

    def point_at(self, at: Any) -> tuple[float | None, float | None]:
        """Give latitude and longitude in degrees."""

    def address_at(self, at: Any) -> str:
        """Give the place and what it lies in as one line."""

    def raw_at(self, at: Any) -> dict[str, Any]:
        """Give all that is known of it."""


class Matches:
    """What a query found, best first."""

    __slots__ = ("_ambiguous", "_language", "_lineage", "_matches")

    def __init__(
        self,
        matches: Sequence[Match],
        lineage: Callable[[str], tuple[Place, ...]],
        language: str,
        *,
        ambiguous: bool,
    ) -> None:
        self._matches, self._lineage, self._language, self._ambiguous = matches, lineage, language, ambiguous

    def point_at(self, at: int) -> tuple[float | None, float | None]:
        """Give latitude and longitude in degrees."""
        place = self._matches[at].place
        return place.latitude, place.longitude

    def address_at(self, at: int) -> str:
        """Give the place and what it lies in as one line."""
        return address_of(self._lineage(self._matches[at].place.id), self._language)

    def raw_at(self, at: int) -> dict[str, Any]:
        """Give all that is known of it."""
        return raw_of(self._matches, at, self._language, ambiguous=self._ambiguous)


def address_of(line: Sequence[Place], language: str) -> str:
    """Give a place and what it lies in as one line, each name once."""
    return ", ".join(dict.fromkeys(place.name(language) for place in line))


def locations(
    matches: Sequence[Match],
    lineage: Callable[[str], tuple[Place, ...]],
    *,
    language: str,
    ambiguous: bool,
) -> list[Location]:
    """Give a Location for each match that has a point, in order; the others are alternatives only."""
    answer = Matches(matches, lineage, language, ambiguous=ambiguous)
    return [PlaceLocation(answer, at) for at, match in enumerate(matches) if match.place.has_point]


def _brief(match: Match, language: str) -> dict[str, Any]:
    """Give an alternative: enough to name it, show it on a map, and choose it."""
    place = match.place
    return {
        "id": place.id,
        "name": place.name(language),
        "kind": place.kind,
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "score": round(match.score, 4),
        "match": match.match,
        "reasons": match.reasons,
    }


def raw_of(matches: Sequence[Match], at: int, language: str, *, ambiguous: bool) -> dict[str, Any]:
    """Give what is known of one match and, briefly, of its alternatives."""
    match = matches[at]
    place, name = match.place, match.name
    names: dict[str, list[str]] = {}
    for one in place.names:
        names.setdefault(one.lang, []).append(one.text)
    others = [other for number, other in enumerate(matches[: _MOST_ALTERNATIVES + 1]) if number != at]
    return {
        "id": place.id,
        "name": place.name(language),
        "names": names,
        "kind": place.kind,
        "precision": place.precision,
        "precision_m": place.precision_m,
        "country": place.country,
        "parent": place.parent,
        "population": place.population,
        "valid_from": place.valid_from or None,
        "valid_to": place.valid_to or None,
        "score": round(match.score, 4),
        "match": match.match,
        "matched_name": {
            "text": name.text,
            "lang": name.lang,
            "script": name.script,
            "kind": name.kind,
            "source": name.source or place.source,
            "licence": name.licence or place.licence,
        },
        "ambiguous": ambiguous,
        "alternatives": [_brief(other, language) for other in others],
        "reasons": match.reasons,
        "source": place.source,
        "licence": place.licence,
        "note": place.note,
    }
