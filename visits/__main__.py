"""Keep the generated parts of files as the schema has them.

Use: `python -m visits codebook|describe --check|--write [PATH]`.

`codebook` is the codebook in a Markdown file (`seeds/README.md`); `describe` is the schema in the
`datapackage.json` of a folder. `--check` says whether they are as they would be written, and exits 1 when
not; `--write` writes them.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from visits.codebook import with_codebook
from visits.descriptor import FILE, rendered, with_resources
from visits.package import default_folder
from visits.writing import write_atomically

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 well, 1 a file differs, 2 it cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m visits", description=__doc__)
    parser.add_argument("what", choices=("codebook", "describe"))
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", action="store_true", help="only say whether it is as it should be")
    mode.add_argument("--write", action="store_true", help="make it as it should be")
    parser.add_argument("path", nargs="?", help="file or folder; without it the shipped data")
    options = parser.parse_intermixed_args(arguments)
    path = _target(options.what, Path(options.path or default_folder()))
    try:
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        new = _as_it_should_be(options.what, old)
        if options.write and old != new:
            write_atomically(path, new.encode())
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{path}: {error}\n")
        return 2
    if options.check and old != new:
        sys.stderr.write(f"{path}: differs from the schema: run python -m visits {options.what} --write\n")
        return 1
    return 0


def _as_it_should_be(what: str, old: str) -> str:
    return with_codebook(old) if what == "codebook" else rendered(with_resources(json.loads(old or "{}")))


def _target(what: str, path: Path) -> Path:
    name = "README.md" if what == "codebook" else FILE
    return path / name if path.is_dir() else path


if __name__ == "__main__":
    sys.exit(main())
