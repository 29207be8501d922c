"""What all kinds of record share: the base of the models and the parts they are made of."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationInfo, field_validator, model_validator
from pydantic import ValidatorFunctionWrapHandler as Handler
from pydantic_core import PydanticCustomError

from portal.model.validation import Validation
from portal.model.values import (
    CaseNumber,
    Day,
    Email,
    FileName,
    Flag,
    Moment,
    OneOrMore,
    OrganisationOrText,
    PastDay,
    Text,
    ThemeId,
    TimeOrNumber,
    Url,
)
from portal.model.vocabulary import Accessible, CaseType, Language

__all__ = [
    "Attachment", "CaseTypes", "Contact", "Correction", "Exemption", "Part", "Person", "RecordFacts", "Retraction",
]  # fmt: skip


class Part(BaseModel):
    """A frozen group of fields; a field that the format does not know is an error.

    Those in `written_first` stand before the others where a person writes them.
    """

    written_first: ClassVar[tuple[str, ...]] = ()
    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _blank_is_left_out(cls, data: Any, info: ValidationInfo) -> Any:
        """A field that was left blank is left out; what is no field is not lost, blank or not, but told."""
        if not isinstance(data, dict):
            return data
        fields = cls.field_names()
        if isinstance(info.context, Validation):
            data = info.context.known(data, fields)
        return {name: value for name, value in data.items() if value is not None or name not in fields}

    @field_validator("*", mode="wrap")
    @classmethod
    def _faulty_is_left_out(cls, value: Any, validate: Handler, info: ValidationInfo) -> Any:
        if not isinstance(info.context, Validation):
            return validate(value)
        field = cls.model_fields[str(info.field_name)]
        return info.context.field(field.alias or str(info.field_name), field, value, validate)

    @classmethod
    def field_names(cls) -> list[str]:
        """The names of the fields as they are written, in order."""
        return [info.alias or name for name, info in cls.model_fields.items()]


class Exemption(Part):
    """Unnateke offentlegheit: what may be known of something that may not be read (offentleglova)."""

    basis: Text
    public_title: Text
    until: Day | None = None
    note: Text | None = None


class Retraction(Part):
    """That a record was taken back, when and why."""

    date: PastDay
    reason: Text


class Correction(Part):
    """A correction that was made after publication."""

    date: PastDay
    what: Text


class Attachment(Part):
    """A paper: a file in the record's own folder, an address elsewhere, or named but not published."""

    title: Text
    file: FileName | None = None
    url: Url | None = None
    accessible: Accessible = Accessible.UNKNOWN
    exempt: Exemption | None = None

    @model_validator(mode="after")
    def _one_source(self) -> Attachment:
        if self.file and self.url:
            raise PydanticCustomError("value_file_and_url", "both")
        return self


class Contact(Part):
    """How an organisation is reached."""

    email: Email | None = None
    phone: Text | None = None
    url: Url | None = None

    @property
    def is_told(self) -> bool:
        """Whether it tells of any way."""
        return bool(self.email or self.phone or self.url)


def _person(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value.count("(") != value.count(")"):
        raise PydanticCustomError("value_person", "{found}", {"found": value})
    return parse_person(value)


def parse_person(text: str) -> dict[str, str]:
    """`Name (role, affiliation, vara for Name)`, any part of the bracket left out, as the fields of a person.

    Of the parts before `vara for`, one alone is the affiliation, of several the last.
    """
    match = re.fullmatch(
        r"(?P<name>.+?)\s*\((?P<bracket>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*", text.strip(), flags=re.DOTALL
    )
    if not match:
        return {"name": text.strip()}
    person = {"name": match["name"].strip()}
    before, substitutes, after = _split_substitute(match["bracket"])
    parts = [part.strip() for part in before.split(",") if part.strip()]
    if parts:
        person["organisation"] = parts[-1]
    if parts[:-1]:
        person["role"] = ", ".join(parts[:-1])
    if substitutes and after.strip():
        person["substitute_for"] = after.strip()
    return person


def _split_substitute(bracket: str) -> tuple[str, bool, str]:
    match = re.search(r"(?:^|,)\s*vara\s+for\s+", bracket, flags=re.IGNORECASE)
    if not match:
        return bracket, False, ""
    return bracket[: match.start()], True, bracket[match.end() :]


class _PersonFields(Part):
    name: Text
    role: Text | None = None
    organisation: OrganisationOrText | None = None
    substitute_for: Text | None = None
    items: tuple[CaseNumber, ...] = ()
    arrived: TimeOrNumber | None = None
    left: TimeOrNumber | None = None


Person = Annotated[_PersonFields, BeforeValidator(_person)]
"""Somebody at a meeting; `items` are the agenda numbers the person took part in.

Whoever `arrived` late or `left` early did at a time, or took part from an agenda number on, or up to and with one.
"""


def _case_types(value: Any) -> Any:
    if not isinstance(value, str):
        raise PydanticCustomError("value_case_type", "{found}", {"found": "…"})
    letters = [letter.strip() for letter in value.split("/")]
    known = {member.value for member in CaseType}
    if not value.strip() or not set(letters) <= known or len(set(letters)) != len(letters):
        raise PydanticCustomError("value_case_type", "{found}", {"found": value})
    return tuple(letters)


CaseTypes = Annotated[tuple[CaseType, ...], BeforeValidator(_case_types)]
"""The ordered letters of a case's type, such as `D/V`."""


class RecordFacts(Part):
    """The fields that every kind of record has."""

    title: Text | None = None
    summary: Text | None = None
    themes: OneOrMore[ThemeId] = ()
    lang: Language | None = None
    draft: Flag = False
    publish_after: Moment | None = None
    exempt: Exemption | None = None
    retracted: Retraction | None = None
    aliases: tuple[Text, ...] = ()
    archive_ref: Text | None = None
    corrections: tuple[Correction, ...] = ()
    attachments: tuple[Attachment, ...] = ()
