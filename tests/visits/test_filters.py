"""The filter itself: what may be in it, and how it is read from and written to an address."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits import FilterError, VisitFilter
from visits.parameters import MAX_LENGTH, MAX_VALUES, NOTES, PARAMETERS
from visits.vocabulary import DEFAULT_STATUSES, DIRECTION, EVENT_TYPE, STATUS

DAYS = st.dates()
WORDS = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=20)


@st.composite
def filters(draw):
    start, end = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if start and end and start > end:
        start, end = end, start
    south, north = sorted(draw(st.tuples(st.floats(-90, 90), st.floats(-90, 90))))
    east, west = draw(st.floats(-180, 180)), draw(st.floats(-180, 180))
    some = lambda values: draw(st.lists(st.sampled_from(list(values)), max_size=3))  # noqa: E731
    return VisitFilter(
        start=start,
        end=end,
        mode=draw(st.sampled_from(["overlaps", "starts"])),
        cities=draw(st.lists(WORDS, max_size=3)),
        countries=some(["vn", "cn", "tw"]),
        directions=some(DIRECTION),
        types=some(EVENT_TYPE),
        statuses=some(STATUS),
        visits=draw(st.lists(WORDS, max_size=3)),
        people=draw(st.lists(WORDS, max_size=3)),
        sources=draw(st.lists(WORDS, max_size=3)),
        text=draw(WORDS | st.just("")),
        bbox=draw(st.none() | st.just((west, south, east, north))),
    )


def as_mapping(pairs):
    params = {}
    for name, value in pairs:
        params.setdefault(name, []).append(value)
    return params


@given(filters())
def test_every_filter_comes_back_from_its_parameters(filter_):
    again, notes = VisitFilter.from_params(as_mapping(filter_.to_params()))
    assert again == filter_
    assert notes == []
    assert again.to_params() == filter_.to_params()


def test_the_default_needs_no_parameter():
    assert VisitFilter().to_params() == []
    assert VisitFilter().is_default
    assert VisitFilter(statuses=("cancelled", "held", "planned")).is_default  # whatever the order
    assert VisitFilter(statuses=()).statuses == DEFAULT_STATUSES
    assert not VisitFilter(text="x").is_default


def test_parameters_have_a_fixed_order_and_the_names_of_the_contract():
    filter_ = VisitFilter(
        bbox=(170, -10.5, -170, 10), text="một hai", sources=["s"], people=["p"], visits=["v"], statuses=["background"],
        types=["talks", "meeting"], directions=["incoming"], countries=["CN"], cities=["Hà Nội", "gn:1"], mode="starts",
        end=date(2024, 1, 2), start=date(2024, 1, 1),
    )  # fmt: skip
    assert filter_.to_params() == [
        ("start", "2024-01-01"), ("end", "2024-01-02"), ("mode", "starts"), ("city", "Hà Nội"), ("city", "gn:1"),
        ("country", "cn"), ("direction", "incoming"), ("type", "talks"), ("type", "meeting"), ("status", "background"),
        ("visit", "v"), ("person", "p"), ("source", "s"), ("q", "một hai"), ("bbox", "170,-10.5,-170,10"),
    ]  # fmt: skip


BAD = [
    {"start": date(2024, 1, 2), "end": date(2024, 1, 1)},
    {"mode": "ends"},
    {"types": ["party"]},
    {"directions": ["up"]},
    {"statuses": ["held", "done"]},
    {"bbox": (0, 10, 0, -10)},
    {"bbox": (-181, 0, 0, 0)},
    {"bbox": (0, float("nan"), 0, 0)},
]


@pytest.mark.parametrize("fields", BAD)
def test_what_cannot_mean_anything_is_refused(fields):
    with pytest.raises(FilterError):
        VisitFilter(**fields)


def test_one_text_is_one_value_and_doubles_go():
    assert VisitFilter(cities="Hanoi").cities == ("Hanoi",)
    assert VisitFilter(visits=["a", "b", "a"]).visits == ("a", "b")


def test_changes_make_a_new_filter():
    old = VisitFilter(text="a", types=("talks",))
    assert old.replace(text="b") == VisitFilter(text="b", types=("talks",))
    assert old.without("types") == VisitFilter(text="a")
    assert old.without("statuses") == old


NONSENSE = [  # parameters, codes of the notes
    ({"start": ["2023-02-30"]}, ["not-a-day"]),
    ({"start": ["2023"]}, ["not-a-day"]),
    ({"start": ["20230901"]}, ["not-a-day"]),
    ({"start": ["2024-01-02"], "end": ["2024-01-01"]}, ["reversed"]),
    ({"mode": ["ends"]}, ["unknown-word"]),
    ({"type": ["talks", "party"]}, ["unknown-word"]),
    ({"country": ["China"]}, ["not-a-country"]),
    ({"bbox": ["1,2,3"]}, ["not-an-area"]),
    ({"bbox": ["a,b,c,d"]}, ["not-an-area"]),
    ({"bbox": ["nan,0,0,0"]}, ["not-an-area"]),
    ({"bbox": ["0,10,0,-10"]}, ["not-an-area"]),
    ({"bbox": ["0,0,inf,1"]}, ["not-an-area"]),
    ({"q": ["x" * (MAX_LENGTH + 1)]}, ["too-long"]),
    ({"visit": [str(n) for n in range(MAX_VALUES + 1)]}, ["too-many"]),
    ({"start": ["2024-01-01", "2024-01-02"]}, ["given-twice"]),
    ({"colour": ["red"], "lang": ["vi"], "event": ["e"]}, ["unknown-parameter"]),
    ({"<script>" * 100: ["1"]}, ["unknown-parameter"]),
]


@pytest.mark.parametrize(("params", "codes"), NONSENSE)
def test_nonsense_is_ignored_with_a_note(params, codes):
    _, notes = VisitFilter.from_params(params)
    assert [note.code for note in notes] == codes
    for note in notes:
        assert note.text == NOTES[note.code]
        assert len(note.parameter) <= MAX_LENGTH


def test_what_is_sound_beside_nonsense_counts():
    filter_, notes = VisitFilter.from_params(
        {"type": ["talks", "party"], "start": "2024-01-01", "end": "x", "q": " "}
    )
    assert filter_ == VisitFilter(types=("talks",), start=date(2024, 1, 1))
    assert len(notes) == 2


def test_a_caller_may_have_parameters_of_its_own():
    assert VisitFilter.from_params({"theme": "dark"}, also=("theme",))[1] == []


def test_values_that_name_nothing_in_the_data_are_ignored(small):
    params = {
        "city": ["Bắc Kinh", "Nowhere at all"], "person": ["yin li", "nobody"], "visit": ["out-2023", "v"],
        "source": ["book-b", "s"],
    }  # fmt: skip
    filter_, notes = VisitFilter.from_params(params, small)
    assert filter_ == VisitFilter(
        cities=["Bắc Kinh"], people=["yin li"], visits=["out-2023"], sources=["book-b"]
    )
    assert [note.code for note in notes] == ["nothing-has-it"] * 4


@given(
    st.dictionaries(
        st.sampled_from([parameter.name for parameter in PARAMETERS]), st.lists(st.text(max_size=40))
    )
)
def test_no_address_breaks_it(params):
    filter_, _ = VisitFilter.from_params(params)
    assert VisitFilter.from_params(as_mapping(filter_.to_params()))[0] == filter_


def test_every_parameter_says_what_it_means():
    assert all(parameter.meaning for parameter in PARAMETERS)
    assert [parameter.option or parameter.name for parameter in PARAMETERS if parameter.name == "q"] == [
        "text"
    ]
