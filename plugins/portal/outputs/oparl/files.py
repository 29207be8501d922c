"""The published attachments as Files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portal.derived.public import Agenda, Record
from portal.model import addresses
from portal.model.common import Attachment
from portal.model.kinds import CASE, MEETING
from portal.model.media_types import media_type
from portal.outputs.oparl.source import Object, Source, fingerprint, without

__all__ = ["RecordFiles", "files_of"]

_PRINTED = {
    addresses.NOTICE_PDF: "paper_pdf.notice",
    addresses.MINUTES_PDF: "paper_pdf.minutes",
    addresses.CASE_PDF: "paper_pdf.case_file",
}
"""What a printed paper is called."""
_LONGEST_NAME = 200  # bytes; file systems take 255
_BACK = ("meeting", "agendaItem", "paper")


@dataclass(frozen=True)
class RecordFiles:
    """The Files of a record by what they are known by: a file's name, or an address elsewhere.

    `own` are those of the record itself, `by_item` those of the items of a meeting, by position; `printed` are the
    papers that the portal makes of it, by their file's name.
    """

    files: dict[str, Object]
    own: tuple[str, ...]
    by_item: dict[int, tuple[str, ...]]
    printed: dict[str, Object]

    def inside(self, names: Iterable[str]) -> list[Object]:
        """Files as they stand inside the object that they belong to."""
        return [without(self.files[name], *_BACK) for name in names]


def files_of(source: Source, record: Record[Any]) -> RecordFiles:
    """The Files of a record: its attachments, those of its items, and the files that its text links to.

    A paper that is named but not published, or exempt, is no File, for a File can be read.
    """
    entries = source.portal.agendas.get(record.id, Agenda()).entries if record.kind is MEETING else ()
    own = _titles(record, record.facts.attachments)
    by_item = {entry.position: _titles(record, entry.item.attachments) for entry in entries}
    titles: dict[str, str] = {}
    for found in (own, *by_item.values()):
        for name, title in found.items():
            titles.setdefault(name, title)
    linked = {
        name: name.rpartition(".")[0]
        for name in sorted(record.files)
        if name not in titles and name != addresses.MINUTES_SIGNATURE
    }
    own |= linked
    holders: dict[str, list[str]] = {}
    for entry in entries:
        for name in by_item[entry.position]:
            holders.setdefault(name, []).append(f"agenda-item/{record.id}/{entry.anchor}")
    files = {
        name: _file(source, record, name, title, _back(source, record, name in own, holders.get(name, [])))
        for name, title in (titles | linked).items()
    }
    printed = {
        name: files[name] if name in files else _printed(source, record, name) for name in _prints(source, record)
    }
    if record.kind is CASE:
        own |= dict.fromkeys(printed, "")
    by_position = {position: tuple(found) for position, found in by_item.items()}
    return RecordFiles(files | printed, tuple(own), by_position, printed)


def _prints(source: Source, record: Record[Any]) -> list[str]:
    """The names of what the portal prints of a record."""
    base = record.address
    return [name for name in record.kind.papers if f"{base}{name}" in source.context.downloads]


def _printed(source: Source, record: Record[Any], name: str) -> Object:
    page = record.address
    download = source.context.downloads[f"{page}{name}"]
    return source.make(
        "File",
        f"file/{source.path(record.key)}/{name}",
        source.lifetimes.of(record),
        page,
        name=source.context.t(_PRINTED[name]),
        fileName=name,
        mimeType=media_type(name),
        size=download.size,
        accessUrl=source.context.url(download.address),
        **_back(source, record, True, []),
    )


def _titles(record: Record[Any], attachments: tuple[Attachment, ...]) -> dict[str, str]:
    """The titles of the attachments that can be read."""
    named = [(a.file if a.file in record.files else a.url, a.title) for a in attachments if not a.exempt]
    titles: dict[str, str] = {}
    for name, title in named:
        if name:
            titles.setdefault(name, title)
    return titles


def _back(source: Source, record: Record[Any], is_own: bool, items: list[str]) -> Object:
    """What a File belongs to."""
    of_record = [source.url(source.path(record.key))] if is_own else []
    return {
        "meeting": of_record if record.kind.oparl == "Meeting" else [],
        "agendaItem": [source.url(path) for path in items],
        "paper": of_record if record.kind.oparl == "Paper" else [],
    }


def _file(source: Source, record: Record[Any], name: str, title: str, back: Object) -> Object:
    stored, page = record.files.get(name), record.address
    about: Object = {"name": title, "accessUrl": name}
    if stored:
        about |= {
            "fileName": stored.name,
            "mimeType": media_type(stored.name),
            "size": stored.location.stat().st_size,
            "accessUrl": source.context.url(addresses.attachment(page, stored.name)),
        }
    if not stored or len(name.encode()) > _LONGEST_NAME:
        name = fingerprint(name)
    path = f"file/{source.path(record.key)}/{name}"
    return source.make("File", path, source.lifetimes.of(record), page, **about, **back)
