from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits.great_circles import distance_km, great_circle

LAT = st.floats(-90, 90)
LON = st.floats(-180, 180)
HANOI, BEIJING, SAN_FRANCISCO = (21.0285, 105.8542), (39.9042, 116.4074), (37.7749, -122.4194)

DISTANCES = [  # from, to, km on the ellipsoid (Vincenty), from an independent calculator
    (HANOI, BEIJING, 2320.2),
    ((0, 0), (0, 1), 111.32),
    ((0, 0), (0, 180), 20015.1),  # on the sphere: half its girth
    ((90, 0), (-90, 0), 20015.1),
    (HANOI, HANOI, 0),
]


@pytest.mark.parametrize(("start", "end", "kilometres"), DISTANCES)
def test_distance(start, end, kilometres):
    assert distance_km(*start, *end) == pytest.approx(kilometres, rel=0.006, abs=1e-6)


def test_the_line_has_its_ends_and_as_many_points_as_asked():
    line = great_circle(*HANOI, *BEIJING, 17)
    assert line.shape == (17, 2)
    assert line[0] == pytest.approx(HANOI)
    assert line[-1] == pytest.approx(BEIJING)
    assert great_circle(*HANOI, *BEIJING).shape == (64, 2)


def test_across_the_antimeridian_longitudes_run_on():
    line = great_circle(*HANOI, *SAN_FRANCISCO, 50)
    assert line[-1, 1] == pytest.approx(SAN_FRANCISCO[1] + 360)
    assert np.abs(np.diff(line[:, 1])).max() < 20
    back = great_circle(*SAN_FRANCISCO, *HANOI, 50)
    assert back[-1, 1] == pytest.approx(HANOI[1] - 360)


def test_it_bends_towards_the_pole():
    line = great_circle(40, 0, 40, 90, 3)
    assert line[1, 0] > 40


def test_the_same_place_twice():
    assert np.array_equal(great_circle(1, 2, 1, 2, 3), [[1, 2]] * 3)


@pytest.mark.parametrize(("start", "end"), [((0, 0), (0, 180)), ((90, 0), (-90, 0)), ((30, 20), (-30, -160))])
def test_between_antipodes_it_still_arrives(start, end):
    line = great_circle(*start, *end, 9)
    assert np.isfinite(line).all()
    steps = [distance_km(*one, *other) for one, other in pairwise(line)]
    assert steps == pytest.approx([20015.1 / 8] * 8, rel=1e-3)


@given(LAT, LON, LAT, LON)
def test_the_points_are_evenly_spread_over_the_shortest_way(lat1, lon1, lat2, lon2):
    line = great_circle(lat1, lon1, lat2, lon2, 8)
    assert np.isfinite(line).all()
    whole = distance_km(lat1, lon1, lat2, lon2)
    steps = [distance_km(*one, *other) for one, other in pairwise(line)]
    assert sum(steps) == pytest.approx(whole, rel=1e-6, abs=1e-3)
    assert max(steps) - min(steps) < 1e-3 + whole * 1e-6


@pytest.mark.parametrize("arguments", [(0, 0, 0, 1, 1), (91, 0, 0, 0, 2), (0, 0, -91, 0, 2)])
def test_bad_arguments(arguments):
    with pytest.raises(ValueError, match=r"points|latitudes"):
        great_circle(*arguments)
