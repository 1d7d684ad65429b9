"""The command line, `visit-map`: serve the dashboard, check a data package, export events, look up places.

Errors go to stderr, one line each, and end with exit code 2; nothing is left half-written. Heavy modules are
imported by the command that needs them.
"""

# ruff: noqa: T201  (a command line prints)

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from dashboard import geocode_command
from dashboard.command import CommandError, write_whole
from dashboard.records_source import DATA_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from visits import Records
    from visits.filters import VisitFilter
    from visits.parameters import Parameter

FORMATS = ("csv", "csv-excel", "geojson")
"""Formats that `export` writes."""

FORMATS_TO_COME = ("xlsx", "lpf", "kml", "ics", "parquet", "datapackage", "html")
"""Formats named by the interface and not written yet."""

DEFAULT_PORT = 8501
"""TCP port of `serve`."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Print one line on stderr and leave with exit code 2."""
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: the words after `visit-map`; None = those of the process.

    Returns:
        The exit code: 0 done, 2 something asked for cannot be done.
    """
    words = sys.argv[1:] if arguments is None else list(arguments)
    options = _parser(words[0] if words else "").parse_args(words)
    try:
        return int(options.run(options))
    except CommandError as error:
        for line in error.args:
            print(line, file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of a pipe went away (`visit-map export | head`): not our fault, and no traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser(command: str) -> Parser:
    """Build the parser of all commands.

    Args:
        command: the first word given. Only `export` has the options of the filters: reading their table costs
            the import of pandas, half a second that `serve` and `--help` need not wait for.
    """
    parser = Parser(
        prog="visit-map", description="Delegation visits on a map: who went where, when, says which source."
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    serve = commands.add_parser("serve", help="open the dashboard on this machine")
    serve.add_argument(
        "--data", metavar="DIR_OR_URL", help=f"data package to show (default: {DATA_VARIABLE} or the seeds)"
    )
    serve.add_argument("--port", type=_port, default=DEFAULT_PORT, help="TCP port (default: %(default)s)")
    serve.add_argument("--host", default="localhost", help="address to listen on (default: %(default)s)")
    serve.set_defaults(run=_serve)

    check = commands.add_parser("check", help="validate a data package, every fault at once")
    check.add_argument("directory", metavar="DIR", help="folder with datapackage.json")
    check.set_defaults(run=_check)

    export = commands.add_parser("export", help="write the events that pass the filters")
    export.add_argument("--format", required=True, metavar="FORMAT", help=", ".join(FORMATS))
    export.add_argument(
        "--data", metavar="DIR_OR_URL", help=f"data package (default: {DATA_VARIABLE} or the seeds)"
    )
    export.add_argument("-o", "--output", metavar="FILE", help="file to write (default: standard output)")
    filters = export.add_argument_group("filters (several values of one: any; different ones: all)")
    for parameter in _parameters() if command == "export" else ():
        filters.add_argument(
            _option(parameter),
            dest=f"filter_{parameter.name}",
            action="append",
            default=[],
            metavar="VALUE",
            help=parameter.meaning + (" (repeatable)" if parameter.many else ""),
        )
    export.set_defaults(run=_export)

    geocode_command.add_to(commands)
    return parser


def _port(text: str) -> int:
    """Read a TCP port; 0 = any free one."""
    try:
        port = int(text)
    except ValueError:
        port = -1
    if not 0 <= port <= 65535:  # noqa: PLR2004
        raise argparse.ArgumentTypeError(f"{text!r} is no port: use a number from 1 to 65535")
    return port


def _serve(options: argparse.Namespace) -> int:
    """Run `serve` until it is interrupted."""
    if options.data:
        os.environ[DATA_VARIABLE] = _data(options.data)
    from dashboard import serving  # noqa: PLC0415  (Streamlit and uvicorn: 0.4 s)

    try:
        serving.serve(options.host, options.port)
    except serving.CannotListenError as error:
        raise CommandError(str(error)) from error
    return 0


def _check(options: argparse.Namespace) -> int:
    """Run `check`: every fault and every warning is a line of the error stream; faults alone make it fail."""
    from visits.check import check  # noqa: PLC0415  (pandas: half a second)

    try:
        report = check(options.directory)
    except (OSError, ValueError) as error:
        raise CommandError(f"{options.directory}: {error}") from error
    for line in str(report).splitlines():
        print(line, file=sys.stderr)
    if report.faults:
        return report.exit_code
    records = _load(options.directory)
    held = f"{len(records.visits)} visits, {len(records)} events, {len(records.sources)} sources"
    warnings = f", {len(report.warnings)} warnings" if report.warnings else ""
    print(f"{options.directory}: no faults{warnings}: {held}")
    return report.exit_code


def _export(options: argparse.Namespace) -> int:
    """Run `export`."""
    if options.format not in FORMATS:
        reason = "is not available yet" if options.format in FORMATS_TO_COME else "is no format"
        raise CommandError(f"visit-map export: {options.format!r} {reason}: use one of {', '.join(FORMATS)}")
    records = _load(options.data or os.environ.get(DATA_VARIABLE) or None)
    content = _written(records, _filter(options, records), options.format)
    if options.output in {None, "-"}:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        write_whole(Path(options.output), content)
    return 0


def _written(records: Records, chosen: VisitFilter, form: str) -> bytes:
    """Return the filtered events in a format."""
    frame = records.frame(chosen)
    if form == "geojson":
        from visits.exports.geojson import to_geojson  # noqa: PLC0415

        return to_geojson(frame)
    from visits.exports.event_csv import to_csv  # noqa: PLC0415

    return to_csv(frame, flavour="csv-excel" if form == "csv-excel" else "csv")


def _filter(options: argparse.Namespace, records: Records) -> VisitFilter:
    """Read the filter options; what a page would ignore with a note is an error here."""
    from visits.filters import VisitFilter  # noqa: PLC0415

    given = {parameter.name: getattr(options, f"filter_{parameter.name}") for parameter in _parameters()}
    given = {name: values for name, values in given.items() if values}
    chosen, notes = VisitFilter.from_params(given, records)
    if notes:
        option = {parameter.name: _option(parameter) for parameter in _parameters()}
        raise CommandError(*(f"{option[note.parameter]}: {note.value}: {note.text}" for note in notes))
    return chosen


def _parameters() -> tuple[Parameter, ...]:
    """Return the filters, from the one table of them."""
    from visits.parameters import PARAMETERS  # noqa: PLC0415

    return PARAMETERS


def _option(parameter: Parameter) -> str:
    """Return the option of a filter on the command line."""
    return f"--{parameter.option or parameter.name}"


def _data(given: str) -> str:
    """Return the data package that is meant: an address as it is, a folder by its whole path.

    Raises:
        CommandError: there is no such folder.
    """
    if "://" in given:
        return given
    if not Path(given).is_dir():
        raise CommandError(f"{given}: no such folder: name the folder that holds datapackage.json")
    return str(Path(given).resolve())


def _load(origin: str | None) -> Records:
    """Load a data package; every fault is one line of the error."""
    import visits  # noqa: PLC0415  (pandas: half a second)

    try:
        return visits.load(origin)
    except visits.DataPackageError as error:
        raise CommandError(*(map(str, error.faults) if error.faults else [str(error)])) from error
    except (OSError, ValueError) as error:
        raise CommandError(f"{origin or 'the shipped seeds'}: {error}") from error


if __name__ == "__main__":
    raise SystemExit(main())
