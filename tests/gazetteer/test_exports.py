"""The door of the room: what it exports, and that opening it does no work."""

import subprocess
import sys

import pytest

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
from gazetteer.packed import shipped
assert shipped.cache_info().currsize == 0, "the shipped data was looked for at import"
g = gazetteer.Gazetteer()
opened = {"tables", "_places", "_names", "_texts", "_by_text", "_by_key"} & set(vars(shipped()))
assert not opened, f"places were read before they were asked for: {opened}"
assert g.geocode("Bắc Kinh").latitude > 39
assert g.geocode("北京").raw["id"] == "gn:1816670"
heavy = {"pandas", "streamlit", "folium", "visits", "rapidfuzz", "numpy", "gazetteer.build"} & set(sys.modules)
assert not heavy, heavy
"""


def test_import_is_light():
    done = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_what_is_read_later_is_there_when_asked_for():
    assert gazetteer.read_places.__module__ == "gazetteer.placefile"
    with pytest.raises(AttributeError, match="module 'gazetteer' has no attribute 'nonsense'"):
        _ = gazetteer.nonsense
