"""Shortest ways over the globe, taken as a sphere: points to draw, and length.

Good for drawing (under 1 km off the ellipsoid's geodesic between Hanoi and Beijing) and for a length within
0.6 %. All angles are WGS 84 decimal degrees, latitude first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

EARTH_RADIUS_KM: Final = 6371.0088
"""Mean radius of the earth (IUGG)."""
_NEARLY_ZERO: Final = 1e-12


def great_circle(lat1: float, lon1: float, lat2: float, lon2: float, n: int = 64) -> NDArray[np.float64]:
    """Points of the great circle from the first place to the second.

    Args:
        lat1: latitude of the first place, degrees.
        lon1: longitude of the first place, degrees.
        lat2: latitude of the second place, degrees.
        lon2: longitude of the second place, degrees.
        n: how many points, both ends included; at least 2.

    Returns:
        Array (n, 2) of latitude and longitude. Longitudes run on without a jump: a way across the
        antimeridian leaves -180 .. 180, so that a map draws one line. Between antipodes, where every way is
        shortest, it leads over a pole.

    Raises:
        ValueError: n is below 2, or a latitude is outside -90 .. 90.
    """
    if n < 2:  # noqa: PLR2004
        raise ValueError("a line needs at least two points")
    if not (-90 <= lat1 <= 90 and -90 <= lat2 <= 90):  # noqa: PLR2004
        raise ValueError("latitudes run from -90 to 90")
    start, end = _unit(lat1, lon1), _unit(lat2, lon2)
    angle = _angle(start, end)
    if angle < _NEARLY_ZERO:
        return np.tile((lat1, lon1), (n, 1)).astype(np.float64)
    across = end - start * float(start @ end)
    if float(np.linalg.norm(across)) < _NEARLY_ZERO * 1e3:  # antipodes
        pole = np.array([0.0, 0.0, 1.0])
        across = pole - start * start[2]
        if float(np.linalg.norm(across)) < _NEARLY_ZERO * 1e3:
            across = np.array([1.0, 0.0, 0.0])
    across /= np.linalg.norm(across)
    steps = np.linspace(0.0, angle, n)[:, None]
    points = start * np.cos(steps) + across * np.sin(steps)
    latitude = np.degrees(np.arcsin(np.clip(points[:, 2], -1.0, 1.0)))
    longitude = np.unwrap(np.degrees(np.arctan2(points[:, 1], points[:, 0])), period=360.0)
    longitude += lon1 - longitude[0]
    latitude[[0, -1]] = lat1, lat2
    return np.column_stack((latitude, longitude))


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Length of the great circle in kilometres, on a sphere of `EARTH_RADIUS_KM`."""
    return _angle(_unit(lat1, lon1), _unit(lat2, lon2)) * EARTH_RADIUS_KM


def _unit(latitude: float, longitude: float) -> NDArray[np.float64]:
    lat, lon = np.radians(latitude), np.radians(longitude)
    return np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _angle(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """The angle between two directions, radians; exact also when they nearly coincide or oppose."""
    return float(np.arctan2(np.linalg.norm(np.cross(one, other)), one @ other))
