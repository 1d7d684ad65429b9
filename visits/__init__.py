"""Who went where, when, says which source? Records of visits: loaded, validated, filtered, routed, exported.

Always import from here: `from visits import load, VisitFilter`. Dates have a door of their own:
`visits.dates`.
"""

from visits.errors import DataPackageError, DateError, FilterError, UnknownRecordError, VisitsError
from visits.filters import Area, Note, VisitFilter
from visits.model import Claim, Event, Person, Role, Source, Visit
from visits.package import default_folder, load
from visits.records import Records
from visits.schema import EVENT_COLUMNS, TABLES
from visits.selection import Counts

__all__ = [
    "EVENT_COLUMNS",
    "TABLES",
    "Area",
    "Claim",
    "Counts",
    "DataPackageError",
    "DateError",
    "Event",
    "FilterError",
    "Note",
    "Person",
    "Records",
    "Role",
    "Source",
    "UnknownRecordError",
    "Visit",
    "VisitFilter",
    "VisitsError",
    "default_folder",
    "load",
]
