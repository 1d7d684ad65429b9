"""Which events pass a `VisitFilter`: one mask per field, worked out over whole columns.

The rules are those of `visits.filters`. Each field looks at its distinct values once and spreads the answer
over the rows, so that a million events take milliseconds.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from gazetteer.cells import split_values
from visits.dates import OPEN_END, OPEN_START, day_number
from visits.derive import DIRECTIONS, EventColumns
from visits.vocabulary import STATUS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    from visits.columns import TextColumn
    from visits.filters import VisitFilter
    from visits.people import People
    from visits.words import Words

FACETS: Final = {
    "city": "cities",
    "country": "countries",
    "direction": "directions",
    "type": "types",
    "status": "statuses",
    "visit": "visits",
    "person": "people",
    "source": "sources",
}
"""The facets that are counted, each with the field of the filter that it belongs to."""
_TIME: Final = "time"


class Counts(NamedTuple):
    """How many events; `shown == drawn + unplaced` always."""

    all: int
    """In the data."""
    shown: int
    """Pass the filter: the rows of the CSV."""
    drawn: int
    """Shown and with a point on the map."""
    unplaced: int
    """Shown without a point."""
    undated_left_out: int
    """Left out only because they have no date and a window is set."""
    background_left_out: int
    """Left out only because their status is background and nobody asked for it."""


class Selection:
    """Answers filters over one set of records; keeps what it works out, never what it is asked."""

    def __init__(self, columns: EventColumns, people: People, words: Callable[[], Words]) -> None:
        self.columns = columns
        self.people = people
        self._words = words

    def mask(self, filter_: VisitFilter | None) -> NDArray[np.bool_]:
        """Per event whether it passes; None is the default filter."""
        return self._all_of(self._masks(filter_).values())

    def counts(self, filter_: VisitFilter | None) -> Counts:
        """How many events pass, are drawn, and are left out for want of a date or as background."""
        masks = self._masks(filter_)
        shown = self._all_of(masks.values())
        drawn = int((shown & self.columns.placed).sum())
        total = int(shown.sum())
        undated = (
            self._all_of(mask for name, mask in masks.items() if name != _TIME) & ~self.columns.dates.dated
        )
        background = self._all_of(
            mask for name, mask in masks.items() if name != "statuses"
        ) & self._has_status("background")
        return Counts(
            all=len(shown),
            shown=total,
            drawn=drawn,
            unplaced=total - drawn,
            undated_left_out=int((undated & ~shown).sum()),
            background_left_out=int((background & ~shown).sum()),
        )

    def facets(self, filter_: VisitFilter | None) -> dict[str, dict[str, int]]:
        """For each facet how many events each value has, with every other field of the filter applied.

        Every value that occurs in the data is there, also with 0; the most frequent first, equal ones by
        name.
        """
        masks = self._masks(filter_)
        return {
            facet: self._count(facet, self._all_of(mask for name, mask in masks.items() if name != field))
            for facet, field in FACETS.items()
        }

    def _all_of(self, masks: Iterable[NDArray[np.bool_]]) -> NDArray[np.bool_]:
        passing = np.ones(len(self.columns.events), dtype=np.bool_)
        for mask in masks:
            passing &= mask
        return passing

    def _masks(self, filter_: VisitFilter | None) -> dict[str, NDArray[np.bool_]]:
        """One mask for each field that is set, by its name; start, end and mode together are the time."""
        if filter_ is None:
            from visits.filters import VisitFilter  # noqa: PLC0415 - filters reads parameters, which know records

            filter_ = VisitFilter()
        masks: dict[str, NDArray[np.bool_]] = {}
        if filter_.start is not None or filter_.end is not None:
            masks[_TIME] = self._in_window(filter_)
        for field, rule in self._rules.items():
            if values := getattr(filter_, field):
                masks[field] = rule(values)
        return masks

    @cached_property
    def _rules(self) -> Mapping[str, Callable[..., NDArray[np.bool_]]]:
        events = self.columns.events
        return {
            "cities": self._in_cities,
            "countries": lambda wanted: _in(self._country, set(wanted).__contains__),
            "directions": lambda wanted: np.isin(
                self.columns.event_direction, [DIRECTIONS.index(word) for word in wanted]
            ),
            "types": lambda wanted: _in(events["type"], set(wanted).__contains__),
            "statuses": lambda wanted: _in(events["status"], set(wanted).__contains__),
            "visits": lambda wanted: _in(events["visit_id"], set(wanted).__contains__),
            "people": self._with_people,
            "sources": lambda wanted: _in_many(events["sources"], set(wanted)),
            "text": lambda text: self._words().mask(text),
            "bbox": self._in_area,
        }

    def _in_window(self, filter_: VisitFilter) -> NDArray[np.bool_]:
        """An undated event is the empty range, an open end is beyond every day: no case of their own."""
        dates = self.columns.dates
        start = OPEN_START if filter_.start is None else day_number(filter_.start)
        end = OPEN_END if filter_.end is None else day_number(filter_.end)
        if filter_.mode == "starts":  # an event whose first day nobody knows starts in no window
            known: NDArray[np.bool_] = dates.dated & (dates.first != OPEN_START)
            return known & (dates.first >= start) & (dates.first <= end)
        return dates.dated & (dates.first <= end) & (dates.last >= start)

    def _in_cities(self, wanted: tuple[str, ...]) -> NDArray[np.bool_]:
        ids = frozenset(place_id for text in wanted for place_id in self.columns.gazetteer.resolve_city(text))
        return _in(self.columns.events["place_id"], lambda place_id: self.columns.lies_in(place_id, ids))

    def _with_people(self, wanted: tuple[str, ...]) -> NDArray[np.bool_]:
        ids = self.people.ids_of(wanted)
        events = self.columns.events
        return _in_many(events["hosts"], ids) | _in_many(events["guests"], ids)

    def _in_area(self, area: tuple[float, float, float, float]) -> NDArray[np.bool_]:
        west, south, east, north = area
        latitude, longitude = self.columns.coordinate("latitude"), self.columns.coordinate("longitude")
        if west <= east:
            across = (longitude >= west) & (longitude <= east)
        else:
            across = (longitude >= west) | (longitude <= east)
        return (
            across & (latitude >= south) & (latitude <= north)
        )  # a comparison with NaN is false: unplaced events fail

    def _has_status(self, status: str) -> NDArray[np.bool_]:
        return _in(self.columns.events["status"], status.__eq__)

    @cached_property
    def _country(self) -> TextColumn:
        return self.columns.of_place(lambda place: place.country)

    @cached_property
    def _city(self) -> TextColumn:
        return self.columns.of_city(lambda place: place.id)

    @cached_property
    def _people_of_events(self) -> tuple[NDArray[np.intp], NDArray[np.intp], tuple[str, ...]]:
        """Pairs of event and person, each once also when it is host and guest; and the ids of the persons."""
        events = self.columns.events
        pairs = [_pairs(events[name], self._person_numbers) for name in ("hosts", "guests")]
        rows, numbers = (np.concatenate(parts) for parts in zip(*pairs, strict=True))
        both = np.unique(rows * max(1, len(self._person_numbers)) + numbers)
        rows, numbers = np.divmod(both, max(1, len(self._person_numbers)))
        return rows, numbers, tuple(self._person_numbers)

    @cached_property
    def _person_numbers(self) -> dict[str, int]:
        events = self.columns.events
        named = (
            value
            for name in ("hosts", "guests")
            for cell in events[name].texts
            for value in split_values(cell)
        )
        return {value: number for number, value in enumerate(dict.fromkeys(named))}

    @cached_property
    def _sources_of_events(self) -> tuple[NDArray[np.intp], NDArray[np.intp], tuple[str, ...]]:
        """Pairs of event and source, and the ids of the sources."""
        column = self.columns.events["sources"]
        named = dict.fromkeys(value for cell in column.texts for value in split_values(cell))
        numbers = {value: number for number, value in enumerate(named)}
        return *_pairs(column, numbers), tuple(numbers)

    def _count(self, facet: str, mask: NDArray[np.bool_]) -> dict[str, int]:
        if facet in ("person", "source"):
            rows, numbers, names = self._people_of_events if facet == "person" else self._sources_of_events
            tallies = np.bincount(numbers[mask[rows]], minlength=len(names))
            return _sorted_counts(names, tallies)
        if facet == "direction":
            return _sorted_counts(
                DIRECTIONS, np.bincount(self.columns.event_direction[mask], minlength=len(DIRECTIONS))
            )
        events = self.columns.events
        columns = {
            "city": self._city,
            "country": self._country,
            "type": events["type"],
            "status": events["status"],
            "visit": events["visit_id"],
        }
        column = columns[facet]
        counts = pd.Series(column.tally(mask)).groupby(pd.Series(column.texts, dtype="str"), sort=False).sum()
        return _sorted_counts(counts.index, counts.to_numpy(), STATUS if facet == "status" else ())


def _sorted_counts(
    names: Iterable[str], counts: NDArray[np.intp], also: Iterable[str] = ()
) -> dict[str, int]:
    found = {name: int(count) for name, count in zip(names, counts, strict=True) if name}
    found |= {name: 0 for name in also if name not in found}
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _in(column: TextColumn, wanted: Callable[[str], bool]) -> NDArray[np.bool_]:
    """Per row whether its value is wanted; asked once per distinct value."""
    return column.spread(np.array([bool(value) and wanted(value) for value in column.texts], dtype=np.bool_))


def _in_many(column: TextColumn, wanted: set[str] | frozenset[str]) -> NDArray[np.bool_]:
    """The same for cells of several values: whether any of them is wanted."""
    return _in(column, lambda cell: not wanted.isdisjoint(split_values(cell)))


def _pairs(column: TextColumn, numbers: Mapping[str, int]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """A pair (row, number of the value) for each value of each cell."""
    cells = [[numbers[value] for value in split_values(cell)] for cell in column.texts]
    lengths = np.array([len(cell) for cell in cells], dtype=np.intp)
    flat = np.array([number for cell in cells for number in cell], dtype=np.intp)
    starts = np.cumsum(lengths) - lengths
    of_row = column.spread(np.arange(len(cells), dtype=np.intp))
    counts = lengths[of_row]
    rows = np.repeat(np.arange(len(of_row), dtype=np.intp), counts)
    within = np.arange(len(rows), dtype=np.intp) - np.repeat(np.cumsum(counts) - counts, counts)
    return rows, flat[np.repeat(starts[of_row], counts) + within]
