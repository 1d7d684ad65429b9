"""The layer of the small map, in folium's manner. Its template holds no text at all: places come from the component."""

from __future__ import annotations

import folium  # noqa: F401  (the package before its modules: else two threads wait for each other)
from folium.elements import JSCSSMixin
from folium.map import Layer
from folium.template import Template

from dashboard.basemap import asset_url

SCRIPTS = (
    "visitmap/detail.js",
    "visitmap/symbols.js",
    "visitmap/canvas.js",
    "placemap/layer.js",
    "placemap/candidates.js",
)
"""The layer's scripts under `static/`, in an order in which each finds what it needs."""

STYLES = ("visitmap/visitmap.css", "placemap/placemap.css")
"""The layer's style sheets under `static/`."""


class PlaceLayer(JSCSSMixin, Layer):
    """Numbered places, or one point to be chosen, as a layer of a folium map."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = new VisitMap.PlaceLayer();
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__(name="places", overlay=True, control=False)
        self._name = "PlaceLayer"
        self.default_js = [(f"vm_{path}", asset_url(path, inlined=False)) for path in SCRIPTS]
        self.default_css = [(f"vm_{path}", asset_url(path, inlined=False)) for path in STYLES]
