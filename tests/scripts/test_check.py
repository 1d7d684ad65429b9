"""The closing line counts what really happened."""

import sys
from pathlib import Path

import pytest

from scripts import check

REPORT = """<testsuites><testsuite name="pytest" tests="{tests}" failures="{failures}" errors="{errors}"
skipped="{skipped}"/></testsuites>"""


@pytest.fixture
def lane(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> check.Lane:
    monkeypatch.setattr(check, "RESULTS", tmp_path)
    return check.Lane("tests", ())


def write(lane: check.Lane, **counts: int) -> check.Tally:
    report = REPORT.format(**{"failures": 0, "errors": 0, "skipped": 0} | counts)
    lane.report.write_text(report, encoding="utf-8")
    return check.Tally(passed=4)


def test_everything_passed(lane: check.Lane) -> None:
    tally = write(lane, tests=10)
    assert lane.count(tally, 0) == []
    assert tally.line(61.2) == "14 passed, 0 failed in 61 s"


def test_failures_errors_and_skips(lane: check.Lane) -> None:
    tally = write(lane, tests=10, failures=2, errors=1, skipped=3)
    assert lane.count(tally, 1) == ["3 of the tests"]
    assert tally.line(5) == "8 passed, 3 failed, 3 skipped in 5 s"


def test_too_little_coverage_is_a_failure(lane: check.Lane) -> None:
    tally = write(lane, tests=10)
    assert lane.count(tally, 1) == ["coverage below the bound"]
    assert tally.line(5) == "14 passed, 1 failed in 5 s"


@pytest.mark.usefixtures("lane")
def test_no_report_is_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    """pytest that ends before its first test fails the run, also when it counted nothing."""
    monkeypatch.setattr(check, "PYTHON", (sys.executable, "-c", "raise SystemExit(4)"))
    tally = check.Tally(passed=4)
    assert check.run_tests(None, tally) == ["pytest over the tests (status 4)"]
    assert tally.line(5) == "4 passed, 1 failed in 5 s"
    assert check.run_tests(Path("browser"), tally) == [
        "pytest over the tests (status 4)",
        "pytest over the browser tests (status 4)",
    ]


def test_a_failing_check_shows_what_it_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.check("good", (*check.PYTHON, "this")) is True
    assert "Beautiful" not in capsys.readouterr().out
    assert check.check("bad", (*check.PYTHON, "no_such_module")) is False
    told = capsys.readouterr().out
    assert "FAILED bad" in told
    assert "no_such_module" in told
    assert check.check("absent", ("no-such-program",)) is False
