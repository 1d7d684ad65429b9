"""Takes the pictures of the real page that the documents show, into docs/pictures/.

    .venv/bin/python scripts/pictures.py

Run it after a change that one sees, look at every picture, and commit them together with the change.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts import chromium  # noqa: E402  (needs the path above)

FOLDER = ROOT / "docs" / "pictures"
SIZES = {"map": (1280, 800), "phone": (390, 844)}
THEMES = ("light", "dark")
LANGUAGES = {"en": "en-GB", "vi": "vi-VN"}
EVENT = "2023-09-27-beijing-yin-li-talks"
START_SECONDS = 60


def main() -> int:
    """Take all pictures; say each as it is taken."""
    path = chromium.find()
    if path is None:
        print("no Chromium found: make test fetches one", file=sys.stderr)
        return 2
    FOLDER.mkdir(exist_ok=True)
    port = _free_port()
    server = subprocess.Popen([sys.executable, "-m", "dashboard", "serve", "--port", str(port)], cwd=ROOT)
    try:
        address = f"http://127.0.0.1:{port}/"
        _wait(address)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=[*chromium.FLAGS])
            for theme in THEMES:
                for language, locale in LANGUAGES.items():
                    for name, size in SIZES.items():
                        page = _page(browser, address, size, theme, locale)
                        _keep(page, f"{name}-{theme}-{language}.png")
            page = _page(browser, f"{address}?event={EVENT}", (1280, 1400), "light", "en-GB")
            _keep(page, "event-light-en.png")
            browser.close()
    finally:
        server.terminate()
        server.wait()
    return 0


def _page(browser: Any, address: str, size: tuple[int, int], theme: str, locale: str) -> Any:
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=theme, locale=locale, timezone_id="UTC"
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("[data-drawn]")
    page.wait_for_selector("[data-testid=stDataFrame]")
    page.wait_for_timeout(2500)  # typefaces, fine coast and table are in place
    return page


def _keep(page: Any, name: str) -> None:
    page.screenshot(path=FOLDER / name)
    page.context.close()
    print(FOLDER.relative_to(ROOT) / name)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait(address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}healthz", timeout=5):  # noqa: S310  (this machine)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(f"no answer from {address} within {START_SECONDS} s")


if __name__ == "__main__":
    sys.exit(main())
