"""The registers that are published as open data, and the rows of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.derived.context import Context
from portal.model import addresses
from portal.outputs.data import cases, decisions, follow_ups, meetings, organisations, projects
from portal.outputs.data.columns import Column, DataRegister, Row, Type

__all__ = ["REGISTERS", "DataTable", "tables"]

REGISTERS: tuple[DataRegister, ...] = tuple(
    module.REGISTER for module in (cases, meetings, decisions, follow_ups, projects, organisations)
)
"""In the order of `addresses.REGISTERS`."""


@dataclass(frozen=True)
class DataTable:
    """A register with the columns that are published and its rows, in the order of their ids."""

    register: DataRegister
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def name(self) -> str:
        return self.register.name

    def address(self, format_: str) -> str:
        """One of the register's files."""
        return addresses.data_file(self.name, format_)


def tables(context: Context) -> list[DataTable]:
    """Every register of the public portal."""
    return [_table(context, register) for register in REGISTERS]


def _table(context: Context, register: DataRegister) -> DataTable:
    columns = register.shown(context.settings.open_data_people)
    rows = (_filled(row, columns) for row in register.rows(context))
    return DataTable(register, columns, tuple(sorted(rows, key=lambda row: str(row["id"]))))


def _filled(row: Row, columns: tuple[Column, ...]) -> Row:
    """The row with the published columns alone, all of them, in their order."""
    return {column.name: _value(row.get(column.name), column) for column in columns}


def _value(value: Any, column: Column) -> Any:
    if column.type is Type.OBJECTS:
        return [_filled(part, column.fields) for part in value or ()]
    if column.type is Type.LIST:
        return [" ".join(text.split()) for text in value or ()]
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value
