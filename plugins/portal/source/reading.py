"""Read: the files of a folder become records, with all that is wrong with each; what was read is remembered."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from portal.model import addresses
from portal.model.common import Exemption, RecordFacts
from portal.model.kinds import KINDS, MEETING, ORGANISATION, Kind, kind_named
from portal.model.problems import Place, Problem, error, warning
from portal.model.references import parts
from portal.model.values import is_id
from portal.source.cache import Cache, code_version, digest_of
from portal.source.decoding import decode, read_bytes, read_text
from portal.source.frontmatter import Marks
from portal.source.parsing import FAIL_SAFE, parse_text
from portal.source.pickling import Unreadable, dumped, loaded, without_collecting
from portal.source.record import Key, Record, meeting_day
from portal.source.tree import StoredFile, walk_files
from portal.source.workers import forked_workers
from portal.text.outline import Outline

__all__ = ["Parsed", "PortalReader", "read_records"]

_PASSED_OVER = re.compile(r"readme\.md|_.*", re.IGNORECASE)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_FEW = 200
"""So many files are parsed sooner than workers are there."""
_CHUNK = 50


@dataclass
class Parsed:
    """What was read: the records that could be understood, and everything that was wrong.

    `known` holds the keys of all record files, also of those that could not be
    read, so that one fault does not make every reference to it another. `texts`
    are the texts of all Markdown files, by path, and `files` are the files beside them.
    """

    records: list[Record[Any]] = field(default_factory=list)
    known: set[Key] = field(default_factory=set)
    texts: dict[str, str] = field(default_factory=dict)
    files: list[StoredFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


_Read = tuple[RecordFacts | None, Outline, Marks, tuple[Problem, ...], bool]
"""What a text holds (nothing can be made of it without facts), what is wrong, and whether it holds something back."""


@dataclass(frozen=True)
class _Task:
    """The text of a record's file, which is yet to be parsed."""

    text: str
    path: str
    kind: str
    id: str


@dataclass(frozen=True)
class _Found:
    """What a record's file was found to hold: the record is `None` where nothing can be made of it."""

    digest: str
    text: str
    record: Record[Any] | None
    problems: tuple[Problem, ...]
    holds_back: bool


@dataclass(frozen=True)
class _Entry:
    """A file below a kind's folder: its id if it is a record's, and what is wrong with its place or its name."""

    file: StoredFile
    id: str | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Listed:
    """The files of a kind's folder in order of path, and those that lie in each folder by name."""

    kind: Kind
    entries: list[_Entry]
    own: Mapping[str, Mapping[str, StoredFile]]


def read_records(
    root: Path,
    instead: Mapping[str, str] | None = None,
    cache: Cache | None = None,
    heard: Callable[[int], object] = lambda total: None,
) -> Parsed:
    """Read every record below `root`; `instead` has the texts that files, by path, are read as if they held.

    `heard` is told of each record that is parsed, with how many there are to parse.
    """
    return PortalReader(root, cache, heard).read(instead=instead)


class PortalReader:
    """Reads the records of the portal in `root`, again and again: a file that did not change gives the same record.

    `cache` keeps what files were found to hold, by their bytes, for other runs.
    """

    def __init__(
        self, root: Path, cache: Cache | None = None, heard: Callable[[int], object] = lambda total: None
    ) -> None:
        self._root = root
        self._cache = cache
        self._heard = heard
        self._listed: list[_Listed] = []
        self._found: dict[str, _Found] = {}

    def read(self, changed: Collection[str] | None = None, instead: Mapping[str, str] | None = None) -> Parsed:
        """All records; `changed` are the paths of the files to look at again, `None` of all.

        `instead` has the texts that files, by path, are read as if they held.
        """
        instead = instead or {}
        again = None if changed is None else {unicodedata.normalize("NFC", path) for path in (*changed, *instead)}
        if again is None or not self._is_listed(again):
            self._listed = [_list(self._root, kind, instead) for kind in KINDS]
        self._understand(again, instead)
        return self._parsed()

    def _is_listed(self, paths: Collection[str]) -> bool:
        """Whether the files that changed are known, and are still there as what they were.

        Of a file beside the records its size is told too; what a record's file holds is read again.
        """
        folders = tuple(f"{kind.folder}/" for kind in KINDS)
        known = {entry.file.path: entry for listed in self._listed for entry in listed.entries}
        changed = [known.get(path) for path in paths if path.startswith(folders)]
        return bool(self._listed) and all(one and one.file.is_as_it_was(one.id is None) for one in changed)

    def _understand(self, again: Collection[str] | None, instead: Mapping[str, str]) -> None:
        """Read the files that are new or to be looked at again, and forget those that are gone."""
        before, self._found = self._found, {}
        digests: dict[str, str] = {}
        tasks: list[_Task] = []
        for kind, file, id_ in self._record_files():
            path, known = file.path, before.get(file.path)
            if known and again is not None and path not in again:
                self._found[path] = known
                continue
            data, faults = (instead[path].encode(), []) if path in instead else read_bytes(file)
            digests[path] = hashlib.sha256(data).hexdigest()
            if known and known.digest == digests[path] and not faults:
                self._found[path] = known
                continue
            text, faults = ("", faults) if faults else decode(data, path)
            if faults:
                self._found[path] = _Found("", "", None, tuple(faults), holds_back=True)
            else:
                tasks.append(_Task(text, path, kind.name, id_))
        with without_collecting(lasting=len(tasks) > _FEW):
            self._parse(tasks, digests)

    def _record_files(self) -> Iterator[tuple[Kind, StoredFile, str]]:
        for listed in self._listed:
            for entry in listed.entries:
                if entry.id is not None:
                    yield listed.kind, entry.file, entry.id

    def _parse(self, tasks: list[_Task], digests: Mapping[str, str]) -> None:
        """Parse texts, but for those that the cache knows; `digests` are those of their files, by path."""
        keys = {
            task.path: digest_of("record", task.kind, task.path, digests[task.path], code_version()) for task in tasks
        }
        kept = self._cache.find(keys.values()) if self._cache else {}
        open_ = []
        for task in tasks:
            try:
                self._take(task, digests, loaded(kept[keys[task.path]]))
            except (KeyError, Unreadable):
                open_.append(task)
        new: dict[str, bytes | None] = {}
        for task, data in zip(open_, _parsed_by_workers(open_), strict=True):
            read = _parse(task) if data is None else loaded(data)
            new[task.path] = dumped(read) if data is None and self._cache else data
            self._take(task, digests, read)
            self._heard(len(open_))
        if self._cache and new:
            hidden = self._hidden_names()
            public = [path for path in new if self._may_be_kept(path, hidden)]
            self._cache.keep({keys[path]: data for path in public if (data := new[path])})

    def _take(self, task: _Task, digests: Mapping[str, str], read: _Read) -> None:
        facts, outline, marks, problems, holds_back = read
        record = None if facts is None else Record(kind_named(task.kind), task.id, task.path, facts, outline, marks)
        self._found[task.path] = _Found(digests[task.path], task.text, record, problems, holds_back)

    def _hidden_names(self) -> tuple[frozenset[str], tuple[str, ...]]:
        """What names records that hold something back, or cannot be read: parts of ids, and organisations' names."""
        ids: set[str] = set()
        names: list[str] = []
        for kind, file, id_ in self._record_files():
            found = self._found[file.path]
            if found.holds_back:
                ids.add(id_.rpartition("/")[2])
                if kind is ORGANISATION and found.record:
                    names += filter(None, (found.record.facts.title, found.record.facts.short))
        return frozenset(ids), tuple(names)

    def _may_be_kept(self, path: str, hidden: tuple[frozenset[str], tuple[str, ...]]) -> bool:
        """Whether all of a record may be read by everybody: it holds nothing back, and names nothing that does."""
        ids, names = hidden
        found = self._found[path]
        if found.holds_back or found.problems:
            return False
        said = {*_ID.findall(found.text), *_ID.findall(path)} if ids else set()
        return ids.isdisjoint(said) and not any(name in found.text for name in names)

    def _parsed(self) -> Parsed:
        parsed = Parsed()
        for listed in self._listed:
            for entry in listed.entries:
                parsed.problems.extend(entry.problems)
                if entry.id is None:
                    _take_beside(entry.file, parsed)
                else:
                    parsed.known.add((listed.kind.name, entry.id))
                    self._take_record(entry, listed.own, parsed)
        return parsed

    def _take_record(self, entry: _Entry, own: Mapping[str, Mapping[str, StoredFile]], parsed: Parsed) -> None:
        path = entry.file.path
        found, files = self._found[path], own.get(path.removesuffix(".md"), {})
        parsed.problems.extend(found.problems)
        if found.digest:
            parsed.texts[path] = found.text
        if found.record is not None and found.record.files != files:
            found = self._found[path] = replace(found, record=replace(found.record, files=files))
        if found.record is not None and not entry.problems:
            parsed.records.append(found.record)


def _take_beside(file: StoredFile, parsed: Parsed) -> None:
    """Take in a file that is no record."""
    if file.name.endswith(".md") and not file.is_link:
        parsed.texts[file.path] = read_text(file)[0]
    else:
        parsed.files.append(file)


def _parsed_by_workers(tasks: Sequence[_Task]) -> list[bytes | None]:
    """What each text holds, as bytes, worked out on all cores; `None` where it is sooner, or must be, done here."""
    if len(tasks) > _FEW and (workers := forked_workers()):
        chunks = [tasks[at : at + _CHUNK] for at in range(0, len(tasks), _CHUNK)]
        with suppress(BrokenProcessPool, OSError), workers:
            return [data for chunk in workers.map(_parsed_chunk, chunks) for data in chunk]
    return [None for _ in tasks]


def _parsed_chunk(tasks: Sequence[_Task]) -> list[bytes | None]:
    return [dumped(_parse(task)) for task in tasks]


def _parse(task: _Task) -> _Read:
    record, problems = parse_text(task.text, task.path, kind_named(task.kind), task.id)
    if record is None:
        return None, Outline(), Marks(task.path), tuple(problems), True
    facts = record.facts
    _ = record.outline.references  # found here, where workers help, and kept with the rest
    holds_back = any(getattr(facts, name) for name in FAIL_SAFE) or any(True for _ in parts(facts, Exemption))
    return facts, record.outline, record.marks, tuple(problems), holds_back


def _list(root: Path, kind: Kind, instead: Mapping[str, str]) -> _Listed:
    """The files of a kind, and of `instead` those that are not there yet."""
    files = list(walk_files(root, kind.folder))
    new = {path for path in instead if path.startswith(f"{kind.folder}/")} - {file.path for file in files}
    files += [StoredFile(path, root / path) for path in sorted(new)]
    own: dict[str, dict[str, StoredFile]] = {}
    for file in files:
        own.setdefault(file.path.rpartition("/")[0], {})[file.name] = file
    paths = {file.path for file in files}
    return _Listed(kind, [_entry(file, kind, paths) for file in files], own)


def _entry(file: StoredFile, kind: Kind, paths: set[str]) -> _Entry:
    if not _is_record_file(file, kind):
        return _Entry(file, None, tuple(_stray(file, kind, paths)))
    id_ = "/".join(file.parts[1:]).removesuffix(".md")
    return _Entry(file, id_, tuple(_id_problems(file, kind, id_)))


def _is_record_file(file: StoredFile, kind: Kind) -> bool:
    at_depth = len(file.parts) == kind.depth + 1
    return at_depth and file.name.endswith(".md") and not _PASSED_OVER.fullmatch(file.name)


def _stray(file: StoredFile, kind: Kind, paths: set[str]) -> Iterator[Problem]:
    """What to say of a file that is no record: nothing when it lies in a record's own folder."""
    if file.is_link and file.location.is_dir():
        yield error(Place(file.path), "symbolic_link")
        return
    if _PASSED_OVER.fullmatch(file.name):
        return
    parents = [str(parent) for parent in PurePosixPath(file.path).parents]
    if f"{parents[0]}.md" in paths:
        return
    if any(f"{parent}.md" in paths for parent in parents[:-1]):
        yield warning(Place(file.path), "file_in_subfolder")
        return
    place = Place(file.path)
    if file.name.lower().endswith((".md", ".markdown")):
        yield error(place, f"wrong_place_{kind.name}" if kind is MEETING else "wrong_place", folder=kind.folder)
    else:
        yield warning(place, "file_without_record", folder=kind.folder)


def _id_problems(file: StoredFile, kind: Kind, id_: str) -> Iterator[Problem]:
    place = Place(file.path)
    steps = id_.split("/")
    if kind is MEETING:
        if not is_id(steps[0]):
            yield error(place, "id_form", found=steps[0], instead=addresses.slug(steps[0]))
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}(-[2-9]|-[1-9]\d+)?", steps[1]):
            yield error(place, "meeting_file_name", found=steps[1])
            return
        try:
            meeting_day(id_)
        except ValueError:
            yield error(place, "meeting_file_day", found=steps[1][:10])
        return
    if not is_id(id_):
        yield error(place, "id_form", found=id_, instead=addresses.slug(id_))
    elif kind.is_reserved(id_):
        yield error(place, f"id_reserved_{kind.name}" if kind is ORGANISATION else "id_reserved", found=id_)
