"""Drafts to the files under ``data/``; the format is described in `gazetteer.packed`, which reads them."""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from gazetteer import packed
from gazetteer.affixes import readings
from gazetteer.build.draft import Source
from gazetteer.normalize import key
from gazetteer.tokens import FIRST_HAN, FIRST_WORDS, PAIRS, hash_of_words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from gazetteer.build.draft import Draft

__all__ = ["pack"]

_SOURCES_OF_PLACES = 63
_SOURCES_OF_NAMES = 255
_SHORTEST_NEAR = 5


def pack(drafts: Sequence[Draft], folder: Path) -> None:
    """Write the files of all drafts into a folder."""
    words = _Words(drafts)
    rows = {draft.id: row for row, draft in enumerate(drafts)}
    names = [(row, name) for row, draft in enumerate(drafts) for name in draft.names.values()]
    blob, where = _texts(name.text for _, name in names)
    starts = [0, *_running(len(draft.names) for draft in drafts)]
    columns = [
        [
            0 if draft.latitude is None else round(draft.latitude * packed.DEGREE) + packed.ZERO
            for draft in drafts
        ],
        [
            0 if draft.longitude is None else round(draft.longitude * packed.DEGREE) + packed.ZERO
            for draft in drafts
        ],
        [draft.population or 0 for draft in drafts],
        [0 if draft.parent is None else rows[draft.parent] + 1 for draft in drafts],
        [words.attributes(draft) for draft in drafts],
        starts,
        [int(draft.id[3:]) for draft in drafts if draft.id.startswith("gn:")],
    ]
    _write(folder / "places.bin", [number for column in columns for number in column])
    attributes = [row << packed.ATTRIBUTE_BITS | words.of_name(name) for row, name in names]
    _write(folder / "names.bin", [*where, *attributes])
    (folder / "texts.bin").write_bytes(blob)
    texts = [name.text for _, name in names]
    _write(folder / "by_key.bin", _table(_keys(texts), flagged=1))
    (folder / "near.bin").write_bytes(_near(texts))
    (folder / "scan.bin").write_bytes(_scan(texts))
    _dump(folder / "tables.json", {"names": len(names), "places": len(drafts), **words.tables(drafts)})
    _dump(
        folder / "details.json",
        {str(row): found for row, draft in enumerate(drafts) if (found := words.details(draft))},
    )
    _write(folder / "by_text.bin", _table([]))


def pack_meant(meant: Iterable[tuple[str, int]], folder: Path) -> None:
    """Write which name each text means first: (text, row of the name) pairs."""
    _write(folder / "by_text.bin", _table([(packed.hash_of(text), name) for text, name in meant]))


class _Words:
    """The words behind the numbers, the commonest first."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.kinds = _ranked(draft.kind for draft in drafts)
        self.countries = _ranked(draft.country for draft in drafts)
        self.precisions = _ranked(draft.precision for draft in drafts)
        self.sources = _ranked(draft.source for draft in drafts)[:_SOURCES_OF_PLACES]
        names = [name for draft in drafts for name in draft.names.values()]
        self.langs = _ranked(name.lang for name in names)
        self.name_kinds = _ranked(name.kind for name in names)
        self.name_sources = _ranked(name.source for name in names)[: _SOURCES_OF_NAMES - 1]
        assert len(self.langs) <= 16, "16 languages fit"  # noqa: PLR2004
        assert len(self.kinds) <= 64, "64 kinds fit"  # noqa: PLR2004
        self._at = {
            id(table): {word: at for at, word in enumerate(table)}
            for table in (
                self.kinds,
                self.countries,
                self.precisions,
                self.sources,
                self.langs,
                self.name_kinds,
                self.name_sources,
            )
        }

    def at(self, table: list[Any], word: Any) -> int:
        return self._at[id(table)].get(word, len(table))

    def attributes(self, draft: Draft) -> int:
        weight = round(min(1.0, draft.weight) * packed.IMPORTANCE_STEPS)
        return (
            self.at(self.kinds, draft.kind)
            | self.at(self.countries, draft.country) << 6
            | self.at(self.precisions, draft.precision) << 14
            | weight << 17
            | draft.label << 24
            | self.at(self.sources, draft.source) << 26
        )

    def of_name(self, name: Any) -> int:
        return (
            self.at(self.name_sources, name.source)
            | self.at(self.langs, name.lang) << 8
            | self.at(self.name_kinds, name.kind) << 12
        )

    def details(self, draft: Draft) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if draft.precision_m is not None:
            found["precision_m"] = draft.precision_m
        if draft.note:
            found["note"] = draft.note
        if draft.source not in self.sources:
            found["source"], found["licence"] = draft.source
        return found

    def tables(self, drafts: Sequence[Draft]) -> dict[str, Any]:
        return {
            "format": packed.FORMAT,
            "geonames": sum(draft.id.startswith("gn:") for draft in drafts),
            "kinds": self.kinds,
            "countries": self.countries,
            "precisions": self.precisions,
            "langs": self.langs,
            "name_kinds": self.name_kinds,
            "sources": [*self.sources, Source("", "")],
            "name_sources": [*self.name_sources, Source("", "")],
            "ids": [draft.id for draft in drafts if not draft.id.startswith("gn:")],
            "valid": {
                str(row): (draft.valid_from, draft.valid_to)
                for row, draft in enumerate(drafts)
                if draft.valid_from or draft.valid_to
            },
        }


def _ranked(words: Iterable[Any]) -> list[Any]:
    return [word for word, _ in sorted(Counter(words).items(), key=lambda item: (-item[1], item[0]))]


def _running(numbers: Iterable[int]) -> Iterable[int]:
    total = 0
    for number in numbers:
        total += number
        yield total


def _texts(texts: Iterable[str]) -> tuple[bytes, list[int]]:
    """Give the blob of distinct texts, and for each text its offset times 256 plus its length."""
    blob = bytearray()
    known: dict[str, int] = {}
    where = []
    for text in texts:
        if text not in known:
            written = text.encode()
            known[text] = len(blob) << 8 | len(written)
            blob += written
        where.append(known[text])
    assert len(blob) < 1 << 24, "offsets have 24 bits"
    return bytes(blob), where


def _keys(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Give (hash of the key, row of the name with its flag) for each name, whole and without administrative words."""
    found = []
    for name, text in enumerate(texts):
        whole = key(text)
        found.append((packed.hash_of(whole), name))
        for reading in readings(text, of_data=True)[1:]:
            core = key(reading.text)
            if core and core != whole:
                found.append((packed.hash_of(core), name | packed.CORE))
    return found


def _table(entries: Sequence[tuple[int, int]], flagged: int = 0) -> list[int]:
    shift = packed.ROW_BITS + flagged
    fingerprint = (1 << (32 - shift)) - 1
    buckets: dict[int, list[int]] = defaultdict(list)
    for hashed, entry in entries:
        buckets[hashed >> (32 - packed.BUCKET_BITS)].append((hashed & fingerprint) << shift | entry)
    starts, kept = [0], []
    for bucket in range(1 << packed.BUCKET_BITS):
        kept += sorted(set(buckets.get(bucket, [])))
        starts.append(len(kept))
    return [*starts, *kept]


def _near(texts: Iterable[str]) -> bytes:
    """Give the Latin keys, grouped by length: pairs of length and count, a zero, then the keys of each group."""
    groups: dict[int, set[bytes]] = defaultdict(set)
    for text in texts:
        for reading in readings(text, of_data=True):
            found = key(reading.text)
            if len(found) >= _SHORTEST_NEAR and found.isascii():
                groups[len(found)].add(found.encode())
    head = array("I")
    for length in sorted(groups):
        head.extend((length, len(groups[length])))
    head.append(0)
    if sys.byteorder != "little":
        head.byteswap()
    return zlib.compress(
        head.tobytes() + b"".join(b"".join(sorted(groups[length])) for length in sorted(groups)), 9
    )


def _scan(texts: Iterable[str]) -> bytes:
    """Give the tables of first words (most words of a name that begins so) and of first pairs of words."""
    first, pairs = bytearray(FIRST_WORDS), bytearray(PAIRS // 8)
    for text in texts:
        words = words_of(text)
        if not words:
            continue
        at = hash_of_words(words[0]) % FIRST_WORDS
        first[at] = max(first[at], min(len(words), 255))
        for size in (2, 3) if words[0] >= FIRST_HAN else (2,):
            if len(words) >= size:
                bit = hash_of_words(*words[:size]) % PAIRS
                pairs[bit // 8] |= 1 << bit % 8
    return bytes(first + pairs)


def _write(path: Path, numbers: Sequence[int]) -> None:
    found = array("I", numbers)
    assert found.itemsize == 4, "numbers have 32 bits"  # noqa: PLR2004
    if sys.byteorder != "little":
        found.byteswap()
    path.write_bytes(found.tobytes())


def _dump(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
