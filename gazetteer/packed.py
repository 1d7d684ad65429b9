"""The packed places: tables of numbers and one text, mapped from disk and read where they lie.

`gazetteer.build.pack` writes them, this module alone reads them. Opening costs no reading of places: a name is
looked up by its hash in the file, and a `Place` is made when it is asked for. All numbers are unsigned 32-bit,
little-endian.

============  ==============================================================================================
places.bin    six columns of P numbers: latitude and longitude in 1e-6 degrees plus 2^31 (0: no point),
              inhabitants (0: unknown), row of what it lies in plus 1 (0: none), attributes, first row of its
              names; GeoNames numbers of the first G rows, ascending
names.bin     two columns of N numbers: offset of the text times 256 plus its bytes; row of the place times
              32768 plus attributes
texts.bin     the texts, UTF-8
by_text.bin   a `Table`: hash of a text as written -> the row of the name that is meant first
by_key.bin    a `Table`: hash of `normalize.key` of a name, whole or its core -> rows of names
near.bin      zlib: keys of Latin names by length, for near names
scan.bin      first words and first pairs of words of names, for running text
tables.json   words behind the numbers: kinds, countries, languages, sources, ids that are not GeoNames
              numbers, days
details.json  what few places have: note, radius, a source of their own
============  ==============================================================================================
"""

from __future__ import annotations

import json
import mmap
import sys
from array import array
from bisect import bisect_left
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from gazetteer.errors import PackedDataError
from gazetteer.model import Name, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["FORMAT", "Packed", "Table", "hash_of", "shipped"]

FORMAT: Final = 1
"""Version of the format; a file of another one is refused."""
DATA: Final = Path(__file__).parent / "data"
"""Where the shipped files lie."""
DEGREE: Final = 1_000_000
ZERO: Final = 1 << 31
ROW_BITS: Final = 20
"""A table keeps rows of names in so many bits, and a fingerprint of the hash in the others."""
ATTRIBUTE_BITS: Final = 15
BUCKET_BITS: Final = 16
CORE: Final = 1 << ROW_BITS
"""In the table of keys: the key is that of the name without its administrative word."""
IMPORTANCE_STEPS: Final = 127
_PRINT: Final = (1 << (32 - ROW_BITS)) - 1
_ROW: Final = (1 << ROW_BITS) - 1
_FIRST: Final = (1 << BUCKET_BITS) + 1
_CACHED_PLACES: Final = 1 << 14


def hash_of(text: str) -> int:
    """Give the hash under which a text stands in a `Table`: CRC-32 of its UTF-8."""
    return crc32(text.encode("utf-8", "surrogatepass"))


class Table:
    """Rows of names under hashes: where each bucket begins, then the entries.

    An entry is a row, a flag for tables that need one, and the lowest bits of the hash as fingerprint. What is found
    has to be checked against the text: hashes can be alike.
    """

    def __init__(self, numbers: Sequence[int], flagged: int = 0) -> None:
        self._numbers = numbers
        self._shift = ROW_BITS + flagged
        self._print = (1 << (32 - self._shift)) - 1
        self._first = (1 << BUCKET_BITS) + 1

    def entries(self, hashed: int) -> list[int]:
        """Give the rows, with their flag, that may stand under a hash."""
        numbers, bucket = self._numbers, hashed >> (32 - BUCKET_BITS)
        first, shift, wanted = self._first, self._shift, hashed & self._print
        return [
            entry & ((1 << shift) - 1)
            for entry in numbers[first + numbers[bucket] : first + numbers[bucket + 1]]
            if entry >> shift == wanted
        ]


class PackedPlace(Place):
    """A place whose names are read when they are asked for; equal to any `Place` with the same fields."""

    _names_of: tuple[Packed, int]

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """All names."""
        packed, row = self._names_of
        return packed.names(row)


class Packed:
    """The packed places of one folder, opened when first asked for.

    Raises:
        PackedDataError: a file is missing, or of another format.
    """

    def __init__(self, folder: Path = DATA) -> None:
        self.folder = folder
        self.place = lru_cache(maxsize=_CACHED_PLACES)(self._place)

    # Places

    def __len__(self) -> int:
        return int(self.tables["places"])

    def row(self, place_id: str) -> int | None:
        """Give the row of a place, or None."""
        if place_id[:3] == "gn:":
            digits = place_id[3:]
            if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):  # noqa: PLR2004 - fits in 32 bits
                return None
            number, count = int(digits), int(self.tables["geonames"])
            row = bisect_left(self._numbers, number, 0, count)
            return row if row < count and self._numbers[row] == number and digits == str(number) else None
        return self._rows_by_id.get(place_id)

    def id(self, row: int) -> str:
        """Give the id of a place."""
        count = int(self.tables["geonames"])
        return f"gn:{self._numbers[row]}" if row < count else self.tables["ids"][row - count]

    def parent(self, row: int) -> int | None:
        """Give the row of what a place lies in, or None."""
        around = self._column(3)[row]
        return around - 1 if around else None

    def point(self, row: int) -> tuple[float, float] | None:
        """Give latitude and longitude in degrees, or None."""
        latitude, longitude = self._column(0)[row], self._column(1)[row]
        return ((latitude - ZERO) / DEGREE, (longitude - ZERO) / DEGREE) if latitude else None

    def points(self) -> tuple[Sequence[int], Sequence[int]]:
        """Give the columns of latitudes and longitudes as they are kept."""
        return self._column(0), self._column(1)

    def attributes(self) -> Sequence[int]:
        """Give the column of attributes as it is kept: kind in the lowest 6 bits."""
        return self._column(4)

    def _place(self, row: int) -> Place:
        attributes, tables = self._column(4)[row], self.tables
        details = self._details.get(str(row), {})
        source, licence = tables["sources"][attributes >> 26]
        point = self.point(row)
        valid = tables["valid"].get(str(row), ("", ""))
        around = self.parent(row)
        place = PackedPlace.__new__(PackedPlace)
        place.__dict__.update(
            id=self.id(row),
            kind=tables["kinds"][attributes & 63],
            country=tables["countries"][attributes >> 6 & 255],
            parent=None if around is None else self.id(around),
            latitude=point[0] if point else None,
            longitude=point[1] if point else None,
            precision=tables["precisions"][attributes >> 14 & 7],
            precision_m=details.get("precision_m"),
            population=self._column(2)[row] or None,
            source=details.get("source", source),
            licence=details.get("licence", licence),
            note=details.get("note", ""),
            valid_from=valid[0],
            valid_to=valid[1],
            importance=(attributes >> 17 & 127) / IMPORTANCE_STEPS,
            _names_of=(self, row),
        )
        return place

    def names(self, row: int) -> tuple[Name, ...]:
        """Give all names of a place."""
        starts = self._column(5)
        return tuple(self.name(name) for name in range(starts[row], starts[row + 1]))

    def labelled(self) -> Iterator[int]:
        """Give the rows of the places that a map may label."""
        return (row for row, attributes in enumerate(self._column(4)) if attributes >> 24 & 1)

    # Names

    def text(self, name: int) -> str:
        """Give the text of a name."""
        return self.text_bytes(name).decode()

    def text_bytes(self, name: int) -> bytes:
        """Give the text of a name as UTF-8."""
        where = self._names[name]
        start = where >> 8
        return self._texts[start : start + (where & 255)]

    def place_of(self, name: int) -> int:
        """Give the row of the place that has a name."""
        return self._names[self._name_count + name] >> ATTRIBUTE_BITS

    def name(self, name: int) -> Name:
        """Give a name with its language, kind and source."""
        tables = self.tables
        attributes = self._names[self._name_count + name]
        source, licence = tables["name_sources"][attributes & 255]
        return Name(
            self.text(name),
            tables["langs"][attributes >> 8 & 15],
            tables["name_kinds"][attributes >> 12 & 7],
            source,
            licence,
        )

    def meant(self, text: str) -> int | None:
        """Give the place that a text, written just so, means first; None when that has to be worked out."""
        written = text.encode("utf-8", "surrogatepass")
        hashed = crc32(written)
        numbers, names, texts = self._by_text, self._names, self._texts
        bucket, wanted = hashed >> (32 - BUCKET_BITS), hashed & _PRINT
        # Written out instead of `Table.entries`: a million names pass here.
        for at in range(_FIRST + numbers[bucket], _FIRST + numbers[bucket + 1]):
            entry = numbers[at]
            if entry >> ROW_BITS == wanted:
                name = entry & _ROW
                where = names[name]
                start = where >> 8
                if texts[start : start + (where & 255)] == written:
                    return names[self._name_count + name] >> ATTRIBUTE_BITS
        return None

    @cached_property
    def meanings(self) -> dict[str, int]:
        """What every text means first, as `meant` has it: 0.3 s and 40 MB, which a long batch is worth."""
        numbers, names, texts = self._by_text, self._names, self._texts
        found = {}
        for entry in numbers[_FIRST:]:
            name = entry & _ROW
            where = names[name]
            found[texts[where >> 8 : (where >> 8) + (where & 255)].decode()] = (
                names[self._name_count + name] >> ATTRIBUTE_BITS
            )
        return found

    def named(self, key: str) -> list[tuple[int, bool]]:
        """Give the names that may have this key, each with whether it is that of its core."""
        return [(entry & (CORE - 1), bool(entry & CORE)) for entry in self._by_key.entries(hash_of(key))]

    # Files

    @cached_property
    def tables(self) -> dict[str, Any]:
        """The words behind the numbers."""
        found: dict[str, Any] = json.loads(self.read("tables.json"))
        if found.get("format") != FORMAT:
            raise PackedDataError(f"{self.folder}: is of format {found.get('format')}, not {FORMAT}")
        return found

    @cached_property
    def _details(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = json.loads(self.read("details.json"))
        return found

    @cached_property
    def _rows_by_id(self) -> dict[str, int]:
        first = int(self.tables["geonames"])
        return {place_id: first + at for at, place_id in enumerate(self.tables["ids"])}

    @cached_property
    def _places(self) -> Sequence[int]:
        return self._open("places.bin")

    @cached_property
    def _columns(self) -> list[Sequence[int]]:
        count = len(self)
        columns = [self._places[at * count : (at + 1) * count] for at in range(5)]
        return [*columns, self._places[5 * count : 6 * count + 1]]

    def _column(self, at: int) -> Sequence[int]:
        return self._columns[at]

    @cached_property
    def _numbers(self) -> Sequence[int]:
        return self._places[6 * len(self) + 1 :]

    @cached_property
    def _names(self) -> Sequence[int]:
        return self._open("names.bin")

    @cached_property
    def _name_count(self) -> int:
        return int(self.tables["names"])

    @cached_property
    def _texts(self) -> mmap.mmap:
        return self._map("texts.bin")

    @cached_property
    def _by_text(self) -> Sequence[int]:
        return self._open("by_text.bin")

    @cached_property
    def _by_key(self) -> Table:
        return Table(self._open("by_key.bin"), flagged=1)

    def _open(self, name: str) -> Sequence[int]:
        mapped = self._map(name)
        if sys.byteorder == "little":
            return memoryview(mapped).cast("I")
        numbers = array("I", mapped[:])
        numbers.byteswap()
        return numbers

    def _map(self, name: str) -> mmap.mmap:
        try:
            with (self.folder / name).open("rb") as stream:
                return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as problem:
            raise PackedDataError(f"{self.folder / name}: {problem}: run `make places`") from problem

    def read(self, name: str) -> bytes:
        """Give a whole file."""
        try:
            return (self.folder / name).read_bytes()
        except OSError as problem:
            raise PackedDataError(f"{self.folder / name}: {problem.strerror}: run `make places`") from problem


@cache
def shipped() -> Packed:
    """Give the places that come with the package; nothing is read before it is asked for."""
    return Packed()
