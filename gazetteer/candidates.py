"""Candidates: which entries of the index may a text mean, and how was it read to find them?

Four ways, each tried only when those before gave nothing:

1. the text as it stands, whole and without administrative words;
2. a name with what it lies in after a comma or in brackets: "Hà Nam (Trung Quốc)";
3. a name and what it lies in without any mark between: "广东省广州市", "Quảng Châu Trung Quốc";
4. near names, for slips of the pen.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gazetteer.affixes import Reading, readings
from gazetteer.normalize import key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.index import Entry, Index

__all__ = ["LONGEST_NAME", "Candidate", "candidates"]

LONGEST_NAME: Final = 200
"""Characters; a text longer than this is no name of a place and has no candidates."""

_PARTS: Final = re.compile("[,;，；、()（）\\[\\]|]+")
_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff]+")
_SHORTEST_HAN_PART: Final = 2
_MOST_WORDS: Final = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry of the index that a text may mean."""

    entry: Entry
    reading: Reading
    """How the text was read."""
    slips: int = 0
    """Slips of the pen between the text and the name; 0 for the name itself."""
    within: tuple[str, ...] = ()
    """Names given in the text itself of what the place lies in."""
    strict: bool = False
    """Whether the place must lie in one of ``within`` to count at all."""


def candidates(text: str, index: Index, *, near: bool = True) -> list[Candidate]:
    """Give the entries that ``text`` may mean; empty when it is no name of a place."""
    text = unicodedata.normalize("NFC", text.strip()) if len(text) <= LONGEST_NAME else text.strip()
    if not 0 < len(text) <= LONGEST_NAME:
        return []
    found = list(_exact(text, index))
    if found:
        return found
    parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
    if len(parts) > 1:
        within = tuple(parts[1:])
        found = list(_exact(parts[0], index, within)) or (
            list(_near(parts[0], index, within)) if near else []
        )
        if found:
            return found
    return list(_joined(text, index)) or (list(_near(text, index)) if near else [])


def _exact(
    text: str, index: Index, within: tuple[str, ...] = (), *, strict: bool = False
) -> Iterator[Candidate]:
    for reading in readings(text):
        for entry in index.exact(key(reading.text)):
            yield Candidate(entry, reading, 0, within, strict)


def _near(text: str, index: Index, within: tuple[str, ...] = ()) -> Iterator[Candidate]:
    for reading in readings(text):
        for entry, slips in index.near(reading.text):
            yield Candidate(entry, reading, slips, within)


def _joined(text: str, index: Index) -> Iterator[Candidate]:
    """Read a name and the larger place it lies in that are written without a mark between them."""
    for name, larger in _splits(text):
        if any(index.exact(key(reading.text)) for reading in readings(larger)):
            yield from _exact(name, index, (larger,), strict=True)


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Give the ways to cut a text into a name and a larger place: first in Chinese, last elsewhere."""
    squeezed = "".join(text.split())
    if _HAN.fullmatch(squeezed):
        for cut in range(_SHORTEST_HAN_PART, min(len(squeezed) - 1, 3 * _MOST_WORDS)):
            yield squeezed[cut:], squeezed[:cut]
        return
    words = text.split()
    for cut in range(len(words) - 1, 0, -1) if len(words) <= _MOST_WORDS else ():
        yield " ".join(words[:cut]), " ".join(words[cut:])
