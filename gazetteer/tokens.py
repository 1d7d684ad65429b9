"""Words of running text, and the two small tables that say whether a name can begin with them.

A word is a run of letters and digits - combining marks stay with their letter, an apostrophe inside belongs to it - or
one Chinese character. A name can begin at a word when the table of first words has it, and go on with the next when
the table of pairs has both: hashes, so a yes may be wrong and a no never is.
"""

from __future__ import annotations

import re
from typing import Final
from zlib import crc32

from gazetteer.normalize import fold

__all__ = ["CJK", "FIRST_HAN", "FIRST_WORDS", "PAIRS", "UNIT", "hash_of_words", "words_of"]

FIRST_WORDS: Final = 1 << 17
"""Bytes of the table of first words: the most words of a name that begins with a word of this hash."""
PAIRS: Final = 1 << 21
"""Bits of the table of pairs, which has the first three characters of Chinese names too."""
CJK: Final = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Characters, for a class of a regular expression, that are words of their own; punctuation is none."""
FIRST_HAN: Final = "\u2e80"
"""From here on letters are words of their own."""
UNIT: Final = re.compile(
    f"[{CJK}]|[^\\W_{CJK}]+(?:[\u0300-\u036f]+[^\\W_{CJK}]*|['\u2019\u02bc](?![sS]\\b)[^\\W_{CJK}]+)*"
)
"""One word."""


def words_of(text: str) -> list[str]:
    """Give the folded words of a name."""
    return [word for found in UNIT.finditer(text) if (word := fold(found[0]))]


def hash_of_words(*words: str) -> int:
    """Give the hash of one, two or three folded words."""
    return crc32("\x1f".join(words).encode("utf-8", "surrogatepass"))
