"""Tables of people: a row for each, with what its columns say of who met, who did not, and for whom."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from portal.commands.importing.document.blocks import CHECKED, CROSSED, DocumentPlace, Table
from portal.commands.importing.found import DocumentKind
from portal.commands.importing.lexicon import pattern, terms
from portal.commands.importing.meetings.people import AWAY, NOTES, Attendee, People
from portal.commands.importing.tables import is_list_label
from portal.commands.importing.words.people import (
    PERSON_FIELDS,
    SUBSTITUTES,
    UNKNOWN,
    attendance_in,
    is_name,
    is_role,
    label_group,
    person_from,
)
from portal.commands.importing.words.person_lines import is_person_line, people_lines
from portal.linked.names import OrganisationNames

__all__ = ["PeopleTable"]

_MET, _SUBSTITUTE, _REPLACED_BY = terms("people.met"), pattern("people.substitute"), pattern("people.replaced_by")


_SUBSTITUTES = re.compile(r"(?:møtte )?vara(?:medlem\w*|representant\w*)?(?: møtte?)?", re.IGNORECASE)
_WITHOUT_SEAT = ("invited", "observers")
"""The lists of those who may be there beside the members, without a vote."""
_PARTY, _ELECTED_BY = pattern("people.columns.party"), pattern("people.elected_by")
_MEMBER = re.compile(r"medl|(?<!dagl[ei]g )(?:lei?d|leiar)|vara|repr", re.IGNORECASE)


class PeopleTable:
    """Takes up the tables of people of a document."""

    def __init__(self, kind: DocumentKind, people: People, names: OrganisationNames) -> None:
        self._kind = kind
        self._people = people
        self._names = names
        self.blank_is_away = False
        """Whether the document says that a blank cell means that somebody was not there."""

    def take(self, table: Table, columns: Mapping[str, int], head: int, group: str, said: str) -> None:
        """The people of a table below a label, if one stands above it; `head` is how many rows are its head."""
        if not columns:
            heads = table.rows[head - 1]
            self._by_organisation(
                table, {at: told for at, cell in enumerate(heads) if (told := label_group(cell))}, head
            )
            return
        if "met_beside" in columns:
            self._side_by_side(table, columns, head)
            return
        said = said or " | ".join(filter(None, table.rows[head - 1] if head else ()))
        if not group and head and "name" in columns and (own := label_group(table.rows[head - 1][columns["name"]])):
            group = own if own in PERSON_FIELDS else ""
        if not group and self._kind is DocumentKind.MINUTES and "note" in columns:
            noted = (row[columns["note"]] for row in table.rows[head:])
            group = "present" if any(NOTES.within(cell) == AWAY for cell in noted) else ""  # the others were there
        side = beside = ""  # of a merged cell
        side_head = table.rows[head - 1][columns["organisation"]].strip() if head and "organisation" in columns else ""
        is_by_party = bool(_PARTY.fullmatch(side_head) or _ELECTED_BY.fullmatch(side_head))
        signs = {cell.strip().lower() for row in table.rows[head:] for cell in row}
        for number, row in enumerate(table.rows[head:], head):
            words_told = {cell.strip() for cell in row if cell.strip()}
            at = table.places[number][columns.get("name", 0)]
            if len(words_told) == 1 and self._people.explain(next(iter(words_told))):
                self._people.leave(next(iter(words_told)), at)
                continue
            inner = label_group(next(iter(words_told))) if len(words_told) == 1 else ""
            if inner:
                group, said = inner, next(iter(words_told))
                continue
            others = [(n, cell.strip()) for n, cell in enumerate(row) if n not in columns.values() and cell.strip()]
            if not head and "name" in columns:
                side = row[0] or side
                first = [row[columns["name"]], *([side] if columns["name"] else [])]
                cells_told = [*first, *(cell for n, cell in enumerate(row) if n not in (0, columns["name"]))]
                words = ", ".join(" ".join(cell.split()) for cell in cells_told if cell.strip())
                self._people.take(group or UNKNOWN, words, at, said)
                continue
            cells = {name: _sign(row[n].strip(), signs) for name, n in columns.items() if n < len(row)}
            if too := cells.pop("met_too", ""):
                cells["met"] = cells.get("met") or too
            if is_by_party:
                cells["party"] = cells["organisation"]
            beside = next((cell for _, cell in others if label_group(cell) in _WITHOUT_SEAT), "" if others else beside)
            cells |= {"note": ", ".join(filter(None, (cells.get("note"), beside)))} if beside else {}
            for one in _persons(cells) if words_told else ():
                self._row(one, group, said, at)
            for _, cell in others:
                self._people.leave(f"{cells.get('name', '')}: {cell}".lstrip(": "), at)

    def by_side(self, table: Table, group: str, said: str) -> None:
        """The people of a table of which each column is a side, in the group of the label above unless the head tells
        of another.
        """
        for at, head in enumerate(table.rows[0]):
            self._people.shared = self._people.group_of(f"{head.strip(' :')}:")
            own = label_group(head)
            for number, row in enumerate(table.rows[1:], 1):
                inner = ""
                for line in filter(str.strip, people_lines(row[at])):
                    if is_list_label(line):
                        inner = label_group(line)
                        continue
                    where = inner or (own if own in PERSON_FIELDS else group or UNKNOWN)
                    self._people.take(where, line, table.places[number][at], said)
        self._people.shared = {}

    def by_row(self, table: Table) -> None:
        """The people of a table of which each row is a side, in lines that tell the list."""
        for (side, cell), places in zip(table.rows, table.places, strict=True):
            self._people.shared = self._people.group_of(f"{side.strip(' :')}:")
            for line in people_lines(cell):
                label, _, rest = line.partition(":")
                is_office = label_group(label) == "present" and label_group(side) == "secretariat"
                self._people.take("secretariat" if is_office else label_group(label), rest.strip(), places[1], label)
        self._people.shared = {}

    def _side_by_side(self, table: Table, columns: Mapping[str, int], head: int) -> None:
        """Members and their substitutes, who stand beside each other, each with a mark where they met."""
        for number, row in enumerate(table.rows[head:], head):
            cells = {name: row[at].strip() for name, at in columns.items()}
            place = table.places[number][columns["name"]]
            member, other = (person_from(cells[name], self._names) for name in ("name", "substitute"))
            met, met_beside = (self._people.marked(cells[name]) == "present" for name in ("met", "met_beside"))
            if not is_name(member["name"]):
                self._people.leave("\t".join(dict.fromkeys(filter(None, row))), place)
            else:
                group = "present" if met else AWAY if self.blank_is_away and not cells["met"] else UNKNOWN
                self._people.add(group, member, cells["name"], place, cells["name"])
            if not met_beside:
                self._people.leave(cells["substitute"], place)
            else:
                told = {"substitute_for": member["name"]} if is_name(member["name"]) and not met else {}
                self._people.add("present", {**other, **told}, cells["substitute"], place, cells["substitute"])

    def _by_organisation(self, table: Table, groups: Mapping[int, str], head: int) -> None:
        """People listed beside their organisation, a row for each, a column for each group."""
        organisation = ""
        for number, row in enumerate(table.rows[head:], head):
            own = label_group(row[0])
            organisation = row[0] or organisation
            for at, cell in enumerate(row):
                group = own if own in PERSON_FIELDS else groups.get(at, "")
                place = table.places[number][at]
                if 0 in groups and group in PERSON_FIELDS and own not in PERSON_FIELDS:
                    beside = row[at + 1] if at + 1 < len(row) and at + 1 not in groups else ""
                    self._listed(group, cell, beside, place, table.rows[head - 1][at])
                    continue
                if 0 in groups and at not in groups and at - 1 in groups and row[at - 1]:
                    continue
                for line in (line for line in people_lines(cell) if (at or 0 in groups) and line.strip()):
                    if group not in PERSON_FIELDS:
                        self._people.leave(line, place)
                        continue
                    person = person_from(line, self._names)
                    if own not in PERSON_FIELDS and 0 not in groups:
                        role = person.pop("role", "") or person.pop("organisation", "")
                        told = {"name": person.pop("name"), "role": role, "organisation": organisation, **person}
                        person = {name: value for name, value in told.items() if value}
                    self._people.add(group, person, line, place, notes=attendance_in(" ".join(line.split())).left)

    def _listed(self, group: str, cell: str, beside: str, place: DocumentPlace, said: str) -> None:
        """The people in a cell below a group; what stands beside it, a line for each, they are or belong to."""
        lines, told = people_lines(cell), beside.split("\n")
        if beside and len(lines) != len(told):
            self._people.leave(beside, place)
            told = []
        for n, line in enumerate(one for one in lines if one.strip()):
            more = told[n].strip() if n < len(told) else ""
            self._people.take(group, f"{line} ({more})" if more and "(" not in line else line, place, said)

    def _row(self, cells: dict[str, str], group: str, said: str, at: DocumentPlace) -> None:
        """A person in a row. A column for those who met goes before a note, a note before the label above the table."""
        if "name" not in cells:
            group = SUBSTITUTES if group in ("", UNKNOWN) else group
        name = cells.get("name") or cells.get("substitute", "")
        label, _, rest = cells.get("note", "").partition(":")
        if rest.strip() and not is_name(name) and (noted := label_group(label)) in PERSON_FIELDS:
            self._people.shared = {"organisation": cells["organisation"]} if cells.get("organisation") else {}
            self._people.take(noted, rest, at, label)
            self._people.shared = {}
            return
        words = ", ".join(filter(None, cells.values()))
        cells = _role_apart(_when_instead(cells))
        note = "\n".join(cells[part] for part in ("met", "note", "absent") if cells.get(part))
        bare = person_from(name, self._names) if "(" in name or "," in name else {"name": name}
        if not bare["name"]:
            self._people.leave(words, at)
            return
        attendance = attendance_in(", ".join(["", *re.split(r"(?<!\bkl)[.;]\s+|\n", note)]))
        if (other := _REPLACED_BY.search(attendance.text)) or cells.get("replaced_by"):
            self._replaced(person_from(name, self._names), cells, other, said, at)
            return
        match = _SUBSTITUTE.search(attendance.text)
        if match and not is_name(match["name"].strip(" .")):
            self._people.add(UNKNOWN, bare, words, at, said)
            return
        instead_of = match["name"].strip(" .") if match else cells.get("substitute_for", "")
        person: dict[str, Any] = {
            "name": bare["name"],
            "role": cells.get("role") or bare.get("role", ""),
            "organisation": cells.get("organisation") or bare.get("organisation", ""),
            "substitute_for": instead_of or bare.get("substitute_for", ""),
            "items": list(attendance.items),
        }
        group = self._group_in_row(cells, group, attendance.text, match)
        if group in ("present", "invited") and NOTES.whole(cells.get("role", "")) == "secretariat":
            group = "secretariat"
        elif group == "present" and cells.get("party") == "" and not _MEMBER.search(cells.get("role", "")):
            group = UNKNOWN  # who has no party, among those who have one, is no member
        if cells.get("substitute_for"):
            group = "present" if group == SUBSTITUTES else UNKNOWN if group == AWAY else group
        if "name" in cells and cells.get("substitute"):
            group = self._beside_substitute(cells, group, said, at)
        if group in ("present", "observers") and self._kind is DocumentKind.AGENDA:
            self._people.leave(words, at)
            return
        self._people.add(group or UNKNOWN, {k: v for k, v in person.items() if v}, words, at, said, attendance.left)

    def _beside_substitute(self, cells: Mapping[str, str], group: str, said: str, at: DocumentPlace) -> str:
        """The group of a person beside whom a substitute stands, who is told of as far as it is sure that they met."""
        has_met = _SUBSTITUTES.fullmatch(cells.get("met", "")) is not None
        if group == AWAY or has_met:  # who was to meet may have met
            told = {"name": cells["substitute"], "substitute_for": cells["name"]}
            where = "present" if has_met else UNKNOWN
            self._people.add(where, told, cells["substitute"], at, f"{said}: {cells['name']}")
            return AWAY
        self._people.leave(f"{cells['name']}: {cells['substitute']}", at)
        return UNKNOWN

    def _replaced(
        self, person: dict[str, Any], cells: Mapping[str, str], match: re.Match[str] | None, said: str,
        at: DocumentPlace,
    ) -> None:  # fmt: skip
        """A person for whom somebody else met, who is told beside them: the one was not there, and the other was."""
        words = ", ".join(filter(None, cells.values()))
        other = (match["name"] or match["other"]).strip(" .") if match else cells["replaced_by"]
        there = self._people.marked(cells.get("met", "")) == "present" or not is_name(other)
        told = {name: cells[name] for name in ("role", "organisation") if cells.get(name)}
        self._people.add(UNKNOWN if there else AWAY, {"name": person["name"], **told, **person}, words, at, said)
        known_one = next((one for one in self._people.listed if one.is_named(other)), None)
        if known_one is None and not there:
            self._people.replaced[other.casefold()] = Attendee(
                "present", {"name": other, "substitute_for": person["name"]}, at, words, said
            )
        elif known_one and not there:
            known_one.person.setdefault("substitute_for", person["name"])

    def _group_in_row(self, cells: Mapping[str, str], above: str, note: str, match: re.Match[str] | None) -> str:
        """The group of a person, by the columns of the row, or else by what stands above the table."""
        before = note[: match.start()] if match else ", ".join(cells.get(part, "") for part in ("met", "note"))
        noted = NOTES.within(before) or ""
        said = self._people.marked(cells.get("met", "")) or self._people.marked(cells.get("note", ""))
        if match:
            return UNKNOWN if AWAY in (noted, above) else noted or "present"
        if said == AWAY and cells.get("note") and not noted and not re.search(r"\w", cells["met"]):
            return UNKNOWN  # a dash, beside words that may tell that somebody came
        if noted or said:
            is_both = said == "present" and (noted == AWAY or bool(cells.get("absent")))
            return UNKNOWN if is_both else noted or said
        if away := cells.get("absent", ""):
            return AWAY if _MET.fits("present", away) else UNKNOWN
        if "met" in cells and not cells["met"] and self.blank_is_away:
            return AWAY
        if "met" in cells or (note.strip() and not is_role(note) and above == "present"):
            return UNKNOWN
        return above or UNKNOWN


def _sign(cell: str, signs: set[str]) -> str:
    """A cell; a cross of its own sign says no among ticks, or is one alone; an `x` among ticks tells nothing."""
    if cell and cell in CROSSED:
        return "nei" if CHECKED in signs else "x" if "x" not in signs else "?"
    return "?" if cell.lower() == "x" and CHECKED in signs else cell


def _when_instead(cells: dict[str, str]) -> dict[str, str]:
    """The cells of a row; what says when somebody met, in the column for whom, is a note."""
    told = cells.get("substitute_for", "").strip("() ")
    if not told or attendance_in(f", {told}").text:
        return cells
    return {**cells, "substitute_for": "", "note": ", ".join(filter(None, (cells.get("note"), told)))}


def _role_apart(cells: dict[str, str]) -> dict[str, str]:
    """The cells of a row; for whom somebody met, which stands behind what they are, is a cell of its own."""
    role, _, other = cells.get("role", "").partition(", for ")
    return {**cells, "role": role, "substitute_for": other} if is_name(other.strip()) else cells


def _persons(cells: dict[str, str]) -> list[dict[str, str]]:
    """The cells of a row, once for each of the people whose names stand below each other in it."""
    names = people_lines(cells.get("name", ""))
    if len(names) < 2 or not all(map(is_person_line, names)):
        return [cells]
    parted = {name: people_lines(cell) for name, cell in cells.items()}
    return [
        {name: lines[n] if len(lines) == len(names) else cells[name] for name, lines in parted.items()}
        for n in range(len(names))
    ]
