"""Places in running text: the longest names, at the borders of syllables, with exact offsets.

Latin text is cut into words, Chinese into characters, on the original text: combining marks stay with their
letter, so that the offsets hold for NFD as for NFC. A name can begin at a word only if the table of first words
says so, and go on only if the table of pairs does (`gazetteer.tokens`); what is left is looked up, the longest
first.

Running text is strict where a query is not: no near names are taken, and whether a name stands there as that of a
place is for `gazetteer.standing` to say.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from gazetteer.lexicon import alternatives, words
from gazetteer.model import Mention
from gazetteer.normalize import fold, key
from gazetteer.offices import qualified
from gazetteer.rank import NOWHERE, Context
from gazetteer.standing import FoundName, is_written_so
from gazetteer.tokens import CJK, FIRST_HAN, FIRST_WORDS, PAIRS, UNIT, hash_of_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gazetteer.atlas import Atlas
    from gazetteer.model import Match

__all__ = ["Scanner"]

_NEXT: Final = re.compile(
    rf"(?: |[^\S\n]?[-\u2010-\u2013·][^\S\n]?|\.|[^\S\n]{{0,3}}\n?[^\S\n]{{0,4}})({UNIT.pattern})"
)
"""What can stand between two words of a name, and the second word."""
_SHORT_FORM: Final = re.compile(rf"(?<=[A-Z][A-Z])\. ({UNIT.pattern})")
"""The second word of "TP. HCM": never of "Hà. Nội"."""
_LONGEST: Final = 12
"""Words; no name is looked for that is longer."""
_MOST_CONTEXT: Final = 12
"""Places named clearly in a text that are context for the others: the commonest."""
_MOST_KNOWN: Final = 1 << 15
_OTHER_THINGS: Final = frozenset(fold(name) for name in words("other-things"))
_OTHER_THINGS_JOINED: Final = frozenset(name.replace(" ", "") for name in _OTHER_THINGS)
_OTHER_THINGS_HAN: Final = ("太平洋", "大西洋", "印度洋", "地中海", "加勒比")


class Scanner:
    """Finds the names of an atlas; what is learnt of a word is kept for the next text."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        tables = bytearray(atlas.packed.read("scan.bin"))
        self._first, self._pairs = tables[:FIRST_WORDS], tables[FIRST_WORDS:]
        self._add_own()
        self._words = _Words(self._first)
        self._pair_known = _Pairs(self._pairs)
        self._named: dict[str, bool] = {}
        self._han = _HanBeginnings(self._pairs)

    def _add_own(self) -> None:
        for place in self._atlas.overlay:
            for name in place.names:
                words = [word for found in UNIT.finditer(name.text) if (word := fold(found[0]))][:_LONGEST]
                if words:
                    at = hash_of_words(words[0]) % FIRST_WORDS
                    self._first[at] = max(self._first[at], len(words))
                for size in (2, 3):
                    if len(words) >= size:
                        bit = hash_of_words(*words[:size]) % PAIRS
                        self._pairs[bit // 8] |= 1 << bit % 8

    def mentions(
        self,
        text: str,
        look_up: Callable[[str, Context], list[Match]],
        is_unclear: Callable[[list[Match]], bool],
    ) -> list[Mention]:
        """Give the mentions in ``text`` in order, never overlapping.

        ``look_up`` says what a name means in a context. What is named clearly in the text is context for what is not.
        """
        spans: list[tuple[int, int, str]] = []
        known: dict[str, tuple[Match, ...]] = {}
        unclear: dict[str, None] = {}
        clear: Counter[str] = Counter()
        small = text.islower()

        facts: dict[str, FoundName | None] = {}

        def accept(start: int, end: int) -> bool:
            name = text[start:end]
            if name not in facts:
                if fold(name) in _OTHER_THINGS:
                    facts[name] = None
                else:
                    matches = look_up(name, NOWHERE)
                    known[name] = tuple(match for match in matches if is_written_so(name, match))
                    facts[name] = FoundName(name, known[name])
                    if len(known[name]) > 1 and is_unclear(list(known[name])):
                        unclear[name] = None
            found = facts[name]
            # Another thing is passed over as a whole: the place it begins like is not named.
            return found is None or (found.is_place and found.stands(text, start, end, small=small))

        for start, end in self._spans(text, accept):
            name = text[start:end]
            if name not in known:
                continue
            spans.append((start, end, name))
            if name not in unclear:
                clear[known[name][0].place.id] += 1
        if clear:
            said = self._context([place_id for place_id, _ in clear.most_common(_MOST_CONTEXT)])
            for name in unclear:
                matches = look_up(name, said)
                known[name] = tuple(match for match in matches if is_written_so(name, match)) or known[name]
        return [
            Mention(start, end, name, known[name], qualified(text, start, end, known[name][0].place.kind))
            for start, end, name in spans
        ]

    def _context(self, ids: list[str]) -> Context:
        places = [place for place_id in ids if (place := self._atlas.place(place_id)) is not None]
        return Context(
            frozenset(ids),
            frozenset(place.country for place in places),
            tuple(place.name() for place in places),
            tuple(
                (place.latitude, place.longitude)
                for place in places
                if place.latitude is not None and place.longitude is not None and place.kind != "country"
            ),
        )

    # Where names are

    def _spans(self, text: str, accept: Callable[[int, int], bool]) -> Iterator[tuple[int, int]]:
        """Give the spans of the longest names that ``accept`` takes, in order."""
        cased = not text.islower()
        words, pairs, first = self._words, self._pair_known, _CASED_STARTS if cased else _ANY_STARTS
        done = 0
        for begun in first.finditer(text):
            start = begun.start()
            if start < done:
                continue
            written = begun[0]
            if written >= FIRST_HAN:
                for span in self._han_spans(text, start, begun.end(), accept):
                    yield span
                    done = span[1]
                continue
            folded, most = words[written]
            if not most:
                continue
            stop = begun.end()
            following = (_NEXT.match(text, stop) or _SHORT_FORM.match(text, stop)) if most > 1 else None
            if following is not None and pairs[folded, words[following[1]][0]]:
                ends = self._ends(text, stop, folded, most)
            elif self._is_named(folded):
                ends = [stop]
            else:
                continue
            generic = cased and written[0].islower()
            for end in ends:
                if (not generic or not text[start:end].islower()) and accept(start, end):
                    yield start, end
                    done = end
                    break

    def _ends(self, text: str, end: int, first: str, most: int) -> list[int]:
        """Give where names end that begin with the word before ``end``, the longest first."""
        words, folded, ends = self._words, first, [(first, end)]
        while len(ends) < min(most, _LONGEST):
            following = _NEXT.match(text, end) or _SHORT_FORM.match(text, end)
            if following is None:
                break
            word = words[following[1]][0]
            if not word:
                break
            end = following.end()
            folded += word
            ends.append((folded, end))
        return [stop for joined, stop in reversed(ends) if self._is_named(joined)]

    def _han_spans(
        self, text: str, start: int, end: int, accept: Callable[[int, int], bool]
    ) -> Iterator[tuple[int, int]]:
        begins, at = self._han, start
        while at < end - 1:
            if not begins[text[at : at + 2]]:
                at += 1
                continue
            stop = min(end, at + _LONGEST) if at + 3 <= end and begins[text[at : at + 3]] else at + 2
            if text.startswith(_OTHER_THINGS_HAN, at):
                at += 3
                continue
            while stop > at + 1 and not (self._is_named(fold(text[at:stop])) and accept(at, stop)):
                stop -= 1
            if stop > at + 1:
                yield at, stop
                at = stop
            else:
                at += 1

    def _is_named(self, joined: str) -> bool:
        found = self._named.get(joined)
        if found is None:
            found = joined in _OTHER_THINGS_JOINED or bool(self._atlas.index.exact(key(joined)))
            if len(self._named) < _MOST_KNOWN:
                self._named[joined] = found
        return found


class _Words(dict[str, tuple[str, int]]):
    """For each word its folded form and the most words of a name that begins with it; worked out once."""

    def __init__(self, first: bytearray) -> None:
        super().__init__()
        self._first = first

    def __missing__(self, word: str) -> tuple[str, int]:
        folded = fold(word)
        found = (folded, self._first[hash_of_words(folded) % FIRST_WORDS] if folded else 0)
        if len(self) < _MOST_KNOWN:
            self[word] = found
        return found


class _Pairs(dict[tuple[str, str], bool]):
    """For each two folded words whether a name may begin with them."""

    def __init__(self, pairs: bytearray) -> None:
        super().__init__()
        self._pairs = pairs

    def __missing__(self, pair: tuple[str, str]) -> bool:
        bit = hash_of_words(*pair) % PAIRS
        found = bool(self._pairs[bit // 8] >> bit % 8 & 1)
        if len(self) < _MOST_KNOWN:
            self[pair] = found
        return found


class _HanBeginnings(dict[str, bool]):
    """For each two or three characters whether a name may begin with them."""

    def __init__(self, pairs: bytearray) -> None:
        super().__init__()
        self._pairs = pairs

    def __missing__(self, beginning: str) -> bool:
        folded = fold(beginning)
        bit = hash_of_words(*folded) % PAIRS
        found = len(folded) == len(beginning) and bool(self._pairs[bit // 8] >> bit % 8 & 1)
        if len(self) < _MOST_KNOWN:
            self[beginning] = found
        return found


_UPPER: Final = (
    "A-ZÀ-ÖØ-Þ" + "".join(char for char in map(chr, range(0x100, 0x1EFA)) if char.isupper()) + "\uff21-\uff3a"
)
_LATIN_UNIT: Final = UNIT.pattern.partition("|")[2]
_ANY_STARTS: Final = re.compile(f"[{CJK}]+|{_LATIN_UNIT}")
# In text that has capitals a name begins with one, or with a word that venues begin with: "công viên Hoàng Hoa
# Cương", "cầu Long Biên". All other words are passed over at once.
_VENUES: Final = [word.partition(" ") for word in words("venues-vi")]


def _longest_first(parts: Iterable[str]) -> str:
    return alternatives(sorted(set(parts), key=lambda part: (-len(part), part)))


_CASED_STARTS: Final = re.compile(
    f"[{CJK}]+|(?<![^\\W_])(?:"
    f"(?=[{_UPPER}]){_LATIN_UNIT}"
    f"|(?:{_longest_first(first for first, _, rest in _VENUES if rest)})"
    f"(?= (?:{_longest_first(rest for _, _, rest in _VENUES if rest)}))"
    f"|(?:{_longest_first(first for first, _, rest in _VENUES if not rest)})(?= [{_UPPER}])"
    ")"
)
