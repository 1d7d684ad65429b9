"""The gazetteer's page in a browser, the network cut: one name, a column, a place of one's own."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from gazetteer import read_places
from tests.browser.gazetteer.conftest import HOSTILE, MAP, GazetteerPage
from tests.browser.page.test_languages import CUT_TEXTS, WIDER, left_in_english, record_texts
from tests.browser.page.visit_page import PHONE
from visits import Records

# --- one name


def test_a_name_typed_shows_candidates_and_stands_in_the_address(gazetteer_page: Any) -> None:
    page = gazetteer_page()
    assert page.page.locator(MAP).get_attribute("data-drawn") == "0"
    page.type("Name of a place", "Bắc Kinh")
    page.wait_drawn(1)
    first = page.candidates.first
    assert first.locator(".pm-name").inner_text() == "Beijing"
    assert first.locator(".pm-reasons li").count() > 1
    assert "CC BY 4.0" in first.locator(".pm-facts").inner_text()
    page.wait_address(name=["Bắc Kinh"])
    page.type("Named with it", "Trung Quốc, Hà Nội")
    page.wait_address(name=["Bắc Kinh"], context=["Trung Quốc", "Hà Nội"])
    # The same address opens the same answer; the map page keeps it and comes back to it.
    page.go(page.query)
    page.wait_drawn(1)
    page.page.get_by_role("navigation").get_by_role("link", name="Map").click()
    page.page.wait_for_selector("[data-testid=visit-map][data-drawn]")
    page.page.get_by_role("navigation").get_by_role("link", name="Gazetteer").click()
    page.wait_drawn(1)


def test_examples_are_buttons(gazetteer_page: Any) -> None:
    page = gazetteer_page()
    page.page.get_by_role("button", name="Công viên Hoàng Hoa Cương").click()
    page.wait_drawn(1)
    assert page.candidates.first.locator(".pm-where").inner_text().startswith("Park")


def test_an_unclear_name_says_so_and_context_decides(gazetteer_page: Any) -> None:
    page = gazetteer_page({"name": "Vạn Thử"})
    page.wait_drawn(2)
    assert page.message.startswith("Several places fit this name.")
    second = page.candidates.nth(1)
    page.page.mouse.move(5, 5)
    second.get_by_role("button").click()
    assert "pm-selected" in second.get_attribute("class")
    page.type("Named with it", "Trung Quốc")
    page.until("() => document.querySelector('.pm-item')?.dataset.id === 'venue:van-thu-cn'")
    assert "Several" not in page.message


def test_no_answer_offers_what_is_near(gazetteer_page: Any) -> None:
    page = gazetteer_page({"name": "qwerty Bắc Kinh xyzzy"})
    assert page.message == "No place is known by this name."
    page.page.get_by_role("button", name="Bắc Kinh", exact=True).click()
    page.wait_drawn(1)
    page.wait_address(name=["Bắc Kinh"])


def test_the_keyboard_alone_is_enough(gazetteer_page: Any) -> None:
    page = gazetteer_page({"name": "Vạn Thử"})
    page.wait_drawn(2)
    page.page.get_by_label("Name of a place", exact=True).focus()
    for _ in range(30):
        page.page.keyboard.press("Tab")
        if page.page.evaluate("document.activeElement.className") == "pm-head":
            break
    page.page.keyboard.press("Enter")
    assert "pm-selected" in page.candidates.first.get_attribute("class")
    page.page.keyboard.press("Tab")  # "Names and source" opens and closes
    page.page.keyboard.press("Enter")
    page.until("() => !document.querySelector('.pm-more').open")


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_hostile_texts_of_a_place_are_text(gazetteer_page: Any, lang: str) -> None:
    page = gazetteer_page({"name": "Zzyqo Park", "lang": lang})
    page.wait_drawn(1)
    name = HOSTILE["name_vi"] if lang == "vi" else HOSTILE["name"]
    assert page.texts(".pm-name") == [name]
    page.until(
        "(name) => [...__painted].some((text) => text && name.startsWith(text.replace('…', '')))", name
    )
    facts = page.texts(".pm-facts dd")
    assert HOSTILE["name_vi"] in facts
    assert f"{HOSTILE['source']} · {HOSTILE['licence']}" in facts
    assert HOSTILE["note"] in facts
    for other in ("{{ 7*7 }}", HOSTILE["name_vi"][:180]):
        page.go({"name": other, "context": other})
        assert page.texts(".pm-title") == [other.strip()]


# --- a column


def test_a_column_is_pasted_corrected_and_taken_away(gazetteer_page: Any, tmp_path: Path) -> None:
    page = gazetteer_page("part=column")
    page.paste("Bắc Kinh\nqwertyxyz\nVạn Thử\n=1+1")
    page.wait_rows(4)
    page.page.get_by_role("button", name="Next to check").click()
    page.page.get_by_role("heading", name="qwertyxyz").wait_for()
    page.type("Another place", "Hải Phòng")
    page.wait_drawn(1)
    page.page.get_by_role("button", name="Take this place").first.click()
    page.page.get_by_role("button", name="Taken").wait_for()
    page.click_row(2)
    page.page.get_by_role("heading", name="Vạn Thử").wait_for()
    page.page.get_by_role("button", name="Leave without a place").click()
    page.page.get_by_text("2 decided by hand").wait_for()
    page.page.get_by_role("button", name="Undo the last correction").click()
    page.page.get_by_text("1 decided by hand").wait_for()
    page.rest()
    for name, mark in (("CSV", False), ("CSV for Excel", True)):
        button = page.page.get_by_test_id("stDownloadButton").get_by_role("button", name=name, exact=True)
        with page.page.expect_download() as started:
            button.click()
        path = tmp_path / started.value.suggested_filename
        started.value.save_as(path)
        content = path.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf") == mark
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        assert [row["place_id"] for row in rows][:2] == ["gn:1816670", "gn:1581298"]
        assert [row["match"] for row in rows][1] == "hand"
        assert rows[2]["ambiguous"] == "true"
        assert rows[3]["name"] == ("'=1+1" if mark else "=1+1")


def test_a_file_is_chosen(gazetteer_page: Any, tmp_path: Path) -> None:
    path = tmp_path / "towns.csv"
    path.write_bytes("id;city;land\n1;Vạn Thử;Việt Nam\n2;Vạn Thử;Trung Quốc\n".encode("utf-16"))
    page = gazetteer_page("part=column")
    page.page.get_by_test_id("sheet-field").locator("input").set_input_files(path)
    page.wait_rows(2)
    page.page.get_by_text("2 of them unclear").wait_for()
    columns = page.page.get_by_role("combobox", name="Columns that say where")
    columns.click()
    page.page.get_by_role("option", name="land").click()
    page.page.get_by_text("0 of them unclear").wait_for()
    assert page.page.get_by_text("towns.csv", exact=True).is_visible()


def test_a_file_that_is_no_table_is_refused_in_words(gazetteer_page: Any, tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    path.write_bytes(b"a,a\n1,2\n")
    page = gazetteer_page("part=column")
    page.page.get_by_test_id("sheet-field").locator("input").set_input_files(path)
    page.page.get_by_text("stands twice in the header").wait_for()
    large = tmp_path / "large.csv"
    large.write_bytes(b"a\n" + b"x" * 5_000_001)
    page.page.get_by_test_id("sheet-field").locator("input").set_input_files(large)
    page.page.get_by_text("This is larger than 5 MB").wait_for()


# --- a place of one's own


def test_a_place_is_added_by_a_click_and_known_at_once(gazetteer_page: Any, own_folder: Path) -> None:
    before = (own_folder / "places.csv").read_bytes()
    page = gazetteer_page("part=add")
    page.type("Name in English", "Qzy <b>Hall</b>")
    page.type("Lies in", "Hà Nội")
    page.type("Source of point and names", "a leaflet")
    page.type("Licence of the source", "CC0-1.0")
    page.page.locator(MAP).click(position={"x": 200, "y": 150})
    page.wait_drawn(1)
    point = page.page.get_by_label("Latitude, longitude").input_value()
    page.page.get_by_role("button", name="Add this place").click()
    page.page.get_by_text("Added, and known from now on:").wait_for()
    added = read_places(own_folder / "places.csv")[0][-1]
    assert (added.name("en"), added.parent, added.source) == ("Qzy <b>Hall</b>", "gn:1581130", "a leaflet")
    assert f"{added.latitude:.5f}, {added.longitude:.5f}" == point
    # Another reader's page knows it without a restart.
    other = gazetteer_page({"name": "Qzy <b>Hall</b>"})
    other.wait_drawn(1)
    assert other.texts(".pm-name") == ["Qzy <b>Hall</b>"]
    page.page.get_by_role("button", name="Undo").click()
    page.page.get_by_text("Taken back:").wait_for()
    assert (own_folder / "places.csv").read_bytes() == before


def test_a_point_without_a_mouse(gazetteer_page: Any) -> None:
    page = gazetteer_page("part=add")
    page.page.get_by_role("button", name="Take the middle of the map").focus()
    page.page.keyboard.press("Enter")
    page.wait_drawn(1)
    first = page.page.get_by_label("Latitude, longitude").input_value()
    page.page.locator(MAP).focus()
    page.page.keyboard.press("ArrowRight")
    page.page.wait_for_timeout(400)
    page.page.keyboard.press("Enter")
    page.until(
        """(first) => [...document.querySelectorAll("input")]
             .some((one) => /^-?[0-9.]+, /.test(one.value) && one.value !== first)""",
        first,
    )


def test_the_shipped_records_are_not_written_to(server: Any, page_factory: Any, network: Any) -> None:
    page = page_factory()
    page.goto(f"{server.url}/gazetteer?part=add")
    page.get_by_text("they stay as they are").wait_for()
    assert page.get_by_role("button", name="Add this place").count() == 0
    assert page.get_by_role("button", name="The row as places.csv").is_disabled()
    network.failed[:] = [line for line in network.failed if "/gazetteer/_stcore/" not in line]


# --- languages, sizes, themes


def test_nothing_is_left_in_english(gazetteer_page: Any, own_records: Records, own_folder: Path) -> None:
    texts = {
        text
        for place in own_records.gazetteer.places
        for text in (place.source, place.licence, place.note)
        if len(text) > 3
    }
    known = sorted({*record_texts(own_records), *texts, str(own_folder)}, key=len, reverse=True)
    page: GazetteerPage = gazetteer_page(
        {"name": "Vạn Thử", "context": "qwertyxyz", "in": "vn", "lang": "vi"}
    )
    page.wait_drawn(1)
    assert left_in_english(page, known) == {}
    for query in (
        {},
        {"name": "Bắc Kinh"},
        {"name": "xyz Bắc Kinh", "in": "fr"},
        {"part": "column"},
        {"part": "add"},
    ):
        page.go({**query, "lang": "vi"})
        assert left_in_english(page, known) == {}
    page.type("Nằm trong", "Hà Nội")
    page.page.get_by_role("button", name="Thêm địa điểm này").click()
    page.page.get_by_text("Hãy ghi ít nhất một tên.").wait_for()
    assert left_in_english(page, known) == {}
    page.go("part=column&lang=vi")
    page.page.get_by_test_id("sheet-field").get_by_role("textbox").fill("Bắc Kinh\nqwzxy\nVạn Thử")
    page.page.get_by_role("button", name="Tìm địa điểm").click()
    page.wait_rows(3)
    page.click_row(2)
    page.page.get_by_role("heading", name="Vạn Thử").wait_for()
    page.rest()
    assert left_in_english(page, known) == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_nothing_is_cut_or_sticks_out(gazetteer_page: Any, size: str, theme: str) -> None:
    options: dict[str, Any] = {"color_scheme": theme} | (PHONE if size == "phone" else {})
    page: GazetteerPage = gazetteer_page({"name": "Vạn Thử"}, **options)
    for query in (
        {"name": "Vạn Thử"},
        {"name": "Zzyqo Park", "lang": "vi"},
        {"part": "column"},
        {"part": "add", "lang": "vi"},
    ):
        page.go(query)
        page.page.evaluate("document.fonts.ready")
        assert page.page.locator(".vm-root").first.get_attribute("data-vm-theme") == theme
        assert page.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert page.page.evaluate(WIDER) == []
        assert page.page.evaluate(CUT_TEXTS) == []


def test_a_phone_shows_the_map_above_the_list(gazetteer_page: Any) -> None:
    page: GazetteerPage = gazetteer_page({"name": "Vạn Thử"}, **PHONE)
    page.wait_drawn(2)
    picture, first = page.page.locator(MAP).bounding_box(), page.candidates.first.bounding_box()
    assert picture["y"] + picture["height"] <= first["y"]
    assert picture["width"] > 340
