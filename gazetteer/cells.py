r"""Several values in one cell of a table: joined with ``; ``, a semicolon inside a value written ``\;``.

Reading what was written gives the same values back. Spaces around a value are not part of it, and empty
values do not exist: both vanish on writing as on reading. A backslash is itself unless it stands before a
semicolon; there, a pair of backslashes means one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["join_values", "split_values"]

_BEFORE_SEMICOLON = re.compile(r"(\\*);")
_BACKSLASHES_AT_END = re.compile(r"\\+\Z")


def split_values(cell: str) -> list[str]:
    r"""Give the values of a cell in order: ``r"A; B\; C"`` gives ``["A", "B; C"]``, ``""`` gives ``[]``."""
    values = [""]
    done = 0
    for found in _BEFORE_SEMICOLON.finditer(cell):
        backslashes = len(found[1])
        values[-1] += cell[done : found.start()] + "\\" * (backslashes // 2)
        if backslashes % 2:
            values[-1] += ";"
        else:
            values.append("")
        done = found.end()
    values[-1] += cell[done:]
    return [value for value in map(str.strip, values) if value]


def join_values(values: Iterable[str]) -> str:
    """Give one cell that holds ``values`` in order; the opposite of `split_values`."""
    kept = [stripped for value in values if (stripped := value.strip())]
    escaped = [_BEFORE_SEMICOLON.sub(r"\1\1\\;", value) for value in kept]
    # A value that ends in backslashes is followed by the separator, unless it is the last one.
    inner = [_BACKSLASHES_AT_END.sub(lambda found: found[0] * 2, value) for value in escaped[:-1]]
    return "; ".join([*inner, *escaped[-1:]])
