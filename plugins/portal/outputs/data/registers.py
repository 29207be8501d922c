"""The registers that are published as open data, and the rows of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from portal.derived.context import Context
from portal.model import addresses
from portal.model.kinds import KINDS
from portal.outputs.data import cases, decisions, follow_ups, meetings, organisations, projects
from portal.outputs.data.columns import Column, DataRegister, Row, plain, row_of
from portal.outputs.data.records import register_of
from portal.outputs.data.shared import closed_ends

__all__ = ["REGISTERS", "DataTable", "tables"]

_OWN = {
    module.REGISTER.name: module.REGISTER
    for module in (cases, meetings, decisions, follow_ups, projects, organisations)
}
_ANY = {kind.folder: register_of(kind) for kind in KINDS if kind.folder not in _OWN}
REGISTERS: tuple[DataRegister, ...] = tuple((_OWN | _ANY)[name] for name in addresses.REGISTERS)
"""In the order of `addresses.REGISTERS`."""


class DataTable:
    """A register with the columns that are published; its rows are made when they are first asked for."""

    def __init__(self, context: Context, register: DataRegister) -> None:
        self.register = register
        self.columns: tuple[Column, ...] = register.shown(context.settings.open_data_people)
        self._context = context

    @property
    def name(self) -> str:
        return self.register.name

    @cached_property
    def rows(self) -> tuple[Mapping[str, Any], ...]:
        """The rows as JSON has them, in the order of their ids."""
        rows = (plain(row, self.columns) for row in _rows(self._context, self.register))
        return tuple(sorted(rows, key=lambda row: str(row["id"])))

    def address(self, format_: str) -> str:
        """One of the register's files."""
        return addresses.data_file(self.name, format_)


def tables(context: Context) -> tuple[DataTable, ...]:
    """Every register of the public portal."""
    return tuple(DataTable(context, register) for register in REGISTERS)


def _rows(context: Context, register: DataRegister) -> Iterator[Row]:
    yield from (row_of(register.row, context, facts) for facts in register.facts(context))
    if register.closed:
        for closed in context.facts.closed(register.kind):
            yield register.row(**closed_ends(context, closed), **register.closed(context, closed))
