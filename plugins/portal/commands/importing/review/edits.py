"""What an editor says of a record that is to be written, put into its front matter or its text."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from portal.commands.importing.found import NewRecord
from portal.commands.importing.merging import sections, with_sections
from portal.commands.importing.several import in_order
from portal.commands.importing.words.people import PERSON_FIELDS

__all__ = ["LISTS", "Edit", "edited", "person_text", "pruned"]

LISTS = {**dict.fromkeys(PERSON_FIELDS, ""), "follow_up": "what", "attachments": "title", "agenda": "title"}
"""The fields that are lists, each with the field of a value that its words are; blank where these are the value."""
_VOTES = re.compile(r"(\d+)\D+(\d+)")
_NUMBERED = re.compile(r"(?P<number>(?:[A-ZÆØÅ]{2}\s)?\d{1,4}\s?[/-]\s?\d{2,4})[\s:.–-]+(?P<title>\S.*)")


@dataclass(frozen=True)
class Edit:
    """Words that an editor puts into a field of the record at a path.

    `field` is dotted as that of a `FactSource` is. `adds` tells that the words join those that stand there.
    """

    record: str
    field: str
    words: str
    adds: bool = False


def edited(record: NewRecord, edits: Sequence[Edit]) -> NewRecord:
    """A record with the edits that are of it. What a field has is replaced; blank words stand until it is `pruned`."""
    facts, text = copy.deepcopy(record.facts), record.text
    for edit in edits:
        if edit.record == record.path and edit.field.partition(".")[0] == "text":
            text = _with_words(text, facts, edit)
        elif edit.record == record.path:
            _put(facts, edit)
    return replace(record, facts=in_order(record.path, facts), text=text)


def pruned(record: NewRecord) -> NewRecord:
    """A record without what was left blank."""
    return replace(record, facts=_filled(record.facts))


def _filled(value: Any) -> Any:
    if isinstance(value, list):
        return [_filled(part) for part in value if part != ""]
    if isinstance(value, dict):
        return {name: filled for name, part in value.items() if (filled := _filled(part)) not in ("", [], {})}
    return value


def person_text(person: Any) -> str:
    """Somebody as a list of people may have them: name, and in brackets what they are and whom they meet for."""
    if not isinstance(person, dict):
        return str(person)
    told = [person.get("role"), person.get("organisation")]
    told += [f"vara for {person['substitute_for']}"] if person.get("substitute_for") else []
    inner = ", ".join(filter(None, told))
    return f"{person['name']} ({inner})" if inner else str(person["name"])


def _put(facts: dict[str, Any], edit: Edit) -> None:
    *way, last = edit.field.split(".")
    place: Any = facts
    for name in way:
        place = place[int(name)] if isinstance(place, list) else place.setdefault(name, {})
    words = " ".join(edit.words.split())
    if isinstance(place, list):
        (name, inner), there = words.partition(" (")[::2], place[int(last)]
        is_same = isinstance(there, dict) and person_text(there).partition(" (")[2] == inner and name
        place[int(last)] = {**there, "name": name} if is_same else words
    elif last in LISTS:
        place.setdefault(last, []).append(_listed(last, words))
    elif last == "vote" and (votes := _VOTES.search(words)):
        place[last] = {"for": votes[1], "against": votes[2]}
    else:
        place[last] = f"{place[last]} {words}" if edit.adds and place.get(last) else words


def _listed(name: str, words: str) -> Any:
    """Words as one of a list: an item with its number, a follow-up with who is to do it and when."""
    if name == "agenda" and (item := _NUMBERED.fullmatch(words)):
        return item.groupdict()
    if name == "follow_up":
        return dict(zip(("what", "responsible", "due"), words.split(" – "), strict=False))
    return {LISTS[name]: words} if LISTS[name] else words


def _with_words(text: str, facts: Mapping[str, Any], edit: Edit) -> str:
    """A text with words added below the heading that a field names, or in the place of those that stand there."""
    if edit.adds:
        numbers = [str(item["number"]) for item in facts.get("agenda", ()) if item.get("number")]
        heading = edit.field.partition(".")[2]
        return with_sections(text, f"## {heading}\n\n{edit.words}\n" if heading else edit.words, numbers).strip("\n")
    parts = []
    for section in sections(text, 2):
        for part in sections(section.text, 3):
            is_meant = edit.field == ".".join(filter(None, ("text", section.heading, part.heading)))
            heads = [line for line in part.text.split("\n") if line.startswith("##")]
            parts.append("\n\n".join([*heads, edit.words.strip(), ""]) if is_meant else part.text)
    return "".join(parts).strip("\n")
