"""Validation in one pass: what is right of a record's facts, and all that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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

    def known(self, values: Mapping[str, Any], fields: Sequence[str]) -> dict[str, Any]:
        """The values of the fields that a group has; the others are told, with these."""
        told = {"fields": fields}
        for name in values:
            if name not in fields:
                self._add({"type": "extra_forbidden", "loc": (name,), "msg": "", "input": None, "ctx": told})
        return {name: value for name, value in values.items() if name in fields}

    def field(self, name: str, info: FieldInfo, value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
        """The value of a field without what is faulty in it, a list or a table piece by piece.

        Raises `PydanticUseDefault` if nothing is left, and `ValidationError` where the field must be there.
        """
        kind = get_origin(info.annotation)
        above, self._at = self._at, (*self._at, name)
        try:
            if kind is tuple and isinstance(value, list):
                return tuple(self._elements(value, validate))
            if kind is dict and isinstance(value, dict):
                pieces = (self._piece({key: one}, validate) for key, one in value.items())
                return {key: one for piece in pieces if piece for key, one in piece.items()}
            return validate(value)
        except ValidationError as fault:
            if info.is_required():
                raise
            self._tell(fault)
            raise PydanticUseDefault from None
        finally:
            self._at = above

    def _elements(self, values: list[Any], validate: ValidatorFunctionWrapHandler) -> Iterator[Any]:
        for index, value in enumerate(values):
            kept = None if value is None else self._piece([value], validate, index)
            if kept is None:
                self.left_out.setdefault(self._at, []).append(index)
            else:
                yield from kept

    def _piece(self, value: Any, validate: ValidatorFunctionWrapHandler, *step: int) -> Any:
        """A list or a table of one, such as it becomes; `None` if it is faulty."""
        above, self._at = self._at, (*self._at, *step)
        try:
            return validate(value)
        except ValidationError as fault:
            self._tell(fault)
            return None
        finally:
            self._at = above

    def _tell(self, fault: ValidationError) -> None:
        """Tell of each error; the list that is made for one value is no step of its own."""
        for found in fault.errors(include_url=False):
            self._add({**found, "loc": found["loc"][1:] if found["loc"][:1] == (0,) else found["loc"]})

    def _add(self, found: ErrorDetails) -> None:
        """A group that is wrong because a faulty value was left out of it is no second fault."""
        location = (*self._at, *found["loc"])
        if location not in self._groups:
            self.faults.append({**found, "loc": location})
            self._groups.update(location[:length] for length in range(len(location)))
