"""The head of a meeting's document: labels and what stands behind them, and lists and tables of people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from portal.commands.importing.document.blocks import Block, DocumentPlace, Heading, Item, Paragraph, Table
from portal.commands.importing.found import DocumentKind, Question
from portal.commands.importing.layouts import pattern, terms
from portal.commands.importing.meetings.people import (
    GROUPS,
    UNKNOWN,
    People,
    is_people_table,
    is_person_line,
    label_group,
    people_lines,
)
from portal.commands.importing.meetings.plan import cancelled_in, moved_from, moved_to
from portal.commands.importing.words.dates import find_date, find_day, find_times
from portal.commands.importing.words.people import is_name
from portal.linked.names import OrganisationNames

__all__ = ["Head"]

_LABELS, _SENT, _STARTS = terms("meeting.labels"), pattern("meeting.sent"), pattern("meeting.starts")
_NUMBER, _SHORT_NUMBER = pattern("meeting.number"), pattern("meeting.short_number")
_TITLE_LINE = 80
_LONGEST_LABEL = 100
_LONGEST_BARE_LABEL = 5
"""How many words a label has at most that has neither a colon nor a table below it."""


class Head:
    """What the head tells: `facts` of the record, `text` that belongs in it, and what was `left`.

    `aside` are lines about the meeting that stood below the items.

    `when` and `body` are the words behind those labels, as they stand.
    """

    def __init__(self, kind: DocumentKind, names: OrganisationNames) -> None:
        self._kind = kind
        self._names = names
        self.facts: dict[str, Any] = {}
        self.when = ""
        self.body = ""
        self.text: list[Block] = []
        self.aside: list[Block] = []
        self.left: list[Block] = []
        self.questions: list[Question] = []
        self._title: Paragraph | None = None  # a short line right above
        self._at = DocumentPlace(0, 0)
        self._moved = ""
        self._short_number: re.Match[str] | None = None
        self._people = People(kind, names, self.facts, self.left)

    def read(self, blocks: Sequence[Block]) -> None:
        """The labels and their values; where labels stand first and values after, in the same order."""
        label, said = "", ""
        waiting: list[str] = []
        for n, block in enumerate(blocks):
            self._at = block.place
            next_block = blocks[n + 1] if n + 1 < len(blocks) else None
            below = next_block.text if next_block else ""
            if isinstance(block, Table):
                self._head_table(block, label, said)
                label, waiting = "", []
                continue
            for line in block.text.split("\n"):
                self._changed(line)
                found = _LABELS.label(line) if not isinstance(block, Item) else None
                if not found and not isinstance(block, Item):
                    found = self._people_label(line, label, next_block)
                if found and (
                    found[1]
                    or line.rstrip().endswith(":")
                    or found[0] in (*GROUPS, "agenda")
                    or self._is_bare_label(found[0], line, below)
                ):
                    (label, value), said = found, line
                    waiting = [] if value or not line.rstrip().endswith(":") else [*waiting, label]
                    self._people.shared = {}
                    label = "clock" if label == "when" and not value and self.when else label
                    self.take(label, value, line)
                elif label in GROUPS and len(waiting) < 2 and self._group_with_people(line, label, said):
                    continue
                elif label in GROUPS and len(waiting) < 2 and (shared := self._people.group_of(line)):
                    self._people.shared = shared
                elif len(waiting) > 1 and not isinstance(block, Item):
                    self.take(waiting.pop(0), line)
                    label = waiting[0] if len(waiting) == 1 else label
                elif label in GROUPS or (label and not isinstance(block, Heading) and not self._has(label)):
                    waiting = []
                    self.take(label, line, said)
                else:
                    label, waiting = "", []
                    self._head_line(line, block)
        year = re.search(r"\b(?:19|20)\d\d\b", f"{self.when} {self._moved} {self.facts.get('number', '')}")
        held = find_date(self.when)
        if self._short_number and held and held.day and f"{held.day:%y}" == self._short_number[2]:
            self.facts.setdefault("number", f"{self._short_number[1]}/{held.day.year}")
        if day := moved_from(self._moved, int(year[0]) if year else None):
            self.facts.setdefault("moved_from", day)

    def _is_bare_label(self, label: str, line: str, below: str) -> bool:
        """Whether a line is a label without its colon, as the next line is a value of its kind."""
        if label == "when" and self.when and "start" not in self.facts:
            return line[:1].isupper() and any(find_times(below))
        if not line[:1].isupper() or self._has(label):
            return False
        if label in ("chair", "minutes_by"):
            return is_name(below)
        if label == "when":
            return bool(find_date(below)) or any(find_times(below))
        if label == "number":
            return re.fullmatch(r"\d{1,2}\s?[/-]\s?\d{4}", below.strip()) is not None
        return label == "place" and below[:1].isupper() and not _LABELS.label(below)

    def _people_label(self, line: str, label: str, below: Block | None) -> tuple[str, str] | None:
        """The people that an unknown label stands above, as one of `GROUPS`, and what stands behind it.

        A label ends in a colon, or stands right above a table of people, or says of people below that they met or not.
        """
        words, colon, rest = line.strip().partition(":")
        if len(words) > _LONGEST_LABEL or self._people.is_organisation(words) or is_person_line(words):
            return None
        group, names = label_group(words), rest or (below.text.split("\n")[0] if below else "")
        is_above = is_people_table(below) if not rest.strip() else False
        has_names = is_above or is_person_line(names)
        if not (colon or is_above) and len(words.split()) > _LONGEST_BARE_LABEL:
            return None
        if group not in ("", UNKNOWN) and (colon or has_names):
            return group, rest.strip()
        if label in GROUPS and self._people.group_of(line):
            return None
        is_row = sum(map(is_person_line, re.split(r",|\sog\s", rest))) > 1
        if is_above or (has_names and (group or (colon and (is_row or not rest.strip())))):
            if not rest.strip():
                self.left.append(Paragraph(line.strip(), self._at))
            return UNKNOWN, rest.strip()
        return None

    def _group_with_people(self, line: str, label: str, said: str) -> bool:
        """Take people who stand behind the name of their organisation: `Helse Vik: Ada Lie, Bo Moe`."""
        words, colon, rest = line.strip().partition(":")
        if not colon or not rest.strip() or not self._people.is_organisation(words):
            return False
        self._people.shared = {"organisation": words}
        self.take(label, rest, said)
        self._people.shared = {}
        return True

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
        if _SENT.match(line):
            self._sent(line)
            return
        if "start" not in self.facts and find_date(line):
            self._clock(line)
        self._starts_again(line, block)
        if self._moved and not self.when and moved_to(line) is None and find_date(line):
            self.when = line
        if match := _NUMBER.search(line):
            self.facts.setdefault("number", f"{match[1]}/{match[2]}")
        self._short_number = self._short_number or _SHORT_NUMBER.search(line)
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
        told = _STARTS.search(line)
        start = find_times(line[told.end() :])[0] if told else None
        if start and self.facts.setdefault("start", start) != start:
            del self.facts["start"]
            self.questions.append(Question("start", "import.ask_two", block.place))

    def settle(self) -> None:
        """What can be told of the people only when all of the document is read."""
        self.questions += self._people.settle()

    def _head_table(self, table: Table, label: str, said: str) -> None:
        """A table of people, below the label that stands above it, or of labels and values."""
        if self._people.table(table, *((label, said) if label in GROUPS else ("", ""))):
            return
        for row in table.rows:
            cells = [cell for cell in row if cell]
            found = _LABELS.label(cells[0] + ":") if len(cells) > 1 else None
            group = label_group(cells[0]) if len(cells) > 1 and not found else ""
            if found or group:
                name = found[0] if found else group
                for line in people_lines("\n".join(cells[1:])) if name in GROUPS else cells[1:]:
                    self.take(name, line, cells[0])
            elif self._kind is not DocumentKind.PLAN:
                self.left.append(Paragraph("\t".join(" ".join(cell.split()) for cell in cells), table.place))

    def take(self, label: str, value: str, line: str = "") -> None:
        """A value behind its label; `line` is the label as it stands."""
        self._title = None
        value = value.strip()
        if not value or label == "agenda":
            return
        if label in GROUPS:
            self._people.take(label, value, self._at, line)
        elif label == "when":
            self.when = self.when or value
            self._clock(value)
        elif label == "clock":
            self._clock(f"kl. {value}")
        elif label == "body":
            self.body = self.body or value
        elif label == "place":
            self._place(value)
        elif label == "sent":
            self._sent(value)
        elif label == "guest":
            item = re.search(r"sak (\S+?):?(?:\s|$)", line, re.IGNORECASE)
            self._people.guest(value, [item[1]] if item else [], self._at)
        elif label == "online" and not re.match(r"https?://\S+$", value):
            self.left.append(Paragraph(value, self._at))  # what is no address is left
        else:
            number = re.search(r"(\d{1,2})\s?[/-]\s?(\d{4})", value) if label == "number" else None
            self.facts.setdefault(label, f"{number[1]}/{number[2]}" if number else value)

    def _sent(self, value: str) -> None:
        if day := find_day(value):
            self.facts.setdefault("minutes_sent" if self._kind is DocumentKind.MINUTES else "notice_sent", day)

    def _place(self, value: str) -> None:
        address = re.search(r"https?://\S+", value)
        place = re.sub(r"[,;(]?\s*(?:lenkje|lenke|link)?:?\s*https?://\S+\)?", "", value).strip(" ,;")
        if address:
            self.facts.setdefault("online", address[0].rstrip(".,)"))
        if place:
            self.facts.setdefault("place", place)

    def _clock(self, value: str) -> None:
        for name, time in zip(("start", "end"), find_times(value), strict=True):
            if time:
                self.facts.setdefault(name, time)
