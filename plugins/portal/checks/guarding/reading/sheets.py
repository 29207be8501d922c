"""An Excel workbook: its cells with their headings, comments, formulas, and what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from portal.checks.guarding.findings import Passage, Spot, SpotKind, Trace, TraceKind
from portal.checks.guarding.reading.office import Parts, relations
from portal.checks.guarding.reading.walking import runs_of
from portal.source.documents.packages import local, read_xml

__all__ = ["number_text", "read_sheets"]

_WHOLE = re.compile(r"-?\d+(?:\.0*)?(?:[eE]\+?\d+)?|\d\.\d+[eE]\+?\d+")


def read_sheets(parts: Parts) -> tuple[list[Passage], list[Trace], frozenset[str]]:
    """The passages and traces of a workbook, and the parts that they were taken from."""
    passages: list[Passage] = []
    traces: list[Trace] = []
    workbook = read_xml(parts["xl/workbook.xml"])
    related = relations(parts, "xl/workbook.xml")
    strings = _strings(parts)
    hidden, read = [], {"xl/sharedStrings.xml"}
    cells = 0
    for sheet in (element for element in workbook.iter() if local(element.tag) == "sheet"):
        name = sheet.get("name") or ""
        if sheet.get("state") in ("hidden", "veryHidden"):
            hidden.append(name)
        path = related.get(next((value for key, value in sheet.attrib.items() if local(key) == "id"), ""), "")
        if path not in parts:
            continue
        read.add(path)
        root = read_xml(parts[path])
        passages += _cells(root, name, strings)
        cells += sum(1 for e in root.iter() if local(e.tag) in ("row", "col") and e.get("hidden") in ("1", "true"))
        passages += [
            Passage(block.all_text, Spot(SpotKind.HEADER)) for block in runs_of(root) if _is_margin(block.within[-1])
        ]
    comments = 0
    for path in parts:
        if re.fullmatch(r"xl/(?:comments|threadedComments/).*\.xml", path):
            root = read_xml(parts[path])
            read.add(path)
            comments += sum(1 for element in root.iter() if local(element.tag) in ("comment", "threadedComment"))
            passages += [Passage(block.all_text, Spot(SpotKind.COMMENT)) for block in runs_of(root)]
    if hidden:
        traces.append(Trace(TraceKind.HIDDEN_SHEETS, ", ".join(hidden)))
    counted = ((TraceKind.HIDDEN_CELLS, cells), (TraceKind.COMMENTS, comments))
    return passages, [*traces, *(Trace(kind, str(count)) for kind, count in counted if count)], frozenset(read)


def number_text(value: str) -> str:
    """A number as the digits it is of; ten of them get the nought that a spreadsheet takes from a number's front."""
    if not _WHOLE.fullmatch(value):
        return value
    try:
        whole = str(int(float(value))) if re.search(r"[.eE]", value) else str(int(value))
    except (ValueError, OverflowError):
        return value
    return f"0{whole}" if len(whole) == 10 else whole


def _strings(parts: Parts) -> list[str]:
    """The texts that cells refer to by number; what is to be spoken (`rPh`) is no part of them."""
    if "xl/sharedStrings.xml" not in parts:
        return []
    root = read_xml(parts["xl/sharedStrings.xml"])
    return ["".join(t.text or "" for t in item.iter() if local(t.tag) == "t") for item in root]


def _cells(root: Element, sheet: str, strings: list[str]) -> Iterator[Passage]:
    heads: dict[str, str] = {}
    for cell in (element for element in root.iter() if local(element.tag) == "c"):
        place = cell.get("r") or ""
        column = place.rstrip("0123456789")
        kind = cell.get("t") or "n"
        value = next((child.text or "" for child in cell if local(child.tag) == "v"), "")
        if kind == "s":
            value = strings[int(value)] if value.isdigit() and int(value) < len(strings) else ""
        elif kind == "inlineStr":
            value = "".join(t.text or "" for t in cell.iter() if local(t.tag) == "t")
        elif kind == "n":
            value = number_text(value)
        formula = next((child.text or "" for child in cell if local(child.tag) == "f"), "")
        for text in filter(None, (value, formula)):
            yield Passage(text, Spot(SpotKind.CELL, f"{sheet}!{place}"), heads.get(column, ""))
        if value and column not in heads and not value[:1].isdigit():
            heads[column] = value[:60]


def _is_margin(element: Element) -> bool:
    return local(element.tag).endswith(("Header", "Footer"))
