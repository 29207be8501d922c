"""`portal import`: one file into a portal, and what is told of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.importing.document import Place, Unreadable
from portal.importing.found import NewRecord, Question
from portal.importing.importer import Imported, import_file, store
from portal.importing.layouts import Kind
from portal.language.catalogue import Catalogue, catalogue_for
from portal.problems import report
from portal.settings import Settings
from portal.site import check_portal
from portal.writing import new_record

__all__ = ["Arguments", "Told", "import_into"]


@dataclass(frozen=True)
class Arguments:
    """What was said with the command."""

    kind: Kind | None = None
    organisation: str | None = None
    date: str | None = None
    dry_run: bool = False
    merge: bool = False


@dataclass(frozen=True)
class Told:
    """The report of one file; `is_done` tells that nothing kept it from being written."""

    text: str
    is_done: bool


def import_into(root: Path, settings: Settings, path: Path, arguments: Arguments) -> Told:
    """Import a file into the portal below `root`, and tell what was taken, what was left and what is asked."""
    catalogue = catalogue_for(settings.lang)
    graph = check_portal(root, settings).portal.graph
    t = catalogue.text
    body = graph.names.find(arguments.organisation) if arguments.organisation else None
    if arguments.organisation and body is None:
        return Told(t("draft.unknown", found=arguments.organisation), False)
    try:
        day = dt.date.fromisoformat(arguments.date) if arguments.date else None
    except ValueError:
        return Told(t("draft.date", found=arguments.date), False)
    try:
        imported = import_file(path, graph, arguments.kind, body, day, settings.lang)
    except Unreadable as fault:
        return Told(f"{path.name}: {t(fault.code, **fault.values)}", False)
    if imported.kind is None:
        return Told(t("import.no_kind", file=path.name), False)
    lines = [t("import.recognised", file=path.name, kind=t(f"import.kind_{imported.kind.value}"))]
    if arguments.dry_run:
        lines += [f"--- {record.path}\n{new_record(record.facts, record.text)}" for record in imported.found.records]
        return Told("\n".join([*lines, *_rest(imported, path, catalogue)]), True)
    written, is_done = _stored(root, settings, imported.found.records, arguments.merge, catalogue)
    return Told("\n".join([*lines, *written, *_rest(imported, path, catalogue)]), is_done)


def _stored(
    root: Path, settings: Settings, records: list[NewRecord], merge: bool, catalogue: Catalogue
) -> tuple[list[str], bool]:
    """Write the records; what was written, or why not."""
    t = catalogue.text
    if not records:
        return [t("import.nothing")], False
    try:
        stored, problems = store(root, settings, records, merge)
    except OSError as fault:
        return [t("import.failed", reason=fault.strerror or fault)], False
    if problems:
        return [t("import.refused"), report(problems, catalogue)], False
    lines = []
    for one in stored:
        if one.is_new:
            lines.append(t("import.written", path=one.path))
        elif one.is_merged:
            lines += [t("import.merged", path=one.path), one.difference]
        elif one.difference:
            lines += [t("import.exists", path=one.path), one.difference]
        else:
            lines.append(t("import.same", path=one.path))
    return lines, all(one.is_new or one.is_merged or not one.difference for one in stored)


def _rest(imported: Imported, path: Path, catalogue: Catalogue) -> Iterator[str]:
    """What is asked of an editor, and what was left out, each with its place in the document."""
    t, found = catalogue.text, imported.found
    if found.questions:
        yield t("import.questions")
        yield from (f"  {_question(question, catalogue)}" for question in found.questions)
    arguments = [f"--{q.about} …" for q in found.questions if q.code == "import.ask_argument"]
    if arguments and imported.kind:
        yield t("import.repeat", command=f"portal import {path} --kind {imported.kind.value} {' '.join(arguments)}")
    if found.left:
        yield t("import.left")
        yield from (f"  {_place(block.place, catalogue)}: {block.text.strip()[:120]}" for block in found.left)


def _question(question: Question, catalogue: Catalogue) -> str:
    text = catalogue.text(question.code, field=question.about)
    return f"{_place(question.place, catalogue)}: {text}" if question.place else text


def _place(place: Place, catalogue: Catalogue) -> str:
    if place.page:
        return catalogue.text("import.page", page=place.page, line=place.line)
    return catalogue.text("import.paragraph", line=place.line)
