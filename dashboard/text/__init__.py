"""What the dashboard says, in the reader's language.

Import from here: `Texts` (translate), `LANGUAGES` and `language_of` (which languages there are),
`date_in_words`, `moment_in_words`, `date_span_in_words` (dates), `label` (enumerated words of the records),
`browser_texts` (strings for the scripts in the browser). How to add a language: `docs/add-a-language.md`.
"""

from dashboard.text.browser import browser_texts
from dashboard.text.catalogue import LANGUAGES, Texts, language_of, message
from dashboard.text.dates import date_in_short, date_in_words, date_span_in_words, moment_in_words
from dashboard.text.vocabulary import label, labels

__all__ = [
    "LANGUAGES",
    "Texts",
    "browser_texts",
    "date_in_short",
    "date_in_words",
    "date_span_in_words",
    "label",
    "labels",
    "language_of",
    "message",
    "moment_in_words",
]
