"""Provinces and districts of Vietnam, before and after the mergers of 1 July 2025, joined with its cities.

A province that was abolished or enlarged that day stands twice: ``vn:91`` (to 30 June 2025) and ``vn:2025-91`` (since
then), the old one lying in the new. Districts ended that day; provincial cities and towns live on as places.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from gazetteer.build import inputs
from gazetteer.build.credits import CLDR, VIETNAM
from gazetteer.build.draft import Draft, kilometres, near
from gazetteer.build.geonames import core_of
from gazetteer.normalize import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["join_units"]

LAST_DAY: Final = "2025-06-30"
FIRST_DAY: Final = "2025-07-01"
CITIES: Final = {
    "01": "gn:1581130", "31": "gn:1581298", "46": "gn:1580240", "48": "gn:1583992", "79": "gn:1566083",
    "92": "gn:1586203",
}  # fmt: skip
"""Provinces that are cities, by their code; it is the same before and after."""
_SAME_CITY_KM: Final = 30.0
_PROVINCE_M: Final = 60_000.0
_DISTRICT_M: Final = 12_000.0


def join_units(cities: Mapping[str, tuple[Draft, str]]) -> list[Draft]:
    """Join the units with the cities, set what each city lies in, and give the units that became places."""
    own = [draft for draft, _ in cities.values() if draft.country == "vn"]
    new, old = _provinces()
    _add_chinese_names((*new.values(), *old.values()))
    places = [*new.values(), *old.values()]
    by_key: dict[str, list[Draft]] = defaultdict(list)
    for city in own:
        for text in {key(name.text) for name in city.names.values()}:
            by_key[text].append(city)
    districts: list[tuple[Draft, str]] = []
    seen: set[str] = set()
    query = (
        "select distinct districtCode, district, districtShort, districtType, provinceCode, districtLat, districtLon"
        " from admin_units_legacy where districtCode not in ('498', '576') and districtCode is not null"
        " order by districtCode"
    )
    for code, full, short, kind, province, latitude, longitude in inputs.vietnamese_units(query):
        if f"vn:{code}" in seen:  # a few districts stand there twice, with points a little apart
            continue
        seen.add(f"vn:{code}")
        around = CITIES.get(province, f"vn:{province}")
        unit = Draft(
            f"vn:{code}",
            "district",
            "vn",
            latitude,
            longitude,
            VIETNAM,
            "district",
            around,
            _DISTRICT_M,
            valid_to=LAST_DAY,
        )
        _name(unit, full, short, kind)
        same = _same_city(unit, by_key.get(key(short), [])) if kind in ("Thành phố", "Thị xã") else None
        if same is not None:
            same.kind = "city"
            same.parent = around if same.id != around else same.parent
            _name(same, full, short, kind)
            districts.append((same, around))
        else:
            if kind in ("Thành phố", "Thị xã"):
                unit.kind, unit.precision, unit.precision_m, unit.valid_to = "city", "city", None, ""
            places.append(unit)
            districts.append((unit, around))
    for city in own:
        if city.id in CITIES.values():
            city.parent = "country:vn"
        elif city.parent is None:
            nearest = min(districts, key=lambda pair: (kilometres(city, pair[0]), pair[0].id))
            city.parent = nearest[0].id if nearest[0].kind == "district" else nearest[1]
    return places


def _same_city(unit: Draft, alike: list[Draft]) -> Draft | None:
    found = [city for _, city in near(unit, alike, _SAME_CITY_KM)]
    return max(found, key=lambda city: (city.population or 0, city.id)) if found else None


def _name(draft: Draft, full: str, short: str, kind: str) -> None:
    if not short.isdigit():
        draft.add(short, "vi", "official", VIETNAM)
    draft.add(full, "vi", "official", VIETNAM)
    if kind in ("Quận", "Huyện"):
        number = short.removeprefix("Quận ")
        draft.add(f"District {number}" if number.isdigit() else f"{short} District", "en", "exonym", VIETNAM)


def _provinces() -> tuple[dict[str, Draft], dict[str, Draft]]:
    """Give the provinces since, and before, 1 July 2025, without those that are cities."""
    keyed = (
        "select distinct provinceKey, province, provinceShort, provinceCode, provinceLat, provinceLon from "
    )
    before = {row[0]: row[1:] for row in inputs.vietnamese_units(keyed + "admin_units_legacy")}
    after = {row[0]: row[1:] for row in inputs.vietnamese_units(keyed + "admin_units")}
    new: dict[str, Draft] = {}
    old: dict[str, Draft] = {}
    for made, parts in inputs.vietnamese_converter().items():
        full, short, code, latitude, longitude = after[made]
        merged = len(parts) > 1
        around = CITIES.get(code) or (f"vn:2025-{code}" if merged else f"vn:{code}")
        if code not in CITIES and merged:
            names = ", ".join(sorted(before[part][1] for part in parts if before[part][1] != short))
            new[around] = _province(around, full, short, (latitude, longitude), "country:vn")
            new[around].valid_from = FIRST_DAY
            new[around].note = f"Since 1 July 2025 with what were {names} before"
        for part in parts:
            full_before, short_before, code_before, latitude, longitude = before[part]
            if code_before in CITIES:
                continue
            draft = _province(
                f"vn:{code_before}",
                full_before,
                short_before,
                (latitude, longitude),
                around if merged else "country:vn",
            )
            if merged:
                draft.valid_to = LAST_DAY
                draft.note = (
                    f"Until 30 June 2025; since then part of {short}"
                    if short != short_before
                    else "Until 30 June 2025, before it was enlarged"
                )
            old[draft.id] = draft
    return new, old


def _add_chinese_names(provinces: Iterable[Draft]) -> None:
    """Add the Chinese names that CLDR has for the provinces of before July 2025."""
    named = {
        key(row["vi"] or row["en"]): row["zh"]
        for row in inputs.extract("cldr-subdivisions")
        if row["code"][:2] == "vn"
    }
    named |= {
        key(row["en"]): row["zh"] for row in inputs.extract("cldr-subdivisions") if row["code"][:2] == "vn"
    }
    for province in provinces:
        for name in [name.text for name in province.names.values()]:
            if named.get(key(name)):
                province.add_chinese(core_of(named[key(name)]), "exonym", CLDR)
                province.add_chinese(named[key(name)], "exonym", CLDR)
                break


def _province(place_id: str, full: str, short: str, point: tuple[float, float], parent: str) -> Draft:
    draft = Draft(place_id, "province", "vn", *point, VIETNAM, "province", parent, _PROVINCE_M)
    draft.add(short, "vi", "official", VIETNAM)
    draft.add(full, "vi", "official", VIETNAM)
    return draft
