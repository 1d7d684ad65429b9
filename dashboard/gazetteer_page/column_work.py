"""A table that was handed in: what it is, what is asked of it, what was corrected by hand. Values without widgets."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from dashboard.limits import LARGEST_SHEET, MOST_SHEET_ROWS
from gazetteer import Fault
from visits.errors import SheetError
from visits.geocoding import Geocoded, Query, geocode_column
from visits.sheets import SheetLimits, pasted_sheet, read_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd
    from geopy.location import Location

    from gazetteer import Gazetteer

LIMITS = SheetLimits(bytes=LARGEST_SHEET, rows=MOST_SHEET_ROWS, columns=100, cell=20_000)
"""The biggest table that the page takes."""

LONGEST_FILE_NAME = 80
"""Characters of a file's name that are kept."""


@dataclass(frozen=True, eq=False)
class Work:
    """A table and what is done with it. Nothing in it changes; each step gives another one."""

    frame: pd.DataFrame
    """The table as it came, all text."""
    file: str
    """Name of its file; empty when it was pasted."""
    column: str
    """The column of names."""
    context_columns: tuple[str, ...] = ()
    """Columns that say something about the names beside them."""
    context: tuple[str, ...] = ()
    """What holds for every row."""
    country: str = ""
    """Only places in this country are answers; empty = anywhere."""
    corrections: Mapping[Query, str] = field(default_factory=dict)
    """Place id by what was looked up; empty = left without a place."""
    history: tuple[Mapping[Query, str], ...] = ()
    """The corrections before each of the last ones, to be undone."""
    opened: Query | None = None
    """Whose candidates are shown."""
    known: Mapping[Query, Location | None] = field(default_factory=dict)
    """What the gazetteer said already."""
    known_for: tuple[Any, ...] = ()
    """For which gazetteer and which question it did."""

    def corrected(self, query: Query, place_id: str | None) -> Work:
        """Return the work with one more correction; None takes the one of this query away."""
        corrections = {**self.corrections}
        if place_id is None:
            corrections.pop(query, None)
        else:
            corrections[query] = place_id
        return replace(self, corrections=corrections, history=(*self.history, self.corrections))

    def undone(self) -> Work:
        """Return the work without its last correction."""
        if not self.history:
            return self
        return replace(self, corrections=self.history[-1], history=self.history[:-1])

    def geocoded(
        self,
        gazetteer: Gazetteer,
        version: str,
        language: str,
        progress: Callable[[int, int], None] | None = None,
    ) -> tuple[Work, Geocoded]:
        """Return the answers, and the work that remembers them.

        Args:
            gazetteer: who answers.
            version: tells one gazetteer from another.
            language: of the labels.
            progress: told how many names are done, of how many new ones.
        """
        asked = (version, language, self.column, self.context_columns, self.context, self.country)
        found = geocode_column(
            self.frame,
            self.column,
            gazetteer,
            context_columns=self.context_columns,
            context=self.context,
            country_codes=[self.country] if self.country else None,
            language=language,
            # A place that an editor took out of the package meanwhile is no correction any more.
            corrections={q: one for q, one in self.corrections.items() if not one or gazetteer.place(one)},
            known=self.known if asked == self.known_for else None,
            progress=progress,
        )
        return replace(self, known=found.locations, known_for=asked), found


def handed_in(report: Mapping[str, Any], header: str) -> Work:
    """Return the work on a table that the browser handed in.

    Args:
        report: `text` that was pasted, or `name` and `content` (Base64) of a file. It is not trusted.
        header: what the column of names is called when only names were pasted.

    Raises:
        SheetError: it is no table that can be read, or one that is too large.
    """
    text, content = report.get("text"), report.get("content")
    name = ""
    if isinstance(text, str):
        size = len(text.encode("utf-8", "replace"))
        if size > LIMITS.bytes:
            raise SheetError([_too_large(size)])
        frame = pasted_sheet(text, header, LIMITS)
    elif isinstance(content, str):
        name = PurePath(str(report.get("name", "")).replace("\\", "/")).name[:LONGEST_FILE_NAME]
        size = len(content) * 3 // 4
        if size > LIMITS.bytes + 3:
            raise SheetError([_too_large(size)])
        try:
            frame = read_sheet(base64.b64decode(content, validate=True), LIMITS)
        except binascii.Error as error:
            raise SheetError(
                [Fault("table", None, None, "", "did not arrive whole", "hand it in again")]
            ) from error
    else:
        raise SheetError(
            [Fault("table", None, None, "", "nothing was handed in", "paste it or choose a file")]
        )
    if frame.empty:
        raise SheetError([Fault("table", None, None, "", "it has no rows", "hand in one with some")])
    return Work(frame, name, likely_column(frame))


def _too_large(size: int) -> Fault:
    problem = f"it has {size} bytes, the limit is {LIMITS.bytes}"
    return Fault("table", None, None, "", problem, "split it into several files")


NAMES_OF_COLUMNS = (
    "place",
    "name",
    "city",
    "location",
    "địa điểm",
    "địa danh",
    "nơi",
    "tên",
    "thành phố",
    "地点",
    "地名",
    "城市",
)
"""What a column of place names is usually called."""


def likely_column(frame: pd.DataFrame) -> str:
    """Return the column that most likely holds the names: one that is called so, else the first."""
    columns = list(map(str, frame.columns))
    called = [name for word in NAMES_OF_COLUMNS for name in columns if word == name.strip().casefold()]
    part = [name for word in NAMES_OF_COLUMNS for name in columns if word in name.casefold()]
    return next(iter([*called, *part, *columns]))
