"""The JSON Schema of `manifest.json`, published beside it (https://json-schema.org/draft/2020-12)."""

from __future__ import annotations

import json
from typing import Any

from portal.language.catalogue import Catalogue
from portal.site.manifest.manifest import VERSION

__all__ = ["FIELDS", "schema_text"]

FIELDS = (
    "version", "site", "generated", "epoch", "commit", "changed_since_commit", "versions", "algorithm", "files",
    "sha256", "size",
)  # fmt: skip
"""Everything that a manifest says, the last two of each file."""


def schema_text(catalogue: Catalogue, url: str) -> str:
    """The schema, with the catalogue's words for what each part means; `url` is where it is published."""

    def said(name: str, form: dict[str, Any]) -> dict[str, Any]:
        return {**form, "description": catalogue.text(f"manifest.field.{name}")}

    text = {"type": "string"}
    entry = {
        "type": "object",
        "properties": {
            "sha256": said("sha256", {**text, "pattern": "^[0-9a-f]{64}$"}),
            "size": said("size", {"type": "integer", "minimum": 0}),
        },
        "required": ["sha256", "size"],
        "additionalProperties": False,
    }
    properties = {
        "version": said("version", {"const": VERSION}),
        "site": said("site", text),
        "generated": said("generated", {**text, "format": "date-time"}),
        "epoch": said("epoch", {"type": "integer", "minimum": 0}),
        "commit": said("commit", {"type": ["string", "null"], "pattern": "^[0-9a-f]{40,64}$"}),
        "changed_since_commit": said("changed_since_commit", {"type": ["boolean", "null"]}),
        "versions": said(
            "versions", {"type": "object", "required": ["portal", "python"], "additionalProperties": text}
        ),
        "algorithm": said("algorithm", {"const": "sha256"}),
        "files": said("files", {"type": "object", "additionalProperties": entry}),
    }
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": url,
        "title": catalogue.text("manifest.title"),
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
