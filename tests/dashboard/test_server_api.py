"""`/healthz` and `/api/...`: the rows of the filter, headers, methods, hostile queries."""

import csv
import io
import json

import pytest
from starlette.applications import Starlette

from dashboard import api, server
from visits import VisitFilter, load
from visits.parameters import Note


@pytest.fixture(scope="module")
def client(client_of):
    return client_of(Starlette(routes=api.routes(), middleware=server.middleware()))


@pytest.fixture(scope="module")
def records():
    return load(strict=False)


def rows(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8"), newline="")))


def test_health(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok")
    assert client.head("/healthz").status_code == 200


def test_csv_of_everything(client, records):
    answer = client.get("/api/events.csv")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="visit-map-events.csv"'
    assert [row["event_id"] for row in rows(answer)] == list(records.frame()["event_id"])
    assert "X-Visit-Map-Notes" not in answer.headers


@pytest.mark.parametrize(
    "query",
    [
        "start=2023-09-25&end=2023-09-29",
        "type=talks&type=signing",
        "country=vn",
        "direction=incoming&status=held&status=background",
        "q=Bac Kinh",
        "city=gn:1816670",
    ],
)
def test_csv_has_the_rows_of_the_filter(client, records, query):
    parameters = api.query_parameters(query.encode())
    chosen, notes = VisitFilter.from_params(parameters, records)
    assert not notes
    expected = list(records.frame(chosen)["event_id"])
    assert [row["event_id"] for row in rows(client.get(f"/api/events.csv?{query}"))] == expected


def test_csv_for_excel(client):
    answer = client.get("/api/events.csv?flavour=excel")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="visit-map-events-excel.csv"'
    assert client.get("/api/events.csv?flavour=xlsx").status_code == 400


def test_geojson(client, records):
    answer = client.get("/api/events.geojson?start=2023-09-25&end=2023-09-29")
    assert answer.headers["Content-Type"] == "application/geo+json"
    collection = json.loads(answer.content)
    assert collection["type"] == "FeatureCollection"
    chosen, _ = VisitFilter.from_params({"start": ["2023-09-25"], "end": ["2023-09-29"]}, records)
    assert len(collection["features"]) == len(records.frame(chosen))


def test_an_answer_already_known_is_not_sent_again(client):
    first = client.get("/api/events.csv?type=talks")
    tag = first.headers["ETag"]
    assert client.get("/api/events.csv?type=talks", headers={"If-None-Match": tag}).status_code == 304
    # The tag follows what is asked, not how it is written ...
    assert client.get("/api/events.csv?nonsense=1&type=talks").headers["ETag"] == tag
    # ... and differs where the answer may differ.
    others = [
        "/api/events.csv?type=signing",
        "/api/events.csv?type=talks&flavour=excel",
        "/api/events.geojson?type=talks",
    ]
    assert tag not in {client.get(other).headers["ETag"] for other in others}


def test_what_is_ignored_is_named_in_ascii(client):
    answer = client.get(
        "/api/events.csv", params={"start": "2023-02-30", "màu": "đỏ\r\nX-Evil: 1", "type": "{{7*7}}"}
    )
    assert answer.status_code == 200
    header = answer.headers["X-Visit-Map-Notes"]
    assert header.isascii()
    assert "X-Evil" not in answer.headers
    notes = json.loads(header)
    assert {note["parameter"] for note in notes} == {"start", "màu", "type"}
    assert {note["parameter"]: note["code"] for note in notes}["start"] == "not-a-day"


def test_notes_are_cut_to_what_a_header_holds():
    header = api.notes_header([Note("p" * 300, "\U0001f600" * 300, "too-long", "t" * 300)] * 50)
    assert len(header) < 25_000
    assert json.loads(header)[-1] == {"code": "more", "text": "30 more"}


def test_head_has_the_headers_and_no_body(client):
    answer = client.head("/api/events.csv")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["ETag"] == client.get("/api/events.csv").headers["ETag"]


@pytest.mark.parametrize("path", ["/healthz", "/api/events.csv", "/api/events.geojson", "/api/other"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])
def test_other_methods_are_refused(client, path, method):
    answer = client.request(method, path)
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_an_unknown_address_is_not_the_page(client):
    assert client.get("/api/").status_code == 404
    assert client.get("/api/events.exe?x=1").status_code == 404


def test_a_long_query_is_refused(client):
    assert client.get("/api/events.csv?q=" + "a" * api.LONGEST_QUERY).status_code == 414


HOSTILE = [
    "%",
    "%ff%fe=%c3%28",
    "q=%00%0d%0a",
    "q=" + "%F0%9F%98%80" * 100,
    "start=%F0%9F%98%80&end=-99999-01-01",
    "start=9999-12-31&end=0001-01-01",
    "start=0000-00-00",
    "bbox=nan,nan,nan,nan",
    "bbox=1e999,0,0,0",
    "bbox=,,,",
    "city=" + "%2e%2e%2f" * 50,
    "q={{7*7}}{% raw %}${1}`<script>",
    "q=' OR 1=1 --",
    "flavour=csv&flavour=%00",
    "&&&===&=",
    ";;;",
    "mode[]=starts",
    "&".join(f"q={n}" for n in range(500)),
    "&".join(f"x{n}=1" for n in range(700)),
    "q=%ud800",
    "q=%ED%A0%80",
    "person=" + "(" * 200,
    "event=__class__&lang=../../x",
]


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize("path", ["/api/events.csv", "/api/events.geojson"])
def test_hostile_queries_never_break(client, path, query):
    answer = client.get(f"{path}?{query}")
    assert answer.status_code in {200, 400, 414}
    assert all(value.isascii() for value in answer.headers.values())


def test_the_routes_of_the_map_answer(client):
    columns = client.get("/api/columns")
    assert (columns.status_code, columns.headers["Content-Type"]) == (200, "application/octet-stream")
    details = json.loads(client.get("/api/details?n=0").content)
    assert len(details) == 1
    assert client.request("POST", "/api/columns").status_code == 405


def test_no_data_is_a_clear_answer(client, show, tmp_path):
    show(tmp_path)
    answer = client.get("/api/events.csv")
    assert answer.status_code == 503
    assert "datapackage.json" in answer.text
    assert client.get("/healthz").status_code == 200
