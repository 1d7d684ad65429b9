""".venv is made once for one set of pins, and a foreign folder is left alone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import environment

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with pins and project, where nothing is installed."""
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    locks = {}
    for purpose in ("run", "test"):
        locks[purpose] = tmp_path / f"{purpose}.txt"
        locks[purpose].write_text(f"{purpose}==1\n", encoding="utf-8")
    home = tmp_path / ".venv"
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "LOCKS", locks)
    monkeypatch.setattr(environment, "ENVIRONMENT", home)
    monkeypatch.setattr(environment, "PYTHON", home / "bin" / "python")
    monkeypatch.delenv("PYTHON", raising=False)
    return tmp_path


def pretend_installed(clone: Path, purpose: str, version: str = "3.11.7") -> None:
    (clone / ".venv" / "bin").mkdir(parents=True, exist_ok=True)
    (clone / ".venv" / "bin" / "python").touch()
    (clone / ".venv" / "pyvenv.cfg").write_text(f"home = x\nversion = {version}\n", encoding="utf-8")
    environment.stamp(purpose).write_text(environment.fingerprint(purpose), encoding="ascii")


def test_what_the_tests_need_is_enough_to_run(clone: Path) -> None:
    pretend_installed(clone, "test")
    assert environment.stamped("test")
    assert environment.stamped("run")


def test_what_the_dashboard_needs_is_not_enough_to_test(clone: Path) -> None:
    pretend_installed(clone, "run")
    assert environment.stamped("run")
    assert not environment.stamped("test")


@pytest.mark.parametrize("file", ["run.txt", "pyproject.toml"])
def test_changed_pins_are_installed_again(clone: Path, file: str) -> None:
    pretend_installed(clone, "run")
    (clone / file).write_text("changed\n", encoding="utf-8")
    assert not environment.stamped("run")


@pytest.mark.parametrize(("version", "usable"), [("3.10.13", False), ("3.11.0", True), ("3.13.0", True)])
def test_only_a_python_that_fits_is_used_again(clone: Path, version: str, usable: bool) -> None:
    pretend_installed(clone, "run", version)
    assert environment.usable() is usable


def test_another_python_is_made_when_asked_for(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend_installed(clone, "run", "3.99.0")
    assert environment.usable()
    monkeypatch.setenv("PYTHON", sys.executable)
    assert not environment.usable()


@pytest.mark.usefixtures("clone")
def test_nothing_there_is_not_usable() -> None:
    assert not environment.usable()


def test_a_folder_of_someone_else_is_left_alone(clone: Path) -> None:
    (clone / ".venv").mkdir()
    (clone / ".venv" / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(environment.SetupError, match="move it away"):
        environment.make()
    assert (clone / ".venv" / "letter.txt").exists()


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("venv 3.12", "its venv module"),
        ("old 3.9", "is 3.9"),
        ("", "does not start"),
    ],
)
def test_one_line_says_what_is_missing(tmp_path: Path, answers: str, said: str) -> None:
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\necho '{answers}'\n", encoding="utf-8")
    python.chmod(0o755)
    command = ["/bin/sh", str(ROOT / "scripts" / "with-python"), "-c", "pass"]
    environment_ = {**os.environ, "PYTHON": str(python)}
    answer = subprocess.run(command, env=environment_, capture_output=True, text=True, check=False)
    assert answer.returncode == 3
    assert answer.stderr.startswith("Missing: ")
    assert answer.stderr.count("\n") == 1
    assert said in answer.stderr


@pytest.mark.skipif(os.name == "nt", reason="sh is not part of Windows")
def test_a_python_that_fits_runs_the_script() -> None:
    command = ["/bin/sh", str(ROOT / "scripts" / "with-python"), "-c", "print('here')"]
    # The base interpreter: it has venv and ensurepip wherever this environment could be made.
    environment_ = {**os.environ, "PYTHON": sys.executable}
    answer = subprocess.run(command, env=environment_, capture_output=True, text=True, check=False)
    assert answer.stdout == "here\n"
