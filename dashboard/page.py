"""The page's frame: set-up, language, navigation. What is on a page stands in `app_pages/`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import records_source, state
from dashboard.text import Texts

ICON = str(Path(__file__).parent / "static" / "icon.png")
"""A file of our own: Streamlit fetches named icons for the browser's tab from another machine."""

st.set_page_config(page_title="Visit Map", page_icon=ICON, layout="wide")

outcome = records_source.loaded()
texts = Texts(state.language())
page = st.navigation(
    [
        st.Page("app_pages/map.py", title=texts.t("Map"), default=True),
        st.Page("app_pages/gazetteer.py", title=texts.t("Gazetteer"), url_path="gazetteer"),
        st.Page("app_pages/sources.py", title=texts.t("Sources"), url_path="sources"),
        st.Page("app_pages/about.py", title=texts.t("About"), url_path="about"),
    ],
    position="top",
)
state.begin(page.url_path, outcome.records)
page.run()
