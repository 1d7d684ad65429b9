"""A misspelt name, or another name?"""

import pytest

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


@pytest.mark.parametrize(("typed", "named", "vietnamese", "slip", "why"), CASES)
def test_is_slip(typed, named, vietnamese, slip, why):
    assert is_slip(typed, named, vietnamese=vietnamese) is slip, why
