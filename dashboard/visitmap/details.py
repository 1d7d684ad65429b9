"""An event in words: what the popup and the panel under the map show when something is opened.

Everything here is plain text for `textContent` (static/visitmap/detail.js); nothing is HTML, Markdown or a template.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.text import Texts, date_in_words, label, moment_in_words
from dashboard.visitmap.columns import visit_hues
from gazetteer.cells import split_values
from visits.dates import parse_edtf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from visits import Records
    from visits.dates import DateRange
    from visits.model import Event, Visit

DATE_FIELDS = ("date", "published")
"""Fields of a claim whose values are EDTF dates."""

PLACE_FIELDS = ("place_id", "origin")
"""Fields of a claim whose values are place ids."""

PERSON_FIELDS = ("hosts", "guests", "head")
"""Fields of a claim whose values are ids of people."""


def event_details(records: Records, event_ids: Iterable[str], lang: str) -> list[dict[str, Any]]:
    """Return events in words, in the order asked for.

    Args:
        records: the records.
        event_ids: ids of events.
        lang: language code of the interface.

    Raises:
        KeyError: an id that the records do not hold.
    """
    hues = visit_hues(records)
    return [_detail(records, records.event(event_id), hues, Texts(lang)) for event_id in event_ids]


def titled(record: Any, lang: str) -> str:
    """Return the title of an event or visit in a language, in English where it has none."""
    return (getattr(record, f"title_{lang}", "") or record.title) if lang != "en" else record.title


def noted(record: Any, lang: str) -> str:
    """Return the note of an event or visit in a language, in English where it has none."""
    return getattr(record, f"note_{lang}", "") or str(record.note)


def _visit(records: Records, visit: Visit, hues: dict[str, int], lang: str) -> dict[str, Any]:
    """Return the visit that an event belongs to: who travelled, when, led by whom."""
    return {
        "id": visit.visit_id,
        "title": titled(visit, lang),
        "hue": hues[visit.visit_id],
        "date": date_in_words(visit.when, lang),
        "delegation": getattr(visit, f"delegation_{lang}", "") or visit.delegation,
        "head": [_person(records, visit.head, visit.when, lang)] if visit.head else [],
        "note": noted(visit, lang),
    }


def _detail(records: Records, event: Event, hues: dict[str, int], texts: Texts) -> dict[str, Any]:
    lang = texts.lang
    visit = records.visit(event.visit_id) if event.visit_id else None
    return {
        "event_id": event.event_id,
        "title": titled(event, lang),
        "type": label("type", event.type, lang),
        "tags": _tags(event, lang),
        "date": moment_in_words(event.when, event.part_of_day, lang),
        "date_text": event.date_text,
        "date_understood": _understood(event, texts),
        "place": _place_line(records, event, texts),
        "place_short": records.place(event.place_id).name(lang)
        if event.place_id
        else texts.t("Place not known"),
        "place_basis": _place_basis(records, event, texts),
        "visit": _visit(records, visit, hues, lang) if visit else None,
        "hosts": [_person(records, person, event.when, lang) for person in event.hosts],
        "guests": [_person(records, person, event.when, lang) for person in event.guests],
        "documents": list(_documents(event, lang)),
        "note": noted(event, lang),
        "sources": [_source(records, source, lang) for source in event.sources],
        "claims": _claims(records, event, texts),
    }


def _tags(event: Event, lang: str) -> list[str]:
    """Return what a reader must not overlook: not held, not certain."""
    tags = []
    if event.status != "held":
        tags.append(label("status", event.status, lang))
    if event.confidence != "certain":
        tags.append(label("confidence", event.confidence, lang))
    return tags


def _understood(event: Event, texts: Texts) -> str:
    """Return the date as read, with where it comes from: "27 September 2023 (2023-09-27), stated by the source"."""
    if event.when is None:
        return date_in_words(None, texts.lang)
    said = f"{date_in_words(event.when, texts.lang)} ({event.date})"
    if not event.date_basis:
        return said
    return texts.t("{date}, {basis}", date=said, basis=label("date_basis", event.date_basis, texts.lang))


def _place_line(records: Records, event: Event, texts: Texts) -> str:
    """Return the place with the city it lies in: "Huanghuagang Park, Guangzhou"."""
    if not event.place_id:
        return texts.t("Place not known")
    place = records.place(event.place_id)
    names = [place.name(texts.lang)]
    city = records.gazetteer.city_of(event.place_id)
    if city and city.id != place.id:
        names.append(city.name(texts.lang))
    return ", ".join(names)


def _place_basis(records: Records, event: Event, texts: Texts) -> str:
    """Return how well the place is known: "Venue, within 700 m; stated by the source"."""
    if not event.place_id:
        return texts.t("Place not known")
    place = records.place(event.place_id)
    how = label("precision", place.precision, texts.lang)
    if place.precision_m and place.precision == "venue":
        how = texts.t(
            "{precision}, within {metres} m", precision=how, metres=texts.number(round(place.precision_m))
        )
    basis = label("place_basis", event.place_basis or "unknown", texts.lang)
    return texts.t("{precision}; {basis}", precision=how, basis=basis)


def _person(records: Records, person_id: str, when: DateRange | None, lang: str) -> dict[str, str]:
    """Return the names a reader may know a person by, and the office at the time."""
    person = records.person(person_id)
    first = person_name(records, person_id, lang)
    others = dict.fromkeys(
        name for name in (person.name, person.name_vi, person.name_zh) if name and name != first
    )
    offices = (
        dict.fromkeys(titled(role, lang) for role in records.roles_at(person_id, when))
        if when and when.dated
        else {}
    )
    return {"name": first + (f" ({', '.join(others)})" if others else ""), "role": "; ".join(offices)}


def person_name(records: Records, person_id: str, lang: str) -> str:
    """Return the name of a person or organisation in a language, else in English or its own Latin spelling."""
    person = records.person(person_id)
    return getattr(person, f"name_{lang}", "") or person.name


def _documents(event: Event, lang: str) -> tuple[str, ...]:
    return {"vi": event.documents_vi, "zh": event.documents_zh}.get(lang) or event.documents


def _source(records: Records, source_id: str, lang: str) -> dict[str, str]:
    """Return how a source is named and found: publisher and address, and its citation where it has no address."""
    source = records.source(source_id)
    return {
        "label": source.publisher or source.citation,
        "url": source.url,
        "published": _date(source.published, lang),
        "citation": "" if source.url or not source.publisher else source.citation,
    }


def _claims(records: Records, event: Event, texts: Texts) -> list[dict[str, str]]:
    """Return what each source says about each field, and whether it agrees with what is shown."""
    lang = texts.lang
    remarks = {
        "same": "",
        "wider": texts.t("less precise"),
        "narrower": texts.t("more precise"),
        "conflict": texts.t("differs"),
    }
    rows = []
    for claim in records.claims_of(event.event_id):
        source = records.source(claim.source)
        rows.append(
            {
                "field": label("field", claim.field, lang),
                "value": _claim_value(records, claim.field, claim.value, lang),
                "source": source.publisher or source.citation,
                "url": source.url,
                "locator": claim.locator,
                "agrees": claim.agrees,
                "remark": remarks.get(claim.agrees, ""),
            }
        )
    return rows


def _claim_value(records: Records, field: str, value: str, lang: str) -> str:
    """Return a claimed value in words: dates, places and people by name, enumerated words by their label."""
    if field in DATE_FIELDS:
        return f"{_date(value, lang)} ({value})"
    if field in PLACE_FIELDS:
        place = records.gazetteer.place(value)
        return place.name(lang) if place else value
    if field in PERSON_FIELDS:
        return ", ".join(person_name(records, person_id, lang) for person_id in split_values(value))
    if field in ("type", "part_of_day", "status"):
        return Texts(lang).listed(label(field, word, lang) for word in split_values(value))
    return value


def _date(edtf: str, lang: str) -> str:
    return date_in_words(parse_edtf(edtf), lang) if edtf else ""
