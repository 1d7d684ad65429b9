"""Tables as columns of text: compact, shared values stored once, looked at whole.

A million events of which each names one of a few hundred people keep each name once. Rules and derived
columns are worked out per distinct value (`TextColumn.mapped`), not per row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from visits.schema import Table

SHARED_BELOW = 0.5
"""A column stores distinct values once when there are fewer of them than this share of the rows."""


class TextColumn:
    """One column of text. Immutable by convention: every change gives a new one."""

    def __init__(self, texts: Any, codes: NDArray[np.int32] | None) -> None:
        self.texts = texts
        """Array of text: the distinct values when `codes` is given, else one value per row."""
        self.codes = codes
        """For each row the number of its value; None when `texts` has one per row."""

    @classmethod
    def of(cls, texts: Iterable[str] | Any) -> TextColumn:
        """Make a column of texts, one per row."""
        series = pd.Series(texts if hasattr(texts, "__len__") else list(texts), dtype="str")
        codes, values = pd.factorize(series)
        if len(values) < SHARED_BELOW * len(series):
            return cls(pd.array(values, dtype="str"), codes.astype(np.int32))
        return cls(series.array, None)

    def __len__(self) -> int:
        return len(self.texts if self.codes is None else self.codes)

    def take(self, rows: NDArray[np.intp]) -> Any:
        """Array of text: the values of these rows, in this order."""
        return self.texts.take(rows if self.codes is None else self.codes[rows])

    def keep(self, rows: NDArray[np.intp]) -> TextColumn:
        """The column of these rows only, in this order."""
        if self.codes is None:
            return TextColumn(self.texts.take(rows), None)
        codes = self.codes[rows]
        if len(rows) == len(self):
            return TextColumn(self.texts, codes)
        used, renumbered = np.unique(codes, return_inverse=True)  # values of rows that are gone go with them
        return TextColumn(self.texts.take(used), renumbered.astype(np.int32))

    def mapped(self, change: Callable[[str], str]) -> TextColumn:
        """The column with every value changed; `change` is called once per distinct value."""
        return TextColumn(pd.array([change(value) for value in self.texts.tolist()], dtype="str"), self.codes)

    def spread(self, per_value: NDArray[Any]) -> NDArray[Any]:
        """Give each row what its value has in `per_value`, which is aligned with `texts`."""
        return per_value if self.codes is None else per_value[self.codes]

    def tally(self, mask: NDArray[np.bool_]) -> NDArray[np.intp]:
        """How many rows of the mask have each of `texts`."""
        if self.codes is None:
            return mask.astype(np.intp)
        return np.bincount(self.codes[mask], minlength=len(self.texts))

    def categorical(self) -> Any:
        """The column as a pandas Categorical whose categories are sorted and all in use."""
        codes, values = pd.factorize(pd.Series(self.all()), sort=True)
        return pd.Categorical.from_codes(codes, pd.Index(values, dtype="str"))

    def all(self) -> Any:
        """Array of text, one per row."""
        return self.texts if self.codes is None else self.texts.take(self.codes)

    def to_list(self) -> list[str]:
        """The values as a list, one per row: the quick way to go over all of them."""
        return list(self.all().tolist())

    def text(self, row: int) -> str:
        """The value of one row."""
        return str(self.texts[row if self.codes is None else self.codes[row]])


@dataclass(frozen=True)
class TableData:
    """The rows of one table."""

    table: Table
    """What the columns mean."""
    columns: Mapping[str, TextColumn]
    """A column of text for each of `table.header`."""
    lines: NDArray[np.int32]
    """For each row the line of the file on which it begins (the header is line 1)."""

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, column: str) -> TextColumn:
        return self.columns[column]

    def keep(self, rows: NDArray[np.intp]) -> TableData:
        """The same table with these rows only, in this order."""
        columns = {name: column.keep(rows) for name, column in self.columns.items()}
        return TableData(self.table, columns, self.lines[rows])

    def row(self, number: int) -> dict[str, str]:
        """One row as a text per column."""
        return {name: column.text(number) for name, column in self.columns.items()}

    def frame(self) -> pd.DataFrame:
        """All rows as a DataFrame of text, in the order of the file."""
        return pd.DataFrame(
            {name: pd.Series(column.all(), dtype="str") for name, column in self.columns.items()}
        )

    @classmethod
    def empty(cls, table: Table) -> TableData:
        """A table of this kind without rows."""
        return cls.of_rows(table, [])

    @classmethod
    def of_rows(cls, table: Table, rows: Sequence[Mapping[str, str]]) -> TableData:
        """A table made in memory; absent cells are empty, lines are numbered as they would be in a file."""
        columns = {name: TextColumn.of([row.get(name, "") for row in rows]) for name in table.header}
        return cls(table, columns, np.arange(2, 2 + len(rows), dtype=np.int32))
