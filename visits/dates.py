"""Dates of which one knows a day, a month, a span, or only a part: the EDTF forms that the records use.

| form | meaning | earliest .. latest | precision |
|---|---|---|---|
| `2024-05-16` | a day | that day | day |
| `2024-05`, `2024` | some day of the month, of the year | first .. last day | month, year |
| `2023-09-2X` | some day of the twenties | 20 .. 29, within the month | range |
| `a/b` | it lasted from a to b | first day of a .. last day of b | range |
| `[a..b]` | one day, unknown, from a to b | as above | range |
| `a/..`, `[a..]`, `../b`, `[..b]` | the same with an open end | None at the open end | range |
| `XXXX-03-26` | a day without a year | None .. None: undated for filters | none |

a and b are days, months or years. `?` (uncertain), `~` (approximate) or `%` (both) may follow any of them,
also inside an interval; it is kept as the qualifier and moves no bound. Years run from 0001 to 9999, days are
those of the proleptic Gregorian calendar. Anything else is a `DateError`: the 30th of February, an interval
that runs backwards, 26/3/2024.

Source of the forms: the Library of Congress, Extended Date/Time Format (EDTF), levels 0 and 1 and the parts
of level 2 above.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Final, Literal, NamedTuple

from visits.errors import DateError

DatePrecision = Literal["day", "month", "year", "range", "none"]
Qualifier = Literal["uncertain", "approximate", "both"]

OPEN_START: Final = -(2**31)
"""Day number that stands for "no first day is known": before every day."""
OPEN_END: Final = 2**31 - 1
"""Day number that stands for "no last day is known": after every day."""
MAX_LENGTH: Final = 60
"""The longest text (characters) that can be a date; longer ones are refused unread."""

_EPOCH: Final = date(1970, 1, 1).toordinal()
_PART: Final = r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%])?"
_DAY_MATCH = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_TWO_DAYS_MATCH = re.compile(r"(D)/(D)|\[(D)\.\.(D)\]".replace("D", "[0-9]{4}-[0-9]{2}-[0-9]{2}")).fullmatch
_PART_MATCH = re.compile(_PART).fullmatch
_DECADE_MATCH = re.compile(r"([0-9]{4})-([0-9]{2})-([0-3])X([?~%])?").fullmatch
_YEARLESS_MATCH = re.compile(r"XXXX-([0-9]{2})-([0-9]{2})([?~%])?").fullmatch
_OTHER_ORDER_MATCH = re.compile(r"[0-9]{1,4}[/.\-][0-9]{1,2}([/.\-][0-9]{1,4})?").fullmatch
_QUALIFIERS: Final[dict[str, Qualifier]] = {"?": "uncertain", "~": "approximate", "%": "both"}
_REMEDY: Final = (
    "write 2024-05-16, 2024-05, 2024, a/b (lasted), [a..b] (one day within) or XXXX-05-16; ? ~ % may follow"
)


class DateRange(NamedTuple):
    """What a date says: its outer days and how well it is known."""

    earliest: date | None
    """First day that it can be; None when the start is open or there is no year."""
    latest: date | None
    """Last day that it can be, inclusive; None when the end is open or there is no year."""
    precision: DatePrecision
    """day, month, year, range, or none (a day without a year)."""
    qualifier: Qualifier | None
    """uncertain (?), approximate (~), both (%); None when stated plainly. Never widens the bounds."""
    edtf: str
    """The text that was read, unchanged."""

    @property
    def dated(self) -> bool:
        """Whether it has a bound at all; a day without a year has none, and passes no filter on time."""
        return self.earliest is not None or self.latest is not None

    @property
    def lasted(self) -> bool:
        """Whether it is a duration (`a/b`), not one day somewhere within (`[a..b]`)."""
        return "/" in self.edtf

    @property
    def first_day(self) -> int:
        """`earliest` as days since 1970-01-01; OPEN_START when open, OPEN_END when undated (empty range)."""
        if self.earliest is not None:
            return day_number(self.earliest)
        return OPEN_START if self.latest is not None else OPEN_END

    @property
    def last_day(self) -> int:
        """`latest` as days since 1970-01-01; OPEN_END when open, OPEN_START when undated (empty range)."""
        if self.latest is not None:
            return day_number(self.latest)
        return OPEN_END if self.earliest is not None else OPEN_START

    def overlaps(self, start: date | None = None, end: date | None = None) -> bool:
        """Whether it can touch the window from start to end, both inclusive; None is an open side.

        An undated one overlaps only the window that is open on both sides.
        """
        first = OPEN_START if start is None else day_number(start)
        last = OPEN_END if end is None else day_number(end)
        return self.first_day <= last and self.last_day >= first

    def contains(self, other: DateRange) -> bool:
        """Whether every day that `other` can be is one that this can be; both must be dated."""
        return self.first_day <= other.first_day and other.last_day <= self.last_day


def day_number(day: date) -> int:
    """Days since 1970-01-01; negative before."""
    return day.toordinal() - _EPOCH


def day_from_number(number: int) -> date | None:
    """The day with this number; None for the numbers that mean an open end."""
    return None if number in (OPEN_START, OPEN_END) else date.fromordinal(int(number) + _EPOCH)


def parse_edtf(text: str) -> DateRange:
    """Read one date of the forms in this module's table.

    Raises:
        DateError: it is none of them, or names a day that no calendar has, or runs backwards.
    """
    if plain := _plain(text):
        return plain
    if len(text) > MAX_LENGTH:
        raise DateError(text, f"longer than {MAX_LENGTH} characters", _REMEDY)
    if text.startswith("[") and text.endswith("]"):
        return _interval(text, text[1:-1].split(".."), "..")
    if "/" in text and not _OTHER_ORDER_MATCH(text):
        return _interval(text, text.split("/"), "/")
    if part := _PART_MATCH(text):
        first, last, precision, mark = _bounds(text, part)
        return DateRange(first, last, precision, _QUALIFIERS.get(mark), text)
    return _partly_unknown(text)


def _plain(text: str) -> DateRange | None:
    """A day, or an interval of two days: the forms that nearly all dates have, read quickly.

    None for all others, and for those that are faulty: the reading for all forms says what is wrong.
    """
    try:
        if _DAY_MATCH(text):
            day = date.fromisoformat(text)
            return DateRange(day, day, "day", None, text)
        if span := _TWO_DAYS_MATCH(text):
            first = date.fromisoformat(span[1] or span[3])
            last = date.fromisoformat(span[2] or span[4])
            if first <= last:
                return DateRange(first, last, "range", None, text)
    except ValueError:
        pass
    return None


def _bounds(text: str, part: re.Match[str]) -> tuple[date, date, DatePrecision, str]:
    """First and last day of a day, month or year, and its mark; `text` is the whole value, for the error."""
    year, month, day, mark = part.groups()
    y = _year(text, year)
    if month is None:
        return date(y, 1, 1), date(y, 12, 31), "year", mark or ""
    length = _month_length(text, y, int(month))
    if day is None:
        return date(y, int(month), 1), date(y, int(month), length), "month", mark or ""
    if not 1 <= int(day) <= length:
        raise DateError(
            text,
            f"{year}-{month} has no day {day}",
            f"use a day from 01 to {length}, or {year}-{month} alone",
        )
    only = date(y, int(month), int(day))
    return only, only, "day", mark or ""


def _year(text: str, year: str) -> int:
    if year == "0000":
        raise DateError(text, "there is no year 0000 here", "use a year from 0001 to 9999")
    return int(year)


def _month_length(text: str, year: int, month: int) -> int:
    if not 1 <= month <= 12:  # noqa: PLR2004
        raise DateError(
            text, f"there is no month {month:02d}", "use a month from 01 to 12; the order is year-month-day"
        )
    return monthrange(year, month)[1]


def _interval(text: str, ends: list[str], mark: str) -> DateRange:
    """`a/b` and `[a..b]`; an open end is `..` in the first and nothing in the second."""
    if mark == ".." and len(ends) == 1:
        raise DateError(text, "brackets around a single date", "drop the brackets, or write [a..b]")
    if len(ends) != 2:  # noqa: PLR2004
        raise DateError(text, f"an interval has two ends, this has {len(ends)}", "write a/b or [a..b]")
    open_end = ".." if mark == "/" else ""
    if ends == [open_end, open_end]:
        raise DateError(
            text, "both ends are open, so that it says nothing", "leave the cell empty if no date is known"
        )
    earliest = latest = None
    marks = ""
    parts: list[tuple[date, date, DatePrecision, str] | None] = []
    for end in ends:
        if end == open_end:
            parts.append(None)
            continue
        part = _PART_MATCH(end)
        if part is None:
            raise DateError(text, f"{end!r} is no day, month or year", _end_remedy(end, mark))
        parts.append(_bounds(text, part))
    if parts[0]:
        earliest, marks = parts[0][0], parts[0][3]
    if parts[1]:
        latest, marks = parts[1][1], marks + parts[1][3]
    if earliest and latest and earliest > latest:
        raise DateError(text, "it ends before it starts", "put the earlier end first")
    return DateRange(earliest, latest, "range", _joined(marks), text)


def _end_remedy(end: str, mark: str) -> str:
    if end == "":
        return "write .. for an end that is open: a/.. or ../b"
    if "X" in end:
        return f"give both ends of the span in digits: a{mark}b"
    return _REMEDY


def _joined(marks: str) -> Qualifier | None:
    """The qualifier of an interval: what either end has; ? at one and ~ at the other are both."""
    kinds = set(marks)
    if len(kinds) > 1:
        return "both"
    return _QUALIFIERS[marks[0]] if kinds else None


def _partly_unknown(text: str) -> DateRange:
    """`2023-09-2X` and `XXXX-03-26`; whatever else comes here is no date."""
    if decade := _DECADE_MATCH(text):
        year, month, ten, mark = decade.groups()
        y, m = _year(text, year), int(month)
        length = _month_length(text, y, m)
        if int(ten) * 10 > length:
            raise DateError(
                text, f"{year}-{month} has no days from {ten}0 on", f"use 0X, 1X, 2X or {year}-{month} alone"
            )
        first, last = max(1, int(ten) * 10), min(length, int(ten) * 10 + 9)
        return DateRange(date(y, m, first), date(y, m, last), "range", _QUALIFIERS.get(mark or ""), text)
    if yearless := _YEARLESS_MATCH(text):
        month, day, mark = yearless.groups()
        length = _month_length(text, 2000, int(month))  # a leap year: the 29th of February is a day
        if not 1 <= int(day) <= length:
            raise DateError(text, f"month {month} has no day {day}", f"use a day from 01 to {length}")
        return DateRange(None, None, "none", _QUALIFIERS.get(mark or ""), text)
    if _OTHER_ORDER_MATCH(text):
        raise DateError(
            text, "no date of the forms used here", "write year-month-day with hyphens: 2024-03-26"
        )
    if text != text.strip() and text.strip():
        raise DateError(text, "blanks around the date", f"write {text.strip()}")
    problem = "empty" if not text else "no date of the forms used here"
    raise DateError(text, problem, _REMEDY)


def yearless_day(value: DateRange) -> tuple[int, int] | None:
    """(month, day) of a day without a year, None for every other date."""
    found = _YEARLESS_MATCH(value.edtf)
    return (int(found[1]), int(found[2])) if found else None
