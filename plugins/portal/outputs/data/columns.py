"""The columns of a register, described once: JSON, CSV, the schemas and the page that documents them follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from portal.derived.context import Context

__all__ = ["Column", "DataRegister", "Row", "Type", "coded", "listed", "people"]

Row = Mapping[str, Any]
"""The values of one row by column: JSON's own types, `None` where nothing is known."""


class Type(Enum):
    """What the values of a column are. JSON has a date, a time and a period as text, as ISO 8601 writes them."""

    TEXT = "text"
    CODE = "code"
    DATE = "date"
    TIME = "time"
    PERIOD = "period"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    URL = "url"
    LIST = "list"
    OBJECTS = "objects"

    @property
    def is_many(self) -> bool:
        """Whether a value is a list, empty where there is nothing."""
        return self in (Type.LIST, Type.OBJECTS)


@dataclass(frozen=True)
class Column:
    """A column, or a field of the objects in one.

    `source` is the field of the record that the value is read from, empty when
    it is worked out; `about` names the message that tells what it means, the
    column's own name if left out; `values` are those that a code can be; a
    `required` column is filled in every row; one with `people` holds the names
    of people, or how to reach somebody.
    """

    name: str
    type: Type = Type.TEXT
    source: str = ""
    about: str = ""
    values: tuple[str, ...] = ()
    fields: tuple[Column, ...] = ()
    required: bool = False
    people: bool = False

    @property
    def key(self) -> str:
        return self.about or self.name

    def without_people(self) -> Column:
        """The column without those of its fields that hold people."""
        shown = tuple(field for field in self.fields if not field.people)
        return Column(
            self.name, self.type, self.source, self.about, self.values, shown, self.required, self.people
        )  # fmt: skip


@dataclass(frozen=True)
class DataRegister:
    """A register: the name of its files, its columns, and how its rows are made.

    `page` is the address of the same register for readers; `kind` the kind of
    record whose dates tell when it was new and last changed.
    """

    name: str
    page: str
    kind: str
    columns: tuple[Column, ...]
    rows: Callable[[Context], Iterable[Row]]

    def shown(self, with_people: bool) -> tuple[Column, ...]:
        """The columns that are published, those of people only if they are asked for."""
        if with_people:
            return self.columns
        return tuple(column.without_people() for column in self.columns if not column.people)


def coded(name: str, of: type[Enum], source: str = "", about: str = "", required: bool = False) -> Column:
    """A column whose values are the machine's own names of a closed vocabulary."""
    values = tuple(str(member.value) for member in of)
    return Column(name, Type.CODE, source, about, values, required=required)


def listed(name: str, source: str = "", about: str = "") -> Column:
    """A column with several texts in each row."""
    return Column(name, Type.LIST, source, about)


def people(name: str, source: str, about: str = "") -> Column:
    """A column with the name of a person, or how to reach somebody."""
    return Column(name, Type.TEXT, source, about, people=True)
