"""A register as JSON, and what its files hold, for machines: JSON Schema, and CSV on the Web for the spreadsheets.

https://json-schema.org/draft/2020-12 and https://www.w3.org/TR/tabular-metadata/
"""

from __future__ import annotations

import json
from typing import Any

from portal.derived.context import Context
from portal.model import addresses
from portal.outputs.data.columns import Column, Type
from portal.outputs.data.registers import DataTable

__all__ = ["csvw_file", "json_file", "schema_file"]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NO_ROWS = b"[]\n}\n"
_CSVW = "http://www.w3.org/ns/csvw"
_NUMBERS = {Type.INTEGER: "integer", Type.BOOLEAN: "boolean"}
_FORMS: dict[Type, dict[str, str]] = {
    Type.DATE: {"format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    Type.TIME: {"pattern": r"^\d{2}:\d{2}$"},
    Type.PERIOD: {"pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
}
_CSVW_TYPES: dict[Type, Any] = {
    Type.DATE: "date",
    Type.TIME: {"base": "time", "format": "HH:mm"},
    Type.INTEGER: "integer",
    Type.BOOLEAN: "boolean",
    Type.URL: "anyURI",
    Type.OBJECTS: "json",
}


def _envelope(context: Context, table: DataTable) -> dict[str, tuple[Any, dict[str, Any]]]:
    """What stands in a register's JSON document, but for its rows: each value with its schema."""
    text: dict[str, Any] = {"type": "string"}
    licence, today = context.settings.licence, context.today.isoformat()
    return {
        "$schema": (context.url(table.address("schema.json")), text),
        "title": (context.t(f"data.register.{table.name}"), text),
        "description": (context.t(f"data.about.{table.name}"), text),
        "publisher": (context.settings.responsible, text),
        "license": (licence, {"const": licence}),
        "documentation": (context.url(f"{addresses.DATA}#{table.name}"), {**text, **_address(context)}),
        "generated": (today, {**text, **_FORMS[Type.DATE]}),
        "number_of_rows": (0, {"type": "integer", "minimum": 0}),
        "rows": ([], {"type": "array", "items": {"$ref": "#/$defs/row"}}),
    }


def json_file(context: Context, table: DataTable, year: int | None = None) -> bytes:
    """The register's JSON document (RFC 8259), or that of a year: the rows, a line each, and around them what they are
    and how they may be used.
    """
    rows = table.encoded(year)
    told = {name: value for name, (value, _) in _envelope(context, table).items()}
    told |= {"number_of_rows": len(rows)}
    if year:
        told["title"] = context.t("data.register_of_year", register=told["title"], year=year)
    head = _json(told).removesuffix(_NO_ROWS)
    return b"".join((head, b"[", b",".join(b"\n" + row for row in rows), b"\n ]\n}\n")) if rows else _json(told)


def schema_file(context: Context, table: DataTable) -> bytes:
    """The JSON Schema of the register's JSON document."""
    envelope = {name: schema for name, (_, schema) in _envelope(context, table).items()}
    return _json(
        {
            "$schema": _DRAFT,
            "$id": context.url(table.address("schema.json")),
            "title": context.t(f"data.register.{table.name}"),
            "description": context.t(f"data.about.{table.name}"),
            "type": "object",
            "properties": envelope,
            "required": list(envelope),
            "additionalProperties": False,
            "$defs": {"row": _object(context, table.columns)},
        }
    )


def _json(value: Any) -> bytes:
    """A value as JSON that people can read too, in UTF-8; its keys in the order they were given."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _object(context: Context, columns: tuple[Column, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {column.name: _property(context, column) for column in columns},
        "required": [column.name for column in columns],
        "additionalProperties": False,
    }


def _property(context: Context, column: Column) -> dict[str, Any]:
    meaning = {"description": context.t(f"data.column.{column.key}")}
    if column.type is Type.OBJECTS:
        return {"type": "array", "items": _object(context, column.fields), **meaning}
    if column.type is Type.LIST:
        return {"type": "array", "items": {"type": "string"}, **meaning}
    type_ = _NUMBERS.get(column.type, "string")
    form: dict[str, Any] = {"type": type_ if column.required else [type_, "null"], **_FORMS.get(column.type, {})}
    if column.type is Type.URL:
        form.update(_address(context))
    if column.values:
        form["enum"] = [*column.values, *(() if column.required else (None,))]
    return {**form, **meaning}


def _address(context: Context) -> dict[str, str]:
    """Addresses are whole where the site's own is known."""
    return {"format": "uri"} if context.settings.site_url else {"format": "uri-reference"}


def csvw_file(context: Context, table: DataTable) -> bytes:
    """The metadata of both spreadsheets, at the address where a reader of CSV on the Web looks for it."""
    schema = {
        "columns": [_described(context, column) for column in table.columns],
        "primaryKey": "id",
    }
    titles = {
        "dc:title": {"@value": context.t(f"data.register.{table.name}"), "@language": context.settings.lang},
        "dc:license": {"@id": context.settings.licence},
    }
    return _json(
        {
            "@context": [_CSVW, {"@language": context.settings.lang}],
            **titles,
            "tables": [
                {"url": f"{table.name}.csv", "tableSchema": schema},
                {"url": f"{table.name}.semikolon.csv", "dialect": {"delimiter": ";"}, "tableSchema": schema},
            ],
        }
    )


def _described(context: Context, column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": context.t(f"data.column.{column.key}"),
        "datatype": _CSVW_TYPES.get(column.type, "string"),
        "required": column.required,
    }
    if column.type is Type.LIST:
        described["separator"] = "\n"
    if column.values:
        described["datatype"] = {"base": "string", "format": "|".join(column.values)}
    return described
