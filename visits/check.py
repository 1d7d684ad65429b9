"""Is a data package sound? Every fault, and what is odd but possible.

Behind `visit-map check DIR`: faults make it fail, warnings do not.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.cells import split_values
from gazetteer.errors import Fault
from visits.claims import compared_claims
from visits.descriptor import FILE
from visits.errors import DataPackageError
from visits.package import load
from visits.schema import TABLES

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from gazetteer import Gazetteer
    from visits.records import Records


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. `str(report)` has one line for each finding."""

    faults: tuple[Fault, ...]
    """What must be mended; rows that only fall with a faulty row are not repeated here."""
    warnings: tuple[Fault, ...]
    """What is odd but possible; said of the rows that are sound."""

    @property
    def exit_code(self) -> int:
        """2 with any fault, else 0: warnings alone are no failure."""
        return 2 if self.faults else 0

    def __str__(self) -> str:
        lines = [*map(str, self.faults), *(f"{warning} (warning)" for warning in self.warnings)]
        return "\n".join(lines)


def check(path: str | os.PathLike[str] | None = None, *, gazetteer: Gazetteer | None = None) -> Report:
    """Read a data package and say all that is wrong or odd. Never raises for what it finds."""
    try:
        records = load(path, strict=False, gazetteer=gazetteer)
    except DataPackageError as error:
        return Report(error.faults, ())
    faults = tuple(fault for fault in records.faults if fault not in records.consequences)
    return Report(faults, tuple(_warnings(records)))


def _warnings(records: Records) -> Iterator[Fault]:
    yield from _about_package(records)
    yield from _about_claims(records)
    yield from _outside_of_visit(records)
    yield from _not_nfc(records)
    yield from _not_used(records)
    yield from _not_own_places(records)


def _file(records: Records, table: str) -> str:
    return records.descriptor.paths.get(table, f"{table}.csv")


def _about_package(records: Records) -> Iterator[Fault]:
    if not records.home:
        yield Fault(
            FILE,
            None,
            "home",
            "",
            "no home is named, so that every direction is other",
            "name a country code",
        )
    if not records.coverage:
        problem = "no coverage is stated: readers cannot tell what is left out"
        yield Fault(FILE, None, "coverage", "", problem, "add coverage with a statement")
    if not records.licenses:
        yield Fault(
            FILE, None, "licenses", "", "no licence is named", "say under which licence the data may be used"
        )


def _about_claims(records: Records) -> Iterator[Fault]:
    """Sources that differ: shown, never hidden, and worth a look."""
    claims = records.tables["claims"]
    rows = (claims.row(row) for row in range(len(claims)))
    for line, claim in zip(claims.lines, compared_claims(records, rows), strict=True):
        shown = f"what {claim.event} shows ({claim.shown or 'nothing'})"
        if claim.agrees == "conflict":
            problem, remedy = (
                f"conflicts with {shown}",
                "show what the better source has, and say why in note",
            )
        elif claim.agrees == "narrower":
            problem, remedy = f"says more than {shown}", "show the narrower value, keep the wider as a claim"
        else:
            continue
        yield Fault(_file(records, "claims"), int(line), "value", claim.value, problem, remedy)


def _outside_of_visit(records: Records) -> Iterator[Fault]:
    columns = records.columns
    visit = columns.visit_row
    first, last = (
        columns.of_visit(columns.visit_dates.first, 0),
        columns.of_visit(columns.visit_dates.last, 0),
    )
    dated = columns.dates.dated & (visit >= 0) & columns.of_visit(columns.visit_dates.dated, missing=False)
    outside = dated & ((columns.dates.first > last) | (columns.dates.last < first))
    events = columns.events
    for row in np.flatnonzero(outside):
        shown = columns.visits["date"].text(int(visit[row]))
        remedy = "check both dates, or the visit_id"
        line, value = int(events.lines[row]), events["date"].text(int(row))
        yield Fault(
            _file(records, "events"), line, "date", value, f"outside the date of its visit ({shown})", remedy
        )


def _not_nfc(records: Records) -> Iterator[Fault]:
    """Letters written in pieces look the same and are not found by other programs."""
    for name, table in records.tables.items():
        for column, texts in table.columns.items():
            odd = [text for text in texts.texts.tolist() if not unicodedata.is_normalized("NFC", text)]
            if not odd:
                continue
            for row in np.flatnonzero(np.isin(texts.all().to_numpy(dtype=object), odd)):
                line, value = int(table.lines[row]), texts.text(int(row))
                problem = "letters and their marks are written apart (not Unicode NFC)"
                yield Fault(_file(records, name), line, column, value, problem, "save the text in NFC")


def _not_used(records: Records) -> Iterator[Fault]:
    """Sources and people that nothing refers to."""
    for target in ("sources", "people"):
        used = {
            value
            for name, table in records.tables.items()
            for column in TABLES[name].columns
            if target in column.cell.to
            for cell in table[column.name].texts.tolist()
            for value in split_values(cell)
        }
        table = records.tables[target]
        key = table.table.key or ""
        for row, record_id in enumerate(table[key].to_list()):
            if record_id not in used:
                line = int(table.lines[row])
                yield Fault(
                    _file(records, target),
                    line,
                    key,
                    record_id,
                    "no record refers to this row",
                    "cite it, or take it out",
                )


def _not_own_places(records: Records) -> Iterator[Fault]:
    """Places that only the shipped gazetteer knows: another program could not read the package alone."""
    own = {place.id for place in records.places}
    used = {
        text: None
        for name, column in (("visits", "origin"), ("events", "place_id"))
        for text in records.tables[name][column].texts.tolist()
        if text and text not in own
    }
    for place_id in used:
        problem = "used by the records, but not in this file"
        yield Fault(
            _file(records, "places"),
            None,
            "place_id",
            place_id,
            problem,
            "add its row, so that the package stands alone",
        )
