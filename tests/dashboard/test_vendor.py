"""Third-party files in the page: each is known by name, licence and checksum, and asks for nothing else."""

import hashlib
import json
import re
import tomllib
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "dashboard" / "static"
MANIFEST = json.loads((STATIC / "vendor" / "manifest.json").read_text(encoding="utf-8"))
OWN = {"manifest.json", ".gitattributes", "fonts.css"}  # written here, not taken over
FILES = {file["path"]: file for package in MANIFEST["packages"] for file in package["files"]}


def shipped() -> set[str]:
    folders = (STATIC / "vendor", STATIC / "fonts")
    found = {path for folder in folders for path in folder.rglob("*") if path.is_file()}
    return {path.relative_to(STATIC).as_posix() for path in found if path.name not in OWN}


def test_every_shipped_file_is_in_the_manifest_and_the_other_way_round():
    assert shipped() == set(FILES)


@pytest.mark.parametrize("path", sorted(FILES))
def test_file_is_unchanged(path: str):
    data = (STATIC / path).read_bytes()
    assert len(data) == FILES[path]["bytes"]
    assert hashlib.sha256(data).hexdigest() == FILES[path]["sha256"]


@pytest.mark.parametrize("package", MANIFEST["packages"], ids=lambda package: package["name"])
def test_package_has_origin_version_and_licence_text(package: dict[str, str]):
    assert package["version"] in package["origin"]
    assert package["integrity"].startswith("sha512-")
    text = (STATIC / package["licence_file"]).read_text(encoding="utf-8")
    telling = {"BSD-2-Clause": "BSD 2-Clause License", "OFL-1.1": "SIL OPEN FONT LICENSE Version 1.1"}
    assert telling[package["licence"]] in text


def test_leaflet_is_the_version_the_manifest_names():
    assert 't.version="1.9.4"' in (STATIC / "vendor/leaflet/leaflet.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("sheet", ["fonts/fonts.css", "vendor/leaflet/leaflet.css"])
def test_style_sheets_refer_to_shipped_files_only(sheet: str):
    file = STATIC / sheet
    targets = re.findall(r"url\(([^)]+)\)", file.read_text(encoding="utf-8"))
    assert targets
    for target in targets:
        if target != "#default#VML":  # names a behaviour of old browsers, not a file
            assert (file.parent / target).is_file(), target


def test_streamlit_and_the_style_sheet_declare_the_same_faces():
    """Streamlit takes the faces from its configuration, a saved map from the sheet: they must look alike."""
    config = STATIC.parent / ".streamlit" / "config.toml"
    faces = tomllib.loads(config.read_text(encoding="utf-8"))["theme"]["fontFaces"]
    declared = {(face["family"], str(face["weight"]), face["url"].rsplit("/", 1)[1]) for face in faces}
    sheet = (STATIC / "fonts" / "fonts.css").read_text(encoding="utf-8")
    pattern = r'font-family: "([^"]+)".*?font-weight: (\d+).*?url\(([^)]+)\)'
    assert declared == set(re.findall(pattern, sheet, re.DOTALL))
