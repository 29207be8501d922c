"""The dates in a record's facts on which something happened, found from the model: a new field is covered at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from portal.model.values import Past

__all__ = ["past_days"]


def past_days(facts: BaseModel, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], dt.date]]:
    """Each date that tells of what happened, with where in the front matter it stands."""
    past = _past_fields(type(facts))
    for name, info in type(facts).model_fields.items():
        value, here = getattr(facts, name), (*at, info.alias or name)
        if name in past and value is not None:
            yield here, value
        elif isinstance(value, BaseModel):
            yield from past_days(value, here)
        elif isinstance(value, tuple):
            for n, element in enumerate(value):
                if isinstance(element, BaseModel):
                    yield from past_days(element, (*here, n))


@cache
def _past_fields(model: type[BaseModel]) -> frozenset[str]:
    fields = model.model_fields.items()
    return frozenset(name for name, info in fields if _is_past(info.annotation) or _has_mark(info.metadata))


def _is_past(annotation: Any) -> bool:
    return any(_has_mark(get_args(part)) for part in get_args(annotation))


def _has_mark(metadata: Any) -> bool:
    return any(isinstance(mark, Past) for mark in metadata)
