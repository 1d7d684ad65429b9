"""Filters as text: the parameters of an address and the options of the command line, read without trust.

Nonsense never breaks a page: what cannot be read is ignored, and a `Note` says so in a way that can be
translated.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from visits.vocabulary import DIRECTION, EVENT_TYPE, STATUS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from visits.records import Records

MAX_VALUES: Final = 200
"""How many values one parameter may have; further ones are ignored."""
MAX_LENGTH: Final = 300
"""How many characters one value may have; longer ones are ignored."""
NOT_FILTERS: Final = ("event", "lang")
"""Parameters of the page that are no filters."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COUNTRY = re.compile(r"[a-z]{2}")


class Note(NamedTuple):
    """Something in an address that was ignored."""

    parameter: str
    """Its name."""
    value: str
    """What stood there, cut to `MAX_LENGTH`."""
    code: str
    """Why, for a translation: one of `NOTES`."""
    text: str
    """Why, in English."""


NOTES: Final = {
    "not-a-day": "not a day; write YYYY-MM-DD",
    "reversed": "the window ends before it starts",
    "unknown-word": "not one of the words that are allowed here",
    "not-a-country": "not a country code of two letters",
    "not-an-area": "not an area; write west,south,east,north in degrees",
    "nothing-has-it": "nothing in the data has this id or name",
    "given-twice": "given more than once; the first counts",
    "too-long": f"longer than {MAX_LENGTH} characters",
    "too-many": f"more than {MAX_VALUES} values",
    "unknown-parameter": "no parameter of this page",
}
"""All reasons of notes: code and English text."""


class _Nonsense(Exception):  # noqa: N818 - never leaves this module
    """A value that cannot be read; its argument is the code of the note."""


def _day(value: str) -> date:
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise _Nonsense("not-a-day")


def _area(value: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = map(float, value.split(","))
    except ValueError:
        raise _Nonsense("not-an-area") from None
    if all(map(math.isfinite, (west, south, east, north))):
        within = -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90  # noqa: PLR2004
        if within:
            return west, south, east, north
    raise _Nonsense("not-an-area")


def _country(value: str) -> str:
    if _COUNTRY.fullmatch(value.lower()):
        return value.lower()
    raise _Nonsense("not-a-country")


def _word_of(words: Collection[str]) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value in words:
            return value
        raise _Nonsense("unknown-word")

    return read


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One filter as text."""

    name: str
    """In the address, and `--name` on the command line unless `option` says otherwise."""
    field: str
    """The field of `VisitFilter`."""
    meaning: str
    """In words, for the help of the command line and the API."""
    many: bool = False
    """Whether it may be repeated."""
    read: Callable[[str], Any] = str
    """From text; raises for what cannot be read."""
    write: Callable[[Any], str] = str
    """To text."""
    option: str = ""
    """The option of the command line when it is not the name."""


PARAMETERS: Final = (
    Parameter("start", "start", "first day, YYYY-MM-DD", read=_day, write=date.isoformat),
    Parameter("end", "end", "last day, YYYY-MM-DD", read=_day, write=date.isoformat),
    Parameter("mode", "mode", "overlaps (default) or starts", read=_word_of(("overlaps", "starts"))),
    Parameter("city", "cities", "place id or any name of a city", many=True),
    Parameter("country", "countries", "country code of two letters", many=True, read=_country),
    Parameter("direction", "directions", ", ".join(DIRECTION), many=True, read=_word_of(DIRECTION)),
    Parameter("type", "types", ", ".join(EVENT_TYPE), many=True, read=_word_of(EVENT_TYPE)),
    Parameter("status", "statuses", ", ".join(STATUS), many=True, read=_word_of(STATUS)),
    Parameter("visit", "visits", "visit id", many=True),
    Parameter("person", "people", "person id or any name, host or guest", many=True),
    Parameter("source", "sources", "source id", many=True),
    Parameter("q", "text", "words that all must occur", option="text"),
    Parameter(
        "bbox",
        "bbox",
        "west,south,east,north in degrees",
        read=_area,
        write=lambda box: ",".join(map(_number, box)),
    ),
)
"""All filters in the order in which an address gives them."""

FIELD_OF: Final = {parameter.name: parameter.field for parameter in PARAMETERS}
"""The field of `VisitFilter` for each parameter."""


def read_parameters(
    params: Mapping[str, str | Sequence[str]], records: Records | None, also: Collection[str]
) -> tuple[dict[str, Any], list[Note]]:
    """The fields of a `VisitFilter` that the parameters give, and a note for what was ignored."""
    notes: list[Note] = []
    fields: dict[str, Any] = {}
    known = {*FIELD_OF, *NOT_FILTERS, *also}
    notes += [_note(name, "", "unknown-parameter") for name in params if name not in known]
    for parameter in PARAMETERS:
        given = params.get(parameter.name, ())
        texts = [given] if isinstance(given, str) else list(given)
        values = _values(parameter, texts, records, notes)
        if values:
            fields[parameter.field] = tuple(values) if parameter.many else values[0]
    start, end = fields.get("start"), fields.get("end")
    if start and end and start > end:
        notes.append(_note("start", f"{start} > {end}", "reversed"))
        del fields["start"], fields["end"]
    return fields, notes


def _values(parameter: Parameter, texts: list[str], records: Records | None, notes: list[Note]) -> list[Any]:
    """The values of one parameter that can be read."""
    if parameter.many and len(texts) > MAX_VALUES:
        notes.append(_note(parameter.name, str(len(texts)), "too-many"))
        texts = texts[:MAX_VALUES]
    values: list[Any] = []
    for text in map(str.strip, texts):
        if not text:
            continue
        if values and not parameter.many:
            notes.append(_note(parameter.name, text, "given-twice"))
            continue
        try:
            values.append(_value(parameter, text, records))
        except _Nonsense as reason:
            notes.append(_note(parameter.name, text, str(reason)))
    return values


def _value(parameter: Parameter, text: str, records: Records | None) -> Any:
    if len(text) > MAX_LENGTH:
        raise _Nonsense("too-long")
    value = parameter.read(text)
    if records is not None and not records.knows(parameter.field, value):
        raise _Nonsense("nothing-has-it")
    return value


def _note(parameter: str, value: str, code: str) -> Note:
    return Note(parameter[:MAX_LENGTH], value[:MAX_LENGTH], code, NOTES[code])
