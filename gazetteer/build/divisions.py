"""First-level divisions of the world, ``adm1:`` and a code; China and Vietnam have tables of their own."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from gazetteer.build import inputs
from gazetteer.build.credits import CLDR, GEONAMES, GEONAMES_DIVISIONS, NATURAL_EARTH
from gazetteer.build.draft import Draft
from gazetteer.importance import importance
from gazetteer.normalize import key

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["join_divisions"]

_NOT_HERE: Final = ("cn", "hk", "mo", "vn")
_WORDS: Final = re.compile(
    r"^(?:Departement|Département|Province|Provincia|State|Estado|Region|Région|Governorate|District|County)"
    r" (?:de la |de l'|du |des |de |of |d')?"
    r"|(?:-(?:do|si|ken|fu|to|gun))$"
    r"|(?: (?:Province|State|Region|Governorate|Prefecture|County|Oblast|Oblast'|Krai|District|Department|Division"
    r"|Voivodeship|Canton|Emirate|Parish|Municipality|Republic|Sheng|Special Region|Metropolitan City|City))$"
)
_PROVINCE_M: Final = 100_000.0
_LESS_THAN_CITY: Final = 0.06


def join_divisions(cities: Mapping[str, tuple[Draft, str]]) -> list[Draft]:
    """Give the divisions that hold a city, and set what those cities lie in."""
    holding: dict[str, list[Draft]] = defaultdict(list)
    for city, code in cities.values():
        if city.country not in _NOT_HERE:
            holding[code].append(city)
    points = _points()
    named = _subdivisions()
    found = []
    for row in inputs.extract("geonames-divisions"):
        code, country = row["code"], row["code"][:2].lower()
        inside = holding.get(code, [])
        if country in _NOT_HERE or not inside:
            continue
        draft = _division(row, inside, points, named)
        draft.weight = _weight(inside, _keys(row["name"]))
        found.append(draft)
        for city in inside:
            city.parent = draft.id
    return found


def _division(
    row: Mapping[str, str],
    inside: list[Draft],
    points: Mapping[tuple[str, str], tuple[float, float]],
    named: Mapping[tuple[str, str], Mapping[str, str]],
) -> Draft:
    """Give a division with its point and names; without a point of its own it lies at its largest city."""
    code, country = row["code"], row["code"][:2].lower()
    keys = _keys(row["name"])
    largest = max(inside, key=lambda city: (city.population or 0, city.id))
    point = next((points[country, one] for one in keys if (country, one) in points), None)
    draft = Draft(
        f"adm1:{code.lower()}", "province", country,
        *(point or (largest.latitude, largest.longitude)),
        NATURAL_EARTH if point else GEONAMES, "province", f"country:{country}", _PROVINCE_M,
    )  # fmt: skip
    if not point:
        draft.note = "Drawn at its largest city"
    draft.add(row["name"], "en", "official", GEONAMES_DIVISIONS)
    names = next((named[country, one] for one in keys if (country, one) in named), {})
    for lang, text in names.items():
        if lang == "zh":
            draft.add_chinese(text, "exonym", CLDR)
        elif text:
            draft.add(text, lang, "official" if lang == "en" else "exonym", CLDR)
    return draft


def _weight(inside: list[Draft], keys: list[str]) -> float:
    """Give the importance of a division: that of its people, but less than a city's of the same name.

    Córdoba, Novosibirsk, Luang Prabang: the bare name is that of the city rather than of the land around it.
    """
    weight = importance("province", sum(city.population or 0 for city in inside))
    same = [city for city in inside if {key(name.text) for name in city.names.values()} & set(keys)]
    if not same:
        return weight
    return min(weight, max(importance(city.kind, city.population) for city in same) - _LESS_THAN_CITY)


def _keys(name: str) -> list[str]:
    """Give the keys under which a division may be known, the whole name first."""
    return list(dict.fromkeys([key(name), key(_WORDS.sub("", name))]))


def _points() -> dict[tuple[str, str], tuple[float, float]]:
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for row in inputs.extract("natural-earth-divisions"):
        for name in row["names"].split("; "):
            for one in _keys(name):
                found.setdefault((row["country"], one), (float(row["latitude"]), float(row["longitude"])))
    return found


def _subdivisions() -> dict[tuple[str, str], dict[str, str]]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in inputs.extract("cldr-subdivisions"):
        if row["code"][:2].islower() and row["en"]:
            for one in _keys(row["en"]):
                found.setdefault(
                    (row["code"][:2], one), {lang: row[lang] for lang in ("en", "vi", "zh") if row[lang]}
                )
    return found
