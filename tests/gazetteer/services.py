"""Online geocoders that are not online: one in memory, and one that speaks Nominatim's format on 127.0.0.1."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from geopy.geocoders import Nominatim
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location


class Service(Geocoder):
    """Answers from a dictionary: name -> list of (address, point, raw), or an error to raise."""

    domain = "geocoder.example"

    def __init__(self, answers):
        super().__init__()
        self.answers = answers
        self.calls = []

    def geocode(self, query, *, exactly_one=True, timeout=DEFAULT_SENTINEL):
        self.calls.append((query, timeout))
        found = self.answers.get(query)
        if isinstance(found, Exception):
            raise found
        locations = [Location(*parts) for parts in found or ()]
        return (locations[0] if exactly_one else locations) if locations else None

    def reverse(self, query, *, exactly_one=True, timeout=DEFAULT_SENTINEL):
        return self.geocode(query, exactly_one=exactly_one, timeout=timeout)


def place(name="Xyzzyville", latitude=10.0, longitude=20.0, **raw):
    """One answer as Nominatim gives it."""
    address = {"country_code": raw.pop("country_code", "vn")}
    return {
        "place_id": 12345,
        "licence": "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
        "osm_type": "node",
        "osm_id": 42,
        "lat": str(latitude),
        "lon": str(longitude),
        "class": "place",
        "type": "city",
        "addresstype": "city",
        "name": name,
        "display_name": f"{name}, Somewhere",
        "boundingbox": ["9.95", "10.05", "19.95", "20.05"],
        "address": address,
        **raw,
    }


class Server(ThreadingHTTPServer):
    """Gives ``replies`` by name asked for: what becomes JSON, or bytes with a status; counts the requests."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies = {}
        self.requests = []
        self.release = threading.Event()

    def handle_error(self, *_):
        """Say nothing of a client that did not wait for its answer."""

    def geocoder(self, **options):
        return Nominatim(
            domain=f"127.0.0.1:{self.server_port}",
            scheme="http",
            user_agent="visit-map-tests",
            proxies={},
            **options,
        )


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        address = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        self.server.requests.append((address.path, asked))
        reply = self.server.replies.get(asked.get("q") or (asked["lat"], asked["lon"]), [])
        if reply == "wait":
            self.server.release.wait(10)
            reply = []
        status, headers, body = reply if isinstance(reply, tuple) else (200, {}, json.dumps(reply).encode())
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@contextmanager
def serving():
    """Run a server for as long as the block lasts."""
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.release.set()
            server.shutdown()
            thread.join()
