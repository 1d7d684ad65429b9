"""Make .venv and put the pinned, hashed packages and the visit-map command into it.

    python scripts/environment.py run     what the dashboard needs
    python scripts/environment.py test    that, and what the checks need

Plain venv and pip, with the user's own pip configuration; nothing is asked of the network when the pins have
not changed since the last time. Runs under the interpreter that shall make the environment (Python 3.11 or
newer, standard library only). Exit status 0 when it is ready, 1 with one line on stderr when it is not.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOG = ENVIRONMENT / "install.log"
LOCKS = {"run": ROOT / "requirements" / "run.txt", "test": ROOT / "requirements" / "test.txt"}
"""What is installed for which purpose. The packages of `test` include those of `run` at the same versions."""

PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input")


class SetupError(Exception):
    """Raised when the environment cannot be made; the message is the one line that the user reads."""


def main() -> int:
    """Bring .venv up to date and say each step."""
    arguments = argparse.ArgumentParser(description="Make .venv with the pinned packages.")
    arguments.add_argument("purpose", choices=LOCKS)
    arguments.add_argument("--steps", type=int, default=2, help="how many steps the whole command has")
    given = arguments.parse_args()
    try:
        prepare(given.purpose, steps=given.steps)
    except SetupError as error:
        print(f"Stopped: {error}", file=sys.stderr)
        return 1
    return 0


def prepare(purpose: str, *, steps: int = 2) -> None:
    """Make or reuse .venv for `purpose` ("run" or "test").

    Raises:
        SetupError: venv or pip did not do its part.
    """
    version = ".".join(map(str, sys.version_info[:3]))
    if usable():
        print(f"[1/{steps}] Using .venv", flush=True)
    else:
        print(f"[1/{steps}] Making .venv with Python {version}", flush=True)
        make()
    if stamped(purpose):
        print(f"[2/{steps}] The pinned packages are in place", flush=True)
        return
    print(f"[2/{steps}] Installing the pinned packages (a minute or two the first time)", flush=True)
    LOG.unlink(missing_ok=True)
    # The lock file is complete, so pip need not resolve; every file must have a hash that is listed.
    aim = "install the pinned packages; does your pip configuration reach a package index?"
    pip(aim, "install", "--no-deps", "--require-hashes", "--requirement", str(LOCKS[purpose]))
    # The project itself: the build tool is among the pinned packages, so nothing is fetched for it.
    aim = "put the visit-map command in place"
    pip(aim, "install", "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT))
    stamp(purpose).write_text(fingerprint(purpose), encoding="ascii")


def usable() -> bool:
    """Tell whether .venv is whole and of a Python that fits (the one asked for, if any)."""
    settings = ENVIRONMENT / "pyvenv.cfg"
    if not (PYTHON.exists() and settings.exists()):  # a link to a Python that is gone does not "exist"
        return False
    found = re.search(r"^version\w* *= *(\d+)\.(\d+)", settings.read_text(encoding="utf-8"), re.MULTILINE)
    version = tuple(map(int, found.groups())) if found else (0, 0)
    fits = version == sys.version_info[:2] if os.environ.get("PYTHON") else version >= (3, 11)
    return fits and (any(map(stamped, LOCKS)) or has_pip())


def has_pip() -> bool:
    """Tell whether .venv starts and can install (one whose making was broken off cannot)."""
    answer = subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False)
    return answer.returncode == 0


def make() -> None:
    """Make an empty .venv with pip; an older one of ours is replaced, anything else is left alone."""
    if ENVIRONMENT.exists():
        if not (ENVIRONMENT / "pyvenv.cfg").exists() and any(ENVIRONMENT.iterdir()):
            raise SetupError(".venv is there but is no virtual environment; move it away and try again")
        shutil.rmtree(ENVIRONMENT)
    try:
        venv.create(ENVIRONMENT, with_pip=True, symlinks=os.name != "nt")
    except (OSError, subprocess.CalledProcessError) as error:
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        raise SetupError(f"Python's venv module could not make .venv ({error})") from error


def stamp(purpose: str) -> Path:
    """Return the file that remembers what was installed for `purpose`."""
    return ENVIRONMENT / f"installed-{purpose}"


def stamped(purpose: str) -> bool:
    """Tell whether what `purpose` needs was installed from the pins as they are now."""
    return any(
        stamp(done).exists() and stamp(done).read_text(encoding="ascii") == fingerprint(done)
        for done in ({"run", "test"} if purpose == "run" else {"test"})
    )


def fingerprint(purpose: str) -> str:
    """Return a hash of everything that decides what pip installs for `purpose`."""
    digest = hashlib.sha256()
    for path in (LOCKS[purpose], ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    # The console script and the editable install hold the folder's address: a moved clone installs again.
    digest.update(str(ROOT).encode())
    return digest.hexdigest()


def pip(aim: str, *arguments: str) -> None:
    """Run pip in .venv, keep its whole output in a log, and count the packages on one line.

    Raises:
        SetupError: pip failed; its last lines are shown first.
    """
    live = sys.stdout.isatty()
    count = 0
    with (
        LOG.open("a", encoding="utf-8") as log,
        subprocess.Popen(
            [PYTHON, *PIP, *arguments],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as process,
    ):
        assert process.stdout is not None
        for line in process.stdout:
            log.write(line)
            if line.startswith(("Collecting ", "Processing ")):  # the second: a file of this machine
                count += 1
                name = Path(line.split()[1]).name.partition("==")[0]
                if live:
                    print(f"\r      {count:3d}  {name:50.50s}", end="", flush=True)
            elif line.startswith("Installing collected packages") and count > 1:
                start = "\r" if live else ""
                print(f"{start}      {count} packages are here; unpacking them{'':25s}", flush=True)
    if process.returncode != 0:
        tail = LOG.read_text(encoding="utf-8").splitlines()[-12:]
        print("\n".join(["", *(f"      {line}" for line in tail)]), file=sys.stderr)
        raise SetupError(f"pip could not {aim} (all that it said: {LOG.relative_to(ROOT)})")


if __name__ == "__main__":
    sys.exit(main())
