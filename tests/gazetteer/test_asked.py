"""What is asked for with a name: the day of use, an area, a point, kinds of place."""

from datetime import date

import pytest
from geopy.point import Point

from gazetteer import Gazetteer, Name, Place

BEFORE, LAST, FIRST, AFTER = date(2024, 1, 1), date(2025, 6, 30), date(2025, 7, 1), date(2026, 1, 1)

# Provinces that keep their name across the mergers of 1 July 2025, but not their area.
ENLARGED = [
    # name, before, after
    ("An Giang", "vn:89", "vn:2025-91"),
    ("tỉnh An Giang", "vn:89", "vn:2025-91"),
    ("Bắc Ninh", "vn:27", "vn:2025-24"),
    ("Phú Thọ", "vn:25", "vn:2025-25"),
    ("Ninh Bình", "vn:37", "vn:2025-37"),
    ("Gia Lai", "vn:64", "vn:2025-52"),
    ("Khánh Hòa", "vn:56", "vn:2025-56"),
    ("Tây Ninh", "vn:72", "vn:2025-80"),
    ("Thái Nguyên", "vn:19", "vn:2025-19"),
    ("安江", "vn:89", "vn:2025-91"),
    ("An Giang Province", "vn:89", "vn:2025-91"),
]


@pytest.mark.parametrize(("name", "before", "after"), ENLARGED)
def test_the_day_chooses_between_the_province_and_the_larger_one(g, name, before, after):
    assert [g.geocode(name, on=day).raw["id"] for day in (BEFORE, LAST, FIRST, AFTER)] == [
        before, before, after, after,
    ]  # fmt: skip
    assert g.geocode(name).raw["id"] == after, "without a day: the one that is"
    assert g.lineage(before)[1].id == after


UNCHANGED = ["Nghệ An", "Quảng Ninh", "Lạng Sơn", "Hà Nội", "Đà Nẵng", "Cao Bằng", "Quảng Châu", "Lào"]


@pytest.mark.parametrize("name", UNCHANGED)
def test_a_day_changes_nothing_for_what_has_not_changed(g, name):
    assert {g.geocode(name, on=day).raw["id"] for day in (None, BEFORE, LAST, FIRST, AFTER)} == {
        g.geocode(name).raw["id"]
    }


ENDED = [
    # name, province, last day, why
    ("Bình Dương", "vn:74", "2025-06-30", "since part of Hồ Chí Minh City"),
    ("Hải Dương", "vn:30", "2025-06-30", "since part of Hải Phòng"),
    ("Kiên Giang", "vn:91", "2025-06-30", "since part of An Giang"),
    ("Vĩnh Phúc", "vn:26", "2025-06-30", "since part of Phú Thọ"),
    ("Quảng Nam", "vn:49", "2025-06-30", "since part of Đà Nẵng"),
    ("Hà Tây", "vn:former-ha-tay", "2008-12-31", "since 2008 part of Hà Nội"),
    ("Bắc Thái", "vn:former-bac-thai", "1996-12-31", "since 1997 Bắc Kạn and Thái Nguyên"),
    ("Hà Tuyên", "vn:former-ha-tuyen", "1991-12-31", "since 1991 Hà Giang and Tuyên Quang"),
]


@pytest.mark.parametrize(("name", "province", "last", "why"), ENDED)
def test_a_province_that_ended_is_sure_while_it_was_and_says_when_it_ended(g, name, province, last, why):
    end = date.fromisoformat(last)
    told = g.geocode(name, on=date(end.year - 5, 1, 1)).raw
    # Linfen in Shanxi was once Bình Dương (平阳) too, which the answer may not hide.
    assert (told["id"], told["ambiguous"], told["valid_to"]) == (province, name == "Bình Dương", last), why
    assert not any("was such a place" in reason for reason in told["reasons"])
    assert f"was such a place until {last}" in g.geocode(name).raw["reasons"], "without a day it is said"


@pytest.mark.parametrize(("name", "province", "last", "why"), ENDED)
def test_its_name_still_means_it_afterwards_with_a_reason(g, name, province, last, why):
    """The press goes on to use old names; a Chinese place of a name made by rule is no better answer."""
    told = [one.raw for one in g.geocode(f"tỉnh {name}", on=date(2026, 1, 1), exactly_one=False)]
    assert told[0]["id"] == province, why
    assert f"was such a place only until {last}" in told[0]["reasons"]


@pytest.mark.parametrize("name", [row[0] for row in ENDED])
def test_afterwards_a_name_made_by_rule_does_not_outrank_it(g, name):
    assert g.geocode(name, on=AFTER).raw["match"] != "generated"


DISTRICTS = [
    # name, unit while there were districts, context, why
    ("quận Ba Đình", "vn:001", ["Hà Nội"], "a district of Hà Nội"),
    ("Quận 1", "vn:760", ["TP.HCM"], "a district that is a number"),
    ("huyện Trùng Khánh", "vn:047", ["Cao Bằng"], "a rural district"),
    ("huyện Đông Hưng", "vn:340", ["Thái Bình"], "a rural district"),
]


@pytest.mark.parametrize(("name", "district", "context", "why"), DISTRICTS)
def test_districts_ended_on_30_june_2025(g, name, district, context, why):
    before = [one.raw for one in g.geocode(name, context=context, on=BEFORE, exactly_one=False)]
    assert district in [one["id"] for one in before[:2]], why
    after = {one.raw["id"]: one.raw for one in g.geocode(name, context=context, on=AFTER, exactly_one=False)}
    assert "was such a place only until 2025-06-30" in after[district]["reasons"]
    score = {one["id"]: one["score"] for one in before}
    assert after[district]["score"] < score[district]


def test_a_day_before_the_first_one_speaks_against_a_place_too():
    own = [
        Place("x:1", "province", (Name("Xuanville", "en"),), "vn", None, 1.0, 1.0, valid_to="1999-12-31"),
        Place("x:2", "province", (Name("Xuanville", "en"),), "vn", None, 2.0, 2.0, valid_from="2000-01-01"),
    ]
    g = Gazetteer(own)
    cases = [(date(1999, 12, 31), "x:1", "from 2000-01-01 on"), (date(2000, 1, 1), "x:2", "until 1999-12-31")]
    for day, place, other in cases:
        answers = g.geocode("Xuanville", on=day, exactly_one=False)
        assert answers[0].raw["id"] == place
        assert f"was such a place only {other}" in answers[1].raw["reasons"]


# An area, a point

SPRINGFIELD_MA, SPRINGFIELD_IL = (42.1, -72.6), (39.8, -89.6)


def _near_by(answer, point, degrees=1.0):
    return abs(answer.latitude - point[0]) < degrees and abs(answer.longitude - point[1]) < degrees


@pytest.mark.parametrize("at", [SPRINGFIELD_MA, SPRINGFIELD_IL])
def test_a_point_chooses_the_nearest(g, at):
    for near in (at, Point(*at), f"{at[0]}, {at[1]}"):
        assert _near_by(g.geocode("Springfield", near=near), at)


@pytest.mark.parametrize("at", [SPRINGFIELD_MA, SPRINGFIELD_IL])
def test_a_box_chooses_what_is_in_it(g, at):
    corners = [(at[0] - 1, at[1] - 1), (at[0] + 1, at[1] + 1)]
    for viewbox in (
        corners,
        [Point(*corner) for corner in corners],
        [f"{south}, {west}" for south, west in corners],
    ):
        assert _near_by(g.geocode("Springfield", viewbox=viewbox), at)


BOXES = [
    # name, box, place, why
    ("Hà Nam", [(8, 102), (23.5, 109.5)], "vn:35", "Vietnam"),
    ("Hà Nam", [(30, 100), (40, 120)], "cn:410000", "the middle of China"),
    ("Sơn Tây", [(20, 105), (22, 106)], "gn:1567621", "around Hà Nội"),
    ("Hoàng Phố", [(22, 112), (24, 115)], "cn:440112", "the delta of the Pearl River"),
]


@pytest.mark.parametrize(("name", "box", "place", "why"), BOXES)
def test_places_outside_a_box_are_less_likely_meant(g, name, box, place, why):
    answer = g.geocode(name, viewbox=box)
    assert answer.raw["id"] == place, why
    reasons = [reason for one in answer.raw["alternatives"] for reason in one["reasons"]]
    assert "lies outside the area that was asked for" in reasons


def test_corners_in_any_order_make_the_same_box_but_for_the_date_line(g):
    west_first = g.geocode("Hà Nam", viewbox=[(8, 102), (23.5, 109.5)])
    assert g.geocode("Hà Nam", viewbox=[(23.5, 102), (8, 109.5)]) == west_first, (
        "south and north may be swapped"
    )


def test_a_box_across_the_date_line(g):
    inside = g.geocode("Suva", viewbox=[(-20, 177), (-16, -178)])
    assert "lies outside the area that was asked for" not in inside.raw["reasons"]
    outside = g.geocode("Apia", viewbox=[(-20, 177), (-16, -178)])
    assert outside is None or "lies outside the area that was asked for" in outside.raw["reasons"]


NEAR = [
    # name, point, place, why
    ("Hà Nam", (21.0, 105.8), "vn:35", "seen from Hà Nội"),
    ("Hà Nam", (34.3, 108.9), "cn:410000", "seen from Xi'an"),
    ("Đông Hưng", (21.5, 107.9), "gn:1812138", "seen from Móng Cái"),
    ("Tây Ninh", (36.6, 101.7), "gn:1788852", "seen from Xining itself"),
]


@pytest.mark.parametrize(("name", "point", "place", "why"), NEAR)
def test_the_nearer_the_likelier(g, name, point, place, why):
    answer = g.geocode(name, near=point)
    assert answer.raw["id"] == place, why
    assert any("km from the point" in reason for reason in answer.raw["reasons"])


@pytest.mark.filterwarnings("ignore:Latitude normalization")
@pytest.mark.parametrize(
    "said",
    [
        {"near": (91, 0)},
        {"near": "no point"},
        {"viewbox": [(0, 0), (95, 0)]},
        {"viewbox": ["x", "y"]},
        {"viewbox": [(0, 0)]},
    ],
)
def test_what_is_no_point_is_a_value_error(g, said):
    with pytest.raises(ValueError):  # noqa: PT011 - the words are geopy's
        g.geocode("Hà Nội", **said)


# Kinds

KINDS = [
    # name, kinds, place, why
    ("Sơn Tây", "province", "cn:140000", "one kind as a word"),
    ("Sơn Tây", ["city"], "gn:1567621", "a city"),
    ("Thái Nguyên", ["city"], "gn:1793511", "the larger city"),
    ("Thái Nguyên", "province", "vn:2025-19", "the province"),
    ("Singapore", ["city"], "gn:1880252", "the city rather than the state"),
    ("Singapore", ["country"], "country:sg", "the state"),
    ("谅山", ["city", "town"], "gn:1576633", "several kinds: the town rather than the province"),
    ("Ba Đình", {"district"}, "vn:001", "a set of them"),
]


@pytest.mark.parametrize(("name", "kinds", "place", "why"), KINDS)
def test_other_kinds_are_less_likely_meant(g, name, kinds, place, why):
    answer = g.geocode(name, kinds=kinds)
    assert answer.raw["id"] == place, why
    assert not any("was not asked for" in reason for reason in answer.raw["reasons"])


def test_a_kind_that_was_not_asked_for_may_still_answer_and_says_so(g):
    answer = g.geocode("Bắc Kinh", kinds="park")
    assert answer.raw["id"] == "gn:1816670"
    assert "is of another kind than was asked for: city" in answer.raw["reasons"]


@pytest.mark.parametrize(
    "nothing", [{"kinds": ()}, {"kinds": None}, {"on": None}, {"near": None}, {"viewbox": None}]
)
def test_to_ask_for_nothing_changes_nothing(g, nothing):
    assert g.geocode("Hà Nam", **nothing) == g.geocode("Hà Nam")


def test_all_that_is_asked_for_adds_up(g):
    answer = g.geocode(
        "An Giang", on=BEFORE, kinds="province", near=(10.5, 105.1), context=["VN"], country_codes="vn"
    )
    assert (answer.raw["id"], answer.raw["ambiguous"]) == ("vn:89", False)
