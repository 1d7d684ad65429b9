"""The gazetteer's reasons in the reader's language.

The gazetteer says why in plain English sentences. Here stands each of them, with the parts that vary in braces; a
sentence that is none of these is shown as it is.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dashboard.text import Texts, label, message

if TYPE_CHECKING:
    from collections.abc import Callable

REASONS: tuple[str, ...] = (
    message("written as the place writes it"),
    message("marks were left out"),
    message("has marks that the name does not have"),
    message("some marks were left out"),
    message("the marks are those of another word"),
    message("the syllables are joined or parted in another way"),
    message("y is written for i, or i for y"),
    message("“{name}” is a name in another language than the place's own"),
    message("“{name}” is an abbreviation"),
    message("“{name}” is an old name"),
    message("“{name}” is a name made by rule, not attested"),
    message("“{name}” is a name in a language that the source does not tell"),
    message("“{name}” is the pinyin of its Chinese name"),
    message("“{word}” does not go with this kind of place: {kind}"),
    message("“{word}” was set aside"),
    message("the full name is “{name}”"),
    message("kind of place: {kind}, {people} people"),
    message("kind of place: {kind}"),
    message("lies in what was named with it: {said}"),
    message("holds what was named with it: {said}"),
    message("in the same country as what was named with it: {said}"),
    message("not in the country of what was named with it: {said}"),
    message("across the border from what was named with it: {said}"),
    message("has no country code"),
    message("{number} km from what was named with it"),
    message("{number} km from the point"),
    message("was such a place only until {day}"),
    message("was such a place only from {day} on"),
    message("was such a place until {day}"),
    message("is of another kind than was asked for: {kind}"),
    message("lies outside the area that was asked for"),
    message("one slip away from “{name}”"),
    message("{slips} slips away from “{name}”"),
    message("chosen by hand"),
    message("left without a place by hand"),
)
"""What the gazetteer says; of two that fit the one that stands first counts."""

KIND = r"[a-z]+(?: [a-z]+){0,2}"
"""What a kind of place looks like in a reason."""


def reason_in_words(reason: str, texts: Texts) -> str:
    """Return a reason in the reader's language; one that is not known stays English."""
    if texts.lang == "en":
        return reason
    for pattern, template in _patterns():
        if found := pattern.fullmatch(reason):
            say = _fields(texts)
            fields = {name: say.get(name, str)(value) for name, value in found.groupdict().items()}
            return texts.t(template, **fields)
    return reason


def _fields(texts: Texts) -> dict[str, Callable[[str], str]]:
    """Return how the parts that are no names are said."""
    return {
        "kind": lambda kind: label("place_kind", kind.replace(" ", "_"), texts.lang).lower(),
        "people": lambda number: texts.number(int(number.replace(",", ""))),
        "slips": lambda number: texts.number(int(number)),
    }


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Return each reason as a pattern that finds its parts."""
    forms = {
        "kind": KIND,
        "people": r"[\d,]+",
        "number": r"[\d,.]+",
        "slips": r"\d+",
        "day": r"\d{4}-\d\d-\d\d",
    }
    patterns = []
    for template in REASONS:
        parts = re.split(r"\{(\w+)\}", template)
        pattern = "".join(
            f"(?P<{part}>{forms.get(part, '.+')})" if number % 2 else re.escape(part)
            for number, part in enumerate(parts)
        )
        patterns.append((re.compile(pattern, re.DOTALL), template))
    return patterns
