"""The nouns of the gazetteer: Place, Name, Match, Mention, and the columns of a place file.

All of them are frozen values. Coordinates are WGS 84 decimal degrees and always carry their names.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from gazetteer.importance import importance

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "CITY_KINDS",
    "LANGUAGES",
    "NAME_KINDS",
    "NO_COUNTRY",
    "PLACE_COLUMNS",
    "PRECISIONS",
    "Match",
    "Mention",
    "Name",
    "Penalty",
    "Place",
]

PLACE_COLUMNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "place_id": "Stable id: `gn:` + GeoNames number, `country:` + ISO code, `cn:`/`vn:` + administrative "
        "code, `venue:` + slug",
        "kind": "What it is: country, province, city, district, park, tomb, party_school, university, ...",
        "name": "Name in English",
        "name_vi": "Name in Vietnamese",
        "name_zh": "Name in Chinese, simplified characters",
        "name_zh_hant": "Name in Chinese, traditional characters",
        "name_pinyin": "Name in pinyin with tone marks",
        "other_names": "Further names as `language:kind:text`, joined with `; `; kind is official, exonym, "
        "historical, abbreviation or generated",
        "country": "ISO 3166-1 alpha-2 code in lower case; a code, no statement about sovereignty",
        "parent": "Id of the place that this one lies in; empty for a country",
        "latitude": "WGS 84 decimal degrees, north positive; empty when unknown",
        "longitude": "WGS 84 decimal degrees, east positive; empty when unknown",
        "precision": "How exact the point is: venue, district, city, province, country",
        "precision_m": "Radius in metres within which the place lies around the point; empty when not stated",
        "population": "Inhabitants, a whole number; empty when unknown",
        "source": "Where the row's point and names come from",
        "licence": "Licence of that source",
        "note": "Anything a reader should know",
        "valid_from": "First day (YYYY-MM-DD) on which the place was one of this kind; empty when not limited",
        "valid_to": "Last day (YYYY-MM-DD) on which it was; empty when it still is",
    }
)
"""Columns of a place file in their order, each with what it means."""

PRECISIONS: Final = ("venue", "district", "city", "province", "country")
"""How exact a point is, from the sharpest to the coarsest."""

CITY_KINDS: Final = ("city", "town")
"""Kinds of place that answer the question in which city something is."""

NO_COUNTRY: Final = "zz"
"""Code of a place that no country code is given to: islands in dispute."""

NAME_KINDS: Final = ("official", "exonym", "historical", "abbreviation", "generated")
"""What a name is: in the place's own language, in another one, no longer used, short, or made by a rule."""

LANGUAGES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "en": ("en", "zh-Latn-pinyin", "vi", "zh-Hans", "zh-Hant"),
        "vi": ("vi", "en", "zh-Latn-pinyin", "zh-Hans", "zh-Hant"),
        "zh": ("zh-Hans", "zh-Hant", "en", "vi", "zh-Latn-pinyin"),
        "zh-Hans": ("zh-Hans", "zh-Hant", "en", "vi", "zh-Latn-pinyin"),
        "zh-Hant": ("zh-Hant", "zh-Hans", "en", "vi", "zh-Latn-pinyin"),
        "zh-Latn-pinyin": ("zh-Latn-pinyin", "en", "vi", "zh-Hans", "zh-Hant"),
    }
)
"""For a reader's language, the languages to take a label from, best first."""

_LABEL_KINDS = ("official", "exonym")
_AFTER_LATIN = "\u1f00"


@dataclass(frozen=True, slots=True)
class Name:
    """One way to call a place."""

    text: str
    """The name as it is written, NFC."""
    lang: str
    """BCP 47 tag: vi, en, zh-Hans, zh-Hant, zh-Latn-pinyin, or another."""
    kind: str = "official"
    """One of `NAME_KINDS`."""
    source: str = ""
    """Where the name is attested, or which rule made it; empty: in the source of its place."""
    licence: str = ""
    """Licence of that source; empty: that of its place."""

    @property
    def script(self) -> str:
        """ISO 15924 code of its script: Latn, Hans, Hant, or Zyyy for others and mixed ones."""
        if self.lang in ("zh-Hans", "zh-Hant"):
            return self.lang[3:]
        return "Latn" if all(char < _AFTER_LATIN or not char.isalpha() for char in self.text) else "Zyyy"


@dataclass(frozen=True, eq=False)
class Place:
    """A place on the earth with its names. The fields are those of a place file (`PLACE_COLUMNS`)."""

    id: str
    """Stable slug, such as ``gn:1816670`` or ``venue:huanghuagang-park``."""
    kind: str
    """country, province, city, district, park, tomb, party_school, university, ..."""
    names: tuple[Name, ...]
    """All names; the first official or exonym one of a language is the label in that language."""
    country: str
    """ISO 3166-1 alpha-2 code in lower case: a code, no statement about sovereignty."""
    parent: str | None = None
    """Id of the place it lies in; None for a country."""
    latitude: float | None = None
    """Degrees north, WGS 84; None when the point is not known."""
    longitude: float | None = None
    """Degrees east, WGS 84; None when the point is not known."""
    precision: str = "city"
    """One of `PRECISIONS`."""
    precision_m: float | None = None
    """Radius in metres around the point; None when not stated."""
    population: int | None = None
    """Inhabitants; None when not known."""
    source: str = ""
    """Where point and names come from."""
    licence: str = ""
    """Licence of that source."""
    note: str = ""
    """Anything a reader should know."""
    valid_from: str = ""
    """First day (ISO 8601) on which it was such a place; empty when not limited."""
    valid_to: str = ""
    """Last day (ISO 8601) on which it was; empty when it still is."""
    importance: float = field(default=-1.0, compare=False)
    """0..1: how likely it is meant when only its name is known; worked out by `gazetteer.importance` if not given."""

    def __post_init__(self) -> None:
        if self.importance < 0:
            object.__setattr__(self, "importance", importance(self.kind, self.population))

    def __eq__(self, other: object) -> bool:
        """Tell whether all fields but the importance are equal."""
        if not isinstance(other, Place):
            return NotImplemented
        return self is other or all(
            getattr(self, one.name) == getattr(other, one.name) for one in fields(self) if one.compare
        )

    def __hash__(self) -> int:
        return hash(self.id)

    def held_on(self, day: str) -> bool:
        """Tell whether the place was such a place on a day (ISO 8601)."""
        return (not self.valid_from or self.valid_from <= day) and (not self.valid_to or day <= self.valid_to)

    def label(self, lang: str) -> Name | None:
        """Give the name that labels the place in exactly this language, or None."""
        return self._labels.get(lang)

    def name(self, lang: str = "en") -> str:
        """Give the best label for a reader of ``lang`` (vi, en, zh ...); in another language if need be."""
        for wanted in (
            LANGUAGES.get(lang) or LANGUAGES.get(lang.split("-", maxsplit=1)[0]) or (lang, *LANGUAGES["en"])
        ):
            if wanted in self._labels:
                return self._labels[wanted].text
        return self.names[0].text if self.names else self.id

    @property
    def has_point(self) -> bool:
        """Whether the place has coordinates."""
        return self.latitude is not None and self.longitude is not None

    @cached_property
    def _labels(self) -> dict[str, Name]:
        labels: dict[str, Name] = {}
        for name in self.names:
            if name.kind in _LABEL_KINDS:
                labels.setdefault(name.lang, name)
        return labels


@dataclass(frozen=True, slots=True)
class Penalty:
    """One named thing that speaks against a candidate."""

    name: str
    """Short name of the rule, such as ``marks-missing``."""
    cost: float
    """What it takes from the score, 0..1; a negative cost is something that speaks for the candidate."""
    reason: str
    """The same in plain words, for a reader."""


@dataclass(frozen=True, slots=True)
class Match:
    """A place that a text may mean, with everything that speaks for and against it."""

    place: Place
    """The candidate."""
    name: Name
    """The name of it that the text matched."""
    match: str
    """How: exact, folded (marks or case differ), generated (by a name made by rule), fuzzy (a near name)."""
    penalties: tuple[Penalty, ...]
    """What was held against it; the costs add up."""

    @property
    def score(self) -> float:
        """How well it fits, 0..1: one minus the sum of the penalties."""
        return min(1.0, max(0.0, 1.0 - sum(penalty.cost for penalty in self.penalties)))

    @property
    def reasons(self) -> list[str]:
        """Why this candidate got its score, in plain words."""
        return [penalty.reason for penalty in self.penalties]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name found in running text; ``text[start:end] == mention.text`` of the text that was given."""

    start: int
    """Offset of the first character."""
    end: int
    """Offset behind the last character."""
    text: str
    """The characters themselves, as given."""
    candidates: tuple[Match, ...]
    """Places it may mean, best first; never empty."""
    qualifies: str = ""
    """The words of an office or body before it that the place only tells apart, such as "Bí thư Thành ủy"; empty for a
    location."""
