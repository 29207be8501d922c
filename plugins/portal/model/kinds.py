"""The table of kinds: where the records of each kind lie, what holds their facts, and how each room tells of them.

A new kind of record is a row here, a model, a view of its name in `portal.pages.views` and a template of its name in
`templates/record/`; what the row leaves out, and whatever has no module of the kind's name, is as of any record.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from portal.model.agreement import Agreement
from portal.model.case import Case
from portal.model.common import RecordFacts
from portal.model.meeting import Meeting
from portal.model.organisation import Organisation
from portal.model.plan import Plan
from portal.model.project import Project

__all__ = [
    "AGREEMENT", "CASE", "ID", "KINDS", "MEETING", "ORGANISATION", "PLAN", "PROJECT", "Kind", "kind_named", "path_of",
]  # fmt: skip

ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
"""The form of an id; that of a meeting has a date (`Kind.id_form`)."""


@dataclass(frozen=True)
class Kind:
    """A kind of record.

    `name` keys the messages, the view and the template, `folder` the register and the open data; `depth` is how many
    parts its id has; `address` is where its pages stand, below which each has its id, and `elsewhere` where those of
    partners stand; `needs_title` tells whether a record must state its title; `reserved` matches ids whose addresses
    the portal itself uses.

    `menu` orders the entries of the main menu, where the decisions stand at 30 and the follow-ups at 40; without it,
    the register is no entry. `menu_word` names its register in the messages, its folder if left out. `papers` are the
    files that the portal prints of a record. `lists_referrers` tells that a record's page lists those of this kind that
    refer to it; a kind is told of otherwise where its own views do that. `is_kept_when_retracted` tells that a
    reference to one that was retracted stays, and leads to where that is told; else it goes. `oparl` is the type of its
    objects (OParl 1.1), `oparl_folder` where they lie, and `thing` its type at schema.org. A portal without a record of
    a kind that `is_optional` has nothing of that kind: no register, no entry in the menu, no open data.
    """

    name: str
    folder: str
    address: str
    model: type[RecordFacts]
    depth: int = 1
    needs_title: bool = True
    reserved: str = r"(?!)"
    elsewhere: str = ""
    menu: int | None = None
    menu_word: str = ""
    papers: tuple[str, ...] = ()
    lists_referrers: bool = True
    is_kept_when_retracted: bool = False
    oparl: str = "Paper"
    oparl_folder: str = ""
    thing: str = "CreativeWork"
    is_optional: bool = False

    def is_reserved(self, id_: str) -> bool:
        return re.fullmatch(self.reserved, id_) is not None

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where its pages may stand."""
        return (self.address, self.elsewhere) if self.elsewhere else (self.address,)

    @property
    def id_form(self) -> str:
        """The form of its ids, as a pattern."""
        return ID if self.depth == 1 else rf"{ID}/\d{{4}}-\d{{2}}-\d{{2}}(?:-\d+)?"

    @property
    def menu_name(self) -> str:
        """What its register is called in the messages, as `menu.<menu_name>`."""
        return self.menu_word or self.folder

    @property
    def oparl_path(self) -> str:
        """Where the objects of its records lie in OParl."""
        return self.oparl_folder or f"paper/{self.name}"

    def __str__(self) -> str:
        return self.name


# fmt: off
CASE = Kind(
    "case", "cases", "/saker/", Case, reserved="utval|ar|tilstand", menu=20, papers=("saksmappe.pdf",),
    lists_referrers=False, is_kept_when_retracted=True,
)
MEETING = Kind(
    "meeting", "meetings", "/moter/", Meeting, depth=2, needs_title=False, menu=10,
    papers=("innkalling.pdf", "referat.pdf"), lists_referrers=False, is_kept_when_retracted=True, oparl="Meeting",
    oparl_folder="meeting", thing="Event",
)
PROJECT = Kind("project", "projects", "/prosjekt/", Project, menu=50, lists_referrers=False, thing="Project")
ORGANISATION = Kind(
    "organisation", "organisations", "/utval/", Organisation, reserved=r"\d{4}", elsewhere="/partar/", menu=60,
    menu_word="bodies", lists_referrers=False, oparl="Organization", oparl_folder="organization", thing="Organization",
)
AGREEMENT = Kind(
    "agreement", "agreements", "/avtalar/", Agreement, reserved="part", menu=55, papers=("avtale.pdf",),
    lists_referrers=False, is_optional=True,
)
PLAN = Kind(
    "plan", "plans", "/planar/", Plan, menu=54, papers=("plan.pdf",), lists_referrers=False, is_optional=True
)
KINDS: tuple[Kind, ...] = (
    CASE,
    MEETING,
    PROJECT,
    ORGANISATION,
    AGREEMENT,
    PLAN,
)
# fmt: on


def kind_named(name: str) -> Kind:
    """The kind with a name; `StopIteration` for a name that no kind has."""
    return next(kind for kind in KINDS if kind.name == name)


def path_of(key: tuple[str, str]) -> str:
    """The file of a record, from the name of its kind and its id."""
    return f"{kind_named(key[0]).folder}/{key[1]}.md"
