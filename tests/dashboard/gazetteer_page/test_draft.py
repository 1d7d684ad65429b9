"""A place that a reader describes: what is missing, what it makes."""

from dataclasses import replace

import pytest

from dashboard.gazetteer_page.draft import MISSING, PRECISIONS, Draft, metres_of, point_of
from dashboard.own_places import faults_of
from gazetteer import Gazetteer
from gazetteer.model import PRECISIONS as KNOWN_PRECISIONS

FULL = Draft(
    names=(("vi", " Nhà  khách "), ("zh-Hans", ""), ("en", "Guest house")),
    kind="hotel",
    parent="gn:1581130",
    point="21.03, 105.85",
    precision="venue",
    reach="",
    source=" a\nleaflet ",
    licence="CC0-1.0",
    note="",
)


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer()


def test_a_full_draft_is_a_sound_place(gazetteer):
    assert FULL.missing(gazetteer) == []
    place = FULL.place(gazetteer)
    assert (place.id, place.country, place.parent) == ("venue:nha-khach", "vn", "gn:1581130")
    assert (place.latitude, place.longitude, place.precision_m) == (21.03, 105.85, None)
    assert (place.name("vi"), place.source) == ("Nhà khách", "a leaflet")
    assert faults_of(place) == []


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"names": (("vi", " "),)}, "name"),
        ({"parent": ""}, "parent"),
        ({"parent": "gn:nowhere"}, "parent"),
        ({"point": ""}, "point"),
        ({"point": "north"}, "point"),
        ({"point": "91, 0"}, "off"),
        ({"point": "0, -181"}, "off"),
        ({"reach": "far"}, "reach"),
        ({"source": " "}, "source"),
        ({"licence": ""}, "licence"),
    ],
)
def test_what_is_missing(gazetteer, changes, missing):
    assert replace(FULL, **changes).missing(gazetteer) == [missing]
    assert missing in MISSING


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("21.0285, 105.8542", (21.0285, 105.8542)),
        ("21.0285 105.8542", (21.0285, 105.8542)),
        (" -33.9;151 ", (-33.9, 151)),
        ("21,0285, 105,8542", None),
        ("1e2, 3", None),
        ("nan, nan", None),
        ("٣, ٣", None),
        ("21", None),
        ("", None),
    ],
)
def test_points(text, point):
    assert point_of(text) == point


@pytest.mark.parametrize(
    ("text", "metres"), [("50", 50), (" 12.5 ", 12.5), ("-1", None), ("1e3", None), ("99999999", None)]
)
def test_metres(text, metres):
    assert metres_of(text) == metres


def test_the_precisions_are_those_of_the_gazetteer():
    assert PRECISIONS == KNOWN_PRECISIONS
