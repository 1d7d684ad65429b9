"""Labels of the enumerated words of the records: event types, parts of day, status, certainty, ...

The words themselves live in the schema of the records; a word without a label here is shown as it is, with
spaces.
"""

from __future__ import annotations

from dashboard.text.catalogue import Texts, message

LABELS: dict[str, dict[str, str]] = {
    "type": {
        "meeting": message("Meeting"),
        "talks": message("Talks"),
        "courtesy_call": message("Courtesy call"),
        "signing": message("Signing"),
        "ceremony": message("Ceremony"),
        "exhibition": message("Exhibition"),
        "performance": message("Performance"),
        "wreath_laying": message("Wreath laying"),
        "site_visit": message("Site visit"),
        "forum": message("Forum"),
        "reception": message("Reception"),
        "arrival": message("Arrival"),
        "departure": message("Departure"),
        "other": message("Other event"),
    },
    "part_of_day": {
        "morning": message("morning"),
        "noon": message("noon"),
        "afternoon": message("afternoon"),
        "evening": message("evening"),
        "night": message("night"),
    },
    "status": {
        "held": message("Held"),
        "planned": message("Planned"),
        "cancelled": message("Cancelled"),
        "background": message("Background"),
    },
    "confidence": {
        "certain": message("Certain"),
        "less-certain": message("Less certain"),
        "uncertain": message("Uncertain"),
    },
    "direction": {
        "outgoing": message("Outgoing"),
        "incoming": message("Incoming"),
        "other": message("Neither way"),
    },
    "precision": {
        "venue": message("Venue"),
        "district": message("District"),
        "city": message("City"),
        "province": message("Province"),
        "country": message("Country"),
    },
    "date_basis": {
        "stated": message("stated by the source"),
        "published": message("read from the publication date"),
        "corroborated": message("taken from another source"),
        "inferred": message("inferred"),
        "unknown": message("unknown"),
    },
    "place_basis": {
        "stated": message("stated by the source"),
        "host_seat": message("the seat of the host"),
        "visit": message("the stop of the visit on that day"),
        "inferred": message("inferred"),
        "unknown": message("unknown"),
    },
    "place_kind": {
        "country": message("Country"),
        "province": message("Province"),
        "city": message("City"),
        "district": message("District"),
        "park": message("Park"),
        "tomb": message("Tomb"),
        "memorial": message("Memorial"),
        "party_school": message("Party school"),
        "university": message("University"),
        "school": message("School"),
        "museum": message("Museum"),
        "office": message("Office"),
        "hotel": message("Hotel"),
        "company": message("Company"),
        "station": message("Station"),
        "airport": message("Airport"),
        "town": message("Town"),
        "prefecture": message("Prefecture"),
        "islands": message("Islands"),
        "border_gate": message("Border gate"),
        "bridge": message("Bridge"),
        "port": message("Port"),
        "railway_station": message("Railway station"),
        "embassy": message("Embassy"),
        "consulate": message("Consulate"),
        "parliament": message("Parliament"),
        "government": message("Government seat"),
        "party_committee": message("Party committee"),
        "ministry": message("Ministry"),
        "court": message("Court"),
        "organisation": message("Seat of an organisation"),
        "enterprise": message("Enterprise"),
        "industrial_park": message("Industrial park"),
        "congress_centre": message("Congress centre"),
        "guest_house": message("State guest house"),
        "theatre": message("Theatre"),
        "stadium": message("Stadium"),
        "hospital": message("Hospital"),
        "mausoleum": message("Mausoleum"),
        "monument": message("Monument"),
        "heritage_site": message("Heritage site"),
        "temple": message("Temple"),
        "square": message("Square"),
        "venue": message("Venue"),
    },
    "match": {
        "exact": message("written like the name"),
        "folded": message("the name but for marks or case"),
        "generated": message("a name made by rule"),
        "fuzzy": message("a name that looks alike"),
        "hand": message("chosen by hand"),
    },
    "person_kind": {
        "person": message("Person"),
        "organisation": message("Organisation"),
    },
    "field": {
        "date": message("Date"),
        "part_of_day": message("Part of day"),
        "type": message("Kind of event"),
        "place_id": message("Place"),
        "hosts": message("Hosts"),
        "guests": message("Guests"),
        "documents": message("Documents"),
        "status": message("Status"),
        "head": message("Head of the delegation"),
        "origin": message("Origin"),
        "delegation": message("Delegation"),
        "seq": message("Order within the visit"),
        "title": message("Title"),
    },
    "ignored": {
        "not-a-day": message("not a day; write YYYY-MM-DD"),
        "reversed": message("the period ends before it starts"),
        "unknown-word": message("not one of the words that are allowed here"),
        "not-a-country": message("not a country code of two letters"),
        "not-an-area": message("not an area; write west,south,east,north in degrees"),
        "nothing-has-it": message("nothing in the data has this id or name"),
        "given-twice": message("given more than once; the first counts"),
        "too-long": message("too long"),
        "too-many": message("too many values"),
        "unknown-parameter": message("no parameter of this page"),
    },
}
"""Vocabulary -> word -> English label."""


def label(vocabulary: str, word: str, lang: str) -> str:
    """Return the label of a word in a language; the word itself, with spaces, when it has none.

    Args:
        vocabulary: a key of `LABELS`, e.g. `"type"`.
        word: a word of the records, e.g. `"courtesy_call"`.
        lang: language code of the interface.
    """
    english = LABELS[vocabulary].get(word)
    if english is None:
        return word.replace("_", " ")
    return Texts(lang).t(english)


def labels(vocabulary: str, lang: str) -> dict[str, str]:
    """Return all labels of a vocabulary, word -> label, in the order of the schema."""
    return {word: label(vocabulary, word, lang) for word in LABELS[vocabulary]}
