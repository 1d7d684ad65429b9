"""Reading the map: legend, popup, table and the whole event, and how they follow each other."""

from typing import Any

import pytest

from tests.browser.page.visit_page import VisitPage
from visits import Records, VisitFilter
from visits.exports.event_csv import read_event_csv

BACKGROUND = "2022-10-30-china-nguyen-phu-trong-visit"


def overlap(a: dict[str, float], b: dict[str, float]) -> bool:
    return (
        a["x"] < b["x"] + b["width"]
        and b["x"] < a["x"] + a["width"]
        and a["y"] < b["y"] + b["height"]
        and b["y"] < a["y"] + a["height"]
    )


def box_of(symbol: dict[str, float]) -> dict[str, float]:
    """The square around a symbol, a pixel less than its disc: what a popup must leave free."""
    half = symbol["r"] - 1
    return {"x": symbol["x"] - half, "y": symbol["y"] - half, "width": 2 * half, "height": 2 * half}


def test_a_legend_entry_hides_and_shows_its_visit(desk: VisitPage, records: Records, tmp_path: Any) -> None:
    desk.turn_to()
    visits = list(records.visits["visit_id"])
    assert desk.legend.count() == 4
    entry = desk.legend.nth(0)
    assert entry.get_attribute("aria-pressed") == "true"
    entry.click()
    others = VisitFilter(visits=tuple(visits[1:]))
    wanted = records.counts(others)
    assert desk.drawn == wanted.drawn, "the map waits for nobody"
    assert desk.legend.nth(0).get_attribute("aria-pressed") == "false"
    desk.wait_address(visit=visits[1:])
    desk.wait_counts(shown=wanted.shown)
    desk.wait_rows(wanted.shown)
    assert desk.counts == wanted._asdict()
    assert [desk.legend.nth(i).locator(".vm-count").inner_text() for i in range(4)] == ["0", "4", "2", "4"]
    came = read_event_csv(desk.download("CSV", tmp_path))
    assert list(came["event_id"]) == list(records.frame(others)["event_id"])
    desk.legend.nth(0).click()
    desk.wait_address(visit=[])
    desk.wait_counts(shown=19)
    assert desk.drawn == 19


def test_a_visit_chosen_in_the_panel_is_alone_in_the_legend(desk: VisitPage) -> None:
    desk.turn_to("visit=hanoi-china-2024-05")
    pressed = [desk.legend.nth(i).get_attribute("aria-pressed") for i in range(4)]
    assert pressed == ["false", "false", "false", "true"]
    desk.legend.nth(0).click()
    desk.wait_address(visit=["hanoi-china-2024-05", "hanoi-china-2023-09"])
    desk.wait_counts(shown=13)


def test_a_symbol_of_one_event_opens_it(desk: VisitPage, records: Records) -> None:
    desk.turn_to("start=2024-04-03&end=2024-04-03")
    popup = desk.click_symbol("Ho Chi Minh City")
    event = records.event("2024-04-03-ho-chi-minh-city-nguyen-ho-hai-meeting")
    text = popup.inner_text()
    assert event.title in text
    assert "3 April 2024, afternoon" in text
    assert "Ho Chi Minh City" in text
    assert popup.locator(".vm-event-list").count() == 0
    links = popup.locator("a.vm-source")
    assert links.count() >= 1
    assert all(
        address.startswith(("http://", "https://"))
        for address in links.evaluate_all("(all) => all.map((a) => a.getAttribute('href'))")
    )


ON_TOP = """(part) => {
  const {left, top, width, height} = part.getBoundingClientRect();
  return part.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}"""


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_the_popup_leaves_its_place_free(tab: Any, server: Any, size: tuple[int, int]) -> None:
    page = tab(server, *size).open()
    for name in ("Beijing", "Guangzhou", "Hanoi", "Ho Chi Minh City"):
        page.layer("(layer) => layer.fit(false)")
        popup = page.click_symbol(name)
        page.rest()
        page.still()
        symbol, box, frame = page.symbol(name), popup.bounding_box(), page.map.bounding_box()
        assert symbol["count"] == popup.locator(".vm-event-list li").count()
        for part in (".leaflet-popup-content-wrapper", ".leaflet-popup-tip-container"):
            assert not overlap(box_of(symbol), popup.locator(part).bounding_box()), name
        assert box["x"] >= frame["x"] - 1, name
        assert box["y"] >= frame["y"] - 1, name
        assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1, name
        assert frame["x"] <= symbol["x"] <= frame["x"] + frame["width"], name
        assert frame["y"] <= symbol["y"] <= frame["y"] + frame["height"], name
        for part in (".leaflet-popup-close-button", ".vm-list-head"):
            assert popup.locator(part).evaluate(ON_TOP), f"{part} of {name} lies under something"
        popup.locator(".leaflet-popup-close-button").click()
        popup.wait_for(state="detached")


def test_a_symbol_of_several_events_lists_them(desk: VisitPage, records: Records) -> None:
    desk.turn_to()
    popup = desk.click_symbol("Guangzhou")
    titles = popup.locator(".vm-event-list .vm-title").all_inner_texts()
    events = records.frame(VisitFilter(cities=("gn:1809858",)))
    assert titles == list(events["title"])
    assert popup.locator(".vm-list-head .vm-count").inner_text() == "5"
    popup.get_by_role("button").filter(has_text=titles[2]).click()
    desk.wait_address(event=[events["event_id"].iloc[2]])
    assert desk.detail.get_by_role("heading").first.inner_text() == titles[2]
    # The popup is still the one that was opened, with the way back to its list.
    back = desk.page.locator(".vm-back")
    assert back.inner_text() == "All events here"
    back.click()
    assert desk.page.locator(".vm-event-list .vm-title").all_inner_texts() == titles


def test_escape_closes_the_popup(desk: VisitPage) -> None:
    desk.turn_to()
    desk.click_symbol("Hanoi")
    desk.page.keyboard.press("Escape")
    desk.page.wait_for_selector(".leaflet-popup", state="detached")
    popup = desk.click_symbol("Hanoi")
    popup.locator(".vm-event-list button").nth(1).click()
    desk.until("() => new URLSearchParams(location.search).has('event')")
    desk.rest()
    desk.page.keyboard.press("Escape")
    desk.page.wait_for_selector(".leaflet-popup", state="detached")


def test_a_clicked_place_narrows_the_table(desk: VisitPage, records: Records) -> None:
    desk.turn_to()
    desk.click_symbol("Hanoi")
    said = desk.page.get_by_text("of 19 events: Hanoi")
    said.wait_for()
    wanted = records.frame(VisitFilter(cities=("gn:1581130",)))
    assert said.inner_text() == f"{len(wanted)} of 19 events: Hanoi"
    desk.wait_rows(len(wanted))
    assert [row[2] for row in desk.table()] == list(wanted["title"])
    # Nothing but the table is narrowed.
    assert desk.counts["shown"] == 19
    assert desk.query == ""
    desk.page.get_by_role("button", name="Show all", exact=True).click()
    desk.wait_rows(19)
    said.wait_for(state="detached")


def test_a_row_opens_its_event_and_brings_the_map_there(desk: VisitPage, records: Records) -> None:
    desk.turn_to()
    desk.wait_rows(19)
    desk.layer("(layer) => layer._map.setView([35, 139], 6, {animate: false})")
    row = next(i for i, cells in enumerate(desk.table()) if cells[3] == "Hanoi")
    event = records.frame().iloc[row]
    desk.click_row(row)
    desk.wait_address(event=[event["event_id"]])
    assert desk.detail.get_by_role("heading").first.inner_text() == event["title"]
    popup = desk.popup()
    assert event["title"] in popup.inner_text()
    assert desk.layer("({_map}) => _map.getBounds().contains([21.0285, 105.8542])")
    # A place in sight: the map stays where the reader has put it.
    desk.layer("(layer) => layer._map.setView([25, 110], 4, {animate: false})")
    before = desk.view()
    desk.click_row(row + 1)
    desk.wait_address(event=[records.frame()["event_id"].iloc[row + 1]])
    desk.popup()
    assert desk.view()[0] == before[0]


def test_the_page_does_not_move_when_something_is_selected(desk: VisitPage) -> None:
    desk.turn_to()
    desk.wait_rows(19)
    frame = desk.page.locator("[data-testid=stDataFrame]").first
    frame.scroll_into_view_if_needed()
    before = frame.bounding_box()
    desk.click_row(3)
    desk.until("() => new URLSearchParams(location.search).has('event')")
    desk.detail.wait_for()
    desk.rest()
    assert frame.bounding_box() == before


def test_the_whole_event(desk: VisitPage, records: Records) -> None:
    desk.turn_to("event=2024-03-26-hanoi-nguyen-van-phong-meeting")
    detail = desk.detail
    detail.get_by_role("heading").first.wait_for()
    facts = dict(
        zip(
            detail.locator(".vm-facts > dt").all_inner_texts(),
            detail.locator(".vm-facts > dd").all_inner_texts(),
            strict=True,
        )
    )
    assert facts["Date as written"] == "sáng nay (26/3)"
    assert facts["Date as understood"].startswith("26 March 2024 (2024-03-26)")
    assert "Nguyen Van Phong" in facts["Hosts"]
    assert "Deputy Secretary of the Hanoi Party Committee" in facts["Hosts"]
    assert "Wu Xinbao" in facts["Guests"]
    assert "Hanoi" in detail.locator(".vm-where").inner_text()
    event = records.event("2024-03-26-hanoi-nguyen-van-phong-meeting")
    links = detail.locator(".vm-facts a.vm-source")
    addresses = links.evaluate_all("(all) => all.map((a) => a.href)")
    assert addresses == [records.source(source_id).url for source_id in event.sources]
    assert all(address.startswith("https://") for address in addresses)
    claims = detail.locator(".vm-claim")
    assert claims.count() == len(records.claims_of(event.event_id))
    assert "less precise" in detail.locator(".vm-claims").inner_text()


def test_conflicting_claims_stand_side_by_side(desk: VisitPage, records: Records) -> None:
    desk.turn_to(f"status=background&event={BACKGROUND}")
    assert desk.drawn == 1
    assert desk.counts["shown"] == 1
    desk.detail.get_by_role("heading").first.wait_for()
    conflicts = [claim for claim in records.claims_of(BACKGROUND) if claim.agrees == "conflict"]
    assert conflicts, "the seeds hold one event about which sources differ"
    marked = desk.detail.locator(".vm-claim-conflict")
    assert marked.count() == len(conflicts)
    for claim, text in zip(conflicts, marked.all_inner_texts(), strict=True):
        source = records.source(claim.source)
        assert claim.value in text
        assert (source.publisher or source.citation) in text
        assert "differs" in text
    assert "Background" in desk.detail.locator(".vm-kind").inner_text()


def test_legend_explains_only_what_is_on_the_map(desk: VisitPage) -> None:
    desk.turn_to("start=2024-05-16&end=2024-05-16&visit=hanoi-china-2024-05")
    signs = desk.page.locator(".vm-legend-signs li").all_inner_texts()
    assert "Leg, as the sources state" not in signs, "both legs of this visit are inferred"
    assert "Leg to or from home, inferred" in signs
    desk.turn_to("start=2030-01-01")
    assert desk.page.locator(".vm-legend-signs li").count() == 0


def test_coverage_stands_beside_the_counts(desk: VisitPage, records: Records) -> None:
    desk.turn_to()
    desk.page.get_by_role("button", name="What these data cover").click()
    body = desk.page.get_by_test_id("stPopoverBody")
    body.get_by_text(records.coverage["statement"]).wait_for()
