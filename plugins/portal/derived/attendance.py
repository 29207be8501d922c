"""Who was at a meeting, who was absent, and for which items: one answer for pages, papers, data and rules.

The record format, §5.5: who was there for a part is `present` with `items`, and may be `absent` with the other items.
Whoever is substituted for counts as absent (§2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.model.common import Person
from portal.model.headings import number_slug
from portal.model.meeting import AgendaItem, Meeting

__all__ = ["GROUPS", "Attendance", "attendance_at"]

_MET = ("present", "invited", "observers", "secretariat")
GROUPS = (*_MET, "absent")
"""Those who met in each capacity, and those who did not; the names of a meeting's fields."""


@dataclass(frozen=True)
class Attendance:
    """That somebody met in a capacity, or was absent.

    `items` are the numbers of the items that this holds for, all of the meeting's where there are none; `missed`
    those that somebody who met was absent from. `substitutes` are the names of those who met for an absent one.
    """

    group: str
    person: Person
    items: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    substitutes: tuple[str, ...] = ()

    @property
    def is_absence(self) -> bool:
        return self.group == "absent"

    def holds_for(self, item: AgendaItem) -> bool:
        """Whether somebody met for an item, or was absent from it."""
        slugs = _slugs(item)
        if self.items:
            return not slugs.isdisjoint(map(number_slug, self.items))
        return slugs.isdisjoint(map(number_slug, self.missed))


def attendance_at(facts: Meeting, agenda: Sequence[AgendaItem]) -> list[Attendance]:
    """The people of a meeting in the order of `GROUPS`; `agenda` are the meeting's items."""
    met = [(group, person) for group in _MET for person in getattr(facts, group)]
    by_name: dict[str, list[Person]] = {}
    substitutes: dict[str, list[Person]] = {}
    for _, person in met:
        by_name.setdefault(person.name, []).append(person)
        if person.substitute_for:
            substitutes.setdefault(person.substitute_for, []).append(person)
    named = {person.name for person in facts.absent}
    gone = [*facts.absent, *(_known(name, by_name) for name in substitutes if name not in named)]
    absent = [
        Attendance(
            "absent",
            person,
            person.items or _missed(by_name.get(person.name, []), substitutes.get(person.name, []), agenda),
            substitutes=tuple(dict.fromkeys(one.name for one in substitutes.get(person.name, []))),
        )
        for person in gone
    ]
    missed: dict[str, tuple[str, ...]] = {}
    for one in absent:
        missed[one.person.name] = (*missed.get(one.person.name, ()), *one.items)
    there = [
        Attendance(group, person, person.items, () if person.items else missed.get(person.name, ()))
        for group, person in met
    ]
    return [*there, *absent]


def _known(name: str, met: Mapping[str, Sequence[Person]]) -> Person:
    """Somebody who is named as substituted for alone, with what the record says where they met for a part."""
    found = next(iter(met.get(name, ())), None)
    return Person(name=name, role=found.role, organisation=found.organisation) if found else Person(name=name)


def _missed(met: Sequence[Person], substitutes: Sequence[Person], agenda: Sequence[AgendaItem]) -> tuple[str, ...]:
    """The numbers of the items that somebody who met for a part was absent from, where the record leaves that open.

    Those that others met for in their place; or else all that they did not take part in themselves.
    """
    if not met:
        return ()
    if substitutes and all(person.items for person in substitutes):
        return tuple(dict.fromkeys(number for person in substitutes for number in person.items))
    if not all(person.items for person in met):
        return ()
    took_part = {number_slug(number) for person in met for number in person.items}
    return tuple(item.number for item in agenda if item.number and took_part.isdisjoint(_slugs(item)))


def _slugs(item: AgendaItem) -> set[str]:
    return {number_slug(number) for number in (item.number, *item.aliases) if number}
