import numpy as np
import pytest

from visits.columns import TableData, TextColumn
from visits.schema import TABLES

SHARED = ["a", "b", "a", "a", "", "a", "b", "a"]
OWN = ["a", "b", "c", ""]


@pytest.mark.parametrize("texts", [SHARED, OWN, []])
def test_a_column_has_its_texts_however_it_stores_them(texts):
    column = TextColumn.of(texts)
    assert column.to_list() == texts
    assert len(column) == len(texts)
    assert [column.text(row) for row in range(len(texts))] == texts
    assert column.mapped(str.upper).to_list() == [text.upper() for text in texts]
    assert column.categorical().tolist() == texts


def test_few_distinct_texts_are_stored_once():
    assert len(TextColumn.of(iter(SHARED)).texts) == 3
    assert TextColumn.of(OWN).codes is None


@pytest.mark.parametrize("texts", [SHARED, OWN])
def test_rows_that_go_take_their_values_along(texts):
    rows = np.array([1, 3])
    kept = TextColumn.of(texts).keep(rows)
    assert kept.to_list() == [texts[1], texts[3]]
    assert set(kept.texts.tolist()) == {texts[1], texts[3]}
    assert TextColumn.of(texts).keep(np.arange(len(texts))[::-1]).to_list() == texts[::-1]


@pytest.mark.parametrize("texts", [SHARED, OWN])
def test_values_are_counted_under_a_mask(texts):
    column = TextColumn.of(texts)
    mask = np.array([True, True, False, True] + [False] * (len(texts) - 4))
    counts = dict(zip(column.texts.tolist(), column.tally(mask).tolist(), strict=True))
    assert sum(counts.values()) == 3
    assert counts["b"] == 1


def test_a_table_made_in_memory():
    table = TableData.of_rows(TABLES["claims"], [{"event": "e", "field": "date"}])
    assert table.row(0)["value"] == ""
    assert table.frame().shape == (1, 6)
    assert table.lines.tolist() == [2]
    assert len(TableData.empty(TABLES["claims"])) == 0
