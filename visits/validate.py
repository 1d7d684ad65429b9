"""Whole columns checked against the schema and against each other: every fault, and which rows can stay.

A distinct value is looked at once, however many rows share it. A row with a fault is left out; so is every
row that names a row left out, and each of these is told with the reason, so that nothing disappears unsaid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from gazetteer.cells import split_values
from gazetteer.errors import Fault
from visits.cells import Problem, plainly_sound, problem_of
from visits.model import NO_WAY_TO_SOURCE
from visits.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from numpy.typing import NDArray

    from visits.cells import Column
    from visits.columns import TableData, TextColumn

_RECORD_TABLES: Final = tuple(name for name, table in TABLES.items() if table.record)


class Validation:
    """One check of all tables of a package.

    Attributes:
        faults: everything wrong, found so far.
        consequences: rows that are sound but name a row that is left out; only told when the rest is kept.
        kept: for each table which rows stay.
    """

    def __init__(
        self,
        tables: Mapping[str, TableData],
        files: Mapping[str, str],
        known_places: Callable[[str], bool],
        lost: Mapping[str, Container[str]],
    ) -> None:
        """Take the tables, the names of their files, and the ids in rows that had no sound form."""
        self.tables = tables
        self.files = files
        self.known_places = known_places
        self.lost = lost
        self.faults: list[Fault] = []
        self.consequences: list[Fault] = []
        self.kept: dict[str, NDArray[np.bool_]] = {
            name: np.ones(len(tables[name]), dtype=np.bool_) for name in _RECORD_TABLES
        }

    def run(self) -> None:
        """Find every fault, then leave out what depends on a faulty row until nothing more does."""
        for name in _RECORD_TABLES:
            for column in TABLES[name].columns:
                self._check_cells(name, column)
        self._check_ids()
        self._check_sources_can_be_found()
        self._check_claims()
        all_ids = {name: self._ids(name, kept_only=False) for name in _RECORD_TABLES}
        for name, column in _references():
            self._check_references(name, column, all_ids)
        while self._leave_out_dependants(all_ids):
            pass

    def _mark(self, name: str, column: str, rows: NDArray[np.intp], found: Problem) -> None:
        """One fault for each of these rows, and the rows are left out."""
        lines = self.tables[name].lines[rows]
        self.faults += [Fault(self.files[name], int(line), column, *found) for line in lines]
        self.kept[name][rows] = False

    def _leave_out(self, name: str, column: str, rows: NDArray[np.intp], value: str, where: str) -> None:
        """Leave out rows that are sound in themselves, and say for want of which row."""
        problem = f"left out, because the row of {where} with this id is left out"
        self.consequences += [
            Fault(self.files[name], int(line), column, value, problem, "mend that row")
            for line in self.tables[name].lines[rows]
        ]
        self.kept[name][rows] = False

    def _check_cells(self, name: str, column: Column) -> None:
        texts = self.tables[name][column.name]
        is_plain = plainly_sound(column)
        for number, value in enumerate(texts.texts.tolist()):
            if not is_plain(value) and (problem := problem_of(column, value)):
                self._mark(name, column.name, rows_with(texts, number), problem)

    def _check_ids(self) -> None:
        """Ids are unique in their table; visits and events share one space, since claims may name either."""
        for name in _RECORD_TABLES:
            table = self.tables[name]
            key = table.table.key
            if key is None:
                continue
            ids = pd.Series(table[key].all())
            again = np.flatnonzero(ids.duplicated() & (ids != ""))
            firsts = ids.drop_duplicates() if len(again) else ids
            first_row = dict(zip(firsts, firsts.index, strict=True)) if len(again) else {}
            for row in again:
                problem = f"the same id as in line {table.lines[first_row[ids[row]]]}"
                self._mark(
                    name, key, one_row(int(row)), Problem(ids[row], problem, "give each row its own id")
                )
        events = pd.Series(self.tables["events"]["event_id"].all())
        for row in np.flatnonzero(events.isin(self.tables["visits"]["visit_id"].all()) & (events != "")):
            remedy = "rename one of them: claims name visits and events alike"
            found = Problem(events[row], "a visit has the same id", remedy)
            self._mark("events", "event_id", one_row(int(row)), found)

    def _check_sources_can_be_found(self) -> None:
        sources = self.tables["sources"]
        empty = (sources["url"].all() == "") & (sources["citation"].all() == "")
        self._mark(
            "sources", "citation", np.flatnonzero(empty), Problem("", NO_WAY_TO_SOURCE, "fill in one of them")
        )

    def _check_claims(self) -> None:
        """A claim is about a column that its table has, and its value is one that could stand there."""
        claims = self.tables["claims"]
        visits = set(self.tables["visits"]["visit_id"].to_list())
        columns = {
            name: {column.name: column for column in TABLES[name].columns} for name in ("visits", "events")
        }
        cells = zip(*(claims[name].to_list() for name in ("event", "field", "value")), strict=True)
        for row, (about, field, value) in enumerate(cells):
            table = "visits" if about in visits else "events"
            column = columns[table].get(field)
            here = one_row(row)
            if column is None or column.cell.kind == "id":
                if field:
                    remedy = f"name a column of {table}.csv, such as date, place_id or title"
                    problem = f"no column of {table}.csv to make a claim about"
                    self._mark("claims", "field", here, Problem(field, problem, remedy))
            elif value and (found := problem_of(column, value)):
                self._mark("claims", "value", here, found)

    def _ids(self, name: str, *, kept_only: bool) -> set[str]:
        key = TABLES[name].key
        if key is None:
            return set()
        ids = self.tables[name][key]
        return set(ids.keep(np.flatnonzero(self.kept[name])).to_list() if kept_only else ids.to_list())

    def _check_references(self, name: str, column: Column, ids: Mapping[str, set[str]]) -> None:
        texts = self.tables[name][column.name]
        for number, cell in enumerate(texts.texts.tolist()):
            for value in _values(column, cell):
                if self._is_known(column, value, ids) or problem_of(column, cell):
                    continue
                where = " or ".join(f"{table}.csv" for table in column.cell.to)
                remedy = f"add a row with this id to {where}, or name one that is there"
                found = Problem(value, f"no row of {where} has this id", remedy)
                rows = rows_with(texts, number)
                if any(value in self.lost[table] for table in column.cell.to):
                    self._leave_out(name, column.name, rows, value, where)
                else:
                    self._mark(name, column.name, rows, found)

    def _is_known(self, column: Column, value: str, ids: Mapping[str, set[str]]) -> bool:
        if column.cell.to == ("places",):
            return self.known_places(value)
        return any(value in ids[table] for table in column.cell.to)

    def _leave_out_dependants(self, all_ids: Mapping[str, set[str]]) -> bool:
        """Leave out the rows that name a row left out; tell whether there were any."""
        gone = {name: all_ids[name] - self._ids(name, kept_only=True) for name in _RECORD_TABLES}
        before = len(self.consequences)
        for name, column in _references():
            if column.cell.to == ("places",) or not any(gone[table] for table in column.cell.to):
                continue
            texts = self.tables[name][column.name]
            for number, cell in enumerate(texts.texts.tolist()):
                for value in _values(column, cell):
                    table = next((table for table in column.cell.to if value in gone[table]), None)
                    if table is None:
                        continue
                    rows = rows_with(texts, number)
                    rows = rows[self.kept[name][rows]]
                    self._leave_out(name, column.name, rows, value, f"{table}.csv")
        return len(self.consequences) > before


def _references() -> list[tuple[str, Column]]:
    """Every column of the record tables that refers to rows, with its table."""
    return [
        (name, column)
        for name in _RECORD_TABLES
        for column in TABLES[name].columns
        if column.cell.kind == "reference"
    ]


def _values(column: Column, cell: str) -> list[str]:
    if column.cell.many:
        return split_values(cell)
    return [cell] if cell else []


def rows_with(texts: TextColumn, number: int) -> NDArray[np.intp]:
    """The rows that have the value of this number in `texts.texts`."""
    return one_row(number) if texts.codes is None else np.flatnonzero(texts.codes == number)


def one_row(row: int) -> NDArray[np.intp]:
    """The same for a row that is known."""
    return np.array([row], dtype=np.intp)
