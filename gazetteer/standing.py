"""Does a name that was found in running text stand there as that of a place?

A place is written with a capital, its marks are not those of another word, and it is not part of a person's name.
Lesser places - there are fifty thousand, and people are called like many of them - have to stand alone, behind a word
such as "huyện" or "tại", or in front of 市 or 县. Surnames and everyday words stand in lists (`gazetteer.lexicon`).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from gazetteer.affixes import kinds_before, readings
from gazetteer.lexicon import alternatives, words
from gazetteer.normalize import fold, marks
from gazetteer.tokens import FIRST_HAN

if TYPE_CHECKING:
    from gazetteer.model import Match

__all__ = ["FoundName", "is_written_so"]

_SENTENCE_END: Final = re.compile(r"(?:^|[.!?:;\n\u201c\"(])\s*\Z")
_LOCATIVE: Final = re.compile(
    r"(?:^|[^\w])(?:tại|ở|đến|tới|từ|về|sang|qua|thăm|rời|ra|vào"
    r"|in|at|to|from|near|visit(?:ed|ing)?|via|leaving|and|và|,)\s+\Z",
    re.IGNORECASE,
)
_WEAK_LENGTH: Final = 4
_LOOK_BACK: Final = 48
_GREAT: Final = 0.74
"""Importance from which on a place may be named anywhere, even between other capitalised words."""
_KNOWN: Final = 0.6
"""Importance from which on a place may be named where it stands alone."""
_GREAT_HAN: Final = 0.7
_MANY_WORDS: Final = 3
_LEAST_HAN: Final = 2
_SURE_HAN: Final = 3
_UNIT_BEHIND: Final = frozenset("省市县縣区區州旗镇鎮盟港口")
_EVERYDAY: Final = frozenset(words("everyday-zh"))
_PERSONS: Final = frozenset(words("persons"))
_SURNAMES_VI: Final = frozenset(words("surnames-vi"))
_SURNAMES_ZH: Final = frozenset(words("surnames-zh"))
_GIVEN_NAMES: Final = frozenset(words("given-names"))
_EVERYDAY_LATIN: Final = frozenset(words("everyday-en"))
_MONTHS: Final = frozenset({"March", "May", "August"})
_TITLES: Final = re.compile(rf"(?:^|[^\w])(?:{alternatives(words('titles'))})\.?\s+\Z", re.IGNORECASE)


class FoundName:
    """What is known of a name wherever it stands, worked out once a text."""

    __slots__ = (
        "ascii_word",
        "core",
        "han",
        "importance",
        "is_place",
        "kind",
        "length",
        "lower",
        "many",
        "name",
        "person",
        "place",
        "place_kinds",
        "weak",
    )

    def __init__(self, name: str, matches: tuple[Match, ...]) -> None:
        self.name, self.is_place = name, bool(matches)
        if not matches:
            return
        best = matches[0]
        self.place, self.kind = best.place, best.name.kind
        self.place_kinds = {match.place.kind for match in matches}
        self.han = name[0] >= FIRST_HAN
        self.person = unicodedata.normalize("NFC", name) in _PERSONS
        self.length = len(fold(name))
        self.lower = name.islower()
        self.core = len(readings(name)) > 1
        self.many = self.kind != "generated" and name.count(" ") >= _MANY_WORDS - 1
        self.weak = self.length <= _WEAK_LENGTH and " " not in name and "-" not in name
        self.ascii_word = name.isascii() and " " not in name
        self.importance = (
            best.place.importance - 0.1 * (self.kind == "generated") - 0.06 * (best.name.lang == "und")
        )

    def stands(self, text: str, start: int, end: int, *, small: bool) -> bool:
        """Tell whether the name stands there as that of a place; ``small``: the text has no capitals."""
        if self.han:
            return (
                not self.person
                and not _is_chinese_person(text, start, end)
                and self._stands_in_chinese(text, end)
            )
        if self.kind == "abbreviation" and self.length <= _WEAK_LENGTH:
            # The code of an airport is a word in capitals too often: CAN, BAR.
            return self.place.kind != "airport" and self.name.upper() == self.name
        if small:
            return not self.weak and self.place.importance >= _KNOWN
        return (
            not self.lower
            and not self._is_person(text, start, end)
            and self._stands_in_latin(text, start, end)
        )

    def _stands_in_latin(self, text: str, start: int, end: int) -> bool:
        before = text[max(0, start - _LOOK_BACK) : start]
        kinds = kinds_before(before)
        if self.person:
            return self.core or self._fits(kinds)
        if kinds is None and _TITLES.search(unicodedata.normalize("NFC", before)):
            return False
        if kinds is not None:
            return self._fits(kinds) and (self._needs_no_room() or not _goes_on(text, end))
        return self._needs_no_room() or (
            not _has_neighbour(text, start, end)
            and self._stands_alone(before, whole=len(text) == end - start)
        )

    def _fits(self, kinds: frozenset[str] | None) -> bool:
        """Tell whether an administrative word before the name goes with a place of the name."""
        return kinds is not None and (not kinds or bool(self.place_kinds & kinds))

    def _needs_no_room(self) -> bool:
        """Tell whether the name is that of a place even between other capitalised words."""
        return (self.importance >= _GREAT and not self.weak) or self.core or self.many

    def _stands_alone(self, before: str, *, whole: bool) -> bool:
        """Tell whether the name is that of a place where no neighbour is capitalised; ``whole``: it is all the text."""
        if self.weak:
            return self.importance >= _KNOWN and (whole or not _SENTENCE_END.search(before))
        if _TITLES.search(unicodedata.normalize("NFC", before)):
            return False
        return self.importance >= _KNOWN or (
            _LOCATIVE.search(before) is not None and self.kind != "generated"
        )

    def _stands_in_chinese(self, text: str, end: int) -> bool:
        behind = text[end : end + 1]
        if behind == "市" and self.place.kind == "town":
            return False  # a town of the name is not the city that is meant
        if self.name in _EVERYDAY:
            return bool(behind) and behind in _UNIT_BEHIND
        if len(self.name) > _SURE_HAN:
            return True
        if len(self.name) == _SURE_HAN and (
            self.core or self.place.importance >= _KNOWN or self.place.precision == "venue"
        ):
            return True
        return self.place.importance >= _GREAT_HAN or (bool(behind) and behind in _UNIT_BEHIND)

    def _is_person(self, text: str, start: int, end: int) -> bool:
        """Tell whether the name is part of a person's: "Nguyễn Phú Thọ", "Michael Jordan", "Florence Lee"."""
        before = _word_before(text, start)
        if before in _SURNAMES_VI:
            return True
        if not self.ascii_word:
            return False
        word = self.name
        if word in _MONTHS:
            return True
        if word in _GIVEN_NAMES:
            return before[:1].isupper() or _goes_on(text, end)
        return word in _EVERYDAY_LATIN and _LOCATIVE.search(text[max(0, start - _LOOK_BACK) : start]) is None


def _word_before(text: str, start: int) -> str:
    """Give the word that a space parts from what begins at ``start``; empty when there is none."""
    last = text[start - 2 : start - 1]
    if text[start - 1 : start] != " " or not last or not (last.isalpha() or unicodedata.combining(last)):
        return ""
    before = text[max(0, start - _LOOK_BACK) : start - 1]
    word = before[before.rfind(" ") + 1 :]
    return word if word.isascii() else unicodedata.normalize("NFC", word)


def _is_chinese_person(text: str, start: int, end: int) -> bool:
    """Tell whether a surname stands before, with nothing before that: 李广西, 张河南."""
    if text[start - 1 : start] not in _SURNAMES_ZH or not start or end - start > _LEAST_HAN:
        return False
    return start == 1 or text[start - 2] < FIRST_HAN or text[start - 2] in "、和与及，。（"


def _goes_on(text: str, end: int) -> bool:
    """Tell whether a capitalised word follows."""
    return text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


def _has_neighbour(text: str, start: int, end: int) -> bool:
    """Tell whether a neighbour is capitalised too: the name is part of a longer one then, a person's perhaps."""
    if _goes_on(text, end):
        return True
    if text[start - 1 : start] != " ":
        return False
    word = _word_before(text, start)
    before = text[max(0, start - _LOOK_BACK) : start - 1]
    return word[:1].isupper() and not _SENTENCE_END.search(before[: before.rfind(" ") + 1])


def is_written_so(name: str, match: Match) -> bool:
    """Tell whether no marks are other than the match has them, and none left out of a short name."""
    core = readings(name)[-1].text
    for written, text in (
        (name, match.name.text),
        (core, readings(match.name.text, of_data=True)[-1].text),
        (core, match.name.text),
    ):
        mine, its = marks(written), marks(text)
        if fold(written).replace(" ", "") == fold(text).replace(" ", "") and (
            mine == its or (not mine and len(fold(written)) > _WEAK_LENGTH)
        ):
            return True
    return False
