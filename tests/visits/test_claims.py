"""How a claim agrees with what is shown."""

import pytest

from visits.claims import dates_agree
from visits.dates import parse_edtf

DATES = [  # claimed, shown, agreement
    ("2023-09-25", "2023-09-25", "same"),
    ("2023-09-25?", "2023-09-25", "same"),
    ("[2023-09-25..2023-09-29]", "2023-09-26", "wider"),
    ("2023-09-26", "[2023-09-25..2023-09-29]", "narrower"),
    ("2023-09-27", "2023-09-26", "conflict"),
    ("2023-09-25/2023-09-27", "2023-09-26/2023-09-28", "conflict"),
    ("[..2024-03-26]", "2024-03-26", "wider"),
    ("XXXX-03-26", "2024-03-26", "wider"),
    ("XXXX-03-26", "2024-03-27", "conflict"),
    ("XXXX-03-26", "2024-03", "conflict"),
    ("2024-03-26", "XXXX-03-26", "narrower"),
    ("XXXX-03-26", "XXXX-03-26?", "same"),
    ("XXXX-03-26", "XXXX-03-27", "conflict"),
    ("XXXX-03-26", "2024-03-26/..", "conflict"),
]


@pytest.mark.parametrize(("claimed", "shown", "agreement"), DATES)
def test_dates(claimed, shown, agreement):
    assert dates_agree(parse_edtf(claimed), parse_edtf(shown)) == agreement


CLAIMS = [  # event row, field, shown, claimed, agreement
    (0, "place_id", "venue:pham-hong-thai-tomb", "gn:1809858", "wider"),
    (0, "place_id", "gn:1809858", "venue:pham-hong-thai-tomb", "narrower"),
    (0, "place_id", "gn:1809858", "gn:1816670", "conflict"),
    (0, "place_id", "gn:1809858", "gn:0", "conflict"),
    (0, "place_id", "", "gn:1809858", "narrower"),
    (0, "hosts", "huang; yin", "huang", "wider"),
    (0, "hosts", "huang", "yin; huang", "narrower"),
    (0, "hosts", "huang", "yin", "conflict"),
    (0, "hosts", "huang; yin", "yin; huang", "same"),
    (0, "part_of_day", "evening", "afternoon; evening", "wider"),
    (0, "part_of_day", "afternoon; evening", "evening", "narrower"),
    (0, "type", "talks", "meeting", "conflict"),
    (0, "title", "Lễ ký", "LE KY", "same"),
    (0, "date", "", "2024-05-16", "narrower"),
]


@pytest.mark.parametrize(("row", "field", "shown", "claimed", "agreement"), CLAIMS)
def test_fields(package, row, field, shown, claimed, agreement):  # noqa: PLR0917
    package.set("events", row, field, shown)
    event_id = package.rows("events")[row]["event_id"]
    package.write(
        "claims",
        [{"event": event_id, "field": field, "value": claimed, "source": "book-b", "locator": "p. 3"}],
    )
    (claim,) = package.load().claims_of(event_id)
    assert (claim.agrees, claim.shown, claim.value, claim.locator) == (agreement, shown, claimed, "p. 3")


def test_visits_have_claims_too(small):
    (claim,) = small.claims_of("out-2023")
    assert (claim.field, claim.agrees) == ("date", "narrower")
    assert small.claims_of("e-back") == ()


def test_what_one_source_says_in_several_rows_is_taken_together(package):
    package.set("events", 0, "hosts", "huang; yin")
    rows = [
        {"event": "e-tomb", "field": "hosts", "value": person, "source": "book-b"}
        for person in ("yin", "huang")
    ]
    package.write("claims", [*rows, {**rows[0], "source": "paper-a"}])
    assert [claim.agrees for claim in package.load().claims_of("e-tomb")] == ["same", "same", "wider"]
