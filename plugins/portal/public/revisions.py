"""When what the public sees of each record was changed, as git remembers it.

When something changed is a fact of the record's content, not of a date that somebody typed. Each commit that touched
what a record shows (its own file, the files in its folder, for a meeting those of its bodies and its cases) is
published as it would have been at the commit's moment, and what was public then is compared with what was public
before. So a commit that changes only a draft, or what is held back, is no revision; and one that takes a hold away is.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

from portal.linked.portal import LinkedPortal, linked
from portal.model.clock import OSLO
from portal.model.kinds import CASE, KINDS, MEETING, ORGANISATION, Kind, path_of
from portal.model.meeting import Meeting, usual_length
from portal.model.problems import Place, Problem, warning
from portal.model.references import past_days
from portal.public.facets import Facets, facets_of
from portal.public.portal import PublicPortal
from portal.public.publishing import publish, visibilities
from portal.public.releases import due
from portal.public.revision import Revision, Revisions
from portal.public.visibility import Visibility
from portal.source.cache import FOLDER, Cache, Shelf, code_version
from portal.source.history.files import History
from portal.source.history.repository import Commit, Repository
from portal.source.parsing import parse_record
from portal.source.record import Key, Record
from portal.source.settings import SETTINGS_FILE
from portal.source.tree import StoredFile

__all__ = ["history_problems", "revisions_of"]

_IDS = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_JOINT = re.compile(r"^['\"]?with\b", re.MULTILINE)
"""That a meeting may be one of several bodies."""

_FOLDERS = tuple(kind.folder for kind in KINDS)
_LENT = ("title", "short", "kind", "deadlines", "lang", "draft", "publish_after", "exempt", "retracted")
"""The facts of a body or a case that show in a meeting: a version of theirs that has the same ones is the same."""
_WITHHELD = "\u2026"

Version = Mapping[str, str]
"""What one version of a record was made of: the blob of each file, by path."""


@dataclass(frozen=True)
class _State:
    """What a record was made of from a moment on, and the key that it had then."""

    moment: dt.datetime
    key: Key
    version: Version


@dataclass(frozen=True)
class _Told:
    """What was public of a record from a moment on; of a meeting that tells when it begins, how many minutes it takes,
    and 0 where it does not say when it ends."""

    moment: dt.datetime
    facts: Facets | None
    minutes: int | None


def revisions_of(root: Path, portal: LinkedPortal, moment: dt.datetime) -> dict[Key, Revisions] | None:
    """The revisions of the records that are public or closed at `moment`, by key; what is not committed is the last.

    Of a record that is closed by now no number of an item is told. `None` where nothing tells: without a repository, or
    with one whose history is not whole.
    """
    with Repository.around(root) as repository:
        if repository is None or not repository.is_whole:
            return None
        shelf = Shelf(Cache(root / FOLDER), "what was public, as checksums", code_version())
        reader = _Reader(repository, root, portal, moment, shelf)
        seen = visibilities(portal, moment)
        found = {r.key: reader.revisions(r, seen[r.key]) for r in portal.records if not seen[r.key].is_hidden()}
        for key, moments in reader.lengths():
            if key in found:
                found[key] = replace(found[key], lengths=moments)
        shelf.save()
        return found


def history_problems(root: Path) -> Iterator[Problem]:
    """A warning where a repository has not all of its history: then nobody knows when something was changed."""
    with Repository.around(root) as repository:
        if repository is not None and not repository.is_whole:
            yield warning(Place(SETTINGS_FILE), "history_cut")


class _Reader:
    """Reads the versions of records."""

    def __init__(
        self, repository: Repository, root: Path, portal: LinkedPortal, moment: dt.datetime, shelf: Shelf
    ) -> None:
        self._repository = repository
        self._shelf = shelf
        self._root = root
        self._portal = portal
        self._moment = moment
        self._history = History(repository, root, [record.path for record in portal.records])
        self._parsed: dict[tuple[str, str], Record[Any] | None] = {}
        self._lent: dict[tuple[str, str], str] = {}
        self._found: dict[Key, list[_Told]] = {}
        self._uncommitted: dict[str, bytes] = {}
        self._blobs = dict(self._on_disk())
        for record in portal.records:
            self._parsed[record.path, self._blobs[record.path]] = replace(record, files={})

    def revisions(self, record: Record[Any], seen: Visibility) -> Revisions:
        """The revisions of one record, of which so much may be seen."""
        told = [(one.moment, one.facts) for one in self._told(record) if one.facts is not None]
        steps = _compared(told)
        by_day = {at.astimezone(OSLO).date(): (at, facts) for at, facts in told}
        first = min((one.moment for one in self._touching.get(record.path, ())), default=None)
        days = _compared(list(by_day.values()))
        if seen.is_closed():  # the anchor of a decision is made of an item's number
            steps, days = (tuple(map(_without_anchors, told)) for told in (steps, days))
        return Revisions(steps, days, first == self._beginning)

    def lengths(self) -> Iterator[tuple[Key, tuple[dt.datetime, ...]]]:
        """When a body's meetings came to take another time, for each meeting that did not say when it ends then.

        One that is a draft again was public before, and counts for as long as it was.
        """
        by_body: dict[str, dict[Key, list[_Told]]] = {}
        for meeting in self._portal.graph.meetings:
            by_body.setdefault(meeting.body_id, {})[meeting.key] = self._told(meeting)
        for timed in by_body.values():
            changes = list(_changes_of_length(timed))
            for key, told in timed.items():
                yield key, tuple(at for at in changes if _lacks_end(told, at))

    # -- which commits

    @cached_property
    def _touching(self) -> dict[str, list[Commit]]:
        """The commits that changed each file, the oldest first: a merge where it differs from either side."""
        found: dict[str, list[Commit]] = {}
        for commit in self._repository.commits.values():
            for path in self._repository.touched(commit, _FOLDERS):
                found.setdefault(path, []).append(commit)
        return found

    @cached_property
    def _below(self) -> dict[str, list[Commit]]:
        """The commits that changed a file in each folder."""
        found: dict[str, dict[str, Commit]] = {}
        for path, commits in self._touching.items():
            found.setdefault(str(PurePosixPath(path).parent), {}).update((one.id, one) for one in commits)
        return {folder: list(commits.values()) for folder, commits in found.items()}

    @cached_property
    def _beginning(self) -> dt.datetime | None:
        """The moment of the first commit that has records."""
        return min((one.moment for commits in self._touching.values() for one in commits), default=None)

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {id_: position for position, id_ in enumerate(self._repository.commits)}

    # -- what a record was made of

    def _states(self, record: Record[Any]) -> list[_State]:
        """Each state of a record's files, the oldest first; the last is that of the disk."""
        keys = self._earlier_keys(record)
        lenders = self._lenders(record, keys)
        paths = [path for key in keys for path in (path_of(key), _folder(key))]
        commits = {one.id: one for path in (*paths, *lenders) for one in self._touched(path)}
        states: list[_State] = []
        for commit in sorted(commits.values(), key=lambda one: (one.moment, self._positions[one.id])):
            state = self._state(commit, keys, lenders)
            if state is None and record.path in self._left:
                states.clear()  # what stood here was another meeting, which has moved away
            elif state is not None and (not states or state.version != states[-1].version):
                states.append(state)
        now = _State(self._moment, record.key, self._canonical(dict(self._now(record, lenders)), lenders))
        return states if states and now.version == states[-1].version else [*states, now]

    @cached_property
    def _left(self) -> set[str]:
        """The files that meetings were moved from."""
        moved = (meeting for meeting in self._portal.graph.meetings if meeting.facts.moved_from)
        return {path_of((MEETING.name, meeting.first_id)) for meeting in moved}

    def _touched(self, path: str) -> list[Commit]:
        return self._touching.get(path) or self._below.get(path) or []

    def _state(self, commit: Commit, keys: list[Key], lenders: list[str]) -> _State | None:
        there = [key for key in keys if self._repository.blob(commit.id, path_of(key))]
        if not there:
            return None
        key = there[-1 if path_of(keys[0]) in self._left else 0]  # where it is now, another may have been
        files = self._repository.files(commit.id, [path_of(key), _folder(key), *lenders])
        return _State(min(commit.moment, self._moment), key, self._canonical(files, lenders))

    def _now(self, record: Record[Any], lenders: list[str]) -> Iterator[tuple[str, str]]:
        for path in (record.path, *(stored.path for stored in record.files.values()), *lenders):
            if path in self._blobs:
                yield path, self._blobs[path]

    def _on_disk(self) -> Iterator[tuple[str, str]]:
        """The blob of each file that a record has now; what is in none is remembered under a name of its own."""
        committed = self._repository.files(self._repository.head, _FOLDERS)
        for record in self._portal.records:
            files = ((stored.path, stored.location) for stored in record.files.values())
            for path, location in ((record.path, self._root / record.path), *files):
                if path in committed and self._repository.is_checked_out(committed[path], location):
                    yield path, committed[path]
                    continue
                content = location.read_bytes()
                name = f"not committed: {hashlib.sha256(content).hexdigest()}"
                self._uncommitted[name] = content
                yield path, name

    def _earlier_keys(self, record: Record[Any]) -> list[Key]:
        """The key of a record, then those that it had before: as it says itself, or as its file was called."""
        first = path_of((record.kind.name, record.first_id))
        paths = list(dict.fromkeys((record.path, first, *self._gone.get(record.first_id, ()))))
        for path in paths:
            paths += [old for old in self._history.formerly(path) if old not in paths]
        return [(record.kind.name, path.partition("/")[2].removesuffix(".md")) for path in paths]

    @cached_property
    def _gone(self) -> dict[str, list[str]]:
        """The files of meetings that are there no more and had been moved, by the id that each had first."""
        found: dict[str, list[str]] = {}
        for path in self._touching.keys() - self._blobs.keys():
            blobs = (self._repository.blob(commit.id, path) for commit in reversed(self._touching[path]))
            last = next(filter(None, blobs), None) if _kind(path) is MEETING else None
            record = self._record(path, last) if last else None
            if record and record.facts.moved_from:
                found.setdefault(record.first_id, []).append(path)
        return {id_: sorted(paths) for id_, paths in found.items()}

    def _lenders(self, record: Record[Any], keys: list[Key]) -> list[str]:
        """The files of the bodies that a meeting is or was of, and of the cases that it has or had on its agenda."""
        if record.kind is not MEETING:
            return []
        cases = {one.value for one in record.references if one.refers.kind == CASE.name}
        joint = set(record.body_ids[1:])
        for key in keys:
            for commit in self._touching.get(path_of(key), ()):
                blob = self._repository.blob(commit.id, path_of(key))
                text = self._repository.text(blob) if blob else ""
                cases |= self._cases & set(_IDS.findall(text))
                earlier = self._record(path_of(key), blob) if blob and _JOINT.search(text) else None
                joint |= set(earlier.body_ids[1:]) if earlier else set()
        bodies = (record.body_id, *sorted(joint - {record.body_id}))
        return [
            *(path_of((ORGANISATION.name, body)) for body in bodies),
            *(path_of((CASE.name, case)) for case in sorted(cases)),
        ]

    @cached_property
    def _cases(self) -> set[str]:
        """The ids of all cases that there are or were."""
        folder = f"{CASE.folder}/"
        paths = (path for path in self._touching if path.startswith(folder) and path.endswith(".md"))
        return {path.removeprefix(folder).removesuffix(".md") for path in paths}

    def _canonical(self, files: Version, lenders: list[str]) -> Version:
        """The version with one blob for all those of a lender that show the same."""
        return {path: self._shown(path, blob) if path in lenders else blob for path, blob in files.items()}

    def _shown(self, path: str, blob: str) -> str:
        if (path, blob) not in self._lent:
            lent = self._remembered(("lent", path, blob), lambda: self._what_is_lent(path, blob))
            self._lent.setdefault((path, lent), blob)
            self._lent[path, blob] = self._lent[path, lent]
        return self._lent[path, blob]

    def _remembered(self, key: object, make: Callable[[], Any]) -> Any:
        return json.loads(self._shelf.get(key, lambda: json.dumps(make()).encode()))

    def _what_is_lent(self, path: str, blob: str) -> str:
        record = self._record(path, blob)
        told = repr([getattr(record.facts, name, None) for name in _LENT]) if record else blob
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()

    # -- what was public of it

    def _told(self, record: Record[Any]) -> list[_Told]:
        """What was public in each state, and when something that waited for its date came out of it."""
        if record.key not in self._found:
            states = self._states(record)
            ends = [*(state.moment for state in states[1:]), self._moment]
            self._found[record.key] = [
                one for state, end in zip(states, ends, strict=True) for one in self._of(state, end)
            ]
        return self._found[record.key]

    def _of(self, state: _State, end: dt.datetime) -> Iterator[_Told]:
        made_of = ("facts", state.moment.isoformat(), state.key, sorted(state.version.items()))
        for moment, facts, minutes in self._remembered(made_of, partial(self._published, state)):
            if (at := dt.datetime.fromisoformat(moment)) <= end:
                yield _Told(at, facts, minutes)

    def _published(self, state: _State) -> list[tuple[str, Facets | None, int | None]]:
        """What is public in a state from its moment on, and from each moment at which something in it comes true.

        Nothing if it cannot be read: no site was built of it.
        """
        portal = self._linked(state)
        if state.key not in portal.graph.records:
            return []
        waiting = sorted({*(release.moment for release in due(portal, state.moment)), *_turns(portal, state)})
        published = ((at, publish(portal, at, _WITHHELD)) for at in (state.moment, *waiting))
        return [(at.isoformat(), facets_of(public, state.key), _minutes(public, state.key)) for at, public in published]

    def _linked(self, state: _State) -> LinkedPortal:
        records = [self._record(path, blob, state.version) for path, blob in state.version.items() if _kind(path)]
        read = [record for record in records if record is not None]
        return linked(read, [record.key for record in read])

    def _record(self, path: str, blob: str, version: Version | None = None) -> Record[Any] | None:
        """A record as a blob has it, and the files that lay in its folder, each at a place named by its own blob."""
        kind = _kind(path)
        if kind is None or not path.endswith(".md") or path.count("/") != kind.depth:
            return None
        if (path, blob) not in self._parsed:
            id_ = path.partition("/")[2].removesuffix(".md")
            data = self._uncommitted.get(blob) or self._repository.content(blob)
            record, problems = parse_record(data, path, kind, id_)
            is_faulty = any(problem.severity.stops_build() for problem in problems)
            self._parsed[path, blob] = None if is_faulty else record
        record = self._parsed[path, blob]
        if record is None or version is None:
            return record
        folder = f"{record.folder}/"
        files = {
            below: StoredFile(name, Path(held))
            for name, held in version.items()
            if name.startswith(folder) and "/" not in (below := name.removeprefix(folder))
        }
        return replace(record, files=files) if files else record


def _compared(told: list[tuple[dt.datetime, Facets]]) -> tuple[Revision, ...]:
    """The differences between facts that follow on each other; the first ones are all new."""
    before: Facets = {}
    revisions = []
    for at, facts in told:
        revision = Revision(
            at,
            frozenset(facts.keys() - before.keys()),
            frozenset(name for name in facts.keys() & before.keys() if facts[name] != before[name]),
            frozenset(before.keys() - facts.keys()),
        )
        if revision.facets:
            revisions.append(revision)
        before = facts
    return tuple(revisions)


def _minutes(portal: PublicPortal, key: Key) -> int | None:
    record = portal.records.get(key)
    facts = record.facts if record else None
    if not isinstance(facts, Meeting) or facts.start is None:
        return None
    return facts.minutes_taken or (None if facts.end or facts.end_date else 0)


def _changes_of_length(timed: Mapping[Key, list[_Told]]) -> Iterator[dt.datetime]:
    """The moments at which what the meetings of a body most often take became another time."""
    turns = sorted((one.moment, key, one.minutes or 0) for key, told in timed.items() for one in told)
    taken: dict[Key, int] = {}
    before: int | None = None
    for moment, ones in groupby(turns, key=lambda one: one[0]):
        taken |= {key: minutes for _, key, minutes in ones}
        if (now := usual_length(filter(None, taken.values()))) != before:
            yield moment
        before = now


def _lacks_end(told: list[_Told], moment: dt.datetime) -> bool:
    """Whether a meeting that was public before a moment did not say then when it ends."""
    latest = next((one for one in reversed(told) if one.moment <= moment), None)
    return latest is not None and latest.minutes == 0 and told[0].moment < moment


def _without_anchors(revision: Revision) -> Revision:
    names = ({name.partition("/")[0] for name in part} for part in (revision.added, revision.changed, revision.removed))
    return Revision(revision.moment, *map(frozenset, names))


def _turns(portal: LinkedPortal, state: _State) -> Iterator[dt.datetime]:
    """The beginnings of the days to come from which on something is told as done: its own date, or its meeting's."""
    record = portal.graph.records[state.key]
    days = {day for _, day in past_days(record.facts)}
    if record.kind is MEETING:
        days |= {record.day, record.day + dt.timedelta(days=1)}
    for day in days:
        if (moment := dt.datetime.combine(day, dt.time(), OSLO)) > state.moment:
            yield moment


def _folder(key: Key) -> str:
    return path_of(key).removesuffix(".md")


def _kind(path: str) -> Kind | None:
    return next((kind for kind in KINDS if path.startswith(f"{kind.folder}/")), None)
