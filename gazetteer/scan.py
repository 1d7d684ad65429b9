"""Places in running text: the longest names, at the borders of syllables, with exact offsets.

Latin text is cut into words, Chinese into characters, on the original text: combining marks stay with their
letter, so that the offsets hold for NFD as for NFC. A name is looked for word by word, the longest first.
Running text is strict where a query is not: a place is written with a capital, its marks are not those of
another word, and no near names are taken.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gazetteer.model import Mention
from gazetteer.normalize import fold, marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gazetteer.model import Match, Place

__all__ = ["Scanner", "mentions"]

_CJK = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_UNIT: Final = re.compile(
    f"[{_CJK}]|[^\\W_{_CJK}]+(?:[\u0300-\u036f]+[^\\W_{_CJK}]*|['\u2019\u02bc](?![sS]\\b)[^\\W_{_CJK}]+)*"
)
_GAP: Final = re.compile(r"[^\S\n]*\n?[^\S\n]*|[^\S\n]*[-\u2010-\u2013·][^\S\n]*|\.")
_SENTENCE_END: Final = re.compile(r"(?:^|[.!?:;\n\u201c\"(])\s*\Z")
_WEAK_LENGTH: Final = 4
_LEAST_HAN: Final = 2
_LOOK_BACK: Final = 8
_LONGEST_GAP: Final = 8
# Chinese names of towns that are everyday words (peace, great unity ...): told by context only, so not from
# bare text.
_EVERYDAY_WORDS: Final = frozenset(
    {"和平", "太平", "大同", "中山", "新安", "高平", "东河", "東河", "新山", "光州"}
)
# Longer names that begin like a place in the data and are another one, or none.
_OTHER_THINGS: Final = ("Thái Bình Dương", "Đại Tây Dương", "Hòa Bình xanh", "Ấn Độ Dương", "Bắc Kinh kịch")


class Scanner:
    """The names to look for, by their first word and their length in words; built once."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._names: dict[tuple[str, ...], str] = {}
        self._lengths: dict[str, list[int]] = {}
        for place in places:
            for name in place.names:
                self._add(name.text, name.kind)
        for text in _OTHER_THINGS:
            self._add(text, "none")

    def _add(self, text: str, kind: str) -> None:
        words = tuple(fold(found[0]) for found in _UNIT.finditer(text))
        if not words or text in _EVERYDAY_WORDS or (_is_han(text) and len(words) < _LEAST_HAN):
            return
        if self._names.get(words) in (None, "abbreviation"):
            self._names[words] = kind
        lengths = self._lengths.setdefault(words[0], [])
        if len(words) not in lengths:
            lengths.append(len(words))
            lengths.sort(reverse=True)

    def lengths(self, first: str) -> Sequence[int]:
        """Give the lengths in words, longest first, of the names that begin with this folded word."""
        return self._lengths.get(first, ())

    def kind(self, words: tuple[str, ...]) -> str | None:
        """Give the kind of the name with these folded words: "none" for no place, None for no name."""
        return self._names.get(words)


def mentions(text: str, scanner: Scanner, look_up: Callable[[str], list[Match]]) -> list[Mention]:
    """Give the mentions in ``text`` in order, never overlapping; ``look_up`` says what a name means."""
    units = list(_UNIT.finditer(text))
    folded = _Folded()
    words = [folded[unit[0]] for unit in units]
    cased = any(char.isupper() for char in text)
    known: dict[str, tuple[Match, ...]] = {}
    found: list[Mention] = []
    at = 0
    while at < len(units):
        size = _longest(text, units, words, at, scanner)
        if not size:
            at += 1
            continue
        start, end = units[at].start(), units[at + size - 1].end()
        name = text[start:end]
        kind = scanner.kind(tuple(words[at : at + size]))
        if kind != "none" and _stands_as_name(
            text, units, at, size, cased=cased, abbreviation=kind == "abbreviation"
        ):
            if name not in known:
                known[name] = tuple(match for match in look_up(name) if _is_written_so(name, match))
            if known[name]:
                found.append(Mention(start, end, name, known[name]))
        at += size
    return found


class _Folded(dict[str, str]):
    """Folded form of each word of a text, worked out once."""

    def __missing__(self, word: str) -> str:
        folded = self[word] = fold(word)
        return folded


def _longest(
    text: str, units: Sequence[re.Match[str]], words: Sequence[str], at: int, scanner: Scanner
) -> int:
    """Give how many words from ``at`` on make the longest known name, 0 for none."""
    for size in scanner.lengths(words[at]):
        if scanner.kind(tuple(words[at : at + size])) is None or at + size > len(units):
            continue
        pairs = zip(units[at : at + size], units[at + 1 : at + size], strict=False)
        if all(_joins(text, left, right) for left, right in pairs):
            return size
    return 0


def _joins(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    """Tell whether what stands between two words can stand inside a name."""
    gap = text[left.end() : right.start()]
    if len(gap) > _LONGEST_GAP:
        return False
    if _GAP.fullmatch(gap):
        return True
    return gap == ". " and left[0].isupper() and len(left[0]) > 1  # "TP. HCM", never "Hà. Nội"


def _stands_as_name(
    text: str, units: Sequence[re.Match[str]], at: int, size: int, *, cased: bool, abbreviation: bool
) -> bool:
    name = text[units[at].start() : units[at + size - 1].end()]
    if _is_han(name):
        return True
    if abbreviation:
        return name.upper() == name
    weak = size == 1 and len(fold(name)) <= _WEAK_LENGTH
    if not cased:
        return not weak
    if not any(char.isupper() for char in name):
        return False
    if not weak or len(units) == 1:
        return True
    return not (_begins_sentence(text, units[at]) or _is_part_of_name(text, units, at))


def _begins_sentence(text: str, unit: re.Match[str]) -> bool:
    before = text[max(0, unit.start() - _LOOK_BACK) : unit.start()]
    return _SENTENCE_END.search(before) is not None


def _is_part_of_name(text: str, units: Sequence[re.Match[str]], at: int) -> bool:
    """Tell whether a neighbour is capitalised too: the word is part of a longer name then."""
    neighbours = [(at - 1, at)] if at else []
    neighbours += [(at, at + 1)] if at + 1 < len(units) else []
    for left, right in neighbours:
        other = units[left if right == at else right][0]
        if text[units[left].end() : units[right].start()] == " " and other[0].isupper():
            return True
    return False


def _is_written_so(name: str, match: Match) -> bool:
    """Tell whether no marks are other than the match has them, and none left out of a short name."""
    written = marks(name)
    return written == marks(match.name.text) or (not written and len(fold(name)) > _WEAK_LENGTH)


def _is_han(text: str) -> bool:
    return any(char >= "\u2e80" for char in text)
