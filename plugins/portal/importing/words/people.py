"""People as documents list them, with role and affiliation told apart."""

from __future__ import annotations

import re
from typing import Any

from portal.linking.names import OrganisationNames
from portal.records.common import parse_person

__all__ = ["known", "person_from"]

_ROLE = re.compile(
    r"(?:.*\b|\w*)(?:leder|leiar|representant|rådgiver|rådgjevar|direktør|sjef|overlege|fastlege|koordinator|sekretær|"
    r"tillitsvald|tillitsvalgt|referent|ordfører|ordførar|konsulent|observatør)\b.*",
    re.IGNORECASE,
)


def person_from(text: str, names: OrganisationNames) -> dict[str, Any]:
    """A person as `Name (role, affiliation, vara for Name)` or `Name, role affiliation`, its parts told apart.

    What stands behind the name is the role where it is the word of one, and the
    organisation where the portal knows it by that name.
    """
    text = " ".join(text.split()).rstrip(".,;")
    if "(" not in text and ("," in text or " – " in text):
        name, _, rest = re.sub(r" – ", ", ", text, count=1).partition(", ")
        text = f"{name} ({rest})"
    fields = dict(parse_person(text))
    role, affiliation = fields.pop("role", ""), fields.pop("organisation", "")
    if affiliation and not role:
        role, affiliation = _split(affiliation, names)
    person = {"name": fields["name"], "role": role, "organisation": affiliation, **fields}
    return {name: value for name, value in person.items() if value}


def known(text: str, names: OrganisationNames) -> bool:
    """Whether a text names an organisation, in whatever letters it is written."""
    near = names.near(text)
    return names.find(text) is not None or (near is not None and near.casefold() == text.strip().casefold())


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
