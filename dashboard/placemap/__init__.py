"""A small map of places: the candidates of a name, numbered as in the list beside it, or a point to be chosen.

folium builds it once; the places travel as JSON and their text is set with `textContent`. Import from here:
`PlaceLayer` (a folium layer), `candidate` (an answer of the gazetteer in words). The component in the page is
`placemap.component`.
"""

from dashboard.placemap.candidates import candidate
from dashboard.placemap.layer import PlaceLayer

__all__ = ["PlaceLayer", "candidate"]
