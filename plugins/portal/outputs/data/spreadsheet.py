"""A register as CSV (RFC 4180), so that a spreadsheet opens it right and nothing in it comes alive.

UTF-8 with a byte order mark, for Excel takes a file without one to be in the machine's old code page; a comma
between the cells, or a semicolon, which Excel splits on where the comma is the decimal mark, as in Norway.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, and with a tab, a carriage return
or a line feed it may do so too (OWASP, CSV Injection; ASVS 5.0, 1.2.10). Such a text gets an apostrophe in front, as
do those that begin with apostrophes and then one of these, so that whoever takes one apostrophe away has the text
again. The same is done behind a semicolon, a tab or a line break within a text: there a cell begins when the file
with commas is opened where semicolons part the cells. A plain number or telephone number is no formula and stays:
`-1`, `+47 55 12 34 56`.

It also makes a number, a date or a time of what looks like one, and so loses the text: `05/21` becomes a day in May or
January, `007` becomes 7, `2021-06` the first of June. Such a text gets the same apostrophe, which Gnumeric takes for
the sign of a text, and which Excel and LibreOffice show.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

from portal.outputs.data.columns import Column, Type
from portal.outputs.data.registers import DataTable

__all__ = ["COMMA", "SEMICOLON", "csv_file", "guarded"]

COMMA = ","
SEMICOLON = ";"
_BOM = "\ufeff"
_BETWEEN = "\n"
"""What stands between the texts of a list in one cell; none of them holds a line break."""
_NUMBER = r"[+-]\d[\d ]*(?:[.,]\d+)?(?=[;\t\r\n]|\Z)"
_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_FORMULA = re.compile(rf"(?:\A(?='*[{_SIGNS}\t\r\n])|(?<=[;\t\r\n])(?='*[{_SIGNS}]))(?!{_NUMBER})")
_MONTH = r"(?:jan|feb|mar|apr|ma[iy]|jun|jul|aug|sep|o[kc]t|nov|de[sc])[a-z]*\.?"
_CONVERTED = re.compile(
    rf"'*(?!-|(?:0|[1-9][0-9]{{0,14}})\Z)(?:"
    rf"(?:kr\.? ?)?(?=[^0-9]*[0-9])[0-9 .,:/()%$€£\u00a0-]+(?: ?kr\.?)?|\+[0-9]+|[0-9]+(?:[.,][0-9]+)?e[+-]?[0-9]+|"
    rf"[0-9]{{1,2}}\.?[ -]?{_MONTH}(?:[ -]?[0-9]{{2,4}})?|{_MONTH}[ -]?[0-9]{{1,4}})",
    re.IGNORECASE,
)
"""What a spreadsheet makes a number, a date, a time or an amount of, so that it does not read again as it was written;
a whole number of at most fifteen digits, which is how many it keeps, does."""
_INERT = re.compile(r"[^\W\d_][^\d;\t\r\n=+@\uff1d\uff0b\uff0d\uff20-]*")
"""A text in which there is no number, nor a sign that a formula begins with: most of them."""
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def csv_file(table: DataTable, separator: str, year: int | None = None) -> bytes:
    """The register's rows, or those of a year, below a line of the columns' names; lines end in CR LF."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_cell(row[column.name], column) for column in table.columns] for row in table.rows(year))
    return (_BOM + stream.getvalue()).encode()


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula, or for a number or date that is written otherwise."""
    if _INERT.fullmatch(text):
        return text
    inert = _FORMULA.sub("'", text)
    return f"'{text}" if inert == text and _CONVERTED.fullmatch(text) else inert


def _cell(value: Any, column: Column) -> str:
    """A value in a cell: nothing known and nothing there are empty, a list stands on lines, objects as JSON."""
    if value is None or value == []:
        return ""
    if column.type is Type.OBJECTS:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace(";", "\\u003b")
    if column.type is Type.LIST:
        return guarded(_BETWEEN.join(value))
    if column.type is Type.BOOLEAN:
        return "true" if value else "false"
    if column.type in (Type.DATE, Type.TIME):
        return str(value)
    return guarded(_UNSEEN.sub("", value)) if isinstance(value, str) else str(value)
