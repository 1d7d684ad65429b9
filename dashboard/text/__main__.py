"""`python -m dashboard.text LANGUAGE`: bring `catalogues/LANGUAGE.po` up to date with the code.

New strings are added without a translation, translations are kept, strings that are gone are dropped. For a
language that has no catalogue yet a new one is started.
"""

# ruff: noqa: T201  (a command that prints)

from __future__ import annotations

import io
import sys

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from dashboard.text.catalogue import CATALOGUES
from dashboard.text.extraction import messages

HEAD = """\
# {name} texts of Visit Map. How to work on this file: docs/add-a-language.md.
msgid ""
msgstr ""
"Language: {lang}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
"""How every catalogue begins: nothing that changes from day to day."""


def main(lang: str) -> int:
    """Update one catalogue and say how many strings wait for a translation.

    Args:
        lang: language code of the catalogue, e.g. `vi`.
    """
    template = Catalog()
    for message in messages():
        template.add(message.key, locations=[(message.file, 0)])
    path = CATALOGUES / f"{lang}.po"
    catalogue = Catalog(locale=Locale.parse(lang))
    if path.is_file():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=Locale.parse(lang))
    catalogue.update(template, no_fuzzy_matching=True)
    body = io.BytesIO()
    write_po(body, catalogue, width=100, omit_header=True, include_lineno=False, ignore_obsolete=True)
    head = HEAD.format(name=catalogue.locale.english_name, lang=lang, plurals=catalogue.plural_forms)
    path.write_bytes(head.encode() + body.getvalue())
    missing = [message.id for message in catalogue if message.id and not any(_forms(message.string))]
    for text in missing:
        print(f"to translate: {text!r}")
    print(f"{path.name}: {len(catalogue)} strings, {len(missing)} to translate")
    return 0


def _forms(translation: object) -> tuple[object, ...]:
    """Return the forms of a translation, counted or not."""
    return tuple(translation) if isinstance(translation, (tuple, list)) else (translation,)


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004
        raise SystemExit("usage: python -m dashboard.text LANGUAGE")
    raise SystemExit(main(sys.argv[1]))
