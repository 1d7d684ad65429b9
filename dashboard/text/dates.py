"""Dates in words, in the reader's language: every form of date that the records know.

Month names and the order of a full date come from Unicode CLDR (Babel); the shapes around them (spans with an
en dash, open ends, a day that is not known) are messages of the catalogues, so that a language may order them
as it likes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from babel.dates import format_date, format_skeleton, get_month_names

from dashboard.text.catalogue import Texts
from dashboard.text.vocabulary import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from visits.dates import DateRange

_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_YEARLESS = re.compile(r"XXXX-(\d\d)-(\d\d)")
_LEAP_YEAR = 2000
_QUALIFIERS = "?~%"


@dataclass(frozen=True)
class _Point:
    """One end of a date as written: a year, a month of it, or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def precision(self) -> str:
        """Return day, month or year."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def as_date(self) -> date:
        """Return the first day it may mean."""
        return date(self.year, self.month or 1, self.day or 1)


def date_in_words(value: DateRange | date | None, lang: str) -> str:
    """Say a date as a reader would: "27 September 2023", "September 2023, day not stated".

    Args:
        value: a date of the records (its EDTF form decides the words), a plain day, or None.
        lang: language code of the interface.

    Returns:
        One phrase without a full stop; "day not stated" for no date at all.
    """
    if value is None:
        return Texts(lang).t("day not stated")
    if isinstance(value, date):
        return _day(_Point(value.year, value.month, value.day), Texts(lang))
    return _edtf_in_words(value.edtf, lang) or _bounds_in_words(value.earliest, value.latest, lang)


def date_in_short(value: DateRange | None, lang: str) -> str:
    """Say a date for a narrow column: a day with a short month ("27 Sept 2023"), "by" a last day; others in full."""
    texts = Texts(lang)
    if value is None or value.qualifier is not None:
        return date_in_words(value, lang)
    if value.precision == "day" and value.earliest:
        return str(format_date(value.earliest, "medium", locale=texts.locale))
    if value.edtf.startswith("[..") and value.latest:
        return texts.t("by {date}", date=format_date(value.latest, "medium", locale=texts.locale))
    return date_in_words(value, lang)


def moment_in_words(value: DateRange | date | None, parts_of_day: Sequence[str], lang: str) -> str:
    """Say a date with its parts of day: "27 September 2023, afternoon".

    Args:
        value: as in `date_in_words`.
        parts_of_day: words of the records (`morning`, `afternoon`, ...); may be empty.
        lang: language code of the interface.
    """
    texts = Texts(lang)
    said = date_in_words(value, lang)
    if not parts_of_day:
        return said
    parts = texts.listed(label("part_of_day", part, lang) for part in parts_of_day)
    if isinstance(value, date) or (
        value is not None and _POINT.fullmatch(value.edtf) and value.precision == "day"
    ):
        return texts.t("{date}, {parts}", date=said, parts=parts)
    return texts.t("{date} ({parts})", date=said, parts=parts)


def date_span_in_words(earliest: date | None, latest: date | None, lang: str) -> str:
    """Say a period from its first and last day, shared parts written once: "25–29 September 2023".

    Args:
        earliest: first day; None = open.
        latest: last day; None = open.
        lang: language code of the interface.
    """
    texts = Texts(lang)
    if earliest is None and latest is None:
        return texts.t("all dates")
    if earliest is None:
        return texts.t("until {date}", date=date_in_words(latest, lang))
    if latest is None:
        return texts.t("from {date}", date=date_in_words(earliest, lang))
    first = _Point(earliest.year, earliest.month, earliest.day)
    last = _Point(latest.year, latest.month, latest.day)
    return _span(first, last, texts)


def _bounds_in_words(earliest: date | None, latest: date | None, lang: str) -> str:
    """Say a date whose written form has no words of its own (`2023-09-2X`): one day within its bounds."""
    first, last = (_Point(end.year, end.month, end.day) if end else None for end in (earliest, latest))
    return _one_day_within(first, last, Texts(lang)) or Texts(lang).t("day not stated")


def _edtf_in_words(edtf: str, lang: str) -> str:
    """Say an EDTF string; empty when it is none of the forms that records use."""
    texts = Texts(lang)
    marks = {mark for mark in _QUALIFIERS if mark in edtf}
    plain = edtf.translate(dict.fromkeys(map(ord, _QUALIFIERS)))
    said = _unqualified_in_words(plain, texts)
    if not said or not marks:
        return said
    if marks & {"~", "%"}:
        said = texts.t("about {date}", date=said)
    if marks & {"?", "%"}:
        said = texts.t("{date} (uncertain)", date=said)
    return said


def _unqualified_in_words(plain: str, texts: Texts) -> str:  # noqa: PLR0911  (one return per form)
    """Say an EDTF string without ? ~ %."""
    if not plain:
        return texts.t("day not stated")
    if yearless := _YEARLESS.fullmatch(plain):
        day = format_skeleton(
            "MMMMd", date(_LEAP_YEAR, int(yearless[1]), int(yearless[2])), locale=texts.locale
        )
        return texts.t("{date}, year not stated", date=day)
    if choice := re.fullmatch(r"\[(.*)\.\.(.*)\]", plain):
        return _one_day_within(_point(choice[1]), _point(choice[2]), texts)
    if "/" in plain:
        start, _, end = plain.partition("/")
        return _lasting(_point(start), _point(end), texts)
    point = _point(plain)
    if point is None:
        return ""
    if point.precision == "day":
        return _day(point, texts)
    return texts.t("{date}, day not stated", date=_full(point, texts))


def _one_day_within(  # noqa: PLR0911  (one return per form)
    first: _Point | None, last: _Point | None, texts: Texts
) -> str:
    """Say `[a..b]`: one day, not known which."""
    if first is None and last is None:
        return ""
    if first is None and last is not None:
        return texts.t("on or before {date}", date=_full(last, texts))
    if first is not None and last is None:
        return texts.t("on or after {date}", date=_full(first, texts))
    assert first is not None
    assert last is not None
    if first.precision != "day" or last.precision != "day" or first.year != last.year:
        return texts.t("between {first} and {last}", first=_full(first, texts), last=_full(last, texts))
    if first == last:
        return _day(first, texts)
    if first.month == last.month:
        return texts.t(
            "between {first} and {last} {month} {year}",
            first=first.day,
            last=last.day,
            month=_month(first, texts),
            year=first.year,
        )
    return texts.t(
        "between {first} {first_month} and {last} {last_month} {year}",
        first=first.day,
        first_month=_month(first, texts),
        last=last.day,
        last_month=_month(last, texts),
        year=first.year,
    )


def _lasting(first: _Point | None, last: _Point | None, texts: Texts) -> str:
    """Say `a/b`: it lasted from a to b."""
    if first is None and last is None:
        return ""
    if first is None and last is not None:
        return texts.t("until {date}, beginning not stated", date=_full(last, texts))
    if first is not None and last is None:
        return texts.t("from {date}, end not stated", date=_full(first, texts))
    assert first is not None
    assert last is not None
    return _span(first, last, texts)


def _span(first: _Point, last: _Point, texts: Texts) -> str:  # noqa: PLR0911  (one return per form)
    """Say two ends with an en dash, shared parts once."""
    if first == last:
        return _full(first, texts)
    if first.precision != last.precision:
        return texts.t("{first} – {last}", first=_full(first, texts), last=_full(last, texts))
    if first.precision == "year":
        return texts.t("{first_year}–{last_year}", first_year=first.year, last_year=last.year)
    if first.year != last.year:
        return texts.t("{first} – {last}", first=_full(first, texts), last=_full(last, texts))
    if first.precision == "month":
        return texts.t(
            "{first_month}–{last_month} {year}",
            first_month=_month(first, texts),
            last_month=_month(last, texts),
            year=first.year,
        )
    if first.month == last.month:
        return texts.t(
            "{first}–{last} {month} {year}",
            first=first.day,
            last=last.day,
            month=_month(first, texts),
            year=first.year,
        )
    return texts.t(
        "{first} {first_month} – {last} {last_month} {year}",
        first=first.day,
        first_month=_month(first, texts),
        last=last.day,
        last_month=_month(last, texts),
        year=first.year,
    )


def _full(point: _Point, texts: Texts) -> str:
    """Say one end alone, as precisely as it is written."""
    if point.precision == "day":
        return _day(point, texts)
    if point.precision == "month":
        return str(format_skeleton("yMMMM", point.as_date, locale=texts.locale))
    return texts.t("{year}", year=point.year)


def _day(point: _Point, texts: Texts) -> str:
    """Say a full date."""
    return str(format_date(point.as_date, "long", locale=texts.locale))


def _month(point: _Point, texts: Texts) -> str:
    """Name the month as it stands within a date."""
    return str(get_month_names("wide", context="format", locale=texts.locale)[point.month or 1])


def _point(text: str) -> _Point | None:
    """Read year, year-month or year-month-day; None for an open or unknown end."""
    match = _POINT.fullmatch(text)
    if match is None:
        return None
    return _Point(int(match[1]), *(int(part) if part else None for part in match.groups()[1:]))
