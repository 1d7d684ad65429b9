"""The page "Gazetteer": which place a name means, for one name or a whole column; and places of the reader's own."""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.gazetteer_page import add_place, column, look_up
from dashboard.gazetteer_page.gazetteer_shown import gazetteer_shown
from dashboard.map_page.headline import show_notes
from dashboard.question import PARTS
from dashboard.records_source import loaded
from dashboard.text import Texts

outcome = loaded()
texts = Texts(state.language())
t = texts.t
gazetteer = gazetteer_shown(outcome.records)

names = {"name": t("One name"), "column": t("A column of names"), "add": t("Add a place")}
with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
    st.title(t("Gazetteer"), width="content")
    st.segmented_control(
        t("Part of this page"),
        PARTS,
        format_func=lambda part: names[part],
        key=state.value_of("part", state.chosen().question.part),
        on_change=state.asked("part", lambda part: part if part in PARTS else PARTS[0]),
        label_visibility="collapsed",
    )
show_notes(texts)
part = state.chosen().question.part
if part == "column":
    column.show(gazetteer, outcome.records, texts)
elif part == "add":
    add_place.show(gazetteer, outcome, texts)
else:
    look_up.show(gazetteer, outcome.records, texts)
