"""The plan of meetings, one a line, alone in a document or at the end of another; and what was called off or moved."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any

from portal.commands.importing.document.blocks import Block, Document, DocumentPlace, Item, Table
from portal.commands.importing.found import DocumentKind, NewRecord, Question
from portal.commands.importing.lexicon import pattern, terms
from portal.commands.importing.words.dates import SHORT_DAY, find_date, find_day, find_times
from portal.commands.importing.words.people import is_name
from portal.commands.importing.words.sentences import sentences_in
from portal.derived.places import whereabouts
from portal.linked.names import OrganisationNames

__all__ = ["PLANNED", "Plan", "cancelled_in", "is_plan", "moved_from", "moved_to"]

PLANNED = pattern("plan.planned")
"""A planned meeting by its number: `Møte 3-2027`."""
_ORDINAL, _YEAR, _NEXT = pattern("plan.ordinal"), pattern("plan.year"), pattern("plan.next", re.IGNORECASE | re.DOTALL)
_HELD_AT, _HELD_WHEN, _PLACES = pattern("plan.held_at"), pattern("plan.held_when"), pattern("meeting.places")
_CANCELLED, _MOVED = pattern("meeting.cancelled"), pattern("meeting.moved")
_PLACE, _ROW = terms("plan.columns"), terms("plan.row")
_PLACE_LINE = re.compile(r"(?:møte)?st[ae]d:\s*(.{2,60})", re.IGNORECASE)
_LISTED = re.compile(r"^\d{1,2}[.)]\s+")
_NEXT_PLACE = pattern("plan.next_place", 0)
_LONGEST = 160
_DATES_ONLY = re.compile(r"[^\w]*")


class Plan:
    """The planned meetings that a document lists; `questions` are what the lines leave open."""

    def __init__(self, document: Document, kind: DocumentKind, names: OrganisationNames, year: int | None) -> None:
        self._document = document
        self._kind = kind
        self._names = names
        years = {match[1] for block in document.blocks for match in _YEAR.finditer(block.text)}
        told = int(years.pop()) if kind is DocumentKind.PLAN and len(years) == 1 else None
        self._year = told or year  # other dates in a plan are of when it was made
        self._hours = next((m["hours"] for b in document.blocks if (m := _HELD_WHEN.search(b.text))), "")
        self._held_at = next((match["place"] for b in document.blocks if (match := _HELD_AT.search(b.text))), "")
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
        blocks = [block for block in self._document.blocks if not isinstance(block, Table)]
        for n, block in enumerate(blocks):
            for at, sentence in enumerate(sentences_in(block.text)):
                match = _NEXT.match(_LISTED.sub("", block.text, count=1) if at == 0 else sentence)
                if not match:
                    continue
                below = blocks[n + 1].text if n + 1 < len(blocks) else ""
                words = match["when"] or match["bare"] or ("" if at or _NEXT.match(below) else below)
                found = find_date(words)
                if found and found.day:
                    words += f", {named[1]}" if (named := self._place_below(blocks, n)) else ""
                    where = _NEXT_PLACE.search(words.replace(found.text, " "))
                    place = where["place"].strip(" .") if where and not is_name(where["place"].strip(" .")) else ""
                    yield from self._meeting(body, words, block.place, taken, place)
                elif found:
                    about = found.text.strip(" .")
                    self.questions.append(Question(about, "import.ask_next_year", block.place, block.text))

    @staticmethod
    def _place_below(blocks: Sequence[Block], n: int) -> re.Match[str] | None:
        """The place of the next meeting behind its label, in the second line below what heads it."""
        return _PLACE_LINE.fullmatch(blocks[n + 2].text) if n + 2 < len(blocks) else None

    def _lines(self) -> Iterator[tuple[DocumentPlace, str, str]]:
        """The lines of the document's plan of meetings, each with the place of the meeting if it tells one."""
        for block in self._document.blocks:
            if isinstance(block, Table):
                at_column = _PLACE.columns(block.rows[0])
                for row in block.rows if self._kind is DocumentKind.PLAN or is_plan(block) else ():
                    yield (
                        block.place,
                        self._row(row, block.rows[0]),
                        row[at_column["place"]].strip() if "place" in at_column else "",
                    )
            else:
                mark = f"{block.mark}. " if isinstance(block, Item) and block.mark else ""
                for line in block.lines():
                    if PLANNED.match(line):
                        yield block.place, line, ""
                    elif self._kind is DocumentKind.PLAN and _ORDINAL.match(mark + line):
                        yield block.place, mark + line, _place_in(line) or self._held_at

    def _row(self, row: tuple[str, ...], heads: tuple[str, ...]) -> str:
        """A row as a line: its number as `1. møte`, its day as `18.2.2026`, without the day by which cases are due."""
        at_column = _ROW.columns(heads)
        cells = ["" if at == at_column.get("due") else cell for at, cell in enumerate(row)]
        number = at_column.get("number")
        if self._kind is DocumentKind.PLAN and self._year:
            cells = [SHORT_DAY.sub(rf"\1.\2.{self._year}", cell) for cell in cells]
            if number is not None and re.fullmatch(r"\d{1,2}\.?", row[number].strip()):
                cells[number] = f"{row[number].strip(' .')}. møte"
        return "\t".join(cells)

    def _meeting(
        self, body: str | None, line: str, place: DocumentPlace, taken: set[str], place_name: str = ""
    ) -> Iterator[NewRecord]:
        match = PLANNED.search(line)
        year = int(match[2]) if match else self._year
        ordinal = _ORDINAL.match(line) if self._kind is DocumentKind.PLAN and not match else None
        found = find_date(line[ordinal.end() :] if ordinal else PLANNED.sub("", line), year)
        if not found or not found.day:
            return
        if found.is_odd:
            self.questions.append(Question("date", "import.ask_weekday", place))
        id_ = body or next((i for word in line.split("\t") if (i := self._names.find(word.strip()))), None)
        if id_ is None:
            return
        start, end = find_times(line)
        if self._kind is DocumentKind.PLAN and start is None:
            start, end = find_times(self._hours)
        number = f"{match[1]}/{match[2]}" if match else f"{ordinal[1]}/{year}" if ordinal and year else ""
        facts: dict[str, Any] = {"number": number, "start": start, "end": end, "place": place_name}
        facts["cancelled"] = next((told for part in re.split(r"\t|,\s", line) if (told := cancelled_in(part))), None)
        facts["moved_from"] = moved_from(line, found.day.year)
        path = f"meetings/{id_}/{found.day.isoformat()}.md"
        if path not in taken:
            taken.add(path)
            yield NewRecord(path, {name: value for name, value in facts.items() if value})


def _place_in(line: str) -> str:
    """The place at the end of a line, in a bracket or behind a comma, where its words are those of a place."""
    match = re.search(r"(?:\(([^()]+)\)|,\s*([^,()]+))\s*$", line)
    words = (match[1] or match[2]).strip(" .") if match else ""
    return words if _PLACES.fullmatch(words) or whereabouts(words).screen else ""


def is_plan(block: Block) -> bool:
    if isinstance(block, Table):
        return sum(1 for row in block.rows if find_date(" ".join(row)) and find_times(" ".join(row))[0]) > 1
    return re.match(r"møteplan\b", block.text, re.IGNORECASE) is not None


def cancelled_in(line: str, day: str = "") -> Any:
    """`true`, or `{reason}`, where a line says that the meeting is called off; `None` where it does not.

    A line that names another day than `day`, in words the meeting's own, speaks of another meeting.
    """
    match = _CANCELLED.search(line.strip()) if len(line) < _LONGEST else None
    if not match or re.search(r"\bikk?j?e\b", line, re.IGNORECASE):
        return None
    if named := (match["when"] or "").strip():
        found, own = find_date(named), find_date(day)
        year = own.day.year if own and own.day else None
        found = find_date(named, year)
        if not found or not _DATES_ONLY.fullmatch(named.replace(found.text, "").replace("den", "")):
            return None
        if own and own.day and found.day and own.day != found.day:
            return None
    reason = (match["reason"] or "").strip(" .!")
    return {"reason": reason} if reason else True


def moved_from(line: str, year: int | None) -> str | None:
    """The day that a meeting was moved from, as `2025-03-12`; a day without a year is in the one given."""
    return find_day(_moved(line)[0], year)


def moved_to(line: str) -> str | None:
    """The words for the day that a meeting was moved to, blank where that is not said; `None` where none was moved."""
    before, to = _moved(line)
    if not find_date(before):
        return None
    return next((words for words in (to, line[: line.index(before)]) if find_date(words)), "")


def _moved(line: str) -> tuple[str, str]:
    match = _MOVED.search(line)
    before, _, to = re.sub(r"\s+til\s+", "\t", match["dates"] if match else "", count=1).partition("\t")
    return before, to
