"""Any kind of record as open data: a column for each simple field of its model, two for one that refers to records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import Enum
from typing import Annotated, Any

from portal.model.common import RecordFacts
from portal.model.kinds import Kind, kind_named
from portal.model.references import field_types
from portal.model.values import PartialDate
from portal.outputs.data import shared as s
from portal.outputs.data.columns import DataRegister, Fact, Prose, Read, Row

__all__ = ["register_of"]

_SIMPLE = (bool, int, dt.date, dt.time, PartialDate)


def register_of(kind: Kind) -> DataRegister:
    """The register of a kind, made from its model. Each column's message bears the name of the kind before its own.

    A group of fields, and a list of them, has no column: a kind that wants one has a register of its own.
    """
    columns = {
        name: Annotated[type_ | None if default is None else type_, fact]
        for name, type_, fact, default in _columns(kind)
    }
    hints = {"head": Annotated[s.HeadData, Fact()], **columns, "tail": Annotated[s.TailData, Fact()]}
    defaults = {name: default for name, _, _, default in _columns(kind)}
    row = type(f"{kind.model.__name__}Row", (Row,), {"__annotations__": hints, **defaults}, part="facts")
    return DataRegister(
        kind.folder,
        kind.address,
        kind,
        row,
        facts=lambda context: context.portal.of_kind(kind),
        closed=lambda _, __: {},
    )


def _columns(kind: Kind) -> Iterator[tuple[str, Any, Fact, Any]]:
    """The name, the type, the place and the default of each column between those that all records have."""
    for field in field_types(kind.model):
        if field.name in RecordFacts.model_fields:
            continue
        about, default = f"{kind.name}_{field.name}", () if field.many else None
        if field.refers:
            title = s.party if field.refers.or_text else s.title_of(kind_named(field.refers.kind))
            id_ = s.party_id if field.refers.or_text else None
            type_ = tuple[str, ...] if field.many else str
            by = s.each(id_) if field.many and id_ else id_
            yield field.name, type_, Read(field.alias, about, by=by), default
            titles, by = (f"{field.name}_titles", s.each(title)) if field.many else (f"{field.name}_title", title)
            yield titles, type_, Fact(f"facts.{field.alias}", f"{about}_title", by=by), default
        elif field.type is str:
            yield field.name, tuple[str, ...] if field.many else Prose, Read(field.alias, about), default
        elif not field.many and (field.type in _SIMPLE or issubclass(field.type, Enum)):
            yield field.name, field.type, Read(field.alias, about), None
