"""An Office document (OOXML, ECMA-376) without authors, comments, tracked changes, hidden text and hidden sheets."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from lxml import etree

from portal.commands.cleaning.markup import name_of, parse, remove, serialise, unwrap
from portal.commands.cleaning.pictures import clean_picture
from portal.source.documents.packages import Unread

__all__ = ["clean_office"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMMENTS = re.compile(
    r"(?:word/(?:comments\w*|people)|xl/(?:comments\w*|comments/\w+|threadedComments/\w+|persons/\w+|revisions/\w+)"
    r"|ppt/(?:comments/\w+|commentAuthors|authors|revisionInfo|changesInfos/\w+))\.xml"
)
_DROPPED = re.compile(
    rf"{_COMMENTS.pattern}|docProps/(?:custom\.xml|thumbnail\.\w+)|xl/calcChain\.xml|word/_rels/settings\.xml\.rels"
)
"""The settings of a document relate to what lies with its author alone: a template, what letters were merged from."""
_TEXTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_DELETED = ("del", "moveFrom", "cellDel")
_INSERTED = ("ins", "moveTo")
_MARKS = frozenset(
    "rPrChange pPrChange sectPrChange tblPrChange tblPrExChange tcPrChange trPrChange tblGridChange numberingChange "
    "cellIns cellMerge moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd commentRangeStart "
    "commentRangeEnd customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd "
    "customXmlMoveFromRangeStart customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd "
    "proofErr".split()
)
_CORE_DROPPED = ("creator", "lastModifiedBy", "revision", "lastPrinted", "version", "contentStatus")
_APP_DROPPED = ("Company", "Manager", "Template", "HyperlinkBase", "TotalTime")
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp)$", re.IGNORECASE)


def clean_office(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts of a document, cleaned; raises `Unread`."""
    kept = dict(parts)
    for name in list(kept):
        if _TEXTS.fullmatch(name):
            kept[name] = _changed(kept[name], _clean_text)
        elif name == "word/settings.xml":
            kept[name] = _changed(kept[name], _clean_settings)
        elif name == "docProps/core.xml":
            kept[name] = _changed(kept[name], lambda root: remove(e for e in root if name_of(e) in _CORE_DROPPED))
        elif name == "docProps/app.xml":
            kept[name] = _changed(kept[name], _clean_app)
        elif _PICTURE.search(name) and not _DROPPED.fullmatch(name):
            kept[name] = _cleaned_picture(kept[name])
    if "xl/workbook.xml" in kept:
        _clean_workbook(kept)
    _drop(kept, {name for name in kept if _DROPPED.fullmatch(name)})
    return kept


def _changed(content: bytes, change: Callable[[etree._Element], object]) -> bytes:
    root = parse(content)
    change(root)
    return serialise(root)


def _cleaned_picture(content: bytes) -> bytes:
    try:
        return clean_picture(content)
    except Unread:
        return content  # a picture that cannot be read is left as it is, and told of as such


def _clean_text(root: etree._Element) -> None:
    """Accept all changes (insertions stay, deletions go), and take comments, hidden text and revision marks out."""
    _accept_rows(root)
    _accept_paragraphs(root)
    remove(e for e in root.iter() if name_of(e) in _DELETED)
    unwrap(e for e in root.iter() if name_of(e) in _INSERTED and name_of(_parent(e)) not in ("rPr", "trPr"))
    remove(e for e in root.iter() if name_of(e) in _INSERTED or name_of(e) in _MARKS)
    references = [e for e in root.iter() if name_of(e) in ("commentReference", "annotationRef")]
    remove(_parent(e) if name_of(_parent(e)) == "r" else e for e in references)
    remove(run for run in root.iter(f"{_W}r") if _is_hidden(run))
    for element in root.iter():
        for key in [key for key in element.attrib if str(key).rpartition("}")[2].startswith("rsid")]:
            del element.attrib[key]


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    return element if parent is None else parent


def _accept_rows(root: etree._Element) -> None:
    gone = [row for row in root.iter(f"{_W}tr") if row.find(f"{_W}trPr/{_W}del") is not None]
    tables = {_parent(row) for row in gone}
    remove(gone)
    remove(table for table in tables if table.find(f"{_W}tr") is None)


def _accept_paragraphs(root: etree._Element) -> None:
    """Join a paragraph whose end was deleted with the one behind it."""
    for paragraph in list(root.iter(f"{_W}p")):
        if (
            paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is None
            and paragraph.find(f"{_W}pPr/{_W}rPr/{_W}moveFrom") is None
        ):
            continue
        below = paragraph.getnext()
        words = [child for child in paragraph if name_of(child) != "pPr"]
        if below is not None and below.tag == f"{_W}p":
            properties = below.find(f"{_W}pPr")
            at = 0 if properties is None else 1
            for offset, child in enumerate(words):
                below.insert(at + offset, child)
            remove([paragraph])


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val", "1") not in ("0", "false", "off")


def _clean_settings(root: etree._Element) -> None:
    dropped = (
        "rsids", "trackRevisions", "attachedTemplate", "mailMerge", "attachedSchema", "saveThroughXslt", "docVars",
        "documentProtection", "readModeInkLockDown",
    )  # fmt: skip
    remove(e for e in root if name_of(e) in dropped)


def _clean_app(root: etree._Element) -> None:
    remove(e for e in root if name_of(e) in _APP_DROPPED)


# -- workbooks


def _clean_workbook(parts: dict[str, bytes]) -> None:
    for name in [name for name in parts if re.fullmatch(r"xl/(?:work|chart)sheets/[^/]+\.xml", name)]:
        root = parse(parts[name])
        if remove(e for e in root if name_of(e) in ("legacyDrawing",)):
            _drop(parts, {target for target in _targets(parts, name) if target.endswith(".vml")})
            parts[name] = serialise(root)
    root = parse(parts["xl/workbook.xml"])
    remove(e for e in root if name_of(e) in ("fileSharing", "AlternateContent"))
    sheets = next((e for e in root if name_of(e) == "sheets"), None)
    if sheets is not None:
        _drop_hidden(parts, root, sheets)
    parts["xl/workbook.xml"] = serialise(root)


def _drop_hidden(parts: dict[str, bytes], root: etree._Element, sheets: etree._Element) -> None:
    """Take out the hidden sheets that nothing refers to; one that formulas, names or charts use stays."""
    related = _relations(parts, "xl/workbook.xml")
    order = list(sheets)
    for sheet in order:
        if sheet.get("state") not in ("hidden", "veryHidden") or len(sheets) == 1:
            continue
        name = sheet.get("name") or ""
        id_ = next((str(v) for k, v in sheet.attrib.items() if str(k).endswith("}id")), "")
        path = related.get(id_, "")
        if path not in parts or _is_used(parts, root, name, path):
            continue
        at = list(sheets).index(sheet)
        remove([sheet])
        _renumber(root, at)
        _drop(parts, {path})
        if "docProps/app.xml" in parts:
            app = parse(parts["docProps/app.xml"])
            remove(e for e in app if name_of(e) in ("TitlesOfParts", "HeadingPairs"))
            parts["docProps/app.xml"] = serialise(app)


def _is_used(parts: dict[str, bytes], root: etree._Element, name: str, path: str) -> bool:
    quoted = name.replace("'", "''")
    pattern = re.compile(rf"(?:{re.escape(name)}|'{re.escape(quoted)}')!", re.IGNORECASE)
    for other, content in parts.items():
        if other.endswith(".xml") and other.startswith("xl/") and other not in (path, "xl/workbook.xml"):
            text = " ".join(map(str, parse(content).itertext()))
            if "!" in text and pattern.search(text):
                return True
        if other.startswith("xl/pivotCache/") and name in content.decode("utf-8", "replace"):
            return True
    own = [e for e in root.iter() if name_of(e) == "definedName"]
    return any(pattern.search(e.text or "") and not _is_own(root, e, name) for e in own)


def _is_own(root: etree._Element, defined: etree._Element, name: str) -> bool:
    """Whether a name belongs to the sheet itself, such as its print area."""
    sheets = next(e for e in root if name_of(e) == "sheets")
    at = defined.get("localSheetId") or ""
    return at.isdigit() and int(at) < len(sheets) and sheets[int(at)].get("name") == name


def _renumber(root: etree._Element, gone: int) -> None:
    """Let what counts sheets follow when one has left."""
    for defined in [e for e in root.iter() if name_of(e) == "definedName"]:
        at = defined.get("localSheetId")
        if at is None or not at.isdigit():
            continue
        if int(at) == gone:
            remove([defined])
        elif int(at) > gone:
            defined.set("localSheetId", str(int(at) - 1))
    remove(e for e in root if name_of(e) == "definedNames" and len(e) == 0)
    for view in [e for e in root.iter() if name_of(e) == "workbookView"]:
        for key in ("activeTab", "firstSheet"):
            value = view.get(key) or ""
            if (value.isdigit() and int(value) >= gone > 0) or value == str(gone):
                view.set(key, str(max(0, int(value) - 1)))


# -- packages


def _relations(parts: dict[str, bytes], name: str) -> dict[str, str]:
    folder, base = posixpath.split(name)
    content = parts.get(f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels")
    if content is None:
        return {}
    return {
        str(e.get("Id")): posixpath.normpath(posixpath.join("/", folder, str(e.get("Target")))).lstrip("/")
        for e in parse(content)
        if e.get("TargetMode") != "External"
    }


def _targets(parts: dict[str, bytes], name: str) -> set[str]:
    return set(_relations(parts, name).values())


def _drop(parts: dict[str, bytes], gone: set[str]) -> None:
    """Take parts out of a package: themselves, their relations, and every word of them in others' and in the list."""
    if not gone:
        return
    for name in gone:
        folder, base = posixpath.split(name)
        parts.pop(name, None)
        parts.pop(f"{folder}/_rels/{base}.rels", None)
    for name in [name for name in parts if name.endswith(".rels")]:
        folder, _, base = name.rpartition("_rels/")
        related = _relations(parts, f"{folder}{base.removesuffix('.rels')}")
        ids = {id_ for id_, target in related.items() if target in gone}
        if ids:
            root = parse(parts[name])
            remove(e for e in root if e.get("Id") in ids)
            parts[name] = serialise(root)
    root = parse(parts["[Content_Types].xml"])
    remove(e for e in root if (e.get("PartName") or "").lstrip("/") in gone)
    parts["[Content_Types].xml"] = serialise(root)
