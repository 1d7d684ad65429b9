"""Chinese names in the other script, in pinyin and in Vietnamese: the readings that the press has."""

import pytest

from gazetteer.build.readings import hanviet, is_simplified, pinyin, plain_pinyin, simplified, traditional

NAMES = [
    # simplified, traditional, pinyin, Vietnamese reading, why
    ("北京", "北京", "Běijīng", "Bắc Kinh", "the capital"),
    ("广州", "廣州", "Guǎngzhōu", "Quảng Châu", "another script"),
    ("西安", "西安", "Xī'ān", "Tây An", "an apostrophe before a vowel"),
    ("长沙", "長沙", "Chángshā", "Trường Sa", "cháng, not zhǎng"),
    ("重庆", "重慶", "Chóngqìng", "Trùng Khánh", "chóng, not zhòng"),
    ("朝阳", "朝陽", "Cháoyáng", "Triều Dương", "cháo in names of places"),
    ("番禺", "番禺", "Pānyú", "Phiên Ngung", "usage, not the dictionary"),
    ("珠海", "珠海", "Zhūhǎi", "Châu Hải", "the commoner of two readings"),
    ("凭祥", "憑祥", "Píngxiáng", "Bằng Tường", "the border city"),
]


@pytest.mark.parametrize(("short", "long", "sound", "reading", "why"), NAMES)
def test_a_name_is_read_as_the_press_reads_it(short, long, sound, reading, why):
    assert (traditional(short), simplified(long)) == (long, short), why
    assert is_simplified(short)
    assert pinyin(long) == sound, why
    assert hanviet(long)[0] == hanviet(short)[0] == reading, why


def test_both_readings_are_given_where_both_are_used():
    assert hanviet("珠海") == ["Châu Hải", "Chu Hải"]


@pytest.mark.parametrize("text", ["", "京", "Bắc Kinh", "abc", "北京市人民政府外事办公室"])
def test_what_is_no_short_chinese_name_has_no_reading(text):
    assert hanviet(text) == []


def test_plain_pinyin_is_the_key_of_the_latin_name():
    assert plain_pinyin("呂梁") == "luliang"
    assert plain_pinyin("呼和浩特") == "huhehaote"
