"""The map as a Streamlit component: folium's script is hosted once, and only settled changes travel.

Python tells the browser what to show (`Shown`); the browser reports what the reader did, through the callbacks. Nothing
here reruns while a thumb moves the brush.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.basemap import OfflineMap
from dashboard.text import browser_texts
from dashboard.visitmap.layer import SCRIPTS, STYLES, VisitLayer

if TYPE_CHECKING:
    from collections.abc import Callable

STATIC = Path(__file__).parent.parent / "static"
"""Folder of the browser's files, served at `app/static/`."""

MAP_KEY = "visit_map"
"""Key of the map's component, under which its reports are found."""

LEAFLET, LEAFLET_STYLE, BASEMAP = (
    "vendor/leaflet/leaflet.js",
    "vendor/leaflet/leaflet.css",
    "visitmap/basemap.js",
)
"""What the map needs beside the layer's own files, under `static/`."""

ZOOMS: dict[str, Any] = {"minZoom": 2, "maxZoom": 13}
"""Leaflet's own names: folium's `min_zoom` is for tiles. Past 13 the basemap has nothing more to show."""

MAP_HTML = """
<div class="vm-root">
  <div class="vm-stage"><div data-vm-map></div></div>
  <div class="vm-brush-slot" data-vm-brush></div>
  <p class="vm-broken" role="alert" hidden>The map could not be loaded. Reload the page to try again.</p>
</div>
"""

DETAIL_HTML = """
<div class="vm-root"><article class="vm-panel" data-testid="event-detail" aria-live="polite"></article></div>
"""


@dataclass(frozen=True)
class Built:
    """What folium made of the map: its script and the names in it."""

    script: str
    """Folium's script: builds the map and its layers."""
    map: str
    """Name of the map's variable and of its element."""
    layer: str
    """Name of the visit layer's variable."""


@cache
def assets_version() -> str:
    """Return a hash of the browser's files: part of their addresses, so that they can be cached for good."""
    digest = hashlib.sha256()
    for path in sorted((STATIC / "visitmap").glob("*")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def built_map(version: str) -> Built:
    """Let folium build the map once for these records (`version`: see `answer_version`).

    It holds addresses and numbers and no text of a record.
    """
    base = OfflineMap([27, 110], assets="linked", credit="", zoom_start=4, zoom_snap=0.25, **ZOOMS)
    address = {"columns": f"api/columns?v={version}", "details": f"api/details?v={version}"}
    layer = VisitLayer(address=address).add_to(base)
    root: Any = base.get_root()
    root.render()
    return Built(script=root.script.render(), map=base.get_name(), layer=layer.get_name())


@cache
def _map_component() -> Any:
    script = (STATIC / "visitmap" / "component.js").read_text(encoding="utf-8")
    return st.components.v2.component("visit_map", html=MAP_HTML, js=script, isolate_styles=False)


@cache
def _detail_component() -> Any:
    script = (STATIC / "visitmap" / "panel.js").read_text(encoding="utf-8")
    return st.components.v2.component("visit_detail", html=DETAIL_HTML, js=script, isolate_styles=False)


def visit_map(version: str, shown: dict[str, Any], lang: str, on: dict[str, Callable[[], None]]) -> None:
    """Show the map.

    Args:
        version: version of what the server answers about the records (`answer_version`).
        shown: `filter` (all but the dates), `range` (start, end, mode, turn), `selected` (id, turn), `fit`.
        lang: language code.
        on: callbacks by name of the report: `range`, `visits`, `place`, `event`; `state.map_reports` gives them.
    """
    built = built_map(version)
    data = {
        "script": built.script,
        "map": built.map,
        "layer": built.layer,
        "assets": {
            "version": assets_version(),
            "styles": [LEAFLET_STYLE, *STYLES],
            "scripts": [LEAFLET, BASEMAP, *SCRIPTS],
        },
        "lang": lang,
        "texts": browser_texts(lang),
        **shown,
    }
    _map_component()(
        key=MAP_KEY, data=data, **{f"on_{name}_change": callback for name, callback in on.items()}
    )


def event_panel(detail: dict[str, Any], lang: str) -> None:
    """Show one event in words (see `event_details`), whole: date as written and understood, roles, sources, claims."""
    _detail_component()(key="event_panel", data={"detail": detail, "texts": browser_texts(lang)})
