"""`portal minutes`: the notice of a meeting made ready for its minutes, in the same record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.commands.editing.records import linked_records, record_named
from portal.commands.editing.storing import problems_in
from portal.commands.speaking import Refused
from portal.language.catalogue import catalogue_for
from portal.linked.agenda import AgendaEntry, folded_title
from portal.linked.portal import LinkedPortal
from portal.model.clock import build_moment
from portal.model.headings import opens_item
from portal.model.kinds import MEETING
from portal.model.meeting import Meeting
from portal.model.organisation import Member
from portal.model.problems import Problem, report
from portal.model.vocabulary import CaseType, Outcome, Position
from portal.public.visibility import Visibility, visibility
from portal.source.record import Record
from portal.source.settings import Settings
from portal.source.writing import front_matter_lines

__all__ = ["PreparedMinutes", "prepare_minutes"]

_DECISION = "Vedtak"
"""The heading that the words of a decision stand under, in either language."""
_LISTS = {Position.SECRETARY: "secretariat", Position.OBSERVER: "observers"}
_OUTCOMES = {
    CaseType.DECISION: Outcome.DECIDED,
    CaseType.DISCUSSION: Outcome.DISCUSSED,
    CaseType.INFORMATION: Outcome.NOTED,
    CaseType.NOTICE: Outcome.NOTED,
}
"""What mostly becomes of an item, by what the body is asked to do with it."""


@dataclass(frozen=True)
class PreparedMinutes:
    """The record of a meeting with its minutes begun: what its file is to hold, how many sit there, what is wrong."""

    path: str
    text: str
    people: int
    problems: tuple[Problem, ...]


def prepare_minutes(root: Path, settings: Settings, meeting: str) -> PreparedMinutes:
    """The record of a meeting with those who sit in the body as present, and each item with its headings.

    What became of an item stands as a comment, which counts for nothing until it is made a field. Raises `Refused`
    where minutes are there already, or the meeting was cancelled.
    """
    catalogue = catalogue_for(settings.lang)
    _, portal = linked_records(root, settings)
    record = record_named(root, portal, meeting, catalogue)
    if record.kind is not MEETING:
        raise Refused(catalogue.text("minutes.no_meeting", path=record.path))
    if portal.graph.agendas[record.id].has_minutes:
        raise Refused(catalogue.text("draft.has_minutes", path=record.path))
    if record.facts.cancelled:
        raise Refused(catalogue.text("draft.cancelled", path=record.path))
    before = (root / record.path).read_bytes().decode("utf-8")
    people = _people(portal, record, settings)
    text = _with_facts(_with_comments(_with_words(before, portal, record), portal, record), people, record)
    problems = problems_in(root, settings, {record.path: text})
    if any(problem.severity.stops_build() for problem in problems):
        raise Refused(report(problems, catalogue))
    count = sum(len(value) for value in people.values() if isinstance(value, list))
    return PreparedMinutes(record.path, text, count, tuple(problems))


def _people(portal: LinkedPortal, record: Record[Meeting], settings: Settings) -> dict[str, Any]:
    """Who leads, who writes and who sits in the body, as fields that the record does not have."""
    catalogue = catalogue_for((record.facts.lang.value if record.facts.lang else None) or settings.lang)
    body = portal.graph.organisation(record.body_id)
    members = body.facts.members_on(record.day) if body else ()
    earlier = [one.facts.minutes_by for one in portal.graph.own_meetings_of(record.body_id) if one.day < record.day]
    facts: dict[str, Any] = {
        "chair": next((one.name for one in members if one.position is Position.LEADER), None),
        "minutes_by": next(filter(None, reversed(earlier)), None),
        "present": [],
        "secretariat": [],
        "observers": [],
    }
    for member in members:
        name = _LISTS.get(member.position, "present") if member.position else "present"
        leads = member.position in (Position.LEADER, Position.DEPUTY)
        role = catalogue.text(f"position.{member.position.value}").lower() if member.position and leads else member.role
        facts[name].append(_person(portal, member, role))
    return {name: value for name, value in facts.items() if value and (name,) not in record.marks.keys}


def _person(portal: LinkedPortal, member: Member, role: str | None) -> str | dict[str, str]:
    """A member as a person at a meeting: on one line where that reads the same."""
    names = portal.graph.names
    id_ = names.find(member.organisation) if member.organisation else None
    known = portal.graph.organisation(id_) if id_ else None
    title = known.facts.title if known else member.organisation
    is_plain = title and names.find(title) == id_ and not re.search(r"[(),]", f"{member.name}{title}{role or ''}")
    if is_plain:
        return f"{member.name} ({', '.join(filter(None, (role, title)))})"
    parts = {"name": member.name, "role": role, "organisation": member.organisation}
    given = {name: value for name, value in parts.items() if value}
    return given if len(given) > 1 or re.search(r"[()]", member.name) else member.name


def _with_facts(text: str, facts: dict[str, Any], record: Record[Meeting]) -> str:
    """The record with fields before its agenda, or at the end of its front matter where it has none."""
    newline = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    lines = text.split("\n")
    keys = record.marks.keys
    end = next(n for n, line in enumerate(lines) if n and line.rstrip() == "---")
    at = keys["agenda",][0] - 1 if ("agenda",) in keys else end
    added = [line.rstrip("\n") + newline.rstrip("\n") for line in front_matter_lines(facts)] if facts else []
    return "\n".join([*lines[:at], *added, *lines[at:]])


def _with_comments(text: str, portal: LinkedPortal, record: Record[Meeting]) -> str:
    """The record with what probably became of each item as a comment below it; an item between braces has none."""
    lines = text.split("\n")
    ending = "\r" if lines[0].endswith("\r") else ""
    for entry in reversed(portal.graph.agendas[record.id].entries):
        place = record.marks.value("agenda", entry.position - 1)
        if lines[place.line - 1][place.column - 1 : place.column] == "{":
            continue
        indent, end = place.column - 1, place.line
        for number, line in enumerate(lines[place.line :], place.line):
            if line.strip() and len(line) - len(line.lstrip()) < indent:
                break
            if line.strip() and not line.lstrip().startswith("#"):
                end = number + 1
        lines.insert(end, f"{' ' * indent}# outcome: {_probable(entry, portal).value}{ending}")
    return "\n".join(lines)


def _probable(entry: AgendaEntry, portal: LinkedPortal) -> Outcome:
    if entry.item.approves:
        return Outcome.APPROVED
    types = _types(entry, portal)
    return _OUTCOMES[types[-1]] if types else Outcome.NOTED


def _types(entry: AgendaEntry, portal: LinkedPortal) -> tuple[CaseType, ...]:
    cases = filter(None, map(portal.graph.case, entry.item.cases))
    return entry.item.type or next((case.facts.type for case in cases if case.facts.type), ())


def _with_words(text: str, portal: LinkedPortal, record: Record[Meeting]) -> str:
    """The record with a heading for each item that has none, and for the decision of one that asks for a decision.

    They stand in the order of the agenda: each before the heading of the next item that has one, else at the end.
    """
    lines = text.rstrip("\r\n").split("\n")
    ending = "\r" if text.partition("\n")[0].endswith("\r") else ""
    if not lines[-1].endswith(ending):
        lines[-1] += ending
    at: int | None = None
    for entry in reversed(portal.graph.agendas[record.id].entries):
        if there := _heading(entry, portal, record):
            at = there - 1
        elif words := _words(entry, portal):
            added = [f"{line}{ending}" for line in words]
            if at is None:
                lines += [ending, *added]
                at = len(lines) - len(added)
            else:
                lines[at:at] = [*added, ending]
    return "\n".join([*lines, ""])


def _heading(entry: AgendaEntry, portal: LinkedPortal, record: Record[Meeting]) -> int | None:
    """The line of the heading that opens an item."""
    number, title = entry.item.number, folded_title(portal.graph.title_of_item(entry.item))
    for section in record.outline.sections:
        if opens_item(section.title, number) if number else folded_title(section.title) == title:
            return section.place.line
    return None


def _words(entry: AgendaEntry, portal: LinkedPortal) -> list[str]:
    """The headings of an item; of what is held back, no title."""
    item, cases = entry.item, [*filter(None, map(portal.graph.case, entry.item.cases))]
    is_held = item.exempt or any(visibility(case.facts, build_moment()) is not Visibility.PUBLIC for case in cases)
    title = item.title if is_held or item.title else portal.graph.title_of_item(item)
    words = " ".join(filter(None, (item.number, None if item.exempt else title)))
    if not words:
        return []
    is_decided = CaseType.DECISION in _types(entry, portal) and not item.approves
    return [f"## {words}", *(["", f"<!-- ### {_DECISION} -->"] if is_decided else [])]
