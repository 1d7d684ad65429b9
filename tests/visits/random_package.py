"""A package with every kind of row, made by a seeded generator: what the properties are tested on."""

import csv
import json
import random
from datetime import date, timedelta

from visits.schema import TABLES
from visits.vocabulary import CONFIDENCE, EVENT_TYPE, STATUS

PLACES = [
    "", "gn:1581130", "gn:1566083", "gn:1816670", "gn:1809858", "gn:1796236", "cn:440000", "country:vn",
    "venue:huanghuagang-park", "venue:beijing-party-school", "venue:nowhere", "venue:fiji", "venue:samoa",
]  # fmt: skip
OWN_PLACES = [
    {
        "place_id": "venue:nowhere",
        "kind": "park",
        "name": "No Point",
        "country": "vn",
        "parent": "gn:1581130",
    },
    {
        "place_id": "venue:fiji",
        "kind": "city",
        "name": "Suva",
        "country": "fj",
        "latitude": "-18",
        "longitude": "178.4",
    },
    {
        "place_id": "venue:samoa",
        "kind": "city",
        "name": "Apia",
        "country": "ws",
        "latitude": "-13.8",
        "longitude": "-171.8",
    },
]
PEOPLE = ["dung", "huang", "yin", "office"]
NAMES = {
    "dung": "Đinh Tiến Dũng",
    "huang": "Huang Kunming",
    "yin": "Yin Li",
    "office": "An office; its staff",
}
WORDS = [
    "Talks",
    "gặp",
    "会见",
    "Bền vững",
    "=1+1",
    "'quoted",
    "a;b",
    "Memorandum, signed",
    "line\nbreak",
    "ＡＢＣ",
]
SOURCES = ["s1", "s2", "s3"]


def some_date(rnd):
    day = date(2023, 1, 1) + timedelta(days=rnd.randrange(500))
    later = day + timedelta(days=rnd.randrange(40))
    forms = [
        f"{day}", f"{day}", f"{day}", f"{day}?", f"{day:%Y-%m}", f"{day:%Y}", f"{day}/{later}", f"[{day}..{later}]",
        f"[..{day}]", f"{day}/..", f"XXXX-{day:%m-%d}", "", f"{day:%Y-%m}-2X",
    ]  # fmt: skip
    return rnd.choice(forms)


def some_of(rnd, values, most):
    return "; ".join(rnd.sample(values, rnd.randint(0, most))).replace("a;b", r"a\;b")


def write_random_package(folder, seed, events=60):
    """Write a sound package of this many events."""
    rnd = random.Random(seed)
    visits = [f"v{number}" for number in range(events // 5)]
    tables = {name: [] for name in TABLES}
    tables["sources"] = [
        {
            "source_id": source,
            "citation": f"Citation; {source}",
            "url": rnd.choice(["", f"https://e.org/{source}?a;b"]),
        }
        for source in SOURCES
    ]
    tables["places"] = [
        {**place, "precision": "venue", "source": "own", "licence": "CC0-1.0"} for place in OWN_PLACES
    ]
    tables["people"] = [
        {"person_id": person, "kind": "person", "name": NAMES[person], "other_names": "en:Somebody Else"}
        for person in PEOPLE
    ]
    tables["visits"] = [
        {
            "visit_id": visit, "title": f"Visit {rnd.choice(WORDS)}", "date": some_date(rnd),
            "origin": rnd.choice(PLACES), "head": rnd.choice(["", *PEOPLE]), "status": rnd.choice(list(STATUS)),
            "confidence": "certain", "sources": "s1",
        }
        for visit in visits
    ]  # fmt: skip
    tables["events"] = [
        {
            "event_id": f"e{number}", "visit_id": rnd.choice(["", *visits]), "seq": rnd.choice(["", "", "1", "2", "3"]),
            "date": some_date(rnd), "type": rnd.choice(list(EVENT_TYPE)), "title": f"{rnd.choice(WORDS)} {number}",
            "title_vi": rnd.choice(["", *WORDS]), "place_id": rnd.choice(PLACES), "hosts": some_of(rnd, PEOPLE, 2),
            "guests": some_of(rnd, PEOPLE, 2), "documents": some_of(rnd, WORDS, 2), "note": rnd.choice(["", *WORDS]),
            "status": rnd.choice(list(STATUS)), "confidence": rnd.choice(list(CONFIDENCE)),
            "sources": "; ".join(rnd.sample(SOURCES, rnd.randint(1, 3))),
        }
        for number in range(events)
    ]  # fmt: skip
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, TABLES[name].header, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    (folder / "datapackage.json").write_text(json.dumps({"title": "random", "home": "vn"}), encoding="utf-8")
    return folder
