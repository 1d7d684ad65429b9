"""What the reader has chosen: one filter, one selection, one language. The only file that touches session and address.

The filter is the truth; widgets and the address are its pictures. A widget or the map changes the filter in a callback,
before the script runs; then `begin` writes the address, and the page only draws. Streamlit drops the address's
parameters when the page changes: `begin` puts them back.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.question import PARAMETERS, Question
from dashboard.text import LANGUAGES, language_of
from visits.filters import Note, VisitFilter
from visits.parameters import MAX_LENGTH, NOTES
from visits.vocabulary import STATUS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from visits import Records

_KEY = "visit_map_state"
_OWN = ("event", "lang", *PARAMETERS)


@dataclass(frozen=True)
class Focus:
    """A symbol that was clicked on the map: the table narrows to its places."""

    place_ids: tuple[str, ...]
    """Ids of the places that the symbol stands for."""
    name: str
    """What the map calls it."""


@dataclass(frozen=True)
class Chosen:
    """Everything the reader has chosen."""

    filter: VisitFilter = field(default_factory=VisitFilter)
    """Which events are shown."""
    event: str | None = None
    """Id of the opened event."""
    focus: Focus | None = None
    """Where the table is narrowed to; None = all events shown."""
    lang: str | None = None
    """Language chosen by hand or address; None = the browser's."""
    turn: int = 0
    """Counts the changes of the dates that did not come from the brush, so that the brush follows those only."""
    selected: int = 0
    """Counts the openings of events that did not come from the map, so that the map moves for those only."""
    notes: tuple[Note, ...] = ()
    """What the address said that meant nothing."""
    question: Question = field(default_factory=Question)
    """What is asked of the gazetteer."""


def chosen() -> Chosen:
    """Return what the reader has chosen so far."""
    state: Chosen = st.session_state.setdefault(_KEY, {"chosen": Chosen()})["chosen"]
    return state


def _choose(**changes: Any) -> None:
    chosen()
    st.session_state[_KEY]["chosen"] = replace(chosen(), **changes)


def begin(page: str, records: Records | None) -> None:
    """Bring address and session together. Call once at the start of every run, before any widget.

    Args:
        page: the path of the page that is about to run.
        records: the records, against which names in the address are read; None when there are none.
    """
    chosen()
    memory = st.session_state[_KEY]
    found = {name: st.query_params.get_all(name) for name in st.query_params}
    moved = memory.get("page") not in (None, page)
    if memory.get("written") is None or (found != memory["written"] and not (moved and not found)):
        _adopt(found, records)
    memory["page"] = page
    written = _parameters()
    if found != written:
        st.query_params.from_dict(written)
    memory["written"] = written


def _adopt(found: Mapping[str, Sequence[str]], records: Records | None) -> None:
    """Take over what the address says; what means nothing there becomes a note."""
    asked, notes = VisitFilter.from_params({k: v for k, v in found.items() if k not in _OWN}, records)
    lang = _single("lang", found, notes)
    if lang is not None and lang not in LANGUAGES:
        notes.append(Note("lang", lang[:MAX_LENGTH], "unknown-word", NOTES["unknown-word"]))
        lang = None
    event = _single("event", found, notes)
    if event is not None and (records is None or not _known(records, event)):
        notes.append(Note("event", event[:MAX_LENGTH], "nothing-has-it", NOTES["nothing-has-it"]))
        event = None
    if event is not None and records is not None:
        asked = _around(asked, event, records)
    question, doubts = Question.from_params(found)
    notes += doubts
    before = chosen()
    _choose(
        question=question,
        filter=asked,
        event=event,
        focus=None,
        lang=lang or before.lang,
        notes=tuple(notes),
        turn=before.turn + 1,
        selected=before.selected + (event is not None),
    )


def _single(name: str, found: Mapping[str, Sequence[str]], notes: list[Note]) -> str | None:
    """Return the first value of a parameter that has one; a second is noted."""
    values = found.get(name, ())
    if len(values) > 1:
        notes.append(Note(name, values[1][:MAX_LENGTH], "given-twice", NOTES["given-twice"]))
    return values[0] if values else None


def _known(records: Records, event_id: str) -> bool:
    return records.row_of(event_id) is not None


def _around(asked: VisitFilter, event_id: str, records: Records) -> VisitFilter:
    """Move the dates so that an opened event lies in them; leave them when it does, or when there are none."""
    when = records.event(event_id).when
    if (asked.start is None and asked.end is None) or when is None or not when.dated:
        return asked
    dates_alone = VisitFilter(start=asked.start, end=asked.end, mode=asked.mode, statuses=tuple(STATUS))
    if records.mask(dates_alone)[records.row_of(event_id)]:
        return asked
    return replace(asked, start=when.earliest or when.latest, end=when.latest or when.earliest)


def _parameters() -> dict[str, list[str]]:
    """Return the address's parameters for what is chosen now; defaults are left out."""
    now = chosen()
    parameters: dict[str, list[str]] = {}
    for name, value in now.filter.to_params():
        parameters.setdefault(name, []).append(value)
    if now.event:
        parameters["event"] = [now.event]
    if now.lang:
        parameters["lang"] = [now.lang]
    parameters |= now.question.to_params()
    return parameters


def link(page_address: str) -> str:
    """Return the address that opens what is chosen now, to be shared."""
    from urllib.parse import urlencode  # noqa: PLC0415

    query = urlencode(_parameters(), doseq=True)
    return f"{page_address.partition('?')[0]}{'?' + query if query else ''}"


def language() -> str:
    """Return the language of the interface: chosen, else the address's, else the browser's, else English."""
    # Before `begin` has read the address the navigation already needs its titles.
    return chosen().lang or language_of(st.query_params.get("lang"), st.context.locale)


def change(**fields: Any) -> None:
    """Change fields of the filter (names of `VisitFilter`); dates changed here move the brush."""
    dates = {"start", "end", "mode"} & fields.keys()
    now = chosen()
    _choose(filter=replace(now.filter, **fields), focus=None, turn=now.turn + bool(dates))


def clear() -> None:
    """Take every filter away; the language and the opened event stay."""
    _choose(filter=VisitFilter(), focus=None, turn=chosen().turn + 1, notes=())


def open_event(event_id: str | None) -> None:
    """Open an event from the table: the map goes there."""
    _choose(event=event_id, selected=chosen().selected + 1)


def unfocus() -> None:
    """Let the table show all events again."""
    _choose(focus=None)


# --- the gazetteer's page ---


def ask(**fields: Any) -> None:
    """Change what is asked of the gazetteer (names of `Question`)."""
    _choose(question=replace(chosen().question, **fields))


def asked(name: str, read: Callable[[Any], Any]) -> Callable[[], None]:
    """Return a callback that takes a widget's new value into the field `name` of the question."""

    def take() -> None:
        ask(**{name: read(st.session_state[_widget(name)])})

    return take


def field_value(key: str, default: Any = None) -> Any:
    """Return the value of a widget with a key of its own; the default when it is not there."""
    return st.session_state.get(key, default)


def set_field(key: str, value: Any) -> None:
    """Give a widget with a key of its own a value; in a callback, or before the widget."""
    st.session_state[key] = value


def kept(name: str, default: Any = None) -> Any:
    """Return what was kept for this session under a name: a table handed in, corrections, the last addition."""
    chosen()
    return st.session_state[_KEY].get(f"kept_{name}", default)


def keep(name: str, value: Any) -> None:
    """Keep a value for this session."""
    chosen()
    st.session_state[_KEY][f"kept_{name}"] = value


def reported(key: str, name: str) -> Any:
    """Return what a component reported last under a name, in the callback of that report; None when nothing."""
    return st.session_state[key].get(name)


# --- widgets ---


def _widget(name: str) -> str:
    """Return the key of a widget; another language makes it another one, since it keeps its first labels."""
    return f"filter_{name}" if name == "lang" else f"filter_{name}_{language()}"


def value_of(name: str, value: Any) -> str:
    """Give a widget of the filter its value and return its key; call just before the widget."""
    key = _widget(name)
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return key


def changed(name: str, read: Callable[[Any], Any] = tuple) -> Callable[[], None]:
    """Return a callback that takes a widget's new value into the field `name` of the filter."""

    def take() -> None:
        change(**{name: read(st.session_state[_widget(name)])})

    return take


def language_changed() -> None:
    """Take the language from its widget."""
    picked = st.session_state[_widget("lang")]
    if picked in LANGUAGES:
        _choose(lang=picked)


def selected_rows(key: str) -> list[int]:
    """Return the rows selected in the table with this key."""
    state = st.session_state.get(key)
    return list(state["selection"]["rows"]) if state else []


# --- reports of the map ---


def map_reports(key: str) -> dict[str, Callable[[], None]]:
    """Return the callbacks for what the reader does on the map whose component has this key."""

    def report(name: str) -> Any:
        return st.session_state[key].get(name)

    def take_range() -> None:
        if said := report("range"):
            start, end = (
                date.fromisoformat(said[end]) if said.get(end) else None for end in ("start", "end")
            )
            _choose(filter=replace(chosen().filter, start=start, end=end), focus=None)

    def take_visits() -> None:
        if (said := report("visits")) is not None:
            _choose(filter=replace(chosen().filter, visits=tuple(map(str, said["visits"]))), focus=None)

    def take_place() -> None:
        if said := report("place"):
            _choose(focus=Focus(tuple(map(str, said["ids"])), str(said["name"])))

    def take_event() -> None:
        if said := report("event"):
            _choose(event=str(said["id"]))

    return {"range": take_range, "visits": take_visits, "place": take_place, "event": take_event}
