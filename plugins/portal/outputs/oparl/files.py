"""The published attachments as Files."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from portal.derived.public import Agenda, Record
from portal.model import addresses
from portal.model.common import Attachment
from portal.model.kinds import MEETING
from portal.model.media_types import media_type
from portal.outputs.oparl.source import LazyObject, Object, Source, fingerprint, without

__all__ = ["RecordFiles"]

_PRINTED = {
    addresses.NOTICE_PDF: "paper_pdf.notice",
    addresses.MINUTES_PDF: "paper_pdf.minutes",
    addresses.CASE_PDF: "paper_pdf.case_file",
    addresses.AGREEMENT_PDF: "paper_pdf.agreement",
    addresses.PLAN_PDF: "paper_pdf.plan",
}
"""What a printed paper is called."""
_LONGEST_NAME = 200  # bytes; file systems take 255
_BACK = ("meeting", "agendaItem", "paper")


class RecordFiles:
    """The Files of a record by what they are known by: a file's name, or an address elsewhere.

    `own` are those of the record itself, `by_item` those of the items of a meeting, by position; `printed` are the
    papers that the portal makes of it, by their file's name. A paper that is named but not published, or exempt, is no
    File, for a File can be read.
    """

    def __init__(self, source: Source, record: Record[Any]) -> None:
        entries = source.portal.agendas.get(record.id, Agenda()).entries if record.kind is MEETING else ()
        attached = _titles(record, record.facts.attachments)
        of_items = {entry.position: _titles(record, entry.item.attachments) for entry in entries}
        titles: dict[str, str] = {}
        for found in (attached, *of_items.values()):
            for name, title in found.items():
                titles.setdefault(name, title)
        linked = {
            name: name.rpartition(".")[0]
            for name in sorted(record.files)
            if name not in titles and name != addresses.MINUTES_SIGNATURE
        }
        holders: dict[str, list[str]] = {}
        for entry in entries:
            for name in of_items[entry.position]:
                holders.setdefault(name, []).append(f"agenda-item/{record.id}/{entry.anchor}")
        own = attached | linked
        self._source = source
        self.by_item = {position: tuple(found) for position, found in of_items.items()}
        self.printed = _prints(source, record)
        self.own = tuple(own | dict.fromkeys(self.printed if record.kind.oparl == "Paper" else (), ""))
        self.files = {
            name: LazyObject(
                f"file/{source.path(record.key)}/{_in_path(record, name)}",
                partial(_file, source, record, name, title, name in own, holders.get(name, [])),
            )
            for name, title in (titles | linked).items()
        }
        for name in self.printed:
            path = f"file/{source.path(record.key)}/{name}"
            self.files.setdefault(name, LazyObject(path, partial(_printed, source, record, name, path)))

    def inside(self, names: Iterable[str]) -> list[Object]:
        """Files as they stand inside the object that they belong to."""
        return [without(self._source.object(self.files[name]), *_BACK) for name in names]


def _prints(source: Source, record: Record[Any]) -> list[str]:
    """The names of what the portal prints of a record."""
    base = record.address
    return [name for name in record.kind.papers if f"{base}{name}" in source.context.downloads]


def _printed(source: Source, record: Record[Any], name: str, path: str) -> Object:
    page = record.address
    download = source.context.downloads[f"{page}{name}"]
    return source.make(
        "File",
        path,
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


def _file(source: Source, record: Record[Any], name: str, title: str, is_own: bool, items: list[str]) -> Object:
    stored, page = record.files.get(name), record.address
    about: Object = {"name": title, "accessUrl": name}
    if stored:
        about |= {
            "fileName": stored.name,
            "mimeType": media_type(stored.name),
            "size": stored.size,
            "accessUrl": source.context.url(addresses.attachment(page, stored.name)),
        }
    path = f"file/{source.path(record.key)}/{_in_path(record, name)}"
    return source.make("File", path, source.lifetimes.of(record), page, **about, **_back(source, record, is_own, items))


def _in_path(record: Record[Any], name: str) -> str:
    """What a file is called in the path of its object: its name, if it lies here and a file can be called so."""
    is_name = name in record.files and len(name.encode()) <= _LONGEST_NAME
    return name if is_name else fingerprint(name)
