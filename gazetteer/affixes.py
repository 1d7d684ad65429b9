"""Administrative words around a name - thành phố, tỉnh, 市, 壮族自治区, Province - set aside by rule.

A query or a name is read in up to two ways: whole, and without such a word (`readings`). The word that was
set aside says what kind of place is meant, so that "tỉnh Tây Ninh" does not fall for a city. What is left
must have two characters at least: 沙市 stays whole.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from gazetteer.normalize import fold, marks

__all__ = ["Reading", "kinds_before", "readings"]

_CITY: Final = frozenset({"city"})
_PROVINCE: Final = frozenset({"province"})
_COUNTRY: Final = frozenset({"country"})
_PREFECTURE: Final = frozenset({"prefecture", "city"})
_COUNTY: Final = frozenset({"district", "city", "town"})
_DISTRICT: Final = frozenset({"district"})
_DISTRICT_OR_TOWN: Final = frozenset({"district", "town"})
_REGION: Final = frozenset({"province", "country", "city"})
_ANY_UNIT: Final = frozenset({"province", "prefecture", "district", "city", "town"})

# Words as they stand before a name, longest first within one beginning.
_BEFORE: Final = {
    "thành phố trực thuộc trung ương": _CITY,
    "thành phố cấp huyện": _CITY,
    "thành phố cảng": _CITY,
    "thành phố biển": _CITY,
    "thành phố du lịch": _CITY,
    "thành phố": _CITY,
    "tp": _CITY,
    "t p": _CITY,
    "thủ đô": _CITY,
    "thủ phủ": _CITY,
    "cố đô": _CITY,
    "đô thị": _CITY,
    "thị xã": _COUNTY,
    "tx": _COUNTY,
    "thị trấn": _COUNTY,
    "tt": _COUNTY,
    "tỉnh": _PROVINCE,
    "bang": _PROVINCE,
    "tiểu bang": _PROVINCE,
    "vùng": _PROVINCE,
    "tân khu": _DISTRICT,
    "khu hành chính đặc biệt": _REGION,
    "đặc khu hành chính": _REGION,
    "đặc khu kinh tế": _COUNTY,
    "khu kinh tế": _COUNTY,
    "đặc khu": _REGION,
    "khu tự trị": _PROVINCE,
    "châu tự trị": _PREFECTURE,
    "địa khu": _PREFECTURE,
    "huyện tự trị": _DISTRICT,
    "quận": _DISTRICT,
    "huyện": _DISTRICT_OR_TOWN,
    "nước": _COUNTRY,
    "vương quốc": _COUNTRY,
    "city of": _CITY,
    "the city of": _CITY,
    "town of": _CITY,
    "municipality of": _CITY,
    "province of": _PROVINCE,
    "state of": _PROVINCE,
    "prefecture of": _ANY_UNIT,
    "county of": _COUNTY,
    "district of": _COUNTY,
    "republic of": _COUNTRY,
    "the republic of": _COUNTRY,
    "federal republic of": _COUNTRY,
    "socialist republic of": _COUNTRY,
    "kingdom of": _COUNTRY,
    "the kingdom of": _COUNTRY,
    "cộng hòa": _COUNTRY,
    "cộng hòa liên bang": _COUNTRY,
    "liên bang": _COUNTRY,
    "the": frozenset[str](),
}
_AFTER: Final = {
    "city": _CITY,
    "municipality": _CITY,
    "town": _COUNTY,
    "township": _COUNTY,
    "shi": _CITY,
    "province": _PROVINCE,
    "state": _PROVINCE,
    "region": _PROVINCE,
    "sheng": _PROVINCE,
    "autonomous region": _PROVINCE,
    "oblast": _PROVINCE,
    "krai": _PROVINCE,
    "governorate": _PROVINCE,
    "department": _PROVINCE,
    "voivodeship": _PROVINCE,
    "special administrative region": _REGION,
    "sar": _REGION,
    "autonomous prefecture": _PREFECTURE,
    "prefecture": _ANY_UNIT,
    "autonomous county": _DISTRICT,
    "county": _COUNTY,
    "new district": _DISTRICT,
    "new area": _DISTRICT,
    "metropolitan city": _CITY,
    "metropolis": _CITY,
    "district": _COUNTY,
    "banner": _COUNTY,
    "xian": _COUNTY,
    "qu": _DISTRICT,
    "zhen": _COUNTY,
}
# Words that are to be typed with their marks: "Vung Tau" is no vùng.
_WITH_MARKS: Final = frozenset({"vung", "bang"})
# Words of pinyin, which carry tones of their own: "Zhàoqìng Shì", "Guǎngdōng Shěng".
_PINYIN_WORDS: Final = frozenset({"shi", "sheng", "qu", "xian", "zhen"})
# Short forms with a full stop: "Q.1", "H. Sóc Sơn", "TX. Sơn Tây".
_SHORT: Final = {
    "q": "Quận", "h": "Huyện", "t": "Tỉnh", "tp": "Thành phố", "tx": "Thị xã", "tt": "Thị trấn",
    "p": "Phường", "x": "Xã",
}  # fmt: skip
_SHORT_FORM: Final = re.compile(
    r"\s*(?:(T\.P)[.\s]\s?|(TP|TX|TT|Q|H|T|P|X)\s?\.\s?)(?=[^\s.])", re.IGNORECASE
)
# "Khu tự trị dân tộc Choang Quảng Tây", "Huyện tự trị dân tộc Dao Hà Khẩu", "Guangxi Zhuang Autonomous Region": the
# people are named beside the place.
_PEOPLES_VI: Final = (
    "choang", "tráng", "hồi", "duy ngô nhĩ", "uyghur", "tạng", "mông cổ", "di", "miêu", "dao", "thái",
    "đồng", "bạch", "hà nhì", "cáp nê", "thổ gia", "bố y", "triều tiên", "mãn", "lê", "khương", "lật túc",
    "cảnh pha", "kazakh", "kirghiz", "kinh", "ngõa", "la hủ", "nạp tây", "mục lão", "mao nam", "xa",
    "tày", "mèo",
)  # fmt: skip
_PEOPLES_EN: Final = (
    "zhuang", "hui", "uygur", "uyghur", "tibetan", "mongol", "mongolian", "yi", "miao", "yao", "dai",
    "dong", "bai", "hani", "tujia", "buyei", "bouyei", "korean", "manchu", "li", "qiang", "lisu",
    "jingpo", "kazakh", "kirgiz", "kyrgyz", "wa", "lahu", "naxi", "nu", "mulao", "mulam", "maonan", "she",
    "derung", "bonan", "dongxiang", "salar", "tu", "va", "gelao", "sui", "shui", "xibe", "yugur",
    "evenki", "daur", "and",
)  # fmt: skip
_PEOPLES_ZH: Final = (
    "(?:壮|壯|回|苗|彝|藏|侗|瑶|瑤|傣|白|哈尼|布依|土家|朝鲜|朝鮮|满|滿|蒙古|黎|羌|傈僳|景颇|景頗|哈萨克|哈薩克|柯尔克孜|仫佬|毛南|京"
    "|拉祜|佤|纳西|納西|怒|独龙|獨龍|普米|布朗|水|仡佬|畲|土|撒拉|保安|东乡|東鄉|裕固|达斡尔|鄂温克|鄂伦春|锡伯|塔吉克)族"
    "|维吾尔|維吾爾|蒙古|哈萨克|各族"
)
# Each leaves two characters at least before it, so that 内蒙古自治区 gives 内蒙古 and not 内.
_CHINESE_AFTER: Final = (
    (re.compile("(?<=..)(?:特别行政区|特別行政區)$"), _REGION),
    (re.compile(f"(?<=..)(?:{_PEOPLES_ZH})*(?:自治区|自治區)$"), _PROVINCE),
    (re.compile(f"(?<=..)(?:{_PEOPLES_ZH})*自治州$"), _PREFECTURE),
    (re.compile(f"(?<=..)(?:{_PEOPLES_ZH})*自治(?:县|縣|旗)$"), _DISTRICT),
    (re.compile("(?<=..)省$"), _PROVINCE),
    (re.compile("(?<=..)(?:地区|地區|盟)$"), _PREFECTURE),
    (re.compile("(?<=..)市$"), _CITY),
    (re.compile("(?<=..)(?:新区|新區)$"), _DISTRICT),
    (re.compile("(?<=..)(?:街道|街道办事处|[县縣区區旗镇鎮乡鄉郡])$"), _COUNTY),
    (re.compile("(?<=..)[州]$"), frozenset({"province"})),
)
_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD: Final = re.compile(r"[^\s.,\-\u2010-\u2015_/]+")
# In a name of the data these belong to it more often than not: Atlantic City is not called Atlantic.
_QUERY_ONLY: Final = frozenset(
    {
        "city",
        "town",
        "township",
        "state",
        "region",
        "the",
        "qu",
        "shi",
        "tt",
        "bang",
        "vung",
        "do thi",
        "cong hoa",
        "lien bang",
    }
)
_DIRECTIONS: Final = frozenset(
    {"bac", "nam", "dong", "tay", "trung", "trung tam", "trung uong", "north", "south", "east", "west", "central",
     "northern", "southern", "eastern", "western", "capital", "ben", "ngoai", "trong"}
)  # fmt: skip
_SHORTEST_CORE = 2
_MOST_WORDS = 16
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name: the text to look up, and what was set aside."""

    text: str
    """What is left to look up, marks kept."""
    kinds: frozenset[str] = frozenset()
    """Kinds of place that the word set aside speaks of; empty when it says nothing."""
    word: str = ""
    """The word set aside, as written; empty when the whole text is looked up."""


def readings(text: str, *, of_data: bool = False) -> list[Reading]:
    """Give the ways to read ``text``: whole, then without its administrative words, if it has any.

    ``of_data``: the text is the name of a place rather than what somebody typed, and is taken at its word: an
    administrative word counts only with all its marks (Quan Hóa is no "quận Hóa").
    """
    text = unicodedata.normalize("NFC", text)
    if not of_data and (short := _SHORT_FORM.match(text)):
        text = f"{_SHORT[(short[1] or short[2]).lower().replace('.', '')]} {text[short.end() :]}"
    core = _without_chinese_word(text) if _HAN.search(text) else _without_word(text, of_data=of_data)
    return [Reading(text), *([core] if core else [])]


def kinds_before(text: str) -> frozenset[str] | None:
    """Give the kinds that a word at the end of a text speaks of ("... tại huyện "); None when it is no such word."""
    words = _WORD.findall(text[-_LONGEST_WORD:])
    if not words or not text[-1:].isspace():
        return None
    for size in (3, 2, 1):
        found = " ".join(words[-size:])
        kinds = _known(fold(found), found, _BEFORE_FOLDED, of_data=True) if size <= len(words) else None
        if kinds is not None:
            return kinds
    return None


def _without_chinese_word(text: str) -> Reading | None:
    squeezed = "".join(text.split())
    for form, kinds in _CHINESE_AFTER:
        found = form.search(squeezed)
        if found:
            return Reading(squeezed[: found.start()], kinds, found[0])
    return None


def _without_word(text: str, *, of_data: bool) -> Reading | None:
    words = _WORD.findall(text)
    if len(words) > _MOST_WORDS:
        return None
    folded = [fold(word) for word in words]
    for size in range(min(5, len(words) - 1), 0, -1):
        head = " ".join(folded[:size])
        kinds = _known(head, " ".join(words[:size]), _BEFORE_FOLDED, of_data=of_data)
        if kinds is not None:
            rest = _without_people(words[size:]) if "tri" in folded[:size] else words[size:]
            return _reading(rest, kinds, " ".join(words[:size]))
        tail = " ".join(folded[-size:])
        kinds = _known(tail, " ".join(words[-size:]), _AFTER_FOLDED, of_data=of_data)
        if kinds is not None:
            rest = words[:-size]
            while folded[-size] == "autonomous" and len(rest) > 1 and fold(rest[-1]) in _PEOPLES_EN:
                rest = rest[:-1]
            return _reading(rest, kinds, " ".join(words[-size:]))
    return None


def _known(
    folded: str, written: str, table: dict[str, tuple[str, frozenset[str]]], *, of_data: bool
) -> frozenset[str] | None:
    """Give the kinds an administrative word speaks of, or None when it is none: "xà" is not "xã"."""
    if folded not in table or (of_data and folded in _QUERY_ONLY):
        return None
    word_marks, kinds = table[folded]
    typed = "" if folded in _PINYIN_WORDS else marks(written)
    return (
        kinds
        if typed == word_marks
        or (
            not of_data
            and folded not in _WITH_MARKS
            and (not typed or " " in folded)
            and _is_part(typed, word_marks)
        )
        else None
    )


def _is_part(typed: str, named: str) -> bool:
    """Tell whether every mark typed is there in the word, in order: "thanh phố" is "thành phố" less one."""
    rest = iter(named)
    return all(char in rest for char in typed)


def _without_people(words: list[str]) -> list[str]:
    """Leave out the peoples of an autonomous unit: "dân tộc Choang", "dân tộc Thái, dân tộc Cảnh Pha"."""
    while len(words) > 1:
        lower = [word.lower() for word in words]
        if lower[0] == "và":
            words, lower = words[1:], lower[1:]
        told = [fold(word) for word in words[:2]] == ["dan", "toc"] and len(words) > 2  # noqa: PLR2004 - and a name
        rest, lower = (words[2:], lower[2:]) if told else (words, lower)
        # Marks count: the people is Tày, the region Tây Tạng.
        size = next(
            (size for size in (3, 2, 1) if " ".join(lower[:size]) in _PEOPLES_VI and size < len(rest)), 0
        )
        if not size:
            return rest
        words = rest[size:]
    return words


def _reading(words: list[str], kinds: frozenset[str], word: str) -> Reading | None:
    core = " ".join(words)
    folded = fold(core)
    # A number or a direction alone names nothing: "Quận 12" and "Quận Trung" stay whole.
    names_something = len(folded) >= _SHORTEST_CORE and not folded.isdigit() and folded not in _DIRECTIONS
    return Reading(core, kinds, word) if names_something else None


_BEFORE_FOLDED: Final = {fold(word): (marks(word), kinds) for word, kinds in _BEFORE.items()}
_AFTER_FOLDED: Final = {fold(word): (marks(word), kinds) for word, kinds in _AFTER.items()}
