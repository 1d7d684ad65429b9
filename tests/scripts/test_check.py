"""The closing line counts what really happened."""

from pathlib import Path

import pytest

from scripts import check

REPORT = """<testsuites><testsuite name="pytest" tests="{tests}" failures="{failures}" errors="{errors}"
skipped="{skipped}"/></testsuites>"""


def counted(path: Path, monkeypatch: pytest.MonkeyPatch, **counts: int) -> tuple[int, check.Tally]:
    report = path / "pytest.xml"
    report.write_text(REPORT.format(**{"failures": 0, "errors": 0, "skipped": 0} | counts), encoding="utf-8")
    monkeypatch.setattr(check, "JUNIT", report)
    tally = check.Tally(passed=len(check.CHECKS))
    return check.count_tests(tally), tally


def test_everything_passed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed, tally = counted(tmp_path, monkeypatch, tests=10)
    assert failed == 0
    assert tally.line(61.2) == f"{len(check.CHECKS) + 10} passed, 0 failed in 61 s"


def test_failures_errors_and_skips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed, tally = counted(tmp_path, monkeypatch, tests=10, failures=2, errors=1, skipped=3)
    assert failed == 3
    assert tally.line(5) == f"{len(check.CHECKS) + 4} passed, 3 failed, 3 skipped in 5 s"


def test_no_report_is_no_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """pytest that ends before its first test fails the run, also when it counted nothing."""
    monkeypatch.setattr(check, "ROOT", tmp_path)
    monkeypatch.setattr(check, "JUNIT", tmp_path / "none.xml")
    monkeypatch.setattr(check, "PYTHON", ("/bin/false",))
    tally = check.Tally(passed=len(check.CHECKS))
    assert check.run_tests(None, tally) == ["pytest (status 1)"]
    assert tally.failed == 1


def test_a_failing_check_shows_what_it_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.check("good", (*check.PYTHON, "this")) is True
    assert "Beautiful" not in capsys.readouterr().out
    assert check.check("bad", (*check.PYTHON, "no_such_module")) is False
    told = capsys.readouterr().out
    assert "FAILED bad" in told
    assert "no_such_module" in told
    assert check.check("absent", ("no-such-program",)) is False
