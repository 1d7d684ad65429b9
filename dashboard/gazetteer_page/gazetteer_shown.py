"""The gazetteer that the page asks: that of the records shown, with their own places."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gazetteer import Gazetteer

if TYPE_CHECKING:
    from visits import Records


def gazetteer_shown(records: Records | None) -> Gazetteer:
    """Return the gazetteer of some records, the shipped one when there are none."""
    return records.gazetteer if records is not None else _shipped()


@cache
def _shipped() -> Gazetteer:
    """Return the shipped gazetteer; it never changes."""
    return Gazetteer()
