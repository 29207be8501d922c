"""The form for submitting a case becomes a case."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from portal.commands.importing.document.blocks import (
    CHECKED,
    CROSSED,
    UNCHECKED,
    Block,
    Document,
    Paragraph,
    Table,
    as_markdown,
)
from portal.commands.importing.found import Found, NewRecord, Question, short_slug
from portal.commands.importing.lexicon import pattern, terms
from portal.commands.importing.words.dates import find_day
from portal.commands.importing.words.meanings import case_types
from portal.commands.importing.words.people import person_from
from portal.linked.names import OrganisationNames

__all__ = ["find_submission"]

_LABELS, _SECTIONS = terms("form.labels"), terms("form.sections")
_ALL_COMMITTEES, _PROMPTS, _CONTACT = pattern("form.all_committees"), pattern("form.prompts"), pattern("form.contact")
_SUBMITTER = re.compile(rf"\s*(?i:{_LABELS['submitter']})\s+(?=[A-ZÆØÅ])")
_BOX = re.compile(rf"([{CHECKED}{UNCHECKED}{CROSSED}])\s*([^{CHECKED}{UNCHECKED}{CROSSED}\n\t]+)")


def find_submission(document: Document, names: OrganisationNames) -> Found:
    """The case that a form submits; without a title and a date no record is made."""
    return _Form(names).find(document)


class _Form:
    """Reads a form: labels and boxes first, then its sections."""

    def __init__(self, names: OrganisationNames) -> None:
        self._names = names
        self._values: dict[str, str] = {}
        self._chosen: dict[str, str] = {}  # the one line beside its label, in a table of two columns
        self._boxes: list[tuple[bool, str]] = []
        self._sections: list[tuple[str, list[Block]]] = []
        self._questions: list[Question] = []
        self._left: list[Block] = []

    def find(self, document: Document) -> Found:
        waiting = ""
        for block in document.blocks:
            self._choices(block)
            for line in block.lines():
                if line.strip() or not isinstance(block, Table):
                    waiting = self._line(line, block, waiting)
        facts = self._facts()
        found = Found(questions=self._questions, left=self._left)
        day, title = facts.get("submitted"), facts.get("title")
        if not title:
            found.questions.append(Question("title", "import.ask_missing"))
        else:
            slug = short_slug(str(title))
            year = str(day)[:4] if day else ""
            found.records.append(NewRecord(f"cases/{f'{year}-' if year else ''}{slug}.md", facts, self._text()))
        return found

    def _choices(self, block: Block) -> None:
        """Take what was chosen of a list: it stands alone beside its label; unchosen, all of the list may."""
        for label, words in (row for row in block.rows if len(row) == 2) if isinstance(block, Table) else ():
            found = _LABELS.label(f"{label.rstrip(' :')}:")
            if found and "\n" not in words and not _BOX.search(words):
                self._chosen.setdefault(found[0], words)

    def _line(self, line: str, block: Block, waiting: str) -> str:
        """Take a line; the label whose value is still to come, if its value stands on the next line."""
        if boxes := _BOX.findall(line):
            self._boxes += [(sign != UNCHECKED, words.strip()) for sign, words in boxes]
            line = _BOX.sub("", line).strip()
            if not line:
                return waiting
        for part in re.split(r"\t+|\s{2,}(?=ønske om)", line, flags=re.IGNORECASE):
            if _CONTACT.match(part):
                self._left.append(Paragraph(part.strip(), block.place))
                continue
            section = _SECTIONS.whole(part.strip().rstrip(":"))
            if section is not None:
                self._sections.append((section, []))
                waiting = ""
            elif found := _LABELS.label(part) or _explained_label(part) or _loose_label(part):
                waiting = self._labelled(*found)
            elif waiting and waiting not in self._values and part.strip():
                self._values[waiting] = part.strip()
                waiting = "" if waiting != "submitter" else waiting
            elif _PROMPTS.fullmatch(part.strip()):
                self._left.append(Paragraph(part.strip(), block.place))
            elif self._sections:
                self._sections[-1][1].append(_same(block, part.strip()))
        return waiting

    def _labelled(self, name: str, value: str) -> str:
        if value:
            self._values.setdefault(name, value)
            return ""
        return name

    def _facts(self) -> dict[str, Any]:
        """The front matter: only what the form says."""
        facts: dict[str, Any] = {}
        if title := self._values.get("title", "").rstrip(". "):
            facts["title"] = title
        if day := find_day(self._values.get("date", "")):
            facts["submitted"] = day
        else:
            self._questions.append(Question("submitted", "import.ask_missing"))
        name = self._values.get("name")
        if name and self._values.get("submitter") in (None, "", name):
            parts = {"name": name, "role": self._values.get("role"), "organisation": self._values.get("employer")}
            facts["submitted_by"] = {part: words for part, words in parts.items() if words}
        elif submitter := self._values.get("submitter"):
            facts["submitted_by"] = person_from(submitter, self._names)
        else:
            self._questions.append(Question("submitted_by", "import.ask_missing"))
        types, bodies = self._ticked()
        if types:
            facts["type"] = types
        if bodies:
            facts["for"] = bodies
        below = [block.text for name, blocks in self._sections if not name for block in blocks]
        listed = "\n".join([self._values.get("attachments", ""), *below])
        if titles := [title for line in listed.split("\n") if (title := line.strip(" -•.\t"))]:
            facts["attachments"] = [{"title": title} for title in titles]
        return facts

    def _ticked(self) -> tuple[str | None, list[str]]:
        """The types and the bodies that were ticked; every box of a group ticked, or none, means unknown."""
        types = [(on, letter) for on, words in self._boxes if (letter := case_types(words))]
        bodies = [(on, words) for on, words in self._boxes if not case_types(words)]
        chosen = [letter for on, letter in types if on]
        picked = case_types(self._chosen.get("type", ""))
        if not types and picked and len(picked) == 1:
            chosen = [picked]
        elif len(chosen) in (0, len(types)) and not (len(types) == 1 and chosen):
            self._questions.append(Question("type", "import.ask_boxes"))
            chosen = []
        ids = [id_ for on, words in bodies if on and (id_ := self._body(words))]
        everyone = [on for on, words in bodies if _ALL_COMMITTEES.fullmatch(words)]
        bodies = [(on, words) for on, words in bodies if not _ALL_COMMITTEES.fullmatch(words)]
        if any(everyone) and not any(on for on, _ in bodies):
            bodies = [(True, words) for _, words in bodies]
            ids = [id_ for _, words in bodies if (id_ := self._body(words))]
        elif sum(on for on, _ in bodies) in (0, len(bodies)):
            self._questions.append(Question("for", "import.ask_boxes"))
            ids = []
        for on, words in bodies:
            if on and ids and not self._body(words):
                self._questions.append(Question("for", "import.ask_body"))
        return "/".join(chosen) or None, ids

    def _body(self, words: str) -> str | None:
        """The body that the words beside a box name; a name and its short form in brackets may not name two."""
        if id_ := self._names.find(words):
            return id_
        match = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", words.strip())
        named = {id_ for name in match.groups() if (id_ := self._names.find(name))} if match else set()
        return named.pop() if len(named) == 1 else None

    def _text(self) -> str:
        """The sections of the form, those of one name together, each below its heading."""
        names = list(dict.fromkeys(name for name, _ in self._sections))
        gathered = {name: [b for other, blocks in self._sections if other == name for b in blocks] for name in names}
        return "\n\n".join(
            f"## {name}\n\n{as_markdown(blocks, 3)}" for name, blocks in gathered.items() if name and blocks
        )


def _explained_label(line: str) -> tuple[str, str] | None:
    """A label alone on its line, with what to write in brackets behind it."""
    match = re.fullmatch(r"([^()]+?)\s*\([^()]*\)\s*:?", line)
    found = _LABELS.label(match[1]) if match else None
    return found if found and not found[1] else None


def _loose_label(line: str) -> tuple[str, str] | None:
    """A label without a colon, with its value behind it."""
    match = _SUBMITTER.match(line)
    return ("submitter", line[match.end() :].strip()) if match else None


def _same(block: Block, text: str) -> Block:
    """A part of a block as one of its kind; of a table as a paragraph."""
    return Paragraph(text, block.place) if isinstance(block, Table) else replace(block, text=text)
