"""The columns of a register, which are the fields of its row: files, schemas and the page that documents them follow.

A row is a frozen dataclass. A field's annotation tells the type of its column; where its value is found, and what else
there is to tell of it, stands beside the type: `place: Annotated[str | None, Read("place")] = None`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, EnumType
from functools import cache
from inspect import get_annotations
from typing import Any, ClassVar, NewType, TypeVar, dataclass_transform, get_args, get_origin

from portal.derived.context import Context
from portal.derived.public import Closed
from portal.model.common import Part
from portal.model.kinds import Kind
from portal.model.values import PartialDate

__all__ = [
    "By", "Column", "DataRegister", "Fact", "Prose", "Read", "Row", "Type", "Url", "columns_of", "plain", "row_of",
    "value_of",
]  # fmt: skip

By = Callable[[Context, Any], Any]
"""What makes the value of a column of something."""
R = TypeVar("R", bound="Row")


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


Prose = NewType("Prose", str)
"""A text that keeps its lines; any other is written on one."""
Url = NewType("Url", str)
_TYPES: dict[Any, Type] = {
    str: Type.TEXT, Prose: Type.TEXT, Url: Type.URL, bool: Type.BOOLEAN, int: Type.INTEGER, dt.date: Type.DATE,
    dt.time: Type.TIME, PartialDate: Type.PERIOD,
}  # fmt: skip
"""The types of columns by the annotations of their fields; a vocabulary is a `CODE`, and a tuple a list or objects."""


@dataclass(frozen=True)
class Fact:
    """What an annotation tells of a column beside its type: where its value is found, and what it means.

    `path` leads by attributes from what a row is made of to the value, or to what `by` makes it of; no path leads to
    what is filled in by hand. `about` names the message that tells what the column means, its own name if left out.
    `source` is the field of the record that the value comes from, empty when it is worked out. `values` are those that
    a code can be, all of the vocabulary if left out; `people` marks the names of people, and how to reach somebody.
    """

    path: str | None = ""
    about: str = ""
    source: str = ""
    by: By | None = None
    values: tuple[str, ...] = ()
    people: bool = False


@dataclass(frozen=True)
class Read(Fact):
    """The same of a column that is read from a field of the record: `path` is its source, as front matter names it."""


@dataclass(frozen=True)
class Column:
    """A column, or a field of the objects in one. `key` names the message that tells what it means.

    It is filled in every row if `required`, and keeps its lines if it `is_prose`; `Fact` tells of the rest.
    """

    name: str
    type: Type
    key: str
    source: str
    values: tuple[str, ...] = ()
    fields: tuple[Column, ...] = ()
    required: bool = False
    people: bool = False
    is_prose: bool = False


@dataclass(frozen=True)
class _Field:
    """A field of a row, with its columns, and the way to its value; `None` of one that is filled in by hand.

    `row` is the one that stands in it, or of which its objects are.
    """

    name: str
    path: tuple[str, ...] | None
    by: By | None
    columns: tuple[Column, ...]
    row: type[Row] | None
    is_row: bool = False


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Row:
    """A row of a register, an object in a column of it, or some columns that several registers have.

    Each class is a frozen dataclass, made of facts by `row_of`, and each of its fields is `Annotated` with a `Fact`.
    What it reads of a record is in the `part` of those facts, which is at the path `within` the record. A field that is
    a `Row` itself has the columns of that in its place; one that a class above has too stands where that had it.
    """

    _fields: ClassVar[tuple[_Field, ...]] = ()
    _part: ClassVar[str] = ""
    _within: ClassVar[str] = ""

    def __init_subclass__(cls, part: str | None = None, within: str | None = None) -> None:
        dataclass(frozen=True, kw_only=True)(cls)
        cls._part = cls._part if part is None else part
        cls._within = cls._within if within is None else within
        own = get_annotations(cls, locals={}, eval_str=True)
        fields = {field.name: field for field in cls._fields}
        cls._fields = (*(fields | {name: _field(cls, name, *get_args(hint)) for name, hint in own.items()}).values(),)


def _field(owner: type[Row], name: str, of: Any, told: Fact) -> _Field:
    """The field of an annotation, which has a type, or that or `None`, and a `Fact`."""
    path, source = told.path, told.source
    if isinstance(told, Read) and path is not None:
        path, source = f"{owner._part}.{path.removeprefix(owner._within)}", path
    way = None if path is None else tuple(filter(None, path.split(".")))
    is_given = type(None) not in get_args(of)
    of = of if is_given else get_args(of)[0]
    item = get_args(of)[0] if get_origin(of) is tuple else None
    row = next((one for one in (of, item) if isinstance(one, type) and issubclass(one, Row)), None)
    fields = columns_of(row) if row else ()
    if row and row is of:
        return _Field(name, way, told.by, fields, row, is_row=True)
    members: Iterable[Enum] = of if isinstance(of, EnumType) else ()
    values = told.values or tuple(str(member.value) for member in members)
    type_ = Type.OBJECTS if row else Type.LIST if item else Type.CODE if values else _TYPES[of]
    required = is_given and item is None
    column = Column(name, type_, told.about or name, source, values, fields, required, told.people, of is Prose)
    return _Field(name, way, told.by, (column,), row)


def columns_of(row: type[Row]) -> tuple[Column, ...]:
    """The columns of a row, in the order of its fields."""
    return tuple(column for field in row._fields for column in field.columns)


def row_of(row: type[R], context: Context, facts: Any) -> R:
    """The row that is made of facts: a value of `derived.facts`, or a record or a part of one."""
    fields = ((field, field.path) for field in row._fields if field.path is not None)
    return row(**{field.name: _value(context, field, _at(facts, path)) for field, path in fields})


def value_of(row: type[Row], context: Context, facts: Any, name: str) -> Any:
    """What a column has in the row that is made of facts, which is not made for it."""
    for field in row._fields:
        if field.path is not None and any(column.name == name for column in field.columns):
            found = _at(facts, field.path)
            value = field.by(context, found) if field.by and found is not None else found
            return value_of(field.row, context, value, name) if field.is_row and field.row else value
    raise KeyError(name)


def _value(context: Context, field: _Field, found: Any) -> Any:
    """The value of a field, of what its path led to."""
    value = field.by(context, found) if field.by and found is not None else found
    if field.row is None:
        return value
    if field.is_row:
        return row_of(field.row, context, value)
    return tuple(one if isinstance(one, Row) else row_of(field.row, context, one) for one in value or ())


def _at(value: Any, path: tuple[str, ...]) -> Any:
    """What a path leads to; `None` where something on it is not there. In a tuple it goes by numbers."""
    for key in path:
        if value is None or value == ():
            return None
        if isinstance(value, tuple):
            value = value[int(key)]
        else:
            value = getattr(value, _names(type(value))[key] if isinstance(value, Part) else key)
    return value


@cache
def _names(model: Any) -> dict[str, str]:
    """The names of a model's fields by those that they have in front matter."""
    return {info.alias or name: name for name, info in model.model_fields.items()}


def plain(row: Row, columns: tuple[Column, ...]) -> Mapping[str, Any]:
    """The row as JSON has it: of the columns those that are published, all of them, in their order."""
    values = dict(_values(row))
    return {column.name: _plain(values[column.name], column) for column in columns}


def _values(row: Row) -> Iterator[tuple[str, Any]]:
    for field in row._fields:
        value = getattr(row, field.name)
        yield from _values(value) if field.is_row else ((field.name, value),)


def _plain(value: Any, column: Column) -> Any:
    if column.type is Type.OBJECTS:
        return [plain(one, column.fields) for one in value]
    if column.type is Type.LIST:
        return [" ".join(text.split()) for text in value or ()]
    match value:
        case PartialDate():
            return value.text
        case Enum():
            return value.value
        case dt.time():
            return value.isoformat("minutes")
        case dt.date():
            return value.isoformat()
        case str() if column.is_prose:
            return value.replace("\r\n", "\n").replace("\r", "\n")
        case str():
            return " ".join(value.split()) or None
    return value


@dataclass(frozen=True)
class DataRegister:
    """A register: the name of its files, its row, and the `facts` that each of its rows is made of.

    `page` is the address of the same register for readers; `kind` the kind of record whose dates tell when it was new
    and last changed. `closed` gives what may be known of such a record that is closed, beside what holds for all
    kinds; the closed ones have no rows without it. A register that is split by year has `years`, those of its rows,
    which are known before any is made, and `year`, that of what a row is made of.
    """

    name: str
    page: str
    kind: Kind
    row: type[Row]
    facts: Callable[[Context], Iterable[Any]]
    closed: Callable[[Context, Closed], Mapping[str, Any]] | None = None
    years: Callable[[Context], Iterable[int | None]] = lambda _: ()
    year: Callable[[Context, Any], int | None] = lambda _, __: None

    @property
    def columns(self) -> tuple[Column, ...]:
        return columns_of(self.row)

    def shown(self, with_people: bool) -> tuple[Column, ...]:
        """The columns that are published, those of people only if they are asked for."""
        if with_people:
            return self.columns
        return tuple(
            replace(column, fields=tuple(field for field in column.fields if not field.people))
            for column in self.columns
            if not column.people
        )
