"""Place files: the hand-kept CSV tables of places, read and written, with every fault told at once.

One format for the shipped files under ``places/`` and for a user's own ``places.csv``: UTF-8, comma, a header
row with the columns of `PLACE_COLUMNS`. A byte order mark is tolerated on reading and never written. A faulty
row is left out and told; the sound rows are given all the same.
"""

from __future__ import annotations

import csv
import os
import tempfile
import unicodedata
from difflib import get_close_matches
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from gazetteer.errors import Fault, PackedDataError, PlaceFileError
from gazetteer.model import NO_COUNTRY, PLACE_COLUMNS
from gazetteer.packed import shipped
from gazetteer.placerow import RowReading, row_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from gazetteer.model import Place

__all__ = ["PlaceSource", "read_places", "table_places", "write_places"]

PlaceSource = str | os.PathLike[str] | TextIO
"""A path, or an open text stream."""

_COUNTRY_ID = "country:"
# Past these a header is no list of columns with a slip in it, and looking for the slip would take long.
_LONGEST_COLUMN = 40
_MOST_COLUMNS = 100
_NEEDED_COLUMNS = ("place_id", "kind", "country", "precision", "source", "licence")
_OPTIONAL_COLUMNS = ("valid_from", "valid_to")
# Tables under places/ that hold places; others there hold names and corrections of them.
_PLACE_TABLES = (
    "countries",
    "provinces",
    "cities",
    "venues",
    "airports",
    "border-gates",
    "former",
    "disputed",
)


def read_places(
    source: PlaceSource, *, known: Container[str] | None = None
) -> tuple[list[Place], list[Fault]]:
    """Read a place file: the sound places in file order, and every fault found.

    ``known`` are ids of places outside the file that a row may name as its parent; by default those of the
    shipped gazetteer. A file that cannot be read at all gives no places and one fault; nothing is raised.
    """
    reading = _Reading(source, known)
    places = reading.places()
    return places, sorted(reading.faults, key=lambda fault: fault.row or 0)


def write_places(places: Iterable[Place], target: PlaceSource) -> None:
    """Write a place file that `read_places` reads back; a path is replaced whole or left as it was."""
    if isinstance(target, (str, os.PathLike)):
        path = Path(target)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=path.parent, prefix=path.name, delete=False
        ) as stream:
            try:
                write_places(places, stream)
            except BaseException:
                Path(stream.name).unlink()
                raise
        Path(stream.name).replace(path)
        return
    writer = csv.DictWriter(target, PLACE_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(row_of, places))


def table_places() -> list[tuple[str, Place]]:
    """Give the places of the hand-kept tables under ``places/``, each with the name of its table, in order of id.

    The shipped data is built from them (`gazetteer.build`); nothing reads them afterwards.

    Raises:
        PlaceFileError: a table has faults; all of them.
    """
    texts = {
        entry.name: entry.read_text(encoding="utf-8")
        for entry in sorted((Path(__file__).parent / "places").glob("*.csv"))
        if entry.name.startswith(_PLACE_TABLES)
    }
    ids = _AnyId(texts.values())
    places: dict[str, tuple[str, Place]] = {}
    faults: list[Fault] = []
    for name, text in texts.items():
        stream = StringIO(text)
        stream.name = name
        found, wrong = read_places(stream, known=ids)
        faults += wrong
        for place in found:
            if place.id in places:
                problem = f"is in {places[place.id][0]} too"
                faults.append(Fault(name, None, "place_id", place.id, problem, "keep one of them"))
            places[place.id] = (name, place)
    if faults:
        raise PlaceFileError(faults)
    return [places[place_id] for place_id in sorted(places)]


class _AnyId:
    """Ids that a hand-kept table may name: any but a country's that is in no table; the build sees to the rest."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._ids = {line.partition(",")[0] for text in texts for line in text.splitlines()}

    def __contains__(self, place_id: object) -> bool:
        return place_id in self._ids or not str(place_id).startswith(_COUNTRY_ID)


class _Reading:
    """One reading of one file: gathers the faults as it goes."""

    def __init__(self, source: PlaceSource, known: Container[str] | None) -> None:
        self.source = source
        self.known = known
        self.faults: list[Fault] = []
        name = (
            os.fspath(source)
            if isinstance(source, (str, os.PathLike))
            else getattr(source, "name", "places.csv")
        )
        self.file = os.path.basename(name) if isinstance(name, str) else "places.csv"  # noqa: PTH119 - may be no path

    def places(self) -> list[Place]:
        text = self._text()
        if text is None:
            return []
        lines: dict[str, int] = {}
        read: list[tuple[int, Mapping[str, str], Place | None]] = []
        for line, row in self._rows(text):
            place = RowReading(row, partial(self.fault, line)).place()
            place_id = row["place_id"]
            if lines.setdefault(place_id, line) != line and place_id:
                problem = f"the same id as in line {lines[place_id]}"
                self.fault(line, "place_id", place_id, problem, "give each place its own id")
                place = None
            read.append((line, row, place))
        if not read:
            return []
        parents = {row["place_id"]: row["parent"] for _, row, _ in reversed(read)}
        fitting = [self._fits(line, row, parents) for line, row, _ in read]
        return [place for (_, _, place), fits in zip(read, fitting, strict=True) if fits and place]

    def fault(self, row: int | None, column: str | None, value: str, problem: str, remedy: str) -> None:
        self.faults.append(Fault(self.file, row, column, value, problem, remedy))

    def _is_known(self, place_id: str) -> bool:
        if self.known is not None:
            return place_id in self.known
        return shipped().row(place_id) is not None

    def _is_country(self, country_id: str) -> bool:
        if self.known is not None and country_id in self.known:
            return True
        try:
            return shipped().row(country_id) is not None
        except PackedDataError:  # before the first build there is no data
            return False

    def _text(self) -> str | None:
        try:
            if not isinstance(self.source, (str, os.PathLike)):
                return self.source.read()
            raw = Path(self.source).read_bytes()
        except (OSError, ValueError) as problem:
            remedy = "check path, permissions and encoding"
            why = getattr(problem, "strerror", None) or problem
            self.fault(None, None, "", f"cannot be read ({why})", remedy)
            return None
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            line = raw.count(b"\n", 0, problem.start) + 1
            value = raw[problem.start : problem.start + 1].hex()
            self.fault(line, None, f"byte {value}", "is not UTF-8", "save the file as UTF-8")
            return None

    def _rows(self, text: str) -> Iterator[tuple[int, dict[str, str]]]:
        """Give line number and cells by column of every row that has as many cells as the header."""
        reader = csv.reader(
            StringIO(unicodedata.normalize("NFC", text.removeprefix("\ufeff")), newline=""), strict=True
        )
        header: list[str] | None = None
        line = 1
        try:
            for cells in reader:
                if header is None:
                    header = [cell.strip() for cell in cells]
                    if not self._sound_header(header):
                        return
                elif cells and len(cells) != len(header):
                    problem = f"has {len(cells)} cells where the header has {len(header)}"
                    remedy = "put quotes around a value that holds a comma"
                    self.fault(line, None, ",".join(cells), problem, remedy)
                elif any(cell.strip() for cell in cells):
                    row = dict.fromkeys(PLACE_COLUMNS, "")
                    row.update(zip(header, map(str.strip, cells), strict=True))
                    yield line, row
                line = reader.line_num + 1
        except csv.Error as problem:
            remedy = "check the quotes in and before this line"
            self.fault(line, None, "", f"is not sound CSV ({problem})", remedy)
            return
        if header is None:
            self.fault(None, None, "", "is empty", f"begin with the header row: {','.join(PLACE_COLUMNS)}")

    def _sound_header(self, header: list[str]) -> bool:
        for column in header:
            if column not in PLACE_COLUMNS:
                is_word = len(column) <= _LONGEST_COLUMN and len(header) <= _MOST_COLUMNS
                near = get_close_matches(column, PLACE_COLUMNS, n=1) if is_word else []
                remedy = f"did you mean {near[0]}?" if near else f"known columns: {', '.join(PLACE_COLUMNS)}"
                self.fault(1, column, column, "is no column of a place file", remedy)
        for column in sorted({column for column in header if header.count(column) > 1}):
            self.fault(1, column, column, "stands twice in the header", "keep one of them")
        for column in PLACE_COLUMNS:
            if column not in header and column not in _OPTIONAL_COLUMNS:
                remedy = "add it; its cells may be empty where allowed"
                self.fault(1, column, "", "this column is missing", remedy)
        return all(column in header for column in _NEEDED_COLUMNS) and len(set(header)) == len(header)

    def _fits(self, line: int, row: Mapping[str, str], parents: Mapping[str, str]) -> bool:
        """Tell whether the row's country is known and the chain of its parents exists and ends."""
        tell = partial(self.fault, line)
        country, parent = row["country"], row["parent"]
        country_id = _COUNTRY_ID + country.lower()
        if (
            country
            and country != NO_COUNTRY
            and country_id not in parents
            and not self._is_country(country_id)
        ):
            tell("country", country, "is no known ISO 3166-1 code", "write a code such as vn or cn")
            return False
        if parent and parent not in parents and not self._is_known(parent):
            tell("parent", parent, "no place has this id", "add a row for it, or name another parent")
            return False
        seen: set[str] = set()
        while parent in parents and parent not in seen:
            if parent == row["place_id"]:
                tell("parent", row["parent"], "the place would lie in itself", "name the larger place")
                return False
            seen.add(parent)
            parent = parents[parent]
        return True
