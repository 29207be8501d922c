"""All the views of a portal: each record's page, the closed ones', the registers and the front page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

from portal.derived.context import Context
from portal.derived.parts import View
from portal.model.kinds import CASE, KINDS, MEETING, ORGANISATION, PROJECT
from portal.pages.views import closed, components, front, submission
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


def all_views(context: Context) -> Iterator[View]:
    """Every page of the site that is made from records."""
    yield front.view(context)
    yield from submission.views(context)
    yield components.view(context)
    for register in _REGISTERS:
        yield from register.views(context)
    for kind in KINDS:
        if kind not in _OF_KINDS:
            yield records.view(context, kind)
    for kind in KINDS:
        view = import_module(f"portal.pages.views.{kind.name}").view
        for record in context.portal.of_kind(kind):
            made: View = view(context, record)
            yield made if made.structured else replace(made, structured=record_data(context, record, made.description))
    for tombstone in context.facts.closed():
        yield closed.view(context, tombstone)
