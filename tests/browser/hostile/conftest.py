"""The hostile package on a server, in a tab that shouts when any of its texts is run."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import visits
from tests.browser.conftest import Network
from tests.browser.hostile.hostile_package import FIRED, RESULT, write_hostile
from tests.browser.page.visit_page import RECORDER, VisitPage
from visits import Records

WATCH = """
window.__painted = new Set();
const fillText = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
  window.__painted.add(String(text));
  return fillText.call(this, text, ...rest);
};
"""
"""Keeps every text that is painted on a canvas, which no reader of the document sees."""


class Watched(VisitPage):
    """A tab in which any sign of an executed text is kept."""

    def __init__(self, page: Any, url: str, network: Network) -> None:
        super().__init__(page, url)
        self.network = network
        self.dialogs: list[str] = []
        page.on("dialog", self._note_dialog)

    def _note_dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def assert_inert(self) -> None:
        """Nothing ran, nothing was fetched for a text, no template was filled in."""
        assert self.page.evaluate(f"window.{FIRED}") is None
        assert self.dialogs == []
        assert self.network.foreign == []
        assert self.network.errors == []
        assert RESULT not in self.page.content()
        assert RESULT not in "".join(self.page.evaluate("[...(window.__painted ?? [])]"))
        assert self.page.locator("img[src='x'], svg[onload], [onfocus], [onerror]").count() == 0
        assert self.page.locator("a[href^='javascript:' i]").count() == 0
        assert self.page.locator("a[href*='evil.example'], img[src*='evil.example']").count() == 0

    def texts(self, selector: str) -> list[str]:
        """The text of every element that a selector finds, to the letter."""
        return self.page.locator(selector).evaluate_all("(all) => all.map((one) => one.textContent)")


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_hostile(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="session")
def hostile_records(hostile_folder: Path) -> Records:
    """Return the records; the loader takes them all, for text may be anything."""
    return visits.load(hostile_folder)


@pytest.fixture(scope="session")
def watch(browser: Any) -> Callable[[str], Watched]:
    """Return a function that opens a watched tab for an address."""

    def open_tab(url: str) -> Watched:
        context = browser.new_context(
            viewport={"width": 1280, "height": 800}, locale="en-GB", timezone_id="UTC"
        )
        context.add_init_script(RECORDER + WATCH)
        network = Network()
        network.watch(context)
        return Watched(context.new_page(), url, network)

    return open_tab


@pytest.fixture(scope="session")
def hostile_tab(watch: Callable[[str], Watched], serve_data: Any, hostile_folder: Path) -> Watched:
    return watch(serve_data(hostile_folder).url)


@pytest.fixture
def hostile(hostile_tab: Watched) -> Iterator[Watched]:
    """Return the shared tab; at the end of every test nothing may have run in it."""
    yield hostile_tab
    hostile_tab.assert_inert()
