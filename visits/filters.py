"""`VisitFilter`: what is shown. One meaning for page, address, command line and code.

Time: an event passes when its [earliest, latest] overlaps [start, end], all days inclusive, an open side
reaching for ever (`mode="starts"`: when its earliest day is known and lies in the window). An event without a
date passes only while neither start nor end is set. Several values of one field: any of them; different
fields: all of them.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date  # noqa: TC003 - a dataclass names it at run time
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from visits.errors import FilterError
from visits.parameters import FIELD_OF, PARAMETERS, Note, read_parameters
from visits.vocabulary import DEFAULT_STATUSES, DIRECTION, EVENT_TYPE, STATUS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from visits.records import Records

__all__ = ["Area", "Note", "VisitFilter"]

Mode = Literal["overlaps", "starts"]
_VOCABULARIES: Final = {"directions": DIRECTION, "types": EVENT_TYPE, "statuses": STATUS}


class Area(NamedTuple):
    """A box in WGS 84 degrees; west > east is a box across the antimeridian."""

    west: float
    """-180 .. 180."""
    south: float
    """-90 .. 90."""
    east: float
    """-180 .. 180."""
    north: float
    """-90 .. 90, not below south."""


@dataclass(frozen=True, slots=True)
class VisitFilter:
    """What to show. The default shows everything but background.

    Raises:
        FilterError: on making one whose fields contradict each other, leave their range or use unknown words.
    """

    start: date | None = None
    """First day of the window, inclusive; None is open."""
    end: date | None = None
    """Last day of the window, inclusive; None is open."""
    mode: Mode = "overlaps"
    """overlaps: the event can touch the window. starts: its earliest day lies in it."""
    cities: tuple[str, ...] = ()
    """Place ids or names in any spelling; an event in a venue or district of the place counts."""
    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2 codes in lower case."""
    directions: tuple[str, ...] = ()
    """Words of `vocabulary.DIRECTION`."""
    types: tuple[str, ...] = ()
    """Words of `vocabulary.EVENT_TYPE`."""
    statuses: tuple[str, ...] = DEFAULT_STATUSES
    """Words of `vocabulary.STATUS`; an empty tuple means the default."""
    visits: tuple[str, ...] = ()
    """Visit ids."""
    people: tuple[str, ...] = ()
    """Person ids or any of their names; as host or as guest."""
    sources: tuple[str, ...] = ()
    """Source ids."""
    text: str = ""
    """Words that all must occur, in any order; case and diacritics do not count."""
    bbox: Area | None = None
    """Box in which the point lies; events without a point fail it."""

    def __post_init__(self) -> None:
        for name in _MANY:
            given = getattr(self, name)
            values = (given,) if isinstance(given, str) else tuple(dict.fromkeys(given))
            if name == "countries":
                values = tuple(value.lower() for value in values)
            object.__setattr__(self, name, values)
        statuses = tuple(word for word in STATUS if word in self.statuses)
        if set(statuses) == set(
            self.statuses
        ):  # one order, so that the default is recognised however it is written
            object.__setattr__(self, "statuses", statuses or DEFAULT_STATUSES)
        if self.bbox is not None:
            object.__setattr__(self, "bbox", Area(*map(float, self.bbox)))
        self._check()

    def _check(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise FilterError(f"the window ends ({self.end}) before it starts ({self.start})")
        if self.mode not in ("overlaps", "starts"):
            raise FilterError(f"{self.mode!r} is no mode: overlaps or starts")
        for name, words in _VOCABULARIES.items():
            for value in getattr(self, name):
                if value not in words:
                    raise FilterError(f"{value!r} is none of the {name}: {', '.join(words)}")
        if self.bbox:
            west, south, east, north = self.bbox
            if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):  # noqa: PLR2004
                raise FilterError(
                    "the area needs west, south, east, north: -180 to 180 and -90 to 90, south below north"
                )

    @property
    def is_default(self) -> bool:
        """Whether it shows what is shown when nobody asks for anything."""
        return self == VisitFilter()

    def replace(self, **changes: Any) -> VisitFilter:
        """The same filter with some fields changed."""
        return dataclasses.replace(self, **changes)

    def without(self, field: str) -> VisitFilter:
        """The same filter with one field as in the default."""
        return dataclasses.replace(self, **{field: getattr(VisitFilter(), field)})

    def to_params(self) -> list[tuple[str, str]]:
        """The filter as parameters of an address, in a fixed order; fields at their default are left out."""
        default = VisitFilter()
        pairs: list[tuple[str, str]] = []
        for parameter in PARAMETERS:
            value = getattr(self, parameter.field)
            if value != getattr(default, parameter.field):
                values = value if parameter.many else (value,)
                pairs += [(parameter.name, parameter.write(part)) for part in values]
        return pairs

    @classmethod
    def from_params(
        cls,
        params: Mapping[str, str | Sequence[str]],
        records: Records | None = None,
        *,
        also: Collection[str] = (),
    ) -> tuple[VisitFilter, list[Note]]:
        """Read the parameters of an address: the filter, and a note for everything that was ignored.

        Args:
            params: each parameter with its values.
            records: when given, values that name nothing in the data (a city, person, visit, source) are
                ignored too.
            also: names of further parameters that the caller reads itself, and that get no note.
        """
        fields, notes = read_parameters(params, records, also)
        return cls(**fields), notes


_MANY: Final = tuple(parameter.field for parameter in PARAMETERS if parameter.many)
assert set(FIELD_OF.values()) == {field.name for field in dataclasses.fields(VisitFilter)}
