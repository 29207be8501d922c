"""What a sentence says of who was there: `Elles møtte Ada Lie frå Vik kommune`, `Bo Moe hadde forfall`.

A sentence is taken apart at its names. Between them stand roles, where people belong, and what is said of them; where
there is a word that is none of these, nothing is sure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from portal.commands.importing.lexicon import pattern, terms
from portal.commands.importing.words.people import (
    SUBSTITUTES,
    UNKNOWN,
    attendance_in,
    is_name,
    is_role,
    is_side,
    label_group,
)

__all__ = ["LEADING", "PARTLY", "Told", "people_told"]

LEADING = ("chair", "minutes_by")
PARTLY = "partly"
"""Beside the lists: those of whom a sentence only says when they came or left."""

_GROUPS, _THERE = terms("people.labels"), pattern("fragment.met")
_NAME = pattern("people.prose.name", 0)
_EXCEPT, _AWAY_FROM, _BELONGS = (pattern(f"people.prose.{name}") for name in ("but", "away_from", "belongs"))
_GLUE, _FOR, _FOR_THEM, _INSTEAD = (
    pattern(f"people.prose.{name}") for name in ("glue", "met_for", "met_for_them", "instead")
)
_LEADS, _WRITES, _PARTLY = (pattern(f"people.prose.{name}") for name in ("leads", "writes", "partly"))
_FIRST, _MEMBERS = pattern("people.prose.first"), pattern("people.prose.members")
_PARTS, _ANEW, _WITH = (pattern(f"people.prose.{name}") for name in ("parts", "anew", "along"))
_REPRESENTED = pattern("people.prose.represented")
_KIND_OF_ROLE = pattern("people.prose.kind_of_role")
_NO_SUBSTITUTE, _FOR_ITEM = (pattern(f"people.prose.{name}") for name in ("no_substitute", "for_item"))
_LEADER = pattern("people.prose.leader")
_PLURAL = re.compile(r"(?<=r)(?:ane|ar|ne|e)$")
_BRACKET, _IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)"), re.compile(r"\([^()]*\)")
_LONGEST = 800
"""How long a sentence is, in signs, that is looked through for people."""
_MOST_OPEN = 4
"""Of how many words that are not known a sentence is still about who was there."""


@dataclass(frozen=True)
class Told:
    """Somebody of whom a sentence says something: the list, the words as a list would have them, for whom they met, and
    when they came or left.
    """

    group: str
    name: str
    words: str
    instead_of: str = ""
    note: str = ""


@dataclass(frozen=True)
class _Said:
    """What words beside a name say: the list, the organisation, when, and how many words are not known."""

    group: str = ""
    organisation: str = ""
    open_words: int = 0


def people_told(sentence: str, is_organisation: Callable[[str], bool]) -> list[Told]:
    """Those of whom a sentence says that they were there or not, led the meeting or wrote of it; nobody, where it does
    not. Whoever cannot be placed is in the list `UNKNOWN`.
    """
    text = _in_plain_words(sentence, is_organisation)
    names = list(_names(text, is_organisation)) if len(text) < _LONGEST else []
    told: list[Told] = []
    waiting: list[Told] = []  # people of whom the words behind them tell
    group, organisation, open_words, instead_of = "", "", 0, ""
    gaps = [text[end:start] for (_, end), (start, _) in pairwise(names)]
    for n, (start, end) in enumerate(names):
        before, behind = gaps[n - 1] if n else text[:start], gaps[n] if n < len(gaps) else text[end:]
        if n and _FOR.search(before):  # `Odd By møtte for Eva Ås`
            *others, one = waiting or told
            waiting, told = (others, told) if waiting else ([], others)
            told.append(replace(one, group=one.group or "present", instead_of=text[start:end]))
            open_words += one.group == "absent"
            continue
        _, lead, parted = _split(before) if n and not instead_of else ("", before.strip(), "")
        met_for = _FOR.search(behind) if n < len(gaps) else None
        trail = behind if n == len(gaps) else behind[: met_for.start()] if met_for else _split(behind)[0]
        trail = trail.strip()
        if _ANEW.search(parted) or group in LEADING:
            group, organisation = "", ""
        elif _WITH.search(parted) and told and not waiting:
            group = told[-1].group
        role, skeleton = _role_before(lead)
        if _INSTEAD.fullmatch(skeleton) and n < len(gaps):  # `For Eva Ås møtte Odd By`
            instead_of = text[start:end]
            continue
        said = _said(skeleton, is_organisation)
        group, organisation = said.group or group, said.organisation or ("" if said.group else organisation)
        open_words += said.open_words + (bool(said.group) and bool(waiting))
        words, parts = _person(text[start:end], role, trail, organisation, is_organisation)
        away = [one.name for one in told if one.group == "absent"]
        for_them = away[0] if len(away) == 1 and _FOR_THEM.search(f"{skeleton} {trail}") else ""
        one = Told(group, text[start:end], words, instead_of or for_them)
        instead_of = ""
        (told if group else waiting).append(one)
        placed = 1  # how many of them the words behind the last one tell of
        for part in parts:
            when = attendance_in(f", {part}") if _PARTLY.search(part) else None
            if when and when.items and not when.text and told and told[-1].name == one.name:  # for that alone
                told[-placed:] = [replace(o, group="invited", words=f"{o.words}, {part}") for o in told[-placed:]]
                continue
            note = when.left if when else ()
            said = _Said(PARTLY) if note else _said(part, is_organisation)
            if said.group in LEADING and group and not waiting:  # `Ada Lie, som leidde møtet`
                told.append(replace(one, group=said.group))
                continue
            open_words += said.open_words + bool(said.group and group and not waiting and said.group != group)
            if said.group and waiting:
                told += [replace(other, group=said.group, note="".join(note)) for other in waiting]
                placed, waiting, group, organisation = len(waiting), [], "", ""
    return _settled(told, waiting, open_words + bool(instead_of))


def _in_plain_words(sentence: str, is_organisation: Callable[[str], bool]) -> str:
    """A sentence without what says nothing of who was there, and with `Frå … møtte` for who represented a side."""
    text = _FOR_ITEM.sub(", ", _NO_SUBSTITUTE.sub("", " ".join(sentence.split()).strip(" .")))
    match = _REPRESENTED.match(text)
    if not match:
        return text
    side = match["side"] or match["from"]
    is_noun = " " not in side and not is_organisation(side)
    return f"Frå {side[:1].lower() + side[1:] if is_noun else side} møtte {text[match.end() :]}"


def _settled(told: list[Told], waiting: list[Told], open_words: int) -> list[Told]:
    """The people of a sentence; where it has words that are not known, nobody is placed."""
    if not told or open_words > _MOST_OPEN or any(one.group == UNKNOWN for one in told):
        return []
    return [replace(one, group=UNKNOWN) for one in (*told, *waiting)] if open_words or waiting else told


def _names(text: str, is_organisation: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Where the names of people stand in a sentence, outside its brackets."""
    shown = _IN_BRACKETS.sub(lambda match: "\0" * len(match[0]), text)
    for match in _NAME.finditer(shown):
        words = match[0].split()
        while len(words) > 1 and (not is_name(" ".join(words)) or _no_name(words[0])):
            words = words[1:]
        name, before = " ".join(words), shown[: match.end() - len(" ".join(words))]
        more = re.match(r"\s\w+", shown[match.end() :])
        is_place = _BELONGS.search(before) and not _AWAY_FROM.search(before)
        is_named = len(words) > 1 and not is_organisation(name) and not (more and is_organisation(name + more[0]))
        if is_named and not is_place:
            yield match.end() - len(name), match.end()


def _no_name(word: str) -> bool:
    """Whether a capital word is the first of a sentence, and not of the name behind it."""
    return is_role(word) or bool(label_group(word)) or _FIRST.fullmatch(word) is not None


def _split(gap: str) -> tuple[str, str, str]:
    """What stands between two names: what is of the first, what is of the second, and what parts them."""
    shown = _IN_BRACKETS.sub(lambda match: "\0" * len(match[0]), gap)
    parts = list(_PARTS.finditer(shown))
    if not parts:
        return gap.strip(), "", ""
    return gap[: parts[-1].start()].strip(), gap[parts[-1].end() :].strip(), parts[-1][0]


def _role_before(lead: str) -> tuple[str, str]:
    """The role right before a name, and the words before it."""
    words = lead.split()
    is_free = bool(words) and (not _GLUE.fullmatch(words[-1]) or _LEADER.fullmatch(words[-1]) is not None)
    last = range(len(words) - 1, max(-1, len(words) - 4), -1) if words and is_free else ()
    at = next((n for n in last if _role_in(" ".join(words[n:]))), len(words))
    while 0 < at < len(words) and (words[at - 1].endswith(".") or _KIND_OF_ROLE.fullmatch(words[at - 1])):
        at -= 1
    return _role_in(" ".join(words[at:])), " ".join(words[:at]).rstrip(" :")


def _role_in(words: str) -> str:
    """Words that are those of a role; of `ordførarane`, that of each."""
    singular = _PLURAL.sub("", words)
    return words if is_role(words) else singular if is_role(singular) else ""


def _person(
    name: str, role: str, trail: str, organisation: str, is_organisation: Callable[[str], bool]
) -> tuple[str, list[str]]:
    """A person as a list would have them, with what stands behind the name; and what is no role and no organisation."""
    bracket = _BRACKET.match(trail)
    told = [part.strip() for part in re.split(r",", bracket[1])] if bracket else []
    behind = []
    for part in filter(None, (one.strip() for one in re.split(r",\s*", trail[bracket.end() :] if bracket else trail))):
        belongs = re.sub(r"^(?:fr[åa]|ved|hos|i)\s+", "", part)
        said, leads = _said(part, is_organisation), _LEADS.search(part) or _WRITES.search(part)
        if (is_role(part) and not leads) or is_organisation(belongs):
            told.append(belongs)
        elif said.group == "secretariat" and not _THERE.search(part):
            told.append(re.sub(r"^fr[åa]\s+", "", part))
        else:
            told += [said.organisation] if said.organisation else []
            behind += [part] if said.group or said.open_words else []
    told = [role] * bool(role) + told
    told += [organisation] if organisation and not any(map(is_organisation, told)) else []
    return f"{name} ({', '.join(told)})" if told else name, behind


def _said(words: str, is_organisation: Callable[[str], bool]) -> _Said:
    """What some words say of the people beside them."""
    rest, organisation = words, ""
    for match in re.finditer(r"\b(?:fr[åa]|ved|hos)\s+", words, re.IGNORECASE):
        behind = words[match.end() :].split()
        parts = (" ".join(behind[:n]) for n in range(len(behind), 0, -1))
        whole = next((len(part.split()) for part in parts if is_organisation(part) and is_side(f"frå {part}")), 0)
        whole = whole or next((n for n, word in enumerate(behind) if not word[:1].isupper()), len(behind))
        named = " ".join(behind[:whole])
        if named and is_side(f"frå {named}"):
            rest, organisation = words[: match.start()] + " ".join(behind[whole:]), named
    group = "absent" if _EXCEPT.search(rest) else _GROUPS.within(_MEMBERS.sub(" ", rest)) or ""
    group = "chair" if _LEADS.search(rest) else "minutes_by" if _WRITES.search(rest) else group
    group = ("present" if _THERE.search(rest) else "") if group == SUBSTITUTES else group
    bare = _GLUE.sub(" ", rest)
    return _Said(group, organisation, len(re.findall(r"[^\W\d_]{2,}|\d", bare)))
