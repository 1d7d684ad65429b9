"""Broken data: the page shows what is sound, says what it left out, and never falls over."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import visits
from tests.browser.page.packages import event, place, source, visit, write_package

if TYPE_CHECKING:
    from tests.browser.page.visit_page import VisitPage

SOUND = 4


@pytest.fixture(scope="session")
def broken_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a package with four sound events and one of each fault."""
    return write_package(
        tmp_path_factory.mktemp("broken"),
        {
            "sources": [source()],
            "visits": [visit(1)],
            "events": [
                event(0, visit_id="visit-01"),
                event(1, date="2024-05-17"),
                event(2, place_id="", place_basis="unknown"),
                event(3, place_id="own:nowhere"),
                event(10, date="2023-02-30"),
                event(11, date="2024-05-20/2024-05-01"),
                event(12, place_id="gn:99999999"),
                event(13, sources="no-such-source"),
                event(14, type="picnic"),
                event(0, title="The same id again"),
            ],
            "places": [place("own:nowhere", "Nowhere")],
        },
    )


def test_sound_records_are_shown_and_the_rest_is_told(broken_folder: Path, serve_data: Any, tab: Any) -> None:
    records = visits.load(broken_folder, strict=False)
    assert len(records) in (SOUND, SOUND - 1), "an id given twice names no event for sure"
    page = tab(serve_data(broken_folder)).open()
    counts = records.counts()
    assert page.counts == counts._asdict()
    assert page.drawn == counts.drawn == counts.shown - 2
    assert counts.unplaced == 2
    warning = page.page.get_by_test_id("stAlert").inner_text()
    assert str(len(records.faults)) in warning
    assert "About" in warning
    page.assert_sound()
    page.page.get_by_role("navigation").get_by_role("link", name="About").click()
    page.page.get_by_text("What was left out because of faults").wait_for()
    page.wait_rows(len(records.faults))
    rows = page.table()
    assert [(row[0], row[3]) for row in rows] == [
        (fault.file, str(fault.value or "")) for fault in records.faults
    ]
    told = " ".join(" ".join(row) for row in rows)
    for value in (
        "2023-02-30",
        "2024-05-20/2024-05-01",
        "gn:99999999",
        "no-such-source",
        "picnic",
        "event-000",
    ):
        assert value in told
    assert all(row[4] and row[5] for row in rows), "every fault says what is wrong and what to do"
    page.assert_sound()


def test_places_without_a_point_are_counted_and_listed(
    broken_folder: Path, serve_data: Any, tab: Any
) -> None:
    page = tab(serve_data(broken_folder)).open()
    assert page.counts["unplaced"] == 2
    assert {row[3] for row in page.table()} >= {"Nowhere", "not known"}
    # An event without a point opens too; nothing on the map pretends to be its place.
    row = next(number for number, cells in enumerate(page.table()) if cells[3] == "Nowhere")
    page.click_row(row)
    page.wait_address(event=["event-003"])
    page.detail.get_by_role("heading").first.wait_for()
    assert page.page.locator(".leaflet-popup").count() == 0


@pytest.mark.parametrize("content", [None, "this is no JSON {"])
def test_a_folder_that_is_no_package(
    content: str | None, serve_data: Any, tab: Any, tmp_path_factory: Any
) -> None:
    folder = tmp_path_factory.mktemp("nothing")
    (folder / "notes.txt").write_text("not a data package", encoding="utf-8")
    if content is not None:
        (folder / "datapackage.json").write_text(content, encoding="utf-8")
    page: VisitPage = tab(serve_data(folder))
    page.visit()
    page.page.get_by_text("The records could not be loaded.").wait_for()
    assert "datapackage.json" in page.page.get_by_test_id("stMain").inner_text()
    assert "Traceback" not in page.page.get_by_test_id("stMain").inner_text()
    for name in ("Sources", "About"):
        page.page.get_by_role("navigation").get_by_role("link", name=name).click()
        page.until("(path) => location.pathname === path", f"/{name.lower()}")
        page.page.get_by_text("The records could not be loaded.").wait_for()
        page.rest()
    page.assert_sound()


def test_an_empty_package(serve_data: Any, tab: Any, tmp_path_factory: Any) -> None:
    page: VisitPage = tab(serve_data(write_package(tmp_path_factory.mktemp("empty"), {})))
    page.open()
    assert page.drawn == 0
    assert set(page.counts.values()) == {0}
    assert "No event has a date" in page.brush.inner_text()
    assert page.page.get_by_test_id("play").is_disabled()
    assert page.page.get_by_test_id("stAlertContentError").count() == 0
    page.assert_sound()
    for name in ("Sources", "About"):
        page.page.get_by_role("navigation").get_by_role("link", name=name).click()
        page.until("(path) => location.pathname === path", f"/{name.lower()}")
        page.rest()
        page.assert_sound()


def test_only_undated_events(serve_data: Any, tab: Any, tmp_path_factory: Any) -> None:
    folder = write_package(
        tmp_path_factory.mktemp("undated"),
        {
            "sources": [source()],
            "events": [event(0, date="", date_text=""), event(1, date="XXXX-03-26", date_text="26 March")],
        },
    )
    page: VisitPage = tab(serve_data(folder)).open()
    assert page.drawn == 2
    assert "No event has a date" in page.brush.inner_text()
    page.open("start=2024-01-01")
    page.wait_counts(shown=0)
    assert page.counts["undated_left_out"] == 2
    page.wait_drawn(0)
    page.assert_sound()
