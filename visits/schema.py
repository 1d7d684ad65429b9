"""The schema as data: every table with its columns, and those of the event CSV. Read off `visits.model`."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from gazetteer.model import PLACE_COLUMNS
from visits.cells import Cell, Column
from visits.model import Claim, Event, Person, Record, Role, Source, Visit

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a data package."""

    name: str
    """Its name; the file is `<name>.csv` unless the descriptor says otherwise."""
    description: str
    """What one row is."""
    columns: tuple[Column, ...]
    """Its columns in order."""
    key: str | None
    """The column that holds the id; None when rows have none."""
    record: type[Record] | None
    """The class of one row; None for places, whose rows belong to the gazetteer."""

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns in order: the first line of the file."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of this name; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def _place_columns() -> tuple[Column, ...]:
    cells = {
        "place_id": Cell("id"),
        "parent": Cell("reference", to=("places",)),
        "other_names": Cell(many=True),
        "precision": Cell("choice", vocabulary="precision"),
        "latitude": Cell("number"),
        "longitude": Cell("number"),
        "precision_m": Cell("number"),
        "population": Cell("integer"),
    }
    required = {"place_id", "kind", "precision", "source", "licence"}
    return tuple(
        Column(name, description, cells.get(name, Cell()), name in required)
        for name, description in PLACE_COLUMNS.items()
    )


def _table(name: str, record: type[Record], key: str | None) -> Table:
    return Table(name, (record.__doc__ or "").splitlines()[0], record.columns(), key, record)


TABLES: Final[Mapping[str, Table]] = MappingProxyType({
    "sources": _table("sources", Source, "source_id"),
    "visits": _table("visits", Visit, "visit_id"),
    "events": _table("events", Event, "event_id"),
    "people": _table("people", Person, "person_id"),
    "roles": _table("roles", Role, None),
    "claims": _table("claims", Claim, None),
    "places": Table("places", "A place that the records use.", _place_columns(), "place_id", None),
})  # fmt: skip
"""The tables of a data package by name, in the order in which a descriptor lists them."""

_EVENT = TABLES["events"]


def _event(name: str, description: str = "", cell: Cell | None = None, *, like: str = "") -> Column:
    """One column of the event CSV; what is not said is taken from the column of events.csv of that name."""
    if like or not description:
        column = _EVENT.column(like or name)
        return Column(name, description or column.description, cell or column.cell, column.required)
    return Column(name, description, cell or Cell(), required=False)


EVENT_COLUMNS: Final[tuple[Column, ...]] = (
    _event("event_id"),
    _event("date_edtf", like="date"),
    _event("date_earliest", "First day that it can be, YYYY-MM-DD; empty when open or undated"),
    _event("date_latest", "Last day that it can be, YYYY-MM-DD; empty when open or undated"),
    _event("date_text"),
    _event("date_basis"),
    _event("part_of_day"),
    _event("type"),
    _event("title"),
    _event("title_vi"),
    _event("title_zh"),
    _event("visit_id"),
    _event("visit", "Title of the visit, in English"),
    _event("delegation", "Who travelled, in English"),
    _event("head", "Name of the head of the delegation"),
    _event("direction", "Which way the visit goes, seen from home", Cell("choice", vocabulary="direction")),
    _event("origin", "Where the delegation comes from, by name, in English"),
    _event("seq"),
    _event("place_id"),
    _event("place", "Name of the place in English"),
    _event("place_vi", "Name of the place in Vietnamese"),
    _event("place_zh", "Name of the place in Chinese"),
    _event(
        "city_id", "The city that the place is or lies in: a place_id; empty when it is wider than a city"
    ),
    _event("city", "Name of that city in English"),
    _event("country", PLACE_COLUMNS["country"]),
    _event("latitude", PLACE_COLUMNS["latitude"], Cell("number")),
    _event("longitude", PLACE_COLUMNS["longitude"], Cell("number")),
    _event("precision", PLACE_COLUMNS["precision"], Cell("choice", vocabulary="precision")),
    _event("place_basis"),
    _event("hosts", "Names of the persons and organisations that received", Cell(many=True)),
    _event("guests", "Names of the persons and organisations that were received", Cell(many=True)),
    _event("documents"),
    _event("status"),
    _event("confidence"),
    _event("sources", "Addresses of the sources, or citations where there is none", Cell(many=True)),
    _event("note"),
)
"""The columns of the event CSV (and of `Records.frame`) in their order: one row per event."""
