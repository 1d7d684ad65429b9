"""Whatever is given, an answer comes back: None, an empty list, or geopy's own error; never a crash.

How long it takes is measured in `benchmarks/`.
"""

import unicodedata

import pytest
from geopy.location import Location
from hypothesis import given
from hypothesis import strategies as st

MEGABYTE = 1 << 20


def of(piece):
    return piece * (MEGABYTE // len(piece.encode("utf-8", "surrogatepass")) + 1)


LONG = [
    # text, why
    (of(" "), "spaces"),
    (of("\n"), "line breaks"),
    (of("\u00a0"), "hard spaces"),
    (of("a"), "one small letter"),
    (of("A"), "capitals"),
    (of("ABC "), "words in capitals"),
    (of("0"), "digits"),
    (of("Bắc Kinh "), "a name, many times"),
    (of("Bắc Kinh"), "a name, joined"),
    (of("bắc kinh "), "in small letters"),
    (unicodedata.normalize("NFD", of("Bắc Kinh ")), "decomposed"),
    (of("Bắc Kinh, "), "with commas"),
    (of("Hà Nội - "), "with dashes"),
    (of("TP. "), "administrative words"),
    (of("tỉnh "), "administrative words in small letters"),
    (of("thành phố "), "of two syllables"),
    (of("("), "brackets"),
    (of("()"), "brackets, closed"),
    (of("（"), "full-width brackets"),
    (of("[]{}<>"), "all kinds of them"),
    (of(","), "commas"),
    (of(" - "), "dashes"),
    (of("\u0301"), "combining marks"),
    (of("a\u0301"), "letters with marks"),
    (of("a" + "\u0323" * 50), "letters under fifty marks"),
    (of("北"), "one Chinese character"),
    (of("北京"), "a Chinese name"),
    (of("北京市"), "with its 市"),
    (of("广东省广州市"), "a province and its city"),
    (of("省市县"), "administrative characters"),
    (of("京"), "the end of a name"),
    (of("ハノイ"), "kana"),
    (of("서울"), "Hangul"),
    (of("Москва "), "Cyrillic"),
    (of("القاهرة "), "Arabic"),
    (of("\u202e"), "direction marks"),
    (of("\u200b"), "invisible characters"),
    (of("\x00"), "nulls"),
    (of("\x1b[31m"), "control sequences"),
    (of("\ud800"), "halves of characters"),
    (of("\ud83d\ude42"), "characters in two halves"),
    (of("🙂"), "pictures"),
    (of("👩\u200d👩\u200d👧 "), "joined pictures"),
    (of("'"), "apostrophes"),
    (of("Xi'an'"), "words with apostrophes"),
    (of("."), "full stops"),
    (of("a."), "initials"),
    (of("A. "), "initials in capitals"),
    (of("gn:1816670 "), "ids"),
    (of("'; DROP TABLE places; --"), "SQL"),
    (of("{{ 7*7 }}${1}<img onerror=alert(1)>"), "templates and markup"),
    (of("ﬃ"), "ligatures"),
    (of("\ufdfa"), "characters that fold to eighteen"),
    (of("İ"), "a capital that folds to two"),
    (of("Nguyễn Văn Phong "), "persons"),
    (of("Bí thư Thành ủy "), "offices"),
    (of("Hà Nội\n"), "a column of names"),
]


@pytest.mark.parametrize(("text", "why"), LONG, ids=[why for _, why in LONG])
def test_a_megabyte_is_no_name(g, text, why):
    assert g.geocode(text) is None, why
    assert g.geocode(text, exactly_one=False, context=text, country_codes="vn") is None
    assert g.resolve(text) == ()
    assert g.geocode_many([text, text]) == [None, None]
    assert g.place(text) is None


# These are scanned whole; of the others, some of which are a hundred thousand names, a part will do.
WHOLE = {
    "spaces",
    "one small letter",
    "capitals",
    "brackets",
    "combining marks",
    "one Chinese character",
    "halves of characters",
    "offices",
}


@pytest.mark.parametrize(("text", "why"), LONG, ids=[why for _, why in LONG])
def test_a_long_text_is_scanned(g, text, why):
    text = text if why in WHOLE else text[: len(text) // 32]
    last = 0
    for mention in g.find_places(text):
        assert last <= mention.start < mention.end <= len(text), why
        assert text[mention.start : mention.end] == mention.text
        last = mention.end


def test_a_long_column_of_names_is_scanned(g):
    text = of("Bắc Kinh ")[: MEGABYTE // 6]
    assert len(g.find_places(text)) == text.count("Bắc Kinh") > 10_000


@pytest.mark.parametrize(("text", "why"), LONG[::3], ids=[why for _, why in LONG[::3]])
def test_the_longest_name_there_may_be_is_answered(g, text, why):
    for length in (199, 200, 201):
        answer = g.geocode(text.lstrip()[:length])
        assert answer is None or isinstance(answer, Location), why


# Any text: surrogates, control characters, NFD, pictures

ANY = st.text(alphabet=st.characters(), max_size=80)
NAMES = ["Hà Nội", "Bắc Kinh", "北京市", "tỉnh Sơn Tây", "Xi'an", "Guangzhou City", "谅山", "Quận 1"]
MIXED = st.lists(st.sampled_from(NAMES) | st.text(alphabet=st.characters(), max_size=6), max_size=6).map(
    "".join
)


@given(ANY | MIXED)
def test_any_text_gives_a_place_or_none(g, text):
    for form in ("NFC", "NFD"):
        answer = g.geocode(unicodedata.normalize(form, text))
        assert answer is None or (answer.raw["id"] in g and 0 <= answer.raw["score"] <= 1)


@given(ANY | MIXED)
def test_a_list_of_answers_has_the_one_answer_first(g, text):
    one, several = g.geocode(text), g.geocode(text, exactly_one=False)
    assert (one is None) == (several is None)
    if several is not None:
        assert several[0] == one
        ids = [answer.raw["id"] for answer in several]
        assert len(ids) == len(set(ids))
        scores = [answer.raw["score"] for answer in several]
        assert scores == sorted(scores, reverse=True)


@given(st.lists(ANY | MIXED | st.none() | st.integers() | st.floats() | st.binary(), max_size=8))
def test_a_batch_of_anything_is_aligned(g, batch):
    answers = g.geocode_many(batch)
    assert len(answers) == len(batch)
    for value, answer in zip(batch, answers, strict=True):
        assert answer == (g.geocode(value) if isinstance(value, str) else None)


@given(ANY | MIXED, st.lists(ANY | MIXED, max_size=3))
def test_any_context_is_taken(g, text, context):
    answer = g.geocode(text, context=context)
    assert answer is None or answer.raw["id"] in g


@given(ANY | MIXED, st.lists(ANY, max_size=2))
def test_any_country_code_is_taken(g, text, codes):
    answer = g.geocode(text, country_codes=codes)
    assert answer is None or answer.raw["country"] in {code.strip().lower() for code in codes}


@given(ANY)
def test_any_language_is_taken(g, language):
    answer = g.geocode("Bắc Kinh", language=language)
    assert answer.raw["id"] == "gn:1816670"
    assert answer.address


@given(ANY)
def test_any_text_as_an_id_is_unknown_or_a_place(g, text):
    place = g.place(text)
    assert place is None or place.id == text
    assert (text in g) == (place is not None)
    assert [larger.id for larger in g.lineage(text)[:1]] == ([text] if place else [])
