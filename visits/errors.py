"""The errors of this room.

```
VisitsError
├── DataPackageError    (ValueError)   the data cannot be taken as they are; `.faults` has every reason
├── SheetError          (ValueError)   a file is no table that can be read; `.faults` has every reason
├── DateError           (ValueError)   a text is no date of the kinds this project writes
├── FilterError         (ValueError)   a filter that cannot mean anything (a window that ends before it starts)
├── GeocodingError      (ValueError)   a column that is not there, a correction to a place that does not exist
└── UnknownRecordError  (KeyError)     no record has this id
```

Each is also the Python error that fits, so that `except ValueError` does what a reader expects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer.errors import Fault


class VisitsError(Exception):
    """The root: whatever this room raises on purpose is one of these."""


class DataPackageError(VisitsError, ValueError):
    """Raised when a data package has faults and only a sound one was asked for.

    Attributes:
        faults: every fault found, in the order of files and lines; one line each in `str(error)`.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class SheetError(VisitsError, ValueError):
    """Raised when a file that was handed in is no table that can be read.

    Attributes:
        faults: what is wrong with it; one line each in `str(error)`.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class GeocodingError(VisitsError, ValueError):
    """Raised when the places of a column are asked for in a way that cannot be answered."""


class DateError(VisitsError, ValueError):
    """Raised when a text is no date of the forms in `visits.dates`.

    Attributes:
        problem: what is wrong, in plain words.
        remedy: what to write instead.
    """

    def __init__(self, value: str, problem: str, remedy: str) -> None:
        self.value = value
        self.problem = problem
        self.remedy = remedy
        super().__init__(value, problem, remedy)

    def __str__(self) -> str:
        shown = self.value if len(self.value) <= 80 else self.value[:79] + "…"  # noqa: PLR2004
        return f"{shown!r}: {self.problem}: {self.remedy}"


class FilterError(VisitsError, ValueError):
    """Raised when the fields of a `VisitFilter` contradict each other or leave their range."""


class UnknownRecordError(VisitsError, KeyError):
    """Raised when a record is asked for by an id that no record has."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else "no such record"
