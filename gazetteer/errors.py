"""What can go wrong in the gazetteer, and how a fault in a file is told.

Every error is also a builtin, so that code which knows nothing of this package can catch it::

    GazetteerError                 the root: catch this for anything raised on purpose here
    ├── PlaceFileError   (ValueError)   a place file has faults; all of them are in ``.faults``
    ├── PackedDataError  (OSError)      the shipped data is missing or of another version
    └── NetworkForbidden (OSError)      something tried to reach the network through an offline gazetteer

A query that finds nothing is not an error: it gives ``None`` (geopy's manner). Wrong arguments raise what
geopy raises for them: ``ValueError`` for a point out of range or a limit below one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Fault", "GazetteerError", "NetworkForbidden", "PackedDataError", "PlaceFileError"]

_LONGEST_SHOWN_VALUE = 80


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file: where it is, what stands there, what is wrong, what to do.

    ``str(fault)`` is one line, ``file:row:column: value: problem: remedy``; parts that do not apply are left
    out.
    """

    file: str
    """Name of the file, as the reader of the message knows it."""
    row: int | None
    """Line number in the file, the header being line 1; None when the fault concerns the whole file."""
    column: str | None
    """Name of the column; None when the fault concerns the whole row or file."""
    value: str
    """What stands there, as written; empty when nothing does."""
    problem: str
    """What is wrong with it, in plain words."""
    remedy: str
    """What to do about it."""

    def __str__(self) -> str:
        place = ":".join([self.file, *(str(part) for part in (self.row, self.column) if part is not None)])
        return ": ".join(
            part for part in (place, _on_one_line(self.value), self.problem, self.remedy) if part
        )


def _on_one_line(value: str) -> str:
    """Give ``value`` cut to one short printable line, so that a log or terminal cannot be disturbed by it."""
    shown = "".join(
        char if char.isprintable() else f"\\u{ord(char):04x}" for char in value[: _LONGEST_SHOWN_VALUE + 1]
    )
    return shown if len(shown) <= _LONGEST_SHOWN_VALUE else shown[: _LONGEST_SHOWN_VALUE - 1] + "…"


class GazetteerError(Exception):
    """Root of all errors that the gazetteer raises on purpose."""


class PlaceFileError(GazetteerError, ValueError):
    """Raised when a place file has faults; ``faults`` lists every one of them, not only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class PackedDataError(GazetteerError, OSError):
    """Raised when the packed places are missing or of another format; a new installation mends it."""


class NetworkForbidden(GazetteerError, OSError):  # noqa: N818 - says what happened; "...Error" would say less
    """Raised when something tries to reach the network through a gazetteer, which is offline by design."""
