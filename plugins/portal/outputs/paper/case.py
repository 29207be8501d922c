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
from portal.outputs.paper.tables import cells
from portal.outputs.paper.tree import Block
from portal.outputs.paper.wording import PaperWriter, columns, fact, heading, paragraph, said, strong

__all__ = ["case_words", "printed_day"]


def printed_day(wording: PaperWriter, case: Record[Case]) -> dt.date:
    """The date of a case's papers: the latest that its record and its meetings give; 1970 where none does."""
    facts = case.facts
    days = [facts.submitted, facts.closed.date if facts.closed else None, *(c.date for c in facts.corrections)]
    days += [h.meeting.facts.minutes_sent or h.meeting.day for h in wording.context.portal.route(case.id)]
    return max((day for day in days if day), default=dt.date(1970, 1, 1))


def case_words(say: PaperWriter, case: Record[Case], enclosures: list[Enclosure]) -> dict[str, Any]:
    """A case with its contents, its text, and each handling of it; `enclosures` follow after."""
    lang, held = say.context.foreign(case.facts), say.held(case)
    blocks: list[Block] = [{"kind": "note", "blocks": held}] if held else []
    blocks += [_about(say, case), *_contents(say, enclosures), {"kind": "page_end"}]
    blocks.append(heading(2, said(say.t("paper_pdf.case_text"))))
    blocks += say.under(case.outline.lead, lang, 2)
    for proposals in (False, True):
        for section in case_sections(case.outline, proposals):
            blocks += say.section(section, lang, 3)
    for handling in say.context.portal.route(case.id):
        blocks += _handling(say, case, handling)
    paper = say.paper(case, say.t("paper_pdf.case_file"), blocks)
    return {**paper, "added": sum(enclosure.pages for enclosure in enclosures)}


def _about(say: PaperWriter, case: Record[Case]) -> Block:
    context, closed, pairs = say.context, case.facts.closed, []
    if numbers := context.facts.numbers_of_case(case.id):
        pairs.append(fact(say.t("fact.number"), said(", ".join(numbers))))
    for line in case_facts(context, case):
        runs = say.links(line.values)
        if line.key == "closed" and closed:
            runs.append(said(f": {context.state(closed.outcome).text}"))
            runs += [said(". "), said(closed.note, context.foreign(case.facts))] if closed.note else []
        if line.key not in ("related", "mentioned", "together"):
            pairs.append(fact(say.t(f"fact.{line.key}"), *runs))
    return {"kind": "facts", "pairs": pairs}


def _contents(say: PaperWriter, enclosures: list[Enclosure]) -> list[Block]:
    """What is on which page: the parts of the paper itself, then what is enclosed, and what could not be."""
    t = say.t
    blocks = [{**heading(2, said(t("paper_pdf.contents"))), "outlined": False}, {"kind": "contents"}]
    if not enclosures:
        return blocks
    names = (t("paper_pdf.enclosure_number"), t("paper_pdf.enclosure"), t("paper_pdf.origin"))
    rows, before = [], 0
    for one in enclosures:
        # The pages of an enclosure are counted from the last page of the paper itself.
        pages = {"text": "", "pages": [before + 1, before + one.pages]}
        where = said(t(f"paper_pdf.left_out.{one.reason}")) if one.reason else pages
        rows.append(cells([said(str(one.number))], [said(one.title, one.lang)], [said(one.origin)], [where]))
        before += one.pages
    blocks += [heading(3, said(t("paper_pdf.enclosures"))), columns((*names, t("paper_pdf.page_number")), rows)]
    if before:
        blocks.append(paragraph(said(t("paper_pdf.enclosed_as_they_are"), quiet=True)))
    return blocks


def _handling(say: PaperWriter, case: Record[Case], handling: Handling) -> list[Block]:
    """What one body did with the case, and how sure that is."""
    context, meeting = say.context, handling.meeting
    found = context.facts.meeting(meeting)
    body = context.body(meeting.body_id)
    number = f"{handling.entry.item.number} " if handling.entry.item.number else ""
    blocks = [heading(2, said(number), said(body.text, body.lang), said(f", {say.dates.day(meeting.day)}"))]
    if found.is_cancelled:
        blocks.append(strong(say.t("meeting.cancelled")))
    elif found.state is MeetingState.MINUTES_DRAFT:
        blocks.append(strong(say.t("paper_pdf.not_approved")))
    page = Hyperlink(context.title(meeting), meeting.address)
    blocks.append(paragraph(said(f"{say.t('kind.meeting')}: "), say.link(page)))
    return blocks + say.item(handling, 3, notice=not found.has_minutes, within=case)
