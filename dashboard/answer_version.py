"""What an answer of this server depends on: the records, and the program that shapes them.

Browsers keep answers for good under an address or a tag with this version in it; a new release, another place name or
another layout of the columns must not meet an old answer.
"""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visits import Records

ROOMS = ("gazetteer", "visits", "dashboard")
"""Packages whose files shape the answers."""

SUFFIXES = (".py", ".csv", ".po")
"""Files that do: code, places, texts."""


@cache
def program_version() -> str:
    """Return a hash over the files of the program that shape answers (about a megabyte, read once)."""
    digest = hashlib.sha256()
    home = Path(__file__).parents[1]
    for room in ROOMS:
        for path in sorted((home / room).rglob("*")):
            if path.suffix in SUFFIXES:
                digest.update(path.relative_to(home).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=4)
def answer_version(records: Records) -> str:
    """Return the version of what this program answers about these records: 32 hexadecimal digits."""
    return hashlib.sha256(f"{program_version()} {records.version}".encode()).hexdigest()[:32]
