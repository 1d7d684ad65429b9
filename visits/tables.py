"""One CSV file into one table: whole columns, every row's line number, every fault of the file's form.

What the cells may hold is decided later (`visits.validate`); here it is whether there is a sound table at
all: UTF-8, the header that the schema names, as many cells in each row, no bigger than the limits.
"""

from __future__ import annotations

import csv
import re
from codecs import getincrementaldecoder
from dataclasses import dataclass
from difflib import get_close_matches
from io import BytesIO, TextIOWrapper
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from gazetteer.errors import Fault
from visits.columns import TableData, TextColumn

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from pathlib import Path

    from visits.schema import Table

_CHUNK: Final = 20_000
_SLICE: Final = 1_000_000
_NEWLINE: Final = re.compile(r"\r\n|\r|\n")
_ESCAPED_BYTE: Final = re.compile("[\udc80-\udcff]")
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Limits:
    """The biggest files that are read; larger ones are refused before they are opened."""

    descriptor_bytes: int = 1_000_000
    """For datapackage.json."""
    file_bytes: int = 600_000_000
    """For each table: about two million events."""
    rows: int = 2_000_000
    """For each table."""


@dataclass(frozen=True)
class Reading:
    """What came out of one file."""

    data: TableData
    """The rows that have a sound form; none when the file has not."""
    faults: list[Fault]
    """What is wrong with the form."""
    lost: Container[str] = frozenset()
    """The ids of rows that have no sound form."""


class Everything:
    """What a file that could not be read at all may have held."""

    def __contains__(self, _: object) -> bool:
        return True


def read_bytes(path: Path, label: str, limit: int) -> bytes | Fault:
    """The bytes of a file, or why there are none; `label` is how messages name it."""
    if not path.is_file():
        return Fault(
            label, None, None, "", "there is no such file", "add it, or take it out of datapackage.json"
        )
    try:
        size = path.stat().st_size
        if size > limit:
            problem = f"the file has {size} bytes, the limit is {limit}"
            return Fault(label, None, None, "", problem, "split the data into several packages")
        return path.read_bytes()
    except OSError as error:
        return Fault(
            label, None, None, "", f"it cannot be read: {error.strerror}", "check the permissions of the file"
        )


def read_table(table: Table, raw: bytes, label: str, limits: Limits) -> Reading:
    """Read the bytes of a CSV file as this table."""
    return _TableReader(table, label, limits).read(raw)


class _TableReader:
    """One reading of one file, chunk by chunk, so that no row object outlives its chunk."""

    def __init__(self, table: Table, label: str, limits: Limits) -> None:
        self.table = table
        self.label = label
        self.limits = limits
        self.faults: list[Fault] = []
        self.pieces: dict[str, list[pd.Series]] = {name: [] for name in table.header}
        self.lines: list[np.ndarray] = []
        self.broken_bytes = False
        self.whole = False
        self.cut_short = False
        self.lost: set[str] = set()
        self.key_place = 0
        self.last_line = 0

    def fault(self, row: int | None, column: str | None, value: str, problem: str, remedy: str) -> None:
        self.faults.append(Fault(self.label, row, column, value, problem, remedy))

    def read(self, raw: bytes) -> Reading:
        rows = self._rows(raw)
        header = next(rows, None) if self._is_text(raw) else None
        if header is None:
            if not self.faults:
                self.fault(
                    None,
                    None,
                    "",
                    "the file is empty",
                    f"begin with the header {','.join(self.table.header)}",
                )
            return self._result()
        places = self._places_of_columns(header)
        if places is None:
            return self._result()
        self.key_place = places.get(self.table.key or "", 0)
        line = 1 + _lines_of(header)
        count = 0
        while chunk := list(islice(rows, _CHUNK)):
            line = self._add(chunk, places, len(header), line)
            count += len(chunk)
            if count > self.limits.rows:
                problem = f"more than {self.limits.rows} rows"
                self.fault(None, None, "", problem, "split the data into several packages")
                break
        else:
            self.whole = not self.cut_short
        return self._result()

    def _is_text(self, raw: bytes) -> bool:
        """Whether the bytes can be read as text, at least in part; marks whether some of them are broken."""
        if raw.startswith(_UTF16_MARKS):
            self.fault(None, None, "", "the file is UTF-16, not UTF-8", "save it as CSV UTF-8")
            return False
        decoder = getincrementaldecoder("utf-8")()
        try:
            for start in range(
                0, len(raw), _SLICE
            ):  # in slices: the text of a large file is never held whole
                decoder.decode(raw[start : start + _SLICE])
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            self.broken_bytes = True  # the rows that hold them are told one by one; the others are sound
        return True

    def _rows(self, raw: bytes) -> Iterator[list[str]]:
        errors = "surrogateescape" if self.broken_bytes else "strict"
        stream = TextIOWrapper(BytesIO(raw), encoding="utf-8-sig", errors=errors, newline="")
        reader = csv.reader(stream, strict=True)
        try:
            for row in reader:
                self.last_line = reader.line_num
                yield row
        except csv.Error as error:
            self.cut_short = True
            remedy = "look for a quote that is not closed or not doubled; the rows from here on were not read"
            self.fault(reader.line_num, None, "", f"this is not CSV: {error}", remedy)

    def _places_of_columns(self, header: list[str]) -> dict[str, int] | None:
        """For each column that the file has, its place in the row; None when no row of it could be sound."""
        places: dict[str, int] = {}
        for place, name in enumerate(header):
            if name in places:
                self.fault(1, name, name, "this column stands twice", "keep one of them")
            elif name in self.table.header:
                places[name] = place
            else:
                self.fault(
                    1,
                    name or f"column {place + 1}",
                    name,
                    "no column of this table",
                    self._column_remedy(name, header),
                )
        sound = True
        for column in self.table.columns:
            if column.name not in places and not column.translation:
                self.fault(
                    1,
                    column.name,
                    "",
                    "this column is missing",
                    f"add it to the header: {column.description}",
                )
                sound = sound and not column.required
        return places if sound else None

    def _column_remedy(self, name: str, header: list[str]) -> str:
        missing = [column for column in self.table.header if column not in header]
        near = get_close_matches(name.strip().lower().replace(" ", "_"), missing, 1)
        return (
            f"rename it to {near[0]}"
            if near
            else f"take it out; the columns are {', '.join(self.table.header)}"
        )

    def _add(self, chunk: list[list[str]], places: dict[str, int], width: int, line: int) -> int:
        """Take the sound rows of a chunk that begins on `line`; give the line behind it."""
        if self.last_line + 1 == line + len(chunk):
            lines = np.arange(line, line + len(chunk), dtype=np.int32)
        else:  # some cell has line breaks in it
            lengths = [_lines_of(row) for row in chunk]
            lines = (line + np.cumsum([0, *lengths[:-1]])).astype(np.int32)
        if self.broken_bytes or any(len(row) != width or not row[0] for row in chunk):
            sound = [self._sound(row, width, int(at)) for row, at in zip(chunk, lines, strict=True)]
            lost = (
                row for row, good in zip(chunk, sound, strict=True) if not good and len(row) > self.key_place
            )
            self.lost |= {row[self.key_place] for row in lost}
            lines = lines[sound]
            chunk = [row for row, good in zip(chunk, sound, strict=True) if good]
        cells = list(zip(*chunk, strict=True)) or [()] * width
        for name, pieces in self.pieces.items():
            column = cells[places[name]] if name in places else ("",) * len(chunk)
            pieces.append(pd.Series(column, dtype="str"))
        self.lines.append(lines)
        return self.last_line + 1

    def _sound(self, row: list[str], width: int, line: int) -> bool:
        if not any(row):
            return False  # an empty line is no record and no fault
        if len(row) != width:
            problem = f"{len(row)} cells where the header has {width}"
            self.fault(
                line,
                None,
                ",".join(row),
                problem,
                "put quotes around a cell that holds a comma, or add the missing cells",
            )
            return False
        for place, cell in enumerate(row):
            if self.broken_bytes and _ESCAPED_BYTE.search(cell):
                shown = cell.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
                column = self.table.header[place] if place < len(self.table.header) else None
                self.fault(
                    line,
                    column,
                    shown,
                    "these bytes are not UTF-8",
                    "save the file as UTF-8 and type the text anew",
                )
                return False
        return True

    def _result(self) -> Reading:
        if not self.lines:
            return Reading(TableData.empty(self.table), self.faults, self._lost())
        columns = {}
        for name in self.table.header:
            columns[name] = TextColumn.of(pd.concat(self.pieces.pop(name), ignore_index=True))
        return Reading(TableData(self.table, columns, np.concatenate(self.lines)), self.faults, self._lost())

    def _lost(self) -> Container[str]:
        return self.lost if self.whole else Everything()


def _lines_of(row: list[str]) -> int:
    """How many lines of the file a row takes."""
    return 1 + sum(len(_NEWLINE.findall(cell)) for cell in row)
