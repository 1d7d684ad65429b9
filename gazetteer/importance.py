"""How likely a place is meant when nothing but its name is known: 0..1, by its kind and its inhabitants.

A city counts by the logarithm of its inhabitants: 30 million give 1, a million 0.8, fifteen thousand 0.56. Kinds whose
inhabitants are not known have a floor of their own.
"""

from __future__ import annotations

from math import log10
from typing import Final

__all__ = ["FLOORS", "importance"]

FLOORS: Final = {
    "country": 1.0,
    "province": 0.78,
    "prefecture": 0.78,
    "district": 0.64,
    "city": 0.45,
    "town": 0.35,
    "islands": 0.74,
    "border_gate": 0.62,
    "airport": 0.58,
}
"""Least importance of each kind; kinds that are not named here, the venues, have `_VENUE`."""
_VENUE: Final = 0.58
_LARGEST: Final = 30_000_000


def importance(kind: str, population: int | None) -> float:
    """Give the importance of a place of this kind with so many inhabitants; None for unknown."""
    floor = FLOORS.get(kind, _VENUE)
    return max(floor, min(1.0, log10(population) / log10(_LARGEST))) if population else floor
