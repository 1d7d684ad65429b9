"""`/api/columns` and `/api/details`: what is asked, what is refused, what a browser may keep."""

import json

import pytest
from starlette.applications import Starlette

from dashboard import api, server
from dashboard.records_source import get_records
from dashboard.visitmap import columns, event_details
from dashboard.visitmap.answers import MOST_DETAILS


@pytest.fixture(scope="module")
def client(client_of):
    return client_of(Starlette(routes=api.routes(), middleware=server.middleware()))


def details(client, query):
    answer = client.get(f"/api/details?{query}")
    assert answer.status_code == 200, answer.text
    return json.loads(answer.content)


# --- columns ---


def test_columns_are_those_of_the_records(client):
    answer = client.get("/api/columns")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.content == columns(get_records())


def test_a_browser_that_has_the_columns_does_not_get_them_again(client):
    tag = client.get("/api/columns").headers["ETag"]
    for known in (tag, f'"other", {tag}', f'{tag}, W/"x"'):
        answer = client.get("/api/columns", headers={"If-None-Match": known})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["ETag"] == tag
    for unknown in ('W/"0"', '""', "", "nonsense"):
        assert client.get("/api/columns", headers={"If-None-Match": unknown}).status_code == 200


def test_columns_are_kept_for_good_under_their_own_version_only(client):
    version = client.get("/api/columns").headers["ETag"].removeprefix("W/").strip('"')
    kept = client.get(f"/api/columns?v={version}").headers["Cache-Control"]
    assert "immutable" in kept
    assert "private" in kept
    for query in ("", "?v=", "?v=0", f"?v={version[:8]}", f"?v={version}x"):
        assert client.get(f"/api/columns{query}").headers["Cache-Control"] == "no-cache"


def test_other_records_have_another_tag(client, show, package):
    before = client.get("/api/columns").headers["ETag"]
    events = package / "events.csv"
    events.write_text(events.read_text(encoding="utf-8").replace("Hanoi delegation returns", "It returns"),
                      encoding="utf-8", newline="")  # fmt: skip
    show(package)
    answer = client.get("/api/columns", headers={"If-None-Match": before})
    assert answer.status_code == 200
    assert answer.headers["ETag"] != before
    assert answer.content == columns(get_records())


# --- details ---


def test_details_in_the_order_asked_for(client):
    ids = list(get_records().events["event_id"])
    said = details(client, "n=3,0,3")
    assert [detail["event_id"] for detail in said] == [ids[3], ids[0], ids[3]]
    assert said == event_details(get_records(), [ids[3], ids[0], ids[3]], "en")


@pytest.mark.parametrize(
    ("query", "lang"),
    [("n=1&lang=vi", "vi"), ("n=1&lang=en", "en"), ("n=1&lang=zz", "en"), ("n=1&lang=", "en"), ("n=1", "en")],
)
def test_details_in_a_language(client, query, lang):
    event_id = get_records().events["event_id"].iloc[1]
    assert details(client, query) == event_details(get_records(), [event_id], lang)


def test_every_row_can_be_asked_for(client):
    count = len(get_records())
    assert len(details(client, "n=" + ",".join(map(str, range(count))))) == count
    assert details(client, f"n={count - 1}")
    assert details(client, "n=007") == details(client, "n=7")


BAD = [
    "", "n=", "n=,", "n=1,", "n=,1", "n=x", "n=-1", "n=+1", "n=1.0", "n=1e1", "n= 1", "n=1 ,2", "n=0x1",
    "n=%C2%B2", "n=%D9%A1", "n=1;2", "n=NaN", "n=1234567890", "n=" + "9" * 5000, "n=1,{{7*7}}", "m=1",
    "n=" + ",".join("0" for _ in range(MOST_DETAILS + 1)), "n=%00", "n=1%0A",
]  # fmt: skip


@pytest.mark.parametrize("query", BAD)
def test_what_is_no_row_number_is_refused(client, query):
    answer = client.get(f"/api/details?{query}")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/json"
    assert "row numbers" in json.loads(answer.content)["error"]
    assert "{{" not in answer.text, "what was asked is not said again"


def test_the_most_that_may_be_asked_for(client):
    assert len(details(client, "n=" + ",".join("0" for _ in range(MOST_DETAILS)))) == MOST_DETAILS


@pytest.mark.parametrize("number", ["20", "999999999", "0,20"])
def test_a_row_that_is_not_there(client, number):
    assert len(get_records()) == 20
    answer = client.get(f"/api/details?n={number}")
    assert answer.status_code == 404
    assert "20 rows" in json.loads(answer.content)["error"]


def test_a_huge_query_is_refused(client):
    answer = client.get("/api/details?n=" + "0," * 100_000 + "0")
    assert answer.status_code in {400, 414}
    assert client.get("/api/details?n=0&x=" + "y" * 100_000).status_code in {200, 414}


@pytest.mark.parametrize("path", ["/api/columns", "/api/details?n=0"])
def test_head_has_the_headers_and_no_body(client, path):
    head, get = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Type"] == get.headers["Content-Type"]
    assert head.headers.get("ETag") == get.headers.get("ETag")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["/api/columns", "/api/details?n=0"])
def test_other_methods_are_refused(client, path, method):
    assert client.request(method, path).status_code == 405


def test_details_are_kept_for_good_under_their_version_only(client):
    version = client.get("/api/columns").headers["ETag"].removeprefix("W/").strip('"')
    assert "immutable" in client.get(f"/api/details?n=0&v={version}").headers["Cache-Control"]
    for query in ("n=0", "n=0&v=0"):
        assert client.get(f"/api/details?{query}").headers["Cache-Control"] == "no-cache"
    assert "immutable" not in client.get(f"/api/details?n=x&v={version}").headers.get("Cache-Control", "")


def test_the_answers_carry_the_security_headers(client):
    for path in ("/api/columns", "/api/details?n=0", "/api/details?n=x"):
        headers = client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'self'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/api/columns", "/api/details?n=0"])
def test_without_data_the_answer_says_why(client, show, tmp_path, path):
    show(tmp_path)
    answer = client.get(path)
    assert answer.status_code == 503
    assert "datapackage.json" in answer.text


def test_records_without_events(client, show, package):
    for table in ("events", "claims"):
        path = package / f"{table}.csv"
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8", newline="")
    show(package)
    assert client.get("/api/columns").status_code == 200
    assert client.get("/api/details?n=0").status_code == 404
