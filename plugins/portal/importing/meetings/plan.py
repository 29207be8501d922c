"""The plan of meetings: one planned meeting a line, alone in a document or at the end of another."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from portal.importing.document import Block, Document, Place, Table
from portal.importing.found import NewRecord, Question
from portal.importing.layouts import Kind
from portal.importing.meetings.changes import cancelled_in, moved_from
from portal.importing.meetings.tables import columns
from portal.importing.words.dates import find_date, find_times
from portal.linking.names import OrganisationNames

__all__ = ["PLANNED", "Plan", "is_plan"]

PLANNED = re.compile(r"(?:møte\s*)?(?<![\d/.-])(\d{1,2})\s*[-/]\s*(20\d{2})\b", re.IGNORECASE)
"""A planned meeting by its number: `Møte 3-2027`."""


_NEXT = re.compile(
    r"neste møte(?:\s+(?:i|for)\s+[^.:]{2,60}?)?\s*(?:(?:er|blir|vert|:)\s*(?P<when>.*)|$)", re.IGNORECASE | re.DOTALL
)


class Plan:
    """The planned meetings that a document lists; `questions` are what the lines leave open."""

    def __init__(self, document: Document, kind: Kind, names: OrganisationNames, year: int | None) -> None:
        self._document = document
        self._kind = kind
        self._names = names
        self._year = year
        self.questions: list[Question] = []

    def facts_on(self, day: dt.date) -> dict[str, Any]:
        """What the document's own plan says of this very meeting."""
        for place, line, _ in self._lines():
            for planned in self._meeting("x", line, place, set()):
                if planned.path == f"meetings/x/{day.isoformat()}.md":
                    return planned.facts
        return {}

    def records(self, body: str | None, taken: set[str]) -> Iterator[NewRecord]:
        """The planned meetings of the year, one for each line of the plan."""
        for place, line, where in self._lines():
            yield from self._meeting(body, line, place, taken, where)

    def next_meeting(self, body: str | None, taken: set[str]) -> Iterator[NewRecord]:
        """The next meeting, as minutes tell of it at their end; a date without its year is asked for."""
        blocks = self._document.blocks
        for n, block in enumerate(blocks):
            match = None if isinstance(block, Table) else _NEXT.match(block.text)
            if not match:
                continue
            below = blocks[n + 1].text if n + 1 < len(blocks) else ""
            words = match["when"] or ("" if _NEXT.match(below) else below)
            found = find_date(words)
            if found and found.day:
                yield from self._meeting(body, words, block.place, taken)
            elif found:
                self.questions.append(Question(found.text.strip(" ."), "import.ask_next_year", block.place))

    def _lines(self) -> Iterator[tuple[Place, str, str]]:
        """The lines of the document's plan of meetings, each with the place of the meeting if it tells one."""
        for block in self._document.blocks:
            if isinstance(block, Table):
                at_column = columns(block.rows[0], {"place": r"stad|sted|lokale"})
                for row in block.rows if self._kind is Kind.PLAN or is_plan(block) else ():
                    yield block.place, "\t".join(row), row[at_column["place"]].strip() if "place" in at_column else ""
            else:
                yield from ((block.place, line, "") for line in block.text.split("\n") if PLANNED.match(line))

    def _meeting(
        self, body: str | None, line: str, place: Place, taken: set[str], place_name: str = ""
    ) -> Iterator[NewRecord]:
        match = PLANNED.search(line)
        year = int(match[2]) if match else self._year
        found = find_date(PLANNED.sub("", line), year)
        if not found or not found.day:
            return
        if found.is_odd:
            self.questions.append(Question("date", "import.ask_weekday", place))
        id_ = body or next((i for word in line.split("\t") if (i := self._names.find(word.strip()))), None)
        if id_ is None:
            return
        start, end = find_times(line)
        number = f"{match[1]}/{match[2]}" if match else ""
        facts: dict[str, Any] = {"number": number, "start": start, "end": end, "place": place_name}
        facts["cancelled"] = next((told for part in re.split(r"\t|,\s", line) if (told := cancelled_in(part))), None)
        facts["moved_from"] = moved_from(line, found.day.year)
        path = f"meetings/{id_}/{found.day.isoformat()}.md"
        if path not in taken:
            taken.add(path)
            yield NewRecord(path, {name: value for name, value in facts.items() if value})


def is_plan(block: Block) -> bool:
    if isinstance(block, Table):
        return sum(1 for row in block.rows if find_date(" ".join(row)) and find_times(" ".join(row))[0]) > 1
    return re.match(r"møteplan\b", block.text, re.IGNORECASE) is not None
