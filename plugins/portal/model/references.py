"""What stands in a record's facts, found from the models: a new field is covered the day it is added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel

from portal.model.validation import Location
from portal.model.values import Past, Refers

__all__ = ["FieldReference", "FieldType", "field_types", "parts", "past_days", "references", "rewritten"]

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class FieldReference:
    """A value that refers to a record, and where in the front matter it stands."""

    at: Location
    refers: Refers
    value: str


@dataclass(frozen=True)
class FieldType:
    """A field of a model: its name, that in front matter, and the type of its value, or of each if there are `many`."""

    name: str
    alias: str
    type: Any
    refers: Refers | None
    many: bool


def field_types(model: type[BaseModel]) -> Iterator[FieldType]:
    """The fields of a model, in order; what is neither one type nor that or nothing has the first of its types."""
    marks = _marks(model, Refers)
    for name, info in model.model_fields.items():
        annotation = info.annotation
        if get_origin(annotation) in (Union, UnionType):
            annotation = next(part for part in get_args(annotation) if part is not type(None))
        many = get_origin(annotation) is tuple
        inner = get_args(annotation)[0] if many else annotation
        while get_origin(inner) is Annotated:
            inner = get_args(inner)[0]
        yield FieldType(name, info.alias or name, inner, marks.get(name), many)


def references(facts: BaseModel) -> Iterator[FieldReference]:
    """Every reference in the facts, in the order of the model's fields."""
    return (FieldReference(at, refers, value) for at, refers, value in _values(facts, Refers))


def past_days(facts: BaseModel) -> Iterator[tuple[Location, dt.date]]:
    """Each date that tells of what happened, with where in the front matter it stands."""
    return ((at, day) for at, _, day in _values(facts, Past))


def parts(facts: BaseModel, sort: type[M]) -> Iterator[tuple[Location, M]]:
    """Every group of fields of a sort in the facts, such as an exemption, with where in the front matter it stands."""
    return ((at, value) for at, _, value in _values(facts, sort))


def rewritten(facts: M, decide: Callable[[Refers, str], str | None]) -> M:
    """The facts with each reference replaced by what `decide` gives; `None` takes it out.

    What a list refers to more than once stands in it once.
    """
    changes: dict[str, Any] = {}
    for name, _, refers, _ in _steps(type(facts), Refers):
        value = getattr(facts, name)
        if not value:
            continue
        elements = list(value) if isinstance(value, tuple) else [value]
        if refers:
            new: list[Any] = [decided for one in elements if (decided := decide(refers, one)) is not None]
            new = list(dict.fromkeys(new))
        else:
            new = [rewritten(one, decide) if isinstance(one, BaseModel) else one for one in elements]
        if new != elements:
            changes[name] = tuple(new) if isinstance(value, tuple) else next(iter(new), None)
    return facts.model_copy(update=changes) if changes else facts


_Step = tuple[str, str, Any, bool]
"""A field: its name, that in front matter, its mark, and whether groups of fields in it may have more."""


def _values(facts: BaseModel, sort: type, at: Location = ()) -> Iterator[tuple[Location, Any, Any]]:
    """Each value that is there with a mark of a sort, or is a group of it: its place, the mark, and itself."""
    for name, alias, mark, is_deep in _steps(type(facts), sort):
        value, here = getattr(facts, name), (*at, alias)
        placed = [((*here, n), one) for n, one in enumerate(value)] if isinstance(value, tuple) else [(here, value)]
        for place, one in placed:
            if one is not None:
                if mark or isinstance(one, sort):
                    yield place, mark, one
                if is_deep and isinstance(one, BaseModel):
                    yield from _values(one, sort, place)


@cache
def _steps(model: type[BaseModel], sort: type) -> tuple[_Step, ...]:
    """The fields of a model that lead to a mark of a sort, or to a group of fields of it."""
    marks = _marks(model, sort)
    found = []
    for name, info in model.model_fields.items():
        groups = _models_in(info.annotation)
        is_deep = any(_steps(one, sort) for one in groups)
        if name in marks or is_deep or any(issubclass(one, sort) for one in groups):
            found.append((name, info.alias or name, marks.get(name), is_deep))
    return tuple(found)


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for part in get_args(annotation) for found in _models_in(part)]


@cache
def _marks(model: type[BaseModel], sort: type) -> Mapping[str, Any]:
    """The marks of a sort by the names of the fields that have one, themselves or in what they are made of."""
    fields = ((name, (*info.metadata, info.annotation)) for name, info in model.model_fields.items())
    return {name: mark for name, made_of in fields if (mark := _mark(made_of, sort))}


def _mark(made_of: tuple[Any, ...], sort: type) -> Any:
    found = (part if isinstance(part, sort) else _mark(get_args(part), sort) for part in made_of)
    return next(filter(None, found), None)
