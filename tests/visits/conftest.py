"""A small package to test on, and ways to break a copy of it."""

import csv
import importlib.util
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from visits import load

# The same examples in every run; a slow machine is no failure.
settings.register_profile("visits", deadline=None, derandomize=True)
settings.load_profile("visits")

HERE = Path(__file__).parent
SMALL = HERE / "packages" / "small"


def _module(name):
    """A module beside this file, which is no package."""
    spec = importlib.util.spec_from_file_location(f"visits_tests_{name}", HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


write_random_package = _module("random_package").write_random_package


class Package:
    """A copy of the small package that a test may change."""

    def __init__(self, folder):
        self.folder = folder

    def rows(self, table):
        with (self.folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    def write(self, table, rows, header=None):
        with (self.folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
            names = header or next(csv.reader(stream))
        with (self.folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, names, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def set(self, table, row, column, value):
        """Change one cell; rows count from 0, so that row 0 is line 2."""
        rows = self.rows(table)
        rows[row][column] = value
        self.write(table, rows)

    def add(self, table, **cells):
        self.write(table, [*self.rows(table), cells])

    def text(self, table, text):
        (self.folder / f"{table}.csv").write_text(text, encoding="utf-8", newline="")

    def load(self, **options):
        return load(self.folder, **options)


@pytest.fixture
def package(tmp_path):
    shutil.copytree(SMALL, tmp_path / "package")
    return Package(tmp_path / "package")


@pytest.fixture(scope="session")
def small():
    return load(SMALL)


@pytest.fixture(scope="session")
def many(tmp_path_factory):
    """Sixty events of every kind."""
    return load(write_random_package(tmp_path_factory.mktemp("random") / "package", seed=1))
