"""The parts of a meeting's document: what each may be, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from portal.commands.importing.document.blocks import Block

__all__ = ["SURE", "Part", "Role", "Zone"]

SURE = 0.5
"""The score from which a part has a role."""


class Role(str, Enum):
    """What a part is."""

    LABEL = "label"
    PEOPLE = "people"
    AGENDA = "agenda"
    ITEM = "item"
    SECTION = "section"
    CLOSES = "closes"
    OPENS = "opens"
    NEXT = "next"
    ASIDE = "aside"
    SIGNED = "signed"
    BOILERPLATE = "boilerplate"
    TEXT = "text"
    PEOPLE_TABLE = "people_table"
    AGENDA_TABLE = "agenda_table"
    TASKS = "tasks"
    LABELS = "labels"
    PLAN = "plan"
    TABLE = "table"


class Zone(str, Enum):
    """Where a part stands: above the items, among them where they are listed, in them, or after the last."""

    HEAD = "head"
    LIST = "list"
    BODY = "body"
    TAIL = "tail"


@dataclass(frozen=True)
class Part:
    """A part and its role; `name` is the label's, the section's or the people's in the lexicon, `value` what stands
    behind it. Of a table `columns` tells what they hold, and `head` how many rows are its head.
    """

    block: Block
    role: Role = Role.TEXT
    name: str = ""
    value: str = ""
    score: float = 1.0
    zone: Zone = Zone.HEAD
    columns: Mapping[str, int] = field(default_factory=dict)
    head: int = 1
