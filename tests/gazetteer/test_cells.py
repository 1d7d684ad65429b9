"""Several values in one cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import join_values, split_values

CASES = [
    # cell, values, why
    ("", [], "an empty cell holds nothing"),
    ("Peking", ["Peking"], "one value needs no separator"),
    ("Peking; Canton", ["Peking", "Canton"], "two values"),
    ("Peking;Canton", ["Peking", "Canton"], "a hand may leave the space out"),
    (" ; Peking ;; ", ["Peking"], "empty values do not exist"),
    (r"A\; B; C", ["A; B", "C"], "a semicolon inside a value is escaped"),
    (r"C:\dir", [r"C:\dir"], "a backslash elsewhere is itself"),
    (r"a\\; b", ["a\\", "b"], "a value that ends in a backslash, then the separator"),
    (r"a\\\; b", [r"a\; b"], "a backslash before a semicolon inside a value"),
]


@pytest.mark.parametrize(("cell", "values", "why"), CASES)
def test_split(cell, values, why):
    assert split_values(cell) == values, why


def test_join_writes_what_interfaces_says():
    assert join_values(["Peking", "A; B"]) == r"Peking; A\; B"


@given(st.lists(st.text(alphabet=st.sampled_from(list(" ab;\\\n,"))) | st.text(), max_size=6))
def test_what_is_written_reads_back(values):
    kept = [value.strip() for value in values if value.strip()]
    assert split_values(join_values(values)) == kept
