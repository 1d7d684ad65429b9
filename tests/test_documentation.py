"""The documents are true: their Python runs, their commands work, their numbers and file names hold.

A command that a document shows and that nobody here knows how to try is a failure, so that none goes untried.
"""

import ast
import contextlib
import io
import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

from dashboard import cli, records_source
from dashboard.basemap import build as basemap_command
from dashboard.text import __main__ as text_command
from gazetteer import __main__ as gazetteer_command
from visits import __main__ as visits_command
from visits import load
from visits.dates import parse_edtf

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "docs/*.md", "seeds/*.md", "dashboard/static/**/*.md")
    for path in ROOT.glob(pattern)
)
ELSEWHERE = {"docs/typefaces.md"}
"""Documents whose Python ran once with packages that this project does not use: it is only compiled."""

HEADS = ("make", "visit-map", "python", "py", "pytest", "ruff", "mypy", "streamlit", "pip", "uvicorn", "git")
"""Programs whose command lines are tried."""


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def fenced(text):
    """Yield the language and the content of each fenced block."""
    for found in re.finditer(r"^( *)```(\w*)\n(.*?)^\1```", text, flags=re.MULTILINE | re.DOTALL):
        yield found[2], found[3]


def without_fences(text):
    return re.sub(r"^( *)```.*?^\1```", "", text, flags=re.MULTILINE | re.DOTALL)


# --- Python ---

PYTHON = [
    pytest.param(name_of(path), block, id=f"{name_of(path)}-{number}")
    for path in DOCUMENTS
    for number, (lang, block) in enumerate(fenced(path.read_text(encoding="utf-8")))
    if lang in {"python", "py"}
]


def test_the_readme_has_python():
    assert any(parameter.values[0] == "README.md" for parameter in PYTHON)


@pytest.mark.parametrize(("document", "code"), PYTHON)
def test_python_in_the_documents_runs(document, code, tmp_path, monkeypatch):
    tree = compile(code, document, "exec", flags=ast.PyCF_ONLY_AST)
    if document in ELSEWHERE:
        imported = {alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import)
                    for alias in node.names}  # fmt: skip
        imported |= {node.module.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert imported - set(sys.stdlib_module_names), "it could run here: take it off the list"
        return
    monkeypatch.chdir(tmp_path)
    values = {}
    for statement in tree.body:  # one by one: an expression that gives None shows nothing to a reader
        if isinstance(statement, ast.Expr):
            value = eval(compile(ast.Expression(statement.value), document, "eval"), values)
            assert value is not None, ast.unparse(statement)
            assert not hasattr(value, "empty") or not value.empty, ast.unparse(statement)
        else:
            exec(compile(ast.Module([statement], []), document, "exec"), values)


# --- commands ---


def split(line):
    """Words of a command line without its comment; None for what is no command of ours."""
    line = re.sub(r"\s+#.*$", "", line.strip().removeprefix("$ "))
    try:
        words = shlex.split(line.replace("\\", "/"), posix=True)
    except ValueError:
        return None
    program = next((word for word in words if not re.fullmatch(r"[A-Z_]+=\S*", word)), "")
    program = re.sub(r"^\.venv/(bin|Scripts)/", "", program)
    return words if program in HEADS and len(words) > 1 else None


def commands(path):
    """Every command line that a document shows, in blocks and inside sentences."""
    text = path.read_text(encoding="utf-8")
    lines = [
        line
        for lang, block in fenced(text)
        if lang in {"", "sh", "console", "shell"}
        for line in block.splitlines()
    ]
    lines += re.findall(r"(?<!`)`([^`\n]+)`(?!`)", without_fences(text))
    lines += [
        " ".join(found.split()) for found in re.findall(r"(?<!`)`([^`]+\n[^`]+)`(?!`)", without_fences(text))
    ]
    return [line for line in dict.fromkeys(map(str.strip, lines)) if split(line)]


COMMANDS = [
    pytest.param(line, id=f"{name_of(path)}: {line}"[:90]) for path in DOCUMENTS for line in commands(path)
]


def test_the_readme_has_commands():
    shown = commands(ROOT / "README.md")
    assert any(line.startswith("make run") for line in shown)
    assert any(line.startswith("make test") for line in shown)
    assert any(line.startswith(".venv/bin/visit-map export") for line in shown)
    assert any("PORT=" in line for line in shown)


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    """A folder that has what the documents speak of: packages of the reader's own, a copy of the seeds."""
    for folder in ("seeds", "my-package", "path/to/package"):
        shutil.copytree(ROOT / "seeds", tmp_path / folder)
    (tmp_path / "my-data").mkdir()
    shutil.copy(ROOT / "seeds" / "places.csv", tmp_path / "my-data" / "places.csv")
    catalogues = tmp_path / "catalogues"
    shutil.copytree(text_command.CATALOGUES, catalogues)
    monkeypatch.setattr(text_command, "CATALOGUES", catalogues)
    monkeypatch.delenv(records_source.DATA_VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_in_the_documents_works(line, workshop, monkeypatch, capfd):
    words = split(line)
    while re.fullmatch(r"[A-Z_]+=\S*", words[0]):
        name, _, value = words.pop(0).partition("=")
        check_variable(name, value, workshop)
        monkeypatch.setenv(name, value)
    program = re.sub(r"^\.venv/(bin|Scripts)/", "", words[0])
    TRIALS[program](words[1:])
    said = capfd.readouterr()
    assert "Traceback" not in said.err


def check_variable(name, value, workshop):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    if name == "PORT":
        assert 0 < int(value) < 65536
        assert re.search(r"^PORT \?= ", makefile, re.MULTILINE)
    elif name == "VISIT_MAP_DATA":
        assert load(workshop / value)
    else:
        assert name in makefile, f"who reads {name}?"


def try_make(words):
    """`make -n`: the target is there and its lines can be written out; nothing is done."""
    words = [word.replace("…", "1") for word in words]
    targets = [word for word in words if "=" not in word]
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)[
        1
    ].split()
    assert set(targets) <= set(phony)
    if shutil.which("make"):
        subprocess.run(["make", "-n", "-C", str(ROOT), *words], check=True, capture_output=True)


def try_visit_map(words):
    """Run it; `serve` would not come back, so its options are read only."""
    if words[0].startswith("-"):
        with pytest.raises(SystemExit) as ended:
            cli.main(words)
        assert ended.value.code == 0
    elif words[0] == "serve":
        assert cli._parser("serve").parse_args(words).run is cli._serve
    elif len(words) == 1:
        with pytest.raises(SystemExit) as ended:  # the bare name of a command: it has help
            cli.main([*words, "--help"])
        assert ended.value.code == 0
    else:
        assert cli.main(words) == 0


def try_python(words):
    """Run a module of ours, or ask a script of ours for its help."""
    if words[0].startswith("-3"):  # the launcher of Windows
        words = words[1:]
    if words[0] == "-m":
        MODULES[words[1]](words[2:])
        return
    script = ROOT / words[0]
    assert script.is_file(), words[0]
    usage = subprocess.run(
        [sys.executable, str(script), "--help"], check=True, capture_output=True, text=True, cwd=ROOT
    ).stdout
    assert all(word in usage for word in words[1:]), usage


def try_gazetteer(words):
    status = gazetteer_command.main(words)
    own = "--places" in words
    assert status == 0 or (own and status == 1), "the reader's own hall is not in our copy of the places"


def try_visits(words):
    if "--write" in words:
        words = ["--check" if word == "--write" else word for word in words]
    assert visits_command.main([*words, str(ROOT / "seeds")] if not words[2:] else words) == 0


def try_pytest(words):
    """The files are there, and the mark is one of ours."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    marks = {mark.partition(":")[0] for mark in settings["tool"]["pytest"]["ini_options"]["markers"]}
    for before, word in zip(["", *words], words, strict=False):
        if before == "-m":
            assert set(re.findall(r"\w+", word)) - {"not", "and", "or"} <= marks
        elif not word.startswith("-"):
            assert (ROOT / word.partition("::")[0]).exists(), word


def try_path(words):
    """For checkers: what they are pointed at is there."""
    for word in words:
        if not word.startswith("-") and word not in {"check", "format", "run"}:
            assert (ROOT / word).exists(), word


def try_basemap_build(words):
    """Its input, 60 MB of shapefiles, is not here: it says how it is used when it is used otherwise."""
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        assert basemap_command.main([]) != 0
    assert " ".join(words) in said.getvalue()


MODULES = {
    "gazetteer": try_gazetteer,
    "visits": try_visits,
    "dashboard": try_visit_map,
    "dashboard.cli": try_visit_map,
    "dashboard.basemap.build": try_basemap_build,
    "dashboard.text": lambda words: text_command.main(*words) == 0 or pytest.fail("no catalogue"),
    "pytest": try_pytest,
}
TRIALS = {
    "make": try_make,
    "visit-map": try_visit_map,
    "python": try_python,
    "py": try_python,
    "pytest": try_pytest,
    "ruff": try_path,
    "mypy": try_path,
    "streamlit": try_path,
}


@pytest.mark.usefixtures("workshop")
def test_what_the_readme_exports_is_not_empty(capfd):
    (line,) = (line for line in commands(ROOT / "README.md") if line.startswith(".venv/bin/visit-map export"))
    assert cli.main(split(line)[1:]) == 0
    rows = capfd.readouterr().out.splitlines()
    assert len(rows) > 3
    assert rows[0].startswith("event_id,date_edtf,")


# --- numbers ---

NUMBER_WORDS = (
    *(
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)


def number(word):
    return NUMBER_WORDS.index(word.lower()) if word.lower() in NUMBER_WORDS else int(word.replace(",", ""))


def test_the_readme_counts_the_seeds_rightly():
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    said = re.search(r"(\w+) visits, (\w+) events and (\w+) of background", readme)
    assert said, "the README says how many records there are"
    counts = load(ROOT / "seeds").counts()
    visits = len(load(ROOT / "seeds").visits)
    assert [number(word) for word in said.groups()] == [visits, counts.shown, counts.background_left_out]
    for picture in re.findall(r"!\[([^\]]*)\]", readme):
        for word in re.findall(r"(\w+) delegations", picture):
            assert number(word) == visits


def test_the_port_is_the_one_the_documents_say():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"PORT ?= {cli.DEFAULT_PORT}" in makefile
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        assert set(re.findall(r"localhost:(\d+)", text)) <= {str(cli.DEFAULT_PORT)}, name_of(document)


def test_the_python_that_the_documents_ask_for_is_the_one_that_is_required():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    least = settings["project"]["requires-python"].removeprefix(">=")
    for name in ("README.md", "CONTRIBUTING.md", "docs/windows.md"):
        assert f"Python {least}" in (ROOT / name).read_text(encoding="utf-8"), name


def test_dates_in_the_guide_are_dates():
    text = (ROOT / "docs" / "add-an-event.md").read_text(encoding="utf-8")
    dates = re.findall(r"`(\[?(?:\d{4}|XXXX)-\d\d[^`]*)`", text)
    assert len(dates) >= 4
    for written in dates:
        assert parse_edtf(written).edtf == written


# --- names of files ---

FILE = re.compile(
    r"(?<![\w/<{.*-])((?:[\w.-]+/)*[\w-]+\.(?:py|js|css|csv|json|po|toml|md|txt|yml))(?![\w>}])"
)
TO_BE_MADE = {"zh.po", "catalogues/zh.po", "my-data/places.csv"}
"""Files that a reader of a guide makes."""


@cache
def shipped_files():
    folders = ["*", ".ci/*", ".streamlit/**/*"]
    folders += [f"{folder}/**/*" for folder in ("gazetteer", "visits", "dashboard", "seeds", "scripts")]
    folders += [f"{folder}/**/*" for folder in ("tests", "docs", "requirements", "benchmarks")]
    return [name_of(path) for pattern in folders for path in ROOT.glob(pattern) if path.is_file()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_files_that_a_document_names_are_there(document):
    text = re.sub(r"https?://\S+", "", document.read_text(encoding="utf-8"))
    names = {name for span in re.findall(r"`([^`\n]+)`", text) for name in FILE.findall(span)} | {
        name for lang, block in fenced(text) if lang == "" for name in FILE.findall(block)
    }
    missing = [
        name
        for name in sorted(names - TO_BE_MADE)
        if not any(
            path == name or path.endswith(f"/{name.removeprefix('static/')}") for path in shipped_files()
        )
    ]
    allowed = ALLOWED_MISSING.get(name_of(document), set())
    assert [name for name in missing if not any(re.fullmatch(rule, name) for rule in allowed)] == []


ALLOWED_MISSING = {
    "docs/typefaces.md": {r".*fontsource.*", r"files/.*"},
    "dashboard/static/fonts/SOURCES.md": {r".*"},
}
"""Names of files that belong to somebody else: patterns by document."""


def test_the_citation_has_the_version_of_the_program():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(
        rf"^version: ['\"]?{re.escape(settings['project']['version'])}['\"]?$", citation, re.MULTILINE
    )
    descriptor = json.loads((ROOT / "seeds" / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["licenses"][0]["name"] == "CC0-1.0"
