"""The layer of the small map: folium's script holds no text but addresses, and is the same for everybody."""

import re

from dashboard.basemap import STATIC, OfflineMap
from dashboard.placemap import PlaceLayer
from dashboard.placemap.component import built_map
from dashboard.placemap.layer import SCRIPTS, STYLES


def test_its_files_are_there():
    for path in (*SCRIPTS, *STYLES):
        assert (STATIC / path).is_file()


def test_each_purpose_has_a_map_of_its_own_built_once():
    first, second = built_map("one"), built_map("two")
    assert first is built_map("one")
    assert first.map != second.map
    assert first.layer in first.script
    assert re.search(rf"var {first.layer} = new VisitMap\.PlaceLayer\(\);", first.script)
    assert not re.search(r"https?://", first.script)


def test_it_is_a_folium_layer():
    page = OfflineMap([0, 0], assets="linked")
    PlaceLayer().add_to(page)
    assert "placemap/layer.js" in page.get_root().render()
