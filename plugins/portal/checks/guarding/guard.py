"""The guard: every text and file that is published, or lies in the portal's folders, without what may not be known."""

from __future__ import annotations

import shlex
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.checks.guarding.identity import find_identities
from portal.checks.guarding.inspection import FoundInText, Inspection, inspect, inspect_texts
from portal.checks.guarding.types import is_active, type_of_name
from portal.model.organisation import Organisation
from portal.model.problems import MessageWords, Place, Problem, error, unreadable, warning
from portal.source.cache import Cache
from portal.source.record import Record
from portal.source.tree import StoredFile

__all__ = ["Guarded", "guard"]

_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Guarded:
    """What is looked into: `texts` by path, whole, front matter and all; `files`; and `records` for what they may tell.

    `bodies` are names that are no person's, `most_megabytes` is how big a file may be.
    """

    texts: Mapping[str, str]
    files: tuple[StoredFile, ...]
    records: tuple[Record[Any], ...] = ()
    bodies: frozenset[str] = frozenset()
    most_megabytes: int = 50
    content: str = field(default="content")


def guard(guarded: Guarded, cache: Cache) -> Iterator[Problem]:
    """Every identity number, private address and trace of people; files that are too big or not what they say.

    A draft or exempt record is guarded as the others are: it lies in the same repository, and is public one day.
    """
    own = {(place.path, place.line) for place in _own_contacts(guarded.records)}
    for path, text, found in inspect_texts(guarded.texts, cache):
        yield from _in_name(path)
        yield from _in_text(path, text, found, own)
    bodies = frozenset(name.lower() for name in guarded.bodies)
    for file in guarded.files:
        yield from _in_name(file.path)
        if not file.is_link:
            yield from _in_file(file, guarded.most_megabytes, bodies, cache)
        elif file.path.startswith(f"{guarded.content}/"):
            yield error(Place(file.path), "symbolic_link")
    cache.tidy()


def _own_contacts(records: Iterable[Record[Any]]) -> Iterator[Place]:
    """Where an organisation tells how it is reached itself."""
    for record in records:
        if isinstance(record.facts, Organisation) and record.facts.contact:
            for name in ("email", "phone", "url"):
                yield record.marks.value("contact", name)


def _in_name(path: str) -> Iterator[Problem]:
    for identity in find_identities(path):
        tell, code = (error, "guard_identity_name") if identity.is_certain else (warning, "guard_identity_likely_name")
        yield tell(Place(path), code, shown=identity.shown)


def _in_text(path: str, text: str, found: list[FoundInText], own: set[tuple[str, int]]) -> Iterator[Problem]:
    for start, matter, shown in found:
        line = text.count("\n", 0, start) + 1
        place = Place(path, line, start - text.rfind("\n", 0, start))
        if matter.stops_publication():
            yield error(place, "guard_identity", shown=shown)
        elif (path, line) not in own or matter.value.startswith("identity"):
            yield warning(place, f"guard_{matter.value}", shown=shown)


def _in_file(file: StoredFile, most: int, bodies: frozenset[str], cache: Cache) -> Iterator[Problem]:
    place = Place(file.path)
    try:
        found = file.location.stat()
        if not stat.S_ISREG(found.st_mode):
            return  # it is refused elsewhere, and opening it could wait for ever
        size = found.st_size
        if size > most * _MEGABYTE:
            yield error(place, "guard_too_big", size=-(-size // _MEGABYTE), most=most)
            return
        data = file.location.read_bytes()
    except OSError as fault:
        yield unreadable(place, fault)
        return
    inspection = inspect(file.name, data, cache)
    type_ = type_of_name(file.name)
    if not inspection.is_of_type:
        if is_active(data):
            yield error(place, "guard_type_active", type=type_)
            return
        if inspection.unread == "foreign":
            yield error(place, "guard_type_foreign", type=type_)
            return
        yield warning(place, "guard_type", type=type_)
    yield from _told(place, inspection, bodies)
    if inspection.unread not in ("", "unknown"):
        yield warning(place, f"guard_unread_{inspection.unread}")


def _told(place: Place, inspection: Inspection, bodies: frozenset[str]) -> Iterator[Problem]:
    for one in inspection.found:
        where = MessageWords(f"guard_spot.{one.spot.kind.value}", {"name": one.spot.name or "–"})
        if one.matter.stops_publication():
            yield error(place, "guard_identity_file", shown=one.shown, where=where)
        else:
            yield warning(place, f"guard_{one.matter.value}_file", shown=one.shown, where=where)
    for trace in inspection.traces:
        detail = ", ".join(name for name in trace.detail.split(", ") if name.strip().rstrip(".").lower() not in bodies)
        if detail or not trace.detail:
            yield warning(place, f"guard_{trace.kind.value}", detail=detail, path=shlex.quote(place.path))
