"""`visit-map serve`: run the dashboard's application in this process, quietly, until Ctrl-C."""

from __future__ import annotations

import errno
import os
import signal
import socket
from typing import TYPE_CHECKING

from dashboard.server import EVERY_INTERFACE, HOSTS_VARIABLE

if TYPE_CHECKING:
    from types import FrameType

SECONDS_TO_FINISH = 3
"""How long open requests may take after Ctrl-C."""


class CannotListenError(OSError):
    """Raised when the address cannot be listened on; the message is one readable line."""


def serve(host: str, port: int) -> None:
    """Serve the dashboard until SIGINT or SIGTERM; returns after a clean stop.

    Args:
        host: name or address to listen on; `localhost` listens on 127.0.0.1 and, where there is one, ::1.
        port: TCP port; 0 = any free one.

    Raises:
        CannotListenError: when the port is taken or the address is not of this machine.
    """
    sockets = listen(host, port)
    port = sockets[0].getsockname()[1]
    # Asked for by this name, it answers to this name: read by the Host check.
    os.environ[HOSTS_VARIABLE] = ",".join(filter(None, [os.environ.get(HOSTS_VARIABLE, ""), host]))

    import uvicorn  # noqa: PLC0415
    from streamlit.web import bootstrap  # noqa: PLC0415

    from dashboard.app import app  # noqa: PLC0415  (reads the settings folder of the page)

    bootstrap.load_config_options({"server.address": host, "server.port": port})

    class Announcing(uvicorn.Server):
        """A server that says when it answers."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            """Start, then print the address."""
            await super().startup(sockets)
            if self.started:
                print(f"Visit Map is ready at {address(host, port)} (Ctrl-C stops it)", flush=True)  # noqa: T201  (to the terminal)

    # The settings that Streamlit itself gives uvicorn, without its log lines.
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        ws="websockets-sansio",
        ws_max_size=64 * 1024 * 1024,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )

    def stop(_signal: int, _frame: FrameType | None) -> None:
        """Leave quietly: uvicorn has already shut down when it raises the signal again."""
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        Announcing(config).run(sockets=sockets)
    except KeyboardInterrupt:
        pass
    finally:
        for listening in sockets:
            listening.close()


def listen(host: str, port: int) -> list[socket.socket]:
    """Bind every address that a host name stands for, on one port.

    Raises:
        CannotListenError: when the port is taken or the address is not of this machine.
    """
    sockets: list[socket.socket] = []
    refusal: OSError | None = None
    for family, bindable in _addresses(host):
        try:
            sockets.append(_bound(family, bindable, sockets[0].getsockname()[1] if sockets else port))
        except OSError as error:
            refusal = error
            if error.errno in {errno.EADDRINUSE, errno.EACCES}:
                break
    if refusal is not None and (refusal.errno in {errno.EADDRINUSE, errno.EACCES} or not sockets):
        for opened in sockets:
            opened.close()
        raise CannotListenError(_why(refusal, host, port))
    return sockets


def address(host: str, port: int) -> str:
    """Return the address to open in a browser."""
    name = "localhost" if host in EVERY_INTERFACE else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"


def _addresses(host: str) -> list[tuple[socket.AddressFamily, str]]:
    """Return the (family, address) pairs of a host, IPv4 first."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError as error:
        raise CannotListenError(
            f"{host}: no address of this machine: use --host localhost or --host 0.0.0.0"
        ) from error
    pairs = {(family, str(place[0])) for family, _, _, _, place in found}
    if host == "localhost":
        # Many systems name only one of the two; browsers try both.
        pairs |= {(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")}
    return sorted(pairs, key=lambda pair: (pair[0] != socket.AF_INET, pair[1]))


def _bound(family: socket.AddressFamily, place: str, port: int) -> socket.socket:
    """Bind and listen on one address."""
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name != "nt":
            # On Windows this option would let two servers share a port unnoticed.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6 and place != "::":
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listening.bind((place, port))
        listening.listen(128)
    except OSError:
        listening.close()
        raise
    return listening


def _why(error: OSError, host: str, port: int) -> str:
    """Say in one line why an address cannot be listened on, and what to do."""
    other = port + 1 if port < 65535 else 8501  # noqa: PLR2004
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use; use --port {other} or PORT={other} make run"
    if error.errno == errno.EACCES:
        return f"Port {port} is not allowed for this user; use --port 8501 or PORT=8501 make run"
    return f"{host}: cannot be listened on: {error.strerror or error}; use --host localhost or --host 0.0.0.0"
