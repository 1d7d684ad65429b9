"""What the basemap leaves out so that it takes no side, stated in one place.

Natural Earth is a view of de-facto control. The basemap uses its shapes only: one land for the whole world,
and lines only where it calls a land border undisputed. Islands whose ownership several states dispute in
the South China Sea (Paracel, Spratly, Scarborough) are not drawn at all: no land, no line, no name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DISPUTED_ISLANDS: dict[str, tuple[float, float, float, float]] = {
    "Paracel Islands": (110.9, 15.5, 113.1, 17.3),
    "Spratly Islands, west": (109.5, 6.2, 115.9, 12.1),
    "Spratly Islands, east": (115.9, 7.4, 116.9, 12.1),
    "Scarborough Shoal": (117.4, 14.8, 118.1, 15.5),
}
"""West, south, east, north in degrees. The Spratly boxes keep clear of the coasts around: Vietnam, Borneo,
Balabac and Palawan."""

_BORDERS = {"International boundary (verify)", "International boundary (Magics)"}


def in_disputed_box(longitude: float, latitude: float) -> bool:
    """Say whether a point lies in one of the boxes of :data:`DISPUTED_ISLANDS`."""
    return any(
        west <= longitude <= east and south <= latitude <= north
        for west, south, east, north in DISPUTED_ISLANDS.values()
    )


def is_drawn_border(attributes: Mapping[str, str]) -> bool:
    """Say whether a line of the layer "admin-0 boundary lines, land" is drawn.

    Not drawn: whatever the layer calls disputed, indefinite, a line of control, a lease or an overlay
    limit; markers through water; and lines between two parts of one state (Hong Kong and Macao, for
    example).
    """
    return (
        attributes["featurecla"] in _BORDERS
        and attributes["type"] == "Land"
        and attributes["sov_a3_l"] != attributes["sov_a3_r"]
    )
