"""The index: which places have this name? Built once, then only read.

First form: every name under its `normalize.key`. Names with administrative words (thành phố, 市, Province) are
found by their core as well; see `gazetteer.affixes`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.normalize import key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer.model import Name, Place

__all__ = ["Entry", "Index"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of one place, as the index keeps it."""

    place: Place
    name: Name


class Index:
    """Names of places under their keys."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._exact: dict[str, list[Entry]] = defaultdict(list)
        for place in places:
            for name in place.names:
                self._exact[key(name.text)].append(Entry(place, name))

    def exact(self, name_key: str) -> list[Entry]:
        """Give the entries whose name has this `normalize.key`."""
        return self._exact.get(name_key, [])
