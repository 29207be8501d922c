"""What a build may say of what is wrong: its log may be read by others than the editors."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from portal.linked.portal import LinkedPortal
from portal.model.kinds import KINDS, MEETING
from portal.model.problems import Problem
from portal.public.publishing import treats_closed, visibilities
from portal.public.visibility import Visibility, exemptions_in, in_force
from portal.source.record import Key, Record

__all__ = ["discreet"]

_HOLDING = re.compile(r"\b(?:draft|publish_after|exempt|retracted)\b")
"""What may hold something back, in a file that could not be read as a record."""
_CODE = "withheld"
_SHORTEST = 4
"""Names of fewer letters would be found in any sentence."""


def discreet(
    problems: Iterable[Problem], portal: LinkedPortal, moment: dt.datetime, text_of: Callable[[str], str]
) -> list[Problem]:
    """The problems as a build tells them: of a record that holds anything back, only where something is wrong.

    So it is with the files in its folder, with a problem elsewhere that names such a record or a file of it, and with a
    record that could not be understood and speaks of holding back. `text_of` gives the text of a file, empty if it has
    none.
    """
    seen = visibilities(portal, moment)
    by_path = {record.path: record for record in portal.records}
    held_back = [record for record in portal.records if seen[record.key] is not Visibility.PUBLIC]
    names = {name.casefold() for record in held_back for name in _names(record, seen[record.key])}
    folders = tuple(f"{kind.folder}/" for kind in KINDS)

    def may_not_be_told(problem: Problem) -> bool:
        path = problem.place.path
        files = (path, *(f"{folder}.md" for folder in PurePosixPath(path).parents)) if path.startswith(folders) else ()
        record = next((by_path[file] for file in files if file in by_path), None)
        if record is not None and _holds_back(record, seen, moment):
            return True
        if record is None and any(_HOLDING.search(text_of(file)) for file in files):
            return True
        said = [str(value).casefold() for value in problem.values.values()]
        return any(name in value for value in said for name in names)

    return [replace(p, code=_CODE, values={}) if may_not_be_told(p) else p for p in problems]


def _holds_back(record: Record[Any], seen: dict[Key, Visibility], moment: dt.datetime) -> bool:
    facts = record.facts
    if seen[record.key] is not Visibility.PUBLIC:
        return True
    items = facts.agenda if record.kind is MEETING else ()
    if any(treats_closed(item, seen) for item in items):
        return True
    return any(in_force(exemption, moment) for exemption in exemptions_in(facts, *items))


def _names(record: Record[Any], seen: Visibility) -> Iterator[str]:
    """What a record that is held back and its files are called, long enough to be told from other words.

    The id of one that is exempt is public.
    """
    facts, id_ = record.facts, None if seen is Visibility.EXEMPT else record.id
    for name in (facts.title, getattr(facts, "short", None), id_, *record.files):
        if name and len(name) >= _SHORTEST:
            yield name
