"""What a check tells: faults fail, warnings do not."""

import pytest

from visits.check import check


def warnings_of(package):
    report = check(package.folder)
    assert report.faults == ()
    assert report.exit_code == 0
    return [str(warning) for warning in report.warnings]


def test_sources_that_differ_are_told_as_warnings(package):
    found = [line for line in warnings_of(package) if line.startswith("claims.csv")]
    assert len(found) == 2
    assert "claims.csv:4:value: 2023-09-28: conflicts with what e-talks shows (2023-09-27)" in found[0]
    assert "claims.csv:6:value: 2023-09-26: says more than what out-2023 shows" in found[1]


ODD = [  # table, row, column, value, the warning
    (
        "events",
        3,
        "date",
        "2024-01-01",
        "events.csv:5:date: 2024-01-01: outside the date of its visit (2023-09-25/2023-09-29)",
    ),
    (
        "events",
        2,
        "title",
        "Ha\u0300 No\u0323\u0302i",
        "events.csv:4:title: Ha\u0300 No\u0323\u0302i: letters and their marks",
    ),
    ("visits", 0, "title_vi", "Ha\u0300", "visits.csv:2:title_vi"),
    ("events", 3, "hosts", "", "people.csv:4:person_id: yin: no record refers to this row"),
]


@pytest.mark.parametrize(("table", "row", "column", "value", "told"), ODD)
def test_what_is_odd_but_possible(package, table, row, column, value, told):  # noqa: PLR0917
    before = warnings_of(package)
    package.set(table, row, column, value)
    added = [line for line in warnings_of(package) if line not in before]
    assert any(line.startswith(told) for line in added), added


def test_sources_that_nobody_cites(package):
    package.add("sources", source_id="unused", citation="Unused")
    assert any("sources.csv:4:source_id: unused" in line for line in warnings_of(package))


def test_a_package_that_does_not_say_what_it_is(package):
    (package.folder / "datapackage.json").write_text("{}", encoding="utf-8")
    told = "\n".join(warnings_of(package))
    for word in ("home", "coverage", "licenses"):
        assert f"datapackage.json:{word}" in told


def test_places_that_are_not_its_own_are_named_once_each(package):
    told = [line for line in warnings_of(package) if line.startswith("places.csv")]
    assert len(told) == len(set(told)) == 7
    assert "stands alone" in told[0]


def test_faults_fail_and_their_consequences_are_not_repeated(package):
    package.set("visits", 1, "date", "2023-02-30")
    report = check(package.folder)
    assert report.exit_code == 2
    assert [fault.file for fault in report.faults] == ["visits.csv"]
    lines = str(report).splitlines()
    assert lines[0].startswith("visits.csv:3:date: 2023-02-30: ")
    assert all(line.endswith("(warning)") for line in lines[1:])


def test_no_package_is_a_report_too(tmp_path):
    report = check(tmp_path / "nothing")
    assert report.exit_code == 2
    assert report.warnings == ()
    assert "no such folder" in str(report)


def test_the_shipped_records_are_sound():
    report = check()
    assert report.faults == ()
