"""The head of a meeting's document: labels and what stands behind them, and lists and tables of people."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from portal.importing.document import Block, Heading, Item, Paragraph, Place, Table
from portal.importing.found import Question
from portal.importing.layouts import (
    MEETING_LABELS,
    PEOPLE_COLUMNS,
    PERSON_FIELDS,
    PERSON_NOTES,
    SENT,
    STARTS,
    Kind,
    labelled,
)  # fmt: skip
from portal.importing.meetings.changes import cancelled_in, moved_from, moved_to
from portal.importing.meetings.tables import columns
from portal.importing.words.dates import find_date, find_times
from portal.importing.words.people import attendance_in, person_from
from portal.linking.names import OrganisationNames

__all__ = ["Head"]

_TITLE_LINE = 80
_INVITED = re.compile(r"\binvitert\b", re.IGNORECASE)
_INVITED_BY = re.compile(r",?\s*invitert\b(?!\s+(?:til|på)\s+sak)[^)]*", re.IGNORECASE)
_ONE_PERSON = re.compile(r"[^\s,;(]+, [^,;(]+")
"""A surname, and the given name behind the one comma."""


class Head:
    """What the head tells: `facts` of the record, `text` that belongs in it, and what was `left`.

    `when` and `body` are the words behind those labels, as they stand.
    """

    def __init__(self, kind: Kind, names: OrganisationNames) -> None:
        self._kind = kind
        self._names = names
        self.facts: dict[str, Any] = {}
        self.when = ""
        self.body = ""
        self.text: list[Block] = []
        self.left: list[Block] = []
        self.questions: list[Question] = []
        self._title: Paragraph | None = None  # a short line right above
        self._at = Place(0, 0)
        self._moved = ""
        self._readers: dict[str, Callable[[str], None]] = {
            "sent": self._sent,
            "when": self._when,
            "clock": lambda value: self._clock(f"kl. {value}"),
            "number": self._number,
            "body": self._body,
            "place": self._place,
        }

    def read(self, blocks: Sequence[Block]) -> None:
        """The labels and their values; where labels stand first and values after, in the same order."""
        label, said = "", ""
        waiting: list[str] = []
        for block in blocks:
            self._at = block.place
            if isinstance(block, Table):
                self._head_table(block)
                label, waiting = "", []
                continue
            for line in block.text.split("\n"):
                self._changed(line)
                found = labelled(line, MEETING_LABELS) if not isinstance(block, Item) else None
                if found and (found[1] or line.rstrip().endswith(":") or found[0] in (*PERSON_FIELDS, "agenda")):
                    (label, value), said = found, line
                    waiting = [] if value else [*waiting, label]
                    self.take(label, value, line)
                elif len(waiting) > 1 and not isinstance(block, Item):
                    self.take(waiting.pop(0), line)
                    label = waiting[0] if len(waiting) == 1 else label
                elif label in PERSON_FIELDS or (label and not isinstance(block, Heading) and not self._has(label)):
                    waiting = []
                    self.take(label, line, said)
                else:
                    label, waiting = "", []
                    self._head_line(line, block)
        year = re.search(r"\b(?:19|20)\d\d\b", f"{self.when} {self._moved} {self.facts.get('number', '')}")
        if day := moved_from(self._moved, int(year[0]) if year else None):
            self.facts.setdefault("moved_from", day)

    def _changed(self, line: str) -> None:
        """Take that the meeting was called off or moved."""
        if cancelled := cancelled_in(line, self.when):
            self.facts.setdefault("cancelled", cancelled)
        if (to := moved_to(line)) is not None and not self._moved:
            self._moved = line
            self.when = self.when or to

    def _has(self, label: str) -> bool:
        """Whether what a label asks for is known."""
        told = {"when": self.when, "clock": self.facts.get("start"), "body": self.body}
        return bool(told.get(label) or self.facts.get(label))

    def _head_line(self, line: str, block: Block) -> None:
        """A line without a label: the meeting's number, date and time may stand in it; what is long is text."""
        if SENT.match(line):
            self._sent(line)
            return
        if "start" not in self.facts and find_date(line):
            self._clock(line)
        self._starts_again(line, block)
        if self._moved and not self.when and moved_to(line) is None and find_date(line):
            self.when = line
        if match := re.search(r"møte\s*(?:nr\.?\s*)?(\d{1,2})\s?[/-]\s?(\d{4})", line, re.IGNORECASE):
            self.facts.setdefault("number", f"{match[1]}/{match[2]}")
        if len(line) > _TITLE_LINE:
            if self._title and (self.facts or self.when):
                self.text.append(Heading(self._title.text, self._title.place))
                self.left.remove(self._title)
            self.text.append(Paragraph(line, block.place))
        elif not find_date(line) and not cancelled_in(line, self.when):
            self.left.append(title := Paragraph(line, block.place))
            self._title = title
            return
        self._title = None

    def _starts_again(self, line: str, block: Block) -> None:
        """A sentence that gives the meeting another start than its label: then neither is sure."""
        told = re.search(STARTS, line, re.IGNORECASE)
        start = find_times(line[told.end() :])[0] if told else None
        if start and self.facts.setdefault("start", start) != start:
            del self.facts["start"]
            self.questions.append(Question("start", "import.ask_two", block.place))

    def _head_table(self, table: Table) -> None:
        at_column = columns(table.rows[0], PEOPLE_COLUMNS)
        group = next((found[0] for cell in table.rows[0][1:] if (found := labelled(cell + ":", MEETING_LABELS))), "")
        if group in PERSON_FIELDS and not labelled(table.rows[0][0] + ":", MEETING_LABELS):
            self._by_organisation(table, group)
            return
        if "name" in at_column:
            for row in table.rows[1:]:
                self._person_row({name: row[at] for name, at in at_column.items() if at < len(row)})
            return
        for row in table.rows:
            cells = [cell for cell in row if cell]
            found = labelled(cells[0] + ":", MEETING_LABELS) if len(cells) > 1 else None
            if found:
                for line in _people_lines("\n".join(cells[1:])) if found[0] in PERSON_FIELDS else cells[1:]:
                    self.take(found[0], line, cells[0])

    def _by_organisation(self, table: Table, group: str) -> None:
        """People listed beside their organisation, a row for each."""
        for row in table.rows[1:]:
            found = labelled(row[0] + ":", MEETING_LABELS)
            for line in _people_lines("\n".join(row[1:])):
                if not line.strip():
                    continue
                person = self._person(line)
                if found and found[0] in PERSON_FIELDS:
                    self.facts.setdefault(found[0], []).append(person)
                else:
                    role = person.pop("role", "") or person.pop("organisation", "")
                    told = {"name": person.pop("name"), "role": role, "organisation": row[0], **person}
                    self.facts.setdefault(group, []).append({name: value for name, value in told.items() if value})

    def _person_row(self, cells: dict[str, str]) -> None:
        name = cells.get("name", "").strip()
        if not name:
            return
        person: dict[str, Any] = {
            "name": name,
            "role": cells.get("role", ""),
            "organisation": cells.get("organisation", ""),
        }
        note = cells.get("note", "")
        attendance = attendance_in(", ".join(["", *re.split(r"[.;]\s+|\n", note)]))
        if match := re.search(r"vara for\s+([^,]+)", attendance.text, re.IGNORECASE):
            person["substitute_for"] = match[1].strip(" .")
        group = next((group for group, words in PERSON_NOTES if re.search(words, note, re.IGNORECASE)), "present")
        person["items"] = list(attendance.items)
        self._leave(name, attendance.left)
        self.facts.setdefault(group, []).append({k: v for k, v in person.items() if v})

    def take(self, label: str, value: str, line: str = "") -> None:
        """A value behind its label; `line` is the label as it stands."""
        self._title = None
        value = value.strip()
        if not value or label == "agenda":
            return
        if label in PERSON_FIELDS:
            self._people(label, value)
        elif label == "guest":
            self._guest(value, line)
        elif label in self._readers:
            self._readers[label](value)
        else:
            self.facts.setdefault(label, value)

    def _guest(self, value: str, line: str) -> None:
        """Someone who met for one item."""
        person = self._person(value)
        number = re.search(r"sak (\S+?):?(?:\s|$)", line, re.IGNORECASE)
        self.facts.setdefault("invited", []).append({**person, **({"items": [number[1]]} if number else {})})

    def _sent(self, value: str) -> None:
        if (sent := find_date(value)) and sent.day:
            key = "minutes_sent" if self._kind is Kind.MINUTES else "notice_sent"
            self.facts.setdefault(key, sent.day.isoformat())

    def _when(self, value: str) -> None:
        self.when = self.when or value
        self._clock(value)

    def _number(self, value: str) -> None:
        match = re.search(r"(\d{1,2})\s?[/-]\s?(\d{4})", value)
        self.facts.setdefault("number", f"{match[1]}/{match[2]}" if match else value)

    def _body(self, value: str) -> None:
        self.body = self.body or value

    def _place(self, value: str) -> None:
        address = re.search(r"https?://\S+", value)
        place = re.sub(r"[,;(]?\s*(?:lenkje|lenke|link)?:?\s*https?://\S+\)?", "", value).strip(" ,;")
        if address:
            self.facts.setdefault("online", address[0].rstrip(".,)"))
        if place:
            self.facts.setdefault("place", place)

    def _clock(self, value: str) -> None:
        start, end = find_times(value)
        if start:
            self.facts.setdefault("start", start)
        if end:
            self.facts.setdefault("end", end)

    def _people(self, group: str, text: str) -> None:
        if _ONE_PERSON.fullmatch(text):
            many = [text]
        else:
            many = re.split(r";\s*|,\s+(?=[A-ZÆØÅ][\wæøå-]+ [A-ZÆØÅ])", text) if "(" not in text else _outside(text)
        for words in (one.strip(" \t•➢-–") for one in many):
            if not words or words == ".":
                continue
            invited = _INVITED.search(words)
            person = self._person(_INVITED_BY.sub("", words).replace("()", "") if invited else words)
            where = "invited" if invited and group == "present" else group
            self.facts.setdefault(where, []).append(person)

    def _person(self, words: str) -> dict[str, Any]:
        person = person_from(words, self._names)
        self._leave(person["name"], attendance_in(" ".join(words.split())).left)
        return person

    def _leave(self, name: str, notes: Sequence[str]) -> None:
        """What was said of when somebody was there, and is no list of items."""
        self.left += [Paragraph(f"{name} ({note})", self._at) for note in notes]


def _people_lines(text: str) -> list[str]:
    """The lines of a cell with people, those that were broken within a bracket joined."""
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and lines[-1].count("(") > lines[-1].count(")"):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return lines


def _outside(text: str) -> list[str]:
    """People parted by commas that stand outside their brackets."""
    parts = re.split(r"(?<=\))\s*[,;]\s*(?=[A-ZÆØÅ])", text)
    return [part for part in parts if part.strip()]
