"""Several files as one import: what they say of one meeting becomes one record, and each fact keeps its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from portal.commands.importing.document.blocks import Unreadable
from portal.commands.importing.document.files import read_document_file
from portal.commands.importing.found import DocumentKind, FactSource, NewRecord, Question
from portal.commands.importing.importer import Imported, import_document
from portal.commands.importing.layouts import pattern
from portal.commands.importing.meetings.people import PERSON_FIELDS
from portal.commands.importing.merging import Conflict, conflicts_in, same_item, sections, with_sections
from portal.linked.graph import Graph
from portal.linked.names import OrganisationNames
from portal.model.meeting import AgendaItem, Meeting
from portal.source.frontmatter import Marks, RecordFile

__all__ = ["Difference", "FileRead", "FileSource", "Gathered", "gather", "gathered", "read_file"]

_MINUTES = pattern("meeting.minutes")
_RANK = {DocumentKind.MINUTES: 0, DocumentKind.AGENDA: 1}
"""Whose word counts most of a meeting; what others tell of it, as a plan does, counts least."""
_PLANNED = 2


@dataclass(frozen=True)
class FileRead:
    """A file with what was found in it, or why it could not be read."""

    path: Path
    imported: Imported | None = None
    fault: Unreadable | None = None


@dataclass(frozen=True)
class Difference:
    """What two files, by their place in the import, say differently of a record at a path; `kept` is believed."""

    path: str
    kept: int
    other: int
    conflict: Conflict


@dataclass(frozen=True)
class FileSource:
    """The source of a fact, in one of the files, by its place in the import."""

    file: int
    source: FactSource


@dataclass
class Gathered:
    """What several files give together; a question stands with the place of its file in the import."""

    files: list[FileRead]
    records: list[NewRecord] = field(default_factory=list)
    sources: list[FileSource] = field(default_factory=list)
    questions: list[tuple[int, Question]] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)


def read_file(
    path: Path, graph: Graph, kind: DocumentKind | None, body: str | None, day: dt.date | None, lang: str
) -> FileRead:
    """One file, or why it cannot be read."""
    try:
        document = read_document_file(path)
    except Unreadable as fault:
        return FileRead(path, fault=fault)
    return FileRead(path, import_document(document, graph, kind, body, day, lang))


def gather(
    paths: Iterable[Path], graph: Graph, kind: DocumentKind | None, body: str | None, day: dt.date | None, lang: str
) -> Gathered:
    """Read files as one import. The minutes that an item approves may come in the same import."""
    files = [read_file(path, graph, kind, body, day, lang) for path in paths]
    known = [record.path.removeprefix("meetings/").removesuffix(".md") for file in files for record in _own(file)]
    for at, file in enumerate(files):
        if len(known) > 1 and any(map(_approves_unknown, _own(file))) and file.imported:
            again = import_document(file.imported.document, graph, kind, body, day, lang, known)
            files[at] = replace(file, imported=again)
    return gathered(files, graph.names)


def gathered(files: Sequence[FileRead], names: OrganisationNames) -> Gathered:
    """What was found in files, those of one meeting together."""
    together = Gathered(list(files))
    parts: dict[str, list[_Part]] = {}
    for at, file in enumerate(files):
        for n, record in enumerate(file.imported.found.records if file.imported else ()):
            part = _part(at, file, record, n == 0)
            if not record.path.startswith("meetings/"):
                part = part.at(_free(record, parts))
            parts.setdefault(part.record.path, []).append(part)
    for path, same in parts.items():
        part, *others = sorted(same, key=lambda part: part.rank)
        for other in others:
            facts = {name: value for name, value in other.record.facts.items() if name not in PERSON_FIELDS}
            there = RecordFile(part.record.facts, Marks(path), part.record.text)
            numbers = _numbers(part.record, other.record)
            for conflict in (
                conflicts_in(there, facts, other.record.text, numbers, names) if part.rank < _PLANNED else ()
            ):
                if "exempt" not in conflict.field:
                    together.differences.append(Difference(path, part.file, other.file, conflict))
            part = _joined(part, other)
        together.records.append(part.record)
        together.sources += part.sources
    if len(files) > 1:
        together.records.sort(key=lambda record: (record.path.split("/")[0], record.path.split("/")[-1], record.path))
    together.questions = list(_still_open(files, together.records))
    return together


@dataclass(frozen=True)
class _Part:
    """What one file says of a record."""

    file: int
    rank: int
    record: NewRecord
    sources: tuple[FileSource, ...]

    def at(self, path: str) -> _Part:
        """The same of a record with another path."""
        sources = tuple(replace(one, source=replace(one.source, record=path)) for one in self.sources)
        return replace(self, record=replace(self.record, path=path), sources=sources)


def _part(at: int, file: FileRead, record: NewRecord, is_own: bool) -> _Part:
    assert file.imported
    rank = _RANK.get(file.imported.kind, 0) if file.imported.kind and is_own else _PLANNED
    sources = (FileSource(at, one) for one in file.imported.found.sources if one.record == record.path)
    return _Part(at, rank, record, tuple(sources))


def _free(record: NewRecord, parts: Mapping[str, Sequence[_Part]]) -> str:
    """A path for a record that no other record of the import has; the same record has the same."""
    stem, number, path = record.path.removesuffix(".md"), 1, record.path
    while path in parts and parts[path][0].record != replace(record, path=path):
        number += 1
        path = f"{stem}-{number}.md"
    return path


def _own(file: FileRead) -> list[NewRecord]:
    """The record of the meeting that a file is of, if it is of one."""
    is_of_one = file.imported is not None and file.imported.kind in _RANK
    return file.imported.found.records[:1] if is_of_one and file.imported else []


def _approves_unknown(record: NewRecord) -> bool:
    """Whether an item seems to approve minutes that were not known."""
    items = record.facts.get("agenda", ())
    return any("approves" not in item and _MINUTES.search(str(item.get("title", ""))) for item in items)


def _joined(base: _Part, other: _Part) -> _Part:
    """What two files say of one meeting: the first is believed, the second fills what it does not say.

    An item that one of them has as exempt is so in both, and nothing else is told of it. Nobody is taken from a notice
    into the lists of minutes.
    """
    if base.record == other.record:
        return replace(base, sources=(*base.sources, *other.sources))
    first, second = _closed_alike(base.record, other.record), _closed_alike(other.record, base.record)
    facts = dict(first.facts)
    has_people = any(name in facts for name in PERSON_FIELDS)
    moved: dict[int, int] = {}
    for name, value in second.facts.items():
        if name == "agenda":
            facts["agenda"], moved, stays = _one_agenda(facts.get("agenda", []), value)
            base = replace(base, sources=tuple(_moved(base.sources, stays)))
        elif not (name in PERSON_FIELDS and has_people):
            facts.setdefault(name, value)
    order = ["title", "lang", *Meeting.field_names()]
    text = with_sections(first.text, second.text, _numbers(first, second)).strip("\n")
    record = NewRecord(first.path, {name: facts[name] for name in dict.fromkeys(order) if name in facts}, text)
    return replace(base, record=record, sources=(*base.sources, *_moved(other.sources, moved)))


def _one_agenda(
    items: Sequence[dict[str, Any]], others: Sequence[dict[str, Any]]
) -> tuple[list[dict[str, Any]], dict[int, int], dict[int, int]]:
    """An agenda with what another has beside it, and where the items of the other, and its own, have gone."""
    one: list[tuple[dict[str, Any], int | None, int | None]] = [(item, n, None) for n, item in enumerate(items)]
    before = -1
    for n, item in enumerate(others):
        at = same_item([there for there, _, _ in one], item)
        if at is None:
            at = before + 1
            one.insert(at, (item, None, n))
        else:
            there, own, _ = one[at]
            told = {**item, **there}
            one[at] = ({name: told[name] for name in AgendaItem.field_names() if name in told}, own, n)
        before = at
    stays = {own: at for at, (_, own, _) in enumerate(one) if own is not None}
    moved = {n: at for at, (_, _, n) in enumerate(one) if n is not None}
    return [item for item, _, _ in one], moved, stays


def _moved(sources: Iterable[FileSource], places: Mapping[int, int]) -> Iterator[FileSource]:
    """Sources with the places of items as they are now."""
    for one in sources:
        head, _, rest = one.source.field.removeprefix("agenda.").partition(".")
        if one.source.field.startswith("agenda.") and head.isdigit():
            at = places.get(int(head), int(head))
            yield replace(one, source=replace(one.source, field=f"agenda.{at}.{rest}"))
        else:
            yield one


def _closed_alike(record: NewRecord, other: NewRecord) -> NewRecord:
    """A record with what another has as exempt held back in it too."""
    closed = [item for item in other.facts.get("agenda", ()) if "exempt" in item]
    items, names = [], set()
    for item in record.facts.get("agenda", ()):
        at = same_item(closed, item)
        items.append(item if at is None or "exempt" in item else closed[at])
        if "exempt" in items[-1]:
            names |= {str(item.get(name)) for name in ("number", "title") if item.get(name)}
    if not names:
        return record
    text = "".join(part.text for part in sections(record.text, 2) if part.heading not in names)
    return replace(record, facts={**record.facts, "agenda": items}, text=text.strip("\n"))


def _numbers(*records: NewRecord) -> list[str]:
    items = (item for record in records for item in record.facts.get("agenda", ()))
    return [str(item["number"]) for item in items if item.get("number")]


def _still_open(files: Sequence[FileRead], records: Sequence[NewRecord]) -> Iterator[tuple[int, Question]]:
    """What the files ask for, each question of a meeting once; not what another of the files answers."""
    facts = {record.path: record.facts for record in records}
    asked: set[tuple[str, str, str]] = set()
    for at, file in enumerate(files):
        path = next((record.path for record in file.imported.found.records), "") if file.imported else ""
        for question in file.imported.found.questions if file.imported else ():
            key = (path or str(file.path), question.about, question.code)
            is_told = len(files) > 1 and question.code == "import.ask_missing" and question.about in facts.get(path, {})
            if not is_told and key not in asked:
                asked.add(key)
                yield at, question
