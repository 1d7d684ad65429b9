"""One gazetteer for all tests: it is immutable, and what it has read once it keeps.

Beside it a gazetteer without any shipped place, for rules that are told on a few places of one's own.
"""

import json
import zlib
from array import array

import pytest

from gazetteer import Gazetteer
from gazetteer.packed import BUCKET_BITS, FORMAT, Packed
from gazetteer.tokens import FIRST_WORDS, PAIRS

WORDS = ("kinds", "countries", "precisions", "langs", "name_kinds", "ids")
SOURCES = ("sources", "name_sources")


@pytest.fixture(scope="session")
def g():
    return Gazetteer()


@pytest.fixture(scope="session")
def places(g):
    """Give all places, by id, their names read."""
    return {place.id: place for place in g.places}


@pytest.fixture(scope="session")
def names(places):
    """Give (place, name) for every name there is."""
    return [(place, name) for place in places.values() for name in place.names]


@pytest.fixture(scope="session")
def nothing(tmp_path_factory):
    """Give packed places of the right format with no place in them."""
    folder = tmp_path_factory.mktemp("nothing")
    no_entries = array("I", bytes(4 * ((1 << BUCKET_BITS) + 1))).tobytes()
    for name, content in {
        "places.bin": bytes(4),
        "names.bin": bytes(4),
        "texts.bin": bytes(1),
        "by_text.bin": no_entries,
        "by_key.bin": no_entries,
        "near.bin": zlib.compress(bytes(4)),
        "scan.bin": bytes(FIRST_WORDS + PAIRS // 8),
    }.items():
        (folder / name).write_bytes(content)
    tables = {"format": FORMAT, "places": 0, "names": 0, "geonames": 0, "valid": {}}
    tables |= {word: [] for word in WORDS} | {word: [["", ""]] for word in SOURCES}
    (folder / "tables.json").write_text(json.dumps(tables), encoding="utf-8")
    (folder / "details.json").write_text("{}", encoding="utf-8")
    return Packed(folder)
