"""The gazetteer as a geopy geocoder: offline, with geopy's contract of None, one Location, or a list.

A name walks: text -> `gazetteer.normalize` -> `gazetteer.candidates` -> `gazetteer.rank` ->
`gazetteer.answer`.
"""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NoReturn, cast

from geopy.adapters import BaseSyncAdapter
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.point import Point

from gazetteer.answer import PlaceLocation, address_of, locations
from gazetteer.atlas import Atlas
from gazetteer.candidates import LONGEST_NAME, candidates
from gazetteer.errors import NetworkForbidden, PlaceFileError
from gazetteer.model import CITY_KINDS
from gazetteer.rank import AMBIGUOUS_WITHIN, NOWHERE, Context, ambiguous, rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from geopy.location import Location

    from gazetteer import scan
    from gazetteer.candidates import Candidate
    from gazetteer.fallback import Fallback
    from gazetteer.model import Match, Mention, Place
    from gazetteer.placefile import PlaceSource

__all__ = ["Gazetteer"]

_ISO_LENGTH = 2
_HALF_ROUND = 180.0
_LONG_BATCH = 200_000
"""Names from which on a batch is worth a dictionary of all texts."""


class _NoNetwork(BaseSyncAdapter):  # type: ignore[misc]  # geopy has no type hints
    """The adapter that geopy's base class asks for; it refuses to be used."""

    def get_json(self, url: str, **_: object) -> NoReturn:
        raise NetworkForbidden(f"the gazetteer is offline; {url} was asked for")

    def get_text(self, url: str, **_: object) -> NoReturn:
        raise NetworkForbidden(f"the gazetteer is offline; {url} was asked for")


class Gazetteer(Geocoder):  # type: ignore[misc]  # geopy has no type hints
    """Which place does this name mean? Answers from the data it carries, without a network.

    ``places`` is a place file (path or open text) or places already read; they come on top of the shipped
    ones and replace those of the same id. A broken file raises `PlaceFileError` with every fault in it.
    Building one costs nothing: the shipped data is mapped from disk when first needed.

    ``fallback`` is another geopy geocoder, asked for names and points of which the offline data knows nothing: they
    leave the machine. ``fallback_cache`` is the file for its answers (None: in the user's folder for caches; False:
    none), ``fallback_delay`` the seconds from one request to the next. See `docs/online-geocoders.md`.
    """

    def __init__(
        self,
        places: PlaceSource | Iterable[Place] | None = None,
        *,
        fallback: Any = None,
        fallback_cache: str | os.PathLike[str] | Literal[False] | None = None,
        fallback_delay: float = 1.0,
    ) -> None:
        super().__init__(timeout=None, adapter_factory=_NoNetwork)
        self._atlas = Atlas(_overlay(places))
        self._fallback: Fallback | None = None
        if fallback is not None:
            from gazetteer.fallback import chained  # noqa: PLC0415 - only for who switches it on

            self._fallback = chained(fallback, cache=fallback_cache, delay=fallback_delay)

    # The geopy contract

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        limit: int | None = None,
        country_codes: str | Sequence[str] | None = None,
        language: str = "en",
        context: str | Iterable[str] | None = None,
        on: date | None = None,
        viewbox: Sequence[Point | str | Sequence[float]] | None = None,
        near: Point | str | Sequence[float] | None = None,
        kinds: str | Iterable[str] | None = None,
    ) -> Location | list[Location] | None:
        """Give the place that a name means: None, the best Location, or a list of all of them.

        Args:
            query: the name, in any spelling; may say what it lies in ("Hà Nam, Trung Quốc").
            exactly_one: False for every place it may mean, best first.
            timeout: seconds to wait for the fallback, if there is one; the data itself is not waited for.
            limit: the most Locations to give, 1 or more; None for all.
            country_codes: ISO 3166-1 alpha-2 codes, either case; only places in these countries are answers.
            language: of the labels: vi, en, zh.
            context: what was named with it - names, ISO codes in either case, place ids - which decides between
                places of one name.
            on: the day the name was used: a unit that had ended by then, or not begun, is less likely meant.
            viewbox: two opposite corners (latitude, longitude): places outside are less likely meant.
            near: a point (latitude, longitude): the nearer a place the likelier.
            kinds: kinds of place looked for (city, province, park ...): others are less likely meant.

        Raises:
            TypeError: ``query`` is not a string.
            ValueError: ``limit`` is less than 1, or a point is none.
        """
        if not isinstance(query, str):
            raise TypeError(f"a name to look up is a string, not {type(query).__name__}")
        if limit is not None and limit < 1:
            raise ValueError("Limit cannot be less than 1")
        said = self._context(context) | _asked(on, viewbox, near, kinds)
        matches = self._matches(query, said, country_codes)
        unclear = ambiguous(matches, self.lineage)
        if matches and not matches[0].place.has_point and not unclear:
            matches = matches[:1]  # known, but nowhere: another place of the name would be a wrong answer
        found = locations(matches, self.lineage, language=language, ambiguous=unclear)[:limit]
        if not found and self._fallback is not None:
            found = self._fallback.geocode(
                query,
                limit=limit,
                country_codes=country_codes,
                countries=said.countries,
                language=language,
                timeout=timeout,
            )
        if not found:
            return None
        return found[0] if exactly_one else found

    def reverse(
        self,
        query: Point | str | Sequence[float],
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        limit: int | None = None,
        language: str = "en",
    ) -> Location | list[Location] | None:
        """Give the place at a point (latitude, longitude): a venue that holds it, else the nearest city.

        None when no city lies within 100 km. Raises ValueError for what geopy takes for no point, such as a
        latitude over 90.
        """
        if limit is not None and limit < 1:
            raise ValueError("Limit cannot be less than 1")
        if query is None or (not isinstance(query, Point) and len(query) == 0):
            raise ValueError("a point is needed: latitude and longitude in degrees")
        point = query if isinstance(query, Point) else Point(query)
        from gazetteer import nearby  # noqa: PLC0415 - brings numpy, which no forward look-up needs

        matches = nearby.matches(self._atlas, point.latitude, point.longitude)
        found = locations(matches, self.lineage, language=language, ambiguous=False)[:limit]
        if not found and self._fallback is not None:
            found = self._fallback.reverse(point, limit=limit, language=language, timeout=timeout)
        if not found:
            return None
        return found[0] if exactly_one else found

    # More than geopy asks for

    def geocode_many(
        self, names: Iterable[object], *, context: str | Iterable[str] | None = None, **options: Any
    ) -> list[Location | None]:
        """Give the best Location for each name, aligned with ``names``; None where there is no answer.

        ``options`` are those of `geocode`. A name that comes again is looked up once. Without context and options a
        name written as the data has it costs a few microseconds.
        """
        if context is not None and not isinstance(context, str):
            context = tuple(context)
        language = options.get("language", "en")
        plain = not context and all(
            value is None
            for option, value in options.items()
            if option not in ("language", "exactly_one", "limit", "timeout")
        )
        names = list(names)
        index, answer = self._atlas.index, _Meant(self, language)
        long = len(names) >= _LONG_BATCH and index.is_shipped_alone
        meant = index.meanings().get if plain and long else index.meant
        known: dict[str, Location | None] = {}
        answers: list[Location | None] = []
        for name in names:
            if not isinstance(name, str):
                answers.append(None)
                continue
            if name not in known:
                if plain and meant(name) is not None:
                    known[name] = PlaceLocation(answer, name)
                else:
                    known[name] = self.geocode(name, context=context, **{**options, "exactly_one": True})
            answers.append(known[name])
        return answers

    def find_places(self, text: str, *, context: str | Iterable[str] | None = None) -> list[Mention]:
        """Give the places named in running text, in order; offsets are those of ``text`` as given."""
        if not isinstance(text, str):
            raise TypeError(f"running text is a string, not {type(text).__name__}")
        said = self._context(context)
        return self._scanner.mentions(
            text,
            lambda name, context: self._matches(name, said | context, near=False),
            lambda matches: ambiguous(matches, self.lineage),
        )

    def resolve(self, text: str) -> tuple[str, ...]:
        """Give the ids that a text - an id, or a name in any spelling - can mean, best first."""
        if self.place(text) is not None:
            return (text,)
        return tuple(match.place.id for match in self._matches(text, NOWHERE))

    def resolve_city(self, text: str) -> tuple[str, ...]:
        """Give the ids that a text can mean where a city is asked for: cities so named, else any place.

        "Canton" is Guangzhou then, not the province; "Quảng Đông" is the province.
        """
        found = self.resolve(text)
        cities = tuple(one for one in found if (place := self.place(one)) and place.kind in CITY_KINDS)
        return cities or found

    def place(self, place_id: str) -> Place | None:
        """Give the place with this id, or None."""
        return self._atlas.place(place_id)

    def lineage(self, place_id: str) -> tuple[Place, ...]:
        """Give the place and what it lies in, itself first, up to its country; empty for an unknown id."""
        return self._atlas.lineage(place_id)

    def city_of(self, place_id: str) -> Place | None:
        """Give the place itself if it is a city or town, else the nearest one that it lies in, or None."""
        return next((place for place in self.lineage(place_id) if place.kind in CITY_KINDS), None)

    def __contains__(self, place_id: object) -> bool:
        """Tell whether a place has this id."""
        return isinstance(place_id, str) and self.place(place_id) is not None

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """All places, some fifty thousand: the shipped ones in their order, then those of the overlay."""
        return tuple(self._atlas.places())

    @cached_property
    def labelled(self) -> tuple[Place, ...]:
        """The places that a map may label: countries, well-known cities, and those of the overlay."""
        return tuple(self._atlas.labelled())

    def overlaid(self, places: Iterable[Place]) -> Gazetteer:
        """Give a gazetteer in which ``places`` come on top of this one's, replacing those of the same id."""
        return Gazetteer((*self._atlas.overlay, *places), fallback=self._fallback)

    # How an answer is found

    @cached_property
    def _scanner(self) -> scan.Scanner:
        from gazetteer.scan import Scanner  # noqa: PLC0415 - only for running text

        return Scanner(self._atlas)

    def _matches(
        self,
        text: str,
        context: Context,
        country_codes: str | Sequence[str] | None = None,
        *,
        near: bool = True,
    ) -> list[Match]:
        wanted = None
        if country_codes is not None:
            codes = [country_codes] if isinstance(country_codes, str) else country_codes
            wanted = {code.strip().lower() for code in codes}
        for found in candidates(text, self._atlas, near=near):
            if wanted is not None:
                found = [candidate for candidate in found if candidate.entry.place.country in wanted]  # noqa: PLW2901
            matches = rank(found, context, self.lineage, self._said_with)
            if matches:
                return matches
        return []

    def _said_with(self, candidate: Candidate) -> Context:
        return self._context(candidate.within) if candidate.within else NOWHERE

    def _context(self, said: str | Iterable[str] | None) -> Context:
        """Give what names, ISO codes and ids say together; what is none of them says nothing."""
        context = NOWHERE
        words = [said] if isinstance(said, str) else said or ()
        for word in dict.fromkeys(
            word for word in words if isinstance(word, str)
        ):  # an empty cell says nothing
            places = [place for place_id in self._meant(word) if (place := self.place(place_id))]
            if places:
                context |= Context(
                    frozenset(place.id for place in places),
                    frozenset(place.country for place in places),
                    (word,),
                    tuple(
                        (place.latitude, place.longitude)
                        for place in places
                        if place.latitude is not None
                        and place.longitude is not None
                        and place.kind != "country"
                    ),
                )
        return context

    def _meant(self, word: str) -> tuple[str, ...]:
        code = f"country:{word.strip().lower()}"
        if len(word.strip()) == _ISO_LENGTH and self.place(code):
            return (code,)
        if self.place(word):
            return (word,)
        matches = self._matches(word, NOWHERE, near=False) if len(word) <= LONGEST_NAME else []
        return tuple(match.place.id for match in matches if matches[0].score - match.score < AMBIGUOUS_WITHIN)


class _Meant:
    """What names, written just so, mean first."""

    __slots__ = ("_gazetteer", "_language")

    def __init__(self, gazetteer: Gazetteer, language: str) -> None:
        self._gazetteer, self._language = gazetteer, language

    def _row(self, name: str) -> int:
        row = self._gazetteer._atlas.packed.meant(name)  # noqa: SLF001
        assert row is not None
        return row

    def point_at(self, at: str) -> tuple[float | None, float | None]:
        """Give latitude and longitude in degrees."""
        return self._gazetteer._atlas.packed.point(self._row(at)) or (None, None)  # noqa: SLF001

    def address_at(self, at: str) -> str:
        """Give the place and what it lies in as one line."""
        gazetteer = self._gazetteer
        return address_of(gazetteer.lineage(gazetteer._atlas.packed.id(self._row(at))), self._language)  # noqa: SLF001

    def raw_at(self, at: str) -> dict[str, Any]:
        """Give all that is known of it, as `Gazetteer.geocode` has it."""
        found = cast("Location", self._gazetteer.geocode(at, language=self._language))
        return cast("dict[str, Any]", found.raw)


def _asked(
    on: date | None,
    viewbox: Sequence[Point | str | Sequence[float]] | None,
    near: Point | str | Sequence[float] | None,
    kinds: str | Iterable[str] | None,
) -> Context:
    """Give what else than names the caller says about the place."""
    box = None
    if viewbox is not None:
        one, other = (point if isinstance(point, Point) else Point(point) for point in viewbox)
        south, north = sorted((one.latitude, other.latitude))
        west, east = sorted((one.longitude, other.longitude))
        if east - west > _HALF_ROUND:  # the shorter way round crosses the antimeridian
            west, east = east, west
        box = (south, west, north, east)
    point = None if near is None else near if isinstance(near, Point) else Point(near)
    return Context(
        points=((point.latitude, point.longitude),) if point else (),
        box=box,
        day=_day(on),
        kinds=frozenset([kinds] if isinstance(kinds, str) else kinds or ()),
    )


def _day(on: date | None) -> str:
    if on is None:
        return ""
    if not hasattr(on, "isoformat"):
        raise TypeError(f"the day of use is a date, not {type(on).__name__}")
    return on.isoformat()[: len("2025-06-30")]


def _overlay(places: PlaceSource | Iterable[Place] | None) -> tuple[Place, ...]:
    if places is None:
        return ()
    if not (isinstance(places, (str, os.PathLike)) or hasattr(places, "read")):
        return tuple(places)
    from gazetteer.placefile import read_places  # noqa: PLC0415 - only for places of one's own

    read, faults = read_places(cast("PlaceSource", places))
    if faults:
        raise PlaceFileError(faults)
    return tuple(read)
