"""A column of names becomes places: each distinct name is looked up once, corrections by hand go first.

    from visits.geocoding import geocode_column
    from visits.sheets import read_sheet

    found = geocode_column(read_sheet("visits.csv"), "city", Gazetteer(), context=["Trung Quốc"])
    found.frame, found.counts

The rows and columns that came in come out as they were; what was found stands in further columns. A name without
an answer has empty cells: no answer is better than a wrong one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from gazetteer.cells import join_values
from visits.errors import GeocodingError
from visits.exports.event_csv import Flavour, csv_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from geopy.location import Location

    from gazetteer import Gazetteer, Place

ANSWER_COLUMNS: Final[Mapping[str, str]] = {
    "place_id": "Id of the place in the gazetteer; empty: no answer, or left without a place by hand",
    "place": "Its name in the language asked for",
    "country": "ISO 3166-1 alpha-2 code in lower case: a code, no statement about sovereignty",
    "latitude": "WGS 84 decimal degrees, north positive",
    "longitude": "WGS 84 decimal degrees, east positive",
    "precision": "How exact the point is: venue, district, city, province, country",
    "kind": "What it is: country, province, city, park, university, ...",
    "score": "How well it fits, 0 to 1; empty when chosen by hand",
    "match": "How the name matched: exact, folded, generated, fuzzy; hand when chosen by hand",
    "ambiguous": "true when another place fits as well: look at the alternatives",
    "alternatives": "Ids of the other places it may mean, best first, joined with `; `",
    "reasons": "Why this answer, in plain words, joined with `; `",
    "source": "Where the place's point and names come from: to be named with the data",
    "licence": "Licence of that source",
}
"""The columns that are added, each with what it means."""

BY_HAND: Final = "hand"
"""`match` of an answer that a person chose."""

NO_PLACE: Final = ""
"""The correction that leaves a name without a place."""

_NUMBERS: Final = frozenset({"latitude", "longitude", "score"})
_CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked up once: a name and what was said with it in the row."""

    name: str
    """The name, blanks around it taken away."""
    context: tuple[str, ...] = ()
    """The row's cells in the context columns; those that are empty left out."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How a column fared, in rows."""

    rows: int
    """All rows."""
    answered: int
    """With a place, ambiguous ones and those chosen by hand included."""
    ambiguous: int
    """With a place, while another fits as well."""
    by_hand: int
    """Decided by hand, for a place or for none."""
    unanswered: int
    """With a name that no place answers to, or that was left without a place by hand."""
    empty: int
    """Without a name."""


@dataclass(frozen=True)
class Geocoded:
    """A table with its answers."""

    frame: pd.DataFrame
    """The table as it came, and the answers in the columns that `columns` names."""
    columns: Mapping[str, str]
    """Name in `ANSWER_COLUMNS` -> name in `frame`: another one where the table has a column of that name."""
    queries: tuple[Query | None, ...]
    """What was looked up for each row; None where the name is empty."""
    locations: Mapping[Query, Location | None]
    """What the gazetteer says to each, before corrections."""
    counts: Counts
    """How the column fared."""


def geocode_column(
    frame: pd.DataFrame,
    column: str,
    gazetteer: Gazetteer,
    *,
    context_columns: Sequence[str] = (),
    context: Sequence[str] = (),
    country_codes: Sequence[str] | None = None,
    language: str = "en",
    on: date | None = None,
    corrections: Mapping[str | Query, str] | None = None,
    known: Mapping[Query, Location | None] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Geocoded:
    """Find the places that a column names.

    Args:
        frame: any table; it is not changed.
        column: the column of names.
        gazetteer: who answers.
        context_columns: columns whose cells say something about the name beside them (a country, a province).
        context: what holds for every row.
        country_codes: only places in these countries are answers; None for all.
        language: of the labels: vi, en, zh.
        on: the day the names were used; None for now.
        corrections: id of the right place by name, or by `Query` where the name means different places in
            different rows; `NO_PLACE` leaves it without one.
        known: answers of an earlier call with the same gazetteer and options (`Geocoded.locations`), not asked again.
        progress: told (done, all) distinct queries, first (0, all), last (all, all).

    Raises:
        GeocodingError: there is no such column, or a correction names a place that the gazetteer does not have.
    """
    for name in (column, *context_columns):
        if name not in frame.columns:
            there = ", ".join(map(str, frame.columns))[:200]
            raise GeocodingError(f"there is no column {name!r}: the columns are {there}")
    chosen = {key: _chosen(gazetteer, place_id) for key, place_id in (corrections or {}).items()}
    queries = tuple(_queries(frame, column, context_columns))
    options = {"country_codes": country_codes, "language": language, "on": on}
    locations: dict[Query, Location | None] = dict.fromkeys(query for query in queries if query)
    locations.update((query, location) for query, location in (known or {}).items() if query in locations)
    new = [query for query in locations if query not in (known or {})]
    locations.update(_looked_up(new, gazetteer, tuple(context), options, progress))

    answers: dict[Query | None, dict[str, Any]] = {None: {}}
    for query, location in locations.items():
        key = query if query in chosen else query.name
        if key in chosen:
            answers[query] = _by_hand(chosen[key], language)
        else:
            answers[query] = answer_cells(location) if location else {}
    columns = _free_names(list(map(str, frame.columns)))
    found = pd.DataFrame(
        {
            columns[name]: _column([answers[query].get(name) for query in queries], name)
            for name in ANSWER_COLUMNS
        },
        index=frame.index,
    )
    return Geocoded(pd.concat([frame, found], axis=1), columns, queries, locations, _counts(queries, answers))


def to_csv(found: Geocoded, flavour: Flavour = "csv") -> bytes:
    """The table with its answers as the bytes of a CSV file; `csv-excel` as for the event CSV.

    Raises:
        ValueError: the flavour is neither csv nor csv-excel.
    """
    frame = found.frame
    numbers = {found.columns[name] for name in _NUMBERS}
    return csv_bytes(frame, flavour, numbers=numbers)


def _queries(frame: pd.DataFrame, column: str, context_columns: Sequence[str]) -> Iterator[Query | None]:
    names = [_text(cell) for cell in frame[column]]
    around = zip(*([_text(cell) for cell in frame[name]] for name in context_columns), strict=True)
    contexts = [tuple(filter(None, cells)) for cells in around] if context_columns else [()] * len(names)
    for name, said in zip(names, contexts, strict=True):
        yield Query(name, said) if name else None


def _text(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else "" if pd.isna(cell) else str(cell)


def _looked_up(
    queries: Sequence[Query],
    gazetteer: Gazetteer,
    context: tuple[str, ...],
    options: dict[str, Any],
    progress: Callable[[int, int], None] | None,
) -> dict[Query, Location | None]:
    """The answer to each query; asked context by context, in chunks."""
    found: dict[Query, Location | None] = dict.fromkeys(queries)
    groups: dict[tuple[str, ...], list[Query]] = {}
    for query in found:
        groups.setdefault(query.context, []).append(query)
    told = 0
    done = 0
    tell = progress or (lambda _done, _all: None)
    tell(0, len(found))
    for said, group in groups.items():
        for start in range(0, len(group), _CHUNK):
            chunk = group[start : start + _CHUNK]
            names = [query.name for query in chunk]
            found.update(
                zip(
                    chunk,
                    gazetteer.geocode_many(names, context=[*said, *context] or None, **options),
                    strict=True,
                )
            )
            done += len(chunk)
            if done - told >= _CHUNK and done < len(found):
                told = done
                tell(done, len(found))
    tell(len(found), len(found))
    return found


def answer_cells(location: Location) -> dict[str, Any]:
    """What `ANSWER_COLUMNS` hold for an answer of the gazetteer."""
    raw = location.raw
    return {
        "place_id": raw["id"],
        "place": raw["name"],
        "country": raw["country"],
        "latitude": location.latitude,
        "longitude": location.longitude,
        "precision": raw["precision"],
        "kind": raw["kind"],
        "score": raw["score"],
        "match": raw["match"],
        "ambiguous": bool(raw["ambiguous"]),
        "alternatives": join_values(other["id"] for other in raw["alternatives"]),
        "reasons": join_values(map(str, raw["reasons"])),
        "source": raw["source"],
        "licence": raw["licence"],
    }


def _chosen(gazetteer: Gazetteer, place_id: str) -> Place | None:
    if place_id == NO_PLACE:
        return None
    place = gazetteer.place(place_id)
    if place is None:
        raise GeocodingError(f"{place_id!r}: no place has this id")
    return place


def _by_hand(place: Place | None, language: str) -> dict[str, Any]:
    if place is None:
        return {"match": BY_HAND, "reasons": "left without a place by hand"}
    return {
        "place_id": place.id,
        "place": place.name(language),
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "precision": place.precision,
        "kind": place.kind,
        "match": BY_HAND,
        "ambiguous": False,
        "reasons": "chosen by hand",
        "source": place.source,
        "licence": place.licence,
    }


def _free_names(taken: Sequence[str]) -> dict[str, str]:
    """For each answer column a name that the table does not have yet."""
    names = {}
    for name in ANSWER_COLUMNS:
        free = name
        while free in taken:
            free = f"found_{free}"
        names[name] = free
    return names


def _column(values: list[Any], name: str) -> Any:
    if name in _NUMBERS:
        return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
    if name == "ambiguous":
        texts = ["" if value is None else str(value).lower() for value in values]
    else:
        texts = [value or "" for value in values]
    return pd.array(texts, dtype="str")


def _counts(queries: Sequence[Query | None], answers: Mapping[Query | None, dict[str, Any]]) -> Counts:
    rows = [answers[query] for query in queries]
    answered = sum("place_id" in row for row in rows)
    empty = sum(query is None for query in queries)
    return Counts(
        rows=len(rows),
        answered=answered,
        ambiguous=sum(bool(row.get("ambiguous")) for row in rows),
        by_hand=sum(row.get("match") == BY_HAND for row in rows),
        unanswered=len(rows) - answered - empty,
        empty=empty,
    )
