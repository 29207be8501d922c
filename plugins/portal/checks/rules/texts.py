"""Texts: what is written is what is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel

from portal.linked.portal import LinkedPortal
from portal.model.problems import Problem, warning
from portal.model.validation import Location

_MARKUP = re.compile(
    r"~~\S(?:[^~\n]*\S)?~~|\*\*\S(?:[^*\n]*\S)?\*\*|\[[^\]\n]+\]\([^()\s]+\)"
    r"|</?(?:a|b|br|del|em|i|ins|p|s|span|strong|sub|sup|u)(?:\s[^<>\n]*)?/?>|&(?:amp|gt|lt|nbsp|quot|shy|#\d+);",
    re.IGNORECASE,
)
"""Signs that would say something in a text in Markdown, and that nobody writes for their own sake."""


def texts_are_read_as_meant(portal: LinkedPortal) -> Iterator[Problem]:
    """No date, number or sentence is taken for a list, a quotation or a heading."""
    for record in portal.records:
        for doubt in record.outline.doubts:
            yield warning(doubt.place, f"text_{doubt.kind.value}", found=doubt.found)


def fields_are_plain_text(portal: LinkedPortal) -> Iterator[Problem]:
    """Front matter is text as it stands: what is struck or stressed there by signs is neither."""
    for record in portal.records:
        for at, text in _texts(record.facts, ()):
            if match := _MARKUP.search(text):
                field = next(str(step) for step in reversed(at) if isinstance(step, str))
                yield warning(record.marks.value(*at), "markup_in_field", found=match[0], field=field)


def _texts(value: BaseModel, at: Location) -> Iterator[tuple[Location, str]]:
    """Each text in the facts, with where in the front matter it stands."""
    for name, alias in _fields(type(value)):
        held = getattr(value, name)
        if type(held) is str:
            yield (*at, alias), held
        elif isinstance(held, BaseModel):
            yield from _texts(held, (*at, alias))
        elif isinstance(held, tuple):
            for index, one in enumerate(held):
                if type(one) is str:
                    yield (*at, alias, index), one
                elif isinstance(one, BaseModel):
                    yield from _texts(one, (*at, alias, index))


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The fields of a model, each with its name in front matter."""
    return tuple((name, info.alias or name) for name, info in model.model_fields.items())
