"""The build of the basemap: reading, cutting, writing; with a world of three shapes made here."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest

from dashboard.basemap import build, neutral
from dashboard.basemap.cells import Cell, CellFile, CellFileError, Grid, decode, encode
from dashboard.basemap.geometry import clip_line, clip_ring, project, simplify, simplify_ring, unproject
from dashboard.basemap.shapefile import ShapefileError, read_features

SHIPPED = Path(__file__).parents[2] / "dashboard" / "static" / "basemap"


def write_layer(
    path: Path, kind: int, features: list[tuple[dict[str, str], list[list[tuple[float, float]]]]]
):
    """Write a shapefile, with a gap between its records as some published files have."""
    body, index = bytearray(100), bytearray(100)
    for number, (_, parts) in enumerate(features, 1):
        points = [point for part in parts for point in part]
        starts = [sum(map(len, parts[:i])) for i in range(len(parts))]
        record = struct.pack("<i4d2i", kind, 0, 0, 0, 0, len(parts), len(points))
        record += struct.pack(f"<{len(starts)}i", *starts)
        record += b"".join(struct.pack("<2d", *point) for point in points)
        if not parts:
            record = struct.pack("<i", 0)
        body += b"\xff" * 6
        index += struct.pack(">2i", len(body) // 2, len(record) // 2)
        body += struct.pack(">2i", number, len(record) // 2) + record
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    path.with_suffix(".shx").write_bytes(index)
    names = list(features[0][0])
    table = bytearray(struct.pack("<4xIHH20x", len(features), 33 + 32 * len(names), 1 + 40 * len(names)))
    for name in names:
        table += name.upper().encode().ljust(16, b"\0") + bytes([40]) + bytes(15)
    table += b"\r"
    for attributes, _ in features:
        table += b" " + b"".join(value.encode("latin-1").ljust(40) for value in attributes.values())
    path.with_suffix(".dbf").write_bytes(table)


def square(west: float, south: float, east: float, north: float) -> list[tuple[float, float]]:
    """A clockwise ring, closed."""
    return [(west, south), (west, north), (east, north), (east, south), (west, south)]


BORDER = {
    "featurecla": "International boundary (verify)",
    "type": "Land",
    "sov_a3_l": "AAA",
    "sov_a3_r": "BBB",
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    land = {"featurecla": "Land"}
    lines = [
        (BORDER, [[(102.0, 20.0), (103.0, 21.0)]]),
        (BORDER | {"featurecla": "Disputed (please verify)"}, [[(104.0, 21.0), (105.0, 22.0)]]),
        (BORDER | {"sov_a3_r": "AAA"}, [[(106.0, 21.0), (107.0, 22.0)]]),
    ]
    for scale in ("10m", "50m"):
        start = folder / scale / f"ne_{scale}_"
        write_layer(
            Path(f"{start}land.shp"),
            5,
            [
                (land, [square(100, 10, 140, 50), square(120, 30, 121, 31)[::-1]]),
                (land, [square(111.5, 16, 112, 16.5)]),
                (land, []),
            ],
        )
        lakes = [
            ({"featurec_2": "Lake"}, [square(120, 30, 121, 31)]),
            ({"featurec_2": ""}, [square(0, 0, 9, 9)]),
        ]
        write_layer(Path(f"{start}ocean.shp"), 5, lakes)
        rivers = [({"scalerank": "3.000"}, [[(110.0, 20.0), (115.0, 25.0)]])]
        write_layer(Path(f"{start}rivers_lake_centerlines.shp"), 3, rivers)
        write_layer(Path(f"{start}admin_0_boundary_lines_land.shp"), 3, lines)
    return folder


def test_build_writes_what_is_drawn_and_leaves_out_the_rest(source: Path, tmp_path: Path):
    out = tmp_path / "out"
    stale = out / "10m" / "0-0.bin"
    stale.parent.mkdir(parents=True)
    stale.write_bytes(b"of an earlier build")
    build.build(source, out)
    world = decode((out / "world.bin").read_bytes())
    assert {f"{x}-{y}" for x, y in world.details} == {path.stem for path in (out / "10m").iterdir()}
    assert not stale.exists()
    # 100-140 E, 10-50 N touches columns 12-14 and rows 5-7; the islet, the lake's hole and the ocean are gone.
    assert {(cell.column, cell.row) for cell in world.cells if cell.land} == {
        (x, y) for x in (12, 13, 14) for y in (5, 6, 7)
    }
    assert all(len(cell.land) == 1 for cell in world.cells if cell.land)
    assert sum(len(cell.lake) for cell in world.cells) == 1
    assert {rank for cell in world.cells for rank, _ in cell.river} == {3}
    borders = [line for cell in world.cells for line in cell.border]
    assert len(borders) == 1
    assert "50m/ne_50m_land.shp" in (out / "SOURCES.md").read_text(encoding="utf-8")


def test_the_same_source_gives_the_same_bytes(source: Path, tmp_path: Path):
    contents = []
    for name in ("first", "second"):
        build.build(source, tmp_path / name)
        files = sorted((tmp_path / name).rglob("*.*"))
        contents.append({path.relative_to(tmp_path / name): path.read_bytes() for path in files})
    assert contents[0] == contents[1]
    assert len(contents[0]) > 2


def test_the_shipped_files_are_those_of_the_build(tmp_path: Path):
    """Runs where the named source package is unpacked: NATURAL_EARTH=/usr/share/magics."""
    natural_earth = os.environ.get("NATURAL_EARTH")
    if not natural_earth:
        pytest.skip("NATURAL_EARTH does not name a folder with the sources")
    build.build(Path(natural_earth), tmp_path)
    for path in sorted(tmp_path.rglob("*.*")):
        assert (SHIPPED / path.relative_to(tmp_path)).read_bytes() == path.read_bytes(), path.name


def test_land_across_the_antimeridian_reaches_over_it(source: Path, tmp_path: Path):
    land = [
        ({"featurecla": "Land"}, [square(170, 10, 180, 20)]),
        ({"featurecla": "Land"}, [square(-180, 10, -170, 20)]),
    ]
    write_layer(source / "50m" / "ne_50m_land.shp", 5, land)
    build.build(source, tmp_path)
    world = decode((tmp_path / "world.bin").read_bytes())
    outer = world.grid.extent + 2 * world.grid.margin
    east = [cell for cell in world.cells if cell.column == 15 and cell.land]
    west = [cell for cell in world.cells if cell.column == 0 and cell.land]
    assert east
    assert west
    for cell in east:
        assert max(x for ring in cell.land for x, _ in ring) == outer
    for cell in west:
        assert min(x for ring in cell.land for x, _ in ring) == 0


def test_a_missing_source_is_one_line_and_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert build.main([str(tmp_path)]) == 2
    assert "ne_50m_ocean.shp" in capsys.readouterr().err
    assert build.main([]) == 2
    assert "usage" in capsys.readouterr().err


@pytest.mark.parametrize(
    "change", [{"type": "Water Indicator"}, {"featurecla": "Line of control (please verify)"}]
)
def test_borders_left_out(change: dict[str, str]):
    assert neutral.is_drawn_border(BORDER)
    assert not neutral.is_drawn_border(BORDER | change)


def test_layers_of_other_kinds_are_refused(tmp_path: Path):
    path = tmp_path / "points.shp"
    write_layer(path, 1, [({"name": "a"}, [[(0.0, 0.0)]])])
    with pytest.raises(ShapefileError, match="type 1"):
        list(read_features(path))


def test_attributes_must_belong_to_the_shapes(tmp_path: Path):
    one, two = tmp_path / "one.shp", tmp_path / "two.shp"
    write_layer(one, 3, [({"name": "a"}, [[(0.0, 0.0), (1.0, 1.0)]])])
    write_layer(two, 3, [({"name": "a"}, [[(0.0, 0.0), (1.0, 1.0)]])] * 2)
    one.with_suffix(".dbf").write_bytes(two.with_suffix(".dbf").read_bytes())
    with pytest.raises(ShapefileError, match="1 shapes but 2"):
        list(read_features(one))


def test_project_and_back():
    for place in ((105.84, 21.03), (-179.9, -80.0), (0.0, 0.0)):
        there = project(*place, 1 << 30)
        assert unproject(*there, 1 << 30) == pytest.approx(place, abs=1e-6)
    assert project(-180, 90, 256) == (0, 0)
    assert project(180, -90, 256) == (256, 256)


BOX = (0, 0, 10, 10)


@pytest.mark.parametrize(
    ("ring", "cut"),
    [
        ([(2, 2), (4, 2), (4, 4)], [(2, 2), (4, 2), (4, 4)]),  # inside: as it is
        ([(20, 2), (24, 2), (24, 4)], []),  # outside
        ([(-5, 4), (5, 4), (5, 6), (-5, 6)], [(0, 4), (5, 4), (5, 6), (0, 6)]),  # over the west edge
        ([(-5, -5), (15, -5), (15, 15), (-5, 15)], [(0, 0), (10, 0), (10, 10), (0, 10)]),  # around the box
        ([(10, 2), (12, 2), (12, 4)], []),  # touches in a point only
    ],
)
def test_clip_ring(ring: list[tuple[int, int]], cut: list[tuple[int, int]]):
    result = clip_ring(ring, BOX)
    assert set(result) == set(cut)
    assert len(result) == len(cut)


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ([(1, 1), (9, 9)], [[(1, 1), (9, 9)]]),
        ([(-5, 5), (15, 5)], [[(0, 5), (10, 5)]]),  # through
        ([(5, 5), (15, 5), (15, 7), (5, 7)], [[(5, 5), (10, 5)], [(10, 7), (5, 7)]]),  # out and in again
        ([(20, 0), (20, 9)], []),
        ([(10, 5), (20, 5)], []),  # a point is no line
    ],
)
def test_clip_line(line: list[tuple[int, int]], pieces: list[list[tuple[int, int]]]):
    assert clip_line(line, BOX) == pieces


def test_neighbours_cut_a_line_at_the_same_point():
    line = [(3, 1), (17, 8)]
    left = clip_line(line, (0, 0, 10, 10))[-1][-1]
    right = clip_line(line[::-1], (10, 0, 20, 10))[0][-1]
    assert left == right


def test_simplify_keeps_corners_and_drops_what_lies_near():
    assert simplify([(0, 0), (5, 1), (10, 0)], 2) == [(0, 0), (10, 0)]
    assert simplify([(0, 0), (5, 5), (10, 0)], 2) == [(0, 0), (5, 5), (10, 0)]
    assert simplify([(0, 0), (5, 1), (10, 0)], 0) == [(0, 0), (5, 1), (10, 0)]
    ring = [(0, 0), (5, 0), (10, 0), (10, 10), (0, 10)]
    assert simplify_ring(ring, 1) == [(0, 0), (10, 0), (10, 10), (0, 10)]


def sample() -> CellFile:
    cell = Cell(3, 5, [[(0, 0), (300, 2), (10, 900)]], [], [(7, [(5, 5), (1, 2)])], [[(1, 1), (2, 2)]])
    return CellFile(Grid(4, 1024, 16), 4, {(0, 0), (15, 15), (3, 5)}, [cell])


def test_cells_round_trip():
    assert decode(encode(sample())) == sample()


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda data: b"PNG!" + data[4:], "VMB1"),
        (lambda data: data[:-3], "middle"),
        (lambda data: data + b"\0", "too many"),
        (lambda _: b"", "VMB1"),
    ],
)
def test_damaged_files_are_refused(damage, message: str):
    with pytest.raises(CellFileError, match=message):
        decode(damage(encode(sample())))
