"""What is asked of the gazetteer, read from the address and written back."""

from datetime import date

import pytest

from dashboard.limits import LONGEST_NAME, MOST_CONTEXT
from dashboard.question import Question, day_of


@pytest.mark.parametrize(
    "question",
    [
        Question(),
        Question("Bắc Kinh"),
        Question("Hà Nam", ("Trung Quốc", "Quảng Đông"), "cn", date(2024, 5, 16), "column"),
        Question("{{7*7}} & = ; <b>", ("a,b",), part="add"),
    ],
)
def test_what_is_written_is_read(question):
    assert Question.from_params(question.to_params()) == (question, [])


def test_defaults_are_left_out():
    assert Question().to_params() == {}
    assert Question("x", (), "", None, "name").to_params() == {"name": ["x"]}


@pytest.mark.parametrize(
    ("found", "parameter", "code"),
    [
        ({"name": ["x" * (LONGEST_NAME + 1)]}, "name", "too-long"),
        ({"name": ["a", "b"]}, "name", "given-twice"),
        ({"context": ["x" * (LONGEST_NAME + 1)]}, "context", "too-long"),
        ({"context": [str(number) for number in range(MOST_CONTEXT + 1)]}, "context", "too-many"),
        ({"in": ["china"]}, "in", "not-a-country"),
        ({"in": ["Ð1"]}, "in", "not-a-country"),
        ({"used": ["yesterday"]}, "used", "not-a-day"),
        ({"part": ["delete"]}, "part", "unknown-word"),
    ],
)
def test_what_means_nothing_is_noted_and_left_out(found, parameter, code):
    question, notes = Question.from_params(found)
    assert [(note.parameter, note.code) for note in notes] == [(parameter, code)]
    assert Question.from_params(question.to_params()) == (question, [])


def test_case_and_blanks_do_not_matter():
    question, notes = Question.from_params({"name": [" Huế "], "in": ["VN"], "context": [" ", " cn "]})
    assert (question, notes) == (Question("Huế", ("cn",), "vn"), [])


@pytest.mark.parametrize("text", ["", "2024-02-30", "May 2024", "２０２４-01-01", "0"])
def test_what_is_no_day(text):
    assert day_of(text) is None
