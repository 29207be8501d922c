"""What a link in a text leads to: a record, a file of a record, a content page, or nothing that is there."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any
from urllib.parse import unquote, urlsplit

from portal.source.record import Key, Record

__all__ = ["Target", "TargetKind", "Targets"]


class TargetKind(Enum):
    """What is at the end of a link."""

    RECORD = "record"
    FILE = "file"
    CONTENT = "content"
    HERE = "here"
    UNREAD = "unread"
    ELSEWHERE = "elsewhere"
    OUTSIDE = "outside"
    MISSING = "missing"


@dataclass(frozen=True)
class Target:
    """The end of a link: `key` of the record (for a file, of the record that has it), `name` of the file."""

    kind: TargetKind
    path: str = ""
    key: Key | None = None
    name: str = ""
    anchor: str = ""


class Targets:
    """Resolves links by the paths of files, as a git host does."""

    def __init__(
        self, records: Mapping[Key, Record[Any]], content: Mapping[str, str], unread: Iterable[str] = ()
    ) -> None:
        self._records = {record.path: record for record in records.values()}
        self._folders = {record.folder: record for record in records.values()}
        self._content = content
        self._unread = set(unread)

    def resolve(self, origin: str, href: str) -> Target:
        """The target of `href` written in the file `origin`; both as paths from the portal's folder."""
        parts = urlsplit(href)
        anchor = unquote(parts.fragment)
        if parts.scheme:
            return Target(TargetKind.ELSEWHERE, href)
        if parts.netloc or (parts.query and not parts.path):
            return Target(TargetKind.OUTSIDE, href)
        if not parts.path:
            here = self._records.get(origin)
            return Target(TargetKind.HERE, origin, here.key if here else None, anchor=anchor)
        if parts.path.startswith("/"):
            return Target(TargetKind.OUTSIDE, parts.path, anchor=anchor)
        stored = unicodedata.normalize("NFC", unquote(parts.path))
        path = posixpath.normpath(posixpath.join(posixpath.dirname(origin), stored))
        if path.startswith(".."):
            return Target(TargetKind.OUTSIDE, path, anchor=anchor)
        if path in self._records:
            return Target(TargetKind.RECORD, path, self._records[path].key, anchor=anchor)
        if path in self._content:
            return Target(TargetKind.CONTENT, path, name=self._content[path], anchor=anchor)
        folder, _, name = path.rpartition("/")
        owner = self._folders.get(folder)
        if owner is not None and name in owner.files:
            return Target(TargetKind.FILE, path, owner.key, name, anchor)
        if path in self._unread or f"{folder}.md" in self._unread:
            return Target(TargetKind.UNREAD, path, anchor=anchor)
        return Target(TargetKind.MISSING, path, anchor=anchor)

    def paths(self) -> list[str]:
        """The paths that a link can lead to, for a near miss."""
        files = [f"{record.folder}/{name}" for record in self._records.values() for name in record.files]
        return [*self._records, *files, *self._content]
