"""A case on paper: what it is about, what each body did with it, and what papers go with it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from portal.derived.items import case_sections
from portal.derived.key_facts import case_facts
from portal.derived.parts import Hyperlink
from portal.derived.public import Handling, Record
from portal.model.case import Case
from portal.model.vocabulary import MeetingState
from portal.outputs.paper.enclosures import Enclosure
from portal.outputs.paper.tables import cells, table
from portal.outputs.paper.tree import Block
from portal.outputs.paper.wording import PaperWriter, fact, heading, paragraph, said

__all__ = ["case_words", "printed_day"]


def printed_day(wording: PaperWriter, case: Record[Case]) -> dt.date:
    """The date of a case's papers: the latest that its record and its meetings give; 1970 where none does."""
    facts = case.facts
    days = [facts.submitted, facts.closed.date if facts.closed else None, *(c.date for c in facts.corrections)]
    days += [h.meeting.facts.minutes_sent or h.meeting.day for h in wording.context.portal.route(case.id)]
    return max((day for day in days if day), default=dt.date(1970, 1, 1))


def case_words(wording: PaperWriter, case: Record[Case], enclosures: list[Enclosure]) -> dict[str, Any]:
    """A case with its contents, its text, and each handling of it; `enclosures` follow after."""
    return _Paper(wording, case, enclosures).paper()


class _Paper:
    """The words of one case."""

    def __init__(self, wording: PaperWriter, case: Record[Case], enclosures: list[Enclosure]) -> None:
        self._say, self.t, self._context = wording, wording.t, wording.context
        self._case, self._facts = case, case.facts
        self._enclosures = enclosures
        self._lang = wording.context.foreign(case.facts)
        self._route = wording.context.portal.route(case.id)

    def paper(self) -> dict[str, Any]:
        title, kind = self._context.title(self._case), self.t("paper_pdf.case_file")
        address = self._context.portal.address_of(self._case)
        blocks = [*self._say.opening(kind, title, self._lang), *self._hold(), self._about(), *self._contents()]
        blocks.append({"kind": "page_end"})
        blocks.append(heading(2, said(self.t("paper_pdf.case_text"))))
        blocks += self._say.under(self._case.outline.lead, self._lang, 2)
        sections = [
            *case_sections(self._case.outline, proposals=False),
            *case_sections(self._case.outline, proposals=True),
        ]
        for section in sections:
            blocks += self._say.section(section, self._lang, 3)
        for handling in self._route:
            blocks += self._handling(handling)
        blocks += self._say.corrections(self._facts, self._lang)
        blocks += self._say.cite(title, address)
        frame = self._say.frame(title, kind, blocks)
        return {**frame, "added": sum(enclosure.pages for enclosure in self._enclosures)}

    def _hold(self) -> list[Block]:
        hold = self._context.hold(self._case)
        if not hold:
            return []
        return [{"kind": "note", "blocks": [paragraph(said(self.t(f"preview.{hold.visibility.value}"), strong=True))]}]

    def _about(self) -> Block:
        closed, pairs = self._facts.closed, []
        if numbers := self._context.facts.numbers_of_case(self._case.id):
            pairs.append(fact(self.t("fact.number"), said(", ".join(numbers))))
        for line in case_facts(self._context, self._case):
            runs = self._say.links(line.values)
            if line.key == "closed" and closed:
                runs.append(said(f": {self._context.state(closed.outcome).text}"))
                runs += [said(". "), said(closed.note, self._lang)] if closed.note else []
            if line.key not in ("related", "mentioned", "together"):
                pairs.append(fact(self.t(f"fact.{line.key}"), *runs))
        return {"kind": "facts", "pairs": pairs}

    def _contents(self) -> list[Block]:
        """What is on which page: the parts of the paper itself, then what is enclosed, and what could not be."""
        blocks = [{**heading(2, said(self.t("paper_pdf.contents"))), "outlined": False}, {"kind": "contents"}]
        if not self._enclosures:
            return blocks
        t = self.t
        names = [t("paper_pdf.enclosure_number"), t("paper_pdf.enclosure")]
        names += [t("paper_pdf.origin"), t("paper_pdf.page_number")]
        rows, before = [], 0
        for enclosure in self._enclosures:
            where = (
                said(self.t(f"paper_pdf.left_out.{enclosure.reason}"))
                if enclosure.reason
                else self._pages(enclosure, before)
            )
            before += enclosure.pages
            title = said(enclosure.title, enclosure.lang)
            rows.append(cells([said(str(enclosure.number))], [title], [said(enclosure.origin)], [where]))
        header = [cells(*([said(name)] for name in names))]
        blocks += [heading(3, said(self.t("paper_pdf.enclosures"))), table(header, rows)]
        if any(enclosure.pages for enclosure in self._enclosures):
            blocks.append(paragraph(said(self.t("paper_pdf.enclosed_as_they_are"), quiet=True)))
        return blocks

    def _pages(self, enclosure: Enclosure, before: int) -> dict[str, Any]:
        """The pages of an enclosure, counted from the last page of the paper itself."""
        return {"text": "", "pages": [before + 1, before + enclosure.pages]}

    def _handling(self, handling: Handling) -> list[Block]:
        """What one body did with the case, and how sure that is."""
        context, meeting = self._context, handling.meeting
        found = context.facts.meeting(meeting)
        body = context.body(meeting.body_id)
        number = f"{handling.entry.item.number} " if handling.entry.item.number else ""
        day = f", {self._say.dates.day(meeting.day)}"
        blocks = [heading(2, said(number), said(body.text, body.lang), said(day))]
        if found.is_cancelled:
            blocks.append(paragraph(said(self.t("meeting.cancelled"), strong=True)))
        elif found.state is MeetingState.MINUTES_DRAFT:
            blocks.append(paragraph(said(self.t("paper_pdf.not_approved"), strong=True)))
        page = Hyperlink(context.title(meeting), context.portal.address_of(meeting))
        blocks.append(paragraph(said(f"{self.t('kind.meeting')}: "), self._say.link(page)))
        return blocks + self._say.item(handling, 3, notice=not found.has_minutes, within=self._case)
