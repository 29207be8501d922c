"""Which organisation a text names: by its id, its title or its short name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from portal.language.spelling import closest
from portal.model.organisation import Organisation
from portal.model.values import is_id
from portal.source.record import Record

__all__ = ["OrganisationNames", "folded_name"]


class OrganisationNames:
    """The names by which organisations are referred to."""

    def __init__(self, organisations: Iterable[Record[Organisation]]) -> None:
        self._ids: dict[str, set[str]] = {}
        for record in organisations:
            for name in (record.id, record.facts.title, record.facts.short):
                if name:
                    self._ids.setdefault(folded_name(name), set()).add(record.id)

    def find(self, text: str) -> str | None:
        """The id of the one organisation that a text names; `None` for free text."""
        ids = self._ids.get(folded_name(text), set())
        if text in ids:
            return text
        return next(iter(ids)) if len(ids) == 1 else None

    def names_of(self, id_: str) -> list[str]:
        """The names that mean one organisation and no other."""
        return [name for name, ids in self._ids.items() if ids == {id_}]

    def is_ambiguous(self, text: str) -> bool:
        """Whether a text names several organisations."""
        return self.find(text) is None and folded_name(text) in self._ids

    def must_exist(self, text: str) -> bool:
        """Whether a text has the form of an id that can be nothing else: with a hyphen or a digit."""
        return is_id(text) and re.search(r"[-\d]", text) is not None

    def differing(self, other: OrganisationNames) -> set[str]:
        """The names, with single spaces, that do not mean the same to another."""
        names = self._ids.keys() | other._ids.keys()
        return {name for name in names if self._ids.get(name) != other._ids.get(name)}

    def near(self, text: str) -> str | None:
        """The name that a text nearly is."""
        return closest(folded_name(text), self._ids, cutoff=0.84)


def folded_name(name: str) -> str:
    """A name with single spaces."""
    return " ".join(name.split())
