"""Meetings: the agenda and the text agree, and minutes are approved after the meeting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portal.derived.attendance import GROUPS
from portal.derived.representation import quorum_needed
from portal.linked.hindsight import minutes_in
from portal.linked.portal import LinkedPortal
from portal.model.common import Person
from portal.model.headings import number_slug
from portal.model.problems import Problem, error, warning
from portal.model.values import time_of_day
from portal.model.vocabulary import Outcome


def headings_have_items(portal: LinkedPortal) -> Iterator[Problem]:
    """A heading that bears a case number opens an item of the agenda, and `### Vedtak` holds the words of a decision.

    Both are found when the agenda is given its texts.
    """
    for meeting in portal.graph.meetings:
        for problem in portal.graph.agendas[meeting.id].problems:
            if not (problem.code.startswith("heading_without_item") and "agenda" in meeting.marks.faulty):
                yield problem


def items_are_named(portal: LinkedPortal) -> Iterator[Problem]:
    """An agenda item has a title, of its own or from its case, unless it is exempt."""
    for meeting in portal.graph.meetings:
        for index, item in enumerate(meeting.facts.agenda):
            was_written = ("agenda", index, "title") in meeting.marks.keys
            if not (item.title or item.cases or item.exempt or was_written):
                yield error(meeting.marks.value("agenda", index), "item_title_missing", position=index + 1)


def approvals_come_after(portal: LinkedPortal) -> Iterator[Problem]:
    """Minutes are approved by a meeting that was held after the one they are of, by the same body."""
    for handling in portal.graph.handlings:
        meeting = handling.meeting
        for index, approved in enumerate(handling.entry.item.approves):
            place = handling.place("approves", index)
            asked = portal.graph.meeting(approved)
            same_body = asked is not None and not set(asked.body_ids).isdisjoint(meeting.body_ids)
            time = portal.graph.times.get(approved)
            if time is None:
                continue
            if time >= portal.graph.times[meeting.id] if same_body else time[0] > meeting.day:
                yield error(place, "approved_before_held", found=approved, day=meeting.day.isoformat())
            elif not same_body:
                yield warning(place, "approved_by_other_body", found=approved)


def minutes_are_approved_once(portal: LinkedPortal) -> Iterator[Problem]:
    """The minutes of a meeting are approved by one item."""
    for meeting in portal.graph.meetings:
        approvals = [h for h in portal.graph.approvals(meeting.id) if h.is_approval]
        for handling in approvals[1:]:
            index = handling.entry.item.approves.index(meeting.id)
            place = handling.place("approves", index)
            yield warning(place, "approved_twice", found=meeting.id, other=approvals[0].meeting.path)


def approvals_say_whether(portal: LinkedPortal) -> Iterator[Problem]:
    """The outcome of an item that approves minutes tells whether they were approved, or put off."""
    for handling in portal.graph.handlings:
        item = handling.entry.item
        if item.approves and item.outcome in (Outcome.NOTED, Outcome.DISCUSSED):
            found, meetings = item.outcome.value, ", ".join(item.approves)
            yield warning(handling.place("outcome"), "approval_outcome", found=found, meeting=meetings)


def cancelled_meetings_decide_nothing(portal: LinkedPortal) -> Iterator[Problem]:
    """A meeting that was cancelled has no outcomes, votes, follow-ups, people present, minutes or decisions."""
    for meeting in portal.graph.meetings:
        if meeting.facts.cancelled:
            for place, field in minutes_in(portal, meeting):
                yield error(place, "cancelled_but", field=field)


def people_are_present_or_absent(portal: LinkedPortal) -> Iterator[Problem]:
    """Nobody is both present at an item and absent from it."""
    for meeting in portal.graph.meetings:
        for index, person in enumerate(meeting.facts.absent):
            there = [other for other in meeting.facts.present if other.name == person.name]
            if any(_overlap(other, person) for other in there):
                yield warning(meeting.marks.value("absent", index), "present_and_absent", found=person.name)


def _overlap(present: Person, absent: Person) -> bool:
    """Whether being present and being absent concern the same items; who was absent from some was there for others."""
    if not absent.items:
        return True
    return not set(map(number_slug, present.items)).isdisjoint(map(number_slug, absent.items))


def people_are_listed_once(portal: LinkedPortal) -> Iterator[Problem]:
    """Nobody is listed twice in the same capacity for the same items, nor twice as disqualified.

    Two of one name are two people where they have different affiliations.
    """
    for meeting in portal.graph.meetings:
        for field in GROUPS:
            people = getattr(meeting.facts, field)
            for index, person in enumerate(people):
                if any(_is_same(portal, other, person) and _overlap(other, person) for other in people[:index]):
                    yield warning(meeting.marks.value(field, index), "named_twice", found=person.name)
    for handling in portal.graph.handlings:
        names = handling.entry.item.disqualified
        for index, name in enumerate(names):
            if name in names[:index]:
                yield warning(handling.place("disqualified", index), "named_twice", found=name)


def _is_same(portal: LinkedPortal, one: Person, other: Person) -> bool:
    """Whether two of a list are one person: the same name, and nothing that tells them apart."""
    find = portal.graph.names.find
    homes = {find(person.organisation) or person.organisation for person in (one, other) if person.organisation}
    has_times = any((one.arrived, one.left, other.arrived, other.left))
    return one.name == other.name and len(homes) < 2 and not has_times


def people_take_part_in_items(portal: LinkedPortal) -> Iterator[Problem]:
    """The items that a person took part in are on the agenda."""
    for meeting in portal.graph.meetings:
        if "agenda" in meeting.marks.faulty:
            continue  # an item with a fault may be meant
        items = meeting.facts.agenda
        numbers = {number_slug(number) for item in items for number in (item.number, *item.aliases) if number}
        for field in ("present", "invited", "secretariat", "observers", "absent"):
            for index, person in enumerate(getattr(meeting.facts, field)):
                named: list[tuple[tuple[str | int, ...], str]] = [
                    (("items", n), number) for n, number in enumerate(person.items)
                ]
                named += [((name,), when) for name in ("arrived", "left") if (when := getattr(person, name))]
                for at, number in named:
                    if time_of_day(number) is None and number_slug(number) not in numbers:
                        place = meeting.marks.value(field, index, *at)
                        yield error(place, "person_item_unknown", found=number, name=person.name)


def people_leave_after_they_came(portal: LinkedPortal) -> Iterator[Problem]:
    """Whoever came late and left early left after coming."""
    for meeting in portal.graph.meetings:
        if meeting.last_day > meeting.day:
            continue
        slugs = {number_slug(item.number): at for at, item in enumerate(meeting.facts.agenda) if item.number}
        for field in ("present", "invited", "secretariat", "observers"):
            for index, person in enumerate(getattr(meeting.facts, field)):
                if person.arrived and person.left and _is_before(person.left, person.arrived, slugs):
                    place = meeting.marks.value(field, index, "left")
                    yield warning(place, "left_before", name=person.name, left=person.left, arrived=person.arrived)


def _is_before(one: str, other: str, places: Mapping[str, int]) -> bool:
    """Whether a time of day is before another, or an item of the agenda before another one."""
    first, last = time_of_day(one), time_of_day(other)
    if first and last:
        return first < last
    at, after = places.get(number_slug(one)), places.get(number_slug(other))
    return at is not None and after is not None and at < after


def meetings_in_writing_have_no_room(portal: LinkedPortal) -> Iterator[Problem]:
    """What is treated in writing has no place, no hour, and nothing to log on to."""
    for meeting in portal.graph.meetings:
        for field in ("place", "online", "start", "end") if meeting.facts.is_written else ():
            if getattr(meeting.facts, field):
                yield warning(meeting.marks.key(field), "written_with_room", field=field)


def decisions_have_a_quorum(portal: LinkedPortal) -> Iterator[Problem]:
    """A meeting that decided something had as many present as its body says that it needs (record format §5.3)."""
    for meeting in portal.graph.meetings:
        body, present = portal.graph.organisation(meeting.body_id), len({one.name for one in meeting.facts.present})
        needed = quorum_needed(body.facts, meeting.day) if body else None
        if needed and 0 < present < needed and any(one.is_decision for one in portal.graph.items(meeting.id)):
            yield warning(meeting.marks.key("present"), "without_quorum", present=present, needed=needed)


def items_go_to_others(portal: LinkedPortal) -> Iterator[Problem]:
    """No item is sent on to a body that treated it."""
    for handling in portal.graph.handlings:
        for index, id_ in enumerate(handling.entry.item.to_bodies):
            if id_ in handling.meeting.body_ids:
                yield warning(handling.place("to", index), "sent_to_itself", found=id_)


def bodies_meet_jointly_with_others(portal: LinkedPortal) -> Iterator[Problem]:
    """A body does not meet jointly with itself."""
    for meeting in portal.graph.meetings:
        for index, id_ in enumerate(meeting.facts.with_bodies):
            if id_ == meeting.body_id:
                yield warning(meeting.marks.value("with", index), "with_itself", found=id_)
