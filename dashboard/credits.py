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
    Credit("Wikidata", message("points of venues"), "CC0-1.0", "https://www.wikidata.org/"),
    Credit(
        "Wikipedia",
        message("points of venues; each place names its page"),
        "CC-BY-SA-4.0",
        "https://www.wikipedia.org/",
    ),
    Credit(
        "vietnamadminunits",
        message("provinces and districts of Vietnam"),
        "MIT",
        "https://github.com/tranngocminhhieu/vietnamadminunits",
    ),
    Credit(
        "cpca",
        message("administrative units of China"),
        "MIT",
        "https://github.com/DQinYuan/chinese_province_city_area_mapper",
    ),
    Credit(
        "hanviet-pinyin-words",
        message("Vietnamese readings of Chinese characters"),
        "MIT",
        "https://github.com/ph0ngp/hanviet-pinyin-words",
    ),
    Credit("pypinyin", message("pinyin of Chinese characters"), "MIT", "https://pypinyin.readthedocs.io/"),
    Credit(
        "OpenCC",
        message("simplified and traditional characters"),
        "Apache-2.0",
        "https://github.com/yichen0831/opencc-python",
    ),
    Credit("airportsdata", message("points of airports"), "MIT", "https://github.com/mborsetti/airportsdata"),
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
    Credit(
        "Unicode CLDR",
        message("names of months, countries and provinces"),
        "Unicode-3.0",
        "https://cldr.unicode.org/",
    ),
)
"""In the order of the page: data, typefaces, programs."""
