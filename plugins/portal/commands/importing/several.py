"""Several files as one import: what they say of one meeting becomes one record, and each fact keeps its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from textwrap import shorten
from typing import Any

from portal.commands.importing.document.blocks import Block, Document, Unreadable
from portal.commands.importing.document.files import read_document_file
from portal.commands.importing.found import DocumentKind, FactSource, Found, NewRecord, Question
from portal.commands.importing.importer import Imported, import_document
from portal.commands.importing.lexicon import pattern
from portal.commands.importing.merging import Conflict, conflicts_in, same_item, sections, with_sections
from portal.commands.importing.words.people import PERSON_FIELDS
from portal.linked.graph import Graph
from portal.linked.names import OrganisationNames
from portal.model.meeting import AgendaItem, Meeting
from portal.site.progress import SILENT, Progress
from portal.source.frontmatter import Marks, RecordFile

__all__ = ["FileRead", "Gathered", "Reader", "gathered", "in_order"]

_MINUTES = pattern("meeting.minutes")
_RANK = {DocumentKind.AGENDA: 1, DocumentKind.PLAN: 2}
"""Whose word counts less of a meeting than that of its minutes; the least has what others plan."""
_OF_ONE = (DocumentKind.AGENDA, DocumentKind.MINUTES)
"""The kinds of document that are of one meeting."""
_LONGEST = 160
"""How much is told of two texts that differ."""


@dataclass(frozen=True)
class FileRead:
    """A file with what was found in it, or why it could not be read."""

    path: Path
    imported: Imported | None = None
    fault: Unreadable | None = None

    @property
    def found(self) -> Found:
        return self.imported.found if self.imported else Found()

    @property
    def blocks(self) -> list[Block]:
        """All that stands in it, in the order of reading."""
        return self.imported.document.in_order() if self.imported else []

    @property
    def kind(self) -> DocumentKind | None:
        return self.imported.kind if self.imported else None


@dataclass
class Gathered:
    """What several files give together."""

    files: list[FileRead]
    records: list[NewRecord] = field(default_factory=list)
    sources: list[FactSource] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    archive_refs: dict[tuple[str, str], str] = field(default_factory=dict)
    """The archive numbers that stand beside items, by the path of their meeting and the item's number or title."""


@dataclass(frozen=True)
class Reader:
    """Reads files for a portal, with what was said of all of them: kind, body, date, and if closed items have words."""

    graph: Graph
    lang: str
    kind: DocumentKind | None = None
    body: str | None = None
    day: dt.date | None = None
    has_exempt: bool = False
    progress: Progress = SILENT

    def read(self, paths: Iterable[Path]) -> list[FileRead]:
        """Read files as one import: minutes that an item approves may come in it, too."""
        listed, heard = list(paths), self.progress.counting("documents")
        files = []
        for at, path in enumerate(listed):
            files.append(self._file(at, path))
            heard(len(listed))
        self.progress.end()
        own = [record for file in files if file.kind in _OF_ONE for record in file.found.records[:1]]
        known = {record.path.removeprefix("meetings/").removesuffix(".md") for record in own}
        for at, file in enumerate(files):
            if len(known) > 1 and any(map(_approves_unknown, file.found.records)):
                files[at] = self.again(file, at, known)
        return files

    def again(self, file: FileRead, at: int, known: Iterable[str] = ()) -> FileRead:
        """What is in the file at a place, where the meetings that are `known` come in the same import."""
        assert file.imported
        try:
            return replace(file, imported=self._find(file.imported.document, at, known))
        except Unreadable:  # what was found before stands
            return file

    def _find(self, document: Document, at: int, known: Iterable[str] = ()) -> Imported:
        said = (self.kind, self.body, self.day, self.lang, known, self.has_exempt)
        imported = import_document(document, self.graph, *said)
        found = imported.found
        own = found.records[0].path if found.records else ""
        found.sources = [replace(one, file=at) for one in found.sources]
        found.questions = [replace(one, file=at, record=own, field=_field(one)) for one in found.questions]
        return imported

    def _file(self, at: int, path: Path) -> FileRead:
        try:
            return FileRead(path, self._find(read_document_file(path), at))
        except Unreadable as fault:
            return FileRead(path, fault=fault)


def gathered(files: Sequence[FileRead], names: OrganisationNames) -> Gathered:
    """What was found in files, those of one meeting together."""
    together = Gathered(list(files))
    parts: dict[str, list[tuple[int, int]]] = {}  # by path: how much a file's word counts, and the file
    for at, file in enumerate(files):
        for n, record in enumerate(file.found.records):
            is_planned = n > 0 and file.kind is DocumentKind.MINUTES
            rank = _RANK[DocumentKind.PLAN] if is_planned else _RANK.get(file.kind or DocumentKind.MINUTES, 0)
            parts.setdefault(record.path, []).append((rank, at))
        for about, number in file.found.archive_refs.items() if file.found.records else ():
            together.archive_refs[file.found.records[0].path, about] = number
    for path, same in parts.items():
        own = {at: next(one for one in files[at].found.records if one.path == path) for _, at in same}
        (rank, first), *others = sorted(same)
        record = own[first]
        for _, at in others:
            record = _joined(record, own[at], takes_people=rank > 0)
            if rank < _RANK[DocumentKind.PLAN]:
                found = _conflicts(record, own[at], names)
                together.questions += [_differing(conflict, path, first, at, files) for conflict in found]
        together.records.append(record)
        for at, one in own.items():
            sources = (source for source in files[at].found.sources if source.record == path)
            together.sources += [replace(source, field=_moved(source.field, one, record)) for source in sources]
    if len(files) > 1:
        together.records.sort(key=lambda record: (record.path.split("/")[0], record.path.split("/")[-1], record.path))
    together.questions += list(_still_open(files, {record.path: record for record in together.records}))
    return together


def in_order(path: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a record in the order in which they are written."""
    order = [*(Meeting.field_names() if path.startswith("meetings/") else ()), *facts]
    return {name: facts[name] for name in dict.fromkeys(order) if name in facts}


def _field(question: Question) -> str:
    """Where an answer belongs: what is missing is asked for by its name."""
    return question.field or (question.about if question.code == "import.ask_missing" else "")


def _approves_unknown(record: NewRecord) -> bool:
    """Whether an item seems to approve minutes that were not known."""
    items = record.facts.get("agenda", ())
    return any("approves" not in item and _MINUTES.search(str(item.get("title", ""))) for item in items)


def _joined(record: NewRecord, other: NewRecord, takes_people: bool) -> NewRecord:
    """What two files say of one record: the first is believed, the second fills what it does not say.

    An item that one of them has as exempt is so in both, and nothing else is told of it. Who is called is not who met:
    minutes take no people from a notice.
    """
    first, second = _closed_alike(record, other), _closed_alike(other, record)
    facts = {name: value for name, value in second.facts.items() if takes_people or name not in PERSON_FIELDS}
    facts |= first.facts
    if "agenda" in facts:
        facts["agenda"] = _one_agenda(first.facts.get("agenda", []), second.facts.get("agenda", []))
    text = with_sections(first.text, second.text, _numbers(first, second)).strip("\n")
    return NewRecord(record.path, in_order(record.path, facts), text)


def _one_agenda(items: Sequence[dict[str, Any]], others: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """An agenda with what another has beside it; an item that is new comes behind the one that it has before it."""
    one, before = list(items), -1
    for item in others:
        at = same_item(one, item)
        if at is None:
            at = before + 1
            one.insert(at, item)
        else:
            told = {**item, **one[at]}
            one[at] = {name: told[name] for name in AgendaItem.field_names() if name in told}
        before = at
    return one


def _moved(field_: str, own: NewRecord, joined: NewRecord) -> str:
    """A field of a file's own record as it is in the joined one, where items may stand elsewhere on the agenda."""
    first, _, rest = field_.removeprefix("agenda.").partition(".")
    if not field_.startswith("agenda.") or not first.isdigit() or own is joined:
        return field_
    at = same_item(joined.facts["agenda"], own.facts["agenda"][int(first)])
    return field_ if at is None else f"agenda.{at}.{rest}"


def _closed_alike(record: NewRecord, other: NewRecord) -> NewRecord:
    """A record with what another has as exempt held back in it too, and each paragraph that has its title."""
    closed = [item for item in other.facts.get("agenda", ()) if "exempt" in item]
    items, numbers, titles = [], _held(record), []
    for item in record.facts.get("agenda", ()):
        at = same_item(closed, item)
        is_written = at is not None and "title" in closed[at]  # with its words, as was asked for
        same = item if at is None or "exempt" in item else {**item, **closed[at]} if is_written else closed[at]
        items.append(same)
        if at is not None and not is_written:
            numbers.add(str(item.get("number") or item.get("title")))
            titles += [str(item["title"]).casefold()] if item.get("title") else []
    if not numbers:
        return record
    text = "".join(part.text for part in sections(record.text, 2) if part.heading not in numbers)
    kept = [part for part in text.strip("\n").split("\n\n") if not any(title in part.casefold() for title in titles)]
    return replace(record, facts={**record.facts, "agenda": items}, text="\n\n".join(kept))


def _held(record: NewRecord) -> set[str]:
    """The numbers of the items that are exempt."""
    return {str(item["number"]) for item in record.facts.get("agenda", ()) if "exempt" in item and "number" in item}


def _conflicts(record: NewRecord, other: NewRecord, names: OrganisationNames) -> Iterator[Conflict]:
    """What a record says otherwise than the file that filled it; who is called is not who met."""
    facts = {name: value for name, value in other.facts.items() if name not in PERSON_FIELDS}
    there = RecordFile(record.facts, Marks(record.path), record.text)
    found = conflicts_in(there, facts, other.text, _numbers(record, other), names)
    return (one for one in found if not one.field.startswith(tuple(_held(record))))


def _differing(one: Conflict, path: str, kept: int, other: int, files: Sequence[FileRead]) -> Question:
    """What two files say differently: the first is written, and an editor is asked."""
    there, found = (shorten(text, _LONGEST, placeholder=" …") for text in (one.there, one.found))
    read = f"{there} ({files[kept].path.name}) / {found} ({files[other].path.name})"
    is_fact = one.field in Meeting.field_names()
    candidates = (one.there, one.found) if is_fact else ()
    return Question(one.field, "import.ask_files", None, read, candidates, one.field if is_fact else "", kept, path)


def _numbers(*records: NewRecord) -> list[str]:
    items = (item for record in records for item in record.facts.get("agenda", ()))
    return [str(item["number"]) for item in items if item.get("number")]


def _still_open(files: Sequence[FileRead], records: Mapping[str, NewRecord]) -> Iterator[Question]:
    """What the files ask for, each question of a meeting once; not what another of the files answers."""
    asked = set()
    for file in files:
        for question in file.found.questions:
            key = (question.record or str(file.path), question.about, question.code)
            facts = records[question.record].facts if question.record else {}
            if key not in asked and not (question.code == "import.ask_missing" and question.about in facts):
                asked.add(key)
                own = file.found.records[0] if file.found.records else None
                field_ = _moved(question.field, own, records[own.path]) if own else question.field
                yield replace(question, field=field_)
