"""`Records`: everything that one data package says, ready to be asked."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from visits.claims import compared_claims
from visits.derive import DIRECTIONS, Dates, EventColumns, order_of_events
from visits.errors import UnknownRecordError
from visits.frame import EventFrame
from visits.model import Event, Person, Record, Source, Visit
from visits.people import People
from visits.selection import Counts, Selection
from visits.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from gazetteer import Fault, Gazetteer, Place
    from visits.claims import ComparedClaim
    from visits.columns import TableData
    from visits.dates import DateRange
    from visits.descriptor import Descriptor
    from visits.filters import VisitFilter
    from visits.model import Role

R = TypeVar("R", bound=Record)
T = TypeVar("T")


class Records:
    """The records of one data package. Immutable; one copy may be shared by all sessions and threads.

    Everything that has one entry per event (`events`, `mask`, `frame` without a filter) has the same order:
    by earliest day (open starts first, undated last), then seq, then the order of the file.
    """

    def __init__(
        self,
        descriptor: Descriptor,
        tables: Mapping[str, TableData],
        gazetteer: Gazetteer,
        *,
        places: Sequence[Place] = (),
        faults: Sequence[Fault] = (),
        consequences: Sequence[Fault] = (),
        version: str = "",
    ) -> None:
        """Take sound tables; `visits.load` makes them."""
        events = tables["events"]
        order = order_of_events(Dates.of(events["date"]), events["seq"])
        self.tables: Mapping[str, TableData] = {**tables, "events": events.keep(order)}
        """The sound rows of each table, as text by column; for modules of this room."""
        self.descriptor = descriptor
        """What the package says about itself."""
        self.gazetteer = gazetteer
        """The places known here: the shipped ones, overlaid by the package's own."""
        self.faults: tuple[Fault, ...] = tuple(faults)
        """What was wrong with the files, and which rows were left out for it; empty for a sound package."""
        self.version = version
        """SHA-256 (hex) over the files: the same content has the same version."""
        self.consequences: frozenset[Fault] = frozenset(consequences)
        """Those of the faults that tell of a row sound in itself, left out because it names a faulty one."""
        self.places: tuple[Place, ...] = tuple(places)
        """The package's own places."""
        self.columns = EventColumns(self.tables["events"], tables["visits"], gazetteer, descriptor.home)
        """What is derived for each event; for modules of this room."""
        self._people = People(tables["people"], tables["roles"])
        self._derived: dict[Callable[[EventColumns], Any], Any] = {}
        self._selection = Selection(self.columns, self._people, lambda: self._words)

    @property
    def home(self) -> str:
        """Country code or place id whose point of view `direction` takes; empty for none."""
        return self.descriptor.home

    @property
    def title(self) -> str:
        """What the package is called."""
        return self.descriptor.title or self.descriptor.name

    @property
    def coverage(self) -> Mapping[str, Any]:
        """What it claims to hold, and what it leaves out."""
        return self.descriptor.coverage

    @property
    def licenses(self) -> tuple[Mapping[str, Any], ...]:
        """Under which licences its content may be used."""
        return self.descriptor.licenses

    def __len__(self) -> int:
        return len(self.tables["events"])

    # What the events are, typed, for drawing.
    @cached_property
    def events(self) -> pd.DataFrame:
        """One row per event, columns for drawing. Treat as read-only: it is shared.

        event_id, visit_id, seq (`Int32`), edtf, earliest, latest (`int32`, days since 1970-01-01;
        `OPEN_START` and `OPEN_END` of `visits.dates` for open ends; an undated event has the empty range
        OPEN_END .. OPEN_START), dated (`bool`), precision_of_date, qualifier, place_id, city_id, country,
        latitude, longitude (WGS 84 degrees, NaN when unplaced), place_precision, place_basis, type, status,
        confidence, direction. Text of few distinct values is categorical.
        """
        return self.columns.frame()

    def frame(self, filter: VisitFilter | None = None) -> pd.DataFrame:  # noqa: A002 - the contract's name
        """The events that pass, with the columns of the event CSV (`schema.EVENT_COLUMNS`) in order."""
        return self.frame_of(np.flatnonzero(self.mask(filter)))

    def frame_of(self, rows: NDArray[np.intp]) -> pd.DataFrame:
        """Some rows of `events`, by number and in this order, with the columns of `schema.EVENT_COLUMNS`."""
        return self._event_frame.rows(rows)

    def mask(self, filter: VisitFilter | None = None) -> NDArray[np.bool_]:  # noqa: A002
        """Per row of `events` whether it passes."""
        return self._selection.mask(filter)

    def counts(self, filter: VisitFilter | None = None) -> Counts:  # noqa: A002
        """How many events pass, are drawn, are left out; see `Counts`."""
        return self._selection.counts(filter)

    def facets(self, filter: VisitFilter | None = None) -> dict[str, dict[str, int]]:  # noqa: A002
        """For city, country, direction, type, status, visit, person, source: how many events have each value.

        Each is counted with all other fields of the filter applied, so that a reader sees what a choice would
        give.
        """
        return self._selection.facets(filter)

    def knows(self, field: str, value: Any) -> bool:
        """Whether a value of a filter's field (cities, people, visits, sources) names anything known."""
        if field == "cities":
            return bool(self.gazetteer.resolve(value))
        if field == "people":
            return bool(self._people.ids_of([value]))
        if field in ("visits", "sources"):
            return value in self._rows_by_id[field]
        return True

    # The tables as they stand in the files.
    @cached_property
    def visits(self) -> pd.DataFrame:
        """The rows of visits.csv, as text."""
        return self.tables["visits"].frame()

    @cached_property
    def people(self) -> pd.DataFrame:
        """The rows of people.csv, as text."""
        return self.tables["people"].frame()

    @cached_property
    def roles(self) -> pd.DataFrame:
        """The rows of roles.csv, as text."""
        return self.tables["roles"].frame()

    @cached_property
    def claims(self) -> pd.DataFrame:
        """The rows of claims.csv, as text."""
        return self.tables["claims"].frame()

    @cached_property
    def sources(self) -> pd.DataFrame:
        """The rows of sources.csv, as text."""
        return self.tables["sources"].frame()

    # Single records.
    def event(self, event_id: str) -> Event:
        """The event of this id; UnknownRecordError when there is none."""
        return self._record("events", event_id, Event)

    def visit(self, visit_id: str) -> Visit:
        """The visit of this id; UnknownRecordError when there is none."""
        return self._record("visits", visit_id, Visit)

    def person(self, person_id: str) -> Person:
        """The person or organisation of this id; UnknownRecordError when there is none."""
        return self._record("people", person_id, Person)

    def source(self, source_id: str) -> Source:
        """The source of this id; UnknownRecordError when there is none."""
        return self._record("sources", source_id, Source)

    def place(self, place_id: str) -> Place:
        """The place of this id; UnknownRecordError when there is none."""
        found = self.gazetteer.place(place_id)
        if found is None:
            raise UnknownRecordError(f"no place has the id {place_id!r}")
        return found

    def row_of(self, event_id: str) -> int | None:
        """The row of an event in `events`; None when there is none."""
        return self._rows_by_id["events"].get(event_id)

    def roles_at(self, person_id: str, when: DateRange | None = None) -> tuple[Role, ...]:
        """The offices that a person can have held at that time; all of them when it is None or undated."""
        return self._people.roles_at(person_id, when)

    def people_named(self, text: str) -> frozenset[str]:
        """The ids that a text means: an id itself, or everyone of that name, whatever its case and marks."""
        return self._people.ids_of([text])

    def claims_of(self, record_id: str) -> tuple[ComparedClaim, ...]:
        """What each source says about an event or a visit, and whether that agrees with what is shown."""
        return tuple(compared_claims(self, self._claims_by_record.get(record_id, ())))

    def directions(self) -> list[str]:
        """Per row of `visits` its direction: outgoing, incoming or other."""
        from visits.derive import DIRECTIONS  # noqa: PLC0415

        return [DIRECTIONS[number] for number in self.columns.direction]

    def direction_of(self, visit_id: str) -> str:
        """outgoing, incoming or other; UnknownRecordError when there is no such visit."""
        self.visit(visit_id)
        return DIRECTIONS[int(self.columns.direction[self._rows_by_id["visits"][visit_id]])]

    def derived(self, work: Callable[[EventColumns], T]) -> T:
        """What a function makes of the derived columns, kept for the next time; for modules of this room."""
        if work not in self._derived:
            self._derived[work] = work(self.columns)
        found: T = self._derived[work]
        return found

    @cached_property
    def _words(self) -> Words:
        return Words(self.columns, self._people)

    @cached_property
    def _event_frame(self) -> EventFrame:
        sources = self.tables["sources"]
        cells = zip(*(sources[name].to_list() for name in ("source_id", "url", "citation")), strict=True)
        references = {source_id: url or citation for source_id, url, citation in cells}
        return EventFrame(self.columns, self._people.labels, references)

    @cached_property
    def _rows_by_id(self) -> dict[str, dict[str, int]]:
        return {
            name: {record_id: row for row, record_id in enumerate(table[table.table.key].to_list())}
            for name, table in self.tables.items()
            if table.table.key
        }

    @cached_property
    def _claims_by_record(self) -> dict[str, list[dict[str, str]]]:
        claims = self.tables["claims"]
        found: dict[str, list[dict[str, str]]] = {}
        for row, record_id in enumerate(claims["event"].to_list()):
            found.setdefault(record_id, []).append(claims.row(row))
        return found

    def _record(self, table: str, record_id: str, kind: type[R]) -> R:
        row = self._rows_by_id[table].get(record_id)
        if row is None:
            raise UnknownRecordError(f"no row of {table}.csv has the id {record_id!r}")
        return kind.from_row(self.tables[table].row(row))
