"""Errors: builtins too, and faults on one line."""

import pytest

from gazetteer import Fault, GazetteerError, NetworkForbidden, PackedDataError, PlaceFileError

FAULTS = [
    # fault, line, why
    (
        Fault("places.csv", 3, "latitude", "91", "is out of range", "between -90 and 90"),
        "places.csv:3:latitude: 91: is out of range: between -90 and 90",
        "all parts",
    ),
    (Fault("p.csv", None, None, "", "is empty", "fill it"), "p.csv: is empty: fill it", "the whole file"),
    (
        Fault("p.csv", 2, None, "a\nb\x1b", "x", "y"),
        r"p.csv:2: a\u000ab\u001b: x: y",
        "no control characters",
    ),
    (Fault("p.csv", 2, None, "q" * 99, "x", "y"), f"p.csv:2: {'q' * 79}…: x: y", "a long value is cut"),
]


@pytest.mark.parametrize(("fault", "line", "why"), FAULTS)
def test_fault_is_one_line(fault, line, why):
    assert str(fault) == line, why


@pytest.mark.parametrize(
    ("error", "builtin"),
    [(PlaceFileError, ValueError), (PackedDataError, OSError), (NetworkForbidden, OSError)],
)
def test_every_error_is_also_a_builtin(error, builtin):
    assert issubclass(error, builtin)
    assert issubclass(error, GazetteerError)


def test_a_place_file_error_shows_every_fault():
    faults = [Fault("p.csv", row, None, "", "wrong", "mend") for row in (2, 5)]
    error = PlaceFileError(faults)
    assert error.faults == tuple(faults)
    assert str(error) == "p.csv:2: wrong: mend\np.csv:5: wrong: mend"
