"""Records for the tests of the map: the seeds, the small package of `visits`, and made-up ones."""

import importlib.util
import json
import struct
from dataclasses import dataclass
from pathlib import Path

import pytest

from visits import load

HERE = Path(__file__).parent


def _module(name):
    """A module beside this file, which is no package."""
    spec = importlib.util.spec_from_file_location(f"visitmap_tests_{name}", HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


made_package = _module("made_package")


@dataclass
class Block:
    """A block of columns, read back without the writer's code and without numpy."""

    header: dict
    columns: dict
    body: bytes


FORMS = {"i32": "i", "u32": "I", "u16": "H", "u8": "B", "f64": "d"}


def read_block(block):
    def refuse(word):
        raise AssertionError(f"{word} is no JSON")

    assert block[:4] == b"VMC1"
    length = int.from_bytes(block[4:8], "little")
    header = json.loads(block[8 : 8 + length].decode("utf-8"), parse_constant=refuse)
    body = block[8 + length :]
    columns = {}
    for name, place in header["columns"].items():
        view = memoryview(body)[place["offset"] :]
        form = FORMS[place["type"]]
        size = struct.calcsize(form)
        columns[name] = view[: place["length"] * size].cast(form).tolist()
    return Block(header, columns, body)


@pytest.fixture(scope="session")
def read():
    """Return the independent reader of blocks."""
    return read_block


@pytest.fixture(scope="session")
def seeds(root):
    return load(root / "seeds")


@pytest.fixture(scope="session")
def small():
    return load(made_package.SMALL)


@pytest.fixture
def made(tmp_path):
    """Return a function that writes and loads a package of the rows given to it."""
    count = iter(range(1000))

    def make(**tables):
        return load(made_package.write_package(tmp_path / f"made{next(count)}", **tables))

    return make
