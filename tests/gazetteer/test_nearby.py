"""Which place is at a point."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer, Name, Place
from gazetteer.atlas import Atlas, metres_between
from gazetteer.nearby import matches

POINTS = [
    # latitude, longitude, place, why
    (23.1408, 113.2930, "venue:huanghuagang-park", "the very point of the park"),
    (23.1409, 113.2931, "venue:huanghuagang-park", "the park rather than the tomb a little farther off"),
    (21.01, 105.85, "gn:1581130", "no venue there: the city"),
    (21.0307, 105.8524, "venue:ngoc-son-temple", "a temple in a lake in the city"),
    (31.24, 121.48, "gn:1796236", "a city whose province has the same point"),
]


@pytest.mark.parametrize(("latitude", "longitude", "place", "why"), POINTS)
def test_reverse(g, latitude, longitude, place, why):
    assert g.reverse((latitude, longitude)).raw["id"] == place, why


NOWHERE = [
    (0.0, -30.0, "the Atlantic"),
    (16.5, 112.0, "islands in dispute get no owner"),
    (10.0, 114.0, "islands in dispute get no owner"),
    (15.15, 117.75, "a shoal in dispute gets no owner"),
    (-90.0, 0.0, "the pole"),
]


@pytest.mark.parametrize(("latitude", "longitude", "why"), NOWHERE)
def test_far_from_every_city_there_is_no_answer(g, latitude, longitude, why):
    assert g.reverse((latitude, longitude)) is None, why


def test_distance_across_the_date_line_is_short():
    assert metres_between(0, 179.9, 0, -179.9) == pytest.approx(22_239, rel=0.01)


def test_distance_to_the_antipode_is_half_the_earth():
    assert metres_between(0, 0, 0, 180) == pytest.approx(20_015_115, rel=0.001)


# The order of answers, and places of one's own


def test_venues_first_then_cities_and_reasons_say_how_far(g):
    answers = g.reverse((23.1408, 113.2930), exactly_one=False)
    kinds = [answer.raw["precision"] == "venue" for answer in answers]
    assert kinds == sorted(kinds, reverse=True)
    assert answers[0].raw["reasons"] == ["0.0 km from the point"]
    assert "gn:1809858" in [answer.raw["id"] for answer in answers]
    assert all(0 <= answer.raw["score"] <= 1 for answer in answers)


def test_a_unit_is_never_an_answer(g):
    """The point of a province or district stands for an area: nothing is near to it."""
    for point in [(23.13, 113.27), (21.03, 105.84), (31.23, 121.47), (25.04, 102.71)]:
        for answer in g.reverse(point, exactly_one=False):
            assert answer.raw["kind"] in ("city", "town") or answer.raw["precision"] == "venue"


def test_every_large_city_is_found_at_its_own_point(g, places):
    lost = []
    for place in places.values():
        if place.kind == "city" and (place.population or 0) >= 9_000_000:
            near = [
                answer.raw["id"] for answer in g.reverse((place.latitude, place.longitude), exactly_one=False)
            ]
            if place.id not in near:
                lost.append((place.id, place.name(), near[:3]))
    assert lost == []


def test_places_of_ones_own_count_and_replaced_ones_do_not():
    hall = Place("my:hall", "hall", (Name("My Hall", "en"),), "vn", "gn:1581130", 21.5, 105.5, "venue", 100)
    moved = Place(
        "gn:1581130",
        "city",
        (Name("Moved", "en"),),
        "vn",
        "country:vn",
        0.5,
        0.5,
        "city",
        population=8_000_000,
    )
    g = Gazetteer([hall, moved])
    assert g.reverse((21.5, 105.5)).raw["id"] == "my:hall"
    assert g.reverse((21.503, 105.5)).raw["id"] == "my:hall", "a venue answers for 500 m around"
    assert g.reverse((0.5, 0.5)).raw["id"] == "gn:1581130"
    assert "gn:1581130" not in [
        answer.raw["id"] for answer in g.reverse((21.0285, 105.8542), exactly_one=False)
    ]


def test_nothing_near_without_places(nothing):
    assert matches(Atlas((), nothing), 21.03, 105.85) == []


@given(st.floats(-90, 90), st.floats(-180, 180))
@settings(max_examples=40)
def test_any_point_on_the_earth_has_an_answer_or_none(g, latitude, longitude):
    for answer in g.reverse((latitude, longitude), exactly_one=False) or []:
        metres = metres_between(latitude, longitude, answer.latitude, answer.longitude)
        assert metres <= 100_001
