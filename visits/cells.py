"""What may stand in one cell of a table: the kinds of cell, and the one rule for each kind.

Columns of a table and fields of a record are checked by the same `problem_of`, so that a record made in code,
a row of a file and a form in a page can never disagree about what is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping  # noqa: TC003 - annotates a constant
from dataclasses import dataclass
from math import isfinite
from typing import Final, Literal, NamedTuple
from urllib.parse import urlsplit

from gazetteer.cells import split_values
from visits.dates import parse_edtf
from visits.errors import DateError
from visits.vocabulary import VOCABULARIES

CellKind = Literal["id", "text", "edtf", "choice", "reference", "address", "integer", "number", "name"]

ID_PATTERN: Final = r"[A-Za-z0-9][A-Za-z0-9._:\-]{0,119}"
"""What an id may look like: letters, digits, dot, underscore, colon, hyphen; at most 120 characters."""
MAX_TEXT: Final = 20_000
"""The longest text (characters) in one cell."""

_ID_MATCH = re.compile(ID_PATTERN).fullmatch
_INTEGER_MATCH = re.compile(r"-?[0-9]{1,9}").fullmatch
_NAME_MATCH = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*:.*\S.*", re.DOTALL).fullmatch
_ADDRESS_SPOILERS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029<>\"\\`{}|^]")


@dataclass(frozen=True, slots=True)
class Cell:
    """The kind of a column, given beside its type in the model."""

    kind: CellKind = "text"
    """id; text; edtf (a date); choice (of a vocabulary); reference (to a row); address (http or https);
    integer; number; name (with the language before it)."""
    many: bool = False
    """Whether the cell may hold several values, joined with `; `."""
    vocabulary: str = ""
    """For a choice: the name of its vocabulary."""
    to: tuple[str, ...] = ()
    """For a reference: the tables that may hold the row."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, as every reader of the schema sees it."""

    name: str
    """The header in the file."""
    description: str
    """What it means, one sentence."""
    cell: Cell
    """What may stand in it."""
    required: bool = False
    """Whether an empty cell is a fault."""

    @property
    def translation(self) -> bool:
        """Whether it says another column once more in another language; a table may do without such a column."""
        return not self.required and self.name.endswith(("_vi", "_zh"))


class Problem(NamedTuple):
    """What is wrong with a value and what to do."""

    value: str
    problem: str
    remedy: str


def problem_of(column: Column, text: str) -> Problem | None:
    """Say what is wrong with the text of one cell, None when nothing is.

    Whether a reference or an id exists elsewhere is not decided here: that takes the tables.
    """
    if not text:
        return Problem("", "nothing stands here", _missing_remedy(column)) if column.required else None
    return _problem_of_any(column, text) or (
        _problem_of_values(column, text) if column.cell.many else _problem_of_value(column.cell, text)
    )


def plainly_sound(column: Column) -> Callable[[str], object]:
    """A quick test for one column: true for texts surely sound, false where `problem_of` has to look."""
    if column.cell.kind == "text" and not column.cell.many:
        return lambda text: text and len(text) <= MAX_TEXT and "\x00" not in text and not text.isspace()
    if column.cell.kind in ("id", "reference"):
        return _ID_MATCH
    return lambda _: False


def _problem_of_any(column: Column, text: str) -> Problem | None:
    """What no cell may hold, whatever its kind."""
    if not text.strip():
        remedy = _missing_remedy(column) if column.required else "leave it empty"
        return Problem(text, "only blanks stand here", remedy)
    if len(text) > MAX_TEXT:
        return Problem(text, f"longer than {MAX_TEXT} characters", "shorten it")
    if "\x00" in text:
        return Problem(text, "it holds a NUL character", "remove it")
    return None


def _problem_of_values(column: Column, text: str) -> Problem | None:
    """The first problem among the values of one cell; ids and words may not be named twice."""
    values = split_values(text)
    if not values and column.required:
        return Problem(text, "only separators stand here", _missing_remedy(column))
    for value in values:
        if problem := _problem_of_value(column.cell, value):
            return problem
    if column.cell.kind != "text" and len(set(values)) < len(values):
        twice = next(value for value in values if values.count(value) > 1)
        return Problem(twice, "named twice in one cell", "name it once")
    return None


def _missing_remedy(column: Column) -> str:
    cell = column.cell
    if cell.kind == "choice":
        return f"write one of {', '.join(VOCABULARIES[cell.vocabulary])}"
    if cell.to == ("sources",):
        return "name the source_id of at least one row of sources.csv"
    return f"fill in: {column.description}"


def _problem_of_value(cell: Cell, value: str) -> Problem | None:
    """The rule of one kind for one value."""
    match cell.kind:
        case "choice":
            return _problem_of_choice(cell.vocabulary, value)
        case "edtf":
            return _problem_of_date(value)
        case "address":
            return _problem_of_address(value)
        case "text":
            return None
    fits, problem, remedy = _FORMS[cell.kind]
    return None if fits(value) else Problem(value, problem, remedy)


def _is_number(value: str) -> bool:
    try:
        return isfinite(float(value)) and value.isascii() and "_" not in value
    except ValueError:
        return False


_NO_ID: Final = ("not an id", "use letters, digits and . _ : - (no blanks), at most 120")
_FORMS: Final[Mapping[str, tuple[Callable[[str], object], str, str]]] = {
    "id": (_ID_MATCH, *_NO_ID),
    "reference": (_ID_MATCH, *_NO_ID),
    "integer": (_INTEGER_MATCH, "not a whole number", "write digits only, or leave it empty"),
    "number": (_is_number, "not a number", "write it with a decimal point, or leave it empty"),
    "name": (_NAME_MATCH, "not a name with its language", "write language:text, such as zh-Hant:廣州"),
}


def _problem_of_date(value: str) -> Problem | None:
    try:
        parse_edtf(value)
    except DateError as error:
        return Problem(value, error.problem, error.remedy)
    return None


def _problem_of_choice(vocabulary: str, value: str) -> Problem | None:
    words = VOCABULARIES[vocabulary]
    if value in words:
        return None
    like = value.strip().lower().replace(" ", "_")
    near = next((word for word in words if word.replace("-", "_") == like.replace("-", "_")), None)
    remedy = f"write {near}" if near else f"write one of {', '.join(words)}"
    return Problem(value, f"not a word for {vocabulary}", remedy)


def _problem_of_address(value: str) -> Problem | None:
    """Only http and https: anything else (javascript:, data:, file:) could do harm as a link."""
    remedy = "write an address that starts with https:// or http://, or leave it empty"
    if _ADDRESS_SPOILERS.search(value):
        return Problem(value, "an address cannot hold blanks, quotes, brackets or control characters", remedy)
    try:
        parts = urlsplit(value)
        sound = parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return Problem(value, "not an address", remedy)
    if not sound:
        return Problem(value, "not an http or https address", remedy)
    if parts.username or parts.password:
        return Problem(value, "an address with a user name in it", "leave out what stands before the @")
    return None
