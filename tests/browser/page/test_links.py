"""Links into the page: every parameter opens what it says, stays in the address, and nonsense does no harm."""

from typing import Any
from urllib.parse import parse_qs

import pytest

from tests.browser.page.expected import picture
from tests.browser.page.visit_page import VisitPage
from visits import Records, VisitFilter

TOMB = "2023-09-25-guangzhou-pham-hong-thai-tomb"

LOADED = ("dates", "status", "person", "all at once")
"""Links that are opened in a new session; the others in one that is on, as Back and Forward do."""
LINKS = {
    "dates": "start=2023-09-26&end=2024-04-02",
    "mode": "start=2024-03-26&mode=starts",
    "city, country": "city=gn%3A1816670&city=gn%3A1581130&country=cn",
    "city by name": "city=H%C3%A0%20N%E1%BB%99i",
    "direction, type": "direction=outgoing&type=talks&type=meeting",
    "status": "status=background",
    "visit": "visit=hanoi-china-2024-05&visit=guangzhou-vietnam-2024-04",
    "person": "person=dinh-tien-dung&person=Nguy%E1%BB%85n%20V%C4%83n%20Phong",
    "source": "source=vov-1095718",
    "words": "q=signing%20memorand",
    "area": "bbox=105%2C20.5%2C114%2C24.25",
    "area across the antimeridian": "bbox=110%2C-10%2C-170%2C60",
    "language": "lang=en&type=talks",
    "all at once": (
        "start=2023-09-01&end=2023-12-31&city=gn%3A1809858&country=cn&direction=outgoing&type=signing"
        "&visit=hanoi-china-2023-09&q=memorandum&bbox=100%2C0%2C130%2C50&lang=vi"
    ),
}


def asked_by(query: str, records: Records) -> VisitFilter:
    parameters = parse_qs(query)
    parameters.pop("lang", None)
    asked, notes = VisitFilter.from_params(parameters, records)
    assert notes == []
    return asked


@pytest.mark.parametrize("name", LINKS)
def test_a_link_opens_what_it_says_and_stays(desk: VisitPage, records: Records, name: str) -> None:
    query = LINKS[name]
    asked = asked_by(query, records)
    assert records.counts(asked).shown not in (0, 19), "a filter that does nothing proves nothing"
    (desk.open if name in LOADED else desk.turn_to)(query)
    assert desk.parameters == parse_qs(query)
    assert desk.last_drawn() == picture(records, asked)
    desk.wait_rows(records.counts(asked).shown)
    assert desk.page.get_by_text("Ignored in the address").count() == 0
    desk.assert_sound()


def test_parameters_survive_a_change_of_page(desk: VisitPage, records: Records) -> None:
    query = "start=2023-09-26&end=2024-04-02&type=talks&type=signing&lang=vi"
    wanted = records.counts(asked_by(query, records)).drawn
    desk.open(query)
    for name, path in (("Nguồn", "/sources"), ("Giới thiệu", "/about")):
        desk.page.get_by_test_id("stMainBlockContainer").wait_for()
        desk.page.get_by_role("navigation").get_by_role("link", name=name).click()
        desk.until("(path) => location.pathname === path", path)
        desk.wait_address(**parse_qs(query))
    desk.page.get_by_role("navigation").get_by_role("link", name="Bản đồ").click()
    desk.until("() => location.pathname === '/'")
    desk.wait_address(**parse_qs(query))
    desk.wait_drawn(wanted)
    assert desk.parameters == parse_qs(query)
    assert desk.day("start") == "2023-09-26"


def test_back_button_brings_a_link_back(desk: VisitPage) -> None:
    desk.open("type=talks").wait_drawn(2)
    desk.open("type=signing").wait_drawn(3)
    desk.page.go_back()
    desk.wait_address(type=["talks"])
    desk.wait_drawn(2)
    assert desk.parameters == {"type": ["talks"]}


@pytest.mark.parametrize(
    ("query", "days"),
    [
        (f"event={TOMB}", None),
        (f"start=2024-03-01&end=2024-05-19&event={TOMB}", ["2023-09-25", "2023-09-25"]),
        (f"start=2023-09-25&end=2023-10-19&event={TOMB}", ["2023-09-25", "2023-10-19"]),
    ],
)
def test_event_opens_and_lies_in_the_window(
    desk: VisitPage, records: Records, query: str, days: list[str] | None
) -> None:
    desk.open(query)
    assert desk.detail.get_by_role("heading").first.inner_text() == records.event(TOMB).title
    assert desk.parameters["event"] == [TOMB]
    assert desk.popup().locator(".vm-title").inner_text() == records.event(TOMB).title
    assert desk.day("start") <= "2023-09-25" <= desk.day("end")
    if days:
        assert [desk.day("start"), desk.day("end")] == days
        assert [desk.parameters["start"], desk.parameters["end"]] == [[days[0]], [days[1]]]


NONSENSE = {
    "start": "2023-02-30",
    "end": "yesterday",
    "mode": "sideways",
    "city": "Nusquamia",
    "country": "zzz",
    "direction": "up",
    "type": "<script>alert(1)</script>",
    "status": "perhaps",
    "visit": "no-such-visit",
    "person": "nobody",
    "source": "{{ 7*7 }}",
    "bbox": "1,2,3",
    "event": "no-such-event",
    "lang": "xx",
    "utm_source": "mail",
}


def test_nonsense_is_ignored_with_a_note(desk: VisitPage) -> None:
    desk.open([*NONSENSE.items(), ("type", "talks")])
    desk.wait_drawn(2)
    desk.page.get_by_text("Ignored in the address").wait_for()
    said = desk.page.get_by_test_id("stMain").inner_text()
    for name, value in NONSENSE.items():
        shown = name if name == "utm_source" else f"{name}={value}"
        assert shown in said, f"no note tells of {name}"
    desk.wait_address(type=["talks"], start=[], lang=[], event=[], city=[], utm_source=[])
    assert list(desk.parameters) == ["type"]
    desk.assert_sound()


@pytest.mark.parametrize(
    "query",
    [
        "start=2024-05-01&end=2023-05-01",
        "start=0000-00-00&end=9999-99-99",
        "start=&end=&city=&q=&event=",
        "bbox=nan,nan,nan,nan&bbox=1e999,0,0,0",
        "q=" + "x" * 400,
        "%FF%FE=%00&q=%00",
        "&".join(f"city=city{number}" for number in range(300)),
        "start=2024-05-16&start=2023-09-25&start=2020-01-01",
    ],
)
def test_odd_addresses_never_break_the_page(desk: VisitPage, query: str) -> None:
    desk.turn_to(query)
    assert desk.drawn >= 0
    assert desk.counts["shown"] == desk.counts["drawn"] + desk.counts["unplaced"]
    desk.assert_sound()


def test_a_window_outside_the_data_is_kept_and_explained(desk: VisitPage) -> None:
    desk.visit("start=2030-01-01&end=2030-12-31")
    desk.page.get_by_text("No event passes these filters.").last.wait_for()
    assert desk.parameters == {"start": ["2030-01-01"], "end": ["2030-12-31"]}
    desk.wait_drawn(0)
    desk.page.get_by_role("button", name="Without “Period”: 19 events").click()
    desk.wait_drawn(19)
    desk.wait_address(start=[], end=[])


def test_language_by_link_and_by_hand(desk: VisitPage, records: Records) -> None:
    desk.open("lang=vi&type=talks")
    assert desk.map.get_attribute("aria-label") != "Map of the events"
    assert desk.handle("start").get_attribute("aria-label") == "Ngày đầu"
    title = records.visit("hanoi-china-2023-09").title_vi
    assert title in desk.legend.all_inner_texts()[0]
    desk.page.get_by_role("radio", name="EN").click(force=True)
    desk.wait_address(lang=["en"], type=["talks"])
    desk.until(
        "() => document.querySelector('[data-testid=time-brush] [role=slider]').ariaLabel === 'First day'"
    )
    assert records.visit("hanoi-china-2023-09").title in desk.legend.all_inner_texts()[0]
    assert desk.drawn == 2


def test_the_browsers_language_is_the_first_choice(tab: Any, server: Any) -> None:
    page = tab(server, locale="vi-VN").open()
    assert page.handle("start").get_attribute("aria-label") == "Ngày đầu"
    assert page.query == "", "the browser's own language is no choice of the reader's"


def test_share_gives_the_address_of_what_is_seen(desk: VisitPage) -> None:
    desk.open("type=talks&end=2024-01-01&lang=en")
    desk.page.get_by_role("button", name="Share").click()
    shared = desk.page.get_by_test_id("stCode").inner_text().strip()
    assert parse_qs(shared.partition("?")[2]) == desk.parameters
    seen = desk.last_drawn()
    desk.page.goto(shared)
    desk.wait_drawn(seen["events"])
    assert desk.last_drawn() == seen
