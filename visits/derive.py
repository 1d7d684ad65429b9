"""What follows from the tables: days as numbers, points of places, cities of venues, directions of visits.

Each is worked out once per distinct value and spread over the rows; nothing here is stored in a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from visits.dates import DateRange, parse_edtf
from visits.vocabulary import DIRECTION

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from numpy.typing import NDArray

    from gazetteer import Gazetteer, Place
    from visits.columns import TableData, TextColumn

DIRECTIONS: Final = tuple(DIRECTION)
"""outgoing, incoming, other: the order of the codes in `EventColumns.direction`."""
_NO_SEQ: Final = 2**31 - 1
_UNDATED: Final = DateRange(None, None, "none", None, "")


@dataclass(frozen=True)
class Dates:
    """A column of dates, read."""

    column: TextColumn
    """The text of it."""
    ranges: tuple[DateRange, ...]
    """One for each of `column.texts`; an empty cell is undated, with the precision none."""
    first: NDArray[np.int32]
    """Per row the earliest day as in `DateRange.first_day`."""
    last: NDArray[np.int32]
    """Per row the latest day as in `DateRange.last_day`."""
    dated: NDArray[np.bool_]
    """Per row whether it has a bound at all."""

    @classmethod
    def of(cls, column: TextColumn) -> Dates:
        """Read a column of sound EDTF texts."""
        ranges = tuple(parse_edtf(text) if text else _UNDATED for text in column.texts)
        return cls(
            column,
            ranges,
            column.spread(np.array([value.first_day for value in ranges], dtype=np.int32)),
            column.spread(np.array([value.last_day for value in ranges], dtype=np.int32)),
            column.spread(np.array([value.dated for value in ranges], dtype=np.bool_)),
        )

    def words(self, word: Callable[[DateRange], str]) -> TextColumn:
        """A text for each date, such as its precision."""
        words = iter(self.ranges)
        return self.column.mapped(lambda _: word(next(words)))


def order_of_events(dates: Dates, seq: TextColumn) -> NDArray[np.intp]:
    """The one order of events: by earliest day (open starts first, undated last), then seq, then the file."""
    return np.lexsort((numbers(seq, _NO_SEQ), dates.first))


def numbers(column: TextColumn, missing: int) -> NDArray[np.int64]:
    """A column of whole numbers per row; `missing` where the cell is empty."""
    return column.spread(np.array([int(text) if text else missing for text in column.texts], dtype=np.int64))


class EventColumns:
    """What is derived for each event, in the order of the table it is made from.

    Args:
        events: the table of events, already in the order of `order_of_events`.
        visits: the table of visits.
        gazetteer: the places that the records name.
        home: country code or place id whose point of view `direction` takes; empty for none.
    """

    def __init__(self, events: TableData, visits: TableData, gazetteer: Gazetteer, home: str) -> None:
        self.events = events
        self.visits = visits
        self.gazetteer = gazetteer
        self.home = home

    @cached_property
    def dates(self) -> Dates:
        """The dates of the events."""
        return Dates.of(self.events["date"])

    @cached_property
    def visit_dates(self) -> Dates:
        """The dates of the visits, per visit."""
        return Dates.of(self.visits["date"])

    @cached_property
    def visit_row(self) -> NDArray[np.intp]:
        """Per event the row of its visit; -1 when it stands alone."""
        rows = {visit_id: row for row, visit_id in enumerate(self.visits["visit_id"].to_list())}
        ids = self.events["visit_id"]
        return ids.spread(np.array([rows.get(visit_id, -1) for visit_id in ids.texts], dtype=np.intp))

    @cached_property
    def places(self) -> tuple[Place | None, ...]:
        """For each distinct `place_id` its place; None for the empty cell."""
        return tuple(
            self.gazetteer.place(place_id) if place_id else None for place_id in self.events["place_id"].texts
        )

    @cached_property
    def cities(self) -> tuple[Place | None, ...]:
        """For each distinct `place_id` the city that it is or lies in; None when there is none."""
        return tuple(self.gazetteer.city_of(place.id) if place else None for place in self.places)

    def of_place(self, word: Callable[[Place], str]) -> TextColumn:
        """A text from the place of each event; empty without a place."""
        return self._worded(self.places, word)

    def of_city(self, word: Callable[[Place], str]) -> TextColumn:
        """A text from the city of each event; empty without a city."""
        return self._worded(self.cities, word)

    def _worded(self, places: tuple[Place | None, ...], word: Callable[[Place], str]) -> TextColumn:
        each = iter(places)
        return self.events["place_id"].mapped(lambda _: word(place) if (place := next(each)) else "")

    def coordinate(self, name: str) -> NDArray[np.float64]:
        """Per event the `latitude` or `longitude` of its place, WGS 84 degrees; NaN when it has no point."""
        values = [getattr(place, name) if place and place.has_point else np.nan for place in self.places]
        return self.events["place_id"].spread(np.array(values, dtype=np.float64))

    @cached_property
    def placed(self) -> NDArray[np.bool_]:
        """Per event whether its place has a point."""
        return ~np.isnan(self.coordinate("latitude"))

    def lies_in(self, place_id: str, wanted: frozenset[str]) -> bool:
        """Whether a place is, or lies in, one of the wanted places."""
        return any(place.id in wanted for place in self.gazetteer.lineage(place_id))

    def is_home(self, place_id: str) -> bool:
        """Whether a place is, or lies in, the home of the package."""
        line = self.gazetteer.lineage(place_id)
        return bool(line) and (line[0].country == self.home or any(place.id == self.home for place in line))

    @cached_property
    def direction(self) -> NDArray[np.int8]:
        """Per visit the number of its direction in `DIRECTIONS`.

        outgoing: it comes from home and has an event elsewhere; incoming: it comes from elsewhere and has an
        event at home; other: neither, or origin or home is not known.
        """
        is_event_home = self.events["place_id"].spread(
            np.array([place is not None and self.is_home(place.id) for place in self.places], dtype=np.bool_)
        )
        has_place = self.events["place_id"].spread(
            np.array([place is not None for place in self.places], dtype=np.bool_)
        )
        at_home, elsewhere = self._any_of_visit(is_event_home), self._any_of_visit(has_place & ~is_event_home)
        origins = self.visits["origin"].to_list()
        known = {origin for origin in set(origins) if origin and self.home and self.gazetteer.place(origin)}
        homely = {origin for origin in known if self.is_home(origin)}
        from_home = np.array([origin in homely for origin in origins], dtype=np.bool_)
        from_elsewhere = np.array([origin in known for origin in origins], dtype=np.bool_) & ~from_home
        return np.select([from_home & elsewhere, from_elsewhere & at_home], [0, 1], default=2).astype(np.int8)

    def _any_of_visit(self, mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
        rows = self.visit_row[mask & (self.visit_row >= 0)]
        return np.bincount(rows, minlength=len(self.visits)) > 0

    @cached_property
    def event_direction(self) -> NDArray[np.int8]:
        """Per event the direction of its visit; other when it stands alone."""
        return self.of_visit(self.direction, np.int8(DIRECTIONS.index("other")))

    def of_visit(self, values: NDArray[Any], missing: Any) -> NDArray[Any]:
        """Per event what its visit has in `texts`; `missing` when it stands alone."""
        return np.append(values, missing).astype(values.dtype)[self.visit_row]

    def text_of_visit(self, texts: Any) -> Any:
        """Array of text per event: what its visit has in `texts`, empty when it stands alone."""
        return pd.array([*texts, ""], dtype="str").take(self.visit_row % (len(self.visits) + 1))

    def frame(self) -> pd.DataFrame:
        """The typed columns for drawing: `Records.events`."""
        dates = self.dates
        return pd.DataFrame({
            "event_id": pd.Series(self.events["event_id"].all(), dtype="str"),
            "visit_id": self.events["visit_id"].categorical(),
            "seq": pd.array(self.seq, dtype="Int32"),
            "edtf": self.events["date"].categorical(),
            "earliest": dates.first,
            "latest": dates.last,
            "dated": dates.dated,
            "precision_of_date": dates.words(lambda value: value.precision).categorical(),
            "qualifier": dates.words(lambda value: value.qualifier or "").categorical(),
            "place_id": self.events["place_id"].categorical(),
            "city_id": self.of_city(lambda place: place.id).categorical(),
            "country": self.of_place(lambda place: place.country).categorical(),
            "latitude": self.coordinate("latitude"),
            "longitude": self.coordinate("longitude"),
            "place_precision": self.of_place(lambda place: place.precision).categorical(),
            "place_basis": self.events["place_basis"].categorical(),
            "type": self.events["type"].categorical(),
            "status": self.events["status"].categorical(),
            "confidence": self.events["confidence"].categorical(),
            "direction": pd.Categorical.from_codes(self.event_direction, pd.Index(DIRECTIONS, dtype="str")),
        })  # fmt: skip

    @cached_property
    def seq(self) -> Any:
        """Per event its order within the visit; missing when not known."""
        column = self.events["seq"]
        each = pd.array([int(text) if text else pd.NA for text in column.texts], dtype="Int32")
        return each if column.codes is None else each.take(column.codes)
