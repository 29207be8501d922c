"""What the words of a report stand for: how it goes, how likely, how far, and who."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum

from portal.commands.importing.layouts.reports import HEALTH_DOUBTS, HEALTHS, LEVELS, PHASES
from portal.commands.importing.layouts.words import ORGANISATION_ENDS
from portal.linked.names import OrganisationNames

__all__ = ["health_in", "is_organisation", "level_in", "one_of", "organisation_in", "organisations_in", "phase_in"]

_LONGEST_NAME = 70


def one_of(words: Iterable[tuple[Enum, str]], text: str) -> str | None:
    """The value of which a text is the word, and nothing else."""
    bare = " ".join(text.split()).strip(" .")
    return next((str(value.value) for value, pattern in words if re.fullmatch(pattern, bare, re.IGNORECASE)), None)


def level_in(text: str) -> str | None:
    """`low`, `medium` or `high`; a figure may stand beside the word."""
    return one_of(LEVELS, re.sub(r"^\d\s*[-–:.]?\s*(?=\D)|\s*\(\d\)$", "", text.strip()))


def phase_in(text: str) -> str | None:
    """The phase of a project."""
    return one_of(PHASES, text)


def health_in(text: str) -> str | None:
    """How a project is doing, where a short text says it in one way and without a doubt."""
    found = {value.value for value, words in HEALTHS if re.search(rf"(?<!\w)(?:{words})(?!\w)", text, re.IGNORECASE)}
    is_doubtful = len(text) > _LONGEST_NAME or re.search(HEALTH_DOUBTS, text, re.IGNORECASE)
    return found.pop() if len(found) == 1 and not is_doubtful else None


def is_organisation(name: str, names: OrganisationNames) -> bool:
    """Whether the portal knows a name as an organisation's, or its last word says that it is one."""
    return names.find(name) is not None or ORGANISATION_ENDS.fullmatch(name) is not None


def organisation_in(text: str, names: OrganisationNames) -> str | None:
    """A name as a field may hold it; `None` where it would be taken for an id, or is that of several."""
    name = " ".join(text.split()).strip(" .;,")
    if len(name) > _LONGEST_NAME:
        return None
    is_wrong = (names.must_exist(name) and names.find(name) is None) or names.is_ambiguous(name)
    return name if name and not is_wrong else None


def organisations_in(text: str, names: OrganisationNames) -> tuple[list[str], bool]:
    """The names in a list with commas, semicolons or lines, and whether all of it could be told apart.

    An `og` in the last part divides it where both sides of it are organisations;
    where it may be part of a name, that part is left out.
    """
    parts = [part for part in re.split(r"[,;\n]+", text) if part.strip(" .")]
    is_whole = True
    found: list[str] = []
    for part in parts:
        name = organisation_in(re.sub(r"^\s*(?:og|samt)\s+", "", part), names)
        both = name.split(" og ") if name and names.find(name) is None else []
        is_one = len(both) < 2 or (len(parts) == 1 and name is not None and is_organisation(name, names))
        if len(both) == 2 and all(is_organisation(half, names) for half in both):
            found += both
        elif name and is_one:
            found.append(name)
        else:
            is_whole = False
    return found, is_whole
