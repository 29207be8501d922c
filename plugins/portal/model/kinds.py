"""The table of kinds: where the records of each kind lie, what holds their facts, where their pages are.

A new kind of record is a row here, a model, a view of its name in `portal.views`
and a template of its name in `templates/record/`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from portal.model.case import Case
from portal.model.common import RecordFacts
from portal.model.meeting import Meeting
from portal.model.organisation import Organisation
from portal.model.project import Project

__all__ = ["CASE", "KINDS", "MEETING", "ORGANISATION", "PROJECT", "Kind", "path_of"]


@dataclass(frozen=True)
class Kind:
    """A kind of record.

    `name` keys the messages, the view and the template; `depth` is how many
    parts its id has; `address` is where its pages stand, below which each has
    its id (partners, alone, stand elsewhere); `needs_title` tells whether a record must state its title;
    `reserved` matches ids whose addresses the portal itself uses.
    """

    name: str
    folder: str
    address: str
    model: type[RecordFacts]
    depth: int = 1
    needs_title: bool = True
    reserved: str = r"(?!)"

    def is_reserved(self, id_: str) -> bool:
        return re.fullmatch(self.reserved, id_) is not None

    def __str__(self) -> str:
        return self.name


CASE = Kind("case", "cases", "/saker/", Case, reserved="utval|ar|tilstand")
MEETING = Kind("meeting", "meetings", "/moter/", Meeting, depth=2, needs_title=False)
PROJECT = Kind("project", "projects", "/prosjekt/", Project)
ORGANISATION = Kind("organisation", "organisations", "/utval/", Organisation, reserved=r"\d{4}")

KINDS = (CASE, MEETING, PROJECT, ORGANISATION)


def path_of(key: tuple[str, str]) -> str:
    """The file of a record, from the name of its kind and its id."""
    return next(f"{kind.folder}/{key[1]}.md" for kind in KINDS if kind.name == key[0])
