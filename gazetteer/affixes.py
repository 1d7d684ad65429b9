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

__all__ = ["Reading", "readings"]

_CITY: Final = frozenset({"city"})
_PROVINCE: Final = frozenset({"province"})
_COUNTRY: Final = frozenset({"country"})
_COUNTY: Final = frozenset({"district", "city"})
_REGION: Final = frozenset({"province", "country", "city"})

# Words as they stand before a name, longest first within one beginning.
_BEFORE: Final = {
    "thành phố trực thuộc trung ương": _CITY,
    "thành phố": _CITY,
    "tp": _CITY,
    "t p": _CITY,
    "thủ đô": _CITY,
    "cố đô": _CITY,
    "thị xã": _COUNTY,
    "tx": _COUNTY,
    "thị trấn": _COUNTY,
    "tỉnh": _PROVINCE,
    "đặc khu hành chính": _REGION,
    "đặc khu": _REGION,
    "khu tự trị": _PROVINCE,
    "quận": _COUNTY,
    "huyện": _COUNTY,
    "nước": _COUNTRY,
    "vương quốc": _COUNTRY,
    "city of": _CITY,
    "the city of": _CITY,
    "municipality of": _CITY,
    "province of": _PROVINCE,
    "county of": _COUNTY,
    "the": frozenset[str](),
}
_AFTER: Final = {
    "city": _CITY,
    "municipality": _CITY,
    "shi": _CITY,
    "province": _PROVINCE,
    "sheng": _PROVINCE,
    "autonomous region": _PROVINCE,
    "zhuang autonomous region": _PROVINCE,
    "hui autonomous region": _PROVINCE,
    "uygur autonomous region": _PROVINCE,
    "uyghur autonomous region": _PROVINCE,
    "special administrative region": _REGION,
    "sar": _REGION,
    "prefecture": _COUNTY,
    "county": _COUNTY,
    "district": _COUNTY,
    "xian": _COUNTY,
}
# "Khu tự trị dân tộc Choang Quảng Tây", "Khu tự trị Duy Ngô Nhĩ Tân Cương": the people named before the
# place.
_PEOPLES_VI: Final = (
    "dân tộc choang",
    "dân tộc tráng",
    "dân tộc hồi",
    "dân tộc duy ngô nhĩ",
    "choang",
    "hồi",
    "duy ngô nhĩ",
)
_PEOPLES_ZH: Final = (
    "(?:壮|壯|回|苗|彝|藏|侗|瑶|瑤|傣|白|哈尼|布依|土家|朝鲜|朝鮮|满|滿|蒙古|黎|羌|傈僳|景颇|景頗|哈萨克|哈薩克|柯尔克孜|仫佬|毛南|京)族"
    "|维吾尔|維吾爾|蒙古"
)
# Each leaves two characters at least before it, so that 内蒙古自治区 gives 内蒙古 and not 内.
_CHINESE_AFTER: Final = (
    (re.compile("(?<=..)(?:特别行政区|特別行政區)$"), _REGION),
    (re.compile(f"(?<=..)(?:{_PEOPLES_ZH})*(?:自治区|自治區)$"), _PROVINCE),
    (re.compile(f"(?<=..)(?:{_PEOPLES_ZH})*自治(?:州|县|縣|旗)$"), _COUNTY),
    (re.compile("(?<=..)省$"), _PROVINCE),
    (re.compile("(?<=..)市$"), _CITY),
    (re.compile("(?<=..)(?:地区|地區|[县縣区區盟旗州镇鎮])$"), _COUNTY),
)
_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD: Final = re.compile(r"[^\s.\-\u2010-\u2015_/]+")
_SHORTEST_CORE = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name: the text to look up, and what was set aside."""

    text: str
    """What is left to look up, marks kept."""
    kinds: frozenset[str] = frozenset()
    """Kinds of place that the word set aside speaks of; empty when it says nothing."""
    word: str = ""
    """The word set aside, as written; empty when the whole text is looked up."""


def readings(text: str) -> list[Reading]:
    """Give the ways to read ``text``: whole, then without its administrative words, if it has any."""
    text = unicodedata.normalize("NFC", text)
    core = _without_chinese_word(text) if _HAN.search(text) else _without_word(text)
    return [Reading(text), *([core] if core else [])]


def _without_chinese_word(text: str) -> Reading | None:
    squeezed = "".join(text.split())
    for form, kinds in _CHINESE_AFTER:
        found = form.search(squeezed)
        if found:
            return Reading(squeezed[: found.start()], kinds, found[0])
    return None


def _without_word(text: str) -> Reading | None:
    words = _WORD.findall(text)
    folded = [fold(word) for word in words]
    for size in range(min(5, len(words) - 1), 0, -1):
        head = " ".join(folded[:size])
        kinds = _known(head, " ".join(words[:size]), _BEFORE_FOLDED)
        if kinds is not None:
            rest = _without_people(words[size:]) if "tri" in folded[:size] else words[size:]
            return _reading(rest, kinds, " ".join(words[:size]))
        tail = " ".join(folded[-size:])
        kinds = _known(tail, " ".join(words[-size:]), _AFTER_FOLDED)
        if kinds is not None:
            return _reading(words[:-size], kinds, " ".join(words[-size:]))
    return None


def _known(folded: str, written: str, table: dict[str, tuple[str, frozenset[str]]]) -> frozenset[str] | None:
    """Give the kinds an administrative word speaks of, or None when it is none: "xà" is not "xã"."""
    if folded not in table:
        return None
    word_marks, kinds = table[folded]
    return kinds if marks(written) in ("", word_marks) else None


def _without_people(words: list[str]) -> list[str]:
    folded = fold(" ".join(words))
    for people in _PEOPLES_VI:
        size = len(people.split())
        if folded.startswith(fold(people) + " ") and size < len(words):
            return words[size:]
    return words


def _reading(words: list[str], kinds: frozenset[str], word: str) -> Reading | None:
    core = " ".join(words)
    return Reading(core, kinds, word) if len(fold(core)) >= _SHORTEST_CORE else None


_BEFORE_FOLDED: Final = {fold(word): (marks(word), kinds) for word, kinds in _BEFORE.items()}
_AFTER_FOLDED: Final = {fold(word): (marks(word), kinds) for word, kinds in _AFTER.items()}
