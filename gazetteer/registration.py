"""The gazetteer among the services that geopy knows by name."""

from __future__ import annotations

from typing import Final

from geopy import geocoders

from gazetteer.geocoder import Gazetteer

__all__ = ["SERVICE", "register"]

SERVICE: Final = "visit_map"
"""The name under which geopy finds the gazetteer."""


def register() -> type[Gazetteer]:
    """Make ``geopy.geocoders.get_geocoder_for_service("visit_map")`` give `Gazetteer`, and give it too.

    Done when asked for, not at import: it changes a table of another library, for the whole process. Once or ten
    times is the same. Raises ValueError when another class has taken the name.
    """
    known = geocoders.SERVICE_TO_GEOCODER.setdefault(SERVICE, Gazetteer)
    if known is not Gazetteer:
        raise ValueError(f"geopy already knows {known.__module__}.{known.__qualname__} as {SERVICE!r}")
    return Gazetteer
