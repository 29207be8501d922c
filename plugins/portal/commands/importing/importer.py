"""From a file to records: read, recognise, find."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from portal.commands.importing.accounting import account
from portal.commands.importing.agreement import find_agreement
from portal.commands.importing.document.blocks import Document
from portal.commands.importing.document.files import read_document_file
from portal.commands.importing.fiks import find_message
from portal.commands.importing.found import DocumentKind, Found, NewRecord, strings_in
from portal.commands.importing.lexicon import entry, mended_label, terms
from portal.commands.importing.meetings.meeting import Said, find_meetings
from portal.commands.importing.reports.report import find_report
from portal.commands.importing.submission import find_submission
from portal.commands.importing.words.meanings import language_of
from portal.language.catalogue import catalogue_for
from portal.linked.graph import Graph
from portal.model.vocabulary import OrganisationKind

_SIGNS = {
    kind: [(int(weight), re.compile(words, re.IGNORECASE | re.MULTILINE)) for weight, words in terms(f"kind.{kind}")]
    for kind in entry("kind")
}
"""What tells each kind, with how much it tells."""
_BOKMAL: dict[str, str] = entry("bokmal")
_SUBJECT, _NAMED = re.compile(r"Subject: (.+)"), "\N{PAGE FACING UP}"
"""What a mail is about; and the sign before it, and before a file's name, by which the lexicon knows them."""

__all__ = ["Imported", "import_document", "import_file"]


@dataclass(frozen=True)
class Imported:
    """What a file gave: its kind (`None` when it could not be told), and what was found in it."""

    document: Document
    kind: DocumentKind | None
    found: Found


def import_file(
    path: Path,
    graph: Graph,
    kind: DocumentKind | None = None,
    body: str | None = None,
    day: dt.date | None = None,
    lang: str = "nn",
) -> Imported:
    """Read a file and find its records, as `import_document` does. Raises `Unreadable`."""
    return import_document(read_document_file(path), graph, kind, body, day, lang)


def import_document(
    document: Document,
    graph: Graph,
    kind: DocumentKind | None = None,
    body: str | None = None,
    day: dt.date | None = None,
    lang: str = "nn",
    beside: Iterable[str] = (),
    has_exempt: bool = False,
) -> Imported:
    """Find the records of a document; the portal's organisations and meetings are known by name, `lang` is its
    language, `beside` the ids of meetings that come in the same import; `has_exempt` writes the words of closed items.
    """
    is_message = document.told is not None
    kind = kind or (DocumentKind.AGENDA if is_message else _recognise(document))
    if kind is None:
        return Imported(document, None, Found())
    words, own = "\n".join(block.text for block in document.blocks), list[str]()
    if is_message:
        said = _said(graph, body, day, beside, catalogue_for(lang).text("import.public_title"), "")
        kind, found = find_message(document, replace(said, has_exempt=has_exempt), graph)
        words = "\n".join(record.text for record in found.records)
    elif kind is DocumentKind.SUBMISSION:
        found = find_submission(document, graph.names)
    elif kind is DocumentKind.REPORT:
        found = find_report(document, graph.names)
    elif kind is DocumentKind.AGREEMENT:
        found = find_agreement(document, graph.names)
    else:
        t = catalogue_for(language_of(words) or lang).text
        said = _said(graph, body, day, beside, t("import.public_title"), t("import.general_heading"))
        said = replace(said, has_exempt=has_exempt)
        found = find_meetings(document, kind, said)
        bodies = {record.path.split("/")[1] for record in found.records}
        own = [name for id_ in bodies for name in said.bodies.get(id_, ())]
    found.left += document.beside
    is_meeting = kind in (DocumentKind.AGENDA, DocumentKind.MINUTES) and not is_message
    if (found.records and not is_message) or is_meeting:  # of a meeting without a body or a date all is told as left
        account(document, found, kind, "\n".join([*own, *_names_of(found.records, graph)]))
    found.left.sort(key=lambda block: (block.place.page, block.place.line))
    found.records = [
        _in_its_language(record, language_of(_filled_in(record) if kind is DocumentKind.SUBMISSION else words), lang)
        if kind is DocumentKind.PLAN or _has_words(record)
        else record
        for record in found.records
    ]
    return Imported(document, kind, found)


def _names_of(records: Iterable[NewRecord], graph: Graph) -> list[str]:
    """The names of the organisations that records refer to."""
    told = {*strings_in([record.facts for record in records])}
    named = (one.facts for one in graph.organisations if one.id in told)
    return [name for facts in named for name in (facts.title, facts.short) if name]


def _said(
    graph: Graph, body: str | None, day: dt.date | None, beside: Iterable[str], public_title: str, general: str
) -> Said:
    bodies = {
        record.id: [name for name in (record.facts.title, record.facts.short) if name]
        for record in graph.organisations
        if record.facts.kind.is_body()
    }
    whole = frozenset(o.id for o in graph.organisations if o.facts.kind is OrganisationKind.PARTNERSHIP)
    meetings = frozenset((*(meeting.id for meeting in graph.meetings), *beside))
    return Said(graph.names, bodies, meetings, whole, body, day, public_title, general)


def _has_words(record: NewRecord) -> bool:
    """Whether a record has words of its own, and is more than a date on which a meeting is planned."""
    return bool(record.text or {*record.facts} & {"title", "agenda", "place"})


def _filled_in(record: NewRecord) -> str:
    """The words of whoever filled in a form, without those of the form itself."""
    return f"{record.facts.get('title', '')}\n{re.sub(r'^#+ .*$', '', record.text, flags=re.MULTILINE)}"


def _in_its_language(record: NewRecord, told: str | None, lang: str) -> NewRecord:
    """A record with its headings in the document's language, which is told where it is not the portal's."""
    text = record.text
    if (told or lang) == "nb":
        for nynorsk, bokmal in _BOKMAL.items():
            text = re.sub(rf"^(#+) {re.escape(nynorsk)}$", rf"\1 {bokmal}", text, flags=re.MULTILINE)
    facts = record.facts
    if told and told != lang:
        head = {name: facts[name] for name in ("title",) if name in facts}
        facts = {**head, "lang": told, **facts}
    return NewRecord(record.path, facts, text)


def _recognise(document: Document) -> DocumentKind | None:
    """The kind that a document's words tell of most; `None` when none of them tells.

    What the file is called, and the subject of the mail that it came with, tell like a line above it.
    """
    subjects = [found[1] for block in document.furniture if (found := _SUBJECT.match(block.text))]
    named = re.sub(r"[-_.\s]+", " ", PurePath(document.name).stem)
    above = [f"{_NAMED} {words}" for words in (named, *subjects)]
    text = "\n".join([*above, *(mended_label(line) for block in document.blocks for line in block.text.split("\n"))])
    scores = {kind: sum(weight for weight, words in signs if words.search(text)) for kind, signs in _SIGNS.items()}
    best = max(scores, key=lambda kind: scores[kind])
    return DocumentKind(best) if scores[best] >= 3 else None
