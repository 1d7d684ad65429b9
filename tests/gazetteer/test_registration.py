"""geopy finds the gazetteer by name, once asked to."""

import pytest
from geopy import geocoders
from geopy.exc import GeocoderNotFound

import gazetteer


@pytest.fixture(autouse=True)
def table(monkeypatch):
    known = {name: known for name, known in geocoders.SERVICE_TO_GEOCODER.items() if name != "visit_map"}
    monkeypatch.setattr(geocoders, "SERVICE_TO_GEOCODER", known)
    return known


def test_importing_registers_nothing():
    with pytest.raises(GeocoderNotFound):
        geocoders.get_geocoder_for_service("visit_map")


def test_registered_it_is_found_and_works_like_any_other():
    assert gazetteer.register() is gazetteer.register()
    found = geocoders.get_geocoder_for_service("Visit_Map")
    assert found is gazetteer.Gazetteer
    assert found().geocode("Hà Nội").raw["id"] == "gn:1581130"


def test_a_name_that_is_taken_is_not_taken_away(table):
    table["visit_map"] = geocoders.Nominatim
    with pytest.raises(ValueError, match="Nominatim"):
        gazetteer.register()
    assert table["visit_map"] is geocoders.Nominatim
