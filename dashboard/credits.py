"""What the dashboard is made with: data, typefaces and programs, each with its licence."""

from __future__ import annotations

from typing import NamedTuple

from dashboard.text import message


class Credit(NamedTuple):
    """One thing used."""

    name: str
    """Its own name."""
    use: str
    """What for, in English, marked for translation."""
    licence: str
    """SPDX identifier or the licence's own name."""
    url: str
    """Where it comes from."""


CREDITS: tuple[Credit, ...] = (
    Credit(
        "Natural Earth",
        message("land, rivers, lakes, land borders"),
        "Public domain",
        "https://www.naturalearthdata.com/",
    ),
    Credit("GeoNames", message("places and their names"), "CC-BY-4.0", "https://www.geonames.org/"),
    Credit(
        "Be Vietnam Pro",
        message("typeface, Latin and Vietnamese"),
        "OFL-1.1",
        "https://github.com/bettergui/BeVietnamPro",
    ),
    Credit("Noto Sans SC", message("typeface, Chinese"), "OFL-1.1", "https://github.com/notofonts/noto-cjk"),
    Credit("Leaflet", message("map in the browser"), "BSD-2-Clause", "https://leafletjs.com/"),
    Credit("folium", message("building the map"), "MIT", "https://python-visualization.github.io/folium/"),
    Credit("Streamlit", message("pages"), "Apache-2.0", "https://streamlit.io/"),
    Credit("geopy", message("interface of the gazetteer"), "MIT", "https://geopy.readthedocs.io/"),
    Credit("pandas", message("tables"), "BSD-3-Clause", "https://pandas.pydata.org/"),
    Credit(
        "Babel",
        message("dates and numbers in the reader's language"),
        "BSD-3-Clause",
        "https://babel.pocoo.org/",
    ),
    Credit("Unicode CLDR", message("names of months"), "Unicode-3.0", "https://cldr.unicode.org/"),
)
"""In the order of the page: data, typefaces, programs."""
