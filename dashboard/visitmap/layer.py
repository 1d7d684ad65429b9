"""The visit layer in folium's manner: routes, events and time brush on any `folium.Map`.

    from dashboard.basemap import OfflineMap
    from dashboard.visitmap import VisitLayer
    import visits

    m = OfflineMap([27, 110], zoom_start=4)
    VisitLayer(visits.load()).add_to(m)
    m.save("visits.html")

No text of a record is in the template: records travel as an address (in the page) or as Base64 (in a notebook, a file),
an alphabet in which neither Jinja nor HTML nor JavaScript finds anything to run. See docs/architecture.md.
"""

from __future__ import annotations

import base64
import gzip
import json
from typing import TYPE_CHECKING, Any

import folium  # noqa: F401  (the package before its modules: else two threads wait for each other)
from folium.elements import JSCSSMixin
from folium.map import Layer
from folium.template import Template

from dashboard.basemap import asset_url, script_json
from dashboard.text import browser_texts
from dashboard.visitmap.columns import columns
from dashboard.visitmap.details import event_details

if TYPE_CHECKING:
    from visits import Records

SCRIPTS = tuple(
    f"visitmap/{name}.js"
    for name in (
        "days",
        "columns",
        "symbols",
        "routes",
        "brush",
        "detail",
        "filter",
        "canvas",
        "legend",
        "scene",
        "layer",
    )
)
"""The layer's scripts under `static/`, in an order in which each finds what it needs."""

STYLES = ("visitmap/visitmap.css", "visitmap/brush.css")
"""The layer's style sheets under `static/`."""


class VisitLayer(JSCSSMixin, Layer):
    """Routes, events and time brush of some records, as one layer of a folium map.

    Args:
        records: the records. They are embedded, unless `address` says where the browser finds them.
        address: `{"columns": url, "details": url}`, relative to the page; for a server that answers both.
        lang: language of the signs and texts.

    Raises:
        ValueError: when neither records nor an address are given.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = new VisitMap.VisitLayer({{ this.options_script }});
        {% endmacro %}
        """
    )

    def __init__(
        self, records: Records | None = None, *, address: dict[str, str] | None = None, lang: str = "en"
    ) -> None:
        super().__init__(name="visits", overlay=True, control=False)
        self._name = "VisitLayer"
        if address is None:
            if records is None:
                raise ValueError("VisitLayer needs records, or the address of their columns")
            source: dict[str, Any] = {"inline": embedded(records, lang)}
        else:
            source = {"address": address}
        inlined = address is None
        self.default_js = [(f"vm_{path}", asset_url(path, inlined=inlined)) for path in SCRIPTS]
        self.default_css = [(f"vm_{path}", asset_url(path, inlined=inlined)) for path in STYLES]
        self.options_script = script_json({"source": source, "lang": lang, "texts": browser_texts(lang)})
        """The options of the browser's layer, as JSON that is safe in a script rendered by Jinja."""


def embedded(records: Records, lang: str) -> dict[str, str]:
    """Return columns and details of all events as Base64 of gzip, for a file that must stand alone."""
    details = event_details(records, records.events["event_id"], lang)
    return {
        "columns": _packed(columns(records)),
        "details": _packed(json.dumps(details, ensure_ascii=False, separators=(",", ":")).encode()),
    }


def _packed(data: bytes) -> str:
    return base64.b64encode(gzip.compress(data, mtime=0)).decode("ascii")
