"""Build the gazetteer's data from the pinned sources, or prove that it is what they give.

    python scripts/places.py build    fetch what is missing and write gazetteer/data
    python scripts/places.py check    fetch what is missing, build apart and compare: exit status 2 for a difference

The wheels of requirements/places.txt go to .sources/ and are read there, never installed; each must have its hash.
Nothing is asked of the network when they are all there. Runs in the environment that scripts/environment.py made for
`test`.
"""

import argparse
import hashlib
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / "requirements" / "places.txt"
SOURCES = ROOT / ".sources"


def main() -> int:
    """Fetch, then build or check; the exit status."""
    arguments = argparse.ArgumentParser(description="Build the gazetteer's data from the pinned sources.")
    arguments.add_argument("what", choices=["build", "check"])
    given = arguments.parse_args()
    if not fetched() and not fetch():
        print(
            "the sources of the places could not be fetched; does pip reach a package index?", file=sys.stderr
        )
        return 2
    command = [sys.executable, "-m", "gazetteer", "build", *(["--check"] if given.what == "check" else [])]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def wanted() -> dict[str, str]:
    """Return the SHA-256 of each wheel under the beginning of its file name, such as ``cpca-0.5.5``."""
    pins = PINS.read_text(encoding="utf-8")
    found = re.findall(r"^([\w-]+)==(\S+) --hash=sha256:([0-9a-f]{64})$", pins, re.MULTILINE)
    return {f"{name}-{version}": digest for name, version, digest in found}


def fetched() -> bool:
    """Tell whether every wheel is there and whole."""
    return all(
        any(hashlib.sha256(path.read_bytes()).hexdigest() == digest for path in SOURCES.glob(f"{name}-*.whl"))
        for name, digest in wanted().items()
    )


def fetch() -> bool:
    """Download the wheels with pip, which checks their hashes; False when it could not."""
    SOURCES.mkdir(exist_ok=True)
    for path in SOURCES.glob("*.whl"):
        path.unlink()
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--only-binary=:all:", "--require-hashes", "--requirement", str(PINS), "--dest", str(SOURCES)]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
