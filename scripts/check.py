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
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts import chromium  # noqa: E402 (a script's own folder, not the root, is on the path)

RESULTS = ROOT / "test-results"
SUMMARY = RESULTS / "summary.txt"
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
    places = start_places()
    failures = [name for name, command in CHECKS.items() if not check(name, command)]
    tally.failed += len(failures)
    tally.passed += len(CHECKS) - len(failures)

    browser, remark = choose_browser(given.browser)
    if given.browser == "required" and browser is None:
        failures.append("browser (required)")
        tally.failed += 1
    failures += run_tests(browser, tally)
    failures += end_places(places, tally)

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


def start_places() -> subprocess.Popen[bytes]:
    """Start to build the gazetteer's data anew: a minute's work, beside all that follows."""
    said = (RESULTS / "place-data.txt").open("wb")
    return subprocess.Popen(
        [sys.executable, "scripts/places.py", "check"], cwd=ROOT, stdout=said, stderr=said
    )


def end_places(running: subprocess.Popen[bytes], tally: Tally) -> list[str]:
    """Wait for the data; return what failed, in words."""
    good = running.wait() == 0
    print(f"      {'ok    ' if good else 'FAILED'} place data is what its sources give", flush=True)
    if good:
        tally.passed += 1
        return []
    print((RESULTS / "place-data.txt").read_text(encoding="utf-8", errors="replace").rstrip(), flush=True)
    tally.failed += 1
    return ["place data"]


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
    """Run pytest, add to the tally what it counted, and return the names of what failed.

    The browser tests run beside the others: they mostly wait for the browser. Theirs is told when both are done.
    """
    tests = Lane("tests", ("-m", "not browser", "--cov", "--cov-report=term:skip-covered"))
    if browser is None:
        return tests.count(tally, tests.start().wait())
    environment = {chromium.VARIABLE: str(browser), "VISIT_MAP_BROWSER_REQUIRED": "1"}
    shown = Lane("browser tests", ("-m", "browser"), environment)
    told = RESULTS / "browser-tests.txt"
    with told.open("wb") as output:
        beside = shown.start(output)
        try:
            status = tests.start().wait()
            print("      the browser tests:", flush=True)
            beside.wait()
        finally:
            beside.kill()  # does nothing when it has ended
    print(told.read_text(encoding="utf-8", errors="replace"), flush=True)
    return tests.count(tally, status) + shown.count(tally, beside.returncode)


@dataclass(frozen=True)
class Lane:
    """One run of pytest over a part of the tests."""

    name: str
    options: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def report(self) -> Path:
        """The file in which pytest counts."""
        return RESULTS / f"{self.name.replace(' ', '-')}.xml"

    def start(self, output: IO[bytes] | None = None) -> subprocess.Popen[bytes]:
        """Start pytest; what it says goes to the terminal, or to `output`."""
        self.report.unlink(missing_ok=True)
        command = [*PYTHON, "pytest", "--continue-on-collection-errors", f"--junitxml={self.report}"]
        return subprocess.Popen(
            [*command, *self.options],
            cwd=ROOT,
            env=os.environ | self.environment,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
        )

    def count(self, tally: Tally, status: int) -> list[str]:
        """Add pytest's own counts to the tally and return what failed, in words."""
        tests, failed, skipped = self.read()
        tally.passed += tests - failed - skipped
        tally.failed += failed
        tally.skipped += skipped
        if failed:
            return [f"{failed} of the {self.name}"]
        if status == 0:
            return []
        # Every test passed and pytest is not content: too little code was run, or it could not start.
        tally.failed += 1
        too_little = status == PYTEST_TESTS_FAILED and tests > 0
        return [
            "coverage below the bound" if too_little else f"pytest over the {self.name} (status {status})"
        ]

    def read(self) -> tuple[int, int, int]:
        """Return how many tests there were, how many failed, how many were skipped."""
        if not self.report.exists():
            return 0, 0, 0
        suites = list(ET.parse(self.report).getroot().iter("testsuite"))  # noqa: S314 (pytest wrote it just now)
        tests, failures, errors, skipped = (
            sum(int(suite.get(count, 0)) for suite in suites)
            for count in ("tests", "failures", "errors", "skipped")
        )
        # A test that fails and then fails again while it clears up is two entries and may be one test.
        return max(tests, failures + errors + skipped), failures + errors, skipped


if __name__ == "__main__":
    sys.exit(main())
