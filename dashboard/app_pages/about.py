"""The page "About": what the data holds and leaves out, how to read the map, licences, how to cite."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.credits import CREDITS
from dashboard.records_source import fault_report, loaded
from dashboard.text import Texts, date_in_words
from visits import DateError
from visits.dates import parse_edtf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer import Fault
    from visits import Records

READING_WIDTH = 860
"""Widest column of running text, in pixels."""

texts = Texts(state.language())
t, n = texts.t, texts.n


def program_version() -> str:
    """Return the version of the installed program; a word where it runs from its sources."""
    try:
        return version("visit-map")
    except PackageNotFoundError:
        return t("unreleased")


def bound(edtf: str) -> str:
    """Say a day of the coverage; what is no date stays as written."""
    try:
        return date_in_words(parse_edtf(edtf), texts.lang)
    except DateError:
        return edtf


def introduction() -> None:
    """Say what this is."""
    st.markdown(
        t(
            "Visit Map turns press reports about delegations into a record that has sources, dates and"
            " places: who went where, when, met whom, signed what, and which source says so. It can be"
            " narrowed by time, read on a map, linked to, and taken away as CSV. It needs no network."
        )
    )


def what_the_data_hold(records: Records) -> None:
    """Say title, coverage, what is left out on purpose, counts."""
    coverage = records.coverage
    st.header(t("What the data holds"))
    st.text(records.title)
    statement = coverage.get(f"statement_{texts.lang}") or coverage.get("statement") or ""
    if statement:
        st.text(statement)
    first, last = coverage.get("from"), coverage.get("to")
    if first and last:
        st.text(t("Period covered: from {first} to {last}", first=bound(first), last=bound(last)))
    missing = coverage.get(f"leaves_out_{texts.lang}") or coverage.get("leaves_out") or []
    if missing:
        items = [missing] if isinstance(missing, str) else missing
        st.text("\n".join([t("Left out on purpose:"), *(f"– {item}" for item in items)]))
    counts = records.counts()
    st.text(
        t(
            "{visits}, {events}, {sources}.",
            visits=n("{count} visit", "{count} visits", len(records.visits)),
            events=n("{count} event", "{count} events", counts.all),
            sources=n("{count} source", "{count} sources", len(records.sources)),
        )
    )
    st.caption(t("Version of the data: {version}", version=records.version[:12]))


def what_was_left_out(faults: Sequence[Fault]) -> None:
    """List the faults and offer them as a file."""
    st.header(t("What was left out because of faults"))
    st.text(n("{count} fault was found.", "{count} faults were found.", len(faults)))
    st.dataframe(
        pd.DataFrame(
            {
                t("File"): [fault.file for fault in faults],
                t("Line"): [fault.row for fault in faults],
                t("Column"): [fault.column for fault in faults],
                t("Value"): [str(fault.value or "") for fault in faults],
                t("What is wrong"): [fault.problem for fault in faults],
                t("What to do"): [fault.remedy for fault in faults],
            }
        ),
        hide_index=True,
    )
    st.download_button(
        t("Download the fault report"),
        data=fault_report(faults),
        file_name="visit-map-faults.txt",
        mime="text/plain",
        on_click="ignore",
    )


def how_to_read() -> None:
    """Explain dates, places, certainty, sources, direction, boundaries."""
    st.header(t("How to read the map"))
    st.markdown(
        t(
            "**Dates** are kept as the source gives them. A day, a month, a year, a period, and a day that"
            " is only known to lie within a period are told apart. An event is in the chosen period when any"
            " of its possible days is. An event without a date is listed and counted, and passes only while"
            " no period is chosen."
        )
    )
    st.markdown(
        t(
            "**Places** are drawn as exactly as they are known: a venue as a point, a city as a ring, a"
            " province or country as a hatched area, never as an exact spot."
        )
    )
    st.markdown(
        t(
            "**Certainty.** What is inferred or uncertain is drawn dashed or faded and says so. Journeys"
            " from home and back are inferred unless a source states them."
        )
    )
    st.markdown(
        t("**Sources.** Where sources differ, every claim is kept and the more precise one is shown.")
    )
    st.markdown(
        t("**Direction** is seen from the home that the data names: outgoing, incoming, or neither way.")
    )

    st.header(t("Boundaries"))
    st.markdown(
        t(
            "Boundaries are indicative. The map shows land borders only, and no view on any territory is"
            " expressed. Country codes are those of ISO 3166-1: a code, no statement about sovereignty."
        )
    )


def credits_and_citation(records: Records | None) -> None:
    """Name what is used with its licence; say how to cite."""
    st.header(t("Data, typefaces and programs used"))
    st.dataframe(
        pd.DataFrame(
            {
                t("Name"): [credit.name for credit in CREDITS],
                t("Used for"): [t(credit.use) for credit in CREDITS],
                t("Licence"): [credit.licence for credit in CREDITS],
                t("Address"): [credit.url for credit in CREDITS],
            }
        ),
        hide_index=True,
        height="content",
        column_config={t("Address"): st.column_config.LinkColumn(t("Address"))},
    )
    if records is not None and records.licenses:
        st.text(t("Licence of the records:"))
        for licence in records.licenses:
            st.text(" · ".join(str(licence[key]) for key in ("title", "name", "path") if licence.get(key)))

    st.header(t("How to cite"))
    st.code(
        t(
            "Visit Map, version {version}. Records: {title}, version {data}.",
            version=program_version(),
            title=records.title if records is not None else "-",
            data=records.version[:12] if records is not None else "-",
        ),
        language=None,
        wrap_lines=True,
    )


outcome = loaded()
st.title(t("About"))
with st.container(width=READING_WIDTH):
    introduction()
    if outcome.records is None:
        st.error(t("The records could not be loaded."))
        st.text(outcome.error)
    else:
        what_the_data_hold(outcome.records)
    if outcome.faults:
        what_was_left_out(outcome.faults)
    how_to_read()
    credits_and_citation(outcome.records)
