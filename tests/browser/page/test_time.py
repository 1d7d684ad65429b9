"""The time brush in the page: every movement redraws at once and truly; the address follows when it settles."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.browser.page.expected import picture
from tests.browser.page.visit_page import MAP, VisitPage
from visits import Records, VisitFilter

AXIS = (date(2023, 9, 22), date(2024, 5, 19))
"""First and last dated event shown, with three days of air."""


def window(start: str | None, end: str | None) -> VisitFilter:
    return VisitFilter(
        start=date.fromisoformat(start) if start else None, end=date.fromisoformat(end) if end else None
    )


def press(page: VisitPage, side: str, key: str) -> dict[str, Any]:
    """Press a key on a handle; return what the map had said by the end of the key's own event."""
    handle = page.handle(side)
    handle.focus()
    page.page.evaluate("__seen.drawn.length = 0")
    handle.evaluate(
        """(handle, key) => {
          const [name, shift] = key.startsWith("Shift+") ? [key.slice(6), true] : [key, false];
          const options = {key: name, shiftKey: shift, bubbles: true, cancelable: true};
          handle.dispatchEvent(new KeyboardEvent("keydown", options));
          window.__atOnce = __seen.drawn.at(-1) ?? null;
        }""",
        key,
    )
    return page.page.evaluate("__atOnce")


def test_names_and_roles(desk: VisitPage) -> None:
    desk.turn_to()
    assert desk.brush.get_by_role("slider").count() == 2
    assert [desk.day("start"), desk.day("end")] == [day.isoformat() for day in AXIS]
    for side in ("start", "end"):
        handle = desk.handle(side)
        low, now, high = (int(handle.get_attribute(f"aria-value{name}")) for name in ("min", "now", "max"))
        assert low <= now <= high
        assert handle.get_attribute("aria-label")
    assert desk.brush.get_by_test_id("play").get_attribute("aria-label") == "Play"


def test_every_key_redraws_at_once_what_python_finds(desk: VisitPage, records: Records) -> None:
    desk.turn_to("start=2023-09-24&end=2024-05-18")
    steps = [
        ("start", "ArrowRight", "2023-09-25", "2024-05-18"),
        ("start", "ArrowRight", "2023-09-26", "2024-05-18"),
        ("start", "ArrowLeft", "2023-09-25", "2024-05-18"),
        ("end", "Shift+ArrowLeft", "2023-09-25", "2024-04-18"),
        ("end", "Shift+ArrowLeft", "2023-09-25", "2024-03-18"),
        ("end", "ArrowLeft", "2023-09-25", "2024-03-17"),
        ("start", "Shift+ArrowRight", "2023-10-25", "2024-03-17"),
        ("end", "PageUp", "2023-10-25", None),
        ("end", "Shift+ArrowLeft", "2023-10-25", "2024-04-19"),
        ("start", "Shift+ArrowRight", "2023-11-25", "2024-04-19"),
        ("start", "Home", None, "2024-04-19"),
        ("end", "Home", None, None),
    ]
    for side, key, start, end in steps[:-1]:
        said = press(desk, side, key)
        assert said == picture(records, window(start, end)), (side, key)
        assert desk.drawn == said["events"]
        assert desk.day("start") == (start or AXIS[0].isoformat())
        assert desk.day("end") == (end or AXIS[1].isoformat())
    press(desk, "end", "End")
    desk.wait_address(start=[], end=[])
    assert desk.drawn == 19


def test_address_table_and_counts_follow_when_the_brush_settles(desk: VisitPage, records: Records) -> None:
    desk.turn_to("end=2024-05-18")
    for _ in range(4):
        desk.handle("start").press("ArrowRight")
    desk.wait_address(start=["2023-09-26"], end=["2024-05-18"])
    wanted = records.counts(window("2023-09-26", "2024-05-18"))
    desk.wait_counts(shown=wanted.shown)
    desk.wait_rows(wanted.shown)
    assert desk.counts == wanted._asdict()
    assert desk.drawn == wanted.drawn


def test_typed_dates(desk: VisitPage, records: Records) -> None:
    desk.turn_to()
    desk.page.get_by_test_id("brush-start").fill("2024-03-01")
    desk.page.get_by_test_id("brush-start").press("Enter")
    desk.wait_address(start=["2024-03-01"])
    assert desk.last_drawn() == picture(records, window("2024-03-01", None))
    desk.page.get_by_test_id("brush-end").fill("2/4/2024")
    desk.page.get_by_test_id("brush-end").press("Enter")
    desk.wait_address(start=["2024-03-01"], end=["2024-04-02"])
    wanted = picture(records, window("2024-03-01", "2024-04-02"))
    assert desk.last_drawn() == wanted
    desk.wait_counts(drawn=wanted["events"])
    desk.page.get_by_test_id("brush-end").fill("2023-02-30")
    desk.page.get_by_test_id("brush-end").press("Enter")
    assert desk.page.get_by_test_id("brush-message").inner_text()
    assert desk.last_drawn() == wanted
    desk.page.get_by_test_id("brush-reset").click()
    desk.wait_address(start=[], end=[])
    desk.wait_counts(shown=19)


def test_drag(desk: VisitPage, records: Records) -> None:
    desk.turn_to()
    box = desk.page.get_by_test_id("brush-plot").bounding_box()
    grip = desk.handle("start").bounding_box()
    mouse = desk.page.mouse
    mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + 12)
    mouse.down()
    mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 12, steps=6)
    mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 12, steps=4)
    mouse.up()
    desk.until("() => new URLSearchParams(location.search).has('start')")
    desk.rest()
    (start,) = desk.parameters["start"]
    middle = AXIS[0] + (AXIS[1] - AXIS[0]) * 0.6
    assert abs(date.fromisoformat(start) - middle) <= timedelta(days=3)
    assert "end" not in desk.parameters
    assert desk.last_drawn() == picture(records, window(start, None))
    # The window itself can be dragged: both ends move by the same number of days.
    desk.turn_to("start=2023-10-01&end=2023-12-01")
    middle_box = desk.page.get_by_test_id("brush-window").bounding_box()
    x, y = middle_box["x"] + middle_box["width"] / 2, middle_box["y"] + 10
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 120, y, steps=8)
    mouse.up()
    desk.until("() => new URLSearchParams(location.search).get('start') !== '2023-10-01'")
    desk.rest()
    first, last = (date.fromisoformat(desk.parameters[name][0]) for name in ("start", "end"))
    assert last - first == date(2023, 12, 1) - date(2023, 10, 1)
    assert first > date(2023, 10, 10)
    assert desk.last_drawn() == picture(records, VisitFilter(start=first, end=last))


def test_play_and_pause(desk: VisitPage, records: Records) -> None:
    desk.turn_to()
    play = desk.page.get_by_test_id("play")
    play.click()
    desk.until("() => new Set(__seen.drawn.filter((d) => d.start || d.end).map((d) => d.end)).size >= 3")
    assert play.get_attribute("aria-pressed") == "true"
    play.click()
    assert play.get_attribute("aria-pressed") == "false"
    last = desk.last_drawn()
    desk.wait_address(**{name: [last[name]] if last[name] else [] for name in ("start", "end")})
    desk.wait_counts(drawn=last["events"])
    assert desk.last_drawn() == last
    for said in desk.page.evaluate("__seen.drawn.filter((d) => d.start || d.end)"):
        assert said == picture(records, window(said["start"], said["end"]))


def test_view_and_popup_stay_while_the_brush_moves(desk: VisitPage, records: Records) -> None:
    desk.turn_to()
    desk.layer("(layer) => layer._map.setView([22.5, 109.5], 5, {animate: false})")
    desk.click_symbol("Hanoi")
    desk.wait_address()
    desk.page.evaluate(
        """() => {
          window.__here = true;
          document.querySelector("[data-testid=visit-map]").__same = true;
          document.querySelector(".leaflet-popup").__same = true;
        }"""
    )
    view, popup = desk.view(), desk.page.locator(".leaflet-popup").bounding_box()
    for step in range(30):
        press(desk, "start", "ArrowRight")
        if step in (9, 19):  # let it settle in between, so that the server has its say too
            desk.wait_address(start=[(AXIS[0] + timedelta(days=step + 1)).isoformat()])
    start = AXIS[0] + timedelta(days=30)
    desk.wait_address(start=[start.isoformat()])
    desk.wait_counts(shown=records.counts(VisitFilter(start=start)).shown)
    assert desk.view() == view
    assert desk.page.evaluate("window.__here"), "the page was loaded anew"
    assert desk.map.evaluate("(map) => map.__same"), "the map is another element"
    assert desk.page.locator(".leaflet-popup").evaluate("(popup) => popup.__same")
    assert desk.page.locator(".leaflet-popup").bounding_box() == popup
    assert desk.page.locator("iframe").count() == 0
    assert desk.page.locator(MAP).count() == 1


@pytest.mark.parametrize("side", ["start", "end"])
def test_window_at_the_ends_of_the_axis_is_no_filter(desk: VisitPage, side: str) -> None:
    inner = {"start": "2024-01-01", "end": "2024-01-01"}[side]
    desk.turn_to({side: inner})
    assert desk.drawn < 19
    press(desk, side, {"start": "Home", "end": "End"}[side])
    desk.wait_address(start=[], end=[])
    assert desk.drawn == 19
