"""The files of the open data, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache, partial

from portal.derived.context import Context
from portal.model import addresses
from portal.outputs.data.catalogue import PREFIXES, describe
from portal.outputs.data.rdf import Thing, json_ld, turtle
from portal.outputs.data.registers import tables
from portal.outputs.data.schema import csvw_file, json_file, schema_file
from portal.outputs.data.spreadsheet import COMMA, SEMICOLON, csv_file
from portal.outputs.data.themes import themes_file
from portal.pages.rendering.page import Asset

__all__ = ["Published", "export", "published"]


def export(context: Context) -> Iterator[Asset]:
    """The files of every register, and the catalogue of them all."""
    data = published(context)
    for address in data.makers:
        yield Asset(address, make=partial(data.content, address))


class Published:
    """The open data of a portal: its registers, what makes each of its files by address, and what the catalogue says.

    What is worked out for one file is kept for the others.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._sizes: dict[str, int] = {}
        self.tables = tables(context)
        self.makers: dict[str, Callable[[], bytes]] = {}
        for table in self.tables:
            self.makers |= {
                table.address("json"): partial(json_file, context, table),
                table.address("csv"): partial(csv_file, table, COMMA),
                table.address("semikolon.csv"): partial(csv_file, table, SEMICOLON),
                table.address("schema.json"): partial(schema_file, context, table),
                table.address("csv-metadata.json"): partial(csvw_file, context, table),
            }
            for year in table.years:
                self.makers[addresses.data_year(table.name, year, "json")] = partial(json_file, context, table, year)
                self.makers[addresses.data_year(table.name, year, "csv")] = partial(csv_file, table, COMMA, year)
        if context.portal.themes:
            self.makers[addresses.THEMES_JSON] = partial(themes_file, context)
        self.makers[addresses.CATALOGUE] = lambda: turtle(PREFIXES, self.things).encode()
        self.makers[addresses.CATALOGUE_JSON] = lambda: json_ld(PREFIXES, self.things).encode()

    @cached_property
    def things(self) -> tuple[Thing, ...]:
        """What the catalogue says."""
        return tuple(describe(self._context, self.tables, self.size))

    def content(self, address: str) -> bytes:
        """The content of a file, made now."""
        content = self.makers[address]()
        self._sizes[address] = len(content)
        return content

    def size(self, address: str) -> int:
        """The size of a file in bytes."""
        return self._sizes[address] if address in self._sizes else len(self.content(address))


@lru_cache(maxsize=1)
def published(context: Context) -> Published:
    """The open data of a portal; the latest one asked for is kept."""
    return Published(context)
