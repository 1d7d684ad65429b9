"""What the guide to adding a place shows must be true."""

import re
from io import StringIO

import pytest

from gazetteer import PLACE_COLUMNS, read_places
from gazetteer.__main__ import main
from gazetteer.placefile import table_places


@pytest.fixture(scope="module")
def guide(root):
    return (root / "docs" / "add-a-place.md").read_text(encoding="utf-8")


def test_the_row_shown_is_the_row_shipped(guide):
    example = re.search(r"```csv\n(.+?)```", guide, re.DOTALL)[1]
    (place,), faults = read_places(StringIO(example))
    assert faults == []
    assert place in [kept for _, kept in table_places()]


def test_the_columns_named_exist(guide):
    named = {
        word
        for line in re.findall(r"^- (.+?) ", guide, re.MULTILINE)
        for word in re.findall("`([a-z_]+)`", line)
    }
    assert named
    assert named <= set(PLACE_COLUMNS)


def test_the_commands_shown_work(guide, capsys):
    assert "python -m gazetteer check " in guide
    assert main(["check"]) == 0
    name, context = re.search(r'look "([^"]+)" --context "([^"]+)"', guide).groups()
    assert main(["look", name, "--context", context]) == 0
    assert "venue:huanghuagang-park" in capsys.readouterr().out


def test_the_files_named_are_there(guide, root):
    for name in re.findall(r"`(venues-[a-z]+\.csv|cities-[a-z]+\.csv)`", guide):
        assert (root / "gazetteer" / "places" / name).is_file()
