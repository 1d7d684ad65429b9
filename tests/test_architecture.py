"""What holds for every module of the three rooms; import-linter keeps the arrows between them."""

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("gazetteer", "visits", "dashboard")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
SCRIPTS = sorted(
    path for name in ("visitmap", "placemap") for path in (ROOT / "dashboard" / "static" / name).rglob("*.js")
)
"""The project's own browser scripts; what others wrote stands under static/vendor."""

MOST_LINES = 400
UNASKED = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "tools"}
"""Names of modules that hold no subject: a function lives with its noun."""

CODE_FROM_DATA = {"pickle", "cPickle", "dill", "marshal", "shelve", "joblib", "cloudpickle"}
"""Modules whose reading runs code that the data names."""

STATE = "dashboard/state.py"


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=name_of(path))


def everywhere() -> list[object]:
    return [pytest.param(path, id=name_of(path)) for path in MODULES]


def called(node: ast.Call) -> str:
    """Return what is called as it is written: `eval`, `os.system`."""
    return ast.unparse(node.func)


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module


def test_the_rooms_are_where_they_should_be() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in MODULES} == set(ROOMS)
    assert not list((ROOT / "seeds").rglob("*.py")), "seeds holds records, no code"


@pytest.mark.parametrize("path", everywhere())
def test_module(path: Path) -> None:
    tree = syntax(path)
    assert ast.get_docstring(tree), "says in its first line what it is for"
    assert not UNASKED & {part.removesuffix(".py") for part in path.relative_to(ROOT).parts}
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES, "has one job"


@pytest.mark.parametrize("path", everywhere())
def test_data_never_becomes_code(path: Path) -> None:
    tree = syntax(path)
    assert not CODE_FROM_DATA & {module.partition(".")[0] for module in imported(tree)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        assert called(node) not in {"eval", "exec", "__import__", "os.system", "os.popen"}, (
            f"line {node.lineno}"
        )
        for argument in node.keywords:
            if argument.arg == "shell":
                assert isinstance(argument.value, ast.Constant), f"line {node.lineno}"
                assert argument.value.value is False, f"line {node.lineno}"
            # Record text is shown by Streamlit's own escaping or by textContent, never as HTML.
            assert argument.arg not in {"unsafe_allow_html", "unsafe_allow_javascript"}, f"line {node.lineno}"


@pytest.mark.parametrize("path", everywhere())
def test_only_state_touches_the_session_and_the_address(path: Path) -> None:
    if name_of(path) == STATE:
        return
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in {"st", "streamlit"}:
            assert node.attr not in {"session_state", "query_params"}, f"line {node.lineno}: ask {STATE}"
        elif isinstance(node, ast.ImportFrom):
            names = {alias.name for alias in node.names}
            assert not names & {"session_state", "query_params"}, f"line {node.lineno}: ask {STATE}"


@pytest.mark.parametrize("path", everywhere())
def test_no_network_and_no_output_at_import(path: Path) -> None:
    tree = syntax(path)
    if "visits" not in path.relative_to(ROOT).parts:  # load() takes an address when it is given one
        reach = {"requests", "httpx", "aiohttp", "urllib.request", "ftplib", "smtplib"}
        assert not reach & set(imported(tree)), "no network needed, ever"
    for node in tree.body:
        for call in (n for n in ast.walk(node) if isinstance(n, ast.Call)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.If)):
                continue
            read = re.search(r"(^open$|\.read_text$|\.read_bytes$|\.read_csv$|\.open$)", called(call))
            assert not read, f"line {call.lineno}: reads a file when imported"


@pytest.mark.parametrize("room", ROOMS)
def test_the_door_of_a_room_names_what_is_there(room: str) -> None:
    door = import_module(room)
    offered = getattr(door, "__all__", [])
    assert len(set(offered)) == len(offered)
    for name in offered:
        assert hasattr(door, name), f"{room}.__all__ names {name}, which is not there"
        thing = getattr(door, name)
        if callable(thing):
            assert thing.__doc__, f"{room}.{name} has no docstring"


@pytest.mark.parametrize("path", [pytest.param(path, id=name_of(path)) for path in SCRIPTS])
def test_script_sets_text_as_text(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    code = re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", source, flags=re.DOTALL)
    assert re.search(r"""['"]use strict['"]""", code) or re.search(r"^(import|export)\b", code, re.MULTILINE)
    for forbidden in (
        r"\b(inner|outer)HTML\b",
        r"\binsertAdjacentHTML\b",
        r"\bdocument\.write",
        r"\beval\s*\(",
        r"\bnew\s+Function\b",
        r"\bset(Timeout|Interval)\s*\(\s*['\"`]",
        r"\bsrcdoc\b",
    ):
        found = re.search(forbidden, code)
        assert found is None, f"{found.group() if found else ''}: text goes through textContent"
    assert not re.search(r"""['"`]https?://(?!www\.w3\.org/)""", code), "no address outside the machine"


@pytest.mark.parametrize("path", everywhere())
def test_folium_is_entered_by_its_door(path: Path) -> None:
    # Page and warm-up import it at the same time. A thread that asks for a module of a package which another thread is
    # still importing goes on without waiting, and the two then wait for each other inside branca.
    at_import = [node for node in syntax(path).body if isinstance(node, (ast.Import, ast.ImportFrom))]
    names = list(imported(ast.Module(at_import, [])))
    assert not [name for name in names if name.partition(".")[0] == "branca"]
    inner = [name for name in names if name.startswith("folium.")]
    assert not inner or names.index("folium") < names.index(inner[0])


def test_every_room_is_linted_and_shipped() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert set(ROOMS) <= set(settings["mypy"]["files"])
    assert set(settings["importlinter"]["root_packages"]) == set(ROOMS)
    assert set(settings["hatch"]["build"]["targets"]["wheel"]["packages"]) == {*ROOMS, "seeds"}
    assert settings["mypy"]["strict"] is True
