"""The HTTP interface beside the page: `/healthz` and `/api/...`.

Filters are those of the page (one table for page, URL, command line): what the page shows and what
`/api/events.csv` gives are the same rows. Only GET and HEAD; nothing here writes.
"""

from __future__ import annotations

import hashlib
import importlib
import json
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qsl, urlencode

from anyio import to_thread
from starlette.endpoints import HTTPEndpoint
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.answer_version import answer_version
from dashboard.limits import LONGEST_QUERY, MOST_NOTES
from dashboard.records_source import RecordsUnavailableError, get_records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from visits import Records
    from visits.filters import Note, VisitFilter

FLAVOURS: dict[str, Literal["csv", "csv-excel"]] = {
    "csv": "csv",
    "excel": "csv-excel",
    "csv-excel": "csv-excel",
}
"""Values of the parameter `flavour` -> flavour of the event CSV."""


def routes() -> list[BaseRoute]:
    """Return the routes in the order they are tried; what `/api` does not know is 404, not the page."""
    return [
        Route("/healthz", Health),
        Route("/api/columns", LateEndpoint("dashboard.visitmap.answers", "MapColumns")),
        Route("/api/details", LateEndpoint("dashboard.visitmap.answers", "MapDetails")),
        Route("/api/events.csv", EventsCsv),
        Route("/api/events.geojson", EventsGeoJson),
        Route("/api/{rest:path}", NotFound),
    ]


class LateEndpoint:
    """An endpoint whose module is imported at the first request: folium and pandas would delay the start."""

    def __init__(self, module: str, name: str) -> None:
        self.module = module
        self.name = name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request to the endpoint; the import runs in a worker thread."""
        module = await to_thread.run_sync(importlib.import_module, self.module)
        await getattr(module, self.name)(scope, receive, send)


class Health(HTTPEndpoint):
    """`/healthz`: 200 `ok` as soon as the server answers."""

    async def get(self, _request: Request) -> Response:
        """Answer `ok`."""
        return PlainTextResponse("ok", headers={"Cache-Control": "no-store"})


class NotFound(HTTPEndpoint):
    """Any other `/api` address (Streamlit would answer with the page and 200)."""

    async def get(self, _request: Request) -> Response:
        """Answer 404."""
        return PlainTextResponse("Not found\n", status_code=404)


class FilteredEvents(HTTPEndpoint):
    """What the exports share: query, filter, ETag, notes. Subclasses say how the rows are written."""

    def get(self, request: Request) -> Response:
        """Answer the events that pass the filter of the query string (in a worker thread)."""
        query = request.scope.get("query_string", b"")
        if len(query) > LONGEST_QUERY:
            return PlainTextResponse(f"The query is longer than {LONGEST_QUERY} bytes.\n", status_code=414)
        try:
            records = get_records()
        except RecordsUnavailableError as error:
            return PlainTextResponse(f"{error}\n", status_code=503)
        parameters = query_parameters(query)
        return self.answer(request, records, parameters)

    def answer(self, request: Request, records: Records, parameters: dict[str, list[str]]) -> Response:
        """Write the rows; overridden by each format."""
        raise NotImplementedError


class EventsCsv(FilteredEvents):
    """`/api/events.csv`: the event CSV; `flavour=excel` gives the one for Excel."""

    def answer(self, request: Request, records: Records, parameters: dict[str, list[str]]) -> Response:
        """Answer the CSV of the filtered events."""
        from visits.exports.event_csv import to_csv  # noqa: PLC0415  (pandas, once asked for)

        flavours = parameters.pop("flavour", ["csv"])
        flavour = FLAVOURS.get(flavours[0])
        if flavour is None:
            return PlainTextResponse("flavour: one of csv, excel\n", status_code=400)
        chosen, notes = _filter(records, parameters)
        name = "visit-map-events-excel.csv" if flavour == "csv-excel" else "visit-map-events.csv"
        headers = _headers(records, chosen, notes, name, flavour)
        if _unchanged(request, headers):
            return Response(status_code=304, headers=headers)
        body = to_csv(records.frame(chosen), flavour=flavour)
        return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


class EventsGeoJson(FilteredEvents):
    """`/api/events.geojson`: a FeatureCollection, one feature per event."""

    def answer(self, request: Request, records: Records, parameters: dict[str, list[str]]) -> Response:
        """Answer the GeoJSON of the filtered events."""
        from visits.exports.geojson import to_geojson  # noqa: PLC0415  (pandas, once asked for)

        chosen, notes = _filter(records, parameters)
        headers = _headers(records, chosen, notes, "visit-map-events.geojson", "geojson")
        if _unchanged(request, headers):
            return Response(status_code=304, headers=headers)
        body = to_geojson(records.frame(chosen))
        return Response(body, media_type="application/geo+json", headers=headers)


def query_parameters(query: bytes) -> dict[str, list[str]]:
    """Read a query string: percent-decoded, each parameter with all its values in order.

    Bytes that are no UTF-8 become replacement characters; nothing raises.
    """
    parameters: dict[str, list[str]] = {}
    for name, value in parse_qsl(query.decode("latin-1"), keep_blank_values=True, errors="replace"):
        parameters.setdefault(name, []).append(value)
    return parameters


def _filter(records: Records, parameters: dict[str, list[str]]) -> tuple[VisitFilter, Sequence[Note]]:
    """Return the filter that the parameters mean, and the notes about what was ignored."""
    from visits.filters import VisitFilter  # noqa: PLC0415

    return VisitFilter.from_params(parameters, records)


def _headers(
    records: Records, chosen: VisitFilter, notes: Sequence[Note], name: str, form: str
) -> dict[str, str]:
    """Return the headers of an export: name, ETag (data + filter + form), counts, notes."""
    asked = urlencode([*chosen.to_params(), ("form", form)])
    tag = hashlib.sha256(f"{answer_version(records)}?{asked}".encode()).hexdigest()[:32]
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        # Weak: the compressed and the plain form are the same answer.
        "ETag": f'W/"{tag}"',
        "Cache-Control": "no-cache",
    }
    if notes:
        headers["X-Visit-Map-Notes"] = notes_header(notes)
    return headers


def notes_header(notes: Sequence[Note]) -> str:
    """Return notes as one line of ASCII JSON, cut to fit: `[{"parameter", "value", "code", "text"}]`."""
    listed = [
        {
            "parameter": str(note.parameter)[:40],
            "value": str(note.value)[:60],
            "code": str(note.code)[:40],
            "text": str(note.text)[:160],
        }
        for note in notes[:MOST_NOTES]
    ]
    if len(notes) > MOST_NOTES:
        listed.append({"code": "more", "text": f"{len(notes) - MOST_NOTES} more"})
    return json.dumps(listed, ensure_ascii=True)


def _unchanged(request: Request, headers: dict[str, str]) -> bool:
    """Tell whether the client already has this answer."""
    return headers["ETag"] in (tag.strip() for tag in request.headers.get("if-none-match", "").split(","))
