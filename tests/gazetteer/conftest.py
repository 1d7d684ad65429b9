"""One gazetteer for all tests: it is immutable, and building it takes a tenth of a second."""

import pytest

from gazetteer import Gazetteer


@pytest.fixture(scope="session")
def g() -> Gazetteer:
    return Gazetteer()
