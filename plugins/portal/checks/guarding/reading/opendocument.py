"""An OpenDocument text, spreadsheet or presentation (ISO/IEC 26300)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from portal.checks.guarding.findings import Passage, Spot, SpotKind, Trace, TraceKind
from portal.checks.guarding.reading.office import Parts, names_in
from portal.checks.guarding.reading.sheets import number_text
from portal.checks.guarding.reading.walking import TextRun, runs_of
from portal.source.documents.packages import local, read_xml

__all__ = ["read_opendocument"]

_MOST_COLUMNS = 20_000


def read_opendocument(parts: Parts) -> tuple[list[Passage], list[Trace], frozenset[str]]:
    """The passages and traces of a document, and the parts that they were taken from."""
    passages: list[Passage] = []
    traces: list[Trace] = []
    content = read_xml(parts["content.xml"])
    for number, block in enumerate(runs_of(content), 1):
        passages.append(Passage(block.all_text, _spot(block, number)))
    for table in (element for element in content.iter() if local(element.tag) == "table"):
        passages += _cells(table)
    counts = {
        TraceKind.REVISIONS: "changed-region",
        TraceKind.COMMENTS: "annotation",
        TraceKind.HIDDEN_TEXT: "hidden-text",
    }
    for kind, name in counts.items():
        if count := sum(1 for element in content.iter() if local(element.tag) == name):
            traces.append(Trace(kind, str(count)))
    if hidden := list(_hidden_tables(content)):
        traces.append(Trace(TraceKind.HIDDEN_SHEETS, ", ".join(hidden)))
    rows = ("table-row", "table-column")
    cells = (e for e in content.iter() if local(e.tag) in rows and _attribute(e, "visibility") == "collapse")
    if count := sum(1 for _ in cells):
        traces.append(Trace(TraceKind.HIDDEN_CELLS, str(count)))
    if "meta.xml" in parts:
        passages_of_meta, traces_of_meta = _meta(read_xml(parts["meta.xml"]))
        passages += passages_of_meta
        traces += traces_of_meta
    return passages, traces, frozenset(("content.xml", "meta.xml"))


def _spot(block: TextRun, number: int) -> Spot:
    annotation = block.nearest("annotation")
    if annotation is not None:
        creator = next((e.text or "" for e in annotation if local(e.tag) == "creator"), "")
        return Spot(SpotKind.COMMENT, creator)
    if block.nearest("tracked-changes") is not None:
        return Spot(SpotKind.DELETION, str(number))
    return Spot(SpotKind.PARAGRAPH, str(number))


def _cells(table: Element) -> Iterator[Passage]:
    """The cells of a table, those that hold a number as its digits, with the head of their column."""
    sheet = _attribute(table, "name")
    heads: dict[int, str] = {}
    row_number = 0
    for row in (element for element in table.iter() if local(element.tag) == "table-row"):
        row_number += 1
        column = 0
        for cell in row:
            if local(cell.tag) not in ("table-cell", "covered-table-cell"):
                continue
            value = _attribute(cell, "value") if _attribute(cell, "value-type") == "float" else ""
            text = number_text(value) if value else "".join(cell.itertext())
            if text.strip():
                spot = Spot(SpotKind.CELL, f"{sheet}!{_letters(column)}{row_number}")
                yield Passage(text, spot, heads.get(column, ""))
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
        for style in content.iter()
        if local(style.tag) == "style"
        and any(local(e.tag) == "table-properties" and _attribute(e, "display") == "false" for e in style)
    }
    for table in content.iter():
        if local(table.tag) == "table" and _attribute(table, "style-name") in styles - {""}:
            yield _attribute(table, "name")


def _meta(root: Element) -> tuple[list[Passage], list[Trace]]:
    told = [(local(e.tag), e.text) for e in root.iter() if e.text and e.text.strip()]
    passages = [Passage(text, Spot(SpotKind.PROPERTY, key)) for key, text in told]
    traces = []
    if people := names_in(text for key, text in told if key in ("initial-creator", "creator", "printed-by")):
        traces.append(Trace(TraceKind.AUTHOR, people))
    own = [_attribute(e, "name") for e in root.iter() if local(e.tag) == "user-defined" and e.text]
    if own:
        traces.append(Trace(TraceKind.PROPERTIES, ", ".join(own)))
    return passages, traces


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if local(key) == name), "")
