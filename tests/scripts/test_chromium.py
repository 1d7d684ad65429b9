"""A browser counts only when it renders a page; the one that is named counts alone."""

import os
from pathlib import Path

import pytest

from scripts import chromium

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")

RENDERS = "#!/bin/sh\necho '<html><p>visit-map</p></html>'\n"
STUB = "#!/bin/sh\necho 'Command requires the chromium snap to be installed.' >&2\nexit 1\n"


def program(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty machine: `bin` on the search path, `home` as the home."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}/bin")
    monkeypatch.setattr(chromium, "NAMES", ("vm-chromium", "vm-chrome"))
    monkeypatch.setattr(chromium, "APPLICATIONS", ("/Applications/Chromium.app/Contents/MacOS/Chromium",))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for variable in (chromium.VARIABLE, "PLAYWRIGHT_BROWSERS_PATH", "PROGRAMFILES", "LOCALAPPDATA"):
        monkeypatch.delenv(variable, raising=False)
    return tmp_path


@pytest.mark.usefixtures("machine")
def test_nothing_there() -> None:
    assert chromium.find() is None


def test_a_stub_is_passed_over(machine: Path) -> None:
    program(machine / "bin" / "vm-chromium", STUB)
    good = program(machine / "bin" / "vm-chrome", RENDERS)
    assert chromium.find() == good


def test_an_application_in_the_home(machine: Path) -> None:
    good = program(machine / "home" / "Applications/Chromium.app/Contents/MacOS/Chromium", RENDERS)
    assert chromium.find() == good


def test_the_newest_of_playwright(machine: Path) -> None:
    cache = machine / "home" / ".cache" / "ms-playwright"
    program(cache / "chromium-999" / "chrome-linux" / "chrome", RENDERS)
    newest = program(cache / "chromium-1228" / "chrome-linux" / "chrome", RENDERS)
    program(cache / "chromium-1300" / "chrome-linux" / "chrome", STUB)
    assert chromium.find() == newest


@pytest.mark.usefixtures("machine")
def test_the_folder_that_playwright_was_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    good = program(tmp_path / "kept" / "chromium_headless_shell-7" / "linux" / "headless_shell", RENDERS)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "kept"))
    assert chromium.find() == good


def test_the_named_browser_counts_alone(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(machine / "bin" / "vm-chrome", RENDERS)
    named = program(machine / "other", RENDERS)
    monkeypatch.setenv(chromium.VARIABLE, str(named))
    assert chromium.find() == named
    monkeypatch.setenv(chromium.VARIABLE, str(program(machine / "other", STUB)))
    with pytest.raises(chromium.BrowserError, match="does not start"):
        chromium.find()
    monkeypatch.setenv(chromium.VARIABLE, str(machine / "missing"))
    with pytest.raises(chromium.BrowserError, match="missing"):
        chromium.find()


def test_a_failed_fetch_says_its_telling_line(machine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = program(
        machine / "fetch", "#!/bin/sh\necho first\necho 'Error: no such host'\necho at line 3\nexit 4\n"
    )
    assert not chromium.attempt([str(script)], 20)
    assert capsys.readouterr().out == "      fetch: Error: no such host\n"


def test_a_fetch_that_hangs_is_ended(machine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = program(machine / "hang", "#!/bin/sh\n/bin/sleep 60\n")
    assert not chromium.attempt([str(script)], 1)
    assert "not ready after 1 s" in capsys.readouterr().out
