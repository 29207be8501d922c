"""The people at a meeting, in groups."""

from __future__ import annotations

from dataclasses import dataclass

from portal.derived.attendance import GROUPS, Attendance
from portal.derived.context import Context
from portal.derived.parts import Hyperlink
from portal.derived.public import Record
from portal.model.meeting import Meeting
from portal.model.values import time_of_day

__all__ = ["Attendant", "Group", "people_at"]


@dataclass(frozen=True)
class Attendant:
    """Somebody at a meeting, or absent from it.

    `substitute` met for an absent one. `part` tells in words for which items
    somebody met or was absent, and who met for those.
    """

    name: str
    role: str | None = None
    organisation: Hyperlink | None = None
    substitute_for: str | None = None
    substitute: str | None = None
    part: str = ""


@dataclass(frozen=True)
class Group:
    """Those who were present, invited, absent …"""

    name: str
    people: tuple[Attendant, ...]


def people_at(context: Context, meeting: Record[Meeting]) -> tuple[Group, ...]:
    """The people at a meeting in groups; whoever is substituted for counts as absent."""
    lang, people = context.foreign(meeting.facts), context.facts.meeting(meeting).attendance
    groups = (
        Group(context.t(f"people.{name}"), tuple(_attendant(context, one, lang) for one in people if one.group == name))
        for name in GROUPS
    )
    return tuple(group for group in groups if group.people)


def _attendant(context: Context, one: Attendance, lang: str | None) -> Attendant:
    person, substitute = one.person, ", ".join(one.substitutes)
    part = _part(context, one)
    if part and substitute:
        part, substitute = f"{part}, {context.t('people.substituted_by', name=substitute)}", ""
    return Attendant(
        name=person.name,
        role=person.role,
        organisation=context.party(person.organisation, lang),
        substitute_for=person.substitute_for,
        substitute=substitute or None,
        part=part,
    )


def _part(context: Context, one: Attendance) -> str:
    """For which items somebody met or was absent, in words that cannot be read as their contrary."""
    items, missed, count = ", ".join(one.items), ", ".join(one.missed), context.catalogue.count
    words = []
    if items:
        words = [count("people.absent_from" if one.is_absence else "people.items", len(one.items), items=items)]
    elif missed:
        words = [count("people.all_but", len(one.missed), items=missed)]
    for name, when in (("arrived", one.person.arrived), ("left", one.person.left)):
        if when:
            words.append(_when(context, name, when))
    told = ", ".join(words)
    return told[:1].upper() + told[1:]


def _when(context: Context, name: str, when: str) -> str:
    """When somebody `arrived` or `left`: at a time of day, or with an item."""
    if hour := time_of_day(when):
        return context.t(f"people.{name}_at", time=context.dates.time(hour))
    return context.t(f"people.{name}_item", number=when)
