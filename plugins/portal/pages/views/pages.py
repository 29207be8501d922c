"""All the views of a portal: each record's page, the closed ones', the registers and the front page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import Any

from portal.derived.context import Context
from portal.derived.parts import LazyView, View
from portal.derived.public import Record
from portal.model import addresses
from portal.model.kinds import CASE, KINDS, MEETING, ORGANISATION, PROJECT
from portal.pages.views import closed, components, front, organisation, submission
from portal.pages.views.linked_data import record_data
from portal.pages.views.registers import (
    cases,
    decisions,
    follow_ups,
    meetings,
    news,
    organisations,
    projects,
    records,
    search,
    status,
)

__all__ = ["all_views"]

_REGISTERS = (cases, meetings, decisions, follow_ups, projects, organisations, news, status, search)
_OF_KINDS = (CASE, MEETING, PROJECT, ORGANISATION)
"""The kinds whose registers are among those."""


def all_views(context: Context) -> Iterator[LazyView]:
    """Every page of the site that is made from records."""
    yield LazyView(addresses.FRONT, partial(front.view, context))
    yield from submission.views(context)
    yield LazyView(addresses.COMPONENTS, partial(components.view, context))
    for register in _REGISTERS:
        yield from register.views(context)
    for kind in KINDS:
        if kind not in _OF_KINDS:
            yield from records.views(context, kind)
    for kind in KINDS:
        for record in context.portal.of_kind(kind):
            dated = partial(context.updated, record.key)
            yield LazyView(record.address, partial(_of_record, context, record), dated)
    for body in context.portal.organisations:
        yield from organisation.list_views(context, body)
    for tombstone in context.facts.closed():
        yield closed.lazy(context, tombstone)


def _of_record(context: Context, record: Record[Any]) -> View:
    """The page of a record, by the module of its kind."""
    view: View = import_module(f"portal.pages.views.{record.kind.name}").view(context, record)
    structured = view.structured or record_data(context, record, view.description)
    return replace(view, structured=structured)
