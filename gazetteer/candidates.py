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
from gazetteer.normalize import fold, key, marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.atlas import Atlas
    from gazetteer.index import Entry, Index

__all__ = ["LONGEST_NAME", "Candidate", "candidates"]

LONGEST_NAME: Final = 200
"""Characters; a text longer than this is no name of a place and has no candidates."""

_PARTS: Final = re.compile(r"[,;，；、()（）\[\]|/／]+| [-\u2013\u2014] | (?:của|thuộc|ở|of|in) ")
_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff]+")
_UNITS: Final = re.compile(
    ".{2,12}?(?:特别行政区|特別行政區|自治区|自治區|自治州|自治县|自治縣|自治旗|地区|地區|新区|新區|[省市盟县縣区區旗镇鎮乡鄉])"
)
_SHORTEST_HAN_PART: Final = 2
_MOST_WORDS: Final = 12
_MOST_UNITS: Final = 5
_LEAST_NEAR: Final = ((6, 0.8), (8, 0.73), (LONGEST_NAME, 0.6))
"""Letters of a name up to which a place must be so important for one slip to count: short words are near to many."""
_LEAST_NEAR_TWICE: Final = 0.75


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


def candidates(text: str, atlas: Atlas, *, near: bool = True) -> Iterator[list[Candidate]]:
    """Give the entries that ``text`` may mean, one way of reading it after the other; none when it is no name.

    The next way is worth a look only when no place came of the one before.
    """
    text = unicodedata.normalize("NFC", text.strip()) if len(text) <= LONGEST_NAME else text.strip()
    if not 0 < len(text) <= LONGEST_NAME:
        return
    found = list(_exact(text, atlas.index))
    if found:
        yield found
        return
    parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
    if len(parts) > 1:
        within = tuple(parts[1:])
        found = list(_exact(parts[0], atlas.index, within)) or list(_joined(parts[0], atlas.index, within))
        if not found and near:
            found = list(_near(parts[0], atlas, within))
        if found:
            yield found
            return
    yield list(_joined(text, atlas.index))
    if near:
        yield list(_near(text, atlas))


def _exact(
    text: str, index: Index, within: tuple[str, ...] = (), *, strict: bool = False
) -> Iterator[Candidate]:
    for reading in readings(text):
        for entry in index.exact(key(reading.text)):
            yield Candidate(entry, reading, 0, within, strict)


def _near(text: str, atlas: Atlas, within: tuple[str, ...] = ()) -> Iterator[Candidate]:
    from gazetteer.slips import is_slip  # noqa: PLC0415 - brings rapidfuzz, which most programs never need

    for reading in readings(text):
        folded = fold(reading.text)
        for entry, slips, misread in atlas.near(reading.text):
            enough = entry.place.importance >= _least(folded, slips)
            if enough and (_is_misread(reading.text, entry) if misread else is_slip(folded, entry)):
                yield Candidate(entry, reading, slips, within)


def _is_misread(text: str, entry: Entry) -> bool:
    """Tell whether a scanner can have read the name so: as many words, and no marks that it made up."""
    return not marks(text) and len(fold(text).split()) == len(entry.folded.split())


def _least(folded: str, slips: int) -> float:
    """Give the importance that a place must have for this, folded, to be a misspelt name of it."""
    length = (
        LONGEST_NAME if " " in folded else len(folded)
    )  # a word that is right beside it bears the other out
    return (
        _LEAST_NEAR_TWICE if slips > 1 else next(least for longest, least in _LEAST_NEAR if length <= longest)
    )


def _joined(text: str, index: Index, within: tuple[str, ...] = ()) -> Iterator[Candidate]:
    """Read a name and the larger places it lies in that are written without a mark between them."""
    for name, larger in _splits(text):
        if all(_is_known(part, index) for part in larger):
            found = list(_exact(name, index, (*larger, *within), strict=True))
            if found:
                yield from found
                return


def _is_known(text: str, index: Index) -> bool:
    """Tell whether a text is a name, or names joined: 越南广宁省."""
    if any(index.exact(key(reading.text)) for reading in readings(text)):
        return True
    return _HAN.fullmatch(text) is not None and any(
        index.exact(key(text[:cut]))
        and any(index.exact(key(reading.text)) for reading in readings(text[cut:]))
        for cut in range(_SHORTEST_HAN_PART, len(text) - 1)
    )


def _splits(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the ways to cut a text into a name and larger places: these come first in Chinese, last elsewhere."""
    squeezed = "".join(text.split())
    if _HAN.fullmatch(squeezed):
        units = _UNITS.findall(squeezed)
        if 1 < len(units) <= _MOST_UNITS and "".join(units) == squeezed:
            yield units[-1], tuple(units[:-1])
        elif (
            0 < len(units) <= _MOST_UNITS
            and len(rest := squeezed[len("".join(units)) :]) >= _SHORTEST_HAN_PART
        ):
            yield rest, tuple(units)
        for cut in range(_SHORTEST_HAN_PART, min(len(squeezed) - 1, 3 * _MOST_WORDS)):
            yield squeezed[cut:], (squeezed[:cut],)
        return
    words = text.split()
    for cut in range(len(words) - 1, 0, -1) if len(words) <= _MOST_WORDS else ():
        yield " ".join(words[:cut]), (" ".join(words[cut:]),)
