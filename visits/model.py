"""The records: Source, Visit, Event, Person, Role, Claim. The ONE schema.

A field of a record is a column of a table, in the order written here; its description is the one in the
codebook. CSV headers, the validator, `datapackage.json`, the event CSV and the codebook are all read off
these classes (see `visits.schema`), so that none of them can say something else. Records are frozen; they are
made for what is shown or edited, never for every row of a table.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from gazetteer.cells import join_values, split_values
from visits.cells import Cell, Column, problem_of
from visits.dates import DateRange, parse_edtf

Text = Annotated[str, Cell()]
Texts = Annotated[tuple[str, ...], Cell(many=True)]
Edtf = Annotated[str, Cell("edtf")]
Id = Annotated[str, Cell("id")]
SourceId = Annotated[str, Cell("reference", to=("sources",))]
SourceIds = Annotated[tuple[str, ...], Cell("reference", many=True, to=("sources",))]
PersonId = Annotated[str, Cell("reference", to=("people",))]
PersonIds = Annotated[tuple[str, ...], Cell("reference", many=True, to=("people",))]
PlaceId = Annotated[str, Cell("reference", to=("places",))]
DateBasis = Annotated[str, Cell("choice", vocabulary="date_basis")]
Status = Annotated[str, Cell("choice", vocabulary="status")]
Confidence = Annotated[str, Cell("choice", vocabulary="confidence")]


class Record(BaseModel):
    """What all records have in common: frozen, no unknown fields, each field checked by its column's rule."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @classmethod
    @cache
    def columns(cls) -> tuple[Column, ...]:
        """The columns of this record's table, in order."""
        return tuple(
            Column(
                name=field.alias or name,
                description=field.description or "",
                cell=next(part for part in field.metadata if isinstance(part, Cell)),
                required=field.is_required(),
            )
            for name, field in cls.model_fields.items()
        )

    @classmethod
    def from_row(cls, row: dict[str, str]) -> Self:
        """Make the record of one row of its table: a text per column, as it stands in the file."""
        values: dict[str, Any] = {}
        for column in cls.columns():
            text = row.get(column.name, "")
            if column.cell.many:
                values[column.name] = tuple(split_values(text))
            elif column.cell.kind == "integer":
                values[column.name] = int(text) if text else None
            else:
                values[column.name] = text
        return cls(**values)

    def to_row(self) -> dict[str, str]:
        """The opposite of `from_row`: one text per column."""
        row = {}
        for name, value in self.model_dump(by_alias=True).items():
            if isinstance(value, tuple):
                row[name] = join_values(value)
            else:
                row[name] = "" if value is None else str(value)
        return row

    @model_validator(mode="after")
    def _check_cells(self) -> Self:
        row = self.to_row()
        found = {column.name: problem_of(column, row[column.name]) for column in self.columns()}
        problems = [f"{name}: {p.value!r}: {p.problem}: {p.remedy}" for name, p in found.items() if p]
        if problems:
            raise ValueError("; ".join(problems))
        return self


class Source(Record):
    """Where facts come from: an article, a page, a document."""

    source_id: Id = Field(description="Stable id of the source")
    publisher: Text = Field("", description="Who published it")
    citation: Text = Field("", description="How to cite it, in the project's own words")
    url: Annotated[str, Cell("address")] = Field(
        "", description="Its address (http or https); empty when not known"
    )
    published: Edtf = Field("", description="Day of publication (EDTF); empty when not stated")
    language: Text = Field("", description="Language of the text, BCP 47")
    author: Text = Field("", description="Who wrote it, as named there")
    note: Text = Field("", description="Anything a reader should know")

    @model_validator(mode="after")
    def _check_found(self) -> Self:
        if not (self.url or self.citation):
            raise ValueError(NO_WAY_TO_SOURCE)
        return self

    @property
    def reference(self) -> str:
        """What exports give for the source: its address, or its citation where there is none."""
        return self.url or self.citation


NO_WAY_TO_SOURCE = "neither url nor citation says where the source can be found"
"""The rule that takes two columns of sources.csv: said alike by the record and by the validator of files."""


class Dated(Record):
    """What visits and events have in common."""

    @property
    def when(self) -> DateRange | None:
        """The date, read; None when there is none."""
        text: str = getattr(self, "date", "")
        return parse_edtf(text) if text else None


class Visit(Dated):
    """A delegation's journey: one or several events in one or several places."""

    visit_id: Id = Field(description="Stable id of the visit")
    title: Text = Field(description="Title in English")
    title_vi: Text = Field("", description="Title in Vietnamese")
    title_zh: Text = Field("", description="Title in Chinese")
    date: Edtf = Field("", description="When the journey took place (EDTF); empty when nothing is known")
    date_text: Text = Field("", description="The date as the source writes it")
    date_basis: DateBasis = Field("", description="Where the date comes from")
    delegation: Text = Field("", description="Who travelled, in English")
    delegation_vi: Text = Field("", description="Who travelled, in Vietnamese")
    delegation_zh: Text = Field("", description="Who travelled, in Chinese")
    head: PersonId = Field("", description="Head of the delegation: a person_id")
    origin: PlaceId = Field("", description="Where the delegation comes from: a place_id")
    status: Status = Field(description="Whether it took place")
    confidence: Confidence = Field(description="How sure the record is")
    sources: SourceIds = Field(description="Ids of the sources that tell of it")
    note: Text = Field("", description="Anything a reader should know, in English")
    note_vi: Text = Field("", description="The same in Vietnamese")


class Event(Dated):
    """One dated activity at one place."""

    event_id: Id = Field(description="Stable id of the event")
    visit_id: Annotated[str, Cell("reference", to=("visits",))] = Field(
        "", description="The visit it belongs to; empty when it stands alone"
    )
    seq: Annotated[int | None, Cell("integer")] = Field(
        None, description="Order within the visit; empty when not known"
    )
    date: Edtf = Field("", description="When it took place (EDTF); empty when nothing is known")
    date_text: Text = Field("", description="The date as the source writes it")
    date_basis: DateBasis = Field("", description="Where the date comes from")
    part_of_day: Annotated[tuple[str, ...], Cell("choice", many=True, vocabulary="part_of_day")] = Field(
        (), description="When on the day; several when the source does not tell them apart"
    )
    type: Annotated[str, Cell("choice", vocabulary="type")] = Field(description="What kind of event it is")
    title: Text = Field(description="Title in English")
    title_vi: Text = Field("", description="Title in Vietnamese")
    title_zh: Text = Field("", description="Title in Chinese")
    place_id: PlaceId = Field("", description="Where it took place: a place_id; empty when not known")
    place_basis: Annotated[str, Cell("choice", vocabulary="place_basis")] = Field(
        "", description="Where the place comes from"
    )
    hosts: PersonIds = Field((), description="Persons and organisations that received: person_ids")
    guests: PersonIds = Field((), description="Persons and organisations that were received: person_ids")
    documents: Texts = Field((), description="Documents signed or handed over, by title, in English")
    documents_vi: Texts = Field((), description="The same in Vietnamese")
    documents_zh: Texts = Field((), description="The same in Chinese")
    status: Status = Field(description="Whether it took place")
    confidence: Confidence = Field(description="How sure the record is")
    sources: SourceIds = Field(description="Ids of the sources that tell of it")
    note: Text = Field("", description="Anything a reader should know, in English")
    note_vi: Text = Field("", description="The same in Vietnamese")


class Person(Record):
    """A human being or a body that receives, travels or signs."""

    person_id: Id = Field(description="Stable id of the person or organisation")
    kind: Annotated[str, Cell("choice", vocabulary="person_kind")] = Field(
        description="A person or an organisation"
    )
    name: Text = Field(description="Name in English, or in its own Latin spelling")
    name_vi: Text = Field("", description="Name in Vietnamese")
    name_zh: Text = Field("", description="Name in Chinese")
    other_names: Annotated[tuple[str, ...], Cell("name", many=True)] = Field(
        (), description="Further names as `language:text`, joined with `; `"
    )
    sources: SourceIds = Field((), description="Ids of the sources of the names")
    note: Text = Field("", description="Anything a reader should know")


class Role(Record):
    """The office that a person held at a time."""

    person: PersonId = Field(description="Who: a person_id")
    title: Text = Field(description="The office in English")
    title_vi: Text = Field("", description="The office in Vietnamese")
    title_zh: Text = Field("", description="The office in Chinese")
    organisation: Text = Field("", description="The body that the office belongs to, in English")
    from_: Edtf = Field(
        "", alias="from", description="First day known to be in office (EDTF); empty when not known"
    )
    to: Edtf = Field("", description="Last day known to be in office (EDTF); empty when not known")
    source: SourceId = Field(description="Id of the source")
    note: Text = Field("", description="Anything a reader should know")


class Claim(Record):
    """What one source says about one field of a visit or an event, also where sources differ."""

    event: Annotated[str, Cell("reference", to=("events", "visits"))] = Field(
        description="What it is about: an event_id or a visit_id"
    )
    field: Text = Field(description="The column of that table that the claim is about")
    value: Text = Field(description="What this source has there (EDTF for dates)")
    source: SourceId = Field(description="Id of the source")
    locator: Text = Field("", description="Where in the source, in the project's own words")
    note: Text = Field("", description="Anything a reader should know")
