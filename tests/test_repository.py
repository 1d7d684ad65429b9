"""What holds for every tracked file: no foreign addresses, sound text, licences, links, pins."""

import csv
import io
import re
import shutil
import subprocess
import tomllib
import unicodedata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LARGEST = 3_000_000
"""Bytes; a repository of small files is quick to fetch and to review."""

TEXT = {
    ".py",
    ".js",
    ".css",
    ".html",
    ".md",
    ".txt",
    ".toml",
    ".json",
    ".csv",
    ".po",
    ".cff",
    ".svg",
    ".yml",
    "",
}
PROSE_AND_DATA = {".md", ".csv", ".json", ".po"}
BORROWED = ("dashboard/static/vendor/", "dashboard/static/fonts/")
"""Shipped byte for byte as published."""

# Written so that this file does not match itself.
FOREIGN = re.compile(
    r"pythonhost[e]d|\bpyp[i]\.org|npmj[s]\.|debia[n]\.org|cdn\.playwrigh[t]"
    r"|[/](work|farm|root|home|Users|tmp)[/]|[/]opt[/](pypi|wheels)"
)
"""Package indexes and folders of one machine: the user's own settings decide where packages come from."""


def tracked() -> list[str]:
    """Return the files that git knows, as paths from the root; skip where there is no git or no clone."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a clone: nothing tells which files belong to the project")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [name for name in listed.stdout.decode("utf-8").split("\0") if name and (ROOT / name).is_file()]


def own_text() -> list[tuple[str, bytes]]:
    """Return the project's own text files with their bytes."""
    return [
        (name, (ROOT / name).read_bytes())
        for name in tracked()
        if Path(name).suffix in TEXT and not name.startswith(BORROWED)
    ]


def settings() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pins(name: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Return what a lock file pins: name -> (version with its marker, hashes)."""
    found = {}
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            requirement, *hashes = line.split("--hash=")
            package, _, version = requirement.partition("==")
            found[canonicalize_name(package.strip())] = (version.strip(), frozenset(map(str.strip, hashes)))
    return found


def test_no_package_index_and_no_folder_of_one_machine() -> None:
    found = [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, content in own_text()
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), start=1)
        if FOREIGN.search(line)
    ]
    assert not found, "\n".join(found)


def test_text_files_are_utf8_with_unix_lines() -> None:
    for name, content in own_text():
        content.decode("utf-8")
        assert not content.startswith(b"\xef\xbb\xbf"), f"{name} begins with a byte order mark"
        assert b"\r" not in content, f"{name} has Windows line ends"
        assert not content or content.endswith(b"\n"), f"{name} does not end with a line end"


def test_prose_and_data_are_composed_unicode() -> None:
    for name, content in own_text():
        if Path(name).suffix in PROSE_AND_DATA and not name.startswith("tests/"):
            text = content.decode("utf-8")
            assert unicodedata.is_normalized("NFC", text), f"{name} holds decomposed letters"


def test_every_table_has_one_width_and_a_header() -> None:
    tables = [(name, content) for name, content in own_text() if name.endswith(".csv")]
    assert any(name.startswith("seeds/") for name, _ in tables)
    for name, content in tables:
        if name.startswith("tests/"):
            continue
        rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))
        assert len(rows) > 1, f"{name} has no rows"
        assert len(set(rows[0])) == len(rows[0]), f"{name} names a column twice"
        widths = {len(row) for row in rows}
        assert widths == {len(rows[0])}, f"{name} has rows of {sorted(widths)} cells"


def test_no_large_file() -> None:
    large = [name for name in tracked() if (ROOT / name).stat().st_size > LARGEST]
    assert not large


def test_the_licence_is_there() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert licence.startswith("MIT License\n\nCopyright (c) 2026 Visit Map contributors\n")
    assert settings()["project"]["license"] == "MIT"  # type: ignore[index]


def slug(heading: str) -> str:
    """Return the anchor that a Markdown page gives to a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def test_links_in_the_documents_lead_somewhere() -> None:
    broken = []
    for name in tracked():
        if not name.endswith(".md") or name.startswith(BORROWED):
            continue
        text = (ROOT / name).read_text(encoding="utf-8")
        prose = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
        for target in re.findall(r"!?\[[^\]]*\]\(<?([^)>\s]+)>?(?:\s+\"[^\"]*\")?\)", prose):
            if re.match(r"[a-z]+:", target):
                continue
            path, _, anchor = target.partition("#")
            file = (ROOT / name).parent / path if path else ROOT / name
            if not file.exists():
                broken.append(f"{name} -> {target}")
            elif anchor and file.suffix == ".md":
                headings = re.findall(r"^#+ +(.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
                if anchor not in map(slug, headings):
                    broken.append(f"{name} -> {target}")
    assert not broken, "\n".join(broken)


def test_one_version() -> None:
    version = settings()["project"]["version"]  # type: ignore[index]
    cited = re.search(r"^version: (.+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)
    assert cited
    assert cited.group(1) == version
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[(.+?)\]", changes, re.MULTILINE)
    assert newest
    assert newest.group(1) in {"Unreleased", version}


def test_pins_name_no_index_and_hash_everything() -> None:
    for name in ("run.txt", "test.txt"):
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert not re.search(r"^\s*(-i|--index|--extra-index|--find-links|-f)\b", text, re.MULTILINE)
        for package, (version, hashes) in pins(name).items():
            assert re.match(r"\d[\w.!+]*( ;.*)?$", version), f"{package} is not pinned to one version"
            assert hashes, f"{package} has no hash"
            assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes)


def test_the_tests_run_on_what_the_dashboard_runs_on() -> None:
    run, test = pins("run.txt"), pins("test.txt")
    assert {name: test.get(name) for name in run} == run
    assert len(test) > len(run)


def test_pins_are_those_that_the_project_asks_for() -> None:
    project = settings()
    groups = project["dependency-groups"]  # type: ignore[index]
    asked = {"run.txt": [*project["project"]["dependencies"], *groups["build"]]}  # type: ignore[index]
    asked["test.txt"] = [*asked["run.txt"], *groups["test"]]
    for name, requirements in asked.items():
        pinned = pins(name)
        for requirement in map(Requirement, requirements):
            version = pinned[canonicalize_name(requirement.name)][0].partition(" ;")[0]
            assert requirement.specifier.contains(version), f"{requirement} is pinned to {version}: make lock"
    builder = project["build-system"]["requires"]  # type: ignore[index]
    assert builder == groups["build"], "the wheel is built by what is pinned"
