"""The index: which places have this name? Over the packed places, and over a user's own laid on top of them.

Names stand under their `normalize.key`, whole and without administrative words; near names are looked up in
`gazetteer.near`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gazetteer.affixes import readings
from gazetteer.normalize import fold, key, marks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from gazetteer.model import Name, Place
    from gazetteer.packed import Packed

__all__ = ["Entry", "Index", "OwnIndex"]


@dataclass(frozen=True)
class Entry:
    """One name of one place, as the index keeps it."""

    place: Place
    name: Name
    text: str
    """What was indexed: the whole name, or its core without an administrative word."""
    word: str
    """The administrative word that was set aside; empty for the whole name."""

    @cached_property
    def folded(self) -> str:
        """`fold` of the text that was indexed."""
        return fold(self.text)

    @cached_property
    def marks(self) -> str:
        """`normalize.marks` of the text that was indexed."""
        return marks(self.text)


class OwnIndex:
    """Names of a few places, kept in memory."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._exact: dict[str, list[Entry]] = defaultdict(list)
        for place in places:
            for name in place.names:
                for reading in readings(name.text, of_data=True):
                    name_key = key(reading.text)
                    if name_key:
                        self._exact[name_key].append(Entry(place, name, reading.text, reading.word))

    def __bool__(self) -> bool:
        return bool(self._exact)

    def exact(self, name_key: str) -> list[Entry]:
        """Give the entries whose name has this `normalize.key`."""
        return self._exact.get(name_key, [])

    @cached_property
    def keys(self) -> list[str]:
        """All keys."""
        return list(self._exact)


class Index:
    """The names of the packed places, but for those that a place of one's own replaces, and of these."""

    def __init__(self, packed: Packed, own: OwnIndex, replaced: Collection[str]) -> None:
        self._packed = packed
        self.own = own
        self._replaced = frozenset(row for place_id in replaced if (row := packed.row(place_id)) is not None)

    def exact(self, name_key: str) -> list[Entry]:
        """Give the entries whose name has this `normalize.key`."""
        if not name_key:
            return []
        packed = self._packed
        found = []
        for number, is_core in packed.named(name_key):
            row = packed.place_of(number)
            if row in self._replaced:
                continue
            text = packed.text(number)
            if not is_core:
                if key(text) == name_key:
                    found.append(Entry(packed.place(row), packed.name(number), text, ""))
                continue
            found += [
                Entry(packed.place(row), packed.name(number), reading.text, reading.word)
                for reading in readings(text, of_data=True)[1:]
                if key(reading.text) == name_key
            ]
        return found + self.own.exact(name_key)

    @property
    def is_shipped_alone(self) -> bool:
        """Whether no place of one's own has a say."""
        return not self._replaced and not self.own

    def meanings(self) -> dict[str, int]:
        """Give the row of the packed place that each text means first; only if `is_shipped_alone`."""
        return self._packed.meanings

    def meant(self, text: str) -> int | None:
        """Give the row of the packed place that a text, written just so, means first, where that is sure.

        None when it has to be worked out: the text is not there, or places of one's own may have a say.
        """
        row = self._packed.meant(text)
        if row is None or row in self._replaced or (self.own and self.own.exact(key(text))):
            return None
        return row
