"""Place labels and match scores."""

import pytest

from gazetteer import Match, Name, Penalty, Place

PARK = Place(
    id="venue:park",
    kind="park",
    names=(
        Name("Old Park", "en", "historical"),
        Name("The Park", "en", "exonym"),
        Name("公园", "zh-Hans"),
        Name("Công viên", "vi", "exonym"),
    ),
    country="cn",
)

LABELS = [
    # language, label, why
    ("en", "The Park", "an old name is no label while another is there"),
    ("vi", "Công viên", "the reader's language"),
    ("zh", "公园", "zh takes simplified characters"),
    ("zh-Hant", "公园", "no traditional name: the simplified one"),
    ("zh-TW", "公园", "a tag with a region reads as its language"),
    ("fr", "The Park", "an unknown language falls back to English"),
]


@pytest.mark.parametrize(("lang", "label", "why"), LABELS)
def test_name(lang, label, why):
    assert PARK.name(lang) == label, why


def test_a_place_with_only_an_old_name_is_called_by_it():
    assert Place("venue:x", "park", (Name("Peking", "en", "historical"),), "cn").name("vi") == "Peking"


def test_a_place_without_names_is_called_by_its_id():
    assert Place("venue:x", "park", (), "cn").name() == "venue:x"


def test_label_is_none_in_a_language_without_one():
    assert PARK.label("ja") is None


def test_has_point_needs_both_coordinates():
    assert not PARK.has_point
    assert not Place("venue:x", "park", (), "cn", latitude=1.0).has_point
    assert Place("venue:x", "park", (), "cn", latitude=0.0, longitude=0.0).has_point


def test_penalties_add_up_and_stay_within_bounds():
    match = Match(PARK, PARK.names[0], "exact", (Penalty("a", 0.2, "one"), Penalty("b", 0.3, "two")))
    assert match.score == pytest.approx(0.5)
    assert match.reasons == ["one", "two"]
    assert Match(PARK, PARK.names[0], "exact", (Penalty("a", 7.0, ""),)).score == 0.0
