"""Look a name up: what was said with it, the candidates on a small map, each with its reasons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import state
from dashboard.gazetteer_page.background import background_names, country_names
from dashboard.limits import LONGEST_NAME, MOST_CONTEXT
from dashboard.placemap import candidate
from dashboard.placemap.component import answered, place_map
from dashboard.question import day_of
from dashboard.text import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geopy.location import Location

    from dashboard.question import Question
    from dashboard.text import Texts
    from gazetteer import Gazetteer
    from visits import Records

MAP_KEY = "look_up_map"
"""Key of the map's component."""

EXAMPLES = ("Bắc Kinh", "广州", "Công viên Hoàng Hoa Cương")
"""Names to begin with: one as the Vietnamese press writes it, one in Chinese, one of a venue."""

ABOUT = message(
    "The gazetteer answers offline, from its own data. It says why it takes a place for the one that is meant,"
    " and rather gives no answer than a wrong one."
)
"""What stands where the answer will."""

MOST_CANDIDATES = 10
"""Candidates that are shown."""

MOST_SUGGESTIONS = 4
"""Other questions that are offered when there is no answer."""


def show(gazetteer: Gazetteer, records: Records | None, texts: Texts) -> None:
    """Show the question and its answer."""
    _question(gazetteer, texts)
    question = state.chosen().question
    if question.name:
        answer = answer_in_words(gazetteer, question, look_up(gazetteer, question, texts.lang), texts)
    else:
        _examples(texts)
        answer = answered(message=texts.t(ABOUT))
    place_map(MAP_KEY, answer, background_names(records, texts.lang), texts.lang, {"ask": _ask})


def _question(gazetteer: Gazetteer, texts: Texts) -> None:
    """Show the fields of the question."""
    t = texts.t
    now = state.chosen().question
    name, context, rest = st.columns([5, 5, 6], vertical_alignment="bottom")
    country = day = rest.container(
        horizontal=True, vertical_alignment="bottom"
    )  # side by side on a phone too
    name.text_input(
        t("Name of a place"),
        key=state.value_of("name", now.name),
        on_change=state.asked("name", lambda text: text.strip()),
        max_chars=LONGEST_NAME,
        placeholder=t("in Vietnamese, Chinese, English or pinyin"),
        icon=":material/search:",
    )
    context.text_input(
        t("Named with it"),
        key=state.value_of("context", ", ".join(now.context)),
        on_change=state.asked("context", context_words),
        max_chars=LONGEST_NAME,
        placeholder=t("countries or places, with commas between"),
        help=t(
            "What stands near the name in the text. It decides between places of one name:"
            " “Hà Nam” with “Hà Nội” is the Vietnamese province, with “Trịnh Châu” the Chinese one."
        ),
    )
    names = country_names(gazetteer, texts.lang)
    country.selectbox(
        t("Only in"),
        ["", *names],
        format_func=lambda code: names.get(code, code) if code else t("any country"),
        key=state.value_of("country", now.country if now.country in names else ""),
        on_change=state.asked("country", str),
        placeholder=t("any country"),
    )
    day.text_input(
        t("Used on"),
        key=state.value_of("day", now.day.isoformat() if now.day else ""),
        on_change=state.asked("day", day_of),
        max_chars=10,
        placeholder=t("year-month-day"),
        help=t("The day of the text: some names and borders have changed. Leave it empty for today."),
    )


def context_words(text: str) -> tuple[str, ...]:
    """Return the words of a context: what commas, semicolons or line ends part."""
    words = (word.strip() for word in re.split(r"[,;，；、\n]", text))
    return tuple(dict.fromkeys(word for word in words if word))[:MOST_CONTEXT]


def _examples(texts: Texts) -> None:
    """Offer names to begin with."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(texts.t("For example:"), width="content")
        for number, name in enumerate(EXAMPLES):
            st.button(name, key=f"example_{number}", on_click=state.ask, kwargs={"name": name})


def look_up(gazetteer: Gazetteer, question: Question, lang: str) -> list[Location]:
    """Return the candidates, best first."""
    found = gazetteer.geocode(
        question.name,
        exactly_one=False,
        limit=MOST_CANDIDATES,
        context=list(question.context) or None,
        country_codes=[question.country] if question.country else None,
        language=lang,
        on=question.day,
    )
    return list(found or [])


def answer_in_words(
    gazetteer: Gazetteer, question: Question, found: Sequence[Location], texts: Texts
) -> dict[str, Any]:
    """Return what the map and the list show for a question."""
    t = texts.t
    places = [candidate(one, gazetteer, texts, number) for number, one in enumerate(found, start=1)]
    ignored = [word for word in question.context if not is_known(gazetteer, word)]
    said = " " + t("Not known, so not listened to: {words}.", words=", ".join(ignored)) if ignored else ""
    if not places:
        others = suggestions(gazetteer, question, texts)
        return answered(
            title=question.name,
            message=t("No place is known by this name.") + said,
            tone="none",
            suggestions=others,
            suggestions_title=t("Perhaps one of these:") if others else "",
        )
    if found[0].raw["ambiguous"]:
        said_first = t("Several places fit this name. Say what it was named with, or choose by the reasons.")
        return answered(places, title=question.name, message=said_first + said, tone="unclear")
    said_first = (
        t("One place fits this name.")
        if len(places) == 1
        else t("{count} places fit; the first is meant.", count=texts.number(len(places)))
    )
    return answered(places, title=question.name, message=said_first + said)


def is_known(gazetteer: Gazetteer, word: str) -> bool:
    """Tell whether a word of the context names a place, a country or an id."""
    return bool(gazetteer.place(f"country:{word.lower()}") or gazetteer.resolve(word))


def suggestions(gazetteer: Gazetteer, question: Question, texts: Texts) -> list[dict[str, Any]]:
    """Return other questions that have an answer: without the country, without the context, a part of the name."""
    t = texts.t
    offered: list[dict[str, Any]] = []
    if question.country and gazetteer.geocode(question.name):
        text = t("{name}, in any country", name=question.name)
        offered.append({"text": text, "ask": {"name": question.name, "anywhere": True}})
    parts = (mention.text for mention in gazetteer.find_places(question.name))
    offered += [
        {"text": part, "ask": {"name": part, "anywhere": False}}
        for part in parts
        if part != question.name and gazetteer.geocode(part)
    ]
    return list({offer["text"]: offer for offer in offered}.values())[:MOST_SUGGESTIONS]


def _ask() -> None:
    """Take over a suggestion."""
    said = state.reported(MAP_KEY, "ask")
    if said:
        name = str(said["name"])[:LONGEST_NAME]
        state.ask(name=name, **({"country": ""} if said.get("anywhere") else {}))
