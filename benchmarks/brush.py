"""How fast the page is: key press to painted map, and start to first page.

    python benchmarks/brush.py [--data FOLDER] [--steps 90] [--starts 3] [--make]

Painted means: the animation frame after the map's `visitmap:drawn`, and the task after that frame, when the
browser has handed the picture over. The clock starts at the time stamp of the trusted key event, so that
waiting in the input queue counts. Steps come in bursts, with pauses in which the server has its say. Not a
test: figures of a shared machine are no reason to fail.
"""

import argparse
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

from scripts import chromium  # noqa: E402

DRAWN = "[data-testid=visit-map][data-drawn]"
BURST = 15
"""Steps between two pauses."""
PAUSE = 700
"""Milliseconds of a pause: the brush settles after 300, then the server answers."""
KEYS = (*["ArrowRight"] * 8, "Home")
"""Movements of the first day: through the first visit of the shipped records, so that most change the picture."""

MEASURE = """() => {
  window.__steps = [];
  let pressed = null;
  addEventListener("keydown", (event) => { pressed = event.timeStamp; }, {capture: true});
  document.addEventListener("visitmap:drawn", (event) => {
    if (pressed === null) return;
    const step = {drawn: performance.now() - pressed, events: event.detail.events};
    const from = pressed;
    pressed = null;
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => { window.__steps.push({...step, painted: performance.now() - from}); };
      after.port2.postMessage(null);
    });
  });
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the brush and the start in a real browser.")
    parser.add_argument("--data", default="", help="data package to show; without it the shipped records")
    parser.add_argument("--steps", type=int, default=90, help="key presses to measure")
    parser.add_argument("--starts", type=int, default=3, help="starts to measure")
    parser.add_argument(
        "--make", action="store_true", help="start with `make run` instead of the command alone"
    )
    given = parser.parse_args()
    browser_path = chromium.find()
    if browser_path is None:
        sys.exit("no Chromium found: python scripts/chromium.py --install")
    load = os.getloadavg()[0]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path, headless=True, args=list(chromium.FLAGS)
        )
        starts = [measure_start(browser, given.data, make=given.make) for _ in range(given.starts + 1)][1:]
        steps = measure_steps(browser, given.data, given.steps)
        version = browser.version
        browser.close()
    report(starts, steps, f"{load:.1f} before, {os.getloadavg()[0]:.1f} after", version)


@contextmanager
def serving(data: str, *, make: bool = False) -> Iterator[str]:
    """Start the dashboard; end it afterwards."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "dashboard", "serve", "--port", str(port)]
    if make:
        command = ["make", "run", f"PORT={port}"]
    environment = os.environ | ({"VISIT_MAP_DATA": str(Path(data).resolve())} if data else {})
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def wait_until_healthy(url: str) -> None:
    while True:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)


def measure_start(browser: Any, data: str, *, make: bool) -> dict[str, float]:
    """Seconds from the command to the server's first answer, and to the first page with its map drawn."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    began = time.perf_counter()
    with serving(data, make=make) as url:
        wait_until_healthy(url)
        healthy = time.perf_counter() - began
        page.goto(url)
        page.wait_for_selector(DRAWN)
        first = time.perf_counter() - began
        context.close()
    return {"answer": healthy, "page": first}


def measure_steps(browser: Any, data: str, count: int) -> list[dict[str, float]]:
    """Milliseconds of each key press: to the redraw, to the painted frame."""
    with serving(data) as url:
        wait_until_healthy(url)
        page = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB").new_page()
        page.goto(url)
        page.wait_for_selector(DRAWN)
        page.wait_for_load_state("networkidle")
        page.locator("[role=slider]").first.focus()
        for step in range(2 * len(KEYS)):  # the first steps warm the browser's compiler
            page.keyboard.press(KEYS[step % len(KEYS)])
        page.wait_for_timeout(PAUSE)
        page.evaluate(MEASURE)
        for step in range(count):
            page.keyboard.press(KEYS[step % len(KEYS)])
            if step % BURST == BURST - 1:
                page.wait_for_timeout(PAUSE)
        page.wait_for_timeout(PAUSE)
        return page.evaluate("__steps")


def report(starts: list[dict[str, float]], steps: list[dict[str, float]], load: str, version: str) -> None:
    """Print a small table."""

    def line(name: str, values: list[float], unit: str, form: str) -> str:
        ordered = sorted(values)
        worst = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        cells = (f"{value:{form}} {unit}" for value in (statistics.median(ordered), worst, ordered[-1]))
        return f"| {name} | {len(values)} | {' | '.join(cells)} |"

    machine = f"{os.cpu_count()} cores, load {load}, Python {platform.python_version()}, Chromium {version}"
    print(machine)
    print("| what | n | median | p95 | most |\n|---|---|---|---|---|")
    print(line("key press -> painted map", [step["painted"] for step in steps], "ms", ".0f"))
    print(line("key press -> redraw done (scripts)", [step["drawn"] for step in steps], "ms", ".1f"))
    print(line("start -> first answer", [start["answer"] for start in starts], "s", ".2f"))
    print(line("start -> first page drawn", [start["page"] for start in starts], "s", ".2f"))
    print(
        f"events drawn at the steps: {min(s['events'] for s in steps)} to {max(s['events'] for s in steps)}"
    )


if __name__ == "__main__":
    main()
