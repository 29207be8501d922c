"""Organisations: they meet while they exist, and are not their own forebears."""

from __future__ import annotations

from collections.abc import Iterator

from portal.linked.portal import LinkedPortal
from portal.model.problems import Problem, error, warning


def bodies_meet_while_they_exist(portal: LinkedPortal) -> Iterator[Problem]:
    """A body does not meet before or after its life."""
    for meeting in portal.graph.meetings:
        body = portal.graph.organisation(meeting.body_id)
        valid = body.facts.valid if body else None
        if valid is None or body is None or meeting.facts.cancelled:
            continue
        if valid.start and meeting.day < valid.start.first:
            yield error(meeting.place, "met_before_life", start=valid.start.text, organisation=body.path)
        if valid.to and meeting.day > valid.to.last:
            yield error(meeting.place, "met_after_life", to=valid.to.text, organisation=body.path)


def forebears_end(portal: LinkedPortal) -> Iterator[Problem]:
    """No organisation is, step by step, its own parent or predecessor."""
    for organisation in portal.graph.organisations:
        for field in ("parent", "predecessor"):
            if _returns(portal, organisation.id, field):
                yield error(organisation.marks.value(field), f"{field}_circle")


def _returns(portal: LinkedPortal, start: str, field: str) -> bool:
    seen: set[str] = set()
    current = portal.graph.organisation(start)
    while current is not None and current.id not in seen:
        seen.add(current.id)
        following = getattr(current.facts, field)
        if following == start:
            return True
        current = portal.graph.organisation(following) if following else None
    return False


def names_differ(portal: LinkedPortal) -> Iterator[Problem]:
    """No two organisations have the same title or short name, for then neither can be named by it."""
    taken: dict[str, str] = {}
    for organisation in portal.graph.organisations:
        for field in ("title", "short"):
            name = getattr(organisation.facts, field)
            if name and taken.setdefault(name, organisation.id) != organisation.id:
                place = organisation.marks.value(field)
                yield warning(place, "organisation_name_taken", found=name, other=taken[name])
