"""How much one request may ask for. A larger one is refused with the limit named."""

from __future__ import annotations

LONGEST_QUERY = 8_000
"""Longest query string answered, in bytes; a longer one gets 414."""

MOST_NOTES = 20
"""Notes about ignored parameters that fit into a response header."""

MOST_DETAILS = 200
"""Events whose details one request may ask for."""

LONGEST_NUMBER = 9
"""Digits of the largest row number that is read."""

LARGEST_SHEET = 5_000_000
"""Bytes of a table that is handed in on the page (`sheet_limits` in text/browser.py says it)."""

MOST_SHEET_ROWS = 20_000
"""Rows of it."""

LONGEST_NAME = 200
"""Characters of a name that is looked up on the page, and of a word of its context."""

MOST_CONTEXT = 10
"""Words of context that are listened to."""
