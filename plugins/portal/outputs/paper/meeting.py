"""A meeting on paper: its notice and its minutes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from portal.derived.items import ItemRow
from portal.derived.key_facts import KeyFact, meeting_facts
from portal.derived.parts import Hyperlink
from portal.derived.people import Attendant, people_at
from portal.derived.public import Record
from portal.model.meeting import Meeting
from portal.outputs.paper.tables import cells
from portal.outputs.paper.tree import Block
from portal.outputs.paper.wording import PaperWriter, bullets, called, columns, fact, heading, paragraph, said, some

__all__ = ["minutes", "notice", "printed_day", "prints_minutes"]


def prints_minutes(wording: PaperWriter, meeting: Record[Meeting]) -> bool:
    """Whether a meeting has minutes to print: it was held, and they exist."""
    return wording.context.facts.meeting(meeting).has_minutes


def printed_day(meeting: Record[Meeting], is_minutes: bool) -> dt.date:
    """The date of a paper: the latest that its record gives it."""
    facts = meeting.facts
    sent = facts.minutes_sent if is_minutes else facts.notice_sent
    return max([sent or meeting.day, *(correction.date for correction in facts.corrections)])


def notice(wording: PaperWriter, meeting: Record[Meeting]) -> dict[str, Any]:
    """What calls to a meeting: when and where, the agenda, and each item with its proposals and papers.

    Once there are minutes, the record's text tells of the meeting, and stands in them alone.
    """
    return _Paper(wording, meeting, is_notice=True).paper()


def minutes(wording: PaperWriter, meeting: Record[Meeting]) -> dict[str, Any]:
    """What a meeting came to: who met, and each item with its text, decision, vote and follow-ups."""
    return _Paper(wording, meeting, is_notice=False).paper()


class _Paper:
    """One paper of one meeting."""

    def __init__(self, wording: PaperWriter, meeting: Record[Meeting], is_notice: bool) -> None:
        self._say, self.t, self._context = wording, wording.t, wording.context
        self._meeting, self._is_notice = meeting, is_notice
        self._known = wording.context.facts.meeting(meeting)
        self._lang = wording.context.foreign(meeting.facts)
        items = wording.context.portal.items(meeting.id)
        self._items = [one for one in items if not (is_notice and one.entry.item.added)]

    def paper(self) -> dict[str, Any]:
        told = not (self._is_notice and self._known.has_minutes)
        outline = self._context.portal.agendas[self._meeting.id].outline
        blocks = [*self._state(), self._facts_of_meeting()]
        if told:
            blocks += self._say.under(outline.lead, self._lang, 1)
        if not self._is_notice:
            blocks += self._people()
        blocks += self._agenda()
        for handling in self._items:
            blocks += self._say.item(handling, 2, self._is_notice, told)
        for section in outline.sections if told else ():
            blocks += self._say.section(section, self._lang, 2)
        if papers := self._context.papers(self._meeting, self._meeting.facts.attachments):
            blocks += [heading(2, said(self.t("papers.meeting"))), self._say.papers(papers)]
        kind = self.t("meeting.kind_notice" if self._is_notice else "meeting.kind_minutes")
        return self._say.paper(self._meeting, kind, blocks)

    def _state(self) -> list[Block]:
        """What a reader must know first: that it is held back, cancelled, a draft, or where it was approved."""
        lines = self._say.held(self._meeting)
        if self._known.is_cancelled:
            reason = self._known.cancelled_reason
            runs = [said(self.t("meeting.cancelled"), strong=True)]
            lines.append(paragraph(*runs, *([said(" "), said(reason, self._lang)] if reason else [])))
        if not self._is_notice:
            lines.append(self._approval())
        return [{"kind": "note", "blocks": lines}] if lines else []

    def _approval(self) -> Block:
        approval, handling = self._known.approval, self._known.approving
        runs = [] if self._known.is_approved else [said(self.t("paper_pdf.not_approved"), strong=True)]
        if approval is not None and handling is not None:
            where = {"date": self._say.dates.day(handling.meeting.day), "item": self._context.item_number(handling)}
            words = self.t(f"paper_pdf.approval.{approval.value}", **where)
            address = f"{handling.meeting.address}#{handling.entry.anchor}"
            runs += [*([said(" ")] if runs else []), self._say.link(Hyperlink(words, address))]
        return paragraph(*runs)

    def _facts_of_meeting(self) -> Block:
        other = ("notice_sent",) if not self._is_notice else ("minutes_by", "minutes_sent")
        left_out = ("submission", "approval", *other)
        lines = meeting_facts(self._context, self._meeting)
        return {"kind": "facts", "pairs": [self._fact(line) for line in lines if line.key not in left_out]}

    def _fact(self, line: KeyFact) -> dict[str, Any]:
        """A line of facts: the date with its weekday, an address written out, for paper has no links to follow."""
        runs = self._say.links(line.values)
        if line.url:
            runs = [said(line.url, href=line.url)]
        if line.key == "date" and line.day:
            when = self._say.dates.weekday(line.day)
            runs = [said(when[:1].upper() + when[1:])]
        return fact(self.t(f"fact.{line.key}"), *runs)

    def _people(self) -> list[Block]:
        blocks: list[Block] = []
        for group in people_at(self._context, self._meeting):
            blocks += [heading(3, said(group.name)), bullets(map(self._person, group.people))]
        return [heading(2, said(self.t("people.title"))), *blocks] if blocks else []

    def _person(self, person: Attendant) -> Block:
        runs = [said(person.name, strong=True), *some(person.role, self._lang)]
        if person.organisation:
            runs.append(said(person.organisation.text, person.organisation.lang))
        if person.substitute_for:
            runs.append(said(self.t("people.substitute_for", name=person.substitute_for)))
        if person.substitute:
            runs.append(said(self.t("people.substituted_by", name=person.substitute)))
        return paragraph(*self._say.listed(runs), *some(f". {person.part}" if person.part else None))

    def _agenda(self) -> list[Block]:
        """The agenda as a table; a column that is empty all the way down is left out."""
        t = self.t
        rows = [self._say.row(handling) for handling in self._items]
        if not rows:
            return []
        found = [
            (t("agenda.number"), [some(row.number) for row in rows]),
            (t("agenda.item"), [called(row) for row in rows]),
            (t("agenda.type"), [some(row.types) for row in rows]),
            (t("agenda.presenter"), [some(row.presenter, row.lang) for row in rows]),
        ]
        if not self._is_notice:
            found.append((t("agenda.outcome"), [self._outcome(row) for row in rows]))
        kept = [column for column in found if any(column[1])]
        body = [cells(*(values[n] for _, values in kept)) for n in range(len(rows))]
        return [heading(2, said(t("agenda.title"))), columns((name for name, _ in kept), body)]

    def _outcome(self, row: ItemRow) -> list[dict[str, Any]]:
        if row.exempt or row.retracted:
            return [said(self.t("state.visibility.exempt" if row.exempt else "state.visibility.retracted"))]
        return some(row.outcome.text if row.outcome else None)
