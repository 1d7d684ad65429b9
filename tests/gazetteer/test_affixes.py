"""Administrative words are set aside by rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.affixes import kinds_before, readings

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
    ("Guǎngdōng Shěng", "Guǎngdōng", "province", "pinyin with tones"),
    ("huyện tự trị dân tộc Dao Hà Khẩu", "Hà Khẩu", "district", "an autonomous county with its people"),
    ("Châu tự trị dân tộc Thái, dân tộc Cảnh Pha Đức Hoành", "Đức Hoành", "prefecture", "with two peoples"),
    ("Khu tự trị Tây Tạng", "Tây Tạng", "province", "Tày is a people, Tây Tạng a region"),
    ("延边朝鲜族自治州", "延边", "prefecture", "an autonomous prefecture"),
    ("黄埔区", "黄埔", "district", "a district"),
    ("Huangpu District", "Huangpu", "district", "English"),
    ("quận Hoàng Phố", "Hoàng Phố", "district", "Vietnamese"),
    ("thị xã Sơn Tây", "Sơn Tây", "city", "a town"),
]

WHOLE = [
    ("沙市", "one character would be left"),
    ("Xà Lan", "xà is not xã"),
    ("Tỉnh", "nothing would be left"),
    ("Beijing", "no such word"),
    ("", "nothing at all"),
]


# A short form with a full stop is read as the word that it stands for; how it is written does not matter to a look-up.
SPELT_OUT = {
    "TP. Quảng Châu": "Thành phố Quảng Châu",
    "TP.HCM": "Thành phố HCM",
    "T.P. Hồ Chí Minh": "Thành phố Hồ Chí Minh",
    "Q.1": "Quận 1",
    "Q. Ba Đình": "Quận Ba Đình",
    "H. Sóc Sơn": "Huyện Sóc Sơn",
    "TX. Sơn Tây": "Thị xã Sơn Tây",
    "T. Quảng Ninh": "Tỉnh Quảng Ninh",
    "tt. Sa Pa": "Thị trấn Sa Pa",
}


@pytest.mark.parametrize(("name", "core", "kind", "why"), CORES)
def test_the_word_is_set_aside(name, core, kind, why):
    whole, cut = readings(name)
    assert whole.text == SPELT_OUT.get(name, name)
    assert not whole.kinds
    assert (cut.text, kind in cut.kinds) == (core, True), why
    assert cut.word


@pytest.mark.parametrize(("name", "why"), WHOLE)
def test_a_name_without_such_a_word_stays_whole(name, why):
    assert [reading.text for reading in readings(name)] == [name], why


@pytest.mark.parametrize(("short", "full"), SPELT_OUT.items())
def test_a_short_form_is_read_as_its_word(short, full):
    assert readings(short)[0].text == full
    assert readings(short, of_data=True)[0].text == short, "a name of the data is taken at its word"


OF_DATA = [
    # name of the data, core or None, why
    ("Quận Hoàn Kiếm", "Hoàn Kiếm", "the word with all its marks"),
    ("Quan Hóa", None, "no quận without its marks"),
    ("Atlantic City", None, "City belongs to the name"),
    ("The Hague", None, "so does The"),
    ("广州市", "广州", "the Chinese word"),
    ("Hebei Sheng", "Hebei", "pinyin"),
    ("Quận 12", None, "a number alone names nothing"),
]


@pytest.mark.parametrize(("name", "core", "why"), OF_DATA)
def test_a_name_of_the_data_is_taken_at_its_word(name, core, why):
    cores = [reading.text for reading in readings(name, of_data=True)[1:]]
    assert cores == ([] if core is None else [core]), why


BEFORE = [
    # text, does an administrative word stand at its end, why
    ("tại huyện ", True, "the word and a space"),
    ("tại thành phố ", True, "two words"),
    ("City of ", True, "English"),
    ("tại huyện", False, "no space yet: the word goes on"),
    ("tại ", False, "no administrative word"),
    ("ăn xà ", False, "xà is not xã"),
    ("", False, "nothing"),
]


@pytest.mark.parametrize(("text", "found", "why"), BEFORE)
def test_a_word_before_a_name(text, found, why):
    assert (kinds_before(text) is not None) is found, why


@given(st.text(), st.booleans())
def test_any_text_can_be_read(text, of_data):
    found = readings(text, of_data=of_data)
    assert 1 <= len(found) <= 2
    assert all(len(reading.text) >= 2 and reading.word for reading in found[1:])


@given(st.text())
def test_any_text_may_stand_before_a_name(text):
    kinds = kinds_before(text)
    assert kinds is None or (isinstance(kinds, frozenset) and text[-1:].isspace())
