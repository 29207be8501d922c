"""The agenda: each item with its part of the meeting's text.

A decision has its words under `### Vedtak`, or they seem to stand astray in another form of the minutes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from portal.language.spelling import closest
from portal.model.addresses import decision_anchors, item_anchors
from portal.model.headings import first_parts, item_meaning, looks_like_number, number_parts, number_slug, opens_item
from portal.model.meeting import AgendaItem, Meeting
from portal.model.problems import Problem, error, warning
from portal.model.vocabulary import SectionMeaning
from portal.source.record import Record
from portal.text.fragment import EMPTY, Fragment
from portal.text.openings import Opening
from portal.text.outline import Outline, Section, anchors_in
from portal.text.tree import Nodes

__all__ = ["Agenda", "AgendaEntry", "folded_title", "read_agenda"]

_Sections = Sequence[tuple[SectionMeaning | None, Section]]

_PROPOSALS = (SectionMeaning.PROPOSAL, SectionMeaning.ALTERNATIVE)
_ENDS = (".", "!", "?")


@dataclass(frozen=True)
class AgendaEntry:
    """An agenda item and its text.

    `position` counts from 1. `lead` is the text before the item's first
    heading, `sections` those of level three, each with its meaning if it has one,
    `openings` the lines of the lead with which the words of a decision seem to
    begin. `is_worded_elsewhere` tells that a decision without words of its own
    seems to have them in another form in the minutes.
    """

    position: int
    item: AgendaItem
    lead: Fragment = EMPTY
    sections: tuple[tuple[SectionMeaning | None, Section], ...] = ()
    openings: tuple[Opening, ...] = ()
    is_worded_elsewhere: bool = False

    @property
    def anchor(self) -> str:
        return item_anchors(self.item, self.position)[0]

    @property
    def numbers(self) -> tuple[str, ...]:
        """The item's number and its earlier ones; none of an item without a number."""
        return (self.item.number, *self.item.aliases) if self.item.number else ()

    @property
    def all_anchors(self) -> tuple[str, ...]:
        """The item's anchor, then one for each of its earlier numbers."""
        return item_anchors(self.item, self.position)

    @property
    def all_decision_anchors(self) -> tuple[str, ...]:
        """The anchor of the item's decision, then one for each of its earlier numbers."""
        return decision_anchors(self.item, self.position)

    @property
    def anchors(self) -> tuple[str, ...]:
        """The item's anchor, then those of its earlier numbers, each once."""
        return tuple(dict.fromkeys(self.all_anchors))

    @property
    def decision_anchor(self) -> str:
        return decision_anchors(self.item, self.position)[0]

    @property
    def decision_anchors(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.all_decision_anchors))

    @property
    def shown_anchors(self) -> tuple[str, ...]:
        """The anchors by which others know the item, and its decision if there is one."""
        return (*self.anchors, *(self.decision_anchors if self.is_decision() else ()))

    @property
    def inner_anchors(self) -> list[str]:
        """The anchors of the headings in the item's text."""
        return list(anchors_in(self.lead, (section for _, section in self.sections)))

    def having(self, meaning: SectionMeaning) -> list[Section]:
        """The sections with a meaning."""
        return [section for found, section in self.sections if found is meaning]

    @property
    def decided(self) -> list[Nodes]:
        """The words of its decision, a text for each section."""
        return [section.content.nodes for section in self.having(SectionMeaning.DECISION)]

    def is_decision(self) -> bool:
        """A decision is an item with a decision section, or an outcome that decides."""
        outcome = self.item.outcome
        return bool(self.having(SectionMeaning.DECISION)) or (outcome is not None and outcome.is_decision())


@dataclass(frozen=True)
class Agenda:
    """The agenda of one meeting, the general sections of its text, and headings that open nothing."""

    entries: tuple[AgendaEntry, ...] = ()
    outline: Outline = field(default_factory=Outline)
    problems: tuple[Problem, ...] = ()
    has_minutes: bool = False


def read_agenda(meeting: Record[Meeting], title_of_item: Callable[[AgendaItem], str | None]) -> Agenda:
    """Give each section of a meeting's text to the item that its heading opens.

    `title_of_item` gives what an item is called, if it is known.
    """
    items = meeting.facts.agenda
    entries = [AgendaEntry(position, item) for position, item in enumerate(items, 1)]
    titles = [folded_title(title_of_item(item)) for item in items]
    numbers = _numbers_by_first_part(items)
    general: list[Section] = []
    behind: dict[int, list[Section]] = {}
    latest = -1
    problems: list[Problem] = []
    for section in meeting.outline.sections:
        index = _index_of_item(section, items, numbers, titles)
        if index is None:
            problems.extend(_unopened(section, items))
            general.append(section)
            behind.setdefault(latest, []).append(section)
            continue
        latest = index
        if entries[index].lead or entries[index].sections:
            problems.append(warning(section.place, "item_opened_twice", found=section.title))
        entries[index] = _with_text(entries[index], section)
    outline = Outline(meeting.outline.lead, tuple(general), meeting.outline.anchors)
    has_minutes = bool(meeting.facts.present) or any(item.outcome for item in items)
    for index, entry in enumerate(entries):
        if has_minutes and (entry.is_decision() or entry.item.outcome is None):
            following = behind.get(index, ()) if entry.is_decision() else ()
            astray = next(_words_astray(entry.openings, entry.sections, following), None)
            fault = _fault_of(entry.item, entry.position, entry.sections, astray)
            problems.extend([fault] if fault else [])
            entries[index] = replace(entry, is_worded_elsewhere=astray is not None)
    return Agenda(tuple(entries), outline, tuple(problems), has_minutes)


def folded_title(title: str | None) -> str:
    """What two ways to write one title have in common: its words in small letters."""
    return " ".join((title or "").split()).casefold()


def _numbers_by_first_part(items: tuple[AgendaItem, ...]) -> dict[str, list[tuple[str, int]]]:
    """The numbers of the items and their indexes, by what a heading that bears one begins with."""
    numbers: dict[str, list[tuple[str, int]]] = {}
    for index, item in enumerate(items):
        for number in (item.number, *item.aliases) if item.number else ():
            numbers.setdefault(number_parts(number)[0], []).append((number, index))
    return numbers


def _index_of_item(
    section: Section, items: tuple[AgendaItem, ...], numbers: dict[str, list[tuple[str, int]]], titles: list[str]
) -> int | None:
    heading = section.title
    candidates = [pair for part in first_parts(heading) for pair in numbers.get(part, [])]
    bearing = [(len(number), index) for number, index in candidates if opens_item(heading, number)]
    if bearing:
        return max(bearing)[1]
    folded = folded_title(heading)
    return next((n for n, item in enumerate(items) if not item.number and titles[n] == folded and folded), None)


def _unopened(section: Section, items: tuple[AgendaItem, ...]) -> Iterator[Problem]:
    number = looks_like_number(section.title)
    numbers = [item.number for item in items if item.number]
    if number is not None:
        near = closest(number_slug(number), map(number_slug, numbers), cutoff=0.6)
        if near:
            near = next(n for n in numbers if number_slug(n) == near)
            yield error(section.place, "heading_without_item_near", found=section.title, near=near)
        else:
            yield error(section.place, "heading_without_item", found=section.title)
    elif re.match(r"(?:sak\s+\d|\d+/\d+)", section.title, re.IGNORECASE):
        yield warning(section.place, "heading_like_number", found=section.title)


def _with_text(entry: AgendaEntry, section: Section) -> AgendaEntry:
    sections = tuple((item_meaning(child.title), child) for child in section.children)
    if not entry.lead and not entry.sections:
        return replace(entry, lead=section.content, sections=sections, openings=section.openings)
    again = replace(section, children=())
    return replace(entry, sections=(*entry.sections, (None, again), *sections))


def _words_astray(openings: Sequence[Opening], sections: _Sections, behind: Sequence[Section]) -> Iterator[Opening]:
    """Where the words of a decision seem to stand, of which an item has none under `### Vedtak`.

    `openings` are those of the item's text before its `sections`; `behind` are the sections up to the next item that
    belong to none. A proposal is no decision: in it, only a heading may begin one.
    """
    if any(meaning is SectionMeaning.DECISION and section.content for meaning, section in sections):
        return
    yield from openings
    is_awaited = False
    for meaning, section in sections:
        if meaning is SectionMeaning.DECISION:
            is_awaited = True
            continue
        yield from (one for one in section.openings if one.is_heading or meaning not in _PROPOSALS)
        if is_awaited and meaning is None and _may_be_words(section):
            yield Opening(section.title, section.place, is_words=True)
        is_awaited = False
    for section in behind:
        yield from (one for one in section.openings if one.place == section.place)
        if is_awaited and _may_be_words(section):
            yield Opening(section.title, section.place, is_words=True)
        is_awaited = False


def _fault_of(item: AgendaItem, position: int, sections: _Sections, astray: Opening | None) -> Problem | None:
    """That a decision has no words where they belong, and where they seem to stand instead, if they do."""
    name = item.number or item.title or str(position)
    if astray is None:
        own = [section for meaning, section in sections if meaning is SectionMeaning.DECISION]
        is_empty = bool(own) and not any(section.content for section in own)
        return warning(own[0].place, "decision_empty", item=name) if is_empty else None
    code = "decision_became_heading" if astray.is_words else "decision_astray"
    return warning(astray.place, code, item=name, found=astray.found)


def _may_be_words(section: Section) -> bool:
    """Whether what stands as the heading right behind an empty `### Vedtak` is its words: a sentence, or made one."""
    return section.is_unusual or section.title.endswith(_ENDS)
