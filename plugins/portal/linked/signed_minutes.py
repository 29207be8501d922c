"""Signed minutes of a meeting: the PDF as it was signed, its signature, and what its words were made of.

All three lie in the meeting's own folder: `referat.pdf` and `referat.pdf.minisig`, which are published, and
`referat.pdf.signert.json`, which is not. The last keeps a checksum of each piece of the record that the paper shows,
in order. A piece that the public may no longer read, that the record says otherwise now or in another order, is thereby
known, and the signed paper is then no longer published: the portal prints the minutes as they are. A piece of a text is
its content and not its words alone: its HTML, with what its links and images lead to.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import PurePosixPath
from posixpath import normpath
from typing import Any
from urllib.parse import unquote

from pydantic import BaseModel

from portal.linked.agenda import AgendaEntry
from portal.linked.graph import Graph
from portal.model import addresses
from portal.model.headings import case_meaning
from portal.model.kinds import MEETING
from portal.model.meeting import Meeting
from portal.model.minisign import BadSignature, PublicKey, Signature, read_signature, verify
from portal.model.problems import Place, Problem, error
from portal.model.references import references
from portal.model.vocabulary import SectionMeaning
from portal.source.record import Record
from portal.text.fragment import EMPTY, Fragment, Reference
from portal.text.outline import Section
from portal.text.tree import elements, write_html

__all__ = [
    "NAMES",
    "PIECES",
    "has_signature",
    "pieces_file",
    "shown_in",
    "signature_of",
    "signature_problems",
    "stands",
]

PIECES = f"{addresses.MINUTES_PDF}.signert.json"
NAMES = (addresses.MINUTES_PDF, addresses.MINUTES_SIGNATURE, PIECES)
"""The files of signed minutes."""
_VERSION = 2
"""Version 1 knew the words alone: what it was made of cannot be told, so it proves nothing."""
_LEFT_OUT = frozenset(
    {"aliases", "archive_ref", "corrections", "minutes_sent", "notice_sent", "exempt", "draft", "publish_after"}
    | {"retracted", "done", "accessible", "file", "url"}
)
"""Fields that go on living after the minutes are approved, or that the paper does not show."""
_CALLED = {"votes": "vote"}
"""What fields are called in the pieces, where front matter has another name for them."""
_SIGNED_BY_SILENCE = ("title", "outcome", "votes", "closed", "disqualified", "to_bodies", "added", "approves")
"""Fields of an agenda item that say something when they are left out: added later, they change what was decided."""
_PEOPLE = ("present", "invited", "observers", "secretariat", "absent")
_OF_MEETING = ("form", "end_date", "with_bodies", *_PEOPLE)
_OF_PERSON = ("items", "arrived", "left", "substitute_for")
_OF_VOTE = ("abstained", "casting", "proposal")
"""Likewise those of the meeting, of somebody in its lists of people, and of a vote."""
_PICTURES = (".png", ".jpg", ".jpeg", ".webp")
_PROPOSALS = (SectionMeaning.PROPOSAL, SectionMeaning.ALTERNATIVE)


def has_signature(record: Record[Any]) -> bool:
    """Whether a signature of minutes lies in a record's folder."""
    return record.kind is MEETING and addresses.MINUTES_SIGNATURE in record.files


def signature_of(record: Record[Any]) -> Signature:
    """The signature in a meeting's folder; raises `BadSignature` and `OSError`."""
    content = record.files[addresses.MINUTES_SIGNATURE].location.read_bytes()
    return read_signature(content.decode("utf-8", "replace"))


def signature_problems(records: Iterable[Record[Any]], keys: Iterable[PublicKey]) -> Iterator[Problem]:
    """A signature is of the minutes beside it, by one of the portal's keys."""
    by_id = {key.id: key for key in keys}
    for record in records:
        if not has_signature(record):
            continue
        stored = record.files[addresses.MINUTES_SIGNATURE]
        place = Place(stored.path)
        paper = record.files.get(addresses.MINUTES_PDF)
        if paper is None:
            yield error(place, "signature_without_paper", name=addresses.MINUTES_PDF)
        elif stored.is_link or paper.is_link:
            yield error(place, "symbolic_link")
        else:
            yield from _faults(place, record, by_id)


def _faults(place: Place, record: Record[Any], keys: Mapping[str, PublicKey]) -> Iterator[Problem]:
    try:
        signature = signature_of(record)
    except BadSignature:
        yield error(place, "signature_broken")
        return
    key = keys.get(signature.key_id)
    if key is None:
        yield error(place, "signature_key", found=signature.key_id)
        return
    try:
        verify(key, record.files[addresses.MINUTES_PDF].location.read_bytes(), signature)
    except BadSignature:
        yield error(place, "signature_wrong", name=addresses.MINUTES_PDF, found=signature.key_id)


def stands(public: Graph, record: Record[Any]) -> bool:
    """Whether a meeting's signed minutes may be shown as they are.

    They are approved, and everything that they show is what the public record says. `record` is the whole record,
    `public` the public portal.
    """
    if not all(name in record.files and not record.files[name].is_link for name in NAMES):
        return False
    if record.key not in public.records or public.approved_by(record.id) is None:
        return False
    try:
        told = json.loads(record.files[PIECES].location.read_bytes())
        paper = hashlib.sha256(record.files[addresses.MINUTES_PDF].location.read_bytes()).hexdigest()
    except (OSError, ValueError, RecursionError):
        return False
    if not isinstance(told, dict) or (told.get("version"), told.get("sha256")) != (_VERSION, paper):
        return False
    pieces = told.get("pieces")
    if not isinstance(pieces, list) or not pieces:
        return False
    shown = iter(shown_in(public, record.id))
    return all(piece in shown for piece in pieces)  # each behind the one before it


def pieces_file(paper: bytes, pieces: Iterable[str]) -> str:
    """What `referat.pdf.signert.json` holds."""
    told = {"version": _VERSION, "sha256": hashlib.sha256(paper).hexdigest(), "pieces": list(pieces)}
    return json.dumps(told, indent=1) + "\n"


def shown_in(public: Graph, meeting_id: str) -> list[str]:
    """A checksum of each piece of the public record that minutes show, of each with what it is, in order."""
    meeting: Record[Meeting] = public.records[(MEETING.name, meeting_id)]
    agenda = public.agendas[meeting_id]
    pieces = [
        *_leaves("", {name: value for name, value in meeting.facts if name != "agenda"}),
        *_silences("", meeting.facts, _OF_MEETING),
        *(piece for group in _PEOPLE for piece in _each(f"{group}.", getattr(meeting.facts, group), _OF_PERSON)),
        f"text={_content(public, agenda.outline.lead, agenda.outline.sections)}",
    ]
    for entry in agenda.entries:
        if entry.item.exempt is None:
            pieces += _item(public, entry)
    return [hashlib.sha256(piece.encode("utf-8", "surrogatepass")).hexdigest()[:32] for piece in pieces]


def _item(public: Graph, entry: AgendaEntry) -> Iterator[str]:
    here = f"{entry.item.number or entry.position}."
    yield from _leaves(here, entry.item)
    yield from _silences(here, entry.item, _SIGNED_BY_SILENCE)
    yield from _each(f"{here}vote.", entry.item.votes, _OF_VOTE)
    yield from _titles(public, entry.item)
    yield f"{here}text={_content(public, entry.lead, [section for _, section in entry.sections])}"
    for case in filter(None, map(public.case, entry.item.cases)):
        for section in case.outline.sections:
            if case_meaning(section.title) in _PROPOSALS:
                yield f"{here}proposal={_content(public, EMPTY, [section])}"


def _silences(here: str, facts: BaseModel, names: Iterable[str]) -> Iterator[str]:
    """Each field that says something by being left out."""
    return (f"{here}{_CALLED.get(name, name)}=" for name in names if not getattr(facts, name))


def _each(here: str, several: Sequence[BaseModel], names: Sequence[str]) -> Iterator[str]:
    """How many there are in a list, and what each of them leaves unsaid."""
    if several:
        yield f"{here}number={len(several)}"
    for position, one in enumerate(several, 1):
        yield from _silences(f"{here}{position}.", one, names)


def _titles(public: Graph, facts: BaseModel) -> Iterator[str]:
    """What the records are called that the minutes name; a body's name is no part of them."""
    for reference in references(facts):
        record = public.records.get((reference.refers.kind, reference.value))
        if record is not None and not reference.refers.or_text and record.facts.title:
            yield f"title={record.facts.title}"


def _content(public: Graph, lead: Fragment, sections: Iterable[Section]) -> str:
    """A text with its sections as one piece of HTML, its blocks in order."""
    parts = (part for section in sections for part in section.walk())
    below = (
        f"<h{part.level}>{_closed(public, part.heading)}</h{part.level}>{_closed(public, part.content)}"
        for part in parts
    )
    return "".join((_closed(public, lead), *below))


def _closed(public: Graph, fragment: Fragment) -> str:
    """A fragment's HTML with its references' targets, as they are written; lines may be broken otherwise in it.

    With the target of a picture goes what it shows.

    The anchors of headings are no part of it, for they depend on the other headings of the record.
    """

    def close(reference: Reference) -> str:
        return f"{reference.target}{_shown_by(public, reference)}"

    nodes = fragment.without_anchors().resolved(close).nodes
    html = write_html(nodes)
    return html if any(element.tag == "pre" for element in elements(nodes)) else " ".join(html.split())


def _shown_by(public: Graph, reference: Reference) -> str:
    """A checksum of the picture that a reference leads to; empty for all else."""
    name = unquote(reference.target.partition("#")[0])
    if not name.lower().endswith(_PICTURES):
        return ""
    path = PurePosixPath(normpath(f"{PurePosixPath(reference.place.path).parent}/{name}"))
    owner = next((record for record in public.records.values() if record.folder == str(path.parent)), None)
    stored = owner.files.get(path.name) if owner else None
    return (
        f" sha256:{hashlib.sha256(stored.location.read_bytes()).hexdigest()}" if stored and not stored.is_link else ""
    )


def _leaves(here: str, value: Any) -> Iterator[str]:
    """Each value in a tree of facts, with the names of the fields that lead to it."""
    if isinstance(value, BaseModel):
        value = {} if getattr(value, "exempt", None) else dict(value)
    if isinstance(value, Mapping):
        for name, held in sorted(value.items()):
            if name not in _LEFT_OUT:
                yield from _leaves(f"{here}{_CALLED.get(name, name)}.", held)
    elif isinstance(value, list | tuple):
        for held in value:
            yield from _leaves(here, held)
    elif value is not None and value is not False:
        text = value.value if isinstance(value, Enum) else str(value)
        yield re.sub(r"\s+", " ", f"{here.rstrip('.')}={text}")
