"""A document becomes the record of its meeting, with those that it plans."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from portal.commands.importing.document.blocks import Block, Document, DocumentPlace, Heading, as_markdown
from portal.commands.importing.found import DocumentKind, Found, NewRecord, Question
from portal.commands.importing.layouts import pattern, terms
from portal.commands.importing.meetings.closed import Closings
from portal.commands.importing.meetings.head import Head
from portal.commands.importing.meetings.item_text import ItemDraft, ItemText
from portal.commands.importing.meetings.items import AgendaDraft, is_standing, with_plain_numbers
from portal.commands.importing.meetings.people import PERSON_FIELDS, tells_people
from portal.commands.importing.meetings.plan import PLANNED, Plan, is_plan
from portal.commands.importing.words.dates import find_date, find_times
from portal.linked.names import OrganisationNames

__all__ = ["Said", "find_meetings"]

_FIELDS = (
    "number", "start", "end", "place", "online", "cancelled", "moved_from", "archive_ref", "notice_sent",
    "minutes_sent", "chair", "minutes_by", *PERSON_FIELDS,
)  # fmt: skip
"""The fields of a meeting, in the order in which they are written."""
_ITEM_FIELDS = ("number", "title", "type", "presenter", "attachments", "approves", "outcome", "vote", "follow_up")
_LABELS, _MINUTES = terms("meeting.labels"), pattern("meeting.minutes")
_BETWEEN_DATES = re.compile(r"\s+(?:og|samt)\s+|,\s+(?=\d{1,2}\.)")
_HEAD_BLOCKS = 12
"""How far into a document the name of its body is looked for."""


@dataclass(frozen=True)
class Said:
    """What was said beside the document: the portal's names, its bodies' by id, and a body and a date by argument.

    `whole` are the ids of those that are a whole collaboration; `public_title` is what a closed item is called,
    `general` the heading of what is of no item.
    """

    names: OrganisationNames
    bodies: Mapping[str, Sequence[str]]
    meetings: frozenset[str]
    whole: frozenset[str] = frozenset()
    body: str | None = None
    day: dt.date | None = None
    public_title: str = ""
    general: str = ""


def find_meetings(document: Document, kind: DocumentKind, said: Said) -> Found:
    """The meetings that an agenda, minutes or a plan tells of."""
    return _Meeting(document, kind, said).find()


class _Meeting:
    """Reads one document from its head through its items to what stands after them."""

    def __init__(self, document: Document, kind: DocumentKind, said: Said) -> None:
        self._document = document
        self._kind = kind
        self._said = said
        self._year = _year_in(document)
        self._head = Head(kind, said.names)
        self._agenda = AgendaDraft(self._head, self._year)
        self._plan = Plan(document, kind, said.names, self._year)

    def find(self) -> Found:
        """The document's own meeting, where its body and date are known, and the planned ones."""
        blocks = list(with_plain_numbers(self._document.blocks))
        start = next((n for n, block in enumerate(blocks) if self._opens(blocks, n)), len(blocks))
        head, rest = blocks[:start], blocks[start:]
        self._head.read(head)
        if self._kind is not DocumentKind.PLAN:
            self._agenda.read(rest)
        self._head.settle()
        self._closings = Closings(self._agenda.entries, head)
        found = Found(left=self._head.left, held=self._closings.held)
        body, day = self._body(), self._day(head, found.questions)
        if self._kind is not DocumentKind.PLAN:
            if body and day:
                found.records.append(self._record(body, day, found.questions))
            for name, value in (("organisation", body), ("date", day)):
                if not value:
                    found.questions.insert(0, Question(name, "import.ask_argument"))
        taken = {record.path for record in found.records}
        found.records += self._plan.records(body, taken)
        if self._kind is DocumentKind.MINUTES:
            found.records += self._plan.next_meeting(body, taken)
        found.questions += self._plan.questions
        titles = {word for entry in self._agenda.entries for word in _folded(entry.title).split()}
        found.left = [block for block in found.left if not (titles and {*_folded(block.text).split()} <= titles)]
        return found

    def _opens(self, blocks: Sequence[Block], n: int) -> bool:
        """Whether the agenda begins at a block; a number below `Møte nr.` is the meeting's own."""
        above = _LABELS.label(blocks[n - 1].text, "number") if n else None
        return (above is None or above[1] != "") and self._agenda.opens(blocks[n])

    def _body(self) -> str | None:
        """The body whose name stands in the document's head, above the people; the longest name, where several do.

        Sentences count only where nothing else names one. The whole collaboration, which stands at the head of each of
        its bodies' papers, yields to any of them. Two bodies of whom neither is told more of leave it open.
        """
        if self._said.body:
            return self._said.body
        above = takewhile(lambda block: not tells_people(block), self._document.blocks[:_HEAD_BLOCKS])
        head = [self._head.body, self._document.title, *(block.text for block in above)]
        lines = [line for line in head if not line.rstrip().endswith(".")]
        return self._named_in(" ".join(lines)) or self._named_in(" ".join(head))

    def _named_in(self, text: str) -> str | None:
        """The body with the longest name that a text has."""
        words = f" {_folded(text)} "
        found = [
            (id_ not in self._said.whole, len(name), id_)
            for id_, names in self._said.bodies.items()
            for name in map(_folded, names)
            if f" {name} " in words
        ]
        best = {id_ for *told, id_ in found if told == list(max(found)[:2])}
        return best.pop() if len(best) == 1 else None

    def _day(self, head: Sequence[Block], questions: list[Question]) -> dt.date | None:
        """The date behind its label, or else the first in the head."""
        if self._said.day:
            return self._said.day
        number = re.search(r"/(\d{4})$", str(self._head.facts.get("number", "")))
        year = int(number[1]) if number else self._year
        dated = [(line, date) for line in _lines(head) if (date := find_date(line, year))]
        timed = [date for line, date in dated if any(find_times(line))]  # a letter has the day it was written, too
        found = find_date(self._head.when, year) or next(iter([*timed, *(date for _, date in dated)]), None)
        if found and found.is_odd:
            questions.append(Question("date", "import.ask_weekday"))
        return found.day if found else None

    def _record(self, body: str, day: dt.date, questions: list[Question]) -> NewRecord:
        items, sections = [], []
        for entry in self._agenda.entries:
            if self._closings.holds(entry):
                number = {"number": entry.number} if entry.number else {}
                items.append({**number, "exempt": self._closings.exemption(entry, self._said.public_title)})
                continue
            entry.blocks = self._closings.without(entry.blocks)
            facts, text = self._item(entry, body)
            items.append(facts)
            questions += self._unanswered(entry, facts, text)
            if text:
                sections.append(f"## {entry.number or entry.title}\n\n{text}")
        told = {**self._plan.facts_on(day), **self._head.facts}
        written: dict[str, Any] = {name: told[name] for name in _FIELDS if name in told}
        if items:
            written["agenda"] = items
        for group in PERSON_FIELDS:
            written.update({group: [_met_for(p, items, questions) for p in written[group]]} if group in written else {})
        questions += [*self._closings.questions, *self._head.questions]
        asked = {*told, *(question.about for question in self._head.questions)}
        questions += [Question(name, "import.ask_missing") for name in ("start", "place") if name not in asked]
        general = as_markdown(self._general(has_items=bool(sections)), 2)
        text = "\n\n".join(filter(None, [*sections, general]))
        return NewRecord(f"meetings/{body}/{day.isoformat()}.md", written, text)

    def _general(self, has_items: bool) -> list[Block]:
        """What is of no item; below items it stands under a heading of its own, or it would be the last one's."""
        text = _raised(self._closings.without(block for block in self._head.text if not is_plan(block)))
        aside = self._closings.without(self._head.aside)
        at = next((n for n, block in enumerate(text) if isinstance(block, Heading)), len(text))
        if not has_items or not (text[:at] or aside):
            return [*text, *aside]
        return [*text[at:], Heading(self._said.general, DocumentPlace(0, 0)), *text[:at], *aside]

    def _item(self, entry: ItemDraft, body: str) -> tuple[dict[str, Any], str]:
        """An item's facts, and its text below headings of level three."""
        words = ItemText(
            {"number": entry.number, "title": entry.title.rstrip(". "), **entry.facts},
            self._kind,
            self._said.names,
            self._year,
        )
        text = words.read(entry.blocks)
        if approved := self._approved(body, entry.title):
            words.facts["approves"] = approved if len(approved) > 1 else approved[0]
        return {name: words.facts[name] for name in _ITEM_FIELDS if words.facts.get(name)}, text

    def _unanswered(self, entry: ItemDraft, facts: dict[str, Any], text: str) -> Iterator[Question]:
        """What minutes leave open of an item: what became of it, and the follow-ups that stand in sentences only."""
        if self._kind is not DocumentKind.MINUTES or is_standing(entry.title):
            return
        if "outcome" not in facts:
            yield Question(entry.number or entry.title, "import.ask_outcome", entry.place)
        if "follow_up" not in facts and re.search(r"^### Oppfølging$", text, re.MULTILINE):
            yield Question(entry.number or entry.title, "import.ask_follow_up", entry.place)

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


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    """The lines of blocks, without the numbers of meetings, which look like dates."""
    for block in blocks:
        yield from PLANNED.sub("", block.text).split("\n")


def _met_for(person: dict[str, Any], items: Sequence[Mapping[str, Any]], questions: list[Question]) -> dict[str, Any]:
    """A person with the numbers of their items as the agenda prints them; where it has no such, they are asked for."""
    told = [str(number) for number in person.get("items", ())]
    printed = [str(item["number"]) for item in items if item.get("number")]
    found = [number for said in told for number in printed if said == number or (_order(said) or 0) == _order(number)]
    if len(found) != len(told):
        questions.append(Question(person["name"], "import.ask_items"))
        found = []
    return {name: value for name, value in {**person, "items": found}.items() if value}


def _order(number: str) -> int | None:
    """An item's own number, without the year behind it."""
    match = re.fullmatch(r"0*(\d{1,3})(?:\s*[/-]\s*\d{2,4})?", number.strip())
    return int(match[1]) if match else None


def _year_in(document: Document) -> int | None:
    """The one year that the document's own dates name, if it is one."""
    lines = (line for block in document.blocks for line in block.text.split("\n") if re.search(r"\d", line))
    years = {found.day.year for found in map(find_date, lines) if found and found.day}
    return years.pop() if len(years) == 1 else None


def _folded(words: str) -> str:
    """A name as it is compared: small letters, in one spelling, without the little words between."""
    spelt = words.casefold().replace("utvalg", "utval").replace("faglig", "fagleg")
    return " ".join(word for word in re.findall(r"[\wæøå]+", spelt) if word not in ("for", "i", "av", "og"))
