"""One way to make names comparable, used alike for the data and for what people type.

The order, always the same:

1. every character is decomposed and case-folded (NFKD: full-width letters become plain, NFC and NFD become
   alike);
2. combining marks of Latin, Greek and Cyrillic letters are dropped, and letters that have a stroke or are
   joined
   instead of a mark (đ, ø, ł, æ ...) become plain ones;
3. apostrophes of every shape vanish (Xi'an = Xian); hyphens, dashes, dots and other punctuation become a
   space;
4. runs of spaces become one; spaces at the ends vanish.

That is `fold`. Each step looks at one character alone, so the result is idempotent and every folded character
knows the character it came from (`fold_with_offsets`). Two keys are built on it:

- `key`: `fold` without spaces and with y as i, to look a name up (Ha Noi = Hanoi, Quý = Quí);
- `marks`: what `fold` has dropped, to tell the finer form: letters with their hats and horns, then the tones
  in
  order. The place of a tone mark inside the word does not count (hòa = hoà, ủy = uỷ), and it is empty for a
  name that has no marks.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["fold", "fold_with_offsets", "key", "marks"]

_PLAIN: Final = {
    "đ": "d", "ð": "d", "ø": "o", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i",
    "æ": "ae", "œ": "oe", "þ": "th", "ĸ": "k",
}  # fmt: skip
_APOSTROPHES: Final = frozenset(
    "'`´\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\u2018\u2019\u201b\u2032\uff07"
)
_TONES: Final = frozenset(
    "\u0300\u0301\u0303\u0304\u0309\u030c\u0323"
)  # grave acute tilde macron hook caron dot
_STROKE: Final = "\u0335"
_DROPPED_MARKS: Final = (
    (0x0300, 0x036F),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE20, 0xFE2F),
)
# Cf: invisible format characters, such as the soft hyphen and direction marks; Cs: halves of a broken
# character.
_IGNORED_CATEGORIES: Final = frozenset({"Cf", "Cs"})


_NEVER_MARKED: Final = re.compile("[\u4e00-\u9fa5]+")


class _Folding(dict[int, str]):
    """Folded form of each character, worked out when first met; a table for `str.translate`."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(char: str) -> str:
    if char in _APOSTROPHES:
        return ""
    decomposed = unicodedata.normalize("NFKD", char)
    for _ in range(2):  # folding case may compose anew, and decomposing may show a letter with case
        decomposed = unicodedata.normalize("NFKD", decomposed.casefold())
    return "".join(map(_fold_simple, decomposed))


def _fold_simple(char: str) -> str:
    """Fold one character that is already decomposed and in lower case."""
    if char in _PLAIN:
        return _PLAIN[char]
    code = ord(char)
    if char in _APOSTROPHES or any(first <= code <= last for first, last in _DROPPED_MARKS):
        return ""
    category = unicodedata.category(char)
    if category in _IGNORED_CATEGORIES:
        return ""
    return " " if category[0] in "PZSC" else char


_folding = _Folding()


def fold(text: str) -> str:
    """Give ``text`` without case, marks, punctuation and width: ``"TP. Hà-Nội"`` gives ``"tp ha noi"``.

    Idempotent. Any string is allowed, of any length and with any characters; Hangul comes out decomposed.
    """
    return " ".join(text.translate(_folding).split())


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Give `fold` of ``text`` and, for each folded character, where in ``text`` it came from.

    The offsets never decrease. A character that folds to nothing (a combining mark, an apostrophe) has no
    folded character; who needs the end of a span takes the offset of the next folded character and looks
    back.
    """
    folded: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        for part in _folding[ord(char)]:
            if part == " " and (not folded or folded[-1] == " "):
                continue
            folded.append(part)
            offsets.append(offset)
    if folded and folded[-1] == " ":
        folded.pop()
        offsets.pop()
    return "".join(folded), offsets


def key(text: str) -> str:
    """Give the form under which names are looked up: `fold` without spaces, y as i."""
    return fold(text).replace(" ", "").replace("y", "i")


def marks(text: str) -> str:
    """Give the finer form of a name: its letters with hats, horns and strokes, then a bar and its tone marks.

    Empty when the text has no marks at all. Two spellings of one Vietnamese name that differ only in where
    the tone stands, in i or y, in case, spaces or composition have the same finer form.
    """
    if text.isascii() or _NEVER_MARKED.fullmatch(text):
        return ""
    letters: list[str] = []
    tones: list[str] = []
    marked = False
    for char in unicodedata.normalize("NFKD", text.casefold()):
        folded = _folding[ord(char)]
        if char in _TONES:
            tones.append(char)
        elif unicodedata.combining(char):
            marked = True
            letters.append(char)
        elif char == "đ":
            marked = True
            letters.append("d" + _STROKE)
        else:
            letters.append(folded.strip().replace("y", "i"))
    return "".join([*letters, "|", *tones]) if marked or tones else ""
