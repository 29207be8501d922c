"""The open data: each register's files, what its columns mean, the licence, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from portal.derived.context import Context
from portal.derived.parts import Hyperlink, LazyView, View
from portal.model import addresses
from portal.model.media_types import media_type
from portal.outputs.data.catalogue import YEAR_FORMATS
from portal.outputs.data.columns import Column, Type
from portal.outputs.data.files import Published, published
from portal.outputs.data.registers import DataTable
from portal.outputs.data.structured import data_catalogue

__all__ = ["DataPage", "views"]

_NAMED = {"https://data.norge.no/nlod/no/2.0": "data.licence_nlod"}
"""The licences that have a name, each with its message."""
_OTHERS = (
    ("data.calendar", addresses.CALENDAR_OF_ALL),
    ("data.feed", addresses.FEED_OF_ALL),
    ("data.oparl", addresses.OPARL_SYSTEM),
    ("data.fiks", addresses.FIKS_PLAN),
    ("data.fiks_files", addresses.FIKS_FILES),
    ("data.catalogue_turtle", addresses.CATALOGUE),
    ("data.catalogue_json", addresses.CATALOGUE_JSON),
    ("data.themes", addresses.THEMES_JSON),
)
_OWN = (addresses.THEMES_JSON,)
"""Those of them that a portal may be without."""


@dataclass(frozen=True)
class DataFile:
    """A file to fetch: its form, what it serves for, and its size in bytes."""

    link: Hyperlink
    about: str
    size: int
    type: str


@dataclass(frozen=True)
class YearFiles:
    """The files of one year of a register."""

    year: int
    files: tuple[Hyperlink, ...]


@dataclass(frozen=True)
class ColumnRow:
    """A column as the page documents it; `name` has that of the column it stands in before it."""

    name: str
    type: str
    about: str
    values: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class RegisterPart:
    """One register on the page."""

    name: str
    title: str
    about: str
    page: str
    number: int
    files: tuple[DataFile, ...]
    columns: tuple[ColumnRow, ...]
    years: tuple[YearFiles, ...]


@dataclass(frozen=True)
class DataPage:
    """The open data: its registers, its licence, its `others` forms, and whether it names people."""

    registers: tuple[RegisterPart, ...]
    licence: Hyperlink
    others: tuple[Hyperlink, ...]
    with_people: bool


def views(context: Context) -> Iterator[LazyView]:
    """The page of the open data."""
    yield LazyView(addresses.DATA, partial(_view, context))


def _view(context: Context) -> View:
    data = published(context)
    t = context.t
    licence = context.settings.licence
    values = DataPage(
        tuple(_part(context, table, data) for table in data.tables),
        Hyperlink(t(_NAMED[licence]) if licence in _NAMED else licence, licence),
        tuple(Hyperlink(t(key), address) for key, address in _OTHERS if address in data.makers or address not in _OWN),
        context.settings.open_data_people,
    )
    return View(
        "register/data.html",
        addresses.DATA,
        t("data.title"),
        values,
        description=t("data.lede"),
        structured=data_catalogue(data.things, context.settings.lang),
    )


def _part(context: Context, table: DataTable, data: Published) -> RegisterPart:
    return RegisterPart(
        name=table.name,
        title=context.t(f"data.register.{table.name}"),
        about=context.t(f"data.about.{table.name}"),
        page=table.register.page,
        number=table.number,
        files=tuple(_file(context, table, format_, data) for format_ in addresses.DATA_FORMATS),
        columns=tuple(_rows(context, table.columns)),
        years=tuple(YearFiles(year, tuple(_of_year(context, table, year))) for year in table.years),
    )


def _of_year(context: Context, table: DataTable, year: int) -> Iterator[Hyperlink]:
    for format_ in YEAR_FORMATS:
        yield Hyperlink(context.t(f"data.format.{format_}"), addresses.data_year(table.name, year, format_))


def _file(context: Context, table: DataTable, format_: str, data: Published) -> DataFile:
    address = table.address(format_)
    key = format_.replace(".", "_").replace("-", "_")
    return DataFile(
        Hyperlink(context.t(f"data.format.{key}"), address),
        context.t(f"data.format_about.{key}"),
        data.size(address),
        media_type(address),
    )


def _rows(context: Context, columns: tuple[Column, ...], inside: str = "") -> Iterator[ColumnRow]:
    for column in columns:
        name = f"{inside}{column.name}"
        about, type_ = context.t(f"data.column.{column.key}"), context.t(f"data.type.{column.type.value}")
        yield ColumnRow(name, type_, about, column.values, column.source)
        if column.type is Type.OBJECTS:
            yield from _rows(context, column.fields, f"{name}.")
