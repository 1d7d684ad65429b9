"""Every reason that the gazetteer gives is said in the reader's language."""

import pytest

from dashboard.placemap.reasons import reason_in_words
from dashboard.text import Texts
from gazetteer import Gazetteer

QUESTIONS = [
    ("Bắc Kinh", None),
    ("bac kinh", None),
    ("Bác Kinh", None),
    ("Bắc Kính", None),
    ("Beijng", None),
    ("Guangzou City", None),
    ("Peking", None),
    ("TP.HCM", None),
    ("Tỉnh Quảng Đông", None),
    ("Thành phố Quảng Đông", None),
    ("北京市", None),
    ("Trung Quốc", ["Bắc Kinh"]),
    ("Nam Ninh", ["Quảng Tây"]),
    ("Nam Ninh", ["Việt Nam"]),
    ("Quảng Châu", ["Thượng Hải"]),
    ("HaNoi", None),
    ("Hoàng Hoa Cương", None),
]


@pytest.mark.parametrize(("name", "context"), QUESTIONS)
def test_no_reason_stays_english(name, context):
    vietnamese = Texts("vi")
    found = Gazetteer().geocode(name, exactly_one=False, context=context, language="vi") or []
    for location in found:
        for reason in location.raw["reasons"]:
            assert reason_in_words(reason, vietnamese) != reason, "add it to REASONS in placemap/reasons.py"
            assert reason_in_words(reason, Texts("en")) == reason


def test_parts_that_vary():
    vietnamese = Texts("vi")
    assert reason_in_words("kind of place: city, 18,960,744 people", vietnamese) == (
        "loại địa danh: thành phố, 18.960.744 dân"
    )
    assert reason_in_words("kind of place: party school", vietnamese) == "loại địa danh: trường đảng"
    assert reason_in_words("“{{7*7}} {x}” is an old name", vietnamese) == "“{{7*7}} {x}” là tên cũ"


def test_what_is_not_known_is_shown_as_it_is():
    assert reason_in_words("because {0} %s", Texts("vi")) == "because {0} %s"
