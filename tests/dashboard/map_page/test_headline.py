"""The sentence and the counts: what is shown, in both languages, and never a wrong number."""

import re
from datetime import date

import pytest

from dashboard.map_page import headline
from dashboard.map_page.browser_filter import browser_filter
from dashboard.state import Chosen
from dashboard.text import Texts
from visits import VisitFilter
from visits.exports.event_csv import read_event_csv
from visits.filters import Area

SENTENCES = [
    # address -> sentence in English, in Vietnamese
    ({}, "4 visits, 19 events, 25 September 2023 – 16 May 2024; 1 not to the day",
     "4 chuyến thăm, 19 sự kiện, 25 tháng 9, 2023 – 16 tháng 5, 2024; 1 chưa rõ ngày cụ thể"),
    ({"start": ["2024-04-01"]}, "2 visits, 6 events, 2 April – 16 May 2024",
     "2 chuyến thăm, 6 sự kiện, 2 tháng 4 – 16 tháng 5, 2024"),
    ({"visit": ["guangzhou-vietnam-2024-04"]}, "1 visit, 2 events, 2–3 April 2024",
     "1 chuyến thăm, 2 sự kiện, 2–3 tháng 4, 2024"),
    ({"type": ["arrival"]}, "1 visit, 1 event, 29 September 2023",
     "1 chuyến thăm, 1 sự kiện, 29 tháng 9, 2023"),
    ({"status": ["background"]}, "0 visits, 1 event, 30 October – 1 November 2022",
     "0 chuyến thăm, 1 sự kiện, 30 tháng 10 – 1 tháng 11, 2022"),
    ({"q": ["no event has this"]}, "0 visits, 0 events", "0 chuyến thăm, 0 sự kiện"),
]  # fmt: skip


@pytest.mark.parametrize(("address", "english", "vietnamese"), SENTENCES)
def test_what_is_shown_in_one_sentence(visit, address, english, vietnamese):
    assert visit(**address).sentence == english
    assert visit(**address, lang=["vi"]).sentence == vietnamese


UNDATED = [
    ([""], "0 visits, 1 event; 1 without a date"),
    (["", "XXXX-05-01"], "0 visits, 2 events; 2 without a date"),
    (["", "2024-05-16"], "0 visits, 2 events, 16 May 2024; 1 without a date"),
    (["2024-05"], "0 visits, 1 event, 1–31 May 2024"),
    (["[..2024-03-26]"], "0 visits, 1 event, until 26 March 2024"),
    (["2024-03-26/.."], "0 visits, 1 event, from 26 March 2024"),
    (["[..2024-03-26]", "2024-03-20"], "0 visits, 2 events, 20 March 2024; 1 not to the day"),
]


@pytest.mark.parametrize(("dates", "sentence"), UNDATED)
def test_undated_and_open_events(visit, made, dates, sentence):
    made(events=[{"event_id": f"e{number}", "date": day} for number, day in enumerate(dates)])
    said = visit().sentence
    assert said == sentence


@pytest.mark.parametrize(
    "address",
    [
        {},
        {"start": ["2023-09-25"], "end": ["2023-09-29"]},
        {"status": ["background", "held"]},
        {"city": ["gn:1816670"]},
        {"q": ["hanoi"]},
        {"type": ["reception"]},
        {"person": ["dinh-tien-dung"], "mode": ["starts"], "start": ["2023-09-26"]},
    ],
)
def test_the_counts_are_those_of_the_records(visit, records, address):
    page = visit(**address)
    counts = records().counts(page.chosen.filter)
    said = dict(reversed(part.split(" ", 1)) for part in page.counts)
    assert int(said["in the data"]) == counts.all
    assert int(said["shown"]) == counts.shown == len(records().frame(page.chosen.filter))
    assert int(said["on the map"]) == counts.drawn
    assert int(said["without a place"]) == counts.unplaced == counts.shown - counts.drawn
    assert int(said.get("background left out", 0)) == counts.background_left_out
    assert int(said.get("undated left out", 0)) == counts.undated_left_out


def test_the_counts_in_vietnamese(visit):
    assert visit(lang=["vi"]).counts == [
        "Dữ liệu có 20 sự kiện",
        "hiển thị 19",
        "trên bản đồ 19",
        "chưa rõ địa điểm 0",
        "1 sự kiện bối cảnh không hiển thị",
    ]


def test_what_is_left_out_is_said(visit, made):
    made(
        events=[
            {"event_id": "a", "date": "2024-05-16", "place_id": "gn:1581130"},
            {"event_id": "b", "date": "2024-05-16"},
            {"event_id": "c"},
            {"event_id": "d", "date": "2024-05-16", "status": "background"},
        ]
    )
    assert visit().counts == [
        "4 in the data",
        "3 shown",
        "1 on the map",
        "2 without a place",
        "1 background left out",
    ]
    assert visit(start=["2024-01-01"]).counts == [
        "4 in the data",
        "2 shown",
        "1 on the map",
        "1 without a place",
        "1 undated left out",
        "1 background left out",
    ]


def test_large_numbers_are_written_as_the_language_does(visit, made):
    made(events=[{"event_id": f"e{number}", "place_id": "gn:1581130"} for number in range(1234)])
    english, vietnamese = visit(), visit(lang=["vi"])
    assert english.sentence.startswith("0 visits, 1,234 events")
    assert english.counts[0] == "1,234 in the data"
    assert vietnamese.sentence.startswith("0 chuyến thăm, 1.234 sự kiện")
    assert vietnamese.counts[0] == "Dữ liệu có 1.234 sự kiện"


# --- faults and notes ---


def test_faults_are_said_with_their_number(visit, broken_package, show, records):
    show(broken_package)
    page = visit()
    (warning,) = page.app.warning
    faults = len(records().faults)
    assert faults >= 1
    assert int(re.search(r"\d+", warning.value)[0]) == faults
    assert "fault" in warning.value
    assert page.counts[0] == "19 in the data"


def test_without_faults_there_is_no_warning(visit):
    assert not visit().app.warning


def test_what_the_address_said_in_vain_is_shown_as_text(visit):
    page = visit(start=["2023-02-30"], type=["**talks** <img src=x>"], nonsense=["1"])
    assert "Ignored in the address:" in page.captions
    assert "start=2023-02-30: not a day; write YYYY-MM-DD" in page.texts
    assert "type=**talks** <img src=x>: not one of the words that are allowed here" in page.texts
    assert "nonsense=: no parameter of this page" in page.texts
    assert not any("<img" in said for said in page.captions)
    assert visit(start=["2023-02-30"], lang=["vi"]).texts[-1] != page.texts[-1]
    assert "Ignored in the address:" not in visit().captions


# --- coverage ---

STATEMENTS = [
    ({"statement": "S", "statement_vi": "V"}, "S", "V"),
    ({"statement": "S"}, "S", "S"),
    ({}, "The data do not say what they cover.", None),
]


@pytest.mark.parametrize(("coverage", "english", "vietnamese"), STATEMENTS)
def test_the_coverage_stands_beside_the_counts(visit, made, coverage, english, vietnamese):
    made(coverage=coverage)
    assert english in visit().texts
    said = visit(lang=["vi"]).texts
    assert (vietnamese in said) if vietnamese else (english not in said)


def test_hostile_coverage_is_text(visit, made):
    hostile = "**b** :red[c] {{ 7*7 }} <img src=x onerror=alert(1)> [d](javascript:e)"
    made(coverage={"statement": hostile})
    page = visit()
    assert hostile in page.texts
    assert not any("onerror" in said.value for said in (*page.app.markdown, *page.app.caption))


# --- share and download ---


def test_the_shared_address_holds_what_is_chosen(visit):
    page = visit(type=["talks"], lang=["vi"], event=["2023-09-29-hanoi-return"])
    (code,) = page.app.code
    assert code.value.endswith("?type=talks&event=2023-09-29-hanoi-return&lang=vi")
    assert "?" not in visit().app.code[0].value


def test_downloads_are_offered_while_there_is_something(visit):
    def buttons(page):
        return {button.proto.label: button.proto.disabled for button in page.app.get("download_button")}

    assert buttons(visit()) == {"CSV": False, "CSV for Excel": False}
    assert buttons(visit(q=["no event has this"])) == {"CSV": True, "CSV for Excel": True}
    assert "19 events, exactly those shown" in visit().captions


def test_the_language_is_changed_in_place(visit):
    page = visit()
    (choice,) = page.app.get("button_group")
    assert choice.options == ["EN", "VI"]
    choice.set_value("vi")
    page.run()
    assert page.sentence.startswith("4 chuyến thăm")
    assert page.app.query_params["lang"] in ("vi", ["vi"])


# --- what the map is told ---


def test_the_map_is_told_the_filter(visit):
    page = visit(
        city=["Bac Kinh"], country=["cn"], direction=["outgoing"], type=["talks"], visit=["hanoi-china-2023-09"],
        start=["2023-09-01"], mode=["starts"], bbox=["100,10,120,50"], event=["2023-09-27-beijing-yin-li-talks"],
    )  # fmt: skip
    told = page.component("visit_map")
    assert told["filter"] == {
        "cities": ["gn:1816670"],
        "countries": ["cn"],
        "directions": ["outgoing"],
        "types": ["talks"],
        "statuses": ["held", "planned", "cancelled"],
        "visits": ["hanoi-china-2023-09"],
        "bbox": [100.0, 10.0, 120.0, 50.0],
        "numbers": None,
    }
    assert told["range"] == {"start": "2023-09-01", "end": None, "mode": "starts", "turn": 1}
    assert told["selected"] == {"id": "2023-09-27-beijing-yin-li-talks", "turn": 1}
    assert told["lang"] == told["texts"]["lang"] == "en"


NUMBERS = [
    {"text": "hanoi"},
    {"people": ("dinh-tien-dung",)},
    {"people": ("Đinh Tiến Dũng",)},
    {"sources": ("hanoimoi-643573",)},
    {"text": "bac kinh", "people": ("yin-li",), "sources": ("xinhua-20078164",)},
    {"text": "no event has this"},
]


@pytest.mark.parametrize("fields", NUMBERS)
def test_text_people_and_sources_are_answered_as_row_numbers(records, fields):
    everything = ("held", "planned", "cancelled", "background")
    chosen = VisitFilter(**fields, types=("talks",), start=date(2023, 9, 1), bbox=Area(0, 0, 1, 1))
    told = browser_filter(records(), Chosen(filter=chosen))
    expected = records().mask(VisitFilter(**fields, statuses=everything))
    assert told["filter"]["numbers"] == [row for row, passes in enumerate(expected) if passes]


def test_without_them_there_are_no_numbers(records):
    told = browser_filter(records(), Chosen())
    assert told["filter"]["numbers"] is None
    assert told["range"] == {"start": None, "end": None, "mode": "overlaps", "turn": 0}
    assert told["selected"] == {"id": None, "turn": 0}


def test_no_text_of_a_record_is_told_to_the_map(visit, made):
    made(
        visits=[{"visit_id": "v", "title": "canary title"}],
        people=[{"person_id": "p", "name": "canary name"}],
        events=[{"event_id": "e", "visit_id": "v", "title": "canary event", "hosts": "p", "note": "canary"}],
    )
    told = visit().component("visit_map")
    assert "canary" not in str(told)
    assert told["script"]


def test_the_coverage_falls_back(records):
    assert headline.coverage(records(), Texts("vi")) == records().coverage["statement_vi"]
    assert headline.coverage(records(), Texts("en")) == records().coverage["statement"]


def test_a_download_holds_exactly_what_is_shown(visit, records, monkeypatch):
    files = {}

    def keep(_label, data, file_name, _mime, **options):
        assert options["on_click"] == "ignore", "a download is no reason to run the page again"
        files[file_name] = data

    monkeypatch.setattr(headline.st, "download_button", keep)
    page = visit(city=["gn:1816670"], start=["2024-01-01"])
    assert set(files) == {"visit-map-events.csv", "visit-map-events-excel.csv"}
    shown = list(records().frame(page.chosen.filter)["event_id"])
    assert len(shown) == 4
    for name, make in files.items():
        content = make()
        assert content.startswith(b"\xef\xbb\xbf") is ("excel" in name)
        assert list(read_event_csv(content)["event_id"]) == shown
