"""Lists of words that say what stands around a name: surnames, offices, everyday words. One a line in ``lexicon/``.

The files are plain text, so that a list can be made longer without knowing the code; ``#`` begins a comment line.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["alternatives", "words"]

_FOLDER: Final = Path(__file__).parent / "lexicon"


@cache
def words(name: str) -> tuple[str, ...]:
    """Give the words and phrases of the list ``lexicon/NAME.txt`` in their order, read once."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in map(str.strip, lines) if line and not line.startswith("#"))


def alternatives(phrases: Iterable[str]) -> str:
    """Give a regular expression for any of the phrases, the first that fits; an apostrophe may be curved."""
    return "|".join(re.escape(phrase).replace("'", "['’]") for phrase in phrases)
