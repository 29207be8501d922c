"""The register of a kind of record that has none of its own: the records, and those that may only be known of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from portal.derived.context import Context
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink, View
from portal.derived.public import Record
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
    """The records of a kind by title, and those that may only be known of."""

    rows: tuple[RecordRow, ...]
    closed: tuple[RecordRow, ...]


def view(context: Context, kind: Kind) -> View:
    """The register of a kind."""
    public = sorted(context.portal.of_kind(kind), key=lambda one: str(one.facts.title))
    closed = context.facts.closed(kind)
    title = context.t(f"menu.{kind.menu_name}")
    return View(
        "register/records.html",
        kind.address,
        title,
        RecordsPage(
            tuple(_row(context, record) for record in public),
            tuple(RecordRow(context.link_to(one), state=context.state(one.visibility)) for one in closed),
        ),
        menu=kind.address,
        description=context.t("records.lede", register=title),
        updated=context.updated(*(one.key for one in public), *(one.key for one in closed)),
    )


def _row(context: Context, record: Record[Any]) -> RecordRow:
    days = filter(context.facts.has_come, context.facts.days_of(record))
    return RecordRow(context.link_to(record), max(days, default=None))
