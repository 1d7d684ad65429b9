"""Words of running text, and the hashes of them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.normalize import fold
from gazetteer.packed import shipped
from gazetteer.tokens import FIRST_WORDS, PAIRS, UNIT, hash_of_words, words_of

WORDS = [
    # text, words as they stand, why
    ("Hà Nội", ["Hà", "Nội"], "two words"),
    ("北京市", ["北", "京", "市"], "each Chinese character"),
    ("Xi'an", ["Xi'an"], "an apostrophe inside"),
    ("Xi\u2019an", ["Xi\u2019an"], "the typographic one"),
    ("Hanoi's mayor", ["Hanoi", "s", "mayor"], "a genitive is not part of the name"),
    ("TP.HCM", ["TP", "HCM"], "a dot parts"),
    ("Phan Rang\u2013Tháp Chàm", ["Phan", "Rang", "Tháp", "Chàm"], "a dash parts"),
    ("snake_case", ["snake", "case"], "so does an underscore"),
    ("Quận 1", ["Quận", "1"], "digits are words"),
    ("广州Guangzhou", ["广", "州", "Guangzhou"], "scripts part each other"),
    ("ハノイ", ["ハ", "ノ", "イ"], "kana are words of their own"),
    ("서울", ["서", "울"], "so is Hangul"),
    ("Москва", ["Москва"], "Cyrillic goes by words"),
    ("，。！「」", [], "punctuation is no word"),
    ("", [], "nothing"),
    ("'''", [], "apostrophes alone"),
    ("\ud800 a", ["a"], "half a character is no letter"),
]


@pytest.mark.parametrize(("text", "words", "why"), WORDS)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_units(text, words, why, form):
    if form == "NFD" and text in ("ハノイ", "서울"):
        return  # voicing marks and jamo come apart there; no name of the data is written so
    given_text = unicodedata.normalize(form, text)
    assert [unicodedata.normalize("NFC", found[0]) for found in UNIT.finditer(given_text)] == words, why


def test_folded_words_and_nothing_that_folds_to_nothing():
    assert words_of("TP. Hồ Chí Minh — Sài-Gòn") == ["tp", "ho", "chi", "minh", "sai", "gon"]
    assert words_of("…") == []


@given(st.text())
def test_words_never_overlap_and_stand_in_order(text):
    last = 0
    for found in UNIT.finditer(text):
        assert last <= found.start() < found.end()
        last = found.end()
    assert words_of(text) == [word for found in UNIT.finditer(text) if (word := fold(found[0]))]


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1))
def test_letters_and_digits_are_always_in_a_word(text):
    assert "".join(found[0] for found in UNIT.finditer(text)) == text


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_any_words_have_a_hash_in_32_bits(words):
    assert 0 <= hash_of_words(*words) < 1 << 32


def test_words_joined_differ_from_words_apart():
    assert hash_of_words("ha", "noi") != hash_of_words("hanoi")
    assert hash_of_words("a", "bc") != hash_of_words("ab", "c")


@pytest.fixture(scope="module")
def tables():
    scan = shipped().read("scan.bin")
    return scan[:FIRST_WORDS], scan[FIRST_WORDS:]


def test_the_tables_have_the_size_that_is_said(tables):
    assert list(map(len, tables)) == [FIRST_WORDS, PAIRS // 8]


def test_every_name_can_begin_where_it_begins(tables, names):
    """A no is never wrong: each name's first word allows for its words, and its first pair is there."""
    first, pairs = tables
    for _, name in names[::13]:
        words = words_of(name.text)
        if words:
            assert first[hash_of_words(words[0]) % FIRST_WORDS] >= min(len(words), 255), name.text
        if len(words) > 1:
            bit = hash_of_words(*words[:2]) % PAIRS
            assert pairs[bit // 8] >> bit % 8 & 1, name.text


def test_the_tables_mostly_say_no(tables):
    first, pairs = tables
    assert sum(map(bool, first)) < 0.6 * FIRST_WORDS
    assert sum(map(int.bit_count, pairs)) < 0.25 * PAIRS
