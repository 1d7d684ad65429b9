"""Plane geometry of the basemap build: project, simplify, clip. Whole numbers in, whole numbers out.

The plane is the Web Mercator world square, 0 at its north-west corner, measured in whole units (how many
there are across the world is the caller's choice). Whole numbers make the build deterministic and the files
small.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Number = TypeVar("Number", int, float)
Point = tuple[int, int]
"""Units east and south of the north-west corner of the world square."""
Box = tuple[int, int, int, int]
"""West, north, east, south in units; the edges belong to the box."""

_MAX_LATITUDE = 85.0511287798066  # where the Web Mercator world ends


def project(longitude: float, latitude: float, world: int) -> Point:
    """Return a place (degrees, WGS 84) in whole units of a world ``world`` units wide."""
    phi = math.radians(max(-_MAX_LATITUDE, min(_MAX_LATITUDE, latitude)))
    y = 0.5 - math.asinh(math.tan(phi)) / (2 * math.pi)
    return round((longitude / 360 + 0.5) * world), round(y * world)


def unproject(x: float, y: float, world: int) -> tuple[float, float]:
    """Return (longitude, latitude) in degrees of a point of the plane; the opposite of :func:`project`."""
    return (x / world - 0.5) * 360, math.degrees(math.atan(math.sinh((0.5 - y / world) * 2 * math.pi)))


def bounds(points: Sequence[tuple[Number, Number]]) -> tuple[Number, Number, Number, Number]:
    """Return the box around the points: least x, least y, greatest x, greatest y."""
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def is_hole(ring: Sequence[tuple[float, float]]) -> bool:
    """Say whether a ring of (longitude, latitude), closed, runs counter-clockwise, as holes of a shapefile do."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring)) > 0


def without_repeats(points: Sequence[Point]) -> list[Point]:
    """Drop points equal to the one before."""
    kept = list(points[:1])
    kept += [b for a, b in itertools.pairwise(points) if a != b]
    return kept


def simplify(line: Sequence[Point], tolerance: float) -> list[Point]:
    """Drop the points of a line that lie within ``tolerance`` units of it (Douglas and Peucker, 1973)."""
    if len(line) <= 2 or tolerance <= 0:  # noqa: PLR2004 - two ends
        return list(line)
    keep = [False] * len(line)
    keep[0] = keep[-1] = True
    spans = [(0, len(line) - 1)]
    limit = tolerance * tolerance
    while spans:
        first, last = spans.pop()
        worst, where = limit, 0
        for i in range(first + 1, last):
            away = _square_distance(line[i], line[first], line[last])
            if away > worst:
                worst, where = away, i
        if where:
            keep[where] = True
            spans += [(first, where), (where, last)]
    return [point for point, kept in zip(line, keep, strict=True) if kept]


def simplify_ring(ring: Sequence[Point], tolerance: float) -> list[Point]:
    """Simplify a ring given without its closing point, holding two far points of it fast."""
    if len(ring) <= 3:  # noqa: PLR2004 - a triangle
        return list(ring)
    x0, y0 = ring[0]
    far = max(range(len(ring)), key=lambda i: (ring[i][0] - x0) ** 2 + (ring[i][1] - y0) ** 2)
    there = simplify(ring[: far + 1], tolerance)
    back = simplify([*ring[far:], ring[0]], tolerance)
    return there[:-1] + back[:-1]


def _square_distance(p: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    px, py = p[0] - a[0], p[1] - a[1]
    length = dx * dx + dy * dy
    if length:
        t = max(0.0, min(1.0, (px * dx + py * dy) / length))
        px, py = px - t * dx, py - t * dy  # type: ignore[assignment]
    return px * px + py * py


def clip_ring(ring: Sequence[Point], box: Box) -> list[Point]:
    """Cut a ring to a box (Sutherland and Hodgman, 1974). Empty: nothing is left.

    The cut may run to and fro along an edge of the box. That is harmless for filling, and who strokes the
    outline leaves out every piece that lies on the edge of the box.
    """
    west, north, east, south = bounds(ring)
    kept = list(ring)
    for outside, axis, value, sign in (
        (west < box[0], 0, box[0], 1),
        (east > box[2], 0, box[2], -1),
        (north < box[1], 1, box[1], 1),
        (south > box[3], 1, box[3], -1),
    ):
        if outside and kept:
            kept = _clip_ring_at(kept, axis, value, sign)
    kept = without_repeats(kept)
    if len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    return kept if len(kept) > 2 else []  # noqa: PLR2004 - less than a triangle


def _clip_ring_at(ring: list[Point], axis: int, value: int, sign: int) -> list[Point]:
    kept: list[Point] = []
    previous = ring[-1]
    was_in = (previous[axis] - value) * sign >= 0
    for point in ring:
        is_in = (point[axis] - value) * sign >= 0
        if is_in != was_in:
            kept.append(_crossing(previous, point, axis, value))
        if is_in:
            kept.append(point)
        previous, was_in = point, is_in
    return kept


def clip_line(line: Sequence[Point], box: Box) -> list[list[Point]]:
    """Cut a line to a box; each piece that is left has at least two points."""
    pieces = [list(line)]
    for axis, value, sign in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        pieces = [part for piece in pieces for part in _clip_line_at(piece, axis, value, sign)]
    return [piece for piece in map(without_repeats, pieces) if len(piece) > 1]


def _clip_line_at(line: list[Point], axis: int, value: int, sign: int) -> list[list[Point]]:
    inside: Callable[[Point], bool] = lambda point: (point[axis] - value) * sign >= 0  # noqa: E731
    pieces: list[list[Point]] = []
    piece: list[Point] = [line[0]] if inside(line[0]) else []
    for a, b in itertools.pairwise(line):
        if inside(a) != inside(b):
            piece.append(_crossing(a, b, axis, value))
            if not inside(b):
                pieces.append(piece)
                piece = []
        if inside(b):
            piece.append(b)
    return [*pieces, piece] if piece else pieces


def _crossing(a: Point, b: Point, axis: int, value: int) -> Point:
    """Return where a-b meets the line; the same for a-b and b-a, so that neighbours agree."""
    if b < a:
        a, b = b, a
    other = 1 - axis
    t = (value - a[axis]) / (b[axis] - a[axis])
    across = round(a[other] + t * (b[other] - a[other]))
    return (value, across) if axis == 0 else (across, value)
