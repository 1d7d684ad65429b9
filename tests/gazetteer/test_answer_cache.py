"""Answers on disk: they come back as they were, age, stay within bounds, and a broken file breaks nothing."""

import os
import sqlite3
import subprocess
import sys
import threading
import warnings
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import answer_cache
from gazetteer.answer_cache import NEGATIVE_DAYS, AnswerCache, default_path
from gazetteer.service_answer import ServiceAnswer

ONE = ServiceAnswer.checked("Xyzzyville", 10.0, 20.0, {"osm_id": 1})
DAY = 86_400


class Clock:
    def __init__(self, now=1_800_000_000.0):
        self.now = now

    def __call__(self):
        return self.now


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cache" / "answers.sqlite"


def test_what_is_kept_comes_back(path):
    clock = Clock()
    cache = AnswerCache(path, clock=clock)
    assert cache.get("s", "q") is None
    assert not path.exists()
    cache.put("s", "q", [ONE])
    assert AnswerCache(str(path), clock=clock).get("s", "q") == ([ONE], clock.now)
    assert cache.get("s", "other") is None
    assert cache.get("other", "q") is None


def test_found_is_kept_and_not_found_is_asked_for_again(path):
    clock = Clock()
    cache = AnswerCache(path, clock=clock)
    cache.put("s", "found", [ONE])
    cache.put("s", "none", [])
    clock.now += NEGATIVE_DAYS * DAY - 1
    assert cache.get("s", "none") == ([], clock.now - NEGATIVE_DAYS * DAY + 1)
    clock.now += 2
    assert cache.get("s", "none") is None
    clock.now += 10_000 * DAY
    assert cache.get("s", "found")[0] == [ONE]


def test_an_answer_from_the_future_is_not_believed(path):
    clock = Clock()
    cache = AnswerCache(path, clock=clock)
    cache.put("s", "none", [])
    clock.now -= 2 * DAY
    assert cache.get("s", "none") is None


def test_the_file_stays_within_its_bound_and_drops_the_oldest(path):
    clock, bound = Clock(), 300_000
    cache = AnswerCache(path, clock=clock, largest_bytes=bound)
    large = ServiceAnswer.checked("Xyzzyville", 10.0, 20.0, {str(number): "x" * 900 for number in range(10)})
    for number in range(150):
        clock.now += 1
        cache.put("s", str(number), [large])
    assert path.stat().st_size <= bound + 20_000
    assert cache.get("s", "149")[0] == [large]
    assert cache.get("s", "0") is None
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT count(*) FROM answers").fetchone()[0] > 15


def test_a_bound_that_nothing_fits_keeps_the_last_one(path):
    cache = AnswerCache(path, largest_bytes=1)
    cache.put("s", "1", [ONE])
    cache.put("s", "2", [ONE])
    assert cache.get("s", "1") is None
    assert cache.get("s", "2") is not None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes; the folder is the user's own there")
def test_nobody_else_reads_what_was_looked_up(path):
    AnswerCache(path).put("s", "q", [ONE])
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def foreign(path):
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE mine (value)")


def changed(statement):
    def change(path):
        AnswerCache(path).put("s", "q", [ONE])
        with closing(sqlite3.connect(path)) as file, file:
            file.execute(statement)

    return change


BROKEN = [
    (lambda path: path.write_bytes(b"no database, but long enough to be looked at. " * 50), "not a database"),
    (lambda path: path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000), "a broken header"),
    (lambda path: path.mkdir(), "a folder"),
    (foreign, "another program's database"),
    (changed("UPDATE answers SET answers = 'no JSON'"), "no JSON"),
    (changed("UPDATE answers SET answers = '[[1]]'"), "no answer"),
    (changed("UPDATE answers SET answers = 7"), "a number"),
    (changed("UPDATE answers SET answers = x'ff'"), "bytes"),
    (changed("UPDATE answers SET asked_at = 'yesterday'"), "no time"),
    (changed("DROP TABLE answers"), "no table"),
]


@pytest.mark.parametrize(("breaks", "why"), BROKEN, ids=[why for _, why in BROKEN])
def test_a_broken_file_is_said_once_and_breaks_nothing(path, breaks, why):
    path.parent.mkdir()
    breaks(path)
    before = path.read_bytes() if breaks is foreign else b""
    cache = AnswerCache(path)
    with pytest.warns(RuntimeWarning, match="cannot be kept") as said:
        read = (cache.get("s", "q"), cache.put("s", "another", []), cache.get("s", "q"))
    assert read == (None, None, None), why
    assert len(said) == 1
    assert str(path) in str(said[0].message)
    if breaks is foreign:
        assert path.read_bytes() == before


QUIET = [
    "UPDATE answers SET answers = '[[\"x\", 91, 0, {}]]'",
    "UPDATE answers SET asked_at = -1e300",
    "UPDATE answers SET asked_at = 1e300",
]


@pytest.mark.parametrize("statement", QUIET)
def test_an_entry_that_cannot_be_is_not_there(path, statement):
    changed(statement)(path)
    assert AnswerCache(path).get("s", "q") is None


def test_a_place_that_cannot_be_written_is_said_once(tmp_path):
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file" / "answers.sqlite", Path("a\x00b")):
        cache = AnswerCache(path)
        with pytest.warns(RuntimeWarning) as said:
            read = (cache.put("s", "q", [ONE]), cache.put("s", "q", [ONE]), cache.get("s", "q"))
        assert read == (None, None, None)
        assert len(said) == 1


def test_a_file_that_another_process_holds_is_waited_for_and_then_left(path, monkeypatch):
    monkeypatch.setattr(answer_cache, "_WAIT_SECONDS", 0.05)
    cache = AnswerCache(path)
    cache.put("s", "q", [ONE])
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert cache.get("s", "q") is not None
        with pytest.warns(RuntimeWarning, match="locked"):
            cache.put("s", "q2", [ONE])
        other.execute("ROLLBACK")
    cache.put("s", "q2", [ONE])
    assert cache.get("s", "q2")[0] == [ONE]


def test_threads_share_it(path):
    cache = AnswerCache(path)

    def work(number):
        for at in range(10):
            cache.put(str(number), str(at), [ONE])
            assert cache.get(str(number), str(at))[0] == [ONE]

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert all(cache.get(str(number), str(at)) for number in range(6) for at in range(10))


PROCESS = """
import sys, warnings
warnings.simplefilter("error")
from gazetteer.answer_cache import AnswerCache
from gazetteer.service_answer import ServiceAnswer
cache = AnswerCache(sys.argv[1])
for number in range(40):
    cache.put(sys.argv[2], str(number), [ServiceAnswer.checked(sys.argv[2], 1.0, 2.0, {"n": number})])
    assert cache.get(sys.argv[2], str(number))[0][0].raw == {"n": number}
"""


def test_two_processes_share_it(path, root):
    workers = [
        subprocess.Popen([sys.executable, "-c", PROCESS, str(path), name], cwd=root, stderr=subprocess.PIPE)
        for name in ("one", "two")
    ]
    for worker in workers:
        assert worker.communicate(timeout=60)[1] == b""
        assert worker.returncode == 0
    cache = AnswerCache(path)
    assert all(cache.get(name, str(number)) for name in ("one", "two") for number in range(40))


HOMES = [
    ({"XDG_CACHE_HOME": "/x"}, Path("/x")),
    ({"XDG_CACHE_HOME": "/x", "LOCALAPPDATA": "/l"}, Path("/x")),
    ({"XDG_CACHE_HOME": "relative", "LOCALAPPDATA": "/l"}, Path("/l")),
    ({"XDG_CACHE_HOME": ""}, Path("~/.cache").expanduser()),
    ({}, Path("~/.cache").expanduser()),
]


@pytest.mark.skipif(os.name == "nt", reason="paths of another kind")
@pytest.mark.parametrize(("environment", "folder"), HOMES)
def test_where_it_lies_by_itself(environment, folder, monkeypatch):
    assert default_path(environment) == folder / "visit-map" / "geocoder-answers.sqlite"
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert AnswerCache().path == Path("/somewhere/visit-map/geocoder-answers.sqlite")


ANSWERS = st.builds(
    ServiceAnswer.checked,
    st.text(),
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.dictionaries(st.text(), st.text() | st.integers() | st.floats() | st.lists(st.text())),
)


@given(st.lists(ANSWERS.filter(bool), max_size=3), st.text(), st.text())
def test_anything_comes_back(tmp_path_factory, answers, service, question):
    cache = AnswerCache(tmp_path_factory.getbasetemp() / "any.sqlite")
    if {chr(code) for code in range(0xD800, 0xE000)} & set(service + question):
        return  # questions are ASCII JSON; SQLite has no halves of characters
    cache.put(service, question, answers)
    assert cache.get(service, question)[0] == answers
