"""A misspelt name, or another name?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Name, Place
from gazetteer.index import Entry
from gazetteer.normalize import fold
from gazetteer.slips import is_slip

CASES = [
    # typed, named, vietnamese, is it a slip, why
    ("quaq chau", "quang chau", True, False, "two letters off in one syllable"),
    ("bac knih", "bac kinh", True, True, "two letters swapped give no syllable"),
    ("bac kih", "bac kinh", True, True, "a letter missing gives no syllable"),
    ("quang chu", "quang chau", True, False, "chu is a sound syllable: meant"),
    ("khanh hoa", "thanh hoa", True, False, "another province"),
    ("binh duong", "binh nhuong", True, False, "a province of Vietnam is not Pyongyang"),
    ("north china", "south china", False, False, "two letters in a word of five"),
    ("nanjing school", "beijing school", False, False, "another city"),
    ("guangzou", "guangzhou", False, True, "a letter missing"),
    ("shnaghai", "shanghai", False, True, "two letters swapped"),
    ("barlin", "berlin", False, True, "one letter wrong"),
    ("merlin", "berlin", False, False, "the first letter of a short word"),
    ("singapour", "singapore", False, True, "two slips in a long word"),
    ("new yerk", "new york", False, True, "four letters are enough"),
    ("net york", "new york", False, False, "three letters are not"),
    ("hanoi city", "hanoi", False, False, "as many words as the name has"),
]


MORE = [
    # typed, name, language, country, kind and inhabitants, is it a slip, why
    (
        "shangai",
        "Shanghai",
        "en",
        "cn",
        ("city", 24_000_000),
        True,
        "a famous place, though shan and gai are sound",
    ),
    ("nanchan", "Nanchang", "en", "cn", ("city", 200_000), False, "sound pinyin is another town"),
    ("xingping", "Xinping", "en", "cn", ("city", 60_000), False, "sound pinyin is another town"),
    (
        "phong thanh can",
        "Phòng Thành Cảng",
        "vi",
        "cn",
        ("city", 900_000),
        True,
        "one syllable of three, the others fit",
    ),
    ("hanoj", "Hanoi", "en", "vn", ("city", 8_000_000), True, "no syllable"),
    ("barlin", "Berlin", "en", "de", ("city", 3_600_000), True, "not Chinese"),
]


def entry_of(text, lang, country, kind="city", population=500_000):
    place = Place("gn:1", kind, (Name(text, lang),), country, population=population)
    return Entry(place, place.names[0], text, "")


@pytest.mark.parametrize(("typed", "named", "vietnamese", "slip", "why"), CASES)
def test_is_slip(typed, named, vietnamese, slip, why):
    entry = entry_of(named, "vi", "vn") if vietnamese else entry_of(named, "en", "us")
    assert is_slip(typed, entry) is slip, why


@pytest.mark.parametrize("case", MORE, ids=lambda case: case[0])
def test_is_slip_depends_on_the_place_too(case):
    typed, named, lang, country, (kind, population), slip, why = case
    assert is_slip(typed, entry_of(named, lang, country, kind, population)) is slip, why


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_can_be_compared(typed, named):
    assert is_slip(fold(typed), entry_of(named, "vi", "cn")) in (True, False)


@given(st.text(max_size=40))
def test_a_name_is_a_slip_of_itself(text):
    assert is_slip(fold(text), entry_of(text, "en", "us"))
