"""The answers of an online geocoder as geopy Locations with the ``raw`` of this gazetteer, ranked and with reasons.

Never as sure as an answer of the offline data, whose rules are known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from geopy.location import Location
from geopy.point import Point

from gazetteer.service_answer import ServiceAnswer, metres_apart

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

__all__ = ["BEST_SCORE", "Told", "locations"]

BEST_SCORE: Final = 0.5
"""What the first answer of a service gets when nothing speaks against it."""

_LEAST_SCORE: Final = 0.01
_ELSEWHERE_COST: Final = 0.2
_OTHER_NAME_COST: Final = 0.1
_LATER_COST: Final = 0.02
_SAME_PLACE_M: Final = 10_000
"""Answers that are nearer to each other than this are taken for one place, not for two meanings."""


@dataclass(frozen=True, slots=True)
class Told:
    """Who answered, when, and why that one was asked."""

    service: str
    """Name of the service, such as ``Nominatim``."""
    source: str
    """Its name and where it is, for a reader."""
    why: str
    """Why it was asked, for a reader."""
    day: date
    """When it answered, UTC."""


@dataclass(frozen=True, slots=True)
class _Judged:
    answer: ServiceAnswer
    score: float
    reasons: list[str]


def locations(
    answers: Sequence[ServiceAnswer],
    told: Told,
    *,
    name: str | None = None,
    countries: Collection[str] = (),
) -> list[Location]:
    """Give a Location for each answer, best first.

    ``name`` is what was asked for (None for a point), ``countries`` the codes of what was named with it.
    """
    judged = [_judged(answer, at, told, name, countries) for at, answer in enumerate(answers)]
    judged.sort(key=lambda one: -one.score)  # stable: among equals the order of the service
    unclear = any(_another_meaning(judged[0], other) for other in judged[1:])
    said = [_raw(one, told) for one in judged]
    briefs = [_brief(raw, one.answer) for raw, one in zip(said, judged, strict=True)]
    for at, raw in enumerate(said):
        raw["ambiguous"] = unclear
        raw["alternatives"] = briefs[:at] + briefs[at + 1 :]
    return [
        Location(one.answer.address, Point(one.answer.latitude, one.answer.longitude), raw)
        for raw, one in zip(said, judged, strict=True)
    ]


def _judged(
    answer: ServiceAnswer, at: int, told: Told, name: str | None, countries: Collection[str]
) -> _Judged:
    cost, reasons = at * _LATER_COST, [told.why]
    if name is not None and not answer.is_called(name):
        cost += _OTHER_NAME_COST
        reasons.append(f'the service calls it "{answer.name}", not by the name asked for')
    if countries and answer.country is None:
        reasons.append("the service does not say in which country it lies")
    elif countries and answer.country in countries:
        reasons.append(f"lies in a country that was named with it: {answer.country}")
    elif countries:
        cost += _ELSEWHERE_COST
        reasons.append("lies in no country that was named with it")
    return _Judged(answer, max(_LEAST_SCORE, BEST_SCORE - cost), reasons)


def _another_meaning(first: _Judged, other: _Judged) -> bool:
    """Tell whether the other answer is another place, and about as likely as the first."""
    one, two = first.answer, other.answer
    apart = metres_apart(one.latitude, one.longitude, two.latitude, two.longitude)
    return first.score - other.score < _ELSEWHERE_COST and apart > _SAME_PLACE_M


def _raw(judged: _Judged, told: Told) -> dict[str, Any]:
    answer, stable = judged.answer, judged.answer.stable_id
    kind, precision, stated = answer.kind_and_precision
    unsaid = [] if stated else ["the service does not say what it is or how exact its point is"]
    return {
        "id": f"fallback:{told.service.lower()}:{stable}" if stable else None,
        "name": answer.name,
        "names": answer.names,
        "kind": kind,
        "precision": precision,
        "precision_m": answer.extent_m,
        "country": answer.country,
        "parent": None,
        "population": None,
        "score": round(judged.score, 4),
        "match": "fallback",
        "ambiguous": False,
        "alternatives": [],
        "reasons": [*judged.reasons, *unsaid],
        "source": told.source,
        "licence": answer.licence or f"see the terms of {told.source}",
        "note": f"answered by {told.source} on {told.day.isoformat()}",
        "service": answer.raw,
    }


def _brief(raw: dict[str, Any], answer: ServiceAnswer) -> dict[str, Any]:
    """Give an alternative as those of the offline data are given."""
    brief = {key: raw[key] for key in ("id", "name", "kind", "country", "score", "match", "reasons")}
    return {**brief, "latitude": answer.latitude, "longitude": answer.longitude}
