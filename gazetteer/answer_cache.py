"""Answers of online geocoders kept on disk, so that no name is asked for twice.

One SQLite file, JSON inside. What was found is kept; that nothing was found is believed for a week. When the file
grows past its bound the oldest answers go. Several threads and processes may share it. A file that cannot be read
or written never breaks an answer: that is said once, as a `RuntimeWarning`, and the service is asked.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
import warnings
from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from gazetteer.service_answer import ServiceAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["AnswerCache", "default_path"]

NEGATIVE_DAYS: Final = 7
"""How long it is believed that a service does not know a name."""
LARGEST_BYTES: Final = 64 * 1024 * 1024
"""Size of the file past which the oldest answers are dropped."""

_SECONDS_A_DAY: Final = 86_400
_WAIT_SECONDS: Final = 5.0
"""How long one process waits while another one writes."""
_APPLICATION_ID: Final = 0x564D4743
"""Stands in the file's header ("VMGC"), so that no other program's database is written to."""
_SCHEMA: Final = """
CREATE TABLE answers (
    service  TEXT NOT NULL,
    question TEXT NOT NULL,
    answers  TEXT NOT NULL,
    asked_at REAL NOT NULL,
    PRIMARY KEY (service, question)
)
"""


def default_path(environment: Mapping[str, str] = os.environ) -> Path:
    """Give where answers lie when nobody says otherwise, in the user's folder for caches.

    ``$XDG_CACHE_HOME``, else ``%LOCALAPPDATA%`` (Windows), else ``~/.cache``, and in it
    ``visit-map/geocoder-answers.sqlite``. A variable that is empty or no absolute path does not count.
    """
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        folder = Path(environment.get(variable, ""))
        if folder.is_absolute():
            break
    else:
        folder = Path("~/.cache").expanduser()
    return folder / "visit-map" / "geocoder-answers.sqlite"


class AnswerCache:
    """The answers in one file, which is made when the first is kept.

    ``path`` is None for `default_path`; ``clock`` gives seconds since 1970.
    """

    def __init__(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        largest_bytes: int = LARGEST_BYTES,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.path = default_path() if path is None else Path(path)
        self._largest_bytes = largest_bytes
        self._clock = clock
        self._warned = False
        self._lock = Lock()

    def get(self, service: str, question: str) -> tuple[list[ServiceAnswer], float] | None:
        """Give what the service answered and when (seconds since 1970); None when that is not known (any more).

        An empty list: it was asked, and knew nothing.
        """
        try:
            if not self.path.exists():
                return None
            with closing(self._opened()) as file, file:
                file.execute("BEGIN")
                row = _row(file, service, question) if _is_ours(file) else None
            if row is None:
                return None
            answers = [ServiceAnswer.checked(*parts) for parts in json.loads(row[0])]
            asked_at = float(row[1])
        except (sqlite3.Error, OSError, ValueError, TypeError, RecursionError) as error:
            self._warn(error)
            return None
        sound = [answer for answer in answers if answer is not None]
        age = self._clock() - asked_at
        if (
            asked_at < 0
            or age < -_SECONDS_A_DAY
            or (not sound and (answers or age > NEGATIVE_DAYS * _SECONDS_A_DAY))
        ):
            return None
        return sound, asked_at

    def put(self, service: str, question: str, answers: Sequence[ServiceAnswer]) -> None:
        """Keep what the service answered just now."""
        kept = json.dumps([answer.to_list() for answer in answers], ensure_ascii=True)
        try:
            self._make()
            with closing(self._opened()) as file, file:
                file.execute("BEGIN IMMEDIATE")
                if not _is_ours(file):
                    file.execute(_SCHEMA)
                    file.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
                self._make_room(file, len(kept))
                file.execute(
                    "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)",
                    (service, question, kept, self._clock()),
                )
        except (sqlite3.Error, OSError, ValueError) as error:
            self._warn(error)

    def _make(self) -> None:
        """Make the file and its folder for this user alone: names looked up are nobody else's business."""
        if not self.path.exists():
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))

    def _opened(self) -> sqlite3.Connection:
        """Open the file for one reading or writing; a connection is not shared by threads or forked processes."""
        return sqlite3.connect(self.path, timeout=_WAIT_SECONDS, isolation_level=None)

    def _make_room(self, file: sqlite3.Connection, wanted: int) -> None:
        """Drop the oldest answers, a tenth at a time, until another one fits; their pages are used again."""
        page = file.execute("PRAGMA page_size").fetchone()[0]
        while True:
            pages = file.execute("PRAGMA page_count").fetchone()[0]
            free = file.execute("PRAGMA freelist_count").fetchone()[0]
            if (pages - free) * page + wanted <= self._largest_bytes:
                return
            dropped = file.execute(
                "DELETE FROM answers WHERE rowid IN (SELECT rowid FROM answers ORDER BY asked_at LIMIT "
                "(SELECT 1 + count(*) / 10 FROM answers))"
            ).rowcount
            if not dropped:
                return

    def _warn(self, error: Exception) -> None:
        with self._lock:
            if self._warned:
                return
            self._warned = True
        warnings.warn(
            f"answers of online geocoders cannot be kept in {self.path} ({error}); the service is asked each time. "
            "Remove the file, or name another one as fallback_cache",
            RuntimeWarning,
            stacklevel=2,
        )


def _is_ours(file: sqlite3.Connection) -> bool:
    """Tell whether the open file holds answers; False when it is new, an error when it is somebody else's."""
    if file.execute("PRAGMA application_id").fetchone()[0] == _APPLICATION_ID:
        return True
    if file.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        raise sqlite3.DatabaseError("it is the database of another program")
    return False


def _row(file: sqlite3.Connection, service: str, question: str) -> tuple[str, float] | None:
    row: tuple[str, float] | None = file.execute(
        "SELECT answers, asked_at FROM answers WHERE service = ? AND question = ?", (service, question)
    ).fetchone()
    return row
