"""Find every string of the dashboard that is to be translated, by reading the source code.

Strings are the literal first arguments of `t(...)` and `message(...)`, and the first two of `n(...)` and
`counted(...)`, whoever's method they are. An f-string there could never be found in a catalogue and is an
error.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DASHBOARD = Path(__file__).resolve().parent.parent
"""The folder whose Python files are read."""

SINGLE = frozenset({"t", "message"})
"""Functions whose first argument is a message."""

COUNTED = frozenset({"n", "counted"})
"""Functions whose first two arguments are the singular and plural of a message."""


@dataclass(frozen=True)
class Message:
    """One string to translate."""

    text: str
    """The English string (the singular of a counted one)."""
    plural: str | None
    """The English plural; None for a string that is not counted."""
    file: str
    """The file that says it, relative to the folder of the dashboard."""
    line: int
    """The line where it stands."""

    @property
    def key(self) -> str | tuple[str, str]:
        """Return what catalogues file it under."""
        return self.text if self.plural is None else (self.text, self.plural)


def messages(folder: Path = DASHBOARD) -> list[Message]:
    """Return the messages of all Python files below a folder, in the order of files and lines.

    Raises:
        ValueError: when a message is an f-string; names file and line.
    """
    found = []
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder).as_posix()
        found += sorted(_in_source(path.read_text(encoding="utf-8"), name), key=lambda message: message.line)
    return found


def fields(text: str) -> set[str]:
    """Return the names of the `{fields}` of a message."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _in_source(source: str, file: str) -> Iterator[Message]:
    """Yield the messages of one file."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)
        if name not in SINGLE | COUNTED:
            continue
        wanted = node.args[: 2 if name in COUNTED else 1]
        if any(isinstance(argument, ast.JoinedStr) for argument in wanted):
            raise ValueError(
                f"{file}:{node.lineno}: an f-string cannot be translated: use fields, t('... {{x}}', x=x)"
            )
        strings = [a.value for a in wanted if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if len(strings) == len(wanted) and strings:
            plural = strings[1] if name in COUNTED else None
            yield Message(strings[0], plural, file, node.lineno)
