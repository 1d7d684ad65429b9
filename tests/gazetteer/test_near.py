"""Near names: how many slips are forgiven, what scanners confuse, and what is never compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Gazetteer, Name, Place
from gazetteer.atlas import Atlas
from gazetteer.near import NearKeys, allowed_slips, confusions
from gazetteer.normalize import key
from gazetteer.packed import shipped

ALLOWED = [
    # key, slips, why
    ("", 0, "nothing"),
    ("hue", 0, "three letters"),
    ("hue1", 0, "four letters: one letter away is another place"),
    ("hanoi", 1, "five letters"),
    ("bangkok", 1, "seven letters"),
    ("shenyang", 1, "eight letters"),
    ("guangzhou", 2, "nine letters"),
    ("ulaanbaatar12", 2, "thirteen letters"),
    ("hochiminhcity1", 3, "fourteen letters"),
    ("x" * 200, 3, "never more than three"),
    ("北京市委党校", 0, "Chinese characters are words"),
    ("бишкек", 0, "another script"),
    ("hanoị", 0, "not a key: marks are left"),
]


@pytest.mark.parametrize(("name_key", "slips", "why"), ALLOWED)
def test_allowed_slips(name_key, slips, why):
    assert allowed_slips(name_key) == slips, why


CONFUSED = [
    # as read, as meant, why
    ("hano1", "hanoi", "one for i"),
    ("han0i", "hanoi", "nought for o"),
    ("5aigon", "saigon", "five for s"),
    ("8eijing", "beijing", "eight for b"),
    ("xiarnen", "xiamen", "rn for m"),
    ("xiamem", "xiarnem", "m for rn"),
    ("clalian", "dalian", "cl for d"),
    ("delhl", "delhi", "l for i"),
    ("vvuhan", "wuhan", "vv for w"),
    ("k0l0gne", "kologne", "the same at both spots"),
    ("ba1ton", "balton", "one for l"),
]


@pytest.mark.parametrize(("read", "meant", "why"), CONFUSED)
def test_confusions(read, meant, why):
    assert meant in confusions(read), why


@pytest.mark.parametrize("name_key", ["", "hue1", "c1cl", "广州1", "北京0市委1"])
def test_nothing_is_confused_in_short_keys_and_other_scripts(name_key):
    assert confusions(name_key) == []


@given(st.text(alphabet="abcdilmnorsuvw0158", max_size=30))
def test_a_confusion_is_another_key_and_comes_once(name_key):
    found = confusions(name_key)
    assert name_key not in found
    assert len(found) == len(set(found))
    if len(name_key) < 5:
        assert found == []


@given(st.text())
def test_any_text_has_confusions_or_none(text):
    assert isinstance(confusions(text), list)


@pytest.fixture(scope="module")
def near_keys():
    return NearKeys(shipped())


NEAR = [
    # key, near key, slips, why
    ("guangzou", "guangzhou", 1, "a letter missing"),
    ("guangzhhou", "guangzhou", 1, "a letter too many"),
    ("guangzhuo", "guangzhou", 1, "two swapped"),
    ("guanqzhou", "guangzhou", 1, "a letter wrong"),
    ("ganqzhou", "guangzhou", 2, "two slips in eight letters are too many"),
    ("gvanqzhou", "guangzhou", 2, "two slips in nine letters"),
    ("hanoi", "hanoi", 0, "the key itself"),
    ("hanoj", "hanoi", 1, "the last of five letters"),
]


@pytest.mark.parametrize(("typed", "near", "slips", "why"), NEAR)
def test_near(near_keys, typed, near, slips, why):
    found = dict(near_keys.near(typed))
    if slips > allowed_slips(typed):
        assert near not in found, why
    else:
        assert found[near] == slips, why


@pytest.mark.parametrize(
    "typed", ["", "hue", "hanh", "osh1", "广州市", "бишкек", "北京市委党校", "ハノイハノイ"]
)
def test_never_for_four_letters_or_fewer_and_never_across_a_script(near_keys, typed):
    assert near_keys.near(typed) == []
    assert near_keys.near(typed, own=["hues", "hanhh", "бишкэк", "广州帀"]) == []


def test_the_nearest_come_first_then_in_order(near_keys):
    found = near_keys.near("quangchau")
    assert found == sorted(found, key=lambda pair: (pair[1], pair[0]))
    assert found[0] == ("quangchau", 0)
    assert len(found) <= 40


def test_keys_of_ones_own_are_compared_too(near_keys):
    assert ("zyxwvuts", 1) in near_keys.near("zyxwvutz", own=["zyxwvuts"])


@given(st.text(alphabet="abcdefghijklmnopqrstuvxyz0189", max_size=220))
def test_any_key_has_near_ones_or_none(near_keys, name_key):
    for near, slips in near_keys.near(name_key):
        assert slips <= allowed_slips(name_key)
        assert near.isascii()
        assert abs(len(near) - len(name_key)) <= slips


MISSPELT = [
    # typed, place, why
    ("Guangzou", "gn:1809858", "a letter missing"),
    ("Bejing", "gn:1816670", "a letter missing"),
    ("Beijng", "gn:1816670", "a letter missing"),
    ("Shnaghai", "gn:1796236", "two swapped"),
    ("Shangai", "gn:1796236", "a letter missing"),
    ("Hano1", "gn:1581130", "a scanner's one"),
    ("Han0i", "gn:1581130", "a scanner's nought"),
    ("Quảg Châu", "gn:1809858", "no syllable"),
    ("Thưọng Hải", "gn:1796236", "another mark"),
    ("Ho Chi Mihn City", "gn:1566083", "two swapped in a long name"),
    ("Indonesai", "country:id", "a country, two swapped"),
    ("Guangdnog Province", "cn:440000", "a slip beside a word for its kind"),
]


@pytest.mark.parametrize(("typed", "place", "why"), MISSPELT)
def test_a_misspelt_name_is_found_and_says_so(g, typed, place, why):
    answer = g.geocode(typed)
    assert answer is not None, why
    assert answer.raw["id"] == place, why
    sound = g.geocode(answer.raw["matched_name"]["text"])
    assert answer.raw["score"] <= sound.raw["score"], (
        "Bejing and Shangai are attested: then they are no slips"
    )
    assert answer.raw["match"] != "fuzzy" or any("slip" in reason for reason in answer.raw["reasons"])


ANOTHER = [
    # text, why
    ("Huê1", "four letters"),
    ("Vinj", "four letters"),
    ("Lào Cia", "cia is no slip in so short a word"),
    ("南京市委党校", "one character from a school in Beijing"),
    ("Бишкэк", "another script"),
    ("Tây Sa", "not Tulsa, as a scanner may read it"),
    ("Hà Nộo, Hà Nộo", "nonsense, twice"),
    ("Qwertyuiopolis", "nonsense"),
    ("Nguyễn Thị Hoa", "a person"),
    ("Ủy ban Thường vụ", "a body"),
    ("Công ty Cổ phần", "a firm"),
]


@pytest.mark.parametrize(("text", "why"), ANOTHER)
def test_another_name_is_not_a_misspelt_one(g, text, why):
    assert g.geocode(text) is None, why


def test_near_names_of_places_of_ones_own(nothing):
    own = Place(
        "my:1", "city", (Name("Xanthopolis", "en"),), "gr", latitude=1.0, longitude=1.0, population=2_000_000
    )
    found = Atlas((own,), nothing).near("Xantopolis")
    assert [(entry.place.id, slips, misread) for entry, slips, misread in found] == [("my:1", 1, False)]
    assert Gazetteer([own]).geocode("Xantopolis").raw["match"] == "fuzzy"


@given(st.text(max_size=30))
def test_what_is_near_to_any_text_is_an_entry_with_slips(g, text):
    for entry, slips, misread in g._atlas.near(text):
        assert 0 <= slips <= 3
        assert misread in (True, False)
        assert allowed_slips(key(text)) > 0
        assert entry.place.names
