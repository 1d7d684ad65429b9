r"""The event CSV, in two flavours, and the function that reads both back.

`csv` is for programs: UTF-8, LF, every text as it is. `csv-excel` is for spreadsheets: UTF-8 with a byte
order mark, CRLF, and no cell that a spreadsheet would run as a formula: a text that begins with one of `= + -
@` (also full-width), a tab, a line break, a NUL or an apostrophe, after any blanks, gets an apostrophe in
front. Since a text that begins with an apostrophe gets one too, taking one away brings every text back.
Numbers are never touched.

Source of the rule: OWASP ASVS 5.0, 1.2.10.
"""

from __future__ import annotations

import csv
import os
import re
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
import pandas as pd

from visits.schema import EVENT_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Container

Flavour = Literal["csv", "csv-excel"]

MARK: Final = "\ufeff"
"""The byte order mark: tells the Excel flavour from the plain one."""
_LIVE: Final = re.compile(r"[\s\x00\ufeff\u200b-\u200f\u2060]*[=+\-@＝＋－＠'\t\r\n\x00]")
_NEEDS_QUOTES: Final = re.compile(r'[",\r\n;]|^\s|\s$')
_INTEGERS: Final = frozenset(column.name for column in EVENT_COLUMNS if column.cell.kind == "integer")
_NUMBERS: Final = frozenset(column.name for column in EVENT_COLUMNS if column.cell.kind == "number")
_FIELD_LIMIT: Final = 131_072


def to_csv(frame: pd.DataFrame, flavour: Flavour = "csv") -> bytes:
    """The frame of `Records.frame` as the bytes of a CSV file.

    Raises:
        ValueError: the flavour is neither csv nor csv-excel.
    """
    return csv_bytes(frame, flavour, numbers=_NUMBERS, integers=_INTEGERS)


def csv_bytes(
    frame: pd.DataFrame,
    flavour: Flavour,
    *,
    numbers: Container[str] = frozenset(),
    integers: Container[str] = frozenset(),
) -> bytes:
    """Any table as the bytes of a CSV file in one of the two flavours.

    Args:
        frame: its columns are text, but for those named next.
        flavour: csv or csv-excel, as the module says.
        numbers: columns of floating-point numbers; no number is an empty cell.
        integers: columns of whole numbers.

    Raises:
        ValueError: the flavour is neither csv nor csv-excel.
    """
    if flavour not in ("csv", "csv-excel"):
        raise ValueError(f"{flavour!r} is no flavour: csv or csv-excel")
    excel = flavour == "csv-excel"
    columns = [
        _numbers(frame[name])
        if name in numbers
        else _integers(frame[name])
        if name in integers
        else _texts(frame[name], guard=excel)
        for name in frame.columns
    ]
    end = "\r\n" if excel else "\n"
    names = map(str, frame.columns)
    header = ",".join(_quoted(guarded(name) if excel else name) for name in names)
    lines = [header, *map(",".join, zip(*columns, strict=True))]
    text = end.join(lines) + end
    return (MARK + text if excel else text).encode()


def _numbers(column: pd.Series) -> list[str]:
    return [repr(value) if value == value else "" for value in column.astype("float64").tolist()]  # noqa: PLR0124 - NaN


def _integers(column: pd.Series) -> list[str]:
    whole = column.astype("Int64").astype(object).where(column.notna(), None)
    return ["" if value is None else str(value) for value in whole]


def _texts(column: pd.Series, *, guard: bool) -> list[str]:
    """The cells of a column as they stand in the file; each distinct text is looked at once."""
    codes, texts = pd.factorize(column.astype("str"), use_na_sentinel=False)
    prepared = [_quoted(guarded(text) if guard else text) for text in map(_text, texts.tolist())]
    return np.array(prepared, dtype=object)[codes].tolist() if prepared else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def guarded(text: str) -> str:
    """The text with an apostrophe in front when a spreadsheet might run it or it begins with one itself."""
    return "'" + text if _LIVE.match(text) else text


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text


def read_event_csv(source: str | os.PathLike[str] | bytes) -> pd.DataFrame:
    """Read an event CSV of either flavour: the frame that was written, the added apostrophes gone.

    The flavour is told by the byte order mark. A file that a spreadsheet saved anew with semicolons is read
    too.

    Args:
        source: a path, or the content as bytes.

    Raises:
        ValueError: it is not UTF-8, or its columns are not those of the event CSV, or a row has another
        length. OSError: the file cannot be read.
    """
    raw = source if isinstance(source, bytes) else Path(os.fspath(source)).read_bytes()
    text = raw.decode("utf-8")
    excel = text.startswith(MARK)
    text = text.removeprefix(MARK)
    names = [column.name for column in EVENT_COLUMNS]
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = next(rows, [])
        if header != names:
            raise ValueError(f"these are not the columns of the event CSV: {','.join(header)[:200]}")
        cells = [row for row in rows if row]
    except csv.Error as error:
        raise ValueError(f"line {rows.line_num}: this is not CSV: {error}") from error
    for number, row in enumerate(cells, start=1):
        if len(row) != len(names):
            raise ValueError(f"row {number}: {len(row)} cells where the header has {len(names)}")
    columns = zip(*cells, strict=True) if cells else [()] * len(names)
    return pd.DataFrame(
        {name: _column(values, name, excel=excel) for name, values in zip(names, columns, strict=True)}
    )


def _column(values: tuple[str, ...], name: str, *, excel: bool) -> Any:
    if name in _NUMBERS:
        return np.array([float(value) if value else np.nan for value in values], dtype=np.float64)
    if name in _INTEGERS:
        return pd.array([int(value) if value else pd.NA for value in values], dtype="Int32")
    if excel:
        values = tuple(value.removeprefix("'") for value in values)
    return pd.array(values, dtype="str")
