"""Place files: the hand-kept CSV tables of places, read and written, with every fault told at once.

One format for the shipped files under ``places/`` and for a user's own ``places.csv``: UTF-8, comma, a header row
with the columns of `PLACE_COLUMNS`. A byte order mark is tolerated on reading and never written. A faulty row is
left out and told; the sound rows are given all the same.
"""

from __future__ import annotations

import csv
import math
import os
import re
import tempfile
import unicodedata
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from gazetteer.cells import join_values, split_values
from gazetteer.errors import Fault, PlaceFileError
from gazetteer.model import NAME_KINDS, PLACE_COLUMNS, PRECISIONS, Name, Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

__all__ = ["PlaceSource", "read_places", "shipped_places", "write_places"]

PlaceSource = str | os.PathLike[str] | TextIO
"""A path, or an open text stream."""

_NEEDED_COLUMNS = ("place_id", "kind", "country", "precision", "source", "licence")
_LABEL_COLUMNS = {
    "name": "en",
    "name_vi": "vi",
    "name_zh": "zh-Hans",
    "name_zh_hant": "zh-Hant",
    "name_pinyin": "zh-Latn-pinyin",
}
_OWN_LANGUAGES = {
    "vn": ("vi",),
    "cn": ("zh-Hans", "zh-Latn-pinyin"),
    "tw": ("zh-Hant", "zh-Latn-pinyin"),
    "hk": ("zh-Hant", "en"),
    "mo": ("zh-Hant",),
    "sg": ("en", "zh-Hans"),
}  # for the countries whose names the seeds are about; elsewhere every label counts as an exonym but English ones
_ID = re.compile(r"[a-z][a-z0-9]*:[A-Za-z0-9][A-Za-z0-9._-]*")
_SLUG = re.compile(r"[a-z][a-z0-9_]*")
_COUNTRY = re.compile(r"[a-z]{2}")
_OTHER_NAME = re.compile(r"([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*):([a-z]+):(.+)", re.DOTALL)


def read_places(source: PlaceSource, *, known: Collection[str] | None = None) -> tuple[list[Place], list[Fault]]:
    """Read a place file: the sound places in file order, and every fault found.

    ``known`` are ids of places outside the file that a row may name as its parent; by default those of the shipped
    gazetteer. A file that cannot be read at all gives no places and one fault; nothing is raised.
    """
    reading = _Reading(source, known)
    places = reading.places()
    return places, sorted(reading.faults, key=lambda fault: (fault.row or 0))


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
    writer.writerows(map(_row_of, places))


@cache
def shipped_places() -> tuple[Place, ...]:
    """Give the places that come with the package, in order of id; read once, when first asked for.

    Raises `PlaceFileError` when a shipped file is broken, which only an edit of it can cause.
    """
    folder = files("gazetteer") / "places"
    texts = {
        entry.name: entry.read_text(encoding="utf-8")
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".csv")
    }
    ids = {line.partition(",")[0] for text in texts.values() for line in text.splitlines()}
    places: dict[str, Place] = {}
    faults: list[Fault] = []
    for name, text in texts.items():
        stream = StringIO(text)
        stream.name = name
        found, wrong = read_places(stream, known=ids)
        faults += wrong
        for place in found:
            if place.id in places:
                faults.append(
                    Fault(name, None, "place_id", place.id, "already in another shipped file", "keep one of them")
                )
            places[place.id] = place
    if faults:
        raise PlaceFileError(faults)
    return tuple(places[place_id] for place_id in sorted(places))


class _Reading:
    """One reading of one file: gathers the faults as it goes."""

    def __init__(self, source: PlaceSource, known: Collection[str] | None) -> None:
        self.source = source
        self.known = known
        self.faults: list[Fault] = []
        name = os.fspath(source) if isinstance(source, (str, os.PathLike)) else getattr(source, "name", "places.csv")
        self.file = os.path.basename(name) if isinstance(name, str) else "places.csv"  # noqa: PTH119 - may be no path

    def places(self) -> list[Place]:
        text = self._text()
        if text is None:
            return []
        rows = self._rows(text)
        lines: dict[str, int] = {}
        read: list[tuple[int, Mapping[str, str], Place | None]] = []
        for line, row in rows:
            place = _Row(self, line, row).place()
            place_id = row["place_id"]
            if place_id in lines:
                self.fault(
                    line, "place_id", place_id, f"the same id as in line {lines[place_id]}", "give each place its own id"
                )
                place = None
            elif place_id:
                lines[place_id] = line
            read.append((line, row, place))
        parents = {row["place_id"]: row["parent"] for _, row, _ in read}
        known = self._known() if read else ()
        return [
            place for line, row, place in read if self._fits(line, row, parents, known) and place is not None
        ]

    def fault(self, row: int | None, column: str | None, value: str, problem: str, remedy: str) -> None:
        self.faults.append(Fault(self.file, row, column, value, problem, remedy))

    def _known(self) -> Collection[str]:
        return self.known if self.known is not None else {place.id for place in shipped_places()}

    def _text(self) -> str | None:
        try:
            if not isinstance(self.source, (str, os.PathLike)):
                return self.source.read()
            raw = Path(self.source).read_bytes()
        except (OSError, ValueError) as problem:
            remedy = "check path, permissions and encoding"
            self.fault(None, None, "", f"cannot be read ({getattr(problem, 'strerror', None) or problem})", remedy)
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
        reader = csv.reader(StringIO(unicodedata.normalize("NFC", text), newline=""), strict=True)
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
                    self.fault(line, None, ",".join(cells), problem, "put quotes around a value that holds a comma")
                elif any(cell.strip() for cell in cells):
                    row = dict.fromkeys(PLACE_COLUMNS, "")
                    row.update(zip(header, map(str.strip, cells), strict=True))
                    yield line, row
                line = reader.line_num + 1
        except csv.Error as problem:
            self.fault(line, None, "", f"is not sound CSV ({problem})", "check the quotes in and before this line")
        if header is None:
            self.fault(None, None, "", "is empty", f"begin with the header row: {','.join(PLACE_COLUMNS)}")

    def _sound_header(self, header: list[str]) -> bool:
        for column in header:
            if column not in PLACE_COLUMNS:
                near = get_close_matches(column, PLACE_COLUMNS, n=1)
                remedy = f"did you mean {near[0]}?" if near else f"known columns: {', '.join(PLACE_COLUMNS)}"
                self.fault(1, column, column, "is no column of a place file", remedy)
        for column in sorted({column for column in header if header.count(column) > 1}):
            self.fault(1, column, column, "stands twice in the header", "keep one of them")
        for column in PLACE_COLUMNS:
            if column not in header:
                self.fault(1, column, "", "this column is missing", "add it; its cells may be empty where allowed")
        return all(column in header for column in _NEEDED_COLUMNS) and len(set(header)) == len(header)

    def _fits(
        self, line: int, row: Mapping[str, str], parents: Mapping[str, str], known: Collection[str]
    ) -> bool:
        """Tell whether the row's country and the chain of its parents exist."""
        parent = row["parent"]
        if parent and parent not in parents and parent not in known:
            self.fault(line, "parent", parent, "no place has this id", "add a row for it, or name another parent")
            return False
        seen = {row["place_id"]}
        while parent in parents:
            if parent in seen:
                self.fault(line, "parent", row["parent"], "the place would lie in itself", "name the larger place")
                return False
            seen.add(parent)
            parent = parents[parent]
        return True


class _Row:
    """One row being read; every cell is looked at, so that all faults of the row are told."""

    def __init__(self, reading: _Reading, line: int, row: Mapping[str, str]) -> None:
        self.reading = reading
        self.line = line
        self.row = row
        self.sound = True

    def place(self) -> Place | None:
        row = self.row
        for column in ("source", "licence"):
            if not row[column]:
                self._fault(column, "is empty", "every place names its source and the licence of it")
        latitude, longitude = self._number("latitude", -90, 90), self._number("longitude", -180, 180)
        if bool(row["latitude"]) != bool(row["longitude"]):
            column = "longitude" if row["latitude"] else "latitude"
            self._fault(column, "is empty while the other coordinate is given", "give both, or none")
        precision_m = self._number("precision_m", 0, 20_000_000)
        place = Place(
            id=self._fitting("place_id", _ID, "write kind:slug, such as venue:lenin-park or gn:1581130"),
            kind=self._fitting("kind", _SLUG, "one word in lower case, such as city, park, university"),
            names=self._names(),
            country=self._fitting("country", _COUNTRY, "the two-letter ISO 3166-1 code in lower case, such as vn"),
            parent=row["parent"] or None,
            latitude=latitude,
            longitude=longitude,
            precision=self._one_of("precision", PRECISIONS),
            precision_m=precision_m,
            population=self._population(),
            source=row["source"],
            licence=row["licence"],
            note=row["note"],
        )
        return place if self.sound else None

    def _fault(self, column: str, problem: str, remedy: str, value: str | None = None) -> None:
        self.sound = False
        self.reading.fault(self.line, column, self.row[column] if value is None else value, problem, remedy)

    def _fitting(self, column: str, form: re.Pattern[str], remedy: str) -> str:
        value = self.row[column]
        if not value:
            self._fault(column, "is empty", remedy)
        elif not form.fullmatch(value):
            self._fault(column, "is not of the right form", remedy)
        return value

    def _one_of(self, column: str, words: Sequence[str]) -> str:
        if self.row[column] not in words:
            self._fault(column, "is not one of the known words", f"write one of: {', '.join(words)}")
        return self.row[column]

    def _number(self, column: str, lowest: float, highest: float) -> float | None:
        value = self.row[column]
        if not value:
            return None
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not value.isascii() or "_" in value or math.isnan(number):
            self._fault(column, "is not a number", "write it with a point, such as 21.0285")
        elif not lowest <= number <= highest:
            self._fault(column, "is out of range", f"between {lowest} and {highest}")
        else:
            return number
        return None

    def _population(self) -> int | None:
        value = self.row["population"]
        if value and not (value.isascii() and value.isdigit()):
            self._fault("population", "is not a whole number", "digits only, or leave it empty")
            return None
        return int(value) if value else None

    def _names(self) -> tuple[Name, ...]:
        own = _OWN_LANGUAGES.get(self.row["country"], ("en",))
        names = [
            Name(self.row[column], lang, "official" if lang in own else "exonym")
            for column, lang in _LABEL_COLUMNS.items()
            if self.row[column]
        ]
        if not names:
            self._fault("name", "the place has no name", "give a name in at least one language")
        for value in split_values(self.row["other_names"]):
            parts = _OTHER_NAME.fullmatch(value)
            if parts is None or parts[2] not in NAME_KINDS:
                remedy = f"write language:kind:text, kind one of: {', '.join(NAME_KINDS)}"
                self._fault("other_names", "is not of the right form", remedy, value)
            else:
                names.append(Name(parts[3].strip(), parts[1], parts[2]))
        return tuple(names)


def _row_of(place: Place) -> dict[str, str]:
    labels = {column: label for column, lang in _LABEL_COLUMNS.items() if (label := place.label(lang))}
    others = [name for name in place.names if not any(name is label for label in labels.values())]
    return {
        "place_id": place.id,
        "kind": place.kind,
        **{column: label.text for column, label in labels.items()},
        "other_names": join_values(f"{name.lang}:{name.kind}:{name.text}" for name in others),
        "country": place.country,
        "parent": place.parent or "",
        "latitude": _shown(place.latitude),
        "longitude": _shown(place.longitude),
        "precision": place.precision,
        "precision_m": _shown(place.precision_m),
        "population": _shown(place.population),
        "source": place.source,
        "licence": place.licence,
        "note": place.note,
    }


def _shown(number: float | None) -> str:
    if number is None:
        return ""
    return str(int(number)) if number == int(number) else repr(number)
