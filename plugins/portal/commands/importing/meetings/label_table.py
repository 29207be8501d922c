"""A table of labels and values, each of its rows like lines: a label beside its value, above it, or in its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from portal.commands.importing.document.blocks import Block, DocumentPlace, Paragraph, Table
from portal.commands.importing.found import DocumentKind
from portal.commands.importing.meetings.head import Head
from portal.commands.importing.meetings.people import People
from portal.commands.importing.parts import Part, Role
from portal.commands.importing.roles import parts_of
from portal.commands.importing.words.labels import is_bare_label, pairs_in
from portal.commands.importing.words.people import GROUPS, PERSON_FIELDS, UNKNOWN, is_name, is_side, label_group
from portal.commands.importing.words.person_lines import names_person, people_lines

__all__ = ["LabelTable", "are_people"]

_Cells = list[tuple[str, DocumentPlace]]


class LabelTable:
    """Takes up the tables of labels and values of a document; a row that is none is `left`."""

    def __init__(self, kind: DocumentKind, people: People, head: Head, left: list[Block]) -> None:
        self._kind = kind
        self._people = people
        self._head = head
        self._left = left

    def take(self, table: Table, group: str, is_over: bool) -> None:
        """Each row; `group` is the label of people above the table, `is_over` tells that labels stand over values."""
        for cells in _rows(table, is_over):
            if not (self._below(cells, group) or self._labelled(cells) or self._people_in(cells, table.rows[0])):
                self._left.append(Paragraph("\t".join(" ".join(cell.split()) for cell, _ in cells), cells[0][1]))

    def _below(self, cells: _Cells, group: str) -> bool:
        """Whether a row has people of the label above behind what they are or belong to."""
        if len(cells) != 2 or group not in PERSON_FIELDS or not is_side(cells[0][0]) or not are_people(cells[1][0]):
            return False
        if self._judged(_as_line(cells[0][0], cells[1][0]), cells[0][1]).role is Role.LABEL:
            return False
        self._people.shared = self._people.group_of(f"{cells[0][0].rstrip(' :')}:")
        for line in people_lines(cells[1][0]):
            self._people.take(group, line, cells[1][1], cells[0][0])
        return True

    def _labelled(self, cells: _Cells) -> bool:
        """Whether the cells of a row are labels and their values, which are then taken; what is of no label is left."""
        pairs, others = pairs_in([cell for cell, _ in cells])
        if others and not any(values == [at] for at, values in pairs):  # no label has its value with it
            pairs = [(at, [at + 1]) for at in range(0, len(cells), 2)] if len(cells) > 1 and len(cells) % 2 == 0 else []
            others = []
        judged = []
        for at, values in pairs:
            label, place = cells[at]
            is_whole = values == [at]
            value = "" if is_whole or not values else cells[values[0]][0]
            part = self._judged(label if is_whole else _as_line(label, value), place)
            if part.role not in (Role.LABEL, Role.PEOPLE, Role.AGENDA):
                return False
            judged.append((part, label, [(part.value, place)] if is_whole else [cells[n] for n in values]))
        self._left += [Paragraph(" ".join(cells[n][0].split()), cells[n][1]) for n in others if judged]
        self._head.letter = any(part.name == "letter" for part, _, _ in judged)
        for part, label, told in judged:
            self._take(part, label, told)
        self._head.letter = False
        return bool(judged)

    def _people_in(self, cells: _Cells, heads: Sequence[str]) -> bool:
        """Whether each cell of a row lists people, behind a label of its own or below a head."""
        told = [(cell, at, self._judged(cell, at)) for cell, at in cells]
        if not all((part.role is Role.PEOPLE and part.value) or are_people(cell) for cell, _, part in told):
            return False
        for cell, at, part in told:
            is_labelled = part.role is Role.PEOPLE
            for line in people_lines(part.value if is_labelled else cell):
                said = cell.partition(":")[0] if is_labelled else " | ".join(filter(None, heads))
                self._people.take(part.name if is_labelled else UNKNOWN, line, at, said)
        return True

    def _judged(self, line: str, at: DocumentPlace) -> Part:
        return parts_of([Paragraph(line, at)], self._kind, self._people)[0]

    def _take(self, part: Part, label: str, values: _Cells) -> None:
        self._people.shared = {}
        if part.name in GROUPS and len(values) == 2 and _are_of_one(values[0][0], values[1][0]):
            values = [(f"{values[0][0]}, {values[1][0]}", values[0][1])]
        for value, place in values:
            for line in people_lines(value) if part.name in GROUPS else [value]:
                self._head.changed(line, place)
                if part.name in GROUPS:
                    self._people.take(part.name, line, place, label)
                elif part.name == "guest":
                    self._head.guest(label, line, place)
                else:
                    self._head.take(part.name, line, place, said=label)


def are_people(words: str) -> bool:
    """Whether each line of a cell names people."""
    return all(names_person(one) for line in people_lines(words) for one in re.split(r"\sog\s|;", line))


def _are_of_one(name: str, words: str) -> bool:
    """Whether a cell names one person, and the one beside it only what that person is or belongs to."""
    return "\n" not in f"{name}{words}" and is_name(name.strip()) and not names_person(words)


def _rows(table: Table, is_over: bool) -> Iterator[_Cells]:
    """The filled cells of each row; of labels over their values, a label and its value in turn."""
    above = ""  # the label of a merged cell
    every = []
    for row, places in zip(table.rows, table.places, strict=True):
        above = row[0] or above if label_group(row[0] or above) in PERSON_FIELDS and len(row) > 2 else ""
        every.append(list(zip((row[0] or above, *row[1:]), places, strict=True)))
    if is_over:
        both = zip(every[::2], every[1::2], strict=False)
        every = [[cell for pair in zip(*two, strict=True) for cell in pair] for two in both]
        yield from ([cell for at, cell in enumerate(row) if row[at // 2 * 2 + 1][0]] for row in every)
    else:
        yield from (filled for row in every if (filled := [one for cell in row if cell[0] for one in _apart(*cell)]))


def _apart(cell: str, place: DocumentPlace) -> _Cells:
    """A cell, or its lines, where each of several is a label with its value."""
    lines = cell.split("\n")
    parts = (line.partition(":") for line in lines)
    are_labelled = all(rest.strip() and is_bare_label(words) for words, _, rest in parts)
    return [(line, place) for line in lines] if len(lines) > 1 and are_labelled else [(cell, place)]


def _as_line(label: str, value: str) -> str:
    """A label and its value, which stand in cells, as a line."""
    return f"{' '.join(label.split()).rstrip(' :')}: {value.partition(chr(10))[0]}"
