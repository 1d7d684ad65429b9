"""Names that the small map and its fields draw on: large cities for orientation, countries to choose from."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dashboard.visitmap.columns import city_labels

if TYPE_CHECKING:
    from gazetteer import Gazetteer
    from visits import Records

MOST_NAMES = 150
"""Names of cities behind the places; the largest ones."""

FIRST_COUNTRIES = ("vn", "cn", "la", "kh", "tw", "hk", "mo", "jp", "kr", "ru", "fr", "us")
"""Countries at the top of the list, those that such records speak of most."""


@lru_cache(maxsize=8)
def background_names(records: Records | None, lang: str) -> tuple[dict[str, Any], ...]:
    """Return the names of the largest cities in a language: name, lat, lon, zoom; those that appear first in front."""
    if records is None:
        return ()
    return tuple(
        {
            "name": label["names"].get(lang) or label["names"]["en"],
            "lat": label["lat"],
            "lon": label["lon"],
            "zoom": label["zoom"],
        }
        for label in city_labels(records)[:MOST_NAMES]
    )


@lru_cache(maxsize=8)
def country_names(gazetteer: Gazetteer, lang: str) -> dict[str, str]:
    """Return code and name of the countries, the usual ones first, the others by name; shared, read only."""
    names = {
        place.country: place.name(lang)
        for place in gazetteer.labelled  # the countries are among them; all places are too many to walk
        if place.kind == "country" and place.id == f"country:{place.country}"
    }
    first = [code for code in FIRST_COUNTRIES if code in names]
    rest = sorted(names.keys() - set(first), key=lambda code: names[code])
    return {code: names[code] for code in [*first, *rest]}
