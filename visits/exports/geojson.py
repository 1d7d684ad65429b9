"""Events as GeoJSON (RFC 7946) with time: for QGIS, web maps and Linked Places tools.

One feature per event: a point, or no geometry when the place has none. `when` is that of GeoJSON-T and Linked
Places: a time span with the earliest and latest day; the EDTF text stands beside it as `edtf`. The properties
are the columns of the event CSV that are not empty, cells of several values as lists.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from gazetteer.cells import split_values
from visits.schema import EVENT_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACES_CREDIT: Final = "Places: GeoNames (CC BY 4.0) and the sources that the places file names"
"""What a map made of the file has to say; a foreign member of the collection, as RFC 7946 allows."""
_LISTS: Final = frozenset(column.name for column in EVENT_COLUMNS if column.cell.many)
_ELSEWHERE: Final = frozenset({"latitude", "longitude"})
_CHUNK: Final = 10_000


def to_geojson(frame: pd.DataFrame) -> bytes:
    """The frame of `Records.frame` as the bytes of a GeoJSON FeatureCollection (longitude first).

    Raises:
        ValueError: a coordinate is outside its range.
    """
    features = map(json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode, _features(frame))
    head = f'{{"type": "FeatureCollection", "attribution": {json.dumps(PLACES_CREDIT)}, "features": [\n'
    return (head + ",\n".join(features) + "\n]}\n").encode()


def _features(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    names = list(frame.columns)
    for start in range(0, len(frame), _CHUNK):  # in pieces, so that no list of all rows is ever held
        piece = frame.iloc[start : start + _CHUNK]
        for cells in zip(*(piece[name].astype(object).tolist() for name in names), strict=True):
            yield _feature(dict(zip(names, cells, strict=True)))


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    feature: dict[str, Any] = {"type": "Feature", "id": row["event_id"], "geometry": _point(row)}
    if row["date_earliest"] or row["date_latest"]:
        span: dict[str, Any] = {}
        if row["date_earliest"]:
            span["start"] = {"earliest": row["date_earliest"]}
        if row["date_latest"]:
            span["end"] = {"latest": row["date_latest"]}
        feature["when"] = {"timespans": [span]}
    if row["date_edtf"]:
        feature.setdefault("when", {})["edtf"] = row["date_edtf"]
    feature["properties"] = {name: _value(name, cell) for name, cell in row.items() if _stated(name, cell)}
    return feature


def _point(row: dict[str, Any]) -> dict[str, Any] | None:
    latitude, longitude = row["latitude"], row["longitude"]
    if math.isnan(latitude) or math.isnan(longitude):
        return None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004
        raise ValueError(f"{row['event_id']}: {latitude}, {longitude} is no point on the earth")
    return {"type": "Point", "coordinates": [longitude, latitude]}


def _stated(name: str, cell: Any) -> bool:
    return name not in _ELSEWHERE and cell is not pd.NA and cell != ""


def _value(name: str, cell: Any) -> Any:
    if name in _LISTS:
        return split_values(cell)
    return int(cell) if name == "seq" else cell
