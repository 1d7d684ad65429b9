"""Slips of the pen: is a name that nearly fits a misspelling, or simply another name?

Places are often one letter apart: Khánh Hòa is not Thanh Hóa, Nanjing is not Beijing, North is not South. So
a name counts as misspelt only word by word: as many words as the name has, the same first letter unless the
word is long, one letter off in a word of at least four (two in a long one). In a Vietnamese name a word that
is a sound syllable of its own is taken as meant: "Quảg Châu" is a slip, "Quảng Chu" is not. Chinese
characters are never misspelt.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from gazetteer.index import Entry

__all__ = ["is_slip"]

_SHORTEST: Final = 4
"""Letters; in a shorter word every letter counts, but for Vietnamese syllables that cannot be."""
_LONG: Final = 7
"""Letters; from this length on the first letter may be wrong too."""
_VERY_LONG: Final = 9
"""Letters; from this length on two slips are forgiven."""
_SYLLABLE: Final = re.compile(
    "(?:b|ch?|d|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu?|r|s|t[hr]?|v|x)?"
    "(?:a[iouy]?|eo?|eu|i(?:a|u|e?u?)|o(?:a[ioy]?|eo?|i|o)?"
    "|u(?:a[iy]?|e|i|o[iu]?|u|y(?:e|a|u)?)?|y(?:eu?)?)"
    "(?:ch|ng|nh|[cmnpt])?"
)
_PINYIN: Final = re.compile(
    "(?:(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?"
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|van|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|ui|uo|ue|er|a|o|e|i|u))+"
)
_MANY_WORDS: Final = 3
"""Words; in a name of so many another sound syllable is a slip if all others fit: "Phòng Thành Cản"."""
_FAMOUS: Final = 0.85
"""Importance from which on another sound syllable of pinyin still counts as a slip: Shangai is Shanghai."""


def is_slip(typed: str, entry: Entry) -> bool:
    """Tell whether ``typed``, folded, is the name of an entry misspelt."""
    typed_words, named_words = typed.split(), entry.folded.split()
    name, place = entry.name, entry.place
    vietnamese = name.lang == "vi" or (place.country == "vn" and name.lang == "en")
    return len(typed_words) == len(named_words) and all(
        _is_word_slip(
            typed_word,
            named_word,
            vietnamese=vietnamese,
            famous=place.importance >= _FAMOUS,
            many=len(named_words) >= _MANY_WORDS,
        )
        for typed_word, named_word in zip(typed_words, named_words, strict=True)
        if typed_word != named_word
    )


@lru_cache(maxsize=4096)
def _is_syllable(word: str) -> bool:
    return _SYLLABLE.fullmatch(word) is not None


@lru_cache(maxsize=4096)
def _is_pinyin(word: str) -> bool:
    return _PINYIN.fullmatch(word) is not None


def _is_word_slip(typed: str, named: str, *, vietnamese: bool, famous: bool, many: bool) -> bool:
    if not vietnamese and not famous and len(named) < _VERY_LONG and _is_pinyin(named) and _is_pinyin(typed):
        return False
    if vietnamese and _is_syllable(named):
        if _is_syllable(typed) and not many:
            return False
    elif len(named) < _SHORTEST:
        return False
    if typed[0] != named[0] and len(named) < _LONG:
        return False
    return OSA.distance(typed, named) <= (2 if len(named) >= _VERY_LONG else 1)
