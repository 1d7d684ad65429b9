"""Places in running text. All texts are written for these tests."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Gazetteer, Name, Place

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
    ("河内市长访问广州和北京。", ["河内市", "广州", "北京"], "Chinese has no spaces; 河内市 too is a name by now"),
    ("河内市委书记访问广州。", ["河内市委", "广州"], "the committee is known by now"),
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
    assert {match.place.id for match in mention.candidates} >= {"vn:2025-19", "gn:1793511", "gn:1566319"}
    assert all(match.reasons for match in mention.candidates)


def test_context_decides(g):
    (mention,) = g.find_places("tại Thái Nguyên", context="CN")
    assert mention.candidates[0].place.id == "gn:1793511"


TOGETHER = [
    # text, name, place, why
    (
        "Đoàn thăm Thái Nguyên, tỉnh Sơn Tây, Trung Quốc.",
        "Thái Nguyên",
        "gn:1793511",
        "its province and country",
    ),
    ("Từ Hà Nội, đoàn lên Thái Nguyên.", "Thái Nguyên", "vn:2025-19", "another city of Vietnam"),
    ("Đoàn rời Bắc Kinh đi Hà Nam và Hồ Bắc.", "Hà Nam", "cn:410000", "two places of China"),
    ("Lãnh đạo thành phố Phủ Lý, tỉnh Hà Nam, đón đoàn.", "Hà Nam", "vn:35", "its capital"),
    ("Tây Ninh là thủ phủ tỉnh Thanh Hải, Trung Quốc.", "Tây Ninh", "gn:1788852", "its province"),
    ("Từ TP.HCM, đoàn đi Tây Ninh.", "Tây Ninh", "vn:2025-80", "a city near by"),
    ("Sở tại quận Hoàng Phố, thành phố Quảng Châu.", "Hoàng Phố", "cn:440112", "its city"),
    ("Qua cửa khẩu Móng Cái sang Đông Hưng, Quảng Tây.", "Đông Hưng", "gn:1812138", "across the border"),
]


@pytest.mark.parametrize(("text", "name", "place", "why"), TOGETHER)
def test_what_is_named_clearly_decides_what_is_not(g, text, name, place, why):
    (mention,) = [one for one in g.find_places(text) if name in one.text]
    assert mention.candidates[0].place.id == place, why


def test_places_of_ones_own_are_found_too():
    hall = Place(
        "my:hall",
        "hall",
        (Name("Nhà văn hóa Hoa Mộng", "vi"), Name("梦花文化馆", "zh-Hans")),
        "vn",
        "gn:1581130",
        21.0,
        105.8,
    )
    g = Gazetteer([hall])
    for text in ("Đoàn thăm Nhà văn hóa Hoa Mộng ở Hà Nội", "代表团参观梦花文化馆"):
        assert "my:hall" in [mention.candidates[0].place.id for mention in g.find_places(text)]
    assert [mention.text for mention in g.find_places("Đoàn thăm Nhà văn hóa Hoa Mộng ở Hà Nội")] == [
        "Nhà văn hóa Hoa Mộng", "Hà Nội",
    ]  # fmt: skip


def test_a_text_scanned_twice_gives_the_same(g):
    text = "Từ Hà Nội, đoàn lên Thái Nguyên, rồi sang Quảng Châu."
    assert g.find_places(text) == g.find_places(text)


PIECES = [
    *[
        "Hà Nội",
        "Bắc Kinh",
        "北京市",
        "河内",
        "Thái Nguyên",
        "TP. HCM",
        "Xi'an",
        "Sơn Tây",
        "Bí thư Thành ủy ",
    ],
    *["tỉnh ", "tại ", "\n", " ", ", ", "-", ".", "\u0301", "\u0323", "\ud800", "\x00", "🙂", "'", "’"],
    *["ﬃ", "İ", "ß", "đ", "市", "省"],
]


def check_mentions(text, found):
    last = 0
    for mention in found:
        assert last <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.candidates
        scores = [match.score for match in mention.candidates]
        assert scores == sorted(scores, reverse=True)
        assert isinstance(mention.qualifies, str)
        last = mention.end


@given(
    st.text(
        alphabet=st.sampled_from(list("Hà Nộiắc Kinh.,-'’\n北京市\u0301\u0323\ud800\x00TPHCM")), max_size=60
    )
)
def test_mentions_are_exact_and_in_order(g, text):
    check_mentions(text, g.find_places(text))


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.sampled_from(["NFC", "NFD"]))
def test_mentions_of_pieces_are_exact_and_in_order(g, text, form):
    given_text = unicodedata.normalize(form, text)
    check_mentions(given_text, g.find_places(given_text))


@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_text_can_be_scanned(g, text):
    check_mentions(text, g.find_places(text))


@given(
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.sampled_from(["CN", ["vn"], ["Hà Nội", "\ud800"], []]),
)
def test_any_context_can_be_given(g, text, context):
    check_mentions(text, g.find_places(text, context=context))


WORDS = ["Đoàn", "Nguyễn", "Hà Nội", "Huế", "Bắc Kinh", "thăm", "tỉnh"]


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
def test_composition_does_not_change_what_is_found(g, text):
    composed, decomposed = (
        [
            (unicodedata.normalize("NFC", one.text), one.candidates[0].place.id, bool(one.qualifies))
            for one in g.find_places(unicodedata.normalize(form, text))
        ]
        for form in ("NFC", "NFD")
    )
    assert composed == decomposed


@given(
    st.lists(
        st.sampled_from(["Hà Nội", "Bắc Kinh", "Quảng Châu", "Thượng Hải", "Đà Nẵng"]), min_size=1, max_size=6
    )
)
def test_every_name_in_a_plain_list_is_found(g, cities):
    text = "Đoàn đã thăm " + ", ".join(cities) + "."
    assert [mention.text for mention in g.find_places(text)] == cities


@given(st.sampled_from(TEXTS), st.sampled_from(TEXTS))
def test_two_texts_one_below_the_other_keep_their_offsets(g, one, other):
    text = f"{one[0]}\n\n{other[0]}"
    check_mentions(text, g.find_places(text))
