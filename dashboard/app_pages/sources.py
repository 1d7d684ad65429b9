"""The page "Sources": every source of the records, where to find it, how many events it speaks for.

Few sources are a list to read; many are a table in which a row opens. Text of records goes through `st.text`
and `st.dataframe` only, which show it as it is.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.links import web_address
from dashboard.records_source import loaded
from dashboard.text import Texts, date_in_words
from gazetteer.normalize import fold
from visits import VisitFilter
from visits.dates import DateError, parse_edtf
from visits.vocabulary import STATUS

LONGEST_LIST = 30
"""Sources up to this number are listed in full; more become a table."""

texts = Texts(state.language())
t, n = texts.t, texts.n


def published_in_words(edtf: str) -> str:
    """Say the date of publication; what is no date stays as written."""
    if not edtf:
        return t("date of publication not stated")
    try:
        return date_in_words(parse_edtf(edtf), texts.lang)
    except DateError:
        return edtf


def entry(source: pd.Series, events: int) -> None:
    """Write one source in full."""
    with st.container(border=True):
        facts = [published_in_words(source["published"]), texts.language_name(source["language"])]
        st.text(source["publisher"])
        st.text(source["citation"])
        st.caption(
            " · ".join([*filter(None, facts), n("cited by {count} event", "cited by {count} events", events)])
        )
        if source["author"]:
            st.text(t("Author: {name}", name=source["author"]))
        if source["note"]:
            st.text(source["note"])
        address = web_address(source["url"])
        if address:
            st.link_button(t("Open the source"), address, icon=":material/open_in_new:", type="tertiary")


st.title(t("Sources"))
outcome = loaded()
if outcome.records is None:
    st.error(t("The records could not be loaded."))
    st.text(outcome.error)
    st.stop()

records = outcome.records
sources = records.sources
cited = records.facets(VisitFilter(statuses=tuple(STATUS))).get("source", {})
st.markdown(t("Every event names the sources that state it. Events of any status are counted here."))

words = st.text_input(t("Search"), placeholder=t("publisher, citation, note"), key="sources_words")
haystack = [fold(" ".join(row)) for row in sources.astype(str).itertuples(index=False)]
wanted = fold(words).split()
found = sources[[all(word in text for word in wanted) for text in haystack]]
found = found.sort_values(["published", "publisher"], kind="stable")
st.caption(
    n("{count} source", "{count} sources", len(found))
    if len(found) == len(sources)
    else n("{count} source of {all}", "{count} sources of {all}", len(found), all=texts.number(len(sources)))
)

if found.empty:
    st.info(t("No source has all these words. Clear the search to see all."))
elif len(found) <= LONGEST_LIST:
    for _, source in found.iterrows():
        entry(source, cited.get(source["source_id"], 0))
else:
    table = pd.DataFrame(
        {
            t("Publisher"): found["publisher"],
            t("Citation"): found["citation"],
            t("Published"): found["published"],
            t("Language"): [texts.language_name(code) for code in found["language"]],
            t("Events"): [cited.get(key, 0) for key in found["source_id"]],
            t("Address"): [web_address(url) for url in found["url"]],
            t("Note"): found["note"],
        }
    )
    choice = st.dataframe(
        table,
        hide_index=True,
        key="sources_table",
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            t("Address"): st.column_config.LinkColumn(t("Address"), display_text=t("Open the source"))
        },
    )
    for position in choice.selection.rows:
        entry(found.iloc[position], cited.get(found.iloc[position]["source_id"], 0))
