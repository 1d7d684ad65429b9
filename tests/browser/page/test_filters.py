"""Filters in the panel: honest numbers beside every choice, and a way out of an empty result."""

import contextlib
import re
from typing import Any

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from dashboard.map_page.filter_panel import FIELDS, FIRST, option_names
from dashboard.text import Texts
from tests.browser.page.visit_page import VisitPage
from visits import Records, VisitFilter

LABELS = {
    "cities": "City",
    "countries": "Country",
    "directions": "Direction",
    "types": "Kind of event",
    "people": "Person or organisation",
    "visits": "Visit",
    "statuses": "Status",
    "sources": "Source",
}
PARAMETER = {
    "cities": "city",
    "countries": "country",
    "directions": "direction",
    "types": "type",
    "people": "person",
    "visits": "visit",
}


def choices(page: VisitPage, field: str) -> Any:
    """Open the list of a filter and return its options."""
    page.page.get_by_test_id("stSidebar").get_by_role("combobox", name=LABELS[field], exact=True).click()
    options = page.page.get_by_role("option")
    options.first.wait_for()
    return options


def expected_options(records: Records, field: str, asked: VisitFilter) -> dict[str, int]:
    """Every value of a filter as it is called, with the events it would show."""
    name = option_names(records, Texts("en"))[field]
    return {
        f"{name(value)} ({count})": count for value, count in records.facets(asked)[FIELDS[field]].items()
    }


@pytest.mark.parametrize("field", FIRST)
def test_choices_say_how_many_and_keep_their_word(desk: VisitPage, records: Records, field: str) -> None:
    desk.turn_to()
    wanted = expected_options(records, field, VisitFilter())
    options = choices(desk, field)
    listed = options.all_inner_texts()
    assert set(listed) <= set(wanted)
    # The list is drawn as it is scrolled: what has most events stands first.
    numbers = [wanted[text] for text in listed]
    assert numbers == sorted(wanted.values(), reverse=True)[: len(numbers)]
    label = listed[min(1, len(listed) - 1)]
    options.filter(has_text=re.compile(f"^{re.escape(label)}$")).click()
    desk.until("(name) => new URLSearchParams(location.search).has(name)", PARAMETER[field])
    desk.wait_counts(shown=wanted[label])
    asked, notes = VisitFilter.from_params(desk.parameters, records)
    assert notes == []
    counts = records.counts(asked)
    assert counts.shown == wanted[label]
    assert desk.drawn == counts.drawn
    desk.page.keyboard.press("Escape")
    desk.page.get_by_test_id("stSidebar").get_by_role("button", name="Clear all filters").click()
    desk.wait_address(**{PARAMETER[field]: []})
    desk.wait_counts(shown=19)


def test_numbers_follow_the_other_filters(desk: VisitPage, records: Records) -> None:
    desk.turn_to("city=gn%3A1816670&type=talks&type=signing")
    asked = VisitFilter(cities=("gn:1816670",), types=("talks", "signing"))
    for field in ("cities", "types", "people"):
        listed = choices(desk, field).all_inner_texts()
        wanted = expected_options(records, field, asked)
        assert set(listed) <= set(wanted)
        desk.page.keyboard.press("Escape")
        desk.page.get_by_role("option").first.wait_for(state="detached")
    chosen = desk.page.get_by_test_id("stSidebar").get_by_role("group", name="Selected values")
    assert "Beijing (2)" in chosen.first.inner_text()


def test_a_name_in_the_address_is_counted_like_its_id(desk: VisitPage, records: Records) -> None:
    desk.turn_to([("city", "Hà Nội"), ("person", "Nguyễn Văn Phong")])
    asked = VisitFilter(cities=("gn:1581130",), people=("nguyen-van-phong",))
    desk.wait_counts(shown=records.counts(asked).shown)
    chosen = desk.page.get_by_test_id("stSidebar").get_by_role("group", name="Selected values")
    city = records.facets(asked)["city"]["gn:1581130"]
    person = records.facets(asked)["person"]["nguyen-van-phong"]
    assert city > 0
    assert person > 0
    assert f"({city})" in chosen.nth(0).inner_text()
    assert f"({person})" in chosen.nth(1).inner_text()
    desk.assert_sound()


def test_words_search_every_language_without_diacritics(desk: VisitPage, records: Records) -> None:
    desk.turn_to()
    box = desk.page.get_by_test_id("stSidebar").get_by_role("textbox", name="Search")
    for words in ("bac kinh", "MEMORANDUM", "河内"):
        box.fill(words)
        box.press("Enter")
        desk.wait_address(q=[words])
        counts = records.counts(VisitFilter(text=words))
        assert 0 < counts.shown < 19
        desk.wait_counts(shown=counts.shown)
        desk.wait_drawn(counts.drawn)


def test_more_filters_status_source_and_meaning_of_the_period(desk: VisitPage, records: Records) -> None:
    desk.turn_to("end=2023-10-01")
    sidebar = desk.page.get_by_test_id("stSidebar")
    sidebar.get_by_text("More filters").click()
    for _ in range(
        3
    ):  # on a busy machine the list may still be opening under the pointer: a reader clicks again
        sidebar.get_by_text("begins in it").click()
        with contextlib.suppress(PlaywrightTimeout):
            desk.page.wait_for_function("() => location.search.includes('mode=starts')", timeout=8_000)
            break
    desk.wait_address(mode=["starts"], end=["2023-10-01"])
    counts = records.counts(VisitFilter.from_params(desk.parameters)[0])
    desk.wait_counts(shown=counts.shown)
    desk.wait_drawn(counts.drawn)
    options = choices(desk, "statuses")
    options.filter(has_text=re.compile("^Background")).click()
    desk.until("() => new URLSearchParams(location.search).getAll('status').includes('background')")
    desk.rest()
    counts = records.counts(VisitFilter.from_params(desk.parameters)[0])
    desk.wait_counts(shown=counts.shown)
    desk.wait_drawn(counts.drawn)


def test_an_empty_result_names_the_filter_that_emptied_it(desk: VisitPage, records: Records) -> None:
    asked = VisitFilter(types=("courtesy_call",), cities=("gn:1581130",), directions=("outgoing",))
    assert records.counts(asked).shown == 0
    desk.visit(asked.to_params())
    desk.page.get_by_text("No event passes these filters.").last.wait_for()
    desk.wait_drawn(0)
    assert desk.counts["shown"] == 0
    offered = desk.page.get_by_test_id("stMain").get_by_role("button", name=re.compile("^Without"))
    texts = {text.split("\n")[-1] for text in offered.all_inner_texts()}
    assert texts == {
        f"Without “{LABELS[field]}”: {count} event{'s' * (count != 1)}"
        for field in ("types", "cities", "directions")
        if (count := records.counts(asked.without(field)).shown)
    }
    assert len(texts) >= 2
    desk.page.get_by_role("button", name=re.compile("Without “City”")).click()
    desk.wait_address(city=[], type=["courtesy_call"], direction=["outgoing"])
    wanted = records.counts(asked.without("cities"))
    desk.wait_counts(shown=wanted.shown)
    desk.wait_drawn(wanted.drawn)


def test_an_empty_result_is_no_download(desk: VisitPage) -> None:
    desk.visit("type=courtesy_call&city=gn%3A1581130")
    desk.page.get_by_role("button", name="Clear all filters").last.wait_for()
    desk.page.get_by_role("button", name="Download", exact=True).click()
    buttons = desk.page.get_by_test_id("stDownloadButton").get_by_role("button")
    buttons.first.wait_for()
    assert all(button.is_disabled() for button in buttons.all())
    desk.page.keyboard.press("Escape")
    desk.page.get_by_test_id("stMain").get_by_role("button", name="Clear all filters").click()
    desk.wait_drawn(19)
    assert desk.query == ""
