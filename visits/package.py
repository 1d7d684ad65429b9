"""A folder with `datapackage.json` and its tables, read into `Records`: sound, or every fault at once.

`load(strict=True)` takes sound packages only. `load(strict=False)` leaves out the faulty rows and what
depends on them, says so in `Records.faults`, and keeps the rest. Files are read from the folder alone: no
link that leads out of it. A package at an address is fetched into a folder first
(`visits.download`). The content is data; nothing in it is run.
"""

from __future__ import annotations

import hashlib
import os
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from gazetteer import Gazetteer, read_places
from gazetteer.errors import Fault
from visits.columns import TableData
from visits.descriptor import FILE, Descriptor, file_in, read_descriptor
from visits.errors import DataPackageError
from visits.records import Records
from visits.schema import TABLES
from visits.tables import Everything, Limits, read_bytes, read_table
from visits.validate import Validation

if TYPE_CHECKING:
    from collections.abc import Container

    from gazetteer import Place

_SHIPPED = Path(__file__).resolve().parent.parent / "seeds"
_SETTING = "VISIT_MAP_DATA"


def default_folder() -> Path | str:
    """Where the data are when nobody names a folder: the setting VISIT_MAP_DATA, else the shipped seeds."""
    return os.environ.get(_SETTING) or _SHIPPED


def shipped_folder() -> Path:
    """The folder of the seeds, which belong to the program: nothing is written there for a reader."""
    return _SHIPPED


def load(
    path: str | os.PathLike[str] | None = None,
    *,
    strict: bool = True,
    gazetteer: Gazetteer | None = None,
    limits: Limits | None = None,
) -> Records:
    """Read a data package.

    Args:
        path: the folder that holds `datapackage.json` (or that file itself), or its http(s) address; None takes
            `default_folder()`.
        strict: refuse a package with any fault; False keeps what is sound and lists the rest in
            `Records.faults`.
        gazetteer: the places to know besides the package's own `places.csv`; None takes the shipped ones.
        limits: the biggest files to read; None takes the usual ones.

    Raises:
        DataPackageError: with `strict`, for any fault; without, only when there is no folder to read, or no answer.
    """
    limits = limits or Limits()
    reading = _PackageReading(gazetteer or _shipped_gazetteer(), limits)
    given = os.fspath(default_folder() if path is None else path)
    if "://" in given:  # an address; C:\data is a folder
        from visits.download import download  # noqa: PLC0415 - the network modules, for those who need them

        with TemporaryDirectory(prefix="visit-map-") as folder:
            download(given, Path(folder), limits)
            records = reading.read(Path(folder))
    else:
        records = reading.read(_folder(given))
    if strict and reading.faults:
        raise DataPackageError(reading.faults)
    return records


@cache
def _shipped_gazetteer() -> Gazetteer:
    """The one gazetteer of the process; it never changes."""
    return Gazetteer()


def _folder(given: str) -> Path:
    folder = Path(given)
    if folder.name == FILE:
        folder = folder.parent
    if not folder.is_dir():
        remedy = f"name a folder that holds {FILE}"
        raise DataPackageError([Fault(given, None, None, "", "there is no such folder", remedy)])
    return folder


class _PackageReading:
    """One reading of one package: gathers faults over all files."""

    def __init__(self, gazetteer: Gazetteer, limits: Limits) -> None:
        self.gazetteer = gazetteer
        self.limits = limits
        self.faults: list[Fault] = []
        self.hash = hashlib.sha256()
        self.lost: dict[str, Container[str]] = dict.fromkeys(TABLES, frozenset())

    def read(self, folder: Path) -> Records:
        descriptor = self._descriptor(folder)
        files = {name: descriptor.paths.get(name, f"{name}.csv") for name in TABLES}
        listed = "resources" in descriptor.raw
        contents = {
            name: self._content(name, folder, files[name], needed=name in descriptor.paths and listed)
            for name in TABLES
        }
        places = self._places(contents["places"], files["places"])
        gazetteer = self.gazetteer.overlaid(places) if places else self.gazetteer
        tables = {
            name: self._table(name, content, files[name])
            for name, content in contents.items()
            if name != "places"
        }
        validation = Validation(
            tables, files, lambda place_id: gazetteer.place(place_id) is not None, self.lost
        )
        validation.run()
        self.faults += validation.faults
        self._check_home(descriptor, gazetteer)
        self.faults = in_order(self.faults, files)
        sound = {
            name: table if validation.kept[name].all() else table.keep(np.flatnonzero(validation.kept[name]))
            for name, table in tables.items()
        }
        told = in_order([*self.faults, *validation.consequences], files)
        return Records(
            descriptor,
            sound,
            gazetteer,
            places=places,
            faults=told,
            consequences=validation.consequences,
            version=self.hash.hexdigest(),
        )

    def _descriptor(self, folder: Path) -> Descriptor:
        raw = read_bytes(folder / FILE, FILE, self.limits.descriptor_bytes)
        if isinstance(raw, Fault):
            self.faults.append(raw)
            return Descriptor(paths={name: f"{name}.csv" for name in TABLES})
        self.hash.update(raw)
        descriptor, faults = read_descriptor(raw)
        self.faults += faults
        return descriptor

    def _content(self, name: str, folder: Path, path: str, *, needed: bool) -> bytes | None:
        """The bytes of one table; None when it is not there, which only a table that is listed may not be."""
        found = file_in(folder, path)
        if isinstance(found, Path):
            if not needed and not found.exists() and path not in ("events.csv", "sources.csv"):
                return None
            raw = read_bytes(found, path, self.limits.file_bytes)
            if isinstance(raw, bytes):
                self.hash.update(b"\0%s\0" % path.encode())
                self.hash.update(raw)
                return raw
            self.faults.append(raw)
        else:
            self.faults.append(found)
        self.lost[name] = Everything()
        return None

    def _table(self, name: str, content: bytes | None, path: str) -> TableData:
        if content is None:
            return TableData.empty(TABLES[name])
        reading = read_table(TABLES[name], content, path, self.limits)
        self.faults += reading.faults
        self.lost[name] = reading.lost
        return reading.data

    def _places(self, content: bytes | None, path: str) -> list[Place]:
        """The package's own places, read by the gazetteer's one reader of place files."""
        if content is None:
            return []
        try:
            stream = StringIO(content.decode("utf-8-sig"), newline="")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            self.faults.append(Fault(path, line, None, "", "the file is not UTF-8", "save it as UTF-8"))
            self.lost["places"] = Everything()
            return []
        stream.name = path  # how the reader names it in a fault
        places, faults = read_places(stream, known=self.gazetteer)
        self.faults += faults
        if faults:  # whatever else the file names may be a row that is not sound
            self.lost["places"] = _ids_in(stream.getvalue()) if places else Everything()
        return places

    def _check_home(self, descriptor: Descriptor, gazetteer: Gazetteer) -> None:
        home = descriptor.home
        if home and gazetteer.place(home) is None and gazetteer.place(f"country:{home}") is None:
            remedy = "write a country code such as vn, or the id of a place"
            self.faults.append(
                Fault(FILE, None, "home", home, "no place has this id, no country this code", remedy)
            )


def _ids_in(text: str) -> frozenset[str]:
    """What stands first in the lines of a place file."""
    return frozenset(line.partition(",")[0].strip('"') for line in text.splitlines())


def in_order(faults: list[Fault], files: dict[str, str]) -> list[Fault]:
    """Faults in the order of the files, then of their lines; those of a whole file first."""
    order = {FILE: -1, **{path: number for number, path in enumerate(files.values())}}
    return sorted(faults, key=lambda fault: (order.get(fault.file, len(order)), fault.row or 0))
