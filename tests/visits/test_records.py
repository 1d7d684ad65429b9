"""What one can ask of the records."""

import numpy as np
import pandas as pd
import pytest

from visits import EVENT_COLUMNS, UnknownRecordError
from visits.dates import OPEN_END, OPEN_START, parse_edtf

ORDER = [
    "e-hcmc", "e-past", "e-tomb", "e-meet", "e-sign", "e-talks", "e-back", "e-hanoi", "e-yearless", "e-undated",
]  # fmt: skip


def test_events_stand_by_earliest_day_then_seq_then_file(small, many):
    assert small.events["event_id"].tolist() == ORDER
    events = many.events
    order = events.assign(
        seq=events["seq"].astype("float").fillna(np.inf), row=[int(name[1:]) for name in events["event_id"]]
    )
    assert order.sort_values(["earliest", "seq", "row"]).index.tolist() == list(range(len(many)))


def test_events_are_typed_for_drawing(small):
    events = small.events.set_index("event_id")
    assert list(small.events.columns) == [
        "event_id", "visit_id", "seq", "edtf", "earliest", "latest", "dated", "precision_of_date", "qualifier",
        "place_id", "city_id", "country", "latitude", "longitude", "place_precision", "place_basis", "type", "status",
        "confidence", "direction",
    ]  # fmt: skip
    assert events["earliest"].dtype == events["latest"].dtype == np.int32
    assert events["dated"].dtype == np.bool_
    for name in ("visit_id", "edtf", "place_id", "city_id", "country", "type", "status", "direction"):
        assert isinstance(events[name].dtype, pd.CategoricalDtype), name
    undated = events.loc["e-undated"]
    assert (undated["earliest"], undated["latest"], undated["dated"]) == (OPEN_END, OPEN_START, False)
    assert events.loc["e-hcmc", "earliest"] == OPEN_START
    assert events.loc["e-past", "latest"] == OPEN_END
    assert events.loc["e-hanoi", "qualifier"] == "uncertain"
    assert events.loc["e-yearless", "precision_of_date"] == "none"
    assert np.isnan(events.loc["e-yearless", "latitude"])
    assert events.loc["e-tomb", "city_id"] == "gn:1809858"
    assert events.loc["e-tomb", "place_precision"] == "venue"
    assert events["seq"].isna().sum() == 9


def test_the_frame_has_the_columns_of_the_event_csv(small):
    frame = small.frame()
    assert list(frame.columns) == [column.name for column in EVENT_COLUMNS]
    row = frame.set_index("event_id").loc["e-sign"]
    assert row["visit"] == "Hanoi delegation to China"
    assert row["delegation"] == "High-level delegation of Hanoi"
    assert row["head"] == "Đinh Tiến Dũng"
    assert row["direction"] == "outgoing"
    assert row["origin"] == "Hanoi"
    assert row["seq"] == 3
    assert (row["place"], row["place_vi"], row["place_zh"]) == ("Guangzhou", "Quảng Châu", "广州")
    assert row["hosts"] == r"Government of Guangzhou\; city hall"
    assert row["documents"] == r"Memorandum A; Note B\; part two"
    assert row["sources"] == r"https://a.example.org/1?x=1\;y=2"
    alone = frame.set_index("event_id").loc["e-undated"]
    assert (alone["visit"], alone["direction"], alone["date_earliest"], alone["city"]) == (
        "",
        "other",
        "",
        "",
    )
    assert not frame.drop(columns=["seq", "latitude", "longitude"]).isna().any().any()


DIRECTIONS = [  # home, origin, place, direction
    ("vn", "gn:1581130", "gn:1816670", "outgoing"),
    ("vn", "gn:1816670", "gn:1581130", "incoming"),
    ("vn", "gn:1816670", "gn:1809858", "other"),
    ("vn", "gn:1581130", "gn:1566083", "other"),  # within
    ("gn:1581130", "gn:1581130", "gn:1566083", "outgoing"),  # home is a city
    ("gn:1809858", "gn:1581130", "venue:huanghuagang-park", "incoming"),
    ("country:vn", "gn:1581130", "gn:1816670", "outgoing"),
    ("", "gn:1581130", "gn:1816670", "other"),
    ("vn", "", "gn:1581130", "other"),
    ("vn", "gn:1581130", "", "other"),
]


@pytest.mark.parametrize(("home", "origin", "place", "direction"), DIRECTIONS)
def test_direction_is_seen_from_home(package, home, origin, place, direction):
    (package.folder / "datapackage.json").write_text(f'{{"home": "{home}"}}', encoding="utf-8")
    rows = [row for row in package.rows("events") if row["visit_id"] == "past"]
    package.write("events", [{**row, "place_id": place} for row in rows])
    package.write("claims", [row for row in package.rows("claims") if row["event"] == "out-2023"])
    package.set("visits", 2, "origin", origin)
    records = package.load()
    assert records.direction_of("past") == direction
    assert records.events["direction"].tolist() == [direction]


def test_single_records_are_typed(small):
    assert small.event("e-hanoi").when == parse_edtf("2024-03-26?")
    assert small.visit("in-2024").sources == ("book-b", "paper-a")
    assert small.person("huang").name_zh == "黄坤明"
    assert small.source("book-b").reference == "A book; its second part"
    assert small.place("gn:1581130").name("vi") == "Hà Nội"
    assert small.people_named("hoang khon minh") == small.people_named("huang") == {"huang"}
    assert small.row_of("e-tomb") == 2
    assert small.row_of("nothing") is None


@pytest.mark.parametrize("ask", ["event", "visit", "person", "source", "place", "direction_of"])
def test_an_unknown_id_is_told(small, ask):
    with pytest.raises(UnknownRecordError, match="nothing"):
        getattr(small, ask)("nothing")


def test_the_tables_are_those_of_the_files(small, package):
    for table in ("visits", "people", "roles", "claims", "sources"):
        frame = getattr(small, table)
        assert frame.to_dict("records") == package.rows(table)


def test_the_name_stands_in_for_a_title(package):
    (package.folder / "datapackage.json").write_text('{"name": "short"}', encoding="utf-8")
    assert package.load().title == "short"


def test_many_lines_are_read_in_pieces(package, monkeypatch):
    monkeypatch.setattr("visits.tables._CHUNK", 3)
    monkeypatch.setattr("visits.tables._SLICE", 7)  # cuts characters of several bytes
    package.set("events", 1, "note", "two\nlines")
    package.set("events", 8, "date", "never")
    records = package.load(strict=False)
    assert [(fault.row, fault.column) for fault in records.faults] == [(11, "date")]
    assert records.event("e-tomb").title_vi == "Đặt hoa tại mộ Phạm Hồng Thái"
