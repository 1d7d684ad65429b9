"""Any table as text: encodings, separators, limits, and one line for each fault."""

from contextlib import suppress

import pytest

from visits import VisitsError
from visits.errors import SheetError
from visits.sheets import SheetLimits, pasted_sheet, read_sheet

TEXT = "city,note\nBắc Kinh,a\n上海,\n"


def faults(raw, **limits):
    with pytest.raises(SheetError) as told:
        read_sheet(raw, SheetLimits(**limits))
    assert all("\n" not in str(fault) for fault in told.value.faults)
    return [str(fault) for fault in told.value.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding):
    text = TEXT if encoding != "utf-16-le" else TEXT.replace("上海", "Hue")  # without a mark: Latin text only
    frame = read_sheet(text.encode(encoding))
    assert list(frame["city"]) == [line.split(",")[0] for line in text.splitlines()[1:]]
    assert list(frame.columns) == ["city", "note"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(separator, end):
    rows = [["city", "note"], ["Huế", '"a, b; c"'], ["Hà Nội", "x"]]
    frame = read_sheet(end.join(separator.join(row) for row in rows).encode())
    assert frame.to_dict("list") == {"city": ["Huế", "Hà Nội"], "note": ["a, b; c", "x"]}


def test_a_column_alone_may_hold_commas():
    frame = read_sheet("place\nHà Nam, Trung Quốc\nHuế\n\n\nHà Nam; Việt Nam\n".encode())
    assert list(frame["place"]) == ["Hà Nam, Trung Quốc", "Huế", "Hà Nam; Việt Nam"]


def test_a_line_that_names_the_separator():
    assert list(read_sheet(b"sep=;\r\na;b\r\n1,2;3\r\n")["a"]) == ["1,2"]


def test_every_cell_is_text():
    frame = read_sheet(b"a,b,c\n007,1e5,NA\n,true,2024-01-02\n")
    assert frame.to_dict("list") == {"a": ["007", ""], "b": ["1e5", "true"], "c": ["NA", "2024-01-02"]}
    assert {str(kind) for kind in frame.dtypes} == {"str"}


def test_short_rows_and_empty_cells_beyond_the_header():
    frame = read_sheet(b"a,b,,\n1\n2,3,,\n")
    assert frame.to_dict("list") == {"a": ["1", "2"], "b": ["", "3"]}


def test_a_column_without_a_name_has_a_number():
    assert list(read_sheet(b",b\n1,2\n").columns) == ["column 1", "b"]


def test_a_header_alone_is_a_table_without_rows():
    frame = read_sheet(b"city\n")
    assert list(frame.columns) == ["city"]
    assert len(frame) == 0


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"", "table: the file is empty: begin with a row of column names"),
        (b"\n \n", "table: the file is empty: begin with a row of column names"),
        (b"a,a\n1,2\n", "table:1: a: stands twice in the header: give each column its own name"),
        (
            b"a,b\n1,2\n1,2,3\n",
            "table:3: 1,2,3: 3 cells where the header has 2: put quotes around a cell that holds the separator",
        ),
        (b"a\nB\xe1\xba\n", "table:2: byte 0xe1: is neither UTF-8 nor UTF-16: save the file as CSV UTF-8"),
        (b"\xff\xfea", "table:1: byte 0x61: is neither UTF-8 nor UTF-16: save the file as CSV UTF-8"),
        (
            b'a,b\n"open,1\n',
            "table:2: this is not CSV (unexpected end of data): look for a quote that is not closed",
        ),
    ],
)
def test_what_is_no_table(raw, line):
    assert faults(raw) == [line]


def test_limits_are_named():
    assert faults(b"a\n" + b"x\n" * 20, bytes=10) == [
        "table: the file has 42 bytes, the limit is 10: split it into several files"
    ]
    assert faults(b"a\n1\n2\n", rows=1) == ["table: more than 1 rows: split it into several files"]
    assert faults(b"a,b\n1,2\n", columns=1) == ["table:1: more than 1 columns: take some out"]
    assert faults(b"a\nlonger\n", cell=5) == ["table:2: a cell of more than 5 characters: shorten it"]


def test_many_faults_are_cut():
    assert len(faults(b"a,b\n" + b"1,2,3\n" * 100)) == 20


@pytest.mark.parametrize("raw", [b"\x00" * 1000, bytes(range(256)) * 20, b'"' * 999, b"a;b,c\n" * 50])
def test_nonsense_is_a_table_or_a_fault(raw):
    with suppress(VisitsError):
        assert len(read_sheet(raw).columns)


def test_a_file_is_called_by_its_name(tmp_path):
    path = tmp_path / "towns.csv"
    path.write_bytes(b"a,a\n")
    with pytest.raises(SheetError, match=r"towns\.csv:1"):
        read_sheet(path)
    path.write_text(TEXT, encoding="utf-8")
    assert len(read_sheet(str(path))) == 2
    with pytest.raises(OSError, match="nowhere"):
        read_sheet(tmp_path / "nowhere.csv")


def test_a_column_that_was_pasted():
    frame = pasted_sheet('Bắc Kinh\n\n  Hà Nam, "Trung Quốc" \r\nHuế; x', "name")
    assert frame.to_dict("list") == {"name": ["Bắc Kinh", 'Hà Nam, "Trung Quốc"', "Huế; x"]}


def test_cells_that_were_pasted_have_a_header():
    frame = pasted_sheet("city\tland\nHuế, x\tvn\n北京\tcn", "name")
    assert frame.to_dict("list") == {"city": ["Huế, x", "北京"], "land": ["vn", "cn"]}


def test_what_is_pasted_has_limits_too():
    with pytest.raises(SheetError, match="more than 2 rows"):
        pasted_sheet("a\nb\nc", "name", SheetLimits(rows=2))
    assert len(pasted_sheet(" \n", "name")) == 0
