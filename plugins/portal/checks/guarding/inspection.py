"""What is found in a text or a file, worked out once for each content and kept, by a digest of all that it comes from.

Nothing of the text or the file itself is kept, of a number no more than may be shown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

import portal.checks.guarding
import portal.source.documents
from portal.checks.guarding.contacts import find_emails, find_mobiles
from portal.checks.guarding.findings import Passage, Reading, Spot, SpotKind, Trace, TraceKind
from portal.checks.guarding.identity import find_identities
from portal.checks.guarding.types import is_of_type, type_of_content, type_of_name
from portal.source.cache import Cache, digest_of

__all__ = ["FoundInText", "Inspection", "Matter", "inspect", "inspect_texts", "inspected", "matters_of"]

_MOST_FOUND = 20
"""How many findings of a file are told; who has so many mends them all."""

_UNPLACED = (SpotKind.PART, SpotKind.METADATA)


class Matter(Enum):
    """What is found in a text."""

    IDENTITY = "identity"
    IDENTITY_LIKELY = "identity_likely"
    EMAIL = "email"
    PHONE = "phone"

    def stops_publication(self) -> bool:
        return self is Matter.IDENTITY


FoundInText = tuple[int, Matter, str]
"""From which character on, what, and as much of it as may be shown."""


@dataclass(frozen=True)
class FoundMatter:
    """A matter in a file: where, and as much of it as may be shown."""

    matter: Matter
    spot: Spot
    shown: str


@dataclass(frozen=True)
class Inspection:
    """All that is to be said of a file; `unread` is why it could not be looked into, if it could not;
    `foreign` of a content that is of no type of attachment."""

    found: tuple[FoundMatter, ...]
    traces: tuple[Trace, ...]
    unread: str
    is_of_type: bool


_KEPT = TypeAdapter(Inspection)


def inspect(name: str, data: bytes, cache: Cache) -> Inspection:
    """What is found in a file; taken from the cache where its content was inspected before."""
    key = digest_of("file", hashlib.sha256(data).hexdigest(), type_of_name(name), _program())
    return _KEPT.validate_json(cache.fetch_bytes(key, lambda: _KEPT.dump_json(inspected(name, data))))


def inspect_texts(texts: Mapping[str, str], cache: Cache) -> Iterator[tuple[str, str, list[FoundInText]]]:
    """Each text by its path, and what `matters_of` finds in it; taken from the cache where it was found before."""
    keys = {path: _key_of(text) for path, text in texts.items()}
    kept = cache.find(keys.values())
    new = {keys[path]: _told(matters_of(text)) for path, text in texts.items() if keys[path] not in kept}
    cache.keep(new)
    kept |= new
    for path, text in texts.items():
        found = json.loads(kept[keys[path]])
        yield path, text, [(start, Matter(matter), shown) for start, matter, shown in found]


def _key_of(text: str) -> bytes:
    return digest_of("text", hashlib.sha256(text.encode()).hexdigest(), _program())


def _told(matters: Iterable[FoundInText]) -> bytes:
    return json.dumps([(start, matter.value, shown) for start, matter, shown in matters]).encode()


def matters_of(text: str) -> Iterator[FoundInText]:
    """What is found in a text."""
    for identity in find_identities(text):
        matter = Matter.IDENTITY if identity.is_certain else Matter.IDENTITY_LIKELY
        yield identity.start, matter, identity.shown
    for email in find_emails(text):
        yield email.start, Matter.EMAIL, email.shown
    for mobile in find_mobiles(text):
        yield mobile.start, Matter.PHONE, mobile.shown


def inspected(name: str, data: bytes) -> Inspection:
    """What is found in a file, worked out anew; one that is not what its name says is read as what it is."""
    is_right = is_of_type(type_of_name(name), data)
    type_ = type_of_name(name) if is_right else type_of_content(data)
    if type_ is None:
        return Inspection((), (), "foreign", is_of_type=False)
    from portal.checks.guarding.reading.files import read_file  # noqa: PLC0415 – with libraries that most runs never need

    reading = read_file(f"{name}.{type_}", data)
    return Inspection(tuple(_found(reading))[:_MOST_FOUND], _joined(reading.traces), reading.unread, is_right)


def _found(reading: Reading) -> list[FoundMatter]:
    """Each matter of a file at each of its spots, those that stop publication first.

    What is found in a part that has no better name than its own, is told only where it is found nowhere else.
    """
    every = [FoundMatter(matter, one.spot, shown) for one in reading.passages for matter, shown in _in_passage(one)]
    placed = [found for found in every if found.spot.kind not in _UNPLACED]
    known = {(found.matter, found.shown) for found in placed}
    for found in every:
        if (found.matter, found.shown) not in known:
            known.add((found.matter, found.shown))
            placed.append(found)
    return sorted(dict.fromkeys(placed), key=lambda found: list(Matter).index(found.matter))


def _in_passage(passage: Passage) -> Iterator[tuple[Matter, str]]:
    heading = f"{passage.heading}: " if passage.heading else ""
    for start, matter, shown in matters_of(heading + passage.text):
        if start >= len(heading):
            yield matter, shown


def _joined(traces: Iterable[Trace]) -> tuple[Trace, ...]:
    """The traces, each kind once."""
    details: dict[TraceKind, list[str]] = {}
    for trace in traces:
        details.setdefault(trace.kind, []).append(trace.detail)
    return tuple(Trace(kind, ", ".join(dict.fromkeys(filter(None, told)))) for kind, told in details.items())


@cache
def _program() -> str:
    """A digest of the guard's own source, so that nothing stays of what an older one found."""
    digest = hashlib.sha256()
    for package in (portal.source.documents, portal.checks.guarding):
        for path in sorted(Path(package.__path__[0]).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
