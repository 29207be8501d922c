"""The words of papers in one language: parts that the papers of meetings and cases share, as blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest
from textwrap import shorten
from typing import Any
from urllib.parse import unquote

from portal.derived.context import Context
from portal.derived.destinations import Destinations
from portal.derived.items import DecisionRow, ItemRow, item_row
from portal.derived.parts import Hyperlink, Paper, Restriction
from portal.derived.public import Handling, Record, Task
from portal.language.phrase import Phrase, joined
from portal.model.case import Case
from portal.model.colours import PRIMARY
from portal.model.common import RecordFacts
from portal.outputs.paper.blocks import LONGEST_HEADING, levelled, paper_blocks, runs_of
from portal.outputs.paper.tables import cells, may_be_wide, table
from portal.outputs.paper.tree import Block, Cell, Run, finished
from portal.text.fragment import Fragment, Reference
from portal.text.outline import Section

__all__ = ["PaperWriter", "bullets", "called", "columns", "fact", "heading", "paragraph", "said", "some", "strong"]

_FOOT = 160
"""Characters of a title at the foot of each page; a paper would else grow with the square of its title."""


def said(text: str, lang: str | None = None, **style: Any) -> Run:
    """A run of words."""
    return {"text": text, **({"lang": lang} if lang else {}), **style}


def some(text: str | None, lang: str | None = None) -> list[Run]:
    """A run of words, where there are any."""
    return [said(text, lang)] if text else []


def paragraph(*runs: Run) -> Block:
    return {"kind": "paragraph", "runs": list(runs)}


def heading(level: int, *runs: Run) -> Block:
    return {"kind": "heading", "level": level, "runs": list(runs)}


def strong(text: str) -> Block:
    """A paragraph that is stressed."""
    return paragraph(said(text, strong=True))


def bullets(lines: Iterable[Block]) -> Block:
    """A list with a line for each point."""
    return {"kind": "list", "ordered": False, "start": 1, "items": [[line] for line in lines]}


def columns(names: Iterable[str], rows: list[list[Cell]]) -> Block:
    """A table with a name for each column."""
    return table([cells(*([said(name)] for name in names))], rows)


def fact(name: str, *runs: Run) -> dict[str, Any]:
    """A line of a list of facts."""
    return {"name": name, "runs": list(runs)}


def called(row: ItemRow) -> list[Run]:
    """What an agenda item is called, the titles of its cases each in its own language."""
    return [said(row.name, row.title_lang)] if row.title_lang else phrase(row.name)


def phrase(words: str) -> list[Run]:
    """Words, each under its own language."""
    return [said(text, lang) for text, lang in words.parts] if isinstance(words, Phrase) else [said(words)]


class PaperWriter:
    """Says in one language what papers say; `context` is the portal's in that language."""

    def __init__(self, context: Context, destinations: Destinations) -> None:
        self.context = context
        self.t = context.t
        self.dates = context.dates
        self._destinations = destinations
        self._rows: dict[tuple[str, int], ItemRow] = {}
        self._has_site = bool(context.settings.site_url)

    # -- the parts of every paper

    def paper(self, record: Record[Any], kind: str, blocks: list[Block]) -> dict[str, Any]:
        """A whole paper of a record: its title, what it says, how to refer to it, and what stands on each page."""
        settings, title = self.context.settings, self.context.title(record)
        opening = [{"kind": "label", "runs": [said(kind)]}, heading(1, said(title, self.context.foreign(record.facts)))]
        blocks = finished(levelled([*opening, *blocks, *self._corrections(record.facts), *self._cite(title, record)]))
        return {
            "lang": settings.lang,
            "title": f"{kind}: {title[:LONGEST_HEADING]}",
            "brand": settings.palette.primary if settings.palette else PRIMARY,
            "author": settings.responsible or settings.site_name,
            "description": self.t("paper_pdf.description", site=settings.site_name),
            "foot": f"{kind}. {shorten(title, _FOOT, placeholder='…')}",
            "page": self.t("paper_pdf.page"),
            "blocks": [{**block, "wide": True} if may_be_wide(block) else block for block in blocks],
        }

    def held(self, record: Record[Any]) -> list[Block]:
        """That a record is seen in the preview only, and why."""
        hold = self.context.hold(record)
        return [strong(self.t(f"preview.{hold.visibility.value}"))] if hold else []

    def _cite(self, title: str, record: Record[Any]) -> list[Block]:
        """Where the page is, and how to refer to it."""
        address = record.address
        url = self.context.url(address)
        words = self.t("cite.words", title=title, site=self.context.settings.site_name, url=url)
        return [
            heading(2, said(self.t("cite.title"))),
            paragraph(said(self.t("paper_pdf.address")), said(" "), self.link(Hyperlink(url, address))),
            paragraph(said(words)),
        ]

    def _corrections(self, facts: RecordFacts) -> list[Block]:
        """What was corrected after publication."""
        lang = self.context.foreign(facts)
        lines = [paragraph(said(f"{self.dates.day(one.date)}: "), said(one.what, lang)) for one in facts.corrections]
        return [heading(2, said(self.t("corrections.title"))), bullets(lines)] if lines else []

    # -- words

    def link(self, link: Hyperlink) -> Run:
        """A link to a page of the site, or its words where the site's own address is not known."""
        if link.address and self._has_site:
            return said(link.text, link.lang, href=self.context.url(link.address))
        return said(link.text, link.lang)

    def listed(self, runs: list[Run]) -> list[Run]:
        """Runs with commas between them."""
        return [one for run in runs for one in (said(", "), run)][1:]

    def links(self, links: Iterable[Hyperlink]) -> list[Run]:
        """Links with commas between them, each with what is noted of it."""
        noted = ([self.link(link), *(self._note(link))] for link in links)
        return [run for n, runs in enumerate(noted) for run in ([said(", ")] if n else []) + runs]

    def _note(self, link: Hyperlink) -> list[Run]:
        return [said(" ("), *phrase(link.note), said(")")] if link.note else []

    def together(self, runs: list[Run]) -> list[Run]:
        """Runs as they stand in a sentence: `A, B og C`."""
        if len(runs) < 2:
            return runs
        return [*self.listed(runs[:-1]), said(self.t("list.and", first="", last="")), runs[-1]]

    def _line(self, fragment: Fragment, lang: str | None = None) -> list[Run]:
        """A record's heading."""
        runs = runs_of(fragment.resolved(self._address_of).nodes, lang or self.context.settings.lang)
        return [{**run, "lang": run.get("lang", lang)} for run in runs] if lang else runs

    def section(self, section: Section, lang: str | None, level: int) -> list[Block]:
        """A section of a record's text with those below it."""
        blocks = [heading(level, *self._line(section.heading, lang)), *self.under(section.content, lang, level)]
        for child in section.children:
            blocks += self.section(child, lang, level + 1)
        return blocks

    def under(self, fragment: Fragment, lang: str | None, level: int) -> list[Block]:
        """A text under a heading of the paper: its own headings stand below that."""
        nodes = fragment.resolved(self._address_of).nodes
        return [
            {**block, "level": max(block["level"], level + 1)} if block["kind"] == "heading" else block
            for block in paper_blocks(nodes, lang, self.context.settings.lang)
        ]

    def _address_of(self, reference: Reference) -> str | None:
        address = self._destinations.address_of(reference) if self._has_site else None
        return self.context.url(address) if address else None

    # -- agenda items

    def row(self, handling: Handling) -> ItemRow:
        """All that is shown of an agenda item, gathered once."""
        key = (handling.meeting.id, handling.entry.position)
        if key not in self._rows:
            self._rows[key] = item_row(self.context, handling)
        return self._rows[key]

    def item(
        self, handling: Handling, level: int, notice: bool, told: bool = True, within: Record[Case] | None = None
    ) -> list[Block]:
        """An agenda item with its heading.

        A `notice` holds what was there before the meeting: no outcome, decision or
        follow-up, and of the text only what is not yet `told` of the meeting. Among
        a case's own papers (`within`) an item stands without what is that case's.
        """
        row = self.row(handling)
        if within:
            here = self.context.link_to(within)
            row = replace(
                row,
                cases=tuple(link for link in row.cases if link != here),
                projects=(),
                proposals=tuple(proposal for proposal in row.proposals if proposal.source != here),
            )
        number = f"{row.number} " if row.number and row.has_title else None
        blocks = [heading(level, *some(number), *called(row))]
        if row.exempt:
            return blocks + self._exempt(row.exempt)
        if row.retracted:
            return [*blocks, paragraph(*phrase(row.retracted))]
        blocks += self._about(row)
        if row.case_closed:
            blocks.append(strong(row.case_closed))
        if told:
            blocks += self.under(row.lead, row.lang, level)
        for proposal, following in zip_longest(row.proposals, row.proposals[1:]):
            blocks.append({"kind": "note", "blocks": self.section(proposal.section, proposal.lang, level + 1)})
            source = proposal.source
            if source and not row.proposals_from and (following is None or following.source != source):
                blocks.append(self._from_case(source))
        if row.proposals_from:
            blocks.append(self._from_case(row.proposals_from))
        blocks += [paragraph(*phrase(line)) for line in self._held(row, notice)]
        if not notice:
            blocks += self._result(row, level)
        for _, section in row.sections if told else ():
            blocks += self.section(section, row.lang, level + 1)
        if not notice and handling.entry.item.follow_up:
            blocks += self._tasks(handling, level)
        if row.papers:
            blocks += [heading(level + 1, said(self.t("papers.item"))), self.papers(row.papers)]
        return blocks

    def _held(self, row: ItemRow, notice: bool) -> Iterator[str]:
        """How an item came up in the meeting, behind which doors, and who took no part in it."""
        if row.added:
            yield self.t("item.added")
        if row.closed_by:
            yield row.closed_by
        if row.disqualified and not notice:
            yield self.t("item.disqualified", names=self.context.catalogue.listed(row.disqualified))

    def _exempt(self, exemption: Restriction) -> list[Block]:
        """What may be known of something exempt."""
        until = f" {self.t('exempt.until', date=self.dates.day(exemption.until))}" if exemption.until else ""
        lines = [
            strong(self.t("exempt.title")),
            paragraph(said(f"{self.t('exempt.basis', basis=exemption.basis)}{until}")),
            paragraph(said(self.t("exempt.ask"))),
        ]
        return [{"kind": "note", "blocks": lines}]

    def _from_case(self, source: Hyperlink) -> Block:
        return paragraph(said(f"{self.t('item.proposal_from_case')} "), self.link(source), said("."))

    def _about(self, row: ItemRow) -> list[Block]:
        lines = (
            ("agenda.type", some(row.types)),
            ("agenda.presenter", some(row.presenter, row.lang)),
            ("paper_pdf.case" if len(row.cases) == 1 else "paper_pdf.cases", self.links(row.cases)),
            ("fact.project", self.links(row.projects)),
            ("paper_pdf.approves", self.links(row.approves)),
            ("paper_pdf.earlier_numbers", some(", ".join(row.earlier_numbers))),
        )
        pairs = [fact(self.t(key), *runs) for key, runs in lines if runs]
        return [{"kind": "facts", "pairs": pairs}] if pairs else []

    def _result(self, row: ItemRow, level: int) -> list[Block]:
        if row.decision:
            return self._decision(row.decision, level + 1)
        words = self._outcome(row)
        if not words:
            return self._sent_to(row)
        strong = [{**run, "strong": True} for run in words]
        return [paragraph(said(f"{self.t('agenda.outcome')}: "), *strong), *self._sent_to(row)]

    def _decision(self, row: DecisionRow, level: int) -> list[Block]:
        """A decision in its exact words, set apart, with its outcome and its vote."""
        blocks = [heading(level, said(row.name))]
        for fragment in row.texts:
            blocks += self.under(fragment, row.lang, level)
        if not row.texts:
            blocks.append(paragraph(said(row.lacking)))
        if words := self._outcome(row):
            blocks.append(paragraph(*({**run, "quiet": True} for run in words)))
        return [{"kind": "decision", "blocks": [*blocks, *self._sent_to(row)]}]

    def _outcome(self, row: ItemRow | DecisionRow) -> list[Run]:
        """An outcome and the votes in words."""
        told = [*([row.outcome.text] if row.outcome else []), *(vote.words for vote in row.votes)]
        is_plain = not any(isinstance(words, Phrase) for words in told)
        return phrase(". ".join(told) if is_plain else joined(told, ". ")) if told else []

    def _sent_to(self, row: ItemRow | DecisionRow) -> list[Block]:
        """That it is a recommendation, and to whom it goes on."""
        runs = [said(row.recommended, strong=True)] if row.recommended else []
        if row.sent_to:
            between = [said(" ")] if runs else []
            runs += [*between, said(f"{self.t('item.sent_to')} "), *self.links(row.sent_to), said(".")]
        return [paragraph(*runs)] if runs else []

    def _tasks(self, handling: Handling, level: int) -> list[Block]:
        """The follow-ups of an item as a table: what, who, by when."""
        rows = []
        for follow_up in handling.entry.item.follow_up:
            row = self.context.task(Task(handling, follow_up))
            if row.done:
                when = self.t("task.done_on", date=self.dates.day(row.done))
            else:
                when = self.dates.day(row.due) if row.due else self.t("task.no_due")
            who = self.together([self.link(one) for one in row.responsible]) or [said(self.t("task.unassigned"))]
            rows.append(cells([said(row.what, row.lang)], who, [said(when)]))
        names = (self.t("paper_pdf.what"), self.t("paper_pdf.responsible"), self.t("paper_pdf.due"))
        return [heading(level + 1, said(self.t("task.title"))), columns(names, rows)]

    # -- attachments

    def papers(self, papers: Iterable[Paper]) -> Block:
        """Attachments as a list: what each is called, and what is published of it."""
        return bullets(
            paragraph(self._title(paper), said(" "), said(self._published(paper), quiet=True)) for paper in papers
        )

    def _title(self, paper: Paper) -> Run:
        if paper.url:
            return said(paper.title, paper.lang, href=paper.url)
        return self.link(Hyperlink(paper.title, paper.address, paper.lang))

    def _published(self, paper: Paper) -> str:
        if paper.exemption:
            until = paper.exemption.until
            till = f", {self.t('exempt.until_inline', date=self.dates.day(until))}" if until else ""
            return f"({self.t('paper.exempt')}: {paper.exemption.basis}{till})"
        if paper.address:
            return f"({unquote(paper.address.rpartition('/')[2])}, {self.dates.size(paper.size)})"
        if paper.url:
            return f"({paper.url})"
        return f"({self.t('paper_pdf.not_published')})"
