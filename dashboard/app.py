"""The door of the dashboard: one ASGI application with page, API and headers.

Whichever way it is started (`streamlit run dashboard/app.py`, `visit-map serve`, `uvicorn
dashboard.app:app`), from any folder, it is this object. Streamlit finds it by reading this file for an
assignment of `st.App(...)`, so the call below stays literal.
"""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

HERE = Path(__file__).resolve().parent
if str(HERE.parent) not in sys.path:
    # `streamlit run` puts this folder on the path, not its parent: without an installed package
    # `import dashboard` (and visits, gazetteer) would fail.
    sys.path.append(str(HERE.parent))

from dashboard import server  # noqa: E402  (needs the path above)
from dashboard.api import routes  # noqa: E402

# An absolute path: a relative one is resolved against the current folder by uvicorn. Streamlit takes the
# folder of the script for `.streamlit/config.toml` and `static/`.
app = st.App(
    HERE / "page.py",
    routes=routes(),
    middleware=server.middleware(),
    lifespan=server.lifespan,
)
