"""The ASGI pieces around the page: security headers, the Host check, caching of static files, warm-up.

Streamlit sends no Content-Security-Policy, X-Frame-Options or Referrer-Policy and checks the Host header of
the websocket only; the middleware here does so on every route.
"""

from __future__ import annotations

import base64
import gc
import hashlib
import ipaddress
import logging
import mimetypes
import os
import re
import socket
import threading
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio.to_thread
import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse

from dashboard import records_source

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS_VARIABLE = "VISIT_MAP_HOSTS"
"""Environment variable: further names (comma-separated) under which the dashboard may be asked for."""

LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
"""Names that are always answered."""

EVERY_INTERFACE = ("0.0.0.0", "::")  # noqa: S104  (named to be recognised, not bound here)
"""Addresses that mean "all interfaces"."""

STATIC_PATH = "/app/static/"
"""Where Streamlit serves the files of `dashboard/static`."""

_log = logging.getLogger("visit_map")

# On Windows the registry decides these types, and Debian's slim images know no woff2.
for _suffix, _type in (
    (".js", "text/javascript"),
    (".mjs", "text/javascript"),
    (".css", "text/css"),
    (".woff2", "font/woff2"),
):
    mimetypes.add_type(_type, _suffix)


@cache
def content_security_policy() -> str:
    """Return the Content-Security-Policy, with the hash of every inline script in Streamlit's page shell.

    Component scripts arrive as `blob:`; styles are written by Streamlit's front end at run time. Nothing else
    inline, nothing from another machine, no `eval`.
    """
    shell = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in re.findall(r"<script>(.*?)</script>", shell, flags=re.DOTALL)
    ]
    rules = {
        "default-src": ["'self'"],
        "script-src": ["'self'", "blob:", *hashes],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


def security_headers() -> dict[str, str]:
    """Return the headers that every response carries."""
    return {
        "Content-Security-Policy": content_security_policy(),
        "X-Frame-Options": "SAMEORIGIN",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


class SecurityHeaders:
    """Middleware that adds the security headers to every HTTP response, errors included."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = security_headers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; write the headers when the response starts."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class AllowedHosts:
    """Middleware that refuses requests under a foreign Host (DNS rebinding), page and websocket alike.

    A rebinding attack needs a name, so when the server was bound to all interfaces on purpose, addresses
    written as numbers and this machine's own name are answered too.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 400 to a foreign Host."""
        if scope["type"] in {"http", "websocket"} and not host_allowed(Headers(scope=scope).get("host", "")):
            await PlainTextResponse("Invalid host header", status_code=400)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def host_allowed(header: str) -> bool:
    """Tell whether a Host header (`name`, `name:port`, `[::1]:port`) names this server."""
    host = _host_name(header)
    allowed, any_number = _allowed_hosts(os.environ.get(HOSTS_VARIABLE, ""), _bound_address())
    if host in allowed:
        return True
    return any_number and _is_number(host)


def listens_only_here() -> bool:
    """Tell whether only programs of this machine can reach this server, as far as its settings say."""
    names, any_number = _allowed_hosts(os.environ.get(HOSTS_VARIABLE, ""), _bound_address())
    return bool(_bound_address()) and not any_number and names <= frozenset(LOCAL_HOSTS)


def _host_name(header: str) -> str:
    """Return the name in a Host header, lower case, without port and brackets; empty when malformed."""
    match = re.fullmatch(r"(?:\[([0-9a-fA-F:.]+)\]|([^\[\]:@/\s]+))(?::\d*)?", header.strip())
    return (match[1] or match[2]).lower().rstrip(".") if match else ""


def _bound_address() -> str:
    """Return the address that Streamlit was told to bind (`--server.address`); empty when none."""
    return str(streamlit.get_option("server.address") or "")


@cache
def _allowed_hosts(extra: str, bound: str) -> tuple[frozenset[str], bool]:
    """Return the names answered, and whether any numeric address is."""
    names = [*LOCAL_HOSTS, bound, *extra.split(",")]
    allowed = {name.strip().strip("[]").lower() for name in names} - {""}
    wide = not allowed.isdisjoint(EVERY_INTERFACE)
    if wide:
        allowed |= {socket.gethostname().lower(), socket.getfqdn().lower()}
    return frozenset(allowed - set(EVERY_INTERFACE)), wide


def _is_number(host: str) -> bool:
    """Tell whether a host is an IP address."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


class StaticFileCaching:
    """Middleware that lets browsers keep the static files, and asks them to check.

    An address with a version (`?v=...`) never changes its content; anything else is checked by ETag, and an
    unchanged file costs a 304 without a body (Streamlit alone sends it again).
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add Cache-Control to static files; answer 304 when the browser already has the file."""
        if scope["type"] != "http" or STATIC_PATH not in scope["path"]:
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope).get("if-none-match", "")
        known = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
        versioned = re.search(rb"(?:^|&)v=[^&]", scope.get("query_string", b"")) is not None
        unchanged = False

        async def send_cached(message: Message) -> None:
            nonlocal unchanged
            if message["type"] == "http.response.start" and message["status"] == 200:  # noqa: PLR2004
                headers = MutableHeaders(scope=message)
                headers["Cache-Control"] = "public, max-age=31536000, immutable" if versioned else "no-cache"
                if headers.get("etag", "").removeprefix("W/") in known - {""}:
                    unchanged = True
                    del headers["content-length"]
                    message = {**message, "status": 304}
            elif message["type"] == "http.response.body" and unchanged:
                message = {**message, "body": b""}
            await send(message)

        await self.app(scope, receive, send_cached)


def middleware() -> list[Middleware]:
    """Return the middleware of the dashboard, outermost first (so that refusals carry the headers too)."""
    return [Middleware(SecurityHeaders), Middleware(AllowedHosts), Middleware(StaticFileCaching)]


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Warm up beside the first requests: the browser reads Streamlit's shell while this imports and loads.

    Who needs the records before they are there waits for them (`records_source` loads once, under a lock).
    """
    worker = threading.Thread(target=warm_up, name="warm-up")
    worker.start()
    try:
        yield
    finally:
        await anyio.to_thread.run_sync(worker.join)


def warm_up() -> None:
    """Load the records, build the map, then take everything so far out of the garbage collector's sight.

    Streamlit collects after every script run; with the long-lived objects frozen a rerun costs a tenth.
    """
    outcome = records_source.loaded()
    if outcome.error:
        _log.error("%s", outcome.error)
    elif outcome.records is not None:
        for fault in outcome.faults:
            _log.warning("left out: %s", fault)
        try:
            _prepare_page(outcome.records.version)
        except Exception:  # noqa: BLE001  (whatever it is, it must not stop the server)
            # The page does the same itself, and says to the reader what went wrong.
            _log.exception("The map could not be prepared in advance.")
    gc.collect()
    gc.freeze()


def _prepare_page(version: str) -> None:
    """Do once what the first page would do: import folium, build the map."""
    from dashboard.map_host import assets_version  # noqa: PLC0415
    from dashboard.visitmap.component import built_map  # noqa: PLC0415

    assets_version()
    built_map(version)
