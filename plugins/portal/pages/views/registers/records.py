"""The register of a kind of record that has none of its own: the records, and those that may only be known of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from portal.derived.context import Context
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink, LazyView, View
from portal.derived.public import Closed, Record
from portal.model.kinds import Kind
from portal.pages.views.bounds import Side, described, sides, titled

__all__ = ["RecordsPage", "views"]


@dataclass(frozen=True)
class RecordRow:
    """A record, the latest day that it bears and that has come, and of a closed one its state."""

    title: Hyperlink
    day: dt.date | None = None
    state: StateLabel | None = None


@dataclass(frozen=True)
class RecordsPage:
    """The records of a kind by title, then those that may only be known of: a side of them."""

    rows: tuple[RecordRow, ...]
    side: Side


def views(context: Context, kind: Kind) -> Iterator[LazyView]:
    """The register of a kind, in as many sides as it takes."""
    for side in sides(kind.address, len(context.portal.of_kind(kind)) + len(context.facts.closed(kind))):
        yield LazyView(side.address, partial(_view, context, kind, side))


def _view(context: Context, kind: Kind, side: Side) -> View:
    public = sorted(context.portal.of_kind(kind), key=lambda one: str(one.facts.title))
    makers = [(one.key, partial(_row, context, one)) for one in public]
    makers += [(one.key, partial(_closed_row, context, one)) for one in context.facts.closed(kind)]
    shown = side.rows(makers)
    title = context.t(f"menu.{kind.menu_name}")
    return View(
        "register/records.html",
        side.address,
        titled(context, title, side),
        RecordsPage(tuple(make() for _, make in shown), side),
        menu=kind.address,
        description=described(context, context.t("records.lede", register=title), side),
        updated=context.updated(*(key for key, _ in shown)),
        crumbs=(Hyperlink(title, kind.address),) if side.number > 1 else (),
    )


def _closed_row(context: Context, closed: Closed) -> RecordRow:
    return RecordRow(context.link_to(closed), state=context.state(closed.visibility))


def _row(context: Context, record: Record[Any]) -> RecordRow:
    days = filter(context.facts.has_come, context.facts.days_of(record))
    return RecordRow(context.link_to(record), max(days, default=None))
