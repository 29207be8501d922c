"""Bodies and partners, by kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from portal.derived.context import Context
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink, LazyView, View
from portal.derived.public import Closed, Record
from portal.model import addresses
from portal.model.kinds import ORGANISATION
from portal.model.organisation import Organisation
from portal.model.vocabulary import OrganisationKind
from portal.pages.views.bounds import Side, described, sides, titled
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
    successors: tuple[Hyperlink, ...]
    next: Hyperlink | None
    last: Hyperlink | None


@dataclass(frozen=True)
class OrganisationsPage:
    """The bodies, or the partners: `groups` by kind, those that are over last, and `closed` ones with their state.

    `other` is the address of the others. It is a `side` of them.
    """

    is_body: bool
    groups: tuple[tuple[str, tuple[OrganisationRow, ...]], ...]
    closed: tuple[tuple[Hyperlink, StateLabel], ...]
    other: str
    side: Side


def views(context: Context) -> Iterator[LazyView]:
    """The overview of bodies, and that of partners."""
    for is_body, address in ((True, addresses.BODIES), (False, addresses.PARTNERS)):
        for side in sides(address, len(_records(context, is_body)) + len(_closed(context, is_body))):
            yield LazyView(side.address, partial(_view, context, is_body, side))


def _records(context: Context, is_body: bool) -> list[Record[Organisation]]:
    return [one for one in context.portal.organisations if one.facts.kind.is_body() is is_body]


def _closed(context: Context, is_body: bool) -> list[Closed]:
    return [one for one in context.facts.closed(ORGANISATION) if one.is_body is is_body]


def _view(context: Context, is_body: bool, side: Side) -> View:
    name = "bodies" if is_body else "partners"
    kinds = list(OrganisationKind)
    every = sorted(_records(context, is_body), key=lambda one: (kinds.index(one.facts.kind), *_order(context, one)))
    records = side.rows(every)
    closed = _closed(context, is_body)[max(side.first - 1 - len(every), 0) : max(side.last - len(every), 0)]
    by_kind = groupby(records, key=lambda one: one.facts.kind)
    return View(
        "register/organisations.html",
        side.address,
        titled(context, context.t(f"{name}.title"), side),
        OrganisationsPage(
            is_body=is_body,
            groups=tuple(
                (context.t(f"organisation_kinds.{kind.value}"), tuple(_row(context, one) for one in found))
                for kind, found in by_kind
            ),
            closed=tuple((context.link_to(one), context.state(one.visibility)) for one in closed),
            other=addresses.PARTNERS if is_body else addresses.BODIES,
            side=side,
        ),
        menu=side.base,
        description=described(context, context.t(f"{name}.lede"), side),
        updated=context.updated(*[one.key for one in records], *[one.key for one in closed]),
        crumbs=(Hyperlink(context.t(f"menu.{name}"), side.base),) if side.number > 1 else (),
    )


def _order(context: Context, record: Record[Organisation]) -> tuple[bool, str]:
    """Those that are over come last in their group."""
    return context.facts.organisation(record.id).is_over, context.link_to(record).text


def _row(context: Context, record: Record[Organisation]) -> OrganisationRow:
    known, parent = context.facts.organisation(record.id), record.facts.parent
    title, after = context.link_to(record), context.portal.referring(ORGANISATION, record.key, "predecessor")
    return OrganisationRow(
        title=replace(title, note=""),
        short=record.facts.short,
        lang=context.foreign(record.facts),
        parent=context.link((ORGANISATION.name, parent)) if parent else None,
        members=len(record.facts.members),
        is_over=known.is_over,
        successors=tuple(map(context.link_to, after)) if known.is_over else (),
        next=dated_link(context, known.next.meeting) if known.next else None,
        last=dated_link(context, known.latest) if known.latest else None,
    )
