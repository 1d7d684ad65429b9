"""How a text is read: whole, with what it lies in, joined, or misspelt."""

import pytest

from gazetteer import Name, Place
from gazetteer.candidates import LONGEST_NAME, candidates
from gazetteer.index import Index

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
    ),
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
def index():
    return Index(PLACES)


@pytest.mark.parametrize("case", READ, ids=lambda case: case[-1])
def test_candidates(index, case):
    text, place, within, strict, why = case
    found = candidates(text, index)
    assert {(c.entry.place.id, c.within, c.strict) for c in found} == {(place, within, strict)}, why


NOTHING = ["", "   ", "x" * (LONGEST_NAME + 1), "Atlantis", "广东西", ",", "((((", "a " * 60]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_name_has_no_candidates(index, text):
    assert candidates(text, index) == []


def test_near_names_can_be_left_out(index):
    assert candidates("Guangzou", index, near=False) == []
    assert candidates("Guangzou, Guangdong", index, near=False) == []
