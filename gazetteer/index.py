"""The index: which places have this name, or one very near to it? Built once, then only read.

Names stand under their `normalize.key`, whole and without administrative words. Near names are looked for
only among keys of more than four letters in the same script: a short key one letter away is another place,
not a slip.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from gazetteer.affixes import readings
from gazetteer.normalize import fold, key, marks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer.model import Name, Place

__all__ = ["Entry", "Index", "script_of"]

_LONGEST_EXACT_ONLY: Final = 4
_EDITS_ALLOWED: Final = (
    (14, 3),
    (9, 2),
    (5, 1),
)  # length of the key from which on so many slips are forgiven
_MOST_NEAR: Final = 20
_FIRST_HAN: Final = "\u2e80"


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of one place, as the index keeps it."""

    place: Place
    name: Name
    text: str
    """What was indexed: the whole name, or its core without an administrative word."""
    word: str
    """The administrative word that was set aside; empty for the whole name."""

    # Worked out when asked for: of thousands of entries a query meets a handful.
    @property
    def folded(self) -> str:
        """`fold` of the text that was indexed."""
        return fold(self.text)

    @property
    def marks(self) -> str:
        """`normalize.marks` of the text that was indexed."""
        return marks(self.text)


def script_of(name_key: str) -> str:
    """Tell the script of a key by its first letter: latin, han, or other; near names never cross it."""
    first = name_key[:1]
    if first < "\u0250":
        return "latin"
    return "han" if first >= _FIRST_HAN else "other"


class Index:
    """Names of places under their keys."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._exact: dict[str, list[Entry]] = defaultdict(list)
        for place in places:
            for name in place.names:
                for reading in readings(name.text):
                    name_key = key(reading.text)
                    if name_key:
                        self._exact[name_key].append(Entry(place, name, reading.text, reading.word))

    def exact(self, name_key: str) -> list[Entry]:
        """Give the entries whose name has this `normalize.key`."""
        return self._exact.get(name_key, [])

    def near(self, text: str) -> list[tuple[Entry, int]]:
        """Give the entries that ``text`` may misspell, each with the number of slips, nearest first.

        A slip is a letter too many, missing, wrong, or swapped with its neighbour. Empty for keys of four
        letters or fewer, and for Chinese characters, of which each is a word.
        """
        name_key, folded = key(text), fold(text)
        allowed = next((edits for length, edits in _EDITS_ALLOWED if len(name_key) >= length), 0)
        script = script_of(name_key)
        if not allowed or script == "han":
            return []
        # Imported when first needed: most programs never meet a misspelt name.
        from rapidfuzz.distance import OSA  # noqa: PLC0415
        from rapidfuzz.process import extract  # noqa: PLC0415

        from gazetteer.slips import is_slip  # noqa: PLC0415

        keys = self._keys_by_script[script]
        found = extract(name_key, keys, scorer=OSA.distance, score_cutoff=allowed, limit=_MOST_NEAR)
        return [
            (entry, int(slips))
            for near_key, slips, _ in found
            for entry in self._exact[near_key]
            if is_slip(
                folded, entry.folded, vietnamese=entry.name.lang == "vi" or entry.place.country == "vn"
            )
        ]

    @cached_property
    def _keys_by_script(self) -> dict[str, list[str]]:
        keys: dict[str, list[str]] = {"latin": [], "han": [], "other": []}
        for name_key in self._exact:
            if len(name_key) > _LONGEST_EXACT_ONLY:
                keys[script_of(name_key)].append(name_key)
        return keys
