"""Places that a reader adds: a row in the `places.csv` of the data package that is shown.

Only into a folder of the reader's own: not into the shipped seeds, not into a package at an address, and only while
the server listens to this machine alone (`server.listens_only_here`, asked by the page). The row is checked by the
gazetteer's own reader of place files; the rest of the file stays as it is, byte for byte.
"""

from __future__ import annotations

import csv
import os
import re
import threading
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard import records_source
from gazetteer import Fault, fold, read_places, write_places
from visits.descriptor import FILE, file_in, read_descriptor
from visits.package import shipped_folder
from visits.writing import write_atomically

if TYPE_CHECKING:
    from gazetteer import Gazetteer, Place

NAME = "places.csv"
"""The file, where the descriptor names no other."""

LONGEST_SLUG = 60
"""Characters of an id made from a name."""

_writing = threading.Lock()


class CannotAddError(ValueError):
    """Raised when a place is not written.

    Attributes:
        code: why, one of `REASONS`.
        faults: what is wrong with the row or the file; empty for the other reasons.
    """

    def __init__(self, code: str, faults: tuple[Fault, ...] = ()) -> None:
        self.code = code
        self.faults = faults
        super().__init__(code, *map(str, faults))


REASONS = ("shipped", "address", "no-folder", "read-only", "broken-file", "taken-id", "faulty", "changed")
"""Why a place cannot be added, or an addition cannot be undone."""


@dataclass(frozen=True)
class Addition:
    """One place that was written, and how to take it back."""

    path: Path
    """The place file."""
    place_id: str
    """Id of the place."""
    before: bytes | None
    """What the file held before; None when there was none."""
    after: bytes
    """What it holds with the place."""


def target(origin: str) -> Path:
    """Return the place file of the package that is shown.

    Args:
        origin: the folder or address of the package; empty for the shipped seeds.

    Raises:
        CannotAddError: nothing may be written there.
    """
    if "://" in origin:
        raise CannotAddError("address")
    folder = Path(origin) if origin else shipped_folder()
    folder = folder.parent if folder.name == FILE else folder
    if folder.resolve() == shipped_folder().resolve():
        raise CannotAddError("shipped")
    if not folder.is_dir():
        raise CannotAddError("no-folder")
    path = file_in(folder, _listed(folder))
    if not isinstance(path, Path):
        raise CannotAddError("broken-file", (path,))
    if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise CannotAddError("read-only")
    return path


def _listed(folder: Path) -> str:
    """Return the name of the place file in the package's descriptor."""
    try:
        descriptor, _ = read_descriptor((folder / FILE).read_bytes())
    except OSError:
        return NAME
    return descriptor.paths.get("places", NAME)


def row_of(place: Place) -> dict[str, str]:
    """Return the cells of a place by column."""
    return next(csv.DictReader(StringIO(file_of(place).decode("utf-8"), newline="")))


def file_of(place: Place) -> bytes:
    """Return a place file with this place alone."""
    stream = StringIO()
    write_places([place], stream)
    return stream.getvalue().encode("utf-8")


def add(place: Place, path: Path, gazetteer: Gazetteer) -> Addition:
    """Write a place behind the others of a place file, whole or not at all; the next run of a page knows it.

    Args:
        place: the place.
        path: the file (see `target`); made when there is none.
        gazetteer: what is shown now: an id that it knows is refused.

    Raises:
        CannotAddError: the id is taken, the row has faults, or the file itself has some.
        OSError: the file cannot be read or written.
    """
    if gazetteer.place(place.id) is not None:
        raise CannotAddError("taken-id")
    with _writing:
        before = path.read_bytes() if path.exists() else None
        if before is not None:
            _, faults = _read(before, path.name)
            if faults:
                raise CannotAddError("broken-file", tuple(faults))
        after = file_of(place) if not before else before + _line(place, before)
        found, faults = _read(after, path.name)
        if faults:
            raise CannotAddError("faulty", tuple(faults))
        if [one.id for one in found].count(place.id) != 1:
            raise CannotAddError("faulty")
        write_atomically(path, after)
        records_source.forget()
    return Addition(path, place.id, before, after)


def undo(addition: Addition) -> None:
    """Take an addition back; the file is then as it was.

    Raises:
        CannotAddError: someone has changed the file since.
        OSError: the file cannot be read or written.
    """
    with _writing:
        now = addition.path.read_bytes() if addition.path.exists() else None
        if now != addition.after:
            raise CannotAddError("changed")
        if addition.before is None:
            addition.path.unlink()
        else:
            write_atomically(addition.path, addition.before)
        records_source.forget()


def faults_of(place: Place) -> list[Fault]:
    """Return what the gazetteer's reader of place files finds wrong with a place."""
    _, faults = _read(file_of(place), NAME)
    return faults


def _read(content: bytes, name: str) -> tuple[list[Place], list[Fault]]:
    try:
        stream = StringIO(content.decode("utf-8-sig"), newline="")
    except UnicodeDecodeError:
        return [], [Fault(name, None, None, "", "the file is not UTF-8", "save it as UTF-8")]
    stream.name = name  # how the reader names it in a fault
    return read_places(stream)


def _line(place: Place, before: bytes) -> bytes:
    """Return the row as it stands behind these others: in the order of their columns, with their line ends."""
    text = before.decode("utf-8-sig")
    header = [cell.strip() for cell in next(csv.reader(StringIO(text, newline="")))]
    end = "\r\n" if "\r\n" in text else "\n"
    stream = StringIO()
    row = row_of(place)
    csv.writer(stream, lineterminator=end).writerow([row.get(column, "") for column in header])
    return ("" if text.endswith(("\n", "\r")) else end).encode() + stream.getvalue().encode("utf-8")


def free_id(names: list[str], *, venue: bool, gazetteer: Gazetteer) -> str:
    """Return an id that no place has, made from the first name that can be written in Latin letters.

    Args:
        names: names of the place, best first.
        venue: whether it is a venue: those are called so.
        gazetteer: the places that are known.
    """
    slugs = [re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:LONGEST_SLUG].strip("-") for name in names]
    slug = next(filter(None, slugs), "place")
    prefix = "venue" if venue else "own"
    number = 1
    place_id = f"{prefix}:{slug}"
    while gazetteer.place(place_id) is not None:
        number += 1
        place_id = f"{prefix}:{slug}-{number}"
    return place_id
