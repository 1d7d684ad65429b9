"""What a service says becomes plain, short and sound; and its country, id and kind are found where it keeps them."""

import json
import math

import pytest
from geopy.location import Location
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.model import PRECISIONS
from gazetteer.service_answer import ServiceAnswer, plain_text
from tests.gazetteer.services import place


def answer(raw, address="Xyzzyville, Somewhere"):
    return ServiceAnswer.checked(address, 10.0, 20.0, raw)


TEXTS = [
    ("Hà Nội", "Hà Nội"),
    ("  a\r\n\tb ", "a b"),
    ("a\x00b\x1bc\x07", "abc"),
    ("abc\u202egnp.exe\u2066", "abcgnp.exe"),
    ("\ud800x", "x"),
    ("نمی\u200cخواهم", "نمی\u200cخواهم"),
    ("<img onerror=alert(1)>{{7*7}}", "<img onerror=alert(1)>{{7*7}}"),
    (None, ""),
    (7, ""),
    (b"x", ""),
]


@pytest.mark.parametrize(("text", "plain"), TEXTS)
def test_text_is_plain(text, plain):
    assert plain_text(text) == plain


def test_text_is_cut():
    assert plain_text("x" * 10_000) == "x" * 299 + "…"
    assert plain_text("x" * 10, 10) == "x" * 10


@pytest.mark.parametrize(
    "point",
    [
        (91, 0), (-91, 1), (1, 181), (math.nan, 1), (1, math.inf), (0, 0), (None, 1), ("x", 1), (10**400, 1),
        ([], {}),
    ],
)  # fmt: skip
def test_an_answer_without_a_sound_point_is_none(point):
    assert ServiceAnswer.checked("x", *point, {}) is None


def test_an_answer_that_says_nothing_is_none():
    assert ServiceAnswer.checked("\x00 ", 1, 1, {}) is None


COUNTRIES = [
    ({"address": {"country_code": "vn"}}, "vn"),
    ({"address": {"country_code": "UK"}}, "gb"),
    ({"address": {"country_code": "cn", "ISO3166-2-lvl3": "CN-HK"}}, "hk"),
    ({"address": {"country_code": "cn", "ISO3166-2-lvl3": "CN-MO"}}, "mo"),
    ({"address": {"country_code": "cn", "ISO3166-2-lvl4": "CN-GD"}}, "cn"),
    ({"properties": {"countrycode": "DE"}}, "de"),
    ({"countryCode": "FR"}, "fr"),
    ({"components": {"country_code": "jp"}}, "jp"),
    ({"properties": {"country_a": "DEU"}}, None),
    ({"address": "vn"}, None),
    ({"address": {"country_code": ["vn"]}}, None),
    ({"country": "Vietnam"}, None),
    ({}, None),
    (None, None),
    ([1, 2], None),
]


@pytest.mark.parametrize(("raw", "country"), COUNTRIES)
def test_the_country_is_found_where_services_keep_it(raw, country):
    assert answer(raw).country == country


IDS = [
    ({"osm_type": "way", "osm_id": 5, "place_id": 9}, "way/5"),
    ({"properties": {"osm_type": "R", "osm_id": 5}}, "relation/5"),
    ({"place_id": 9}, None),
    ({"place_id": "9"}, None),
    ({"place_id": "ChIJoRyG2ZurNTERqRfKcnt_iOc"}, "ChIJoRyG2ZurNTERqRfKcnt_iOc"),
    ({"geonameId": 1581130}, "1581130"),
    ({"id": True}, None),
    ({"id": "a b"}, None),
    ({"id": "x" * 101}, None),
    ({"id": "../../etc\n"}, None),
    ({}, None),
]


@pytest.mark.parametrize(("raw", "stable"), IDS)
def test_the_id_is_one_that_stays(raw, stable):
    assert answer(raw).stable_id == stable


KINDS = [
    ({"type": "administrative", "addresstype": "city"}, ("city", "city", True)),
    ({"type": "administrative", "addresstype": "state"}, ("province", "province", True)),
    ({"type": "university", "addresstype": "amenity"}, ("university", "venue", True)),
    ({"type": "square", "addresstype": "place"}, ("square", "venue", True)),
    ({"type": "yes", "addresstype": "building"}, ("building", "venue", True)),
    ({"type": "river", "boundingbox": ["10", "20", "100", "110"]}, ("river", "country", True)),
    ({"type": "lake", "boundingbox": ["10", "10.1", "100", "100.1"]}, ("lake", "district", True)),
    ({"properties": {"osm_value": "museum", "type": "house"}}, ("museum", "venue", True)),
    ({"types": ["locality", "political"]}, ("city", "city", True)),
    ({"fcode": "PPLC"}, ("city", "city", True)),
    ({"fcode": "ADM1"}, ("province", "province", True)),
    ({"boundingbox": ["10", "10.001", "100", "100.001"]}, ("place", "venue", True)),
    ({"boundingbox": ["10", "x", "100", "100"]}, ("place", "city", False)),
    ({"boundingbox": ["10"]}, ("place", "city", False)),
    ({"type": "<script>"}, ("place", "city", False)),
    ({}, ("place", "city", False)),
]


@pytest.mark.parametrize(("raw", "kind"), KINDS)
def test_the_kind_says_how_exact_the_point_is(raw, kind):
    assert answer(raw).kind_and_precision == kind


def test_names_by_language_ours_first():
    many = {f"name:{a}{b}": f"{a}{b}" for a in "abcdefgh" for b in "klmopqrstu"}
    details = {"name": "北京市", **many, "name:vi": "Bắc Kinh", "alt_name:en": "Peking;Beiping", "ref": "1"}
    names = answer({"name": "Beijing", "namedetails": details}).names
    assert names["und"] == ["Beijing", "北京市"]
    assert (names["vi"], names["en"]) == (["Bắc Kinh"], ["Peking", "Beiping"])
    assert len(names) <= 63


@pytest.mark.parametrize("details", [None, [], "x", {"name:vi": 7}, {"name:<b>": "x"}, {"name:vi": ""}])
def test_names_that_are_none(details):
    assert answer({"namedetails": details}).names == {"und": ["Xyzzyville"]}


def test_the_name_is_what_stands_first_where_no_name_is_given():
    assert answer({}, "Xyzzyville").name == "Xyzzyville"
    assert answer({}, ", x").name == ", x"
    assert answer({"properties": {"name": "Other"}}).name == "Other"


CALLED = [
    ("XYZZYVILLE", True),
    ("xyzzyville, Việt Nam", True),
    ("Xyzzyville，中国", True),
    ("Plughtown", False),
    ("", False),
]


@pytest.mark.parametrize(("asked", "is_called"), CALLED)
def test_whether_it_is_called_so(asked, is_called):
    assert answer({}).is_called(asked) is is_called


def test_the_licence_is_what_the_service_states():
    assert answer(place()).licence.startswith("Data © OpenStreetMap")
    assert answer({"attribution": "by me"}).licence == "by me"
    assert answer({"licence": 7}).licence is None


def test_a_large_answer_keeps_its_short_parts():
    raw = place(geojson={"coordinates": [[1.5, 2.5]] * 100_000}, svg="M" * 10**6)
    kept = answer({**raw, **{f"more{number}": ["y" * 900] * 20 for number in range(10)}}).raw
    assert len(json.dumps(kept)) < 50_000
    assert kept["osm_id"] == 42
    assert kept["address"] == {"country_code": "vn"}


def test_a_deep_answer_ends():
    deep = []
    for _ in range(5_000):
        deep = [deep]
    assert answer({"deep": deep, "id": "x"}).stable_id == "x"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.just(object()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
    max_leaves=20,
)
KEYS = st.sampled_from([*sorted(place()), "namedetails", "properties", "components", "types", "fcode", "id"])


@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING | st.dictionaries(KEYS, ANYTHING))
def test_anything_makes_a_sound_answer_or_none(address, latitude, longitude, raw):
    made = ServiceAnswer.checked(address, latitude, longitude, raw)
    assert made is None or (made.kind_and_precision[1] in PRECISIONS and made.name)


@given(st.text(min_size=1), st.floats(-90, 90), st.floats(-180, 180), st.dictionaries(KEYS, ANYTHING))
def test_what_is_kept_comes_back_the_same(address, latitude, longitude, raw):
    made = ServiceAnswer.of(Location(address, (latitude, longitude), raw))
    if made is None:
        return
    again = ServiceAnswer.checked(*json.loads(json.dumps(made.to_list(), allow_nan=False)))
    assert again == made
    assert made.names
    assert made.country is None or len(made.country) == 2
    assert made.stable_id is None or len(made.stable_id) <= 100
    assert made.licence is None or len(made.licence) <= 300
