"""The Location that a caller gets: geopy's own in every respect, worked out when it is looked at."""

import copy
import pickle

import pytest
from geopy.location import Location
from geopy.point import Point

from gazetteer.answer import Matches, PlaceLocation, address_of, locations

SAMPLE = [
    "Bắc Kinh",
    "广东省",
    "Công viên Hoàng Hoa Cương",
    "Thái Nguyên",
    "Singapore",
    "Hoàng Sa",
    "Mỹ",
    "Chi Lăng",
]


@pytest.fixture(params=SAMPLE)
def answer(g, request):
    return g.geocode(request.param)


def plain(location):
    return Location(location.address, Point(location.latitude, location.longitude), location.raw)


def test_it_is_a_location_and_equals_a_plain_one(answer):
    assert isinstance(answer, Location)
    assert isinstance(answer, PlaceLocation)
    assert answer == plain(answer)
    assert plain(answer) == answer
    assert not answer != plain(answer)  # noqa: SIM202 - both operators are asked


def test_it_differs_from_one_with_another_value(answer):
    raw = {**answer.raw, "score": -1}
    point = Point(answer.latitude, answer.longitude)
    for other in (
        Location(answer.address + "x", point, answer.raw),
        Location(answer.address, Point(answer.latitude + 1, answer.longitude), answer.raw),
        Location(answer.address, point, raw),
    ):
        assert answer != other
        assert other != answer
    assert answer != "Beijing"
    assert answer is not None


def test_it_shows_as_geopys_does(answer):
    assert str(answer) == str(plain(answer))
    assert repr(answer) == repr(plain(answer))
    assert repr(answer).startswith("Location(")


def test_it_unpacks_and_is_indexed_as_geopys_is(answer):
    address, (latitude, longitude) = answer
    assert (address, (latitude, longitude)) == (answer[0], answer[1])
    assert list(answer) == list(plain(answer))
    assert len(answer) == 2
    with pytest.raises(IndexError):
        _ = answer[2]


def test_all_that_geopys_location_gives_is_there(answer):
    point = answer.point
    assert (point.latitude, point.longitude) == (answer.latitude, answer.longitude)
    assert answer.altitude == 0.0
    assert isinstance(answer.address, str)
    assert isinstance(answer.raw, dict)


def test_it_cannot_be_hashed_as_geopys_cannot(answer):
    with pytest.raises(TypeError):
        hash(answer)
    with pytest.raises(TypeError):
        hash(plain(answer))


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_it_pickles_to_a_plain_location(g, protocol):
    answer = g.geocode("Thái Nguyên")
    back = pickle.loads(pickle.dumps(answer, protocol))
    assert type(back) is Location
    assert back == answer
    assert back.raw["alternatives"] == answer.raw["alternatives"]


def test_it_is_copied_whole(answer):
    assert copy.copy(answer) == answer
    assert copy.deepcopy(answer) == answer
    assert copy.deepcopy(answer).raw is not answer.raw


def test_answers_of_a_batch_pickle_and_compare_too(g):
    one, other = g.geocode_many(["Bắc Kinh", "Hà Nội"])
    assert pickle.loads(pickle.dumps(one)) == one == g.geocode("Bắc Kinh")
    assert one != other


class Counting:
    """An answer that says how often it was asked."""

    def __init__(self):
        self.asked = []

    def point_at(self, at):
        self.asked.append(("point", at))
        return 21.0, 105.8

    def address_at(self, at):
        self.asked.append(("address", at))
        return f"Place {at}"

    def raw_at(self, at):
        self.asked.append(("raw", at))
        return {"id": at}


def test_nothing_is_worked_out_before_it_is_looked_at_and_then_once():
    counting = Counting()
    location = PlaceLocation(counting, 7)
    assert counting.asked == []
    assert (location.latitude, location.longitude, location.point.latitude) == (21.0, 105.8, 21.0)
    assert counting.asked == [("point", 7)]
    assert location.address == location.address == "Place 7"
    assert location.raw is location.raw
    assert counting.asked == [("point", 7), ("address", 7), ("raw", 7)]


@pytest.mark.parametrize("name", ["latitude", "address", "raw", "point"])
def test_what_is_known_cannot_be_set(answer, name):
    with pytest.raises(AttributeError):
        setattr(answer, name, None)


def test_an_error_while_working_it_out_is_not_swallowed():
    class Broken(Counting):
        def raw_at(self, at):
            raise AttributeError(f"a fault of its own at {at}")

    with pytest.raises(AttributeError, match="a fault of its own"):
        _ = PlaceLocation(Broken(), 1).raw


# What it says


def test_an_address_has_each_name_once(g):
    assert address_of(g.lineage("gn:1880252"), "en") == "Singapore"
    assert address_of(g.lineage("gn:1809858"), "vi") == "Quảng Châu, Quảng Đông, Trung Quốc"
    assert address_of((), "en") == ""


def test_matches_without_a_point_are_alternatives_only(g):
    matches = [match for mention in g.find_places("tại Thái Nguyên") for match in mention.candidates]
    found = locations(matches, g.lineage, language="vi", ambiguous=True)
    assert len(found) == sum(match.place.has_point for match in matches)
    assert found[0].raw["ambiguous"] is True
    assert [one["id"] for one in found[0].raw["alternatives"]] == [match.place.id for match in matches[1:21]]
    assert locations([], g.lineage, language="vi", ambiguous=False) == []


def test_alternatives_leave_out_the_answer_itself_and_are_few(g):
    several = g.geocode("Hà Khẩu", exactly_one=False)
    assert len(several) > 3
    for answer in several[:25]:
        ids = [one["id"] for one in answer.raw["alternatives"]]
        assert answer.raw["id"] not in ids
        assert len(ids) <= 21


def test_raw_is_plain_data(answer):
    def plain_data(value):
        if isinstance(value, dict):
            return all(isinstance(name, str) and plain_data(one) for name, one in value.items())
        if isinstance(value, list):
            return all(map(plain_data, value))
        return value is None or type(value) in (str, int, float, bool)

    assert plain_data(answer.raw)


def test_matches_answer_for_each_place(g):
    (mention,) = g.find_places("tại Bắc Kinh")
    answer = Matches(mention.candidates, g.lineage, "zh", ambiguous=False)
    place = mention.candidates[0].place
    assert answer.point_at(0) == (place.latitude, place.longitude)
    assert answer.address_at(0) == "北京, 中国"
    assert answer.raw_at(0)["id"] == "gn:1816670"
