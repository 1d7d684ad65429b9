"""All places, each once, with all names and what it lies in: the order in which the sources are joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gazetteer.build import china, divisions, geonames, handkept, vietnam
from gazetteer.build.draft import near
from gazetteer.errors import GazetteerError
from gazetteer.importance import importance
from gazetteer.model import NO_COUNTRY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer.build.draft import Draft

__all__ = ["assembled"]

_DISPUTED_BOXES: Final = ((3.5, 12.5, 110.0, 118.0), (15.0, 17.5, 110.6, 117.9))
"""South, north, west, east, in degrees, around the islands and shoals of the South China Sea that are in dispute."""
_CLAIMANTS: Final = ("cn", "vn", "tw")
"""Countries in whose tables units stand there; none of these has other land in the boxes."""
_SERVED: Final = 50_000
"""Inhabitants of a city that an airport may serve."""
_AIRPORT_KM: Final = 60.0
_COUNTY_CITY: Final = 0.72


def assembled() -> list[Draft]:
    """Give all drafts in the order in which they are packed: GeoNames numbers, then the other ids."""
    kept = handkept.places()
    cities = {place_id: found for place_id, found in geonames.places().items() if not _disputed(found[0])}
    for place_id, draft in kept.items():
        if place_id in cities:  # so that a unit finds its city by the names that were corrected by hand
            for name in draft.names.values():
                if name.lang == "zh-Hans":
                    cities[place_id][0].add_chinese(name.text, name.kind, name.source)
    provinces = {place_id: draft for place_id, draft in kept.items() if place_id.startswith("cn:")}
    units = china.join_units(cities, provinces)
    units += vietnam.join_units(cities)
    units += divisions.join_divisions(cities)
    drafts = {
        draft.id: draft
        for draft in (*(draft for draft, _ in cities.values()), *units)
        if not _disputed(draft)
    }
    for place_id, draft in kept.items():
        found = drafts.get(place_id)
        drafts[place_id] = _over(draft, found) if found else draft
    handkept.add_names(drafts)
    handkept.correct(drafts)
    _place_airports(drafts.values())
    for draft in drafts.values():
        _settle(draft, drafts)
    return sorted(
        drafts.values(),
        key=lambda draft: (
            not draft.id.startswith("gn:"),
            int(draft.id[3:]) if draft.id.startswith("gn:") else 0,
            draft.id,
        ),
    )


def _place_airports(drafts: Iterable[Draft]) -> None:
    """Say which city an airport serves where the hand-kept row has only the country: the nearest large one."""
    cities = [draft for draft in drafts if draft.kind == "city" and (draft.population or 0) >= _SERVED]
    for airport in (draft for draft in drafts if draft.kind == "airport"):
        if airport.parent is None or airport.parent.startswith(("country:", "cn:", "adm1:")):
            near_by = near(airport, (city for city in cities if city.country == airport.country), _AIRPORT_KM)
            served = next(near_by, None)
            if served is not None:
                airport.parent = served[1].id


def _over(kept: Draft, found: Draft) -> Draft:
    """Lay a hand-kept row over what the sources have."""
    for name in found.names.values():
        kept.add(*name) if name.lang != "und" else kept.add_variant(name.text, name.source)
    kept.parent = found.parent or kept.parent
    kept.population = kept.population if kept.population is not None else found.population
    kept.hanzi = kept.hanzi or found.hanzi
    kept.weight = found.weight
    return kept


def _disputed(draft: Draft) -> bool:
    """Tell whether a unit or town stands at islands in dispute: the islands are in `places/disputed.csv`."""
    if draft.country not in _CLAIMANTS or draft.latitude is None or draft.longitude is None:
        return False
    return any(
        south <= draft.latitude <= north and west <= draft.longitude <= east
        for south, north, west, east in _DISPUTED_BOXES
    )


def _settle(draft: Draft, drafts: dict[str, Draft]) -> None:
    """Set what a draft lies in and how likely it is meant, and see that it stands on known ground."""
    if draft.kind != "country" and draft.parent is None and draft.country != NO_COUNTRY:
        draft.parent = f"country:{draft.country}"
    seen = {draft.id: None}
    around = draft.parent
    while around is not None:
        if around not in drafts or around in seen:
            raise GazetteerError(
                f"{draft.id} lies in {' in '.join(seen)} in {around}, which is not there, or in itself"
            )
        seen[around] = None
        around = drafts[around].parent
    draft.weight = max(draft.weight or importance(draft.kind, draft.population), _unit_floor(draft))


def _unit_floor(draft: Draft) -> float:
    """Give the least importance of a city that is an administrative unit of China or Vietnam."""
    if draft.kind != "city":
        return 0.9 if draft.kind == "province" and draft.country in ("cn", "vn") else 0.0
    full = [name.text for name in draft.names.values()]
    if draft.country == "cn" and any(text.endswith("市") for text in full):
        return _COUNTY_CITY
    if draft.country == "vn" and any(text.startswith(("Thành phố ", "Thị xã ")) for text in full):
        return _COUNTY_CITY
    return 0.0
