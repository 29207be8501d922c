"""What all of Office's packages share (OOXML, ECMA-376): properties, comments, relations, embedded files, pictures."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from portal.checks.guarding.findings import Passage, Spot, SpotKind, Trace, TraceKind
from portal.checks.guarding.reading.walking import runs_of, told_attributes
from portal.source.documents.packages import Unread, local, read_xml

__all__ = ["Parts", "generic", "names_in", "properties", "relations"]

Parts = dict[str, bytes]
_NOBODY = frozenset((
    "", "microsoft office user", "microsoft office-brukar", "microsoft office-bruker", "windows user",
    "windows-brukar", "windows-bruker", "python-docx", "openpyxl", "apache poi", "un-named", "author", "forfatter",
    "forfattar", "user", "brukar", "bruker", "admin",
))  # fmt: skip
"""Authors that programs write and that name nobody."""


def relations(parts: Parts, name: str) -> dict[str, str]:
    """The targets of a part's relations, as names of parts or addresses, by id."""
    folder, base = posixpath.split(name)
    content = parts.get(f"{folder}/_rels/{base}.rels")
    if content is None:
        return {}
    found = {}
    for relation in read_xml(content):
        target = relation.get("Target") or ""
        is_outside = relation.get("TargetMode") == "External"
        path = target if is_outside else posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
        found[relation.get("Id") or ""] = path
    return found


def names_in(values: Iterator[str]) -> str:
    """The people of a list, each once, those whom programs write left out."""
    return ", ".join(dict.fromkeys(name for value in values if (name := value.strip()).lower() not in _NOBODY))


def properties(parts: Parts) -> tuple[list[Passage], list[Trace]]:
    """What `docProps/` tells: authors, the company, properties that somebody made."""
    passages, traces = [], []
    values: dict[str, list[str]] = {}
    for name in ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"):
        if name not in parts:
            continue
        root = read_xml(parts[name])
        for element in root.iter():
            if element.text and element.text.strip():
                key = local(element.tag)
                values.setdefault(key, []).append(element.text)
                passages.append(Passage(element.text, Spot(SpotKind.PROPERTY, key)))
        if name.endswith("custom.xml") and len(root):
            told = ", ".join(child.get("name") or "" for child in root)
            traces.append(Trace(TraceKind.PROPERTIES, told))
    if people := names_in(iter([*values.get("creator", ()), *values.get("lastModifiedBy", ())])):
        traces.append(Trace(TraceKind.AUTHOR, people))
    if company := names_in(iter([*values.get("Company", ()), *values.get("Manager", ())])):
        traces.append(Trace(TraceKind.COMPANY, company))
    return passages, traces


def generic(parts: Parts, passed_over: frozenset[str]) -> Iterator[Passage]:
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
        spot = Spot(SpotKind.PART, name)
        yield from (Passage(value, spot) for value in told_attributes(root))
        if name not in passed_over:
            yield from (Passage(block.all_text, spot) for block in runs_of(root))
