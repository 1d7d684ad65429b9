"""The codebook: every table, column and word of the records, rendered from the one schema.

It stands in a Markdown file between two marks; what is around them is written by hand and stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from visits.schema import EVENT_COLUMNS, TABLES
from visits.vocabulary import VOCABULARIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from visits.cells import Column

BEGIN: Final = "<!-- codebook: begin (generated; do not edit by hand) -->"
"""The line before the codebook."""
END: Final = "<!-- codebook: end -->"
"""The line after it."""
_KINDS: Final = {
    "id": "id",
    "text": "text",
    "edtf": "date (EDTF)",
    "address": "http(s) address",
    "integer": "whole number",
    "number": "number",
    "name": "`language:text`",
}


def codebook() -> str:
    """The codebook as Markdown: the tables of a data package, the event CSV, the vocabularies."""
    return "\n".join(_lines()) + "\n"


def with_codebook(text: str) -> str:
    """A Markdown text with the codebook between its marks; at its end when it has no marks yet."""
    before, mark, rest = text.partition(BEGIN)
    if not mark:
        before, after = text.rstrip("\n") + "\n\n" if text.strip() else "", "\n"
    else:
        _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{codebook()}{END}{after}"


def _lines() -> Iterator[str]:
    yield "## Codebook"
    yield ""
    yield (
        "All tables are CSV: UTF-8, comma, LF, one header row. Several values in one cell are joined"
        " with `; ` (a semicolon inside a value is written `\\;`). Columns marked * may not be empty."
    )
    for table in TABLES.values():
        yield from ("", f"### {table.name}.csv", "", table.description, "")
        yield from _table(table.columns)
    yield from ("", "### Event CSV (the export)", "", "One row per event; what `Records.frame` gives.", "")
    yield from _table(EVENT_COLUMNS)
    yield from ("", "### Vocabularies", "")
    for name, words in VOCABULARIES.items():
        yield from (f"**{name}**", "", "| word | meaning |", "|---|---|")
        yield from (f"| `{word}` | {_cell(meaning)} |" for word, meaning in words.items())
        yield ""


def _table(columns: Iterable[Column]) -> Iterator[str]:
    yield "| column | holds | meaning |"
    yield "|---|---|---|"
    for column in columns:
        star = "*" if column.required else ""
        yield f"| `{column.name}`{star} | {_cell(_holds(column))} | {_cell(column.description)} |"


def _holds(column: Column) -> str:
    cell = column.cell
    if cell.kind == "choice":
        holds = f"word of *{cell.vocabulary}*"
    elif cell.kind == "reference":
        holds = f"id in {' or '.join(f'{table}.csv' for table in cell.to)}"
    else:
        holds = _KINDS[cell.kind]
    return f"{holds}, several" if cell.many else holds


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
