"""The pages Sources and About: in both languages, with faults, without data, with hostile text."""

import csv
import json
from collections import Counter

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import records_source
from dashboard.state import Chosen
from visits import load

HOSTILE = (
    "{{ 7*7 }} {% x %} ${1} `a` <img src=x onerror=alert(1)> </script> **b** :red[c] [d](javascript:e) \u202e"
)


@pytest.fixture
def page(root):
    """Run one page in a language and return it."""

    def run(name, lang="en"):
        app = AppTest.from_file(str(root / "dashboard" / "app_pages" / f"{name}.py"), default_timeout=20)
        app.session_state["visit_map_state"] = {"chosen": Chosen(lang=lang)}
        app.run()
        assert not app.exception, app.exception
        return app

    return run


def plain(app):
    """Everything that is shown as it is."""
    return [element.value for element in app.text]


def marked_up(app):
    """Everything that is read as Markdown."""
    kinds = (
        app.markdown,
        app.caption,
        app.title,
        app.header,
        app.subheader,
        app.error,
        app.info,
        app.warning,
    )
    return [element.value for kind in kinds for element in kind]


def rewrite(path, change):
    """Change the rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_sources_lists_every_source(page):
    app = page("sources")
    sources = load().sources
    assert app.title[0].value == "Sources"
    for citation in sources["citation"]:
        assert citation in plain(app)
    assert f"{len(sources)} sources" in marked_up(app)


def test_sources_in_vietnamese(page):
    app = page("sources", "vi")
    assert app.title[0].value == "Nguồn"
    assert f"{len(load().sources)} nguồn" in marked_up(app)
    assert any("Tiếng Việt" in said for said in marked_up(app))


def test_sources_are_found_by_words_without_marks(page):
    app = page("sources")
    app.text_input[0].set_value("thoi dai").run()
    sources = load().sources.set_index("citation")["publisher"]
    shown = {sources[text] for text in plain(app) if text in sources.index}
    assert "Thời Đại" in shown
    assert len(shown) < sources.nunique()
    assert any(" sources of " in said or " source of " in said for said in marked_up(app))


def test_a_search_without_result_says_so(page):
    app = page("sources")
    app.text_input[0].set_value("nothing has this word").run()
    assert "Clear the search" in app.info[0].value
    assert "0 sources of" in " ".join(marked_up(app))


def test_a_source_says_how_many_events_cite_it(page, root):
    with (root / "seeds" / "events.csv").open(encoding="utf-8", newline="") as file:
        cited = Counter(key for row in csv.DictReader(file) for key in row["sources"].split("; "))
    (key, count), *_ = cited.most_common()
    app = page("sources")
    app.text_input[0].set_value(key).run()
    assert load().source(key).citation in plain(app)
    assert any(f"cited by {count} events" in said for said in marked_up(app))


def test_many_sources_become_a_table(page, package, show):
    def many(rows):
        rows += [{**rows[0], "source_id": f"copy-{number}", "url": ""} for number in range(60)]

    rewrite(package / "sources.csv", many)
    show(package)
    app = page("sources")
    table = app.dataframe[0].value
    assert len(table) == len(records_source.get_records().sources)
    links = table["Address"].dropna()
    assert len(links)
    assert links.str.startswith("http").all()


@pytest.mark.parametrize("name", ["sources", "about"])
def test_hostile_text_is_shown_as_text(page, package, show, name):
    def poison(rows):
        rows[0].update(publisher=HOSTILE, citation=HOSTILE, note=HOSTILE, author=HOSTILE)

    rewrite(package / "sources.csv", poison)
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["title"] = HOSTILE
    descriptor["coverage"] = {
        "statement": HOSTILE,
        "from": "2023-09-25",
        "to": HOSTILE,
        "leaves_out": [HOSTILE],
    }
    (package / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    show(package)
    app = page(name)
    assert any(
        "onerror" in text and "{{ 7*7 }}" in text
        for text in [*plain(app), *(code.value for code in app.code)]
    )
    assert not any("onerror" in text for text in marked_up(app))


def test_about_says_what_the_data_hold(page):
    app = page("about")
    records = load()
    said = plain(app)
    assert records.title in said
    assert records.coverage["statement"] in said
    for item in records.coverage["leaves_out"]:
        assert f"– {item}" in "\n".join(said).splitlines()
    counts = f"{len(records.visits)} visits, {records.counts().all} events, {len(records.sources)} sources."
    assert counts in said
    assert any(records.version[:12] in text for text in marked_up(app))


def test_about_in_vietnamese_uses_the_statement_of_that_language(page):
    app = page("about", "vi")
    assert app.title[0].value == "Giới thiệu"
    coverage = load().coverage
    assert coverage["statement_vi"] in plain(app)
    assert f"– {coverage['leaves_out_vi'][0]}" in "\n".join(plain(app)).splitlines()


def test_about_names_data_typefaces_and_licences(page):
    table = page("about").dataframe[0].value
    assert {"Natural Earth", "GeoNames", "Be Vietnam Pro", "Noto Sans SC", "Leaflet"} <= set(table["Name"])
    assert table["Licence"].all()
    assert table["Address"].str.startswith("https://").all()


def test_about_lists_what_was_left_out(page, broken_package, show):
    show(broken_package)
    app = page("about")
    faults = app.dataframe[0].value
    assert "2023-02-30" in set(faults["Value"])
    assert "What was left out because of faults" in [header.value for header in app.header]
    assert len(app.get("download_button")) == 1


def test_about_without_faults_has_no_report(page):
    app = page("about")
    assert "What was left out because of faults" not in [header.value for header in app.header]
    assert len(app.get("download_button")) == 0


@pytest.mark.parametrize("name", ["sources", "about"])
def test_without_data_a_page_says_why(page, show, tmp_path, name):
    show(tmp_path)
    app = page(name)
    assert app.error[0].value == "The records could not be loaded."
    assert any("datapackage.json" in text for text in plain(app))
