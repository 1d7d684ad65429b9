"""A data package whose every text is an attack: on templates, HTML, Markdown, scripts, formulas, formats."""

from pathlib import Path
from typing import Any

from gazetteer.cells import join_values
from tests.browser.page.packages import write_package
from visits.schema import TABLES

FIRED = "__fired"
"""The flag in the window that every script among the payloads would set."""

SUM, RESULT = "{{ 1009*1013 }}", "1022117"
"""A template, and what stands in its place once somebody has run it."""

PAYLOADS = {
    "jinja": "{{ 7*7 }}",
    "jinja-sum": SUM,
    "jinja-call": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "jinja-tag": "{% x %}",
    "jinja-raw": "{% raw %}{% endraw %}",
    "jinja-comment": "{# gone",
    "jinja-open": "{{",
    "literal": f"${{window.{FIRED}=1}}",
    "backtick": f"`+(window.{FIRED}=1)+`",
    "image": f'<img src=x onerror="window.{FIRED}=1">',
    "script": f"</script><script>window.{FIRED}=1</script>",
    "attribute": f"'\"><svg onload=window.{FIRED}=1>",
    "handler": f'" autofocus onfocus="window.{FIRED}=1" x="',
    "style": "</style><style>*{display:none}",
    "comment": "--><b>bold</b><!--",
    "entity": "&lt;i&gt; &amp; &#39;",
    "link": f"javascript:window.{FIRED}=1",
    "backslash": r"\1 \g<0> \u0041 \n \\",
    "rtl": "\u202eabc\u202c \u200fשלום\u200e",
    "bold": "**x** _y_ ~~z~~ # h",
    "md-link": f"[x](javascript:window.{FIRED}=1) [y](http://evil.example/)",
    "md-image": "![x](http://evil.example/x.png)",
    "icon": ":material/delete: :red[x] :blue-background[y] :smile:",
    "formula": "$x^2$ $$y$$",
    "format": "{count} {0} %s %(name)s {place!r}",
    "cells": '=1+1,"quoted" | a\tb',
}
"""Texts that must be shown as they stand, by what they would attack."""

EVERYTHING = " ".join(PAYLOADS.values())

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "'=1", "\t=1", '=HYPERLINK("http://evil.example","x")')
"""Beginnings of cells that a spreadsheet would run, and one that begins with the guard itself."""

HANOI, BEIJING, HALL = "own:hanoi", "own:beijing", "own:hall"


def text_of(table: str, column: str, number: int | str = "") -> str:
    """The text in a column: says where it stands, so that it is found where it is looked for."""
    return f"{table}.{column}{number} {EVERYTHING}"


def texts_of(table: str, number: int | str = "", *, leave: tuple[str, ...] = ()) -> dict[str, str]:
    """All free texts of one row."""
    row = {}
    for column in TABLES[table].columns:
        if column.cell.kind == "text" and column.name not in leave:
            text = text_of(table, column.name, number)
            row[column.name] = join_values([text, f"{text} second"]) if column.cell.many else text
    return row


def events() -> list[dict[str, str]]:
    """One event with everything in every field, then one for each payload and each formula in its title."""
    common = {
        "visit_id": "visit",
        "date": "2024-05-16",
        "date_basis": "stated",
        "type": "meeting",
        "place_basis": "stated",
        "status": "held",
        "confidence": "certain",
        "sources": "paper; agency",
        "hosts": "host",
        "guests": "guest; body",
    }
    rows = [texts_of("events") | common | {"event_id": "everything", "place_id": HANOI}]
    titles = [*PAYLOADS.values(), *FORMULAS]
    for number, title in enumerate(titles):
        rows.append(
            common
            | {
                "event_id": f"single-{number:02}",
                "title": title,
                "title_vi": title,
                "title_zh": title,
                "note": title,
                "place_id": BEIJING,
                "date": "2024-05-17",
            }
        )
    return rows


def place(place_id: str, number: int, latitude: str, longitude: str, **fields: str) -> dict[str, str]:
    texts = texts_of("places", number, leave=("kind", "country", "other_names", "valid_from", "valid_to"))
    return (
        texts
        | {
            "place_id": place_id,
            "kind": "city",
            "country": "vn",
            "parent": "country:vn",
            "latitude": latitude,
            "longitude": longitude,
            "precision": "city",
            "other_names": join_values([f"en:official:{text_of('places', 'other', number)}"]),
        }
        | fields
    )


def claims() -> list[dict[str, str]]:
    """A claim about each text of the event, one source against the other."""
    return [
        {
            "event": "everything",
            "field": field,
            "value": text_of("claims", f"value-{field}-{source}"),
            "source": source,
            "locator": text_of("claims", f"locator-{field}-{source}"),
            "note": text_of("claims", "note"),
        }
        for field in ("title", "date_text", "documents", "note")
        for source in ("paper", "agency")
    ]


def write_hostile(folder: Path) -> Path:
    """Write the package; it is sound, for text may be anything."""
    source = texts_of("sources", leave=("language",)) | {"published": "2024-05-17", "language": "en"}
    people = [
        texts_of("people", number)
        | {
            "person_id": person_id,
            "kind": kind,
            "other_names": join_values([f"en:{text_of('people', 'other', number)}"]),
            "sources": "paper",
        }
        for number, (person_id, kind) in enumerate(
            [("host", "person"), ("guest", "person"), ("body", "organisation")]
        )
    ]
    said = {
        name: text_of("coverage", name)
        for name in ("statement", "statement_vi", "leaves_out", "leaves_out_vi", "from", "to")
    }
    described: dict[str, Any] = {
        "title": text_of("package", "title"),
        "description": text_of("package", "description"),
        "version": text_of("package", "version"),
        "coverage": said | {"leaves_out": [said["leaves_out"]]},
        "licenses": [{"name": text_of("licence", "name"), "title": text_of("licence", "title"),
                      "path": f"javascript:window.{FIRED}=1"}],
        "contributors": [{"title": text_of("contributor", "title")}],
        "home": HANOI,
    }  # fmt: skip
    return write_package(
        folder,
        {
            "sources": [
                source | {"source_id": "paper", "url": "https://example.org/?q='()*$&x=%3Cscript%3E"},
                source | {"source_id": "agency", "url": ""},
            ],
            "people": people,
            "roles": [
                texts_of("roles", person)
                | {"person": person, "from": "2020-01-01", "to": "", "source": "paper"}
                for person in ("host", "guest")
            ],
            "visits": [
                texts_of("visits")
                | {"visit_id": "visit", "date": "2024-05", "head": "guest", "origin": HANOI, "status": "held",
                   "confidence": "certain", "sources": "paper"},
            ],
            "events": events(),
            "claims": claims(),
            "places": [
                place(HANOI, 0, "21.03", "105.85"),
                place(BEIJING, 1, "39.9", "116.4", country="cn", parent="country:cn"),
                place(HALL, 2, "21.04", "105.86", kind="university", precision="venue", parent=HANOI),
            ],
        },
        **described,
    )  # fmt: skip
