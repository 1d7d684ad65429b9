"""The small map with its list, and the field for handing in a table, as Streamlit components.

All text goes as JSON and is set with `textContent`. What the reader does comes back through the callbacks.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from dashboard.map_host import LEAFLET_STYLE, Built, assets, build_map, map_component, map_data
from dashboard.placemap.layer import SCRIPTS, STYLES, PlaceLayer
from dashboard.text import browser_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MAP_HTML = """
<div class="pm-outer">
  <div class="vm-root pm-root">
    <div class="pm-picture">
      <div class="pm-stage"><div data-vm-map></div></div>
      <div class="pm-pick" hidden><button type="button" data-pm-middle></button><span></span></div>
    </div>
    <section class="pm-side" data-pm-side data-testid="place-list"></section>
    <p class="vm-broken" role="alert" hidden>The map could not be loaded. Reload the page to try again.</p>
  </div>
</div>
"""

SHEET_HTML = """
<div class="vm-root">
  <div class="pm-sheet" data-testid="sheet-field">
    <label for="pm-paste"></label>
    <textarea id="pm-paste" spellcheck="false"></textarea>
    <div class="pm-sheet-row">
      <button type="button" class="pm-go"></button>
      <label class="pm-file"><input type="file" accept=".csv,.tsv,.txt,text/csv,text/plain"><span></span></label>
      <span class="vm-quiet"></span>
    </div>
    <p role="alert" hidden></p>
  </div>
  <p class="vm-broken" role="alert" hidden>The page could not be loaded. Reload it to try again.</p>
</div>
"""


@cache
def built_map(purpose: str) -> Built:
    """Let folium build the small map once for each of its purposes: two on one page must not share an element."""
    assert purpose.isidentifier()
    return build_map(PlaceLayer())


@cache
def _place_component() -> Any:
    return map_component("place_map", MAP_HTML, "placemap/component.js")


@cache
def _sheet_component() -> Any:
    return map_component("sheet_field", SHEET_HTML, "placemap/sheet.js")


def place_map(
    key: str,
    answer: dict[str, Any],
    labels: Sequence[dict[str, Any]],
    lang: str,
    on: dict[str, Callable[[], None]],
) -> None:
    """Show places on the small map, with the list of them beside it.

    Args:
        key: key of the component, under which its reports are found; a name of letters.
        answer: see `answered`.
        labels: names of large cities around: name, lat, lon, zoom, sorted by zoom.
        lang: language code.
        on: callbacks by name of the report: `ask`, `take`, `pick`.
    """
    data = {
        **map_data(built_map(key), STYLES, SCRIPTS),
        "lang": lang,
        "texts": browser_texts(lang),
        "labels": list(labels),
        "answer": answer,
    }
    _place_component()(key=key, data=data, **{f"on_{name}_change": callback for name, callback in on.items()})


def answered(
    places: Sequence[dict[str, Any]] = (),
    *,
    title: str = "",
    message: str = "",
    tone: str = "",
    suggestions: Sequence[dict[str, Any]] = (),
    suggestions_title: str = "",
    takes: bool = False,
    taken: str | None = None,
    picking: bool = False,
) -> dict[str, Any]:
    """Return what the small map shows.

    Args:
        places: candidates in words (`placemap.candidate`), best first.
        title: heading of the list.
        message: one sentence above the list.
        tone: `unclear` or `none` marks the sentence at its side.
        suggestions: buttons under it: `text` to show, `ask` to report.
        suggestions_title: what they are.
        takes: whether each place has a button that takes it.
        taken: id of the place that is taken now.
        picking: whether a point is being chosen; there is no list then.
    """
    return {
        "places": list(places),
        "title": title,
        "message": message,
        "tone": tone,
        "suggestions": list(suggestions),
        "suggestions_title": suggestions_title,
        "takes": takes,
        "taken": taken,
        "picking": picking,
        "list": not picking,
    }


def sheet_field(key: str, limit: int, lang: str, on_sheet: Callable[[], None]) -> None:
    """Show the field for handing in a table: text that is pasted, or a file.

    Args:
        key: key of the component, under which its report is found.
        limit: the most bytes to hand in.
        lang: language code.
        on_sheet: called when a table was handed in.
    """
    # Leaflet's style first, whatever comes first on a page: ours stands behind it and says more.
    data = {
        "assets": assets([LEAFLET_STYLE, *STYLES], []),
        "lang": lang,
        "texts": browser_texts(lang),
        "limit": limit,
    }
    _sheet_component()(key=key, data=data, on_sheet_change=on_sheet)
