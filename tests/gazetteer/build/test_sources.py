"""The committed extracts are those whose sums are written down, and what is read from them."""

import hashlib
from pathlib import Path

import pytest

from gazetteer.build.inputs import extract

SOURCES = Path(__file__).resolve().parents[3] / "gazetteer" / "sources"


def test_every_extract_has_its_sum():
    lines = (SOURCES / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert sums == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in SOURCES.glob("*.tsv")
    }


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("cldr-subdivisions", "vi", "Quảng Đông"),
        ("libgeonames-names", "zh", "北京"),
        ("hanviet-readings", "character", "京"),
        ("geonames-divisions", "name", "California"),
        ("natural-earth-divisions", "country", "fr"),
    ],
)
def test_an_extract_is_read_as_it_is(name, column, value):
    assert any(row[column] == value for row in extract(name))
