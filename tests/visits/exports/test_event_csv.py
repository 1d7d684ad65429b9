"""The event CSV: what is written is what is read, and no spreadsheet runs anything."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visits.exports.event_csv import MARK, guarded, read_event_csv, to_csv
from visits.schema import EVENT_COLUMNS

NAMES = [column.name for column in EVENT_COLUMNS]
LIVE = [
    "=1+1", "+84 24 3825 3536", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\x00=1", "＝1+1", "＋1", "－1", "＠x",
    "'quoted", "''twice", " =1+1", "\u200b=1", "\ufeff=1", "=", "'",
]  # fmt: skip
HARMLESS = ["", "a=1", "1-2", "Hà Nội", "x'y", "{{ 7*7 }}", "</script>", "a@b", "“=1”", "0042"]
TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(LIVE)


def test_the_columns_are_those_of_the_contract():
    assert ",".join(NAMES) == (
        "event_id,date_edtf,date_earliest,date_latest,date_text,date_basis,part_of_day,type,title,title_vi,title_zh,visit_id,"
        "visit,delegation,head,direction,origin,seq,place_id,place,place_vi,place_zh,city_id,city,country,latitude,longitude,"
        "precision,place_basis,hosts,guests,documents,status,confidence,sources,note"
    )


def frame_of(**cells):
    """A frame of one column's values, the others empty."""
    length = len(next(iter(cells.values())))
    columns = {}
    for column in EVENT_COLUMNS:
        if column.cell.kind == "number":
            columns[column.name] = pd.array(cells.get(column.name, [float("nan")] * length), dtype="float64")
        elif column.cell.kind == "integer":
            columns[column.name] = pd.array(cells.get(column.name, [pd.NA] * length), dtype="Int32")
        else:
            columns[column.name] = pd.array(cells.get(column.name, [""] * length), dtype="str")
    return pd.DataFrame(columns)


@pytest.mark.parametrize("flavour", ["csv", "csv-excel"])
def test_the_records_come_back(many, flavour):
    frame = many.frame()
    pd.testing.assert_frame_equal(read_event_csv(to_csv(frame, flavour)), frame)


@settings(max_examples=100)
@given(st.lists(TEXT, min_size=1, max_size=5), st.sampled_from(["csv", "csv-excel"]))
def test_every_text_comes_back(texts, flavour):
    frame = frame_of(title=texts, note=list(reversed(texts)), event_id=texts)
    pd.testing.assert_frame_equal(read_event_csv(to_csv(frame, flavour)), frame)


@given(
    st.lists(
        st.tuples(st.floats(-90, 90) | st.just(float("nan")), st.integers(-9, 99) | st.just(pd.NA)),
        min_size=1,
        max_size=5,
    )
)
def test_numbers_come_back_and_are_never_touched(values):
    frame = frame_of(latitude=[value[0] for value in values], seq=[value[1] for value in values])
    raw = to_csv(frame, "csv-excel")
    pd.testing.assert_frame_equal(read_event_csv(raw), frame)
    assert b"'" not in raw


@pytest.mark.parametrize("text", LIVE)
def test_what_a_spreadsheet_might_run_gets_an_apostrophe(text):
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", HARMLESS)
def test_what_it_would_not_stays(text):
    assert guarded(text) == text


@given(st.lists(TEXT, min_size=1, max_size=5))
def test_no_cell_of_the_excel_flavour_begins_like_a_formula(texts):
    raw = to_csv(frame_of(title=texts, hosts=texts), "csv-excel").decode()
    rows = list(csv.reader(io.StringIO(raw.removeprefix(MARK), newline="")))
    for row in rows[1:]:
        for cell in row:
            assert cell.lstrip(" \u200b\ufeff")[:1] not in tuple("=+-@＝＋－＠\t\r\n\x00") or cell == ""


def test_the_two_flavours(small):
    plain, excel = to_csv(small.frame()), to_csv(small.frame(), "csv-excel")
    assert not plain.startswith(MARK.encode())
    assert b"\r" not in plain
    assert excel.startswith(MARK.encode())
    assert excel.count(b"\r\n") == excel.count(b"\n") == len(small.frame()) + 1
    assert b"=1+1 is not" in plain
    assert b"'=1+1 is not" in excel
    with pytest.raises(ValueError, match="flavour"):
        to_csv(small.frame(), "tsv")


def test_other_programs_read_the_plain_flavour(many):
    frame = many.frame()
    again = pd.read_csv(io.BytesIO(to_csv(frame)), dtype="str", keep_default_na=False, lineterminator="\n")
    assert again["title"].tolist() == frame["title"].tolist()
    assert again["documents"].tolist() == frame["documents"].tolist()


def test_an_empty_selection_has_a_header_only(small):
    nothing = small.frame().iloc[:0]
    assert to_csv(nothing).decode() == ",".join(NAMES) + "\n"
    assert len(read_event_csv(to_csv(nothing, "csv-excel"))) == 0


def test_a_file_and_semicolons_are_read(tmp_path, small):
    frame = small.frame()
    path = tmp_path / "events.csv"
    path.write_bytes(to_csv(frame))
    pd.testing.assert_frame_equal(read_event_csv(path), frame)
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";").writerows(csv.reader(io.StringIO(to_csv(frame).decode(), newline="")))
    pd.testing.assert_frame_equal(read_event_csv(stream.getvalue().encode()), frame)


BAD = [
    (b"", "columns"),
    (b"a,b\n1,2\n", "columns"),
    (",".join(NAMES).encode() + b"\nx\n", "1 cells"),
    (",".join(NAMES).encode() + b'\n"x"y\n', "not CSV"),
    (b"\xff\xfe", "utf-8"),
]


@pytest.mark.parametrize(("raw", "told"), BAD)
def test_a_file_that_is_none(raw, told):
    with pytest.raises(ValueError, match=told):
        read_event_csv(raw)
