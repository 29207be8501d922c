"""An office document without authors, comments, tracked changes, hidden text, hidden sheets and traces of the machine.

Of Office (OOXML, ECMA-376) or of OpenDocument (ISO/IEC 26300). A package is put together again as it lay.
"""

from __future__ import annotations

import contextlib
import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping

from lxml import etree

from portal.commands.cleaning.markup import name_of, parse, remove, serialise
from portal.commands.cleaning.pictures import clean_picture
from portal.source.documents.packages import Unread, W, is_hidden, read_parts, relations

__all__ = ["clean_office", "clean_opendocument"]

_MOST_BYTES = 400_000_000
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can tell; no cleaned file tells when its parts were written."""
_DROPPED = re.compile(
    r"(?:word/(?:comments\w*|people)|xl/(?:comments\w*|comments/\w+|threadedComments/\w+|persons/\w+|revisions/\w+)"
    r"|ppt/(?:comments/\w+|commentAuthors|authors|revisionInfo|changesInfos/\w+))\.xml"
    r"|docProps/(?:custom\.xml|thumbnail\.\w+)|xl/calcChain\.xml|word/_rels/settings\.xml\.rels"
)
"""The settings of a document relate to what lies with its author alone: a template, what letters were merged from."""
_DELETED = ("del", "moveFrom", "cellDel")
_INSERTED = ("ins", "moveTo")
_MARKS = frozenset(
    "rPrChange pPrChange sectPrChange tblPrChange tblPrExChange tcPrChange trPrChange tblGridChange numberingChange "
    "cellIns cellMerge moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd commentRangeStart "
    "commentRangeEnd customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd "
    "customXmlMoveFromRangeStart customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd "
    "proofErr".split()
)
_MACHINE = re.compile(r"Printer|CurrentDatabase|EmbeddedDatabaseName|Rsid")
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp)$", re.IGNORECASE)


def clean_office(data: bytes) -> bytes:
    """The content of a document, a workbook or a presentation, cleaned; raises `Unread`."""
    parts = _opened(data)
    _change(parts, _OFFICE)
    if "xl/workbook.xml" in parts:
        _clean_workbook(parts)
    _drop(parts, set(filter(_DROPPED.fullmatch, parts)))
    return _packed(parts)


def clean_opendocument(data: bytes) -> bytes:
    """The content of a text, a spreadsheet or a presentation, cleaned; raises `Unread`.

    What was deleted goes with the list of changes it lies in.
    """
    parts = {name: content for name, content in _opened(data).items() if not name.startswith("Thumbnails/")}
    _change(parts, _OPENDOCUMENT)
    return _packed(parts)


def _opened(data: bytes) -> dict[str, bytes]:
    if not data.startswith(b"PK"):
        raise Unread("encrypted")
    parts = read_parts(data, lambda name: True, _MOST_BYTES)
    if any(name.startswith("_xmlsignatures/") or name.endswith("documentsignatures.xml") for name in parts):
        raise Unread("signed")
    return parts


def _packed(parts: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(info, content)
    return written.getvalue()


_Change = Callable[[etree._Element], object]


def _change(parts: dict[str, bytes], changes: Mapping[str, _Change]) -> None:
    """Change the parts by the first pattern that their name is, and clean the pictures among them.

    A part from which nothing was taken, by the number that its change gives, stays byte for byte.
    A picture that cannot be read is left as it is, and told of as such.
    """
    for name, content in parts.items():
        change = next((change for pattern, change in changes.items() if re.fullmatch(pattern, name)), None)
        if change is not None:
            root = parse(content)
            if change(root) != 0:
                parts[name] = serialise(root)
        elif _PICTURE.search(name) and not _DROPPED.fullmatch(name):
            with contextlib.suppress(Unread):
                parts[name] = clean_picture(content)


def _without(*names: str) -> _Change:
    """A change that takes out the elements of some names, wherever they stand in a part."""
    return lambda root: remove(element for element in root.iter() if name_of(element) in names)


# -- documents


def _clean_text(root: etree._Element) -> None:
    """Accept all changes (insertions stay, deletions go), and take comments, hidden text and revision marks out."""
    _accept_rows(root)
    _accept_paragraphs(root)
    remove(e for e in root.iter() if name_of(e) in _DELETED or name_of(e) in _MARKS)
    remove(e for e in root.iter() if name_of(e) in _INSERTED and name_of(_parent(e)) in ("rPr", "trPr"))
    etree.strip_tags(root, *(f"{{*}}{name}" for name in _INSERTED))
    references = [e for e in root.iter() if name_of(e) in ("commentReference", "annotationRef")]
    remove(_parent(e) if name_of(_parent(e)) == "r" else e for e in references)
    remove(run for run in root.iter(f"{W}r") if is_hidden(run))
    for element in root.iter():
        for key in [key for key in element.attrib if str(key).rpartition("}")[2].startswith("rsid")]:
            del element.attrib[key]


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    return element if parent is None else parent


def _accept_rows(root: etree._Element) -> None:
    gone = [row for row in root.iter(f"{W}tr") if row.find(f"{W}trPr/{W}del") is not None]
    tables = {_parent(row) for row in gone}
    remove(gone)
    remove(table for table in tables if table.find(f"{W}tr") is None)


def _accept_paragraphs(root: etree._Element) -> None:
    """Join a paragraph whose end was deleted with the one behind it."""
    for paragraph in list(root.iter(f"{W}p")):
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is None and paragraph.find(f"{W}pPr/{W}rPr/{W}moveFrom") is None:
            continue
        below = paragraph.getnext()
        words = [child for child in paragraph if name_of(child) != "pPr"]
        if below is not None and below.tag == f"{W}p":
            properties = below.find(f"{W}pPr")
            at = 0 if properties is None else 1
            for offset, child in enumerate(words):
                below.insert(at + offset, child)
            remove([paragraph])


def _clean_settings(root: etree._Element) -> int:
    items = (element for element in root.iter() if name_of(element) == "config-item")
    return remove(item for item in items if any(_MACHINE.search(str(value)) for value in item.attrib.values()))


def _clean_manifest(root: etree._Element) -> int:
    return remove(e for e in root if any(str(value).startswith("Thumbnails/") for value in e.attrib.values()))


_OFFICE: dict[str, _Change] = {
    r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml": _clean_text,
    r"word/settings\.xml": _without(
        "rsids", "trackRevisions", "attachedTemplate", "mailMerge", "attachedSchema", "saveThroughXslt", "docVars",
        "documentProtection", "readModeInkLockDown",
    ),
    r"docProps/core\.xml": _without(
        "creator", "lastModifiedBy", "revision", "lastPrinted", "version", "contentStatus"
    ),
    r"docProps/app\.xml": _without("Company", "Manager", "Template", "HyperlinkBase", "TotalTime"),
}  # fmt: skip
_OPENDOCUMENT: dict[str, _Change] = {
    r"meta\.xml": _without(
        "initial-creator", "creator", "printed-by", "print-date", "editing-cycles", "editing-duration", "user-defined",
        "template",
    ),
    r"(?:.*/)?(?:content|styles)\.xml": _without(
        "tracked-changes", "change", "change-start", "change-end", "annotation", "annotation-end", "hidden-text"
    ),
    r"settings\.xml": _clean_settings,
    r"META-INF/manifest\.xml": _clean_manifest,
}  # fmt: skip
"""What is changed in the parts of a package, by what their names are."""


# -- workbooks


def _clean_workbook(parts: dict[str, bytes]) -> None:
    for name in [name for name in parts if re.fullmatch(r"xl/(?:work|chart)sheets/[^/]+\.xml", name)]:
        root = parse(parts[name])
        if remove(e for e in root if name_of(e) in ("legacyDrawing",)):
            _drop(parts, {target for target in relations(parts, name).values() if target.endswith(".vml")})
            parts[name] = serialise(root)
    root = parse(parts["xl/workbook.xml"])
    remove(e for e in root if name_of(e) in ("fileSharing", "AlternateContent"))
    sheets = next((e for e in root if name_of(e) == "sheets"), None)
    if sheets is not None:
        _drop_hidden(parts, root, sheets)
    parts["xl/workbook.xml"] = serialise(root)


def _drop_hidden(parts: dict[str, bytes], root: etree._Element, sheets: etree._Element) -> None:
    """Take out the hidden sheets that nothing refers to; one that formulas, names or charts use stays."""
    related = relations(parts, "xl/workbook.xml")
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
        related = relations(parts, f"{folder}{base.removesuffix('.rels')}")
        ids = {id_ for id_, target in related.items() if target in gone}
        if ids:
            root = parse(parts[name])
            remove(e for e in root if e.get("Id") in ids)
            parts[name] = serialise(root)
    root = parse(parts["[Content_Types].xml"])
    remove(e for e in root if (e.get("PartName") or "").lstrip("/") in gone)
    parts["[Content_Types].xml"] = serialise(root)
