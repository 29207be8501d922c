"""An OpenDocument text, spreadsheet or presentation (ISO/IEC 26300)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from portal.checks.guarding.findings import Reading, SpotKind, TraceKind
from portal.checks.guarding.reading.office import Parts, number_text
from portal.checks.guarding.reading.walking import named, runs_of
from portal.source.documents.packages import local, read_xml

__all__ = ["read_opendocument"]

_MOST_COLUMNS = 20_000
_COUNTED = (
    (TraceKind.REVISIONS, "changed-region"), (TraceKind.COMMENTS, "annotation"), (TraceKind.HIDDEN_TEXT, "hidden-text"),
)  # fmt: skip


def read_opendocument(parts: Parts, reading: Reading) -> set[str]:
    """Take what a document holds into a reading; the names of the parts that it was taken from."""
    content = read_xml(parts["content.xml"])
    for number, run in enumerate(runs_of(content), 1):
        annotation = run.nearest("annotation")
        if annotation is not None:
            creator = next((e.text or "" for e in annotation if local(e.tag) == "creator"), "")
            reading.say(run.all_text, SpotKind.COMMENT, creator)
        else:
            is_deleted = run.nearest("tracked-changes") is not None
            reading.say(run.all_text, SpotKind.DELETION if is_deleted else SpotKind.PARAGRAPH, str(number))
    for table in named(content, "table"):
        _read_cells(table, reading)
    for kind, name in _COUNTED:
        reading.tell(kind, sum(1 for _ in named(content, name)))
    hidden = list(_hidden_tables(content))
    reading.tell(TraceKind.HIDDEN_SHEETS, ", ".join(hidden) or len(hidden))
    rows = named(content, "table-row", "table-column")
    reading.tell(TraceKind.HIDDEN_CELLS, sum(_attribute(one, "visibility") == "collapse" for one in rows))
    if "meta.xml" in parts:
        _read_meta(read_xml(parts["meta.xml"]), reading)
    return {"content.xml", "meta.xml"}


def _read_cells(table: Element, reading: Reading) -> None:
    """The cells of a table, those that hold a number as its digits, with the head of their column."""
    sheet = _attribute(table, "name")
    heads: dict[int, str] = {}
    row_number = 0
    for row in named(table, "table-row"):
        row_number += 1
        column = 0
        for cell in (one for one in row if local(one.tag) in ("table-cell", "covered-table-cell")):
            value = _attribute(cell, "value") if _attribute(cell, "value-type") == "float" else ""
            text = number_text(value) if value else "".join(cell.itertext())
            if text.strip():
                reading.say(text, SpotKind.CELL, f"{sheet}!{_letters(column)}{row_number}", heads.get(column, ""))
                if not text[:1].isdigit():
                    heads.setdefault(column, text[:60])
            column += _repeats(cell, "number-columns-repeated")
        row_number += _repeats(row, "number-rows-repeated") - 1


def _repeats(element: Element, name: str) -> int:
    text = _attribute(element, name)
    return min(int(text), _MOST_COLUMNS) if text.isdecimal() and len(text) < 9 else 1


def _letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _hidden_tables(content: Element) -> Iterator[str]:
    styles = {
        _attribute(style, "name")
        for style in named(content, "style")
        if any(_attribute(one, "display") == "false" for one in style if local(one.tag) == "table-properties")
    }
    for table in named(content, "table"):
        if _attribute(table, "style-name") in styles - {""}:
            yield _attribute(table, "name")


def _read_meta(root: Element, reading: Reading) -> None:
    told = [(local(e.tag), e.text) for e in root.iter() if e.text and e.text.strip()]
    for key, text in told:
        reading.say(text, SpotKind.PROPERTY, key)
    authors = ("initial-creator", "creator", "printed-by")
    reading.tell_names(TraceKind.AUTHOR, (text for key, text in told if key in authors))
    own = [_attribute(one, "name") for one in named(root, "user-defined") if one.text]
    reading.tell(TraceKind.PROPERTIES, ", ".join(own) or len(own))


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if local(key) == name), "")
