"""The page as a whole, by Streamlit's AppTest: with the seeds, with faults, with nothing, with hostile text."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import records_source
from visits.model import Event, Person, Visit

RETURN = "2023-09-29-hanoi-return"


@pytest.fixture
def visit(root):
    """Open the page under an address."""

    def open_page(**address):
        app = AppTest.from_file(str(root / "dashboard" / "page.py"), default_timeout=60)
        for name, values in address.items():
            app.query_params[name] = values
        app.run()
        assert not app.exception, [error.value for error in app.exception]
        return app

    return open_page


def components(app):
    """What each component of the page is told, by its name."""
    found = {}
    for element in app.get("bidi_component"):
        said = json.loads(element.proto.json)
        found[element.proto.component_name.rpartition(".")[2]] = said.get("data", said)
    return found


def test_the_page_has_map_table_and_counts(visit):
    app = visit()
    assert set(components(app)) == {"visit_map"}
    assert len(app.dataframe) == 1
    assert "Select an event in the table or on the map to read it here." in [c.value for c in app.caption]
    assert "20 in the data" in next(c.value for c in app.caption if " · " in c.value)
    assert app.text_input[0].label == "Search"


def test_the_interface_is_vietnamese_when_asked(visit):
    app = visit(lang=["vi"])
    assert app.text_input[0].label == "Tìm kiếm"
    english = {*(c.value for c in visit().caption), *(b.label for b in visit().multiselect)}
    assert english.isdisjoint({*(c.value for c in app.caption), *(b.label for b in app.multiselect)})


@pytest.mark.parametrize(
    ("lang", "title"), [("en", "Hanoi delegation returns home from China"), ("vi", None)]
)
def test_an_event_in_the_address_is_opened(visit, lang, title):
    app = visit(event=[RETURN], lang=[lang])
    told = components(app)
    detail = told["visit_detail"]["detail"]
    assert detail["event_id"] == RETURN
    if title:
        assert detail["title"] == title
    else:
        assert detail["title"] == "Đoàn Hà Nội về nước sau chuyến đi Trung Quốc"
    assert told["visit_detail"]["texts"]["lang"] == lang
    assert told["visit_map"]["selected"]["id"] == RETURN


def test_an_unknown_event_opens_nothing(visit):
    app = visit(event=["no-such-event"])
    assert "visit_detail" not in components(app)
    assert any("event=no-such-event" in text.value for text in app.text)


def test_the_map_asks_for_what_the_server_answers(visit):
    script = components(visit())["visit_map"]["script"]
    assert "api/columns?v=" in script
    assert "api/details?v=" in script
    assert "hanoi-china-2023-09" not in script


def test_a_second_session_gets_the_same_map(visit):
    first, second = components(visit())["visit_map"], components(visit(lang=["vi"]))["visit_map"]
    assert first["script"] == second["script"]
    assert first["assets"] == second["assets"]


def test_a_faulty_package_is_shown_around_its_faults(visit, broken_package, show):
    show(broken_package)
    app = visit()
    assert len(app.warning) == 1
    assert len(app.dataframe[0].value) == 18
    assert set(components(app)) == {"visit_map"}


def test_a_package_without_events(visit, show, package):
    for table in ("events", "claims"):
        path = package / f"{table}.csv"
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8", newline="")
    show(package)
    assert not records_source.loaded().faults
    app = visit()
    assert [info.value for info in app.info] == ["These data hold no event yet."]
    assert [button.disabled for button in app.button if button.label == "Clear all filters"] == [True]
    assert app.caption[0].value == "0 visits, 0 events"
    assert set(components(app)) == {"visit_map"}
    assert all(button.proto.disabled for button in app.get("download_button"))
    assert visit(lang=["vi"]).info[0].value != "These data hold no event yet."


@pytest.mark.parametrize("what", ["an empty folder", "no folder", "a descriptor that is no JSON"])
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_without_data_the_page_says_why(visit, show, tmp_path, what, lang):
    if what == "no folder":
        show(tmp_path / "nowhere")
    else:
        if what == "a descriptor that is no JSON":
            (tmp_path / "datapackage.json").write_text("{{ 7*7 }}", encoding="utf-8")
        show(tmp_path)
    app = visit(event=[RETURN], type=["talks"], city=["x"], lang=[lang])
    assert len(app.error) == 1
    assert (app.error[0].value == "The records could not be loaded.") is (lang == "en")
    assert str(tmp_path) in app.text[0].value
    assert not app.dataframe
    assert not components(app)


def test_hostile_records_are_text_on_the_page(visit, show, package):
    hostile = '{{ 7*7 }} **b** :red[c] <img src=x onerror=alert(1)> [d](javascript:e) ""'
    for table, word in (
        ("events", "Hanoi delegation returns home from China"),
        ("people", "Dinh Tien Dung,Đinh"),
    ):
        path = package / f"{table}.csv"
        text = path.read_text(encoding="utf-8")
        assert word in text
        tail = word.partition(",")[1] + word.partition(",")[2]
        path.write_text(text.replace(word, f'"{hostile}"{tail}'), encoding="utf-8", newline="")
    show(package)
    assert not records_source.loaded().faults
    app = visit(event=[RETURN])
    shown = hostile.replace('""', '"')
    assert shown in set(app.dataframe[0].value["Event"])
    assert components(app)["visit_detail"]["detail"]["title"] == shown
    kinds = (app.markdown, app.caption, app.info, app.warning, app.error, app.title, app.header)
    assert not any("onerror" in element.value for kind in kinds for element in kind)


def test_running_again_changes_nothing(visit):
    app = visit(type=["talks"], lang=["vi"])
    before = [caption.value for caption in app.caption]
    told = components(app)
    app.run()
    assert [caption.value for caption in app.caption] == before
    assert components(app) == told


def test_a_rerun_makes_no_record_object_for_each_visit_person_or_event(visit, monkeypatch):
    """At 100 000 events a page that did would take half a minute."""
    made = []

    def counted(kind):
        plain = kind.from_row.__func__
        monkeypatch.setattr(
            kind, "from_row", classmethod(lambda cls, row: made.append(cls.__name__) or plain(cls, row))
        )

    visit()  # what is kept for good is made once
    for kind in (Event, Visit, Person):
        counted(kind)
    visit(type=["talks"])
    assert made == []
    visit(event=[RETURN])
    assert "Person" in made
    assert len(made) < 60, "one opened event: its visit, people and claims"
