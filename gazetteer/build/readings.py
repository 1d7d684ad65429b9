"""How Chinese characters are written in the other script, read in pinyin, and read in Vietnamese (Hán-Việt).

The Vietnamese reading of a character is the one of its pinyin in that word: 长 is trường in 长沙 (cháng) and trưởng in
长官 (zhǎng). Where Vietnamese usage differs from the dictionary in names of places, `_USAGE` says so; names that no
reading gives (Hồng Kông, Ma Cao) are attested and stand in the hand-kept tables.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import Any, Final, cast

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin, load_phrases_dict

from gazetteer.build.inputs import extract

__all__ = ["hanviet", "is_simplified", "pinyin", "plain_pinyin", "simplified", "traditional"]

_MOST_CANDIDATES: Final = 2
_LONGEST: Final = 8
"""Characters; longer names are not read one character at a time in Vietnamese."""
# Common usage in Vietnamese names of Chinese places where dictionaries put another reading first.
_USAGE: Final = {
    "澳": "áo", "珠": "châu chu", "武": "vũ", "那": "nà na", "峪": "dụ", "哈": "cáp",
    "丹": "đan đơn", "鞍": "an", "浦": "phố phổ", "埗": "bộ", "濟": "tế", "朝": "triều",
    "番": "phiên", "禺": "ngung", "廈": "hạ", "崗": "cương", "港": "cảng", "灣": "loan",
    "莞": "quản", "圳": "quyến", "蒙": "mông", "台": "đài thai", "臺": "đài", "淮": "hoài",
    "汕": "sán", "茂": "mậu", "瓊": "quỳnh", "黔": "kiềm kiền", "榆": "du", "葫": "hồ",
    "蘆": "lô", "堡": "bảo", "寨": "trại", "坪": "bình", "橋": "kiều", "溝": "câu", "屯": "đồn",
    "延": "diên duyên", "衡": "hành hoành", "漯": "tháp loa", "淀": "điến điện", "壩": "bá",
    "灘": "than", "岔": "xóa", "甸": "điện", "埠": "phụ phố", "窯": "dao", "坊": "phường",
    "店": "điếm",
}  # fmt: skip
# Names of places whose characters are read otherwise than in common words.
_NAMES: Final = {
    "朝阳": "cháo yáng", "台州": "tāi zhōu", "天台": "tiān tāi", "丽水": "lí shuǐ",
    "六安": "lù ān", "六合": "lù hé", "乐清": "yuè qīng", "乐亭": "lào tíng",
    "乐陵": "lào líng", "蔚县": "yù xiàn", "浚县": "xùn xiàn", "单县": "shàn xiàn",
    "莘县": "shēn xiàn", "任县": "rén xiàn", "铅山": "yán shān", "泌阳": "bì yáng",
    "歙县": "shè xiàn", "涡阳": "guō yáng", "枞阳": "zōng yáng", "盱眙": "xū yí",
    "栖霞": "qī xiá", "番禺": "pān yú", "东莞": "dōng guǎn", "阿坝": "ā bà",
    "阿城": "ā chéng", "会泽": "huì zé", "洪洞": "hóng tóng", "长子": "zhǎng zǐ",
    "长垣": "cháng yuán", "牟平": "mù píng", "中牟": "zhōng mù", "济南": "jǐ nán",
    "济宁": "jǐ níng", "济源": "jǐ yuán", "监利": "jiàn lì", "筠连": "jūn lián",
    "犍为": "qián wéi", "荥经": "yíng jīng", "荥阳": "xíng yáng", "尉犁": "yù lí",
    "尉氏": "wèi shì", "井陉": "jǐng xíng", "任丘": "rén qiū", "大埔": "dà bù",
    "黄埔": "huáng pǔ", "渑池": "miǎn chí", "大城": "dài chéng", "朝天": "cháo tiān",
    "长治": "cháng zhì", "建瓯": "jiàn ōu", "侯马": "hóu mǎ", "解州": "xiè zhōu",
    "百色": "bǎi sè", "厦门": "xià mén", "重庆": "chóng qìng", "十堰": "shí yàn",
}  # fmt: skip
load_phrases_dict({name: [[syllable] for syllable in sounds.split()] for name, sounds in _NAMES.items()})
_to_simplified = OpenCC("t2s")
_to_traditional = OpenCC("s2t")


@cache
def simplified(text: str) -> str:
    """Give ``text`` in simplified characters."""
    return str(_to_simplified.convert(text))


@cache
def traditional(text: str) -> str:
    """Give ``text`` in traditional characters."""
    return str(_to_traditional.convert(text))


def is_simplified(text: str) -> bool:
    """Tell whether ``text`` is written in simplified characters, or in such as both scripts share."""
    return simplified(text) == text


def pinyin(text: str) -> str:
    """Give the pinyin with tone marks, joined and with a capital: 南宁 gives Nánníng, 西安 gives Xī'ān."""
    return _joined(lazy_pinyin(simplified(text), style=Style.TONE, errors="ignore"))


def plain_pinyin(text: str) -> str:
    """Give the pinyin without tones, joined, in lower case."""
    return "".join(lazy_pinyin(simplified(text), style=Style.NORMAL, errors="ignore", v_to_u=False)).replace(
        "v", "u"
    )


def _joined(syllables: list[str]) -> str:
    joined = ""
    for syllable in syllables:
        joined += ("'" if joined and syllable[:1] in "aāáǎàeēéěèoōóǒò" else "") + syllable
    return joined[:1].upper() + joined[1:]


def hanviet(text: str) -> list[str]:
    """Give up to two Vietnamese readings of a Chinese name, the likelier first; empty when a character has none."""
    if not 1 < len(text) <= _LONGEST:
        return []
    written = traditional(text)
    if len(written) != len(text):
        return []
    # Characters without pinyin come each for itself; pypinyin takes a list, whatever its hints say.
    each = cast("Any", list)
    sounds = lazy_pinyin(simplified(text), style=Style.TONE3, neutral_tone_with_five=True, errors=each)
    if len(sounds) != len(written):
        return []
    choices = [
        _readings(character, sound, text[at])
        for at, (character, sound) in enumerate(zip(written, sounds, strict=True))
    ]
    if not all(choices):
        return []
    found = [" ".join(part.capitalize() for part in parts) for parts in product(*choices)]
    return list(dict.fromkeys(found))[:_MOST_CANDIDATES]


def _readings(character: str, sound: str, as_given: str) -> list[str]:
    usage = _USAGE.get(character)
    if usage:
        return usage.split()
    for form in (character, as_given):
        by_pinyin = _table().get(form)
        if by_pinyin:
            break
    else:
        return []
    found = by_pinyin.get(sound) or by_pinyin.get("*")
    if not found:  # another tone of the same syllable, else whatever there is
        alike = [value for key, value in by_pinyin.items() if key[:-1] == sound[:-1]]
        found = (alike or list(by_pinyin.values()))[0]
    return found[:2]


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    table: dict[str, dict[str, list[str]]] = {}
    for row in extract("hanviet-readings"):
        found = row["readings"].split()
        if found:
            table.setdefault(row["character"], {})[row["pinyin"]] = found
    return table
