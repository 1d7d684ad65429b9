"""The shipped basemap files: small, whole, in the right place, and without a side in any dispute."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dashboard.basemap.cells import CellFile, decode, encode
from dashboard.basemap.geometry import Point, project, unproject
from dashboard.basemap.neutral import DISPUTED_ISLANDS, in_disputed_box

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parents[2] / "dashboard" / "static" / "basemap"
FILES = [FOLDER / "world.bin", *sorted((FOLDER / "10m").glob("*.bin"))]


@functools.cache
def files() -> tuple[CellFile, ...]:
    return tuple(decode(path.read_bytes()) for path in FILES)


def degrees(file: CellFile, column: int, row: int, point: Point) -> tuple[float, float]:
    grid = file.grid
    x = column * grid.extent + point[0] - grid.margin
    y = row * grid.extent + point[1] - grid.margin
    return unproject(x, y, grid.world)


def shapes(kind: str) -> Iterator[list[tuple[float, float]]]:
    """Every ring or line of a kind in (longitude, latitude), save the points that come of cutting rings."""
    for file in files():
        cut = {0, file.grid.extent + 2 * file.grid.margin}
        for cell in file.cells:
            for shape in getattr(cell, kind):
                points = shape[1] if kind == "river" else shape
                yield [degrees(file, cell.column, cell.row, p) for p in points if not cut & set(p)]


def covers(file: CellFile, kind: str, longitude: float, latitude: float) -> bool:
    """Say whether a place lies in a ring of the kind (nonzero winding), as the canvas fills it."""
    grid = file.grid
    x, y = project(longitude, latitude, grid.world)
    winding = 0
    for cell in file.cells:
        if (cell.column, cell.row) != (x // grid.extent, y // grid.extent):
            continue
        px, py = x % grid.extent + grid.margin + 0.5, y % grid.extent + grid.margin + 0.5
        for ring in getattr(cell, kind):
            for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
                if (ay > py) != (by > py) and px < ax + (py - ay) / (by - ay) * (bx - ax):
                    winding += 1 if by > ay else -1
    return winding != 0


def detail_file(longitude: float, latitude: float) -> CellFile:
    x, y = (value >> 20 for value in project(longitude, latitude, 16 << 20))
    return files()[FILES.index(FOLDER / "10m" / f"{x}-{y}.bin")]


def test_sizes():
    sizes = [path.stat().st_size for path in FILES]
    assert max(sizes) < 500_000
    assert sum(sizes) < 6_000_000


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_holds_shapes_and_nothing_else(path: Path):
    """No name, no owner, no attribute fits into the format: written again from the shapes, it is the same."""
    data = path.read_bytes()
    assert encode(decode(data)) == data


def test_the_world_file_lists_the_detail_files():
    world = files()[0]
    assert {f"{column}-{row}" for column, row in world.details} == {path.stem for path in FILES[1:]}


@pytest.mark.parametrize("kind", ["land", "lake", "river", "border"])
def test_no_shape_has_a_point_in_the_disputed_islands(kind: str):
    for shape in shapes(kind):
        assert not any(in_disputed_box(*point) for point in shape), shape


@pytest.mark.parametrize("name", DISPUTED_ISLANDS)
def test_the_disputed_islands_are_sea_throughout(name: str):
    """Not even inside a larger ring: a grid of points over each box is sea at both scales."""
    west, south, east, north = DISPUTED_ISLANDS[name]
    for i in range(1, 12):
        for j in range(1, 12):
            place = (west + (east - west) * i / 12, south + (north - south) * j / 12)
            assert not covers(files()[0], "land", *place), place
            assert not covers(detail_file(*place), "land", *place), place


@pytest.mark.parametrize(
    ("where", "box"),
    [
        ("line of control in Kashmir", (74.2, 33.5, 76.8, 35.0)),
        ("Aksai Chin, west", (78.0, 33.7, 78.9, 35.3)),
        ("eastern Himalaya", (92.5, 27.9, 96.0, 29.2)),
        ("Hong Kong", (113.85, 22.4, 114.35, 22.6)),
        ("Macao", (113.5, 22.1, 113.6, 22.25)),
        ("Crimea", (33.2, 45.7, 35.5, 46.3)),
        ("Korean demarcation line", (126.9, 37.9, 128.2, 38.5)),
        ("Western Sahara", (-13.0, 27.6, -8.8, 27.75)),
        ("Kosovo", (20.6, 42.9, 21.4, 43.2)),
        ("Golan", (35.8, 32.8, 35.9, 33.25)),
        ("Cyprus", (33.0, 35.0, 33.6, 35.25)),
    ],
)
def test_no_line_is_drawn_where_states_dispute(where: str, box: tuple[float, float, float, float]):
    west, south, east, north = box
    for line in shapes("border"):
        inside = [p for p in line if west <= p[0] <= east and south <= p[1] <= north]
        assert not inside, (where, inside)


@pytest.mark.parametrize(
    ("where", "box"),
    [("China and Vietnam", (105.5, 22.2, 107.0, 23.2)), ("Laos and Vietnam", (104.0, 18.5, 105.3, 20.0))],
)
def test_undisputed_land_borders_are_drawn(where: str, box: tuple[float, float, float, float]):
    west, south, east, north = box
    found = [p for line in shapes("border") for p in line if west <= p[0] <= east and south <= p[1] <= north]
    assert len(found) > 20, where


LAND = {
    "Hanoi": (105.84, 21.03),
    "Ho Chi Minh City": (106.66, 10.78),
    "Beijing": (116.4, 39.9),
    "Guangzhou": (113.25, 23.14),
    "Shanghai": (121.4, 31.2),
    "Hong Kong": (114.15, 22.4),
    "Taipei": (121.5, 25.0),
    "Haikou": (110.3, 19.9),
    "Moscow": (37.6, 55.75),
    "just west of the antimeridian": (179.9, 68.0),
    "just east of the antimeridian": (-179.9, 68.0),
    "the South Pole's side": (0.0, -84.0),
}
SEA = {
    "Gulf of Tonkin": (107.5, 19.5),
    "Bohai": (119.5, 38.8),
    "Pacific": (-150.0, 30.0),
    "Caspian": (50.5, 41.0),
}


@pytest.mark.parametrize(("longitude", "latitude"), LAND.values(), ids=LAND)
def test_land(longitude: float, latitude: float):
    assert covers(files()[0], "land", longitude, latitude)
    assert covers(detail_file(longitude, latitude), "land", longitude, latitude)


@pytest.mark.parametrize(("longitude", "latitude"), SEA.values(), ids=SEA)
def test_sea(longitude: float, latitude: float):
    world = files()[0]
    on_land = covers(world, "land", longitude, latitude) and not covers(world, "lake", longitude, latitude)
    assert not on_land


def test_lakes_lie_on_land():
    for lake in ((100.2, 36.9), (120.15, 31.2), (104.8, 51.7)):  # Qinghai, Tai, Baikal
        assert covers(detail_file(*lake), "lake", *lake), lake


def test_rings_of_neighbours_overlap():
    """Rings reach over the edge of their cell, so that no seam shows where two cells meet in land."""
    for file in files():
        outer = file.grid.extent + 2 * file.grid.margin
        for cell in file.cells:
            for ring in (*cell.land, *cell.lake):
                assert all(0 <= x <= outer and 0 <= y <= outer for x, y in ring)
            for line in (*cell.border, *(line for _, line in cell.river)):
                low, high = file.grid.margin, file.grid.margin + file.grid.extent
                assert all(low <= x <= high and low <= y <= high for x, y in line)
    world = files()[0]
    outer = world.grid.extent + 2 * world.grid.margin
    full = [c for c in world.cells if any({0, outer} <= {x for x, _ in ring} for ring in c.land)]
    assert full  # Asia fills whole cells from margin to margin
