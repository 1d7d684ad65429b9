"""Penalties: each rule by its name, on one pair of rivals or one candidate."""

import pytest

from gazetteer import Gazetteer, Match, Name, Penalty, Place
from gazetteer.atlas import Atlas
from gazetteer.candidates import Candidate, candidates
from gazetteer.index import Index, OwnIndex
from gazetteer.rank import NOWHERE, Context, ambiguous, rank

HERE = Place("country:aa", "country", (Name("Here", "en"),), "aa")
THERE = Place("country:bb", "country", (Name("There", "en"),), "bb")
PROVINCE = Place("bb:1", "province", (Name("Sơn Tây", "vi", "exonym"),), "bb", "country:bb")
TOWN = Place(
    "gn:1",
    "city",
    (Name("Sơn Tây", "vi"), Name("Xứ Đoài", "vi", "historical")),
    "aa",
    "country:aa",
    population=300_000,
)
OTHER = Place(
    "gn:2",
    "city",
    (Name("Son Tay", "en"), Name("X Y", "vi", "generated")),
    "aa",
    "country:aa",
    population=200_000,
)
CITY = Place("gn:3", "city", (Name("Thành phố Mới", "vi"),), "aa", "country:aa", population=5_000_000)
PLACES = [HERE, THERE, PROVINCE, TOWN, OTHER, CITY]
BY_ID = {place.id: place for place in PLACES}


def lineage(place_id):
    place = BY_ID.get(place_id)
    return (place, *lineage(place.parent)) if place else ()


@pytest.fixture(scope="module")
def ranked(nothing):
    atlas = Atlas(tuple(PLACES), nothing)

    def ranked(text, context=NOWHERE, within=NOWHERE):
        for found in candidates(text, atlas):
            matches = rank(found, context, lineage, lambda _: within)
            if matches:
                return matches
        return []

    return ranked


def penalties(matches, place):
    match = next(match for match in matches if match.place.id == place)
    return {penalty.name for penalty in match.penalties}


RULES = [
    # text, place, penalty, why
    ("Sơn Tây", "gn:1", "as-written", "letter for letter"),
    ("SON TAY", "gn:2", "as-written", "case is no mark"),
    ("Son Tay", "gn:1", "marks-missing", "marks were not typed"),
    ("Sơn Tay", "gn:1", "marks-partly", "some were"),
    ("Sớn Tày", "gn:1", "marks-differ", "others were"),
    ("Sơn Tây", "gn:2", "marks-added", "the name has none"),
    ("SơnTây", "gn:1", "spacing", "syllables joined"),
    ("Sơn Tâi", "gn:1", "y-or-i", "i for y"),
    ("Sơn Tây", "bb:1", "exonym", "not the place's own language"),
    ("Xứ Đoài", "gn:1", "historical", "an old name"),
    ("X Y", "gn:2", "generated", "made by rule"),
    ("tỉnh Sơn Tây", "gn:1", "other-kind", "a town is no province"),
    ("tỉnh Sơn Tây", "bb:1", "administrative-word", "the word fits"),
    ("Mới", "gn:3", "part-of-name", "the core of the full name"),
    ("Thàhn phố Mới", "gn:3", "near", "a slip"),
    ("Mới", "gn:3", "size", "a city of five million"),
]


@pytest.mark.parametrize(("text", "place", "penalty", "why"), RULES)
def test_rule(ranked, text, place, penalty, why):
    assert penalty in penalties(ranked(text), place), why


SAID = [
    # context, penalty of the town in aa, why
    (Context(frozenset({"country:aa"}), frozenset({"aa"}), ("Here",)), "within", "lies in the country named"),
    (
        Context(frozenset({"gn:2"}), frozenset({"aa"}), ("Son",)),
        "same-country",
        "another place of the country",
    ),
    (Context(frozenset({"country:bb"}), frozenset({"bb"}), ("There",)), "elsewhere", "another country"),
]


@pytest.mark.parametrize(("context", "penalty", "why"), SAID)
def test_context(ranked, context, penalty, why):
    assert penalty in penalties(ranked("Sơn Tây", context), "gn:1"), why


def test_a_place_around_what_was_named_fits(ranked):
    context = Context(frozenset({"gn:1"}), frozenset({"aa"}), ("Sơn Tây",))
    assert "around" in penalties(ranked("Here", context), "country:aa")


def test_context_beats_size_and_language(ranked):
    china = Context(frozenset({"country:bb"}), frozenset({"bb"}), ("There",))
    assert ranked("Sơn Tây")[0].place.id == "gn:1"
    assert ranked("Sơn Tây", context=china)[0].place.id == "bb:1"


def test_a_contradiction_in_the_text_itself_is_no_answer(ranked):
    there = Context(frozenset({"country:bb"}), frozenset({"bb"}), ("There",))
    assert ranked("Xứ Đoài, There", within=there) == []


def test_marks_typed_prefer_the_name_with_these_marks(ranked):
    assert [match.place.id for match in ranked("Sơn Tây")] == ["gn:1", "bb:1", "gn:2"]
    assert ranked("Son Tay")[0].place.id == "gn:2"


def test_one_match_for_each_place(ranked):
    ids = [match.place.id for match in ranked("Sơn Tây")]
    assert len(ids) == len(set(ids))


def test_reasons_are_words(ranked):
    assert ranked("tỉnh Sơn Tây")[0].reasons == [
        "written as the place writes it",
        "“Sơn Tây” is a name in another language than the place's own",
        "“tỉnh” was set aside",
        "kind of place: province",
    ]


def _match(place, cost):
    return Match(place, place.names[0], "exact", (Penalty("x", cost, ""),))


AMBIGUITIES = [
    # matches, is the first unclear, why
    ([], False, "nothing found"),
    ([_match(TOWN, 0.0)], False, "no rival"),
    ([_match(TOWN, 0.0), _match(PROVINCE, 0.05)], True, "a rival elsewhere, as good"),
    ([_match(TOWN, 0.0), _match(PROVINCE, 0.2)], False, "the rival is worse"),
    ([_match(HERE, 0.0), _match(TOWN, 0.01)], False, "a city in the country of its name"),
    ([_match(TOWN, 0.0), _match(HERE, 0.01)], False, "the country around the city of its name"),
]


@pytest.mark.parametrize(("matches", "unclear", "why"), AMBIGUITIES)
def test_ambiguous(matches, unclear, why):
    assert ambiguous(matches, lineage) is unclear, why


def test_manner_of_a_match(ranked):
    manners = {
        "Sơn Tây": "exact",
        "Son Tay": "exact",  # the English name of another place, letter for letter
        "Xu Doai": "folded",
        "X Y": "generated",
        "Thàhn phố Mới": "fuzzy",
    }
    assert {text: ranked(text)[0].match for text in manners} == manners


def test_contexts_join():
    one = Context(frozenset({"a"}), frozenset({"aa"}), ("A",))
    two = Context(frozenset({"b"}), frozenset({"bb"}), ("B", "A"))
    assert one | two == Context(frozenset({"a", "b"}), frozenset({"aa", "bb"}), ("A", "B"))
    assert not NOWHERE
    assert one


def test_a_candidate_is_a_plain_value(nothing):
    entry = Index(nothing, OwnIndex([TOWN]), ()).exact("sontai")[0]
    reading = next(candidates("Sơn Tây", Atlas((TOWN,), nothing)))[0].reading
    assert Candidate(entry, reading) == Candidate(entry, reading, 0, (), strict=False)


def test_ranking_is_the_same_every_time():
    first = Gazetteer().geocode("Thái Nguyên", exactly_one=False)
    assert first == Gazetteer().geocode("Thái Nguyên", exactly_one=False)
