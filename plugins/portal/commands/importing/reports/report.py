"""A project's report becomes a project: labels and tables first, then lists, and the words last."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from portal.commands.importing.document.blocks import (
    Block,
    Document,
    DocumentPlace,
    Heading,
    Item,
    Paragraph,
    Table,
    as_markdown,
)
from portal.commands.importing.found import Found, NewRecord, Question, short_slug
from portal.commands.importing.lexicon import pattern, terms
from portal.commands.importing.reports.budget import is_budget, joined, take_budget, with_sides
from portal.commands.importing.reports.sections import ReportSection, sections_of, split_signature
from portal.commands.importing.reports.tables import Labels, cell_text, head_of, take_rows
from portal.commands.importing.reports.values import dates_in, organisation_in, organisations_in
from portal.commands.importing.words.dates import find_date
from portal.linked.names import OrganisationNames

__all__ = ["find_report"]

_PARTNERS, _DATED = terms("report.partners"), pattern("report.dated")
_QUOTED = re.compile(r"[”\"«“]([^”\"»“\n]{3,80})[”\"»“]")
_NAMED = re.compile(r"(.{3,60}?)\s*(?::|\s[–—-])\s+(.+)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])")
_LONGEST_NAME = 70
_ASKED = ("owner", "period", "phase", "steering")
_ORDER = (
    "title", "owner", "steering", "partners", "period", "phase", "workstreams", "milestones", "budget", "risks",
    "indicators", "reports",
)  # fmt: skip
"""The fields of a project, in the order in which they are written."""


def find_report(document: Document, names: OrganisationNames) -> Found:
    """The project that a report tells of; without its name no record is made."""
    return _Report(document, names).find()


class _Report:
    """Reads one report; what becomes a fact is taken out of its sections, the rest is the record's text."""

    def __init__(self, document: Document, names: OrganisationNames) -> None:
        self._names = names
        self._blocks = document.blocks
        self._lead, self._sections = sections_of(document.blocks)
        self._signature = split_signature(self._sections)
        self._labels = Labels(names)
        self._facts: dict[str, Any] = {}
        self._questions: list[Question] = []

    def find(self) -> Found:
        self._labels.read_title(self._lead[:3])
        self._lead = self._labels.read(self._lead)
        known = False
        for section in self._sections:
            known = known or bool(section.meaning and section.meaning != "facts")
            if not known:
                section.blocks = self._labels.read(section.blocks)
            self._read(section)
        title = self._title()
        self._head(title)
        self._report()
        left = [block for block in self._lead if not _is_prose(block) and not (title and title in block.text)]
        found = Found(questions=[*self._labels.questions, *self._questions], left=left)
        asked = {question.about.partition("/")[0] for question in found.questions}
        missing = [name for name in (*_ASKED, "reports") if name not in self._facts and name not in asked]
        found.questions += [Question(name, "import.ask_missing") for name in missing]
        if title:
            facts = {name: self._facts[name] for name in _ORDER if name in self._facts}
            found.records.append(NewRecord(f"projects/{short_slug(title)}.md", facts, self._text()))
        else:
            found.questions.insert(0, Question("title", "import.ask_missing"))
        return found

    def _read(self, section: ReportSection) -> None:
        section.blocks = [
            rest
            for block in with_sides(section.blocks)
            for rest in (self._table(block, section) if isinstance(block, Table) else [block])
        ]
        if section.meaning == "partners":
            self._partners(section)
        elif section.meaning == "workstreams":
            self._workstreams(section)
        elif section.meaning == "plan":
            self._milestones(section)

    def _table(self, table: Table, section: ReportSection) -> list[Block]:
        """What is left of a table when its facts are taken: nothing, or all of it where some are not."""
        if taken := take_rows(table, self._names):
            self._facts.setdefault(taken.name, []).extend(taken.values)
            self._questions += taken.questions
            if not self._facts[taken.name]:
                del self._facts[taken.name]
            return [] if taken.is_whole else [table]
        if is_budget(table, section.heading):
            return self._budget(table, section)
        if section.meaning == "partners" and "name" in (at := _PARTNERS.columns(head_of(table)[0])):
            rows = head_of(table)[1]
            self._add_partners(name for row in rows if (name := cell_text(row, at["name"])))
            return [] if len(table.rows[0]) == 1 else [table]
        return self._labels.read_table(table)

    def _budget(self, table: Table, section: ReportSection) -> list[Block]:
        budget = take_budget(table, section.heading)
        if budget and (there := self._facts.get("budget")):
            budget = joined(there, budget)
        if budget is None:
            self._questions.append(Question("budget", "import.ask_table", table.place))
            return [table]
        self._facts["budget"] = budget
        return []

    def _partners(self, section: ReportSection) -> None:
        """The names below the heading of the partners: a list, or a line with commas."""
        lines = [block for block in section.blocks if not isinstance(block, Table)]
        if len(lines) == 1 and isinstance(lines[0], Paragraph) and re.search(r"[,;]", lines[0].text):
            found, is_whole = organisations_in(lines[0].text, self._names)
            if is_whole and all(name[0].isupper() for name in found):
                self._add_partners(found)
                section.blocks.remove(lines[0])
            else:
                self._questions.append(Question("partners", "import.ask_unclear", lines[0].place))
            return
        named = {block: None for block in lines if _is_name(block)}
        self._add_partners(block.text.strip() for block in named)
        section.blocks = [block for block in section.blocks if block not in named]

    def _add_partners(self, found: Iterable[str]) -> None:
        told = [name for words in found if (name := organisation_in(words, self._names))]
        if partners := list(dict.fromkeys([*self._facts.get("partners", []), *told])):
            self._facts["partners"] = partners

    def _workstreams(self, section: ReportSection) -> None:
        """A list of work streams, each with its status behind a colon or a dash."""
        lines = [block for block in section.blocks if isinstance(block, Item)]
        found = [_NAMED.fullmatch(" ".join(block.text.split())) for block in lines]
        if lines and all(found):
            streams = [{"name": match[1], "status": match[2].rstrip(".")} for match in found if match]
            self._facts["workstreams"] = self._facts.get("workstreams", []) + streams
            section.blocks = [block for block in section.blocks if not isinstance(block, Item)]
        elif lines:
            self._questions.append(Question("workstreams", "import.ask_unclear", lines[0].place))

    def _milestones(self, section: ReportSection) -> None:
        """What the plan ahead dates to a day or a month, a sentence each; the words stay in the text."""
        for block in section.blocks:
            for sentence in _SENTENCE.split(" ".join(block.text.split())) if not isinstance(block, Table) else ():
                when = dates_in(sentence)
                if len(when) == 1 and when[0]:
                    milestone = {"what": sentence.rstrip("."), "when": when[0]}
                    self._facts.setdefault("milestones", []).append(milestone)
                elif when:
                    self._questions.append(Question("milestones", "import.ask_unclear", block.place))

    def _title(self) -> str | None:
        """The project's name: behind its label, in the report's title, or quoted and repeated in the signature."""
        if told := self._labels.facts.get("title"):
            return str(told)
        quoted = {" ".join(words.split()) for block in self._blocks for words in _QUOTED.findall(block.text)}
        signed = " ".join(self._signature.lines)
        return next((words for words in sorted(quoted) if words in signed), None)

    def _head(self, title: str | None) -> None:
        """The fields that have one value, from the labels and the signature."""
        told = self._labels.facts
        period = told.get("period") or {end: told[end] for end in ("from", "to") if end in told}
        partners = [*told.get("partners", []), *self._facts.get("partners", [])]
        owner = told.get("owner") or self._signature.owner(self._names)
        values = {
            "title": title, "owner": owner if owner != title else None, "steering": told.get("steering"),
            "partners": list(dict.fromkeys(partners)), "period": period, "phase": told.get("phase"),
        }  # fmt: skip
        self._facts |= {name: value for name, value in values.items() if value}

    def _report(self) -> None:
        """The dated status of the project, where the report says its date and a summary."""
        date, place = self._date()
        own = [section for section in self._sections if section.meaning == "summary"]
        words = [block for section in own for block in section.blocks if not isinstance(block, (Table, Heading))]
        summary = " ".join(" ".join(block.text for block in words).split()) or self._labels.facts.get("summary")
        if not date:
            self._questions.append(Question("reports/date", "import.ask_missing", place))
            return
        if summary:
            for section in own:
                section.blocks = [block for block in section.blocks if isinstance(block, (Table, Heading))]
        else:
            told = (block for s in self._sections if s.meaning == "evaluation" for block in s.blocks)
            first = (block for block in told if isinstance(block, (Paragraph, Item)))
            summary = next((" ".join(block.text.split()) for block in first), None)
        if not summary:
            self._questions.append(Question(f"reports/{date}/summary", "import.ask_missing", place))
            return
        health = self._labels.facts.get("health")
        self._facts["reports"] = [{"date": date, **({"health": health} if health else {}), "summary": summary}]

    def _date(self) -> tuple[str | None, DocumentPlace | None]:
        """The report's date: behind its label, in its title, or beside the place where it was signed."""
        if told := self._labels.facts.get("date"):
            return str(told), self._labels.places["date"]
        for block in self._blocks[:3]:
            found = find_date(block.text)
            before = block.text.removesuffix(found.text) if found else ""
            if found and found.day and _DATED.fullmatch(before):
                return found.day.isoformat(), block.place
        day = self._signature.day
        return day.isoformat() if day else None, self._signature.place

    def _text(self) -> str:
        """The report's words below its own headings; what became facts is not said twice."""
        opening = [block for block in self._lead if _is_prose(block)]
        signed = ReportSection("", "Rapporten er skriven av", DocumentPlace(0, 0), self._signature.signed())
        parts = [as_markdown(opening, 2)] if opening else []
        parts += [f"## {s.heading}\n\n{as_markdown(s.blocks, 3)}" for s in (*self._sections, signed) if s.blocks]
        return "\n\n".join(parts)


def _is_name(block: Block) -> bool:
    """Whether a line in a list of partners is a name, and no sentence."""
    return not isinstance(block, (Table, Heading)) and len(block.text) < _LONGEST_NAME and not block.text.endswith(".")


def _is_prose(block: Block) -> bool:
    """Whether what stands before the first heading is words or a table, and no line of a title page."""
    return isinstance(block, Table) or (
        isinstance(block, (Paragraph, Item)) and block.text.rstrip().endswith((".", "?"))
    )
