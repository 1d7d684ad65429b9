"""`datapackage.json`: what the package is called, whose point of view it takes, which file holds which table.

Its schema part is not written by hand: `with_resources` renders it from `visits.schema`,
`problems_of_resources` says where a descriptor differs from that.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from gazetteer.errors import Fault
from visits.cells import ID_PATTERN, Cell, Column
from visits.schema import TABLES, Table
from visits.vocabulary import VOCABULARIES

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE: Final = "datapackage.json"
"""The name of the descriptor in every package."""
_NEEDED_TABLES: Final = ("sources", "events")
_KEYS: Final = {name: table.key or "" for name, table in TABLES.items()}
_FIELD_TYPES: Final = {"integer": "integer", "number": "number"}


@dataclass(frozen=True)
class Descriptor:
    """What a package says about itself."""

    title: str = ""
    """What it is called on the page."""
    name: str = ""
    """Its short name."""
    version: str = ""
    """The version that its makers gave it (not the hash of its content)."""
    description: str = ""
    """What it holds, in a sentence or two."""
    home: str = ""
    """Country code or place id whose point of view `direction` takes; empty when it takes none."""
    coverage: Mapping[str, Any] = field(default_factory=dict)
    """What it claims to hold and what it leaves out: statement, statement_vi, from, to ..."""
    licenses: tuple[Mapping[str, Any], ...] = ()
    """Its licences, as the data package standard has them."""
    contributors: tuple[Mapping[str, Any], ...] = ()
    """Who made it."""
    paths: Mapping[str, str] = field(default_factory=dict)
    """For each table the path of its file in the folder."""
    raw: Mapping[str, Any] = field(default_factory=dict)
    """All that the file says."""


def read_descriptor(raw: bytes) -> tuple[Descriptor, list[Fault]]:
    """Read the bytes of a descriptor: what it says, and every fault. Faulty parts take their defaults."""
    faults: list[Fault] = []

    def fault(column: str | None, value: object, problem: str, remedy: str, row: int | None = None) -> None:
        faults.append(Fault(FILE, row, column, "" if value is None else str(value), problem, remedy))

    try:
        content = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        fault(None, None, "the file is not UTF-8", "save it as UTF-8")
        content = {}
    except json.JSONDecodeError as error:
        fault(
            None,
            None,
            f"this is not JSON: {error.msg}",
            "check commas, quotes and brackets before this line",
            error.lineno,
        )
        content = {}
    except RecursionError:
        fault(None, None, "it is nested too deeply", "a descriptor needs about six levels")
        content = {}
    if not isinstance(content, dict):
        fault(None, None, "it holds no JSON object", "begin with { and name the resources")
        content = {}

    def of_type(key: str, kind: type, default: Any) -> Any:
        value = content.get(key, default)
        if isinstance(value, kind):
            return value
        fault(
            key,
            value,
            f"a {_JSON_WORDS[kind]} is expected here",
            "see docs/architecture.md and the shipped seeds",
        )
        return default

    descriptor = Descriptor(
        **{key: of_type(key, str, "") for key in ("title", "name", "version", "description", "home")},
        coverage=of_type("coverage", dict, {}),
        licenses=tuple(part for part in of_type("licenses", list, []) if isinstance(part, dict)),
        contributors=tuple(part for part in of_type("contributors", list, []) if isinstance(part, dict)),
        paths=_paths(of_type("resources", list, []), "resources" in content, fault),
        raw=content,
    )
    return descriptor, faults


_JSON_WORDS: Final[Mapping[type, str]] = {str: "text", dict: "object", list: "list"}


def _paths(resources: list[Any], listed: bool, fault: Any) -> dict[str, str]:
    """The file of each table; without a list of resources, the tables stand under their own names."""
    if not listed:
        return {name: f"{name}.csv" for name in TABLES}
    paths: dict[str, str] = {}
    for number, resource in enumerate(resources):
        where = f"resources[{number}]"
        name = resource.get("name") if isinstance(resource, dict) else None
        path = resource.get("path") if isinstance(resource, dict) else None
        if not isinstance(name, str) or not isinstance(path, str):
            fault(
                where,
                None,
                "a resource needs a name and one path, both text",
                'write {"name": "events", "path": "events.csv"}',
            )
        elif name in paths:
            fault(where, name, "this table is listed twice", "keep one of them")
        elif name in TABLES:
            paths[name] = path
    for name in _NEEDED_TABLES:
        if name not in paths:
            fault(
                "resources",
                name,
                "this table is not listed",
                "run `python -m visits describe --write` on the folder",
            )
    return paths


def file_in(folder: Path, path: str) -> Path | Fault:
    """The file that a descriptor names, if it lies inside the folder, also after following links."""
    parts = PurePosixPath(path)
    remedy = "name a file in the folder of the package, such as events.csv"
    if (
        not path
        or "\\" in path
        or "\x00" in path
        or ":" in path
        or parts.is_absolute()
        or ".." in parts.parts
    ):
        return Fault(FILE, None, "resources", path, "not a path inside the folder", remedy)
    found = folder / parts
    try:
        inside = found.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        inside = False
    if not inside:
        return Fault(
            FILE,
            None,
            "resources",
            path,
            "a link that leads out of the folder",
            "put the file itself into the folder",
        )
    return found


def field_of(column: Column) -> dict[str, Any]:
    """One column as a field of a Table Schema."""
    cell = column.cell
    described: dict[str, Any] = {
        "name": column.name,
        "type": _FIELD_TYPES.get(cell.kind, "string"),
        "description": column.description + ("; several joined with '; '" if cell.many else ""),
    }
    if cell.kind == "address":
        described["format"] = "uri"
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if cell.kind == "id":
        constraints |= {"unique": True, "pattern": ID_PATTERN}
    if cell.kind == "choice":
        words = VOCABULARIES[cell.vocabulary]
        if cell.many:
            word = f"({'|'.join(words)})"
            constraints["pattern"] = f"{word}(; {word})*"
        else:
            constraints["enum"] = list(words)
    if constraints:
        described["constraints"] = constraints
    return described


def resource_of(table: Table, path: str) -> dict[str, Any]:
    """One table as a resource of a Tabular Data Package."""
    schema: dict[str, Any] = {"fields": [field_of(column) for column in table.columns]}
    if table.key:
        schema["primaryKey"] = table.key
    if keys := [
        _foreign_key(column.name, column.cell, table)
        for column in table.columns
        if _has_foreign_key(column.cell)
    ]:
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "path": path,
        "profile": "tabular-data-resource",
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": schema,
    }


def _has_foreign_key(cell: Cell) -> bool:
    """The standard has keys for cells of one value that refer to one table."""
    return cell.kind == "reference" and not cell.many and len(cell.to) == 1


def _foreign_key(column: str, cell: Cell, table: Table) -> dict[str, Any]:
    target = _KEYS[cell.to[0]]
    same = cell.to[0] == table.name
    return {"fields": column, "reference": {"resource": "" if same else cell.to[0], "fields": target}}


def with_resources(content: Mapping[str, Any]) -> dict[str, Any]:
    """The descriptor with its profile and resources rendered from the schema; all else stays as it is."""
    listed = content.get("resources")
    paths = {
        part["name"]: part["path"]
        for part in (listed if isinstance(listed, list) else [])
        if isinstance(part, dict) and isinstance(part.get("name"), str) and isinstance(part.get("path"), str)
    }
    resources = [resource_of(table, paths.get(name, f"{name}.csv")) for name, table in TABLES.items()]
    rest = {key: value for key, value in content.items() if key not in ("profile", "resources")}
    return {"profile": "tabular-data-package", **rest, "resources": resources}


def rendered(content: Mapping[str, Any]) -> str:
    """A descriptor as the text of its file."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
