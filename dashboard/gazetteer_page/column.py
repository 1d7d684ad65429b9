"""A column of names: handed in, answered with a progress bar, corrected by hand, taken away as CSV."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.gazetteer_page import correction
from dashboard.gazetteer_page.background import country_names
from dashboard.gazetteer_page.column_work import Work, handed_in
from dashboard.gazetteer_page.look_up import context_words
from dashboard.limits import LARGEST_SHEET, LONGEST_NAME
from dashboard.placemap.candidates import score_in_words
from dashboard.placemap.component import sheet_field
from visits.errors import SheetError
from visits.geocoding import BY_HAND, Geocoded, to_csv

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.text import Texts
    from gazetteer import Gazetteer
    from visits import Records

SHEET_KEY = "sheet_field"
"""Key of the field for handing in a table."""

KEPT = correction.KEPT
"""Under which the work is kept for the session."""

BAR_FROM = 1_000
"""Names from which on a progress bar is worth its place."""

HEIGHT, ROW_HEIGHT = 520, 35
"""Height of the table and of a row, in pixels."""

VIEWS = ("all", "check")
"""Rows that the table shows: all, or those without a clear answer."""


def show(gazetteer: Gazetteer, records: Records | None, texts: Texts) -> None:
    """Show the field for a table, or the answers to the one handed in."""
    work: Work | None = state.kept(KEPT)
    if work is None:
        _hand_in(texts)
        return
    _asked_of(work, gazetteer, texts)
    work = state.kept(KEPT)
    version = records.version if records is not None else ""
    work, found = work.geocoded(gazetteer, version, texts.lang, _progress(texts))
    state.keep(KEPT, work)
    _counts_and_downloads(work, found, texts)
    table, panel = st.columns([6, 5], gap="medium")
    with table:
        _table(work, found, gazetteer, texts)
    with panel:
        correction.show(state.kept(KEPT), found, gazetteer, records, texts)


def _hand_in(texts: Texts) -> None:
    """Show the field for handing in, and what was wrong with the last table."""

    def taken() -> None:
        report = state.reported(SHEET_KEY, "sheet")
        if not report:
            return
        try:
            state.keep(KEPT, handed_in(report, texts.t("name")))
            state.keep("column_faults", ())
        except SheetError as error:
            state.keep("column_faults", tuple(map(str, error.faults)))

    if faults := state.kept("column_faults", ()):
        st.warning(texts.t("This table could not be read:"), icon=":material/report:")
        st.text("\n".join(faults))
    sheet_field(SHEET_KEY, LARGEST_SHEET, texts.lang, taken)


def _asked_of(work: Work, gazetteer: Gazetteer, texts: Texts) -> None:
    """Show which table it is and what is asked of it."""
    t = texts.t

    def change(name: str, key: str, read: Callable[..., object]) -> None:
        now: Work = state.kept(KEPT)
        state.keep(KEPT, replace(now, **{name: read(state.field_value(key))}))  # type: ignore[arg-type]

    def field(name: str, value: object) -> str:
        key = f"column_{name}_{texts.lang}"
        if state.field_value(key) != value:
            state.set_field(key, value)
        return key

    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.text(work.file or t("Pasted names"), width="content")
        rows = texts.n("{count} row", "{count} rows", len(work.frame))
        st.caption(rows, width="stretch")
        st.button(
            t("Another table"),
            icon=":material/close:",
            type="tertiary",
            on_click=state.keep,
            args=(KEPT, None),
        )
    columns = list(map(str, work.frame.columns))
    parts = st.columns([4, 4, 5, 3] if len(columns) > 1 else [5, 3], vertical_alignment="bottom")
    if len(columns) > 1:
        key = field("column", work.column)
        parts[0].selectbox(
            t("Column of the names"),
            columns,
            key=key,
            on_change=change,
            args=("column", key, str),
            placeholder=t("none"),
        )
        others = [name for name in columns if name != work.column]
        key = field("context_columns", [name for name in work.context_columns if name in others])
        parts[1].multiselect(
            t("Columns that say where"),
            others,
            key=key,
            on_change=change,
            args=("context_columns", key, tuple),
            placeholder=t("none"),
            select_all=False,
            help=t("A country or province beside the name decides between places of one name."),
        )
    key = field("context", ", ".join(work.context))
    parts[-2].text_input(
        t("Named with all of them"),
        key=key,
        on_change=change,
        args=("context", key, context_words),
        max_chars=LONGEST_NAME,
        placeholder=t("countries or places, with commas between"),
    )
    names = country_names(gazetteer, texts.lang)
    key = field("country", work.country)
    parts[-1].selectbox(
        t("Only in"),
        ["", *names],
        format_func=lambda code: names.get(code, code) if code else t("any country"),
        key=key,
        on_change=change,
        args=("country", key, str),
        placeholder=t("any country"),
    )


def _progress(texts: Texts) -> Callable[[int, int], None]:
    """Return what moves the progress bar, which comes only for many names."""
    place = st.empty()

    def tell(done: int, every: int) -> None:
        if every < BAR_FROM:
            return
        if done >= every:
            place.empty()
            return
        said = texts.t("{count} of {all} names looked up", count=texts.number(done), all=texts.number(every))
        place.progress(done / every, text=said)

    return tell


def _counts_and_downloads(work: Work, found: Geocoded, texts: Texts) -> None:
    """Say how the names fared; offer the answers as files."""
    t, counts = texts.t, found.counts
    said = [
        t("{count} with a place", count=texts.number(counts.answered)),
        t("{count} of them unclear", count=texts.number(counts.ambiguous)),
        t("{count} without an answer", count=texts.number(counts.unanswered)),
    ]
    if counts.by_hand:
        said.append(t("{count} decided by hand", count=texts.number(counts.by_hand)))
    if counts.empty:
        said.append(t("{count} without a name", count=texts.number(counts.empty)))
    stem = PurePath(work.file).stem or "names"
    flavours: tuple[tuple[Literal["csv", "csv-excel"], str], ...] = (
        ("csv", t("CSV")),
        ("csv-excel", t("CSV for Excel")),
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(" · ".join(said), width="stretch")
        st.button(
            t("Undo the last correction"),
            icon=":material/undo:",
            type="tertiary",
            disabled=not work.history,
            on_click=lambda: state.keep(KEPT, state.kept(KEPT).undone()),
        )
        for flavour, name in flavours:
            st.download_button(
                name,
                partial(to_csv, found, flavour),
                f"{stem}-places{flavour.removeprefix('csv')}.csv",
                "text/csv",
                icon=":material/download:",
                on_click="ignore",
            )


def _table(work: Work, found: Geocoded, gazetteer: Gazetteer, texts: Texts) -> None:
    """Show the rows with their answers; a selected one opens beside."""
    t = texts.t
    names = {"all": t("All rows"), "check": t("To check")}
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        view = st.segmented_control(
            t("Rows"),
            VIEWS,
            format_func=lambda view: names[view],
            default="all",
            key=f"column_view_{texts.lang}",
            label_visibility="collapsed",
        )
        st.button(
            t("Next to check"),
            icon=":material/arrow_downward:",
            type="tertiary",
            on_click=_open_next,
            args=(found,),
        )
    rows = answers_in_words(found, work, gazetteer, texts)
    to_check = correction.to_check(found)
    shown = rows[to_check] if view == "check" else rows
    if shown.empty:
        st.info(t("Every name has a clear answer."), icon=":material/done:")
        return
    key = f"column_table_{texts.lang}_{view}"

    def opened() -> None:
        picked = state.selected_rows(key)
        query = found.queries[shown.index[picked[0]]] if picked and picked[0] < len(shown) else None
        state.keep(KEPT, replace(state.kept(KEPT), opened=query))

    st.dataframe(
        shown,
        key=key,
        hide_index=True,
        height=min(HEIGHT, 38 + ROW_HEIGHT * len(shown)),
        row_height=ROW_HEIGHT,
        on_select=opened,
        selection_mode="single-row",
        column_config={
            t("Row"): st.column_config.NumberColumn(width=50),
            t("Name"): st.column_config.TextColumn(width=130),
            t("Place"): st.column_config.TextColumn(width=130),
            t("Country"): st.column_config.TextColumn(width=90),
            t("Score"): st.column_config.TextColumn(width=50),
        },
    )


def answers_in_words(found: Geocoded, work: Work, gazetteer: Gazetteer, texts: Texts) -> pd.DataFrame:
    """Return one row per row of the table in the reader's language, numbered from 0 in the index."""
    t = texts.t
    frame = found.frame.reset_index(drop=True)
    cells = {name: frame[column] for name, column in found.columns.items()}
    countries = country_names(gazetteer, texts.lang)
    return pd.DataFrame(
        {
            t("Row"): range(1, len(frame) + 1),
            t("Name"): frame[work.column].to_numpy(),
            t("Place"): cells["place"].to_numpy(),
            t("Country"): [countries.get(code, code) for code in cells["country"]],
            t("Score"): [
                score_in_words(score, texts) if known else ""
                for score, known in zip(cells["score"], cells["score"].notna(), strict=True)
            ],
            t("Answer"): [
                t(_answer(query is None, place_id, match, ambiguous))
                for query, place_id, match, ambiguous in zip(
                    found.queries, cells["place_id"], cells["match"], cells["ambiguous"], strict=True
                )
            ],
        }
    )


def _answer(nameless: bool, place_id: str, match: str, ambiguous: str) -> str:
    """Return how a row fared, in English."""
    if nameless:
        return correction.ANSWERS["empty"]
    if match == BY_HAND:
        return correction.ANSWERS["by hand" if place_id else "left"]
    if not place_id:
        return correction.ANSWERS["none"]
    return correction.ANSWERS["unclear" if ambiguous == "true" else "clear"]


def _open_next(found: Geocoded) -> None:
    """Open the next name without a clear answer behind the one that is open, from the top after the last."""
    work: Work = state.kept(KEPT)
    waiting = list(dict.fromkeys(query for query, check in zip(found.queries, correction.to_check(found), strict=True)
                                 if check and query))  # fmt: skip
    if not waiting:
        return
    order = list(dict.fromkeys(query for query in found.queries if query))
    place = order.index(work.opened) if work.opened in order else -1
    behind = [query for query in waiting if order.index(query) > place]
    state.keep(KEPT, replace(work, opened=(behind or waiting)[0]))
