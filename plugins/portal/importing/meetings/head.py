"""The head of a meeting's document: labels and what stands behind them, and lists and tables of people."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from portal.importing.document import Block, Heading, Item, Paragraph, Place, Table
from portal.importing.found import Question
from portal.importing.layouts.kinds import Kind
from portal.importing.layouts.meetings import (
    MEETING_LABELS,
    PEOPLE_COLUMNS,
    PERSON_FIELDS,
    PERSON_MET,
    PERSON_NOTES,
    SENT,
    STARTS,
)
from portal.importing.layouts.words import ORGANISATION_BEGINS, ORGANISATION_ENDS, labelled
from portal.importing.meetings.changes import cancelled_in, moved_from, moved_to
from portal.importing.meetings.tables import columns
from portal.importing.words.dates import find_date, find_times
from portal.importing.words.people import attendance_in, is_name, is_role, known, person_from
from portal.linking.names import OrganisationNames

__all__ = ["Head"]

_TITLE_LINE = 80
_INVITED = re.compile(r"\binvitert\b", re.IGNORECASE)
_INVITED_BY = re.compile(r",?\s*invitert\b(?!\s+(?:til|på)\s+sak)[^)]*", re.IGNORECASE)
_NOUN = re.compile(r"(?:ing|inga|ingen|heit|het|sjon|sjonen|skap|teneste|tjeneste|tenesta|tjenesten|arbeid)$")
"""How a title of a thing ends; who is called so is a person only where a role or an organisation is told too."""
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
        self._short_number: re.Match[str] | None = None
        self._shared: dict[str, str] = {}  # what a line between the people says of those below it
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
        for n, block in enumerate(blocks):
            self._at = block.place
            below = blocks[n + 1].text if n + 1 < len(blocks) else ""
            if isinstance(block, Table):
                self._head_table(block)
                label, waiting = "", []
                continue
            for line in block.text.split("\n"):
                self._changed(line)
                found = labelled(line, MEETING_LABELS) if not isinstance(block, Item) else None
                if found and (
                    found[1]
                    or line.rstrip().endswith(":")
                    or found[0] in (*PERSON_FIELDS, "agenda")
                    or self._is_bare_label(found[0], line, below)
                ):
                    (label, value), said = found, line
                    waiting = [] if value or not line.rstrip().endswith(":") else [*waiting, label]
                    self._shared = {}
                    label = "clock" if label == "when" and not value and self.when else label
                    self.take(label, value, line)
                elif label in PERSON_FIELDS and len(waiting) < 2 and self._group_with_people(line, label):
                    continue
                elif label in PERSON_FIELDS and len(waiting) < 2 and (shared := self._group(line)):
                    self._shared = shared
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
        return label == "place" and below[:1].isupper() and not labelled(below, MEETING_LABELS)

    def _group_with_people(self, line: str, label: str) -> bool:
        """Take people who stand behind the name of their organisation: `Helse Vik: Ada Lie, Bo Moe`."""
        words, colon, rest = line.strip().partition(":")
        if not colon or not rest.strip() or not self._is_organisation(words):
            return False
        self._shared = {"organisation": words}
        self.take(label, rest)
        self._shared = {}
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
        short = re.search(r"møte\s*(?:nr\.?\s*)?(\d{1,2})\s?[/-]\s?(\d{2})(?![\d/.-])", line, re.IGNORECASE)
        self._short_number = self._short_number or short
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

    def _group(self, line: str) -> dict[str, str]:
        """What a line between people says of those below it: their organisation, or their role."""
        words, colon, rest = line.strip().partition(":")
        if not colon or rest:
            return {}
        if self._is_organisation(words):
            return {"organisation": words}
        return {"role": words[:1].lower() + words[1:]} if is_role(words) else {}

    def _is_organisation(self, words: str) -> bool:
        if self._names.find(words):
            return True
        return len(words) < _TITLE_LINE and any(
            form.fullmatch(words) for form in (ORGANISATION_BEGINS, ORGANISATION_ENDS)
        )

    def _head_table(self, table: Table) -> None:
        at_column = columns(table.rows[0], PEOPLE_COLUMNS)
        if {"name", "met"} <= set(at_column):
            self._person_rows(table, at_column)
            return
        group = next((found[0] for cell in table.rows[0][1:] if (found := labelled(cell + ":", MEETING_LABELS))), "")
        if group in PERSON_FIELDS and not labelled(table.rows[0][0] + ":", MEETING_LABELS):
            self._by_organisation(table, group)
            return
        if "name" in at_column:
            self._person_rows(table, at_column)
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
                    self._add(found[0], person, line)
                else:
                    role = person.pop("role", "") or person.pop("organisation", "")
                    told = {"name": person.pop("name"), "role": role, "organisation": row[0], **person}
                    self._add(group, {name: value for name, value in told.items() if value}, line)

    def _person_rows(self, table: Table, at_column: dict[str, int]) -> None:
        for row in table.rows[1:]:
            self._person_row({name: row[at].strip() for name, at in at_column.items() if at < len(row)})

    def _person_row(self, cells: dict[str, str]) -> None:
        name = cells.get("name", "").strip()
        if not name:
            return
        person: dict[str, Any] = {
            "name": name,
            "role": cells.get("role", ""),
            "organisation": cells.get("organisation", ""),
        }
        note = "\n".join(cells[part] for part in ("met", "note") if cells.get(part))
        attendance = attendance_in(", ".join(["", *re.split(r"[.;]\s+|\n", note)]))
        if match := re.search(r"(?:vara|møtte?|i staden|i stedet) for\s+([^,]+)", attendance.text, re.IGNORECASE):
            person["substitute_for"] = match[1].strip(" .")
        group = next((group for group, words in PERSON_NOTES if re.search(words, note, re.IGNORECASE)), "")
        said = [group for group, words in PERSON_MET if re.fullmatch(words, cells.get("met", ""), re.IGNORECASE)]
        is_there = "met" not in cells or "substitute_for" in person
        group = group or next(iter(said), "") or ("present" if is_there else "")
        if not group:
            self.left.append(Paragraph(f"{name} ({note})" if note else name, self._at))
            return
        person["items"] = list(attendance.items)
        self._leave(name, attendance.left)
        self._add(group, {k: v for k, v in person.items() if v}, ", ".join(filter(None, cells.values())))

    def take(self, label: str, value: str, line: str = "") -> None:
        """A value behind its label; `line` is the label as it stands."""
        self._title = None
        value = value.strip()
        if not value or label == "agenda":
            return
        if label in ("present", "observers") and self._kind is Kind.AGENDA:
            self.left.append(Paragraph(value, self._at))  # who is called has not met
        elif label in PERSON_FIELDS:
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
        self._add("invited", {**person, **({"items": [number[1]]} if number else {})}, value)

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
        text, sentences = _before_sentences(text)
        if sentences:
            self.left.append(Paragraph(sentences, self._at))
        many = [text] if _ONE_PERSON.fullmatch(text) else self._parted(text)
        for words in (one.strip(" \t•➢-–") for one in many):
            if not words or words == ".":
                continue
            invited = _INVITED.search(words)
            person = self._person(_INVITED_BY.sub("", words).replace("()", "") if invited else words)
            where = "invited" if invited and group == "present" else group
            self._add(where, self._with_shared(person), words)

    def _add(self, group: str, person: dict[str, Any], words: str) -> None:
        """Put a person into their group; words that are no person's name are left."""
        name = person["name"]
        is_alone = not {"role", "organisation", "substitute_for"} & set(person)
        if is_name(name) and not self._is_organisation(name) and not (is_alone and _NOUN.search(name)):
            self.facts.setdefault(group, []).append(person)
        else:
            self.left.append(Paragraph(" ".join(words.split()), self._at))

    def _parted(self, text: str) -> list[str]:
        """People parted by commas outside brackets; an organisation belongs to the person before it."""
        parted: list[str] = []
        for part in _outside(text):
            bare = part.partition("(")[0].strip()
            if parted and self._is_organisation(bare) and "(" not in parted[-1]:
                parted[-1] += f", {part}"
            elif part.strip(" ;"):
                parted.append(part)
        return parted

    def _with_shared(self, person: dict[str, Any]) -> dict[str, Any]:
        """A person with what the line above the group says of everyone in it."""
        shared = self._shared
        affiliation = person.get("organisation", "")
        if "organisation" in shared and affiliation and "role" not in person and not known(affiliation, self._names):
            person = {name: value for name, value in person.items() if name != "organisation"}
            person = {"name": person.pop("name"), "role": affiliation, **person}
        told = {**shared, **person}
        return {name: told[name] for name in ("name", "role", *told) if name in told}

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
    """People parted by semicolons, and by commas and `og` before a name, that stand outside their brackets."""
    shown = re.sub(r"\([^()]*\)?", lambda match: "\0" * len(match[0]), text)
    parts, start = [], 0
    for match in re.finditer(
        r"\s*;\s*|(?<=\0)\s*,\s*(?=[A-ZÆØÅ])|(?:,|,?\s+og)\s+(?=[A-ZÆØÅ][\wæøå-]+ (?:v[ao]n |de[rn]? )*[A-ZÆØÅ])", shown
    ):
        parts.append(text[start : match.start()])
        start = match.end()
    return [part for part in (*parts, text[start:]) if part.strip()]


def _before_sentences(text: str) -> tuple[str, str]:
    """A list of people, and the sentences behind it."""
    match = re.search(r"(?<=[\wæøå)]{2})\.\s+(?=[A-ZÆØÅ])", text)
    return (text[: match.start()], text[match.end() :]) if match else (text, "")
