"""Who was at a meeting: people in lines, lists and tables, each in the group that the words above them tell.

Nobody is put where it is not said that they belong: of people below a label that is not known, an editor is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.commands.importing.document.blocks import Block, DocumentPlace, Paragraph, Table
from portal.commands.importing.found import DocumentKind, Question
from portal.commands.importing.lexicon import pattern, terms
from portal.commands.importing.words.people import (
    PERSON_FIELDS,
    SUBSTITUTES,
    UNKNOWN,
    attendance_in,
    is_name,
    is_role,
    known,
    label_group,
    person_from,
)  # fmt: skip
from portal.linked.names import OrganisationNames

__all__ = ["Attendee", "People", "is_person_line", "is_sublabel", "names_person", "people_lines"]

_NOTES, _MET = terms("people.notes"), terms("people.met")
_INSTRUCTED = pattern("people.instructed")
_SUBSTITUTING, _SUBSTITUTE = pattern("people.substituting"), pattern("people.substitute")
_REPLACED_BY = pattern("people.replaced_by")
_INVITED, _INVITED_BY = pattern("people.invited"), pattern("people.invited_by")
_NOUN = pattern("people.noun", 0)
"""How a title of a thing ends; who is called so is a person only where a role or an organisation is told too."""
_ONE_PERSON = re.compile(r"[^\s,;(]+, [^,;(]+")
"""A surname, and the given name behind the one comma."""
_ABSENT_NOTE = pattern("people.absent_note")
_INSTEAD = pattern("people.instead", re.IGNORECASE | re.DOTALL)
_PAIR = re.compile(r"(?P<name>[^,;(]+), (?P<other>[^,;(]+)(?:, (?P<rest>[^;]+))?")
_FOR = re.compile(r"^(?P<name>[^,;(]+?) for (?P<other>[^,;(]+)")
_ROLE_FIRST = pattern("person.role_first", 0)
_LONGEST_NAME, _LONGEST_KIND = 80, 4
"""How long a name of an organisation is, in signs, and what some of a list are called, in words."""
_REASON, _STOOD_IN = pattern("people.reason"), pattern("people.stood_in", 0)
_INITIALS = re.compile(r"\s*\(([A-ZÆØÅ]{2,4})\)")
_CONTACT = pattern("people.contact")
_ORGANISATIONS = (pattern("organisation.begins", 0), pattern("organisation.ends", 0))
_AWAY = "absent"
_OBSERVES = re.compile(rf"[,(–-]\s*(?:{_NOTES['observers']})\s*\)?$", re.IGNORECASE)


@dataclass
class Attendee:
    """A person as the document lists them: the group, the words and the label they stand below, and where."""

    group: str
    person: dict[str, Any]
    place: DocumentPlace
    words: str
    said: str = ""
    notes: tuple[str, ...] = ()

    def is_named(self, name: object) -> bool:
        """Whether this is somebody of a name."""
        return str(self.person["name"]).casefold() == str(name or "").casefold()


class People:
    """Puts people into groups; what it could not place is `left`, or asked about."""

    def __init__(self, kind: DocumentKind, names: OrganisationNames, left: list[Block]) -> None:
        self._kind = kind
        self._names = names
        self._left = left
        self.listed: list[Attendee] = []
        self.replaced: dict[str, Attendee] = {}
        """Those of whom only the one they met for tells, by their names."""
        self.shared: dict[str, str] = {}
        """What a line between the people says of those below it: their organisation, or their role."""

    def take(self, group: str, text: str, at: DocumentPlace, said: str = "", is_parted: bool = False) -> None:
        """People in a row behind the label `said`, or one of them below it; `is_parted` tells that they are listed by
        what they are called.
        """
        text, sentences = _before_sentences(text.strip())
        if sentences:
            self._leave(sentences, at)
        words, colon, rest = text.partition(":")
        kind = self.group_of(f"{words}:") if colon and rest.strip() else {}
        if kind or (colon and is_parted and is_sublabel(text)):
            outer, self.shared = self.shared, kind
            self.take(group, rest, at, said)
            self.shared = outer
            return
        is_called = group in ("present", "observers") and self._kind is DocumentKind.AGENDA  # who is called has not met
        if not text or is_called or (group == _AWAY and (_INSTRUCTED.search(text) or _CONTACT.search(text))):
            self._leave(text, at)
            return
        if _SUBSTITUTING.search(said.partition(":")[0]) and (pair := _PAIR.fullmatch(text)) and is_name(pair["other"]):
            is_told = any(one.group == _AWAY and one.is_named(pair["other"]) for one in self.listed)
            text = f"{pair['name']} ({pair['rest'] + ', ' if pair['rest'] else ''}vara for {pair['other']})"
            self._one(group if is_told else UNKNOWN, text, at, said)
            return
        many = [text] if _ONE_PERSON.fullmatch(text) else self._parted(text)
        for one in (one.strip(" \t•➢-–") for one in many):
            if one and one != ".":
                self._one(group, one, at, said)

    def stood_in(self, text: str, at: DocumentPlace) -> bool:
        """Whether a sentence says who met for whom, which is then taken."""
        match = _STOOD_IN.fullmatch(text.strip())
        if match is None or self._kind is not DocumentKind.MINUTES:
            return False
        name, other = match["name"] or match["who"], match["other"] or match["whom"]
        known_one = next((one for one in self.listed if one.is_named(name) and one.group != _AWAY), None)
        if known_one:
            known_one.person.setdefault("substitute_for", other)
        else:
            self._add("present", {"name": name, "substitute_for": other}, text, at)
        return True

    def guest(self, value: str, items: Sequence[str], at: DocumentPlace) -> None:
        """Someone who met for some items."""
        person = {**person_from(value, self._names), **({"items": list(items)} if items else {})}
        self._add("invited", person, value, at, notes=attendance_in(" ".join(value.split())).left)

    def table(self, table: Table, columns: Mapping[str, int], head: int, group: str, said: str) -> None:
        """The people of a table below a label, if one stands above it; `head` is how many rows are its head."""
        if not columns:
            heads = table.rows[head - 1]
            self._by_organisation(
                table, {at: told for at, cell in enumerate(heads) if (told := label_group(cell))}, head
            )
            return
        said = said or " | ".join(filter(None, table.rows[head - 1] if head else ()))
        if not group and head and "name" in columns and (own := label_group(table.rows[head - 1][columns["name"]])):
            group = own if own in PERSON_FIELDS else ""
        if not group and self._kind is DocumentKind.MINUTES and "note" in columns:
            noted = (row[columns["note"]] for row in table.rows[head:])
            group = "present" if any(_NOTES.within(cell) == _AWAY for cell in noted) else ""  # the others were there
        for number, row in enumerate(table.rows[head:], head):
            words_told = {cell.strip() for cell in row if cell.strip()}
            at = table.places[number][columns.get("name", 0)]
            inner = label_group(next(iter(words_told))) if len(words_told) == 1 else ""
            if inner:
                group, said = inner, next(iter(words_told))
                continue
            others = [(n, cell.strip()) for n, cell in enumerate(row) if n not in columns.values() and cell.strip()]
            if not head and "name" in columns:
                self.take(group, ", ".join(" ".join(cell.split()) for cell in row if cell.strip()), at, said)
                continue
            cells = {name: row[n].strip() for name, n in columns.items() if n < len(row)}
            for one in _persons(cells) if words_told else ():
                self._row(one, group, said, at)
            for _, cell in others:
                self._leave(f"{cells.get('name', '')}: {cell}".lstrip(": "), at)

    def doers(self) -> frozenset[str]:
        """The names of those who are listed, and their first names and initials that only one of them has."""
        names = {str(one.person["name"]) for one in self.listed}
        short = Counter(one for name in names for one in (name.split()[0], _initials(name)))
        return frozenset({*names, *(name for name, count in short.items() if count == 1)})

    def group_of(self, line: str) -> dict[str, str]:
        """What a line between people says of those below it: their organisation, or their role."""
        words, colon, rest = line.strip().partition(":")
        if not colon or rest or label_group(words) in PERSON_FIELDS:
            return {}
        words = re.sub(r"^fr[åa]\s+", "", words, flags=re.IGNORECASE)
        if self.is_organisation(words):
            return {"organisation": words} if words[:1].isupper() else {}
        return {"role": words[:1].lower() + words[1:]} if is_role(words) else {}

    def is_organisation(self, words: str) -> bool:
        """Whether words name an organisation, of the portal or by their form."""
        if self._names.find(words):
            return True
        return len(words) < _LONGEST_NAME and any(form.fullmatch(words) for form in _ORGANISATIONS)

    def settle(self) -> list[Question]:
        """Place the substitutes, take out whoever would stand as present and absent, and tell what is to be asked.

        What is left in `listed` is in the group that it has.
        """
        for one in self.listed:
            if replacing := self.replaced.pop(str(one.person["name"]).casefold(), None):
                one.person.setdefault("substitute_for", replacing.person["substitute_for"])
        self.listed += self.replaced.values()
        told = {str(one.person["name"]).casefold() for one in self.listed}
        for one in [one for one in self.listed if one.group == "present" and "items" not in one.person]:
            other = str(one.person.get("substitute_for", ""))  # for whom somebody met was not there
            if is_name(other) and other.casefold() not in told and self._kind is DocumentKind.MINUTES:
                self.listed.append(Attendee(_AWAY, {"name": other}, one.place, one.words, one.said))
        for one in self.listed:
            if one.group == SUBSTITUTES:
                is_told = any(o.group == _AWAY and o.is_named(one.person.get("substitute_for")) for o in self.listed)
                one.group = "present" if is_told else UNKNOWN
        asked: list[Question] = []
        for one in [one for one in self.listed if one.group in PERSON_FIELDS and one.group != _AWAY]:
            away = [o for o in self.listed if o.group == _AWAY and o.is_named(one.person["name"])]
            is_replaced = any(
                one.is_named(o.person.get("substitute_for")) for o in self.listed if o.group not in (_AWAY, UNKNOWN)
            )
            is_in_part = "items" in one.person and all("items" in o.person for o in away)
            if (away or is_replaced) and not is_in_part:
                self.listed = [o for o in self.listed if o is not one and o not in away]
                asked.append(Question(one.person["name"], "import.ask_both", one.place, "", PERSON_FIELDS, "people"))
        open_ = [one for one in self.listed if one.group == UNKNOWN]
        self.listed = [one for one in self.listed if one.group != UNKNOWN]
        for one in open_:
            self._leave(one.words, one.place)
        if self._kind is DocumentKind.AGENDA:
            return asked
        by_label: dict[str, list[Attendee]] = {}
        for one in open_:
            by_label.setdefault(one.said.strip(" :"), []).append(one)
        for said, people in by_label.items():
            names = ", ".join(dict.fromkeys(one.person["name"] for one in people))
            asked.append(Question(names, "import.ask_people", people[0].place, said, PERSON_FIELDS, "people"))
        return asked

    def _by_organisation(self, table: Table, groups: Mapping[int, str], head: int) -> None:
        """People listed beside their organisation, a row for each, a column for each group."""
        organisation = ""
        for number, row in enumerate(table.rows[head:], head):
            own = label_group(row[0])
            organisation = row[0] or organisation
            for at, cell in enumerate(row):
                group = own if own in PERSON_FIELDS else groups.get(at, "")
                place = table.places[number][at]
                for line in (line for line in people_lines(cell) if (at or 0 in groups) and line.strip()):
                    if group not in PERSON_FIELDS:
                        self._leave(line, place)
                        continue
                    person = person_from(line, self._names)
                    if own not in PERSON_FIELDS and 0 not in groups:
                        role = person.pop("role", "") or person.pop("organisation", "")
                        told = {"name": person.pop("name"), "role": role, "organisation": organisation, **person}
                        person = {name: value for name, value in told.items() if value}
                    self._add(group, person, line, place, notes=attendance_in(" ".join(line.split())).left)

    def _row(self, cells: dict[str, str], group: str, said: str, at: DocumentPlace) -> None:
        """A person in a row. A column for those who met goes before a note, a note before the label above the table."""
        if "name" not in cells:
            group = SUBSTITUTES if group in ("", UNKNOWN) else group
        name = cells.get("name") or cells.get("substitute", "")
        label, _, rest = cells.get("note", "").partition(":")
        if rest.strip() and not is_name(name) and (noted := label_group(label)) in PERSON_FIELDS:
            self.shared = {"organisation": cells["organisation"]} if cells.get("organisation") else {}
            self.take(noted, rest, at, label)
            self.shared = {}
            return
        words = ", ".join(filter(None, cells.values()))
        note = "\n".join(cells[part] for part in ("met", "note", "absent") if cells.get(part))
        bare = person_from(name, self._names) if "(" in name or "," in name else {"name": name}
        if not bare["name"]:
            self._leave(words, at)
            return
        attendance = attendance_in(", ".join(["", *re.split(r"[.;]\s+|\n", note)]))
        if (other := _REPLACED_BY.search(attendance.text)) or cells.get("replaced_by"):
            self._replaced(person_from(name, self._names), cells, other, said, at)
            return
        match = _SUBSTITUTE.search(attendance.text)
        if match and not is_name(match["name"].strip(" .")):
            self._add(UNKNOWN, bare, words, at, said)
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
        if cells.get("substitute_for"):
            group = "present" if group == SUBSTITUTES else UNKNOWN if group == _AWAY else group
        if "name" in cells and cells.get("substitute"):
            if group == _AWAY:  # who was to meet may have met
                told = {"name": cells["substitute"], "substitute_for": name}
                self._add(UNKNOWN, told, cells["substitute"], at, f"{said}: {name}")
            else:
                group = UNKNOWN
                self._leave(f"{name}: {cells['substitute']}", at)
        if group in ("present", "observers") and self._kind is DocumentKind.AGENDA:
            self._leave(words, at)
            return
        self._add(group or UNKNOWN, {k: v for k, v in person.items() if v}, words, at, said, attendance.left)

    def _replaced(
        self, person: dict[str, Any], cells: Mapping[str, str], match: re.Match[str] | None, said: str,
        at: DocumentPlace,
    ) -> None:  # fmt: skip
        """A person for whom somebody else met, who is told beside them: the one was not there, and the other was."""
        words = ", ".join(filter(None, cells.values()))
        other = (match["name"] or match["other"]).strip(" .") if match else cells["replaced_by"]
        there = _MET.whole(cells.get("met", "")) == "present" or not is_name(other)
        told = {name: cells[name] for name in ("role", "organisation") if cells.get(name)}
        self._add(UNKNOWN if there else _AWAY, {"name": person["name"], **told, **person}, words, at, said)
        known_one = next((one for one in self.listed if one.is_named(other)), None)
        if known_one is None and not there:
            self.replaced[other.casefold()] = Attendee(
                "present", {"name": other, "substitute_for": person["name"]}, at, words, said
            )
        elif known_one and not there:
            known_one.person.setdefault("substitute_for", person["name"])

    def _group_in_row(self, cells: Mapping[str, str], above: str, note: str, match: re.Match[str] | None) -> str:
        """The group of a person, by the columns of the row, or else by what stands above the table."""
        before = note[: match.start()] if match else ", ".join(cells.get(part, "") for part in ("met", "note"))
        noted = _NOTES.within(before) or ""
        said = _MET.whole(cells.get("met", "")) or ""
        if match:
            return UNKNOWN if _AWAY in (noted, above) else noted or "present"
        if noted or said:
            is_both = said == "present" and (noted == _AWAY or bool(cells.get("absent")))
            return UNKNOWN if is_both else noted or said
        if away := cells.get("absent", ""):
            return _AWAY if _MET.fits("present", away) else UNKNOWN
        if "met" in cells or (note.strip() and not is_role(note) and above == "present"):
            return UNKNOWN
        return above or UNKNOWN

    def _one(self, group: str, words: str, at: DocumentPlace, said: str) -> None:
        """One person of a row or a list, who may be said to belong elsewhere than the label says."""
        if (initials := _INITIALS.search(words)) and initials[1] == _initials(words[: initials.start()]):
            words = words[: initials.start()] + words[initials.end() :]
        if group == _AWAY and (reason := _REASON.search(words)):
            words = words[: reason.start()]
        if group in ("present", SUBSTITUTES) and (note := _ABSENT_NOTE.search(words)) and not _SUBSTITUTE.search(words):
            rest = words[note.end() :].strip(" ).")
            group = UNKNOWN if rest else _AWAY
            words = words[: note.start()] + (words[note.end() :] if rest else "")
        elif (
            group == _AWAY
            and (instead := _INSTEAD.search(words))
            and not instead[0].strip(" ,;(–-").startswith("vara for")
        ):
            self._leave(words, at)
            words = words[: instead.start()]
        if _SUBSTITUTING.search(said.partition(":")[0]):
            words = _FOR.sub(r"\g<name> (vara for \g<other>)", words)
        invited = _INVITED.search(words)
        bare, instead_of = self._substitute_in(_INVITED_BY.sub("", words).replace("()", "") if invited else words)
        person = person_from(bare, self._names)
        person.update({"substitute_for": instead_of} if instead_of else {})
        where = "invited" if invited and group == "present" else group
        if group == "present" and _OBSERVES.search(words) and _NOTES.whole(str(person.get("role", ""))) == "observers":
            where = "observers"
            del person["role"]
        notes = attendance_in(" ".join(bare.split())).left
        self._add(where, self._with_shared(person), words, at, said, notes)

    def _substitute_in(self, words: str) -> tuple[str, str]:
        """Words about a person without those that say for whom they met, and that name."""
        match = _SUBSTITUTE.search(words)
        name = match["name"].strip(" .") if match else ""
        if match is None or not is_name(name) or self.is_organisation(name):
            return words, ""
        bare = re.sub(r"\(\s*,\s*", "(", words[: match.start()] + words[match.end() :])
        return re.sub(r"\s*\(\s*\)|[\s,]+(?=\)|$)", "", bare), name

    def _add(
        self, group: str, person: dict[str, Any], words: str, at: DocumentPlace, said: str = "",
        notes: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        """Put a person into their group; words that are no person's name are left."""
        name = person["name"]
        is_alone = not {"role", "organisation", "substitute_for"} & set(person)
        if not is_name(name) or self.is_organisation(name) or (is_alone and _NOUN.search(name)):
            self._leave(words, at)
            return
        self.listed.append(Attendee(group, person, at, words, said, notes))

    def _parted(self, text: str) -> list[str]:
        """People parted by commas outside brackets; an organisation belongs to the person before it."""
        parted: list[str] = []
        is_role_first = _named_behind_role(re.split(r"[,(]", text, maxsplit=1)[0])
        for part in (one for whole in _outside(text) for one in (_roles_apart(whole) if is_role_first else [whole])):
            bare = part.partition("(")[0].strip()
            inner = parted[-1].partition("(")[2].rstrip(") ") if parted else ""
            if parted and self.is_organisation(bare) and (not inner or is_role(inner)):
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

    def _leave(self, words: str, at: DocumentPlace) -> None:
        if words.strip():
            self._left.append(Paragraph(" ".join(words.split()), at))


def is_person_line(text: str) -> bool:
    """Whether a line begins with the name of a person."""
    return is_name(re.split(r"[,;(:]|\s[–-]\s", text.strip(" \t•➢-–"), maxsplit=1)[0].strip())


def names_person(line: str) -> bool:
    """Whether a line names one person, with a role before or behind the name, or without."""
    match = _ROLE_FIRST.match(line.strip())
    return is_person_line(line) or bool(match and is_role(match["role"]) and is_name(match["name"]))


def _named_behind_role(words: str) -> bool:
    match = _ROLE_FIRST.match(words.strip())
    return match is not None and is_role(match["role"])


def _roles_apart(words: str) -> list[str]:
    """People parted by commas outside brackets, where each has a role before the name."""
    parts: list[str] = []
    for part in re.split(r",\s+|\s+og\s+(?=[a-zæøå])", words):
        is_new = not parts or (_named_behind_role(part) and parts[-1].count("(") == parts[-1].count(")"))
        parts = [*parts, part] if is_new else [*parts[:-1], f"{parts[-1]}, {part}"]
    return parts


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


def _initials(name: str) -> str:
    return "".join(part[0] for part in re.split(r"[\s-]+", name.strip()) if part)


def is_sublabel(text: str) -> bool:
    """Whether some people stand behind what they are called: `Ordførarar: Ada Lie, Bo Moe`."""
    words, colon, rest = text.partition(":")
    return bool(colon) and len(words.split()) <= _LONGEST_KIND and names_person(re.split(r",|\sog\s|\s\(", rest)[0])


def people_lines(text: str) -> list[str]:
    """The lines of a cell with people, those joined that were broken within a bracket, a name, or before a bracket."""
    lines: list[str] = []
    for line in text.split("\n"):
        last = re.split(r"[,;]\s*", lines[-1])[-1] if lines else ""
        first = re.split(r"[,;(]", line)[0].strip()
        is_in_name = bool(lines) and last != lines[-1] and not (names_person(last) or names_person(first))
        is_in_name &= names_person(f"{last} {first}")
        if lines and (lines[-1].count("(") > lines[-1].count(")") or line.startswith("(") or is_in_name):
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
