import json

import pytest

from visits.exports.geojson import to_geojson


def features(frame):
    content = json.loads(to_geojson(frame))
    assert content["type"] == "FeatureCollection"
    return {feature["id"]: feature for feature in content["features"]}


def test_a_feature_has_point_time_and_sources(small):
    found = features(small.frame())["e-meet"]
    assert found["geometry"] == {"type": "Point", "coordinates": [113.2644, 23.1291]}  # longitude first
    assert found["when"] == {
        "timespans": [{"start": {"earliest": "2023-09-25"}, "end": {"latest": "2023-09-25"}}],
        "edtf": "2023-09-25",
    }
    assert found["properties"]["sources"] == ["https://a.example.org/1?x=1;y=2", "A book; its second part"]
    assert found["properties"]["part_of_day"] == ["afternoon", "evening"]
    assert "latitude" not in found["properties"]
    assert "title_vi" not in found["properties"]  # empty


def test_open_unknown_and_unplaced(small):
    found = features(small.frame())
    assert found["e-hcmc"]["when"]["timespans"] == [{"end": {"latest": "2024-03-26"}}]
    assert found["e-yearless"]["when"] == {"edtf": "XXXX-03-26"}
    assert found["e-yearless"]["geometry"] is None
    assert "when" not in found["e-undated"]
    assert found["e-sign"]["properties"]["seq"] == 3


def test_it_has_every_event_shown(many):
    frame = many.frame()
    assert list(features(frame)) == frame["event_id"].tolist()
    assert features(frame.iloc[:0]) == {}


def test_a_point_off_the_earth_is_refused(small):
    frame = small.frame()
    frame.loc[0, "latitude"] = 95.0
    with pytest.raises(ValueError, match="e-hcmc"):
        to_geojson(frame)
