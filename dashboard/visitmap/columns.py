"""The compact form in which the records travel to the browser: typed columns with a small header, sent once.

Layout, little endian: `VMC1`, uint32 length of the header, the header (UTF-8 JSON padded to 8 bytes), then one
buffer per column, each padded to 8 bytes. The reader is `static/visitmap/columns.js`. Titles of events, people and
sources are not in here: they are asked for when an event is opened (`details.py`).
"""

from __future__ import annotations

import json
import struct
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from visits.dates import OPEN_END, OPEN_START
from visits.routes import legs, stops
from visits.vocabulary import DEFAULT_STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from numpy.typing import NDArray

    from gazetteer import Place
    from visits import Records

LANGUAGES = ("en", "vi", "zh")
"""Languages in which names travel."""

HUES = 8
"""Hues of the map; with more visits than these a hue stands for a direction."""

NO_INDEX = 0xFFFFFFFF
"""An index that stands for "none": no place known, no visit."""

DATED, DATE_UNCERTAIN, PLACE_INFERRED, LESS_CERTAIN, NOT_HELD = 1, 2, 4, 8, 16
"""Bits of the events' `flags`."""

INFERRED, UNORDERED = 1, 2
"""Bits of the legs' `flags`."""

LABEL_ZOOMS = ((8_000_000, 4), (3_000_000, 5), (1_000_000, 6), (250_000, 7))
"""Inhabitants from which a city's name may stand on the map, and the zoom from which it does."""

_TYPES = {"int32": "i32", "uint32": "u32", "uint8": "u8", "uint16": "u16", "float64": "f64"}


def columns(records: Records) -> bytes:
    """Return everything the browser needs to draw, filter and play the records, as one block of bytes.

    The block depends on the records only, not on a filter or a language.
    """
    events = records.events
    visit_ids = list(records.visits["visit_id"])
    visit_number = {visit_id: number for number, visit_id in enumerate(visit_ids)}
    leg_frame, stop_frame = legs(records), stops(records)
    places = _places(
        records, [events["place_id"], events["city_id"], leg_frame["from_id"], leg_frame["to_id"]]
    )
    place_number = {place["id"]: number for number, place in enumerate(places)}
    for place in places:
        place["city"] = place_number.get(place["city"])

    types, statuses, directions = (
        sorted(set(events[name].astype(str))) for name in ("type", "status", "direction")
    )
    arrays = {
        "start": events["earliest"].to_numpy(np.int32),
        "end": events["latest"].to_numpy(np.int32),
        "place": _numbers(events["place_id"], place_number),
        "visit": _numbers(events["visit_id"], visit_number),
        "type": _codes(events["type"], types),
        "status": _codes(events["status"], statuses),
        "direction": _codes(events["direction"], directions),
        "flags": _event_flags(events),
        "leg_visit": _numbers(leg_frame["visit_id"], visit_number),
        "leg_from": _numbers(leg_frame["from_id"], place_number),
        "leg_to": _numbers(leg_frame["to_id"], place_number),
        "leg_start": leg_frame["earliest"].to_numpy(np.int32),
        "leg_end": leg_frame["latest"].to_numpy(np.int32),
        "leg_stop": _arrival_numbers(leg_frame, stop_frame),
        "leg_flags": (
            leg_frame["inferred"].to_numpy(bool) * INFERRED + ~leg_frame["ordered"].to_numpy(bool) * UNORDERED
        ).astype(np.uint8),
    }
    header = {
        "count": len(events),
        "ids": list(events["event_id"].astype(str)),
        "places": places,
        "labels": city_labels(records),
        "types": types,
        "statuses": statuses,
        "directions": directions,
        "defaultStatuses": sorted(DEFAULT_STATUSES),
        **_visits(records, visit_ids),
    }
    return _pack(header, arrays)


@lru_cache(maxsize=4)
def visit_hues(records: Records) -> dict[str, int]:
    """Return the hue (1 to 8; see `--vm-hue-…` in visitmap.css) of every visit: its own, or that of its direction.

    A background visit has none (0). The result is shared: read it, do not change it.
    """
    rows = records.visits
    drawn = [status != "background" for status in rows["status"]]
    if sum(drawn) <= HUES:
        numbers = [number if here else 0 for number, here in zip(np.cumsum(drawn), drawn, strict=True)]
    else:
        directions = records.directions()
        numbers = [DIRECTION_HUES[way] if here else 0 for way, here in zip(directions, drawn, strict=True)]
    return dict(zip(rows["visit_id"], map(int, numbers), strict=True))


DIRECTION_HUES = {"outgoing": 1, "incoming": 2, "other": 3}
"""Hue of a direction where there are more visits than hues."""


def _visits(records: Records, visit_ids: list[str]) -> dict[str, Any]:
    """Return the header's part on visits: names, hues, and what the hues mean."""
    rows = records.visits
    hues = visit_hues(records)
    background = set(rows["visit_id"][rows["status"] == "background"])
    visits = [
        {
            "id": visit_id,
            "names": {lang: title for lang, title in (("en", en), ("vi", vi), ("zh", zh)) if title},
            "hue": hues[visit_id],
            "shownByDefault": visit_id not in background,
        }
        for visit_id, en, vi, zh in zip(
            visit_ids, rows["title"], rows["title_vi"], rows["title_zh"], strict=True
        )
    ]
    return {
        "visits": visits,
        "ownHues": len(visits) - len(background) <= HUES,
        "hueNames": [{"hue": hue, "key": f"hue_{direction}"} for direction, hue in DIRECTION_HUES.items()],
    }


def _places(records: Records, used: Iterable[pd.Series]) -> list[dict[str, Any]]:
    """Return the places that the columns refer to, in a fixed order, each with what drawing and filtering need."""
    ids = sorted(
        {
            place_id
            for column in used
            for place_id in column.astype(str).unique()
            if place_id and place_id != "nan"
        }
    )
    return [_place(records, place_id) for place_id in ids]


def _place(records: Records, place_id: str) -> dict[str, Any]:
    place = records.place(place_id)
    city = records.gazetteer.city_of(place_id)
    return {
        "id": place_id,
        "names": _names(place),
        "lat": place.latitude,
        "lon": place.longitude,
        "precision": place.precision,
        "precision_m": place.precision_m,
        "country": place.country,
        "city": city.id if city else None,
        "within": [other.id for other in records.gazetteer.lineage(place_id)],
    }


def _names(place: Place) -> dict[str, str]:
    return {lang: place.name(lang) for lang in LANGUAGES}


def city_labels(records: Records) -> list[dict[str, Any]]:
    """Return the cities whose names may stand on the map, those that appear first at the front."""
    labels = []
    for place in records.gazetteer.labelled:
        if place.precision != "city" or place.latitude is None or place.longitude is None:
            continue
        zoom = next((zoom for inhabitants, zoom in LABEL_ZOOMS if (place.population or 0) >= inhabitants), 8)
        if place.kind == "capital":
            zoom = min(zoom, 5)
        labels.append(
            {
                "id": place.id,
                "names": _names(place),
                "lat": place.latitude,
                "lon": place.longitude,
                "zoom": zoom,
                "inhabitants": place.population or 0,
            },
        )
    return sorted(labels, key=lambda label: (label["zoom"], -label.pop("inhabitants"), label["id"]))


def _numbers(ids: pd.Series, number: dict[str, int]) -> NDArray[Any]:
    """Return indices for ids; `NO_INDEX` where there is none."""
    mapped = ids.astype(object).map(number)
    numbers: NDArray[Any] = mapped.fillna(NO_INDEX).to_numpy(np.uint32)
    return numbers


def _codes(words: pd.Series, vocabulary: list[str]) -> NDArray[Any]:
    number = {word: code for code, word in enumerate(vocabulary)}
    codes: NDArray[Any] = words.astype(str).map(number).to_numpy(np.uint8)
    return codes


def date_uncertain(events: pd.DataFrame) -> NDArray[Any]:
    """Return per event whether its day is not known: one day within several, an open end, or a mark of doubt.

    An event that lasted (`a/b`) is known; an undated one is not dated, which is something else.
    """
    one_day = (events["earliest"] == events["latest"]).to_numpy(bool)
    lasted = events["edtf"].astype(str).str.contains("/", regex=False).to_numpy(bool)
    open_ended = ((events["earliest"] == OPEN_START) | (events["latest"] == OPEN_END)).to_numpy(bool)
    marked = (events["qualifier"].astype(str) != "").to_numpy(bool)
    uncertain: NDArray[Any] = events["dated"].to_numpy(bool) & ((~one_day & ~lasted) | open_ended | marked)
    return uncertain


def _event_flags(events: pd.DataFrame) -> NDArray[Any]:
    bits = (
        events["dated"].to_numpy(bool) * DATED
        + date_uncertain(events) * DATE_UNCERTAIN
        + (events["place_basis"].astype(str) != "stated").to_numpy(bool) * PLACE_INFERRED
        + (events["confidence"].astype(str) != "certain").to_numpy(bool) * LESS_CERTAIN
        + (events["status"].astype(str) != "held").to_numpy(bool) * NOT_HELD
    )
    flags: NDArray[Any] = bits.astype(np.uint8)
    return flags


def _arrival_numbers(leg_frame: pd.DataFrame, stop_frame: pd.DataFrame) -> NDArray[Any]:
    """Return for every leg the number of the stop at which it arrives; 0 where the order is unknown or it goes home."""
    stops_of = stop_frame["visit_id"].astype(str).value_counts().to_dict()
    last_stop = np.array(
        [stops_of.get(visit, 0) for visit in leg_frame["visit_id"].astype(str)], dtype=np.int64
    )
    number = leg_frame["number"].to_numpy(np.int64)
    known = leg_frame["ordered"].to_numpy(bool) & (number <= last_stop)
    return np.where(known, number, 0).astype(np.uint16)


def _pack(header: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> bytes:
    """Write header and buffers, each buffer at a multiple of 8 bytes."""
    blocks, offset, described = [], 0, {}
    for name, array in arrays.items():
        data = np.ascontiguousarray(array).tobytes()
        described[name] = {"type": _TYPES[str(array.dtype)], "offset": offset, "length": len(array)}
        padded = data + b"\0" * (-len(data) % 8)
        blocks.append(padded)
        offset += len(padded)
    text = json.dumps({**header, "columns": described}, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return b"VMC1" + struct.pack("<I", len(text)) + text + b"".join(blocks)
