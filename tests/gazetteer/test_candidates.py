"""How a text is read: whole, with what it lies in, joined, or misspelt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Name, Place
from gazetteer.atlas import Atlas
from gazetteer.candidates import LONGEST_NAME, candidates

PLACES = [
    Place(
        "cn:44",
        "province",
        (Name("Guangdong", "en"), Name("广东", "zh-Hans"), Name("Quảng Đông", "vi")),
        "cn",
    ),
    Place(
        "gn:1",
        "city",
        (Name("Guangzhou", "en"), Name("广州", "zh-Hans"), Name("Quảng Châu", "vi")),
        "cn",
        "cn:44",
        population=15_000_000,
    ),
    Place("gn:2", "town", (Name("Lesserton", "en"),), "cn", "cn:44", population=900),
]

READ = [
    # text, place, stated around it, must it lie there, why
    ("Guangzhou", "gn:1", (), False, "the name alone"),
    ("Guangzhou, Guangdong", "gn:1", ("Guangdong",), False, "after a comma"),
    ("广州（广东）", "gn:1", ("广东",), False, "in full-width brackets"),
    ("Guangzou, Guangdong", "gn:1", ("Guangdong",), False, "misspelt before a comma"),
    ("广东省广州市", "gn:1", ("广东省",), True, "Chinese: the larger first, no mark"),
    ("Quảng Châu Quảng Đông", "gn:1", ("Quảng Đông",), True, "Vietnamese: the larger last, no mark"),
    ("Guangzou", "gn:1", (), False, "misspelt"),
]


@pytest.fixture(scope="module")
def atlas(nothing):
    return Atlas(tuple(PLACES), nothing)


def first(text, atlas, **options):
    """Give what the first way of reading finds that finds anything."""
    return next(filter(None, candidates(text, atlas, **options)), [])


@pytest.mark.parametrize("case", READ, ids=lambda case: case[-1])
def test_candidates(atlas, case):
    text, place, within, strict, why = case
    found = first(text, atlas)
    assert {(c.entry.place.id, c.within, c.strict) for c in found} == {(place, within, strict)}, why


NOTHING = ["", "   ", "x" * (LONGEST_NAME + 1), "Atlantis", "广东西", ",", "((((", "a " * 60]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_name_has_no_candidates(atlas, text):
    assert first(text, atlas) == []


def test_near_names_can_be_left_out(atlas):
    assert first("Guangzou", atlas, near=False) == []
    assert first("Guangzou, Guangdong", atlas, near=False) == []


def test_a_lesser_place_is_not_found_by_a_misspelt_name(atlas):
    assert [found.entry.place.id for found in first("Lesserton", atlas)] == ["gn:2"]
    assert first("Leserton", atlas) == [], "of fifty thousand small places one is always near"


def test_no_further_way_is_tried_where_the_name_itself_is_known(atlas):
    assert len(list(candidates("Guangzhou", atlas))) == 1


def test_every_way_is_looked_at_only_when_it_is_asked_for(atlas):
    ways = candidates("Guangzhou", atlas)
    assert iter(ways) is ways


@given(st.text(max_size=LONGEST_NAME + 5))
def test_any_text_has_candidates_or_none(atlas, text):
    for way in candidates(text, atlas):
        for candidate in way:
            assert candidate.slips >= 0
            assert candidate.entry.place.id in {"cn:44", "gn:1", "gn:2"}
