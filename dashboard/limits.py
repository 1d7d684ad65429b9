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
