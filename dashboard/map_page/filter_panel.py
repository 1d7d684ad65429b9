"""The filters beside the map: one widget per filter, each option with the number of events it would show."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import state
from dashboard.text import Texts, date_in_words, label
from visits.dates import parse_edtf
from visits.filters import VisitFilter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from visits import Records
    from visits.model import Source

MOST_OPTIONS = 400
"""Options that one filter offers: more are no list one reads, and each rerun would send them all."""

_COUNT = re.compile(r" \([\d.,\s]+\)$")

FIELDS = {
    "cities": "city",
    "countries": "country",
    "directions": "direction",
    "types": "type",
    "people": "person",
    "visits": "visit",
    "statuses": "status",
    "sources": "source",
}
"""Filter fields with a choice of values -> name of their facet, in the order of the panel."""

FIRST = ("cities", "countries", "directions", "types", "people", "visits")
"""Fields that are always open; the others are under "More"."""


def show(records: Records, texts: Texts) -> None:
    """Show the filters in the sidebar, with what the current filter leaves of each value."""
    now = state.chosen().filter
    facets = records.facets(now)
    names = option_names(records, texts)
    with st.sidebar:
        # At the top and always there: below the choices it would slip away from the hand as they grow and shrink.
        st.button(
            texts.t("Clear all filters"),
            on_click=state.clear,
            icon=":material/filter_alt_off:",
            type="tertiary",
            disabled=now.is_default,
        )
        st.text_input(
            texts.t("Search"),
            key=state.value_of("text", now.text),
            on_change=state.changed("text", str),
            placeholder=texts.t("title, name, document"),
            icon=":material/search:",
        )
        for field in FIRST:
            _choice(records, field, facets[FIELDS[field]], names[field], texts)
        with st.expander(
            texts.t("More filters"),
            expanded=now != now.replace(statuses=VisitFilter().statuses, sources=(), mode="overlaps"),
        ):
            for field in FIELDS:
                if field not in FIRST:
                    _choice(records, field, facets[FIELDS[field]], names[field], texts)
            st.radio(
                texts.t("Period means"),
                ["overlaps", "starts"],
                format_func=lambda mode: (
                    texts.t("may lie in it") if mode == "overlaps" else texts.t("begins in it")
                ),
                key=state.value_of("mode", now.mode),
                on_change=state.changed("mode", str),
                help=texts.t(
                    "An event of several days, or of an unknown day, may lie in a period without beginning in it."
                ),
            )


def _choice(
    records: Records, field: str, counts: dict[str, int], name: Callable[[str], str], texts: Texts
) -> None:
    """Show one filter: values with events first, the chosen ones always among them."""
    now = state.chosen().filter
    picked = [] if now == now.without(field) else known_as(records, field, getattr(now, field), counts)
    most = sorted(counts, key=lambda value: -counts[value])[:MOST_OPTIONS]
    names = told_apart({value: name(value) for value in {*most, *picked}})
    options = sorted(names, key=lambda value: (-counts.get(value, 0), names[value]))
    if len(options) < 2 and not picked:  # noqa: PLR2004  (one value is no choice)
        return
    cut = texts.t(
        "The {count} most frequent of {all}.", count=texts.number(MOST_OPTIONS), all=texts.number(len(counts))
    )
    st.multiselect(
        field_names(texts)[field],
        options,
        format_func=lambda value: f"{names.get(value, value)} ({texts.number(counts.get(value, 0))})",
        key=state.value_of(field, picked),
        on_change=state.changed(field, lambda values: chosen_values(values, names)),
        placeholder=texts.t("any"),
        select_all=False,
        help=cut if len(counts) > MOST_OPTIONS else None,
    )


def told_apart(names: dict[str, str]) -> dict[str, str]:
    """Return names with the id behind those that several values share: Streamlit knows an option by its label."""
    shared = {name for name, times in Counter(names.values()).items() if times > 1}
    return {value: f"{name} · {value}" if name in shared else name for value, name in names.items()}


def chosen_values(said: Sequence[str], names: dict[str, str]) -> tuple[str, ...]:
    """Return the values that a widget reports; unknown ones are dropped.

    While the page runs anew a click can still carry a label with its count of a moment ago: it is known by its name.
    """
    by_name = {name: value for value, name in names.items()}
    found = (value if value in names else by_name.get(_COUNT.sub("", value)) for value in said)
    return tuple(dict.fromkeys(value for value in found if value is not None))


def known_as(records: Records, field: str, values: tuple[str, ...], counts: dict[str, int]) -> list[str]:
    """Return the ids that chosen values mean: an address may name a city or a person in any spelling."""
    ids: list[str] = []
    for value in values:
        meant: Sequence[str] = (value,)
        if field == "cities":
            meant = records.gazetteer.resolve_city(value)
        elif field == "people":
            meant = sorted(records.people_named(value))
        ids += [known for known in meant if known in counts] or meant[:1]
    return list(dict.fromkeys(ids))


def field_names(texts: Texts) -> dict[str, str]:
    """Return what each filter is called."""
    return {
        "cities": texts.t("City"),
        "countries": texts.t("Country"),
        "directions": texts.t("Direction"),
        "types": texts.t("Kind of event"),
        "people": texts.t("Person or organisation"),
        "visits": texts.t("Visit"),
        "statuses": texts.t("Status"),
        "sources": texts.t("Source"),
    }


def option_names(records: Records, texts: Texts) -> dict[str, Callable[[str], str]]:
    """Return for each field what its values are called in the reader's language."""
    lang = texts.lang

    def place(value: str) -> str:
        found = records.gazetteer.place(value)
        return found.name(lang) if found else value

    def of(table: str) -> Callable[[str], str]:
        return lambda value: titles(records, table, lang).get(value, value)

    def enumerated(vocabulary: str) -> Callable[[str], str]:
        return lambda value: label(vocabulary, value, lang)

    return {
        "cities": place,
        "countries": lambda code: place(f"country:{code}"),
        "directions": enumerated("direction"),
        "types": enumerated("type"),
        "people": of("people"),
        "visits": of("visits"),
        "statuses": enumerated("status"),
        "sources": lambda value: source_name(records.source(value), texts),
    }


@lru_cache(maxsize=16)
def titles(records: Records, table: str, lang: str) -> dict[str, str]:
    """Return id -> title or name of all visits or people, in English where a language has none; shared, read only."""
    key, text = {"visits": ("visit_id", "title"), "people": ("person_id", "name")}[table]
    rows = getattr(records, table)
    translated = rows[f"{text}_{lang}"] if f"{text}_{lang}" in rows else rows[text]
    return {row: own or plain for row, own, plain in zip(rows[key], translated, rows[text], strict=True)}


def source_name(source: Source, texts: Texts) -> str:
    """Return what tells a source from others of its publisher: "VNA, 28 September 2023 (English)"."""
    when = date_in_words(parse_edtf(source.published), texts.lang) if source.published else ""
    named = ", ".join(filter(None, (source.publisher or source.citation, when)))
    return f"{named} ({texts.language_name(source.language)})" if source.language else named


def emptied_by(records: Records, chosen: VisitFilter) -> list[tuple[str, int]]:
    """Return the filters that alone keep the result empty: field and how many events show without it, most first."""
    trials = {"dates": chosen.replace(start=None, end=None)} if (chosen.start or chosen.end) else {}
    for field in (*FIELDS, "text", "bbox"):
        without = chosen.without(field)
        if without != chosen:
            trials[field] = without
    found = [(field, records.counts(trial).shown) for field, trial in trials.items()]
    return sorted(((field, count) for field, count in found if count), key=lambda pair: -pair[1])
