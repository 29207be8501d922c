"""All the views of a portal: each record's page, the closed ones', the registers and the front page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

from portal.derived.context import Context
from portal.derived.parts import LazyView, View
from portal.derived.public import Record
from portal.model import addresses
from portal.model.kinds import AGREEMENT, CASE, KINDS, MEETING, ORGANISATION, PLAN, PROJECT, Kind
from portal.pages.views import closed, components, front, organisation, submission
from portal.pages.views.faceted import FacetedRegister
from portal.pages.views.linked_data import record_data
from portal.pages.views.registers import (
    agreements,
    cases,
    decisions,
    embed,
    follow_ups,
    meetings,
    news,
    organisations,
    plans,
    projects,
    records,
    search,
    status,
    themes,
    words,
)

__all__ = ["FacetedRegister", "groups_of_views", "long_registers"]

_REGISTERS: tuple[tuple[ModuleType, tuple[str, ...]], ...] = (
    (cases, (addresses.CASES,)),
    (meetings, (addresses.MEETINGS,)),
    (decisions, (addresses.DECISIONS,)),
    (follow_ups, (addresses.FOLLOW_UPS,)),
    (projects, (addresses.PROJECTS,)),
    (organisations, (addresses.BODIES, addresses.PARTNERS)),
    (news, (addresses.NEWS,)),
    (status, (addresses.STATUS,)),
    (search, (addresses.SEARCH,)),
    (themes, (addresses.THEMES,)),
    (words, (addresses.WORDS,)),
    (embed, (addresses.EMBED,)),
)
"""The registers, and the addresses that their pages lie below."""
_OF_KINDS = (CASE, MEETING, PROJECT, ORGANISATION)
"""The kinds whose registers are among those."""
_OPTIONAL: dict[Kind, Callable[[Context], Iterable[LazyView]]] = {AGREEMENT: agreements.views, PLAN: plans.views}
"""The registers of the kinds that a portal may be without."""


def groups_of_views(context: Context) -> Iterator[tuple[tuple[str, ...], Callable[[], Iterable[LazyView]]]]:
    """Every page that is made from records, in groups: the addresses that a group lies below, and its pages.

    Who asks for one has only its group worked out.
    """
    yield ("/",), lambda: _records(context)
    yield ("/",), lambda: [LazyView(addresses.FRONT, partial(front.view, context))]
    yield (addresses.SUBMIT,), lambda: submission.views(context)
    yield (addresses.COMPONENTS,), lambda: [LazyView(addresses.COMPONENTS, partial(components.view, context))]
    for register, below in _REGISTERS:
        yield below, partial(register.views, context)
    for kind in KINDS:
        if kind not in _OF_KINDS and context.portal.has(kind):
            yield (kind.address,), partial(_OPTIONAL.get(kind) or partial(records.views, kind=kind), context)
    yield (addresses.BODIES, addresses.PARTNERS), lambda: _lists(context)


def _records(context: Context) -> Iterator[LazyView]:
    """The page of each record, and of each that is closed."""
    for record in context.portal.records.values():
        dated = partial(context.updated, record.key)
        yield LazyView(record.address, partial(_of_record, context, record), dated)
    for tombstone in context.facts.closed():
        yield closed.lazy(context, tombstone)


def _lists(context: Context) -> Iterator[LazyView]:
    for body in context.portal.organisations:
        yield from organisation.list_views(context, body)


def long_registers(context: Context) -> Iterator[FacetedRegister]:
    """The registers that are too long for their pages, and whose rows a script finds elsewhere."""
    yield from (one for one in (cases.register(context), decisions.register(context)) if one.is_long)
    if follow_ups.is_long(context):
        yield follow_ups.register(context)


def _of_record(context: Context, record: Record[Any]) -> View:
    """The page of a record, by the module of its kind."""
    view: View = import_module(f"portal.pages.views.{record.kind.name}").view(context, record)
    structured = view.structured or record_data(context, record, view.description)
    return replace(view, structured=structured)
