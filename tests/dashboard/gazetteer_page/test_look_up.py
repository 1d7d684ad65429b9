"""The answer to one question, in words: candidates, unclear, none with something to try; hostile text as text."""

import pytest

from dashboard.gazetteer_page.background import background_names, country_names
from dashboard.gazetteer_page.look_up import answer_in_words, context_words, is_known, look_up
from dashboard.question import Question
from dashboard.text import Texts
from gazetteer import Gazetteer, Name, Place
from visits import load

TWINS = [
    Place(
        f"venue:van-thu-{code}",
        "park",
        (Name("Vạn Thử", "vi"),),
        code,
        None,
        at,
        110,
        "venue",
        None,
        None,
        "s",
        "l",
    )
    for code, at in (("vn", 21.0), ("cn", 31.0))
]


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer(TWINS)


def answer(gazetteer, question, lang="en"):
    return answer_in_words(gazetteer, question, look_up(gazetteer, question, lang), Texts(lang))


def test_a_clear_answer(gazetteer):
    said = answer(gazetteer, Question("Bắc Kinh"))
    assert said["places"][0]["id"] == "gn:1816670"
    assert (said["title"], said["tone"]) == ("Bắc Kinh", "")


def test_an_unclear_answer_says_so(gazetteer):
    said = answer(gazetteer, Question("Vạn Thử"))
    assert [place["number"] for place in said["places"]] == [1, 2]
    assert said["tone"] == "unclear"
    assert said["message"].startswith("Several places fit this name.")


def test_context_and_country_decide(gazetteer):
    for question in (Question("Vạn Thử", ("Trung Quốc",)), Question("Vạn Thử", country="cn")):
        said = answer(gazetteer, question)
        assert said["places"][0]["id"] == "venue:van-thu-cn"
        assert said["tone"] == ""


def test_words_that_say_nothing_are_named(gazetteer):
    assert answer(gazetteer, Question("Bắc Kinh", ("qwertyxyz", "vn")))["message"].endswith(
        "listened to: qwertyxyz."
    )
    assert is_known(gazetteer, "CN")
    assert is_known(gazetteer, "gn:1816670")


def test_no_answer_offers_a_part_of_the_name(gazetteer):
    said = answer(gazetteer, Question("qwerty Bắc Kinh xyzzy"))
    assert (said["places"], said["tone"]) == ([], "none")
    assert [offer["text"] for offer in said["suggestions"]] == ["Bắc Kinh"]
    assert said["suggestions"][0]["ask"] == {"name": "Bắc Kinh", "anywhere": False}


def test_no_answer_in_a_country_offers_all_countries(gazetteer):
    said = answer(gazetteer, Question("Bắc Kinh", country="vn"))
    assert said["suggestions"][0] == {
        "text": "Bắc Kinh, in any country",
        "ask": {"name": "Bắc Kinh", "anywhere": True},
    }


def test_no_answer_and_nothing_to_offer(gazetteer):
    said = answer(gazetteer, Question("qwertyxyz"), "vi")
    assert (said["suggestions"], said["suggestions_title"]) == ([], "")
    assert said["message"] == "Không biết địa điểm nào mang tên này."


def test_the_name_is_never_a_template(gazetteer):
    name = "{count} {{7*7}} %s"
    assert answer(gazetteer, Question(name, (name,)))["title"] == name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ("Trung Quốc", ("Trung Quốc",)),
        (" a, b;c，d、 a ", ("a", "b", "c", "d")),
        (",".join(map(str, range(20))), tuple(map(str, range(10)))),
    ],
)
def test_words_of_a_context(text, words):
    assert context_words(text) == words


def test_countries_begin_with_the_usual_ones(gazetteer):
    names = country_names(gazetteer, "vi")
    assert list(names.items())[:2] == [("vn", "Việt Nam"), ("cn", "Trung Quốc")]
    assert len(names) > 150


def test_names_behind_the_places():
    names = background_names(load(), "vi")
    assert 20 < len(names) <= 150
    assert [name["zoom"] for name in names] == sorted(name["zoom"] for name in names)
    assert background_names(None, "vi") == ()
