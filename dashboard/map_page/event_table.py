"""The table of the events shown.

Select a row and the map goes there; click a place on the map and the table narrows.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.map_page import filter_panel
from dashboard.text import Texts, date_in_short
from dashboard.visitmap.columns import visit_hues
from visits.dates import parse_edtf
from visits.filters import VisitFilter

if TYPE_CHECKING:
    from visits import Records

ROW_LIMIT = 1_000
"""Rows that the table shows; the downloads hold them all."""

HEIGHT, ROW_HEIGHT = 560, 35
"""Height of the table and of a row in pixels: fifteen rows."""

STRIPES = ("#7d858c", "#0072b2", "#d55e00", "#00835f", "#b8568f", "#b87a00", "#2f8fc4", "#8a8206", "#5c5c5c")
"""The visits' hues, as in visitmap.css, in tones that carry on light and dark."""


def show(records: Records, texts: Texts) -> None:
    """Show the events that pass the filter, those at the clicked place only when there is one."""
    now = state.chosen()
    shown = records.events[records.mask(now.filter)]
    if shown.empty:
        _empty(records, texts)
        return
    rows = shown
    if now.focus:
        rows = shown[shown["place_id"].astype(str).isin(now.focus.place_ids)]
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(
                texts.t(
                    "{count} of {all} events: {place}", count=len(rows), all=len(shown), place=now.focus.name
                ),
                width="content",
            )
            st.button(texts.t("Show all"), on_click=state.unfocus, type="tertiary", icon=":material/close:")
    cut = rows.head(ROW_LIMIT)
    table = rows_in_words(records, cut, texts)
    key = (
        "table_"
        + hashlib.sha256("|".join([texts.lang, *cut["event_id"].astype(str)]).encode()).hexdigest()[:12]
    )

    def opened() -> None:
        picked = state.selected_rows(key)
        state.open_event(str(cut["event_id"].iloc[picked[0]]) if picked else None)

    st.dataframe(
        _striped(table, records, cut),
        key=key,
        hide_index=True,
        height=min(HEIGHT, 38 + ROW_HEIGHT * len(table)),
        row_height=ROW_HEIGHT,
        on_select=opened,
        selection_mode="single-row",
        column_config={
            " ": st.column_config.TextColumn(width=12, help=texts.t("Colour of the visit on the map")),
            texts.t("Date"): st.column_config.TextColumn(width=120),
            texts.t("Event"): st.column_config.TextColumn(width=340),
            texts.t("Place"): st.column_config.TextColumn(width=112),
        },
    )
    if len(rows) > ROW_LIMIT:
        st.caption(
            texts.t(
                "The table shows the first {count} of {all} events; the downloads hold them all.",
                count=texts.number(ROW_LIMIT),
                all=texts.number(len(rows)),
            )
        )


def rows_in_words(records: Records, events: pd.DataFrame, texts: Texts) -> pd.DataFrame:
    """Return one row per event in the reader's language: date, event, place."""
    lang = texts.lang
    title = "title" if lang == "en" else f"title_{lang}"
    frame = records.frame_of(events.index.to_numpy())
    return pd.DataFrame(
        {
            " ": [""] * len(frame),
            texts.t("Date"): [
                date_in_short(parse_edtf(edtf) if edtf else None, lang) for edtf in frame["date_edtf"]
            ],
            texts.t("Event"): frame[title].where(frame[title] != "", frame["title"]).to_numpy(),
            texts.t("Place"): [
                records.place(place_id).name(lang) if place_id else texts.t("not known")
                for place_id in frame["place_id"]
            ],
        }
    )


def _striped(table: pd.DataFrame, records: Records, events: pd.DataFrame) -> pd.io.formats.style.Styler:
    """Paint the first column in the hue of each event's visit."""
    hues = visit_hues(records)
    colours = [
        f"background-color: {STRIPES[hues.get(visit_id, 0)]}" for visit_id in events["visit_id"].astype(str)
    ]
    return table.style.apply(lambda _: colours, subset=[" "], axis=0)


def _empty(records: Records, texts: Texts) -> None:
    """Say which filter emptied the result, and offer to take that one back."""
    if not len(records):
        st.info(texts.t("These data hold no event yet."), icon=":material/info:")
        return
    st.info(texts.t("No event passes these filters."), icon=":material/filter_alt:")
    names = {
        **filter_panel.field_names(texts),
        "dates": texts.t("Period"),
        "text": texts.t("Search"),
        "bbox": texts.t("Area"),
    }
    default = VisitFilter()
    for field, count in filter_panel.emptied_by(records, state.chosen().filter)[:3]:
        changes = {"start": None, "end": None} if field == "dates" else {field: getattr(default, field)}
        st.button(
            texts.n(
                "Without “{filter}”: {count} event",
                "Without “{filter}”: {count} events",
                count,
                filter=names[field],
            ),
            key=f"undo_{field}",
            on_click=state.change,
            kwargs=changes,
            icon=":material/undo:",
        )
    st.button(
        texts.t("Clear all filters"),
        on_click=state.clear,
        icon=":material/filter_alt_off:",
        key="clear_empty",
    )
