"""A place that a reader describes: what the fields hold, what is missing, the place it makes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dashboard.own_places import free_id
from dashboard.text import Texts, message
from gazetteer import Gazetteer, Name, Place

PRECISIONS = ("venue", "district", "city", "province", "country")
"""How exact a point may be, from the sharpest to the coarsest."""

MISSING = {
    "name": message("Give the place at least one name."),
    "parent": message("Say what it lies in: a city, a province or a country that is known."),
    "point": message("Give its point: latitude and longitude in degrees, or a click on the map."),
    "off": message("Latitude goes from -90 to 90, longitude from -180 to 180."),
    "reach": message("How far the point may be off is a number of metres."),
    "source": message("Say where point and names come from: no source, no place."),
    "licence": message("Say under which licence that source may be used."),
}
"""What may be missing -> what to do."""

_POINT = re.compile(r"\s*([-+]?\d{1,3}(?:\.\d+)?)\s*°?\s*[,;\s]\s*([-+]?\d{1,3}(?:\.\d+)?)\s*°?\s*", re.ASCII)
_MOST_METRES = 20_000_000


@dataclass(frozen=True)
class Draft:
    """What the fields hold, as typed."""

    names: tuple[tuple[str, str], ...]
    """Language and name, in the order of the fields; empty names too."""
    kind: str
    """One word, such as park."""
    parent: str
    """Id of the place that it lies in; empty when none was found."""
    point: str
    """Latitude and longitude."""
    precision: str
    """One of `PRECISIONS`."""
    reach: str
    """Metres that the point may be off; may be empty."""
    source: str
    """Where point and names come from."""
    licence: str
    """Licence of that source."""
    note: str
    """Anything a reader should know; may be empty."""

    def missing(self, gazetteer: Gazetteer) -> list[str]:
        """Return what is missing or wrong, as keys of `MISSING`."""
        wrong = []
        if not any(name.strip() for _, name in self.names):
            wrong.append("name")
        if gazetteer.place(self.parent) is None:
            wrong.append("parent")
        point = point_of(self.point)
        if point is None:
            wrong.append("point")
        elif not (abs(point[0]) <= 90 and abs(point[1]) <= 180):  # noqa: PLR2004
            wrong.append("off")
        if self.reach.strip() and metres_of(self.reach) is None:
            wrong.append("reach")
        wrong += [field for field in ("source", "licence") if not getattr(self, field).strip()]
        return wrong

    def place(self, gazetteer: Gazetteer) -> Place:
        """Return the place, with an id that no place has. Call when nothing is missing."""
        parent = gazetteer.place(self.parent)
        point = point_of(self.point)
        assert parent is not None
        assert point is not None
        names = tuple(Name(" ".join(name.split()), lang) for lang, name in self.names if name.strip())
        return Place(
            id=free_id([name.text for name in names], venue=self.precision == "venue", gazetteer=gazetteer),
            kind=self.kind,
            names=names,
            country=parent.country,
            parent=parent.id,
            latitude=point[0],
            longitude=point[1],
            precision=self.precision,
            precision_m=metres_of(self.reach),
            source=" ".join(self.source.split()),
            licence=" ".join(self.licence.split()),
            note=" ".join(self.note.split()),
        )


def point_of(text: str) -> tuple[float, float] | None:
    """Return latitude and longitude as written, `21.0285, 105.8542`; None for anything else."""
    found = _POINT.fullmatch(text)
    return (float(found[1]), float(found[2])) if found else None


def metres_of(text: str) -> float | None:
    """Return a number of metres; None for anything else."""
    text = text.strip()
    if not re.fullmatch(r"[0-9]{1,8}(?:\.[0-9]+)?", text) or float(text) > _MOST_METRES:
        return None
    return float(text)


def missing_in_words(missing: list[str], texts: Texts) -> list[str]:
    """Return what to do about what is missing."""
    return [texts.t(MISSING[key]) for key in missing]
