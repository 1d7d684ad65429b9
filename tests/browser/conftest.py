"""A Chromium, the real server and a network guard for every browser test.

Fixtures:

- `server`       the dashboard on the shipped records: `server.url`, started once per run
- `serve_data`   `serve_data(folder)` -> the dashboard on another data package, one server per folder
- `browser`      the Chromium, started once per run with an empty profile
- `page_factory` `page_factory(width=390, color_scheme="dark", locale="vi-VN", ...)` -> a page of its own
- `browser_page` one page, 1280 x 800, light, English
- `network`      what the pages of this test asked for: `network.foreign`, `network.failed`, `network.errors`

The browser resolves no name but this machine's. A request to anywhere else goes nowhere, is recorded, and
fails the test at its end; so do a request that this machine could not answer and a script error that nobody
caught. A test that expects one of them clears the list. Under a failed test stands the end of the server's
log.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from scripts import chromium

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

ROOT = Path(__file__).resolve().parents[2]
HERE = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})
INSIDE = frozenset({"data", "blob", "about", "chrome-error", "devtools"})
REQUIRED = "VISIT_MAP_BROWSER_REQUIRED"
"""Environment variable, set by `make test`: a missing browser is a failure, not a skip."""

ONLY_THIS_MACHINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
START_SECONDS = 60
LOG_LINES = 40

PageFactory = Callable[..., Any]


@dataclass
class Network:
    """What the pages of one test asked for, and what went wrong in them."""

    foreign: list[str] = field(default_factory=list)
    """Addresses outside this machine that were asked for."""
    failed: list[str] = field(default_factory=list)
    """Requests without answer or with a status of 400 and above, as `status-or-reason address`."""
    errors: list[str] = field(default_factory=list)
    """Script errors that nobody caught."""
    console: list[str] = field(default_factory=list)
    """Console messages of level error and warning, as `level: text`."""

    def watch(self, context: Any) -> None:
        """Record everything that a browser context asks for from now on."""
        context.on("request", lambda request: self.note(request.url))
        context.on("requestfailed", self.note_failure)
        context.on("response", self.note_status)
        context.on("weberror", lambda problem: self.errors.append(str(problem.error)))
        context.on("console", self.note_message)
        context.on("page", lambda page: page.on("websocket", lambda socket: self.note(socket.url)))

    def note(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in INSIDE and parts.hostname not in HERE:
            self.foreign.append(address)

    def note_failure(self, request: Any) -> None:
        # An aborted request is one that its own page gave up, for instance because the page was closed.
        if request.failure != "net::ERR_ABORTED":
            self.failed.append(f"{request.failure} {request.url}")

    def note_status(self, response: Any) -> None:
        if response.status >= 400:
            self.failed.append(f"{response.status} {response.url}")

    def note_message(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.console.append(f"{message.type}: {message.text}")


@dataclass(frozen=True)
class Server:
    """A running dashboard."""

    url: str
    """Address without a slash at the end, such as http://127.0.0.1:40123."""
    process: subprocess.Popen[bytes]
    log: Path

    def tail(self) -> str:
        """Return the last lines that the server wrote."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-LOG_LINES:])


class Servers:
    """The dashboards of this run, one per data package, ended together."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: dict[str, Server] = {}

    def get(self, data: Path | str | None = None) -> Server:
        """Return the dashboard on these records (None: the shipped ones), started when it does not run."""
        key = str(data or "")
        if key not in self.running:
            self.running[key] = self.start(key)
        return self.running[key]

    def start(self, data: str) -> Server:
        port = free_port()
        log = self.folder / f"server-{len(self.running)}.log"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
        environment |= {"PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)}
        environment.pop("VISIT_MAP_DATA", None)
        if data:
            environment["VISIT_MAP_DATA"] = data
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "dashboard", "serve", "--port", str(port)],
                cwd=self.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        server = Server(f"http://127.0.0.1:{port}", process, log)
        try:
            wait_until_healthy(server)
        except BaseException:
            stop(process)
            raise
        return server

    def stop(self) -> None:
        for server in self.running.values():
            stop(server.process)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_until_healthy(server: Server) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            pytest.fail(
                f"the server ended with status {server.process.returncode}:\n{server.tail()}", pytrace=False
            )
        try:
            with urllib.request.urlopen(f"{server.url}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"no answer from /healthz within {START_SECONDS} s:\n{server.tail()}", pytrace=False)


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    started = Servers(tmp_path_factory.mktemp("servers"))
    yield started
    started.stop()


@pytest.fixture(scope="session")
def server(servers: Servers) -> Server:
    """Return the dashboard on the shipped records."""
    return servers.get()


@pytest.fixture(scope="session")
def serve_data(servers: Servers) -> Callable[[Path | str], Server]:
    """Return a function that gives the dashboard on the records of a folder."""
    return servers.get


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Start Chromium once; without one the test is skipped, or fails when a browser is required."""
    try:
        path = chromium.find()
    except chromium.BrowserError as error:
        pytest.fail(str(error), pytrace=False)
    if path is None:
        if os.environ.get(REQUIRED):
            pytest.fail("no Chromium found, and the browser tests are required", pytrace=False)
        pytest.skip("no Chromium found (make test fetches one)")
    # The profile is a new folder that Playwright makes for this start and removes after it.
    with playwright_api.sync_playwright() as playwright, tempfile.TemporaryDirectory() as downloads:
        started = playwright.chromium.launch(
            executable_path=path,
            headless=True,
            args=[*chromium.FLAGS, ONLY_THIS_MACHINE],
            downloads_path=downloads,
        )
        yield started
        started.close()


@pytest.fixture
def network() -> Network:
    """Return the record of what this test's pages ask for."""
    return Network()


@pytest.fixture
def page_factory(browser: Any, network: Network) -> Iterator[PageFactory]:
    """Return a function that opens a page in a context of its own.

    Options are those of a Playwright context. Defaults: `width=1280, height=800, color_scheme="light",
    locale="en-GB", timezone_id="UTC"`. The guard looks at the end of the test.
    """
    contexts = []

    def open_page(*, width: int = 1280, height: int = 800, **options: Any) -> Any:
        options = {"color_scheme": "light", "locale": "en-GB", "timezone_id": "UTC"} | options
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        network.watch(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert not network.foreign, f"requests outside this machine: {sorted(set(network.foreign))}"
    assert not network.failed, f"requests that failed: {network.failed}"
    assert not network.errors, f"script errors that nobody caught: {network.errors}"


@pytest.fixture
def browser_page(page_factory: PageFactory) -> Any:
    """Return one page, 1280 x 800, light, English."""
    return page_factory()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[Any]:
    """Show the end of each server's log under a failed test."""
    report = yield
    used = getattr(item, "funcargs", {}).get("servers")
    if report.failed and used is not None:
        for server in used.running.values():
            report.sections.append((f"server log of {re.sub('^http://', '', server.url)}", server.tail()))
    return report
