"""Who was at a meeting: people in lines, lists and tables, each in the group that the words above them tell.

Nobody is put where it is not said that they belong: of people below a label that is not known, an editor is asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from portal.commands.importing.document.blocks import Block, DocumentPlace, Paragraph, Table
from portal.commands.importing.found import DocumentKind, Question
from portal.commands.importing.layouts import pattern, terms
from portal.commands.importing.words.people import attendance_in, is_name, is_role, known, person_from
from portal.linked.names import OrganisationNames

__all__ = [
    "GROUPS", "PERSON_FIELDS", "People", "is_people_table", "is_person_line", "label_group", "people_lines",
    "tells_people",
]  # fmt: skip

PERSON_FIELDS = ("present", "invited", "secretariat", "observers", "absent")
"""The fields of a meeting that list people."""
SUBSTITUTES, UNKNOWN = "substitutes", "unknown"
"""Beside those: substitutes of whom it is not said that they met, and people of whom nothing sure is said."""
GROUPS = (*PERSON_FIELDS, SUBSTITUTES, UNKNOWN)
"""What a label may say of the people below it."""
_LABELS, _GROUPS, _COLUMNS = terms("meeting.labels"), terms("people.labels"), terms("people.columns")
_NOTES, _MET = terms("people.notes"), terms("people.met")
_THERE, _INSTRUCTED = pattern("fragment.met"), pattern("people.instructed")
_SUBSTITUTING, _SUBSTITUTE = pattern("people.substituting"), pattern("people.substitute")
_INVITED, _INVITED_BY = pattern("people.invited"), pattern("people.invited_by")
_NOUN = pattern("people.noun", 0)
"""How a title of a thing ends; who is called so is a person only where a role or an organisation is told too."""
_ONE_PERSON = re.compile(r"[^\s,;(]+, [^,;(]+")
"""A surname, and the given name behind the one comma."""
_ABSENT_NOTE = pattern("people.absent_note")
_INSTEAD = pattern("people.instead", re.IGNORECASE | re.DOTALL)
_PAIR = re.compile(r"(?P<name>[^,;(]+), (?P<other>[^,;(]+)(?:, (?P<rest>[^;]+))?")
_FOR = re.compile(r"^(?P<name>[^,;(]+?) for (?P<other>[^,;(]+)")
_LONGEST_NAME = 80
_CONTACT = pattern("people.contact")
_ORGANISATIONS = (pattern("organisation.begins", 0), pattern("organisation.ends", 0))


class People:
    """Puts people into the groups of a meeting's `facts`; what it could not place is `left`, or asked about."""

    def __init__(self, kind: DocumentKind, names: OrganisationNames, facts: dict[str, Any], left: list[Block]) -> None:
        self._kind = kind
        self._names = names
        self._facts = facts
        self._left = left
        self._open: list[tuple[str, str, DocumentPlace]] = []  # the label, the person, and where
        self._substitutes: list[tuple[dict[str, Any], str, str, DocumentPlace]] = []
        self.shared: dict[str, str] = {}
        """What a line between the people says of those below it: their organisation, or their role."""

    def take(self, group: str, text: str, at: DocumentPlace, said: str = "") -> None:
        """People in a row behind the label `said`, or one of them below it."""
        text, sentences = _before_sentences(text.strip())
        if sentences:
            self._left.append(Paragraph(sentences, at))
        if not text or (group in ("present", "observers") and self._kind is DocumentKind.AGENDA):
            self._leave(text, at)  # who is called has not met
            return
        if group == "absent" and (_INSTRUCTED.search(text) or _CONTACT.search(text)):
            self._leave(text, at)
            return
        if _SUBSTITUTING.search(said) and (pair := _PAIR.fullmatch(text)) and is_name(pair["other"]):
            is_told = pair["other"].casefold() in self._named("absent")
            text = f"{pair['name']} ({pair['rest'] + ', ' if pair['rest'] else ''}vara for {pair['other']})"
            self._one(group if is_told else UNKNOWN, text, at, said)
            return
        many = [text] if _ONE_PERSON.fullmatch(text) else self._parted(text)
        for words in (one.strip(" \t•➢-–") for one in many):
            if words and words != ".":
                self._one(group, words, at, said)

    def guest(self, value: str, items: Sequence[str], at: DocumentPlace) -> None:
        """Someone who met for some items."""
        self._add("invited", {**self._person(value, at), **({"items": list(items)} if items else {})}, value, at)

    def table(self, table: Table, group: str, said: str) -> bool:
        """The people of a table below a label; whether it is one of people."""
        at_column = _COLUMNS.columns(table.rows[0])
        groups = {at: told for at, cell in enumerate(table.rows[0]) if (told := label_group(cell)) in PERSON_FIELDS}
        if "name" not in at_column and "substitute" not in at_column and groups and 0 not in groups:
            self._by_organisation(table, groups)
        elif "name" in at_column or ("substitute" in at_column and len(at_column) > 1):
            self._rows(table, at_column, group, said or " | ".join(filter(None, table.rows[0])))
        elif group in GROUPS and all(is_name(row[0].strip()) for row in table.rows):
            for row in table.rows:
                self.take(group, ", ".join(" ".join(cell.split()) for cell in row if cell.strip()), table.place, said)
        else:
            return False
        return True

    def group_of(self, line: str) -> dict[str, str]:
        """What a line between people says of those below it: their organisation, or their role."""
        words, colon, rest = line.strip().partition(":")
        if not colon or rest or label_group(words) in PERSON_FIELDS:
            return {}
        if self.is_organisation(words):
            return {"organisation": words}
        return {"role": words[:1].lower() + words[1:]} if is_role(words) else {}

    def is_organisation(self, words: str) -> bool:
        """Whether words name an organisation, of the portal or by their form."""
        if self._names.find(words):
            return True
        return len(words) < _LONGEST_NAME and any(form.fullmatch(words) for form in _ORGANISATIONS)

    def settle(self) -> list[Question]:
        """Place the substitutes, take out whoever would stand as present and absent, and tell what is to be asked."""
        absent = self._named("absent")
        for person, words, said, at in self._substitutes:
            if person.get("substitute_for", "").casefold() in absent:
                self._facts.setdefault("present", []).append(person)
            else:
                self._ask(person["name"], words, said, at)
        return [*self._contradictions(), *self._unplaced()]

    def _contradictions(self) -> list[Question]:
        there = [group for group in PERSON_FIELDS if group != "absent"]
        substituted = {
            str(person["substitute_for"]).casefold()
            for group in there
            for person in self._facts.get(group, ())
            if "substitute_for" in person
        }
        asked = []
        for group in there:
            for person in list(self._facts.get(group, ())):
                name = person["name"].casefold()
                away = [one for one in self._facts.get("absent", ()) if one["name"].casefold() == name]
                is_in_part = "items" in person and all("items" in one for one in away)
                if (away or name in substituted) and not is_in_part:
                    for listed, one in ((group, person), *(("absent", one) for one in away)):
                        self._facts[listed].remove(one)
                    asked.append(Question(person["name"], "import.ask_both"))
        for group in PERSON_FIELDS:
            if group in self._facts and not self._facts[group]:
                del self._facts[group]
        return asked

    def _unplaced(self) -> list[Question]:
        """One question for each label that does not tell where the people below it belong."""
        by_label: dict[str, list[tuple[str, DocumentPlace]]] = {}
        for said, name, at in self._open:
            by_label.setdefault(said, []).append((name, at))
        return [
            Question(", ".join(dict.fromkeys(name for name, _ in people)), "import.ask_people", people[0][1], said)
            for said, people in by_label.items()
        ]

    def _named(self, group: str) -> set[str]:
        return {person["name"].casefold() for person in self._facts.get(group, ())}

    def _by_organisation(self, table: Table, groups: Mapping[int, str]) -> None:
        """People listed beside their organisation, a row for each, a column for each group."""
        for row in table.rows[1:]:
            own = label_group(row[0])
            for at, cell in enumerate(row):
                group = own if own in PERSON_FIELDS else groups.get(at, "")
                for line in people_lines(cell) if at else ():
                    if not line.strip():
                        continue
                    if not group:
                        self._leave(line, table.place)
                        continue
                    person = self._person(line, table.place)
                    if own not in PERSON_FIELDS:
                        role = person.pop("role", "") or person.pop("organisation", "")
                        told = {"name": person.pop("name"), "role": role, "organisation": row[0], **person}
                        person = {name: value for name, value in told.items() if value}
                    self._add(group, person, line, table.place)

    def _rows(self, table: Table, at_column: Mapping[str, int], group: str, said: str) -> None:
        for row in table.rows[1:]:
            told = {cell.strip() for cell in row if cell.strip()}
            inner = label_group(next(iter(told))) if len(told) == 1 else ""
            if inner:
                group, said = inner, next(iter(told))
                continue
            cells = {name: row[at].strip() for name, at in at_column.items() if at < len(row)}
            self._row(cells, group, said, table.place)
            for at, cell in enumerate(row):
                if at not in at_column.values() and cell.strip():
                    self._leave(f"{cells.get('name', '')}: {cell.strip()}".lstrip(": "), table.place)

    def _row(self, cells: dict[str, str], group: str, said: str, at: DocumentPlace) -> None:
        """A person in a row. A column for those who met goes before a note, a note before the label above the table."""
        if "name" not in cells:
            group = SUBSTITUTES if group in ("", UNKNOWN) else group
        name = cells.get("name") or cells.get("substitute", "")
        words = ", ".join(filter(None, cells.values()))
        note = "\n".join(cells[part] for part in ("met", "note", "absent") if cells.get(part))
        if not name:
            self._leave(words, at)
            return
        attendance = attendance_in(", ".join(["", *re.split(r"[.;]\s+|\n", note)]))
        person: dict[str, Any] = {
            "name": name,
            "role": cells.get("role", ""),
            "organisation": cells.get("organisation", ""),
            "substitute_for": cells.get("substitute_for", ""),
        }
        match = _SUBSTITUTE.search(attendance.text)
        if match:
            person["substitute_for"] = match["name"].strip(" .")
        person["items"] = list(attendance.items)
        group = self._group_in_row(cells, group, attendance.text, match)
        if cells.get("substitute_for"):
            group = "present" if group == SUBSTITUTES else UNKNOWN if group == "absent" else group
        if "name" in cells and cells.get("substitute"):
            group = UNKNOWN if group != "absent" else group
            self._leave(f"{name}: {cells['substitute']}", at)
        if group in ("present", "observers") and self._kind is DocumentKind.AGENDA:
            self._leave(words, at)
            return
        self._leave_notes(name, attendance.left, at)
        self._add(group or UNKNOWN, {k: v for k, v in person.items() if v}, words, at, said)

    def _group_in_row(self, cells: Mapping[str, str], above: str, note: str, match: re.Match[str] | None) -> str:
        """The group of a person, by the columns of the row, or else by what stands above the table."""
        before = note[: match.start()] if match else ", ".join(cells.get(part, "") for part in ("met", "note"))
        noted = _NOTES.within(before) or ""
        said = _MET.whole(cells.get("met", "")) or ""
        if match:
            return UNKNOWN if noted == "absent" or above == "absent" else noted or "present"
        if noted or said:
            is_both = said == "present" and (noted == "absent" or bool(cells.get("absent")))
            return UNKNOWN if is_both else noted or said
        if away := cells.get("absent", ""):
            return "absent" if _MET.fits("present", away) else UNKNOWN
        if "met" in cells or (note.strip() and not is_role(note) and above == "present"):
            return UNKNOWN
        return above or UNKNOWN

    def _one(self, group: str, words: str, at: DocumentPlace, said: str) -> None:
        """One person of a row or a list, who may be said to belong elsewhere than the label says."""
        if group in ("present", SUBSTITUTES) and (note := _ABSENT_NOTE.search(words)) and not _SUBSTITUTE.search(words):
            rest = words[note.end() :].strip(" ).")
            group = UNKNOWN if rest else "absent"
            words = words[: note.start()] + (words[note.end() :] if rest else "")
        elif (
            group == "absent"
            and (instead := _INSTEAD.search(words))
            and not instead[0].strip(" ,;(–-").startswith("vara for")
        ):
            self._leave(words, at)
            words = words[: instead.start()]
        if _SUBSTITUTING.search(said):
            words = _FOR.sub(r"\g<name> (vara for \g<other>)", words)
        invited = _INVITED.search(words)
        bare, instead_of = self._substitute_in(_INVITED_BY.sub("", words).replace("()", "") if invited else words)
        person = self._person(bare, at)
        person.update({"substitute_for": instead_of} if instead_of else {})
        where = "invited" if invited and group == "present" else group
        self._add(where, self._with_shared(person), words, at, said)

    def _substitute_in(self, words: str) -> tuple[str, str]:
        """Words about a person without those that say for whom they met, and that name."""
        match = _SUBSTITUTE.search(words)
        name = match["name"].strip(" .") if match else ""
        if match is None or not is_name(name) or self.is_organisation(name):
            return words, ""
        bare = re.sub(r"\(\s*,\s*", "(", words[: match.start()] + words[match.end() :])
        return re.sub(r"\s*\(\s*\)|[\s,]+(?=\)|$)", "", bare), name

    def _add(self, group: str, person: dict[str, Any], words: str, at: DocumentPlace, said: str = "") -> None:
        """Put a person into their group; words that are no person's name are left."""
        name = person["name"]
        is_alone = not {"role", "organisation", "substitute_for"} & set(person)
        if not is_name(name) or self.is_organisation(name) or (is_alone and _NOUN.search(name)):
            self._leave(words, at)
        elif group == UNKNOWN:
            self._ask(name, words, said, at)
        elif group == SUBSTITUTES:
            self._substitutes.append((person, words, said, at))
        else:
            self._facts.setdefault(group, []).append(person)

    def _ask(self, name: str, words: str, said: str, at: DocumentPlace) -> None:
        self._leave(words, at)
        if self._kind is not DocumentKind.AGENDA:
            self._open.append((said.strip(" :"), name, at))

    def _parted(self, text: str) -> list[str]:
        """People parted by commas outside brackets; an organisation belongs to the person before it."""
        parted: list[str] = []
        for part in _outside(text):
            bare = part.partition("(")[0].strip()
            if parted and self.is_organisation(bare) and "(" not in parted[-1]:
                parted[-1] += f", {part}"
            elif part.strip(" ;"):
                parted.append(part)
        return parted

    def _with_shared(self, person: dict[str, Any]) -> dict[str, Any]:
        """A person with what the line above the group says of everyone in it."""
        shared = self.shared
        affiliation = person.get("organisation", "")
        if "organisation" in shared and affiliation and "role" not in person and not known(affiliation, self._names):
            person = {name: value for name, value in person.items() if name != "organisation"}
            person = {"name": person.pop("name"), "role": affiliation, **person}
        told = {**shared, **person}
        return {name: told[name] for name in ("name", "role", *told) if name in told}

    def _person(self, words: str, at: DocumentPlace) -> dict[str, Any]:
        person = person_from(words, self._names)
        self._leave_notes(person["name"], attendance_in(" ".join(words.split())).left, at)
        return person

    def _leave(self, words: str, at: DocumentPlace) -> None:
        if words.strip():
            self._left.append(Paragraph(" ".join(words.split()), at))

    def _leave_notes(self, name: str, notes: Sequence[str], at: DocumentPlace) -> None:
        """What was said of when somebody was there, and is no list of items."""
        self._left += [Paragraph(f"{name} ({note})", at) for note in notes]


def label_group(words: str) -> str:
    """Which people a label stands above, as one of `GROUPS`; blank where of none. Substitutes who met are present."""
    bare = words.strip().rstrip(" :")
    found = _LABELS.label(f"{bare}:")
    if found and not found[1]:
        return found[0] if found[0] in PERSON_FIELDS else ""
    group = _GROUPS.within(bare) or ""
    return "present" if group == SUBSTITUTES and _THERE.search(bare) else group


def is_people_table(block: Block | None) -> bool:
    """Whether a table has a column of names."""
    return isinstance(block, Table) and bool({"name", "substitute"} & set(_COLUMNS.columns(block.rows[0])))


def tells_people(block: Block) -> bool:
    """Whether a block is a table of people, or begins with the label of such a list."""
    found = _LABELS.label(block.text.split("\n")[0])
    return is_people_table(block) or (found is not None and found[0] in PERSON_FIELDS)


def is_person_line(text: str) -> bool:
    """Whether a line begins with the name of a person."""
    return is_name(re.split(r"[,;(:]|\s[–-]\s", text.strip(" \t•➢-–"), maxsplit=1)[0].strip())


def people_lines(text: str) -> list[str]:
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
