"""From a file to records: read, recognise, find, and write nothing that the portal's own check would refuse."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from dataclasses import dataclass
from pathlib import Path

from portal.folder import write_file
from portal.importing.document import Document
from portal.importing.found import Found, NewRecord
from portal.importing.layouts import BOKMAL, TELLTALES, Kind
from portal.importing.meetings.meeting import Said, find_meetings
from portal.importing.merging import with_sections
from portal.importing.reading.files import read_document_file
from portal.importing.reports.report import find_report
from portal.importing.submission import find_submission
from portal.importing.words import language_of
from portal.linking.graph import Graph
from portal.problems import Problem
from portal.settings import Settings
from portal.site import check_portal
from portal.writing import merged, new_record

__all__ = ["Imported", "import_file", "recognise", "store"]


@dataclass(frozen=True)
class Imported:
    """What a file gave: its kind (`None` when it could not be told), and what was found in it."""

    document: Document
    kind: Kind | None
    found: Found


def import_file(
    path: Path,
    graph: Graph,
    kind: Kind | None = None,
    body: str | None = None,
    day: dt.date | None = None,
    lang: str = "nn",
) -> Imported:
    """Read a file and find its records; the portal's organisations and meetings are known by name, `lang` is its
    language. Raises `Unreadable`.
    """
    document = read_document_file(path)
    kind = kind or recognise(document)
    if kind is None:
        return Imported(document, None, Found())
    if kind is Kind.SUBMISSION:
        found = find_submission(document, graph.names)
    elif kind is Kind.REPORT:
        found = find_report(document, graph.names)
    else:
        found = find_meetings(document, kind, _said(graph, body, day))
    told = language_of("\n".join(block.text for block in document.blocks))
    found.records = [_in_its_language(record, told, lang) for record in found.records]
    return Imported(document, kind, found)


def _said(graph: Graph, body: str | None, day: dt.date | None) -> Said:
    bodies = {
        record.id: [name for name in (record.facts.title, record.facts.short) if name]
        for record in graph.organisations
        if record.facts.kind.is_body()
    }
    return Said(graph.names, bodies, frozenset(meeting.id for meeting in graph.meetings), body, day)


def _in_its_language(record: NewRecord, told: str | None, lang: str) -> NewRecord:
    """A record with its headings in the document's language, which is told where it is not the portal's."""
    text = record.text
    if (told or lang) == "nb":
        for nynorsk, bokmal in BOKMAL.items():
            text = re.sub(rf"^(#+) {re.escape(nynorsk)}$", rf"\1 {bokmal}", text, flags=re.MULTILINE)
    facts = record.facts
    if told and told != lang and (facts.get("agenda") or record.text):
        head = {name: facts[name] for name in ("title",) if name in facts}
        facts = {**head, "lang": told, **facts}
    return NewRecord(record.path, facts, text)


def recognise(document: Document) -> Kind | None:
    """The kind that a document's words tell of most; `None` when none of them tells."""
    text = "\n".join(block.text for block in document.blocks)
    scores = {
        kind: sum(weight for words, weight in signs if re.search(words, text, re.IGNORECASE | re.MULTILINE))
        for kind, signs in TELLTALES.items()
    }
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] >= 3 else None


@dataclass(frozen=True)
class Stored:
    """What became of a record: written anew, merged, or left as it was, with how the document differs from it."""

    path: str
    is_new: bool = False
    is_merged: bool = False
    difference: str = ""


def store(
    root: Path, settings: Settings, records: list[NewRecord], merge: bool = False
) -> tuple[list[Stored], list[Problem]]:
    """Write new records below `root`; one that is there is left alone, or gets what it lacks when they `merge`.

    When the portal's check refuses one, all is put back as it was.
    """
    stored: list[Stored] = []
    before: dict[Path, str | None] = {}
    known = {problem.place.path for problem in check_portal(root, settings).problems if problem.severity.stops_build()}
    for record in records:
        target = root / record.path
        there = target.read_bytes().decode("utf-8") if target.exists() else None
        text = new_record(record.facts, record.text)
        if there is not None and merge:
            text = with_sections(merged(there, record.facts), record.text)
        if there is None or (merge and text != there):
            before[target] = there
            write_file(target, text)
        stored.append(Stored(record.path, there is None, merge and text != there, _difference(record, there, text)))
    problems = [
        problem
        for problem in check_portal(root, settings).problems
        if problem.severity.stops_build() and problem.place.path not in known
    ]
    for target, there in before.items() if problems else ():
        if there is None:
            target.unlink()
        else:
            write_file(target, there)
    return stored, problems


def _difference(record: NewRecord, there: str | None, text: str) -> str:
    if there is None:
        return ""
    lines = difflib.unified_diff(there.splitlines(), text.splitlines(), record.path, record.path, lineterm="")
    return "\n".join(lines)
