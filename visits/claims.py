"""What sources say about one field, held against what is shown: the same, wider, narrower, or in conflict.

Where sources differ in precision, both stay: the narrower one is what the record shows, the wider one agrees
with it. Only values that cannot both be true are a conflict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from gazetteer.cells import join_values, split_values
from gazetteer.normalize import fold
from visits.dates import parse_edtf, yearless_day
from visits.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from visits.cells import Column
    from visits.dates import DateRange
    from visits.records import Records

Agreement = Literal["same", "wider", "narrower", "conflict"]


class ComparedClaim(NamedTuple):
    """One claim beside the value that is shown."""

    event: str
    """Id of the event or visit."""
    field: str
    """The column that the claim is about."""
    value: str
    """What the source has."""
    source: str
    """Id of the source."""
    locator: str
    """Where in the source."""
    note: str
    """Anything a reader should know."""
    shown: str
    """What the record shows; empty when it shows nothing."""
    agrees: Agreement
    """same; wider (the source says less, and agrees); narrower (it says more, and agrees); conflict."""


def compared_claims(records: Records, claims: Iterable[Mapping[str, str]]) -> Iterator[ComparedClaim]:
    """Hold each claim against its record.

    What one source says of a field with several values may stand in several rows, a host in each: together they are
    what it says.
    """
    claims = list(claims)
    said: dict[tuple[str, str, str], list[str]] = {}
    for claim in claims:
        said.setdefault((claim["event"], claim["field"], claim["source"]), []).append(claim["value"])
    rows: dict[str, dict[str, str]] = {}
    for claim in claims:
        about, field = claim["event"], claim["field"]
        is_event = records.row_of(about) is not None
        if about not in rows:
            rows[about] = (records.event(about) if is_event else records.visit(about)).to_row()
        shown = rows[about][field]
        column = TABLES["events" if is_event else "visits"].column(field)
        value = claim["value"]
        if column.cell.many and column.cell.kind != "choice":
            value = join_values(dict.fromkeys(_split_all(said[about, field, claim["source"]])))
        yield ComparedClaim(**claim, shown=shown, agrees=_agreement(column, value, shown, records))


def _split_all(cells: Iterable[str]) -> Iterator[str]:
    """The single values of several cells, in order."""
    for cell in cells:
        yield from split_values(cell)


def _agreement(column: Column, claimed: str, shown: str, records: Records) -> Agreement:
    if claimed == shown:
        return "same"
    if not shown:
        return "narrower"
    if column.cell.kind == "edtf":
        return dates_agree(parse_edtf(claimed), parse_edtf(shown))
    if column.cell.to == ("places",):
        return _places_agree(claimed, shown, records)
    if column.cell.many:
        return _sets_agree(set(map(fold, split_values(claimed))), set(map(fold, split_values(shown))), column)
    return "same" if fold(claimed) == fold(shown) else "conflict"


def dates_agree(claimed: DateRange, shown: DateRange) -> Agreement:
    """Compare by the days that each can be; a day without a year agrees with any such day."""
    if not (claimed.dated and shown.dated):
        return _yearless_agree(claimed, shown)
    if claimed.first_day == shown.first_day and claimed.last_day == shown.last_day:
        return "same"
    if claimed.contains(shown):
        return "wider"
    return "narrower" if shown.contains(claimed) else "conflict"


def _yearless_agree(claimed: DateRange, shown: DateRange) -> Agreement:
    if not claimed.dated and not shown.dated:
        return "same" if yearless_day(claimed) == yearless_day(shown) else "conflict"
    without_year, dated = (claimed, shown) if shown.dated else (shown, claimed)
    day = dated.earliest
    if day is None or day != dated.latest or (day.month, day.day) != yearless_day(without_year):
        return "conflict"
    return "wider" if shown.dated else "narrower"


def _places_agree(claimed: str, shown: str, records: Records) -> Agreement:
    if any(place.id == claimed for place in records.gazetteer.lineage(shown)):
        return "wider"
    return (
        "narrower" if any(place.id == shown for place in records.gazetteer.lineage(claimed)) else "conflict"
    )


def _sets_agree(claimed: set[str], shown: set[str], column: Column) -> Agreement:
    """More hosts say more; more parts of the day say less, since only one of them is meant."""
    if claimed == shown:
        return "same"
    alternatives = column.cell.kind == "choice"
    if claimed < shown:
        return "narrower" if alternatives else "wider"
    if shown < claimed:
        return "wider" if alternatives else "narrower"
    return "conflict"
