"""Which addresses of the records may become links: http and https, nothing else."""

from __future__ import annotations

from urllib.parse import urlsplit


def web_address(text: str) -> str | None:
    """Return an address that is safe to link to, else None.

    Args:
        text: what a record gives as address. `javascript:`, `data:`, relative addresses, addresses with a
            user name or with control characters or spaces are no links.
    """
    text = text.strip()
    if not text.isprintable() or any(character.isspace() for character in text):
        return None
    try:
        parts = urlsplit(text)
        name = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not name or "@" in parts.netloc or "\\" in text:
        return None
    return text
