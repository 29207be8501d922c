"""People as documents list them, with role and affiliation told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from portal.commands.importing.lexicon import entry, mended, pattern, terms
from portal.linked.names import OrganisationNames
from portal.model.common import parse_person

__all__ = [
    "GROUPS", "PERSON_FIELDS", "SUBSTITUTES", "UNKNOWN", "attendance_in", "is_name", "is_organisation_form", "is_role",
    "is_side", "known", "label_group", "name_first", "person_from",
]  # fmt: skip

PERSON_FIELDS = ("present", "invited", "secretariat", "observers", "absent")
"""The fields of a meeting that list people."""
SUBSTITUTES, UNKNOWN = "substitutes", "unknown"
"""Beside those: substitutes of whom it is not said that they met, and people of whom nothing sure is said."""
GROUPS = (*PERSON_FIELDS, SUBSTITUTES, UNKNOWN)
"""What a label may say of the people below it."""

_ROLE, _NO_NAME, _NEVER_NAMES = pattern("person.role"), pattern("person.no_name"), pattern("person.never_names")
_UNPARTED = re.compile(r"(?<=\))\s+(?=(?:under|på|i|ved|til|fr[åa]|kom|gikk|gjekk)\s[^(),]*\d)")
"""Where it is said behind a bracket, without a comma, when somebody was there."""
_WHEN, _LISTED = pattern("person.when"), pattern("person.listed")
_NUMBER = str(entry("fragment.numbers"))
_SURNAME_FIRST, _ROLE_FIRST = pattern("person.surname_first", 0), pattern("person.role_first", 0)
_BESIDE_BRACKET = re.compile(
    r"(?P<name>[^,(]+?)(?:, (?P<rest>[^(]+) \((?P<inner>[^(),]+)\)| \((?P<first>[^(),]+)\), (?P<behind>[^,(]+))"
)
"""A name with words in a bracket and others beside it."""
_NAME_WORD = re.compile(r"[^\W\d_a-zæøå][\w'’-]*\.?|(?:van|von|der|den|de|di|da|la|af|av|el|al|bin)|d\.[ye]\.")
_LABELS, _GROUPS = terms("meeting.labels"), terms("people.labels")
_THERE, _ABSENT = pattern("fragment.met"), pattern("fragment.absent")
_SIDE, _SIGNED = pattern("people.side"), pattern("people.signed")
_BEHIND_NAME = re.compile(r"(?P<name>[^,;:(\n]+)[,;(\n]")
_ORGANISATIONS = (pattern("organisation.begins", 0), pattern("organisation.ends", 0))
_SIDE_FIRST = pattern("person.side_first", 0)
_DASH = re.compile(r"\s[–-]\s")
_ACRONYM = re.compile(r"[A-ZÆØÅ]{2,6}(?=\s)")
_MOST_WORDS, _LONGEST_ORGANISATION = 6, 80
_NAME_WORDS = 6
"""How many words the name of a person has at most."""


@dataclass(frozen=True)
class PersonLine:
    """A line of a list of people without what it says of when they were there.

    `items` are the numbers that it says one by one; `left` are words that say it in another way.
    """

    text: str
    items: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def attendance_in(text: str) -> PersonLine:
    """What a line says of when somebody was there: `(sak 3 og 4)`, `(møtte frå sak 3)`."""
    items: list[str] = []
    left: list[str] = []

    def without(match: re.Match[str]) -> str:
        listed = _LISTED.fullmatch(match["when"].strip())
        if listed:
            items.extend(re.findall(_NUMBER, listed["numbers"]))
        else:
            left.append(match["when"].strip())
        return ")" if match["end"] == ")" and match["start"] != "(" else match["start"] if match["end"] == "," else ""

    rest = _WHEN.sub(without, _UNPARTED.sub(", ", text))
    rest = re.sub(r"\(\s*[,;]?\s*\)", "", re.sub(r"\(\s*[,;]\s*", "(", rest))
    return PersonLine(rest.strip(" ,;"), tuple(dict.fromkeys(items)), tuple(left))


def person_from(text: str, names: OrganisationNames) -> dict[str, Any]:
    """A person as `Name (role, affiliation, vara for Name)` or `Name, role affiliation`, its parts told apart.

    What stands behind the name is the role where it is the word of one, and the
    organisation where the portal knows it by that name. A name may have the
    surname first: `Lie, Ada`. What is said of when somebody was there is
    neither; items said one by one are `items`. `name` is blank where none is told.
    """
    attendance = attendance_in(name_first(" ".join(text.split())))
    text = _in_order(attendance.text.rstrip(".,;"), names)
    if (dash := _DASH.search(text)) and is_name(text[: dash.start()]):
        text = f"{text[: dash.start()]}, {text[dash.end() :]}"
    before = ""
    if (match := _ROLE_FIRST.match(text)) and is_role(match["role"]):
        before, text = match["role"], text[match.start("name") :]
    substitute = re.fullmatch(r"(?P<rest>[^(]+,[^(]+) (?P<bracket>\(vara for [^()]+\))", text, re.IGNORECASE)
    if substitute:
        text = f"{substitute['rest']}, {substitute['bracket'].strip('()')}"
    elif (match := _BESIDE_BRACKET.fullmatch(text)) and is_name(match["name"]):
        text = f"{match['name']} ({match['inner'] or match['behind']}, {match['rest'] or match['first']})"
    if "(" not in text and "," in text:
        name, _, rest = text.partition(", ")
        text = f"{name} ({rest})"
    fields = dict(parse_person(text))
    role, affiliation = fields.pop("role", ""), fields.pop("organisation", "")
    if affiliation and not role:
        role, affiliation = _split(affiliation, names)
    elif role and is_role(affiliation) and not known(affiliation, names) and not known(role, names) and is_role(role):
        role, affiliation = f"{role}, {affiliation}", ""
    elif (known(role, names) and not known(affiliation, names)) or (is_role(affiliation) and not is_role(role)):
        role, affiliation = affiliation, role
    if before:
        role = f"{before}, {role}" if role else before
    person: dict[str, Any] = {"name": fields["name"], "role": role, "organisation": affiliation, **fields}
    person["items"] = list(attendance.items)
    return {name: value for name, value in person.items() if value or name == "name"}


def name_first(text: str) -> str:
    """People with the name first, where the organisation or the role stands before it: `Vik kommune v/Ada Lie`."""

    def turned(match: re.Match[str]) -> str:
        side, name, role = (match[part] or "" for part in ("side", "name", "role"))
        if not (is_organisation_form(side) or is_role(side)) or (role and not is_role(role)) or not is_name(name):
            return match[0]
        told = ", ".join(filter(None, [role, side, match["inner"]]))
        return f"{name} ({told})"

    return _SIDE_FIRST.sub(turned, text)


def is_organisation_form(words: str) -> bool:
    """Whether words are built as the name of an organisation is."""
    return len(words) < _LONGEST_ORGANISATION and any(form.fullmatch(words) for form in _ORGANISATIONS)


def is_name(words: str) -> bool:
    """Whether words can be the whole name of a person: at least two, each written as one; in doubt no."""
    parts = words.split()
    if not 1 < len(parts) <= _NAME_WORDS or not parts[0][0].isupper() or (words.isupper() and len(parts) > 3):
        return False
    if _NEVER_NAMES.search(words) or _NO_NAME.search(words) or (_ACRONYM.match(words) and not words.isupper()):
        return False
    if not words.isupper() and any(len(part) > 1 and part.isalpha() and part.isupper() for part in parts):
        return False  # `Vika DPS`
    return all(_NAME_WORD.fullmatch(part) for part in parts)


def _in_order(text: str, names: OrganisationNames) -> str:
    """A line with the given name first, where the surname stands first before a comma."""
    match = _SURNAME_FIRST.match(text)
    if not match or _NO_NAME.search(match["given"]) or _ROLE.fullmatch(match["given"]):
        return text
    if known(match["given"], names) or known(f"{match['given']} kommune", names):
        return text
    return f"{match['given']} {match['surname']}{text[match.end() :]}"


def known(text: str, names: OrganisationNames) -> bool:
    """Whether a text names an organisation, in whatever letters it is written."""
    near = names.near(text)
    return names.find(text) is not None or (near is not None and near.casefold() == text.strip().casefold())


def is_role(words: str) -> bool:
    """Whether words are those of a role, and of nothing else."""
    return _ROLE.fullmatch(words.strip()) is not None


def _split(words: str, names: OrganisationNames) -> tuple[str, str]:
    """A role and an organisation from the words behind a name; the one or the other where only one is said."""
    if names.find(words):
        return "", words
    parts = words.split(" ")
    for start in range(1, len(parts)):
        tail = " ".join(parts[start:])
        if names.find(tail):
            return re.sub(r"\s+(?:i|ved|for|hos)$", "", " ".join(parts[:start])), tail
    return (words, "") if _ROLE.fullmatch(words) else ("", words)


def is_side(words: str) -> bool:
    """Whether words before people say only what they are called or where they come from, and nothing of the list."""
    group = label_group(words)
    if _SIGNED.search(words):  # who approved the minutes is of no list
        return False
    return not group or (group == UNKNOWN and _SIDE.match(words.strip()) is not None)


def label_group(words: str) -> str:
    """Which people a label stands above, as one of `GROUPS`; blank where of none. Substitutes who met are present."""
    bare = words.strip().rstrip(" :")
    if (behind := _BEHIND_NAME.match(bare)) and is_name(behind["name"].strip()):
        return ""  # a person of whom something is said
    found = _LABELS.label(f"{bare}:")
    if found and not found[1]:
        return found[0] if found[0] in PERSON_FIELDS else ""
    group = _GROUPS.within(bare) or ""
    if not group and len(bare.split()) <= _MOST_WORDS and (spelt := mended(bare)) != bare:
        group = _GROUPS.within(spelt) or ""
    if group == "absent" and _THERE.search(_ABSENT.sub(" ", bare)):
        return UNKNOWN  # both lists are told of
    return "present" if group == SUBSTITUTES and _THERE.search(bare) else group
