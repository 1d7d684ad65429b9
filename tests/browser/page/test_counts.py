"""Counts that never lie: what is shown, drawn, unplaced and downloaded is the same in Python, page, API and file."""

import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import numpy as np
import pandas as pd
import pytest

from dashboard.map_page.browser_filter import browser_filter
from dashboard.state import Chosen
from tests.browser.page.expected import EVENT_CSV, drawn_legs, picture, random_filters
from visits import Records, VisitFilter
from visits.exports.event_csv import read_event_csv

COUNT = 200
DEEP = 12

FILTER_IN_BROWSER = """async (asked) => {
  const model = await new VisitMap.Source({address: {columns: "api/columns"}}).columns();
  const filter = new VisitMap.Filter(model), scene = new VisitMap.Scene(model, filter);
  const day = (iso) => iso === null ? null : VisitMap.days.fromISO(iso);
  return asked.map(({filter: others, range}) => {
    filter.restrict(others);
    filter.window(day(range.start), day(range.end), range.mode);
    const {events, drawn} = scene.count();
    const shown = [...filter.shown.keys()].filter((i) => filter.shown[i]);
    return {shown, events, drawn};
  });
}"""
"""Answers filters with the page's own scripts, over the columns that its server sends."""


@pytest.fixture(scope="session")
def filters(records: Records) -> list[VisitFilter]:
    made = random_filters(records, COUNT, seed=2)
    results = {tuple(np.flatnonzero(records.mask(one))) for one in made}
    assert len(results) > 40, "filters that all find the same prove nothing"
    assert sum(bool(result) for result in results) > 30
    return made


@pytest.fixture(scope="session")
def varied_filters(varied_records: Records) -> list[VisitFilter]:
    made = random_filters(varied_records, COUNT, seed=3)
    assert len({tuple(np.flatnonzero(varied_records.mask(one))) for one in made}) > 100
    return made


def rows_of_api(url: str, asked: VisitFilter) -> pd.DataFrame:
    with urllib.request.urlopen(f"{url}/api/events.csv?{urlencode(asked.to_params())}", timeout=20) as answer:
        return read_event_csv(answer.read())


def check_python(records: Records, url: str, filters: list[VisitFilter]) -> None:
    for asked in filters:
        counts, frame = records.counts(asked), records.frame(asked)
        assert counts.shown == len(frame) == int(records.mask(asked).sum()), asked
        assert counts.shown == counts.drawn + counts.unplaced, asked
        assert counts.drawn == int(frame["latitude"].notna().sum()), asked
        assert list(rows_of_api(url, asked)["event_id"]) == list(frame["event_id"]), asked


def check_browser(records: Records, page: Any, filters: list[VisitFilter]) -> None:
    asked = [browser_filter(records, Chosen(filter=one)) for one in filters]
    answers = page.page.evaluate(FILTER_IN_BROWSER, asked)
    for one, answer in zip(filters, answers, strict=True):
        assert answer["shown"] == np.flatnonzero(records.mask(one)).tolist(), one
        assert answer["events"] == records.counts(one).shown, one
        assert answer["drawn"] == records.counts(one).drawn, one


def test_shown_is_the_rows_of_frame_and_api(
    records: Records, server: Any, filters: list[VisitFilter]
) -> None:
    check_python(records, server.url, filters)


def test_browser_and_python_filter_alike(desk: Any, records: Records, filters: list[VisitFilter]) -> None:
    check_browser(records, desk.open(), filters)


def test_shown_is_the_rows_where_places_and_days_are_missing(
    varied_records: Records, varied_folder: Path, serve_data: Any, varied_filters: list[VisitFilter]
) -> None:
    assert {0, 1} <= {min(varied_records.counts(one).unplaced, 1) for one in varied_filters}
    assert {0, 1} <= {min(varied_records.counts(one).undated_left_out, 1) for one in varied_filters}
    check_python(varied_records, serve_data(varied_folder).url, varied_filters)


def test_browser_and_python_filter_alike_where_places_and_days_are_missing(
    varied_records: Records, varied_folder: Path, serve_data: Any, tab: Any, varied_filters: list[VisitFilter]
) -> None:
    page = tab(serve_data(varied_folder)).open()
    check_browser(varied_records, page, varied_filters)


def deep_filters(filters: list[VisitFilter], records: Records) -> list[VisitFilter]:
    """Some of the random filters, with as many different results as there are."""
    found = {tuple(np.flatnonzero(records.mask(one))): one for one in filters if records.mask(one).any()}
    return sorted(found.values(), key=lambda one: -len(one.to_params()))[:DEEP]


@pytest.mark.parametrize("number", range(DEEP))
def test_link_map_counts_and_download_agree(
    desk: Any, records: Records, filters: list[VisitFilter], number: int, tmp_path: Path
) -> None:
    asked = deep_filters(filters, records)[number]
    desk.open(asked.to_params())
    wanted = records.counts(asked)
    desk.wait_counts(shown=wanted.shown)
    assert desk.counts == wanted._asdict()
    assert desk.drawn == wanted.drawn
    drawn = desk.last_drawn()
    assert (drawn["events"], drawn["legs"]) == (wanted.drawn, drawn_legs(records, asked))
    desk.wait_rows(wanted.shown)
    came = read_event_csv(desk.download("CSV", tmp_path))
    assert list(came["event_id"]) == list(records.frame(asked)["event_id"])
    desk.assert_sound()


def test_many_visits_are_drawn_and_counted(
    varied_records: Records, varied_folder: Path, serve_data: Any, tab: Any
) -> None:
    page = tab(serve_data(varied_folder)).open()
    wanted = varied_records.counts()
    assert wanted.unplaced > 0
    assert page.counts == wanted._asdict()
    assert page.drawn == wanted.drawn
    assert page.last_drawn() == picture(varied_records, VisitFilter())
    # More visits than hues: a hue is a direction, and the legend says so instead of listing visits.
    assert page.legend.count() == 0
    legend = page.page.locator(".vm-legend").inner_text()
    assert all(word in legend for word in ("Outgoing", "Incoming", "Neither way"))
    page.open("start=2023-06-01&end=2023-07-01")
    window = VisitFilter.from_params({"start": "2023-06-01", "end": "2023-07-01"})[0]
    assert page.counts == varied_records.counts(window)._asdict()
    assert page.counts["undated_left_out"] > 0
    assert page.last_drawn() == picture(varied_records, window)


def test_both_flavours_have_the_columns_and_read_back_the_same(
    desk: Any, records: Records, tmp_path: Path
) -> None:
    desk.open("city=gn:1816670")
    plain, excel = desk.download("CSV", tmp_path), desk.download("CSV for Excel", tmp_path)
    assert excel.read_bytes().startswith(b"\xef\xbb\xbf")
    assert plain != excel
    for path in (plain, excel):
        header = path.read_text(encoding="utf-8-sig").splitlines()[0]
        assert header.split(",") == EVENT_CSV.split()
    wanted = read_event_csv(plain)
    pd.testing.assert_frame_equal(read_event_csv(excel), wanted)
    assert list(wanted["event_id"]) == list(records.frame(VisitFilter(cities=("gn:1816670",)))["event_id"])
