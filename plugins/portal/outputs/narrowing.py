"""The rows of the registers that are too long for their pages, for the script that narrows them (`facets.js`).

A column is an array; what many rows share stands once in an array of its own, and the rows have its place there.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator
from dataclasses import astuple
from functools import partial
from typing import Any

from portal.derived.context import Context
from portal.model import addresses
from portal.pages.rendering.page import Asset
from portal.pages.views.pages import FacetedRegister, long_registers

__all__ = ["export"]


def export(context: Context) -> Iterator[Asset]:
    """`/saker/rader.json` and its like: the rows that can be read, of each register that does not fit on its page."""
    for register in long_registers(context):
        yield Asset(addresses.rows_of(register.address), make=partial(_written, register))


class _Shared:
    """Values that many rows share, each once, in the order in which they came."""

    def __init__(self) -> None:
        self._places: dict[Hashable, int] = {}

    def place(self, value: Hashable) -> int:
        """Where a value stands among them, from 0."""
        return self._places.setdefault(value, len(self._places))

    @property
    def values(self) -> list[Hashable]:
        return list(self._places)


def _written(register: FacetedRegister) -> str:
    shared = {name: _Shared() for name in ("marks", "names", "days", "states")}
    columns: dict[str, list[Any]] = {
        name: [] for name in ("title", "lang", "address", "number", "day", "about", "state", "holds")
    }
    for row, marks in register.found():
        columns["title"].append(str(row.title.text))
        columns["lang"].append(row.title.lang or "")
        columns["address"].append(row.title.address)
        columns["number"].append(row.number)
        columns["day"].append(shared["days"].place(row.day))
        columns["about"].append([shared["names"].place((str(one.text), one.lang or "")) for one in row.about])
        columns["state"].append(shared["states"].place(astuple(row.state) if row.state else ()))
        columns["holds"].append([shared["marks"].place(mark) for mark in marks])
    table = {**{name: one.values for name, one in shared.items()}, **columns}
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n"
