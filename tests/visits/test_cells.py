import pytest

from visits.cells import MAX_TEXT, Cell, Column, plainly_sound, problem_of


def column(kind="text", *, many=False, required=False, vocabulary="", to=()):
    return Column("c", "What it means", Cell(kind, many, vocabulary, to), required)


SOUND = [
    (column(), ""),
    (column(), "bất cứ gì, 什么都行"),
    (column(), "<img onerror> {{ 7*7 }} `${1}`"),
    (column(), "x" * MAX_TEXT),
    (column(many=True), "A; A"),  # texts may repeat
    (column("id"), "gn:1816670"),
    (column("id"), "a" * 120),
    (column("reference", many=True, to=("people",)), "a; b"),
    (column("choice", vocabulary="status"), "held"),
    (column("choice", many=True, vocabulary="part_of_day"), "afternoon; evening"),
    (column("edtf"), "XXXX-03-26"),
    (column("address"), "https://example.org/a?b=c&d=%20#e"),
    (column("address"), "HTTP://example.org:8080/"),
    (column("address"), "https://m.vovworld.vn/zh-CN/新闻/河内-1.vov"),
    (column("integer"), "-3"),
    (column("number"), "-1.5e3"),
    (column("name", many=True), "zh-Hant:黃坤明; en:K. M. Huang"),
]

FAULTY = [  # column, text, a word of what is said
    (column(required=True), "", "nothing stands here"),
    (column(required=True), " \t", "only blanks"),
    (column(), " ", "leave it empty"),
    (column(), "x" * (MAX_TEXT + 1), "longer"),
    (column(), "a\x00b", "NUL"),
    (column(many=True, required=True), "; ;", "separators"),
    (column("id"), "two words", "not an id"),
    (column("id"), "-a", "not an id"),
    (column("id"), "a" * 121, "not an id"),
    (column("id"), "a\n", "not an id"),
    (column("id"), "hà-nội", "not an id"),
    (column("reference", many=True, to=("people",)), "a; b; a", "twice"),
    (column("reference", many=True, required=True, to=("sources",)), "", "source_id of at least one"),
    (column("choice", vocabulary="status", required=True), "", "held, planned"),
    (column("choice", vocabulary="status"), "Held", "write held"),
    (column("choice", vocabulary="type"), "courtesy call", "write courtesy_call"),
    (column("choice", vocabulary="confidence"), "less_certain", "write less-certain"),
    (column("choice", vocabulary="status"), "done", "one of held"),
    (column("choice", many=True, vocabulary="part_of_day"), "afternoon; dusk", "one of morning"),
    (column("edtf"), "2023-02-30", "no day 30"),
    (column("address"), "javascript:alert(1)", "http"),
    (column("address"), "data:text/html,x", "http"),
    (column("address"), "//example.org", "http"),
    (column("address"), "https://", "http"),
    (column("address"), "https://a b", "blanks"),
    (column("address"), "https://a/\u2028", "blanks"),
    (column("address"), 'https://a/"x', "quotes"),
    (column("address"), "https://a:99999/", "not an address"),
    (column("address"), "https://[::1", "not an address"),
    (column("address"), "https://a:0/", "http"),
    (column("address"), "https://user@example.org", "user name"),
    (column("integer"), "1.0", "whole number"),
    (column("integer"), "１", "whole number"),
    (column("number"), "1,5", "not a number"),
    (column("number"), "nan", "not a number"),
    (column("number"), "1_0", "not a number"),
    (column("name", many=True), "Huang", "language"),
    (column("name", many=True), "en: ", "language"),
]


@pytest.mark.parametrize(("where", "text"), SOUND)
def test_what_may_stand_in_a_cell(where, text):
    assert problem_of(where, text) is None


@pytest.mark.parametrize(("where", "text", "told"), FAULTY)
def test_what_may_not_and_why(where, text, told):
    found = problem_of(where, text)
    assert found is not None
    assert told in f"{found.problem}: {found.remedy}"
    assert found.remedy
    assert not plainly_sound(where)(text)
