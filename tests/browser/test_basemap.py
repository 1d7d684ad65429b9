"""The basemap in a real browser: drawn from shipped files, seamless, themed, calm when a file is missing."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import folium
import pytest

from dashboard.basemap import OfflineMap

STATIC = Path(__file__).parents[2] / "dashboard" / "static"
PAGE = """<!doctype html><meta charset="utf-8">
<link rel="stylesheet" href="vendor/leaflet/leaflet.css"><link rel="stylesheet" href="fonts/fonts.css">
<style>
  html, body { margin: 0; height: 100% } #map { height: 100% }
  #map { --vm-sea: #0000ff; --vm-land: #00ff00; --vm-coast: #ff0000; --vm-river: #ff00ff; --vm-lake: #00ffff;
         --vm-border: #ffff00 }
  #map.dark { --vm-land: #113311 }
</style>
<div id="map"></div>
<script src="vendor/leaflet/leaflet.js"></script><script src="visitmap/basemap.js"></script>
<script>
  window.seen = {drawn: [], error: []};
  for (const name in seen) document.addEventListener('basemap:' + name, (e) => seen[name].push(e.detail));
  const map = window.map = L.map('map', {zoomAnimation: false, fadeAnimation: false, zoomControl: false});
  const layer = window.layer = new VisitMap.Basemap({base: 'basemap/'});
  map.setView(VIEW.center, VIEW.zoom);
  layer.addTo(map);
  /** Colour of the canvas at a place, as [r, g, b]. */
  window.colourAt = (lat, lng) => {
    const canvas = document.querySelector('canvas.vm-basemap'), box = canvas.getBoundingClientRect();
    const at = map.latLngToContainerPoint([lat, lng]), ratio = canvas.width / box.width;
    const context = canvas.getContext('2d');
    return [...context.getImageData((at.x - box.x) * ratio, (at.y - box.y) * ratio, 1, 1).data].slice(0, 3);
  };
</script>"""
LAND, SEA = [0, 255, 0], [0, 0, 255]


class Site:
    """The static folder under an address of this machine, without a server."""

    def __init__(self, page: Any, center: tuple[float, float], zoom: float, missing: str = "none") -> None:
        self.page = page
        self.asked: list[str] = []
        self.missing = missing
        self.html = PAGE.replace("VIEW", f"({{center: [{center[0]}, {center[1]}], zoom: {zoom}}})")
        page.route("http://localhost/**", self.answer)
        page.goto("http://localhost/index.html")

    def answer(self, route: Any) -> None:
        path = urlsplit(route.request.url).path.lstrip("/")
        self.asked.append(path)
        if path == "index.html":
            route.fulfill(body=self.html, content_type="text/html")
        elif self.missing in path or not (STATIC / path).is_file():
            route.fulfill(status=404, body="")
        else:
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            route.fulfill(body=(STATIC / path).read_bytes(), content_type=kind)

    def drawn(self, *, detail: bool = False) -> None:
        test = "d => d.detail" if detail else "d => d.cells > 0"
        self.page.wait_for_function(f"seen.drawn.some({test})")
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def colour(self, latitude: float, longitude: float) -> list[int]:
        return self.page.evaluate("([lat, lng]) => colourAt(lat, lng)", [latitude, longitude])

    @property
    def detail_files(self) -> set[str]:
        return {Path(path).stem for path in self.asked if "/10m/" in path}


def test_land_and_sea_are_where_they_should_be(browser_page: Any):
    site = Site(browser_page, (21, 108), 5)
    site.drawn()
    assert site.colour(20.0, 104.0) == LAND  # inland
    assert site.colour(16.0, 116.0) == SEA  # open sea
    for disputed in ((16.5, 112.0), (10.4, 114.3), (15.15, 117.76)):
        assert site.colour(*disputed) == SEA, disputed
    assert site.detail_files == set()  # nothing of the finer scale before it is needed


def test_only_the_files_of_the_view_are_fetched(browser_page: Any):
    site = Site(browser_page, (21.0, 106.5), 8)
    site.drawn(detail=True)
    assert site.detail_files == {"12-7", "12-6"} & site.detail_files
    assert "12-7" in site.detail_files
    asked = len(site.asked)
    browser_page.evaluate("map.setZoom(9), map.setZoom(8)")
    browser_page.wait_for_timeout(200)
    assert len(site.asked) == asked  # each file once


def test_disputed_islands_are_sea_close_up_too(browser_page: Any):
    site = Site(browser_page, (16.7, 112.2), 8)
    site.drawn()
    browser_page.wait_for_timeout(200)
    points = [(15.2 + i * 0.1, 110.9 + j * 0.1) for i in range(25) for j in range(25)]
    assert {tuple(site.colour(*point)) for point in points} == {tuple(SEA)}


@pytest.mark.parametrize(
    ("zoom", "longitude", "latitude"),
    [
        (3, 90.0, 30.0),  # 1:50 million: where four cells meet, inland
        (5, 112.5, 41.0),
        (7, 112.5, 33.0),  # 1:10 million: file edge
        (8, 106.875, 30.0),  # a cell edge within a file
    ],
)
def test_no_seam_shows_between_cells(browser_page: Any, zoom: int, longitude: float, latitude: float):
    site = Site(browser_page, (latitude, longitude), zoom)
    site.drawn(detail=zoom >= 6)
    # Rivers and borders in the colour of land: whatever else shows along the edge is a seam.
    browser_page.evaluate(
        """() => { for (const name of ['coast', 'river', 'border', 'lake'])
             map.getContainer().style.setProperty('--vm-' + name, '#00ff00'); layer.restyle(); }"""
    )
    reddest_and_bluest = browser_page.evaluate(
        """([lat, lng]) => { let most = 0;
             const at = map.latLngToContainerPoint([lat, lng]);
             for (let dy = -12; dy <= 12; dy++) for (let dx = -12; dx <= 12; dx++) {
               const p = map.containerPointToLatLng([at.x + dx, at.y + dy]);
               const [r, g, b] = colourAt(p.lat, p.lng);
               most = Math.max(most, r, b, 255 - g); }
             return most; }""",
        [latitude, longitude],
    )
    assert reddest_and_bluest <= 4  # rounding where lines of the land's colour are blended


@pytest.mark.parametrize("longitude", [180, -180, 540])
def test_the_world_goes_on_over_the_antimeridian(browser_page: Any, longitude: int):
    site = Site(browser_page, (67.5, longitude), 5)
    site.drawn()
    assert site.colour(67.5, longitude - 1.5) == LAND
    assert site.colour(67.5, longitude + 1.5) == LAND
    assert site.colour(67.5, longitude) == LAND  # and no line along it


def test_the_colours_follow_the_theme(browser_page: Any):
    site = Site(browser_page, (21, 104), 6)
    site.drawn()
    browser_page.evaluate(
        """const box = map.getContainer();
           box.classList.add('dark');
           box.dispatchEvent(new CustomEvent('vm:theme'));"""
    )
    assert site.colour(20.0, 104.0) == [0x11, 0x33, 0x11]


def test_a_missing_detail_file_is_said_once_and_the_coarse_land_stays(browser_page: Any, network: Any):
    site = Site(browser_page, (21.0, 104.5), 8, missing="10m/")
    site.drawn()
    browser_page.wait_for_function("seen.error.length > 0")
    browser_page.evaluate("map.panBy([400, 0], {animate: false})")
    browser_page.wait_for_timeout(100)
    assert site.colour(20.0, 104.5) == LAND
    warnings = [text for text in network.console if "Basemap" in text]
    assert len(warnings) == 1
    assert "HTTP status 404" in warnings[0]
    assert {failure.split("/")[-2] for failure in network.failed} == {"10m"}
    network.failed.clear()
    assert browser_page.evaluate("seen.error[0].file").startswith("10m/")


def test_without_any_data_the_map_still_works(browser_page: Any, network: Any):
    site = Site(browser_page, (21, 106), 5, missing="world.bin")
    browser_page.wait_for_function("seen.error.length > 0")
    browser_page.evaluate("map.setView([39.9, 116.4], 6, {animate: false})")
    assert browser_page.evaluate("[map.getZoom(), Math.round(map.getCenter().lat)]") == [6, 40]
    assert site.colour(39.9, 116.4) == SEA
    assert len([text for text in network.console if "Basemap" in text]) == 1
    assert network.failed == ["404 http://localhost/basemap/world.bin"]
    network.failed.clear()


def test_a_damaged_file_is_an_error_not_a_crash(browser_page: Any):
    browser_page.route("**/basemap/world.bin", lambda route: route.fulfill(body=b"<html>not found</html>"))
    site = Site(browser_page, (21, 106), 5)
    # The later route wins in the browser driver: so ours is put in front again.
    browser_page.route("**/basemap/world.bin", lambda route: route.fulfill(body=b"<html>not found</html>"))
    browser_page.reload()
    browser_page.wait_for_function("seen.error.length > 0")
    assert browser_page.evaluate("seen.error[0].message") == "not a basemap file"
    assert site.page.evaluate("map.getZoom()") == 5


def test_zooming_and_panning_keep_places_where_they_are(browser_page: Any):
    """A lake stays under its coordinates after zooming out and in, panning, and resizing the window."""
    site = Site(browser_page, (21, 106), 6)
    site.drawn(detail=True)
    for step in (
        "map.setZoom(4)",
        "map.setView([30, 100], 5.25)",
        "map.panBy([-900, 300], {animate: false})",
        "map.setView([36.9, 100.2], 7)",
    ):
        browser_page.evaluate(step)
    browser_page.set_viewport_size({"width": 700, "height": 500})
    browser_page.wait_for_timeout(150)
    site.drawn(detail=True)
    assert site.colour(36.9, 100.2) == [0, 255, 255]
    assert site.colour(36.9, 98.6) == LAND


def test_taking_the_layer_off_leaves_nothing(browser_page: Any):
    site = Site(browser_page, (21, 106), 5)
    site.drawn()
    browser_page.evaluate("layer.remove()")
    assert browser_page.locator("canvas.vm-basemap").count() == 0
    browser_page.evaluate("layer.addTo(map)")
    site.drawn()
    assert site.colour(20.0, 104.0) == LAND


def test_a_saved_file_opens_from_disk_without_network(browser_page: Any, network: Any, tmp_path: Path):
    hostile = "Natural Earth; <b>{{7*7}}</b> `${1}`"
    saved = OfflineMap([21.0, 106.0], zoom_start=7, detail_area=(105, 20, 107, 22), credit=hostile)
    folium.CircleMarker([21.03, 105.85], radius=6).add_to(saved)
    file = tmp_path / "map.html"
    saved.save(str(file))
    requests: list[str] = []
    browser_page.on("request", lambda request: requests.append(request.url))
    browser_page.add_init_script(
        "document.addEventListener('basemap:drawn', (e) => { if (e.detail.detail) window.sharp = true })"
    )
    browser_page.context.set_offline(True)
    browser_page.goto(file.as_uri())
    browser_page.wait_for_function("window.sharp")
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    assert browser_page.locator(".leaflet-control-attribution").inner_text() == hostile
    assert network.console == []
    network.foreign.clear()  # the file itself: a file: address is not one of this machine's servers


def test_figures_line_up(browser_page: Any):
    """The shipped typeface has tabular figures; without them a column of dates wobbles."""
    Site(browser_page, (21, 106), 4)
    widths = browser_page.evaluate(
        """async () => {
             const weights = [400, 500, 600, 700];
             const font = (weight) => `${weight} 20px "Be Vietnam Pro"`;
             await Promise.all(weights.map((weight) => document.fonts.load(font(weight), '14')));
             const width = (text, figures, weight) => {
               const span = document.createElement('span');
               span.style.cssText = `position: absolute; font: ${font(weight)}; font-variant-numeric: ${figures}`;
               span.textContent = text;
               document.body.append(span);
               return Math.round(span.getBoundingClientRect().width * 10) / 10;
             };
             return weights.map((w) => [width('1111', 'tabular-nums', w), width('4444', 'tabular-nums', w),
               width('1111', 'normal', w)]);
           }"""
    )
    for ones, fours, proportional in widths:
        assert ones == fours > proportional
