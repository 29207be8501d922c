"""Office's packages (OOXML, ECMA-376): what a document, a workbook or a presentation holds, hidden or seen.

Each reader takes what it reads into a `Reading`, and gives the names of the parts that it took.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from portal.checks.guarding.findings import Reading, SpotKind, Trace, TraceKind
from portal.checks.guarding.reading.walking import TextRun, named, runs_of, told_attributes
from portal.source.documents.packages import Unread, W, is_hidden, local, read_xml, relations

__all__ = ["Parts", "number_text", "read_others", "read_properties", "read_sheets", "read_slides", "read_word"]

Parts = dict[str, bytes]
_CHANGES = frozenset(
    "ins del moveFrom moveTo rPrChange pPrChange sectPrChange tblPrChange tcPrChange trPrChange cellIns cellDel".split()
)
_TEXTS = re.compile(r"word/(document|header|footer|footnotes|endnotes)\d*\.xml")
_SPOTS = {
    "header": SpotKind.HEADER, "footer": SpotKind.FOOTER, "footnotes": SpotKind.FOOTNOTE, "endnotes": SpotKind.FOOTNOTE,
}  # fmt: skip
_SLIDES = re.compile(r"ppt/(?P<kind>slides/slide|notesSlides/notesSlide|comments/\w*?)(?P<number>\d*)\.xml")
_SLIDE_SPOTS = {"slides/slide": SpotKind.SLIDE, "notesSlides/notesSlide": SpotKind.NOTES}
_SHEET_COMMENTS = re.compile(r"xl/(?:comments|threadedComments/).*\.xml")
_WHOLE = re.compile(r"-?\d+(?:\.0*)?(?:[eE]\+?\d+)?|\d\.\d+[eE]\+?\d+")


def read_properties(parts: Parts, reading: Reading) -> None:
    """What `docProps/` tells: authors, the company, properties that somebody made."""
    values: dict[str, list[str]] = {}
    for name in ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"):
        if name not in parts:
            continue
        root = read_xml(parts[name])
        for element in root.iter():
            if element.text and element.text.strip():
                values.setdefault(local(element.tag), []).append(element.text)
                reading.say(element.text, SpotKind.PROPERTY, local(element.tag))
        if name.endswith("custom.xml") and len(root):
            reading.traces.append(Trace(TraceKind.PROPERTIES, ", ".join(child.get("name") or "" for child in root)))
    for kind, keys in ((TraceKind.AUTHOR, ("creator", "lastModifiedBy")), (TraceKind.COMPANY, ("Company", "Manager"))):
        reading.tell_names(kind, (value for key in keys for value in values.get(key, ())))


def read_others(parts: Parts, reading: Reading, taken: set[str]) -> None:
    """The text of every part that has no reader of its own, and the telling attributes of all."""
    for name, content in parts.items():
        if not name.endswith((".xml", ".rels", ".vml")) or name.startswith("docProps/"):
            continue
        try:
            root = read_xml(content)
        except Unread:
            if name.endswith(".vml"):
                continue  # drawings of old, which need be no XML
            raise
        for text in (*told_attributes(root), *(run.all_text for run in (() if name in taken else runs_of(root)))):
            reading.say(text, SpotKind.PART, name)


# -- documents


def read_word(parts: Parts, reading: Reading) -> set[str]:
    """A document: its body, heads and feet, notes and comments, what was deleted and what is hidden."""
    taken = {name for name in parts if _TEXTS.fullmatch(name) or name == "word/comments.xml"}
    roots = {name: read_xml(parts[name]) for name in sorted(taken)}
    for name, root in roots.items():
        if match := _TEXTS.fullmatch(name):
            _read_text(root, _SPOTS.get(match[1]), reading)
        else:
            for run in runs_of(root):
                comment = run.nearest("comment")
                author = comment.get(f"{W}author") if comment is not None else ""
                reading.say(run.all_text, SpotKind.COMMENT, author or "")
    reading.tell(TraceKind.REVISIONS, sum(local(e.tag) in _CHANGES for root in roots.values() for e in root.iter()))
    comments = roots.pop("word/comments.xml", None)
    reading.tell(TraceKind.COMMENTS, sum(1 for _ in comments.iter(f"{W}comment")) if comments is not None else 0)
    hidden = (run for root in roots.values() for run in root.iter(f"{W}r") if is_hidden(run))
    reading.tell(TraceKind.HIDDEN_TEXT, sum(any((t.text or "").strip() for t in run.iter(f"{W}t")) for run in hidden))
    return taken


def _read_text(root: Element, kind: SpotKind | None, reading: Reading) -> None:
    for number, run in enumerate(runs_of(root), 1):
        if run.text.strip():
            reading.say(run.text, kind or SpotKind.PARAGRAPH, "" if kind else str(number), _heading(run))
        if run.all_text != run.text:
            reading.say(run.all_text, SpotKind.DELETION, str(number), _heading(run))


def _heading(run: TextRun) -> str:
    """Of a cell in a table, the first cell of its row and of its column."""
    table, row, cell = run.nearest("tbl"), run.nearest("tr"), run.nearest("tc")
    if table is None or row is None or cell is None:
        return ""
    cells = row.findall(f"{W}tc")
    first_row = table.find(f"{W}tr")
    column = cells.index(cell) if cell in cells else 0
    heads = first_row.findall(f"{W}tc") if first_row is not None else []
    told = [head for head in (*heads[column : column + 1], *cells[:1]) if head is not cell]
    return " ".join("".join(head.itertext())[:60] for head in told)


# -- presentations


def read_slides(parts: Parts, reading: Reading) -> set[str]:
    """A presentation: its slides, notes and comments, and the slides that are not shown."""
    hidden, comments, taken = 0, 0, set()
    for name, content in parts.items():
        if match := _SLIDES.fullmatch(name):
            taken.add(name)
            root, kind = read_xml(content), _SLIDE_SPOTS.get(match["kind"])
            hidden += kind is SpotKind.SLIDE and root.get("show") in ("0", "false")
            comments += 0 if kind else sum(local(element.tag) == "cm" for element in root.iter())
            for run in runs_of(root):
                reading.say(run.all_text, kind or SpotKind.COMMENT, match["number"] if kind else "")
    reading.tell(TraceKind.HIDDEN_SLIDES, hidden)
    reading.tell(TraceKind.COMMENTS, comments)
    return taken


# -- workbooks


def read_sheets(parts: Parts, reading: Reading) -> set[str]:
    """A workbook: its cells with their headings, comments, formulas, and what is hidden."""
    related, shared = relations(parts, "xl/workbook.xml"), parts.get("xl/sharedStrings.xml")
    strings = list(map(_spelt, read_xml(shared))) if shared is not None else []  # which cells refer to by number
    hidden, cells, comments, taken = [], 0, 0, {"xl/sharedStrings.xml"}
    for sheet in named(read_xml(parts["xl/workbook.xml"]), "sheet"):
        name = sheet.get("name") or ""
        if sheet.get("state") in ("hidden", "veryHidden"):
            hidden.append(name)
        path = related.get(next((value for key, value in sheet.attrib.items() if local(key) == "id"), ""), "")
        if path not in parts:
            continue
        taken.add(path)
        root = read_xml(parts[path])
        _read_cells(root, name, strings, reading)
        cells += sum(one.get("hidden") in ("1", "true") for one in named(root, "row", "col"))
        for run in runs_of(root):
            if local(run.within[-1].tag).endswith(("Header", "Footer")):
                reading.say(run.all_text, SpotKind.HEADER)
    for path in filter(_SHEET_COMMENTS.fullmatch, parts):
        taken.add(path)
        root = read_xml(parts[path])
        comments += sum(1 for _ in named(root, "comment", "threadedComment"))
        for run in runs_of(root):
            reading.say(run.all_text, SpotKind.COMMENT)
    reading.tell(TraceKind.HIDDEN_SHEETS, ", ".join(hidden) or len(hidden))
    reading.tell(TraceKind.HIDDEN_CELLS, cells)
    reading.tell(TraceKind.COMMENTS, comments)
    return taken


def number_text(value: str) -> str:
    """A number as the digits it is of; ten of them get the nought that a spreadsheet takes from a number's front."""
    if not _WHOLE.fullmatch(value):
        return value
    try:
        whole = str(int(float(value))) if re.search(r"[.eE]", value) else str(int(value))
    except (ValueError, OverflowError):
        return value
    return f"0{whole}" if len(whole) == 10 else whole


def _spelt(element: Element) -> str:
    """The text of a string; what is to be spoken (`rPh`) is no part of it."""
    return "".join(t.text or "" for t in named(element, "t"))


def _read_cells(root: Element, sheet: str, strings: list[str], reading: Reading) -> None:
    heads: dict[str, str] = {}
    for cell in named(root, "c"):
        place, kind = cell.get("r") or "", cell.get("t") or "n"
        column = place.rstrip("0123456789")
        value, formula = (next((e.text or "" for e in cell if local(e.tag) == name), "") for name in ("v", "f"))
        if kind == "s":
            value = strings[int(value)] if value.isdigit() and int(value) < len(strings) else ""
        elif kind == "inlineStr":
            value = _spelt(cell)
        elif kind == "n":
            value = number_text(value)
        for text in filter(None, (value, formula)):
            reading.say(text, SpotKind.CELL, f"{sheet}!{place}", heads.get(column, ""))
        if value and not value[:1].isdigit():
            heads.setdefault(column, value[:60])
