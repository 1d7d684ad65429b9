"""The shipped tables, read with nothing but the csv module, so that these tests do not lean on the loader."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("sources", "visits", "events", "people", "roles", "claims", "places")


def read_table(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


@pytest.fixture(scope="session")
def folder():
    """The shipped data package."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def tables(folder):
    """Each table as a list of dicts, by name."""
    return SimpleNamespace(**{name: read_table(folder / f"{name}.csv") for name in NAMES})


@pytest.fixture(scope="session")
def descriptor(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def expected_events():
    """The facts written out once more, by hand: what the shipped events must say."""
    return read_table(ROOT / "tests" / "cases" / "seed-events.csv")


@pytest.fixture(scope="session")
def expected_visits():
    return read_table(ROOT / "tests" / "cases" / "seed-visits.csv")


@pytest.fixture(scope="session")
def records():
    """The package through the loader, strictly: any fault in it fails every test that asks for this."""
    import visits  # noqa: PLC0415 - the tests of the plain files must run without it

    return visits.load(ROOT / "seeds", strict=True)
