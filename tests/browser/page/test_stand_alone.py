"""The map without a server: `OfflineMap` and `VisitLayer` saved to a file, opened from disk, with no network."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import visits
from dashboard.basemap import OfflineMap
from dashboard.visitmap import VisitLayer
from tests.browser.conftest import Network
from tests.browser.page.expected import picture
from tests.browser.page.visit_page import RECORDER, VisitPage
from visits import Records, VisitFilter


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file that the three lines of the documents write."""
    m = OfflineMap([27, 110], zoom_start=4)
    VisitLayer(visits.load()).add_to(m)
    path = tmp_path_factory.mktemp("saved") / "visits.html"
    m.save(str(path))
    return path


@pytest.fixture
def file_page(browser: Any, saved: Path) -> Iterator[VisitPage]:
    context = browser.new_context(viewport={"width": 1000, "height": 700}, locale="en-GB", offline=True)
    context.add_init_script(RECORDER)
    network = Network()
    network.watch(context)
    page = VisitPage(context.new_page(), "")
    page.page.goto(saved.as_uri())
    page.page.wait_for_selector("[data-testid=visit-map][data-drawn]")
    yield page
    assert set(network.foreign) == {saved.as_uri()}
    assert network.failed == []
    assert network.errors == []
    assert [line for line in network.console if line.startswith("error")] == []
    context.close()


def test_brush_and_map(file_page: VisitPage, records: Records) -> None:
    assert file_page.drawn == 19
    assert file_page.last_drawn() == picture(records, VisitFilter())
    assert file_page.legend.count() == 4
    file_page.handle("start").press("PageUp")
    said = file_page.last_drawn()
    assert said["start"] is not None
    asked = VisitFilter.from_params({"start": said["start"]})[0]
    assert said == picture(records, asked)
    file_page.legend.nth(0).click()
    assert file_page.drawn < 19


def test_popups(file_page: VisitPage, records: Records) -> None:
    popup = file_page.click_symbol("Hanoi")
    titles = popup.locator(".vm-event-list .vm-title").all_inner_texts()
    assert titles == list(records.frame(VisitFilter(cities=("gn:1581130",)))["title"])
    popup.locator(".vm-event-list button").first.click()
    assert titles[0] in file_page.popup().inner_text()
    file_page.page.locator(".vm-back").click()
    assert file_page.page.locator(".vm-event-list .vm-title").all_inner_texts() == titles


def test_basemap_is_in_the_file(file_page: VisitPage) -> None:
    painted = file_page.page.locator("canvas.vm-basemap").evaluate(
        """async (canvas) => {
          const colours = () => {
            const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
            const found = new Set();
            for (let i = 0; i < data.length; i += 4 * 97) found.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
            return found.size;
          };
          while (colours() < 20) await new Promise(requestAnimationFrame);
          return colours();
        }"""
    )
    assert painted >= 20


def test_the_file_holds_no_address_to_fetch(saved: Path) -> None:
    text = saved.read_text(encoding="utf-8")
    assert '<script src="http' not in text
    assert "cdn.jsdelivr" not in text
    assert len(text) < 3_000_000
