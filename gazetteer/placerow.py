"""One row of a place file as a Place, and a Place as a row."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import TYPE_CHECKING

from gazetteer.cells import join_values, split_values
from gazetteer.model import NAME_KINDS, PRECISIONS, Name, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["RowReading", "row_of"]

_LABEL_COLUMNS = {
    "name": "en",
    "name_vi": "vi",
    "name_zh": "zh-Hans",
    "name_zh_hant": "zh-Hant",
    "name_pinyin": "zh-Latn-pinyin",
}
_OWN_LANGUAGES = {
    "vn": ("vi",),
    "cn": ("zh-Hans", "zh-Latn-pinyin"),
    "tw": ("zh-Hant", "zh-Latn-pinyin"),
    "hk": ("zh-Hant", "en"),
    "mo": ("zh-Hant",),
    "sg": ("en", "zh-Hans"),
}  # of the countries that the seeds are about; elsewhere only an English label counts as the place's own
_ID = re.compile(r"[a-z][a-z0-9]*:[A-Za-z0-9][A-Za-z0-9._-]*")
_SLUG = re.compile(r"[a-z][a-z0-9_]*")
_DAY_LENGTH = len("2025-06-30")
_COUNTRY = re.compile(r"[a-z]{2}")
_OTHER_NAME = re.compile(r"([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*):([a-z]+):(.+)", re.DOTALL)


class RowReading:
    """One row being read; every cell is looked at, so that all faults of the row are told.

    ``tell`` is called with column, value, problem and remedy for each of them.
    """

    def __init__(self, row: Mapping[str, str], tell: Callable[[str, str, str, str], None]) -> None:
        self.row = row
        self.tell = tell
        self.sound = True

    def place(self) -> Place | None:
        """Give the place of the row, or None when anything in it is wrong."""
        row = self.row
        for column in ("source", "licence"):
            if not row[column]:
                self._fault(column, "is empty", "every place names its source and the licence of it")
        latitude, longitude = self._number("latitude", -90, 90), self._number("longitude", -180, 180)
        if bool(row["latitude"]) != bool(row["longitude"]):
            column = "longitude" if row["latitude"] else "latitude"
            self._fault(column, "is empty while the other coordinate is given", "give both, or none")
        precision_m = self._number("precision_m", 0, 20_000_000)
        place = Place(
            id=self._fitting("place_id", _ID, "write kind:slug, such as venue:lenin-park or gn:1581130"),
            kind=self._fitting("kind", _SLUG, "one word in lower case, such as city, park, university"),
            names=self._names(),
            country=self._fitting(
                "country", _COUNTRY, "the two-letter ISO 3166-1 code in lower case, such as vn"
            ),
            parent=row["parent"] or None,
            latitude=latitude,
            longitude=longitude,
            precision=self._one_of("precision", PRECISIONS),
            precision_m=precision_m,
            population=self._population(),
            source=row["source"],
            licence=row["licence"],
            note=row["note"],
            valid_from=self._day("valid_from"),
            valid_to=self._day("valid_to"),
        )
        if place.valid_from and place.valid_to and place.valid_from > place.valid_to:
            self._fault("valid_to", "is before valid_from", "the first day comes before the last")
        return place if self.sound else None

    def _fault(self, column: str, problem: str, remedy: str, value: str | None = None) -> None:
        self.sound = False
        self.tell(column, self.row[column] if value is None else value, problem, remedy)

    def _fitting(self, column: str, form: re.Pattern[str], remedy: str) -> str:
        value = self.row[column]
        if not value:
            self._fault(column, "is empty", remedy)
        elif not form.fullmatch(value):
            self._fault(column, "is not of the right form", remedy)
        return value

    def _one_of(self, column: str, words: Sequence[str]) -> str:
        if self.row[column] not in words:
            self._fault(column, "is not one of the known words", f"write one of: {', '.join(words)}")
        return self.row[column]

    def _number(self, column: str, lowest: float, highest: float) -> float | None:
        value = self.row[column]
        if not value:
            return None
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not value.isascii() or "_" in value or math.isnan(number):
            self._fault(column, "is not a number", "write it with a point, such as 21.0285")
        elif not lowest <= number <= highest:
            self._fault(column, "is out of range", f"between {lowest} and {highest}")
        else:
            return number
        return None

    def _day(self, column: str) -> str:
        value = self.row[column]
        try:
            sound = not value or (len(value) == _DAY_LENGTH and bool(date.fromisoformat(value)))
        except ValueError:
            sound = False
        if not sound:
            self._fault(column, "is no day", "write it as YYYY-MM-DD, such as 2025-06-30, or leave it empty")
        return value

    def _population(self) -> int | None:
        value = self.row["population"]
        if value and not (value.isascii() and value.isdigit()):
            self._fault("population", "is not a whole number", "digits only, or leave it empty")
            return None
        return int(value) if value else None

    def _names(self) -> tuple[Name, ...]:
        own = _OWN_LANGUAGES.get(self.row["country"], ("en",))
        names = [
            Name(self.row[column], lang, "official" if lang in own else "exonym")
            for column, lang in _LABEL_COLUMNS.items()
            if self.row[column]
        ]
        if not names:
            self._fault("name", "the place has no name", "give a name in at least one language")
        for value in split_values(self.row["other_names"]):
            parts = _OTHER_NAME.fullmatch(value)
            if parts is None or parts[2] not in NAME_KINDS:
                remedy = f"write language:kind:text, kind one of: {', '.join(NAME_KINDS)}"
                self._fault("other_names", "is not of the right form", remedy, value)
            else:
                names.append(Name(parts[3].strip(), parts[1], parts[2]))
        return tuple(names)


def row_of(place: Place) -> dict[str, str]:
    """Give the cells of a place by column; what `RowReading` reads back."""
    labels = {column: label for column, lang in _LABEL_COLUMNS.items() if (label := place.label(lang))}
    others = [name for name in place.names if not any(name is label for label in labels.values())]
    return {
        "place_id": place.id,
        "kind": place.kind,
        **{column: label.text for column, label in labels.items()},
        "other_names": join_values(f"{name.lang}:{name.kind}:{name.text}" for name in others),
        "country": place.country,
        "parent": place.parent or "",
        "latitude": _shown(place.latitude),
        "longitude": _shown(place.longitude),
        "precision": place.precision,
        "precision_m": _shown(place.precision_m),
        "population": _shown(place.population),
        "source": place.source,
        "licence": place.licence,
        "note": place.note,
        "valid_from": place.valid_from,
        "valid_to": place.valid_to,
    }


def _shown(number: float | None) -> str:
    if number is None:
        return ""
    return str(int(number)) if number == int(number) else repr(number)
