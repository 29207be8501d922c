"""Who was at a meeting: people in lines, lists and tables, each in the group that the words above them tell.

Nobody is put where it is not said that they belong: of people below a label that is not known, an editor is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from portal.commands.importing.document.blocks import Block, DocumentPlace, Paragraph
from portal.commands.importing.found import DocumentKind, Question
from portal.commands.importing.lexicon import pattern, terms
from portal.commands.importing.words.people import (
    PERSON_FIELDS,
    SUBSTITUTES,
    UNKNOWN,
    attendance_in,
    is_name,
    is_organisation_form,
    is_role,
    is_side,
    known,
    label_group,
    name_first,
    person_from,
)  # fmt: skip
from portal.commands.importing.words.person_lines import (
    before_sentences,
    initials_of,
    is_behind_role,
    is_person_line,
    is_sublabel,
    names_person,
    people_apart,
    roles_apart,
)
from portal.commands.importing.words.prose import LEADING, PARTLY, Told, people_told
from portal.commands.importing.words.sentences import sentences_in
from portal.linked.names import OrganisationNames

__all__ = ["AWAY", "NOTES", "Attendee", "People"]

NOTES = terms("people.notes")
"""What a note beside a person tells of where the person belongs."""
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
_LONGEST_KIND, _LONGEST_LEGEND, _FEW = 4, 200, 4
"""How long it is, in words, what some of a list are called, and, in signs, what tells of marks; what are few words."""
_ALL_MEMBERS = re.compile(r"(?:faste?\s+)?medlem\w*", re.IGNORECASE)
"""A label of those who sit in a body."""
_FROM_SIDE = re.compile(r"(?:fr[åa]\s[^:.]{2,80}:.*|fr[åa](?:\s\S+){1,4}:?)", re.IGNORECASE | re.DOTALL)
"""A label of those who come from a side, alone or with them behind it; a sentence is none."""
_REASON = pattern("people.reason")
_INITIALS = re.compile(r"\s*\(([A-ZÆØÅ]{2,4})\)")
_OWN_SIDE, _A_SIDE = pattern("people.prose.own_side"), pattern("people.prose.a_side")
_THERE = pattern("fragment.met")
_LEGEND, _MET = pattern("people.legend", 0), terms("people.met")
_MARKED = re.compile(r"(?:[,\t]\s*|\s\(|\s[–-]\s|\s(?=\S{1,2}\)?$))(?P<mark>[^,()\t–\d]{1,40}?)\)?$")
"""A mark, or a word of who met, that ends what is said of a person."""
_COMES = pattern("people.comes")
_CONTACT = pattern("people.contact")
AWAY = "absent"
"""The list of those who were not there."""
_FROM = re.compile(r"[A-ZÆØÅ][\wæøå-]+ fr[åa] (?!kl\b|sak\b|og med)")
_OBSERVES = re.compile(rf"[,(–-]\s*(?:{NOTES['observers']})\s*\)?$", re.IGNORECASE)


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
        self.leading: dict[str, tuple[str, str, DocumentPlace]] = {}
        """Who led the meeting, and who wrote of it, as sentences say it."""
        self._partly: list[tuple[Told, str, DocumentPlace]] = []
        self._is_by_side = False  # a sentence has told who came from the body itself: others are its guests
        self.legend: dict[str, str] = {}
        """Which list a mark beside a person stands for, where a line of the document says so."""
        self.shared: dict[str, str] = {}
        """What a line between the people says of those below it: their organisation, or their role."""

    def take(self, group: str, text: str, at: DocumentPlace, said: str = "", is_parted: bool = False) -> None:
        """People in a row behind the label `said`, or one of them below it; `is_parted` tells that they are listed by
        what they are called.
        """
        text, sentences = before_sentences(text.strip())
        behind, colon, _ = sentences.partition(":")
        is_row = bool(colon) and is_sublabel(sentences) and is_side(behind)  # `Frå kommunane: Ada Lie og Bo Moe`
        if sentences and not is_row and not self.told(sentences, at):
            self.leave(sentences, at)
        label = said.partition(":")[0]
        if _FROM.search(text) and self.told(f"{label} {text}", at):  # a row that is a sentence
            return
        if is_row:
            self.take(group, text, at, said, is_parted)
            self.take(group, sentences, at, said, is_parted=True)
            return
        words, colon, rest = text.partition(":")
        kind = self.group_of(f"{words}:") if colon and rest.strip() else {}
        if kind or (colon and is_parted and is_sublabel(text)):
            outer, self.shared = self.shared, kind
            self.take(group, rest, at, said)
            self.shared = outer
            return
        is_called = group in ("present", "observers") and self._kind is DocumentKind.AGENDA  # who is called has not met
        if not text or is_called or (group == AWAY and (_INSTRUCTED.search(text) or _CONTACT.search(text))):
            self.leave(text, at)
            return
        if _SUBSTITUTING.search(said.partition(":")[0]) and (pair := _PAIR.fullmatch(text)) and is_name(pair["other"]):
            is_told = any(one.group == AWAY and one.is_named(pair["other"]) for one in self.listed)
            text = f"{pair['name']} ({pair['rest'] + ', ' if pair['rest'] else ''}vara for {pair['other']})"
            self._one(group if is_told else UNKNOWN, text, at, said)
            return
        many = [text] if _ONE_PERSON.fullmatch(text) else self._parted(name_first(text))
        for one in (one.strip(" \t•➢-–") for one in many):
            if one and one != ".":
                self._one(group, one, at, said)

    def told(self, text: str, at: DocumentPlace) -> bool:
        """Whether all sentences of a text say who was there, or led the meeting; those are taken, each for itself."""
        if self._kind is DocumentKind.AGENDA:
            return self._comes(text.strip(), at)
        sentences = sentences_in(text.strip()) if self._kind is DocumentKind.MINUTES else []
        are_told = []
        for sentence in sentences:
            people = people_told(sentence, self.is_organisation)
            are_told.append(bool(people))
            self._is_by_side |= bool(people) and _OWN_SIDE.match(sentence) is not None
            is_guest = self._is_by_side and _A_SIDE.match(sentence) and not _OWN_SIDE.match(sentence)
            people = [replace(one, group="invited") if is_guest and one.group == "present" else one for one in people]
            for one in people:
                if one.group == PARTLY:
                    self._partly.append((one, sentence, at))
                elif one.group in LEADING:
                    self.leading.setdefault(one.group, (one.name, sentence, at))
                else:
                    self._one(one.group, one.words, at, sentence, one.instead_of)
        return bool(are_told) and all(are_told)

    def _comes(self, sentence: str, at: DocumentPlace) -> bool:
        """Whether a sentence of a notice says who comes for some items, who is then invited to them."""
        match = _COMES.fullmatch(sentence)
        if not match or not names_person(match["who"]):
            return False
        self.guest(match["who"], re.findall(r"\d+(?:[/-]\d+)?", match["items"]), at)
        return True

    def explain(self, text: str) -> bool:
        """Whether a line tells what the marks beside people stand for, and little else."""
        told = list(_LEGEND.finditer(text)) if len(text) < _LONGEST_LEGEND else []
        groups = {one["mark"].casefold(): label_group(one["words"]) for one in told}
        if not any(groups.values()) or (len(told) < 2 and any(one["sign"] == ":" for one in told)):
            return False
        self.legend |= {mark: group if group in PERSON_FIELDS else UNKNOWN for mark, group in groups.items()}
        return len(_LEGEND.sub("", text).split()) < _FEW

    def marked(self, cell: str) -> str:
        """The list that a mark stands for, or a word of who met; blank where it tells nothing."""
        return self.legend.get(cell.strip(" ()").casefold()) or _MET.whole(cell) or ""

    def behind(self, words: str) -> tuple[str, str] | None:
        """The list that a mark behind a person tells, and the words before it."""
        mark = _MARKED.search(words.rstrip(" ."))
        return (group, words[: mark.start()]) if mark and (group := self.marked(mark["mark"])) else None

    def guest(self, value: str, items: Sequence[str], at: DocumentPlace) -> None:
        """Someone who met for some items."""
        person = {**person_from(value, self._names), **({"items": list(items)} if items else {})}
        self.add("invited", person, value, at, notes=attendance_in(" ".join(value.split())).left)

    def doers(self) -> frozenset[str]:
        """The names of those who are listed, and their first names and initials that only one of them has."""
        names = {str(one.person["name"]) for one in self.listed}
        short = Counter(one for name in names for one in (name.split()[0], initials_of(name)))
        return frozenset({*names, *(name for name, count in short.items() if count == 1)})

    def group_of(self, line: str) -> dict[str, str]:
        """What a line between people says of those below it: their organisation, or their role."""
        words, colon, rest = line.strip().partition(":")
        if not colon or rest or label_group(words) in PERSON_FIELDS:
            return {}
        named = re.sub(r"^(?:fr[åa]|for)\s+", "", words, flags=re.IGNORECASE)
        is_side = named != words and named[:1].isupper() and len(named.split()) <= _LONGEST_KIND
        words = named
        if self.is_organisation(words) or is_side:
            return {"organisation": words} if words[:1].isupper() else {}
        return {"role": words[:1].lower() + words[1:]} if is_role(words) else {}

    def is_known(self, words: str) -> bool:
        """Whether words name an organisation of the portal, in whatever letters."""
        return known(words, self._names)

    def is_organisation(self, words: str) -> bool:
        """Whether words name an organisation, of the portal or by their form."""
        if self._names.find(words):
            return True
        if re.search(r"\bfr[åa]\b", words, re.IGNORECASE):
            return False
        return is_organisation_form(words)

    def settle(self, chair: object, minutes_by: object, secretary: str = "") -> list[Question]:
        """Place those of whom other words tell, take out whoever would stand as present and absent, and tell what is to
        be asked. What is left in `listed` is in the group that it has.
        """
        self._take_partly()
        self._tell_once()
        told = {str(one.person["name"]).casefold() for one in self.listed}
        for one in [one for one in self.listed if one.group == "present" and "items" not in one.person]:
            other = str(one.person.get("substitute_for", ""))  # for whom somebody met was not there
            if is_name(other) and other.casefold() not in told and self._kind is DocumentKind.MINUTES:
                self.listed.append(Attendee(AWAY, {"name": other}, one.place, one.words, one.said))
        for one in self.listed:
            if one.group == SUBSTITUTES:
                is_told = any(o.group == AWAY and o.is_named(one.person.get("substitute_for")) for o in self.listed)
                one.group = "present" if is_told else UNKNOWN
            if one.group == UNKNOWN and self._kind is DocumentKind.MINUTES:  # who wrote, led or came for an item
                guest = one.person["name"] if one.person.get("items") else None
                lists = {"secretariat": minutes_by, "present": chair, "invited": guest}
                one.group = next((group for group, name in lists.items() if name and one.is_named(name)), UNKNOWN)
        self._place_members()
        self._place_officer("present", str(chair or ""))
        by_sentence = self.leading["minutes_by"][0] if "minutes_by" in self.leading else ""
        self._place_officer("secretariat", secretary or by_sentence)
        self._tell_once()  # of whoever was placed just now a list may have told before
        asked: list[Question] = []
        for one in [one for one in self.listed if one.group in PERSON_FIELDS and one.group != AWAY]:
            away = [o for o in self.listed if o.group == AWAY and o.is_named(one.person["name"])]
            is_replaced = any(
                one.is_named(o.person.get("substitute_for")) for o in self.listed if o.group not in (AWAY, UNKNOWN)
            )
            is_in_part = "items" in one.person and all("items" in o.person for o in away)
            if (away or is_replaced) and not is_in_part:
                self.listed = [o for o in self.listed if o is not one and o not in away]
                asked.append(Question(one.person["name"], "import.ask_both", one.place, "", PERSON_FIELDS, "people"))
        open_ = [one for one in self.listed if one.group == UNKNOWN]
        self.listed = [one for one in self.listed if one.group != UNKNOWN]
        for one in open_:
            self.leave(one.words, one.place)
        if self._kind is DocumentKind.AGENDA:
            return asked
        by_label: dict[str, list[Attendee]] = {}
        for one in open_:
            by_label.setdefault(one.said.strip(" :"), []).append(one)
        for said, people in by_label.items():
            names = ", ".join(dict.fromkeys(one.person["name"] for one in people))
            asked.append(Question(names, "import.ask_people", people[0].place, said, PERSON_FIELDS, "people"))
        return asked

    def _place_members(self) -> None:
        """Place the members, and those from a side, of whom no list says that they met, where others were not there.

        None of those may be one of them, and of one of them it must be told that they met, or came or left in time:
        who only sits in a body is not told of so.
        """
        open_ = [one for one in self.listed if one.group == UNKNOWN]
        members = [one for one in open_ if _ALL_MEMBERS.fullmatch(one.said.strip(" :")) or _is_from_side(one.said)]
        away = [one for one in self.listed if one.group == AWAY]
        is_timed = any(one.notes or one.person.get("items") or _THERE.search(one.words) for one in members)
        are_apart = not any(one.is_named(other.person["name"]) for one in members for other in away)
        if self._kind is DocumentKind.MINUTES and is_timed and away and are_apart:
            for one in members:
                one.group = "present"

    def _place_officer(self, group: str, words: str) -> None:
        """Place whoever led the meeting, or wrote of it as its secretary, and is in no list: they were there."""
        person = person_from(words, self._names)
        is_listed = any(one.is_named(person["name"]) for one in self.listed)
        if self._kind is DocumentKind.MINUTES and self.listed and is_name(str(person["name"])) and not is_listed:
            self.listed.append(Attendee(group, person, self.listed[-1].place, words))

    def _take_partly(self) -> None:
        """Put when somebody came or left beside them, where they are listed; else nothing is sure."""
        for told, said, at in self._partly:
            listed = [one for one in self.listed if one.is_named(told.name) and one.group not in (AWAY, UNKNOWN)]
            for one in listed[:1]:
                one.notes = (*one.notes, told.note)
            if not listed:  # who came or left was there, unless a list has them elsewhere
                is_named = any(one.is_named(told.name) for one in self.listed)
                self._one(UNKNOWN if is_named or not told.note else "present", told.words, at, said)
                self.listed[-1].notes = (told.note,) if self.listed else ()

    def _tell_once(self) -> None:
        """Make one of those who are told of twice in the same list, or beside whom they met for."""
        for one in self.listed:
            if replacing := self.replaced.pop(str(one.person["name"]).casefold(), None):
                one.person.setdefault("substitute_for", replacing.person["substitute_for"])
        self.listed += self.replaced.values()
        known_ones: dict[tuple[str, str], Attendee] = {}
        for one in self.listed:
            first = known_ones.setdefault((one.group, str(one.person["name"]).casefold()), one)
            first.person = {**one.person, **first.person}
            first.notes = tuple(dict.fromkeys((*first.notes, *one.notes)))
        self.listed = [*known_ones.values()]

    def _one(self, group: str, words: str, at: DocumentPlace, said: str, for_whom: str = "") -> None:
        """One person of a row or a list, who may be said to belong elsewhere than the label says."""
        if (initials := _INITIALS.search(words)) and initials[1] == initials_of(words[: initials.start()]):
            words = words[: initials.start()] + words[initials.end() :]
        if group == UNKNOWN and (marked := self.behind(words)):
            group, words = marked
        if group == AWAY and (reason := _REASON.search(words)):
            words = words[: reason.start()]
        if group in ("present", SUBSTITUTES) and (note := _ABSENT_NOTE.search(words)) and not _SUBSTITUTE.search(words):
            rest = words[note.end() :].strip(" ).")
            group = UNKNOWN if rest else AWAY
            words = words[: note.start()] + (words[note.end() :] if rest else "")
        elif (
            group == AWAY
            and (instead := _INSTEAD.search(words))
            and not instead[0].strip(" ,;(–-").startswith("vara for")
        ):
            self.leave(words, at)
            words = words[: instead.start()]
            for one in people_told(instead[0].strip(" ,;(–-)"), self.is_organisation):
                self._one(one.group, one.words, at, said, person_from(words, self._names)["name"])
        match = _FOR.match(words)
        if match and (_SUBSTITUTING.search(said.partition(":")[0]) or (group == "present" and is_name(match["other"]))):
            words = _FOR.sub(r"\g<name> (vara for \g<other>)", words)
        invited = _INVITED.search(words)
        bare, instead_of = self._substitute_in(_INVITED_BY.sub("", words).replace("()", "") if invited else words)
        person = person_from(bare, self._names)
        person.update({"substitute_for": for_whom or instead_of} if for_whom or instead_of else {})
        where = "invited" if invited and group == "present" else group
        if group == "present" and _OBSERVES.search(words) and NOTES.whole(str(person.get("role", ""))) == "observers":
            where = "observers"
            del person["role"]
        notes = attendance_in(" ".join(bare.split())).left
        self.add(where, self._with_shared(person), words, at, said, notes)

    def _substitute_in(self, words: str) -> tuple[str, str]:
        """Words about a person without those that say for whom they met, and that name."""
        match = _SUBSTITUTE.search(words)
        name = match["name"].strip(" .") if match else ""
        role, _, bare = name.partition(" ")
        name = bare if is_role(role) and is_name(bare) else name
        if match is None or not is_name(name) or self.is_organisation(name):
            return words, ""
        rest = re.sub(r"\(\s*,\s*", "(", words[: match.start()] + words[match.end() :])
        return re.sub(r"\s*\(\s*\)|[\s,]+(?=\)|$)", "", rest), name

    def add(
        self, group: str, person: dict[str, Any], words: str, at: DocumentPlace, said: str = "",
        notes: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        """Put a person into their group; words that are no person's name are left."""
        name = person["name"]
        is_alone = not {"role", "organisation", "substitute_for"} & set(person)
        if not is_name(name) or self.is_organisation(name) or (is_alone and _NOUN.search(name)):
            self.leave(words, at)
            return
        self.listed.append(Attendee(group, person, at, words, said, notes))

    def _parted(self, text: str) -> list[str]:
        """People parted by commas outside brackets; an organisation belongs to the person before it."""
        parted: list[str] = []
        is_role_first = is_behind_role(re.split(r"[,(]|\s+og\s", text, maxsplit=1)[0])
        for part in (one for whole in people_apart(text) for one in (roles_apart(whole) if is_role_first else [whole])):
            bare = part.partition("(")[0].strip()
            inner = parted[-1].partition("(")[2].rstrip(") ") if parted else ""
            is_person = "," in bare and is_person_line(bare)  # whose organisation ends the words
            if parted and not is_person and self.is_organisation(bare) and (not inner or is_role(inner)):
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

    def leave(self, words: str, at: DocumentPlace) -> None:
        """Put words among what was left."""
        if words.strip():
            self._left.append(Paragraph(" ".join(words.split()), at))


def _is_from_side(said: str) -> bool:
    """Whether words above or before people are the label of a side, and no sentence that says more of them."""
    return _FROM_SIDE.fullmatch(said.strip()) is not None and is_side(said.partition(":")[0])
