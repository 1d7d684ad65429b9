"""The one folding, and the finer form that keeps marks."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.normalize import fold, fold_with_offsets, key, marks

FOLDS = [
    # text, folded, why
    ("Hà Nội", "ha noi", "marks and case go"),
    ("ĐÀ NẴNG", "da nang", "đ is a d with a stroke, not a composed letter"),
    ("Ｂｅｉｊｉｎｇ", "beijing", "full width"),
    ("Xi'an", "xian", "an apostrophe joins"),
    ("Xi\u2019an", "xian", "the typographic apostrophe too"),
    ("Phan Rang–Tháp Chàm", "phan rang thap cham", "a dash parts"),
    ("TP.HCM", "tp hcm", "a dot parts"),
    ("  Bắc\u00a0\tKinh\n", "bac kinh", "every kind of space is one"),
    ("北京市", "北京市", "Chinese stays"),
    ("Bắc\u200bKinh", "backinh", "invisible characters go"),
    ("Bắc\ud800Kinh", "backinh", "half a character goes"),
    ("Straße Łódź Ærø İzmir", "strasse lodz aero izmir", "letters without a composed form"),
    ("🙂 <b>", "b", "signs and pictures part words"),
    ("", "", "nothing"),
    ("ガ", "ガ", "a Japanese voicing mark is no mark to drop"),
]

SAME_KEYS = [
    # one, other, why
    ("Hà Nội", "HANOI", "joined or parted"),
    ("Quý Dương", "Qui Duong", "y or i"),
    ("Thành ủy", "Thành uỷ", "old and new tone placement"),
    ("Quy Nhơn", "Qui Nhon", "y or i in the middle"),
    ("Bắc-Kinh", "Bắc Kinh", "hyphen or space"),
]

SAME_MARKS = [
    ("hòa", "hoà", "tone on the first or the second vowel"),
    ("Thành ủy", "THÀNH UỶ", "case and tone placement"),
    ("Quý", "Quí", "y or i under the same tone"),
    ("Hà Nội", unicodedata.normalize("NFD", "Hà Nội"), "composed or decomposed"),
    ("Běijīng", "BĚIJĪNG", "pinyin"),
]

OTHER_MARKS = [
    ("Hà Nội", "Ha Nội", "a tone is missing"),
    ("Hà Nam", "Hạ Nam", "another tone"),
    ("Tây An", "Tày An", "another letter"),
    ("Đà", "Dà", "the stroke counts"),
]


@pytest.mark.parametrize(("text", "folded", "why"), FOLDS)
def test_fold(text, folded, why):
    assert fold(text) == unicodedata.normalize("NFKD", folded), why


@pytest.mark.parametrize(("one", "other", "why"), SAME_KEYS)
def test_key_is_the_same(one, other, why):
    assert key(one) == key(other), why


@pytest.mark.parametrize(("one", "other", "why"), SAME_MARKS)
def test_marks_are_the_same(one, other, why):
    assert marks(one) == marks(other) != "", why


@pytest.mark.parametrize(("one", "other", "why"), OTHER_MARKS)
def test_marks_differ(one, other, why):
    assert marks(one) != marks(other), why


@pytest.mark.parametrize("text", ["Hanoi", "北京", "", "X 1"])
def test_a_name_without_marks_has_none(text):
    assert marks(text) == ""


def test_every_character_there_is_folds_once_and_for_all():
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    once = fold(everything)
    assert fold(once) == once


@given(st.text())
def test_fold_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_composition_does_not_matter(text):
    for form in ("NFC", "NFD"):
        assert fold(unicodedata.normalize(form, text)) == fold(text)


@given(st.text())
def test_key_is_idempotent(text):
    assert key(key(text)) == key(text)


@given(st.text())
def test_offsets_point_at_the_character_each_letter_came_from(text):
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded)
    assert offsets == sorted(offsets)
    for letter, offset in zip(folded, offsets, strict=True):
        assert letter == " " or letter in fold(text[offset])


@given(st.text())
def test_marks_of_any_text_exist(text):
    assert isinstance(marks(text), str)


NAMES = st.text(
    alphabet=st.sampled_from(list("Hà NộiỦyđĐ'’-.ＢQuý北京市\u0301\u0323\u200b\ud800 \t🙂İßﬃ")), max_size=40
)


@given(NAMES)
def test_names_fold_once_and_for_all(text):
    assert fold(fold(text)) == fold(text)
    assert key(fold(text)) == key(text)
    assert key(text) == key(key(text))


@given(NAMES)
def test_offsets_of_names_are_exact(text):
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert offsets == sorted(offsets)
    for letter, offset in zip(folded, offsets, strict=True):
        assert letter == " " or letter in fold(text[offset])


@given(NAMES)
def test_case_and_composition_do_not_change_the_key_or_the_marks(text):
    for form in ("NFC", "NFD"):
        assert key(unicodedata.normalize(form, text)) == key(text)
        assert marks(unicodedata.normalize(form, text)) == marks(text)


@given(st.text(alphabet=st.sampled_from(list("HàNộiBắcKinhđĐáẠơƯ ")), max_size=40))
def test_capitals_do_not_change_marks(text):
    assert marks(text.upper()) == marks(text.lower()) == marks(text)


@given(st.text(), st.text())
def test_two_texts_with_a_space_between_fold_to_both(one, other):
    assert fold(f"{one} {other}") == f"{fold(one)} {fold(other)}".strip()


@pytest.mark.parametrize(
    "text",
    [
        " " * 300_000,
        "\u0301" * 300_000,
        "Bắc Kinh " * 30_000,
        "北" * 300_000,
        "\ud800" * 300_000,
        "(" * 300_000,
    ],
    ids=["spaces", "marks", "a name", "Han", "half characters", "brackets"],
)
def test_a_long_text_can_be_folded(text):
    assert fold(fold(text)) == fold(text)
    assert key(text) == key(fold(text))
    assert isinstance(marks(text), str)
