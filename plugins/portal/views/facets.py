"""Facets of a register: for each choice a page that was prepared, so that no script is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from portal.views.context import Context
from portal.views.page import Hyperlink

__all__ = ["Choice", "Facet", "Option", "facet", "option_of_body", "option_of_year"]


@dataclass(frozen=True)
class Option:
    """One choice to be: the page that shows it, and which rows hold it."""

    link: Hyperlink
    holds: Callable[[Any], bool]


@dataclass(frozen=True)
class Choice:
    """One choice of a facet, with the rows that hold it."""

    link: Hyperlink
    rows: tuple[Any, ...]

    @property
    def count(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Facet:
    """One way to narrow a register."""

    name: str
    choices: tuple[Choice, ...]


def facet(context: Context, name: str, options: Iterable[Option], rows: Sequence[Any]) -> Facet:
    """A facet by its name in the catalogues; each of its choices keeps the order of the rows."""
    return Facet(
        context.t(f"facet.{name}"),
        tuple(Choice(option.link, tuple(row for row in rows if option.holds(row))) for option in options),
    )


def option_of_body(context: Context, id_: str, address: str, holds: Callable[[Any], bool]) -> Option:
    """A body as a choice."""
    body = context.body(id_)
    return Option(Hyperlink(body.text, address, body.lang), holds)


def option_of_year(year: int, address: str, holds: Callable[[Any], bool]) -> Option:
    """A year as a choice."""
    return Option(Hyperlink(str(year), address), holds)
