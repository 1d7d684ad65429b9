"""The shipped places: every row sourced, sound, and neutral."""

import re
import unicodedata
from collections import defaultdict

import pytest

from gazetteer.atlas import metres_between
from gazetteer.model import NAME_KINDS, PRECISIONS
from gazetteer.placefile import shipped_places

PLACES = {place.id: place for place in shipped_places()}
SEEDS = [
    # id, kind, parent, latitude, longitude, precision
    ("country:vn", "country", None, 21.0285, 105.8542, "country"),
    ("country:cn", "country", None, 39.9042, 116.4074, "country"),
    ("cn:440000", "province", "country:cn", 23.13, 113.27, "province"),
    ("gn:1581130", "city", "country:vn", 21.0285, 105.8542, "city"),
    ("gn:1566083", "city", "country:vn", 10.7769, 106.7009, "city"),
    ("gn:1816670", "city", "country:cn", 39.9042, 116.4074, "city"),
    ("gn:1809858", "city", "cn:440000", 23.1291, 113.2644, "city"),
    ("gn:1796236", "city", "country:cn", 31.2304, 121.4737, "city"),
    ("venue:huanghuagang-park", "park", "gn:1809858", 23.1408, 113.2930, "venue"),
    ("venue:pham-hong-thai-tomb", "tomb", "gn:1809858", 23.1425, 113.2940, "venue"),
    ("venue:beijing-party-school", "party_school", "gn:1816670", 39.9325, 116.3435, "venue"),
    ("venue:south-china-university-of-technology", "university", "gn:1809858", 23.1536, 113.3436, "venue"),
]
FARTHEST_VENUE_M = 60_000


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed[0])
def test_every_place_of_the_seeds(seed):
    place_id, kind, parent, latitude, longitude, precision = seed
    place = PLACES[place_id]
    assert (place.kind, place.parent, place.precision) == (kind, parent, precision)
    assert (place.latitude, place.longitude) == (
        pytest.approx(latitude, abs=0.01),
        pytest.approx(longitude, abs=0.01),
    )
    for lang in ("en", "vi", "zh-Hans", "zh-Hant", "zh-Latn-pinyin"):
        assert place.label(lang), lang


def test_every_row_is_sound():
    for place in PLACES.values():
        assert place.source, place.id
        assert place.licence, place.id
        assert place.precision in PRECISIONS, place.id
        assert re.fullmatch("[a-z]{2}", place.country), place.id
        if place.kind == "country":
            assert (place.id, place.parent) == (f"country:{place.country}", None)
        else:
            assert PLACES[place.parent].country == place.country, place.id


def test_every_point_is_on_the_earth_and_none_is_null_island():
    for place in PLACES.values():
        assert (place.latitude is None) == (place.longitude is None), place.id
        if place.latitude is not None:
            assert -90 <= place.latitude <= 90, place.id
            assert -180 <= place.longitude <= 180, place.id
            assert (place.latitude, place.longitude) != (0.0, 0.0), place.id


def test_every_place_that_is_no_country_has_a_point():
    assert [p.id for p in PLACES.values() if p.kind != "country" and not p.has_point] == []


def test_every_name_is_clean():
    for place in PLACES.values():
        for name in place.names:
            assert name.kind in NAME_KINDS, place.id
            assert unicodedata.is_normalized("NFC", name.text), place.id
            assert name.text == " ".join(name.text.split()), place.id
            if name.lang.startswith("zh-Han"):
                assert re.search("[\u3400-\u9fff]", name.text), place.id


def test_no_name_stands_twice_in_one_place():
    for place in PLACES.values():
        names = [(name.lang, name.text) for name in place.names]
        assert len(names) == len(set(names)), place.id


def test_venues_lie_in_their_city():
    venues = [place for place in PLACES.values() if place.precision == "venue"]
    for venue in venues:
        city = PLACES[venue.parent]
        distance = metres_between(venue.latitude, venue.longitude, city.latitude, city.longitude)
        assert distance < FARTHEST_VENUE_M, venue.id
        assert venue.precision_m, venue.id


def test_cities_of_china_lie_near_their_province():
    # The farthest prefecture from its province's seat is Kashgar, 1 080 km from Urumqi.
    for place in PLACES.values():
        if place.kind == "city" and place.country == "cn" and place.parent.startswith("cn:"):
            seat = PLACES[place.parent]
            distance = metres_between(place.latitude, place.longitude, seat.latitude, seat.longitude)
            assert distance < 1_500_000, place.id


def test_two_cities_never_share_a_point():
    points = defaultdict(list)
    for place in PLACES.values():
        if place.kind == "city":
            points[place.latitude, place.longitude].append(place.id)
    assert [ids for ids in points.values() if len(ids) > 1] == []


COVERED = [
    ("country", None, 240, "every code of ISO 3166-1"),
    ("city", "cn", 150, "provincial capitals, ports, border cities"),
    ("city", "vn", 75, "cities and provincial seats"),
    ("province", "cn", 27, "provinces and autonomous regions"),
    ("city", None, 600, "capitals and the largest cities of the rest of the world"),
]


@pytest.mark.parametrize(("kind", "country", "least", "why"), COVERED)
def test_coverage(kind, country, least, why):
    found = [place for place in PLACES.values() if place.kind == kind and country in (None, place.country)]
    assert len(found) >= least, why


@pytest.mark.parametrize("country", ["vn", "cn"])
def test_labels_are_there_in_three_languages(country):
    for place in PLACES.values():
        if place.country == country:
            assert place.label("en"), place.id
            assert place.label("vi"), place.id
            assert place.label("zh-Hans") or place.id == "gn:1591538", place.id  # Bắc Kạn: a rare character


@pytest.mark.parametrize(
    "name",
    ["Paracel", "Spratly", "Scarborough", "Hoàng Sa", "西沙", "南沙", "黄岩岛", "三沙", "Sansha", "Tam Sa"],
)
def test_islands_in_dispute_have_no_entry(g, name):
    assert g.geocode(name) is None
    assert g.find_places(f"tại {name}") == []


@pytest.mark.parametrize(
    ("code", "name"),
    [("tw", "Taiwan"), ("hk", "Hong Kong"), ("mo", "Macau"), ("ps", "Palestine"), ("xk", "Kosovo")],
)
def test_codes_are_codes_and_names_short(code, name):
    place = PLACES[f"country:{code}"]
    assert (place.country, place.name()) == (code, name)


def test_every_name_leads_back_to_its_place(g):
    lost = [
        (place.id, name.text)
        for place in PLACES.values()
        for name in place.names
        if place.id not in g.resolve(name.text)
    ]
    assert lost == []
