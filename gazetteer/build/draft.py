"""A place while it is being put together: its row, and its names as they are gathered from several sources."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

from gazetteer.build.readings import hanviet, is_simplified, pinyin, simplified, traditional
from gazetteer.normalize import key, marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Draft", "NameDraft", "Source", "kilometres", "near"]

_LONGEST_NAME_BYTES: Final = 255
_HAN: Final = ("\u3400", "\u9fff")


class Source(NamedTuple):
    """Where a value comes from."""

    title: str
    """Package and version, or what a reader can follow."""
    licence: str
    """Its licence."""


class NameDraft(NamedTuple):
    """A name with its source."""

    text: str
    lang: str
    kind: str
    source: Source


@dataclass
class Draft:
    """A place in the making; the fields are those of `gazetteer.model.Place`."""

    id: str
    kind: str
    country: str
    latitude: float | None
    longitude: float | None
    source: Source
    precision: str = "city"
    parent: str | None = None
    precision_m: float | None = None
    population: int | None = None
    weight: float = 0.0
    """0..1: how likely the place is meant when nothing else is known; see `gazetteer.build.weights`."""
    label: bool = False
    """Whether the map may label it."""
    note: str = ""
    valid_from: str = ""
    valid_to: str = ""
    hanzi: str = ""
    """The Chinese name that readings are made from."""
    names: dict[tuple[str, str], NameDraft] = field(default_factory=dict)

    def add(self, text: str, lang: str, kind: str, source: Source) -> None:
        """Add a name, unless the place has it, or has one that no reader could tell from it."""
        text = " ".join(unicodedata.normalize("NFC", text).split())
        if not key(text) or len(text.encode()) > _LONGEST_NAME_BYTES:
            return
        same = (_script(lang), text if lang.startswith("zh-Han") else f"{key(text)}|{marks(text)}")
        held = self.names.get(same)
        if (
            held is None
            or (held.lang == "und" and lang != "und")
            or (held.kind == "generated" and kind != "generated")
        ):
            if (
                held is not None
            ):  # the better known name takes the place of the lesser, not its rank as a label
                del self.names[same]
            self.names[same] = NameDraft(text, lang, kind, source)

    def add_variant(self, text: str, source: Source) -> None:
        """Add a Latin name of unknown language, unless a name with the same letters is there."""
        wanted = key(text)
        if all(key(name.text) != wanted for name in self.names.values()):
            self.add(text, "und", "exonym", source)

    def add_chinese(self, text: str, kind: str, source: Source) -> None:
        """Add a Chinese name in both scripts."""
        if is_simplified(text):
            self.add(text, "zh-Hans", kind, source)
            if traditional(text) != text:
                self.add(traditional(text), "zh-Hant", kind, source)
        else:
            self.add(text, "zh-Hant", kind, source)
            self.add(simplified(text), "zh-Hans", kind, source)

    def add_readings(self, hanzi: str, pinyin_source: Source, hanviet_source: Source) -> None:
        """Add the pinyin and the Vietnamese readings of a Chinese name, kept apart as generated."""
        self.add(pinyin(hanzi), "zh-Latn-pinyin", "generated", pinyin_source)
        for reading in hanviet(hanzi):
            self.add(reading, "vi", "generated", hanviet_source)

    def drop(self, text: str) -> bool:
        """Take a name away; False when there is none."""
        found = [same for same, name in self.names.items() if name.text == text]
        for same in found:
            del self.names[same]
        return bool(found)


def _script(lang: str) -> str:
    if lang.startswith("zh-Han"):
        return lang
    return "pinyin" if lang == "zh-Latn-pinyin" else "vi" if lang == "vi" else "latin"


def is_han(text: str) -> bool:
    """Tell whether a text is all Chinese characters, with hyphens and dots between the parts of a foreign name."""
    found = [char for char in text if char not in "-·・－"]
    return bool(found) and all(_HAN[0] <= char <= _HAN[1] or char > "\U0001ffff" for char in found)


def kilometres(one: Draft, other: Draft) -> float:
    """Give the distance of two drafts that have points."""
    assert one.latitude is not None
    assert other.latitude is not None
    assert one.longitude is not None
    assert other.longitude is not None
    phi_1, phi_2 = radians(one.latitude), radians(other.latitude)
    half = (
        sin((phi_2 - phi_1) / 2) ** 2
        + cos(phi_1) * cos(phi_2) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    )
    return 2 * 6371.0088 * asin(sqrt(min(1.0, half)))


def near(place: Draft, others: Iterable[Draft], within_km: float) -> Iterator[tuple[float, Draft]]:
    """Give the drafts within a distance, nearest first."""
    found = [(kilometres(place, other), other) for other in others]
    return iter(
        sorted(
            ((far, other) for far, other in found if far <= within_km), key=lambda pair: (pair[0], pair[1].id)
        )
    )
