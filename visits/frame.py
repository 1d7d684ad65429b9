"""The event table that people see and take away: `schema.EVENT_COLUMNS`, names instead of ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from gazetteer.cells import join_values, split_values
from visits.derive import DIRECTIONS
from visits.schema import EVENT_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from visits.columns import TextColumn
    from visits.derive import EventColumns


class EventFrame:
    """Makes rows of the event table; columns are worked out when first asked for, rows when asked for."""

    def __init__(self, columns: EventColumns, people: Mapping[str, str], sources: Mapping[str, str]) -> None:
        """Names of people and references of sources by id."""
        self._columns = columns
        self._people = people
        self._sources = sources
        self._made: dict[str, Callable[[NDArray[np.intp]], Any]] | None = None

    def rows(self, rows: NDArray[np.intp]) -> pd.DataFrame:
        """The rows of these numbers, in this order; text is never missing, only empty; seq is `Int32`."""
        if self._made is None:
            self._made = self._makers()
        made = self._made
        return pd.DataFrame({column.name: made[column.name](rows) for column in EVENT_COLUMNS})

    def _makers(self) -> dict[str, Callable[[NDArray[np.intp]], Any]]:
        """For each column what gives its values at some rows."""
        c = self._columns
        events = c.events
        names: dict[str, TextColumn] = {
            "date_edtf": events["date"],
            "date_earliest": c.dates.words(
                lambda value: value.earliest.isoformat() if value.earliest else ""
            ),
            "date_latest": c.dates.words(lambda value: value.latest.isoformat() if value.latest else ""),
            "place": c.of_place(lambda place: place.name("en")),
            "place_vi": c.of_place(lambda place: place.name("vi")),
            "place_zh": c.of_place(lambda place: place.name("zh")),
            "city_id": c.of_city(lambda place: place.id),
            "city": c.of_city(lambda place: place.name("en")),
            "country": c.of_place(lambda place: place.country),
            "precision": c.of_place(lambda place: place.precision),
            "hosts": events["hosts"].mapped(self._named(self._people)),
            "guests": events["guests"].mapped(self._named(self._people)),
            "sources": events["sources"].mapped(self._named(self._sources)),
        }
        makers: dict[str, Callable[[NDArray[np.intp]], Any]] = {
            name: column.take for name, column in names.items()
        }
        for name, texts in self._of_visit().items():
            makers[name] = c.text_of_visit(texts).take
        for name in ("latitude", "longitude"):
            makers[name] = c.coordinate(name).__getitem__
        makers["seq"] = c.seq.take
        directions = pd.array(DIRECTIONS, dtype="str")
        makers["direction"] = lambda rows: directions.take(c.event_direction[rows])
        for column in EVENT_COLUMNS:
            if column.name not in makers:
                makers[column.name] = events[column.name].take
        return makers

    def _of_visit(self) -> dict[str, Any]:
        """Per visit the texts that its events show."""
        visits = self._columns.visits
        place = self._columns.gazetteer.place
        origins = {
            origin: found.name("en") for origin in set(visits["origin"].to_list()) if (found := place(origin))
        }
        return {
            "visit": visits["title"].all(),
            "delegation": visits["delegation"].all(),
            "head": [self._people.get(head, "") for head in visits["head"].to_list()],
            "origin": [origins.get(origin, "") for origin in visits["origin"].to_list()],
        }

    @staticmethod
    def _named(names: Mapping[str, str]) -> Callable[[str], str]:
        return lambda cell: join_values(names.get(value, value) for value in split_values(cell))
