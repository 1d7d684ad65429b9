"""Which place is at a point."""

import pytest

from gazetteer.atlas import metres_between

POINTS = [
    # latitude, longitude, place, why
    (23.1408, 113.2930, "venue:huanghuagang-park", "the very point of the park"),
    (23.1409, 113.2931, "venue:huanghuagang-park", "the park rather than the tomb a little farther off"),
    (21.03, 105.85, "gn:1581130", "no venue there: the city"),
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
