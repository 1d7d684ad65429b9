"""The gazetteer's page on a package of the reader's own, one of whose places has hostile texts."""

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import visits
from gazetteer import PLACE_COLUMNS
from tests.browser.conftest import Network
from tests.browser.hostile.conftest import WATCH, Watched
from tests.browser.hostile.hostile_package import text_of
from tests.browser.page.visit_page import RECORDER
from visits import Records

ROOT = Path(__file__).resolve().parents[3]

MAP = "[data-testid=place-map]"

TWINS = [
    {"place_id": f"venue:van-thu-{code}", "kind": "park", "name_vi": "Vạn Thử", "country": code, "latitude": at,
     "longitude": "110", "precision": "venue", "source": "s", "licence": "l"}
    for code, at in (("vn", "21"), ("cn", "31"))
]  # fmt: skip
"""An invented name that two countries share."""

HOSTILE = {
    **{column: text_of("places", column) for column in ("name_vi", "source", "licence", "note")},
    "place_id": "venue:zzyqo",
    "kind": "park",
    "name": "Zzyqo Park",
    "country": "vn",
    "parent": "gn:1581130",
    "latitude": "21.05",
    "longitude": "105.85",
    "precision": "venue",
}
"""A place with one harmless name, to ask for it."""


class GazetteerPage(Watched):
    """The page as a hand and an eye know it."""

    def go(self, query: Any = "") -> "GazetteerPage":
        """Open the page with these parameters and wait until its map or field is there."""
        self.visit(query, "/gazetteer")
        self.page.wait_for_selector(f"{MAP}[data-drawn], [data-testid=sheet-field] .pm-go:not(:empty)")
        self.rest()
        return self

    def wait_drawn(self, count: int) -> None:
        self.page.wait_for_selector(f'{MAP}[data-drawn="{count}"]')
        self.rest()

    @property
    def candidates(self) -> Any:
        return self.page.get_by_test_id("candidates").locator(".pm-item")

    @property
    def message(self) -> str:
        return str(self.page.locator(".pm-message").inner_text())

    def type(self, label: str, text: str) -> None:
        """Type into a field and leave it, as a reader does with the tabulator."""
        self.page.get_by_label(label, exact=True).fill(text)
        self.page.keyboard.press("Tab")
        self.rest()

    def paste(self, text: str) -> None:
        self.page.get_by_test_id("sheet-field").get_by_role("textbox").fill(text)
        self.page.get_by_role("button", name="Find the places").click()
        self.page.wait_for_selector("[data-testid=stDataFrame]")
        self.rest()


@pytest.fixture(scope="session")
def own_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the seeds with places of its own, which tests may add to."""
    folder = tmp_path_factory.mktemp("own") / "records"
    shutil.copytree(ROOT / "seeds", folder)
    with (folder / "places.csv").open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, PLACE_COLUMNS, restval="", lineterminator="\n").writerows([*TWINS, HOSTILE])
    assert not visits.load(folder).faults
    return folder


@pytest.fixture(scope="session")
def own_records(own_folder: Path) -> Records:
    return visits.load(own_folder)


@pytest.fixture
def gazetteer_page(browser: Any, serve_data: Any, own_folder: Path) -> Iterator[Callable[..., GazetteerPage]]:
    """Return a function that opens the page in a tab of its own; options are those of a context.

    At the end no request has left the machine, no script has stumbled, no text was run.
    """
    pages: list[GazetteerPage] = []
    server = serve_data(own_folder)

    def open_page(query: Any = "", *, width: int = 1280, height: int = 800, **options: Any) -> GazetteerPage:
        wanted = {"color_scheme": "light", "locale": "en-GB", "timezone_id": "UTC"} | options
        context = browser.new_context(viewport={"width": width, "height": height}, **wanted)
        context.add_init_script(RECORDER + WATCH)
        network = Network()
        network.watch(context)
        pages.append(GazetteerPage(context.new_page(), server.url, network))
        return pages[-1].go(query)

    yield open_page
    for page in pages:
        page.assert_sound()
        page.assert_inert()
        # Streamlit's own probe for the folder that it is served from.
        assert [line for line in page.network.failed if "/gazetteer/_stcore/" not in line] == []
        # Streamlit's front end tries WebAssembly and does without it.
        violations = page.page.evaluate("__seen.violations")
        assert [line for line in violations if "wasm-eval" not in line] == []
        page.page.context.close()
