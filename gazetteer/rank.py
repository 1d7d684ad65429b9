"""Rank: what speaks for and against each candidate, as named penalties that add up and keep their reasons.

The score is one minus the sum. The costs are chosen so that a name written as the place writes it beats a name that
only folds to it, and that what was said with the name (its context) beats the size of the place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gazetteer.atlas import metres_between
from gazetteer.model import NO_COUNTRY, Match, Penalty
from gazetteer.normalize import fold, marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gazetteer.candidates import Candidate
    from gazetteer.model import Place

__all__ = ["AMBIGUOUS_WITHIN", "LOWEST_ANSWER", "NOWHERE", "Context", "ambiguous", "rank"]

LOWEST_ANSWER: Final = 0.4
"""A candidate that scores less is no answer: none beats a wrong one."""
AMBIGUOUS_WITHIN: Final = 0.13
"""Two places whose scores lie this close cannot be told apart by the name."""
AMBIGUOUS_READING: Final = 0.22
"""The same for two places that bear a Vietnamese name of which one at least is Chinese: many Chinese names have one
reading, and a name that both countries have does not decide which is meant."""
SAME_SPOT_M: Final = 60_000.0
"""Metres; a city and the county or province around it, of one name and so near, are one spot at two precisions."""

_NAME_KINDS: Final = {
    "official": (0.0, ""),
    "exonym": (0.02, "a name in another language than the place's own"),
    "abbreviation": (0.06, "an abbreviation"),
    "historical": (0.08, "an old name"),
    "generated": (0.17, "a name made by rule, not attested"),
}
_UNKNOWN_LANGUAGE: Final = (0.08, "a name in a language that the source does not tell")
_PINYIN: Final = (0.02, "the pinyin of its Chinese name")
_PINYIN_GENERATED: Final = (0.05, "the pinyin of its Chinese name")
_SIZE: Final = 0.4
"""Cost of no importance at all; ten times the inhabitants make 0.054."""
_ELSEWHERE: Final = 0.45
_SAME_COUNTRY: Final = 0.09
_SAME_COUNTRY_ONLY: Final = 0.22
"""Cost when more than the country was named, and the place lies in none of it."""
_DEEPER: Final = 0.02
"""Cost of each step from the place up to what was named."""
_NO_COUNTRY_COST: Final = 0.1
_NEIGHBOUR_M: Final = 130_000.0
_FAR_M: Final = 1_000_000.0
_FAR: Final = 0.2
_ENDED: Final = 0.03
_NOT_THEN: Final = 0.1
_CHINESE: Final = frozenset({"cn", "tw", "hk", "mo"})
_OTHER_KIND: Final = 0.35
_OUTSIDE_BOX: Final = 0.5
_LESSER: Final = 0.6
_WELL_KNOWN: Final = 0.7
"""Importance of a place that is meant even where the marks are those of another word: Bắc Kính is Bắc Kinh."""
_FROM_POINT: Final = 0.5
_FROM_POINT_M: Final = 500_000.0
_OF_CONTEXT: Final = frozenset(
    {
        "same-country",
        "distance",
        "elsewhere",
        "across-the-border",
        "no-country",
        "outside",
        "not-asked-kind",
        "not-then",
    }
)
# Kinds that stand for an area too large to measure distances from.
_VAST: Final = ("country",)


@dataclass(frozen=True, slots=True)
class Context:
    """What was named together with the name, or asked for with it."""

    places: frozenset[str] = frozenset()
    """Ids of the places named."""
    countries: frozenset[str] = frozenset()
    """ISO codes, lower case, of their countries."""
    names: tuple[str, ...] = ()
    """The words of it, as given."""
    points: tuple[tuple[float, float], ...] = ()
    """Latitude and longitude, in degrees, of those that are no whole country, and of `near`."""
    box: tuple[float, float, float, float] | None = None
    """South, west, north, east in degrees; west > east crosses the antimeridian."""
    day: str = ""
    """Day of use, ISO 8601."""
    kinds: frozenset[str] = field(default_factory=frozenset)
    """Kinds of place looked for."""

    def __bool__(self) -> bool:
        return bool(self.countries or self.points)

    def __or__(self, other: Context) -> Context:
        return Context(
            self.places | other.places,
            self.countries | other.countries,
            tuple(dict.fromkeys(self.names + other.names)),
            tuple(dict.fromkeys(self.points + other.points)),
            self.box or other.box,
            self.day or other.day,
            self.kinds | other.kinds,
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
        if _is_answer(match) and (held is None or match.score > held.score):
            best[match.place.id] = match
    return sorted(best.values(), key=lambda match: (-match.score, match.place.id))


def _is_answer(match: Match) -> bool:
    """Tell whether the name fits well enough to be an answer at all.

    What was said with it only chooses between places - but for a lesser place, or by a name made by rule, a context
    that speaks of another country is a reason to give none.
    """
    lesser = match.name.kind == "generated" or match.place.importance < _LESSER
    said = sum(
        one.cost
        for one in match.penalties
        if one.name in _OF_CONTEXT and not (lesser and one.name == "elsewhere")
    )
    return match.score + said >= LOWEST_ANSWER


def ambiguous(matches: list[Match], lineage: Callable[[str], tuple[Place, ...]]) -> bool:
    """Tell whether the best match has a rival: another place as good, neither of which lies in the other.

    A city that bears the name of its country (Singapore), its province or its county is no rival: all are the same spot
    at another precision.
    """
    if not matches:
        return False
    best = matches[0]
    around_best = {place.id for place in lineage(best.place.id)}
    return any(
        match.place.id not in around_best
        and not _same_spot(best.place, match.place)
        and best.place.id not in {place.id for place in lineage(match.place.id)}
        for match in matches[1:]
        if best.score - match.score
        < (AMBIGUOUS_READING if _shares_readings(best, match) else AMBIGUOUS_WITHIN)
    )


def _shares_readings(one: Match, other: Match) -> bool:
    """Tell whether both bear a Vietnamese name, one at least is Chinese, and no context was given."""
    told = any(
        one_.name in _OF_CONTEXT or one_.name == "within"
        for match in (one, other)
        for one_ in match.penalties
    )
    chinese = bool({one.place.country, other.place.country} & _CHINESE)
    return not told and chinese and one.name.lang == other.name.lang == "vi"


def _same_spot(one: Place, other: Place) -> bool:
    if one.country != other.country or not one.has_point or not other.has_point:
        return False
    assert one.latitude is not None
    assert one.longitude is not None
    assert other.latitude is not None
    assert other.longitude is not None
    return metres_between(one.latitude, one.longitude, other.latitude, other.longitude) < SAME_SPOT_M


def _penalties(
    candidate: Candidate, context: Context, within: Context, lineage: Callable[[str], tuple[Place, ...]]
) -> Iterator[Penalty]:
    entry, reading = candidate.entry, candidate.reading
    place = entry.place
    if candidate.slips:
        yield _near(candidate)
    else:
        yield _marks(_marks_of(reading.text), entry.marks, known=place.importance >= _WELL_KNOWN)
        folded = _fold_of(reading.text)
        if folded != entry.folded:
            yield _spelling(folded, entry.folded)
        if entry.name.kind == "abbreviation" and _marks_of(reading.text) != entry.marks:
            yield Penalty("not-just-so", 1.0, "an abbreviation is written just so")
    cost, reason = _kind_of_name(candidate)
    if cost:
        yield Penalty(entry.name.kind, cost, f"“{entry.name.text}” is {reason}")
    if reading.word and reading.kinds and place.kind not in reading.kinds:
        yield Penalty(
            "other-kind",
            _OTHER_KIND,
            f"“{reading.word}” does not go with this kind of place: {_in_words(place.kind)}",
        )
    elif reading.word:
        yield Penalty("administrative-word", 0.01, f"“{reading.word}” was set aside")
    elif entry.word:
        yield Penalty("part-of-name", 0.05, f"the full name is “{entry.name.text}”")
    yield _size(place)
    if context:
        yield from _fit(place, context, lineage, elsewhere=_ELSEWHERE)
    if candidate.within:
        yield from _fit_text(candidate, within, lineage)
    yield from _asked(place, context)


def _fit_text(
    candidate: Candidate, within: Context, lineage: Callable[[str], tuple[Place, ...]]
) -> Iterator[Penalty]:
    """Give what the text itself says of where the place lies: one that does not fit is no answer."""
    if candidate.strict and not within:
        yield Penalty("text-unknown", 1.0, f"nothing is known of “{', '.join(candidate.within)}”")
    for penalty in _fit(candidate.entry.place, within, lineage, elsewhere=1.0 if candidate.strict else 0.6):
        around = candidate.strict and penalty.name == "around"  # "China Daily" is not China
        yield Penalty(f"text-{penalty.name}", 1.0 if around else penalty.cost, penalty.reason)


def _asked(place: Place, context: Context) -> Iterator[Penalty]:
    """Give what speaks against a place by the day, the kinds and the box that were asked for."""
    if context.day and not place.held_on(context.day):
        when = (
            f"until {place.valid_to}"
            if place.valid_to and context.day > place.valid_to
            else f"from {place.valid_from} on"
        )
        yield Penalty("not-then", _NOT_THEN, f"was such a place only {when}")
    elif not context.day and place.valid_to:
        yield Penalty("ended", _ENDED, f"was such a place until {place.valid_to}")
    if context.kinds and place.kind not in context.kinds:
        yield Penalty(
            "not-asked-kind", _OTHER_KIND, f"is of another kind than was asked for: {_in_words(place.kind)}"
        )
    if context.box and not _is_inside(place, context.box):
        yield Penalty("outside", _OUTSIDE_BOX, "lies outside the area that was asked for")


def _is_inside(place: Place, box: tuple[float, float, float, float]) -> bool:
    south, west, north, east = box
    if place.latitude is None or place.longitude is None:
        return False
    across = west <= place.longitude <= east if west <= east else not east < place.longitude < west
    return south <= place.latitude <= north and across


def _kind_of_name(candidate: Candidate) -> tuple[float, str]:
    name = candidate.entry.name
    if name.lang == "und":
        return _UNKNOWN_LANGUAGE
    if name.lang == "zh-Latn-pinyin":
        return _PINYIN_GENERATED if name.kind == "generated" else _PINYIN
    return _NAME_KINDS[name.kind]


# One query meets the same text again and again: once for each candidate.
_marks_of = lru_cache(maxsize=256)(marks)
_fold_of = lru_cache(maxsize=256)(fold)


def _in_words(kind: str) -> str:
    return kind.replace("_", " ")


def _near(candidate: Candidate) -> Penalty:
    other_beginning = fold(candidate.reading.text)[:1] != candidate.entry.folded[:1]
    cost = 0.15 + 0.1 * candidate.slips + 0.15 * other_beginning
    slips = "one slip" if candidate.slips == 1 else f"{candidate.slips} slips"
    return Penalty("near", cost, f"{slips} away from “{candidate.entry.name.text}”")


def _marks(typed: str, named: str, *, known: bool) -> Penalty:
    if typed == named:
        return Penalty("as-written", 0.0, "written as the place writes it")
    if not typed:
        return Penalty("marks-missing", 0.03, "marks were left out")
    if not named:
        return Penalty("marks-added", 0.17, "has marks that the name does not have")
    if _is_part(typed, named):
        return Penalty("marks-partly", 0.06, "some marks were left out")
    return Penalty("marks-differ", 0.25 if known else 0.42, "the marks are those of another word")


def _is_part(typed: str, named: str) -> bool:
    """Tell whether every mark typed is there in the name, in this order, the letters being the same."""
    rest = iter(named)
    return all(char in rest for char in typed)


def _spelling(typed: str, named: str) -> Penalty:
    if typed.replace(" ", "") == named.replace(" ", ""):
        return Penalty("spacing", 0.02, "the syllables are joined or parted in another way")
    return Penalty("y-or-i", 0.04, "y is written for i, or i for y")


def _size(place: Place) -> Penalty:
    people = f", {place.population:,} people" if place.population else ""
    return Penalty(
        "size", round(_SIZE * (1.0 - place.importance), 4), f"kind of place: {_in_words(place.kind)}{people}"
    )


def _fit(
    place: Place, context: Context, lineage: Callable[[str], tuple[Place, ...]], *, elsewhere: float
) -> Iterator[Penalty]:
    said = ", ".join(context.names)
    line = lineage(place.id)
    steps = [step for step, larger in enumerate(line) if larger.id in context.places]
    countries = [step for step in steps if line[step].kind == "country"]
    closer = any(not named.startswith("country:") for named in context.places)
    if steps and (steps != countries or not closer):
        yield Penalty(
            "within",
            _DEEPER * min(steps[0], 3) if steps != countries else 0.0,
            f"lies in what was named with it: {said}",
        )
        return
    if any(place.id == larger.id for named in context.places for larger in lineage(named)):
        yield Penalty("around", 0.0, f"holds what was named with it: {said}")
        return
    away = _metres_away(place, context)
    if place.country == NO_COUNTRY:
        yield Penalty("no-country", _NO_COUNTRY_COST, "has no country code")
    elif place.country in context.countries:
        cost = elsewhere if elsewhere >= 1.0 else _SAME_COUNTRY_ONLY if closer else _SAME_COUNTRY
        yield Penalty("same-country", cost, f"in the same country as what was named with it: {said}")
    elif context.countries:
        if away is not None and away < _NEIGHBOUR_M and elsewhere < 1.0:
            yield Penalty(
                "across-the-border",
                2 * _SAME_COUNTRY,
                f"across the border from what was named with it: {said}",
            )
        else:
            yield Penalty("elsewhere", elsewhere, f"not in the country of what was named with it: {said}")
    if away is not None and not context.names:
        cost = round(_FROM_POINT * min(1.0, away / _FROM_POINT_M), 4)
        yield Penalty("distance", cost, f"{away / 1000:,.0f} km from the point")
    elif away is not None:
        cost = round(_FAR * min(1.0, away / _FAR_M), 4)
        yield Penalty("distance", cost, f"{away / 1000:,.0f} km from what was named with it")


def _metres_away(place: Place, context: Context) -> float | None:
    """Give the distance to the nearest point of the context; None when either has none."""
    if not context.points or place.latitude is None or place.longitude is None or place.kind in _VAST:
        return None
    return min(metres_between(place.latitude, place.longitude, *point) for point in context.points)


def _manner(candidate: Candidate) -> str:
    if candidate.slips:
        return "fuzzy"
    if candidate.entry.name.kind == "generated":
        return "generated"
    return "exact" if marks(candidate.reading.text) == candidate.entry.marks else "folded"
