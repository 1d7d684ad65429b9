"""Facts may be taken from the articles, sentences may not: no run of eight words is shared with one."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

RUN = 8
ARTICLES = Path(__file__).resolve().parents[3] / "shared" / "articles"


def runs(text):
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def test_a_shared_run_is_found_whatever_stands_between_the_words():
    assert runs("Một hai, ba bốn “năm” sáu - bảy tám.") & runs("x một HAI ba bốn năm sáu bảy tám y")
    assert not runs("một hai ba bốn năm sáu bảy chín") & runs("một hai ba bốn năm sáu bảy tám")


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the articles are not part of the project")
def test_no_text_of_the_package_shares_a_run_of_words_with_an_article(folder, tables):
    taken = set().union(*(runs(path.read_text(encoding="utf-8")) for path in sorted(ARTICLES.glob("*.txt"))))
    for name, rows in vars(tables).items():
        if name == "places":
            continue  # official names of places, which the gazetteer has from elsewhere
        for number, row in enumerate(rows, start=2):
            for column, value in row.items():
                if column != "url":  # addresses are spelt out of headlines by their publishers
                    shared = runs(value) & taken
                    assert not shared, f"{name}.csv:{number}:{column}: {shared}"
    for name in ("README.md", "datapackage.json"):
        assert not runs((folder / name).read_text(encoding="utf-8")) & taken, name
