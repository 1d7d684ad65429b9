"""Dates in words: every form that the records know, in every language."""

from datetime import date

import pytest

from dashboard.text import LANGUAGES, date_in_short, date_in_words, date_span_in_words, moment_in_words
from visits.dates import parse_edtf

CASES = [
    # EDTF, English, Vietnamese
    ("2023-09-27", "27 September 2023", "27 tháng 9, 2023"),
    ("2023-09", "September 2023, day not stated", "tháng 9 năm 2023, không rõ ngày"),
    ("2023", "2023, day not stated", "năm 2023, không rõ ngày"),
    ("0005-01-02", "2 January 5", "2 tháng 1, 5"),
    # it lasted: shared parts once
    ("2023-09-25/2023-09-29", "25–29 September 2023", "25–29 tháng 9, 2023"),
    ("2022-10-30/2022-11-01", "30 October – 1 November 2022", "30 tháng 10 – 1 tháng 11, 2022"),
    ("2022-12-30/2023-01-02", "30 December 2022 – 2 January 2023", "30 tháng 12, 2022 – 2 tháng 1, 2023"),
    ("2023-09/2023-10", "September–October 2023", "tháng 9 – tháng 10 năm 2023"),
    ("2022-12/2023-01", "December 2022 – January 2023", "tháng 12 năm 2022 – tháng 1 năm 2023"),
    ("2021/2023", "2021–2023", "năm 2021–2023"),
    ("2023-09-25/2023-10", "25 September 2023 – October 2023", "25 tháng 9, 2023 – tháng 10 năm 2023"),
    ("2023-09-25/2023-09-25", "25 September 2023", "25 tháng 9, 2023"),
    # one day, not known which
    (
        "[2023-09-25..2023-09-29]",
        "between 25 and 29 September 2023",
        "trong khoảng từ 25 đến 29 tháng 9, 2023",
    ),
    (
        "[2023-09-30..2023-10-02]",
        "between 30 September and 2 October 2023",
        "trong khoảng từ 30 tháng 9 đến 2 tháng 10, 2023",
    ),
    (
        "[2022-12-30..2023-01-02]",
        "between 30 December 2022 and 2 January 2023",
        "trong khoảng từ 30 tháng 12, 2022 đến 2 tháng 1, 2023",
    ),
    (
        "[2023-03..2023-05]",
        "between March 2023 and May 2023",
        "trong khoảng từ tháng 3 năm 2023 đến tháng 5 năm 2023",
    ),
    ("2023-09-2X", "between 20 and 29 September 2023", "trong khoảng từ 20 đến 29 tháng 9, 2023"),
    # open ends
    ("[..2023-09-29]", "on or before 29 September 2023", "muộn nhất là 29 tháng 9, 2023"),
    ("[2023-09-25..]", "on or after 25 September 2023", "sớm nhất là 25 tháng 9, 2023"),
    (
        "2023-09-25/..",
        "from 25 September 2023, end not stated",
        "từ 25 tháng 9, 2023, không rõ ngày kết thúc",
    ),
    (
        "../2023-09-29",
        "until 29 September 2023, beginning not stated",
        "đến 29 tháng 9, 2023, không rõ ngày bắt đầu",
    ),
    # a day without a year, also the leap day
    ("XXXX-03-26", "26 March, year not stated", "26 tháng 3, không rõ năm"),
    ("XXXX-02-29", "29 February, year not stated", "29 tháng 2, không rõ năm"),
    # qualifiers
    ("2023-09-27?", "27 September 2023 (uncertain)", "27 tháng 9, 2023 (chưa chắc chắn)"),
    ("2023-09~", "about September 2023, day not stated", "khoảng tháng 9 năm 2023, không rõ ngày"),
    ("2023%", "about 2023, day not stated (uncertain)", "khoảng năm 2023, không rõ ngày (chưa chắc chắn)"),
    ("2023-09-25~/2023-09-29", "about 25–29 September 2023", "khoảng 25–29 tháng 9, 2023"),
]


@pytest.mark.parametrize(("edtf", "english", "vietnamese"), CASES, ids=[case[0] for case in CASES])
def test_date_in_words(edtf, english, vietnamese):
    when = parse_edtf(edtf)
    assert date_in_words(when, "en") == english
    assert date_in_words(when, "vi") == vietnamese


def test_no_date_is_said_not_left_blank():
    assert date_in_words(None, "en") == "day not stated"
    assert date_in_words(None, "vi") == "không rõ ngày"


def test_a_plain_day():
    assert date_in_words(date(2024, 5, 16), "en") == "16 May 2024"


def test_short_dates_for_columns():
    assert date_in_short(parse_edtf("2023-09-27"), "en") == "27 Sept 2023"
    assert date_in_short(parse_edtf("2023-09-27"), "vi") == "27 thg 9, 2023"
    assert date_in_short(parse_edtf("2023-09-27?"), "en") == "27 September 2023 (uncertain)"
    assert date_in_short(None, "en") == "day not stated"


def test_moment_with_parts_of_day():
    day, month = parse_edtf("2023-09-27"), parse_edtf("2023-09")
    assert moment_in_words(day, ["afternoon"], "en") == "27 September 2023, afternoon"
    assert moment_in_words(day, ["morning", "afternoon"], "vi") == "sáng và chiều 27 tháng 9, 2023"
    assert moment_in_words(day, [], "vi") == "27 tháng 9, 2023"
    assert moment_in_words(date(2023, 9, 27), ["noon"], "en") == "27 September 2023, noon"
    assert moment_in_words(month, ["evening"], "en") == "September 2023, day not stated (evening)"
    assert moment_in_words(None, ["evening"], "en") == "day not stated (evening)"


@pytest.mark.parametrize(
    ("earliest", "latest", "english"),
    [
        (date(2023, 9, 25), date(2023, 9, 29), "25–29 September 2023"),
        (date(2023, 9, 25), date(2023, 9, 25), "25 September 2023"),
        (date(2023, 9, 25), date(2024, 5, 16), "25 September 2023 – 16 May 2024"),
        (date(2023, 9, 25), date(2023, 10, 3), "25 September – 3 October 2023"),
        (None, date(2023, 9, 29), "until 29 September 2023"),
        (date(2023, 9, 25), None, "from 25 September 2023"),
        (None, None, "all dates"),
    ],
)
def test_date_span_in_words(earliest, latest, english):
    assert date_span_in_words(earliest, latest, "en") == english


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("day", [date.min, date.max, date(2000, 2, 29)])
def test_the_ends_of_the_calendar_are_said(lang, day):
    assert str(day.day) in date_in_words(day, lang)
