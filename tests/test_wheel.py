"""One wheel holds the three rooms and the seeds, and works from any folder."""

import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ("gazetteer", "visits", "dashboard", "seeds")
LEFT_OUT = ("gazetteer/build/", "gazetteer/sources/", "gazetteer/places/")
"""What gazetteer/data is built from."""
MOST_PLACE_DATA = 12_000_000
"""Bytes of gazetteer/data: the promise of a small install."""

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("hatchling") is None, reason="hatchling is not installed"
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the wheel's content, as pip puts it into an environment."""
    folder = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target"]
    subprocess.run([*command, str(folder), str(wheel)], check=True)
    return folder


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python on the installed wheel in another folder than the clone."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("VISIT_MAP_")}
    environment["PYTHONPATH"] = str(installed)
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_wheel_holds_every_tracked_file_of_the_rooms(wheel: Path) -> None:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a clone: nothing tells which files belong to the project")
    listed = subprocess.run(["git", "ls-files", "-z", *SHIPPED], cwd=ROOT, capture_output=True, check=True)
    wanted = {name for name in listed.stdout.decode("utf-8").split("\0") if name and (ROOT / name).is_file()}
    wanted = {name for name in wanted if not name.startswith(LEFT_OUT)}
    with zipfile.ZipFile(wheel) as content:
        names = set(content.namelist())
    assert not {name for name in wanted if not name.endswith((".gitattributes", ".gitignore"))} - names
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == set(SHIPPED)
    assert not [name for name in names if name.endswith(".pyc") or name.startswith(LEFT_OUT)]


def test_the_place_data_is_small(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as content:
        sizes = [info.file_size for info in content.infolist() if info.filename.startswith("gazetteer/data/")]
    assert 0 < sum(sizes) <= MOST_PLACE_DATA


def test_names_are_found_from_any_folder(installed: Path, tmp_path: Path) -> None:
    answer = run(installed, tmp_path, "-m", "gazetteer", "look", "谅山")
    assert answer.returncode == 0, answer.stderr
    assert "gn:1576633" in answer.stdout


def test_the_wheel_holds_the_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as content:
        names = {name.rpartition("/")[2] for name in content.namelist() if "/licenses/" in name}
    assert names == {"LICENSE", "DATA-LICENSES.md"}


def test_the_installed_rooms_are_used(installed: Path, tmp_path: Path) -> None:
    code = "import visits, gazetteer, dashboard; print(*(m.__file__ for m in (visits, gazetteer, dashboard)))"
    answer = run(installed, tmp_path, "-c", code)
    assert answer.returncode == 0, answer.stderr
    assert all(Path(file).is_relative_to(installed) for file in answer.stdout.split())


def test_the_shipped_records_are_sound(installed: Path, tmp_path: Path) -> None:
    answer = run(installed, tmp_path, "-m", "dashboard", "check", str(installed / "seeds"))
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_export_of_the_shipped_records(installed: Path, tmp_path: Path) -> None:
    answer = run(installed, tmp_path, "-m", "dashboard", "export", "--format", "csv", "-o", "events.csv")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    text = (tmp_path / "events.csv").read_text(encoding="utf-8")
    assert text.startswith("event_id,date_edtf,date_earliest,date_latest,")
    assert "gn:1816670" in text


def test_the_command_is_there(installed: Path, tmp_path: Path) -> None:
    command = installed / ("Scripts/visit-map.exe" if os.name == "nt" else "bin/visit-map")
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    answer = subprocess.run(
        [command, "--help"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    for verb in ("serve", "check", "export"):
        assert verb in answer.stdout
