"""Build the basemap files from Natural Earth: ``python -m dashboard.basemap.build SOURCE_DIR [OUT_DIR]``.

``SOURCE_DIR`` holds the folders ``10m`` and ``50m`` of Natural Earth shapefiles as the Debian package named
in :data:`SOURCE_PACKAGE` has them. The result is one file for the world at 1:50 million and one file for
each part of a 16 x 16 grid at 1:10 million, with a page that names the sources and their checksums. The
same sources give the same bytes; only the standard library is needed.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.basemap import neutral
from dashboard.basemap.cells import DETAIL_FILE_ZOOM, Cell, CellFile, Grid, encode
from dashboard.basemap.geometry import (
    Point,
    bounds,
    clip_line,
    clip_ring,
    is_hole,
    project,
    simplify,
    simplify_ring,
    without_repeats,
)
from dashboard.basemap.shapefile import Feature, read_features

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

SOURCE_PACKAGE = "Debian libmagics++-data 4.13.0-1 (folder /usr/share/magics)"
"""Where the shapefiles were taken from."""
WORLD_GRID = Grid(zoom=4, extent=8192, margin=128)
"""1:50 million. One unit is 306 m at the equator, a sixteenth of a pixel at zoom 5."""
DETAIL_GRID = Grid(zoom=6, extent=8192, margin=128)
"""1:10 million. One unit is 76 m at the equator; the source is good to about 300 m."""

Outline = tuple[float, float, float, float]

_LAYERS = {"land": "land", "lake": "ocean", "river": "rivers_lake_centerlines"}
# Of both scales: a border that came or went on zooming would look like news.
_BORDERS = "10m/ne_10m_admin_0_boundary_lines_land.shp"
_SIMPLIFY = 0.75  # units; below what the source knows
_SIMPLIFY_WORLD_BORDERS = 3.0  # world units: about a fifth of a pixel at zoom 5


class Layers:
    """The shapes of one scale in units of one grid's world."""

    def __init__(self, source: Path, scale: str, grid: Grid) -> None:
        self.grid = grid
        paths = {kind: source / scale / f"ne_{scale}_{name}.shp" for kind, name in _LAYERS.items()}
        lakes = [f for f in read_features(paths["lake"]) if f.attributes["featurec_2"]]
        # The land has a hole for each lake. Lakes are painted over it: with the hole, each shore would be twice.
        holes = {_outline_key(part) for feature in lakes for part in feature.parts}
        self.lake = self._rings(lakes)
        self.land = self._rings(read_features(paths["land"]), holes)
        self.river = [
            (int(float(feature.attributes["scalerank"])), line)
            for feature in read_features(paths["river"])
            for line in self._lines(feature, _SIMPLIFY)
        ]
        tolerance = _SIMPLIFY if scale == "10m" else _SIMPLIFY_WORLD_BORDERS
        self.border = [
            line
            for feature in read_features(source / _BORDERS)
            if neutral.is_drawn_border(feature.attributes)
            for line in self._lines(feature, tolerance)
        ]

    def _rings(self, features: Iterable[Feature], holes: Container[Outline] = ()) -> list[list[Point]]:
        """Take the rings of some features, save islets that are not to be drawn and the holes named."""
        rings = []
        for feature in features:
            for part in feature.parts:
                if all(neutral.in_disputed_box(*point) for point in part):
                    continue
                if is_hole(part) and _outline_key(part) in holes:
                    continue
                ring = without_repeats([project(*point, self.grid.world) for point in part])
                if ring[0] == ring[-1]:
                    ring.pop()
                ring = simplify_ring(ring, _SIMPLIFY)
                if len(ring) > 2:  # noqa: PLR2004 - smaller than one unit: gone
                    rings += self._with_neighbours(ring)
        return rings

    def _with_neighbours(self, ring: list[Point]) -> list[list[Point]]:
        """Add the copy that the margin across the antimeridian needs."""
        west, _, east, _ = bounds(ring)
        world, margin = self.grid.world, self.grid.margin
        rings = [ring]
        if west <= margin:
            rings.append([(x + world, y) for x, y in ring])
        if east >= world - margin:
            rings.append([(x - world, y) for x, y in ring])
        return rings

    def _lines(self, feature: Feature, tolerance: float) -> list[list[Point]]:
        lines = []
        for part in feature.parts:
            if any(neutral.in_disputed_box(*point) for point in part):
                continue
            line = without_repeats([project(*point, self.grid.world) for point in part])
            line = simplify(line, tolerance)
            if len(line) > 1:
                lines.append(line)
        return lines

    def cells(self) -> list[Cell]:
        """Cut everything into the cells of the grid, row by row; empty cells are left out."""
        cells = {(x, y): Cell(x, y) for y in range(1 << self.grid.zoom) for x in range(1 << self.grid.zoom)}
        for kind in ("land", "lake"):
            for x, y, ring in self._cut_rings(getattr(self, kind), 0, 0, 0):
                getattr(cells[x, y], kind).append(ring)
        for rank, line in self.river:
            for x, y, piece in self._cut_line(line):
                cells[x, y].river.append((rank, piece))
        for line in self.border:
            for x, y, piece in self._cut_line(line):
                cells[x, y].border.append(piece)
        for cell in cells.values():
            for shapes in (cell.land, cell.lake, cell.river, cell.border):
                shapes.sort(key=_largest_first)
        return [cell for cell in cells.values() if not cell.is_empty]

    def _cut_rings(
        self, rings: list[list[Point]], zoom: int, x: int, y: int
    ) -> Iterable[tuple[int, int, list[Point]]]:
        """Cut quarter by quarter: a continent's ring is walked once per level, not once per cell."""
        size, margin = self.grid.world >> zoom, self.grid.margin
        west, north = x * size - margin, y * size - margin
        box = (west, north, west + size + 2 * margin, north + size + 2 * margin)
        here = []
        for ring in rings:
            left, top, right, bottom = bounds(ring)
            if left <= box[2] and right >= box[0] and top <= box[3] and bottom >= box[1]:
                cut = clip_ring(ring, box)
                if cut:
                    here.append(cut)
        if not here:
            return
        if zoom == self.grid.zoom:
            for ring in here:
                yield x, y, [(px - west, py - north) for px, py in ring]
            return
        for dy in (0, 1):
            for dx in (0, 1):
                yield from self._cut_rings(here, zoom + 1, 2 * x + dx, 2 * y + dy)

    def _cut_line(self, line: list[Point]) -> Iterable[tuple[int, int, list[Point]]]:
        size, margin = self.grid.extent, self.grid.margin
        last = (1 << self.grid.zoom) - 1
        west, north, east, south = bounds(line)
        for y in range(max(0, north // size), min(last, south // size) + 1):
            for x in range(max(0, west // size), min(last, east // size) + 1):
                left, top = x * size, y * size
                for piece in clip_line(line, (left, top, left + size, top + size)):
                    yield x, y, [(px - left + margin, py - top + margin) for px, py in piece]


def _outline_key(ring: Sequence[tuple[float, float]]) -> Outline:
    """Return what two layers' copies of one ring have in common: its box, to a hundredth of a degree."""
    west, south, east, north = bounds(ring)
    return round(west, 2), round(south, 2), round(east, 2), round(north, 2)


def _largest_first(shape: object) -> tuple[object, ...]:
    """Sort key: rivers by rank, then by number of points, then by the points, so that the order is fixed."""
    if isinstance(shape, tuple):
        rank, points = shape
        return rank, -len(points), points
    assert isinstance(shape, list)
    return -len(shape), shape


def build(source: Path, out: Path) -> None:
    """Write ``world.bin``, ``10m/COLUMN-ROW.bin`` and ``SOURCES.md`` into ``out``.

    Raises:
        OSError: A source file is missing or ``out`` cannot be written.
        ShapefileError: A source file is not a shapefile of the expected kind.
    """
    world = Layers(source, "50m", WORLD_GRID).cells()
    shift = DETAIL_GRID.zoom - DETAIL_FILE_ZOOM
    details: dict[tuple[int, int], list[Cell]] = {}
    for cell in Layers(source, "10m", DETAIL_GRID).cells():
        details.setdefault((cell.column >> shift, cell.row >> shift), []).append(cell)
    folder = out / "10m"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.bin"):
        old.unlink()
    for (column, row), cells in details.items():
        (folder / f"{column}-{row}.bin").write_bytes(encode(CellFile(DETAIL_GRID, 0, set(), cells)))
    (out / "world.bin").write_bytes(encode(CellFile(WORLD_GRID, DETAIL_FILE_ZOOM, set(details), world)))
    (out / "SOURCES.md").write_text(_sources_page(source), encoding="utf-8", newline="\n")


def _source_files(source: Path) -> list[Path]:
    stems = [source / s / f"ne_{s}_{name}.shp" for s in ("50m", "10m") for name in _LAYERS.values()]
    stems.append(source / _BORDERS)
    return [stem.with_suffix(end) for stem in stems for end in (".shp", ".shx", ".dbf")]


def _sources_page(source: Path) -> str:
    lines = [
        "# Sources of the basemap",
        "",
        "Made by `python -m dashboard.basemap.build SOURCE_DIR`; do not edit. The format is described in",
        "`dashboard/basemap/cells.py`, what is left out for neutrality in `dashboard/basemap/neutral.py`.",
        "",
        f"Natural Earth (public domain), as found in {SOURCE_PACKAGE}. The shapefiles",
        "there carry lakes in the layer called ocean. Land borders of both scales come from the 10m layer.",
        "",
        "| source file | SHA-256 |",
        "|---|---|",
    ]
    lines += [
        f"| {path.relative_to(source).as_posix()} | `{hashlib.sha256(path.read_bytes()).hexdigest()}` |"
        for path in _source_files(source)
    ]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Run the build; return the exit code."""
    if len(arguments) not in (1, 2):
        sys.stderr.write("usage: python -m dashboard.basemap.build SOURCE_DIR [OUT_DIR]\n")
        return 2
    out = Path(arguments[1]) if len(arguments) > 1 else Path(__file__).parents[1] / "static" / "basemap"
    try:
        build(Path(arguments[0]), out)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"basemap build: {error}\n")
        return 2
    sys.stdout.write(f"basemap written to {out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
