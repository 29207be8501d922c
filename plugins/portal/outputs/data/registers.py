"""The registers that are published as open data, and the rows of each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from typing import Any

from portal.derived.context import Context
from portal.derived.public import Closed
from portal.model import addresses
from portal.model.kinds import KINDS, MEETING
from portal.outputs.data import agreements, cases, decisions, follow_ups, meetings, organisations, plans, projects
from portal.outputs.data.columns import Column, DataRegister, Row, plain, row_of, value_of
from portal.outputs.data.records import register_of
from portal.outputs.data.shared import closed_ends

__all__ = ["REGISTERS", "DataTable", "tables"]

_OWN = {
    module.REGISTER.name: module.REGISTER
    for module in (cases, meetings, decisions, follow_ups, projects, organisations, agreements, plans)
}
_ANY = {kind.folder: register_of(kind) for kind in KINDS if kind.folder not in _OWN}
REGISTERS: tuple[DataRegister, ...] = tuple((_OWN | _ANY)[name] for name in addresses.REGISTERS)
"""In the order of `addresses.REGISTERS`."""


class DataTable:
    """A register with the columns that are published; its rows are made when they are first asked for.

    They are kept as they are written, each as the bytes of a JSON object, in the order of their ids.
    """

    def __init__(self, context: Context, register: DataRegister) -> None:
        self.register = register
        self.columns: tuple[Column, ...] = register.shown(context.settings.open_data_people)
        self._context = context

    @property
    def name(self) -> str:
        return self.register.name

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years that the register is split by, the latest first."""
        return tuple(sorted({year for year in self.register.years(self._context) if year}, reverse=True))

    def encoded(self, year: int | None = None) -> list[bytes]:
        """The rows, or those of a year, each as JSON in UTF-8."""
        return [row for of, row in self._encoded if year in (None, of)]

    def rows(self, year: int | None = None) -> Iterator[dict[str, Any]]:
        """The rows, or those of a year, as JSON has them."""
        return map(json.loads, self.encoded(year))

    @cached_property
    def _encoded(self) -> list[tuple[int | None, bytes]]:
        return [(year, _json(plain(make(), self.columns))) for _, year, make in sorted(self._found(), key=_id_of)]

    def _found(self) -> Iterator[_Found]:
        """The id and the year of each row, and what makes it."""
        context, register = self._context, self.register
        for facts in register.facts(context):
            id_ = value_of(register.row, context, facts, "id")
            yield id_, register.year(context, facts), partial(row_of, register.row, context, facts)
        for closed in context.facts.closed(register.kind) if register.closed else ():
            year = closed.day.year if closed.kind is MEETING else None
            yield closed.id, year, partial(_closed_row, context, register, closed)

    @cached_property
    def number(self) -> int:
        """How many rows there are."""
        return sum(1 for _ in self._found())

    def address(self, format_: str) -> str:
        """One of the register's files."""
        return addresses.data_file(self.name, format_)


_Found = tuple[str, int | None, Callable[[], Row]]


def _id_of(found: _Found) -> str:
    return found[0]


def _closed_row(context: Context, register: DataRegister, closed: Closed) -> Row:
    assert register.closed
    return register.row(**closed_ends(context, closed), **register.closed(context, closed))


def _json(row: Mapping[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()


def tables(context: Context) -> tuple[DataTable, ...]:
    """Every register of the public portal."""
    return tuple(DataTable(context, register) for register in REGISTERS if context.portal.has(register.kind))
