"""Does a place only tell an office, a body or a relation apart? "Bí thư Thành ủy Bắc Kinh" says nothing of where.

Words of offices and bodies that stand before the name in Vietnamese and English, and behind it in Chinese and English.
"""

from __future__ import annotations

import re
from typing import Final

from gazetteer.tokens import FIRST_HAN

__all__ = ["qualified"]

_VI_OFFICES: Final = (
    "(?:Tổng |Phó |Nguyên |Quyền )*(?:Bí thư|Chủ tịch nước|Chủ tịch|Thủ tướng|Bộ trưởng|Thứ trưởng|Tổng thống|Quốc vương|Thị trưởng|Tỉnh trưởng"
    "|Thống đốc|Đại sứ đặc mệnh toàn quyền|Đại sứ|Tổng Lãnh sự|Lãnh sự|Giám đốc|Trưởng ban|Trưởng đoàn|Viện trưởng|Hiệu trưởng|Chánh án|Ủy viên|Uỷ viên"
    "|Ủy viên Thường vụ|Uỷ viên Thường vụ|Trưởng đại diện|Người phát ngôn|Lãnh đạo|Đại biểu Quốc hội)"
)
_VI_BODIES: Final = (
    "(?:Ban Thường vụ |Ban Chấp hành |Thường trực |Ban Tổ chức |Ban Tuyên giáo |Ban Đối ngoại |Văn phòng |Lãnh đạo )*"
    "(?:Thành [ủu][ỷy]?|Thành ủy|Thành uỷ|Châu ủy|Châu uỷ|Tỉnh ủy|Tỉnh uỷ|Quận ủy|Quận uỷ|Huyện ủy|Huyện uỷ|Đảng ủy|Đảng uỷ|Khu ủy|Đảng bộ|UBND|HĐND|UBMTTQ|MTTQ|Ủy ban [Nn]hân dân"
    "|Uỷ ban [Nn]hân dân|Hội đồng [Nn]hân dân|Ủy ban Mặt trận Tổ quốc|Uỷ ban Mặt trận Tổ quốc|Mặt trận Tổ quốc|Chính hiệp|Chính quyền|Chính phủ|Quốc hội|Nhân đại"
    "|Đoàn Đại biểu Quốc hội|Đại sứ quán|Tổng [Ll]ãnh sự quán|Lãnh sự quán|Sở [^.,;:\\n]{2,40}?|Hội Hữu nghị|Công an|Báo|Đài Phát thanh và Truyền hình"
    "|Đảng Cộng sản|Đảng Nhân dân Cách mạng|Đảng Nhân dân|Hội Liên hiệp Phụ nữ|Thành đoàn|Tỉnh đoàn)"
)
_VI_UNITS: Final = "(?:(?:thành phố|tỉnh|TP\\.?|Thành phố|Tỉnh|Khu tự trị(?: dân tộc)?|quận|huyện|nước|Cộng hòa|của|tại|ở|các|toàn|hai)\\s+)*"
_VI_BEFORE: Final = re.compile(
    f"(?:^|(?<=[^\\w]))(?P<office>{_VI_OFFICES}(?:[^.,;:\\n()]{{0,60}}?\\s{_VI_BODIES})?|{_VI_BODIES})\\s+{_VI_UNITS}(?:[\\w\\s]{{1,24}}?\\s(?:tại|ở)\\s+)?\\Z"
)
_VI_RELATION: Final = re.compile(
    "(?P<office>(?:quan hệ|tình hữu nghị|hợp tác|giao lưu)(?: (?:hữu nghị|hợp tác|song phương|giữa|truyền thống))*)\\s+\\Z"
)
_EN_OFFICE: Final = (
    "(?:Party Secretary|Party chief|Secretary|Deputy Secretary|Chairman|Chairwoman|Chairperson|Vice Chairman|Mayor|Vice Mayor|Governor|Ambassador|Consul General|Consul"
    "|President|Vice President|Prime Minister|Minister|Deputy Minister|Director|King|Leader|leaders?|officials?|authorities|mayor|ambassador|governor)"
)
_EN_BODY: Final = "(?:Party Committee|People['’]s Committee|People['’]s Council|People['’]s Congress|People['’]s Government|Government|Embassy|Consulate General|Consulate|Fatherland Front|Assembly|Committee|Council|Bureau|Department)"
_EN_BEFORE: Final = re.compile(
    f"(?P<office>Ambassador\\s+of\\s+(?:the\\s+)?\\w+\\s+to|{_EN_OFFICE}(?:\\s+of(?:\\s+the)?\\s+(?:\\w+\\s+){{0,4}}?{_EN_BODY})?\\s+(?:of|to|in|for)|{_EN_OFFICE}\\s+of|{_EN_BODY}\\s+(?:of|in))\\s+(?:the\\s+)?\\Z"
)
_EN_AFTER: Final = re.compile(
    f"['’]?s?\\s+(?:Municipal\\s+|Provincial\\s+|City\\s+|Deputy\\s+|Vice\\s+|Standing\\s+|Communist\\s+)*(?P<office>{_EN_OFFICE}|{_EN_BODY})\\b"
)
_ZH_AFTER: Final = re.compile(
    "(?:市|省|自治区|自治區|区|區)?(?P<office>(?:市|省|区|區|县|縣)?(?:委(?:员会|員會)?(?:副)?(?:书记|書記|常委)?|人民政府|政府|人大常委会|人大|政协|政協|人民委员会|人民委員會|祖国阵线"
    "|祖國陣線|副?市长|副?市長|副?省长|副?省長|副?主席|副?书记|书记|書記|大使馆|大使館|总领事馆|總領事館|大使|总领事|總領事|外长|外長|首相|领导|領導|驻|駐|国家主席|國家主席|总理|總理|总统|總統|共产党|共產黨))"
)
_ZH_BEFORE: Final = re.compile("(?P<office>驻|駐)\\Z")
# One plain look for a word that any of them has, before the patterns that walk the whole clause.
_VI_HINT: Final = re.compile(
    "thư|tịch|tướng|trưởng|thống|vương|đốc|sứ|sự|án|viên|diện|ngôn|đạo|biểu|[ủu][ỷy]|UBND|HĐND|MTTQ|dân|quốc|Quốc|hiệp|quyền|phủ|Nhân|Sở|Hội|Công an|Báo|Đài|Đảng|đoàn|bộ"
)
_EN_HINT: Final = re.compile(
    "ecretary|hief|hair|ayor|overnor|onsul|resident|inister|irector|King|ader|fficial|uthorit|mbassador|Committee|ouncil|ongress|overnment|Embassy|Front|Assembly"
)
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
    """Give the words of the office, body or relation that the place at ``text[start:end]`` qualifies; empty for none.

    ``kind`` is that of the place: a body named as such ("Thành ủy Hà Nội") is a location only behind a word such as "tại".
    """
    if kind in _BODIES and not _AT.search(text[max(0, start - _LOOK_AT) : start]):
        return text[start:end]
    after = text[end : end + _LOOK]
    if text[start] >= FIRST_HAN:
        found = _ZH_AFTER.match(after) or _ZH_BEFORE.search(text[max(0, start - 1) : start])
    else:
        clause = _CLAUSE.split(text[max(0, start - _LOOK) : start])[-1]
        found = (
            (_VI_BEFORE.search(clause) if _VI_HINT.search(clause) else None)
            or _VI_RELATION.search(clause[-_LOOK_RELATION:])
            or (_EN_BEFORE.search(clause) if _EN_HINT.search(clause) else None)
            or _EN_AFTER.match(after)
        )
    return " ".join(found["office"].split()) if found else ""
