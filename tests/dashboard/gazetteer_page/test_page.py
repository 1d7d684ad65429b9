"""The page Gazetteer by Streamlit's AppTest: its three parts, both languages, hostile text, what may be written."""

import json

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.gazetteer_page import add_place
from dashboard.gazetteer_page.column_work import Work
from dashboard.question import Question
from dashboard.state import Chosen
from gazetteer import read_places
from visits.geocoding import Query

HOSTILE = "{{ 7*7 }} **b** :red[c] <img src=x onerror=alert(1)> [d](javascript:e) :material/delete:"


@pytest.fixture
def page(root):
    """Return a function that runs the page with a question and what was kept."""

    def run(question=None, lang="en", **kept):
        app = AppTest.from_file(str(root / "dashboard" / "app_pages" / "gazetteer.py"), default_timeout=30)
        memory = {f"kept_{name}": value for name, value in kept.items()}
        app.session_state["visit_map_state"] = {
            "chosen": Chosen(lang=lang, question=question or Question()),
            **memory,
        }
        app.run()
        assert not app.exception, app.exception
        return app

    return run


@pytest.fixture
def here(monkeypatch):
    """Let the server listen to this machine alone, as it does unless asked otherwise."""
    monkeypatch.setattr(add_place, "asked_from_here", lambda: True)


def told(app):
    """What the components are told, by name."""
    found = {}
    for element in app.get("bidi_component"):
        said = json.loads(element.proto.json)
        found[element.proto.component_name.rpartition(".")[2]] = said.get("data", said)
    return found


def kept(app, name="column"):
    return app.session_state["visit_map_state"][f"kept_{name}"]


def field(app, label):
    return next(
        one for kind in (app.text_input, app.selectbox, app.multiselect) for one in kind if one.label == label
    )


def button(app, label):
    return next(one for one in app.button if one.label == label)


def marked_up(app):
    kinds = (app.markdown, app.caption, app.title, app.info, app.warning, app.error, app.button)
    return [
        getattr(one, "value", None) if kind is not app.button else one.label for kind in kinds for one in kind
    ]


# --- one name


def test_nothing_asked_offers_examples(page):
    app = page()
    assert app.title[0].value == "Gazetteer"
    assert told(app)["place_map"]["answer"]["places"] == []
    button(app, "广州").click().run()
    assert told(app)["place_map"]["answer"]["places"][0]["name"] == "Guangzhou"
    assert app.session_state["visit_map_state"]["chosen"].question.name == "广州"


def test_a_name_typed(page):
    app = page()
    field(app, "Name of a place").input("Bắc Kinh").run()
    field(app, "Named with it").input("Trung Quốc, Hà Nội").run()
    field(app, "Used on").input("2024-05-16").run()
    field(app, "Only in").select("cn").run()
    question = app.session_state["visit_map_state"]["chosen"].question
    assert (question.name, question.context, question.country) == ("Bắc Kinh", ("Trung Quốc", "Hà Nội"), "cn")
    assert question.day.isoformat() == "2024-05-16"
    assert told(app)["place_map"]["answer"]["places"][0]["id"] == "gn:1816670"


def test_in_vietnamese(page):
    said = told(page(Question("Bắc Kinh"), "vi"))["place_map"]
    assert said["answer"]["places"][0]["where"] == "Trung Quốc"
    assert said["texts"]["take"] == "Chọn địa điểm này"
    assert said["lang"] == "vi"


def test_hostile_text_never_becomes_markdown(page):
    app = page(Question(HOSTILE, (HOSTILE,)))
    assert told(app)["place_map"]["answer"]["title"] == HOSTILE
    assert not any("onerror" in str(text) for text in marked_up(app))


def test_folium_gets_no_text(page):
    script = told(page(Question(HOSTILE)))["place_map"]["script"]
    assert script == told(page(Question("Huế")))["place_map"]["script"]


def test_without_records_the_shipped_places_answer(page, show, tmp_path):
    show(tmp_path)
    assert told(page(Question("Bắc Kinh")))["place_map"]["answer"]["places"][0]["id"] == "gn:1816670"


# --- a column


def work(**changes):
    frame = pd.DataFrame(
        {"town": ["Bắc Kinh", "qwertyxyz", "", HOSTILE], "land": ["", "", "", HOSTILE]}, dtype="str"
    )
    return Work(frame, "t.csv", "town", **changes)


def test_a_column_is_handed_in(page):
    app = page(Question(part="column"))
    assert told(app)["sheet_field"]["limit"] == 5_000_000


def test_what_could_not_be_read_is_said(page):
    app = page(Question(part="column"), column_faults=("table: bad",))
    assert app.warning[0].value == "This table could not be read:"
    assert app.text[0].value == "table: bad"


def test_answers_of_a_column(page):
    app = page(Question(part="column"), column=work())
    table = app.dataframe[0].value
    assert list(table["Answer"]) == ["clear", "no answer", "no name", "no answer"]
    assert list(table["Place"])[:2] == ["Beijing", ""]
    assert table["Name"].iloc[3] == HOSTILE
    assert any(
        text.startswith("1 with a place · 0 of them unclear · 2 without") for text in marked_up(app) if text
    )
    assert len(app.get("download_button")) == 2
    assert not any("onerror" in str(text) for text in marked_up(app))


def test_a_name_is_opened_corrected_and_undone(page):
    app = page(Question(part="column"), column=work())
    button(app, "Next to check").click().run()
    assert kept(app).opened == Query("qwertyxyz")
    answer = told(app)["place_map"]["answer"]
    assert (answer["title"], answer["places"], answer["takes"]) == ("qwertyxyz", [], True)
    field(app, "Another place").input("Hải Phòng").run()
    assert (
        told(app)["place_map"]["answer"]["places"][0]["name"] == "Haiphong"
        or told(app)["place_map"]["answer"]["places"]
    )
    field(app, "Another place").input("gn:1816670").run()
    assert told(app)["place_map"]["answer"]["places"][0]["by_hand"]
    button(app, "Leave without a place").click().run()
    assert kept(app).corrections == {Query("qwertyxyz"): ""}
    assert app.dataframe[0].value["Answer"].iloc[1] == "left without a place"
    button(app, "As it was found").click().run()
    assert kept(app).corrections == {}
    button(app, "Undo the last correction").click().run()
    assert kept(app).corrections == {Query("qwertyxyz"): ""}


def test_a_correction_that_is_no_candidate_is_shown_first(page):
    query = Query("qwertyxyz")
    app = page(Question(part="column"), column=work(opened=query, corrections={query: "gn:1816670"}))
    answer = told(app)["place_map"]["answer"]
    assert [place["id"] for place in answer["places"]] == ["gn:1816670"]
    assert answer["taken"] == "gn:1816670"
    assert app.dataframe[0].value["Answer"].iloc[1] == "by hand"


def test_the_column_and_its_context_are_chosen(page):
    app = page(Question(part="column"), column=work())
    field(app, "Columns that say where").select("land").run()
    assert kept(app).context_columns == ("land",)
    field(app, "Column of the names").select("land").run()
    assert (kept(app).column, kept(app).opened) == ("land", None)
    field(app, "Named with all of them").input("Việt Nam").run()
    assert kept(app).context == ("Việt Nam",)
    field(app, "Only in").select("vn").run()
    assert kept(app).country == "vn"
    button(app, "Another table").click().run()
    assert kept(app) is None
    assert "sheet_field" in told(app)


def test_only_what_is_to_be_checked(page):
    app = page(Question(part="column"), column=work())
    app.button_group[1].set_value("check").run()
    assert len(app.dataframe[0].value) == 2


def test_many_names_move_a_bar(page):
    frame = pd.DataFrame({"town": [f"x{number}" for number in range(2100)]}, dtype="str")
    app = page(Question(part="column"), column=Work(frame, "", "town"))
    assert len(app.dataframe[0].value) == 2100


# --- adding


FORM = {
    "Name in Vietnamese": "Nhà khách Thử",
    "Lies in": "Hà Nội",
    "Latitude, longitude": "21.03, 105.85",
    "Source of point and names": "a leaflet",
    "Licence of the source": "CC0-1.0",
}


def fill(app, **changes):
    for label, text in {**FORM, **changes}.items():
        field(app, label).input(text).run()


@pytest.mark.usefixtures("here")
def test_a_place_is_added_looked_up_and_taken_back(page, package, show):
    show(package)
    before = (package / "places.csv").read_bytes()
    app = page(Question(part="add"))
    assert str(package / "places.csv") in [text.value for text in app.text]
    fill(app)
    assert field(app, "Which is").value == "gn:1581130"
    button(app, "Add this place").click().run()
    places, faults = read_places(package / "places.csv")
    assert not faults
    added = places[-1]
    assert (added.name("vi"), added.parent, added.country) == ("Nhà khách Thử", "gn:1581130", "vn")
    assert "Nhà khách Thử · venue:nha-khach-thu" in [text.value for text in app.text]
    assert field(app, "Name in Vietnamese").value == ""
    looked = page(Question("nha khach thu"))
    assert told(looked)["place_map"]["answer"]["places"][0]["id"] == "venue:nha-khach-thu"
    button(app, "Undo").click().run()
    assert (package / "places.csv").read_bytes() == before
    assert told(page(Question("nha khach thu")))["place_map"]["answer"]["places"] == []


@pytest.mark.usefixtures("here")
def test_what_is_missing_is_said_and_nothing_is_written(page, package, show):
    show(package)
    before = (package / "places.csv").read_bytes()
    app = page(Question(part="add"))
    fill(app, **{"Source of point and names": "", "Latitude, longitude": "somewhere"})
    button(app, "Add this place").click().run()
    said = next(text for text in marked_up(app) if text and text.startswith("- "))
    assert said.splitlines() == [
        "- Give its point: latitude and longitude in degrees, or a click on the map.",
        "- Say where point and names come from: no source, no place.",
    ]
    assert (package / "places.csv").read_bytes() == before


@pytest.mark.usefixtures("here")
def test_the_shipped_records_stay_as_they_are(page, root):
    before = (root / "seeds" / "places.csv").read_bytes()
    app = page(Question(part="add"))
    assert not [one for one in app.button if one.label == "Add this place"]
    assert any("stay as they are" in str(text) for text in marked_up(app))
    fill(app)
    assert len(app.get("download_button")) == 1
    assert (root / "seeds" / "places.csv").read_bytes() == before


def test_nothing_is_written_for_other_machines(page, package, show):
    show(package)  # and the server does not say that it listens to this machine alone
    app = page(Question(part="add"))
    assert not [one for one in app.button if one.label == "Add this place"]
    assert any("answers other machines too" in str(text) for text in marked_up(app))


@pytest.mark.usefixtures("here")
def test_a_page_that_is_old_writes_nothing(page, package, show, monkeypatch):
    show(package)
    before = (package / "places.csv").read_bytes()
    app = page(Question(part="add"))
    fill(app)
    monkeypatch.setattr(add_place, "asked_from_here", lambda: False)
    button(app, "Add this place").click().run()
    assert (package / "places.csv").read_bytes() == before


@pytest.mark.usefixtures("here")
def test_a_file_that_changed_keeps_the_place(page, package, show):
    show(package)
    app = page(Question(part="add"))
    fill(app)
    button(app, "Add this place").click().run()
    path = package / "places.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    button(app, "Undo").click().run()
    assert app.warning[0].value == "The file has been changed since, so nothing was taken back."


@pytest.mark.usefixtures("here")
def test_a_disk_that_is_full_is_said(page, package, show, monkeypatch):
    show(package)
    app = page(Question(part="add"))
    fill(app)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dashboard.own_places.write_atomically", full)
    button(app, "Add this place").click().run()
    assert app.warning[0].value == "The file could not be written."
    assert "No space left on device" in [text.value for text in app.text]
