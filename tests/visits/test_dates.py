"""Dates as a table: text, earliest, latest, precision, qualifier."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits.dates import (
    OPEN_END,
    OPEN_START,
    DateRange,
    day_from_number,
    day_number,
    parse_edtf,
    yearless_day,
)
from visits.errors import DateError

GOOD = [
    ("2024-05-16", "2024-05-16", "2024-05-16", "day", None),
    ("2024-05-16?", "2024-05-16", "2024-05-16", "day", "uncertain"),  # bounds are not widened
    ("2024-05-16~", "2024-05-16", "2024-05-16", "day", "approximate"),
    ("2024-05-16%", "2024-05-16", "2024-05-16", "day", "both"),
    ("2023-09", "2023-09-01", "2023-09-30", "month", None),
    ("2023-02", "2023-02-01", "2023-02-28", "month", None),
    ("2024-02~", "2024-02-01", "2024-02-29", "month", "approximate"),
    ("2023", "2023-01-01", "2023-12-31", "year", None),
    ("0001", "0001-01-01", "0001-12-31", "year", None),
    ("9999-12-31", "9999-12-31", "9999-12-31", "day", None),
    ("1900-02-28", "1900-02-28", "1900-02-28", "day", None),
    ("2000-02-29", "2000-02-29", "2000-02-29", "day", None),
    ("2023-09-2X", "2023-09-20", "2023-09-29", "range", None),
    ("2023-02-2X", "2023-02-20", "2023-02-28", "range", None),  # clamped to the month
    ("2023-09-3X", "2023-09-30", "2023-09-30", "range", None),
    ("2023-09-0X?", "2023-09-01", "2023-09-09", "range", "uncertain"),
    ("2023-09-25/2023-09-29", "2023-09-25", "2023-09-29", "range", None),
    ("2023-09-25/2023-09-25", "2023-09-25", "2023-09-25", "range", None),
    ("2023-09/2023-10", "2023-09-01", "2023-10-31", "range", None),
    ("2023-09-25/2023-09", "2023-09-25", "2023-09-30", "range", None),  # ends some day of that month
    ("2022/2023-03", "2022-01-01", "2023-03-31", "range", None),
    ("2023-09-25?/2023-09-29", "2023-09-25", "2023-09-29", "range", "uncertain"),
    ("2023-09-25?/2023-09-29~", "2023-09-25", "2023-09-29", "range", "both"),
    ("[2023-09-26..2023-09-27]", "2023-09-26", "2023-09-27", "range", None),
    ("[2022-10-21~..2022-10-31~]", "2022-10-21", "2022-10-31", "range", "approximate"),
    ("[..2024-03-26]", None, "2024-03-26", "range", None),
    ("[2024-03-26..]", "2024-03-26", None, "range", None),
    ("../2024-03", None, "2024-03-31", "range", None),
    ("2024-03/..", "2024-03-01", None, "range", None),
    ("XXXX-03-26", None, None, "none", None),
    ("XXXX-02-29", None, None, "none", None),  # some years have it
    ("XXXX-03-26?", None, None, "none", "uncertain"),
]

BAD = [  # text, a word of the problem or of the remedy
    ("", "empty"),
    (" ", "no date"),
    (" 2024-05-16", "blanks"),
    ("2024-05-16\n", "blanks"),
    ("2023-02-30", "no day 30"),
    ("2023-02-29", "no day 29"),
    ("1900-02-29", "no day 29"),
    ("2023-04-31?", "no day 31"),
    ("2023-04-00", "no day 00"),
    ("2023-13", "no month 13"),
    ("2023-00-10", "no month 00"),
    ("2023-02-3X", "no days from 30"),
    ("0000", "0000"),
    ("0000-01-01", "0000"),
    ("-0044-03-15", "no date"),
    ("12024-01-01", "no date"),
    ("2024-5-16", "2024-03-26"),
    ("16/5/2024", "year-month-day"),
    ("16-5-2024", "year-month-day"),
    ("26/3", "year-month-day"),
    ("2024/05/16", "year-month-day"),
    ("20240516", "no date"),
    ("2024-W20-4", "no date"),  # fromisoformat would take it
    ("2024-05-16T10:00", "no date"),
    ("٢٠٢٤-٠٥-١٦", "no date"),  # digits, but not these
    ("２０２４-05-16", "no date"),
    ("2023-09-29/2023-09-25", "before it starts"),
    ("[2023-09-29..2023-09-25]", "before it starts"),
    ("2024/2023", "before it starts"),
    ("2023-09-25/", "open"),
    ("/2023-09-25", "open"),
    ("../..", "both ends"),
    ("[..]", "both ends"),
    ("[2023]", "brackets"),
    ("[2023..2024..2025]", "two ends"),
    ("2023/2024/2025-01", "two ends"),
    ("2023-02-30/2023-03-01", "no day 30"),
    ("2023-09-2X/2023-10-01", "digits"),
    ("2023-XX-26", "no date"),
    ("XXXX-02-30", "no day 30"),
    ("XXXX-13-01", "no month"),
    ("XXXX", "no date"),
    ("202X", "no date"),
    ("2023-21", "no month 21"),  # seasons are not used
    ("today", "no date"),
    ("2024-05-16" * 100, "longer"),
]


@pytest.mark.parametrize(("text", "earliest", "latest", "precision", "qualifier"), GOOD)
def test_what_a_date_says(text, earliest, latest, precision, qualifier):
    first = date.fromisoformat(earliest) if earliest else None
    last = date.fromisoformat(latest) if latest else None
    assert parse_edtf(text) == DateRange(first, last, precision, qualifier, text)


@pytest.mark.parametrize(("text", "told"), BAD)
def test_what_is_no_date_and_why(text, told):
    with pytest.raises(DateError) as caught:
        parse_edtf(text)
    assert told in str(caught.value)
    assert caught.value.problem
    assert caught.value.remedy


@given(st.text(max_size=80))
def test_any_text_is_a_date_or_a_date_error(text):
    try:
        value = parse_edtf(text)
    except DateError:
        return
    assert value.edtf == text


@given(st.text(alphabet="0123456789X-./[]?~%", max_size=30))
def test_texts_that_look_like_dates_never_run_backwards(text):
    try:
        value = parse_edtf(text)
    except DateError:
        return
    assert value.earliest is None or value.latest is None or value.earliest <= value.latest
    assert value.dated == (value.precision != "none")


DAYS = st.dates()
MARKS = st.sampled_from(["", "?", "~", "%"])


@given(DAYS, MARKS)
def test_every_day_comes_back(day, mark):
    value = parse_edtf(f"{day.isoformat()}{mark}")
    assert (value.earliest, value.latest, value.precision) == (day, day, "day")
    assert value.edtf == f"{day.isoformat()}{mark}"


@given(DAYS, DAYS, st.sampled_from(["{}/{}", "[{}..{}]"]))
def test_every_interval_comes_back_or_is_reversed(first, last, form):
    text = form.format(first.isoformat(), last.isoformat())
    if first > last:
        with pytest.raises(DateError):
            parse_edtf(text)
        return
    value = parse_edtf(text)
    assert (value.earliest, value.latest) == (first, last)
    assert value.lasted == ("/" in text)


@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_month_has_its_days(year, month):
    value = parse_edtf(f"{year:04d}-{month:02d}")
    assert value.earliest == date(year, month, 1)
    assert value.latest.month == month
    assert value.latest == date.max or (value.latest + timedelta(days=1)).day == 1


@given(DAYS)
def test_day_numbers_count_from_1970_and_come_back(day):
    assert day_number(day) == (day - date(1970, 1, 1)).days
    assert day_from_number(day_number(day)) == day


@pytest.mark.parametrize("number", [OPEN_START, OPEN_END])
def test_open_ends_are_no_day(number):
    assert day_from_number(number) is None


OVERLAPS = [  # date, start, end, whether they overlap
    ("2024-05-16", "2024-05-16", "2024-05-16", True),
    ("2024-05-16", "2024-05-17", None, False),
    ("2024-05-16", None, "2024-05-15", False),
    ("2024-05", "2024-05-31", "2024-06-30", True),
    ("[..2024-03-26]", "2024-03-26", None, True),
    ("[..2024-03-26]", None, "0001-01-01", True),
    ("[..2024-03-26]", "2024-03-27", None, False),
    ("2024-03/..", "9999-12-31", None, True),
    ("2024-03/..", None, "2024-02-29", False),
    ("XXXX-03-26", None, None, True),
    ("XXXX-03-26", "0001-01-01", None, False),
    ("XXXX-03-26", None, "9999-12-31", False),
]


@pytest.mark.parametrize(("text", "start", "end", "expected"), OVERLAPS)
def test_overlap_with_a_window(text, start, end, expected):
    window = [date.fromisoformat(day) if day else None for day in (start, end)]
    assert parse_edtf(text).overlaps(*window) is expected


def test_containing_is_about_all_days():
    month, day, opened = map(parse_edtf, ("2024-05", "2024-05-16", "2024-05/.."))
    assert month.contains(day)
    assert not day.contains(month)
    assert opened.contains(month)
    assert not month.contains(opened)


def test_the_day_without_a_year():
    assert yearless_day(parse_edtf("XXXX-03-26?")) == (3, 26)
    assert yearless_day(parse_edtf("2024-03-26")) is None
