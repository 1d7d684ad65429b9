"""The answer: a match as the geopy Location that the caller gets, with everything known in ``raw``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geopy.location import Location
from geopy.point import Point

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer.model import Match, Place

__all__ = ["locations"]


def locations(
    matches: Sequence[Match],
    lineage: Callable[[str], tuple[Place, ...]],
    *,
    language: str,
    ambiguous: bool,
) -> list[Location]:
    """Give a Location for each match that has a point, in order; the others are alternatives only."""
    briefs = [_brief(match, language) for match in matches]
    return [
        Location(
            ", ".join(dict.fromkeys(place.name(language) for place in lineage(match.place.id))),
            Point(match.place.latitude, match.place.longitude),
            _raw(match, language, ambiguous=ambiguous, alternatives=briefs[:at] + briefs[at + 1 :]),
        )
        for at, match in enumerate(matches)
        if match.place.has_point
    ]


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


def _raw(
    match: Match, language: str, *, ambiguous: bool, alternatives: list[dict[str, Any]]
) -> dict[str, Any]:
    place = match.place
    names: dict[str, list[str]] = {}
    for name in place.names:
        names.setdefault(name.lang, []).append(name.text)
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
        "score": round(match.score, 4),
        "match": match.match,
        "ambiguous": ambiguous,
        "alternatives": alternatives,
        "reasons": match.reasons,
        "source": place.source,
        "licence": place.licence,
        "note": place.note,
    }
