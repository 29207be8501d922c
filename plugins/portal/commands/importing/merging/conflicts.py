"""What a document says and a record says otherwise, once what the record lacked has come in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.commands.importing.merging.facts import same_item
from portal.commands.importing.merging.words import MarkdownSection, heading_of, sections
from portal.linked.names import OrganisationNames
from portal.model.common import parse_person

__all__ = ["Conflict", "conflicting_facts", "conflicting_words"]

_PEOPLE = ("present", "invited", "secretariat", "observers", "absent", "submitted_by")


@dataclass(frozen=True)
class Conflict:
    """A field or a heading of which the record says one thing and the document another, both as text."""

    field: str
    there: str
    found: str


def conflicting_facts(
    there: Mapping[str, Any], facts: Mapping[str, Any], names: OrganisationNames, where: str = ""
) -> Iterator[Conflict]:
    """The facts of a document that a record has otherwise; more in the record than in the document is no conflict."""
    for name, value in facts.items():
        said = there.get(name)
        if name == "agenda" and isinstance(said, Sequence) and not isinstance(said, str):
            listed = [item for item in said if isinstance(item, Mapping)]
            for item in value:
                at = same_item(listed, item)
                if at is not None:
                    label = str(item.get("number") or item.get("title"))
                    has_case = "title" not in listed[at] and "case" in listed[at]
                    told = {n: v for n, v in item.items() if n != "number" and not (n == "title" and has_case)}
                    yield from conflicting_facts(listed[at], told, names, f"{label}: ")
        elif not _agree(said, value, name in _PEOPLE, names):
            yield Conflict(f"{where}{name}", _shown(said), _shown(value))


def conflicting_words(there: str, words: str, numbers: Sequence[str]) -> Iterator[Conflict]:
    """The parts of a document's sections that a record has with other words."""
    listed = sections(there, 2)
    for section in sections(words, 2)[1:]:
        at = heading_of(listed, section, numbers)
        if at is None:
            continue
        parts = sections(listed[at].text, 3)
        for part in sections(section.text, 3)[1:]:
            same = heading_of(parts, part)
            if same and _below(part) not in _below(parts[same]):
                yield Conflict(f"{section.heading} {part.heading}", _below(parts[same]), _below(part))


def _below(section: MarkdownSection) -> str:
    return " ".join(section.text.partition("\n")[2].split())


def _agree(there: Any, found: Any, is_person: bool, names: OrganisationNames) -> bool:
    """Whether a record says what a document says, or more."""
    if is_person and not isinstance(found, list):
        there, found = (parse_person(one) if isinstance(one, str) else one for one in (there, found))
    if isinstance(found, Mapping):
        if not isinstance(there, Mapping):
            return False
        return all(_agree(there.get(name), value, False, names) for name, value in found.items())
    if isinstance(found, list):
        if not isinstance(there, list):
            return False
        return all(any(_agree(one, value, is_person, names) for one in there) for value in found)
    if isinstance(there, Mapping):
        return found is True
    if isinstance(there, list):
        return any(_agree(one, found, is_person, names) for one in there)
    return _plain(there, names) == _plain(found, names)


def _plain(value: Any, names: OrganisationNames) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    text = " ".join(str(value if value is not None else "").split()).rstrip(".")
    text = re.sub(r"^(\d):(\d\d)$", r"0\1:\2", text)
    return names.find(text) or text


def _shown(value: Any) -> str:
    """A value as a person reads it."""
    if isinstance(value, Mapping):
        return ", ".join(_shown(part) for part in value.values())
    if isinstance(value, list):
        return "; ".join(_shown(part) for part in value)
    return str(value).lower() if isinstance(value, bool) else str(value)
