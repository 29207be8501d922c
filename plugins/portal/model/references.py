"""Every reference in a record's facts, found from the model: a new field is covered the day it is added."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel

from portal.model.values import Refers

__all__ = ["FieldReference", "FieldType", "field_types", "references", "rewritten"]

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class FieldReference:
    """A value that refers to a record, and where in the front matter it stands."""

    at: tuple[str | int, ...]
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
    for name, info in model.model_fields.items():
        refers, inner, many = _unwrapped(_alternatives(info.annotation)[0])
        marks = (mark for mark in info.metadata if isinstance(mark, Refers))
        yield FieldType(name, info.alias or name, inner, refers or next(marks, None), many)


@dataclass(frozen=True)
class _Plan:
    """How a field may hold references: itself, or in the groups below it."""

    name: str
    alias: str
    refers: Refers | None
    many: bool


def references(facts: BaseModel, at: tuple[str | int, ...] = ()) -> Iterator[FieldReference]:
    """Every reference in the facts, in the order of the model's fields."""
    for plan in _plans(type(facts)):
        value = getattr(facts, plan.name)
        here = (*at, plan.alias)
        elements = [((*here, n), v) for n, v in enumerate(value)] if plan.many else [(here, value)]
        for place, element in elements:
            if element is None:
                continue
            if plan.refers is not None:
                yield FieldReference(place, plan.refers, element)
            elif isinstance(element, BaseModel):
                yield from references(element, place)


def rewritten(facts: M, decide: Callable[[Refers, str], str | None]) -> M:
    """The facts with each reference replaced by what `decide` gives; `None` takes it out.

    What a list refers to more than once stands in it once.
    """
    changes: dict[str, Any] = {}
    for plan in _plans(type(facts)):
        value = getattr(facts, plan.name)
        if value is None:
            continue
        elements = list(value) if plan.many else [value]
        new = [_rewritten_element(plan, element, decide) for element in elements]
        if not plan.many:
            if new[0] is not value:
                changes[plan.name] = new[0]
            continue
        kept = [element for element in new if element is not None]
        kept = list(dict.fromkeys(kept)) if plan.refers else kept
        if len(kept) < len(elements) or any(a is not b for a, b in zip(elements, kept, strict=True)):
            changes[plan.name] = tuple(kept)
    return facts.model_copy(update=changes) if changes else facts


def _rewritten_element(plan: _Plan, element: Any, decide: Callable[[Refers, str], str | None]) -> Any:
    if plan.refers is not None:
        decided = decide(plan.refers, element)
        return element if decided == element else decided
    return rewritten(element, decide)


@cache
def _plans(model: type[BaseModel]) -> tuple[_Plan, ...]:
    plans = []
    for name, info in model.model_fields.items():
        refers = next((m for m in info.metadata if isinstance(m, Refers)), None)
        annotation, many = info.annotation, False
        for part in _alternatives(annotation):
            found, inner, is_tuple = _unwrapped(part)
            many = many or is_tuple
            refers = refers or found
            if found or (isinstance(inner, type) and issubclass(inner, BaseModel)) or refers:
                plans.append(_Plan(name, info.alias or name, refers, many))
                break
    return tuple(plans)


def _alternatives(annotation: Any) -> tuple[Any, ...]:
    if get_origin(annotation) in (Union, UnionType):
        return tuple(part for part in get_args(annotation) if part is not type(None))
    return (annotation,)


def _unwrapped(annotation: Any) -> tuple[Refers | None, Any, bool]:
    """The mark, the inner type and whether it is a list, of one alternative of a field's type."""
    many = get_origin(annotation) is tuple
    if many:
        annotation = get_args(annotation)[0]
    refers = None
    while get_origin(annotation) is Annotated:
        annotation, *metadata = get_args(annotation)
        refers = refers or next((m for m in metadata if isinstance(m, Refers)), None)
    return refers, annotation, many
