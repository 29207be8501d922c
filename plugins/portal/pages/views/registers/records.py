"""The register of a kind of record that has none of its own: the records, and those that may only be known of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from portal.derived.context import Context
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink, View
from portal.derived.public import Closed, Record
from portal.model.kinds import Kind

__all__ = ["RecordsPage", "view"]


@dataclass(frozen=True)
class RecordRow:
    """A record, the latest day that it bears and that has come, and of a closed one its state."""

    title: Hyperlink
    day: dt.date | None = None
    state: StateLabel | None = None


@dataclass(frozen=True)
class RecordsPage:
    """The records of a kind by title, those that may only be known of last."""

    rows: tuple[RecordRow, ...]


def view(context: Context, kind: Kind) -> View:
    """The register of a kind."""
    public = sorted(context.portal.of_kind(kind), key=lambda one: str(one.facts.title))
    records: list[Record[Any] | Closed] = [*public, *context.facts.closed(kind)]
    title = context.t(kind.menu_key)
    return View(
        "register/records.html",
        kind.address,
        title,
        RecordsPage(tuple(_row(context, record) for record in records)),
        menu=kind.address,
        description=context.t("records.lede", register=title),
        updated=context.updated(*(record.key for record in records)),
    )


def _row(context: Context, record: Record[Any] | Closed) -> RecordRow:
    if isinstance(record, Closed):
        return RecordRow(context.link_to(record), state=context.state(record.visibility))
    days = filter(context.facts.has_come, context.facts.days_of(record))
    return RecordRow(context.link_to(record), max(days, default=None))
