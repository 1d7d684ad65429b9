"""The strings that scripts in the browser show: key -> text in the reader's language.

Scripts receive the whole dictionary once and write it with `textContent`. Fields in braces are filled by the
script. Counted strings come as two keys, `<key>_one` and `<key>_other`.
"""

from __future__ import annotations

from dashboard.text.catalogue import Texts, counted, message

TEXTS: dict[str, str] = {
    # the time brush
    "brush": message("Period shown"),
    "play": message("Play"),
    "pause": message("Pause"),
    "step_back": message("One step back"),
    "step_forward": message("One step forward"),
    "first_day": message("First day"),
    "last_day": message("Last day"),
    "window": message("Period; drag to move it"),
    "reset": message("Show all dates"),
    "all_dates": message("All dates"),
    "invalid_date": message("Not a date. Write it as 2023-09-27."),
    "date_format": message("year-month-day"),
    "no_dated_events": message("No event has a date"),
    "histogram": message("Events per day"),
    # the map
    "loading": message("Loading the events"),
    "load_failed": message("The events could not be loaded."),
    "retry": message("Try again"),
    "close": message("Close"),
    "legend": message("Legend"),
    "zoom_in": message("Zoom in"),
    "zoom_out": message("Zoom out"),
    "show_all": message("Show everything"),
    "map": message("Map of the events"),
    "boundaries": message("Boundaries are indicative"),
    "source": message("Source"),
    "sources": message("Sources"),
}
"""Key -> English string."""

COUNTED: dict[str, tuple[str, str]] = {
    "days": counted("{count} day", "{count} days"),
    "events": counted("{count} event", "{count} events"),
    "places": counted("{count} place", "{count} places"),
    "undated": counted("{count} without a day", "{count} without a day"),
}
"""Key -> English singular and plural, with the field `{count}`."""


def browser_texts(lang: str) -> dict[str, str]:
    """Return the strings for the browser in a language, and the language as `lang` and `locale` (BCP 47)."""
    texts = Texts(lang)
    strings = {key: texts.t(english) for key, english in TEXTS.items()}
    for key, (one, many) in COUNTED.items():
        strings[f"{key}_one"] = texts.counted_template(one, many, 1)
        strings[f"{key}_other"] = texts.counted_template(one, many, 2)
    return {**strings, "lang": texts.lang, "locale": texts.locale.replace("_", "-")}
