"""The reader's choice: address and session brought together, reports of the map, languages."""

from datetime import date
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import state
from dashboard.state import Chosen, Focus
from visits import VisitFilter, load

RETURN = "2023-09-29-hanoi-return"
UNTIL = "2024-03-ho-chi-minh-city-fatherland-front-talks"
LASTED = "2022-10-30-china-nguyen-phu-trong-visit"


class Parameters(dict):
    """What `st.query_params` is to the state: names with all their values."""

    def get_all(self, name):
        return list(super().get(name, []))

    def get(self, name, default=None):
        values = super().get(name)
        return values[-1] if values else default

    def from_dict(self, wanted):
        self.clear()
        self.update(wanted)


@pytest.fixture
def page(monkeypatch):
    """Streamlit as far as the state uses it: a session, an address, a browser."""
    stand_in = SimpleNamespace(
        session_state={}, query_params=Parameters(), context=SimpleNamespace(locale=None, url=None)
    )
    monkeypatch.setattr(state, "st", stand_in)
    return stand_in


@pytest.fixture(scope="module")
def records(root):
    return load(root / "seeds")


@pytest.fixture
def arrive(page, records):
    """Return a function that opens an address and says what is chosen then."""

    def open_address(path="", known=records, **parameters):
        page.query_params.from_dict({name: list(values) for name, values in parameters.items()})
        state.begin(path, known)
        return state.chosen()

    return open_address


# --- the address ---


def test_a_bare_address_chooses_nothing(arrive, page):
    now = arrive()
    assert now.filter == VisitFilter()
    assert (now.event, now.focus, now.lang, now.notes) == (None, None, None, ())
    assert page.query_params == {}


ADDRESSES = [
    {"start": ["2023-09-25"], "end": ["2023-09-29"]},
    {"start": ["2023-09-25"], "mode": ["starts"]},
    {"city": ["gn:1581130", "gn:1809858"], "country": ["cn", "vn"]},
    {"direction": ["incoming"], "type": ["talks", "signing"]},
    {"status": ["background"], "visit": ["hanoi-china-2023-09"]},
    {"person": ["dinh-tien-dung"], "source": ["hanoimoi-643573"]},
    {"q": ["quảng châu {{ 7*7 }} <b>"]},
    {"bbox": ["170,-10.5,-170,10"]},
    {"event": [RETURN]},
    {"lang": ["vi"]},
    {"type": ["talks"], "event": [RETURN], "lang": ["en"]},
]


@pytest.mark.parametrize("address", ADDRESSES, ids="-".join)
def test_an_address_is_taken_over_and_stays(arrive, page, address):
    now = arrive(**address)
    assert now.notes == ()
    assert now != Chosen()
    assert {name: sorted(values) for name, values in page.query_params.items()} == {
        name: sorted(values) for name, values in address.items()
    }


@pytest.mark.parametrize("address", ADDRESSES, ids="-".join)
def test_the_shared_link_opens_the_same(arrive, page, address):
    now = arrive(**address)
    shared = urlsplit(state.link("http://localhost:8501/?old=1"))
    assert shared.netloc == "localhost:8501"
    page.session_state.clear()
    again = arrive(**parse_qs(shared.query))
    assert (again.filter, again.event, again.lang) == (now.filter, now.event, now.lang)


def test_a_link_to_nothing_chosen_is_bare(arrive):
    arrive()
    assert state.link("http://localhost:8501/?x=1") == "http://localhost:8501/"
    assert state.link("") == ""


NONSENSE = [
    ({"start": ["2023-02-30"]}, [("start", "2023-02-30", "not-a-day")]),
    ({"start": ["2024-01-02"], "end": ["2024-01-01"]}, [("start", "2024-01-02 > 2024-01-01", "reversed")]),
    ({"type": ["talk"]}, [("type", "talk", "unknown-word")]),
    ({"mode": ["sometimes"]}, [("mode", "sometimes", "unknown-word")]),
    ({"country": ["Vietnam"]}, [("country", "Vietnam", "not-a-country")]),
    ({"city": ["Nusquamia"]}, [("city", "Nusquamia", "nothing-has-it")]),
    ({"person": ["nobody"]}, [("person", "nobody", "nothing-has-it")]),
    ({"visit": ["v"], "source": ["s"]}, [("visit", "v", "nothing-has-it"), ("source", "s", "nothing-has-it")]),
    ({"bbox": ["1,2,3"]}, [("bbox", "1,2,3", "not-an-area")]),
    ({"event": ["no-such"]}, [("event", "no-such", "nothing-has-it")]),
    ({"lang": ["xx"]}, [("lang", "xx", "unknown-word")]),
    ({"<script>": ["1"]}, [("<script>", "", "unknown-parameter")]),
]  # fmt: skip


@pytest.mark.parametrize(("address", "notes"), NONSENSE)
def test_nonsense_becomes_a_note_and_leaves_the_address(arrive, page, address, notes):
    now = arrive(**address, q=["hanoi"])
    assert [note[:3] for note in now.notes] == notes
    assert all(note.text for note in now.notes)
    assert now.filter == VisitFilter(text="hanoi")
    assert now.event is None
    assert page.query_params == {"q": ["hanoi"]}


def test_notes_stay_until_everything_is_cleared(arrive):
    arrive(type=["talk"])
    state.begin("", None)
    assert state.chosen().notes
    state.clear()
    assert state.chosen().notes == ()


def test_a_long_value_is_cut_in_its_note(arrive):
    for name in ("event", "lang", "type", "city"):
        for note in arrive(**{name: ["x" * 50_000]}).notes:
            assert len(note.value) <= 300


def test_without_records_names_are_not_checked_and_no_event_opens(arrive):
    now = arrive(known=None, city=["Nusquamia"], event=[RETURN], type=["talks"])
    assert now.filter == VisitFilter(cities=("Nusquamia",), types=("talks",))
    assert now.event is None
    assert [note.parameter for note in now.notes] == ["event"]


def test_an_address_changed_by_hand_is_taken_over(arrive, page):
    arrive(type=["talks"])
    now = arrive(type=["signing"])
    assert now.filter == VisitFilter(types=("signing",))
    now = arrive()
    assert now.filter == VisitFilter(), "back to the bare address"
    assert page.query_params == {}


def test_a_run_that_changes_nothing_keeps_the_choice(arrive, page, records):
    arrive(type=["talks"], event=[RETURN])
    state.change(text="hanoi")
    before = state.chosen()
    state.begin("", records)
    assert state.chosen() == before
    assert page.query_params == {"type": ["talks"], "q": ["hanoi"], "event": [RETURN]}
    state.begin("", records)
    assert state.chosen() == before


# --- another page ---


def test_another_page_keeps_everything(arrive, page, records):
    arrive(type=["talks"], event=[RETURN], lang=["vi"])
    before = state.chosen()
    page.query_params.clear()  # as Streamlit's navigation does
    state.begin("sources", records)
    assert state.chosen() == before
    assert page.query_params == {"type": ["talks"], "event": [RETURN], "lang": ["vi"]}
    page.query_params.clear()
    state.begin("", records)
    assert state.chosen() == before
    assert page.query_params == {"type": ["talks"], "event": [RETURN], "lang": ["vi"]}


def test_a_link_to_another_page_with_parameters_is_taken_over(arrive, page, records):
    arrive(type=["talks"])
    page.query_params.from_dict({"type": ["signing"]})
    state.begin("about", records)
    assert state.chosen().filter == VisitFilter(types=("signing",))


# --- the opened event ---

MOVES = [
    # event, dates of the address -> dates then
    (RETURN, {}, (None, None)),
    (RETURN, {"start": ["2023-09-01"]}, (date(2023, 9, 1), None)),
    (RETURN, {"start": ["2023-09-29"], "end": ["2023-09-29"]}, (date(2023, 9, 29), date(2023, 9, 29))),
    (RETURN, {"start": ["2024-01-01"]}, (date(2023, 9, 29), date(2023, 9, 29))),
    (RETURN, {"end": ["2023-09-28"]}, (date(2023, 9, 29), date(2023, 9, 29))),
    (LASTED, {"start": ["2024-01-01"]}, (date(2022, 10, 30), date(2022, 11, 1))),
    (LASTED, {"start": ["2022-11-01"], "end": ["2022-11-30"]}, (date(2022, 11, 1), date(2022, 11, 30))),
    (LASTED, {"start": ["2022-10-31"], "mode": ["starts"]}, (date(2022, 10, 30), date(2022, 11, 1))),
    (LASTED, {"start": ["2022-10-30"], "mode": ["starts"]}, (date(2022, 10, 30), None)),
    (UNTIL, {"start": ["2024-04-01"]}, (date(2024, 3, 26), date(2024, 3, 26))),
    (UNTIL, {"end": ["2000-01-01"]}, (None, date(2000, 1, 1))),
]


@pytest.mark.parametrize(("event", "address", "dates"), MOVES)
def test_an_opened_event_moves_the_dates_to_it(arrive, event, address, dates):
    now = arrive(event=[event], **address)
    assert (now.filter.start, now.filter.end) == dates
    assert now.event == event
    assert now.selected == 1
    assert now.turn == 1


def test_an_event_without_a_date_leaves_the_dates(arrive, package):
    path = package / "events.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",2023-09-29,Ngày 29-9,published,", ",,,,"), encoding="utf-8", newline="")
    (package / "claims.csv").write_text("event,field,value,source,locator,note\n", encoding="utf-8")
    now = arrive(known=load(package), event=[RETURN], start=["2020-01-01"], end=["2020-01-02"])
    assert (now.filter.start, now.filter.end) == (date(2020, 1, 1), date(2020, 1, 2))
    assert now.event == RETURN


def test_opening_and_closing_in_the_table(arrive, page, records):
    arrive()
    state.open_event(RETURN)
    assert (state.chosen().event, state.chosen().selected) == (RETURN, 1)
    state.begin("", records)
    assert page.query_params == {"event": [RETURN]}
    state.open_event(None)
    assert (state.chosen().event, state.chosen().selected) == (None, 2)
    state.begin("", records)
    assert page.query_params == {}


# --- changes ---


def test_only_changed_dates_move_the_brush(arrive):
    turn = arrive().turn
    state.change(text="hanoi", types=("talks",))
    assert state.chosen().turn == turn
    for count, changes in enumerate(
        ({"start": date(2024, 1, 1)}, {"end": None}, {"mode": "starts"}, {"start": None, "text": ""}), 1
    ):
        state.change(**changes)
        assert state.chosen().turn == turn + count


def test_a_change_shows_the_whole_table_again(arrive):
    arrive()
    for change in (
        lambda: state.change(text="x"),
        state.clear,
        state.unfocus,
    ):
        state._choose(focus=Focus(("gn:1581130",), "Hanoi"))
        change()
        assert state.chosen().focus is None


def test_clear_keeps_event_and_language(arrive):
    arrive(type=["talks"], start=["2023-09-01"], event=[RETURN], lang=["vi"], status=["background"])
    turn = state.chosen().turn
    state.clear()
    now = state.chosen()
    assert now.filter == VisitFilter()
    assert (now.event, now.lang) == (RETURN, "vi")
    assert now.turn == turn + 1


def test_a_widget_gets_its_value_and_gives_it_back(arrive, page):
    arrive()
    key = state.value_of("types", ["talks"])
    assert page.session_state[key] == ["talks"]
    page.session_state[key] = ["signing", "talks"]
    state.changed("types")()
    assert state.chosen().filter.types == ("signing", "talks")
    text = state.value_of("text", "")
    page.session_state[text] = "hà nội"
    state.changed("text", str)()
    assert state.chosen().filter.text == "hà nội"
    assert state.value_of("text", "hà nội") == text != key


def test_rows_of_a_table(page):
    assert state.selected_rows("table") == []
    page.session_state["table"] = {"selection": {"rows": [3], "columns": []}}
    assert state.selected_rows("table") == [3]


# --- reports of the map ---


@pytest.fixture
def report(page):
    """Return a function that lets the map say something."""

    def say(name, what):
        page.session_state["map"] = {name: what}
        state.map_reports("map")[name]()
        return state.chosen()

    return say


def test_there_is_a_report_for_each_thing_that_can_be_done():
    assert set(state.map_reports("map")) == {"range", "visits", "place", "event"}


@pytest.mark.parametrize(
    ("said", "dates"),
    [
        ({"start": "2023-09-25", "end": "2023-09-29"}, (date(2023, 9, 25), date(2023, 9, 29))),
        ({"start": "2023-09-25", "end": None}, (date(2023, 9, 25), None)),
        ({"start": None, "end": "2023-09-29"}, (None, date(2023, 9, 29))),
        ({"start": None, "end": None}, (None, None)),
        ({}, (date(2020, 1, 1), date(2020, 1, 2))),
        (None, (date(2020, 1, 1), date(2020, 1, 2))),
    ],
)
def test_the_brush_reports_a_range(arrive, report, said, dates):
    arrive(start=["2020-01-01"], end=["2020-01-02"], type=["talks"])
    before = state.chosen()
    now = report("range", said)
    assert (now.filter.start, now.filter.end) == dates
    assert now.filter.types == ("talks",)
    assert now.turn == before.turn, "the brush is not sent where it already is"


def test_the_legend_reports_visits(arrive, report):
    arrive(type=["talks"])
    now = report("visits", {"visits": ["hanoi-china-2023-09"]})
    assert now.filter == VisitFilter(types=("talks",), visits=("hanoi-china-2023-09",))
    assert report("visits", {"visits": []}).filter == VisitFilter(types=("talks",))
    assert report("visits", None).filter == VisitFilter(types=("talks",))


def test_a_clicked_place_narrows_the_table_only(arrive, report, page, records):
    before = arrive(type=["talks"])
    now = report("place", {"ids": ["gn:1581130", "venue:x"], "name": "Hanoi"})
    assert now.focus == Focus(("gn:1581130", "venue:x"), "Hanoi")
    assert now.filter == before.filter
    assert report("place", None).focus == now.focus
    assert report("range", {"start": "2023-09-01", "end": None}).focus is None
    assert report("place", {"ids": ["a"], "name": "A"}).focus
    assert report("visits", {"visits": []}).focus is None
    state.begin("", records)
    assert "focus" not in page.query_params


def test_an_event_opened_on_the_map_does_not_move_the_map(arrive, report):
    before = arrive()
    now = report("event", {"id": RETURN})
    assert now.event == RETURN
    assert now.selected == before.selected
    assert report("event", None).event == RETURN


def test_what_the_map_reports_is_in_the_address(arrive, report, page, records):
    arrive()
    report("range", {"start": "2023-09-25", "end": "2023-09-29"})
    report("visits", {"visits": ["hanoi-china-2023-09"]})
    report("event", {"id": RETURN})
    state.begin("", records)
    assert page.query_params == {
        "start": ["2023-09-25"],
        "end": ["2023-09-29"],
        "visit": ["hanoi-china-2023-09"],
        "event": [RETURN],
    }


# --- languages ---

WISHES = [
    # chosen, address, browser -> language
    (None, None, None, "en"),
    (None, None, "vi-VN", "vi"),
    (None, None, "de-DE", "en"),
    (None, "vi", "en-GB", "vi"),
    (None, "en", "vi-VN", "en"),
    (None, "xx", "vi", "vi"),
    ("en", "vi", "vi-VN", "en"),
    ("vi", None, "en-US", "vi"),
]


@pytest.mark.parametrize(("chosen", "address", "browser", "language"), WISHES)
def test_the_language_chosen_goes_before_the_address_before_the_browser(
    page, chosen, address, browser, language
):
    page.session_state["visit_map_state"] = {"chosen": Chosen(lang=chosen)}
    page.query_params.from_dict({"lang": [address]} if address else {})
    page.context.locale = browser
    assert state.language() == language


def test_the_language_of_the_browser_does_not_enter_the_address(arrive, page):
    page.context.locale = "vi-VN"
    assert arrive().lang is None
    assert page.query_params == {}


@pytest.mark.parametrize(("picked", "lang"), [("vi", "vi"), ("en", "en"), (None, "en"), ("xx", "en")])
def test_picking_a_language(arrive, page, picked, lang):
    arrive(lang=["en"])
    page.session_state[state.value_of("lang", "en")] = picked
    state.language_changed()
    assert state.chosen().lang == lang


def test_a_language_stays_when_another_address_names_none(arrive):
    arrive(lang=["vi"])
    assert arrive(type=["talks"]).lang == "vi"


# --- with Streamlit itself ---


def script():
    """Run as a page would be."""
    from dashboard import records_source, state  # noqa: PLC0415

    state.begin("", records_source.loaded().records)


def test_streamlit_keeps_repeated_parameters():
    app = AppTest.from_function(script)
    app.query_params["type"] = ["talks", "signing"]
    app.query_params["start"] = "2023-02-30"
    app.run()
    assert not app.exception
    now = app.session_state["visit_map_state"]["chosen"]
    assert now.filter == VisitFilter(types=("talks", "signing"))
    assert [note.code for note in now.notes] == ["not-a-day"]
    assert app.query_params == {"type": ["talks", "signing"]}
    app.run()
    assert app.session_state["visit_map_state"]["chosen"] == now
