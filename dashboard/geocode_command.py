"""`visit-map geocode`: say which place a name means, or answer a whole column of a CSV file, offline, with reasons.

A name that no place answers to is no error: it is said, and the exit code is 0.
"""

# ruff: noqa: T201  (a command line prints)

from __future__ import annotations

import json
import sys
import unicodedata
from argparse import ArgumentTypeError
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.command import CommandError, write_whole

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Sequence

    from geopy.location import Location

    from gazetteer import Gazetteer
    from visits.geocoding import Geocoded

FORMATS = ("table", "csv", "csv-excel", "json")
"""Forms of the answer; `table` is for the eye."""

FILE_SUFFIXES = (".csv", ".tsv", ".txt")
"""A single argument with one of these endings that is a file is read, not looked up."""

LIMIT = 5
"""Candidates of a name, unless asked for more or fewer."""

BAR_WIDTH = 30
"""Characters of the progress bar."""


def add_to(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser of the command line."""
    parser = commands.add_parser(
        "geocode",
        help="say which place a name means, offline, with reasons",
        description="Say which places names mean, or answer a column of a CSV file. Offline, with reasons.",
    )
    parser.add_argument("names", nargs="+", metavar="NAME", help="a name in any spelling, or one CSV file")
    parser.add_argument("--column", metavar="COLUMN", help="the file's column that holds the names")
    parser.add_argument(
        "--context",
        action="append",
        default=[],
        metavar="PLACE",
        help="place or country named with it (repeatable)",
    )
    parser.add_argument(
        "--context-column",
        action="append",
        default=[],
        metavar="COLUMN",
        help="column of the file that names a place or country with it (repeatable)",
    )
    parser.add_argument(
        "--country",
        action="append",
        default=[],
        metavar="CODE",
        help="only places in this country, ISO 3166-1 such as vn (repeatable)",
    )
    parser.add_argument("--language", choices=("vi", "en", "zh"), default="en", help="of the labels")
    parser.add_argument("--on", type=_day, metavar="DATE", help="day the name was used, such as 2024-05-16")
    parser.add_argument(
        "--limit", type=_limit, metavar="N", help=f"most candidates of a name (default: {LIMIT})"
    )
    parser.add_argument("--places", metavar="FILE", help="your own places.csv, laid over the shipped places")
    parser.add_argument("-o", "--output", metavar="FILE", help="file to write (default: standard output)")
    parser.add_argument(
        "--format",
        choices=FORMATS,
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)} (default: table for names, csv for a file)",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the command.

    Raises:
        CommandError: something asked for is not there or cannot be read or written.
    """
    names = [name.encode("utf-8", "replace").decode("utf-8") for name in options.names]
    file = _file(options)
    gazetteer = _gazetteer(options.places)
    _check_words(options, gazetteer)
    if file is None:
        _give(_candidates(names, gazetteer, options), options)
    else:
        _give(_answered(file, gazetteer, options), options)
    return 0


def _day(text: str) -> date:
    """Read a day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no day: write it as 2024-05-16") from None


def _limit(text: str) -> int:
    """Read a number of candidates."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 1000):  # noqa: PLR2004
        raise ArgumentTypeError(f"{text!r} is no number of candidates: use 1 to 1000")
    return int(text)


def _file(options: argparse.Namespace) -> Path | None:
    """Return the file that is meant; None when names are."""
    path = Path(options.names[0])
    if options.column is not None or options.context_column:
        if len(options.names) > 1:
            raise CommandError("visit-map geocode: --column is for one file: name the file alone")
    elif len(options.names) > 1 or path.suffix.lower() not in FILE_SUFFIXES or not path.is_file():
        return None
    if options.limit is not None:
        raise CommandError("visit-map geocode: --limit is for names; a file gets the best answer of each row")
    return path


def _gazetteer(places: str | None) -> Gazetteer:
    """Return the gazetteer, with the reader's own places on top; each fault in them is a line of the error."""
    from gazetteer import Gazetteer, PlaceFileError  # noqa: PLC0415  (only this command needs it)

    try:
        return Gazetteer(places)
    except PlaceFileError as error:
        raise CommandError(*map(str, error.faults)) from error


def _check_words(options: argparse.Namespace, gazetteer: Gazetteer) -> None:
    """Refuse what is no country; say which words of the context say nothing."""
    for code in options.country:
        if gazetteer.place(f"country:{code.strip().lower()}") is None:
            raise CommandError(f"--country: {code}: no country has this code: write ISO 3166-1 such as vn")
    for word in options.context:
        known = gazetteer.place(f"country:{word.strip().lower()}") or gazetteer.resolve(word)
        if not known:
            print(f"--context: {word}: no place is known by this name, so it says nothing", file=sys.stderr)


def _asked(options: argparse.Namespace) -> dict[str, Any]:
    """Return what a question to the gazetteer carries beside the name."""
    return {"country_codes": options.country or None, "language": options.language, "on": options.on}


# --- names ---

Table = tuple[tuple[str, ...], list[tuple[str, ...]]]
"""A header and rows of text."""


class _Candidates:
    """The candidates of some names, in the forms that they can be written in."""

    default = "table"

    def __init__(self, found: list[tuple[str, list[Location]]]) -> None:
        self.found = found

    def table(self) -> Table:
        rows: list[tuple[str, ...]] = []
        for name, locations in self.found:
            rows += [
                (
                    name,
                    location.raw["id"],
                    str(location.address),
                    location.raw["kind"],
                    location.raw["country"],
                    f"{location.latitude:.4f}, {location.longitude:.4f}",
                    f"{location.raw['score']:.2f}{' ambiguous' if location.raw['ambiguous'] else ''}",
                    "; ".join(map(str, location.raw["reasons"])),
                )
                for location in locations
            ]
            if not locations:
                rows.append((name, "-", "no answer", "", "", "", "", ""))
        return (
            "name",
            "place_id",
            "place",
            "kind",
            "country",
            "latitude, longitude",
            "score",
            "reasons",
        ), rows

    def csv(self, flavour: Any) -> bytes:
        import pandas as pd  # noqa: PLC0415  (half a second)

        from visits.exports.event_csv import csv_bytes  # noqa: PLC0415
        from visits.geocoding import ANSWER_COLUMNS, answer_cells  # noqa: PLC0415

        rows = [
            {"name": name, **(answer_cells(location) if location else {})}
            for name, locations in self.found
            for location in locations or [None]
        ]
        frame = pd.DataFrame(rows, columns=["name", *ANSWER_COLUMNS])
        frame["ambiguous"] = [
            "" if value is None else str(value).lower() for value in _plain(frame["ambiguous"])
        ]
        texts = [name for name in frame.columns if name not in {"latitude", "longitude", "score"}]
        frame = frame.assign(
            **{name: frame[name].astype(object).where(frame[name].notna(), "") for name in texts}
        )
        return csv_bytes(frame, flavour, numbers={"latitude", "longitude", "score"})

    def json(self) -> list[Any]:
        return [
            {
                "name": name,
                "candidates": [
                    {
                        **location.raw,
                        "address": location.address,
                        "latitude": location.latitude,
                        "longitude": location.longitude,
                    }
                    for location in locations
                ],
            }
            for name, locations in self.found
        ]

    def remarks(self, form: str) -> Iterable[str]:
        if form != "table":  # where it says so itself
            for name, locations in self.found:
                if not locations:
                    yield f"{name}: no place is known by this name"


def _plain(cells: Iterable[Any]) -> list[Any]:
    """Return cells with None for what is missing."""
    return [None if cell is None or cell != cell else cell for cell in cells]  # noqa: PLR0124 - NaN


def _candidates(names: Sequence[str], gazetteer: Gazetteer, options: argparse.Namespace) -> _Candidates:
    """Look names up."""
    limit = options.limit or LIMIT
    asked = {**_asked(options), "context": options.context or None, "exactly_one": False, "limit": limit}
    return _Candidates([(name, gazetteer.geocode(name, **asked) or []) for name in names])


# --- a column of a file ---


class _Answered:
    """A file's table with its answers, in the forms that it can be written in."""

    default = "csv"

    def __init__(self, found: Geocoded) -> None:
        self.found = found

    def table(self) -> Table:
        frame = self.found.frame
        texts = frame.astype(object).where(frame.notna(), "").astype(str)
        rows = list(texts.itertuples(index=False, name=None))
        return tuple(frame.columns), rows

    def csv(self, flavour: Any) -> bytes:
        from visits.geocoding import to_csv  # noqa: PLC0415

        return to_csv(self.found, flavour)

    def json(self) -> list[Any]:
        records = self.found.frame.astype(object).to_dict("records")
        return [dict(zip(record, _plain(record.values()), strict=True)) for record in records]

    def remarks(self, _form: str) -> Iterable[str]:
        counts = self.found.counts
        yield (
            f"{counts.rows} rows: {counts.answered} answered ({counts.ambiguous} ambiguous), "
            f"{counts.unanswered} without an answer, {counts.empty} empty"
        )


def _answered(path: Path, gazetteer: Gazetteer, options: argparse.Namespace) -> _Answered:
    """Read a file and look its names up."""
    from visits.errors import GeocodingError, SheetError  # noqa: PLC0415  (pandas: half a second)
    from visits.geocoding import geocode_column  # noqa: PLC0415
    from visits.sheets import read_sheet  # noqa: PLC0415

    try:
        frame = read_sheet(path)
    except SheetError as error:
        raise CommandError(*map(str, error.faults)) from error
    except OSError as error:
        raise CommandError(f"{path}: cannot be read: {error.strerror or error}") from error
    column = options.column
    if column is None:
        if len(frame.columns) > 1:
            raise CommandError(
                f"{path}: which column holds the names? --column with one of {', '.join(frame.columns)}"
            )
        column = frame.columns[0]
    try:
        found = geocode_column(
            frame,
            column,
            gazetteer,
            context_columns=options.context_column,
            context=options.context,
            progress=_bar() if sys.stderr.isatty() else None,
            **_asked(options),
        )
    except GeocodingError as error:
        raise CommandError(f"{path}: {error}") from error
    return _Answered(found)


def _bar() -> Callable[[int, int], None]:
    """Return a progress bar on the error stream; it takes its line away when all is done."""

    def tell(done: int, every: int) -> None:
        full = BAR_WIDTH * done // max(every, 1)
        line = f"[{'#' * full}{'.' * (BAR_WIDTH - full)}] {done} of {every} names"
        print(f"\r{line}", end="" if done < every else f"\r{' ' * len(line)}\r", file=sys.stderr, flush=True)

    return tell


# --- giving ---


def _give(answer: _Candidates | _Answered, options: argparse.Namespace) -> None:
    """Write an answer in the form asked for, to a file or to the standard output; then what is to be said."""
    form = options.format or answer.default
    if form == "table":
        content = _in_columns(*answer.table()).encode("utf-8")
    elif form == "json":
        content = (json.dumps(answer.json(), ensure_ascii=False, indent=2) + "\n").encode("utf-8")
    else:
        content = answer.csv(form)
    if options.output not in {None, "-"}:
        write_whole(Path(options.output), content)
    elif form == "table":
        # A terminal that lacks Chinese letters must not end the command.
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        print(content.decode("utf-8"), end="")
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    for remark in answer.remarks(form):
        print(_printable(remark), file=sys.stderr)


def _in_columns(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a table in columns of the width of their longest cell; the last one is not padded."""
    lines = [tuple(map(_printable, row)) for row in (header, *rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    return "".join(
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        + "\n"
        for line in lines
    )


def _printable(text: str) -> str:
    """Return a text in which no character can disturb a terminal."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for a Chinese character, none for a mark alone."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
