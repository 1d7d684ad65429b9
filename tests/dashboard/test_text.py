"""Catalogues: every string of the dashboard in every language, the same fields in both, correct Unicode."""

import re
import unicodedata

import pytest
from babel.messages.pofile import read_po

from dashboard.text import LANGUAGES, Texts, browser_texts, label, labels, language_of
from dashboard.text.catalogue import CATALOGUES, LOCALES
from dashboard.text.extraction import fields, messages
from dashboard.text.vocabulary import LABELS
from visits.parameters import NOTES
from visits.vocabulary import VOCABULARIES

OTHERS = [lang for lang in LANGUAGES if lang != "en"]


def catalogue(lang):
    """Return the translated messages of a language: key -> forms."""
    with (CATALOGUES / f"{lang}.po").open("rb") as file:
        read = read_po(file, locale=LOCALES[lang])
    return {
        message.id if isinstance(message.id, str) else tuple(message.id): (
            (message.string,) if isinstance(message.string, str) else tuple(message.string)
        )
        for message in read
        if message.id
    }


@pytest.mark.parametrize("lang", OTHERS)
def test_every_string_is_translated(lang):
    translated = catalogue(lang)
    missing = {m.key for m in messages() if not all(translated.get(m.key, ("",)))}
    assert not missing, f"run `python -m dashboard.text {lang}` and translate"


@pytest.mark.parametrize("lang", OTHERS)
def test_no_translation_is_left_over(lang):
    assert not catalogue(lang).keys() - {m.key for m in messages()}, f"run `python -m dashboard.text {lang}`"


@pytest.mark.parametrize("lang", OTHERS)
def test_translations_have_the_fields_of_the_original(lang):
    for key, forms in catalogue(lang).items():
        wanted = fields(key if isinstance(key, str) else key[1])
        for form in forms:
            assert fields(form) == wanted, key


@pytest.mark.parametrize("lang", OTHERS)
def test_translations_are_composed_unicode(lang):
    for forms in catalogue(lang).values():
        for form in forms:
            assert unicodedata.is_normalized("NFC", form), form


def test_singular_and_plural_have_the_same_fields():
    for message in messages():
        if message.plural is not None:
            assert fields(message.text) == fields(message.plural), message


def test_extraction_finds_each_way_of_saying_a_string(tmp_path):
    (tmp_path / "page.py").write_text(
        't("a " "b"); texts.t("c")\nn("{count} x", "{count} xs", 3)\n'
        'LABEL = message("d")\ncounted("e", "f")\nt(name)\n',
        encoding="utf-8",
    )
    found = messages(tmp_path)
    assert [m.key for m in found] == ["a b", "c", ("{count} x", "{count} xs"), "d", ("e", "f")]
    assert {m.file for m in found} == {"page.py"}
    assert [m.line for m in found] == [1, 1, 2, 3, 4]


def test_an_f_string_is_refused_with_its_place(tmp_path):
    (tmp_path / "page.py").write_text('\nt(f"{count} events")\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"page\.py:2"):
        messages(tmp_path)


def test_translates_and_counts():
    assert Texts("vi").t("Sources") == "Nguồn"
    assert Texts("en").t("Sources") == "Sources"
    assert Texts("en").n("{count} event", "{count} events", 1) == "1 event"
    assert Texts("en").n("{count} event", "{count} events", 12345) == "12,345 events"
    assert Texts("vi").n("{count} event", "{count} events", 12345) == "12.345 sự kiện"


def test_an_unknown_string_stays_english():
    assert Texts("vi").t("never {what} translated", what="yet") == "never yet translated"


def test_fields_are_text_not_templates():
    assert Texts("en").t("Author: {name}", name="{0.__class__} {{7*7}}") == "Author: {0.__class__} {{7*7}}"


def test_lists_as_a_sentence():
    assert Texts("en").listed(["a", "b", "c"]) == "a, b and c"
    assert Texts("vi").listed(["a", "b", "c"]) == "a, b và c"
    assert Texts("vi").listed([]) == ""


@pytest.mark.parametrize(
    ("code", "english", "vietnamese"),
    [
        ("vi", "Vietnamese", "Tiếng Việt"),
        ("zh", "Chinese", "Tiếng Trung"),
        ("fr", "French", "Tiếng Pháp"),
        ("zh-Hant", "Chinese", "Tiếng Trung"),
        ("**tlh**", "", ""),
        ("", "", ""),
        ("../x", "", ""),
    ],
)
def test_languages_have_names(code, english, vietnamese):
    assert Texts("en").language_name(code) == english
    assert Texts("vi").language_name(code) == vietnamese


@pytest.mark.parametrize(
    ("wishes", "lang"),
    [
        (["vi"], "vi"),
        (["vi-VN"], "vi"),
        (["VI_vn"], "vi"),
        ([None, "vi"], "vi"),
        (["fr", "vi"], "vi"),
        (["xx", ""], "en"),
        ([], "en"),
        (["../../etc/passwd"], "en"),
        (["{{7*7}}", "en-US"], "en"),
    ],
)
def test_language_of(wishes, lang):
    assert language_of(*wishes) == lang


@pytest.mark.parametrize("vocabulary", sorted(VOCABULARIES))
def test_every_word_of_the_schema_has_a_label(vocabulary):
    assert set(LABELS[vocabulary]) == set(VOCABULARIES[vocabulary])
    for lang in LANGUAGES:
        values = list(labels(vocabulary, lang).values())
        assert len(set(values)) == len(values), "two words with one label cannot be told apart"


def test_every_note_about_an_address_can_be_said():
    assert set(LABELS["ignored"]) == set(NOTES)


def test_a_word_without_a_label_is_shown_with_spaces():
    assert label("type", "ribbon_cutting", "vi") == "ribbon cutting"
    assert label("place_kind", "", "en") == ""


def test_scripts_find_every_string_that_they_name(root):
    scripts = root / "dashboard" / "static" / "visitmap"
    own = re.search(
        r"const TEXTS = \{(.*?)\n  \};", (scripts / "brush.js").read_text(encoding="utf-8"), re.DOTALL
    )
    named = set(re.findall(r"^\s+(\w+): ['\"]", own[1], re.MULTILINE))
    assert named
    for script in scripts.parent.glob("*map/*.js"):
        named |= set(re.findall(r"\btexts\.(\w+)", script.read_text(encoding="utf-8")))
    assert not named - browser_texts("en").keys()


def test_browser_texts_are_complete_in_every_language():
    english, vietnamese = browser_texts("en"), browser_texts("vi")
    assert english.keys() == vietnamese.keys()
    assert all(english.values())
    assert all(vietnamese.values())
    assert (english["days_one"], english["days_other"], vietnamese["days_other"]) == (
        "{count} day",
        "{count} days",
        "{count} ngày",
    )
    assert (vietnamese["lang"], english["locale"]) == ("vi", "en-GB")
