"""A data package at an address: its files, fetched into a folder, to be read like any other.

Only http and https, only below the address given, no redirect, no more bytes and no more time than the limits say. The
address is one that a person typed for this program; nothing inside a package can make it ask another one.
"""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Final, NoReturn
from urllib.parse import quote, urljoin, urlsplit

from gazetteer.errors import Fault
from visits.descriptor import FILE, file_in, read_descriptor
from visits.errors import DataPackageError
from visits.schema import TABLES

if TYPE_CHECKING:
    from http.client import HTTPResponse
    from pathlib import Path

    from visits.tables import Limits

SCHEMES: Final = ("http", "https")
"""How a package may be fetched."""
SECONDS: Final = 60
"""The longest that one file may take."""
_BLOCK: Final = 1 << 16
_NOT_FOUND: Final = 404


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Answers a redirect with the status it came with: another address was not asked for."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """Follow none."""


def download(address: str, folder: Path, limits: Limits) -> None:
    """Fetch `datapackage.json` and the tables it names into a folder.

    A table that the descriptor names and the server does not have is left out: the reader of the folder says so.

    Args:
        address: of the folder that holds `datapackage.json`, or of that file.
        folder: an empty folder.
        limits: the biggest files to fetch.

    Raises:
        DataPackageError: the address is none, or does not answer, or answers with too much.
    """
    parts = urlsplit(address)
    if parts.scheme.lower() not in SCHEMES or not parts.hostname:
        _refuse(
            address,
            "not an address of http or https",
            "name a folder, or an address that begins with https://",
        )
    base = address.removesuffix(FILE).partition("?")[0].rstrip("/") + "/"
    raw = _fetch(urljoin(base, FILE), limits.descriptor_bytes)
    if raw is None:
        _refuse(base + FILE, "there is no such file", f"name the address of the folder that holds {FILE}")
    (folder / FILE).write_bytes(raw)
    descriptor, _ = read_descriptor(raw)
    for path in dict.fromkeys(descriptor.paths.get(name, f"{name}.csv") for name in TABLES):
        into = file_in(folder, path)
        if isinstance(into, Fault):
            continue  # the reader of the folder meets the same path and says what is wrong with it
        content = _fetch(urljoin(base, quote(path)), limits.file_bytes)
        if content is not None:
            into.parent.mkdir(parents=True, exist_ok=True)
            into.write_bytes(content)


def _fetch(address: str, limit: int) -> bytes | None:
    """The bytes at an address; None where the server says that there is nothing."""
    request = urllib.request.Request(address, headers={"User-Agent": "visit-map", "Accept": "*/*"})  # noqa: S310
    opener = urllib.request.build_opener(_NoRedirect)
    began = time.monotonic()
    try:
        with opener.open(request, timeout=SECONDS) as answer:
            return _read(answer, address, limit, began)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == _NOT_FOUND:
            return None
        _refuse(
            address, f"the server answers {error.code} {error.reason}", "name an address that answers itself"
        )
    except (OSError, ValueError) as error:
        _refuse(address, f"no answer: {error}", "check the address and the network, or download the package")


def _read(answer: HTTPResponse, address: str, limit: int, began: float) -> bytes:
    blocks: list[bytes] = []
    size = 0
    while block := answer.read(_BLOCK):
        size += len(block)
        if size > limit:
            _refuse(address, f"larger than {limit} bytes", "download the package and read a part of it")
        if time.monotonic() - began > SECONDS:
            _refuse(address, f"not here after {SECONDS} seconds", "download the package and name its folder")
        blocks.append(block)
    return b"".join(blocks)


def _refuse(address: str, problem: str, remedy: str) -> NoReturn:
    raise DataPackageError([Fault(address, None, None, "", problem, remedy)])
