"""Add a place: a form, a point typed or taken from the map, a row in the reader's own `places.csv`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import own_places, state
from dashboard.gazetteer_page.background import background_names
from dashboard.gazetteer_page.draft import PRECISIONS, Draft, metres_of, missing_in_words, point_of
from dashboard.gazetteer_page.gazetteer_shown import gazetteer_shown
from dashboard.gazetteer_page.look_up import look_up
from dashboard.limits import LONGEST_NAME
from dashboard.own_places import CannotAddError
from dashboard.placemap.component import answered, place_map
from dashboard.question import PARTS, Question
from dashboard.records_source import loaded
from dashboard.server import listens_only_here
from dashboard.text import label, message
from dashboard.text.vocabulary import LABELS

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.records_source import Loaded
    from dashboard.text import Texts
    from gazetteer import Gazetteer

MAP_KEY = "add_map"
"""Key of the map's component."""

NAME_FIELDS = (("vi", message("Name in Vietnamese")), ("zh-Hans", message("Name in Chinese")),
               ("en", message("Name in English")))  # fmt: skip
"""Language and label of the fields of names; Chinese in simplified characters."""

CLEARED = ("vi", "zh-Hans", "en", "point", "reach", "note")
"""Fields that are empty again after a place was added; what lies around and the source often stay the same."""

WHY_NOT = {
    "shipped": message("These are the records that come with the program: they stay as they are."),
    "address": message("These records come from an address on the network, where nothing can be written."),
    "no-folder": message("The folder of these records is not there any more."),
    "read-only": message("The folder of these records may not be written to."),
    "broken-file": message("The places.csv of these records has faults; mend them first."),
    "not-here": message("This dashboard answers other machines too, so nothing is written here."),
    "taken-id": message("A place with this id is there already."),
    "faulty": message("The row has faults:"),
    "changed": message("The file has been changed since, so nothing was taken back."),
    "failed": message("The file could not be written."),
}
"""Why nothing is written -> what is said."""


def show(gazetteer: Gazetteer, outcome: Loaded, texts: Texts) -> None:
    """Show the form, beside it the map for choosing the point."""
    t = texts.t
    path, why_not = where_to(outcome)
    _last(texts)
    form, picture = st.columns([6, 5], gap="medium")
    with form:
        _fields(gazetteer, texts)
        draft = draft_of(texts)
        missing = draft.missing(gazetteer)
        if why_not:
            st.caption(
                f"{t(WHY_NOT[why_not])} {t('The row can be taken away as a file for your own package.')}"
            )
        else:
            st.caption(t("It is written to this file, and is known at once:"))
            st.text(str(path))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if path is not None:
                st.button(t("Add this place"), type="primary", on_click=_add, args=(path, texts))
            if not missing:
                st.download_button(
                    t("The row as places.csv"),
                    own_places.file_of(draft.place(gazetteer)),
                    own_places.NAME,
                    "text/csv",
                    icon=":material/download:",
                    on_click="ignore",
                )
            elif path is None:
                st.button(t("The row as places.csv"), icon=":material/download:", disabled=True)
        if missing and (path is None or state.kept("add_tried")):
            st.caption("\n".join(f"- {said}" for said in missing_in_words(missing, texts)))
    with picture:
        place_map(
            MAP_KEY,
            answered([_picked(draft)] if point_of(draft.point) else [], picking=True),
            background_names(outcome.records, texts.lang),
            texts.lang,
            {"pick": _pick},
        )


def where_to(outcome: Loaded) -> tuple[Path | None, str]:
    """Return the file that a place is written to; or None and why there is none, a key of `WHY_NOT`."""
    if not asked_from_here():
        return None, "not-here"
    try:
        return own_places.target(outcome.origin), ""
    except CannotAddError as error:
        return None, error.code


def asked_from_here() -> bool:
    """Tell whether the server listens to this machine alone and the reader sits at it (no address: loopback)."""
    return listens_only_here() and st.context.ip_address is None


# --- the form ---


def _key(field: str, texts: Texts | None = None) -> str:
    """Return the key of a field; one that shows labels of a language is another one in each."""
    return f"add_{field}_{texts.lang}" if texts else f"add_{field}"


def _fields(gazetteer: Gazetteer, texts: Texts) -> None:
    """Show the fields."""
    t = texts.t
    for column, (lang, title) in zip(st.columns(len(NAME_FIELDS)), NAME_FIELDS, strict=True):
        column.text_input(t(title), key=_key(lang), max_chars=LONGEST_NAME)
    kind, precision = st.columns(2)
    kinds = [word for word in LABELS["place_kind"] if word != "country"]
    kind.selectbox(
        t("Kind of place"),
        kinds,
        index=kinds.index("venue"),
        format_func=lambda word: label("place_kind", word, texts.lang),
        key=_key("kind", texts),
        placeholder=t("not known yet"),
    )
    precision.selectbox(
        t("How exact is the point"),
        PRECISIONS,
        format_func=lambda word: label("precision", word, texts.lang),
        key=_key("precision", texts),
        placeholder=t("not known yet"),
    )
    around, chosen = st.columns(2)
    said = around.text_input(
        t("Lies in"),
        key=_key("around"),
        max_chars=LONGEST_NAME,
        placeholder=t("name of a city, province or country"),
    )
    parents = parents_named(gazetteer, said or "", texts.lang)
    parent_key = _key("parent", texts)
    if state.field_value(parent_key) not in parents:
        state.set_field(parent_key, next(iter(parents), None))
    chosen.selectbox(
        t("Which is"),
        list(parents),
        format_func=lambda place_id: parents.get(place_id, place_id),
        key=parent_key,
        placeholder=t("not known yet"),
        disabled=not parents,
    )
    point, reach = st.columns(2)
    point.text_input(
        t("Latitude, longitude"), key=_key("point"), max_chars=60, placeholder="21.0285, 105.8542"
    )
    reach.text_input(
        t("May be off by, in metres"), key=_key("reach"), max_chars=12, placeholder=t("may stay empty")
    )
    source, licence = st.columns(2)
    source.text_input(
        t("Source of point and names"),
        key=_key("source"),
        max_chars=500,
        placeholder=t("a map, a gazetteer, an address"),
    )
    licence.text_input(t("Licence of the source"), key=_key("licence"), max_chars=100, placeholder="CC0-1.0")
    st.text_input(t("Note"), key=_key("note"), max_chars=500, placeholder=t("may stay empty"))


def parents_named(gazetteer: Gazetteer, said: str, lang: str) -> dict[str, str]:
    """Return id and description of the places that a new one may lie in."""
    said = said.strip()
    place = gazetteer.place(said) or gazetteer.place(f"country:{said.lower()}")
    if place is not None:
        ids = [place.id]
    else:
        ids = [location.raw["id"] for location in look_up(gazetteer, Question(said), lang)] if said else []
    found = {}
    for place_id in ids:
        line = [place.name(lang) for place in gazetteer.lineage(place_id)]
        found[place_id] = ", ".join(dict.fromkeys(line))
    return found


def draft_of(texts: Texts) -> Draft:
    """Return what the fields hold now."""

    def value(field: str, *, labelled: bool = False) -> str:
        return str(state.field_value(_key(field, texts if labelled else None)) or "")

    return Draft(
        names=tuple((lang, value(lang)) for lang, _ in NAME_FIELDS),
        kind=value("kind", labelled=True),
        parent=value("parent", labelled=True),
        point=value("point"),
        precision=value("precision", labelled=True),
        reach=value("reach"),
        source=value("source"),
        licence=value("licence"),
        note=value("note"),
    )


def _picked(draft: Draft) -> dict[str, Any]:
    """Return the point for the map."""
    latitude, longitude = point_of(draft.point) or (0.0, 0.0)
    return {
        "id": "",
        "name": next((name for _, name in reversed(draft.names) if name), ""),
        "number": 0,
        "lat": max(-85.0, min(85.0, latitude)),
        "lon": longitude,
        "precision": draft.precision,
        "precision_m": metres_of(draft.reach),
    }


def _pick() -> None:
    """Take the point that was clicked on the map."""
    said = state.reported(MAP_KEY, "pick")
    if said:
        state.set_field(_key("point"), f"{float(said['lat']):.5f}, {float(said['lon']):.5f}")


# --- writing ---


def _add(path: Path, texts: Texts) -> None:
    """Write the place; what came of it is kept for the next run."""
    state.keep("add_tried", value=True)
    outcome = loaded()
    gazetteer = gazetteer_shown(outcome.records)
    draft = draft_of(texts)
    # Where to write is decided anew: the page may be old.
    if draft.missing(gazetteer) or where_to(outcome)[0] != path:
        return
    place = draft.place(gazetteer)
    try:
        addition = own_places.add(place, path, gazetteer)
    except CannotAddError as error:
        state.keep("add_result", (error.code, tuple(map(str, error.faults)), None))
    except OSError as error:
        state.keep("add_result", ("failed", (str(error.strerror or error),), None))
    else:
        state.keep("add_result", ("", (place.name(texts.lang), place.id), addition))
        state.keep("add_tried", value=False)
        for field in CLEARED:
            state.set_field(_key(field), "")


def _undo() -> None:
    """Take the last addition back."""
    _, _, addition = state.kept("add_result")
    if addition is None or where_to(loaded())[0] != addition.path:
        return
    try:
        own_places.undo(addition)
    except CannotAddError as error:
        state.keep("add_result", (error.code, tuple(map(str, error.faults)), None))
    except OSError as error:
        state.keep("add_result", ("failed", (str(error.strerror or error),), None))
    else:
        state.keep("add_result", ("undone", (addition.place_id,), None))


def _last(texts: Texts) -> None:
    """Say what came of the last addition."""
    t = texts.t
    result = state.kept("add_result")
    if result is None:
        return
    code, lines, addition = result
    if code == "":
        with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(t("Added, and known from now on:"), width="content")
            st.text(" · ".join(lines), width="content")
            st.button(
                t("Look it up"),
                type="tertiary",
                icon=":material/search:",
                on_click=state.ask,
                kwargs={"name": lines[0], "part": PARTS[0], "context": (), "country": ""},
            )
            st.button(
                t("Undo"), type="tertiary", icon=":material/undo:", on_click=_undo, disabled=addition is None
            )
    elif code == "undone":
        with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(t("Taken back:"), width="content")
            st.text(" · ".join(lines), width="content")
    else:
        st.warning(t(WHY_NOT[code]), icon=":material/report:")
        if lines:
            st.text("\n".join(lines))
