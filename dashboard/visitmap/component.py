"""The map as a Streamlit component: folium's script is hosted once, and only settled changes travel.

Python tells the browser what to show (`Shown`); the browser reports what the reader did, through the callbacks. Nothing
here reruns while a thumb moves the brush.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.basemap import STATIC
from dashboard.map_host import Built, build_map, map_component, map_data
from dashboard.text import browser_texts
from dashboard.visitmap.layer import SCRIPTS, STYLES, VisitLayer

if TYPE_CHECKING:
    from collections.abc import Callable

MAP_KEY = "visit_map"
"""Key of the map's component, under which its reports are found."""

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


@cache
def built_map(version: str) -> Built:
    """Let folium build the map once for these records (`version`: see `answer_version`)."""
    address = {"columns": f"api/columns?v={version}", "details": f"api/details?v={version}"}
    return build_map(VisitLayer(address=address))


@cache
def _map_component() -> Any:
    return map_component("visit_map", MAP_HTML, "visitmap/component.js")


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
    data = {
        **map_data(built_map(version), STYLES, SCRIPTS),
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
