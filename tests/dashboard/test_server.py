"""What surrounds the page: headers on every answer, the Host check, caching of static files, warm-up."""

import base64
import gc
import hashlib
import mimetypes
import re
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from dashboard import records_source, server


async def _crash(_request):
    raise RuntimeError("secret detail")


async def _socket(socket):
    await socket.accept()
    await socket.close()


@pytest.fixture
def client(tmp_path, client_of):
    """A small application behind the dashboard's middleware."""
    (tmp_path / "a.js").write_text("let a = 1;\n" * 100, encoding="utf-8")
    static = StaticFiles(directory=tmp_path)
    application = Starlette(
        routes=[
            Route("/ok", lambda _request: PlainTextResponse("ok")),
            Route("/crash", _crash),
            WebSocketRoute("/socket", _socket),
        ],
        middleware=server.middleware(),
    )
    application.mount("/app/static", static)
    return client_of(application)


@pytest.mark.parametrize("path", ["/ok", "/missing", "/app/static/a.js"])
def test_every_answer_carries_the_headers(client, path):
    headers = client.get(path).headers
    for name, value in server.security_headers().items():
        assert headers[name] == value
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_refusal_and_an_unknown_method_carry_the_headers(client):
    refused = client.get("/ok", headers={"Host": "evil.example"})
    assert refused.status_code == 400
    assert "Content-Security-Policy" in refused.headers
    assert "Content-Security-Policy" in client.request("POST", "/ok").headers


def test_policy_allows_nothing_from_elsewhere_and_no_eval():
    policy = dict(rule.split(" ", 1) for rule in server.content_security_policy().split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert policy["frame-ancestors"] == "'self'"
    assert policy["script-src"].startswith("'self' blob: 'sha256-")
    assert "unsafe" not in policy["script-src"]
    assert "http" not in server.content_security_policy()
    assert "*" not in server.content_security_policy()


def test_policy_covers_every_inline_script_of_the_shell():
    shell = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    inline = re.findall(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", shell, flags=re.DOTALL)
    assert inline, "the shell has an inline script"
    for script in inline:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in server.content_security_policy()


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("localhost", True),
        ("localhost:8501", True),
        ("LOCALHOST:8501", True),
        ("localhost.", True),
        ("127.0.0.1:8501", True),
        ("[::1]:8501", True),
        ("[::1]", True),
        ("evil.example", False),
        ("localhost.evil.example", False),
        ("evil.example:8501", False),
        ("192.168.1.7", False),
        ("127.0.0.1@evil.example", False),
        ("localhost:8501@evil.example", False),
        ("localhost/evil", False),
        ("[::1", False),
        ("::1", False),
        ("", False),
        ("localhost:port", False),
        ("lo calhost", False),
    ],
)
def test_hosts(host, allowed, monkeypatch):
    monkeypatch.delenv(server.HOSTS_VARIABLE, raising=False)
    assert server.host_allowed(host) is allowed


def test_hosts_given_are_answered(monkeypatch):
    monkeypatch.setenv(server.HOSTS_VARIABLE, "map.example.org, 10.0.0.5")
    assert server.host_allowed("map.example.org")
    assert server.host_allowed("10.0.0.5:8501")
    assert not server.host_allowed("10.0.0.6")
    assert not server.host_allowed("evil.example")


def test_bound_to_all_interfaces_numbers_are_answered_and_names_are_not(monkeypatch):
    monkeypatch.setenv(server.HOSTS_VARIABLE, "0.0.0.0")
    assert server.host_allowed("192.168.1.7:8501")
    assert server.host_allowed("[fe80::1]:8501")
    assert not server.host_allowed("evil.example")
    assert not server.host_allowed("192.168.1.7.evil.example")


def test_a_websocket_under_a_foreign_name_is_refused(client):
    assert "websocket.accept" in client.websocket("/socket")
    refused = client.websocket("/socket", headers={"Host": "evil.example"})
    assert refused
    assert "websocket.accept" not in refused


def test_static_files_are_checked_and_not_sent_again(client):
    first = client.get("/app/static/a.js")
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get("/app/static/a.js", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/app/static/a.js", headers={"If-None-Match": '"other"'})
    assert (other.status_code, other.content) == (200, first.content)


def test_static_files_with_a_version_are_kept(client):
    assert "immutable" in client.get("/app/static/a.js?v=abc").headers["Cache-Control"]
    assert client.get("/app/static/a.js?v=").headers["Cache-Control"] == "no-cache"
    assert "Cache-Control" not in client.get("/app/static/missing.js?v=abc").headers


def test_a_crash_says_nothing_about_itself(client):
    answer = client.get("/crash")
    assert answer.status_code == 500
    assert "secret" not in answer.text


@pytest.mark.parametrize("name", ["a.js", "a.mjs", "a.css", "a.woff2"])
def test_types_of_scripts_styles_and_fonts_are_known(name):
    assert mimetypes.guess_type(name)[0] in {
        "text/javascript",
        "application/javascript",
        "text/css",
        "font/woff2",
    }


def test_warm_up_loads_once_and_freezes():
    records_source.forget()
    before = gc.get_freeze_count()
    try:
        server.warm_up()
        assert gc.get_freeze_count() > before
        assert records_source.loaded() is records_source.loaded()
        assert records_source.get_records() is records_source.loaded().records
    finally:
        gc.unfreeze()


def test_warm_up_survives_missing_data(show, tmp_path, caplog):
    show(tmp_path / "nothing")
    try:
        server.warm_up()
    finally:
        gc.unfreeze()
    assert "nothing" in caplog.text
    with pytest.raises(records_source.RecordsUnavailableError, match="nothing"):
        records_source.get_records()


def test_warm_up_names_what_is_left_out(show, broken_package, caplog):
    show(broken_package)
    try:
        server.warm_up()
    finally:
        gc.unfreeze()
    assert "2023-02-30" in caplog.text
    outcome = records_source.loaded()
    assert outcome.records is not None
    assert outcome.error is None
    report = records_source.fault_report(outcome.faults).decode().splitlines()
    assert len(report) == len(outcome.faults) >= 1
    assert report[0].startswith("events.csv:")


@pytest.mark.parametrize(
    ("bound", "more", "only"),
    [
        ("localhost", "", True),
        ("localhost", "localhost", True),
        ("127.0.0.1", ",127.0.0.1", True),
        ("", "", False),
        ("0.0.0.0", "", False),
        ("::", "", False),
        ("192.168.1.5", "", False),
        ("localhost", "map.example.org", False),
        ("localhost", "0.0.0.0", False),
    ],
)
def test_whether_it_listens_to_this_machine_alone(monkeypatch, bound, more, only):
    monkeypatch.setenv(server.HOSTS_VARIABLE, more)
    monkeypatch.setattr(server, "_bound_address", lambda: bound)
    assert server.listens_only_here() is only
