"""`portal import`: one file into a portal, and what is told of it."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.commands.importing.document.blocks import DocumentPlace, Unreadable
from portal.commands.importing.found import DocumentKind, Held, NewRecord, Question
from portal.commands.importing.importer import Imported, import_file
from portal.commands.importing.storing import Stored, store
from portal.commands.speaking import Told
from portal.language.catalogue import Catalogue, catalogue_for
from portal.language.reasons import reason_of
from portal.model.problems import report
from portal.site.building import check_portal
from portal.source.settings import Settings

__all__ = ["Arguments", "import_into"]


@dataclass(frozen=True)
class Arguments:
    """What was said with the command; `root` and `into` as they were given, if they were."""

    kind: DocumentKind | None = None
    organisation: str | None = None
    date: str | None = None
    dry_run: bool = False
    merge: bool = False
    root: Path | None = None
    into: Path | None = None

    def repeated(self, path: Path, kind: DocumentKind, asked: list[str]) -> str:
        """The command for a file once more, with what is `asked` for to be filled in."""
        given = {"organisation": self.organisation, "date": self.date, "into": self.into}
        words = [
            "portal",
            *(["--root", str(self.root)] if self.root else []),
            *("import", str(path), "--kind", kind.value),
            *(word for name, value in given.items() if value for word in (f"--{name}", str(value))),
            *(["--merge"] if self.merge else []),
            *(["--dry-run"] if self.dry_run else []),
        ]
        return " ".join([*map(shlex.quote, words), *(f"--{name} …" for name in asked)])


def import_into(root: Path, settings: Settings, path: Path, arguments: Arguments) -> Told:
    """Import a file into the portal below `root`, and tell what was taken, what was left and what is asked."""
    catalogue = catalogue_for(settings.lang)
    graph = check_portal(root, settings, keeps=False).portal.graph
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
        values = {k: reason_of(v, catalogue) if isinstance(v, OSError) else v for k, v in fault.values.items()}
        return Told(f"{path.name}: {t(fault.code, **values)}", False)
    if imported.kind is None:
        return Told(t("import.no_kind", file=path.name), False)
    lines = [t("import.recognised", file=path.name, kind=t(f"import.kind_{imported.kind.value}"))]
    told, is_done = _stored(root, settings, imported.found.records, arguments, catalogue)
    return Told("\n".join([*lines, *told, *_rest(imported, path, arguments, catalogue)]), is_done)


def _stored(
    root: Path, settings: Settings, records: list[NewRecord], arguments: Arguments, catalogue: Catalogue
) -> tuple[list[str], bool]:
    """Write the records, or show them in a dry run; what was written, or why not."""
    t = catalogue.text
    if not records:
        return [t("import.nothing")], False
    try:
        stored, problems = store(root, settings, records, arguments.merge, arguments.dry_run)
    except OSError as fault:
        return [t("import.failed", reason=reason_of(fault, catalogue))], False
    if problems:
        return [t("import.refused"), report(problems, catalogue)], False
    lines = [line for one in stored for line in _told(one, arguments, catalogue)]
    return lines, all(one.is_new or arguments.merge or not one.difference for one in stored)


def _told(one: Stored, arguments: Arguments, catalogue: Catalogue) -> Iterator[str]:
    """What became of a record, with how the document differs from one that is there."""
    t = catalogue.text
    if one.is_new:
        yield f"--- {one.path}\n{one.text}" if arguments.dry_run else t("import.written", path=one.path)
    elif one.is_merged:
        yield t("import.would_merge" if arguments.dry_run else "import.merged", path=one.path)
        yield one.difference
    elif one.difference:
        yield t("import.exists", path=one.path)
        yield one.difference
    else:
        yield t("import.same" if one.is_same else "import.nothing_new", path=one.path)
    yield from (t("import.held_there", item=item) for item in one.held)
    for conflict in one.conflicts if arguments.merge else ():
        yield t("import.conflict", field=conflict.field, there=conflict.there, found=conflict.found)


def _rest(imported: Imported, path: Path, arguments: Arguments, catalogue: Catalogue) -> Iterator[str]:
    """What is asked of an editor, and what was left out, each with its place in the document."""
    t, found = catalogue.text, imported.found
    if found.questions:
        yield t("import.questions")
        yield from (f"  {_question(question, catalogue)}" for question in found.questions)
    asked = [question.about for question in found.questions if question.code == "import.ask_argument"]
    if asked and imported.kind:
        yield t("import.repeat", command=arguments.repeated(path, imported.kind, asked))
    if found.held:
        yield t("import.held")
        yield from (f"  {_held(held, catalogue)}" for held in found.held)
    if found.left:
        yield t("import.left")
        yield from (f"  {_place(block.place, catalogue)}: {' '.join(block.text.split())}" for block in found.left)


def _held(held: Held, catalogue: Catalogue) -> str:
    code = "import.held_item" if held.about else "import.held_words"
    text = catalogue.text(code, item=held.about, mark=held.mark)
    return f"{_place(held.block.place, catalogue)}: {text}"


def _question(question: Question, catalogue: Catalogue) -> str:
    text = catalogue.text(question.code, field=question.about, read=question.read)
    return f"{_place(question.place, catalogue)}: {text}" if question.place else text


def _place(place: DocumentPlace, catalogue: Catalogue) -> str:
    if place.page:
        return catalogue.text("import.page", page=place.page, line=place.line)
    return catalogue.text("import.paragraph", line=place.line)
