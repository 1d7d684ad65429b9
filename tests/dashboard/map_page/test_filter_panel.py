"""The filters beside the map: options, their names and counts, and what a choice does."""

import re
from datetime import date

import pytest

from dashboard.map_page import filter_panel
from dashboard.text import Texts
from visits import VisitFilter
from visits.filters import Area

ADDRESSES = [
    {},
    {"start": ["2023-09-25"], "end": ["2023-09-29"]},
    {"type": ["talks", "signing"]},
    {"city": ["gn:1816670"], "q": ["hanoi"]},
    {"status": ["background"]},
    {"person": ["dinh-tien-dung"]},
    {"source": ["hanoimoi-643573"], "direction": ["outgoing"]},
    {"q": ["no event has this"]},
]


def split(option):
    """An option's name and number."""
    name, number = re.fullmatch(r"(.*) \(([\d.,]+)\)", option).groups()
    return name, int(re.sub(r"\D", "", number))


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("address", ADDRESSES, ids="-".join)
def test_options_and_counts_are_the_facets(visit, records, address, lang):
    page = visit(**address, lang=[lang])
    facets = records().facets(page.chosen.filter)
    for field, facet in filter_panel.FIELDS.items():
        options = [split(option) for option in page.options(field)]
        assert [number for _, number in options] == sorted(facets[facet].values(), reverse=True)


NAMES = [
    # field, option in English, in Vietnamese
    ("cities", "Beijing (7)", "Bắc Kinh (7)"),
    ("countries", "China (12)", "Trung Quốc (12)"),
    ("directions", "Outgoing (13)", "Đoàn ra (13)"),
    ("types", "Wreath laying (1)", "Đặt vòng hoa, dâng hương (1)"),
    ("people", "Dinh Tien Dung (10)", "Đinh Tiến Dũng (10)"),
    ("people", "Liu Wei (2)", "Lưu Vĩ (2)"),
    ("visits", "Guangzhou delegation to Vietnam, April 2024 (2)",
     "Đoàn Quảng Châu thăm Việt Nam, tháng 4 năm 2024 (2)"),
    ("statuses", "Held (19)", "Đã diễn ra (19)"),
    ("statuses", "Background (1)", "Bối cảnh (1)"),
    ("statuses", "Planned (0)", None),
]  # fmt: skip


@pytest.mark.parametrize(("field", "english", "vietnamese"), NAMES)
def test_an_option_has_the_reader_s_name_and_its_number(visit, field, english, vietnamese):
    assert english in visit().options(field)
    if vietnamese:
        assert vietnamese in visit(lang=["vi"]).options(field)


def test_words_of_the_schema_that_the_data_lack_are_no_options(visit):
    assert "Site visit (0)" not in visit().options("types")


def test_sources_that_look_alike_can_be_told_apart(visit):
    page = visit()
    assert len(set(page.options("sources"))) == len(page.options("sources"))


def test_people_and_visits_that_look_alike_can_be_told_apart(visit, made):
    made(
        people=[{"person_id": f"p{number}", "name": "Nguyễn Văn A"} for number in range(2)],
        visits=[{"visit_id": f"v{number}", "title": "The same"} for number in range(2)],
        events=[
            {"event_id": f"e{number}", "visit_id": f"v{number}", "hosts": f"p{number}"} for number in range(2)
        ],
    )
    page = visit()
    for field in ("people", "visits"):
        assert len(set(page.options(field))) == 2


def test_the_largest_stand_first_and_equals_by_name(visit):
    options = [split(option) for option in visit().options("cities")]
    assert options == sorted(options, key=lambda option: (-option[1], option[0]))


def test_a_chosen_value_stays_among_the_options_with_nothing_left(visit):
    page = visit(city=["gn:1816670"], type=["arrival"])
    assert "Beijing (0)" in page.options("cities")
    assert page.widget("cities").value == ["gn:1816670"]
    assert "Arrival (0)" in page.options("types")


@pytest.mark.parametrize(
    ("parameter", "value", "known"),
    [
        ("city", "Bac Kinh", "gn:1816670"),
        ("city", "北京", "gn:1816670"),
        ("person", "Dinh Tien Dung", "dinh-tien-dung"),
        ("person", "丁进勇", "dinh-tien-dung"),
        ("person", "UBND TP Hà Nội", "hanoi-peoples-committee"),
    ],
)
def test_a_name_in_the_address_is_the_option_of_that_name(visit, parameter, value, known):
    field = {"city": "cities", "person": "people"}[parameter]
    page = visit(**{parameter: [value]})
    assert page.chosen.notes == ()
    assert page.widget(field).value == [known]
    same = visit(**{parameter: [known]})
    assert page.options(field) == same.options(field)
    assert page.counts == same.counts


def test_a_choice_changes_filter_address_and_counts(visit, records):
    page = visit()
    page.widget("types").set_value(["talks", "signing"])
    page.run()
    assert set(page.chosen.filter.types) == {"talks", "signing"}
    assert records().counts(page.chosen.filter).shown == len(page.table)
    assert set(page.app.query_params["type"]) == {"talks", "signing"}
    page.widget("types").set_value([])
    page.run()
    assert page.chosen.filter == VisitFilter()
    assert page.app.query_params == {}


def test_a_click_that_comes_too_late_breaks_nothing(visit):
    """The browser sends labels; a label of a moment ago, with its old count, is none of today's options."""
    page = visit()
    for field in ("types", "cities", "people", "visits", "sources", "statuses", "countries", "directions"):
        page.widget(field).set_value(["Old label (99)"])
        page.run()
        assert page.table is not None


def test_words_and_mode(visit):
    page = visit()
    (search,) = (widget for widget in page.app.text_input if widget.key == "filter_text_en")
    search.set_value("thoi dai yin li").run()
    assert page.chosen.filter.text == "thoi dai yin li"
    (mode,) = page.app.radio
    assert mode.options == ["may lie in it", "begins in it"]
    mode.set_value("starts").run()
    assert page.chosen.filter.mode == "starts"


def test_one_value_is_no_choice(visit, made):
    made(events=[{"event_id": "e", "place_id": "gn:1581130"}])
    page = visit()
    assert page.options("cities") is None
    assert page.options("types") is None
    assert page.options("people") is None
    assert page.options("statuses"), "held, planned, cancelled, background are always there"


def test_clear_is_offered_only_when_something_is_chosen(visit):
    assert visit().button("Clear all filters").disabled
    page = visit(type=["talks"], start=["2023-09-01"])
    page.button("Clear all filters").click()
    page.run()
    assert page.chosen.filter == VisitFilter()
    assert page.sentence.startswith("4 visits, 19 events")


def test_the_default_statuses_look_like_no_choice(visit):
    assert visit().widget("statuses").value == []
    assert visit(status=["background"]).widget("statuses").value == ["background"]


EMPTY = [
    # filter -> fields that alone keep it empty, with what shows without
    (VisitFilter(text="no event has this"), [("text", 19)]),
    (VisitFilter(types=("reception",)), [("types", 19)]),
    (VisitFilter(types=("talks",), cities=("gn:1796236",)), [("cities", 2)]),
    (VisitFilter(bbox=Area(0, 0, 1, 1), types=("talks",)), [("bbox", 2)]),
    (VisitFilter(text="x1x2x3", types=("reception",)), []),
    (VisitFilter(), []),
]


@pytest.mark.parametrize(("chosen", "expected"), EMPTY)
def test_what_alone_keeps_the_result_empty(records, chosen, expected):
    found = filter_panel.emptied_by(records(), chosen)
    if chosen == VisitFilter():
        assert found == []
    else:
        assert found == expected


def test_dates_count_as_one_and_the_most_stands_first(records):
    chosen = VisitFilter(start=date(2023, 9, 26), end=date(2023, 9, 26), cities=("gn:1816670",))
    found = filter_panel.emptied_by(records(), chosen)
    assert found == [("dates", 7), ("cities", 3)]


def test_every_field_has_a_title_in_both_languages():
    english, vietnamese = filter_panel.field_names(Texts("en")), filter_panel.field_names(Texts("vi"))
    assert set(english) == set(vietnamese) == set(filter_panel.FIELDS)
    assert all(english[field] != vietnamese[field] for field in english)
    assert set(filter_panel.FIRST) < set(filter_panel.FIELDS)


# --- many options, late clicks ---


def test_only_the_most_frequent_are_offered_and_the_panel_says_so(visit, monkeypatch):
    monkeypatch.setattr(filter_panel, "MOST_OPTIONS", 2)
    page = visit()
    assert [split(option)[1] for option in page.options("cities")] == [7, 5]
    assert page.widget("cities").proto.help.startswith("The 2 most frequent of 4")
    assert page.widget("countries").proto.help == "", "there are two, and both are offered"
    page = visit(city=["Ho Chi Minh City"])
    assert "Ho Chi Minh City (2)" in page.options("cities"), "what is chosen is always there"


REPORTS = [
    # what the widget says -> values
    ([], ()),
    (["talks"], ("talks",)),
    (["talks", "talks"], ("talks",)),
    (["Talks (7)"], ("talks",)),
    (["Talks (1.234)"], ("talks",)),
    (["Talks"], ("talks",)),
    (["signing", "Talks (0)"], ("signing", "talks")),
    (["Nonsense (3)", "signing"], ("signing",)),
    (["{{ 7*7 }}"], ()),
]


@pytest.mark.parametrize(("said", "values"), REPORTS)
def test_what_a_widget_reports_is_read_by_value_or_by_name(said, values):
    assert filter_panel.chosen_values(said, {"talks": "Talks", "signing": "Signing"}) == values


def test_names_that_several_values_share_get_their_ids():
    names = filter_panel.told_apart({"a": "Same", "b": "Same", "c": "Other"})
    assert names == {"a": "Same · a", "b": "Same · b", "c": "Other"}
