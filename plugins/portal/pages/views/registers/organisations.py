"""Bodies and partners, by kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from portal.derived.context import Context
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink, LazyView, View
from portal.derived.public import Record
from portal.model import addresses
from portal.model.kinds import ORGANISATION
from portal.model.organisation import Organisation
from portal.model.vocabulary import OrganisationKind
from portal.pages.views.rows import dated_link

__all__ = ["OrganisationsPage", "views"]


@dataclass(frozen=True)
class OrganisationRow:
    """A body or a partner in a list; `next` is the body's next meeting, `last` the latest that was held."""

    title: Hyperlink
    short: str | None
    lang: str | None
    parent: Hyperlink | None
    members: int
    is_over: bool
    next: Hyperlink | None
    last: Hyperlink | None


@dataclass(frozen=True)
class OrganisationsPage:
    """The bodies, or the partners: `groups` by kind, those that are over last, and `closed` ones with their state.

    `other` is the address of the others.
    """

    is_body: bool
    groups: tuple[tuple[str, tuple[OrganisationRow, ...]], ...]
    closed: tuple[tuple[Hyperlink, StateLabel], ...]
    other: str


def views(context: Context) -> Iterator[LazyView]:
    """The overview of bodies, and that of partners."""
    yield LazyView(addresses.BODIES, partial(_view, context, True, addresses.BODIES, addresses.PARTNERS))
    yield LazyView(addresses.PARTNERS, partial(_view, context, False, addresses.PARTNERS, addresses.BODIES))


def _view(context: Context, is_body: bool, address: str, other: str) -> View:
    name = "bodies" if is_body else "partners"
    records = [one for one in context.portal.organisations if one.facts.kind.is_body() is is_body]
    closed = [one for one in context.facts.closed(ORGANISATION) if one.is_body is is_body]
    by_kind = ((kind, [one for one in records if one.facts.kind is kind]) for kind in OrganisationKind)
    return View(
        "register/organisations.html",
        address,
        context.t(f"{name}.title"),
        OrganisationsPage(
            is_body=is_body,
            groups=tuple(_group(context, kind, found) for kind, found in by_kind if found),
            closed=tuple((context.link_to(one), context.state(one.visibility)) for one in closed),
            other=other,
        ),
        menu=address,
        description=context.t(f"{name}.lede"),
        updated=context.updated(*[one.key for one in records], *[one.key for one in closed]),
    )


def _group(
    context: Context, kind: OrganisationKind, records: list[Record[Organisation]]
) -> tuple[str, tuple[OrganisationRow, ...]]:
    rows = sorted((_row(context, one) for one in records), key=lambda row: (row.is_over, row.title.text))
    return context.t(f"organisation_kinds.{kind.value}"), tuple(rows)


def _row(context: Context, record: Record[Organisation]) -> OrganisationRow:
    known, parent = context.facts.organisation(record.id), record.facts.parent
    return OrganisationRow(
        title=context.link_to(record),
        short=record.facts.short,
        lang=context.foreign(record.facts),
        parent=context.link((ORGANISATION.name, parent)) if parent else None,
        members=len(record.facts.members),
        is_over=known.is_over,
        next=dated_link(context, known.next.meeting) if known.next else None,
        last=dated_link(context, known.latest) if known.latest else None,
    )
