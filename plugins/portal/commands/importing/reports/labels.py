"""The facts of a project that stand behind labels, on lines and in tables of two columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from portal.commands.importing.document import Block, DocumentPlace, Heading, Item, Paragraph, Table
from portal.commands.importing.found import Question
from portal.commands.importing.layouts.reports import REPORT_LABELS, REPORT_TITLES
from portal.commands.importing.layouts.words import labelled
from portal.commands.importing.reports.dates import period_in, when_in
from portal.commands.importing.reports.words import health_in, organisation_in, organisations_in, phase_in
from portal.linked.names import OrganisationNames

__all__ = ["Labels"]

_LONGEST_TITLE = 120


@dataclass
class Labels:
    """What stands behind labels; `facts` by label, with `places` where each stood."""

    names: OrganisationNames
    facts: dict[str, Any] = field(default_factory=dict)
    places: dict[str, DocumentPlace] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)

    def read_title(self, blocks: Sequence[Block]) -> None:
        """The name of the project in the report's own title."""
        for block in blocks:
            if isinstance(block, (Heading, Paragraph)):
                self._title(block)

    def _title(self, block: Block) -> None:
        for pattern in REPORT_TITLES:
            match = re.fullmatch(pattern, " ".join(block.text.split()), re.IGNORECASE)
            if match and match["title"][0].isalpha() and not when_in(match["title"]):
                self.facts.setdefault("title", match["title"].strip())
                return

    def read(self, blocks: Sequence[Block]) -> list[Block]:
        """Take the labels in some blocks; gives the blocks without what became facts."""
        rest: list[Block] = []
        for block in blocks:
            if isinstance(block, Table):
                rest += self.read_table(block)
            elif isinstance(block, (Heading, Item)):
                rest += [block] if not (isinstance(block, Item) and self._line(block.text, block.place)) else []
            else:
                lines = [line for line in block.text.split("\n") if not self._line(line, block.place)]
                rest += [replace(block, text="\n".join(lines))] if lines else []
        return rest

    def read_table(self, table: Table) -> list[Block]:
        """Take the rows of a table whose first column holds labels; gives what is left of it."""
        rows = [row for row in table.rows if len(row) > 1]
        told = [row for row in rows if _label(row[0]) and not any(cell.strip() for cell in row[2:])]
        if len(told) < 2:
            return [table]
        known = set(told)
        rest = tuple(
            row for row in table.rows if row not in known or not self._take(_label(row[0]), row[1], table.place)
        )
        return [replace(table, rows=rest, text="\n".join("\t".join(row) for row in rest))] if rest else []

    def _line(self, line: str, place: DocumentPlace) -> bool:
        found = labelled(line, REPORT_LABELS)
        return bool(found and found[1]) and found is not None and self._take(found[0], found[1], place)

    def _take(self, name: str | None, words: str, place: DocumentPlace) -> bool:
        """Take what stands behind a label; whether nothing of it is lost without the words."""
        words = words.strip()
        if not name or not words:
            return bool(name)
        if name in self.facts:
            return bool(self.facts[name] == " ".join(words.split()))
        value, is_whole = self._value(name, words)
        if value:
            self.facts[name] = value
            self.places[name] = place
        if not is_whole:
            self.questions.append(Question(_FIELDS.get(name, name), "import.ask_unclear", place))
        return is_whole

    def _value(self, name: str, words: str) -> tuple[Any, bool]:
        value: Any
        if name == "partners":
            return organisations_in(words, self.names)
        if name == "title":
            value = " ".join(words.split()) if len(words) <= _LONGEST_TITLE else None
        elif name == "owner":
            value = organisation_in(words, self.names)
        elif name == "steering":
            value = self.names.find(" ".join(words.split()))
        elif name == "period":
            value = period_in(words)
        elif name in ("from", "to"):
            value = when if (when := when_in(words)) and ".." not in when else None
        elif name == "date":
            value = when if (when := when_in(words)) and len(when) == len("2021-02-19") else None
        elif name == "summary":
            value = " ".join(words.split())
        else:
            value = (phase_in if name == "phase" else health_in)(words)
        return value, value is not None


_FIELDS = {"from": "period/from", "to": "period/to", "date": "reports/date", "health": "reports/health"}
"""The fields of the record that labels stand for, where they are called otherwise."""


def _label(words: str) -> str | None:
    found = labelled(f"{' '.join(words.split()).rstrip(': ')}:", REPORT_LABELS)
    return found[0] if found and not found[1] else None
