"""Rank: what speaks for and against each candidate, as named penalties that add up and keep their reasons.

The score is one minus the sum. The costs are chosen so that a name written as the place writes it beats a
name that only folds to it, and that what was said with the name (its context) beats the size of the place.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log10
from typing import TYPE_CHECKING, Final

from gazetteer.model import Match, Penalty
from gazetteer.normalize import fold, marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gazetteer.candidates import Candidate
    from gazetteer.model import Place

__all__ = ["AMBIGUOUS_WITHIN", "LOWEST_ANSWER", "NOWHERE", "Context", "ambiguous", "rank"]

LOWEST_ANSWER: Final = 0.4
"""A candidate that scores less is no answer: none beats a wrong one."""
AMBIGUOUS_WITHIN: Final = 0.1
"""Two places whose scores lie this close cannot be told apart by the name."""

_NAME_KINDS: Final = {
    "official": (0.0, ""),
    "exonym": (0.02, "a name in another language than the place's own"),
    "abbreviation": (0.06, "an abbreviation"),
    "historical": (0.08, "an old name"),
    "generated": (0.10, "a name made by rule, not attested"),
}
_KIND_WEIGHT: Final = {"country": 1.0, "province": 0.9}
_VENUE_WEIGHT: Final = 0.5
_SMALLEST_CITY_WEIGHT: Final = 0.3
_LARGEST_CITY: Final = 30_000_000


@dataclass(frozen=True, slots=True)
class Context:
    """What was named together with the name: places, and the countries these lie in."""

    places: frozenset[str] = frozenset()
    """Ids of the places named."""
    countries: frozenset[str] = frozenset()
    """ISO codes, lower case, of their countries."""
    names: tuple[str, ...] = ()
    """The words of it, as given."""

    def __bool__(self) -> bool:
        return bool(self.countries)

    def __or__(self, other: Context) -> Context:
        return Context(
            self.places | other.places,
            self.countries | other.countries,
            tuple(dict.fromkeys(self.names + other.names)),
        )


NOWHERE: Final = Context()
"""A context that says nothing."""


def rank(
    found: Iterable[Candidate],
    context: Context,
    lineage: Callable[[str], tuple[Place, ...]],
    within: Callable[[Candidate], Context],
) -> list[Match]:
    """Give one match per place, best first, without those that score too little to be an answer.

    ``lineage`` gives a place and what it lies in; ``within`` gives the context that the text itself states.
    """
    best: dict[str, Match] = {}
    for candidate in found:
        penalties = tuple(_penalties(candidate, context, within(candidate), lineage))
        match = Match(candidate.entry.place, candidate.entry.name, _manner(candidate), penalties)
        held = best.get(match.place.id)
        if match.score >= LOWEST_ANSWER and (held is None or match.score > held.score):
            best[match.place.id] = match
    return sorted(best.values(), key=lambda match: (-match.score, match.place.id))


def ambiguous(matches: list[Match], lineage: Callable[[str], tuple[Place, ...]]) -> bool:
    """Tell whether the best match has a rival: another place as good, neither of which lies in the other.

    A city that bears the name of its country (Singapore) is no rival: both are the same spot at another
    precision.
    """
    if not matches:
        return False
    best = matches[0]
    around_best = {place.id for place in lineage(best.place.id)}
    return any(
        best.score - match.score < AMBIGUOUS_WITHIN
        and match.place.id not in around_best
        and best.place.id not in {place.id for place in lineage(match.place.id)}
        for match in matches[1:]
    )


def _penalties(
    candidate: Candidate, context: Context, within: Context, lineage: Callable[[str], tuple[Place, ...]]
) -> Iterator[Penalty]:
    entry, reading = candidate.entry, candidate.reading
    if candidate.slips:
        yield _near(candidate)
    else:
        yield _marks(marks(reading.text), entry.marks)
        if fold(reading.text) != entry.folded:
            yield _spelling(fold(reading.text), entry.folded)
    cost, reason = _NAME_KINDS[entry.name.kind]
    if cost:
        yield Penalty(entry.name.kind, cost, f"“{entry.name.text}” is {reason}")
    if reading.word and reading.kinds and entry.place.kind not in reading.kinds:
        reason = f"“{reading.word}” does not go with a {entry.place.kind}"
        yield Penalty("other-kind", 0.3, reason)
    elif reading.word:
        yield Penalty("administrative-word", 0.01, f"“{reading.word}” was set aside")
    elif entry.word:
        yield Penalty("part-of-name", 0.05, f"the full name is “{entry.name.text}”")
    yield _size(entry.place)
    if context:
        yield _fit(entry.place, context, lineage, elsewhere=0.35)
    if candidate.within:
        yield _fit(entry.place, within, lineage, elsewhere=1.0 if candidate.strict else 0.6)


def _near(candidate: Candidate) -> Penalty:
    other_beginning = fold(candidate.reading.text)[:1] != candidate.entry.folded[:1]
    cost = 0.15 + 0.1 * candidate.slips + 0.15 * other_beginning
    slips = "one slip" if candidate.slips == 1 else f"{candidate.slips} slips"
    return Penalty("near", cost, f"{slips} away from “{candidate.entry.name.text}”")


def _marks(typed: str, named: str) -> Penalty:
    if typed == named:
        return Penalty("as-written", 0.0, "written as the place writes it")
    if not typed:
        return Penalty("marks-missing", 0.03, "marks were left out")
    if not named:
        return Penalty("marks-added", 0.12, "has marks that the name does not have")
    if _is_part(typed, named):
        return Penalty("marks-partly", 0.06, "some marks were left out")
    return Penalty("marks-differ", 0.25, "the marks are those of another word")


def _is_part(typed: str, named: str) -> bool:
    """Tell whether every mark typed is there in the name, in this order, the letters being the same."""
    rest = iter(named)
    return all(char in rest for char in typed)


def _spelling(typed: str, named: str) -> Penalty:
    if typed.replace(" ", "") == named.replace(" ", ""):
        return Penalty("spacing", 0.02, "the syllables are joined or parted in another way")
    return Penalty("y-or-i", 0.04, "y is written for i, or i for y")


def _size(place: Place) -> Penalty:
    weight = _KIND_WEIGHT.get(place.kind)
    if weight is None and place.kind == "city":
        weight = max(_SMALLEST_CITY_WEIGHT, log10(max(place.population or 0, 1)) / log10(_LARGEST_CITY))
    elif weight is None:
        weight = _VENUE_WEIGHT
    people = f" of {place.population:,} people" if place.population else ""
    return Penalty(
        "size", round(0.1 * (1.0 - min(weight, 1.0)), 4), f"a {place.kind.replace('_', ' ')}{people}"
    )


def _fit(
    place: Place, context: Context, lineage: Callable[[str], tuple[Place, ...]], *, elsewhere: float
) -> Penalty:
    said = ", ".join(context.names)
    own = {larger.id for larger in lineage(place.id)}
    if own & context.places:
        return Penalty("within", 0.0, f"lies in what was named with it: {said}")
    if any(place.id == larger.id for named in context.places for larger in lineage(named)):
        return Penalty("around", 0.0, f"holds what was named with it: {said}")
    if place.country in context.countries:
        cost = 0.05 if elsewhere < 1.0 else elsewhere
        return Penalty("same-country", cost, f"in the same country as what was named with it: {said}")
    return Penalty("elsewhere", elsewhere, f"not in the country of what was named with it: {said}")


def _manner(candidate: Candidate) -> str:
    if candidate.slips:
        return "fuzzy"
    if candidate.entry.name.kind == "generated":
        return "generated"
    return "exact" if marks(candidate.reading.text) == candidate.entry.marks else "folded"
