"""Run every check and every test, and end in one line.

    python scripts/check.py --browser auto      find or fetch a Chromium; with none, skip its tests, loudly
    python scripts/check.py --browser required  ... without one the run fails
    python scripts/check.py --browser none      leave the browser tests out

All checks run even when one fails. The last line counts tests and checks together ("412 passed, 0 failed in
96 s"); it is also written to test-results/summary.txt. Exit status 0 when nothing failed, 1 otherwise.
Runs in the environment that scripts/environment.py made for `test`.
"""

import argparse
import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts import chromium  # noqa: E402 (a script's own folder, not the root, is on the path)

RESULTS = ROOT / "test-results"
SUMMARY = RESULTS / "summary.txt"
JUNIT = RESULTS / "pytest.xml"
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports.exe" if os.name == "nt" else "lint-imports")

PYTHON = (sys.executable, "-m")
CHECKS: dict[str, tuple[str | Path, ...]] = {
    "ruff (style)": (*PYTHON, "ruff", "check", "--output-format=concise", "."),
    "ruff (format)": (*PYTHON, "ruff", "format", "--check", "--quiet", "--output-format=concise", "."),
    "import-linter": (LINT_IMPORTS,),
    "mypy --strict": (*PYTHON, "mypy"),
    "codebook": (*PYTHON, "visits", "codebook", "--check"),
    "table schema": (*PYTHON, "visits", "describe", "--check"),
    "shipped records": (*PYTHON, "dashboard", "check", "seeds"),
}
"""Checks beside the tests: name -> command. What they say is shown when they fail."""

PYTEST_TESTS_FAILED = 1
"""The exit status of pytest for a failed test, and of pytest-cov for too little coverage."""

NO_BROWSER = (
    "NO CHROMIUM COULD BE FOUND OR FETCHED: THE BROWSER TESTS DID NOT RUN. "
    f"Install one, or name it in {chromium.VARIABLE}."
)


@dataclass
class Tally:
    """What was counted: tests and checks together."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def line(self, seconds: float) -> str:
        """Return the closing line."""
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped} in {seconds:.0f} s"


def main() -> int:
    """Run everything; return the exit status."""
    arguments = argparse.ArgumentParser(description="Run every check and every test.")
    arguments.add_argument("--browser", choices=["auto", "required", "none"], default="auto")
    given = arguments.parse_args()
    started = time.monotonic()
    RESULTS.mkdir(exist_ok=True)
    SUMMARY.unlink(missing_ok=True)

    tally = Tally()
    failures = [name for name, command in CHECKS.items() if not check(name, command)]
    tally.failed += len(failures)
    tally.passed += len(CHECKS) - len(failures)

    browser, remark = choose_browser(given.browser)
    if given.browser == "required" and browser is None:
        failures.append("browser (required)")
        tally.failed += 1
    failures += run_tests(browser, tally)

    if remark:
        print(f"\n{remark}")
    if failures:
        print(f"\nFailed: {', '.join(failures)}")
    closing = tally.line(time.monotonic() - started)
    SUMMARY.write_text(f"{closing}\n", encoding="utf-8")
    print(closing, flush=True)
    return 1 if failures else 0


def check(name: str, command: tuple[str | Path, ...]) -> bool:
    """Run one check; print its name and, when it fails, what it said."""
    started = time.monotonic()
    try:
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
        good, said = answer.returncode == 0, answer.stdout + answer.stderr
    except OSError as error:
        good, said = False, str(error)
    print(f"      {'ok    ' if good else 'FAILED'} {name} ({time.monotonic() - started:.0f} s)", flush=True)
    if not good:
        print(said.rstrip(), flush=True)
    return good


def choose_browser(wish: str) -> tuple[Path | None, str]:
    """Return the browser to test with, if any, and what must be said about it at the end."""
    if wish == "none":
        return None, ""
    try:
        found = chromium.find() or chromium.install()
    except chromium.BrowserError as error:
        return None, f"{error}. {NO_BROWSER}"
    return found, "" if found else NO_BROWSER


def run_tests(browser: Path | None, tally: Tally) -> list[str]:
    """Run pytest with coverage, add to the tally what it counted, and return the names of what failed."""
    environment = dict(os.environ)
    coverage = ("--cov", "--cov-report=term:skip-covered")
    command = [*PYTHON, "pytest", *coverage, "--continue-on-collection-errors", f"--junitxml={JUNIT}"]
    if browser is None:
        command += ["-m", "not browser"]
    else:
        environment |= {chromium.VARIABLE: str(browser), "VISIT_MAP_BROWSER_REQUIRED": "1"}
    JUNIT.unlink(missing_ok=True)
    status = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    failed = count_tests(tally)
    if failed:
        return [f"{failed} of the tests"]
    if status != 0:
        # Every test passed and pytest is not content: too little code was run, or it could not start.
        tally.failed += 1
        started = status == PYTEST_TESTS_FAILED and tally.passed > len(CHECKS)
        return ["coverage below the bound" if started else f"pytest (status {status})"]
    return []


def count_tests(tally: Tally) -> int:
    """Add pytest's own counts to the tally and return how many tests failed."""
    if not JUNIT.exists():
        return 0
    suites = ET.parse(JUNIT).getroot().iter("testsuite")  # noqa: S314 (the file that pytest wrote a moment ago)
    tests = failed = skipped = 0
    for suite in suites:
        tests += int(suite.get("tests", 0))
        failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
    tally.passed += max(tests - failed - skipped, 0)
    tally.failed += failed
    tally.skipped += skipped
    return failed


if __name__ == "__main__":
    sys.exit(main())
