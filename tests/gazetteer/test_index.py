"""The index finds names by key, whole, by core, and near."""

import pytest

from gazetteer import Name, Place
from gazetteer.index import Index, script_of
from gazetteer.normalize import key

GUANGZHOU = Place(
    "gn:1", "city", (Name("Guangzhou", "en"), Name("Quảng Châu", "vi"), Name("广州市", "zh-Hans")), "cn"
)
OSH = Place("gn:2", "city", (Name("Osh", "en"), Name("Ош", "ky"), Name("Бишкек", "ky")), "kg")
NAMELESS = Place("gn:3", "city", (Name("!?", "en"),), "kg")


@pytest.fixture(scope="module")
def index():
    return Index([GUANGZHOU, OSH, NAMELESS])


def test_a_name_is_found_whole_and_by_its_core(index):
    assert [entry.word for entry in index.exact(key("广州市"))] == [""]
    assert [entry.word for entry in index.exact(key("广州"))] == ["市"]


def test_an_unknown_key_has_no_entries(index):
    assert index.exact("nowhere") == []


def test_a_name_of_signs_alone_is_not_indexed(index):
    assert index.exact("") == []


NEAR = [
    # typed, found, why
    ("Guangzou", ["gn:1"], "one slip in eight letters"),
    ("Ohs", [], "a key of four letters or fewer never"),
    ("Бишкэк", ["gn:2"], "another script among its own"),
    ("广州帀", [], "Chinese characters are words: never"),
    ("Gvangxhov", [], "too many slips"),
]


@pytest.mark.parametrize(("typed", "found", "why"), NEAR)
def test_near(index, typed, found, why):
    assert [entry.place.id for entry, _ in index.near(typed)] == found, why


@pytest.mark.parametrize(
    ("text", "script"), [("hanoi", "latin"), ("", "latin"), ("北京", "han"), ("бишкек", "other")]
)
def test_script(text, script):
    assert script_of(text) == script
