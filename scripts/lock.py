"""Pin every package that pyproject.toml needs, with hashes, for every system and Python at once.

    python scripts/lock.py            pin what changed in pyproject.toml, keep the other pins
    python scripts/lock.py --upgrade  take the newest version that pyproject.toml allows

Writes requirements/test.txt (everything) and requirements/run.txt (its part that the dashboard needs, at the
same versions). uv does the resolving; it is fetched into a throw-away environment, because nobody else needs
it, and takes its index from its own settings (UV_DEFAULT_INDEX, or its configuration file). No index is
written down.
Runs under Python 3.11 or newer, standard library only.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = "uv==0.13.9"
OLDEST_PYTHON = "3.11"
OPTIONS = (
    "--universal",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-annotate",
    "--quiet",
    "--custom-compile-command=make lock",
    f"--python-version={OLDEST_PYTHON}",
)


def main() -> int:
    """Write both lock files."""
    arguments = argparse.ArgumentParser(description="Pin the packages that pyproject.toml needs.")
    arguments.add_argument("--upgrade", action="store_true", help="take the newest allowed versions")
    given = arguments.parse_args()
    upgrade = ["--upgrade"] if given.upgrade else []
    with tempfile.TemporaryDirectory(prefix="visit-map-lock-") as folder:
        uv = fetch_uv(Path(folder))
        # The larger set decides, the smaller one follows it: so the two can never name different versions.
        compile_lock(uv, "requirements/test.txt", "--group=build", "--group=places", "--group=test", *upgrade)
        follow = ("--constraint=requirements/test.txt", "--upgrade")
        compile_lock(uv, "requirements/run.txt", "--group=build", *follow)
    return 0


def fetch_uv(folder: Path) -> Path:
    """Install uv into a folder and return its program."""
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([programs / "python", "-m", "pip", "install", "--quiet", UV], check=True)
    return programs / "uv"


def compile_lock(uv: Path, target: str, *options: str) -> None:
    """Write one lock file from pyproject.toml."""
    command = [str(uv), "pip", "compile", "pyproject.toml", *OPTIONS, *options, f"--output-file={target}"]
    subprocess.run(command, cwd=ROOT, check=True)
    pins = sum("==" in line for line in (ROOT / target).read_text(encoding="utf-8").splitlines())
    print(f"{target}: {pins} packages", flush=True)


if __name__ == "__main__":
    sys.exit(main())
