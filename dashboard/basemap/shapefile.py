"""Read the parts of a shapefile that the basemap build needs: geometry, and attributes as text.

Only what Natural Earth uses is understood: polygons (type 5), polylines (type 3) and empty records (type
0), with a dBASE table of fixed-width text. Records are found through the ``.shx`` index, because some
published files have gaps between their records. Format: ESRI Shapefile Technical Description, July 1998.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HEADER = 100  # bytes before the first record, in .shp and .shx alike
_EMPTY, _POLYLINE, _POLYGON = 0, 3, 5


class ShapefileError(ValueError):
    """Raised when a file is not a shapefile of the kinds that the build understands."""


class Feature(NamedTuple):
    """One record of a layer."""

    attributes: dict[str, str]
    """Field name, in lower case, to its text with the padding removed."""
    parts: list[list[tuple[float, float]]]
    """Rings or lines of (longitude, latitude), degrees, WGS 84; outer rings run clockwise. May be empty."""


def read_features(path: Path) -> Iterator[Feature]:
    """Yield the features of a layer in file order.

    Args:
        path: The ``.shp`` file; ``.shx`` and ``.dbf`` lie beside it.

    Raises:
        ShapefileError: A record is neither a polyline, a polygon nor empty, or the files do not belong
            together.
    """
    geometries = list(_read_geometries(path))
    rows = list(_read_attributes(path.with_suffix(".dbf")))
    if len(geometries) != len(rows):
        raise ShapefileError(f"{path.name}: {len(geometries)} shapes but {len(rows)} attribute rows")
    for row, parts in zip(rows, geometries, strict=True):
        yield Feature(row, parts)


def _read_geometries(path: Path) -> Iterator[list[list[tuple[float, float]]]]:
    shapes = path.read_bytes()
    index = path.with_suffix(".shx").read_bytes()
    for entry in range(_HEADER, len(index), 8):
        (words,) = struct.unpack_from(">i", index, entry)
        start = words * 2 + 8  # the index counts 16-bit words; 8 bytes of record header follow
        (kind,) = struct.unpack_from("<i", shapes, start)
        if kind == _EMPTY:
            yield []
            continue
        if kind not in (_POLYLINE, _POLYGON):
            raise ShapefileError(
                f"{path.name}: shape type {kind} at byte {start} is not a polyline or polygon"
            )
        n_parts, n_points = struct.unpack_from("<2i", shapes, start + 36)
        starts = struct.unpack_from(f"<{n_parts}i", shapes, start + 44)
        numbers = struct.unpack_from(f"<{2 * n_points}d", shapes, start + 44 + 4 * n_parts)
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        yield [points[a:b] for a, b in zip(starts, (*starts[1:], n_points), strict=True)]


def _read_attributes(path: Path) -> Iterator[dict[str, str]]:
    table = path.read_bytes()
    n_rows, head, width = struct.unpack_from("<IHH", table, 4)
    fields = []
    at = 32
    while table[at] != ord("\r"):  # ends the list of fields
        fields.append((table[at : at + 11].split(b"\0")[0].decode("ascii").lower(), table[at + 16]))
        at += 32
    for row in range(n_rows):
        at = head + row * width + 1  # one byte says whether the row is deleted
        values = {}
        for name, size in fields:
            values[name] = table[at : at + size].decode("latin-1").strip(" \0")
            at += size
        yield values
