"""The geocoder that is asked when the offline data has no answer: any of geopy's, off unless it is given.

A name walks: can it be one? -> `gazetteer.answer_cache` -> the service, no faster than it allows ->
`gazetteer.service_answer` -> `gazetteer.service_location`.

A service that fails gives no answer and is not believed to know nothing: the name is asked for again next time. One
that fails again and again, or says that it is asked too much, is left alone for a while.
"""

from __future__ import annotations

import inspect
import json
import math
import re
import time
import unicodedata
import warnings
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Literal
from urllib.parse import urlsplit

from geopy.adapters import BaseAsyncAdapter
from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderQueryError,
    GeocoderQuotaExceeded,
    GeocoderServiceError,
)
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import DEFAULT_SENTINEL
from geopy.location import Location

from gazetteer.answer_cache import AnswerCache
from gazetteer.normalize import fold
from gazetteer.service_answer import ServiceAnswer, plain_text
from gazetteer.service_location import Told, locations

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Collection, Sequence

    from geopy.point import Point

__all__ = ["Fallback", "chained"]

LONGEST_NAME: Final = 200
"""Characters; a longer text is no name and never leaves the machine."""

_MOST_ANSWERS: Final = 10
_FAILURES_IN_A_ROW: Final = 3
_PAUSE_SECONDS: Final = 60.0
_LONG_PAUSE_SECONDS: Final = 3_600.0
_REFUSED: Final = (GeocoderAuthenticationFailure, GeocoderInsufficientPrivileges)
_WITHIN_CHINA: Final = frozenset({"hk", "mo", "tw"})


class _Failed:
    """What the rate limiter gives for a request that failed: not None, which means that nothing was found."""


_FAILED: Final = _Failed()


def chained(
    geocoder: Any, *, cache: str | os.PathLike[str] | Literal[False] | None = None, delay: float = 1.0
) -> Fallback | None:
    """Give what ``Gazetteer(fallback=..., fallback_cache=..., fallback_delay=...)`` asks; None for no geocoder.

    Args:
        geocoder: a geopy geocoder, such as ``Nominatim(user_agent="...")``; a `Fallback` is taken as it is, so that
            gazetteers share its pace.
        cache: file for the answers; None for `gazetteer.answer_cache.default_path`, False for none.
        delay: seconds from one request to the next, at least.
    """
    if geocoder is None or isinstance(geocoder, Fallback):
        return geocoder
    kept = None
    if cache is not False:
        try:
            kept = AnswerCache(cache)
        except RuntimeError as error:  # no home folder
            warnings.warn(
                f"no place for the answers of online geocoders: {error}", RuntimeWarning, stacklevel=3
            )
    return Fallback(geocoder, kept, delay=delay)


class Fallback:
    """A geopy geocoder that is asked politely: one request at a time, paced, remembered, checked.

    The geocoder is changed in one thing: its own repetition of failed requests is switched off.
    ``cache`` is None to remember nothing. ``clock`` gives seconds that never go back. Safe under several threads.
    """

    def __init__(
        self,
        geocoder: Any,
        cache: AnswerCache | None = None,
        *,
        delay: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if not callable(getattr(geocoder, "geocode", None)):
            raise TypeError(f"a fallback is a geopy geocoder, not {type(geocoder).__name__}")
        if isinstance(getattr(geocoder, "adapter", None), BaseAsyncAdapter):
            raise TypeError("a fallback needs a synchronous adapter; this geocoder has an asynchronous one")
        if not (math.isfinite(delay) and delay >= 0):
            raise ValueError(f"fallback_delay is a number of seconds, 0 or more, not {delay}")
        _one_request_each(geocoder)
        self._geocoder = geocoder
        self._cache = cache
        self._clock = clock
        self._ask_paced = RateLimiter(
            self._ask,
            min_delay_seconds=delay,
            max_retries=0,
            error_wait_seconds=max(delay, 1.0),
            swallow_exceptions=True,
            return_value_on_exception=_FAILED,
        )
        self._one_at_a_time = Lock()
        self._failures = 0
        self._silent_until = -math.inf
        self._warned = False
        self.service: str = type(geocoder).__name__
        """Name of the service, such as ``Nominatim``."""
        self.domain: str = _domain(geocoder)
        """Where it is, such as ``nominatim.openstreetmap.org``; empty when the geocoder does not tell."""

    @property
    def source(self) -> str:
        """Name of the service and where it is, for a reader."""
        return f"{self.service} ({self.domain})" if self.domain else self.service

    def geocode(
        self,
        query: str,
        *,
        limit: int | None = None,
        country_codes: str | Sequence[str] | None = None,
        countries: Collection[str] = (),
        language: str = "en",
        timeout: Any = DEFAULT_SENTINEL,
    ) -> list[Location]:
        """Give what the service knows of a name, best first; nothing when it knows none or cannot be reached.

        Args:
            query: the name.
            limit: the most Locations to give.
            country_codes: ISO 3166-1 alpha-2 codes; only answers in these are given.
            countries: codes, lower case, of what was named with it; answers elsewhere come last.
            language: of the labels, where the service has them.
            timeout: seconds, passed on.
        """
        name = _as_name(query)
        if not name:
            return []
        wanted = _codes(country_codes)
        if wanted == frozenset():
            return []
        said = {"language": language, "country_codes": _as_osm_has_them(wanted), "limit": _MOST_ANSWERS}
        passed = self._supported("geocode", said)
        answers, asked_at = self._answers("geocode", name, passed, timeout)
        if wanted is not None:
            known = "country_codes" in passed
            answers = [one for one in answers if one.country in wanted or (known and one.country is None)]
        told = self._told(f'the offline data has no answer for "{plain_text(name)}"', asked_at)
        return locations(answers, told, name=name, countries=countries)[:limit]

    def reverse(
        self,
        point: Point,
        *,
        limit: int | None = None,
        language: str = "en",
        timeout: Any = DEFAULT_SENTINEL,
    ) -> list[Location]:
        """Give what the service knows at a point, best first; nothing where it knows nothing or has no `reverse`."""
        if not callable(getattr(self._geocoder, "reverse", None)):
            return []
        at = f"{point.latitude:.6f},{point.longitude:.6f}"
        passed = self._supported("reverse", {"language": language, "limit": _MOST_ANSWERS})
        answers, asked_at = self._answers("reverse", at, passed, timeout)
        told = self._told(f"the offline data has no place at {at}", asked_at)
        return locations(answers, told)[:limit]

    def _told(self, missing: str, asked_at: float) -> Told:
        why = f"{missing}; {self.source} was asked instead"
        return Told(self.service, self.source, why, datetime.fromtimestamp(asked_at, UTC).date())

    # Asking

    def _supported(self, method: str, said: dict[str, Any]) -> dict[str, Any]:
        """Give the arguments that this method of the service's geocoder has by name; details where it offers them."""
        details = {"exactly_one": False, "addressdetails": True, "namedetails": True}
        known = self._parameters(method)
        asked = details | said
        return {name: value for name, value in asked.items() if name in known and value is not None}

    def _parameters(self, method: str) -> Collection[str]:
        try:
            return inspect.signature(getattr(self._geocoder, method)).parameters
        except (TypeError, ValueError):  # something callable without a signature
            return ()

    def _answers(
        self, method: str, text: str, passed: dict[str, Any], timeout: Any
    ) -> tuple[list[ServiceAnswer], float]:
        """Give the answers kept, else ask; and the time of the answer (seconds since 1970)."""
        service = f"{type(self._geocoder).__module__}.{type(self._geocoder).__qualname__} {self.domain}"
        question = json.dumps([method, text, passed], ensure_ascii=True, sort_keys=True)
        kept = self._kept(service, question)
        if kept is not None:
            return kept
        with self._one_at_a_time:  # as the terms of free services want it
            kept = self._kept(service, question)  # another thread may have asked meanwhile
            if kept is not None:
                return kept
            now = time.time()
            if self._clock() < self._silent_until:
                return [], now
            waits = "timeout" in self._parameters(method) and timeout is not DEFAULT_SENTINEL
            found = self._ask_paced(method, text, {**passed, "timeout": timeout} if waits else passed)
            if found is _FAILED:
                return [], now
            answers = [answer for one in found if (answer := ServiceAnswer.of(one))]
            if self._cache and (answers or not found):  # none of them usable: that is no "not found"
                self._cache.put(service, question, answers)
            return answers, now

    def _kept(self, service: str, question: str) -> tuple[list[ServiceAnswer], float] | None:
        return self._cache.get(service, question) if self._cache else None

    def _ask(self, method: str, text: str, arguments: dict[str, Any]) -> list[Location]:
        """Send one request; whatever goes wrong is geopy's `GeocoderServiceError`, without address and key."""
        try:
            found = getattr(self._geocoder, method)(text, **arguments)
            if inspect.isawaitable(found):
                getattr(found, "close", bool)()
                raise TypeError("asynchronous geocoder")  # noqa: TRY301
            found = [] if found is None else found if isinstance(found, list) else [found]
            if not all(isinstance(one, Location) for one in found):
                raise TypeError("no Locations")  # noqa: TRY301
        except Exception as error:  # noqa: BLE001 - bad answers make geopy's parsers raise anything
            self._note_failure(error)
            raise GeocoderServiceError(f"{self.source}: {type(error).__name__}") from None
        self._failures = 0
        return found[:_MOST_ANSWERS]

    def _note_failure(self, error: Exception) -> None:
        """Leave the service alone for a while when it asks for that, refuses, or fails again and again."""
        self._failures += not isinstance(error, GeocoderQueryError)  # which is about this one name
        pause = 0.0
        if isinstance(error, _REFUSED):
            pause = _LONG_PAUSE_SECONDS
        elif isinstance(error, GeocoderQuotaExceeded):
            asked_for = getattr(error, "retry_after", None) or 0
            pause = min(max(_PAUSE_SECONDS, float(asked_for)), _LONG_PAUSE_SECONDS)
        elif self._failures >= _FAILURES_IN_A_ROW:
            pause = _PAUSE_SECONDS
        if pause:
            self._silent_until = self._clock() + pause
        if not self._warned:
            self._warned = True
            warnings.warn(
                f"{self.source} did not answer ({type(error).__name__}); names that the offline data does not have "
                "stay without an answer meanwhile",
                RuntimeWarning,
                stacklevel=2,
            )


def _as_name(query: str) -> str:
    """Give the name to ask for; empty for what cannot be one, which then is not sent anywhere."""
    if len(query) > LONGEST_NAME:
        return ""
    name = unicodedata.normalize("NFC", " ".join(query.split()))
    broken = any(unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"} for char in name)
    return "" if broken or not fold(name) else name


def _codes(country_codes: str | Sequence[str] | None) -> frozenset[str] | None:
    if country_codes is None:
        return None
    codes = [country_codes] if isinstance(country_codes, str) else country_codes
    return frozenset(code.strip().lower() for code in codes)


def _as_osm_has_them(codes: frozenset[str] | None) -> list[str] | None:
    """Give the codes to pass on: OpenStreetMap files Hong Kong and Macao under ``cn`` as well."""
    if codes is None:
        return None
    return sorted(codes | {"cn"} if codes & _WITHIN_CHINA else codes)


def _domain(geocoder: Any) -> str:
    """Give the host that a geocoder asks, without path, user and key; empty when it does not tell."""
    for attribute in ("domain", "geocode_api", "api", "api_base", "base_url"):
        value = getattr(geocoder, attribute, None)
        if isinstance(value, str) and value:
            try:
                host = urlsplit(value if "//" in value else f"//{value}").netloc
            except ValueError:
                continue
            host = host.rpartition("@")[2]
            if re.fullmatch(r"[\w.:\[\]-]+", host):
                return host
    return ""


def _one_request_each(geocoder: Any) -> None:
    """Keep geopy's adapter from repeating a request by itself: at once, or after sleeping for hours if told to.

    The adapter on `requests` does both (``Retry-After``), which no pace of ours could hold back.
    """
    session = getattr(getattr(geocoder, "adapter", None), "session", None)
    for mounted in getattr(session, "adapters", {}).values():
        if hasattr(getattr(mounted, "max_retries", None), "respect_retry_after_header"):
            mounted.max_retries = mounted.max_retries.new(
                total=0, read=False, respect_retry_after_header=False
            )
