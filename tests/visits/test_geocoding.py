"""A column of names becomes places: aligned, each name once, corrections first, nothing invented."""

import csv
import io

import pandas as pd
import pytest

from gazetteer import Gazetteer, Name, Place
from visits.errors import GeocodingError
from visits.geocoding import ANSWER_COLUMNS, NO_PLACE, Query, geocode_column, to_csv
from visits.sheets import read_sheet

# An invented name that two countries share, whatever the shipped data come to hold.
TWINS = [
    Place(
        f"venue:van-thu-{code}",
        "park",
        (Name("Vạn Thử", "vi"),),
        code,
        None,
        at,
        110,
        "venue",
        None,
        None,
        "s",
        "l",
    )
    for code, at in (("vn", 21.0), ("cn", 31.0))
]

TABLE = pd.DataFrame(
    {
        "name": ["Bắc Kinh", "", "Vạn Thử", "qwertyxyz", "  Bắc Kinh ", "Vạn Thử"],
        "country": ["", "x", "Việt Nam", "", "", "Trung Quốc"],
    },
    index=[10, 11, 12, 13, 14, 15],
)


class Counting(Gazetteer):
    """A gazetteer that counts what it is asked."""

    def __init__(self):
        super().__init__(TWINS)
        self.asked = []

    def geocode_many(self, names, *, context=None, **options):
        self.asked += [(name, tuple(context or ())) for name in names]
        return super().geocode_many(names, context=context, **options)


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer(TWINS)


def rows(found):
    return list(csv.DictReader(io.StringIO(to_csv(found).decode(), newline="")))


def test_the_answers_stand_beside_the_rows(gazetteer):
    found = geocode_column(TABLE[["name"]], "name", gazetteer)
    frame = found.frame
    assert list(frame.columns) == ["name", *ANSWER_COLUMNS]
    assert list(frame.index) == list(TABLE.index)
    assert list(frame["name"]) == list(TABLE["name"])
    first = frame.loc[10]
    assert (first["place"], first["country"], first["precision"], first["ambiguous"]) == (
        "Beijing",
        "cn",
        "city",
        "false",
    )
    assert (round(first["latitude"]), round(first["longitude"])) == (40, 116)
    assert first["reasons"]
    assert frame.loc[14, "place_id"] == first["place_id"]


def test_what_has_no_answer_stays_empty(gazetteer):
    frame = geocode_column(TABLE[["name"]], "name", gazetteer).frame
    for row in (11, 13):
        cells = frame.loc[row].drop("name")
        assert set(cells.dropna()) == {""}, cells.to_dict()


def test_counts(gazetteer):
    counts = geocode_column(TABLE[["name"]], "name", gazetteer).counts
    assert (counts.rows, counts.answered, counts.ambiguous, counts.unanswered, counts.empty) == (
        6,
        4,
        2,
        1,
        1,
    )
    assert counts.by_hand == 0


def test_a_column_beside_tells_places_apart(gazetteer):
    found = geocode_column(TABLE, "name", gazetteer, context_columns=["country"])
    frame = found.frame
    name = found.columns["country"]
    assert name == "found_country"
    assert list(frame["country"]) == list(TABLE["country"])
    assert (frame.loc[12, name], frame.loc[15, name]) == ("vn", "cn")
    assert found.counts.ambiguous == 0


def test_what_holds_for_all_rows(gazetteer):
    names = TABLE[["name"]]
    for said in ({"context": ["Trung Quốc"]}, {"country_codes": ["CN"]}):
        frame = geocode_column(names, "name", gazetteer, **said).frame
        assert frame.loc[12, "country"] == "cn"
        assert frame.loc[12, "ambiguous"] == "false"


def test_labels_in_the_language_asked_for(gazetteer):
    frame = geocode_column(TABLE[["name"]], "name", gazetteer, language="vi").frame
    assert frame.loc[10, "place"] == "Bắc Kinh"


def test_each_name_is_looked_up_once_and_progress_moves():
    gazetteer = Counting()
    many = pd.DataFrame({"name": [f"name {number % 1200}" for number in range(3000)]})
    told = []
    geocode_column(many, "name", gazetteer, progress=lambda done, every: told.append((done, every)))
    assert len(gazetteer.asked) == len(set(gazetteer.asked)) == 1200
    assert told == [(0, 1200), (500, 1200), (1000, 1200), (1200, 1200)]


def test_one_name_in_two_contexts_is_two_questions():
    gazetteer = Counting()
    geocode_column(TABLE, "name", gazetteer, context_columns=["country"], context=["cn"])
    assert sorted(gazetteer.asked) == sorted(
        [
            ("Bắc Kinh", ("cn",)),
            ("Vạn Thử", ("Việt Nam", "cn")),
            ("Vạn Thử", ("Trung Quốc", "cn")),
            ("qwertyxyz", ("cn",)),
        ]
    )


def test_corrections_go_first(gazetteer):
    shanghai = gazetteer.geocode("Shanghai").raw["id"]
    found = geocode_column(
        TABLE,
        "name",
        gazetteer,
        context_columns=["country"],
        corrections={"qwertyxyz": shanghai, Query("Vạn Thử", ("Việt Nam",)): NO_PLACE, "Vạn Thử": shanghai},
    )
    frame = found.frame
    assert (frame.loc[13, "place"], frame.loc[13, "match"], frame.loc[13, "score"]) != ("", "", "")
    assert frame.loc[13, "place"] == "Shanghai"
    assert frame.loc[13, "reasons"] == "chosen by hand"
    assert frame.loc[12, "place_id"] == ""
    assert frame.loc[12, "match"] == "hand"
    assert frame.loc[15, "place"] == "Shanghai"
    assert (found.counts.by_hand, found.counts.answered, found.counts.unanswered) == (3, 4, 1)
    assert found.locations[Query("Vạn Thử", ("Việt Nam",))] is not None, "what was found stays known"


def test_a_correction_to_no_place_is_refused(gazetteer):
    with pytest.raises(GeocodingError, match="'gn:nowhere': no place has this id"):
        geocode_column(TABLE, "name", gazetteer, corrections={"Vạn Thử": "gn:nowhere"})


@pytest.mark.parametrize("asked", [{"column": "nme"}, {"column": "name", "context_columns": ["nme"]}])
def test_a_column_that_is_not_there(gazetteer, asked):
    with pytest.raises(GeocodingError, match="there is no column 'nme': the columns are name, country"):
        geocode_column(TABLE, gazetteer=gazetteer, **asked)


def test_alternatives_are_ids_that_can_be_chosen(gazetteer):
    frame = geocode_column(TABLE[["name"]], "name", gazetteer).frame
    others = frame.loc[12, "alternatives"].split("; ")
    assert others
    assert all(gazetteer.place(place_id) for place_id in others)


def test_a_table_without_rows(gazetteer):
    found = geocode_column(read_sheet(b"name\n"), "name", gazetteer)
    assert len(found.frame) == 0
    assert to_csv(found).decode() == ",".join(["name", *ANSWER_COLUMNS]) + "\n"


def test_cells_that_are_no_text(gazetteer):
    frame = pd.DataFrame({"name": [1.5, None, "Bắc Kinh"]})
    assert list(geocode_column(frame, "name", gazetteer).frame["place"]) == ["", "", "Beijing"]


def test_the_csv_reads_back(gazetteer):
    found = geocode_column(TABLE, "name", gazetteer)
    assert [row["name"] for row in rows(found)] == list(TABLE["name"])
    assert rows(found)[0]["found_country"] == "cn"
    assert float(rows(found)[0]["latitude"]) == found.frame.iloc[0]["latitude"]
    with pytest.raises(ValueError, match="no flavour"):
        to_csv(found, "xlsx")


def test_no_cell_and_no_header_is_a_formula_for_excel():
    bad = '=HYPERLINK("x")'
    place = Place(
        "venue:x", "park", (Name("@SUM(1)", "en"),), "au", None, -33.9, 151.2, source="s", licence="l"
    )
    frame = pd.DataFrame({bad: [bad, "@SUM(1)"], "place": ["+1", "-2"], "latitude": ["x", "y"]})
    found = geocode_column(frame, bad, Gazetteer([place]))
    text = to_csv(found, "csv-excel").decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read[0][0] == "'" + bad
    live = [cell for row in read for cell in row if cell[:1] in tuple("=+-@")]
    assert live == ["-33.9"], "a number is no formula"
    assert to_csv(found).decode().startswith('"=HYPERLINK')


def test_what_is_known_is_not_asked_again():
    gazetteer = Counting()
    first = geocode_column(TABLE, "name", gazetteer)
    gazetteer.asked.clear()
    told = []
    second = geocode_column(
        TABLE,
        "name",
        gazetteer,
        known=first.locations,
        corrections={"Bắc Kinh": "venue:van-thu-vn"},
        progress=lambda done, every: told.append((done, every)),
    )
    assert gazetteer.asked == []
    assert told == [(0, 0), (0, 0)]
    assert second.frame.loc[10, "place_id"] == "venue:van-thu-vn"
    assert list(second.locations) == list(first.locations)
