"""The files of the open data, made once for the page that lists them and for the site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from portal.derived.context import Context
from portal.model import addresses
from portal.outputs.data.catalogue import PREFIXES, describe
from portal.outputs.data.rdf import Thing, json_ld, turtle
from portal.outputs.data.registers import DataTable, tables
from portal.outputs.data.schema import csvw_file, json_file, schema_file
from portal.outputs.data.spreadsheet import COMMA, SEMICOLON, csv_file
from portal.pages.rendering.page import Asset

__all__ = ["Published", "export", "published"]


@dataclass(frozen=True)
class Published:
    """The registers, every file of the open data by address, and what the catalogue says."""

    tables: tuple[DataTable, ...]
    files: dict[str, bytes]
    things: tuple[Thing, ...]


def export(context: Context) -> Iterator[Asset]:
    """The files of every register, and the catalogue of them all."""
    for address, content in published(context).files.items():
        yield Asset(address, content=content)


@lru_cache(maxsize=1)
def published(context: Context) -> Published:
    """The open data of a portal; the latest one asked for is kept."""
    found = tables(context)
    files: dict[str, bytes] = {}
    for table in found:
        files[table.address("json")] = json_file(context, table)
        files[table.address("csv")] = csv_file(table, COMMA)
        files[table.address("semikolon.csv")] = csv_file(table, SEMICOLON)
        files[table.address("schema.json")] = schema_file(context, table)
        files[table.address("csv-metadata.json")] = csvw_file(context, table)
    things = list(describe(context, found, {address: len(content) for address, content in files.items()}))
    files[addresses.CATALOGUE] = turtle(PREFIXES, things).encode()
    files[addresses.CATALOGUE_JSON] = json_ld(PREFIXES, things).encode()
    return Published(tuple(found), files, tuple(things))
