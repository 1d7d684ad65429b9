"""Both languages, both themes, wide and narrow: nothing left in English, nothing cut, nothing wider than the window."""

import re
from functools import cache
from typing import Any

import pytest

from dashboard.credits import CREDITS
from dashboard.text import Texts
from dashboard.text.extraction import messages
from gazetteer.model import Place
from tests.browser.page.visit_page import PHONE, VisitPage
from visits import Records
from visits.schema import TABLES

VISIBLE_TEXTS = """() => {
  const found = new Set();
  const seen = (element) => {
    if (!element.checkVisibility({checkVisibilityCSS: true, checkOpacity: true})) return false;
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && !/material/i.test(style.fontFamily);
  };
  const walker = document.createTreeWalker(document.querySelector("[data-testid=stApp]"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    if (text && seen(walker.currentNode.parentElement)) found.add(text);
  }
  for (const element of document.querySelectorAll("[placeholder]")) if (seen(element)) found.add(element.placeholder);
  for (const element of document.querySelectorAll(".vm-root [title], .vm-root [aria-label]")) {
    for (const name of ["title", "aria-label"]) if (element.getAttribute(name)) found.add(element.getAttribute(name));
  }
  // Tables are drawn on a canvas; what they say stands inside it.
  for (const cell of document.querySelectorAll("canvas [role=columnheader]")) {
    if (cell.textContent.trim()) found.add(cell.textContent);
  }
  return [...found];
}"""
"""What a reader sees, and what the map's own elements tell assistive technology."""

CUT_TEXTS = """() => {
  const cut = [];
  const walker = document.createTreeWalker(document.querySelector("[data-testid=stApp]"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.textContent.trim() || !element.checkVisibility({checkVisibilityCSS: true, checkOpacity: true})) continue;
    if (/material/i.test(getComputedStyle(element).fontFamily)) continue; // an icon
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    if (text.width < 2 || text.height < 2) continue;
    // Scrolled away is not cut: stop at the first ancestor that scrolls or hides on purpose.
    for (let box = element; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box), edge = box.getBoundingClientRect();
      if (edge.width < 2 || edge.height < 2) break;
      if (/auto|scroll/.test(style.overflowX + style.overflowY)) break;
      const clips = (axis) => /hidden|clip/.test(style[axis]);
      if ((clips("overflowX") && (text.right > edge.right + 1.5 || text.left < edge.left - 1.5)) ||
          (clips("overflowY") && (text.bottom > edge.bottom + 3 || text.top < edge.top - 3))) {
        cut.push([node.textContent.trim().slice(0, 60), box.className.toString().slice(0, 60)]);
        break;
      }
    }
  }
  return cut;
}"""
"""Texts of which a part is hidden by an edge that does not scroll."""

WIDER = """() => [...document.querySelectorAll("[data-testid=stMain] *")].filter((element) => {
  const box = element.getBoundingClientRect();
  if (box.width < 1 || !element.checkVisibility() || box.right <= innerWidth + 1) return false;
  for (let outer = element.parentElement; outer; outer = outer.parentElement) {
    const scrolls = /auto|scroll|hidden|clip/.test(getComputedStyle(outer).overflowX);
    if (scrolls && outer.getBoundingClientRect().right <= innerWidth + 1) return false;
  }
  return true;
}).map((element) => element.tagName + "." + element.className.toString().slice(0, 60))"""
"""Elements that stick out of the window to the right and are not inside something that scrolls."""


def words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) > 3}


@cache
def english_words() -> frozenset[str]:
    """Words of the interface's English strings that no Vietnamese string uses; and those of Streamlit's own."""
    vietnamese = Texts("vi")
    english: set[str] = set()
    translated: set[str] = set()
    for message in messages():
        forms = message.key if isinstance(message.key, tuple) else (message.key,)
        for form in forms:
            english |= words(form)
            translated |= words(vietnamese.t(form))
        if len(forms) > 1:
            translated |= words(vietnamese.n(*forms, 2)) if forms[0].count("{") == 1 else set()
    streamlit = words(
        "Choose options Select rows search columns fullscreen download deploy settings results clear"
    )
    return frozenset((english | streamlit) - translated)


def record_texts(records: Records) -> list[str]:
    """Every text of the records, names of places and credits, the longest first."""
    texts: set[str] = set()
    for name, table in TABLES.items():
        if name != "places":
            rows = getattr(records, name if name != "events" else "claims")
            frames = [rows] if name != "events" else [records.frame()]
            for frame in frames:
                texts |= {
                    str(cell) for column in frame.columns for cell in frame[column] if isinstance(cell, str)
                }
            assert table.columns
    for place in records.gazetteer.labelled:
        assert isinstance(place, Place)
        texts |= {name.text for name in place.names}
    texts |= {part for credit in CREDITS for part in (credit.name, credit.licence, credit.url)}
    texts |= {str(value) for licence in records.licenses for value in licence.values()}
    texts |= {value for value in records.coverage.values() if isinstance(value, str)}
    texts |= {records.title}
    return sorted((text for text in texts if len(text) > 3), key=len, reverse=True)


def left_in_english(page: VisitPage, known: list[str]) -> dict[str, set[str]]:
    """Visible texts in which English words of an interface stand, records left out."""
    found = {}
    for text in page.page.evaluate(VISIBLE_TEXTS):
        rest = text
        for record in known:
            if record in rest:
                rest = rest.replace(record, " ")
        if english := words(rest) & english_words():
            found[text[:80]] = english
    return found


@pytest.fixture(scope="module")
def known(records: Records) -> list[str]:
    return record_texts(records)


def test_the_test_can_find_english(desk: VisitPage, known: list[str]) -> None:
    desk.open("lang=en")
    desk.wait_rows(19)
    found = left_in_english(desk, known)
    assert len(found) > 20
    assert "Legend" in found
    assert "title, name, document" in found
    assert "Event" in found, "a column of the table"


def test_nothing_is_left_in_english_on_the_map_page(desk: VisitPage, known: list[str]) -> None:
    desk.open("lang=vi&event=2024-03-26-hanoi-nguyen-van-phong-meeting&city=Nowhere&start=2023-10-01")
    desk.detail.get_by_role("heading").first.wait_for()
    desk.popup()
    more = desk.page.get_by_test_id("stSidebar").get_by_test_id("stExpander")
    more.locator("summary").click()
    desk.settled(more)
    assert left_in_english(desk, known) == {}
    desk.open("lang=vi&status=background")
    desk.click_symbol("China")
    assert left_in_english(desk, known) == {}
    desk.visit("lang=vi&type=courtesy_call&city=gn%3A1581130")
    desk.wait_drawn(0)
    assert left_in_english(desk, known) == {}


def test_nothing_is_left_in_english_in_what_opens_and_on_the_other_pages(
    desk: VisitPage, known: list[str]
) -> None:
    desk.open("lang=vi")
    for number in range(3):
        desk.page.get_by_test_id("stPopover").nth(number).get_by_role("button").click()
        desk.page.get_by_test_id("stPopoverBody").wait_for()
        desk.rest()
        assert left_in_english(desk, known) == {}
        desk.page.keyboard.press("Escape")
        desk.page.get_by_test_id("stPopoverBody").wait_for(state="detached")
    for number, path in ((2, "sources"), (3, "about")):  # the gazetteer's page has its own tests
        desk.page.get_by_role("navigation").get_by_role("link").nth(number).click()
        desk.until(f"() => location.pathname === '/{path}'")
        desk.page.get_by_test_id("stMain").get_by_role("heading").first.wait_for()
        desk.rest()
        desk.page.wait_for_load_state("networkidle")
        assert left_in_english(desk, known) == {}


def test_language_of_the_document(desk: VisitPage) -> None:
    desk.open("lang=vi")
    assert "vi" in (
        desk.page.evaluate("document.documentElement.lang"),
        desk.page.evaluate("document.querySelector('.vm-root').closest('[lang]')?.lang"),
    )


# --- sizes and themes


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_nothing_is_cut_or_sticks_out(tab: Any, server: Any, size: str, theme: str) -> None:
    options: dict[str, Any] = dict(PHONE) if size == "phone" else {}
    page: VisitPage = tab(server, **(options | ({"color_scheme": "dark"} if theme == "dark" else {})))
    page.open("lang=en&event=2024-03-26-hanoi-nguyen-van-phong-meeting")
    for lang in ("en", "vi"):
        if lang == "vi":
            page.page.get_by_role("radio", name="VI").click(force=True)
            page.wait_address(lang=["vi"])
        page.detail.get_by_role("heading").first.wait_for()
        page.page.evaluate("document.fonts.ready")
        page.still()
        themed = page.map.locator("xpath=ancestor::*[@data-vm-theme]").first
        assert themed.get_attribute("data-vm-theme") == theme
        assert page.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert page.page.evaluate(WIDER) == []
        assert page.page.evaluate(CUT_TEXTS) == []
    background = page.page.evaluate(
        "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    )
    brightness = sum(int(part) for part in re.findall(r"\d+", background)[:3]) / 3
    assert (brightness > 128) == (theme == "light")


def test_phone_map_first_and_fit_for_thumbs(tab: Any, server: Any) -> None:
    page: VisitPage = tab(server, **PHONE).open()
    assert page.page.evaluate("matchMedia('(pointer: coarse)').matches")
    order = [
        page.map.bounding_box()["y"],
        page.brush.bounding_box()["y"],
        page.page.locator("[data-testid=stDataFrame]").first.bounding_box()["y"],
    ]
    assert order == sorted(order)
    assert order[0] < 300
    for side in ("start", "end"):
        box = page.handle(side).bounding_box()
        assert box["width"] >= 40
        assert box["height"] >= 40
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    for button in page.brush.get_by_role("button").all():
        if button.is_visible():
            assert button.bounding_box()["height"] >= 24
    # A thumb drags the first day; the page does not scroll under it.
    grip = page.handle("start").bounding_box()
    plot = page.page.get_by_test_id("brush-plot").bounding_box()
    touch(page, (grip["x"] + 20, grip["y"] + 20), (plot["x"] + plot["width"] * 0.6, grip["y"] + 24))
    page.until("() => new URLSearchParams(location.search).has('start')")
    assert page.drawn < 19
    assert page.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0


def touch(page: VisitPage, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag with one finger."""
    session = page.page.context.new_cdp_session(page.page)
    path = [
        {"x": start[0] + (end[0] - start[0]) * step / 8, "y": start[1] + (end[1] - start[1]) * step / 8}
        for step in range(9)
    ]
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [path[0]]})
    for point in path[1:]:
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()


def test_phone_filters_are_a_drawer(tab: Any, server: Any) -> None:
    page: VisitPage = tab(server, **PHONE).open()
    sidebar = page.page.get_by_test_id("stSidebar")
    assert sidebar.get_attribute("aria-expanded") != "true"
    page.page.get_by_test_id("stExpandSidebarButton").click()
    sidebar.get_by_role("combobox", name="City").wait_for()
    assert page.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_theme_follows_the_system_without_a_reload(desk: VisitPage) -> None:
    desk.turn_to()
    root = desk.page.locator(".vm-root").first
    assert root.get_attribute("data-vm-theme") == "light"
    try:
        desk.page.emulate_media(color_scheme="dark")
        desk.page.wait_for_selector(".vm-root[data-vm-theme=dark]")
        assert desk.page.evaluate("performance.getEntriesByType('navigation').length") == 1
    finally:
        desk.page.emulate_media(color_scheme="light")
    desk.page.wait_for_selector(".vm-root[data-vm-theme=light]")
