"""Cities and towns of GeoNames: the world's from 15 000 inhabitants, of China, Vietnam and their neighbours all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from gazetteer.affixes import readings
from gazetteer.build import inputs
from gazetteer.build.credits import GEONAMES, HANVIET, LIBGEONAMES, PINYIN
from gazetteer.build.draft import Draft, is_han
from gazetteer.build.readings import plain_pinyin, simplified
from gazetteer.normalize import key

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ALL_OF", "CHINESE", "core_of", "places"]

ALL_OF: Final = ("cn", "tw", "hk", "mo", "vn", "la", "kh")
"""Countries of which every populated place in the source is taken."""
CHINESE: Final = ("cn", "tw", "hk", "mo")
"""Countries whose places have a Chinese name of their own, of which readings are made."""
_CITY_FROM: Final = 15_000
_LATIN: Final = re.compile(
    "[A-Z\u00c0-\u00de\u0100-\u024f\u1e00-\u1eff'\u2018\u02bb`]"
    "[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f .'\u2019\u2018\u02bb\u02bc`\\-()/&,]+"
)
_CODE: Final = re.compile("[A-Z]{2,4}")
_VIETNAMESE: Final = re.compile("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")


def places() -> dict[str, tuple[Draft, str]]:
    """Give the drafts by id, each with its first-level code in GeoNames (``VN.01``)."""
    taken = set(inputs.geonames(15000))
    attested = {row["geonameid"]: row for row in inputs.extract("libgeonames-names")}
    found: dict[str, tuple[Draft, str]] = {}
    for number, row in inputs.geonames(500).items():
        if number in taken or row["countrycode"].lower() in ALL_OF:
            draft = _draft(row, attested.get(number, {}))
            found[draft.id] = (draft, f"{row['countrycode']}.{row['admin1code']}")
    return found


def _draft(row: dict[str, Any], attested: dict[str, str]) -> Draft:
    country, population = row["countrycode"].lower(), int(row["population"])
    draft = Draft(
        f"gn:{row['geonameid']}",
        "city" if population >= _CITY_FROM else "town",
        country,
        round(row["latitude"], 5),
        round(row["longitude"], 5),
        GEONAMES,
        population=population or None,
    )
    own = country == "vn" and _VIETNAMESE.search(row["name"])
    if is_han(row["name"]):
        draft.add_chinese(row["name"], "official", GEONAMES)
    else:
        draft.add(row["name"], "vi" if own else "en", "official", GEONAMES)
    if attested.get("vi"):
        draft.add(attested["vi"], "vi", "official" if country == "vn" else "exonym", LIBGEONAMES)
    if is_han(attested.get("zh", "")):
        draft.add_chinese(attested["zh"], "official" if country in CHINESE else "exonym", LIBGEONAMES)
    for text in row["alternatenames"]:
        _add_alternate(draft, text)
    if country in CHINESE:
        draft.hanzi = _main_hanzi(draft, row["name"])
        for hanzi in _cores(draft):
            draft.add_readings(hanzi, PINYIN, HANVIET)
    return draft


def _add_alternate(draft: Draft, text: str) -> None:
    text = " ".join(text.split())
    if is_han(text):
        draft.add_chinese(text, "official" if draft.country in CHINESE else "exonym", GEONAMES)
    elif _LATIN.fullmatch(text) and not _CODE.fullmatch(text):
        if _VIETNAMESE.search(text):
            draft.add(text, "vi", "official" if draft.country == "vn" else "exonym", GEONAMES)
        else:
            draft.add_variant(text, GEONAMES)


def core_of(hanzi: str) -> str:
    """Give a Chinese name without its administrative word: 广州市 gives 广州."""
    return readings(hanzi)[-1].text


def _hanzi(draft: Draft) -> Iterator[str]:
    return (name.text for name in draft.names.values() if name.lang == "zh-Hans")


def _main_hanzi(draft: Draft, name: str) -> str:
    """Give the simplified name whose pinyin is the Latin name, else the first one; empty when there is none."""
    wanted = key(name)
    found = [core_of(text) for text in _hanzi(draft)]
    return next(
        (text for text in found if key(plain_pinyin(text)) in {wanted, wanted.replace("u", "v")}),
        found[0] if found else "",
    )


def _cores(draft: Draft) -> list[str]:
    """Give the Chinese names to make readings of: the main one first, three at the most."""
    cores = [draft.hanzi, *map(core_of, _hanzi(draft))] if draft.hanzi else []
    return list(dict.fromkeys(simplified(text) for text in cores if is_han(text)))[:3]
