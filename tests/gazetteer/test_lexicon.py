"""Lists of words: clean, each word once, and in an order in which every one of them can be found."""

import re
import unicodedata

import pytest

from gazetteer import lexicon, offices
from gazetteer.lexicon import alternatives, words

LISTS = sorted(path.stem for path in lexicon._FOLDER.glob("*.txt"))
IN_ORDER = [name for name in LISTS if name.startswith(("bodies-", "offices-"))]
HINTS = {"bodies-vi": "_VI_HINT", "offices-vi": "_VI_HINT", "bodies-en": "_EN_HINT", "offices-en": "_EN_HINT"}


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_clean(name):
    found = words(name)
    assert found
    assert len(set(found)) == len(found), [word for word in found if found.count(word) > 1]
    for word in found:
        assert word == " ".join(word.split()), word
        assert unicodedata.is_normalized("NFC", word), word


@pytest.mark.parametrize("name", LISTS)
def test_every_list_says_what_it_is_for(name):
    assert (lexicon._FOLDER / f"{name}.txt").read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("name", IN_ORDER)
def test_a_longer_phrase_stands_before_one_that_it_begins_with(name):
    found = words(name)
    hidden = [
        (longer, word)
        for at, word in enumerate(found)
        for longer in found[at + 1 :]
        if longer.startswith(word) and not longer[len(word) :][:1].isalpha()
    ]
    assert hidden == []


@pytest.mark.parametrize(("name", "hint"), HINTS.items())
def test_the_quick_look_lets_every_word_pass(name, hint):
    look = getattr(offices, hint)
    assert [word for word in words(name) if not look.search(word)] == []


def test_a_list_is_read_once():
    assert words("titles") is words("titles")


def test_a_list_that_is_not_there_is_told():
    with pytest.raises(FileNotFoundError, match="nonsense"):
        words("nonsense")


ALTERNATIVES = [
    # phrases, text, what is found, why
    (("Party Committee", "Party"), "Party Committee", "Party Committee", "the first that fits"),
    (("People's Committee",), "People\u2019s Committee", "People\u2019s Committee", "a curved apostrophe"),
    (("a.b",), "axb", None, "a dot is a dot"),
    (("(x",), "(x", "(x", "brackets mean nothing"),
]


@pytest.mark.parametrize(("phrases", "text", "found", "why"), ALTERNATIVES)
def test_alternatives(phrases, text, found, why):
    match = re.fullmatch(alternatives(phrases), text)
    assert (match and match[0]) == found, why
