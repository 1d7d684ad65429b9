"""Tabs on the dashboard that tests share: a fresh browser context costs more than most tests."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import visits
from tests.browser.conftest import Network, Server
from tests.browser.page.packages import write_varied
from tests.browser.page.visit_page import RECORDER, VisitPage
from visits import Records


class Tabs:
    """One context and tab for each combination of server and options, opened when first asked for."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser
        self.open: dict[tuple[Any, ...], tuple[VisitPage, Network]] = {}

    def get(self, server: Server, width: int = 1280, height: int = 800, **options: Any) -> VisitPage:
        key = (server.url, width, height, *sorted(options.items()))
        if key not in self.open:
            wanted = {"color_scheme": "light", "locale": "en-GB", "timezone_id": "UTC"} | options
            context = self.browser.new_context(viewport={"width": width, "height": height}, **wanted)
            context.add_init_script(RECORDER)
            network = Network()
            network.watch(context)
            self.open[key] = (VisitPage(context.new_page(), server.url), network)
        return self.open[key][0]

    def network_of(self, page: VisitPage) -> Network:
        return next(network for known, network in self.open.values() if known is page)

    def clear(self) -> None:
        for _, network in self.open.values():
            for kept in (network.foreign, network.failed, network.errors, network.console):
                kept.clear()

    def assert_clean(self) -> None:
        """No request left this machine or failed, no script stumbled or wrote an error."""
        for _, network in self.open.values():
            assert network.foreign == []
            assert network.failed == []
            assert network.errors == []
            assert [line for line in network.console if line.startswith("error")] == []


@pytest.fixture(scope="session")
def tabs(browser: Any) -> Tabs:
    """Return the tabs of this run; they end with the browser."""
    return Tabs(browser)


@pytest.fixture
def tab(tabs: Tabs) -> Iterator[Callable[..., VisitPage]]:
    """Return a function (server, width, height, context options) that gives a tab, kept for later tests.

    A test starts with `open` on it, which begins a new session of the dashboard. At the end of the test
    nothing may have left the machine, failed or written an error in any tab.
    """
    tabs.clear()
    yield tabs.get
    tabs.assert_clean()


@pytest.fixture
def desk(tab: Callable[..., VisitPage], server: Server) -> VisitPage:
    """Return the shared tab on the shipped records: 1280 x 800, light, English."""
    return tab(server)


@pytest.fixture(scope="session")
def records() -> Records:
    """Return the shipped records."""
    return visits.load(Path(__file__).resolve().parents[3] / "seeds")


@pytest.fixture(scope="session")
def varied_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a package with everything that the shipped records lack; see `packages.write_varied`."""
    return write_varied(tmp_path_factory.mktemp("varied"))


@pytest.fixture(scope="session")
def varied_records(varied_folder: Path) -> Records:
    """Return the records of the varied package."""
    return visits.load(varied_folder)
