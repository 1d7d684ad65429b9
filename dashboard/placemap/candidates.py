"""Places in words, as the list beside the small map shows them: plain text for `textContent`, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.placemap.reasons import reason_in_words
from dashboard.text import Texts, label

if TYPE_CHECKING:
    from geopy.location import Location

    from gazetteer import Gazetteer, Place

MOST_NAMES = 4
"""Names in one language that are listed."""

NAME_LANGUAGES = ("vi", "zh-Hans", "zh-Hant", "zh-Latn-pinyin", "en")
"""Languages whose names are listed, in this order; others follow."""


def candidate(location: Location, gazetteer: Gazetteer, texts: Texts, number: int) -> dict[str, Any]:
    """Return an answer of the gazetteer in words.

    Args:
        location: one of the Locations that `Gazetteer.geocode` gives.
        gazetteer: who gave it: asked for what the place lies in.
        texts: the reader's language.
        number: its rank, from 1.
    """
    raw = location.raw
    return {
        **_place(raw["id"], raw, gazetteer, texts),
        "number": number,
        "lat": location.latitude,
        "lon": location.longitude,
        "score": raw["score"],
        "score_text": score_in_words(raw["score"], texts),
        "match": label("match", raw["match"], texts.lang),
        "reasons": [reason_in_words(str(reason), texts) for reason in raw["reasons"]],
        "names": _names(raw["names"], texts),
        "source": raw["source"],
        "licence": raw["licence"],
        "note": raw["note"] or "",
        "by_hand": False,
    }


def chosen_place(place: Place, gazetteer: Gazetteer, texts: Texts) -> dict[str, Any]:
    """Return a place that a person chose, in the same words as a candidate; it has no number, score or match."""
    names: dict[str, list[str]] = {}
    for name in place.names:
        names.setdefault(name.lang, []).append(name.text)
    raw = {"name": place.name(texts.lang), "kind": place.kind, "precision": place.precision,
           "precision_m": place.precision_m}  # fmt: skip
    return {
        **_place(place.id, raw, gazetteer, texts),
        "number": 0,
        "lat": place.latitude,
        "lon": place.longitude,
        "score": None,
        "score_text": "",
        "match": label("match", "hand", texts.lang),
        "reasons": [],
        "names": _names(names, texts),
        "source": place.source,
        "licence": place.licence,
        "note": place.note,
        "by_hand": True,
    }


def score_in_words(score: float, texts: Texts) -> str:
    """Return a score with two decimals, as the language writes them."""
    point = texts.number(0.5).strip("05")
    return f"{score:.2f}".replace(".", point)


def _place(place_id: str, raw: dict[str, Any], gazetteer: Gazetteer, texts: Texts) -> dict[str, Any]:
    around = [place.name(texts.lang) for place in gazetteer.lineage(place_id)[1:]]
    return {
        "id": place_id,
        "name": raw["name"],
        "where": ", ".join(dict.fromkeys(around)),
        "kind": label("place_kind", raw["kind"], texts.lang),
        "precision": raw["precision"],
        "precision_text": label("precision", raw["precision"], texts.lang),
        "precision_m": raw["precision_m"],
    }


def _names(names: dict[str, list[str]], texts: Texts) -> list[list[str]]:
    """Return rows of language and names, those of the press first."""
    order = [*(lang for lang in NAME_LANGUAGES if lang in names), *sorted(set(names) - set(NAME_LANGUAGES))]
    rows: dict[str, list[str]] = {}
    for lang in order:
        title = texts.t("Pinyin") if lang == "zh-Latn-pinyin" else texts.language_name(lang) or lang
        rows.setdefault(title, []).extend(names[lang])
    return [[title, " · ".join(list(dict.fromkeys(found))[:MOST_NAMES])] for title, found in rows.items()]
