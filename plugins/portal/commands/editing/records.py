"""Which record an editor means: by its id, its file, its title or its short name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from portal.commands.speaking import Refused
from portal.language.catalogue import Catalogue, catalogue_for
from portal.language.spelling import closest
from portal.linked.agenda import folded_title
from portal.linked.portal import LinkedPortal
from portal.model.kinds import KINDS, ORGANISATION, Kind
from portal.site.building import Checked, check_portal, link
from portal.site.progress import progress_on_terminal
from portal.source.content import read_content
from portal.source.reading import Parsed, read_records
from portal.source.record import Record
from portal.source.settings import Settings

__all__ = ["checked_portal", "ids_in", "linked_records", "meant_record", "record_named", "records_named"]


def linked_records(root: Path, settings: Settings) -> tuple[Parsed, LinkedPortal]:
    """The records below `root` as far as they can be read, and linked; nothing is checked."""
    progress = progress_on_terminal(catalogue_for(settings.lang))
    parsed = read_records(root, heard=progress.counting("read"))
    progress.end()
    return parsed, link(parsed, read_content(root, settings.content, settings.lang))


def checked_portal(root: Path, settings: Settings, instead: Mapping[str, str] | None = None) -> Checked:
    """The whole portal checked as `check_portal` does, while somebody waits; nothing is kept of it."""
    progress = progress_on_terminal(catalogue_for(settings.lang))
    checked = check_portal(root, settings, instead, keeps=False, progress=progress)
    progress.end()
    return checked


def records_named(root: Path, portal: LinkedPortal, text: str) -> list[Record[Any]]:
    """The records that an id means, or the path of a file, from the folder one stands in or from the portal's."""
    path = text.removesuffix(".md").rstrip("/")
    here = (Path() / path).resolve()
    paths = {f"{path}.md"}
    if here.is_relative_to(root.resolve()):
        paths.add(f"{here.relative_to(root.resolve()).as_posix()}.md")
    by_path = [record for record in portal.records if record.path in paths]
    return by_path or [record for record in portal.records if record.id == text]


def record_named(root: Path, portal: LinkedPortal, text: str, catalogue: Catalogue) -> Record[Any]:
    """The one record that a text means, by its title or short name too; raises `Refused`."""
    found = records_named(root, portal, text) or [one for one in portal.records if text in _names(one)]
    if len(found) > 1:
        listed = catalogue.listed(record.path for record in found)
        raise Refused(catalogue.text("edit.ambiguous", found=text, listed=listed))
    if not found:
        raise Refused(_unknown(text, portal.records, catalogue))
    return found[0]


def meant_record(portal: LinkedPortal, kind: Kind, text: str, catalogue: Catalogue) -> str:
    """The id of the record of a kind that an id or a title means, or a short name; raises `Refused`."""
    if (kind.name, text) in portal.known:
        return text
    if kind is ORGANISATION and (id_ := portal.graph.names.find(text)):
        return id_
    records = portal.graph.of_kind(kind)
    found = [one.id for one in records if folded_title(one.facts.title) == folded_title(text) and text.strip()]
    if len(found) == 1:
        return found[0]
    raise Refused(_unknown(text, records, catalogue))


def ids_in(root: Path, kinds: Sequence[Kind] = KINDS) -> list[str]:
    """The ids of the records below `root`, from the names of their files alone."""
    return [
        path.relative_to(root / kind.folder).with_suffix("").as_posix()
        for kind in kinds
        for path in sorted((root / kind.folder).glob("/".join(["*"] * kind.depth) + ".md"))
    ]


def _names(record: Record[Any]) -> tuple[str | None, ...]:
    return (record.facts.title, getattr(record.facts, "short", None))


def _unknown(text: str, records: Iterable[Record[Any]], catalogue: Catalogue) -> str:
    names = [name for record in records for name in (record.id, *_names(record)) if name]
    near = closest(text, names, cutoff=0.6)
    return catalogue.text("edit.unknown_near" if near else "edit.unknown", found=text, near=near)
