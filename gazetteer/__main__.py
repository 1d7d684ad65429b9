"""The command line: look up one name, check place files, build the packed data.

``python -m gazetteer look NAME [--context WORD ...]``, ``python -m gazetteer check [FILE ...]`` and
``python -m gazetteer build [--check]``.

`look` prints every candidate with its reasons; exit code 0 when there is one, 1 when there is none. `check` reads
the hand-kept tables, or the files given, and prints one line per fault to standard error; exit code 0 without
faults, else 2. `build` writes ``gazetteer/data`` from the pinned sources, or compares with what is there; exit code
2 when a source is missing, a table has faults, or the data differs.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from io import TextIOWrapper
from typing import TYPE_CHECKING

from gazetteer.errors import Fault, PlaceFileError
from gazetteer.geocoder import Gazetteer
from gazetteer.placefile import read_places, table_places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geopy.location import Location

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m gazetteer", description="Which place does this name mean?"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    look = commands.add_parser("look", help="print the places that a name can mean, with reasons")
    look.add_argument("name", help="a name in any spelling")
    look.add_argument(
        "--context", nargs="+", default=[], help="names, ISO codes or ids that occur with the name"
    )
    look.add_argument("--country", nargs="+", default=None, help="ISO codes: only places in these countries")
    look.add_argument("--language", default="en", choices=["vi", "en", "zh"], help="language of the labels")
    look.add_argument(
        "--on", type=date.fromisoformat, help="day of use, YYYY-MM-DD: units that had ended by then give way"
    )
    look.add_argument(
        "--kind", nargs="+", default=None, help="kinds of place looked for, such as city or province"
    )
    look.add_argument("--places", help="your own place file, laid over the shipped places")
    check = commands.add_parser("check", help="check place files: the shipped ones, or those given")
    check.add_argument("files", nargs="*", help="place files")
    build = commands.add_parser("build", help="write the packed data from the pinned sources")
    build.add_argument(
        "--check", action="store_true", help="write nothing: tell whether the data is what it would be"
    )
    asked = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, TextIOWrapper
        ):  # a terminal that lacks Chinese letters must not end the program
            stream.reconfigure(errors="backslashreplace")
    if asked.command == "build":
        # Imported here: the sources are read with packages that only a build needs.
        from gazetteer.build.command import main as run  # noqa: PLC0415

        return run(["--check"] if asked.check else [])
    return _check(asked.files) if asked.command == "check" else _look(asked)


def _look(asked: argparse.Namespace) -> int:
    try:
        gazetteer = Gazetteer(asked.places)
    except PlaceFileError as problem:
        return _tell(problem.faults)
    found = gazetteer.geocode(
        asked.name,
        exactly_one=False,
        context=asked.context,
        country_codes=asked.country,
        language=asked.language,
        on=asked.on,
        kinds=asked.kind,
    )
    if found is None:
        print(f"no place is known by the name {asked.name}", file=sys.stderr)  # noqa: T201 - a command line prints
        return 1
    for location in found if isinstance(found, list) else [found]:
        print(_shown(location))  # noqa: T201
    return 0


def _shown(location: Location) -> str:
    raw = location.raw
    head = f"{raw['score']:.2f}  {location.address}  [{raw['id']}, {raw['kind']}, {raw['match']}]"
    unclear = "  ambiguous" if raw["ambiguous"] else ""
    point = f"      {location.latitude:.4f}, {location.longitude:.4f}  ({raw['source']}; {raw['licence']})"
    return "\n".join([head + unclear, point, *(f"      - {reason}" for reason in raw["reasons"])])


def _check(paths: Sequence[str]) -> int:
    faults: list[Fault] = []
    count = 0
    for path in paths:
        places, wrong = read_places(path)
        count += len(places)
        faults += wrong
    if not paths:
        try:
            count = len(table_places())
        except PlaceFileError as problem:
            faults += problem.faults
    if faults:
        return _tell(faults)
    print(f"{count} places, no faults")  # noqa: T201
    return 0


def _tell(faults: Sequence[Fault]) -> int:
    for fault in faults:
        print(fault, file=sys.stderr)  # noqa: T201
    return 2


if __name__ == "__main__":
    sys.exit(main())
