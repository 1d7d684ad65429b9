"""Which place does this name mean? An offline gazetteer with geopy's contract.

Always import from here: ``from gazetteer import Gazetteer``. The modules behind are free to change.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from gazetteer.cells import join_values, split_values
from gazetteer.errors import Fault, GazetteerError, NetworkForbidden, PackedDataError, PlaceFileError
from gazetteer.geocoder import Gazetteer
from gazetteer.model import PLACE_COLUMNS, Match, Mention, Name, Penalty, Place
from gazetteer.normalize import fold
from gazetteer.registration import register

if TYPE_CHECKING:
    from gazetteer.placefile import read_places, write_places

__all__ = [
    "PLACE_COLUMNS",
    "Fault",
    "Gazetteer",
    "GazetteerError",
    "Match",
    "Mention",
    "Name",
    "NetworkForbidden",
    "PackedDataError",
    "Penalty",
    "Place",
    "PlaceFileError",
    "fold",
    "join_values",
    "read_places",
    "register",
    "split_values",
    "write_places",
]

_READ_LATER = frozenset({"read_places", "write_places"})


def __getattr__(name: str) -> Any:
    """Give what is imported when first asked for: reading tables needs modules that a look-up does not."""
    if name in _READ_LATER:
        return getattr(import_module("gazetteer.placefile"), name)
    raise AttributeError(f"module 'gazetteer' has no attribute {name!r}")
