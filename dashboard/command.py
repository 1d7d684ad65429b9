"""What the commands of the command line share: their error, and writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


class CommandError(Exception):
    """Raised when a command cannot do what was asked; one printed line per argument."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file completely or not at all: into a temporary file beside it, then rename.

    Raises:
        CommandError: when the folder is missing or not writable; the old file is then untouched.
    """
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            temporary = Path(file.name)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise CommandError(f"{path}: cannot be written: {error.strerror or error}") from error
