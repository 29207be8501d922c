"""The people at a meeting, in groups."""

from __future__ import annotations

from dataclasses import dataclass, replace

from portal.records.common import Person
from portal.records.meeting import Meeting
from portal.views.context import Context
from portal.views.page import Hyperlink

__all__ = ["Attendant", "Group", "people_at"]

_GROUPS = ("present", "invited", "observers", "secretariat")


@dataclass(frozen=True)
class Attendant:
    """Somebody at a meeting, or absent from it. `substitute` met for an absent one."""

    name: str
    role: str | None = None
    organisation: Hyperlink | None = None
    substitute_for: str | None = None
    substitute: str | None = None
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Those who were present, invited, absent …"""

    name: str
    people: list[Attendant]


def people_at(context: Context, facts: Meeting) -> list[Group]:
    """The people at a meeting in groups; whoever is substituted for counts as absent."""
    lang = context.foreign(facts)
    met = [person for group in _GROUPS for person in getattr(facts, group)]
    substitutes = {person.substitute_for: person.name for person in reversed(met) if person.substitute_for}
    absent = [_attendant(context, person, lang) for person in facts.absent]
    named = {person.name for person in absent}
    absent += [Attendant(name) for name in dict.fromkeys(p.substitute_for for p in met) if name and name not in named]
    groups = [
        Group(context.t(f"people.{group}"), [_attendant(context, person, lang) for person in getattr(facts, group)])
        for group in _GROUPS
    ]
    missing = [replace(person, substitute=substitutes.get(person.name)) for person in absent]
    groups.append(Group(context.t("people.absent"), missing))
    return [group for group in groups if group.people]


def _attendant(context: Context, person: Person, lang: str | None) -> Attendant:
    return Attendant(
        name=person.name,
        role=person.role,
        organisation=context.party(person.organisation, lang),
        substitute_for=person.substitute_for,
        numbers=person.items,
    )
