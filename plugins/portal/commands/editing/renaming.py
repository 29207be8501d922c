"""`portal rename`: a record called otherwise, with its folder, every reference to it, and its earlier address."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from portal.commands.editing.edits import Edit, Unplaced, edited
from portal.commands.editing.records import checked_portal, linked_records, record_named
from portal.commands.speaking import Refused
from portal.language.catalogue import catalogue_for
from portal.linked.portal import LinkedPortal
from portal.linked.targets import TargetKind
from portal.model.clock import build_moment
from portal.model.kinds import MEETING, ORGANISATION, Kind, path_of
from portal.model.problems import Place, Problem, report
from portal.model.references import FieldReference
from portal.model.values import is_id
from portal.public.visibility import visibility
from portal.site.folder import changing
from portal.source.content import ContentPage, read_content
from portal.source.ledger import address_of, read_ledger
from portal.source.record import Key, Record, meeting_day
from portal.source.settings import Settings
from portal.source.writing import extended
from portal.text.fragment import Reference
from portal.text.outline import TooDeep, TooMuch, read_outline

__all__ = ["Renaming", "plan_renaming", "rename"]


@dataclass(frozen=True)
class Renaming:
    """What a renaming does: files and folders that move, and the texts that change.

    `texts` are the new texts by the path that each file then has, `before` the old ones by the same paths, and
    `formerly` the path that each had.
    """

    moves: tuple[tuple[str, str], ...]
    texts: Mapping[str, str]
    before: Mapping[str, str]
    formerly: Mapping[str, str]


def rename(root: Path, settings: Settings, renaming: Renaming) -> None:
    """Do what was planned, unless the portal is then worse than it was: then all is put back, and `Refused` raised."""
    known = _faults(checked_portal(root, settings).problems, renaming)
    with changing(root, renaming.texts, renaming.moves):
        problems = checked_portal(root, settings).problems
        new = _faults(problems, None) - known
        if new:
            told = [one for one in problems if (one.place.path, one.code) in new]
            catalogue = catalogue_for(settings.lang)
            raise Refused(f"{catalogue.text('rename.worse')}\n{report(told, catalogue)}")


def _faults(problems: Iterable[Problem], renaming: Renaming | None) -> Counter[tuple[str, str]]:
    """How often each thing is wrong in each file, by the path that the file has afterwards."""
    new = {old: path for path, old in renaming.formerly.items()} if renaming else {}
    return Counter((new.get(one.place.path, one.place.path), one.code) for one in problems)


def plan_renaming(root: Path, settings: Settings, old: str, new: str) -> Renaming:
    """What must be done for the record that `old` means to have the id `new`; raises `Refused`."""
    catalogue = catalogue_for(settings.lang)
    _, portal = linked_records(root, settings)
    record = record_named(root, portal, old, catalogue)
    unread = sorted(path_of(key) for key in portal.known if key not in portal.graph.records)
    if unread:
        raise Refused(catalogue.text("rename.unread", path=unread[0]))
    id_ = _new_id(record, new)
    if not _is_id_of(record.kind, id_):
        raise Refused(catalogue.text("rename.form", found=new))
    if id_ == record.id:
        raise Refused(catalogue.text("rename.same", path=record.path))
    if record.kind is MEETING and portal.graph.organisation(id_.partition("/")[0]) is None:
        raise Refused(catalogue.text("edit.unknown", found=id_.partition("/")[0]))
    planner = _Planner(root, settings, portal, record, id_)
    for _, target in planner.moves:
        if (root / target).exists():
            raise Refused(catalogue.text("edit.exists", path=target))
    try:
        return planner.plan()
    except Unplaced as fault:
        raise Refused(catalogue.text("rename.unplaced", place=fault.args[0].place, found=fault.args[0].old)) from None


def _new_id(record: Record[Any], text: str) -> str:
    """An id from what was typed: an id, a path, or a new date of a meeting alone."""
    id_ = text.removesuffix(".md").removeprefix(f"{record.kind.folder}/")
    return f"{record.body_id}/{id_}" if record.kind is MEETING and "/" not in id_ else id_


def _is_id_of(kind: Kind, id_: str) -> bool:
    if kind is not MEETING:
        return is_id(id_) and not kind.is_reserved(id_)
    try:
        return re.fullmatch(r"[^/]+/\d{4}-\d{2}-\d{2}(-[2-9]|-[1-9]\d+)?", id_) is not None and bool(meeting_day(id_))
    except ValueError:
        return False


class _Planner:
    """Finds all that a new id changes."""

    def __init__(self, root: Path, settings: Settings, portal: LinkedPortal, record: Record[Any], id_: str) -> None:
        self._root, self._settings, self._portal = root, settings, portal
        pages = read_content(root, settings.content, settings.lang)
        self._content = {page.path: page for page in pages if not page.is_shipped}
        self._keys: dict[Key, str] = {record.key: id_}
        if record.kind is ORGANISATION:
            for meeting in portal.graph.meetings_of(record.id):
                self._keys[meeting.key] = f"{id_}/{meeting.id.partition('/')[2]}"
        self.moves = tuple(self._moves(record, id_))
        self._new_paths = dict(self._paths())

    def _moves(self, record: Record[Any], id_: str) -> Iterator[tuple[str, str]]:
        path = path_of((record.kind.name, id_))
        yield record.path, path
        if (self._root / record.folder).is_dir():
            yield record.folder, path.removesuffix(".md")
        meetings = f"{MEETING.folder}/{record.id}"
        if record.kind is ORGANISATION and (self._root / meetings).is_dir():
            yield meetings, f"{MEETING.folder}/{id_}"

    def _paths(self) -> Iterator[tuple[str, str]]:
        """The new path of each file that moves, and of the page of each record as a hand-written page links to it."""
        for key, id_ in self._keys.items():
            record = self._portal.graph.records[key]
            path = path_of((key[0], id_))
            yield record.path, path
            for name in record.files:
                yield f"{record.folder}/{name}", f"{path.removesuffix('.md')}/{name}"
            page = f"{self._settings.content}{record.address}index.md"
            yield page, page.removesuffix(f"{record.id}/index.md") + f"{id_}/index.md"

    def plan(self) -> Renaming:
        texts, before, formerly = {}, {}, {}
        aliases = {record.path: record.address for record in self._moved() if self._was_public(record)}
        for path in (*(record.path for record in self._portal.records), *self._content):
            old = (self._root / path).read_bytes().decode("utf-8")
            new = edited(old, self._edits(path))
            if path in aliases and aliases[path] not in self._record(path).facts.aliases:
                new = extended(new, "aliases", [aliases[path]])
            target = self._new_paths.get(path, path)
            if new != old:
                texts[target], before[target] = new, old
            if new != old or target != path:
                formerly[target] = path
        return Renaming(self.moves, texts, before, formerly)

    def _moved(self) -> list[Record[Any]]:
        return [self._portal.graph.records[key] for key in self._keys]

    def _record(self, path: str) -> Record[Any]:
        return next(record for record in self._portal.records if record.path == path)

    def _was_public(self, record: Record[Any]) -> bool:
        """Whether a record's page may be known: it is published, or the ledger has it."""
        ledger, _ = read_ledger(self._root)
        moment: dt.datetime = build_moment()
        is_listed = ledger is not None and address_of(record.address) in ledger.addresses
        return is_listed or not visibility(record.facts, moment).is_hidden()

    def _edits(self, path: str) -> Iterator[Edit]:
        if path in self._content:
            page = self._content[path]
            yield from self._links(path, _links_in(page))
            return
        record = self._record(path)
        yield from self._links(path, record.outline.references)
        for reference in record.references:
            key = self._portal.graph.target_of(reference)
            if key in self._keys and reference.value == key[1]:
                yield Edit(self._place(record, reference), key[1], self._keys[key])

    def _place(self, record: Record[Any], reference: FieldReference) -> Place:
        """Where the id in a field stands: within its quotes, or within the brackets behind a person's name."""
        place = record.marks.value(*reference.at)
        line = self._line(place)[place.column - 1 :]
        is_person = reference.at[-1] == "organisation" and reference.at not in record.marks.values
        pattern = rf".*?[(,]\s*(?={reference.value}\s*[,)])" if is_person else r"['\"]?"
        start = re.match(pattern, line)
        return Place(place.path, place.line, place.column + (start.end() if start else 0))

    def _links(self, path: str, links: Iterable[Reference]) -> Iterator[Edit]:
        origin = self._new_paths.get(path, path)
        for reference in links:
            target = self._portal.targets.resolve(path, reference.target)
            if target.kind in (TargetKind.ELSEWHERE, TargetKind.OUTSIDE, TargetKind.HERE):
                continue
            there = self._new_paths.get(target.path, target.path)
            if there == target.path and posixpath.dirname(origin) == posixpath.dirname(path):
                continue
            href = reference.target.partition("#")[0]
            new = posixpath.relpath(there, posixpath.dirname(origin))
            is_encoded = href in self._line(reference.place)
            spelled = (href, quote(new, safe="/") if "%" in href else new) if is_encoded else (unquote(href), new)
            if spelled[0] != spelled[1]:
                yield Edit(reference.place, *spelled)

    def _line(self, place: Place) -> str:
        """A line as it is read."""
        lines = (self._root / place.path).read_bytes().decode("utf-8").split("\n")
        return unicodedata.normalize("NFC", lines[place.line - 1]) if place.line <= len(lines) else ""


def _links_in(page: ContentPage) -> list[Reference]:
    """The links of a hand-written page; none where it cannot be read."""
    first = page.source.count("\n") - page.text.count("\n") + 1
    try:
        return list(read_outline(page.text, page.path, first).references)
    except (TooDeep, TooMuch):
        return []
