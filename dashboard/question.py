"""What is asked of the gazetteer's page, and how the address writes it: `?name=…&context=…&in=cn&used=2024-05-16`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dashboard.limits import LONGEST_NAME, MOST_CONTEXT
from visits.filters import Note
from visits.parameters import MAX_LENGTH, NOTES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PARTS = ("name", "column", "add")
"""Parts of the page; the first is shown when nothing else is asked for."""

PARAMETERS = ("name", "context", "in", "used", "part")
"""Parameters of the address."""


@dataclass(frozen=True)
class Question:
    """What is asked of the gazetteer."""

    name: str = ""
    """The name to look up; empty = nothing is asked."""
    context: tuple[str, ...] = ()
    """Places and countries named with it."""
    country: str = ""
    """ISO 3166-1 alpha-2 code, lower case: only places there are answers; empty = anywhere."""
    day: date | None = None
    """The day the name was used; None = now."""
    part: str = PARTS[0]
    """Which part of the page is open."""

    def to_params(self) -> dict[str, list[str]]:
        """Return the address's parameters; what is not set is left out."""
        values = {
            "name": [self.name],
            "context": list(self.context),
            "in": [self.country],
            "used": [self.day.isoformat() if self.day else ""],
            "part": [self.part if self.part != PARTS[0] else ""],
        }
        return {name: kept for name, said in values.items() if (kept := [value for value in said if value])}

    @classmethod
    def from_params(cls, found: Mapping[str, Sequence[str]]) -> tuple[Question, list[Note]]:
        """Read the address's parameters; what means nothing is left out and noted."""
        notes: list[Note] = []

        def note(name: str, value: str, code: str) -> None:
            notes.append(Note(name, value[:MAX_LENGTH], code, NOTES[code]))

        def single(name: str) -> str:
            values = found.get(name, ())
            if len(values) > 1:
                note(name, values[1], "given-twice")
            return values[0].strip() if values else ""

        name, country, used, part = (single(name) for name in ("name", "in", "used", "part"))
        if len(name) > LONGEST_NAME:
            note("name", name, "too-long")
            name = ""
        context = [word.strip() for word in found.get("context", ()) if word.strip()]
        for word in [word for word in context if len(word) > LONGEST_NAME]:
            note("context", word, "too-long")
            context.remove(word)
        for word in context[MOST_CONTEXT : MOST_CONTEXT + 1]:
            note("context", word, "too-many")
        if country and not is_country_code(country.lower()):
            note("in", country, "not-a-country")
            country = ""
        if used and day_of(used) is None:
            note("used", used, "not-a-day")
        if part and part not in PARTS:
            note("part", part, "unknown-word")
            part = ""
        question = cls(name, tuple(context[:MOST_CONTEXT]), country.lower(), day_of(used), part or PARTS[0])
        return question, notes


def is_country_code(text: str) -> bool:
    """Tell whether a text has the form of a code of ISO 3166-1 in lower case."""
    return len(text) == 2 and text.isascii() and text.isalpha() and text.islower()  # noqa: PLR2004


def day_of(text: str) -> date | None:
    """Return the day that a text writes as 2024-05-16; None for anything else."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
