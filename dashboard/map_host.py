"""A folium map in a Streamlit component: built once, its script hosted once; afterwards only settled changes travel.

The parts that every map of the page shares. What a map shows and says back stands in its own module
(`visitmap/component.py`, `placemap/component.py`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.basemap import STATIC, OfflineMap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from folium.map import Layer

LEAFLET, LEAFLET_STYLE, BASEMAP = (
    "vendor/leaflet/leaflet.js",
    "vendor/leaflet/leaflet.css",
    "visitmap/basemap.js",
)
"""What a map needs beside its layer's own files, under `static/`."""

ZOOMS: dict[str, Any] = {"minZoom": 2, "maxZoom": 13}
"""Leaflet's own names: folium's `min_zoom` is for tiles. Past 13 the basemap has nothing more to show."""

OWN_FOLDERS = ("visitmap", "placemap")
"""Folders of our own files for the browser, under `static/`."""


@dataclass(frozen=True)
class Built:
    """What folium made of a map: its script and the names in it."""

    script: str
    """Folium's script: builds the map and its layers."""
    map: str
    """Name of the map's variable and of its element."""
    layer: str
    """Name of the layer's variable."""


@cache
def assets_version() -> str:
    """Return a hash of the browser's files: part of their addresses, so that they can be cached for good."""
    digest = hashlib.sha256()
    for folder in OWN_FOLDERS:
        for path in sorted((STATIC / folder).glob("*")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def build_map(layer: Layer) -> Built:
    """Let folium build the offline map with one layer. It holds addresses and numbers and no text of a record."""
    base = OfflineMap([27, 110], assets="linked", credit="", zoom_start=4, zoom_snap=0.25, **ZOOMS)
    layer.add_to(base)
    root: Any = base.get_root()
    root.render()
    return Built(script=root.script.render(), map=base.get_name(), layer=layer.get_name())


def map_component(name: str, html: str, script: str) -> Any:
    """Register a component whose script (under `static/`) stands behind `host.js` in one module."""
    parts = [(STATIC / path).read_text(encoding="utf-8") for path in ("visitmap/host.js", script)]
    return st.components.v2.component(name, html=html, js="\n".join(parts), isolate_styles=False)


def assets(styles: Sequence[str], scripts: Sequence[str]) -> dict[str, Any]:
    """Return what the browser loads before a component starts: addresses under `static/`, and their version."""
    return {"version": assets_version(), "styles": list(styles), "scripts": list(scripts)}


def map_data(built: Built, styles: Sequence[str], scripts: Sequence[str]) -> dict[str, Any]:
    """Return the part of a component's data that is the map itself."""
    return {
        "script": built.script,
        "map": built.map,
        "layer": built.layer,
        "assets": assets([LEAFLET_STYLE, *styles], [LEAFLET, BASEMAP, *scripts]),
    }
