"""A data package at an address: a server of the test's own on this machine plays every part."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from visits import DataPackageError, load
from visits.tables import Limits

PACKAGE = Path(__file__).parent / "packages" / "small"


class Answers(BaseHTTPRequestHandler):
    """Gives the files of the small package, and misbehaves under certain addresses."""

    def do_GET(self):
        self.server.asked.append(self.path)
        name = self.path.rpartition("/")[2]
        if self.path.startswith("/moved/"):
            self.send_response(302)
            self.send_header("Location", "/good/" + name)
            self.end_headers()
            return
        if self.path.startswith("/broken/"):
            self.send_error(500)
            return
        file = PACKAGE / name
        if (
            not file.is_file()
            or self.path.startswith("/none/")
            or (self.path.startswith("/partly/") and name == "claims.csv")
        ):
            self.send_error(404)
            return
        content = file.read_bytes()
        if self.path.startswith("/outside/") and name == "datapackage.json":
            content = content.replace(b'"path": "events.csv"', b'"path": "../../secret.csv"')
        self.send_response(200)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def at(server):
    server.asked.clear()
    return lambda path: f"http://127.0.0.1:{server.server_port}{path}"


@pytest.mark.parametrize("path", ["/good", "/good/", "/good/datapackage.json"])
def test_a_package_at_an_address_is_the_package_in_the_folder(at, path):
    fetched, here = load(at(path)), load(PACKAGE)
    assert fetched.version == here.version
    assert fetched.frame().equals(here.frame())


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/none", "no such file"),  # no descriptor there
        ("/broken", "answers 500"),
        ("/moved", "answers 302"),  # a redirect is another address than the one that was typed
    ],
)
def test_what_does_not_answer_well_is_told_in_one_line(at, path, problem):
    with pytest.raises(DataPackageError, match=problem) as told:
        load(at(path), strict=False)
    assert len(told.value.faults) == 1


@pytest.mark.parametrize(
    "address", ["ftp://example.org/data", "file:///etc", "https://", "http:///data", "x://y"]
)
def test_other_schemes_are_refused_unasked(address):
    with pytest.raises(DataPackageError, match="not an address of http or https"):
        load(address, strict=False)


def test_nobody_listens():
    with pytest.raises(DataPackageError, match="no answer"):
        load("http://127.0.0.1:1/", strict=False)


def test_a_missing_table_is_told_as_in_a_folder(at):
    records = load(at("/partly"), strict=False)
    assert any("claims.csv" in str(fault) for fault in records.faults)
    assert len(records)


def test_a_path_that_leads_out_is_never_asked_for(at, server):
    records = load(at("/outside"), strict=False)
    assert any("not a path inside" in str(fault) for fault in records.faults)
    assert not any("secret" in path for path in server.asked)


@pytest.mark.parametrize(("over", "fine"), [(0, True), (1, False)])
def test_the_limit_of_the_descriptor_holds(at, over, fine):
    size = (PACKAGE / "datapackage.json").stat().st_size
    limits = Limits(descriptor_bytes=size - over)
    if fine:
        assert len(load(at("/good"), limits=limits))
    else:
        with pytest.raises(DataPackageError, match=f"larger than {size - 1} bytes"):
            load(at("/good"), limits=limits)


def test_a_slow_answer_is_given_up(at, monkeypatch):
    monkeypatch.setattr("visits.download.SECONDS", -1)
    with pytest.raises(DataPackageError, match=r"not here after|no answer"):
        load(at("/good"))
