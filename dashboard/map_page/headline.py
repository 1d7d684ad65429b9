"""The title line and the counts: what is shown, in one sentence, with language, share and download beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

import streamlit as st

from dashboard import state
from dashboard.text import LANGUAGES, Texts, date_span_in_words, label
from dashboard.visitmap.columns import date_uncertain
from visits.dates import OPEN_END, OPEN_START, day_from_number
from visits.exports.event_csv import to_csv

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from gazetteer import Fault
    from visits import Records
    from visits.filters import VisitFilter
    from visits.selection import Counts


def show(records: Records, counts: Counts, texts: Texts) -> None:
    """Show the title line: name, sentence, language, share, download."""
    said, tools = st.columns([3, 2], vertical_alignment="center")
    with said, st.container(gap=None):
        st.markdown(f"#### {texts.t('Visit Map')}")
        st.caption(sentence(records, counts, texts))
    with (
        tools,
        st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", gap="small"),
    ):
        st.segmented_control(
            texts.t("Language"),
            list(LANGUAGES),
            format_func=lambda code: code.upper(),
            key=state.value_of("lang", texts.lang),
            on_change=state.language_changed,
            label_visibility="collapsed",
            width="content",
        )
        with st.popover(texts.t("Share"), icon=":material/link:"):
            st.caption(texts.t("This address opens the map as you see it now."))
            st.code(state.link(st.context.url or ""), language=None, wrap_lines=True)
        with st.popover(texts.t("Download"), icon=":material/download:"):
            _downloads(records, counts, texts)


def show_notes(texts: Texts) -> None:
    """Say what the address asked for that means nothing, at the top where it is seen."""
    if notes := state.chosen().notes:
        with st.container(border=True, gap=None):
            st.caption(texts.t("Ignored in the address:"))
            for note in notes:
                st.text(f"{note.parameter}={note.value}: {label('ignored', note.code, texts.lang)}")


def sentence(records: Records, counts: Counts, texts: Texts) -> str:
    """Return what is shown in one sentence: "4 visits, 19 events, 25 September 2023 – 3 April 2024"."""
    shown = records.events[records.mask(state.chosen().filter)]
    visits = shown["visit_id"].astype("category").cat.remove_unused_categories().cat.categories
    visits = len(visits[visits != ""])
    parts = [
        texts.n("{count} visit", "{count} visits", visits),
        texts.n("{count} event", "{count} events", counts.shown),
    ]
    vague = date_uncertain(shown)
    dated = shown["dated"].to_numpy(bool)
    known = shown[dated & ~vague]
    # Known days make the period: an event "on or before" a day would stretch it past what the brush shows.
    period = _period(known if len(known) else shown[dated], texts)
    said = ", ".join([*parts, period] if period else parts)
    if len(known) and vague.any():
        said += "; " + texts.n("{count} not to the day", "{count} not to the day", int(vague.sum()))
    if undated := int((~shown["dated"]).sum()):
        said += "; " + texts.n("{count} without a date", "{count} without a date", undated)
    return said


def _period(events: pd.DataFrame, texts: Texts) -> str:
    """Return from when to when some dated events lie, open where all of them are; empty for none."""
    first = events["earliest"][events["earliest"] != OPEN_START]
    last = events["latest"][events["latest"] != OPEN_END]
    if first.empty and last.empty:
        return ""
    return date_span_in_words(
        day_from_number(int(first.min())) if len(first) else None,
        day_from_number(int(last.max())) if len(last) else None,
        texts.lang,
    )


def _downloads(records: Records, counts: Counts, texts: Texts) -> None:
    """Offer the events shown as files, built when asked for."""
    chosen = state.chosen().filter
    st.caption(
        texts.n("{count} event, exactly those shown", "{count} events, exactly those shown", counts.shown)
    )
    flavours: tuple[tuple[Literal["csv", "csv-excel"], str, str], ...] = (
        ("csv", texts.t("CSV"), texts.t("UTF-8, for programs and for reading back in.")),
        (
            "csv-excel",
            texts.t("CSV for Excel"),
            texts.t("Opens right in Excel, and no cell runs as a formula."),
        ),
    )
    for flavour, name, help_text in flavours:
        st.download_button(
            name,
            partial(_csv, records, chosen, flavour),
            f"visit-map-events{flavour.removeprefix('csv')}.csv",
            "text/csv",
            help=help_text,
            on_click="ignore",
            width="stretch",
            disabled=not counts.shown,
        )


def _csv(records: Records, chosen: VisitFilter, flavour: Literal["csv", "csv-excel"]) -> bytes:
    """Return the events that pass, made when the button is pressed."""
    return to_csv(records.frame(chosen), flavour=flavour)


def show_counts(records: Records, counts: Counts, faults: Sequence[Fault], texts: Texts) -> None:
    """Show the counts, what was left out and why, and what the data claim to hold."""
    t, n = texts.t, texts.n
    parts = [
        t("{count} in the data", count=texts.number(counts.all)),
        t("{count} shown", count=texts.number(counts.shown)),
        t("{count} on the map", count=texts.number(counts.drawn)),
        t("{count} without a place", count=texts.number(counts.unplaced)),
    ]
    if counts.undated_left_out:
        parts.append(n("{count} undated left out", "{count} undated left out", counts.undated_left_out))
    if counts.background_left_out:
        parts.append(
            n("{count} background left out", "{count} background left out", counts.background_left_out)
        )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(" · ".join(parts), width="stretch")
        with st.popover(t("What these data cover"), icon=":material/info:", type="tertiary"):
            st.text(coverage(records, texts))
    if faults:
        said = n("{count} fault was found in the data", "{count} faults were found in the data", len(faults))
        rest = t("what it concerns was left out; the page About lists all.")
        st.warning(f"{said}: {rest}", icon=":material/report:")


def coverage(records: Records, texts: Texts) -> str:
    """Return what the data claim to hold, in the reader's language where they say it there."""
    said = records.coverage
    return str(
        said.get(f"statement_{texts.lang}")
        or said.get("statement")
        or texts.t("The data do not say what they cover.")
    )
