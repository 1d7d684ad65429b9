"""A place that only tells an office, a body or a relation apart is no location.

All texts are written for these tests.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.offices import qualified

QUALIFY = [
    # text, place, words of the office, why
    ("Bí thư Thành ủy Bắc Kinh", "Bắc Kinh", "Bí thư Thành ủy", "a party secretary"),
    ("Bí thư Thành uỷ Bắc Kinh", "Bắc Kinh", "Bí thư Thành uỷ", "the tone stands elsewhere"),
    ("đồng chí Phó Bí thư Thường trực Tỉnh ủy Quảng Đông", "Quảng Đông", "Tỉnh ủy", "a deputy"),
    (
        "Ủy viên Bộ Chính trị, Bí thư Thành ủy Thượng Hải",
        "Thượng Hải",
        "Bí thư Thành ủy",
        "the second of two offices",
    ),
    ("Chủ tịch UBND TP Hà Nội", "Hà Nội", "Chủ tịch UBND", "the city behind TP"),
    ("Chủ tịch UBND thành phố Hà Nội", "Hà Nội", "Chủ tịch UBND", "the city behind its kind"),
    ("Phó Chủ tịch HĐND tỉnh Quảng Ninh", "Quảng Ninh", "Phó Chủ tịch HĐND", "a council"),
    ("Đại sứ Việt Nam tại Trung Quốc", "Việt Nam", "Đại sứ", "the country that sends"),
    ("Đại sứ Việt Nam tại Trung Quốc", "Trung Quốc", "Đại sứ", "and the one that receives"),
    ("Tổng Lãnh sự Việt Nam tại Quảng Châu", "Quảng Châu", "Tổng Lãnh sự", "a consul general's city"),
    ("Thị trưởng Bắc Kinh", "Bắc Kinh", "Thị trưởng", "a mayor"),
    ("Chủ tịch nước Việt Nam", "Việt Nam", "Chủ tịch nước", "a head of state"),
    ("Thủ tướng Lào", "Lào", "Thủ tướng", "a head of government"),
    ("lãnh đạo Thành ủy Hà Nội", "Hà Nội", "Thành ủy", "leaders of a body"),
    ("Thành ủy Thượng Hải", "Thượng Hải", "Thành ủy", "a body alone"),
    ("quan hệ hữu nghị Hà Nội", "Hà Nội", "quan hệ hữu nghị", "a relation"),
    ("北京市委书记", "北京", "市委书记", "Chinese: behind the name"),
    ("北京市委书记", "北京市", "委书记", "the name with its 市"),
    ("广东省委书记", "广东", "省委书记", "a province"),
    ("廣東省委書記", "廣東", "省委書記", "traditional characters"),
    ("上海市市长", "上海", "市长", "a mayor"),
    ("河内市人民委员会主席", "河内市", "人民委员会", "a people's committee"),
    ("中国驻越南大使", "越南", "大使", "the country that receives"),
    ("Secretary of the Beijing Party Committee", "Beijing", "Secretary of", "English"),
    ("Mayor of Shanghai", "Shanghai", "Mayor of", "English: of"),
    ("Beijing Mayor Yin", "Beijing", "Mayor", "English: behind"),
    ("Beijing Municipal Party Committee", "Beijing", "Party Committee", "a body behind"),
    ("Guangdong Provincial People's Government", "Guangdong", "People's Government", "a government behind"),
    ("Vietnamese Ambassador to China", "China", "Ambassador to", "the country that receives"),
    ("Chairman of the People's Committee of Hanoi", "Hanoi", "People's Committee of", "a body in between"),
]


def at(text, place):
    start = text.rindex(place)
    return text, start, start + len(place)


@pytest.mark.parametrize("case", QUALIFY, ids=lambda case: f"{case[0]}: {case[1]}")
def test_a_place_that_qualifies_an_office(case):
    text, place, office, why = case
    assert office in qualified(*at(text, place)), why


LOCATIONS = [
    # text, place, why
    ("tại Bắc Kinh", "Bắc Kinh", "a place alone"),
    ("đến thăm Quảng Châu", "Quảng Châu", "visited"),
    ("在北京会见", "北京", "met there"),
    ("访问广州", "广州", "visited"),
    ("抵达河内，会见北京市委书记", "河内", "the office is another place's"),
    ("met in Beijing", "Beijing", "English"),
    ("The delegation visited Guangzhou.", "Guangzhou", "English"),
    ("rời Bắc Kinh", "Bắc Kinh", "left"),
    ("Bí thư Thành ủy Hà Nội thăm Bắc Kinh", "Bắc Kinh", "the secretary of one place visits another"),
    ("Bí thư đến thăm Quảng Châu", "Quảng Châu", "a verb stands between"),
    ("Chủ tịch hội kiến tại Bắc Kinh", "Bắc Kinh", "so it does here"),
    ("Ông gặp Bí thư Thành ủy. Tại Bắc Kinh, đoàn thăm trường", "Bắc Kinh", "another sentence"),
    ("The mayor arrived in Shanghai", "Shanghai", "a verb stands between"),
    ("Bắc Kinh", "Bắc Kinh", "nothing but the name"),
    ("Công viên ở Hà Nội", "Hà Nội", "a park"),
    ("hội đàm tại thành phố Hồ Chí Minh", "Hồ Chí Minh", "behind its kind"),
    ("Giám đốc đến Hà Nội", "Hà Nội", "a director who comes"),
    ("Thủ tướng phát biểu tại Bắc Kinh", "Bắc Kinh", "spoke there"),
    ("Bộ trưởng Ngoại giao hội đàm tại Hà Nội", "Hà Nội", "held talks there"),
    ("Chủ tịch nước tiếp khách ở Hà Nội", "Hà Nội", "received guests there"),
    ("Đại sứ làm việc tại Quảng Châu", "Quảng Châu", "worked there that day"),
]


@pytest.mark.parametrize(("text", "place", "why"), LOCATIONS)
def test_a_place_that_is_a_location(text, place, why):
    assert qualified(*at(text, place)) == "", why


IN_TEXT = [
    # text, names that qualify, names that are locations, why
    ("Bí thư Thành ủy Hà Nội Trần Văn A thăm Bắc Kinh.", ["Hà Nội"], ["Bắc Kinh"], "one of each"),
    ("Đoàn do Bí thư Thành ủy Quảng Châu dẫn đầu đến Hà Nội.", ["Quảng Châu"], ["Hà Nội"], "a delegation"),
    ("Tại Hà Nội, Thị trưởng Bắc Kinh ký văn bản.", ["Bắc Kinh"], ["Hà Nội"], "where, then who"),
    ("quan hệ Hà Nội - Bắc Kinh", ["Hà Nội", "Bắc Kinh"], [], "both ends of a relation"),
    ("quan hệ giữa Hà Nội và Bắc Kinh", ["Hà Nội", "Bắc Kinh"], [], "both, joined by and"),
    ("北京市委书记访问河内。", ["北京市"], ["河内"], "Chinese"),
    ("The Secretary of the Beijing Party Committee arrived in Hanoi.", ["Beijing"], ["Hanoi"], "English"),
    (
        "Đại sứ Việt Nam tại Trung Quốc đến Quảng Châu.",
        ["Việt Nam", "Trung Quốc"],
        ["Quảng Châu"],
        "an ambassador",
    ),
    ("Chủ tịch nước tiếp Thủ tướng Lào tại Hà Nội.", ["Lào"], ["Hà Nội"], "where the two met"),
    ("Đoàn thăm Bắc Kinh, Thượng Hải và Quảng Châu.", [], ["Bắc Kinh", "Thượng Hải", "Quảng Châu"], "a list"),
]


@pytest.mark.parametrize("case", IN_TEXT, ids=lambda case: case[0])
def test_mentions_are_told_apart(g, case):
    text, offices, locations, why = case
    mentions = g.find_places(text)
    assert [mention.text for mention in mentions if mention.qualifies] == offices, why
    assert [mention.text for mention in mentions if not mention.qualifies] == locations, why


@given(
    st.text(),
    st.integers(0, 200),
    st.integers(1, 20),
    st.sampled_from(["", "city", "party_committee", "government"]),
)
def test_any_span_of_any_text_can_be_asked_about(text, start, size, kind):
    if start < len(text):
        assert isinstance(qualified(text, start, min(len(text), start + size)), str)
        assert isinstance(qualified(text, start, min(len(text), start + size), kind), str)


LONG = [
    ("Bí thư " * 30_000 + "Hà Nội", "Hà Nội", "an office, many times"),
    ("quan hệ " * 30_000 + "Hà Nội", "Hà Nội", "a relation, many times"),
    ("Secretary of the " * 15_000 + "Beijing", "Beijing", "English, many times"),
    (" " * 200_000 + "Hà Nội" + " " * 200_000, "Hà Nội", "spaces"),
    ("北京" + "市委" * 100_000, "北京", "Chinese, many times"),
    ("Hanoi" + "'s Municipal" * 20_000, "Hanoi", "words behind, many times"),
]


@pytest.mark.parametrize(("text", "place", "why"), LONG)
def test_a_long_text_is_answered(text, place, why):
    assert isinstance(qualified(*at(text, place)), str), why
