import pytest
from pydantic import ValidationError

from visits import Claim, Event, Person, Role, Source, Visit
from visits.dates import parse_edtf
from visits.schema import TABLES

EVENT = {
    "event_id": "e",
    "type": "talks",
    "title": "T",
    "status": "held",
    "confidence": "certain",
    "sources": ("s",),
}


@pytest.mark.parametrize("record", [Source, Visit, Event, Person, Role, Claim])
def test_every_field_has_a_description_and_a_kind(record):
    for column in record.columns():
        assert column.description, column.name
        assert not column.description.endswith("."), column.name


def test_the_tables_have_the_columns_of_the_contract():
    assert TABLES["roles"].header == (
        "person", "title", "title_vi", "title_zh", "organisation", "from", "to", "source", "note",
    )  # fmt: skip
    assert TABLES["claims"].header == ("event", "field", "value", "source", "locator", "note")
    with pytest.raises(KeyError):
        TABLES["claims"].column("nothing")


def test_a_record_is_frozen_and_knows_no_other_field():
    event = Event(**EVENT)
    with pytest.raises(ValidationError):
        event.title = "other"
    with pytest.raises(ValidationError):
        Event(**EVENT, place="Hanoi")


def test_a_record_is_checked_by_the_rules_of_its_columns_all_at_once():
    with pytest.raises(ValidationError) as caught:
        Event(**{**EVENT, "title": "", "type": "party", "date": "2023-02-30"})
    for told in ("title", "party", "no day 30"):
        assert told in str(caught.value)


def test_a_row_comes_back_as_it_was():
    row = dict.fromkeys(TABLES["events"].header, "") | {
        "event_id": "e", "seq": "3", "type": "talks", "title": "T", "date": "2024-05", "status": "held",
        "confidence": "certain", "sources": "s; t", "documents": r"A\; B; C",
    }  # fmt: skip
    event = Event.from_row(row)
    assert event.seq == 3
    assert event.documents == ("A; B", "C")
    assert event.when == parse_edtf("2024-05")
    assert event.to_row() == row


def test_an_undated_record_has_no_when():
    assert Event(**EVENT).when is None


def test_a_source_can_be_found_by_address_or_citation():
    with pytest.raises(ValidationError, match="neither"):
        Source(source_id="s")
    assert Source(source_id="s", citation="A book").reference == "A book"
    assert Source(source_id="s", citation="A book", url="https://a.org").reference == "https://a.org"


def test_a_role_takes_the_words_from_and_to():
    role = Role.from_row({"person": "p", "title": "T", "source": "s", "from": "2021-04"})
    assert role.from_ == "2021-04"
    assert role.to_row()["from"] == "2021-04"
