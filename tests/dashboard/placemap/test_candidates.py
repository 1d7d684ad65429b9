"""Answers of the gazetteer in words: plain text, in the reader's language, with source and licence."""

import json

import pytest

from dashboard.placemap import candidate
from dashboard.placemap.candidates import chosen_place, score_in_words
from dashboard.placemap.component import answered
from dashboard.text import Texts
from gazetteer import Gazetteer, Name, Place

HOSTILE = "{{ 7*7 }} <img src=x onerror=alert(1)> **b** </script>"


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer()


def test_a_candidate_in_english(gazetteer):
    said = candidate(gazetteer.geocode("Bắc Kinh"), gazetteer, Texts("en"), 1)
    assert (said["number"], said["name"], said["where"], said["kind"]) == (1, "Beijing", "China", "City")
    assert said["precision"] == "city"
    assert said["reasons"]
    assert said["source"]
    assert said["licence"]
    assert dict(said["names"])["Vietnamese"].startswith("Bắc Kinh")
    assert json.loads(json.dumps(said)) == said


def test_a_candidate_in_vietnamese(gazetteer):
    location = gazetteer.geocode("Bắc Kinh", language="vi")
    said = candidate(location, gazetteer, Texts("vi"), 2)
    assert (said["name"], said["where"], said["kind"]) == ("Bắc Kinh", "Trung Quốc", "Thành phố")
    assert said["score_text"].startswith("0,")
    assert "Tiếng Trung" in dict(said["names"])


def test_a_place_chosen_by_hand(gazetteer):
    said = chosen_place(gazetteer.place("gn:1816670"), gazetteer, Texts("en"))
    assert (said["name"], said["number"], said["score"], said["match"]) == (
        "Beijing",
        0,
        None,
        "chosen by hand",
    )
    assert said.keys() == candidate(gazetteer.geocode("Huế"), gazetteer, Texts("en"), 1).keys()


def test_text_stays_as_it_is():
    place = Place(
        "own:x", "park", (Name(HOSTILE, "en"),), "vn", "country:vn", 21, 105, "venue",
        source=HOSTILE, licence=HOSTILE, note=HOSTILE,
    )  # fmt: skip
    gazetteer = Gazetteer([place])
    said = candidate(gazetteer.geocode(HOSTILE), gazetteer, Texts("en"), 1)
    assert {said[key] for key in ("name", "source", "licence", "note")} == {HOSTILE}


@pytest.mark.parametrize(
    ("score", "lang", "text"), [(1, "en", "1.00"), (0.925, "vi", "0,93"), (0, "vi", "0,00")]
)
def test_scores(score, lang, text):
    assert score_in_words(score, Texts(lang)) == text


def test_what_the_map_shows_has_no_list_while_a_point_is_chosen():
    assert answered()["list"]
    assert not answered(picking=True)["list"]
