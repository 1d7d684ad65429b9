"""Anybody's table, as text: a CSV file in whatever encoding and with whatever separator a spreadsheet gave it.

The file is not trusted. Every cell stays the text that it is, nothing is guessed into numbers or dates, and a
file that has no sound form is refused with one line per fault.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd

from gazetteer.errors import Fault
from visits.errors import SheetError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

SEPARATORS: Final = (",", ";", "\t", "|")
"""What may stand between two cells."""

_NO_SEPARATOR: Final = "\x1f"
_SAID: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_LOOKED_AT: Final = 20
_MOST_TOLD: Final = 20
_NULS_TO_BE_UTF_16: Final = 0.2


@dataclass(frozen=True, slots=True)
class SheetLimits:
    """The biggest table that is read; a larger one is refused and the limit named."""

    bytes: int = 100_000_000
    """Of the file."""
    rows: int = 1_000_000
    """Without the header."""
    columns: int = 500
    """Of a row."""
    cell: int = 100_000
    """Characters of one cell."""


def read_sheet(source: str | os.PathLike[str] | bytes, limits: SheetLimits | None = None) -> pd.DataFrame:
    """Read a CSV file: first row the header, every cell text.

    Args:
        source: a path, or the content as bytes.
        limits: the biggest table to read; None takes the usual ones.

    Raises:
        SheetError: the file has no sound form, or is larger than the limits; every fault (the first 20) is told.
        OSError: it cannot be read.
    """
    limits = limits or SheetLimits()
    name = "table" if isinstance(source, bytes) else Path(source).name
    size = len(source) if isinstance(source, bytes) else Path(source).stat().st_size
    if size > limits.bytes:
        problem = f"the file has {size} bytes, the limit is {limits.bytes}"
        raise SheetError([Fault(name, None, None, "", problem, "split it into several files")])
    raw = source if isinstance(source, bytes) else Path(source).read_bytes()
    return _Reading(name, limits).frame(_decoded(raw, name))


def pasted_sheet(text: str, header: str, limits: SheetLimits | None = None) -> pd.DataFrame:
    """Read what was copied: names, one on each line, or cells of a spreadsheet, whose first row is then the header.

    Args:
        text: what was pasted.
        header: what the column of names is called.
        limits: the biggest table to read; None takes the usual ones.

    Raises:
        SheetError: as for `read_sheet`.
    """
    text = text.replace("\x00", "")
    if "\t" in text:
        return read_sheet(f"sep=\t\n{text}".encode("utf-8", "replace"), limits)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    quoted = "\n".join('"' + line.replace('"', '""') + '"' for line in [header, *lines])
    return read_sheet(f"sep={_NO_SEPARATOR}\n{quoted}\n".encode("utf-8", "replace"), limits)


def _decoded(raw: bytes, name: str) -> str:
    """The text of the file: UTF-8 or UTF-16, told by its mark or, without one, by its bytes."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
        head = raw[:4000]
        for first, other in ((0, "utf-16-be"), (1, "utf-16-le")):
            # Written by some programs without a mark: every second byte of Latin text is then zero.
            if len(head) > 1 and head[first::2].count(0) > _NULS_TO_BE_UTF_16 * len(head):
                encoding = other
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        remedy = "save the file as CSV UTF-8"
        problem = "is neither UTF-8 nor UTF-16"
        raise SheetError(
            [Fault(name, line, None, f"byte {raw[error.start]:#04x}", problem, remedy)]
        ) from error


class _Reading:
    """One reading of one file: gathers the faults as it goes."""

    def __init__(self, name: str, limits: SheetLimits) -> None:
        self.name = name
        self.limits = limits
        self.faults: list[Fault] = []

    def frame(self, text: str) -> pd.DataFrame:
        text, separator = _separator(text)
        rows = self._rows(text, separator)
        header = self._header(next(rows, (1, []))[1])
        cells: list[list[str]] = []
        for line, row in rows:
            if any(row[len(header) :]):
                problem = f"{len(row)} cells where the header has {len(header)}"
                self._fault(line, ",".join(row), problem, "put quotes around a cell that holds the separator")
            # Spreadsheets leave out empty cells at the end, or write too many of them.
            cells.append((row + [""] * len(header))[: len(header)])
            if len(cells) > self.limits.rows:
                self._fault(None, "", f"more than {self.limits.rows} rows", "split it into several files")
            if len(self.faults) >= _MOST_TOLD:
                break
        if self.faults:
            raise SheetError(self.faults)
        columns = zip(*cells, strict=True) if cells else [()] * len(header)
        return pd.DataFrame(
            {name: pd.array(column, dtype="str") for name, column in zip(header, columns, strict=True)}
        )

    def _fault(self, line: int | None, value: str, problem: str, remedy: str) -> None:
        self.faults.append(Fault(self.name, line, None, value, problem, remedy))

    def _rows(self, text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
        """Line and cells of every row that is not empty; what is no CSV ends it with a fault."""
        reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
        line = 1
        try:
            for row in reader:
                if len(row) > self.limits.columns:
                    self._fault(line, "", f"more than {self.limits.columns} columns", "take some out")
                    return
                if any(len(cell) > self.limits.cell for cell in row):
                    self._fault(line, "", f"a cell of more than {self.limits.cell} characters", "shorten it")
                    return
                if any(cell.strip() for cell in row):
                    yield line, [cell.replace("\x00", "") for cell in row]
                line = reader.line_num + 1
        except csv.Error as error:
            self._fault(line, "", f"this is not CSV ({error})", "look for a quote that is not closed")

    def _header(self, cells: list[str]) -> list[str]:
        """The names of the columns; one without a name is called by its number."""
        while cells and not cells[-1].strip():
            cells = cells[:-1]
        if not cells and not self.faults:
            self._fault(None, "", "the file is empty", "begin with a row of column names")
        header = [cell.strip() or f"column {number}" for number, cell in enumerate(cells, start=1)]
        for name in dict.fromkeys(name for name in header if header.count(name) > 1):
            self._fault(1, name, "stands twice in the header", "give each column its own name")
        return header


def _separator(text: str) -> tuple[str, str]:
    """The text without a line that names the separator, and the separator.

    It is the one that cuts the header into the most cells and the rows below into as many; a header without any is a
    table of one column, whose cells may hold commas.
    """
    if said := _SAID.match(text):
        return text[said.end() :], said[1]
    head = "\n".join(text[:200_000].splitlines()[: _LOOKED_AT + 1])

    def fits(separator: str) -> tuple[float, int]:
        try:
            widths = [len(row) for row in csv.reader(StringIO(head, newline=""), delimiter=separator) if row]
        except csv.Error:
            return (0.0, 0)
        if not widths or widths[0] == 1:
            return (0.0, 0)
        return (sum(width == widths[0] for width in widths) / len(widths), widths[0])

    best = max(SEPARATORS, key=fits)
    return text, best if fits(best)[1] > 1 else _NO_SEPARATOR
