"""A Word document: its body, heads and feet, notes and comments, what was deleted and what is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from portal.checks.guarding.findings import Passage, Spot, SpotKind, Trace, TraceKind
from portal.checks.guarding.reading.office import Parts
from portal.checks.guarding.reading.walking import TextRun, runs_of
from portal.source.documents.packages import local, read_xml

__all__ = ["read_word"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHANGES = frozenset(
    "ins del moveFrom moveTo rPrChange pPrChange sectPrChange tblPrChange tcPrChange trPrChange cellIns cellDel".split()
)
_SPOTS = {
    "header": SpotKind.HEADER, "footer": SpotKind.FOOTER, "footnotes": SpotKind.FOOTNOTE, "endnotes": SpotKind.FOOTNOTE,
}  # fmt: skip


def read_word(parts: Parts) -> tuple[list[Passage], list[Trace], frozenset[str]]:
    """The passages and traces of a document, and the parts that they were taken from."""
    passages: list[Passage] = []
    changes = comments = hidden = 0
    read = set()
    for name in sorted(parts):
        base = name.removeprefix("word/").removesuffix(".xml").rstrip("0123456789")
        is_text = name.startswith("word/") and name.endswith(".xml") and (base == "document" or base in _SPOTS)
        if not is_text and name != "word/comments.xml":
            continue
        root = read_xml(parts[name])
        read.add(name)
        changes += sum(1 for element in root.iter() if local(element.tag) in _CHANGES)
        if name == "word/comments.xml":
            comments = sum(1 for _ in root.iter(f"{_W}comment"))
            passages += _comments(root)
            continue
        hidden += sum(1 for run in root.iter(f"{_W}r") if _is_hidden(run))
        passages += _passages(root, _SPOTS.get(base))
    counted = ((TraceKind.REVISIONS, changes), (TraceKind.COMMENTS, comments), (TraceKind.HIDDEN_TEXT, hidden))
    return passages, [Trace(kind, str(count)) for kind, count in counted if count], frozenset(read)


def _passages(root: Element, kind: SpotKind | None) -> Iterator[Passage]:
    for number, block in enumerate(runs_of(root), 1):
        spot = Spot(kind) if kind else Spot(SpotKind.PARAGRAPH, str(number))
        if block.text.strip():
            yield Passage(block.text, spot, _heading(block))
        if block.all_text != block.text:
            yield Passage(block.all_text, Spot(SpotKind.DELETION, str(number)), _heading(block))


def _heading(block: TextRun) -> str:
    """Of a cell in a table, the first cell of its row and of its column."""
    table, row, cell = block.nearest("tbl"), block.nearest("tr"), block.nearest("tc")
    if table is None or row is None or cell is None:
        return ""
    cells = row.findall(f"{_W}tc")
    first_row = table.find(f"{_W}tr")
    column = cells.index(cell) if cell in cells else 0
    heads = first_row.findall(f"{_W}tc") if first_row is not None else []
    told = [head for head in (*heads[column : column + 1], *cells[:1]) if head is not cell]
    return " ".join("".join(head.itertext())[:60] for head in told)


def _comments(root: Element) -> Iterator[Passage]:
    for block in runs_of(root):
        comment = block.nearest("comment")
        author = comment.get(f"{_W}author") if comment is not None else ""
        yield Passage(block.all_text, Spot(SpotKind.COMMENT, author or ""))


def _is_hidden(run: Element) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    has_text = any((text.text or "").strip() for text in run.iter(f"{_W}t"))
    return vanish is not None and vanish.get(f"{_W}val", "1") not in ("0", "false", "off") and has_text
