"""Records for the tests of the dashboard: the shipped seeds, a copy with faults, a folder with nothing."""

import shutil
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import anyio
import pytest
from starlette.datastructures import Headers

from dashboard import records_source


@dataclass
class Answer:
    """What an application answered."""

    status_code: int
    headers: Headers
    content: bytes

    @property
    def text(self):
        return self.content.decode("utf-8")


class Client:
    """Asks an ASGI application without a network: one request, one answer, as a server would hand it over."""

    def __init__(self, application, host="localhost"):
        self.application = application
        self.host = host

    def request(self, method, address, *, params=None, headers=None):
        path, _, query = address.partition("?")
        if params:
            query = urlencode(params)
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "scheme": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": quote(query, safe="%&=;+:,.*()'[]{}|<>!$/@~`^\"\\ ").encode("latin-1"),
            **self._sent(headers),
        }
        sent = self._run(scope, {"type": "http.request", "body": b"", "more_body": False})
        start = next(message for message in sent if message["type"] == "http.response.start")
        body = b"".join(
            message.get("body", b"") for message in sent if message["type"] == "http.response.body"
        )
        return Answer(start["status"], Headers(raw=start["headers"]), b"" if method == "HEAD" else body)

    def get(self, address, **options):
        return self.request("GET", address, **options)

    def head(self, address, **options):
        return self.request("HEAD", address, **options)

    def websocket(self, path, **options):
        """Open a websocket and return the types of the messages that came back."""
        scope = {
            "type": "websocket",
            "path": path,
            "root_path": "",
            "query_string": b"",
            **self._sent(**options),
        }
        return [message["type"] for message in self._run(scope, {"type": "websocket.connect"})]

    def _sent(self, headers=None):
        given = {"host": self.host} | {name.lower(): value for name, value in (headers or {}).items()}
        raw = [(name.encode(), value.encode()) for name, value in given.items()]
        return {"headers": raw, "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8501)}

    def _run(self, scope, first):
        sent = []
        waiting = [first]

        async def receive():
            if not waiting:
                await anyio.sleep_forever()
            return waiting.pop()

        async def send(message):
            sent.append(message)

        async def run():
            await self.application(scope, receive, send)

        try:
            anyio.run(run)
        except Exception:
            # Starlette answers 500 and raises again for the server's log.
            if not any(message.get("status") == 500 for message in sent):
                raise
        return sent


@pytest.fixture(scope="session")
def client_of():
    """Return the class of the client, to be given an application."""
    return Client


@pytest.fixture(autouse=True)
def _own_records(monkeypatch):
    """Each test starts with the shipped seeds and leaves no loaded package behind."""
    monkeypatch.delenv(records_source.DATA_VARIABLE, raising=False)
    before = records_source._loaded
    yield
    records_source._loaded = before if before is not None and not before.origin else None


@pytest.fixture
def show(monkeypatch):
    """Make a folder the data that are shown."""

    def choose(folder):
        monkeypatch.setenv(records_source.DATA_VARIABLE, str(folder))
        records_source.forget()

    return choose


@pytest.fixture
def package(root, tmp_path):
    """Return a copy of the seeds that may be changed."""
    return shutil.copytree(root / "seeds", tmp_path / "package")


@pytest.fixture
def broken_package(package):
    """Return a copy of the seeds in which one event has a day that no calendar has."""
    events = package / "events.csv"
    text = events.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("2023-09-25-guangzhou-course-closing,"))
    assert ",2023-09-25," in row
    broken = row.replace(",2023-09-25,", ",2023-02-30,")
    events.write_text(text.replace(row, broken), encoding="utf-8", newline="")
    return package
