import pytest

from visits.dates import parse_edtf

HELD = [  # when, titles that can have been held then
    ("2023-09-25", ["Secretary of the Hanoi Party Committee"]),
    ("2021-04", ["Secretary of the Hanoi Party Committee", "Minister of Finance"]),
    ("2012", []),
    ("[..2013-01-01]", ["Minister of Finance"]),
    ("2024-07/..", []),
    ("XXXX-03-26", ["Secretary of the Hanoi Party Committee", "Minister of Finance"]),
]


@pytest.mark.parametrize(("when", "titles"), HELD)
def test_the_office_at_the_time(small, when, titles):
    assert [role.title for role in small.roles_at("dung", parse_edtf(when))] == titles


def test_without_a_time_all_offices(small):
    assert len(small.roles_at("dung")) == 2
    assert small.roles_at("nobody") == ()


def test_an_office_without_days_is_held_at_any_time(package):
    package.add("roles", person="yin", title="Secretary", source="paper-a")
    assert [role.title for role in package.load().roles_at("yin", parse_edtf("1999"))] == ["Secretary"]


def test_a_name_that_two_have_means_both(package):
    package.add("people", person_id="other", kind="person", name="Yin Li")
    package.set("events", 0, "hosts", "other")
    records = package.load()
    assert records.knows("people", "YIN LI")
    assert len(records.facets()["person"]) == 5
