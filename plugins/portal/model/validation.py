"""Validation in one pass: what is right of a record's facts, and all that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar, get_origin

from pydantic import BaseModel, ValidationError, ValidatorFunctionWrapHandler
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticUseDefault

__all__ = ["Location", "Validation"]

Location = tuple[str | int, ...]
"""Where a value stands in the front matter, such as `("agenda", 2, "case")`."""

M = TypeVar("M", bound=BaseModel)


class Validation:
    """A validation that leaves out what is faulty: pydantic's context, which each field of a `Part` finds there.

    `faults` are pydantic's errors, each with its whole location, and `left_out` the elements that leave their lists,
    faulty or blank, by where the list stands. A field that is faulty has its default. One that must be there takes the
    group around it along; the group's own field, or its place in a list, is then what is left out.
    """

    def __init__(self) -> None:
        self.faults: list[ErrorDetails] = []
        self.left_out: dict[Location, list[int]] = {}
        self._at: Location = ()
        self._groups: set[Location] = set()

    def facts(self, model: type[M], values: Mapping[str, Any]) -> M | None:
        """The model with all that is right; `None` where it lacks what it must have."""
        try:
            return model.model_validate(values, context=self)
        except ValidationError as fault:
            self._tell(fault)
            return None

    def unknown(self, name: str, value: object, fields: Sequence[str]) -> None:
        """Tell of a field that the group does not have; `fields` are those it has."""
        self._add({"type": "extra_forbidden", "loc": (name,), "msg": "", "input": value, "ctx": {"fields": fields}})

    def field(self, name: str, info: FieldInfo, value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
        """The value of a field without what is faulty in it, a list or a table piece by piece.

        Raises `PydanticUseDefault` if nothing is left, and `ValidationError` where the field must be there.
        """
        kind = get_origin(info.annotation)
        with self._within(name):
            if kind is tuple and isinstance(value, list):
                return tuple(self._elements(value, validate))
            if kind is dict and isinstance(value, dict):
                return dict(self._entries(value, validate))
            try:
                return validate(value)
            except ValidationError as fault:
                if info.is_required():
                    raise
                self._tell(fault, pieces=kind is tuple)
                raise PydanticUseDefault from None

    def _elements(self, values: list[Any], validate: ValidatorFunctionWrapHandler) -> Iterator[Any]:
        for index, value in enumerate(values):
            try:
                if value is not None:
                    with self._within(index):
                        yield from validate([value])
                    continue
            except ValidationError as fault:
                with self._within(index):
                    self._tell(fault, pieces=True)
            self.left_out.setdefault(self._at, []).append(index)

    def _entries(self, values: dict[Any, Any], validate: ValidatorFunctionWrapHandler) -> Iterator[tuple[Any, Any]]:
        for key, value in values.items():
            try:
                yield from validate({key: value}).items()
            except ValidationError as fault:
                self._tell(fault)

    @contextmanager
    def _within(self, step: str | int) -> Iterator[None]:
        before, self._at = self._at, (*self._at, step)
        try:
            yield
        finally:
            self._at = before

    def _tell(self, fault: ValidationError, pieces: bool = False) -> None:
        """Tell of each error; those of `pieces` stand in a list made for one value, which is no step of its own."""
        for found in fault.errors(include_url=False):
            location = found["loc"]
            self._add({**found, "loc": location[1:] if pieces and location[:1] == (0,) else location})

    def _add(self, found: ErrorDetails) -> None:
        """A group that is wrong because a faulty value was left out of it is no second fault."""
        location = (*self._at, *found["loc"])
        if location not in self._groups:
            self.faults.append({**found, "loc": location})
            self._groups.update(location[:length] for length in range(len(location)))
