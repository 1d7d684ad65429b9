"""Which records this process shows: loaded once, shared by every session, the API and the pages.

The data package is the one that `VISIT_MAP_DATA` names, else the shipped seeds. It is loaded around its
faults; what was left out stays available, so that the page can say it. A package that cannot be read at all
is a sentence, not a crash.
"""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer import Fault
    from visits import Records

DATA_VARIABLE = "VISIT_MAP_DATA"
"""Environment variable naming the folder of the data package to show; unset or empty = the shipped seeds."""


MOST_REASONS = 10
"""Faults named in the message when nothing can be shown."""


class RecordsUnavailableError(RuntimeError):
    """Raised when no record at all can be loaded; the message says why, a line for each reason."""


@dataclass(frozen=True)
class Loaded:
    """The outcome of loading the data package once."""

    records: Records | None
    """The sound records; None when nothing could be loaded."""
    faults: tuple[Fault, ...] = field(default=())
    """What was left out and why, in the order of the files."""
    error: str | None = None
    """Why there are no records at all; None when there are."""
    origin: str = ""
    """The folder asked for; empty = the shipped seeds."""


_lock = threading.Lock()
_loaded: Loaded | None = None


def loaded() -> Loaded:
    """Return the outcome of loading, which happens at the first call of the process (thread-safe)."""
    global _loaded  # noqa: PLW0603  (one immutable value for the whole process is the purpose of this module)
    if _loaded is None:
        with _lock:
            if _loaded is None:
                _loaded = _load(os.environ.get(DATA_VARIABLE, "").strip())
    return _loaded


def get_records() -> Records:
    """Return the records of this process.

    Raises:
        RecordsUnavailableError: when nothing could be loaded.
    """
    outcome = loaded()
    if outcome.records is None:
        raise RecordsUnavailableError(outcome.error or "No records could be loaded.")
    return outcome.records


def forget() -> None:
    """Load again at the next call (for tests, and for an editor that has written the package)."""
    global _loaded  # noqa: PLW0603
    with _lock:
        _loaded = None


def _load(origin: str) -> Loaded:
    """Load around the faults; turn what stops everything into a sentence."""
    import visits  # noqa: PLC0415  (pandas takes half a second: only who needs records pays)

    try:
        records = visits.load(origin or None, strict=False)
    except visits.DataPackageError as error:
        return _nothing(tuple(error.faults), str(error), origin)
    except (OSError, ValueError) as error:
        return _nothing((), str(error), origin)
    faults = tuple(records.faults)
    if faults and not len(records) and records.sources.empty:
        # Loading around the faults left nothing, as in a folder that is no data package.
        return _nothing(faults, "", origin)
    return Loaded(records, faults, None, origin)


def _nothing(faults: tuple[Fault, ...], why: str, origin: str) -> Loaded:
    """Say in lines why there are no records; the first ten faults are enough."""
    reasons = [str(fault) for fault in faults[:MOST_REASONS]] or [why]
    return Loaded(
        None, faults, "\n".join([f"{origin or 'the shipped seeds'}: nothing to show", *reasons]), origin
    )


def fault_report(faults: Sequence[Fault]) -> bytes:
    """Return faults as a text file, one line each: file:row:column: value: what is wrong: what to do."""
    return "".join(f"{' '.join(str(fault).splitlines())}\n" for fault in faults).encode()
