"""Data packages for the tests: any rows to a folder, and one folder with everything that the seeds lack."""

import csv
import json
import random
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from visits.schema import TABLES

Rows = Iterable[Mapping[str, str]]


def write_package(folder: Path, tables: Mapping[str, Rows], **descriptor: Any) -> Path:
    """Write a data package: rows per table (what a row leaves out is empty), fields of the descriptor."""
    folder.mkdir(parents=True, exist_ok=True)
    described = {"profile": "tabular-data-package", "name": "test", "title": "Test records", "home": "vn"}
    (folder / "datapackage.json").write_text(
        json.dumps({**described, **descriptor}, ensure_ascii=False), encoding="utf-8"
    )
    for name, table in TABLES.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, table.header, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(tables.get(name, ()))
    return folder


def event(number: int, **fields: str) -> dict[str, str]:
    """A row of events.csv that is sound; `fields` replace cells."""
    row = {
        "event_id": f"event-{number:03}",
        "date": "2024-05-16",
        "date_text": "16 May 2024",
        "date_basis": "stated",
        "type": "meeting",
        "title": f"Meeting {number}",
        "place_id": "gn:1581130",
        "place_basis": "stated",
        "status": "held",
        "confidence": "certain",
        "sources": "paper",
    }
    return row | fields


def source(source_id: str = "paper", **fields: str) -> dict[str, str]:
    """A row of sources.csv that is sound."""
    return {
        "source_id": source_id,
        "publisher": f"The {source_id}",
        "citation": f"The {source_id}, a report",
        "url": f"https://example.org/{source_id}",
        "published": "2024-05-17",
        "language": "en",
    } | fields


def visit(number: int, **fields: str) -> dict[str, str]:
    """A row of visits.csv that is sound."""
    return {
        "visit_id": f"visit-{number:02}",
        "title": f"Visit {number}",
        "title_vi": f"Chuyến thăm {number}",
        "date": "2024-05",
        "origin": "gn:1581130",
        "status": "held",
        "confidence": "certain",
        "sources": "paper",
    } | fields


def place(place_id: str, name: str, **fields: str) -> dict[str, str]:
    """A row of places.csv that is sound."""
    return {
        "place_id": place_id,
        "kind": "city",
        "name": name,
        "country": "vn",
        "parent": "country:vn",
        "precision": "city",
        "source": "made up",
        "licence": "CC0-1.0",
    } | fields


DATES = (
    "{day}",
    "{day}",
    "{day}",
    "{day}/{later}",
    "[{day}..{later}]",
    "[..{day}]",
    "[{day}..]",
    "{day}/..",
    "{day}~",
    "{day}?",
    "{month}",
    "{year}",
    "",
    "XXXX-03-26",
)


def write_varied(folder: Path) -> Path:
    """Twelve visits and 120 events of every kind of date, status and place.

    More visits than hues; events without a visit, without a day, without a place, at a place without a
    point, at both sides of the antimeridian, in a venue, a province and a country.
    """
    chance = random.Random(20240516)
    day = lambda: date(2023, 1, 1) + timedelta(days=chance.randrange(500))  # noqa: E731
    where = [
        "gn:1581130",
        "gn:1566083",
        "gn:1816670",
        "gn:1809858",
        "venue:huanghuagang-park",
        "venue:beijing-party-school",
        "cn:440000",
        "country:cn",
        "own:suva",
        "own:apia",
        "own:nowhere",
        "",
    ]
    people = [
        {
            "person_id": f"person-{number}",
            "kind": "person",
            "name": f"Person {number}",
            "name_vi": f"Người thứ {number}",
            "name_zh": f"人物{number}",
        }
        for number in range(6)
    ]
    rows = []
    for number in range(120):
        first = day()
        later = first + timedelta(days=chance.randrange(1, 40))
        form = chance.choice(DATES)
        place_id = chance.choice(where)
        rows.append(
            event(
                number,
                visit_id=chance.choice(["", *(f"visit-{n:02}" for n in range(12))]),
                date=form.format(day=first, later=later, month=f"{first:%Y-%m}", year=f"{first:%Y}"),
                type=chance.choice(["meeting", "talks", "signing", "site_visit", "other"]),
                title=f"{chance.choice(['Opening', 'Trade', 'Culture'])} event {number}",
                title_vi=f"Sự kiện {chance.choice(['văn hóa', 'thương mại'])} {number}",
                place_id=place_id,
                place_basis="stated" if place_id else "unknown",
                hosts=chance.choice(["", "person-0", "person-1; person-2"]),
                guests=chance.choice(["", "person-3", "person-4; person-5"]),
                status=chance.choice(["held"] * 5 + ["planned", "cancelled", "background"]),
                confidence=chance.choice(["certain", "less-certain", "uncertain"]),
                sources=chance.choice(["paper", "agency", "paper; agency"]),
            )
        )
    origins = ["gn:1581130", "gn:1816670", "gn:1809858"]
    return write_package(
        folder,
        {
            "sources": [source(), source("agency", url="")],
            "people": people,
            "visits": [visit(number, origin=origins[number % 3]) for number in range(12)],
            "events": rows,
            "places": [
                place("own:suva", "Suva", country="fj", parent="", latitude="-18.14", longitude="178.44"),
                place("own:apia", "Apia", country="ws", parent="", latitude="-13.83", longitude="-171.77"),
                place("own:nowhere", "Nowhere"),
            ],
        },
        coverage={
            "statement": "Everything that never happened.",
            "statement_vi": "Những gì chưa từng xảy ra.",
        },
    )
