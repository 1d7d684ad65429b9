"""Which name does a text, written just so, mean first? Worked out once by the rules that answer queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.atlas import Atlas
from gazetteer.candidates import candidates
from gazetteer.packed import Packed
from gazetteer.rank import NOWHERE, rank

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["meant"]


def meant(folder: Path) -> Iterator[tuple[str, int]]:
    """Give (text, row of the name) for each text whose first answer, no context given, bears that very name."""
    packed = Packed(folder)
    atlas = Atlas((), packed)
    by_text: dict[str, list[int]] = {}
    for name in range(int(packed.tables["names"])):
        by_text.setdefault(packed.text(name), []).append(name)
    for text, names in by_text.items():
        found = next(candidates(text, atlas, near=False), [])
        if len({candidate.entry.place.id for candidate in found}) > 1:
            matches = rank(found, NOWHERE, atlas.lineage, lambda _: NOWHERE)
            first = next((match.place.id for match in matches if match.place.has_point), None)
        else:  # most names are those of one place
            first = next((one.entry.place.id for one in found if one.entry.place.has_point), None)
        own = next((name for name in names if packed.id(packed.place_of(name)) == first), None)
        if own is not None:
            yield text, own
