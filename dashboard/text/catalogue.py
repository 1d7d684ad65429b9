"""Gettext catalogues: English strings stand in the code, every other language in `catalogues/<language>.po`.

The .po files are compiled in memory at first use; no compiled file is kept. A message without a translation
is shown in English, so that an unfinished catalogue never breaks a page.
"""

from __future__ import annotations

import gettext
import io
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

if TYPE_CHECKING:
    from collections.abc import Iterable

LANGUAGES: dict[str, str] = {"en": "English", "vi": "Tiếng Việt"}
"""Languages of the interface: code of the `lang` parameter -> its own name for itself."""

DEFAULT_LANGUAGE = "en"
"""The language of the strings in the code."""

LOCALES = {"en": "en_GB", "vi": "vi"}
"""Unicode locale (CLDR) behind each language: day before month in English, as the sources write dates."""

CATALOGUES = Path(__file__).parent / "catalogues"
"""Folder of the .po files."""


def message(text: str) -> str:
    """Mark a string for translation and return it unchanged (gettext's `N_`): for tables of labels."""
    return text


def language_of(*wishes: str | None) -> str:
    """Return the first language that the dashboard speaks among some wishes, else English.

    Args:
        wishes: language codes or tags in order of preference (`vi`, `vi-VN`, `en_US`); None and nonsense are
            passed over.
    """
    for wish in wishes:
        code = (wish or "").strip().replace("_", "-").split("-")[0].lower()
        if code in LANGUAGES:
            return code
    return DEFAULT_LANGUAGE


def counted(one: str, many: str) -> tuple[str, str]:
    """Mark a counted string for translation and return its two English forms unchanged."""
    return one, many


class Texts:
    """The strings of one language. Instances are cheap; the catalogues behind them are loaded once."""

    def __init__(self, lang: str = DEFAULT_LANGUAGE) -> None:
        self.lang = language_of(lang)
        """Language code, always one of `LANGUAGES`."""
        self.locale = LOCALES[self.lang]
        """Unicode locale for numbers, lists and dates."""
        self._catalogue = _catalogue(self.lang)

    def t(self, text: str, **fields: object) -> str:
        """Translate a string and fill its `{fields}`.

        Fields are inserted as they are, never read as templates: text of records is safe here.
        """
        translated = self._catalogue.gettext(text) if text else text
        return translated.format(**fields) if fields else translated

    def n(self, one: str, many: str, count: int, **fields: object) -> str:
        """Translate a counted string, `n("{count} event", "{count} events", 3)`; separators in the count."""
        return self._catalogue.ngettext(one, many, count).format(count=self.number(count), **fields)

    def counted_template(self, one: str, many: str, count: int) -> str:
        """Return the translated form for a count with its fields unfilled (for scripts that fill them)."""
        return self._catalogue.ngettext(one, many, count)

    def number(self, value: float) -> str:
        """Write a number with the separators of the language."""
        return _number(value, self.locale)

    def language_name(self, code: str) -> str:
        """Name a language ("Vietnamese" for `vi`) as CLDR does; empty for what is no language."""
        try:
            name = Locale.parse(code, sep="-").get_language_name(self.locale)
        except (ValueError, UnknownLocaleError):
            name = None
        return f"{name[:1].upper()}{name[1:]}" if name else ""

    def listed(self, items: Iterable[object]) -> str:
        """Join items as a sentence does: "a, b and c"; an empty string for none."""
        return str(format_list([str(item) for item in items], locale=self.locale))


@lru_cache(maxsize=4096)
def _number(value: float, locale: str) -> str:
    return str(format_decimal(value, locale=locale))


@cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    """Compile the catalogue of a language in memory."""
    if lang == DEFAULT_LANGUAGE:
        return gettext.NullTranslations()
    with (CATALOGUES / f"{lang}.po").open("rb") as file:
        messages = read_po(file, locale=LOCALES[lang])
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
