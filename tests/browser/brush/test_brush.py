"""The time brush under a hand: keys, pointer, typed dates, play.

The axis is that of brush.html, 14 October 2022 to 30 May 2024, unless a test sets another.
"""

import itertools
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

FIRST, LAST = "2022-10-14", "2024-05-30"
WEEK = ("2023-09-25", "2023-09-29")


# ---- what stands on the page


def test_names_that_others_rely_on(brush: Any) -> None:
    assert brush.root.get_by_role("slider").count() == 2
    assert brush.root.get_attribute("role") == "group"
    assert [handle.get_attribute("aria-label") for handle in (brush.start, brush.end)] == [
        "First day",
        "Last day",
    ]
    assert [handle.get_attribute("tabindex") for handle in (brush.start, brush.end)] == ["0", "0"]
    assert [handle.get_attribute("aria-valuetext") for handle in (brush.start, brush.end)] == [FIRST, LAST]
    play = brush.root.get_by_test_id("play")
    assert (play.get_attribute("aria-pressed"), play.get_attribute("aria-label")) == ("false", "Play")
    brush.page.get_by_label("From", exact=True).fill("2023-01-01")  # visible labels belong to the fields
    brush.page.get_by_label("To", exact=True).fill("2023-02-01")


def test_slider_values_follow_the_range(brush: Any) -> None:
    brush.choose(*WEEK)
    day = {iso: brush.run("(d) => D.fromISO(d)", iso) for iso in (FIRST, LAST, *WEEK)}
    want = {
        brush.start: (day[FIRST], day[WEEK[1]], day[WEEK[0]], WEEK[0]),
        brush.end: (day[WEEK[0]], day[LAST], day[WEEK[1]], WEEK[1]),
    }
    for handle, (low, high, now, said) in want.items():
        got = [handle.get_attribute(f"aria-value{key}") for key in ("min", "max", "now", "text")]
        assert got == [str(low), str(high), str(now), said]
    assert brush.window.get_attribute("aria-label").endswith("25–29 September 2023")
    assert [brush.typed[side].input_value() for side in ("start", "end")] == [*WEEK]


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, None, "All dates"),
        (*WEEK, "25–29 September 2023 · 5 days"),
        ("2023-09-25", "2023-09-25", "25 September 2023 · 1 day"),
        ("2023-09-25", None, "from 25 September 2023"),
        (None, "2023-09-25", "until 25 September 2023"),
    ],
)
def test_readout(brush: Any, start: str | None, end: str | None, words: str) -> None:
    brush.choose(start, end)
    assert brush.readout.inner_text() == words


def test_other_languages(brush: Any) -> None:
    brush.choose(*WEEK)
    brush.run("brush.setTexts({days_other: '{count} ngày', first_day: 'Ngày đầu'}); brush.setLanguage('vi')")
    assert brush.readout.inner_text() == "25–29 tháng 9, 2023 · 5 ngày"
    assert brush.start.get_attribute("aria-label") == "Ngày đầu"
    brush.run("brush.setTexts({days_other: '{count}天', all_dates: '全部日期'}); brush.setLanguage('zh')")
    assert brush.readout.inner_text() == "2023年9月25–29日 · 5天"
    brush.choose(None, None)
    assert brush.readout.inner_text() == "全部日期"


def test_wording_is_shown_as_text(brush: Any) -> None:
    hostile = "<img src=x onerror=window.hit=1>{{7*7}}${1}`"
    brush.run(
        """(hostile) => { const keys = Object.keys(VisitMap.TimeBrush.TEXTS);
        brush.setTexts(Object.fromEntries(keys.map((key) => [key, hostile])));
        brush.setAxis(null); }""",
        hostile,
    )
    assert brush.root.locator("img").count() == 0
    assert hostile in brush.root.inner_text()
    assert brush.run("window.hit") is None


def test_is_compact_where_there_is_room(brush: Any) -> None:
    for width in (1240, 760):
        brush.page.set_viewport_size({"width": width, "height": 400})
        assert brush.root.bounding_box()["height"] <= 118
        controls = [brush.root.get_by_test_id("play"), brush.readout, *brush.typed.values()]
        middles = [box["y"] + box["height"] / 2 for box in (item.bounding_box() for item in controls)]
        assert max(middles) - min(middles) < 2, "one row"
    brush.page.set_viewport_size({"width": 1240, "height": 400})


# ---- keys

DAY, MONTH, YEAR = "Arrow", "Shift+Arrow", "Page"
KEYS = [
    ("ArrowRight", "2023-09-26", "2023-10-11"),
    ("ArrowUp", "2023-09-26", "2023-10-11"),
    ("ArrowLeft", "2023-09-24", "2023-10-09"),
    ("ArrowDown", "2023-09-24", "2023-10-09"),
    ("Shift+ArrowLeft", "2023-08-25", "2023-09-25"),  # the last day cannot pass the first
    ("Shift+ArrowRight", "2023-10-10", "2023-11-10"),  # nor the first the last
    ("PageDown", None, "2023-09-25"),
    ("PageUp", "2023-10-10", None),
    ("Home", None, "2023-09-25"),
    ("End", "2023-10-10", None),
]
"""Key -> the first day, the last day, when pressed on its handle; before: 25 September to 10 October 2023."""


@pytest.mark.parametrize(("key", "start", "end"), KEYS)
def test_keys_on_the_handles(brush: Any, key: str, start: str | None, end: str | None) -> None:
    for handle, want in ((brush.start, (start, "2023-10-10")), (brush.end, ("2023-09-25", end))):
        brush.choose("2023-09-25", "2023-10-10")
        handle.press(key)
        assert brush.range == want
        assert brush.told("input")[-1] == want


@pytest.mark.parametrize(
    ("key", "want"),
    [
        ("ArrowRight", ("2023-09-26", "2023-09-30")),
        ("ArrowLeft", ("2023-09-24", "2023-09-28")),
        ("Shift+ArrowRight", ("2023-10-25", "2023-10-29")),
        ("PageUp", ("2024-05-26", None)),  # it stops at the end and keeps its length
        ("PageDown", (None, "2022-10-18")),
        ("Home", (None, "2022-10-18")),
        ("End", ("2024-05-26", None)),
    ],
)
def test_keys_on_the_window(brush: Any, key: str, want: tuple[str | None, str | None]) -> None:
    brush.choose(*WEEK)
    brush.window.press(key)
    assert brush.range == want


def test_a_leap_day_and_a_long_month(brush: Any) -> None:
    brush.fill([["2020-01-01", "2020-01-01", 0]], "2020-01-01", "2026-12-31")
    for before, key, after in (
        ("2024-02-29", "PageUp", "2025-02-28"),
        ("2024-02-29", "PageDown", "2023-02-28"),
        ("2024-01-31", "Shift+ArrowRight", "2024-02-29"),
        ("2024-02-28", "ArrowRight", "2024-02-29"),
        ("2024-03-01", "ArrowLeft", "2024-02-29"),
    ):
        brush.choose(before, None)
        brush.start.press(key)
        assert brush.range == (after, None), (before, key)


@pytest.mark.parametrize(
    ("first", "last"),
    [("0001-01-01", "9999-12-31"), ("1866-03-05", "1899-11-02"), ("0099-01-01", "0101-01-01")],
)
def test_far_years(brush: Any, first: str, last: str) -> None:
    brush.fill([[first, first, 0], [last, last, 0]], first, last)
    brush.start.press("ArrowRight")
    brush.end.press("ArrowLeft")
    said = [handle.get_attribute("aria-valuetext") for handle in (brush.start, brush.end)]
    want = brush.run("(ends) => ends.map((d, i) => D.toISO(D.fromISO(d) + (i ? -1 : 1)))", [first, last])
    assert said == want == list(brush.range)
    assert brush.colours(brush.x_of(first) + 1.5)[3] > 0, "the bar at the beginning"
    assert brush.colours(brush.x_of(last, after=True) - 1.5)[3] > 0, "the bar at the end"
    brush.start.press("Home")
    brush.end.press("End")
    assert brush.range == (None, None)


def test_handles_meet_and_do_not_cross(brush: Any) -> None:
    brush.choose(*WEEK)
    brush.start.press("End")
    assert brush.range == (WEEK[1], WEEK[1])
    brush.start.press("ArrowRight")
    brush.end.press("Home")
    brush.end.press("ArrowLeft")
    assert brush.range == (WEEK[1], WEEK[1])
    assert brush.readout.inner_text() == "29 September 2023 · 1 day"


def test_a_key_is_answered_at_once(brush: Any) -> None:
    brush.choose(*WEEK)
    told, redrawn = brush.run(
        """() => { const canvas = document.querySelector('.vm-brush-canvas'), before = canvas.toDataURL();
        const press = new KeyboardEvent('keydown', {key: 'ArrowLeft', shiftKey: true, bubbles: true});
        document.querySelector('[role=slider]').dispatchEvent(press);
        return [told.input.length, canvas.toDataURL() !== before]; }"""
    )
    assert (told, redrawn) == (1, True)


def test_keys_that_are_not_the_brushs_own_are_left_alone(brush: Any) -> None:
    brush.choose(*WEEK)
    left = brush.run(
        """() => ['a', 'Tab', 'Escape', 'Enter'].map((key) => {
        const press = new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true});
        document.querySelector('[role=slider]').dispatchEvent(press); return press.defaultPrevented; })"""
    )
    assert left == [False] * 4
    assert brush.range == WEEK


# ---- both ends: no filter


def test_a_brush_at_both_ends_filters_nothing(brush: Any) -> None:
    assert brush.range == (None, None)
    brush.choose(FIRST, LAST)
    assert brush.range == (None, None)
    brush.choose("1999-01-01", "2050-01-01")
    assert brush.range == (None, None)
    brush.choose("2023-01-01", LAST)
    assert brush.range == ("2023-01-01", None)
    brush.start.press("Home")
    assert brush.told("input") == [(None, None)]


def test_a_range_outside_the_axis_stays_what_it_is(brush: Any) -> None:
    brush.choose("2030-01-01", "2030-12-31")
    assert brush.range == ("2030-01-01", "2030-12-31")
    assert brush.readout.inner_text() == "2030 · 365 days"
    assert int(brush.start.get_attribute("aria-valuenow")) <= int(brush.start.get_attribute("aria-valuemax"))
    brush.choose("1999-01-01", "1999-12-31")
    assert brush.range == ("1999-01-01", "1999-12-31")
    brush.choose(None, "1999-12-31")
    assert brush.range == (None, "1999-12-31")
    brush.end.press("ArrowRight")  # a hand brings it back onto the axis
    assert brush.range == (None, "2022-10-15")


def test_a_range_comes_back_when_the_axis_grows_again(brush: Any) -> None:
    brush.choose("2022-11-01", WEEK[1])
    brush.run("brush.setAxis({min: D.fromISO('2023-06-01'), max: D.fromISO('2024-01-01')})")
    assert brush.range == (None, WEEK[1])
    brush.run("brush.setAxis({min: D.fromISO('2022-10-14'), max: D.fromISO('2024-05-30')})")
    assert brush.range == ("2022-11-01", WEEK[1])
    brush.run("brush.setAxis({min: D.fromISO('2023-06-01'), max: D.fromISO('2024-01-01')})")
    brush.end.press("ArrowRight")  # what a hand chose since then stays
    brush.run("brush.setAxis({min: D.fromISO('2022-10-14'), max: D.fromISO('2024-05-30')})")
    assert brush.range == (None, "2023-09-30")


def test_set_range_tells_unless_silent(open_brush: Callable[..., Any]) -> None:
    brush = open_brush(clock=True)
    brush.choose(*WEEK)
    brush.pass_time(1000)
    assert (brush.told("input"), brush.told("change")) == ([], [])
    brush.run("brush.setRange(D.fromISO('2023-01-01'), null)")
    assert brush.told("input") == [("2023-01-01", None)]
    brush.pass_time(1000)
    assert brush.told("change") == [("2023-01-01", None)]


def test_change_comes_once_when_things_are_quiet(open_brush: Callable[..., Any]) -> None:
    brush = open_brush(clock=True)
    for _ in range(4):
        brush.start.press("ArrowRight")
        brush.pass_time(250)
    assert len(brush.told("input")) == 4
    assert brush.told("change") == []
    brush.pass_time(60)
    assert brush.told("change") == [("2022-10-18", None)]
    brush.start.press("ArrowRight")
    brush.start.press("ArrowLeft")  # back where it was: nothing has changed
    brush.pass_time(400)
    assert len(brush.told("change")) == 1


# ---- pointer


def test_drag_a_handle(brush: Any) -> None:
    brush.drag(brush.x_of(FIRST) - 3, brush.x_of("2023-09-25") - 3)  # held where it was taken: no jump
    assert brush.range == ("2023-09-25", None)
    brush.drag(brush.x_of(LAST, after=True) + 3, brush.x_of("2023-09-29", after=True) + 3)
    assert brush.range == WEEK
    brush.drag(brush.x_of(WEEK[1], after=True) + 3, brush.x_of("2023-01-01"))
    assert brush.range == (WEEK[0], WEEK[0]), "pulled across the other handle"


def test_drag_the_window(brush: Any) -> None:
    brush.choose("2023-06-01", "2023-08-31")
    shift = brush.x_of("2023-06-11") - brush.x_of("2023-06-01")
    middle = brush.x_of("2023-07-15")
    brush.drag(middle, middle + shift)
    assert brush.range == ("2023-06-11", "2023-09-10")
    brush.drag(brush.x_of("2023-07-15"), 0)
    assert brush.range == (None, "2023-01-13"), "it stops at the end of the axis with its length"


def test_a_window_of_a_day_can_be_taken_at_its_top(brush: Any) -> None:
    brush.choose("2023-09-25", "2023-09-25")
    middle = (brush.x_of("2023-09-25") + brush.x_of("2023-09-25", after=True)) / 2
    shift = brush.x_of("2023-10-25") - brush.x_of("2023-09-25")
    brush.drag(middle, middle + shift, y=brush.plot.bounding_box()["y"] + 1)
    assert brush.range == ("2023-10-25", "2023-10-25")


def test_without_a_window_a_drag_draws_one(brush: Any) -> None:
    brush.drag(brush.x_of("2023-10-01"), brush.x_of("2023-09-01"))
    assert brush.range == ("2023-09-01", "2023-09-30")
    brush.run("restart()")
    brush.page.mouse.click(brush.x_of("2023-09-01"), brush.middle)
    assert brush.range == (None, None), "a mere click draws none"


def test_a_click_beside_the_window_moves_the_nearest_handle(brush: Any) -> None:
    brush.choose(*WEEK)
    brush.page.mouse.click(brush.x_of("2023-03-01"), brush.middle)
    assert brush.range == ("2023-03-01", WEEK[1])
    brush.page.mouse.click(brush.x_of("2024-01-31", after=True), brush.plot.bounding_box()["y"] + 58)
    assert brush.range == ("2023-03-01", "2024-01-31")
    brush.page.keyboard.press("ArrowLeft")  # the handle that moved has the focus
    assert brush.range == ("2023-03-01", "2024-01-30")


def test_a_double_click_and_the_button_show_everything(brush: Any) -> None:
    brush.choose(*WEEK)
    brush.page.mouse.dblclick(brush.x_of("2023-09-27"), brush.middle)
    assert brush.range == (None, None)
    brush.choose(*WEEK)
    brush.page.mouse.dblclick(brush.x_of(WEEK[0]) - 3, brush.middle)
    assert brush.range == WEEK, "a handle may be nudged twice"
    reset = brush.root.get_by_test_id("brush-reset")
    reset.focus()
    brush.page.keyboard.press("Enter")
    assert brush.range == (None, None)
    assert not reset.is_visible()
    assert brush.run("document.activeElement.getAttribute('role')") == "slider", "the focus is not lost"


def test_esc_while_dragging_goes_back(brush: Any) -> None:
    brush.choose(*WEEK)
    brush.drag(brush.x_of(WEEK[0]) - 3, brush.x_of("2023-01-01"), drop=False)
    brush.draw_frame()
    assert brush.range[0] < "2023-01-05"
    brush.page.keyboard.press("Escape")
    assert brush.range == WEEK
    brush.page.mouse.move(brush.x_of("2023-03-01"), brush.middle)
    brush.draw_frame()
    assert brush.range == WEEK, "the drag is over"
    brush.page.mouse.up()
    assert brush.told("input")[-1] == WEEK


def test_a_pointer_that_the_browser_takes_away_goes_back(brush: Any) -> None:
    brush.choose(*WEEK)
    brush.drag(brush.x_of(WEEK[0]) - 3, brush.x_of("2023-01-01"), drop=False)
    brush.draw_frame()
    brush.run("brush._parts.plot.dispatchEvent(new PointerEvent('pointercancel', {bubbles: true}))")
    assert brush.range == WEEK
    brush.page.mouse.up()


def test_pointer_moves_are_told_once_a_frame(brush: Any) -> None:
    brush.choose(*WEEK)
    brush.drag(brush.x_of(WEEK[0]) - 3, brush.x_of(WEEK[0]) - 4, drop=False)
    brush.draw_frame()
    before = len(brush.told("input"))
    during, after = brush.run(
        """async () => { const plot = brush._parts.plot, box = plot.getBoundingClientRect();
        const pointerId = brush._drag.pointer, clientY = box.top + 20;
        for (let i = 0; i < 40; i += 1) plot.dispatchEvent(new PointerEvent('pointermove',
          {bubbles: true, pointerId, clientX: box.left + 300 + i, clientY}));
        const during = told.input.length;
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        return [during, told.input.length]; }"""
    )
    assert (during, after) == (before, before + 1)
    brush.page.mouse.up()


def test_only_the_first_button_drags(brush: Any) -> None:
    brush.choose(*WEEK)
    brush.page.mouse.click(brush.x_of("2023-03-01"), brush.middle, button="right")
    assert brush.range == WEEK


def test_a_drag_lands_on_round_dates_where_a_pixel_is_several_days(brush: Any) -> None:
    brush.fill([["1900-01-01", "1900-01-01", 0]], "1850-05-05", "2024-05-30")
    brush.drag(brush.x_of("1850-05-05") - 3, brush.x_of("1931-07-20") - 3)
    assert brush.range[0] in {f"1931-{month}-01" for month in ("04", "07", "10")}
    brush.drag(brush.x_of(brush.range[0]) - 3, 0)
    assert brush.range == (None, None), "the end of the axis can be reached all the same"


def test_hover_says_what_a_bar_holds(brush: Any) -> None:
    tip = brush.root.locator(".vm-brush-tip")
    brush.page.mouse.move(brush.x_of("2023-09-27"), brush.middle)
    assert tip.inner_text() == "25 September – 1 October 2023 · 8 events"
    brush.page.mouse.move(brush.x_of("2024-03-27"), brush.middle)
    assert tip.inner_text() == "25–31 March 2024 · 3 events (1 not to the day)"
    brush.page.mouse.move(brush.x_of("2023-07-01"), brush.middle)
    assert not tip.is_visible()


# ---- undo


def test_undo_goes_back_gesture_by_gesture(brush: Any) -> None:
    brush.drag(brush.x_of("2023-09-01"), brush.x_of("2023-10-01"))
    for _ in range(3):
        brush.start.press("ArrowRight")  # three presses in a row are one gesture
    brush.typed["end"].fill("31/12/2023")
    brush.typed["end"].press("Enter")
    assert brush.range == ("2023-09-04", "2023-12-31")
    brush.start.press("Control+z")
    assert brush.range == ("2023-09-04", "2023-09-30")
    brush.start.press("Control+z")
    assert brush.range == ("2023-09-01", "2023-09-30")
    brush.start.press("Control+z")
    assert brush.range == (None, None)
    brush.start.press("Control+z")
    assert brush.range == (None, None)
    assert brush.told("input")[-1] == (None, None)


def test_undo_in_a_field_that_is_being_typed_in_is_the_fields_own(brush: Any) -> None:
    brush.choose(*WEEK)
    brush.start.press("ArrowRight")
    brush.typed["start"].fill("2023")
    brush.typed["start"].press("Control+z")
    assert brush.range == ("2023-09-26", WEEK[1])


# ---- typed dates


@pytest.mark.parametrize(
    ("side", "text", "want"),
    [
        ("start", "2023-09-25", ("2023-09-25", None)),
        ("start", "25/9/2023", ("2023-09-25", None)),
        ("start", "9/2023", ("2023-09-01", None)),
        ("end", "9/2023", (None, "2023-09-30")),
        ("end", "2023", (None, "2023-12-31")),
        ("end", "29 September 2023", (None, "2023-09-29")),
    ],
)
def test_typed(brush: Any, side: str, text: str, want: tuple[str | None, str | None]) -> None:
    brush.typed[side].fill(text)
    assert brush.range == (None, None), "not before it is finished"
    brush.typed[side].press("Enter")
    assert brush.range == want
    assert brush.told("input") == [want]
    assert brush.typed[side].input_value() == (want[0] or want[1])


def test_typed_leaving_the_field_counts_and_an_empty_field_is_no_limit(brush: Any) -> None:
    brush.typed["start"].fill("25/9/2023")
    brush.typed["end"].focus()
    assert brush.range == ("2023-09-25", None)
    brush.typed["start"].fill("")
    brush.typed["start"].press("Tab")
    assert brush.range == (None, None)
    assert brush.typed["start"].get_attribute("placeholder") == FIRST


@pytest.mark.parametrize("text", ["25/9/23", "30/2/2023", "9/25/2023", "soon"])
def test_typed_nonsense_stays_and_is_explained(brush: Any, text: str) -> None:
    brush.choose(*WEEK)
    field = brush.typed["start"]
    field.fill(text)
    field.press("Tab")
    assert field.input_value() == text
    assert field.get_attribute("aria-invalid") == "true"
    assert brush.typed["end"].get_attribute("aria-invalid") == "false"
    assert "Not a date" in brush.message.inner_text()
    assert field.get_attribute("aria-describedby") == brush.message.get_attribute("id")
    assert (brush.range, brush.told("input")) == (WEEK, [])
    field.fill("26/9/2023")
    field.press("Enter")
    assert (brush.range, field.get_attribute("aria-invalid")) == (("2023-09-26", WEEK[1]), "false")
    assert brush.message.inner_text() == ""


def test_typed_first_day_after_the_last_waits_for_the_last(brush: Any) -> None:
    brush.choose(*WEEK)
    brush.typed["start"].fill("2024-03-01")
    brush.typed["start"].press("Enter")
    assert brush.typed["start"].get_attribute("aria-invalid") == "true"
    assert "after the last day" in brush.message.inner_text()
    assert brush.range == WEEK
    brush.typed["end"].fill("2024-03-31")
    brush.typed["end"].press("Enter")
    assert brush.range == ("2024-03-01", "2024-03-31")
    assert brush.typed["start"].get_attribute("aria-invalid") == "false"


def test_typed_beyond_the_axis_is_no_limit_and_says_so(brush: Any) -> None:
    brush.choose(*WEEK)
    brush.typed["start"].fill("1/1/1990")
    brush.typed["start"].press("Enter")
    assert brush.range == (None, WEEK[1])
    assert "Nothing is earlier" in brush.message.inner_text()
    brush.typed["end"].fill("2050")
    brush.typed["end"].press("Enter")
    assert brush.range == (None, None)
    assert "Nothing is later" in brush.message.inner_text()


def test_esc_in_a_field_brings_the_date_back(brush: Any) -> None:
    brush.choose(*WEEK)
    brush.typed["end"].fill("nonsense")
    brush.typed["end"].press("Enter")
    brush.typed["end"].press("Escape")
    assert brush.typed["end"].input_value() == WEEK[1]
    assert brush.message.inner_text() == ""


# ---- play and step


def test_play_from_no_window_to_the_end(open_brush: Callable[..., Any]) -> None:
    brush = open_brush(clock=True)
    play = brush.root.get_by_test_id("play")
    play.click()
    assert play.get_attribute("aria-pressed") == "true"
    start, end = brush.range
    assert start is None
    assert end == "2022-12-11", "nine of the 85 weeks, the first of which the axis cuts"
    brush.pass_time(600)
    assert brush.range == ("2022-10-17", "2022-12-18")
    brush.pass_time(600 * 120)
    assert play.get_attribute("aria-pressed") == "false", "it stops at the end"
    start, end = brush.range
    assert end is None
    assert start is not None
    assert start > "2024-03-01"
    changes = brush.told("change")
    assert changes[-1] == (start, None)
    assert len(changes) > 10, "the server hears of every step, so that its counts keep up with the picture"


def test_play_with_a_window_and_pause(open_brush: Callable[..., Any]) -> None:
    brush = open_brush(clock=True)
    brush.choose("2023-09-25", "2023-10-01")
    play = brush.root.get_by_test_id("play")
    play.click()
    assert brush.range == ("2023-09-25", "2023-10-01")
    brush.pass_time(1250)
    assert brush.range == ("2023-10-09", "2023-10-15"), "two steps of a week"
    play.click()
    told = [
        ("2023-10-02", "2023-10-08"),
        ("2023-10-09", "2023-10-15"),
    ]  # every step is told, the pause adds nothing
    assert brush.told("change") == told
    brush.pass_time(3000)
    assert brush.range == ("2023-10-09", "2023-10-15")
    assert brush.told("change") == told


def test_a_range_from_the_page_ends_play_without_a_word(open_brush: Callable[..., Any]) -> None:
    brush = open_brush(clock=True)
    brush.root.get_by_test_id("play").click()
    brush.pass_time(1300)
    before = brush.told("change")
    brush.choose(*WEEK)
    brush.pass_time(3000)
    assert (brush.range, brush.told("change")) == (WEEK, before)


def test_a_hand_on_the_brush_pauses(open_brush: Callable[..., Any]) -> None:
    brush = open_brush(clock=True)
    brush.choose(*WEEK)
    play = brush.root.get_by_test_id("play")
    for act in (
        lambda: brush.start.press("ArrowLeft"),
        lambda: brush.page.mouse.click(brush.x_of("2022-12-01"), brush.middle),
        lambda: brush.root.get_by_label("One step forward").click(),
    ):
        play.click()
        assert play.get_attribute("aria-pressed") == "true"
        act()
        assert play.get_attribute("aria-pressed") == "false"


def test_space_plays_and_pauses(brush: Any) -> None:
    play = brush.root.get_by_test_id("play")
    for place in (brush.start, brush.window, brush.end, play):
        place.focus()
        brush.page.keyboard.press("Space")
        assert play.get_attribute("aria-pressed") == "true"
        brush.page.keyboard.press("Space")
        assert play.get_attribute("aria-pressed") == "false"
    brush.run("restart()")
    brush.typed["start"].press("Space")
    assert brush.root.get_by_test_id("play").get_attribute("aria-pressed") == "false", "a space is typed"


def test_steps(brush: Any) -> None:
    brush.choose("2023-09-25", "2023-10-01")
    forward, back = (brush.root.get_by_label(f"One step {way}") for way in ("forward", "back"))
    forward.click()
    assert brush.range == ("2023-10-02", "2023-10-08")
    back.click()
    back.click()
    assert brush.range == ("2023-09-18", "2023-09-24")
    brush.run("brush.step(3)")
    assert brush.range == ("2023-10-09", "2023-10-15")
    brush.run("restart(); brush.step(1)")
    start, end = brush.range
    assert (start, end is None) == (None, False), "no window yet: one at the beginning"
    brush.run("restart(); brush.step(-1)")
    start, end = brush.range
    assert (start is None, end) == (False, None), "or at the end"


def test_windows_of_whole_months_stay_whole(brush: Any) -> None:
    brush.fill([["2018-01-01", "2018-01-01", 0]], "2018-01-01", "2024-12-31")
    brush.choose("2023-01-01", "2023-01-31")
    brush.run("brush.step(1)")
    assert brush.range == ("2023-02-01", "2023-02-28")
    brush.run("brush.step(1)")
    assert brush.range == ("2023-03-01", "2023-03-31")


def test_a_step_glides_unless_motion_is_unwelcome(open_brush: Callable[..., Any]) -> None:
    left = "parseFloat(document.querySelector('.vm-brush-window').style.left)"
    for motion, frames in (("no-preference", True), ("reduce", False)):
        brush = open_brush(clock=True, reduced_motion=motion)
        brush.choose("2023-09-25", "2023-10-01")
        before, target = brush.run(left), brush.run("brush._x(D.fromISO('2023-10-02'))")
        brush.run("brush.step(1)")
        assert (brush.run(left) == before) is frames
        brush.pass_time(400)
        assert brush.run(left) == pytest.approx(target, abs=0.01)


# ---- bars


def test_every_event_shows(brush: Any) -> None:
    background = brush.colours(brush.x_of("2023-07-01"))
    for day in (
        "2022-10-25",
        "2022-10-31",
        "2023-09-27",
        "2024-03-05",
        "2024-03-26",
        "2024-04-02",
        "2024-05-16",
    ):
        # Three pixels round the middle of the week's bar.
        middle = brush.run(
            "(d) => { const w = D.floor(D.fromISO(d), 'week'); return brush._x(w + 3.5); }", day
        )
        middle += brush.plot.bounding_box()["x"]
        assert all(brush.colours(middle + shift) != background for shift in (-1, 0, 1)), day


def test_what_is_not_sure_is_pale_and_dashed(brush: Any) -> None:
    sure, unsure = (brush.colours(brush.x_of(day)) for day in ("2023-09-27", "2024-03-05"))
    assert sure[3] == 255
    assert 0 < unsure[3] < 160
    edge = {
        brush.colours(brush.x_of("2024-03-05") + shift, y=y)[3] for shift in range(4) for y in range(40, 46)
    }
    assert max(edge) > 200, "dashes of full colour on top"


def test_events_that_other_filters_leave_out_turn_pale(brush: Any) -> None:
    x = brush.x_of("2023-09-27")
    full = brush.colours(x)
    brush.run("brush.setShown(Uint8Array.from(EVENTS, (e) => e[0] !== null && e[0] > '2024' ? 1 : 0))")
    pale = brush.colours(x)
    assert pale != full
    assert pale == brush.run(
        """() => { const c = document.createElement('canvas').getContext('2d');
        c.fillStyle = getComputedStyle(brush.element).getPropertyValue('--vm-bar-off');
        c.fillRect(0, 0, 1, 1);
        return [...c.getImageData(0, 0, 1, 1).data]; }"""
    )
    assert brush.colours(brush.x_of("2024-05-17"))[3] == 255
    brush.run("brush.setShown(null)")
    assert brush.colours(x) == full


def test_bars_outside_the_window_are_faint(brush: Any) -> None:
    inside = brush.colours(brush.x_of("2024-05-17"))
    brush.choose(*WEEK)
    assert brush.colours(brush.x_of("2024-05-17"))[3] < inside[3]
    assert brush.colours(brush.x_of("2023-09-27"))[3] == 255


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [
        ("2024-02-20", "2024-03-06", "day"),
        (FIRST, LAST, "week"),
        ("2008-01-01", "2024-05-30", "month"),
        ("1990-01-01", "2024-05-30", "quarter"),
        ("1900-01-01", "2024-05-30", "year"),
        ("1200-01-01", "2024-05-30", "decade"),
        ("0001-01-01", "9999-12-31", "century"),
    ],
)
def test_bins_fit_the_width_and_no_label_is_cut(brush: Any, first: str, last: str, unit: str) -> None:
    brush.fill([[first, first, 0], [last, last, 0]], first, last)
    assert brush.root.get_attribute("data-unit") == unit
    labels = brush.run(
        "brush._ticks.filter((t) => t.label !== null).map((t) => [t.label, t.label + t.size, t.text])"
    )
    assert len(labels) >= 3
    assert labels[0][0] >= 0
    assert labels[-1][1] <= brush.plot.bounding_box()["width"]
    assert all(before[1] + 8 <= after[0] for before, after in itertools.pairwise(labels))


def test_events_with_an_open_side_and_undated_ones(brush: Any) -> None:
    brush.fill([[None, "2023-01-15", 1, 1], ["2024-01-15", None, 2, 1], [None, None, 3, 1]], FIRST, LAST)
    counts = brush.run(
        """['2022-10-20', '2023-01-10', '2023-06-01', '2024-02-01', '2024-05-25'].map((day) => {
        const { bins, stripes, sure, unsure } = brush._counts;
        const bin = brush._edges.findLastIndex((edge) => edge <= D.fromISO(day));
        let sum = 0;
        for (let i = bin; i < bins * stripes; i += bins) sum += sure[i] + unsure[i];
        return sum; })"""
    )
    assert counts == [1, 1, 0, 1, 1]


# ---- nothing there, narrow, gone


def test_without_a_dated_event_it_says_so(brush: Any) -> None:
    brush.fill([[None, None, 0]], None, None)
    assert "No event has a date" in brush.root.inner_text()
    assert not brush.start.is_visible()
    assert brush.root.get_by_test_id("play").is_disabled()
    assert brush.typed["start"].is_disabled()
    brush.run("brush.play(); brush.step(1)")
    assert brush.range == (None, None)
    brush.run("restart()")
    assert brush.start.is_visible()
    assert "No event has a date" not in brush.root.inner_text()


def test_a_phone(open_brush: Callable[..., Any]) -> None:
    brush = open_brush(width=390, height=700, is_mobile=True, has_touch=True, device_scale_factor=2)
    assert brush.run("document.documentElement.scrollWidth") <= 390
    brush.choose(*WEEK)
    for handle in (brush.start, brush.end):
        box = handle.bounding_box()
        assert min(box["width"], box["height"]) >= 40
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    plot = brush.plot.bounding_box()
    for field in brush.typed.values():
        assert field.bounding_box()["y"] >= plot["y"] + plot["height"]
        assert field.evaluate("(e) => e.scrollWidth <= e.clientWidth"), "the date is not cut"
    assert brush.root.get_by_test_id("play").bounding_box()["width"] >= 40
    thumb(brush, brush.x_of(WEEK[0]) - 15, brush.x_of("2023-04-01") - 15)
    start, end = brush.range
    assert end == WEEK[1]
    assert "2023-03-28" <= start <= "2023-04-04"


def thumb(brush: Any, from_x: float, to_x: float) -> None:
    """Drag by touch, which Playwright itself does not offer."""
    session = brush.page.context.new_cdp_session(brush.page)

    def touch(kind: str, *points: float) -> None:
        at = [{"x": x, "y": brush.middle} for x in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    touch("touchStart", from_x)
    for part in (0.25, 0.5, 0.75, 1):
        touch("touchMove", from_x + (to_x - from_x) * part)
    touch("touchEnd")
    brush.draw_frame()


def test_destroy_leaves_nothing(open_brush: Callable[..., Any]) -> None:
    brush = open_brush(clock=True)
    brush.run("brush.play(); brush.destroy(); window.left = told.input.length")
    brush.pass_time(3000)
    assert brush.run("document.getElementById('brush').childElementCount") == 0
    assert brush.run("document.getElementById('brush').getAttributeNames().sort()") in (
        ["id"],
        ["class", "id"],
    )
    assert brush.run("told.input.length === window.left")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_is_legible(brush: Any, theme: str) -> None:
    brush.run(
        "(theme) => { document.getElementById('root').dataset.vmTheme = theme; brush.restyle(); }", theme
    )
    colours = brush.run(
        """() => { const c = document.createElement('canvas').getContext('2d');
        const style = getComputedStyle(brush.element);
        return ['surface', 'text', 'text-quiet', 'accent', 'warn', 'focus'].map((name) => {
          c.fillStyle = style.getPropertyValue('--vm-' + name); c.fillRect(0, 0, 1, 1);
          return [...c.getImageData(0, 0, 1, 1).data].slice(0, 3); }); }"""
    )
    brush.run("document.getElementById('root').dataset.vmTheme = 'light'")
    light = [luminance(colour) for colour in colours]
    ratios = [(max(light[0], other) + 0.05) / (min(light[0], other) + 0.05) for other in light[1:]]
    assert min(ratios) >= 4.5, ratios


def luminance(colour: list[int]) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [c / 255 for c in colour]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
