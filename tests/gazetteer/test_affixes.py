"""Administrative words are set aside by rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.affixes import readings

CORES = [
    # name, core, a kind that the word speaks of, why
    ("thành phố Quảng Châu", "Quảng Châu", "city", "the full word"),
    ("TP. Quảng Châu", "Quảng Châu", "city", "the short word with a dot"),
    ("TP.HCM", "HCM", "city", "no space behind the dot"),
    ("T.P. Hồ Chí Minh", "Hồ Chí Minh", "city", "two dots"),
    ("thanh pho Quang Chau", "Quang Chau", "city", "marks not typed"),
    ("Thủ đô Hà Nội", "Hà Nội", "city", "the capital"),
    ("tỉnh Quảng Đông", "Quảng Đông", "province", "a province"),
    ("huyện Hà Khẩu", "Hà Khẩu", "district", "a county"),
    ("Đặc khu hành chính Hồng Kông", "Hồng Kông", "country", "a special region"),
    ("Khu tự trị dân tộc Choang Quảng Tây", "Quảng Tây", "province", "the people stands before the place"),
    ("Khu tự trị Nội Mông", "Nội Mông", "province", "a region without a people's name"),
    ("nước Lào", "Lào", "country", "a country"),
    ("北京市", "北京", "city", "a Chinese city"),
    ("北 京 市", "北京", "city", "set with spaces"),
    ("广东省", "广东", "province", "a Chinese province"),
    ("廣東省", "廣東", "province", "in traditional characters"),
    ("广西壮族自治区", "广西", "province", "the people before the word"),
    ("新疆维吾尔自治区", "新疆", "province", "a people's name without 族"),
    ("内蒙古自治区", "内蒙古", "province", "蒙古 is a people too, but here part of the name"),
    ("香港特别行政区", "香港", "country", "a special region"),
    ("河口瑶族自治县", "河口", "district", "an autonomous county"),
    ("Guangzhou City", "Guangzhou", "city", "English, behind"),
    ("City of Guangzhou", "Guangzhou", "city", "English, before"),
    ("Guangdong Province", "Guangdong", "province", "a province"),
    ("Guangxi Zhuang Autonomous Region", "Guangxi", "province", "the people goes with the word"),
    ("Guangzhou Shi", "Guangzhou", "city", "pinyin"),
]

WHOLE = [
    ("沙市", "one character would be left"),
    ("Xà Lan", "xà is not xã"),
    ("Tỉnh", "nothing would be left"),
    ("Beijing", "no such word"),
    ("", "nothing at all"),
]


@pytest.mark.parametrize(("name", "core", "kind", "why"), CORES)
def test_the_word_is_set_aside(name, core, kind, why):
    whole, cut = readings(name)
    assert whole.text == name
    assert not whole.kinds
    assert (cut.text, kind in cut.kinds) == (core, True), why
    assert cut.word


@pytest.mark.parametrize(("name", "why"), WHOLE)
def test_a_name_without_such_a_word_stays_whole(name, why):
    assert [reading.text for reading in readings(name)] == [name], why


@given(st.text())
def test_any_text_can_be_read(text):
    assert 1 <= len(readings(text)) <= 2
