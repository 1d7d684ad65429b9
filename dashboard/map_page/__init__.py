"""The parts of the page "Map", from top to bottom: headline, filter panel, event table.

The map between them is `dashboard.visitmap`; `app_pages/map.py` puts them together.
"""
