"""The enumerated words of the records, each with its meaning: one list for all that checks or shows them."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

PART_OF_DAY: Final = MappingProxyType({
    "morning": "before noon",
    "noon": "around noon",
    "afternoon": "from noon to about six",
    "evening": "from about six to about ten",
    "night": "later than that",
})  # fmt: skip
"""When on the day; several mean that the source gives a span or does not tell them apart."""

DATE_BASIS: Final = MappingProxyType({
    "stated": "the source states it in full",
    "published": "year or day is taken from the day of publication",
    "corroborated": "another source states it",
    "inferred": "concluded from other facts",
    "unknown": "not known where it comes from",
})  # fmt: skip
"""Where a date comes from."""

PLACE_BASIS: Final = MappingProxyType({
    "stated": "the source states it",
    "host_seat": "the seat of the host",
    "visit": "where the delegation was on that day",
    "inferred": "concluded from other facts",
    "unknown": "not known where it comes from",
})  # fmt: skip
"""Where a place comes from."""

PRECISION: Final = MappingProxyType({
    "venue": "the building, park or campus",
    "district": "the district of a city",
    "city": "the city",
    "province": "the province or region",
    "country": "the country",
})  # fmt: skip
"""How exact the point of a place is."""

STATUS: Final = MappingProxyType({
    "held": "it took place",
    "planned": "it was announced",
    "cancelled": "it was announced and did not take place",
    "background": "mentioned by a source to explain something else; not shown unless asked for",
})  # fmt: skip
"""Whether it took place."""

DEFAULT_STATUSES: Final = ("held", "planned", "cancelled")
"""The statuses that a filter lets pass when nobody says otherwise: all but background."""

CONFIDENCE: Final = MappingProxyType({
    "certain": "no reason to doubt it",
    "less-certain": "likely, yet something is open",
    "uncertain": "a guess that is worth keeping",
})  # fmt: skip
"""How sure the record is (the words of Linked Places)."""

DIRECTION: Final = MappingProxyType({
    "outgoing": "a delegation from home goes elsewhere",
    "incoming": "a delegation from elsewhere comes to home",
    "other": "neither, or within home, or not known",
})  # fmt: skip
"""Which way a visit goes, seen from the home that the data package names. Computed, never stored."""

EVENT_TYPE: Final = MappingProxyType({
    "meeting": "a host receives or meets guests",
    "talks": "two delegations sit opposite each other",
    "courtesy_call": "a call on a senior person",
    "signing": "a document is signed",
    "ceremony": "opening or closing of a course, founding day, handing-over",
    "exhibition": "an exhibition is opened or attended",
    "performance": "a performance is opened or attended",
    "wreath_laying": "flowers, wreath, incense, homage",
    "site_visit": "a place, firm, school or park is visited",
    "forum": "conference, promotion programme, seminar",
    "reception": "a banquet or reception is given",
    "arrival": "the delegation comes",
    "departure": "the delegation leaves",
    "other": "none of these",
})  # fmt: skip
"""What kind of event it is."""

PERSON_KIND: Final = MappingProxyType({
    "person": "one human being",
    "organisation": "a body: committee, council, government, school",
})  # fmt: skip
"""Whether a row of people.csv is a person or a body."""

VOCABULARIES: Final = MappingProxyType({
    "part_of_day": PART_OF_DAY,
    "date_basis": DATE_BASIS,
    "place_basis": PLACE_BASIS,
    "precision": PRECISION,
    "status": STATUS,
    "confidence": CONFIDENCE,
    "direction": DIRECTION,
    "type": EVENT_TYPE,
    "person_kind": PERSON_KIND,
})  # fmt: skip
"""All of them by name."""
