"""The visit layer in folium: no text of a record outside Base64, and a good neighbour to everything else."""

import base64
import gzip
import json
import re

import folium
import folium.elements
import folium.plugins
import pytest

from dashboard.basemap import OfflineMap
from dashboard.visitmap import VisitLayer, columns, event_details
from dashboard.visitmap.layer import SCRIPTS, STYLES

HOSTILE = (
    "{{{{ 7191*7193 }}}} {{% x %}} {{# c #}} {{{{ ${{1}} `a` <img src=x onerror=canary(1)> </script>"
    " <!-- ]]> \u202e\u2028 '\"\\ canary-{}"
)
ADDRESS = {"columns": "api/columns?v=1", "details": "api/details?v=1"}


def hostile(field):
    return HOSTILE.format(field)


@pytest.fixture
def poisoned(made):
    """Records in which every free text is hostile."""

    def texts(*fields):
        return {field: hostile(field) for field in fields}

    return made(
        coverage={"statement": hostile("coverage")},
        sources=[{**texts("publisher", "citation", "author", "note"), "url": "https://canary.example/?q=%7B%7B"}],
        people=[{"person_id": "p", **texts("name", "name_vi", "name_zh", "note")}],
        roles=[{"person": "p", **texts("title", "title_vi", "title_zh", "organisation", "note")}],
        places=[
            {"place_id": "x:canary-place", **texts("name", "name_vi", "name_zh", "source", "note"),
             "latitude": "10", "longitude": "20", "population": "9000000"}
        ],
        visits=[
            {"visit_id": "v-canary", **texts("title", "title_vi", "title_zh", "date_text", "delegation", "note")}
        ],
        events=[
            {"event_id": "e-canary", "visit_id": "v-canary", "place_id": "x:canary-place", "hosts": "p",
             "date": "2024-05-16",
             **texts("title", "title_vi", "title_zh", "date_text", "documents", "note")}
        ],
        claims=[{"event": "e-canary", "field": "title", **texts("value", "locator", "note")}],
    )  # fmt: skip


def rendered(map_):
    """Return page and script of a map, as folium writes them."""
    root = map_.get_root()
    page = root.render()
    return page, root.script.render()


def options(script):
    """Return the options of each visit layer in a script."""
    return [json.loads(found) for found in re.findall(r"new VisitMap\.VisitLayer\((.*)\);", script)]


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("kind", [folium.Map, OfflineMap])
def test_no_text_of_a_record_stands_outside_base64(poisoned, kind, lang):
    map_ = kind([27, 110])
    VisitLayer(poisoned, lang=lang).add_to(map_)
    page, script = rendered(map_)
    for text in (page, script):
        assert "canary" not in text
        assert str(7191 * 7193) not in text
        assert "onerror=" not in re.sub(r"base64,[A-Za-z0-9+/=]+", "", text)


def test_what_is_embedded_is_columns_and_details_of_every_event(poisoned):
    map_ = folium.Map([27, 110])
    VisitLayer(poisoned, lang="vi").add_to(map_)
    (said,) = options(rendered(map_)[1])
    inline = {
        name: gzip.decompress(base64.b64decode(text, validate=True))
        for name, text in said["source"]["inline"].items()
    }
    assert inline["columns"] == columns(poisoned)
    assert json.loads(inline["details"]) == event_details(poisoned, poisoned.events["event_id"], "vi")
    assert hostile("title_vi") in inline["details"].decode("utf-8").replace('\\"', '"').replace("\\\\", "\\")
    assert said["lang"] == said["texts"]["lang"] == "vi"


def test_the_same_records_are_embedded_as_the_same_text(seeds):
    assert VisitLayer(seeds).options_script == VisitLayer(seeds).options_script


def test_with_an_address_nothing_is_embedded():
    map_ = OfflineMap([27, 110], assets="linked")
    VisitLayer(address=ADDRESS).add_to(map_)
    page, script = rendered(map_)
    (said,) = options(script)
    assert said["source"] == {"address": ADDRESS}
    assert set(re.findall(r'src="([^"]+)"', page)) >= {f"app/static/{path}" for path in SCRIPTS}
    assert set(re.findall(r'href="([^"]+)"', page)) >= {f"app/static/{path}" for path in STYLES}


def test_embedded_it_asks_no_other_machine(seeds):
    map_ = OfflineMap([27, 110])
    VisitLayer(seeds).add_to(map_)
    page, _ = rendered(map_)
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(addresses) >= len(SCRIPTS) + len(STYLES)
    assert all(address.startswith("data:") for address in addresses)


def test_an_address_goes_before_records(seeds):
    (said,) = options(f"new VisitMap.VisitLayer({VisitLayer(seeds, address=ADDRESS).options_script});")
    assert set(said["source"]) == {"address"}


def test_an_address_cannot_break_out_either():
    evil = {"columns": "</script><script>{{ 7191*7193 }}{% x %}`", "details": "'\"\\"}
    map_ = folium.Map([27, 110])
    VisitLayer(address=evil).add_to(map_)
    page, script = rendered(map_)
    (said,) = options(script)
    assert said["source"]["address"] == evil
    assert "</script><script>{" not in page
    assert str(7191 * 7193) not in page


def test_neither_records_nor_an_address_is_an_error():
    with pytest.raises(ValueError, match="records, or the address"):
        VisitLayer()


def test_it_lives_beside_other_layers(small):
    map_ = folium.Map([27, 110], tiles=None)
    group = folium.FeatureGroup("group").add_to(map_)
    folium.CircleMarker([21, 105]).add_to(group)
    folium.GeoJson({"type": "Point", "coordinates": [105, 21]}).add_to(map_)
    layer = VisitLayer(small).add_to(map_)
    folium.plugins.MarkerCluster().add_to(map_)
    folium.LayerControl().add_to(map_)
    _, script = rendered(map_)
    assert f"{layer.get_name()}.addTo({map_.get_name()})" in script
    assert script.count("new VisitMap.VisitLayer(") == 1
    for word in ("L.circleMarker", "L.geoJson", "L.markerClusterGroup", "L.control.layers"):
        assert word in script


def test_it_stands_in_a_group_too(small):
    map_ = folium.Map([27, 110], tiles=None)
    group = folium.FeatureGroup("visits").add_to(map_)
    layer = VisitLayer(small).add_to(group)
    _, script = rendered(map_)
    assert f"{layer.get_name()}.addTo({group.get_name()})" in script


def test_two_layers_have_two_names(small, seeds):
    map_ = folium.Map([27, 110], tiles=None)
    first, second = VisitLayer(small).add_to(map_), VisitLayer(seeds).add_to(map_)
    assert first.get_name() != second.get_name()
    page, script = rendered(map_)
    assert len(options(script)) == 2
    assert options(script)[0] != options(script)[1]
    for layer in (first, second):
        assert len(re.findall(rf"var {layer.get_name()} = ", script)) == 1
    assert page.count("data:text/javascript;base64,") == len(SCRIPTS), "each script once"


def test_lists_that_folium_shares_stay_as_they_are(small):
    owners = (
        folium.Map,
        folium.elements.JSCSSMixin,
        folium.FeatureGroup,
        folium.plugins.MarkerCluster,
        VisitLayer,
    )
    before = [
        (list(owner.default_js), list(owner.default_css)) for owner in owners if hasattr(owner, "default_js")
    ]
    map_ = OfflineMap([27, 110])
    VisitLayer(small).add_to(map_)
    rendered(map_)
    after = [
        (list(owner.default_js), list(owner.default_css)) for owner in owners if hasattr(owner, "default_js")
    ]
    assert len(before) >= 3
    assert after == before
    other, _ = rendered(folium.Map([27, 110], tiles=None))
    assert "visitmap" not in other
    assert "VisitMap" not in other


def test_records_without_events(made):
    map_ = folium.Map([27, 110], tiles=None)
    VisitLayer(made()).add_to(map_)
    (said,) = options(rendered(map_)[1])
    assert json.loads(gzip.decompress(base64.b64decode(said["source"]["inline"]["details"]))) == []


def test_a_saved_file_is_whole(small, tmp_path):
    map_ = OfflineMap([27, 110])
    VisitLayer(small).add_to(map_)
    map_.save(str(tmp_path / "map.html"))
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert page.rstrip().endswith("</html>")
    assert "new VisitMap.VisitLayer(" in page
