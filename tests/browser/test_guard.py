"""The guard itself: a page that reaches out is stopped, recorded and reported."""

import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

PAGE = """<!doctype html><title>guard</title><p id="inside">here</p>
<img src="http://map.example/tile.png"><script src="https://192.0.2.7/script.js"></script>
<script>new WebSocket("ws://feed.example/live"); fetch("/missing.json");</script>
<script>throw new Error("nobody catches this")</script>"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "quiet.html").write_text(
        "<!doctype html><link rel=icon href=data:,><p>quiet", encoding="utf-8"
    )

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments: object) -> None:
            """Keep the test's output clean."""

    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))
    ) as listener:
        threading.Thread(target=listener.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listener.server_port}"
        listener.shutdown()


def test_foreign_requests_are_stopped_and_recorded(page_factory: Any, network: Any, site: str) -> None:
    page = page_factory()
    page.goto(f"{site}/index.html")
    page.wait_for_load_state("networkidle")
    assert page.text_content("#inside") == "here"
    assert {"http://map.example/tile.png", "https://192.0.2.7/script.js"} <= set(network.foreign)
    assert any(address.startswith("ws://feed.example") for address in network.foreign)
    assert any(entry == f"404 {site}/missing.json" for entry in network.failed)
    assert any("nobody catches this" in error for error in network.errors)
    # The browser itself could not reach anything: no response came from outside.
    assert all(
        entry.startswith(("net::ERR_NAME_NOT_RESOLVED", "404", "net::ERR")) for entry in network.failed
    )
    assert any(entry.endswith("https://192.0.2.7/script.js") for entry in network.failed)
    network.foreign.clear()
    network.failed.clear()
    network.errors.clear()


def test_a_quiet_page_passes(page_factory: Any, network: Any, site: str) -> None:
    page = page_factory(width=390, color_scheme="dark", locale="vi-VN")
    page.goto(f"{site}/quiet.html")
    assert page.evaluate(
        "[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches, navigator.language]"
    ) == [
        390,
        True,
        "vi-VN",
    ]
    assert (network.foreign, network.failed, network.errors) == ([], [], [])
