"""The basemap in folium: nothing from elsewhere, nothing that a template could run."""

from __future__ import annotations

import base64
import json
import re

import folium
import pytest
from jinja2 import Template

from dashboard.basemap import (
    AssetError,
    Basemap,
    OfflineMap,
    asset_base64,
    asset_url,
    detail_files,
    script_json,
)

HOSTILE = [
    "{{ 7*7 }}",
    "{% x %}",
    "{# x #}",
    "{{{{",
    "${1}",
    "`",
    "<img src=x onerror=alert(1)>",
    "</script><script>",
    "'\"\\",
    "\u202eabc\u2028",
    "ranh giới",
]


def rendered(map_: folium.Map) -> tuple[str, str]:
    root = map_.get_root()
    page = root.render()
    return page, root.script.render()


def test_linked_names_only_served_files():
    page, script = rendered(OfflineMap([24, 110], assets="linked", base_url="app/static"))
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert sorted(addresses) == [
        "app/static/vendor/leaflet/leaflet.css",
        "app/static/vendor/leaflet/leaflet.js",
        "app/static/visitmap/basemap.js",
    ]
    assert '"base": "app/static/basemap/"' in script
    assert "inline" not in script


def test_inlined_names_no_address_at_all():
    page, script = rendered(OfflineMap([24, 110]))
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(addresses) == 3
    assert all(address.startswith("data:") for address in addresses)
    assert asset_base64("basemap/world.bin") in script


def test_no_tile_layer_and_no_prefix():
    _, script = rendered(OfflineMap())
    assert "tileLayer" not in script
    assert "attributionControl.setPrefix(false)" in script


def test_the_lists_that_folium_shares_stay_as_they_were():
    before = (list(folium.Map.default_js), list(folium.Map.default_css))
    rendered(OfflineMap())
    assert (list(folium.Map.default_js), list(folium.Map.default_css)) == before
    assert OfflineMap.default_js is folium.Map.default_js  # the class is untouched; each map has its own list


def test_a_plain_folium_map_takes_the_layer_too():
    map_ = folium.Map([24, 110], tiles=None)
    Basemap(assets="linked", base_url="static/").add_to(map_)
    _, script = rendered(map_)
    assert '"base": "static/basemap/"' in script
    assert ".addTo(map_" in script


@pytest.mark.parametrize("text", HOSTILE)
def test_script_json_survives_templates_and_stays_what_it_was(text: str):
    value = {"a": {"b": [text, {text: text}]}}
    out = script_json(value)
    for _ in range(2):
        out = Template(out).render()
    assert json.loads(out) == value
    assert not re.search(r"[<>&`]|\{[{%#]", out)


@pytest.mark.parametrize("text", HOSTILE)
def test_the_credit_is_text(text: str):
    _, script = rendered(OfflineMap(credit=text))
    options = re.search(r"new VisitMap\.Basemap\((.*)\);", script)
    assert options
    assert json.loads(options[1])["credit"] == text


def test_detail_files_of_an_area():
    assert detail_files(None) == []
    assert detail_files((105.8, 21.0, 105.9, 21.1)) == ["12-7"]  # Hanoi: 101.25-123.75 E, 0-21.94 N
    assert detail_files((105, 20, 125, 40)) == ["12-6", "13-6", "12-7", "13-7"]
    assert detail_files((-150, 30, -149, 31)) == []  # open sea
    across = detail_files((170, 60, -170, 70))  # over the antimeridian
    assert {name.split("-")[0] for name in across} == {"15", "0"}


def test_detail_is_carried_for_the_area_only():
    _, script = rendered(OfflineMap(detail_area=(105.8, 21.0, 105.9, 21.1)))
    options = json.loads(re.search(r"new VisitMap\.Basemap\((.*)\);", script)[1])
    assert list(options["inline"]["cells"]) == ["12-7"]
    assert base64.b64decode(options["inline"]["cells"]["12-7"])[:4] == b"VMB1"


def test_style_sheets_carry_their_pictures_and_fonts():
    sheet = base64.b64decode(asset_url("vendor/leaflet/leaflet.css", inlined=True).split(",")[1]).decode()
    assert sheet.count("url(data:image/png;base64,") == 3
    fonts = base64.b64decode(asset_url("fonts/fonts.css", inlined=True).split(",")[1]).decode()
    assert "url(be-vietnam" not in fonts
    assert "url(data:font/woff2;base64," in fonts


@pytest.mark.parametrize("path", ["nothing.js", "../server.py", "vendor", "/etc/hostname", ""])
def test_only_shipped_files_have_an_address(path: str):
    with pytest.raises(AssetError):
        asset_url(path, inlined=True)
    with pytest.raises(AssetError):
        asset_base64(path)
