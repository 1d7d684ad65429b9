"""Near names: which Latin keys are a slip or two away from what was typed?

Keys are compared only with keys of nearly their length, and only with those whose set of letters hardly differs: two
operations on whole columns leave a few hundred of three hundred thousand, which are then measured one by one. Never for
keys of four letters or fewer, never across a script: a short key one letter away is another place, and each Chinese
character is a word.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from gazetteer.packed import Packed

__all__ = ["NearKeys", "allowed_slips", "confusions"]

_ALLOWED: Final = ((14, 3), (9, 2), (5, 1))
"""Length of the key from which on so many slips are looked for."""
_MOST: Final = 40
_CONFUSED: Final = (
    ("rn", "m"), ("m", "rn"), ("0", "o"), ("1", "l"), ("1", "i"), ("5", "s"), ("8", "b"),
    ("vv", "w"), ("cl", "d"), ("ii", "u"), ("l", "i"), ("i", "l"),
)  # fmt: skip
"""What a scanner of printed pages takes for each other, as keys have it."""


def allowed_slips(name_key: str) -> int:
    """Give how many slips are forgiven in a key: 0 for those of four letters or fewer and for other scripts."""
    return (
        next((slips for length, slips in _ALLOWED if len(name_key) >= length), 0) if name_key.isascii() else 0
    )


def confusions(name_key: str) -> list[str]:
    """Give the keys that a scanner may have read as this one: one confusion at one spot, or the same at all."""
    found: dict[str, None] = {}
    if allowed_slips(name_key):
        for seen, meant in _CONFUSED:
            at = name_key.find(seen)
            while at >= 0:
                found[name_key[:at] + meant + name_key[at + len(seen) :]] = None
                at = name_key.find(seen, at + 1)
            if seen.isdigit() and seen in name_key:
                found[name_key.replace(seen, meant)] = None
        if any(char.isdigit() for char in name_key):
            found[name_key.translate(str.maketrans("0158", "olsb"))] = None
    return [one for one in found if one != name_key]


class NearKeys:
    """The Latin keys of the packed names, unpacked when first asked for."""

    def __init__(self, packed: Packed) -> None:
        self._packed = packed

    def near(self, name_key: str, own: Iterable[str] = ()) -> list[tuple[str, int]]:
        """Give the keys near to this one with the number of slips, nearest first, then in order.

        A slip is a letter too many, missing, wrong, or swapped with its neighbour. ``own`` are further keys.
        """
        slips = allowed_slips(name_key)
        if not slips:
            return []
        # Imported when first needed: most programs never meet a misspelt name.
        from rapidfuzz.distance import OSA  # noqa: PLC0415
        from rapidfuzz.process import extract  # noqa: PLC0415

        likely = [*self._likely(name_key, slips), *own]
        found = extract(name_key, likely, scorer=OSA.distance, score_cutoff=slips, limit=_MOST)
        return sorted(((near, int(count)) for near, count, _ in found), key=lambda pair: (pair[1], pair[0]))

    def _likely(self, name_key: str, slips: int) -> list[str]:
        import numpy as np  # noqa: PLC0415

        letters = _letters(np, np.frombuffer(name_key.encode(), dtype=np.uint8)[None, :])[0]
        found = []
        for length in range(len(name_key) - slips, len(name_key) + slips + 1):
            group = self._groups.get(length)
            if group is None:
                continue
            keys, signatures = group
            differing = np.bitwise_count(signatures ^ letters)
            rows = np.flatnonzero(differing <= 2 * slips - abs(length - len(name_key)))
            width = length
            found += [keys[row * width : (row + 1) * width].decode("ascii") for row in rows.tolist()]
        return found

    @cached_property
    def _groups(self) -> dict[int, tuple[bytes, Any]]:
        """For each length the keys, one after the other, and for each the set of its letters as bits."""
        import numpy as np  # noqa: PLC0415

        unpacked = zlib.decompress(self._packed.read("near.bin"))
        head = array("I", unpacked[: len(unpacked) // 4 * 4])
        if sys.byteorder != "little":
            head.byteswap()
        sizes = []
        at = 0
        while head[at]:
            sizes.append((head[at], head[at + 1]))
            at += 2
        start = 4 * (at + 1)
        groups = {}
        for length, count in sizes:
            keys = unpacked[start : start + length * count]
            start += length * count
            groups[length] = (keys, _letters(np, np.frombuffer(keys, dtype=np.uint8).reshape(count, length)))
        return groups


def _letters(np: Any, keys: Any) -> Any:
    """Give for each row of letters the set of them as bits, and in the upper half the set of those that come twice.

    A letter more or less changes one bit at most, a letter for another two.
    """
    letters = np.sort(keys % 32, axis=1).astype(np.uint64)
    one = np.uint64(1)
    once = np.bitwise_or.reduce(np.left_shift(one, letters), axis=1)
    again = letters[:, 1:] == letters[:, :-1]
    twice = np.where(again, np.left_shift(one, letters[:, 1:] + np.uint64(32)), np.uint64(0))
    return once | np.bitwise_or.reduce(twice, axis=1)
