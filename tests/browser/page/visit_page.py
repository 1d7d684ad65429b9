"""The page as a hand and an eye know it: one class that opens, reads and works the dashboard.

It waits for what the reader waits for (events drawn, the script at rest, an address), never for a time.
"""

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

MAP, BRUSH = "[data-testid=visit-map]", "[data-testid=time-brush]"
AT_REST = "[data-testid=stApp][data-test-script-state=notRunning]"
TIMEOUT = 30_000
"""Milliseconds after which a condition counts as not met; a page that works needs a fraction of it."""

PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
"""Options of a tab that is a phone."""

RECORDER = """
window.__seen = {drawn: [], violations: []};
document.addEventListener("visitmap:drawn", (event) => window.__seen.drawn.push(event.detail));
document.addEventListener("securitypolicyviolation", (event) => {
  window.__seen.violations.push([event.effectiveDirective, event.blockedURI, event.sourceFile].join(" "));
});
"""
"""Runs in every page before its own scripts: keeps what the map says and what the security policy stopped."""

LAYER = """() => {
  if (window.__layer) return window.__layer;
  const map = window[document.querySelector("[data-testid=visit-map]").id];
  map.eachLayer((layer) => { if (layer instanceof VisitMap.VisitLayer) window.__layer = layer; });
  return window.__layer;
}"""
"""The visit layer of the page's Leaflet map."""


Query = str | dict[str, Any] | list[tuple[str, str]]


def query_string(query: Query) -> str:
    return query if isinstance(query, str) else urlencode(query, doseq=True)


class VisitPage:
    """One tab with the dashboard. `open` starts anew; everything else works on what is open."""

    def __init__(self, page: Any, url: str) -> None:
        self.page = page
        self.url = url
        page.set_default_timeout(TIMEOUT)

    # --- coming and going

    def open(self, query: Query = "", path: str = "/") -> "VisitPage":
        """Load the map with these parameters and wait until it is drawn: a new session of the dashboard."""
        self.visit(query, path)
        self.page.wait_for_selector(f"{MAP}[data-drawn]")
        self.rest()
        return self

    def turn_to(self, query: Query = "") -> "VisitPage":
        """Show these parameters as Back and Forward do: the page takes the new address over without a load.

        A fifth of the time of `open`, for tests that need another address and no other session. Loads all
        the same where the page would not be as if freshly opened: elsewhere, or with a language chosen.
        """
        asked = query_string(query)
        fits = (
            self.page.url.startswith(f"{self.url}/")
            and self.page.evaluate("location.pathname") == "/"
            and self.page.locator(f"{MAP}[data-drawn]").count() == 1
            and "lang" not in self.parameters
            and parse_qs(asked) != self.parameters
        )
        if not fits:
            return self.open(query)
        self.close_popup()
        self.page.evaluate(
            """(search) => {
              __seen.drawn.length = 0;
              history.pushState({}, "", location.pathname + search);
              dispatchEvent(new PopStateEvent("popstate", {state: {}}));
            }""",
            f"?{asked}" if asked else "",
        )
        self.until("() => __seen.drawn.length > 0")  # an address that was taken over always redraws
        self.rest()
        self.layer("(layer) => layer.fit(false)")
        return self

    def visit(self, query: Query = "", path: str = "/") -> None:
        """Load a page with these parameters and wait until the server has said all."""
        asked = query_string(query)
        self.page.goto(f"{self.url}{path}{'?' + asked if asked else ''}")
        self.page.wait_for_selector(AT_REST)

    def rest(self) -> None:
        """Wait until the server's script has ended and the browser has painted what came."""
        self.page.wait_for_selector(AT_REST)
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")

    def until(self, condition: str, argument: Any = None) -> None:
        """Wait until a JavaScript function answers true."""
        self.page.wait_for_function(condition, arg=argument)

    def wait_address(self, **wanted: list[str]) -> None:
        """Wait until these parameters of the address have these values; an empty list: not there."""
        self.until(
            """(wanted) => Object.entries(wanted).every(([name, values]) =>
                 new URLSearchParams(location.search).getAll(name).join("\\n") === values.join("\\n"))""",
            wanted,
        )
        self.rest()

    @property
    def parameters(self) -> dict[str, list[str]]:
        """Parameters in the address."""
        return parse_qs(self.query, keep_blank_values=True)

    @property
    def query(self) -> str:
        """The query string in the address, as it stands there, without the question mark."""
        return self.page.evaluate("location.search.slice(1)")

    # --- the map

    @property
    def map(self) -> Any:
        return self.page.locator(MAP)

    @property
    def drawn(self) -> int:
        """Number of events that the map says it has drawn."""
        return int(self.map.get_attribute("data-drawn"))

    def wait_drawn(self, count: int) -> None:
        """Wait until this many events are drawn."""
        self.page.wait_for_selector(f'{MAP}[data-drawn="{count}"]')

    def last_drawn(self) -> dict[str, Any]:
        """What the map said at its last redraw."""
        return self.page.evaluate("__seen.drawn.at(-1)")

    def layer(self, script: str, argument: Any = None) -> Any:
        """Evaluate a function (layer, argument) in the page."""
        return self.page.evaluate(f"(argument) => ({script})(({LAYER})(), argument)", argument)

    def view(self) -> list[float]:
        """Zoom, latitude and longitude of the map's middle."""
        return self.layer(
            "({_map: m}) => [m.getZoom(), m.getCenter().lat, m.getCenter().lng].map((n) => +n.toFixed(6))"
        )

    def symbol(self, name: str) -> dict[str, float]:
        """Where a symbol stands in the window: x, y, radius r and the number of events in it, by its place's
        English name."""
        found = self.layer(
            """(layer, name) => {
              const {left, top} = layer.element.getBoundingClientRect();
              const from = layer.canvas.fromContainer([0, 0]);
              const node = layer.nodes.find((n) => layer.model.header.places[n.place].names.en === name);
              return node && {x: left + node.x - from.x, y: top + node.y - from.y, r: node.r, count: node.count};
            }""",
            name,
        )
        assert found, f"no symbol stands for {name}"
        return found

    def click_symbol(self, name: str) -> Any:
        """Close what is open, click a place, return its popup once it is filled."""
        self.close_popup()
        self.map.scroll_into_view_if_needed()
        where = self.symbol(name)
        self.page.mouse.click(where["x"], where["y"])
        return self.popup()

    def popup(self) -> Any:
        """Return the popup once it holds events."""
        self.page.wait_for_selector(".vm-popup :is(.vm-event-list, .vm-detail)")
        self.still()
        return self.page.locator(".leaflet-popup")

    def close_popup(self) -> None:
        """Close the popup with its own button, if one is open, and wait until it has faded."""
        popup = self.page.locator(".leaflet-popup")
        if popup.count():
            popup.locator(".leaflet-popup-close-button").evaluate("(button) => button.click()")
            popup.wait_for(state="detached")

    def still(self) -> None:
        """Wait until the map has stopped moving."""
        self.until(
            f"""() => {{
              const map = ({LAYER})()._map, at = map.getCenter() + "/" + map.getZoom();
              const same = at === window.__at && !map._panAnim?._inProgress && !map._animatingZoom;
              window.__at = at;
              return same;
            }}"""
        )

    def settled(self, part: Any) -> None:
        """Wait until nothing in a part of the page moves any more."""
        part.evaluate(
            "(one) => Promise.allSettled(one.getAnimations({subtree: true}).map((each) => each.finished))"
        )

    @property
    def legend(self) -> Any:
        return self.page.locator(".vm-legend-visits button")

    # --- the brush

    @property
    def brush(self) -> Any:
        return self.page.locator(BRUSH)

    def handle(self, side: str) -> Any:
        """The handle of the first day ("start") or the last day ("end")."""
        return self.brush.get_by_role("slider").nth(("start", "end").index(side))

    def day(self, side: str) -> str:
        return self.handle(side).get_attribute("aria-valuetext")

    # --- what Python writes around the map

    @property
    def counts(self) -> dict[str, int]:
        """The line of counts under the map: all, shown, drawn, unplaced, and undated, background left out."""
        text = self.page.get_by_text(re.compile(r"^[\d,]+ in the data")).inner_text()
        words = {
            "in the data": "all",
            "shown": "shown",
            "on the map": "drawn",
            "without a place": "unplaced",
            "undated left out": "undated_left_out",
            "background left out": "background_left_out",
        }
        found = {"undated_left_out": 0, "background_left_out": 0}
        for part in text.split(" · "):
            number, _, rest = part.strip().partition(" ")
            found[words[rest]] = int(number.replace(",", ""))
        return found

    def wait_counts(self, **wanted: int) -> None:
        """Wait until the line of counts says these numbers; keys as in `counts`."""
        words = {"shown": "{} shown", "drawn": "{} on the map", "unplaced": "{} without a place"}
        for name, number in wanted.items():
            self.page.get_by_text(re.compile(rf"(^|· ){words[name].format(number)}( ·|$)")).first.wait_for()
        self.rest()

    def wait_rows(self, count: int) -> None:
        """Wait until the table has this many rows (it is a canvas; it tells assistive technology)."""
        self.page.wait_for_selector(
            f'[data-testid=stDataFrame] table[aria-rowcount="{count + 1}"]', state="attached"
        )

    def table(self) -> list[list[str]]:
        """The rows of the table that are in sight, as assistive technology reads them."""
        self.page.wait_for_selector("[data-testid=stDataFrame] [role=gridcell]", state="attached")
        rows = self.page.locator("[data-testid=stDataFrame]").first.evaluate(
            """(frame) => [...frame.querySelectorAll("[role=row]")].map((row) =>
                 [...row.querySelectorAll("[role=gridcell], td")].map((cell) => cell.textContent))"""
        )
        return [row for row in rows if row]

    def click_row(self, row: int) -> None:
        """Select a row of the table by its place on the canvas, as a hand does; rows count from 0."""
        frame = self.page.locator("[data-testid=stDataFrame]").first
        frame.scroll_into_view_if_needed()
        frame.click(position={"x": 20, "y": 38 + 35 * row + 17})

    @property
    def detail(self) -> Any:
        return self.page.get_by_test_id("event-detail")

    def download(self, name: str, folder: Path) -> Path:
        """Open "Download", click a button there, and return the file that came."""
        opener = self.page.get_by_role("button", name="Download", exact=True)
        button = self.page.get_by_test_id("stDownloadButton").get_by_role("button", name=name, exact=True)
        if not button.is_visible():
            opener.click()
        with self.page.expect_download() as started:
            button.click()
        path = folder / started.value.suggested_filename
        started.value.save_as(path)
        self.page.keyboard.press("Escape")
        return path

    # --- what must never be there

    def assert_sound(self) -> None:
        """No error box of Streamlit, no broken map."""
        assert self.page.get_by_test_id("stException").count() == 0
        assert self.page.locator(".vm-broken:visible, .vm-message:visible").count() == 0
