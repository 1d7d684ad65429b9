"""Addresses of the shipped browser files: linked (served beside the page) or inlined (``data:`` addresses).

Linked addresses suit the dashboard, whose server hands out ``dashboard/static``. Inlined ones suit a
notebook and a saved HTML file, which must open anywhere with no network.
"""

from __future__ import annotations

import base64
import functools
import re
from pathlib import Path

STATIC = Path(__file__).parents[1] / "static"
"""The folder of files for the browser."""
DEFAULT_BASE_URL = "app/static/"
"""Where Streamlit serves :data:`STATIC`, relative to the page."""

_MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css", ".png": "image/png", ".woff2": "font/woff2"}
_CSS_URL = re.compile(r"""url\(\s*["']?(?!data:|https?:|//|#)([^"')]+)["']?\s*\)""")


class AssetError(ValueError):
    """Raised when a file is not one of the shipped ones."""


def asset_url(path: str, *, inlined: bool, base_url: str = DEFAULT_BASE_URL) -> str:
    """Return the address of a shipped file.

    Args:
        path: The file below ``static``, with ``/``, for example ``vendor/leaflet/leaflet.js``.
        inlined: True for a ``data:`` address; what a style sheet itself refers to is then inlined too.
        base_url: For linked addresses, where ``static`` is served.

    Raises:
        AssetError: There is no such file below ``static``.
    """
    file = _file(path)
    return _data_url(file) if inlined else f"{base_url.rstrip('/')}/{path}"


def asset_base64(path: str) -> str:
    """Return a shipped file as base64 text.

    Raises:
        AssetError: There is no such file below ``static``.
    """
    return _base64(_file(path))


def _file(path: str) -> Path:
    file = (STATIC / path).resolve()
    if not file.is_relative_to(STATIC.resolve()) or not file.is_file():
        raise AssetError(f"{path}: not a file that is shipped under static/")
    return file


@functools.cache
def _data_url(file: Path) -> str:
    kind = _MEDIA_TYPES.get(file.suffix, "application/octet-stream")
    if file.suffix != ".css":
        return f"data:{kind};base64,{_base64(file)}"

    def inline(found: re.Match[str]) -> str:
        target = file.parent / found[1]
        return f"url({_data_url(target)})" if target.is_file() else found[0]

    text = _CSS_URL.sub(inline, file.read_text(encoding="utf-8"))
    return f"data:{kind};base64,{base64.b64encode(text.encode()).decode('ascii')}"


@functools.cache
def _base64(file: Path) -> str:
    return base64.b64encode(file.read_bytes()).decode("ascii")
