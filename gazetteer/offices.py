"""Does a place only tell an office, a body or a relation apart? "Bí thư Thành ủy Bắc Kinh" says nothing of where.

Words of offices and bodies stand before the name in Vietnamese and English, and behind it in Chinese and English;
the plain ones are in lists (`gazetteer.lexicon`).
"""

from __future__ import annotations

import re
from typing import Final

from gazetteer.lexicon import alternatives, words
from gazetteer.tokens import FIRST_HAN

__all__ = ["qualified"]

_VI_OFFICE: Final = f"(?:Tổng |Phó |Nguyên |Quyền )*(?:{alternatives(words('offices-vi'))})"
_VI_BODY: Final = (
    "(?:Ban Thường vụ |Ban Chấp hành |Thường trực |Ban Tổ chức |Ban Tuyên giáo |Ban Đối ngoại |Văn phòng |Lãnh đạo )*"
    f"(?:Thành [ủu][ỷy]?|{alternatives(words('bodies-vi'))}|Sở [^.,;:\\n]{{2,40}}?)"
)
_VI_UNITS: Final = (
    "(?:(?:thành phố|tỉnh|TP\\.?|Thành phố|Tỉnh|Khu tự trị(?: dân tộc)?|quận|huyện|nước|Cộng hòa"
    "|của|tại|ở|các|toàn|hai)\\s+)*"
)
_UPPER: Final = "A-ZÀ-ÖØ-Þ" + "".join(char for char in map(chr, range(0x100, 0x1EFA)) if char.isupper())
_VI_NAME: Final = f"(?:[{_UPPER}][\\w\u0300-\u036f]*(?:\\s|\\Z)?){{1,4}}"
"""A capitalised name: the country of "Đại sứ Việt Nam tại Trung Quốc"."""
_VI_BEFORE: Final = re.compile(
    f"(?:^|(?<=[^\\w]))(?P<office>{_VI_OFFICE}(?:[^.,;:\\n()]{{0,60}}?\\s{_VI_BODY})?|{_VI_BODY})"
    f"\\s+{_VI_UNITS}\\Z"
)
_VI_ENVOY: Final = re.compile(
    "(?P<office>(?:Phó )?(?:Đại sứ quán|Đại sứ đặc mệnh toàn quyền|Đại sứ|Tổng [Ll]ãnh sự quán|Tổng [Ll]ãnh sự"
    "|Lãnh sự quán|Lãnh sự|Trưởng đại diện))"
    f"\\s+{_VI_UNITS}(?:{_VI_NAME}\\s+)?(?:tại|ở)\\s+{_VI_UNITS}\\Z"
)
"""An envoy and where: "Đại sứ Việt Nam tại Trung Quốc"."""
_VI_RELATION: Final = re.compile(
    "(?P<office>(?:quan hệ|tình hữu nghị|hợp tác|giao lưu)"
    f"(?: (?:hữu nghị|hợp tác|song phương|giữa|truyền thống))*)\\s+(?:{_VI_NAME}\\s?(?:-|\u2013|và|với)\\s?)?\\Z"
)
_EN_OFFICE: Final = f"(?:{alternatives(words('offices-en'))})"
_EN_BODY: Final = f"(?:{alternatives(words('bodies-en'))})"
_EN_BEFORE: Final = re.compile(
    "(?P<office>Ambassador\\s+of\\s+(?:the\\s+)?\\w+\\s+to"
    f"|{_EN_OFFICE}(?:\\s+of(?:\\s+the)?\\s+(?:\\w+\\s+){{0,4}}?{_EN_BODY})?\\s+(?:of|to|in|for)"
    f"|{_EN_BODY}\\s+(?:of|in))\\s+(?:the\\s+)?\\Z"
)
_EN_AFTER: Final = re.compile(
    "['’]?s?\\s+(?:Municipal\\s+|Provincial\\s+|City\\s+|Deputy\\s+|Vice\\s+|Standing\\s+|Communist\\s+)*"
    f"(?P<office>{_EN_OFFICE}|{_EN_BODY})\\b"
)
_ZH_AFTER: Final = re.compile(
    "(?P<office>(?:市|省|自治区|自治區|区|區|县|縣)?"
    f"(?:委(?:员会|員會)?(?:副)?(?:书记|書記|常委)?|{alternatives(words('offices-zh'))}))"
)
_ZH_BEFORE: Final = re.compile("(?P<office>驻|駐)\\Z")


def _hint(*lists: str) -> re.Pattern[str]:
    """Give one plain look for the first word of any phrase, before the patterns that walk the whole clause."""
    return re.compile(alternatives(sorted({phrase.split()[0] for name in lists for phrase in words(name)})))


_VI_HINT: Final = re.compile(f"{_hint('offices-vi', 'bodies-vi').pattern}|Thành|Sở")
_EN_HINT: Final = _hint("offices-en", "bodies-en")
_CLAUSE: Final = re.compile(r"[.;:!?\n]\s")
_LOOK: Final = 160
"""Characters before and behind a name that are looked at."""
_LOOK_RELATION: Final = 60
_LOOK_AT: Final = 12
_BODIES: Final = frozenset(
    {
        "party_committee",
        "government",
        "parliament",
        "ministry",
        "court",
        "embassy",
        "consulate",
        "organisation",
        "enterprise",
    }
)
_AT: Final = re.compile(
    r"(?:(?:tại|ở|đến|tới|thăm|trước|at|in|to|visited|outside|inside)\s+(?:the\s+)?|[在到访訪于於])\Z",
    re.IGNORECASE,
)


def qualified(text: str, start: int, end: int, kind: str = "") -> str:
    """Give the words of the office, body or relation that the place at ``text[start:end]`` qualifies.

    Empty when there is none. ``kind`` is that of the place: a body named as such ("Thành ủy Hà Nội") is a location
    only behind a word such as "tại".
    """
    if kind in _BODIES and not _AT.search(text[max(0, start - _LOOK_AT) : start]):
        return text[start:end]
    after = text[end : end + _LOOK]
    if text[start] >= FIRST_HAN:
        found = _ZH_AFTER.match(after) or _ZH_BEFORE.search(text[max(0, start - 1) : start])
    else:
        clause = _CLAUSE.split(text[max(0, start - _LOOK) : start])[-1]
        found = (
            ((_VI_BEFORE.search(clause) or _VI_ENVOY.search(clause)) if _VI_HINT.search(clause) else None)
            or _VI_RELATION.search(clause[-_LOOK_RELATION:])
            or (_EN_BEFORE.search(clause) if _EN_HINT.search(clause) else None)
            or _EN_AFTER.match(after)
        )
    return " ".join(found["office"].split()) if found else ""
