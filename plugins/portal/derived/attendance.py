"""Who was at a meeting, who was absent, and for which items: one answer for pages, papers, data and rules.

The record format, §5.5: who was there for a part is `present` with `items` (or `arrived`, `left`), and may be `absent`
with the other items. Whoever is substituted for counts as absent (§2), and whoever is disqualified takes no part.
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
    those that somebody who met was absent from, before they `arrived` or after they `left` too (times of day, or
    numbers). `substitutes` are the names of those who met for an absent one.
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
        """Whether somebody took part in an item, or was absent from it."""
        if self.person.name in item.disqualified and not self.is_absence:
            return False
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
    there = [Attendance(group, person, person.items, _absences(person, missed, agenda)) for group, person in met]
    return [*there, *absent]


def _absences(person: Person, missed: Mapping[str, tuple[str, ...]], agenda: Sequence[AgendaItem]) -> tuple[str, ...]:
    """The numbers of the items that somebody who met was absent from."""
    if person.items:
        return ()
    return tuple(dict.fromkeys([*missed.get(person.name, ()), *_outside(person, agenda)]))


def _outside(person: Person, agenda: Sequence[AgendaItem]) -> list[str]:
    """The numbers of the items before somebody arrived at one, and after the one at which they left."""
    places = {slug: at for at, item in enumerate(agenda) for slug in _slugs(item)}
    first = places.get(number_slug(person.arrived or ""), 0)
    last = places.get(number_slug(person.left or ""), len(agenda))
    return [item.number for at, item in enumerate(agenda) if item.number and not first <= at <= last]


def _part_of(person: Person, agenda: Sequence[AgendaItem]) -> tuple[str, ...]:
    """The numbers of the items that somebody took part in, where they did in some; else none."""
    if person.items:
        return person.items
    outside = _outside(person, agenda)
    return tuple(item.number for item in agenda if item.number and item.number not in outside) if outside else ()


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
    for_them = [_part_of(person, agenda) for person in substitutes]
    if for_them and all(for_them):
        return tuple(dict.fromkeys(number for numbers in for_them for number in numbers))
    parts = [_part_of(person, agenda) for person in met]
    if not all(parts):
        return ()
    took_part = {number_slug(number) for numbers in parts for number in numbers}
    return tuple(item.number for item in agenda if item.number and took_part.isdisjoint(_slugs(item)))


def _slugs(item: AgendaItem) -> set[str]:
    return {number_slug(number) for number in (item.number, *item.aliases) if number}
