"""Places in running text. All texts are written for these tests."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

TEXTS = [
    # text, mentions, why
    ("Đoàn Hà Nội thăm Bắc Kinh.", ["Hà Nội", "Bắc Kinh"], "two names"),
    ("Thăm thành phố Quảng Châu, tỉnh Quảng Đông", ["Quảng Châu", "Quảng Đông"], "behind their kinds"),
    ("tại Hà Nam (Trung Quốc).", ["Hà Nam", "Trung Quốc"], "in brackets"),
    ("Tại Công viên Hoàng Hoa Cương", ["Công viên Hoàng Hoa Cương"], "the longest name"),
    ("Từ TP.HCM ra Hà Nội", ["TP.HCM", "Hà Nội"], "a dot inside a name"),
    ("Từ TP. Hồ Chí Minh ra", ["TP. Hồ Chí Minh"], "a dot and a space behind an abbreviation"),
    ("Họ rời Hà. Nội dung khác", [], "a full stop parts a name"),
    ("Chủ tịch Hồ Chí Minh nói", [], "a person, not the city"),
    ("Lãnh đạo Hà\nNội", ["Hà\nNội"], "a line break inside a name"),
    ("Hà\n\nNội", [], "a paragraph break is not inside a name"),
    ("Hải Hà Nộii và Bắc Kinhh", [], "no near names in running text"),
    ("anh ấy áo ý", [], "everyday words without a capital"),
    ("Anh ấy đến Pháp", ["Pháp"], "a short name that begins a sentence is a word"),
    ("Ông Nguyễn Văn Đức đến", [], "a short name beside a capital is part of a name"),
    ("Sang Thái Bình Dương", [], "the ocean is not the town"),
    ("HN họp, hn không", ["HN"], "an abbreviation in capitals only"),
    ("Ha Noi và HÀ NỘI", ["Ha Noi", "HÀ NỘI"], "without marks, in capitals"),
    ("Hạ Nôi", [], "other marks are another word"),
    ("hà nội không hoa", ["hà nội"], "a text without any capital"),
    ("mỹ không hoa", [], "a short name in such a text"),
    ("河内市委书记访问广州和北京。", ["河内", "广州", "北京"], "Chinese has no spaces"),
    ("中共北京市委党校开学", ["中共北京市委党校"], "the school rather than the city"),
    ("促进和平发展", [], "an everyday word that is also a town"),
    ("京广铁路", [], "one character is no name"),
    ("Hanoi's mayor met in Peking", ["Hanoi", "Peking"], "an English genitive"),
    ("from Xi'an back to Xi’an", ["Xi'an", "Xi’an"], "an apostrophe inside a name"),
    ("N'Djamena", ["N'Djamena"], "at the beginning"),
    ("a Shanghai-based firm", ["Shanghai"], "a hyphen behind"),
    ("Mỹ", ["Mỹ"], "a text that is nothing but a short name"),
    ("Hà" + " " * 100_000 + ",Nội", [], "a gap so long that a careless pattern would hang"),
    ("", [], "nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), TEXTS)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_find_places(g, text, expected, why, form):
    given_text = unicodedata.normalize(form, text)
    found = g.find_places(given_text)
    assert [unicodedata.normalize("NFC", mention.text) for mention in found] == expected, why
    for mention in found:
        assert given_text[mention.start : mention.end] == mention.text
        assert not unicodedata.combining((given_text[mention.end :] or " ")[0])


def test_candidates_come_with_reasons(g):
    (mention,) = g.find_places("tại Thái Nguyên")
    assert {match.place.id for match in mention.candidates} == {"gn:1566319", "gn:1793511"}
    assert all(match.reasons for match in mention.candidates)


def test_context_decides(g):
    (mention,) = g.find_places("tại Thái Nguyên", context="CN")
    assert mention.candidates[0].place.id == "gn:1793511"


@given(
    st.text(
        alphabet=st.sampled_from(list("Hà Nộiắc Kinh.,-'’\n北京市\u0301\u0323\ud800\x00TPHCM")), max_size=60
    )
)
def test_mentions_are_exact_and_in_order(g, text):
    last = 0
    for mention in g.find_places(text):
        assert last <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.candidates
        last = mention.end


@given(st.text())
def test_any_text_can_be_scanned(g, text):
    assert isinstance(g.find_places(text), list)
