"""The record of a meeting is written of what was gathered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from portal.commands.importing.document.blocks import Block, DocumentPlace, Heading, as_markdown
from portal.commands.importing.found import ENOUGH, DocumentKind, FactSource, Found, NewRecord, Question
from portal.commands.importing.lexicon import pattern
from portal.commands.importing.meetings.attendance import met_for
from portal.commands.importing.meetings.closed import Closings
from portal.commands.importing.meetings.head import Head
from portal.commands.importing.meetings.item_text import ItemDraft, ItemText
from portal.commands.importing.meetings.items import AgendaDraft
from portal.commands.importing.meetings.people import People
from portal.commands.importing.meetings.plan import PLANNED, is_plan
from portal.commands.importing.meetings.said import Said
from portal.commands.importing.words.dates import find_date
from portal.commands.importing.words.openings import is_standing
from portal.commands.importing.words.people import PERSON_FIELDS

__all__ = ["RecordWriter"]

_FIELDS = (
    "number", "start", "end", "place", "online", "cancelled", "moved_from", "archive_ref", "notice_sent",
    "minutes_sent", "chair", "minutes_by", *PERSON_FIELDS,
)  # fmt: skip
"""The fields of a meeting, in the order in which they are written."""
_ITEM_FIELDS = ("number", "title", "type", "presenter", "attachments", "approves", "outcome", "vote", "follow_up")
_MINUTES = pattern("meeting.minutes")
_BETWEEN_DATES = re.compile(r"\s+(?:og|samt)\s+|,\s+(?=\d{1,2}\.)")


class RecordWriter:
    """Writes the record of a meeting of what was gathered: facts, items with their text, and what is of none."""

    def __init__(
        self, said: Said, kind: DocumentKind, year: int | None, head: Head, people: People, agenda: AgendaDraft
    ) -> None:
        self._said = said
        self._kind = kind
        self._year = year
        self._head = head
        self._people = people
        self._agenda = agenda

    def write(self, path: str, body: str, planned: Mapping[str, Any], closings: Closings, found: Found) -> None:
        """Put the record at a path of a body, with what its sources are and what is to be asked, into `found`."""
        head = self._head
        items: list[dict[str, Any]] = []
        sections = []
        for entry in self._agenda.entries:
            exempt = closings.exemption(entry, self._said.public_title) if closings.holds(entry) else None
            if exempt and not self._said.has_exempt:
                number = {"number": entry.number} if entry.number else {}
                items.append({**number, "exempt": exempt})
                continue
            if not exempt:
                entry.blocks = closings.without(entry.blocks)
            facts, text = self._written(entry, body, f"agenda.{len(items)}", path, found)
            items.append({**facts, "exempt": exempt} if exempt else facts)
            if text:
                sections.append(f"## {entry.number or entry.title}\n\n{text}")
        told = {**planned, **head.facts}
        self._attendance(told, items, path, found)
        written: dict[str, Any] = {name: told[name] for name in _FIELDS if name in told}
        if items:
            written["agenda"] = items
        found.sources += head.facts.told(path)
        head.questions += head.facts.asked()
        found.questions += [*closings.questions, *self._agenda.questions, *head.questions]
        asked = {*told, *(question.about for question in head.questions)}
        found.questions += [
            Question(name, "import.ask_missing", field=name) for name in ("start", "place") if name not in asked
        ]
        general = as_markdown(self._general(closings, has_items=bool(sections)), 2)
        text = "\n\n".join(filter(None, [*sections, general]))
        found.records.append(NewRecord(path, written, text))

    def _attendance(self, told: dict[str, Any], items: Sequence[Mapping[str, Any]], path: str, found: Found) -> None:
        """Put the people into their lists, each with the items that they were there for."""
        for one in self._people.listed:
            people = told.setdefault(one.group, [])
            place = f"{one.group}.{len(people)}"
            people.append(met_for(one, items, found))
            found.sources.append(FactSource(path, place, one.place, 1.0, one.words))

    def _general(self, closings: Closings, has_items: bool) -> list[Block]:
        """What is of no item; below items it stands under a heading of its own, or it would be the last one's."""
        text = _raised(closings.without(block for block in self._head.text if not is_plan(block)))
        aside = closings.without(self._head.aside)
        at = next((n for n, block in enumerate(text) if isinstance(block, Heading)), len(text))
        if not has_items or not (text[:at] or aside):
            return [*text, *aside]
        return [*text[at:], Heading(self._said.general, DocumentPlace(0, 0)), *text[:at], *aside]

    def _written(self, entry: ItemDraft, body: str, at: str, path: str, found: Found) -> tuple[dict[str, Any], str]:
        """An item's facts, and its text below headings of level three."""
        words = ItemText(entry, self._kind, self._said.names, self._year, self._people.doers())
        facts = words.facts
        text = words.read()
        confidence = max(entry.confidence, ENOUGH)  # an item that is not sure is there for an editor to strike out
        facts.put("number", entry.number, entry.place, entry.number, confidence)
        facts.put("title", entry.title.rstrip(". "), entry.place, entry.title, confidence)
        if approved := self._approved(body, entry.title):
            facts.put("approves", approved if len(approved) > 1 else approved[0], entry.place, entry.title, 0.9)
        about = entry.number or entry.title
        if self._kind is DocumentKind.MINUTES and not is_standing(entry.title) and "outcome" not in facts:
            found.questions.append(Question(about, "import.ask_outcome", entry.place, "", (), f"{at}.outcome"))
        found.questions += [replace(q, field=f"{at}.{q.field}" if q.field else "") for q in words.ask()]
        found.questions += facts.asked(about, f"{at}.")
        found.sources += facts.told(path, f"{at}.")
        found.sources += [
            FactSource(path, f"text.{about}.{name}".rstrip("."), place, 1.0, name)
            for name, place in words.places.items()
        ]
        if entry.archive_ref:
            found.archive_refs[about] = entry.archive_ref
        return {name: facts[name] for name in _ITEM_FIELDS if facts.get(name)}, text

    def _approved(self, body: str, title: str) -> list[str]:
        """The meetings of the portal whose minutes an item approves, by the dates in its title."""
        if not _MINUTES.search(title):
            return []
        said = re.findall(r"\b20\d\d\b", title)
        year = int(said[-1]) if said else None
        found = find_date(title)
        days = [found.day] if found and found.day else []
        if found and not found.day:  # the year may be told by the meeting's number, or else be known from the portal
            number = PLANNED.search(title)
            days = [d.day for y in ([int(number[2])] if number else []) if (d := find_date(found.text, y)) and d.day]
        others = (find_date(part, year) for part in _BETWEEN_DATES.split(title))
        days += [other.day for other in others if other and other.day]
        ids = dict.fromkeys(f"{body}/{day.isoformat()}" for day in days)
        return [id_ for id_ in ids if id_ in self._said.meetings]


def _raised(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with their headings raised so that the first of them, and none as high, is of level one."""
    level = 1
    raised: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            level = min(level, block.level) if any(isinstance(one, Heading) for one in raised) else block.level
            raised.append(replace(block, level=block.level - level + 1))
        else:
            raised.append(block)
    return raised
