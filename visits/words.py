"""Search by words: every word somewhere in an event's titles, names, documents or notes, in any language.

Case, diacritics, width and punctuation do not count (`gazetteer.normalize.fold`, on the data and on the
query). A word is found also inside a longer one, since Chinese has no blanks. Searched are, for each event:
its titles, documents and note; the names of its hosts and guests; the names of its place and of the city;
titles, delegation, head and note of its visit.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from gazetteer.cells import split_values
from gazetteer.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from visits.columns import TextColumn
    from visits.derive import EventColumns
    from visits.people import People

MAX_WORDS: Final = 20
"""Further words of a query are not looked at."""
_OF_EVENT: Final = (
    "title",
    "title_vi",
    "title_zh",
    "documents",
    "documents_vi",
    "documents_zh",
    "note",
    "note_vi",
)
_OF_VISIT: Final = (
    "title",
    "title_vi",
    "title_zh",
    "delegation",
    "delegation_vi",
    "delegation_zh",
    "note",
    "note_vi",
)


class Words:
    """The folded texts of one set of records; made when somebody first searches."""

    def __init__(self, columns: EventColumns, people: People) -> None:
        self._columns = columns
        self._people = people

    def mask(self, query: str) -> NDArray[np.bool_]:
        """Per event whether it has all words of the query; a query without words is no filter."""
        passing = np.ones(len(self._columns.events), dtype=np.bool_)
        for word in list(dict.fromkeys(fold(query).split()))[:MAX_WORDS]:
            passing &= self._with_word(word)
        return passing

    def _with_word(self, word: str) -> NDArray[np.bool_]:
        found = np.zeros(len(self._columns.events), dtype=np.bool_)
        for texts in self._texts:
            found |= texts.spread(_contains(texts.texts, word))
        visits = self._visits
        if len(visits):
            in_visit = np.append(_contains(visits, word), False)
            found |= in_visit[self._columns.visit_row]
        return found

    @cached_property
    def _texts(self) -> tuple[TextColumn, ...]:
        """Columns of folded text, aligned with the events; columns without any text are left out."""
        events = self._columns.events
        own = [events[name].mapped(fold) for name in _OF_EVENT]
        persons = [events[name].mapped(self._names_in) for name in ("hosts", "guests")]
        return tuple(texts for texts in (*own, *persons, self._places) if any(texts.texts))

    def _names_in(self, cell: str) -> str:
        return " | ".join(self._folded_names.get(person_id, "") for person_id in split_values(cell))

    @cached_property
    def _folded_names(self) -> dict[str, str]:
        return {person_id: _folded(names) for person_id, names in self._people.names.items()}

    @property
    def _places(self) -> TextColumn:
        """The names of the place of each event and of its city.

        Only attested ones in a language that the gazetteer tells: with all the others words of two names would come
        together by chance.
        """
        texts = iter(
            _folded(
                name.text
                for place in (own, city)
                if place
                for name in place.names
                if name.kind in _NAMES_SEARCHED and name.lang != "und"
            )
            for own, city in zip(self._columns.places, self._columns.cities, strict=True)
        )
        return self._columns.events["place_id"].mapped(lambda _: next(texts))

    @cached_property
    def _visits(self) -> pd.Series:
        """The folded texts of each visit, in one."""
        visits = self._columns.visits
        heads = [self._folded_names.get(head, "") for head in visits["head"].to_list()]
        cells = zip(*(visits[name].to_list() for name in _OF_VISIT), heads, strict=True)
        return pd.Series([_folded(texts) for texts in cells], dtype="str")


_NAMES_SEARCHED = ("official", "exonym", "abbreviation", "historical")


def _folded(texts: Iterable[str]) -> str:
    """Texts folded one by one, with a sign between them that no word can hold."""
    return " | ".join(filter(None, map(fold, texts)))


def _contains(texts: object, word: str) -> NDArray[np.bool_]:
    return np.asarray(pd.Series(texts, dtype="str").str.contains(word, regex=False), dtype=np.bool_)
