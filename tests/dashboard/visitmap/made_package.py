"""Writes small data packages for the tests of the dashboard: what a test does not say is filled with the plainest."""

import csv
import json
import shutil
from pathlib import Path

from visits.schema import TABLES

SMALL = Path(__file__).parents[2] / "visits" / "packages" / "small"

PLAINEST = {
    "sources": {"source_id": "paper", "publisher": "Paper", "citation": "Paper, a report", "language": "en"},
    "visits": {"title": "A visit", "status": "held", "confidence": "certain", "sources": "paper"},
    "events": {
        "type": "meeting",
        "title": "A meeting",
        "status": "held",
        "confidence": "certain",
        "sources": "paper",
    },
    "people": {"kind": "person"},
    "roles": {"source": "paper"},
    "claims": {"source": "paper"},
    "places": {
        "kind": "city",
        "country": "vn",
        "precision": "city",
        "source": "made up",
        "licence": "CC0-1.0",
    },
}


def write_package(folder, **tables):
    """Write a package that holds exactly these rows (dicts of cells); `home` changes the descriptor."""
    home = tables.pop("home", "vn")
    coverage = tables.pop("coverage", {"statement": "Made for tests"})
    shutil.copytree(SMALL, folder)
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor.update(home=home, coverage=coverage)
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    tables.setdefault("sources", [{}])
    for name, table in TABLES.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, table.header, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows({**PLAINEST[name], **row} for row in tables.get(name, ()))
    return folder
