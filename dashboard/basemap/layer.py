"""The basemap as folium has it: a layer, and a map that asks no other machine for anything.

No record text passes through here: folium renders its templates twice, so text in them would be run. The
templates hold object names, numbers, addresses and base64 only, and these are encoded so that neither a
template nor HTML can start.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

import folium  # the package before its modules, and never branca: else two threads wait for each other
from folium.elements import JSCSSMixin
from folium.map import Layer
from folium.template import Template

from dashboard.basemap.assets import DEFAULT_BASE_URL, STATIC, asset_base64, asset_url
from dashboard.basemap.cells import DETAIL_FILE_ZOOM
from dashboard.basemap.geometry import project

if TYPE_CHECKING:
    from collections.abc import Sequence

AssetMode = Literal["linked", "inlined"]
"""Whether browser files are fetched from ``base_url`` or carried inside the page."""
CREDIT = "Natural Earth; boundaries are indicative"
"""What the map says about its background."""

Area = tuple[float, float, float, float]
"""West, south, east, north in degrees, WGS 84."""


def script_json(value: object) -> str:
    """Return JSON that stays inert inside a script element and through any number of Jinja renderings."""
    text = json.dumps(value, ensure_ascii=True, allow_nan=False)
    for risky, safe in (("<", r"\u003c"), (">", r"\u003e"), ("&", r"\u0026"), ("`", r"\u0060")):
        text = text.replace(risky, safe)
    for second in "{%#":  # these pairs stand only inside strings: JSON itself never has them
        text = text.replace("{" + second, rf"{{\u{ord(second):04x}")
    return text


class Basemap(JSCSSMixin, Layer):
    """The neutral offline background: sea, land, coast, lakes, rivers, land borders.

    Args:
        assets: ``linked`` fetches script and data from ``base_url``; ``inlined`` carries them in the page.
        base_url: Address of the served ``static`` folder, relative to the page or absolute. Linked only.
        detail_area: West, south, east, north in degrees: the area for which the 1:10 million data is
            carried too, so that it is sharp beyond zoom 5. None: the 1:50 million world only. Inlined only;
            linked maps fetch what is in view.
        credit: Plain text for the map's corner, in the reader's language.
        show: Whether the layer is on at the start.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = new VisitMap.Basemap({{ this.options_json() }});
        {% endmacro %}
        """
    )

    def __init__(
        self,
        assets: AssetMode = "inlined",
        base_url: str = DEFAULT_BASE_URL,
        detail_area: Area | None = None,
        credit: str = CREDIT,
        *,
        show: bool = True,
    ) -> None:
        super().__init__(name="basemap", overlay=True, control=False, show=show)
        self._name = "Basemap"
        self._assets = assets
        self._base_url = base_url
        self._detail_area = detail_area
        self._credit = credit
        inlined = assets == "inlined"
        self.default_js = [
            ("visitmap_basemap", asset_url("visitmap/basemap.js", inlined=inlined, base_url=base_url))
        ]
        self.default_css = []

    def options_json(self) -> str:
        """Return the options of the browser's ``VisitMap.Basemap`` as safe JSON."""
        options: dict[str, Any] = {"credit": self._credit}
        if self._assets == "inlined":
            options["inline"] = {
                "world": asset_base64("basemap/world.bin"),
                "cells": {
                    key: asset_base64(f"basemap/10m/{key}.bin") for key in detail_files(self._detail_area)
                },
            }
        else:
            options["base"] = self._base_url.rstrip("/") + "/basemap/"
        return script_json(options)


def detail_files(area: Area | None) -> list[str]:
    """Return the names (``COLUMN-ROW``) of the 1:10 million files that an area touches; none for None.

    An area whose west lies east of its east crosses the antimeridian.
    """
    if area is None:
        return []
    west, south, east, north = area
    across = 1 << DETAIL_FILE_ZOOM
    scale = 1 << 16  # steps within a file's square: finer than any edge of an area
    left, top = (value // scale for value in project(west, north, across * scale))
    right, bottom = (value // scale for value in project(east, south, across * scale))
    if right < left:
        right += across
    names = [f"{x % across}-{y}" for y in range(top, bottom + 1) for x in range(left, right + 1)]
    return [name for name in dict.fromkeys(names) if (STATIC / "basemap" / "10m" / f"{name}.bin").is_file()]


class OfflineMap(folium.Map):
    """A folium map with the neutral basemap and vendored Leaflet: no request leaves the machine.

    Args:
        location: Latitude and longitude of the centre, degrees.
        assets: As for :class:`Basemap`; ``inlined`` for a notebook or a saved file, ``linked`` for the
            dashboard. base_url: As for :class:`Basemap`. detail_area: As for :class:`Basemap`. credit: As
            for :class:`Basemap`. **options: Further options of :class:`folium.Map`; ``tiles`` stays None
            unless given.

    jQuery is left out: no folium ``Popup`` may be used (and none should be: record text never passes
    through folium).
    """

    def __init__(
        self,
        location: Sequence[float] | None = None,
        *,
        assets: AssetMode = "inlined",
        base_url: str = DEFAULT_BASE_URL,
        detail_area: Area | None = None,
        credit: str = CREDIT,
        **options: Any,
    ) -> None:
        super().__init__(location=location, **{"tiles": None, **options})
        inlined = assets == "inlined"
        # Set on the instance: folium's own lists are shared by every map of the process.
        self.default_js = [
            ("leaflet", asset_url("vendor/leaflet/leaflet.js", inlined=inlined, base_url=base_url))
        ]
        self.default_css = [
            ("leaflet_css", asset_url("vendor/leaflet/leaflet.css", inlined=inlined, base_url=base_url))
        ]
        _PlainAttribution().add_to(self)
        self.basemap = Basemap(assets, base_url, detail_area, credit).add_to(self)


class _PlainAttribution(folium.MacroElement):
    """Takes Leaflet's own prefix, which shows a flag, out of the map's corner."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            if ({{ this._parent.get_name() }}.attributionControl) {
                {{ this._parent.get_name() }}.attributionControl.setPrefix(false);
            }
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "PlainAttribution"
