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
    "date_from": message("From"),
    "date_to": message("To"),
    "from_day": message("from {date}"),
    "until_day": message("until {date}"),
    "brush_keys": message(
        "Arrow keys: a day; with Shift: a month; Page keys: a year; Home and End: to the end; Space: play."
    ),
    "after_last_day": message("This is after the last day."),
    "before_first_day": message("This is before the first day."),
    "no_earlier_record": message("Nothing is earlier, so no first day is set."),
    "no_later_record": message("Nothing is later, so no last day is set."),
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
    "credit": message("Natural Earth, GeoNames (CC BY 4.0); boundaries are indicative"),
    "source": message("Source"),
    "sources": message("Sources"),
    "visits": message("Visits"),
    "hide_visit": message("Hide this visit"),
    "show_visit": message("Show this visit"),
    "sign_city": message("City, with its number of events"),
    "sign_venue": message("Venue"),
    "sign_area": message("Somewhere in this province or country"),
    "sign_reach": message("The place lies within this ring"),
    "sign_uncertain": message("Day or place uncertain"),
    "sign_pale": message("Less certain record"),
    "sign_stated": message("Leg between stops that sources name"),
    "sign_inferred": message("Leg to or from home, inferred"),
    "sign_unordered": message("Order of the stops not known"),
    "sign_stop": message("Number of the stop"),
    "hue_outgoing": message("Outgoing"),
    "hue_incoming": message("Incoming"),
    "hue_other": message("Neither way"),
    "nothing_shown": message("No event passes these filters. Below the map you can undo one."),
    "no_records": message("These data hold no event yet."),
    # the small map of places and the list beside it
    "place_map": message("Map of the places"),
    "candidates": message("Places that it may mean, best first"),
    "show_on_map": message("Show on the map"),
    "score": message("Score"),
    "names_and_source": message("Names and source"),
    "place_point": message("Point"),
    "place_id": message("Id"),
    "take": message("Take this place"),
    "is_taken": message("Taken"),
    "take_middle": message("Take the middle of the map"),
    "pick_help": message("Click the map, or move it with the arrow keys and press Enter."),
    # handing in a table
    "paste_column": message("Names, one on each line, or cells copied from a spreadsheet"),
    "paste_example": message("Bắc Kinh\n上海\nQuang Chau"),
    "find_places": message("Find the places"),
    "choose_file": message("Choose a CSV file"),
    "sheet_limits": message("CSV, up to 5 MB and 20,000 rows."),
    "sheet_too_large": message("This is larger than 5 MB: split it into several files."),
    # an event in words
    "hosts": message("Hosts"),
    "guests": message("Guests"),
    "documents": message("Documents"),
    "as_written": message("Date as written"),
    "as_understood": message("Date as understood"),
    "place_known": message("Place known as"),
    "note": message("Note"),
    "not_stated": message("not stated"),
    "what_sources_say": message("What the sources say"),
    "claim_field": message("Field"),
    "claim_value": message("Value"),
    "claim_source": message("Source"),
    "the_visit": message("The visit"),
    "visit_date": message("Period"),
    "delegation": message("Delegation"),
    "head": message("Head of the delegation"),
    "back_to_list": message("All events here"),
    "more_in_table": message("The table below lists them all."),
}
"""Key -> English string."""

COUNTED: dict[str, tuple[str, str]] = {
    "days": counted("{count} day", "{count} days"),
    "events": counted("{count} event", "{count} events"),
    "places": counted("{count} place", "{count} places"),
    "not_to_the_day": counted("{count} not to the day", "{count} not to the day"),
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
