"""The table of the events shown: every row in the reader's language, narrowed by a clicked place."""

import csv
from types import SimpleNamespace

import pandas as pd
import pytest

from dashboard import state
from dashboard.map_page import event_table
from dashboard.state import Focus
from dashboard.visitmap.columns import HUES
from visits import VisitFilter

HANOI, BEIJING, SCHOOL = "gn:1581130", "gn:1816670", "venue:beijing-party-school"


@pytest.fixture(scope="module")
def rows_of_the_file(root):
    with (root / "seeds" / "events.csv").open(encoding="utf-8", newline="") as file:
        return {row["event_id"]: row for row in csv.DictReader(file)}


COLUMNS = {
    "en": ("title", [" ", "Date", "Event", "Place"]),
    "vi": ("title_vi", [" ", "Ngày", "Sự kiện", "Địa điểm"]),
}


@pytest.mark.parametrize("lang", COLUMNS)
def test_every_event_shown_is_a_row(visit, records, rows_of_the_file, lang):
    title, columns = COLUMNS[lang]
    table = visit(lang=[lang]).table
    assert list(table.columns) == columns
    data = records()
    rows = [rows_of_the_file[event_id] for event_id in data.events["event_id"][data.mask()]]
    assert list(table[columns[2]]) == [row[title] for row in rows]
    assert list(table[columns[3]]) == [data.place(row["place_id"]).name(lang) for row in rows]
    assert set(table[columns[0]]) == {""}


DATES = [
    # date of the record -> in the table, in English, in Vietnamese
    ("2023-09-27", "27 Sept 2023", "27 thg 9, 2023"),
    ("2024-05-16", "16 May 2024", "16 thg 5, 2024"),
    ("2024-05", "May 2024, day not stated", "tháng 5 năm 2024, không rõ ngày"),
    ("[..2024-03-26]", "by 26 Mar 2024", None),
    ("2022-10-30/2022-11-01", "30 October – 1 November 2022", "30 tháng 10 – 1 tháng 11, 2022"),
    ("", "day not stated", "không rõ ngày"),
    ("2024-05-16?", "16 May 2024 (uncertain)", None),
]


def test_dates_are_short_where_the_day_is_known(visit, made):
    made(events=[{"event_id": f"e{n}", "title": f"T{n}", "date": row[0]} for n, row in enumerate(DATES)])
    english, vietnamese = visit().table, visit(lang=["vi"]).table
    found = dict(zip(english["Event"], english["Date"], strict=True))
    assert found == {f"T{n}": row[1] for n, row in enumerate(DATES)}
    found = dict(zip(vietnamese["Sự kiện"], vietnamese["Ngày"], strict=True))
    for n, (_, said, translated) in enumerate(DATES):
        assert found[f"T{n}"] == translated if translated else found[f"T{n}"] != said


def test_what_is_missing_is_said(visit, made):
    made(events=[{"event_id": "e", "title": "Only in English"}])
    row = visit(lang=["vi"]).table.iloc[0]
    assert row["Sự kiện"] == "Only in English"
    assert row["Địa điểm"] not in ("", "not known")
    assert visit().table.iloc[0]["Place"] == "not known"


def test_background_records_are_rows_when_asked_for(visit):
    page = visit(status=["background"])
    assert list(page.table["Event"]) == ["Visit of General Secretary Nguyen Phu Trong to China"]
    assert list(page.table["Place"]) == ["China"]
    assert len(visit(status=["background", "held"]).table) == 20


def test_the_table_has_the_rows_of_the_count(visit, records):
    for address in ({"start": ["2024-04-01"]}, {"q": ["bac kinh"]}, {"person": ["yin-li"]}):
        page = visit(**address)
        assert len(page.table) == records().counts(page.chosen.filter).shown


# --- focus ---


def test_a_clicked_place_narrows_the_table(visit):
    page = visit()
    before = page.counts
    page.choose(focus=Focus((BEIJING, SCHOOL), "Beijing"))
    assert set(page.table["Place"]) == {"Beijing", "Beijing Municipal Party School"}
    assert len(page.table) == 7
    assert any("7 of 19" in text and "Beijing" in text for text in page.texts)
    assert page.counts == before, "the counts are those of the filter"
    page.button("Show all").click()
    page.run()
    assert len(page.table) == 19
    assert page.chosen.focus is None


def test_a_clicked_venue_is_only_itself(visit):
    page = visit().choose(focus=Focus((SCHOOL,), "Beijing Municipal Party School"))
    assert list(page.table["Place"]) == ["Beijing Municipal Party School"]


def test_the_name_of_a_clicked_place_is_text(visit):
    hostile = "**b** <img src=x onerror=alert(1)> {{ 7*7 }}"
    page = visit().choose(focus=Focus((HANOI,), hostile))
    assert any(hostile in text for text in page.texts)
    assert not any("onerror" in said.value for said in (*page.app.markdown, *page.app.caption))


def test_a_focus_on_a_place_without_events_leaves_a_way_back(visit):
    page = visit().choose(focus=Focus(("gn:1796236",), "Shanghai"))
    assert "Show all" in page.buttons
    assert not page.app.exception


# --- limit ---


def test_the_table_stops_at_its_limit_and_says_so(visit, monkeypatch):
    monkeypatch.setattr(event_table, "ROW_LIMIT", 5)
    page = visit()
    assert len(page.table) == 5
    said = "The table shows the first 5 of 19 events; the downloads hold them all."
    assert said in page.captions
    assert list(page.table["Event"]) == list(visit().table["Event"])[:5]
    monkeypatch.setattr(event_table, "ROW_LIMIT", 19)
    page = visit()
    assert len(page.table) == 19
    assert said.replace(" 5 ", " 19 ") not in page.captions


# --- nothing to show ---


def test_an_empty_result_names_the_filters_that_emptied_it(visit):
    page = visit(type=["talks"], city=["gn:1581130"])
    assert [info.value for info in page.app.info] == ["No event passes these filters."]
    assert not page.app.dataframe
    assert "Without “Kind of event”: 5 events" in page.buttons
    assert "Without “City”: 2 events" in page.buttons


def test_a_filter_can_be_taken_back_alone(visit):
    page = visit(type=["talks"], city=["gn:1581130"], q=["hanoi"])
    button = next(b for b in page.app.button if b.key == "undo_types")
    button.click()
    page.run()
    assert page.chosen.filter == VisitFilter(cities=("gn:1581130",), text="hanoi")
    assert len(page.table)


def test_dates_are_taken_back_together_and_move_the_brush(visit):
    page = visit(start=["1990-01-01"], end=["1990-12-31"], mode=["starts"])
    turn = page.chosen.turn
    next(b for b in page.app.button if b.key == "undo_dates").click()
    page.run()
    assert page.chosen.filter == VisitFilter(mode="starts")
    assert page.chosen.turn == turn + 1
    assert len(page.table) == 19


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ({"q": ["no event has this"]}, "Search"),
        ({"bbox": ["0,0,1,1"]}, "Area"),
        ({"start": ["2030-01-01"]}, "Period"),
        ({"source": ["hanoimoi-643573"], "city": ["gn:1566083"]}, "Source"),
        ({"type": ["reception"]}, "Kind of event"),
    ],
)
def test_each_filter_has_its_name_on_the_way_back(visit, address, name):
    page = visit(**address)
    assert any(button.startswith(f"Without “{name}”: ") for button in page.buttons), page.buttons


def test_everything_can_be_cleared_from_there(visit):
    page = visit(q=["no event has this"])
    next(b for b in page.app.button if b.key == "clear_empty").click()
    page.run()
    assert page.chosen.filter == VisitFilter()
    assert len(page.table) == 19


def test_an_empty_result_in_vietnamese(visit):
    page = visit(q=["no event has this"], lang=["vi"])
    (info,) = page.app.info
    assert info.value != "No event passes these filters."
    assert len(page.buttons) == 3


# --- stripes ---


def test_each_row_has_the_stripe_of_its_visit(records):
    data = records()
    events = data.events[data.mask(VisitFilter(statuses=("held", "background")))]
    table = pd.DataFrame({" ": [""] * len(events), "Event": list(events["event_id"])})
    html = event_table._striped(table, data, events).to_html()
    for hue, stripe in enumerate(event_table.STRIPES[:5]):
        assert (stripe in html) is True, hue
    assert event_table.STRIPES[5] not in html
    assert len(set(event_table.STRIPES)) == len(event_table.STRIPES) == HUES + 1


def test_a_title_is_not_read_as_markup(visit, made):
    hostile = "{{ 7*7 }} **b** <img src=x onerror=alert(1)> \u202e ${1}"
    made(events=[{"event_id": "e", "title": hostile}])
    page = visit()
    assert list(page.table["Event"]) == [hostile]
    assert not any("onerror" in said.value for said in (*page.app.markdown, *page.app.caption))


# --- selection ---


@pytest.mark.parametrize(("rows", "opened"), [([0], 0), ([2], 2), ([], None)])
def test_a_selected_row_opens_its_event(visit, records, monkeypatch, rows, opened):
    asked = {}
    monkeypatch.setattr(event_table.st, "dataframe", lambda _table, **options: asked.update(options))
    page = visit(type=["signing"], event=["2023-09-29-hanoi-return"])
    assert asked["selection_mode"] == "single-row"
    session = {
        asked["key"]: {"selection": {"rows": rows, "columns": []}},
        "visit_map_state": {"chosen": page.chosen},
    }
    monkeypatch.setattr(state, "st", SimpleNamespace(session_state=session))
    asked["on_select"]()
    data = records()
    ids = list(data.events["event_id"][data.mask(page.chosen.filter)])
    now = session["visit_map_state"]["chosen"]
    assert now.event == (None if opened is None else ids[opened])
    assert now.selected == page.chosen.selected + 1


def test_the_selection_is_forgotten_with_the_rows(visit, monkeypatch):
    keys = []
    monkeypatch.setattr(event_table.st, "dataframe", lambda _table, key, **_: keys.append(key))
    for address in ({}, {}, {"type": ["signing"]}, {"lang": ["vi"]}):
        visit(**address)
    assert keys[0] == keys[1]
    assert len(set(keys)) == 3, "row 3 of other rows is another event"
