"""The example rows of docs/add-an-event.md, added to a copy of the package, load without a fault."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import visits

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "add-an-event.md"
TABLES_IN_ORDER = ("sources", "events", "claims")


def test_the_example_can_be_followed_as_it_is_written(folder, tmp_path):
    blocks = re.findall(r"```csv\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == len(TABLES_IN_ORDER)
    copy = tmp_path / "package"
    shutil.copytree(folder, copy)
    for name, block in zip(TABLES_IN_ORDER, blocks, strict=True):
        rows = "".join(line.strip() + "\n" for line in block.splitlines())
        with (copy / f"{name}.csv").open("a", encoding="utf-8", newline="") as stream:
            stream.write(rows)
    records = visits.load(copy, strict=True)
    event = records.event("2024-05-17-beijing-summer-palace-visit")
    assert event.type == "site_visit"
    assert event.sources == ("hanoitimes-000001",)
    assert len(records.claims_of(event.event_id)) == 2
