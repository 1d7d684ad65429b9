"""The way a delegation took: stops in order, legs between them, great circles.

A **stop** is a stay at one city (or at a wider place, when no more is known): consecutive events of a visit
there. Cancelled and background events make no stop. Within a visit the order is that of `seq` when every
event has one and no date contradicts it; else that of the dates, then of `seq`. When neither tells which of
two stops came first, the second is not `ordered`.

A **leg** joins consecutive stops. Its time is from the earliest day at the one to the latest day at the next.
The legs from the visit's origin to the first stop, and from the last stop back, are `inferred` unless the
data state them by an event at the origin (an arrival or departure there is a stop). Their time takes the day
that the visit begins or ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from visits.dates import OPEN_END, OPEN_START
from visits.great_circles import distance_km, great_circle

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from visits.derive import EventColumns
    from visits.records import Records

__all__ = ["distance_km", "great_circle", "legs", "stops"]

_NO_SEQ: Final = 2**31 - 1
_ROUTE_STATUSES: Final = ("held", "planned")


class _Stays(NamedTuple):
    """The events that make stops, in travel order, visit by visit. All arrays are aligned."""

    rows: NDArray[np.intp]
    """Row of the event."""
    visit: NDArray[np.intp]
    """Row of its visit."""
    place: NDArray[np.intp]
    """Number of its place in `names`."""
    names: tuple[str, ...]
    """Ids of the places."""


def stops(records: Records) -> pd.DataFrame:
    """All stops of all visits.

    Columns: visit_id; number (1 ..); place_id (the city of a venue); earliest, latest (`int32` days since
    1970-01-01, `OPEN_START` and `OPEN_END` for open ends); ordered (whether it is known to come after the
    stop before it); events (list of rows in `records.events`).
    """
    return records.derived(_stops)


def legs(records: Records) -> pd.DataFrame:
    """All legs of all visits.

    Columns: visit_id; number (of the stop that it leads to; the way back leads to one more); from_id, to_id;
    earliest, latest (as in `stops`; the empty range when an end is undated); inferred (origin to first stop,
    last stop to origin, not stated); ordered.
    """
    return records.derived(_legs)


def _stops(columns: EventColumns) -> pd.DataFrame:
    stays = _stays(columns)
    first, last = columns.dates.first[stays.rows], columns.dates.last[stays.rows]
    seq = columns.seq.to_numpy(dtype="int64", na_value=_NO_SEQ)[stays.rows]
    begins = np.ones(len(stays.rows), dtype=np.bool_)
    begins[1:] = (stays.visit[1:] != stays.visit[:-1]) | (stays.place[1:] != stays.place[:-1])
    starts = np.flatnonzero(begins)
    visit = stays.visit[starts]
    number = np.arange(len(starts)) - _first_of_each(visit) + 1
    earliest = np.minimum.reduceat(first, starts) if len(starts) else first
    latest = np.maximum.reduceat(last, starts) if len(starts) else last
    seq_from = np.minimum.reduceat(seq, starts) if len(starts) else seq
    seq_to = np.maximum.reduceat(seq, starts) if len(starts) else seq
    names = np.array(stays.names, dtype=object)
    events = np.split(stays.rows, starts[1:])
    return pd.DataFrame({
        "visit_id": columns.visits["visit_id"].all().take(visit),
        "number": number.astype(np.int32),
        "place_id": pd.array(names[stays.place[starts]], dtype="str"),
        "earliest": earliest,
        "latest": latest,
        "ordered": (number == 1) | _after(earliest, latest, seq_from, seq_to),
        "events": pd.Series([part.tolist() for part in events[: len(starts)]], dtype=object),
    })  # fmt: skip


def _after(
    earliest: NDArray[np.int32],
    latest: NDArray[np.int32],
    seq_from: NDArray[np.int64],
    seq_to: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Per stop whether it is known to come after the one before: by seq, or by days that tell."""
    known = np.zeros(len(earliest), dtype=np.bool_)
    by_seq = (seq_to[1:] < _NO_SEQ) & (seq_to[:-1] < seq_from[1:])
    same = (earliest[1:] == earliest[:-1]) & (latest[1:] == latest[:-1])
    known[1:] = by_seq | ((latest[:-1] <= earliest[1:]) & ~same & (earliest[1:] <= latest[1:]))
    return known


def _stays(columns: EventColumns) -> _Stays:
    """The events that make stops, in the order in which the delegation made them."""
    city = [
        (city or place).id if place else ""
        for place, city in zip(columns.places, columns.cities, strict=True)
    ]
    names = tuple(dict.fromkeys(city))
    number = {place_id: at for at, place_id in enumerate(names)}
    place = columns.events["place_id"].spread(
        np.array([number[place_id] for place_id in city], dtype=np.intp)
    )
    named = columns.events["place_id"].spread(np.array([bool(place_id) for place_id in city], dtype=np.bool_))
    status = columns.events["status"]
    counts = status.spread(np.array([word in _ROUTE_STATUSES for word in status.texts], dtype=np.bool_))
    rows = np.flatnonzero((columns.visit_row >= 0) & named & counts)
    rows = rows[_order(columns, rows)]
    stays = _Stays(rows, columns.visit_row[rows], place[rows], names)
    return _without_wide(columns, _without_undated(columns, stays))


def _order(columns: EventColumns, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """The order of these events (rows ascend): by visit, and within it by seq where that can be trusted."""
    visit, first, last = columns.visit_row[rows], columns.dates.first[rows].copy(), columns.dates.last[rows]
    seq = columns.seq.to_numpy(dtype="int64", na_value=_NO_SEQ)[rows]
    dated = columns.dates.dated[rows]
    by_seq = np.lexsort((seq, visit))
    running = pd.Series(np.where(dated, first, OPEN_START)[by_seq]).groupby(visit[by_seq]).cummax().to_numpy()
    doubtful = (seq[by_seq] == _NO_SEQ) | (dated[by_seq] & (running > last[by_seq]))
    trusted = np.ones(len(columns.visits), dtype=np.bool_)
    trusted[visit[by_seq][doubtful]] = False
    first[trusted[visit]] = 0
    return np.lexsort((seq, first, visit))


def _without_undated(columns: EventColumns, stays: _Stays) -> _Stays:
    """Leave out an undated event without seq when the visit has another one at the same place."""
    loose = ~columns.dates.dated[stays.rows] & columns.seq.isna()[stays.rows]
    where = stays.visit * max(1, len(stays.names)) + stays.place
    return _some(stays, ~(loose & np.isin(where, where[~loose])))


def _without_wide(columns: EventColumns, stays: _Stays) -> _Stays:
    """Leave out an event known only to the province or country when the visit has a stop inside that."""
    lines = [{place.id for place in columns.gazetteer.lineage(name)} - {name} for name in stays.names]
    around = set().union(*lines)
    wide = np.array([name in around for name in stays.names], dtype=np.bool_)
    keep = np.ones(len(stays.rows), dtype=np.bool_)
    candidates = np.flatnonzero(wide[stays.place])
    visits = set(stays.visit[candidates].tolist())
    inner: dict[int, set[str]] = {}
    for at in np.flatnonzero(np.isin(stays.visit, list(visits))) if visits else ():
        inner.setdefault(int(stays.visit[at]), set()).update(lines[stays.place[at]])
    for at in candidates:
        keep[at] = stays.names[stays.place[at]] not in inner[int(stays.visit[at])]
    return _some(stays, keep)


def _some(stays: _Stays, keep: NDArray[np.bool_]) -> _Stays:
    return _Stays(stays.rows[keep], stays.visit[keep], stays.place[keep], stays.names)


def _first_of_each(groups: NDArray[np.intp]) -> NDArray[np.intp]:
    """For each entry of runs of equal values, the position at which its run begins."""
    starts = np.ones(len(groups), dtype=np.bool_)
    starts[1:] = groups[1:] != groups[:-1]
    return np.maximum.accumulate(np.where(starts, np.arange(len(groups)), 0))


def _legs(columns: EventColumns) -> pd.DataFrame:
    found = _stops(columns)
    visit_rows = {visit_id: row for row, visit_id in enumerate(columns.visits["visit_id"].to_list())}
    visit = np.array([visit_rows[visit_id] for visit_id in found["visit_id"].tolist()], dtype=np.intp)
    there = found.iloc[np.flatnonzero(visit[1:] == visit[:-1]) + 1]
    here = found.iloc[there.index - 1]
    stated = pd.DataFrame({
        "visit": visit[there.index],
        "number": there["number"].array,
        "from_id": here["place_id"].array,
        "to_id": there["place_id"].array,
        "earliest": here["earliest"].array,
        "latest": there["latest"].array,
        "inferred": False,
        "ordered": there["ordered"].array,
    })  # fmt: skip
    found["visit"] = visit
    parts = [_way_out(columns, found), stated, _way_back(columns, found)]
    everything = pd.concat(parts, ignore_index=True).sort_values(["visit", "number"], kind="stable")
    everything.insert(0, "visit_id", columns.visits["visit_id"].all().take(everything["visit"].to_numpy()))
    backwards = everything["earliest"] > everything["latest"]  # one of its ends is undated: so is the leg
    everything.loc[backwards, ["earliest", "latest"]] = OPEN_END, OPEN_START
    return everything.drop(columns="visit").reset_index(drop=True)


def _way_out(columns: EventColumns, found: pd.DataFrame) -> pd.DataFrame:
    """The legs from the origin to the first stop, where no event states them; `found` are stops."""
    visit = found["visit"].to_numpy()
    home = _homes(columns, visit)
    at = np.flatnonzero((found["number"] == 1) & _is_away(columns, home, found["place_id"]))
    known = found["ordered"].to_numpy().copy()
    # When the second stop may have come before it, the first may not have been the first.
    known[:-1] &= known[1:] | (visit[1:] != visit[:-1])
    begins, day = columns.visit_dates.first[visit[at]], found["earliest"].to_numpy()[at]
    fits = (begins > OPEN_START) & (begins < OPEN_END) & (begins <= found["latest"].to_numpy()[at])
    sooner = fits & ((begins < day) | (day == OPEN_START))
    return pd.DataFrame({
        "visit": visit[at],
        "number": found["number"].array[at],
        "from_id": pd.array(home[at], dtype="str"),
        "to_id": found["place_id"].array[at],
        "earliest": np.where(sooner, begins, day),
        "latest": found["latest"].array[at],
        "inferred": True,
        "ordered": known[at],
    })  # fmt: skip


def _way_back(columns: EventColumns, found: pd.DataFrame) -> pd.DataFrame:
    """The legs from the last stop back to the origin, where no event states them."""
    visit = found["visit"].to_numpy()
    home = _homes(columns, visit)
    is_last = np.append(visit[1:] != visit[:-1], [True])[: len(visit)]
    at = np.flatnonzero(is_last & _is_away(columns, home, found["place_id"]))
    ends, day = columns.visit_dates.last[visit[at]], found["latest"].to_numpy()[at]
    fits = (ends > OPEN_START) & (ends < OPEN_END) & (ends >= found["earliest"].to_numpy()[at])
    later = fits & ((ends > day) | (day == OPEN_END))
    return pd.DataFrame({
        "visit": visit[at],
        "number": found["number"].array[at] + 1,
        "from_id": found["place_id"].array[at],
        "to_id": pd.array(home[at], dtype="str"),
        "earliest": found["earliest"].array[at],
        "latest": np.where(later, ends, day),
        "inferred": True,
        "ordered": found["ordered"].array[at],
    })  # fmt: skip


def _homes(columns: EventColumns, visit: NDArray[np.intp]) -> NDArray[np.object_]:
    """Per stop the city that its visit comes from, or the wider place; empty when it is not known."""
    origin = columns.visits["origin"].to_list()
    homes = {text: _city_or_self(columns, text) for text in set(origin)}
    return np.array([homes[origin[row]] for row in visit], dtype=object)


def _is_away(columns: EventColumns, home: NDArray[np.object_], places: pd.Series) -> NDArray[np.bool_]:
    """Per stop whether it lies outside the place that its visit comes from; not when that is not known."""
    names = places.tolist()
    lines = {name: {place.id for place in columns.gazetteer.lineage(name)} for name in set(names)}
    away = [bool(origin) and origin not in lines[name] for origin, name in zip(home, names, strict=True)]
    return np.array(away, dtype=np.bool_)


def _city_or_self(columns: EventColumns, place_id: str) -> str:
    """The city of a place, the place itself when it has none, empty when it is not known."""
    if not place_id or columns.gazetteer.place(place_id) is None:
        return ""
    city = columns.gazetteer.city_of(place_id)
    return city.id if city else place_id
