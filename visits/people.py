"""Persons and organisations by any of their names, and the office that they held at a time."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from gazetteer.cells import split_values
from gazetteer.normalize import fold
from visits.dates import OPEN_END, OPEN_START, DateRange, parse_edtf
from visits.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from visits.columns import TableData

_NAME_COLUMNS = ("name", "name_vi", "name_zh")


class People:
    """The tables of people and of roles, looked at by person."""

    def __init__(self, people: TableData, roles: TableData) -> None:
        self._people = people
        self._roles = roles

    @cached_property
    def names(self) -> dict[str, tuple[str, ...]]:
        """For each person id all names, the English one first."""
        columns = [self._people[name].to_list() for name in ("person_id", *_NAME_COLUMNS, "other_names")]
        found: dict[str, tuple[str, ...]] = {}
        for person_id, *labels, others in zip(*columns, strict=True):
            further = (value.partition(":")[2] for value in split_values(others))
            found[person_id] = tuple(dict.fromkeys(name for name in (*labels, *further) if name))
        return found

    @cached_property
    def labels(self) -> dict[str, str]:
        """For each person id the English name."""
        return dict(zip(self._people["person_id"].to_list(), self._people["name"].to_list(), strict=True))

    @cached_property
    def _by_name(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for person_id, names in self.names.items():
            for name in names:
                found.setdefault(fold(name), set()).add(person_id)
        return found

    def ids_of(self, wanted: Iterable[str]) -> frozenset[str]:
        """The ids that texts mean: an id itself, or everyone of that name, whatever its case and marks."""
        ids: set[str] = set()
        for text in wanted:
            ids |= {text} if text in self.names else self._by_name.get(fold(text), set())
        return frozenset(ids)

    @cached_property
    def _roles_of(self) -> dict[str, list[int]]:
        rows: dict[str, list[int]] = {}
        for row, person_id in enumerate(self._roles["person"].to_list()):
            rows.setdefault(person_id, []).append(row)
        return rows

    def roles_at(self, person_id: str, when: DateRange | None) -> tuple[Role, ...]:
        """The offices that a person can have held during `when`; all of them when it is None or undated."""
        roles = tuple(Role.from_row(self._roles.row(row)) for row in self._roles_of.get(person_id, ()))
        if when is None or not when.dated:
            return roles
        return tuple(role for role in roles if _held(role, when))


def _held(role: Role, when: DateRange) -> bool:
    """Whether the office, from its first to its last known day, touches the time; an unknown end is open."""
    first = parse_edtf(role.from_) if role.from_ else None
    last = parse_edtf(role.to) if role.to else None
    starts = first.first_day if first and first.dated else OPEN_START
    ends = last.last_day if last and last.dated else OPEN_END
    return starts <= when.last_day and ends >= when.first_day
