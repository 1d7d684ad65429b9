"""The index finds names by key, whole and by core; places of one's own lie on top of the shipped ones."""

import pytest

from gazetteer import Name, Place
from gazetteer.atlas import Atlas
from gazetteer.index import Entry, OwnIndex
from gazetteer.normalize import fold, key, marks

GUANGZHOU = Place(
    "gn:1", "city", (Name("Guangzhou", "en"), Name("Quảng Châu", "vi"), Name("广州市", "zh-Hans")), "cn"
)
OSH = Place("gn:2", "city", (Name("Osh", "en"), Name("Ош", "ky"), Name("Бишкек", "ky")), "kg")
NAMELESS = Place("gn:3", "city", (Name("!?", "en"),), "kg")
HANOI = Place("gn:1581130", "city", (Name("My Town", "en"),), "vn")


@pytest.fixture(scope="module")
def atlas(nothing):
    return Atlas((GUANGZHOU, OSH, NAMELESS), nothing)


@pytest.fixture(scope="module")
def index(atlas):
    return atlas.index


@pytest.fixture(scope="module")
def shipped(g):
    return g._atlas.index


def test_a_name_is_found_whole_and_by_its_core(index):
    assert [entry.word for entry in index.exact(key("广州市"))] == [""]
    assert [entry.word for entry in index.exact(key("广州"))] == ["市"]


def test_so_is_a_shipped_one(shipped):
    whole = {entry.place.id: entry.word for entry in shipped.exact(key("广州市"))}
    core = {(entry.place.id, entry.word) for entry in shipped.exact(key("广州"))}
    assert whole["gn:1809858"] == ""
    assert {("gn:1809858", "市"), ("gn:1809858", "")} <= core, "the data has the name both ways"


def test_an_unknown_key_has_no_entries(index, shipped):
    assert index.exact("nowhere") == []
    assert shipped.exact("nowhere at all") == []


def test_a_name_of_signs_alone_is_not_indexed(index, shipped):
    assert index.exact("") == []
    assert shipped.exact("") == []


def test_every_entry_has_the_key_it_was_found_by(shipped):
    for name in ("Bắc Kinh", "广州", "Peking", "Sơn Tây", "Hà Khẩu", "Springfield"):
        assert shipped.exact(key(name))
        for entry in shipped.exact(key(name)):
            assert key(entry.text) == key(name)
            assert entry.name in entry.place.names
            assert (entry.folded, entry.marks) == (fold(entry.text), marks(entry.text))


def test_an_entry_is_a_plain_value():
    assert Entry(OSH, OSH.names[0], "Osh", "") == Entry(OSH, OSH.names[0], "Osh", "")


NEAR = [
    # typed, found, why
    ("Guangzou", ["gn:1"], "one slip in eight letters"),
    ("Ohs", [], "a key of four letters or fewer never"),
    ("Бишкэк", [], "another script never: only Latin keys are compared"),
    ("广州帀", [], "Chinese characters are words: never"),
    ("Gvangxhov", [], "too many slips"),
]


@pytest.mark.parametrize(("typed", "found", "why"), NEAR)
def test_near(atlas, typed, found, why):
    assert [entry.place.id for entry, _, _ in atlas.near(typed)] == found, why


def test_an_atlas_takes_the_places_it_is_given_even_when_there_are_none(nothing):
    assert Atlas((), nothing).packed is nothing
    assert Atlas((GUANGZHOU,), nothing).place("gn:1581130") is None


# Places of one's own


def test_one_of_ones_own_replaces_the_shipped_one_with_all_its_names():
    index = Atlas((HANOI,)).index
    assert [entry.place for entry in index.exact(key("My Town"))] == [HANOI]
    assert "gn:1581130" not in {entry.place.id for entry in index.exact(key("Hà Nội"))}


def test_what_is_meant_is_left_open_where_ones_own_may_have_a_say(shipped):
    assert shipped.is_shipped_alone
    beside = Place("my:1", "city", (Name("bac-kinh", "en"),), "vn")
    index = Atlas((HANOI, beside)).index
    assert not index.is_shipped_alone
    for name, why in [("Hà Nội", "replaced"), ("Bắc Kinh", "a name of one's own has the same key")]:
        assert shipped.meant(name) is not None, why
        assert index.meant(name) is None, why
    assert index.meant("Thượng Hải") == shipped.meant("Thượng Hải")


def test_an_index_of_nothing_is_empty():
    assert not OwnIndex([])
    assert not OwnIndex([NAMELESS])
    assert OwnIndex([OSH]).keys == ["osh", "ош", "бишкек"]
