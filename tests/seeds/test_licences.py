"""DATA-LICENSES.md names everything that ships and is not the project's own code."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from gazetteer.cells import split_values

ROOT = Path(__file__).resolve().parents[2]
PLACE_FILES = [
    *(
        path
        for path in sorted((ROOT / "gazetteer" / "places").glob("*.csv"))
        if path.name != "corrections.csv"  # takes names away and brings none
    ),
    ROOT / "seeds" / "places.csv",
]


@pytest.fixture(scope="module")
def page():
    return (ROOT / "DATA-LICENSES.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def origins(page):
    """What the page's section on places names in bold."""
    section = page.partition("## Places")[2].partition("\n## ")[0]
    return [
        re.match(r"[A-Za-z ]+", bold.removeprefix("Unicode "))[0].strip()
        for bold in re.findall(r"\*\*(.+?)\*\*", section)
    ]


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("path", PLACE_FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_licences_and_sources_of_places_are_named(page, origins, path):
    for row in rows_of(path):
        assert split_values(row["licence"]), row["place_id"]
        for licence in split_values(row["licence"]):
            told = licence.partition(" (")[0]  # what it covers may stand behind it: "MIT (point)"
            assert re.search(rf"(?<![\w-]){re.escape(told)}(?![\w-])", page), (row["place_id"], licence)
        assert split_values(row["source"]), row["place_id"]
        for source in split_values(row["source"]):
            # A single page is cited by its address; what many rows come from is told on the licences' page.
            cited = re.search(r"https?://|github\.com/", source)
            assert cited or any(origin in source for origin in origins), (row["place_id"], source)


def test_packages_of_others_are_named(page):
    manifest = json.loads((ROOT / "dashboard/static/vendor/manifest.json").read_text(encoding="utf-8"))
    assert manifest["packages"]
    for package in manifest["packages"]:
        assert package["name"].casefold() in page.casefold()
        assert package["licence"] in page
        assert Path(package["licence_file"]).name in page


def test_folders_of_shipped_data_are_named(page):
    folders = {path.name for path in (ROOT / "dashboard" / "static").iterdir() if path.is_dir()}
    own = {"placemap", "visitmap"}
    for folder in folders - own - {"vendor"}:  # each vendored package is named
        assert f"dashboard/static/{folder}/" in page


def test_what_it_names_is_there(page):
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page):
        assert (ROOT / target).exists(), target


def test_the_descriptor_and_the_page_agree(page, descriptor):
    for licence in descriptor["licenses"]:
        assert licence["name"] in page
        assert licence["path"] in page
