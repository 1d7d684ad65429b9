"""Search by words, as a table: query, ids found."""

import pytest

from visits import VisitFilter

QUERIES = [
    ("phạm hồng thái", ["e-tomb"]),
    ("PHAM HONG THAI", ["e-tomb"]),
    ("đặt hoa", ["e-tomb"]),
    ("会见", ["e-meet"]),
    ("黃坤明", ["e-meet"]),  # a name of a host
    ("丁进勇 memorandum", ["e-sign"]),  # a guest; words may stand in different fields
    ("Bản ghi nhớ A", ["e-sign"]),  # a document, in Vietnamese
    ("formula", ["e-talks"]),  # a note
    ("Bắc Kinh", ["e-talks"]),  # the place, in Vietnamese
    ("Peking", ["e-talks"]),  # an old name of it
    ("shanghai delegation", ["e-hcmc", "e-hanoi", "e-yearless"]),  # the visit
    ("ＭＥＭＯＲＡＮＤＵＭ", ["e-sign"]),  # full width
    ("hanoi nothing", []),
    ("{{ 7*7 }}", ["e-talks"]),  # signs are no words: 7 and 7 are left
    (".*", None),  # no pattern, no word, no filter
]


@pytest.mark.parametrize(("query", "ids"), QUERIES)
def test_words(small, query, ids):
    shown = small.frame(VisitFilter(text=query))["event_id"].tolist()
    assert shown == (small.frame()["event_id"].tolist() if ids is None else ids)


def test_endless_queries_are_cut(small):
    query = " ".join(f"word{number}" for number in range(100_000))
    assert small.counts(VisitFilter(text=query)).shown == 0


def test_records_without_visits_can_be_searched(package):
    package.write("visits", [])
    package.write("claims", [])
    package.write("events", [{**row, "visit_id": ""} for row in package.rows("events")])
    assert package.load().counts(VisitFilter(text="memorandum")).shown == 1
