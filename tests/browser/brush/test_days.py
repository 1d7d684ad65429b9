"""Calendar days in the browser, against Python's calendar and as tables of cases."""

from datetime import date, timedelta
from typing import Any

import pytest

pytestmark = pytest.mark.browser

EPOCH = date(1970, 1, 1).toordinal()


def test_agrees_with_the_calendar_of_python(brush: Any) -> None:
    ordinals = {*range(1, date.max.toordinal(), 997), 1, date.max.toordinal()}
    for year in (1, 4, 99, 100, 400, 1600, 1700, 1866, 1900, 1969, 1970, 2000, 2024, 2100, 9999):
        ordinals |= {date(year, month, 1).toordinal() + shift for month in (1, 3, 12) for shift in (-1, 0, 1)}
    days = [date.fromordinal(n) for n in sorted(ordinals) if 1 <= n <= date.max.toordinal()]
    got = brush.run(
        """(numbers) => numbers.map((n) => {
            const p = D.toParts(n); return [D.toISO(n), D.fromISO(D.toISO(n)), p.year, p.month, p.day]; })""",
        [day.toordinal() - EPOCH for day in days],
    )
    want = [[day.isoformat(), day.toordinal() - EPOCH, day.year, day.month, day.day] for day in days]
    assert got == want
    assert brush.run("[D.MIN, D.MAX]") == [1 - EPOCH, date.max.toordinal() - EPOCH]


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-29",  # no leap year
        "1900-02-29",  # nor a century that 400 does not divide
        "2023-13-01",
        "2023-00-10",
        "2023-09-00",
        "2023-09-31",
        "0000-01-01",
        "2023-9-5",
        "12023-01-01",
        "2023-09-25 ",
        "",
    ],
)
def test_no_such_iso_day(brush: Any, text: str) -> None:
    assert brush.run("(text) => D.fromISO(text)", text) is None


@pytest.mark.parametrize(
    ("day", "months", "want"),
    [
        ("2023-01-31", 1, "2023-02-28"),  # clamped to the shorter month
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-03-31", -1, "2023-02-28"),
        ("2023-01-15", -13, "2021-12-15"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("0001-03-05", -12, "0001-01-01"),  # the calendar ends here
        ("9999-05-05", 12, "9999-12-31"),
        ("0099-12-31", 1, "0100-01-31"),  # not 1999
    ],
)
def test_add_months(brush: Any, day: str, months: int, want: str) -> None:
    assert brush.run("([d, n]) => D.toISO(D.addMonths(D.fromISO(d), n))", [day, months]) == want
    if months % 12 == 0:
        assert brush.run("([d, n]) => D.toISO(D.addYears(D.fromISO(d), n))", [day, months // 12]) == want


@pytest.mark.parametrize(
    ("day", "unit", "first", "next_first"),
    [
        ("2023-10-01", "week", "2023-09-25", "2023-10-02"),  # a Sunday belongs to the week of its Monday
        ("1969-12-31", "week", "1969-12-29", "1970-01-05"),
        ("1866-12-31", "quarter", "1866-10-01", "1867-01-01"),
        ("2024-02-29", "month", "2024-02-01", "2024-03-01"),
        ("1866-12-31", "decade", "1860-01-01", "1870-01-01"),
        ("1866-12-31", "century", "1800-01-01", "1900-01-01"),
    ],
)
def test_units(brush: Any, day: str, unit: str, first: str, next_first: str) -> None:
    script = (
        "([d, u]) => { const f = D.floor(D.fromISO(d), u); return [D.toISO(f), D.toISO(D.step(f, u, 1))]; }"
    )
    assert brush.run(script, [day, unit]) == [first, next_first]


IN_WORDS = {
    ("2023-09-27", "2023-09-27"): [
        "27 September 2023",
        "27 tháng 9, 2023",
        "2023年9月27日",
    ],
    ("2023-09-25", "2023-09-29"): [
        "25–29 September 2023",
        "25–29 tháng 9, 2023",
        "2023年9月25–29日",
    ],
    ("2023-09-25", "2023-10-03"): [
        "25 September – 3 October 2023",
        "25 tháng 9 – 3 tháng 10, 2023",
        "2023年9月25日–10月3日",
    ],
    ("2022-12-28", "2023-01-03"): [
        "28 December 2022 – 3 January 2023",
        "28 tháng 12, 2022 – 3 tháng 1, 2023",
        "2022年12月28日–2023年1月3日",
    ],
    ("2023-09-01", "2023-09-30"): [
        "September 2023",
        "tháng 9 năm 2023",
        "2023年9月",
    ],
    ("2023-09-01", "2023-10-31"): [
        "September–October 2023",
        "tháng 9 – tháng 10 năm 2023",
        "2023年9月–10月",
    ],
    ("2022-10-01", "2023-01-31"): [
        "October 2022 – January 2023",
        "tháng 10 năm 2022 – tháng 1 năm 2023",
        "2022年10月–2023年1月",
    ],
    ("2023-01-01", "2023-12-31"): [
        "2023",
        "2023",
        "2023年",
    ],
    ("2022-01-01", "2023-12-31"): [
        "2022–2023",
        "2022–2023",
        "2022–2023年",
    ],
    ("0099-01-01", "0099-01-01"): [
        "1 January 99",
        "1 tháng 1, 99",
        "99年1月1日",
    ],
    ("1866-07-01", "1866-07-01"): [
        "1 July 1866",
        "1 tháng 7, 1866",
        "1866年7月1日",
    ],
    ("9999-12-31", "9999-12-31"): [
        "31 December 9999",
        "31 tháng 12, 9999",
        "9999年12月31日",
    ],
}
"""First and last day -> the range in English, Vietnamese, Chinese."""


@pytest.mark.parametrize(("ends", "words"), IN_WORDS.items())
def test_in_words(brush: Any, ends: tuple[str, str], words: list[str]) -> None:
    script = "(ends) => ['en', 'vi', 'zh'].map((lang) => D.formatRange(...ends.map(D.fromISO), lang))"
    assert brush.run(script, ends) == words


def test_another_language_is_left_to_the_browser(brush: Any) -> None:
    assert brush.run("D.format(D.fromISO('2023-09-27'), 'fr')") == "27 septembre 2023"
    assert brush.run("D.formatRange(D.fromISO('2023-09-27'), D.fromISO('2023-09-28'), 'fr')") == (
        "27 septembre 2023 – 28 septembre 2023"
    )


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2023-09-25", "2023-09-25", None),
        ("2023-9-5", "2023-09-05", None),
        ("2023/9/25", "2023-09-25", None),
        ("20230925", "2023-09-25", None),
        ("25/9/2023", "2023-09-25", None),
        ("25.09.2023", "2023-09-25", None),
        ("3-4-2023", "2023-04-03", None),  # day first
        ("29/2/2024", "2024-02-29", None),
        ("25 September 2023", "2023-09-25", None),
        ("25 Sept. 2023", "2023-09-25", None),
        ("September 25th, 2023", "2023-09-25", None),
        ("25 tháng 9, 2023", "2023-09-25", None),
        ("Ngày 25 tháng 9 năm 2023", "2023-09-25", None),
        ("25 tha\u0301ng 9, 2023", "2023-09-25", None),  # typed with a combining accent
        ("2023年9月25日", "2023-09-25", None),
        ("２０２３-０９-２５", "2023-09-25", None),  # full-width digits
        ("  25 / 9 / 2023 ", "2023-09-25", None),
        ("9/2023", "2023-09-01", "2023-09-30"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("tháng 2/2024", "2024-02-01", "2024-02-29"),
        ("Sep 2023", "2023-09-01", "2023-09-30"),
        ("2023年9月", "2023-09-01", "2023-09-30"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("năm 2023", "2023-01-01", "2023-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("31/12/9999", "9999-12-31", None),
    ],
)
def test_typed_dates(brush: Any, text: str, start: str, end: str | None) -> None:
    script = "(text) => { const d = D.parse(text); return d && [D.toISO(d.start), D.toISO(d.end)]; }"
    assert brush.run(script, text) == [start, end or start]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "25/9",  # no year: not guessed
        "25/9/23",  # 1923 or 2023?
        "9/25/2023",  # month first: refused, not turned round
        "30/2/2023",
        "29/2/2023",
        "2023-02-30",
        "2023-13",
        "13/2023",
        "0000",
        "2023-09-25T00:00",
        "2023-09/25",
        "ma 2023",  # March or May
        "-2023",
        "12023",
        "25 tháng 13, 2023",
        "<b>2023</b>",
    ],
)
def test_no_date(brush: Any, text: str) -> None:
    assert brush.run("(text) => D.parse(text)", text) is None


def test_what_is_written_can_be_typed(brush: Any) -> None:
    first = date(1866, 1, 1)
    days = [(first + timedelta(days=n)).isoformat() for n in range(0, 60000, 313)]
    for lang in ("en", "vi", "zh"):
        script = """([days, lang]) => days.map((day) => {
            const found = D.parse(D.format(D.fromISO(day), lang)); return found && D.toISO(found.start); })"""
        assert brush.run(script, [days, lang]) == days
