"""The build as a command: write the packed data, or prove that what is there is what would be written."""

from __future__ import annotations

import filecmp
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer import packed
from gazetteer.build.assemble import assembled
from gazetteer.build.inputs import InputMissingError
from gazetteer.build.meaning import meant
from gazetteer.build.pack import pack, pack_meant
from gazetteer.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FILES", "build", "main"]

FILES = (
    "places.bin",
    "names.bin",
    "texts.bin",
    "by_text.bin",
    "by_key.bin",
    "near.bin",
    "scan.bin",
    "tables.json",
    "details.json",
)
"""The files that a build writes."""


def build(folder: Path) -> int:
    """Write the packed data into a folder; the number of places."""
    drafts = assembled()
    pack(drafts, folder)
    pack_meant(meant(folder), folder)
    return len(drafts)


def main(arguments: Sequence[str] = ()) -> int:
    """Write ``gazetteer/data``, or compare with it for ``--check``; the exit code, 2 for a difference or fault."""
    try:
        if "--check" in arguments:
            with tempfile.TemporaryDirectory() as scratch:
                build(Path(scratch))
                _, differing, missing = filecmp.cmpfiles(scratch, packed.DATA, FILES, shallow=False)
            for name in (*differing, *missing):
                fault = f"gazetteer/data/{name}: is not what the sources give: run `make places`"
                print(fault, file=sys.stderr)  # noqa: T201 - a command line prints
            return 2 if differing or missing else 0
        with tempfile.TemporaryDirectory(dir=packed.DATA.parent, prefix=".data-") as scratch:
            count = build(Path(scratch))
            packed.DATA.mkdir(exist_ok=True)
            for name in FILES:  # each in one step: who has the old file mapped keeps it
                (Path(scratch) / name).replace(packed.DATA / name)
        print(f"{count} places")  # noqa: T201
    except (GazetteerError, InputMissingError) as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        return 2
    return 0
