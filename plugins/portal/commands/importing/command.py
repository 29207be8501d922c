"""`portal import`: files into a portal, and what is told of them."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal.commands.importing.cases import with_cases
from portal.commands.importing.document.blocks import DocumentPlace
from portal.commands.importing.found import DocumentKind, Held, NewRecord, Question
from portal.commands.importing.several import FileRead, Gathered, Reader, gathered
from portal.commands.importing.storing import Stored, store
from portal.commands.speaking import Refused, Told
from portal.commands.word.returned import returned_paper, take_back
from portal.language.catalogue import Catalogue, catalogue_for
from portal.language.reasons import reason_of
from portal.linked.graph import Graph
from portal.model.problems import report
from portal.site.building import check_portal
from portal.site.progress import progress_on_terminal
from portal.source.settings import Settings

__all__ = [
    "Arguments",
    "Written",
    "add_cases",
    "held_text",
    "import_into",
    "place_text",
    "reader_for",
    "unread",
    "write_records",
]


_FLAGS = ("merge", "cases", "with_exempt", "dry_run")


@dataclass(frozen=True)
class Arguments:
    """What was said with the command; `root` and `into` as they were given, if they were."""

    kind: DocumentKind | None = None
    organisation: str | None = None
    date: str | None = None
    dry_run: bool = False
    merge: bool = False
    cases: bool = False
    with_exempt: bool = False
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
            *(f"--{name.replace('_', '-')}" for name in _FLAGS if getattr(self, name)),
        ]
        return " ".join([*map(shlex.quote, words), *(f"--{name} …" for name in asked)])


def import_into(root: Path, settings: Settings, paths: Sequence[Path], arguments: Arguments) -> list[Told]:
    """Import files as one into the portal below `root`; tell what was taken, what was left and what is asked.

    Of one file that is told in lines; of several a table comes first. A file that cannot be read stops no other.
    One that `portal word` wrote is held against the record that it is of. Raises `Refused` for a body or a date that
    is none.
    """
    ours = {path: returned for path in paths if (returned := returned_paper(root, path))}
    told = [take_back(root, settings, one, arguments.merge, arguments.dry_run) for one in ours.values()]
    if others := [path for path in paths if path not in ours]:
        reader = reader_for(root, settings, arguments)
        together = gathered(reader.read(others), reader.graph.names)
        add_cases(root, together, reader.graph, arguments)
        told += _tell(root, settings, together, arguments)
    return told


def add_cases(root: Path, together: Gathered, graph: Graph, arguments: Arguments) -> None:
    """Let what was gathered refer to cases, where that is asked for; not the meetings that will stay as they are."""
    if arguments.cases:
        there = [record.path for record in together.records if (root / record.path).exists()]
        with_cases(together, graph, () if arguments.merge else there)


def reader_for(root: Path, settings: Settings, arguments: Arguments) -> Reader:
    """What reads files for the portal below `root`, as the arguments say. Raises `Refused`, as `import_into` does."""
    t = catalogue_for(settings.lang).text
    progress = progress_on_terminal(catalogue_for(settings.lang))
    graph = check_portal(root, settings, keeps=False, progress=progress).portal.graph
    body = graph.names.find(arguments.organisation) if arguments.organisation else None
    if arguments.organisation and body is None:
        raise Refused(t("draft.unknown", found=arguments.organisation))
    try:
        day = dt.date.fromisoformat(arguments.date) if arguments.date else None
    except ValueError:
        raise Refused(t("draft.date", found=arguments.date)) from None
    return Reader(graph, settings.lang, arguments.kind, body, day, arguments.with_exempt, progress)


def _tell(root: Path, settings: Settings, together: Gathered, arguments: Arguments) -> Iterator[Told]:
    """Write what was gathered, or show it in a dry run, and tell of it."""
    catalogue = catalogue_for(settings.lang)
    read = [at for at, file in enumerate(together.files) if file.kind]
    yield from (Told(line, False) for line in unread(together.files, catalogue))
    if not read:
        return
    written = write_records(root, settings, together.records, arguments)
    head = _table(together, written.stored, catalogue) if len(read) > 1 else ()
    rest = [line for at in read for line in _of_file(together, at, arguments, catalogue)]
    first, *others = rest if len(read) == 1 else ["", *rest]
    yield Told("\n".join([*head, *filter(None, [first]), *written.lines, *others]), written.is_done)


def unread(files: Iterable[FileRead], catalogue: Catalogue) -> Iterator[str]:
    """Why a file could not be read, or that it is not known what it is."""
    for file in files:
        if file.fault:
            values = file.fault.values.items()
            told = {k: reason_of(v, catalogue) if isinstance(v, OSError) else v for k, v in values}
            yield f"{file.path.name or file.path}: {catalogue.text(file.fault.code, **told)}"
        elif file.imported and file.imported.kind is None:
            kinds = ", ".join(kind.value for kind in DocumentKind)
            yield catalogue.text("import.no_kind", file=file.path.name, kinds=kinds)


@dataclass(frozen=True)
class Written:
    """What became of some records, the lines that tell of it, and whether all that was asked for is done."""

    stored: list[Stored]
    lines: list[str]
    is_done: bool = False


def write_records(root: Path, settings: Settings, records: Sequence[NewRecord], arguments: Arguments) -> Written:
    """Write the records, or show them in a dry run.

    A record that the check refuses keeps none back of those that do without it.
    """
    catalogue = catalogue_for(settings.lang)
    t = catalogue.text
    if not records:
        return Written([], [t("import.nothing")])
    refused: list[str] = []
    while True:
        try:
            stored, problems = store(root, settings, records, arguments.merge, arguments.dry_run)
        except OSError as fault:
            return Written([], [*refused, t("import.failed", reason=reason_of(fault, catalogue))])
        if not problems:
            break
        refused += [t("import.refused"), report(problems, catalogue)]
        faulty = {problem.place.path for problem in problems}
        sound = [record for record in records if record.path not in faulty]
        lost = _cases_of(record for record in records if record.path in faulty) - _cases_of(sound)
        sound = [record for record in sound if record.path not in lost]
        if len(sound) == len(records) or not sound:
            return Written([], refused)
        records = sound
    lines = [line for one in stored for line in _told(one, arguments, catalogue)]
    is_done = all(one.is_new or arguments.merge or not one.difference for one in stored)
    return Written(stored, [*lines, *refused], is_done and not refused)


def _cases_of(records: Iterable[NewRecord]) -> set[str]:
    """The paths of the cases that meetings refer to."""
    items = (item for record in records for item in record.facts.get("agenda", ()))
    return {f"cases/{item['case']}.md" for item in items if "case" in item}


def _table(together: Gathered, stored: Sequence[Stored], catalogue: Catalogue) -> Iterator[str]:
    """A row for each file: its kind, its record and what became of it, how much is asked, held back and left."""
    t = catalogue.text
    became = {one.path: t(f"import.became_{_became(one)}") for one in stored}
    rows = [[t(f"import.column_{name}") for name in ("file", "kind", "record", "became", "asked", "held", "left")]]
    for at, file in enumerate(together.files):
        if file.kind is None:
            continue
        found = file.found
        path = found.records[0].path if found.records else ""
        asked = sum(question.file == at for question in together.questions)
        kind = t(f"import.kind_{file.kind.value}")
        numbers = map(str, (asked, len(found.held), len(found.left)))
        rows.append([file.path.name, kind, path, became.get(path, t("import.became_nothing")), *numbers])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    yield from ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)


def _became(one: Stored) -> str:
    if one.is_new or one.is_merged:
        return "written" if one.is_new else "merged"
    return "left" if one.difference else "same"


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


def _of_file(together: Gathered, at: int, arguments: Arguments, catalogue: Catalogue) -> Iterator[str]:
    """What a file is, what is asked of an editor, and what was left out, each with its place in the document."""
    t, file = catalogue.text, together.files[at]
    assert file.kind
    yield t("import.recognised", file=file.path.name, kind=t(f"import.kind_{file.kind.value}"))
    found, questions = file.found, [question for question in together.questions if question.file == at]
    if questions:
        yield t("import.questions")
        yield from (f"  {_question(question, catalogue)}" for question in questions)
    asked = [question.about for question in questions if question.code == "import.ask_argument"]
    if asked:
        yield t("import.repeat", command=arguments.repeated(file.path, file.kind, asked))
    if found.held:
        yield t("import.held")
        yield from (f"  {held_text(held, catalogue)}" for held in found.held)
    if found.left and not asked:  # of what is no record yet, nothing is left out
        yield t("import.left")
        yield from (f"  {place_text(block.place, catalogue)}: {' '.join(block.text.split())}" for block in found.left)


def held_text(held: Held, catalogue: Catalogue) -> str:
    code = "import.held_item" if held.about else "import.held_words"
    text = catalogue.text(code, item=held.about, mark=held.mark)
    return f"{place_text(held.block.place, catalogue)}: {text}"


def _question(question: Question, catalogue: Catalogue) -> str:
    text = catalogue.text(question.code, field=question.about, read=question.read)
    return f"{place_text(question.place, catalogue)}: {text}" if question.place else text


def place_text(place: DocumentPlace, catalogue: Catalogue) -> str:
    if place.page:
        return catalogue.text("import.page", page=place.page, line=place.line)
    return catalogue.text("import.paragraph", line=place.line)
