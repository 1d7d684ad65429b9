"""The hand-kept tables under ``places/``: places, attested names, and corrections of the sources.

A hand-kept row comes first: its point, its kind and its labels are those of the place; what other sources have is
added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gazetteer.build import inputs
from gazetteer.build.draft import Draft, Source
from gazetteer.errors import Fault, PlaceFileError
from gazetteer.placefile import table_places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazetteer.model import Place

__all__ = ["add_names", "correct", "places"]

NAME_COLUMNS: Final = ("place_id", "lang", "kind", "text", "source", "licence", "note")
CORRECTION_COLUMNS: Final = ("place_id", "drop", "why")
_LABELLED: Final = ("countries.csv", "cities-cn.csv", "cities-vn.csv", "cities-world.csv")
"""Tables whose places may label the map."""


def places() -> dict[str, Draft]:
    """Give the hand-kept places as drafts, by id."""
    return {place.id: _draft(place, label=table in _LABELLED) for table, place in table_places()}


def _draft(place: Place, *, label: bool) -> Draft:
    source = Source(place.source, place.licence)
    draft = Draft(
        place.id, place.kind, place.country, place.latitude, place.longitude, source, place.precision, place.parent,
        place.precision_m, place.population, label=label, note=place.note,
        valid_from=place.valid_from, valid_to=place.valid_to,
    )  # fmt: skip
    for name in place.names:
        draft.add(name.text, name.lang, name.kind, source)
        if name.lang in ("zh-Hans", "zh-Hant"):
            draft.add_chinese(name.text, name.kind, source)
    return draft


def add_names(drafts: Mapping[str, Draft]) -> None:
    """Add the attested names.

    Raises:
        PlaceFileError: a row names a place that is not there.
    """
    faults = []
    for path in sorted((inputs.ROOM / "places").glob("names-*.csv")):
        for line, row in inputs.rows_of(path, NAME_COLUMNS):
            draft = drafts.get(row["place_id"])
            if draft is None:
                faults.append(
                    Fault(
                        path.name,
                        line,
                        "place_id",
                        row["place_id"],
                        "no place has this id",
                        "give a known one",
                    )
                )
                continue
            source = Source(row["source"], row["licence"])
            if row["lang"] in ("zh-Hans", "zh-Hant"):
                draft.add_chinese(row["text"], row["kind"], source)
            else:
                draft.add(row["text"], row["lang"], row["kind"], source)
    if faults:
        raise PlaceFileError(faults)


def correct(drafts: Mapping[str, Draft]) -> None:
    """Take away names that a source has wrong.

    Raises:
        PlaceFileError: there is nothing to take away: the source was mended, and the row can go.
    """
    path = inputs.ROOM / "places" / "corrections.csv"
    faults = []
    for line, row in inputs.rows_of(path, CORRECTION_COLUMNS):
        draft = drafts.get(row["place_id"])
        if draft is None or not draft.drop(row["drop"]):
            faults.append(
                Fault(path.name, line, "drop", row["drop"], "the place has no such name", "delete this row")
            )
    if faults:
        raise PlaceFileError(faults)
