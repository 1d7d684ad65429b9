"""What an online geocoder answered, made safe to keep and brought to the shape of this gazetteer's answers.

Nothing that a service sends is trusted: text becomes plain text of limited length, the raw answer plain JSON of
limited size, and an answer without a sound point is none. Services name the same thing differently; where each
keeps its country code, its ids and its kinds stands in the tables below.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from geopy.distance import great_circle

from gazetteer.model import PRECISIONS
from gazetteer.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geopy.location import Location

__all__ = ["ServiceAnswer", "metres_apart", "plain_text"]

_LONGEST_TEXT: Final = 300
_LONGEST_RAW_TEXT: Final = 1_000
_LARGEST_RAW: Final = 40_000
"""Characters of JSON that are kept of one raw answer; of a larger one only its short parts stay."""
_DEEPEST_RAW: Final = 8
_MOST_ITEMS: Final = 400
_MOST_NAMES: Final = 60
_LARGEST_INTEGER: Final = 2**63
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of characters that are not shown: controls, direction marks, halves of a character."""
_JOINERS: Final = "\u200c\u200d"
"""Not shown either, but part of how Persian or Hindi is written."""

_COUNTRY_PATHS: Final = (
    ("address", "country_code"),  # Nominatim and its kin
    ("properties", "countrycode"),  # Photon
    ("countryCode",),  # GeoNames
    ("components", "country_code"),  # OpenCage
    ("address", "countryCode"),  # TomTom, Azure
    ("address", "countryRegionIso2"),  # Bing
    ("properties", "country_code"),  # Geoapify and others
    ("properties", "country_a"),  # Pelias, where it has two letters
    ("country_code",),
    ("country",),
)
_ID_PATHS: Final = (("geonameId",), ("properties", "gid"), ("place_id",), ("id",), ("properties", "id"))
_NAME_PATHS: Final = (("name",), ("properties", "name"), ("properties", "label"), ("title",))
_KIND_PATHS: Final = (
    ("type",),  # Nominatim: administrative, university ...
    ("addresstype",),  # Nominatim: city, state, amenity ...
    ("properties", "osm_value"),  # Photon
    ("properties", "type"),  # Photon: city, house ...
    ("components", "_type"),  # OpenCage
    ("types", 0),  # Google
    ("place_type", 0),  # Mapbox
    ("properties", "layer"),  # Pelias
    ("resultType",),  # Here
)
_LICENCE_PATHS: Final = (("licence",), ("license",), ("attribution",), ("properties", "attribution"))

_KINDS: Final[Mapping[str, tuple[str, str]]] = {
    word: (kind, precision)
    for kind, precision, words in (
        ("country", "country", "country"),
        ("province", "province", "state province region administrative_area_level_1"),
        ("city", "city", "city municipality locality"),
        ("town", "city", "town"),
        ("village", "city", "village hamlet"),
        (
            "district",
            "district",
            "county city_district district borough suburb quarter neighbourhood neighborhood",
        ),
    )
    for word in words.split()
}
"""What services call a kind of place -> our kind and precision; any other word is a kind of venue."""
_NO_KINDS: Final = frozenset(
    {"", "yes", "administrative", "boundary", "feature", "point", "other", "amenity", "place"}
)
_GEONAMES_KINDS: Final = (("PCL", "country"), ("ADM1", "state"), ("ADM", "county"), ("PPL", "city"))
_NAME_KEY: Final = re.compile(r"(?:\w+_)?name(?::([A-Za-z]{2,3}(?:-[A-Za-z]{2,8})*))?", re.ASCII)
"""How OpenStreetMap labels a name: name, name:vi, alt_name, old_name:zh-Hant."""
_OUR_LANGUAGES: Final = ("und", "vi", "zh", "en")
_REGIONS_OF_CHINA: Final = {"CN-HK": "hk", "CN-MO": "mo", "CN-TW": "tw"}
"""Codes that ISO 3166-1 has beside ``cn`` and that OpenStreetMap writes as parts of it."""
_EXTENT_M: Final = ((2_000, "venue"), (15_000, "district"), (100_000, "city"), (700_000, "province"))
"""Half the diagonal of a box in metres, and the precision of a place of at most that size."""


@dataclass(frozen=True, slots=True)
class ServiceAnswer:
    """One answer of an online geocoder, safe to store, compare and show."""

    address: str
    """What the service calls it, on one line."""
    latitude: float
    """Degrees north, WGS 84."""
    longitude: float
    """Degrees east, WGS 84."""
    raw: dict[str, Any]
    """The service's own words: JSON of limited size."""

    @classmethod
    def of(cls, location: Location) -> ServiceAnswer | None:
        """Take a geopy Location; None when it has no sound point or says nothing."""
        return cls.checked(location.address, location.latitude, location.longitude, location.raw)

    @classmethod
    def checked(
        cls, address: object, latitude: object, longitude: object, raw: object
    ) -> ServiceAnswer | None:
        """Take the parts of an answer from anywhere; None when they make none."""
        north, east = _degrees(latitude, 90), _degrees(longitude, 180)
        if north is None or east is None or (north, east) == (0, 0):  # 0, 0 is how services say "no point"
            return None
        said = plain_text(address)
        return cls(said, north, east, _small(raw)) if said else None

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-2, lower case; None when the service does not tell."""
        for part in ("ISO3166-2-lvl3", "ISO3166-2-lvl4"):
            region = _REGIONS_OF_CHINA.get(str(_at(self.raw, "address", part)))
            if region:
                return region
        for path in _COUNTRY_PATHS:
            code = str(_at(self.raw, *path)).lower()
            if re.fullmatch("[a-z]{2}", code, re.ASCII):
                return "gb" if code == "uk" else code
        return None

    @property
    def stable_id(self) -> str | None:
        """What the service calls the thing for good; None when it gives no such id."""
        for within in ((), ("properties",)):
            kind, number = _at(self.raw, *within, "osm_type"), _at(self.raw, *within, "osm_id")
            if isinstance(kind, str) and isinstance(number, (int, str)):
                return _slug(f"{ {'N': 'node', 'W': 'way', 'R': 'relation'}.get(kind, kind) }/{number}")
        for path in _ID_PATHS:
            value = _at(self.raw, *path)
            if path == ("place_id",) and str(value).isdecimal():
                continue  # Nominatim's is a row number of one installation
            if isinstance(value, (int, str)) and not isinstance(value, bool) and (slug := _slug(str(value))):
                return slug
        return None

    @property
    def name(self) -> str:
        """The name alone, without what the place lies in."""
        for path in _NAME_PATHS:
            value = _at(self.raw, *path)
            if isinstance(value, str) and value:
                return plain_text(value)
        return self.address.split(",", maxsplit=1)[0].strip() or self.address

    @property
    def names(self) -> dict[str, list[str]]:
        """All names by language; ``und`` where the service does not say which."""
        names: dict[str, list[str]] = {"und": [self.name]}
        details = _at(self.raw, "namedetails")
        found = [
            (said[1] or "und", value)
            for key, value in (details.items() if isinstance(details, dict) else ())
            if isinstance(value, str) and (said := _NAME_KEY.fullmatch(key))
        ]
        for lang, value in sorted(found, key=lambda one: not one[0].startswith(_OUR_LANGUAGES))[:_MOST_NAMES]:
            known = names.setdefault(lang, [])
            known.extend(
                text for part in value.split(";") if (text := plain_text(part)) and text not in known
            )
        return {lang: texts for lang, texts in names.items() if texts}

    @property
    def extent_m(self) -> float | None:
        """Half the diagonal in metres of the box around it; None when the service gives no such box."""
        box = _at(self.raw, "boundingbox")
        if not isinstance(box, list) or len(box) != 4:  # noqa: PLR2004 - south, north, west, east
            return None
        south, north = (_degrees(edge, 90) for edge in box[:2])
        west, east = (_degrees(edge, 180) for edge in box[2:])
        if south is None or north is None or west is None or east is None:
            return None
        return round(metres_apart(south, west, north, east) / 2, 1)

    @property
    def kind_and_precision(self) -> tuple[str, str, bool]:
        """What it is, how exact its point is, and whether the service said so."""
        words = list(self._kind_words())
        for word in words:
            if word in _KINDS:
                return (*_KINDS[word], True)
        extent = self.extent_m
        if words:
            return words[0], "venue" if extent is None else _precision(extent), True
        return "place", "city" if extent is None else _precision(extent), extent is not None

    def _kind_words(self) -> Iterator[str]:
        code = _at(self.raw, "fcode")  # GeoNames
        if isinstance(code, str):
            yield from (word for start, word in _GEONAMES_KINDS if code.startswith(start))
        for path in _KIND_PATHS:
            word = _at(self.raw, *path)
            if isinstance(word, str):
                word = word.lower()
                if re.fullmatch(r"[a-z][a-z_ -]{1,39}", word, re.ASCII) and word not in _NO_KINDS:
                    yield re.sub("[ -]", "_", word)

    @property
    def licence(self) -> str | None:
        """The terms as the service states them with the answer; None when it does not."""
        for path in _LICENCE_PATHS:
            value = _at(self.raw, *path)
            if isinstance(value, str) and value:
                return plain_text(value)
        return None

    def is_called(self, asked: str) -> bool:
        """Tell whether one of its names is the name asked for, whatever the case and marks."""
        wanted = {fold(asked), fold(re.split("[,，、;；]", asked, maxsplit=1)[0])} - {""}
        return any(fold(text) in wanted for texts in self.names.values() for text in texts)

    def to_list(self) -> list[object]:
        """Give its parts, ready for JSON."""
        return [self.address, self.latitude, self.longitude, self.raw]


def plain_text(value: object, longest: int = _LONGEST_TEXT) -> str:
    """Give text on one line without control characters and direction marks, cut to ``longest``."""
    if not isinstance(value, str):
        return ""
    shown = "".join(
        char
        if char in _JOINERS or unicodedata.category(char) not in _HIDDEN
        else " "
        if char.isspace()
        else ""
        for char in value[: 4 * longest]
    )
    line = " ".join(shown.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def metres_apart(latitude_1: float, longitude_1: float, latitude_2: float, longitude_2: float) -> float:
    """Give the great-circle distance in metres of two points in degrees."""
    return float(great_circle((latitude_1, longitude_1), (latitude_2, longitude_2)).meters)


def _degrees(value: object, most: float) -> float | None:
    try:
        degrees = float(value)  # type: ignore[arg-type]  # whatever a service or a file holds
    except (TypeError, ValueError, OverflowError):
        return None
    return degrees if -most <= degrees <= most else None  # NaN is not


def _precision(extent_m: float) -> str:
    return next((precision for most, precision in _EXTENT_M if extent_m <= most), PRECISIONS[-1])


def _slug(text: str) -> str | None:
    return text if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._:/@=-]{0,99}", text, re.ASCII) else None


def _at(raw: object, *path: str | int) -> object:
    """Give what stands at a path in the raw answer, or None."""
    for step in path:
        if isinstance(step, str) and isinstance(raw, dict):
            raw = raw.get(step)
        elif isinstance(step, int) and isinstance(raw, list) and step < len(raw):
            raw = raw[step]
        else:
            return None
    return raw


def _small(raw: object) -> dict[str, Any]:
    """Give a raw answer as plain JSON of limited size: of a large one the parts that are short."""
    whole = _plain_json(raw if isinstance(raw, dict) else {"answer": raw}, _DEEPEST_RAW)
    left = _LARGEST_RAW
    kept: dict[str, Any] = {}
    for key, value in sorted(whole.items(), key=lambda item: len(_json(item[1]))):
        left -= len(_json(key)) + len(_json(value)) + 4
        if left < 0:
            break
        kept[key] = value
    return {key: kept[key] for key in whole if key in kept}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, allow_nan=False)


def _plain_json(value: object, depth: int) -> Any:
    """Give what JSON can hold of ``value``, at most ``depth`` levels of it; None for anything else."""
    if isinstance(value, str):
        return plain_text(value, _LONGEST_RAW_TEXT)
    if isinstance(value, bool) or (isinstance(value, int) and abs(value) < _LARGEST_INTEGER):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    if depth and isinstance(value, dict):
        parts = list(value.items())[:_MOST_ITEMS]
        return {plain_text(str(key)): _plain_json(part, depth - 1) for key, part in parts}
    if depth and isinstance(value, (list, tuple)):
        return [_plain_json(part, depth - 1) for part in value[:_MOST_ITEMS]]
    return None
