"""The map: folium builds it, the browser draws, filters and plays it.

Import from here: `VisitLayer` (a folium layer for any `folium.Map`), `columns` (what the browser needs to draw, once),
`event_details` (what it asks for when something is opened). The component in the page is `visitmap.component`.
"""

from dashboard.visitmap.columns import columns
from dashboard.visitmap.details import event_details
from dashboard.visitmap.layer import VisitLayer

__all__ = ["VisitLayer", "columns", "event_details"]
