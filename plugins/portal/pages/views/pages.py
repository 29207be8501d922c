"""All the views of a portal: each record's page, the closed ones', the registers and the front page."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from portal.derived.context import Context
from portal.derived.parts import View
from portal.model.kinds import KINDS
from portal.pages.views import closed, components, front, submission
from portal.pages.views.registers import (
    cases,
    decisions,
    follow_ups,
    meetings,
    news,
    organisations,
    projects,
    search,
    status,
)

__all__ = ["all_views"]

_REGISTERS = (cases, meetings, decisions, follow_ups, projects, organisations, news, status, search)


def all_views(context: Context) -> Iterator[View]:
    """Every page of the site that is made from records."""
    yield front.view(context)
    yield from submission.views(context)
    yield components.view(context)
    for register in _REGISTERS:
        yield from register.views(context)
    for kind in KINDS:
        view = import_module(f"portal.pages.views.{kind.name}").view
        for record in context.portal.records.values():
            if record.kind is kind:
                yield view(context, record)
    for tombstone in context.facts.closed():
        yield closed.view(context, tombstone)
