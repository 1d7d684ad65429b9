"""How likely a place is meant when only its name is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Name, Place
from gazetteer.importance import FLOORS, importance

VALUES = [
    # what kind it is, inhabitants, importance, why
    ("country", None, 1.0, "a country comes first"),
    ("country", 400, 1.0, "however small"),
    ("city", 30_000_000, 1.0, "the largest cities"),
    ("city", 300_000_000, 1.0, "never more than one"),
    ("city", 1_000_000, 0.8024, "a million"),
    ("city", 15_000, 0.5585, "the smallest city of the world's list"),
    ("city", 1, 0.45, "the floor of a city"),
    ("city", None, 0.45, "inhabitants not known"),
    ("city", 0, 0.45, "none counts as not known"),
    ("town", 500, 0.3609, "a town"),
    ("town", None, 0.35, "the floor of a town"),
    ("province", None, 0.78, "a province"),
    ("prefecture", None, 0.78, "a prefecture"),
    ("district", None, 0.64, "a district"),
    ("border_gate", None, 0.62, "a gate"),
    ("airport", None, 0.58, "an airport"),
    ("park", None, 0.58, "a venue"),
    ("no_such_kind", None, 0.58, "whatever else there is counts as a venue"),
]


@pytest.mark.parametrize(("kind", "population", "expected", "why"), VALUES)
def test_importance(kind, population, expected, why):
    assert importance(kind, population) == pytest.approx(expected, abs=0.0001), why


@given(st.sampled_from([*FLOORS, "park"]), st.none() | st.integers(0, 10**12))
def test_it_lies_between_the_floor_and_one(kind, population):
    assert FLOORS.get(kind, 0.58) <= importance(kind, population) <= 1.0


@given(st.sampled_from([*FLOORS, "park"]), st.integers(1, 10**9), st.integers(0, 10**9))
def test_more_inhabitants_never_make_it_less(kind, population, more):
    assert importance(kind, population) <= importance(kind, population + more)


def test_ten_times_the_inhabitants_are_the_same_step_everywhere():
    steps = [
        importance("city", 10 * size) - importance("city", size) for size in (20_000, 200_000, 2_000_000)
    ]
    assert steps == pytest.approx([steps[0]] * 3)


def test_a_place_works_it_out_unless_it_is_given():
    names = (Name("X", "en"),)
    assert Place("x:1", "city", names, "vn", population=1_000_000).importance == importance("city", 1_000_000)
    assert Place("x:1", "city", names, "vn", importance=0.123).importance == 0.123
    assert Place("x:1", "city", names, "vn", importance=0.123) == Place("x:1", "city", names, "vn")


def test_shipped_places_are_at_least_as_important_as_their_kind_but_for_divisions(places):
    """A division that bears the name of its city gives way to it: Córdoba, Novosibirsk, Luang Prabang."""
    step = 1 / 127
    low = [
        place.id
        for place in places.values()
        if place.importance < FLOORS.get(place.kind, 0.58) - step and not place.id.startswith("adm1:")
    ]
    assert low == []
