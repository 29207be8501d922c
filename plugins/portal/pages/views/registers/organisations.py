"""Bodies and partners, by kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from portal.derived.context import Context
from portal.derived.parts import View
from portal.derived.public import Record
from portal.model import addresses
from portal.model.kinds import ORGANISATION
from portal.model.organisation import Organisation
from portal.model.vocabulary import OrganisationKind
from portal.pages.views.rows import dated_link

__all__ = ["views"]


def views(context: Context) -> Iterator[View]:
    """The overview of bodies, and that of partners."""
    for is_body, address, name in ((True, addresses.BODIES, "bodies"), (False, addresses.PARTNERS, "partners")):
        groups = []
        for kind in OrganisationKind:
            chosen = [
                _organisation_row(context, record)
                for record in context.portal.organisations
                if record.facts.kind is kind and kind.is_body() is is_body
            ]
            if chosen:
                chosen.sort(key=lambda row: (row["is_over"], row["title"].text))
                groups.append({"name": context.t(f"organisation_kinds.{kind.value}"), "rows": chosen})
        closed = [
            {"title": context.link_to(c), "state": context.state(c.visibility)}
            for c in context.portal.closed_of(ORGANISATION)
            if c.is_body is is_body
        ]
        keys = [one.key for one in context.portal.organisations if one.facts.kind.is_body() is is_body]
        keys += [one.key for one in context.portal.closed_of(ORGANISATION) if one.is_body is is_body]
        other = addresses.PARTNERS if is_body else addresses.BODIES
        values = {"groups": groups, "closed": closed, "is_body": is_body, "other": other}
        yield View(
            "register/organisations.html",
            address,
            context.t(f"{name}.title"),
            values,
            menu=address,
            description=context.t(f"{name}.lede"),
            updated=context.updated(*keys),
        )


def _organisation_row(context: Context, record: Record[Organisation]) -> dict[str, Any]:
    calendar = context.portal.calendar_of(record.id)
    coming = [meeting for meeting in calendar if context.is_coming(meeting)]
    held = [meeting for meeting in calendar if context.is_held(meeting)]
    return {
        "title": context.link_to(record),
        "short": record.facts.short,
        "lang": context.foreign(record.facts),
        "parent": context.link(("organisation", record.facts.parent)) if record.facts.parent else None,
        "members": len(record.facts.members),
        "is_over": _is_over(context, record),
        "next": dated_link(context, coming[0]) if coming else None,
        "last": dated_link(context, held[-1]) if held else None,
    }


def _is_over(context: Context, record: Record[Organisation]) -> bool:
    valid = record.facts.valid
    return valid is not None and valid.to is not None and valid.to.last < context.today
