"""The parts of the page "Gazetteer": look a name up, answer a column of names, add a place.

`app_pages/gazetteer.py` puts them together; the map and the list in them are `dashboard.placemap`.
"""
