"""The neutral offline basemap: what users of it import.

``OfflineMap`` is a folium map that needs no network, ``Basemap`` the background layer alone. ``asset_url``
gives other layers the address of a shipped browser file in the same two ways, ``script_json`` a safe way
into a folium template. The files drawn are made by ``python -m dashboard.basemap.build``.
"""

from dashboard.basemap.assets import STATIC, AssetError, asset_base64, asset_url
from dashboard.basemap.layer import CREDIT, Area, AssetMode, Basemap, OfflineMap, detail_files, script_json

__all__ = [
    "CREDIT",
    "STATIC",
    "Area",
    "AssetError",
    "AssetMode",
    "Basemap",
    "OfflineMap",
    "asset_base64",
    "asset_url",
    "detail_files",
    "script_json",
]
