"""Administrative units of China: provinces, prefectures, counties, districts, joined with the cities of GeoNames.

A unit that is a city (市) and stands in GeoNames under the same name nearby is that city: it gets the unit's full name
and code in its note. Every other unit becomes a place of its own, ``cn:`` and its six-digit code.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from gazetteer.build import inputs
from gazetteer.build.credits import CPCA, HANVIET, PINYIN
from gazetteer.build.draft import Draft, kilometres, near
from gazetteer.build.geonames import core_of
from gazetteer.build.readings import pinyin, plain_pinyin, simplified
from gazetteer.importance import importance
from gazetteer.normalize import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["join_units"]

MUNICIPALITIES: Final = {"11": "gn:1816670", "12": "gn:1792947", "31": "gn:1796236", "50": "gn:1814906"}
"""Provinces that are cities, by the first two digits of their code."""
_LEFT_OUT: Final = ("71", "81", "82", "4603")
"""Taiwan, Hong Kong, Macao have codes of their own in ISO 3166-1; islands in dispute have no unit here."""
_NO_UNIT: Final = re.compile("(?:市辖区|县|省直辖.*|自治区直辖.*|.*行政区划)")
_SAME_CITY_KM: Final = {"city": 60.0, "prefecture": 40.0, "district": 25.0}
_PREFECTURE_CITY: Final = 0.82
"""Least importance of a city at the head of a prefecture."""
_PREFECTURE_M: Final = 60_000.0
_COUNTY_M: Final = 20_000.0
_WRONG_CHARACTERS_KM: Final = 150.0


def join_units(cities: Mapping[str, tuple[Draft, str]], provinces: Mapping[str, Draft]) -> list[Draft]:
    """Join the units with the cities, set what each city lies in, and give the units that became places.

    ``cities`` are drafts of GeoNames with their first-level code; ``provinces`` the hand-kept ones by id.
    """
    mainland = [draft for draft, _ in cities.values() if draft.country == "cn"]
    units = _units()
    by_core: dict[str, list[Draft]] = defaultdict(list)
    by_sound: dict[str, list[Draft]] = defaultdict(list)
    for city in mainland:
        for name in city.names.values():
            if name.lang == "zh-Hans":
                by_core[core_of(name.text)].append(city)
        for sound in {key(plain_pinyin(city.hanzi)), key(next(iter(city.names.values())).text)} - {""}:
            by_sound[sound].append(city)
    standing: dict[str, Draft] = {}
    # Prefectures before counties.
    for code in sorted(units, key=lambda code: (not code.endswith("00"), code)):
        unit = units[code]
        core = core_of(unit.hanzi)
        same = _same_city(
            unit, by_core.get(core, []), by_sound.get(key(plain_pinyin(core)), []), standing.values()
        )
        if same is not None:
            _mend_characters(same, core, units)
            same.hanzi = core
            same.kind = "city"
            same.weight = max(
                importance("city", same.population), _PREFECTURE_CITY if code.endswith("00") else 0.0
            )
            same.add_chinese(unit.hanzi, "official", CPCA)
            same.add_chinese(core, "official", CPCA)
            same.add_readings(core, PINYIN, HANVIET)
        standing[code] = same or unit
    for code, place in standing.items():
        place.parent = _around(code, place, standing, provinces)
    for place_id in MUNICIPALITIES.values():
        cities[place_id][0].parent = "country:cn"
    own = [place for code, place in standing.items() if place is units[code]]
    _place_towns(cities, standing, {place.id for place in standing.values()} | set(MUNICIPALITIES.values()))
    return own


def _units() -> dict[str, Draft]:
    units = {}
    for row in inputs.chinese_units():
        code, name = row["adcode"][:6], row["name"]
        if (
            code.startswith(_LEFT_OUT)
            or code.endswith("0000")
            or _NO_UNIT.fullmatch(name)
            or not row["latitude"]
        ):
            continue
        kind = "city" if name.endswith("市") else "prefecture" if code.endswith("00") else "district"
        precision, radius = ("district", _COUNTY_M) if kind == "district" else ("city", None)
        if kind == "prefecture":
            precision, radius = "province", _PREFECTURE_M
        core = core_of(name)
        draft = Draft(
            f"cn:{code}", kind, "cn", float(row["latitude"]), float(row["longitude"]), CPCA, precision,
            precision_m=radius, hanzi=name,
        )  # fmt: skip
        draft.add_chinese(core, "official", CPCA)
        draft.add_chinese(name, "official", CPCA)
        draft.add_readings(core, PINYIN, HANVIET)
        draft.add(_english(core, name), "en", "exonym", PINYIN)
        units[code] = draft
    return units


def _english(core: str, name: str) -> str:
    """Give the pinyin without tones, and the English word for the kind of unit."""
    plain = pinyin(core)
    for toned, letter in zip("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü", "aaaaeeeeiiiioooouuuuuuuuu", strict=True):
        plain = plain.replace(toned, letter).replace(toned.upper(), letter.upper())
    words = {"区": " District", "县": " County", "旗": " Banner", "州": " Prefecture", "盟": " League"}
    if name.endswith("地区"):
        return f"{plain} Prefecture"
    return plain + (words.get(name[-1], "") if name != core else "")


def _same_city(
    unit: Draft, by_core: Iterable[Draft], by_sound: Iterable[Draft], taken: Iterable[Draft]
) -> Draft | None:
    if unit.kind != "city":
        return None
    standing = {id(place) for place in taken}
    named = [city for city in by_core if ("zh-Hans", unit.hanzi) in city.names and id(city) not in standing]
    sure = [city for _, city in near(unit, named, _SAME_CITY_KM["city"])]
    if len(sure) == 1:
        return sure[0]
    alike = list({id(city): city for city in (*by_core, *by_sound)}.values())
    for within in (15.0, _SAME_CITY_KM["city"]):
        found = [city for _, city in near(unit, alike, within) if id(city) not in standing]
        if found:
            return max(found, key=lambda city: (city.population or 0, city.id))
    return None


def _mend_characters(city: Draft, core: str, units: Mapping[str, Draft]) -> None:
    """Drop Chinese names of a namesake far away, such as 萍乡 (Jiangxi) at 凭祥 (Guangxi): same pinyin, other place."""
    if any(core_of(name.text) == core for name in city.names.values() if name.lang == "zh-Hans"):
        return
    for name in [name for name in city.names.values() if name.lang.startswith("zh-Han")]:
        other = core_of(simplified(name.text))
        elsewhere = [unit for unit in units.values() if core_of(unit.hanzi) == other]
        if elsewhere and all(kilometres(city, unit) > _WRONG_CHARACTERS_KM for unit in elsewhere):
            city.drop(name.text)


def _around(code: str, place: Draft, standing: Mapping[str, Draft], provinces: Mapping[str, Draft]) -> str:
    prefecture = standing.get(code[:4] + "00")
    if prefecture is not None and prefecture is not place:
        return prefecture.id
    if code[:2] in MUNICIPALITIES:
        return MUNICIPALITIES[code[:2]] if place.id != MUNICIPALITIES[code[:2]] else "country:cn"
    return f"cn:{code[:2]}0000" if f"cn:{code[:2]}0000" in provinces else "country:cn"


def _place_towns(
    cities: Mapping[str, tuple[Draft, str]], standing: Mapping[str, Draft], units: set[str]
) -> None:
    """Say in which county each town lies: the nearest one of its province."""
    counties = [(code, place) for code, place in standing.items() if not code.endswith("00")]
    boxes: dict[tuple[int, int], list[tuple[str, Draft]]] = defaultdict(list)
    for code, place in counties:
        assert place.latitude is not None
        assert place.longitude is not None
        for row in (-1, 0, 1):
            for column in (-1, 0, 1):
                boxes[int(place.latitude) + row, int(place.longitude) + column].append((code, place))
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    towns = [
        (draft, region)
        for draft, region in cities.values()
        if draft.country == "cn" and draft.id not in units
    ]
    for town, region in towns:
        around = _nearest(town, boxes)
        if around:
            votes[region][around[0][0][:2]] += 1
    for town, region in towns:
        around = _nearest(town, boxes)
        wanted = votes[region].most_common(1)[0][0] if votes[region] else ""
        # GeoNames files a few towns under a province far away: the map is right then.
        same = next((pair for pair in around if pair[0][:2] == wanted), None)
        if same is None and not around:
            same = min(counties, key=lambda pair: (kilometres(town, pair[1]), pair[0]))
        town.parent = (same or around[0])[1].id


def _nearest(
    town: Draft, boxes: Mapping[tuple[int, int], list[tuple[str, Draft]]]
) -> list[tuple[str, Draft]]:
    assert town.latitude is not None
    assert town.longitude is not None
    found = boxes.get((int(town.latitude), int(town.longitude)), [])
    return sorted(found, key=lambda pair: (kilometres(town, pair[1]), pair[0]))
