"""The time brush on a page of its own: `brush.html`, served from the repository by this process."""

import http.server
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture(scope="session")
def brush_address() -> Iterator[str]:
    """Return the address of the fixture page."""
    handler = partial(Quiet, directory=str(ROOT))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as listener:
        threading.Thread(target=listener.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listener.server_port}/tests/browser/brush/brush.html"
        listener.shutdown()


@pytest.fixture
def open_brush(page_factory: Callable[..., Any], brush_address: str) -> Callable[..., "Brush"]:
    """Return a function that opens the page; `clock=True` stops the time there until `brush.pass_time`."""

    def open_page(*, clock: bool = False, **options: Any) -> Brush:
        page = page_factory(**{"width": 1240, "height": 400} | options)
        if clock:
            page.clock.install(time=0)
            page.clock.pause_at(1000)
        page.goto(brush_address)
        return Brush(page)

    return open_page


@pytest.fixture(scope="session")
def shared_page(browser: Any, brush_address: str) -> Iterator[Any]:
    """Open one page for all tests that need no page of their own: opening one costs more than a test."""
    context = browser.new_context(viewport={"width": 1240, "height": 400}, locale="en-GB")
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.goto(brush_address)
    yield page
    context.close()


@pytest.fixture
def brush(shared_page: Any) -> Iterator["Brush"]:
    """Return a new brush over the fixture's events, 1216 px wide, nothing chosen."""
    shared_page.mouse.move(0, 0)
    shared_page.evaluate("restart()")
    shared_page.errors.clear()
    yield Brush(shared_page)
    assert shared_page.errors == []


class Brush:
    """The brush as a hand and an eye see it; days are ISO strings, None = no limit."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.root = page.get_by_test_id("time-brush")
        self.start, self.end = (self.root.get_by_role("slider").nth(i) for i in (0, 1))
        self.window = page.get_by_test_id("brush-window")
        self.plot = page.get_by_test_id("brush-plot")
        self.readout = page.get_by_test_id("brush-readout")
        self.message = page.get_by_test_id("brush-message")
        self.typed = {side: page.get_by_test_id(f"brush-{side}") for side in ("start", "end")}

    def run(self, script: str, value: Any = None) -> Any:
        """Run script in the page; `brush`, `D` (days), `told`, `fill` and `EVENTS` are there."""
        return self.page.evaluate(script, value)

    def fill(self, events: list[list[Any]], first: str | None, last: str | None) -> None:
        """Give other events and another axis."""
        self.run("([events, first, last]) => fill(events, first, last)", [events, first, last])

    def choose(self, start: str | None, end: str | None) -> None:
        """Set the range as a page would, silently."""
        self.run(
            "([a, b]) => brush.setRange(a && D.fromISO(a), b && D.fromISO(b), {silent: true})", [start, end]
        )

    @property
    def range(self) -> tuple[str | None, str | None]:
        return tuple(
            self.run("[brush.range.start, brush.range.end].map((d) => d === null ? null : D.toISO(d))")
        )

    def told(self, which: str) -> list[tuple[str | None, str | None]]:
        """Return what onInput ("input") or onChange ("change") was called with so far."""
        script = "(w) => told[w].map((r) => [r.start, r.end].map((d) => d === null ? null : D.toISO(d)))"
        return [tuple(range_) for range_ in self.run(script, which)]

    def x_of(self, day: str, *, after: bool = False) -> float:
        """Return the x of the beginning (the end, when `after`) of a day on the page."""
        box = self.plot.bounding_box()
        script = "([d, after]) => brush._x(D.fromISO(d) + (after ? 1 : 0))"
        return float(box["x"] + self.run(script, [day, after]))

    @property
    def middle(self) -> float:
        """The y at the middle of the bars."""
        return float(self.plot.bounding_box()["y"] + 24)

    def drag(self, from_x: float, to_x: float, *, y: float | None = None, drop: bool = True) -> None:
        mouse = self.page.mouse
        height = self.middle if y is None else y
        mouse.move(from_x, height)
        mouse.down()
        mouse.move((from_x + to_x) / 2, height)
        mouse.move(to_x, height)
        if drop:
            mouse.up()

    def draw_frame(self) -> None:
        """Wait until the page has drawn what is pending."""
        self.run("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def pass_time(self, milliseconds: int) -> None:
        self.page.clock.run_for(milliseconds)

    def colours(self, x: float, *, y: float = 46) -> list[int]:
        """Return red, green, blue, alpha of a point of the canvas; x on the page, y from the canvas's top."""
        left = self.plot.bounding_box()["x"]
        script = """([x, y]) => { const c = document.querySelector('.vm-brush-canvas'), r = devicePixelRatio;
            return [...c.getContext('2d').getImageData(Math.floor(x * r), Math.floor(y * r), 1, 1).data]; }"""
        return list(self.run(script, [x - left, y]))
