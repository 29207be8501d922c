"""`portal schema`: the schemas as they are with the portal's records now, said or written for the editor."""

from __future__ import annotations

from pathlib import Path

from portal.commands.editing.records import linked_records
from portal.commands.schemas.schema import Ids, schema_of, written
from portal.language.catalogue import catalogue_for
from portal.linked.portal import LinkedPortal
from portal.model.kinds import KINDS, Kind
from portal.site.folder import write_files
from portal.source.settings import Settings

__all__ = ["SCHEMAS", "schema_files", "schema_text", "write_schemas"]

SCHEMAS = ".vscode/schemas"
"""The folder where editors find the schemas."""


def schema_text(root: Path, settings: Settings, kind: Kind) -> str:
    """The schema of one kind."""
    return written(schema_of(kind, catalogue_for(settings.lang), _ids(linked_records(root, settings)[1])))


def schema_files(root: Path, settings: Settings) -> dict[str, str]:
    """The text of every schema, by the path of its file below the portal."""
    ids, catalogue = _ids(linked_records(root, settings)[1]), catalogue_for(settings.lang)
    return {f"{SCHEMAS}/{kind.name}.json": written(schema_of(kind, catalogue, ids)) for kind in KINDS}


def write_schemas(root: Path, settings: Settings) -> list[str]:
    """Write every schema, all or none; their paths. Raises `OSError`."""
    files = schema_files(root, settings)
    write_files(root, files)
    return sorted(files)


def _ids(portal: LinkedPortal) -> Ids:
    return {
        kind.name: sorted((record.id, record.facts.title or record.id) for record in portal.graph.of_kind(kind))
        for kind in KINDS
    }
