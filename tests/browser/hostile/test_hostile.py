"""Text of records is text, on every place where it appears: nothing in it is run, filled in or made into a link."""

import csv
import json
import shutil
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Template

import visits
from dashboard.basemap import OfflineMap
from dashboard.visitmap import VisitLayer
from gazetteer.cells import split_values
from tests.browser.hostile.conftest import Watched
from tests.browser.hostile.hostile_package import (
    EVERYTHING,
    FIRED,
    FORMULAS,
    HANOI,
    PAYLOADS,
    text_of,
)
from tests.browser.page.visit_page import TIMEOUT
from visits import Records
from visits.exports.event_csv import read_event_csv

TITLES = [*PAYLOADS.values(), *FORMULAS]
"""Titles of the events at the second place, in their order."""


def every(table: str, columns: str, number: int | str = "") -> list[str]:
    return [text_of(table, column, number) for column in columns.split()]


def test_the_watch_sees_what_runs(watch: Any) -> None:
    tab = watch("")
    for name in ("image", "script", "attribute", "md-link", "jinja-sum"):
        text = PAYLOADS[name]
        if name == "md-link":
            text = f'<a href="{PAYLOADS["link"]}">x</a>'
        elif name == "jinja-sum":
            text = Template(text).render()
        tab.page.goto("about:blank")
        tab.page.set_content(f'<body><p title="">{text}</p>')
        if name in ("image", "script", "attribute"):
            tab.until(f"() => window.{FIRED} === 1")
        with pytest.raises(AssertionError):
            tab.assert_inert()
    tab.page.context.close()


# --- the map


def test_legend_labels_and_popups(hostile: Watched) -> None:
    hostile.open()
    assert hostile.drawn == len(TITLES) + 1
    assert hostile.texts(".vm-legend-title") == [text_of("visits", "title")]
    painted = set(hostile.page.evaluate("[...__painted]"))
    assert {text_of("places", "name", 0), text_of("places", "name", 1)} <= painted
    # a list
    popup = hostile.click_symbol(text_of("places", "name", 1))
    assert popup.locator(".vm-list-head").evaluate("(head) => head.firstChild.textContent") == text_of(
        "places", "name", 1
    )
    assert hostile.texts(".vm-event-list .vm-title") == TITLES
    assert set(hostile.texts(".vm-event-list .vm-quiet")) == {text_of("places", "name", 1)}
    # the table says which place it was narrowed to
    said = f"{len(TITLES)} of {len(TITLES) + 1} events: {text_of('places', 'name', 1)}"
    hostile.until("(said) => document.querySelector('[data-testid=stMain]').textContent.includes(said)", said)
    assert hostile.texts(".vm-event-list .vm-title") == TITLES
    # one event
    hostile.close_popup()
    hostile.layer("(layer) => layer.fit(false)")
    popup = hostile.click_symbol(text_of("places", "name", 0))
    check_event(hostile, ".leaflet-popup", "en")


def check_event(page: Watched, where: str, lang: str) -> None:
    """The event with everything, as popup and detail panel both show it."""
    own = "title_vi" if lang == "vi" else "title"
    name = "name_vi" if lang == "vi" else "name"
    other = "name" if lang == "vi" else "name_vi"
    documents = "documents_vi" if lang == "vi" else "documents"
    assert page.texts(f"{where} .vm-title") == [text_of("events", own)]
    assert page.texts(f"{where} .vm-where") == [text_of("places", name, 0)]
    assert text_of("visits", own) in page.texts(f"{where} .vm-of-visit")[0]
    people = page.texts(f"{where} .vm-person")
    for number in range(3):
        named = [text for text in people if text.startswith(text_of("people", name, number))]
        assert named
        assert text_of("people", other, number) in named[0]
        assert text_of("people", "name_zh", number) in named[0]
    roles = page.texts(f"{where} .vm-role")
    for person in ("host", "guest"):
        assert any(text_of("roles", own, person) in text for text in roles)
    wanted = [text_of("events", documents), f"{text_of('events', documents)} second"]
    assert [text for text in page.texts(f"{where} .vm-list li") if "documents" in text[:24]] == wanted
    sources = page.texts(f"{where} .vm-facts .vm-source")
    assert len(sources) == 2
    assert set(sources) <= set(every("sources", "publisher citation"))
    addresses = page.page.locator(f"{where} .vm-facts a").evaluate_all("(all) => all.map((a) => a.href)")
    assert addresses == ["https://example.org/?q=%27()*$&x=%3Cscript%3E"]


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_detail_panel(hostile: Watched, lang: str) -> None:
    hostile.open(f"event=everything&lang={lang}")
    hostile.detail.get_by_role("heading").first.wait_for()
    where = "[data-testid=event-detail]"
    check_event(hostile, where, lang)
    facts = hostile.texts(f"{where} .vm-facts dd")
    assert text_of("events", "date_text") in facts
    note = (
        "note_vi" if lang == "vi" and any(text_of("events", "note_vi") == fact for fact in facts) else "note"
    )
    assert text_of("events", note) in facts
    claimed = hostile.texts(f"{where} .vm-claimed")
    for field in ("title", "date_text", "documents", "note"):
        for source in ("paper", "agency"):
            assert text_of("claims", f"value-{field}-{source}") in claimed
    assert any(
        text_of("claims", "locator-note-paper") in text for text in hostile.texts(f"{where} .vm-claim")
    )


# --- what Streamlit shows


def test_table(hostile: Watched) -> None:
    hostile.open()
    hostile.wait_rows(len(TITLES) + 1)
    wanted = [text_of("events", "title"), *TITLES]
    seen: dict[str, None] = {}
    grid = hostile.page.locator("[data-testid=stDataFrame]").first
    grid.scroll_into_view_if_needed()
    grid.hover()
    last = """() => Math.max(
        ...[...document.querySelectorAll("[data-testid=stDataFrame] tr")].map((row) => row.ariaRowIndex))"""
    while True:
        seen |= dict.fromkeys(row[2] for row in hostile.table())
        reached = hostile.page.evaluate(last)
        if reached > len(wanted):
            break
        hostile.page.mouse.wheel(0, 200)
        hostile.until(f"(reached) => ({last})() > reached", reached)
    assert list(seen) == wanted
    assert {row[3] for row in hostile.table()} <= {text_of("places", "name", 0), text_of("places", "name", 1)}


def test_filter_choices(hostile: Watched) -> None:
    hostile.open("visit=visit&q=events")
    sidebar = hostile.page.get_by_test_id("stSidebar")
    assert f"{text_of('visits', 'title')} (" in sidebar.evaluate("(one) => one.textContent")
    sidebar.get_by_text("More filters").click()
    hostile.settled(sidebar.get_by_test_id("stExpander"))
    wanted = {
        "City": every("places", "name", 0) + every("places", "name", 1),
        "Person or organisation": [text_of("people", "name", number) for number in range(3)],
        "Source": every("sources", "publisher"),
    }
    for label, texts in wanted.items():
        sidebar.get_by_role("combobox", name=label, exact=True).click()
        hostile.page.get_by_role("option").first.wait_for()
        options = hostile.texts("[role=option]")
        for text in texts:
            assert any(option.startswith(text) for option in options), label
        hostile.page.keyboard.press("Escape")
        hostile.page.get_by_role("option").first.wait_for(state="detached")
    # a chosen one is shown as a chip
    hostile.open([("person", "host"), ("city", HANOI), ("source", "agency")])
    shown = sidebar.evaluate("(one) => one.textContent")
    for text in (text_of("people", "name", 0), text_of("places", "name", 0), text_of("sources", "publisher")):
        assert text in shown


def test_words_typed_by_the_reader(hostile: Watched) -> None:
    hostile.open([("q", EVERYTHING[:250])])
    assert hostile.parameters["q"] == [EVERYTHING[:250]]
    hostile.assert_sound()
    box = hostile.page.get_by_test_id("stSidebar").get_by_role("textbox", name="Search")
    assert box.input_value() == EVERYTHING[:250]


def test_notes_about_the_address_and_the_link_to_share(hostile: Watched) -> None:
    hostile.open([*(("type", payload) for payload in PAYLOADS.values()), ("event", PAYLOADS["image"])])
    hostile.page.get_by_text("Ignored in the address").wait_for()
    said = hostile.page.get_by_test_id("stMain").evaluate("(one) => one.textContent")
    for name in ("jinja-sum", "image", "script", "md-link", "icon", "format", "bold"):
        assert f"type={PAYLOADS[name].strip()}" in said, name
    assert f"event={PAYLOADS['image']}" in said
    hostile.open([("q", PAYLOADS["script"])])
    hostile.page.get_by_role("button", name="Share").click()
    hostile.page.get_by_test_id("stCode").wait_for()


def test_coverage(hostile: Watched) -> None:
    for lang, name in (("en", "statement"), ("vi", "statement_vi")):
        hostile.turn_to(f"lang={lang}")
        hostile.page.get_by_test_id("stMain").get_by_test_id("stPopover").last.get_by_role("button").click()
        body = hostile.page.get_by_test_id("stPopoverBody")
        body.wait_for()
        hostile.until(
            "(said) => document.querySelector('[data-testid=stPopoverBody]')?.textContent.includes(said)",
            text_of("coverage", name),
        )


def test_sources_page(hostile: Watched) -> None:
    hostile.open()
    hostile.page.get_by_role("navigation").get_by_role("link", name="Sources").click()
    hostile.until("() => location.pathname === '/sources'")
    main = hostile.page.get_by_test_id("stMain")
    main.get_by_text("Open the source").wait_for()
    hostile.rest()
    said = main.evaluate("(one) => one.textContent")
    for text in every("sources", "publisher citation author note"):
        assert said.count(text) == 2, text
    assert main.locator("a[href^=https]").count() == 1
    hostile.assert_inert()
    box = main.get_by_role("textbox")
    box.fill("sources.citation {{ 1009*1013 }}")
    box.press("Enter")
    hostile.rest()
    hostile.assert_sound()


def test_about_page(hostile: Watched) -> None:
    hostile.open()
    hostile.page.get_by_role("navigation").get_by_role("link", name="About").click()
    main = hostile.page.get_by_test_id("stMain")
    main.get_by_text("How to cite").wait_for()
    hostile.rest()
    said = main.evaluate("(one) => one.textContent")
    for text in (
        text_of("package", "title"),
        text_of("coverage", "statement"),
        text_of("coverage", "from"),
        text_of("coverage", "to"),
        text_of("coverage", "leaves_out"),
        text_of("licence", "name"),
        text_of("licence", "title"),
    ):
        assert text in said, text[:30]
    # the line to cite it by holds the title too
    assert text_of("package", "title") in "".join(hostile.texts("[data-testid=stCode]"))


# --- what is taken away


def test_downloads(hostile: Watched, hostile_records: Records, tmp_path: Path) -> None:
    hostile.open()
    wanted = hostile_records.frame()
    assert list(wanted["title"]) == [text_of("events", "title"), *TITLES]
    plain, excel = hostile.download("CSV", tmp_path), hostile.download("CSV for Excel", tmp_path)
    for path in (plain, excel):
        came = read_event_csv(path)
        for column in (
            "title",
            "title_vi",
            "note",
            "date_text",
            "place",
            "visit",
            "delegation",
            "head",
            "hosts",
        ):
            assert list(came[column].fillna("")) == list(wanted[column].fillna("")), column
        assert split_values(came["documents"].iloc[0]) == [
            text_of("events", "documents"),
            f"{text_of('events', 'documents')} second",
        ]
    # To a spreadsheet no cell of the Excel flavour begins a formula.
    with excel.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            for name, cell in row.items():
                numeric = name in ("latitude", "longitude", "seq")
                assert numeric or not cell.lstrip().startswith(("=", "+", "-", "@")), cell


def test_geojson(hostile: Watched, hostile_records: Records) -> None:
    with urllib.request.urlopen(f"{hostile.url}/api/events.geojson", timeout=20) as answer:
        features = json.loads(answer.read())["features"]
    assert [one["properties"]["title"] for one in features] == list(hostile_records.frame()["title"])
    assert [one["properties"]["note"] for one in features] == list(hostile_records.frame()["note"])


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_stand_alone_file(watch: Any, hostile_records: Records, tmp_path: Path, lang: str) -> None:
    page = OfflineMap([27, 110], zoom_start=4)
    VisitLayer(hostile_records, lang=lang).add_to(page)
    path = tmp_path / "visits.html"
    page.save(str(path))
    tab = watch("")
    tab.page.context.set_offline(True)
    tab.page.goto(path.as_uri())
    tab.page.wait_for_selector("[data-testid=visit-map][data-drawn]", timeout=TIMEOUT)
    tab.network.foreign.clear()  # the file itself
    name, title = ("name_vi", "title_vi") if lang == "vi" else ("name", "title")
    assert tab.drawn == len(TITLES) + 1
    assert tab.texts(".vm-legend-title") == [text_of("visits", title)]
    painted = set(tab.page.evaluate("[...__painted]"))
    assert {text_of("places", name, 0), text_of("places", name, 1)} <= painted
    tab.click_symbol(text_of("places", "name", 1))
    assert tab.texts(".vm-event-list .vm-title") == TITLES
    tab.close_popup()
    tab.layer("(layer) => layer.fit(false)")
    tab.click_symbol(text_of("places", "name", 0))
    check_event(tab, ".leaflet-popup", lang)
    tab.assert_inert()
    tab.page.context.close()


# --- what the loader refuses, and how the page says so


def test_an_address_that_runs_is_refused(hostile_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(hostile_folder, tmp_path / "refused")
    sources = folder / "sources.csv"
    text = sources.read_text(encoding="utf-8")
    sources.write_text(
        text.replace("https://example.org/?q='()*$&x=%3Cscript%3E", "javascript:alert(1)"), encoding="utf-8"
    )
    with pytest.raises(visits.DataPackageError) as caught:
        visits.load(folder)
    assert any(fault.file == "sources.csv" and fault.column == "url" for fault in caught.value.faults)


def test_faults_show_hostile_values_as_text(
    watch: Any, serve_data: Any, hostile_folder: Path, tmp_path_factory: Any
) -> None:
    folder = shutil.copytree(hostile_folder, tmp_path_factory.mktemp("faults") / "package")
    events = folder / "events.csv"
    with events.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        header, rows = reader.fieldnames or [], list(reader)
    bad = ["jinja-sum", "image", "script", "md-link", "icon"]
    for row, name in zip(rows[1:], bad, strict=False):
        row["date"] = PAYLOADS[name]
    with events.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    tab = watch(serve_data(folder).url)
    tab.open()
    assert tab.drawn == len(TITLES) + 1 - len(bad)
    tab.assert_inert()
    tab.page.get_by_role("navigation").get_by_role("link", name="About").click()
    tab.page.get_by_text("What was left out because of faults").wait_for()
    tab.wait_rows(len(bad))
    values = [row[3] for row in tab.table()]
    assert values == [PAYLOADS[name] for name in bad]
    with tab.page.expect_download() as started:
        tab.page.get_by_role("button", name="Download the fault report").click()
    report = Path(started.value.path()).read_text(encoding="utf-8")
    assert all(PAYLOADS[name] in report for name in bad)
    tab.assert_inert()
    tab.page.context.close()
