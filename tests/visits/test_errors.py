import pytest

from gazetteer.errors import Fault
from visits import DataPackageError, DateError, FilterError, UnknownRecordError, VisitsError


@pytest.mark.parametrize(
    ("error", "builtin"),
    [
        (DataPackageError, ValueError),
        (DateError, ValueError),
        (FilterError, ValueError),
        (UnknownRecordError, KeyError),
    ],
)
def test_every_error_is_also_the_builtin_that_fits(error, builtin):
    assert issubclass(error, VisitsError)
    assert issubclass(error, builtin)


def test_all_faults_are_listed_one_line_each():
    faults = [Fault("a.csv", row, "c", "v", "wrong", "mend") for row in (2, 3)]
    assert str(DataPackageError(faults)) == "a.csv:2:c: v: wrong: mend\na.csv:3:c: v: wrong: mend"


def test_a_date_error_shows_a_long_value_cut():
    assert len(str(DateError("x" * 10_000, "p", "r"))) < 120


def test_an_unknown_record_is_told_without_quotes_around_the_sentence():
    assert str(UnknownRecordError("no such event")) == "no such event"
    assert str(UnknownRecordError()) == "no such record"
