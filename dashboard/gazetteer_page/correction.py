"""Correct one name of a column by hand: choose another candidate, any place, or none; take it back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from dashboard import state
from dashboard.gazetteer_page.background import background_names
from dashboard.gazetteer_page.look_up import look_up
from dashboard.limits import LONGEST_NAME
from dashboard.placemap import candidate
from dashboard.placemap.candidates import chosen_place
from dashboard.placemap.component import answered, place_map
from dashboard.question import Question
from dashboard.text import message
from visits.geocoding import BY_HAND, NO_PLACE

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from dashboard.gazetteer_page.column_work import Work
    from dashboard.text import Texts
    from gazetteer import Gazetteer
    from visits import Records
    from visits.geocoding import Geocoded, Query

KEPT = "column"
"""Under which the work is kept for the session."""

MAP_KEY = "correction_map"
"""Key of the map's component."""

ANSWERS = {
    "clear": message("clear"),
    "unclear": message("unclear"),
    "none": message("no answer"),
    "by hand": message("by hand"),
    "left": message("left without a place"),
    "empty": message("no name"),
}
"""How a row fared -> what it is called."""


def to_check(found: Geocoded) -> NDArray[np.bool_]:
    """Tell for each row whether a person should look at it: no answer, or an unclear one, and not decided by hand."""
    frame, names = found.frame, found.columns
    place, match, ambiguous = (
        frame[names[name]].to_numpy(object) for name in ("place_id", "match", "ambiguous")
    )
    named = np.array([query is not None for query in found.queries], dtype=bool)
    answer: NDArray[np.bool_] = named & (match != BY_HAND) & ((place == "") | (ambiguous == "true"))
    return answer


def show(work: Work, found: Geocoded, gazetteer: Gazetteer, records: Records | None, texts: Texts) -> None:
    """Show the candidates of the name that is open, and what may be done with it."""
    t = texts.t
    query = work.opened
    if query is None or query not in found.locations:
        with st.container(border=True):
            st.caption(t("Select a row to see its candidates and to correct it."))
        return
    rows = sum(one == query for one in found.queries)
    corrected = query in work.corrections
    search_key = f"column_search_{texts.lang}"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            t("Another place"),
            key=search_key,
            max_chars=LONGEST_NAME,
            placeholder=t("its name, or its id"),
            icon=":material/search:",
        )
        st.button(
            t("Leave without a place"),
            on_click=_decide,
            args=(query, NO_PLACE, search_key),
            disabled=work.corrections.get(query) == NO_PLACE,
        )
        st.button(
            t("As it was found"), on_click=_decide, args=(query, None, search_key), disabled=not corrected
        )
    searched = str(state.field_value(search_key) or "").strip()
    places = _offered(query, searched, work, gazetteer, texts)
    answer = answered(
        places,
        title=query.name,
        message=_said(query, rows, searched, bool(places), texts),
        tone="" if places else "none",
        takes=True,
        taken=_taken(query, work, found),
    )

    def take() -> None:
        said = state.reported(MAP_KEY, "take")
        if said and gazetteer.place(str(said["id"])) is not None:
            _decide(query, str(said["id"]), search_key)

    place_map(MAP_KEY, answer, background_names(records, texts.lang), texts.lang, {"take": take})


def _decide(query: Query, place_id: str | None, search_key: str) -> None:
    """Note a correction; None takes it back."""
    work: Work = state.kept(KEPT)
    state.keep(KEPT, replace(work.corrected(query, place_id), opened=query))
    state.set_field(search_key, "")


def _offered(
    query: Query, searched: str, work: Work, gazetteer: Gazetteer, texts: Texts
) -> list[dict[str, Any]]:
    """Return the places to choose from: those of the search, else those of the name; the chosen one among them."""
    if searched:
        if place := gazetteer.place(searched):
            return [chosen_place(place, gazetteer, texts)]
        question = Question(searched)
    else:
        question = Question(query.name, (*query.context, *work.context), work.country)
    found = look_up(gazetteer, question, texts.lang)
    places = [candidate(one, gazetteer, texts, number) for number, one in enumerate(found, start=1)]
    chosen = gazetteer.place(work.corrections.get(query, ""))
    if not searched and chosen and chosen.id not in {place["id"] for place in places}:
        places.insert(0, chosen_place(chosen, gazetteer, texts))
    return places


def _taken(query: Query, work: Work, found: Geocoded) -> str | None:
    """Return the id of the place that the name has now."""
    if query in work.corrections:
        return work.corrections[query] or None
    location = found.locations[query]
    return location.raw["id"] if location else None


def _said(query: Query, rows: int, searched: str, some: bool, texts: Texts) -> str:
    """Return the sentence above the list."""
    t = texts.t
    parts = [texts.n("{count} row has this name.", "{count} rows have this name.", rows)]
    if query.context:
        parts.append(t("Beside it stands: {words}.", words=", ".join(query.context)))
    if searched:
        parts.append(
            t("Found for “{words}”:", words=searched)
            if some
            else t("Nothing is known by “{words}”.", words=searched)
        )
    elif not some:
        parts.append(t("No place is known by this name."))
    return " ".join(parts)
