"""The gazetteer as a geopy geocoder: offline, with geopy's contract of None, one Location, or a list.

A name walks: text -> `gazetteer.normalize` -> `gazetteer.candidates` -> `gazetteer.rank` ->
`gazetteer.answer`.
"""

from __future__ import annotations

import os
from functools import cached_property
from io import TextIOBase
from typing import TYPE_CHECKING, Any, NoReturn, cast

from geopy.adapters import BaseSyncAdapter
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.point import Point

from gazetteer import nearby, scan
from gazetteer.answer import locations
from gazetteer.atlas import Atlas
from gazetteer.candidates import candidates
from gazetteer.errors import NetworkForbidden, PlaceFileError
from gazetteer.placefile import PlaceSource, read_places
from gazetteer.rank import NOWHERE, Context, ambiguous, rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from geopy.location import Location

    from gazetteer.candidates import Candidate
    from gazetteer.model import Match, Mention, Place

__all__ = ["Gazetteer"]

_ISO_LENGTH = 2


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
    Building one costs
    nothing: the shipped data is read, once, when first needed.
    """

    def __init__(self, places: PlaceSource | Iterable[Place] | None = None) -> None:
        super().__init__(timeout=None, adapter_factory=_NoNetwork)
        self._atlas = Atlas(_overlay(places))

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
    ) -> Location | list[Location] | None:
        """Give the place that a name means: None, the best Location, or a list of all of them.

        Args:
            query: the name, in any spelling; may say what it lies in ("Hà Nam, Trung Quốc").
            exactly_one: False for every place it may mean, best first.
            timeout: accepted as geopy's callers give it; nothing is waited for.
            limit: the most Locations to give, 1 or more; None for all.
            country_codes: ISO 3166-1 alpha-2 codes, either case; only places in these countries are answers.
            language: of the labels: vi, en, zh.
            context: what was named with it - names, ISO codes in either case, place ids - which decides
                between
                places of one name.
            on: the day the name was used. Accepted now; the shipped places have no dates yet, so it changes
                nothing.

        Raises:
            TypeError: ``query`` is not a string.
            ValueError: ``limit`` is less than 1.
        """
        del timeout, on
        if not isinstance(query, str):
            raise TypeError(f"a name to look up is a string, not {type(query).__name__}")
        if limit is not None and limit < 1:
            raise ValueError("Limit cannot be less than 1")
        matches = self._matches(query, self._context(context), country_codes)
        unclear = ambiguous(matches, self.lineage)
        found = locations(matches, self.lineage, language=language, ambiguous=unclear)[:limit]
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
        del timeout
        if limit is not None and limit < 1:
            raise ValueError("Limit cannot be less than 1")
        point = query if isinstance(query, Point) else Point(query)
        matches = nearby.matches(self.places, point.latitude, point.longitude)
        found = locations(matches, self.lineage, language=language, ambiguous=False)[:limit]
        if not found:
            return None
        return found[0] if exactly_one else found

    # More than geopy asks for

    def geocode_many(
        self, names: Iterable[object], *, context: str | Iterable[str] | None = None, **options: Any
    ) -> list[Location | None]:
        """Give the best Location for each name, aligned with ``names``; None where there is no answer.

        ``options`` are those of `geocode`. A name that comes again is looked up once.
        """
        if context is not None and not isinstance(context, str):
            context = tuple(context)
        known: dict[str, Location | None] = {}
        answers: list[Location | None] = []
        for name in names:
            if not isinstance(name, str):
                answers.append(None)
                continue
            if name not in known:
                known[name] = self.geocode(name, context=context, **{**options, "exactly_one": True})
            answers.append(known[name])
        return answers

    def find_places(self, text: str, *, context: str | Iterable[str] | None = None) -> list[Mention]:
        """Give the places named in running text, in order; offsets are those of ``text`` as given."""
        said = self._context(context)
        return scan.mentions(text, self._scanner, lambda name: self._matches(name, said, near=False))

    def resolve(self, text: str) -> tuple[str, ...]:
        """Give the ids that a text - an id, or a name in any spelling - can mean, best first."""
        if text in self._atlas.by_id:
            return (text,)
        return tuple(match.place.id for match in self._matches(text, NOWHERE))

    def place(self, place_id: str) -> Place | None:
        """Give the place with this id, or None."""
        return self._atlas.by_id.get(place_id)

    def lineage(self, place_id: str) -> tuple[Place, ...]:
        """Give the place and what it lies in, itself first, up to its country; empty for an unknown id."""
        return self._atlas.lineage(place_id)

    def city_of(self, place_id: str) -> Place | None:
        """Give the place itself if it is a city, else the nearest city that it lies in, or None."""
        return next((place for place in self.lineage(place_id) if place.kind == "city"), None)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """All places: the shipped ones in order of id, then those of the overlay."""
        return tuple(self._atlas.by_id.values())

    def overlaid(self, places: Iterable[Place]) -> Gazetteer:
        """Give a gazetteer in which ``places`` come on top of this one's, replacing those of the same id."""
        return Gazetteer((*self._atlas.overlay, *places))

    # How an answer is found

    @cached_property
    def _scanner(self) -> scan.Scanner:
        return scan.Scanner(self.places)

    def _matches(
        self,
        text: str,
        context: Context,
        country_codes: str | Sequence[str] | None = None,
        *,
        near: bool = True,
    ) -> list[Match]:
        found = candidates(text, self._atlas.index, near=near)
        if country_codes is not None:
            codes = [country_codes] if isinstance(country_codes, str) else country_codes
            wanted = {code.strip().lower() for code in codes}
            found = [candidate for candidate in found if candidate.entry.place.country in wanted]
        return rank(found, context, self.lineage, self._said_with)

    def _said_with(self, candidate: Candidate) -> Context:
        return self._context(candidate.within) if candidate.within else NOWHERE

    def _context(self, said: str | Iterable[str] | None) -> Context:
        """Give what names, ISO codes and ids say together; what is none of them says nothing."""
        context = NOWHERE
        for word in [said] if isinstance(said, str) else said or ():
            ids = self._meant(word)
            countries = frozenset(place.country for place_id in ids if (place := self.place(place_id)))
            if ids:
                context |= Context(frozenset(ids), countries, (word,))
        return context

    def _meant(self, word: str) -> tuple[str, ...]:
        code = f"country:{word.strip().lower()}"
        if len(word.strip()) == _ISO_LENGTH and self.place(code):
            return (code,)
        if self.place(word):
            return (word,)
        found = candidates(word, self._atlas.index, near=False)
        matches = rank(found, NOWHERE, self.lineage, lambda _: NOWHERE)
        clear = matches[:1] if not ambiguous(matches, self.lineage) else matches
        return tuple(match.place.id for match in clear)


def _overlay(places: PlaceSource | Iterable[Place] | None) -> tuple[Place, ...]:
    if places is None:
        return ()
    if not isinstance(places, (str, os.PathLike, TextIOBase)):
        return tuple(cast("Iterable[Place]", places))
    read, faults = read_places(cast("PlaceSource", places))
    if faults:
        raise PlaceFileError(faults)
    return tuple(read)
