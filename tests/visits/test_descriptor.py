import json

from visits.descriptor import Descriptor, read_descriptor, rendered, with_resources
from visits.schema import TABLES


def resources(content=()):
    return {part["name"]: part for part in with_resources(dict(content))["resources"]}


def test_every_table_is_a_resource_with_every_column():
    found = resources()
    assert list(found) == list(TABLES)
    for name, table in TABLES.items():
        assert [field["name"] for field in found[name]["schema"]["fields"]] == list(table.header)
        assert all(field["description"] for field in found[name]["schema"]["fields"])


def test_keys_and_constraints_are_those_of_the_schema():
    found = resources()
    assert found["events"]["schema"]["primaryKey"] == "event_id"
    assert {"fields": "visit_id", "reference": {"resource": "visits", "fields": "visit_id"}} in found[
        "events"
    ]["schema"]["foreignKeys"]
    assert {"fields": "parent", "reference": {"resource": "", "fields": "place_id"}} in found["places"][
        "schema"
    ]["foreignKeys"]
    fields = {field["name"]: field for field in found["events"]["schema"]["fields"]}
    assert fields["status"]["constraints"] == {
        "required": True,
        "enum": ["held", "planned", "cancelled", "background"],
    }
    assert fields["seq"]["type"] == "integer"
    assert fields["part_of_day"]["constraints"]["pattern"].startswith("(morning|")
    assert "foreignKeys" not in found["sources"]["schema"]


def test_what_people_wrote_stays_and_paths_are_kept():
    content = {
        "title": "Tiêu đề",
        "home": "vn",
        "resources": [{"name": "events", "path": "tables/e.csv"}, 3, {}],
    }
    again = with_resources(content)
    assert again["title"] == "Tiêu đề"
    assert list(again)[-1] == "resources"
    assert {part["name"]: part["path"] for part in again["resources"]}["events"] == "tables/e.csv"
    assert "Tiêu đề" in rendered(again)
    assert with_resources(json.loads(rendered(again))) == again


def test_reading_gives_what_it_says():
    raw = json.dumps({"title": "T", "home": "vn", "version": "1", "licenses": [{"name": "x"}, 3]}).encode()
    descriptor, faults = read_descriptor(raw)
    assert faults == []
    assert (descriptor.title, descriptor.home, descriptor.version) == ("T", "vn", "1")
    assert descriptor.licenses == ({"name": "x"},)
    assert descriptor.paths == {name: f"{name}.csv" for name in TABLES}
    assert read_descriptor(b"{}")[0] == Descriptor(paths=descriptor.paths)
