"""What the map asks the server for: the columns, once, and the details of the events that are opened."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from starlette.endpoints import HTTPEndpoint
from starlette.responses import JSONResponse, PlainTextResponse, Response

from dashboard.answer_version import answer_version
from dashboard.limits import LONGEST_NUMBER, LONGEST_QUERY, MOST_DETAILS
from dashboard.records_source import RecordsUnavailableError, get_records
from dashboard.text import language_of
from dashboard.visitmap.columns import columns
from dashboard.visitmap.details import event_details

if TYPE_CHECKING:
    from starlette.requests import Request

    from visits import Records


@lru_cache(maxsize=1)
def _columns(records: Records) -> bytes:
    return columns(records)


def kept(request: Request, version: str) -> str:
    """Return how long a browser may keep an answer: for good when its address names this very version."""
    return "private, max-age=31536000, immutable" if request.query_params.get("v") == version else "no-cache"


class MapColumns(HTTPEndpoint):
    """`/api/columns`: the records as typed columns (`columns.py`).

    `v`, the records' hash, makes the answer cacheable for good.
    """

    def get(self, request: Request) -> Response:
        """Answer the columns, or 304 to a browser that has them."""
        try:
            records = get_records()
        except RecordsUnavailableError as error:
            return PlainTextResponse(f"{error}\n", status_code=503)
        version = answer_version(records)
        tag = f'W/"{version}"'
        headers = {"ETag": tag, "Cache-Control": kept(request, version)}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(_columns(records), media_type="application/octet-stream", headers=headers)


class MapDetails(HTTPEndpoint):
    """`/api/details?n=0,3&lang=vi`: events in words, by their row numbers."""

    def get(self, request: Request) -> Response:
        """Answer a JSON list in the order asked for; 400 when the numbers are none, 404 when there are no such rows."""
        try:
            records = get_records()
        except RecordsUnavailableError as error:
            return JSONResponse({"error": str(error)}, status_code=503)
        if len(request.scope.get("query_string", b"")) > LONGEST_QUERY:
            return JSONResponse({"error": f"the query is longer than {LONGEST_QUERY} bytes"}, status_code=414)
        asked = request.query_params.get("n", "").split(",")[: MOST_DETAILS + 1]
        if len(asked) > MOST_DETAILS or not all(
            number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER for number in asked
        ):
            return JSONResponse(
                {"error": f"n: 1 to {MOST_DETAILS} row numbers, joined by commas"}, status_code=400
            )
        rows = [int(number) for number in asked]
        if max(rows) >= len(records.events):
            return JSONResponse({"error": f"n: the records have {len(records.events)} rows"}, status_code=404)
        ids = records.events["event_id"].astype(str).iloc[rows]
        return JSONResponse(
            event_details(records, ids, language_of(request.query_params.get("lang"))),
            headers={"Cache-Control": kept(request, answer_version(records))},
        )
