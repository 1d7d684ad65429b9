"""The door of the room: what it exports, and that opening it does no work."""

import subprocess
import sys

import gazetteer


def test_all_is_complete_and_sorted():
    constants_first = sorted(
        gazetteer.__all__, key=lambda name: (not name.isupper(), name[0].islower(), name)
    )
    assert gazetteer.__all__ == constants_first
    assert all(hasattr(gazetteer, name) for name in gazetteer.__all__)


def test_everything_exported_is_described():
    plain = {"PLACE_COLUMNS"}
    assert all(getattr(gazetteer, name).__doc__ for name in set(gazetteer.__all__) - plain)


LIGHT = """
import sys
import gazetteer
from gazetteer.placefile import shipped_places
assert shipped_places.cache_info().currsize == 0, "places were read at import"
gazetteer.Gazetteer()
assert shipped_places.cache_info().currsize == 0, "places were read before they were asked for"
heavy = {"pandas", "streamlit", "folium", "visits", "rapidfuzz"} & set(sys.modules)
assert not heavy, heavy
"""


def test_import_is_light():
    done = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
