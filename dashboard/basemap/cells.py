"""The file format of the basemap: cells of the Web Mercator world with rings and lines as small numbers.

A file is ``VMB1``, then unsigned LEB128 numbers ("varints"): the grid's zoom (the world is 2**zoom cells
across), units across a cell, and margin units; then the zoom of the detail files and, one bit per detail
file, whether it exists (row by row, lowest bit first; zoom 0 and no bits when there are none); then the
number of cells, and for each cell its column, its row and four groups in this order:

``land``, ``lake``
    rings, closed, cut to the cell *plus the margin on every side*, so that neighbours overlap and no seam
    shows;
``river``
    lines with a rank (0 = the largest) before each; ``border``: lines. Both are cut to the cell itself.

A group is the number of its shapes, and for each the number of points and the differences from point to
point (the first from 0, 0), east then south, zigzag-coded. 0, 0 is the north-west corner of the cell with
its margin. An edge of a ring that lies on the outer edge of the margin is a cut, not a coast.
``basemap.js`` reads the same format.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboard.basemap.geometry import Point

MAGIC = b"VMB1"
DETAIL_FILE_ZOOM = 4
"""1:10 million cells are shipped in files of this grid, so that a view needs a handful of files."""


class CellFileError(ValueError):
    """Raised when bytes are not a basemap file."""


@dataclass(frozen=True)
class Grid:
    """How the world is cut."""

    zoom: int
    """The world is ``2**zoom`` cells across and down."""
    extent: int
    """Units across one cell."""
    margin: int
    """Units that rings reach over each side of their cell."""

    @property
    def world(self) -> int:
        """Units across the world."""
        return self.extent << self.zoom


@dataclass
class Cell:
    """What is drawn in one cell, in units from the north-west corner of the cell with its margin."""

    column: int
    row: int
    land: list[list[Point]] = field(default_factory=list)
    lake: list[list[Point]] = field(default_factory=list)
    river: list[tuple[int, list[Point]]] = field(default_factory=list)
    border: list[list[Point]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn here but sea."""
        return not (self.land or self.lake or self.river or self.border)


@dataclass
class CellFile:
    """A decoded file."""

    grid: Grid
    detail_zoom: int
    """Zoom of the grid of detail files; 0 when this file does not list them."""
    details: set[tuple[int, int]]
    """Column and row of every detail file that exists."""
    cells: list[Cell]


def encode(file: CellFile) -> bytes:
    """Return the bytes of a file; the same content gives the same bytes."""
    out = bytearray(MAGIC)
    for number in (file.grid.zoom, file.grid.extent, file.grid.margin, file.detail_zoom):
        _put(out, number)
    if file.detail_zoom:
        size = 1 << file.detail_zoom
        bits = bytearray(size * size // 8)
        for column, row in file.details:
            at = row * size + column
            bits[at >> 3] |= 1 << (at & 7)
        out += bits
    _put(out, len(file.cells))
    for cell in file.cells:
        _put(out, cell.column)
        _put(out, cell.row)
        _put_shapes(out, cell.land)
        _put_shapes(out, cell.lake)
        _put(out, len(cell.river))
        for rank, line in cell.river:
            _put(out, rank)
            _put_points(out, line)
        _put_shapes(out, cell.border)
    return bytes(out)


def decode(data: bytes) -> CellFile:
    """Read a file back.

    Raises:
        CellFileError: The bytes do not begin as a basemap file does, or end too early or too late.
    """
    if data[:4] != MAGIC:
        raise CellFileError("not a basemap file: it does not begin with VMB1")
    reader = _Reader(data)
    try:
        file = _decode_body(reader)
    except IndexError:
        raise CellFileError("the basemap file ends in the middle") from None
    if reader.at != len(data):
        raise CellFileError(f"{len(data) - reader.at} bytes too many at the end of the basemap file")
    return file


def _decode_body(reader: _Reader) -> CellFile:
    grid = Grid(reader.number(), reader.number(), reader.number())
    detail_zoom = reader.number()
    size = 1 << detail_zoom
    details = set()
    if detail_zoom:
        bits = [reader.byte() for _ in range(size * size // 8)]
        details = {(at % size, at // size) for at in range(size * size) if bits[at >> 3] >> (at & 7) & 1}
    cells = []
    for _ in range(reader.number()):
        cell = Cell(reader.number(), reader.number())
        cell.land = reader.shapes()
        cell.lake = reader.shapes()
        cell.river = [(reader.number(), reader.points()) for _ in range(reader.number())]
        cell.border = reader.shapes()
        cells.append(cell)
    return CellFile(grid, detail_zoom, details, cells)


def _put(out: bytearray, number: int) -> None:
    while number > 0x7F:  # noqa: PLR2004 - seven bits a byte
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)


def _put_shapes(out: bytearray, shapes: Iterable[Sequence[Point]]) -> None:
    shapes = list(shapes)
    _put(out, len(shapes))
    for shape in shapes:
        _put_points(out, shape)


def _put_points(out: bytearray, points: Sequence[Point]) -> None:
    _put(out, len(points))
    x = y = 0
    for px, py in points:
        for step in (px - x, py - y):
            _put(out, step << 1 if step >= 0 else (-step << 1) - 1)
        x, y = px, py


class _Reader:
    """A place in the bytes."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = len(MAGIC)

    def byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def number(self) -> int:
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:  # noqa: PLR2004 - the high bit says that more follow
                return value
            shift += 7

    def points(self) -> list[Point]:
        points = []
        x = y = 0
        for _ in range(self.number()):
            dx, dy = self.number(), self.number()
            x += dx >> 1 ^ -(dx & 1)
            y += dy >> 1 ^ -(dy & 1)
            points.append((x, y))
        return points

    def shapes(self) -> list[list[Point]]:
        return [self.points() for _ in range(self.number())]
