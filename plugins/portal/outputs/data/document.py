"""A register as JSON: the rows, and around them what they are and how they may be used."""

from __future__ import annotations

import json
from typing import Any

from portal.derived.context import Context
from portal.model import addresses
from portal.outputs.data.registers import DataTable

__all__ = ["json_bytes", "json_file"]


def json_file(context: Context, table: DataTable) -> bytes:
    """The register's JSON document (RFC 8259), in UTF-8."""
    return json_bytes(
        {
            "$schema": context.url(table.address("schema.json")),
            "title": context.t(f"data.register.{table.name}"),
            "description": context.t(f"data.about.{table.name}"),
            "publisher": context.settings.responsible,
            "license": context.settings.licence,
            "documentation": context.url(f"{addresses.DATA}#{table.name}"),
            "generated": context.today.isoformat(),
            "number_of_rows": len(table.rows),
            "rows": table.rows,
        }
    )


def json_bytes(value: Any) -> bytes:
    """A value as JSON that people can read too; its keys in the order they were given."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
