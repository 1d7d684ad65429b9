"""The geocoder behind the data: asked only for what the data does not have, politely, and never believed blindly."""

import json
import subprocess
import sys
import threading
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from geopy import exc
from geopy.adapters import BaseAsyncAdapter
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim, Photon
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Gazetteer
from gazetteer.answer_cache import AnswerCache
from gazetteer.fallback import Fallback
from tests.gazetteer.services import Service, place, serving

NAME = "Xyzzyville"
FOUND = (f"{NAME}, Somewhere", (10.0, 20.0), place())
CONTRACT = {
    "id", "name", "names", "kind", "precision", "country", "parent", "population", "score", "match", "ambiguous",
    "alternatives", "reasons", "source", "licence",
}  # fmt: skip


def chain(answers, **options):
    """Give a gazetteer with a service behind it, and that service."""
    service = Service(answers)
    return Gazetteer(fallback=service, **{"fallback_cache": False, "fallback_delay": 0, **options}), service


@pytest.fixture
def server():
    with serving() as running:
        yield running


# When it is asked


def test_it_is_asked_only_for_what_the_data_does_not_have():
    g, service = chain({NAME: [FOUND], "Hà Nội": [FOUND]})
    assert g.geocode("Hà Nội").raw["id"] == "gn:1581130"
    assert service.calls == []
    assert g.geocode(NAME).raw["match"] == "fallback"
    assert g.geocode("Plughtown") is None
    assert g.geocode("Plughtown", exactly_one=False) is None
    assert [name for name, _ in service.calls] == [NAME, "Plughtown", "Plughtown"]


NO_NAMES = ["", "  ", "x" * 201, "🙂🙂🙂", "!!!", "a\x00b", "\ud800x", "\ue000", "Bắc Kinh " * 100_000]


@pytest.mark.parametrize("text", NO_NAMES)
def test_what_cannot_be_a_name_never_leaves(text):
    g, service = chain({})
    assert g.geocode(text) is None
    assert service.calls == []


def test_only_names_asked_for_leave_not_running_text_nor_context():
    g, service = chain({NAME: [FOUND]})
    assert g.find_places(f"{NAME} và Hà Nội")
    assert g.resolve(NAME) == ()
    assert g.geocode("Hà Nội", context=[NAME]) is not None
    assert service.calls == []


def test_a_name_is_sent_composed_and_without_needless_spaces():
    g, service = chain({})
    g.geocode("  Xy\u0300zzyville \n Plugh ")
    assert service.calls[0][0] == "Xỳzzyville Plugh"


def test_many_names_are_asked_for_once_each():
    g, service = chain({NAME: [FOUND]})
    answers = g.geocode_many([NAME, "Hà Nội", None, NAME, "Plughtown"])
    assert [answer and answer.raw["match"] for answer in answers] == [
        "fallback",
        "exact",
        None,
        "fallback",
        None,
    ]
    assert [name for name, _ in service.calls] == [NAME, "Plughtown"]


def test_a_gazetteer_with_more_places_keeps_it_and_its_pace():
    g, service = chain({NAME: [FOUND]})
    more = g.overlaid([])
    assert more.geocode(NAME) is not None
    assert more._fallback is g._fallback
    assert len(service.calls) == 1


QUIET = """
import sys
loaded = False  # while it is imported, urllib3 tries whether there is IPv6 here, without connecting to anything
def watch(event, arguments):
    made = event in {"socket.__new__", "socket.bind"}
    if event.startswith("socket.") and (loaded or not made) or event == "urllib.Request":
        raise SystemExit(f"{event} {arguments}")
sys.addaudithook(watch)
from gazetteer import Gazetteer, register
loaded = True
g = Gazetteer()
register()
assert g.geocode("Xyzzyville") is None and g.geocode("Hanoi") and g.reverse((21.03, 105.85))
assert g.reverse((0, -140)) is None and g.geocode_many(["Plughtown"]) == [None] and g.find_places("Plughtown") == []
assert not {"gazetteer.fallback", "gazetteer.answer_cache", "sqlite3"} & set(sys.modules)
"""


def test_without_one_no_socket_is_opened(root):
    done = subprocess.run(
        [sys.executable, "-c", QUIET], cwd=root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


# What it may be


def test_what_is_no_geocoder_is_refused():
    class Async(BaseAsyncAdapter):
        async def get_json(self, *_, **__): ...

        async def get_text(self, *_, **__): ...

    with pytest.raises(TypeError, match="not str"):
        Gazetteer(fallback="nominatim")
    with pytest.raises(TypeError, match="synchronous"):
        Gazetteer(fallback=Nominatim(user_agent="visit-map-tests", adapter_factory=Async))


@pytest.mark.parametrize("delay", [-1, float("nan"), float("inf")])
def test_a_delay_is_a_number_of_seconds(delay):
    with pytest.raises(ValueError, match="fallback_delay"):
        chain({}, fallback_delay=delay)


def test_no_home_folder_means_no_cache(monkeypatch):
    def nowhere(_):
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr("gazetteer.fallback.AnswerCache", nowhere)
    with pytest.warns(RuntimeWarning, match="home"):
        g, _ = chain({NAME: [FOUND]}, fallback_cache=None)
    assert g.geocode(NAME) is not None


def test_any_geocoder_of_geopy_can_be_chained_even_another_gazetteer():
    assert Gazetteer(fallback=Photon(), fallback_cache=False).geocode("Hà Nội") is not None
    g = Gazetteer(fallback=Gazetteer(), fallback_cache=False)
    assert g.geocode(NAME) is None


# The shape of an answer


def test_raw_is_what_interfaces_says():
    g, _ = chain({NAME: [FOUND]})
    location = g.geocode(NAME)
    raw = location.raw
    assert isinstance(location, Location)
    assert set(raw) >= CONTRACT
    assert (location.address, location.latitude, location.longitude) == FOUND[:1] + FOUND[1]
    assert (raw["id"], raw["name"], raw["country"]) == ("fallback:service:node/42", NAME, "vn")
    assert (raw["kind"], raw["precision"], raw["parent"], raw["population"]) == ("city", "city", None, None)
    assert raw["precision_m"] == pytest.approx(7_790, rel=0.01)
    assert (raw["match"], raw["score"], raw["ambiguous"], raw["alternatives"]) == ("fallback", 0.5, False, [])
    assert raw["source"] == "Service (geocoder.example)"
    assert raw["licence"].startswith("Data © OpenStreetMap contributors")
    assert raw["service"] == place()
    assert raw["reasons"] == [
        'the offline data has no answer for "Xyzzyville"; Service (geocoder.example) was asked instead'
    ]
    json.dumps(raw, allow_nan=False)


def test_a_service_that_says_little():
    g, _ = chain({NAME: [("Somewhere else", (1, 2), {})]})
    raw = g.geocode(NAME).raw
    assert (raw["id"], raw["country"], raw["kind"], raw["precision"]) == (None, None, "place", "city")
    assert raw["licence"] == "see the terms of Service (geocoder.example)"
    assert raw["score"] == pytest.approx(0.4)
    assert raw["reasons"][1:] == [
        'the service calls it "Somewhere else", not by the name asked for',
        "the service does not say what it is or how exact its point is",
    ]


def test_hostile_text_is_plain_and_short():
    bad = "\u202e<img onerror=x>{{7*7}}\x00" + "y" * 10_000
    g, _ = chain({NAME: [(bad, (1, 2), {"name": bad, "licence": bad, "x": bad})]})
    location = g.geocode(NAME)
    for text in (location.address, location.raw["name"], location.raw["licence"], *location.raw["reasons"]):
        assert len(text) < 500
        assert text.isprintable()
    assert len(location.raw["service"]["x"]) == 1_000


def test_answers_without_a_sound_point_are_left_out():
    g, _ = chain({NAME: [("a", (0, 0), {}), FOUND]})
    assert [one.address for one in g.geocode(NAME, exactly_one=False)] == [FOUND[0]]


# Choosing among answers

IN_CHINA = ("Xyzzyville, CN", (30.0, 110.0), place(country_code="cn", osm_id=1))
IN_HONG_KONG = (
    "Xyzzyville, HK", (22.3, 114.2),
    place(osm_id=2, address={"country_code": "cn", "ISO3166-2-lvl3": "CN-HK"}),
)  # fmt: skip
NOWHERE_SAID = ("Xyzzyville, ?", (5.0, 5.0), place(osm_id=3, address={}))
ALL = {NAME: [FOUND, IN_CHINA, IN_HONG_KONG, NOWHERE_SAID]}


@pytest.mark.parametrize(
    ("codes", "ids"), [("cn", [1]), (["HK"], [2]), (["vn", " CN "], [42, 1]), ("fr", None), ([], None)]
)
def test_only_answers_in_the_countries_asked_for(codes, ids):
    g, _ = chain(ALL)
    found = g.geocode(NAME, country_codes=codes, exactly_one=False)
    assert (found and [one.raw["service"]["osm_id"] for one in found]) == ids


def test_context_decides_among_answers():
    g, _ = chain(ALL)
    first, *others = g.geocode(NAME, context="Trung Quốc", exactly_one=False)
    assert first.raw["country"] == "cn"
    assert "lies in a country that was named with it: cn" in first.raw["reasons"]
    assert not first.raw["ambiguous"] or others[0].raw["country"] is None
    said = {one.raw["service"]["osm_id"]: one.raw["reasons"][-1] for one in others}
    assert said[42] == "lies in no country that was named with it"
    assert said[3] == "the service does not say in which country it lies"
    assert g.geocode(NAME, context="Bắc Kinh").raw["country"] == "cn"


def test_several_answers_are_ambiguous_and_alternatives_of_each_other():
    g, _ = chain(ALL)
    found = g.geocode(NAME, exactly_one=False)
    assert len(found) == 4
    assert all(one.raw["ambiguous"] and len(one.raw["alternatives"]) == 3 for one in found)
    assert found[0].raw["alternatives"][0].keys() == {
        "id", "name", "kind", "country", "latitude", "longitude", "score", "match", "reasons",
    }  # fmt: skip
    scores = [one.raw["score"] for one in found]
    assert scores == sorted(scores, reverse=True)
    assert max(scores) <= 0.5
    assert g.geocode(NAME, exactly_one=False, limit=2) == found[:2]


def test_two_answers_at_one_place_are_not_ambiguous():
    g, _ = chain({NAME: [FOUND, ("Xyzzyville again", (10.01, 20.0), place(osm_id=7))]})
    assert not g.geocode(NAME).raw["ambiguous"]


# What is passed on


def test_only_what_the_service_knows_is_passed_on():
    seen = []

    class Wide(Service):
        def geocode(self, query, *, exactly_one=True, language=None, limit=None, country_codes=None):
            seen.append((exactly_one, language, limit, country_codes))
            return super().geocode(query, exactly_one=exactly_one)

    class Narrow(Service):
        def geocode(self, query):
            return super().geocode(query)

    for kind, answers in ((Wide, 4), (Narrow, 1)):
        g = Gazetteer(fallback=kind(ALL), fallback_cache=False, fallback_delay=0)
        assert len(g.geocode(NAME, exactly_one=False, timeout=3)) == answers
    g = Gazetteer(fallback=Wide(ALL), fallback_cache=False, fallback_delay=0)
    found = g.geocode(NAME, exactly_one=False, country_codes="HK", language="vi")
    assert [one.raw["service"]["osm_id"] for one in found] == [
        2,
        3,
    ]  # it was told the codes: believed where silent
    assert seen == [(False, "en", 10, None), (False, "vi", 10, ["cn", "hk"])]


@pytest.mark.parametrize("timeout", [3, None])
def test_a_timeout_is_passed_on(timeout):
    g, service = chain({})
    g.geocode(NAME, timeout=timeout)
    g.geocode("Plughtown")
    assert service.calls[0][1] == timeout
    assert "SENTINEL" in repr(service.calls[1][1])


# Kept answers


def test_a_name_is_asked_for_once_in_any_gazetteer(tmp_path):
    path = tmp_path / "answers.sqlite"
    g, service = chain({NAME: [FOUND]}, fallback_cache=path)
    first = g.geocode(NAME)
    again, other = chain({}, fallback_cache=path)
    assert again.geocode(NAME) == first
    assert again.geocode("Plughtown") is None
    assert g.geocode("Plughtown") is None
    assert g.geocode(NAME, context="Việt Nam").raw["reasons"] != first.raw["reasons"]
    assert [len(service.calls), len(other.calls)] == [1, 1]


def test_the_cache_lies_where_the_environment_says(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    g, _ = chain({NAME: [FOUND]}, fallback_cache=None)
    assert list(tmp_path.iterdir()) == []
    assert g.geocode(NAME) is not None
    assert (tmp_path / "visit-map" / "geocoder-answers.sqlite").is_file()


def test_not_found_is_asked_for_again_after_a_week(tmp_path):
    now = [1_800_000_000.0]
    service = Service({})
    fallback = Fallback(service, AnswerCache(tmp_path / "a.sqlite", clock=lambda: now[0]), delay=0)
    for days, calls in ((0, 1), (6, 1), (2, 2), (6, 2)):
        now[0] += days * 86_400
        assert fallback.geocode(NAME) == []
        assert len(service.calls) == calls


def test_a_broken_cache_breaks_no_answer(tmp_path):
    (tmp_path / "a.sqlite").write_bytes(b"broken" * 1_000)
    g, service = chain({NAME: [FOUND]}, fallback_cache=tmp_path / "a.sqlite")
    with pytest.warns(RuntimeWarning) as said:
        assert g.geocode(NAME) == g.geocode(NAME)
    assert (len(said), len(service.calls)) == (1, 2)


def test_what_cannot_be_used_is_no_not_found(tmp_path):
    g, service = chain({NAME: [("a", (0, 0), {})]}, fallback_cache=tmp_path / "a.sqlite")
    assert g.geocode(NAME) is None
    service.answers[NAME] = [FOUND]
    assert g.geocode(NAME) is not None


# Pace and threads


def test_requests_keep_their_distance():
    g, service = chain({}, fallback_delay=0.1)
    started = time.monotonic()
    for name in ("Plughtown", "Xyzzyville", "Frobton"):
        g.geocode(name)
    g.reverse((0, -140))
    assert time.monotonic() - started >= 0.29
    assert len(service.calls) == 4


def test_threads_ask_one_at_a_time_and_for_a_name_once(tmp_path):
    running, most = [0], [0]

    class Slow(Service):
        def geocode(self, query, *, exactly_one=True):
            running[0] += 1
            most[0] = max(most[0], running[0])
            time.sleep(0.01)
            running[0] -= 1
            return super().geocode(query, exactly_one=exactly_one)

    service = Slow({NAME: [FOUND]})
    g = Gazetteer(fallback=service, fallback_cache=tmp_path / "a.sqlite", fallback_delay=0)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(g.geocode, [NAME, "Plughtown"] * 16))
    assert {answer and answer.address for answer in answers} == {FOUND[0], None}
    assert most == [1]
    assert sorted(name for name, _ in service.calls) == ["Plughtown", NAME]


def test_what_is_kept_does_not_wait_for_what_is_asked(server, tmp_path):
    server.replies = {NAME: [place()], "Frobton": "wait"}
    g = Gazetteer(
        fallback=server.geocoder(timeout=10), fallback_cache=tmp_path / "a.sqlite", fallback_delay=0
    )
    assert g.geocode(NAME) is not None
    asking = threading.Thread(target=g.geocode, args=("Frobton",))
    asking.start()
    while len(server.requests) < 2:
        time.sleep(0.01)
    assert g.geocode(NAME) is not None
    assert asking.is_alive()
    server.release.set()
    asking.join()


def test_a_rate_limiter_of_geopy_drives_it():
    g, service = chain({NAME: [FOUND]})
    slow = RateLimiter(g.geocode, min_delay_seconds=0)
    assert slow(NAME, exactly_one=False)[0].raw["match"] == "fallback"
    assert len(service.calls) == 1


# Failures

FAILURES = [
    kind("x")
    for kind in (
        exc.GeocoderTimedOut,
        exc.GeocoderUnavailable,
        exc.GeocoderServiceError,
        exc.GeocoderRateLimited,
        exc.GeocoderAuthenticationFailure,
        exc.GeocoderQueryError,
        exc.GeocoderParseError,
        exc.ConfigurationError,
        KeyError,
        ValueError,
        TypeError,
        OSError,
        RecursionError,
    )
]


@pytest.mark.parametrize("error", FAILURES, ids=lambda error: type(error).__name__)
def test_a_failure_is_no_answer_is_said_once_and_is_not_kept(error, tmp_path):
    service = Service({NAME: error})
    now = [0.0]
    cache = AnswerCache(tmp_path / "a.sqlite")
    fallback = Fallback(service, cache, delay=0, clock=lambda: now[0])
    with pytest.warns(RuntimeWarning, match=r"Service \(geocoder.example\) did not answer") as said:
        assert [fallback.geocode(NAME) for _ in range(2)] == [[], []]
    assert len(said) == 1
    assert type(error).__name__ in str(said[0].message)
    service.answers = {NAME: [FOUND]}
    now[0] += 3_601
    assert len(fallback.geocode(NAME)) == 1


@pytest.mark.filterwarnings("ignore:.*did not answer")
@pytest.mark.parametrize(
    ("error", "asked", "pause"),
    [
        (exc.GeocoderTimedOut("x"), 3, 60),
        (exc.GeocoderRateLimited("x"), 1, 60),
        (exc.GeocoderRateLimited("x", retry_after=120), 1, 120),
        (exc.GeocoderRateLimited("x", retry_after=10**9), 1, 3_600),
        (exc.GeocoderInsufficientPrivileges("x"), 1, 3_600),
        (exc.GeocoderQueryError("x"), 10, 0),
    ],
)
def test_a_service_that_fails_is_left_alone_for_a_while(error, asked, pause):
    service = Service({NAME: error})
    now = [0.0]
    fallback = Fallback(service, delay=0, clock=lambda: now[0])
    for _ in range(10):
        assert fallback.geocode(NAME) == []
    assert len(service.calls) == asked
    service.answers = {NAME: [FOUND]}
    now[0] += pause - 1
    assert bool(fallback.geocode(NAME)) is (pause == 0)
    now[0] += 2
    assert len(fallback.geocode(NAME)) == 1


@pytest.mark.filterwarnings("ignore:.*did not answer")
def test_a_success_between_failures_starts_the_count_again():
    service = Service({NAME: exc.GeocoderTimedOut("x"), "Plughtown": [FOUND]})
    fallback = Fallback(service, delay=0)
    for _ in range(5):
        assert fallback.geocode(NAME) == fallback.geocode(NAME) == []
        assert len(fallback.geocode("Plughtown")) == 1


def test_neither_keys_nor_addresses_are_told(caplog):
    secret = exc.GeocoderServiceError("https://geocoder.example/?key=SECRET")
    g, _ = chain({NAME: secret})
    with pytest.warns(RuntimeWarning) as said:
        assert g.geocode(NAME) is None
    assert "SECRET" not in caplog.text + str(said[0].message)


NO_LOCATIONS = ["text", 7, [None], [[1, 2]], {"lat": 1}, object()]


@pytest.mark.filterwarnings("ignore:.*did not answer")
@pytest.mark.parametrize("answer", NO_LOCATIONS, ids=repr)
def test_a_geocoder_that_gives_no_locations(answer):
    class Odd(Service):
        def geocode(self, _):
            return answer

    assert Fallback(Odd({}), delay=0).geocode(NAME) == []


@pytest.mark.filterwarnings("ignore:.*did not answer")
def test_an_asynchronous_answer_is_none():
    class Later(Service):
        async def geocode(self, query): ...

    assert Fallback(Later({}), delay=0).geocode(NAME) == []


def test_a_callable_without_a_signature_is_asked_with_the_name_alone():
    class Bare:
        geocode = type(
            "Bare", (), {"__call__": lambda _, name: Location(name, (1, 2), {}), "__signature__": 7}
        )()

    assert Fallback(Bare(), delay=0).geocode(NAME)[0].address == NAME


# Reverse


def test_a_point_far_from_every_place_is_asked_for():
    g, service = chain({"0.000000,-140.000000": [FOUND]})
    assert g.reverse((21.03, 105.85)).raw["match"] != "fallback"
    assert service.calls == []
    raw = g.reverse((0, -140), timeout=5).raw
    assert (raw["match"], raw["score"]) == ("fallback", 0.5)
    assert raw["reasons"][0].startswith("the offline data has no place at 0.000000,-140.000000; Service")
    assert g.reverse((0, -140), exactly_one=False, limit=1)[0].raw == raw
    assert g.reverse((1, -140)) is None
    assert service.calls[0] == ("0.000000,-140.000000", 5)


def test_a_service_without_reverse_has_no_answer():
    class Forward:
        def geocode(self, query):
            """Find nothing."""

    assert Gazetteer(fallback=Forward(), fallback_cache=False).reverse((0, -140)) is None


# The real Nominatim class of geopy, against a server on this machine


def test_nominatim_is_asked_as_it_should_be(server, tmp_path):
    server.replies[NAME] = [place(namedetails={"name": NAME, "name:vi": "Xứ Lạ"})]
    g = Gazetteer(fallback=server.geocoder(), fallback_cache=tmp_path / "a.sqlite", fallback_delay=0)
    raw = g.geocode(NAME, language="vi", country_codes=["VN"]).raw
    assert raw["id"] == "fallback:nominatim:node/42"
    assert raw["names"] == {"und": [NAME], "vi": ["Xứ Lạ"]}
    assert raw["source"] == f"Nominatim (127.0.0.1:{server.server_port})"
    assert raw["licence"].startswith("Data © OpenStreetMap")
    assert server.requests == [
        (
            "/search",
            {
                "q": NAME, "format": "json", "limit": "10", "addressdetails": "1", "namedetails": "1",
                "countrycodes": "vn", "accept-language": "vi",
            },
        )
    ]  # fmt: skip
    assert g.geocode("Xứ Lạ Kỳ") is None
    g.geocode("Xứ Lạ Kỳ")
    assert len(server.requests) == 2


def test_nominatim_reverse(server):
    server.replies["0", "-140"] = place()
    server.replies["0.0000000", "-140.0"] = place()
    server.replies["1.0", "-140.0"] = {"error": "Unable to geocode"}
    g = Gazetteer(fallback=server.geocoder(), fallback_cache=False, fallback_delay=0)
    assert g.reverse((0, -140)).raw["id"] == "fallback:nominatim:node/42"
    assert g.reverse((1, -140)) is None
    assert [path for path, _ in server.requests] == ["/reverse", "/reverse"]


BAD_REPLIES = [
    ((429, {"Retry-After": "600"}, b"slow down"), "GeocoderRateLimited"),
    ((403, {}, b"blocked"), "GeocoderInsufficientPrivileges"),
    ((500, {}, b"<html>"), "GeocoderServiceError"),
    ((200, {}, b"<html>no JSON</html>"), "GeocoderParseError"),
    ((200, {}, b"\xff\xfe"), "GeocoderParseError"),
    ((200, {}, b'[{"lat": "x", "lon": "y", "display_name": "z"}]'), "ValueError"),
    ((200, {}, b'[{"lat": "1", "lon": "2"}]'), "TypeError"),
    ((200, {}, b'["text"]'), "AttributeError"),
    ((200, {}, b'{"error": "no"}'), "GeocoderQueryError"),
    ("wait", "GeocoderTimedOut"),
]


@pytest.mark.parametrize(("reply", "error"), BAD_REPLIES, ids=[error for _, error in BAD_REPLIES])
def test_bad_replies_give_none_and_are_not_kept(server, tmp_path, reply, error):
    server.replies[NAME] = reply
    now = [0.0]
    geocoder, cache = server.geocoder(timeout=0.5), AnswerCache(tmp_path / "a.sqlite")
    fallback = Fallback(geocoder, cache, delay=0, clock=lambda: now[0])
    with pytest.warns(RuntimeWarning, match=error):
        assert fallback.geocode(NAME) == []
    assert len(server.requests) == 1  # nothing below repeats it, or sleeps as long as it is told
    server.replies[NAME] = [place()]
    now[0] += 3_601
    assert len(fallback.geocode(NAME)) == 1


def test_a_machine_without_network_gives_none():
    nobody = Nominatim(domain="127.0.0.1:9", scheme="http", user_agent="visit-map-tests", proxies={})
    g = Gazetteer(fallback=nobody, fallback_cache=False, fallback_delay=0)
    with pytest.warns(RuntimeWarning, match="GeocoderUnavailable"):
        assert g.geocode(NAME) is None
    assert g.geocode("Hà Nội") is not None


# Where a service is

DOMAINS = [
    ({"domain": "geocoder.example"}, "Named (geocoder.example)"),
    ({"domain": "geocoder.example/path"}, "Named (geocoder.example)"),
    ({"api": "https://user:key@geocoder.example:8080/v1?key=SECRET"}, "Named (geocoder.example:8080)"),
    ({"domain": "<script>"}, "Named"),
    ({"domain": "//[x"}, "Named"),
    ({"domain": 7}, "Named"),
    ({}, "Named"),
]


@pytest.mark.parametrize(("attributes", "source"), DOMAINS)
def test_the_source_names_the_host_and_no_key(attributes, source):
    class Named(Geocoder):
        def geocode(self, query): ...

    service = Named()
    vars(service).update(attributes)
    assert Fallback(service).source == source


LOCATIONS = st.tuples(
    st.text(),
    st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
    st.dictionaries(
        st.sampled_from(sorted(place())),
        st.text() | st.integers() | st.none() | st.just({"country_code": "vn"}),
    ),
)


SERVICE = Service({})


@pytest.mark.filterwarnings("ignore:.*did not answer")
@given(st.text(max_size=220), st.lists(LOCATIONS, max_size=3), st.sampled_from([None, "vn", ["cn", "hk"]]))
def test_any_name_and_any_answer(query, answers, codes):
    SERVICE.answers = {unicodedata.normalize("NFC", " ".join(query.split())): answers}
    fallback = Fallback(SERVICE, delay=0)
    for location in fallback.geocode(query, country_codes=codes, countries={"vn"}):
        assert set(location.raw) >= CONTRACT
        assert 0 < location.raw["score"] <= 0.5
        assert location.raw["reasons"]
        assert codes is None or location.raw["country"] in codes
        json.dumps(location.raw, allow_nan=False)
