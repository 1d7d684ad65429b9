"""The page "Map": what is shown in one sentence, filters beside the map, the brush under it, table and detail below."""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.answer_version import answer_version
from dashboard.map_page import event_table, filter_panel, headline
from dashboard.map_page.browser_filter import browser_filter
from dashboard.records_source import loaded
from dashboard.text import Texts
from dashboard.visitmap.component import MAP_KEY, event_panel, visit_map
from dashboard.visitmap.details import event_details

outcome = loaded()
texts = Texts(state.language())
if outcome.records is None:
    st.error(texts.t("The records could not be loaded."))
    st.text(outcome.error)
    st.stop()

records = outcome.records
now = state.chosen()
counts = records.counts(now.filter)

headline.show(records, counts, texts)
headline.show_notes(texts)
filter_panel.show(records, texts)
visit_map(answer_version(records), browser_filter(records, now), texts.lang, state.map_reports(MAP_KEY))
headline.show_counts(records, counts, outcome.faults, texts)

table, detail = st.columns([9, 5], gap="medium")
with table:
    event_table.show(records, texts)
with detail:
    if now.event:
        if not records.mask(now.filter)[records.row_of(now.event)]:
            st.caption(texts.t("This event is not among those shown: a filter leaves it out."))
        event_panel(event_details(records, [now.event], texts.lang)[0], texts.lang)
    else:
        with st.container(border=True):
            st.caption(texts.t("Select an event in the table or on the map to read it here."))
            st.markdown(f"**{texts.t('What these data cover')}**")
            st.text(headline.coverage(records, texts))
