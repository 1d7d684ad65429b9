"""The page with the network cut: everything comes from this machine, and the first sight is whole and true."""

import json
from typing import Any

import pytest

from tests.browser.page.visit_page import RECORDER, VisitPage

FONTS = """() => document.fonts.ready.then(() =>
  [...document.fonts].filter((face) => face.status === "loaded").map((face) => face.family.replaceAll('"', "")))"""
OTHER_PAGES = {"Sources": "VietnamPlus", "About": "Boundaries"}
"""The pages beside the map, each with a word that stands on it."""
ASKED = "() => performance.getEntriesByType('resource').map((entry) => entry.name)"


@pytest.fixture
def fresh(page_factory: Any, server: Any) -> VisitPage:
    """Return a tab in a browser that has never seen the dashboard; the guard counts its requests."""
    page = page_factory()
    page.add_init_script(RECORDER)
    return VisitPage(page, server.url)


def assert_quiet(page: VisitPage, network: Any) -> None:
    assert (network.foreign, network.failed, network.errors) == ([], [], [])
    assert [line for line in network.console if line.startswith("error")] == []
    # Streamlit's protocol library tries a WebAssembly module, which the policy stops; it does without.
    stopped = [line for line in page.page.evaluate("__seen.violations") if "script-src wasm-eval" not in line]
    assert stopped == []
    page.assert_sound()


def test_first_sight(fresh: VisitPage, network: Any) -> None:
    fresh.page.add_init_script(
        "document.addEventListener('basemap:drawn', (event) => { window.__basemap = event.detail; });"
    )
    fresh.open()
    assert fresh.drawn == 19
    assert fresh.counts == {
        "all": 20,
        "shown": 19,
        "drawn": 19,
        "unplaced": 0,
        "undated_left_out": 0,
        "background_left_out": 1,
    }
    title = fresh.page.get_by_test_id("stMain").inner_text()
    assert "4 visits, 19 events, 25 September 2023 – 16 May 2024" in title
    fresh.until("window.__basemap?.cells > 0")
    asked = fresh.page.evaluate(ASKED)
    for part in ("/app/static/basemap/world.bin", "/app/static/vendor/leaflet/leaflet.js", "/api/columns"):
        assert any(f"{fresh.url}{part}" in address for address in asked)
    assert "Be Vietnam Pro" in fresh.page.evaluate(FONTS)
    assert any(f"{fresh.url}/app/static/fonts/be-vietnam-pro" in address for address in asked)
    assert_quiet(fresh, network)


def test_first_screen_holds_map_and_brush(desk: VisitPage) -> None:
    desk.open()
    height = desk.map.bounding_box()["height"]
    assert height >= 0.6 * 800
    brush, place = desk.brush.bounding_box(), desk.map.bounding_box()
    assert brush["y"] + brush["height"] <= 800
    assert abs(brush["x"] - place["x"]) <= 2
    assert abs(brush["width"] - place["width"]) <= 3


def test_other_pages(fresh: VisitPage, network: Any) -> None:
    fresh.open()
    for name, word in OTHER_PAGES.items():
        fresh.page.get_by_role("link", name=name).click()
        fresh.page.get_by_test_id("stMain").get_by_text(word).first.wait_for()
        fresh.page.wait_for_load_state("networkidle")
        fresh.rest()
        assert_quiet(fresh, network)


@pytest.mark.parametrize("name", OTHER_PAGES)
def test_other_pages_opened_directly(desk: VisitPage, tabs: Any, name: str) -> None:
    path = f"/{name.lower()}"
    desk.visit(path=path)
    desk.page.get_by_test_id("stMain").get_by_text(OTHER_PAGES[name]).first.wait_for()
    desk.page.wait_for_load_state("networkidle")
    desk.assert_sound()
    network = tabs.network_of(desk)
    # Streamlit's front end looks for its server below the page's own path before it finds it at the root.
    asked = {f"404 {desk.url}{path}/_stcore/{probe}" for probe in ("health", "host-config")}
    assert set(network.failed) <= asked
    network.failed.clear()
    network.console[:] = [line for line in network.console if "404" not in line]


def test_every_link_to_the_outside_is_only_a_link(desk: VisitPage) -> None:
    desk.open()
    desk.page.get_by_role("link", name="Sources").click()
    desk.page.get_by_text("Open the source").first.wait_for()
    links = desk.page.locator("[data-testid=stMain] a[href]").evaluate_all(
        "(all) => all.map((a) => [a.getAttribute('href'), a.rel, a.target])"
    )
    outside = [link for link in links if link[0].startswith(("http://", "https://"))]
    assert outside, json.dumps(links)
    assert all(link[0].startswith(("http://", "https://", "#")) for link in links)
    assert all("noopener" in rel or "noreferrer" in rel for _, rel, _ in outside)
