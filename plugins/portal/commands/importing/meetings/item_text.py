"""An agenda item: its type, presenter, papers, follow-ups and outcome, and the rest of what is below it as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from portal.commands.importing.document.blocks import Block, DocumentPlace, Heading, Item, Paragraph, Table, as_markdown
from portal.commands.importing.found import DocumentKind
from portal.commands.importing.layouts import pattern, terms
from portal.commands.importing.words.dates import find_date, find_day
from portal.commands.importing.words.meanings import LETTERS, case_types, is_negated, only_types, outcome_in, vote_in
from portal.commands.importing.words.people import is_name, known
from portal.linked.names import OrganisationNames
from portal.model.vocabulary import Outcome

__all__ = ["ItemDraft", "ItemText", "opens_section", "section_in", "task_columns", "tasks_in"]


@dataclass
class ItemDraft:
    """An agenda item, being gathered.

    `marks` are what tells that it is closed, beside its own words; `level` is that of its heading.
    """

    number: str
    title: str
    place: DocumentPlace
    facts: dict[str, Any] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    marks: list[tuple[str, DocumentPlace]] = field(default_factory=list)
    level: int = 0

    def is_numbered(self, number: str) -> bool:
        """Whether the item bears a number, with the series before it or without, and with the year or without."""
        (series, mine), (told_series, told) = _parts(self.number), _parts(number)
        is_series_one = not (series and told_series) or series == told_series
        return bool(told) and is_series_one and (mine == told or (len(told) == 1 and mine[:1] == told))


def _parts(number: str) -> tuple[str, list[int]]:
    return "".join(re.findall(r"[A-ZÆØÅ]+", number)), [int(part) for part in re.findall(r"\d+", number)]


_SECTIONS, _TASKS = terms("item.sections"), terms("task.columns")
_TYPE_LINE, _TYPE_LABEL = pattern("item.type_line"), pattern("item.type_label")
_PRESENTER, _GIVEN_BY, _GIVEN_BY_SEVERAL = (
    pattern("item.presenter"), pattern("item.given_by"), pattern("item.given_by_several", 0)
)  # fmt: skip
_PAPERS_BEHIND = pattern("item.papers", re.IGNORECASE | re.DOTALL)
_RESULT = pattern("item.result", re.IGNORECASE | re.DOTALL)
_PROPOSED = pattern("item.proposed")
_TASK, _TASK_BY_DASHES = pattern("task.labelled"), pattern("task.by_dashes")
_PROMISE, _PROMISE_BY_PERSON = pattern("task.promise"), pattern("task.by_person", 0)
_PAPERS = "_papers"
_LAST_WORDS = 120
"""How long a last line may be to be read as the outcome, in characters."""


class ItemText:
    """Reads the blocks below one item; `facts` grow as they are read."""

    def __init__(self, facts: dict[str, Any], kind: DocumentKind, names: OrganisationNames, year: int | None) -> None:
        self.facts = facts
        self._names = names
        self._kind = kind
        self._year = year
        self._parts: list[tuple[str, list[Block]]] = [("", [])]
        self._are_papers_listed = False

    def read(self, blocks: list[Block]) -> str:
        """The words of the item as Markdown below headings of level three; its facts are put into `facts`."""
        for block in blocks:
            self._block(block)
        for name, part in sorted(self._parts, key=lambda part: part[0] != "Vedtak"):  # what was decided comes first
            self._conclude(name, part)
        for task in self.facts.get("follow_up", ()):
            if "responsible" in task:
                task["responsible"] = _shared(task["responsible"], self._names)
        written = []
        for name, part in sorted(self._parts, key=lambda part: part[0] != ""):
            text = as_markdown(part, 4)
            if name != _PAPERS and (text or name):
                written.append(f"### {name}\n\n{text}".rstrip() if name else text)
        return "\n\n".join(written)

    def _block(self, block: Block) -> None:
        if isinstance(block, Table):
            at_column = _TASKS.columns(block.rows[0])
            if "what" in at_column and len(at_column) > 1:
                self._follow_ups([task for _, task in tasks_in(block, self._year)])
            else:
                self._end_papers()
                self._parts[-1][1].append(block)
            return
        text = block.text.strip()
        if not text:
            self._parts.append(("", []))
        elif self._is_fact(text) or self._is_section(text, block):
            return
        elif self._parts[-1][0] and isinstance(block, Heading):
            self._parts.append(("", [block]))  # a heading of another kind ends the section above it
        elif self._parts[-1][0] == _PAPERS and (isinstance(block, Item) or not self._are_papers_listed):
            self._are_papers_listed = isinstance(block, Item)
            self._papers(text)
        else:
            self._end_papers()
            self._parts[-1][1].append(block)

    def _end_papers(self) -> None:
        """What is no paper ends the list of them."""
        if self._parts[-1][0] == _PAPERS:
            self._parts.append(("", []))
            self._are_papers_listed = False

    def _is_fact(self, text: str) -> bool:
        """Whether a line is nothing but a fact, which is then taken."""
        facts = self.facts
        if "type" not in facts and re.fullmatch(LETTERS, text):
            facts["type"] = case_types(text)
        elif "type" not in facts and (types := _types_in(text)):
            facts["type"] = types
        elif (match := _PRESENTER.fullmatch(text)) or (match := _GIVEN_BY.fullmatch(text)):
            facts.setdefault("presenter", next(filter(None, match.groups())).strip(" ."))
        elif match := _GIVEN_BY_SEVERAL.match(text):
            facts.setdefault("presenter", re.sub(r"\)(?:,| og)? (?=[A-ZÆØÅ])", "), ", match[1]))
            return False
        elif match := _RESULT.fullmatch(text):
            return self._result(match[1])
        elif self._parts[-1][0] == "Oppfølging" and (task := self._task(text)):
            self._follow_ups([task])
        else:
            return False
        return True

    def _is_section(self, text: str, block: Block) -> bool:
        """Whether a line opens a section, with its first words behind it or without."""
        if match := _PAPERS_BEHIND.fullmatch(text):
            self._parts[-1][1].append(Paragraph(match[1], block.place))
            self._parts.append((_PAPERS, []))
            return True
        section = section_in(text)
        if section is None:
            return False
        name, rest = section
        heading = text[: len(text) - len(rest)].strip(" :\n")
        if name == "Vedtak" and self._kind is DocumentKind.MINUTES and (vote := vote_in(heading)):
            self.facts.setdefault("vote", vote)
        if name == "Protokolltilførsel" and (by := re.search(r" (?:frå|fra) .+", heading)):
            name += by[0]
        if name == "Oppfølging" and (task := self._task(rest)):
            self._parts.append((name, []))
            self._follow_ups([task])
        elif name:
            self._parts.append((name, [Paragraph(rest, block.place)] if rest else []))
        else:
            self._parts.append((_PAPERS, []))
            self._papers(rest)
        return True

    def _follow_ups(self, tasks: list[dict[str, str]]) -> None:
        self.facts["follow_up"] = [*self.facts.get("follow_up", ()), *tasks]

    def _result(self, words: str) -> bool:
        """Whether the words tell an outcome or a vote; what they tell is taken."""
        outcome, vote = outcome_in(words), vote_in(words)
        if outcome:
            self.facts["outcome"] = outcome.value
        if vote:
            self.facts.setdefault("vote", vote)
        return bool(outcome or vote)

    def _task(self, text: str) -> dict[str, str] | None:
        """A follow-up as a line tells it: what, who is responsible, and by when."""
        words = " ".join(text.split())
        if match := _TASK.fullmatch(words):
            return _follow_up(match["what"], match["who"], match["due"], self._year)
        by_dashes = _TASK_BY_DASHES.fullmatch(words)
        if by_dashes and (find_date(by_dashes["due"], self._year) or not re.search(r"\d", by_dashes["due"])):
            return _follow_up(by_dashes["what"], by_dashes["who"], by_dashes["due"], self._year)
        promise = _PROMISE.fullmatch(words)
        by_person = _PROMISE_BY_PERSON.fullmatch(words)
        if by_person and is_name(by_person["who"]) and find_date(by_person["due"], self._year):
            return _follow_up(words, by_person["who"], by_person["due"], self._year)
        if promise and known(promise["who"], self._names) and find_date(promise["due"], self._year):
            return _follow_up(words, promise["who"], promise["due"], self._year)
        return None

    def _papers(self, text: str) -> None:
        for line in text.split("\n"):
            if title := re.sub(r"^\d{1,2}\s+(?=[A-ZÆØÅ])", "", line.strip(" -•.\t")):
                self.facts.setdefault("attachments", []).append({"title": title})

    def _conclude(self, name: str, blocks: list[Block]) -> None:
        """The outcome and the vote, from the words of the decision."""
        if self._kind is not DocumentKind.MINUTES:
            return
        text = "\n".join(block.text for block in blocks)
        last = blocks[-1].text if blocks else ""
        if name == "Avrøysting":
            if vote := vote_in(text):
                self.facts.setdefault("vote", vote)
            return
        if name == "Vedtak":
            outcome, words = outcome_in(text) or (None if is_negated(text) else Outcome.DECIDED), text
        elif last and len(last) < _LAST_WORDS and not _PROPOSED.search(last):
            outcome, words = outcome_in(last), last
        else:
            return
        if outcome:
            self.facts.setdefault("outcome", outcome.value)
            if vote := vote_in(words):
                self.facts.setdefault("vote", vote)


def _types_in(line: str) -> str | None:
    """The types that a line tells: one that is no more than them, or words behind a label."""
    words = _TYPE_LABEL.sub("", line)
    if _TYPE_LINE.fullmatch(line) and (types := case_types(words)):
        return types
    return only_types(words) if words != line or re.match(r"sak til ", line, re.IGNORECASE) else None


def task_columns(table: Table) -> set[str]:
    """What the columns of a table of follow-ups hold; nothing of another table."""
    return set(_TASKS.columns(table.rows[0]))


def tasks_in(table: Table, year: int | None) -> Iterator[tuple[str, dict[str, str]]]:
    """The follow-ups of a table, each with the number of its item where a column tells it; the head is no follow-up."""
    at_column = _TASKS.columns(table.rows[0])
    for row in table.rows[1:]:
        cells = {name: row[at] for name, at in at_column.items() if at < len(row)}
        task = _follow_up(cells.get("what", ""), cells.get("responsible"), cells.get("due"), year)
        if task.get("what"):
            yield re.sub(r"\s|^sak", "", cells.get("number", ""), flags=re.IGNORECASE), task


def _follow_up(what: str, responsible: str | None, due: str | None, year: int | None) -> dict[str, str]:
    day = find_day(due or "", year)
    task = {"what": what.strip(" .\n"), "responsible": (responsible or "").strip(" .\n"), "due": day}
    return {name: value for name, value in task.items() if value}


def _shared(who: str, names: OrganisationNames) -> str | list[str]:
    """Those who share a responsibility, where the words are nothing but the names of organisations."""
    parts = re.split(r",\s*|\s+og\s+", who)
    return parts if len(parts) > 1 and not known(who, names) and all(known(part, names) for part in parts) else who


def opens_section(block: Block) -> bool:
    """Whether a block opens a part of an item's text: its decision, proposal, follow-up, papers."""
    return not isinstance(block, Table) and section_in(block.text.strip()) is not None


def section_in(text: str) -> tuple[str, str] | None:
    """The section that a line opens, and what stands behind its heading."""
    line, _, more = text.partition("\n")
    for name, words in _SECTIONS:
        match = re.match(rf"(?:{words})\s*(?::\s*(?P<rest>.*)|$)", line, re.IGNORECASE)
        if match:
            rest = (match["rest"] or "").strip()
            return name, "\n".join(filter(None, [rest, more]))
    return None
