"""The page "Sources": every source of the records, where to find it, how many events it speaks for.

Few sources are a list to read; many are a table in which a row opens. Text of records goes through `st.text`
and `st.dataframe` only, which show it as it is.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.links import web_address
from dashboard.records_source import loaded
from dashboard.text import Texts, date_in_words
from gazetteer import fold
from visits import DateError, VisitFilter
from visits.dates import parse_edtf
from visits.vocabulary import STATUS

LONGEST_LIST = 30
"""Sources up to this number are listed in full; more become a table."""

READING_WIDTH = 860
"""Widest column of running text, in pixels."""

texts = Texts(state.language())
t, n = texts.t, texts.n


def published_in_words(edtf: str) -> str:
    """Say the date of publication. Only words of our own are returned: they end up in Markdown."""
    try:
        return date_in_words(parse_edtf(edtf), texts.lang)
    except DateError:
        return t("date of publication not stated")


def first_day(edtf: str) -> str:
    """Return the first day that a date may mean, to sort by; what has none comes last."""
    try:
        when = parse_edtf(edtf)
    except DateError:
        return "~"
    return str(when.earliest or when.latest or "~")


def entry(source: pd.Series, events: int) -> None:
    """Write one source in full."""
    with st.container(border=True, gap="xxsmall"):
        if source["publisher"] not in source["citation"]:
            st.text(source["publisher"])
        st.text(source["citation"])
        st.caption(
            " · ".join(
                filter(
                    None,
                    [
                        published_in_words(source["published"]),
                        texts.language_name(source["language"]),
                        n("cited by {count} event", "cited by {count} events", events),
                    ],
                )
            )
        )
        if source["author"]:
            st.text(t("Author: {name}", name=source["author"]))
        if source["note"]:
            st.text(source["note"])
        address = web_address(source["url"])
        if address:
            st.link_button(t("Open the source"), address, icon=":material/open_in_new:", type="tertiary")


def table(sources: pd.DataFrame, cited: dict[str, int]) -> pd.Series | None:
    """Show many sources as a table; return the one that is selected, if any."""
    shown = pd.DataFrame(
        {
            t("Publisher"): sources["publisher"],
            t("Citation"): sources["citation"],
            t("Published"): sources["published"],
            t("Language"): [texts.language_name(code) for code in sources["language"]],
            t("Events"): [cited.get(key, 0) for key in sources["source_id"]],
            t("Address"): [web_address(url) for url in sources["url"]],
            t("Note"): sources["note"],
        }
    )
    choice = st.dataframe(
        shown,
        hide_index=True,
        key="sources_table",
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            t("Address"): st.column_config.LinkColumn(t("Address"), display_text=t("Open the source"))
        },
    )
    return sources.iloc[choice.selection.rows[0]] if choice.selection.rows else None


st.title(t("Sources"))
outcome = loaded()
if outcome.records is None:
    st.error(t("The records could not be loaded."))
    st.text(outcome.error)
    st.stop()

sources = outcome.records.sources
cited = outcome.records.facets(VisitFilter(statuses=tuple(STATUS))).get("source", {})
with st.container(width=READING_WIDTH):
    st.markdown(t("Every event names the sources that state it. Events of any status are counted here."))
    words = st.text_input(t("Search"), placeholder=t("publisher, citation, note"), key="sources_words")

haystack = [fold(" ".join(row)) for row in sources.astype(str).itertuples(index=False)]
wanted = fold(words).split()
found = sources[np.array([all(word in text for word in wanted) for text in haystack], dtype=bool)]
days = found["published"].map(first_day)
found = found.assign(day=days).sort_values(["day", "publisher"], kind="stable").drop(columns="day")
st.caption(
    n("{count} source", "{count} sources", len(found))
    if len(found) == len(sources)
    else n("{count} source of {all}", "{count} sources of {all}", len(found), all=texts.number(len(sources)))
)

if sources.empty:
    st.info(t("These data name no source yet."))
elif found.empty:
    st.info(t("No source has all these words. Clear the search to see all."))
elif len(found) <= LONGEST_LIST:
    with st.container(width=READING_WIDTH):
        for _, source in found.iterrows():
            entry(source, cited.get(source["source_id"], 0))
else:
    selected = table(found, cited)
    if selected is not None:
        entry(selected, cited.get(selected["source_id"], 0))
