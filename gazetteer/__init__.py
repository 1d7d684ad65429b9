"""Which place does this name mean? An offline gazetteer with geopy's contract.

Always import from here: ``from gazetteer import Gazetteer``. The modules behind are free to change.
"""

from gazetteer.cells import join_values, split_values
from gazetteer.errors import Fault, GazetteerError, NetworkForbidden, PlaceFileError
from gazetteer.geocoder import Gazetteer
from gazetteer.model import PLACE_COLUMNS, Match, Mention, Name, Penalty, Place
from gazetteer.normalize import fold
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
    "Penalty",
    "Place",
    "PlaceFileError",
    "fold",
    "join_values",
    "read_places",
    "split_values",
    "write_places",
]
