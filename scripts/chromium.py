"""Find a Chromium (or Chrome) for the browser tests, or install one.

    python scripts/chromium.py            print its path; exit status 1 when there is none
    python scripts/chromium.py --install  fetch one first when there is none

Looked for in this order: the environment variable VISIT_MAP_BROWSER, the programs on the search path, the
usual places of macOS and Windows, Playwright's own folder. A candidate counts only when it renders a page.
Installing tries Playwright's Chromium, then, as root on Debian or Ubuntu, the system's package.
Standard library only.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

VARIABLE = "VISIT_MAP_BROWSER"
"""Environment variable with the path of the browser to use; nothing else is looked for when it is set."""

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Flags for every headless start: no GPU or sandbox (containers have neither), no talk with the outside."""

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
PLAYWRIGHT_FILES = ("chrome", "Chromium", "Google Chrome for Testing", "chrome.exe", "headless_shell")

START_SECONDS = 60
DOWNLOAD_SECONDS = 240
PACKAGE_SECONDS = 420


class BrowserError(Exception):
    """Raised when VISIT_MAP_BROWSER names something that is no working browser."""


def find() -> Path | None:
    """Return the first Chromium that starts, or None.

    Raises:
        BrowserError: VISIT_MAP_BROWSER is set but its browser does not start.
    """
    named = os.environ.get(VARIABLE)
    if named:
        path = shutil.which(named)
        if path is None or not starts(Path(path)):
            raise BrowserError(f"{VARIABLE}={named} does not start; correct or unset it")
        return Path(path)
    return next((path for path in candidates() if starts(path)), None)


def candidates() -> Iterator[Path]:
    """Yield every file that might be a Chromium on this machine, the most likely first."""
    for name in NAMES:
        path = shutil.which(name)
        if path:
            yield Path(path)
    for home in ("", str(Path.home())):
        yield from existing(Path(home + application) for application in APPLICATIONS)
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if variable in os.environ:
            yield from existing(Path(os.environ[variable]) / file for file in WINDOWS)
    yield from of_playwright()


def existing(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the paths at which there is a file."""
    return (path for path in paths if path.is_file())


def of_playwright() -> Iterator[Path]:
    """Yield the Chromium builds that Playwright keeps, the newest first."""
    folders = [Path.home() / ".cache" / "ms-playwright", Path.home() / "Library" / "Caches" / "ms-playwright"]
    if "LOCALAPPDATA" in os.environ:
        folders.append(Path(os.environ["LOCALAPPDATA"]) / "ms-playwright")
    if os.environ.get("PLAYWRIGHT_BROWSERS_PATH"):
        folders.insert(0, Path(os.environ["PLAYWRIGHT_BROWSERS_PATH"]))
    for folder in folders:
        # A build's folder ends in its number: chromium-1228, chromium_headless_shell-1228.
        numbered = [build for build in folder.glob("chromium*-*") if build.name.rpartition("-")[2].isdigit()]
        builds = sorted(numbered, key=lambda build: int(build.name.rpartition("-")[2]), reverse=True)
        for build in builds:
            for file in PLAYWRIGHT_FILES:
                yield from (path for path in build.rglob(file) if path.is_file() and os.access(path, os.X_OK))


def starts(path: Path) -> bool:
    """Tell whether this program renders a page (a stub or a half-installed browser does not)."""
    with tempfile.TemporaryDirectory(prefix="visit-map-", ignore_cleanup_errors=True) as profile:
        command = [
            str(path),
            *FLAGS,
            f"--user-data-dir={profile}",
            "--dump-dom",
            "data:text/html,<p>visit-map",
        ]
        try:
            answer = subprocess.run(command, capture_output=True, timeout=START_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return False
    return b"visit-map" in answer.stdout


def install() -> Path | None:
    """Fetch a Chromium, Playwright's or else the system's package, and return it; None when neither came."""
    print("No Chromium here: fetching Playwright's (about 150 MB)", flush=True)
    if attempt([sys.executable, "-m", "playwright", "install", "chromium"], DOWNLOAD_SECONDS):
        found = find()
        if found:
            return found
        print("Playwright's Chromium does not start here (the system lacks libraries)", flush=True)
    if not may_use_apt():
        return None
    print("Installing the system's package chromium", flush=True)
    if attempt(["apt-get", "update"], PACKAGE_SECONDS) and attempt(
        ["apt-get", "install", "-y", "--no-install-recommends", "chromium"], PACKAGE_SECONDS
    ):
        return find()
    return None


def may_use_apt() -> bool:
    """Tell whether packages of a Debian or Ubuntu may be installed without asking for a password."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def attempt(command: list[str], seconds: int) -> bool:
    """Run a command within a time limit; when it fails say so in one line and return False."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    shown = " ".join([Path(command[0]).name, *command[1:4]])
    try:
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
        )
    except OSError as error:
        print(f"      {command[0]}: {error.strerror}", flush=True)
        return False
    try:
        output, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        end(process)
        print(f"      {shown}: not ready after {seconds} s", flush=True)
        return False
    if process.returncode != 0:
        lines = output.decode("utf-8", "replace").strip().splitlines() or [f"exit {process.returncode}"]
        telling = next((line for line in lines if "error" in line.lower()), lines[-1])
        print(f"      {shown}: {telling.strip()}", flush=True)
    return process.returncode == 0


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started in a session of its own, with the downloads it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def main() -> int:
    """Print the path of a working Chromium."""
    arguments = argparse.ArgumentParser(description="Find a Chromium for the browser tests.")
    arguments.add_argument("--install", action="store_true", help="fetch one when there is none")
    given = arguments.parse_args()
    try:
        found = find() or (install() if given.install else None)
    except BrowserError as error:
        print(error, file=sys.stderr)
        return 1
    print(found or "no Chromium found")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
