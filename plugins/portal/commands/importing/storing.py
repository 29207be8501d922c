"""Records put into a portal: none that the portal's own check would refuse, and none in place of what is there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff
from pathlib import Path

from portal.commands.editing.records import checked_portal
from portal.commands.importing.found import NewRecord
from portal.commands.importing.merging import Conflict, conflicts_in, merged, same_item, sections
from portal.linked.names import OrganisationNames
from portal.model.problems import Place, Problem, error
from portal.site.folder import write_files
from portal.source.decoding import decode
from portal.source.frontmatter import RecordFile, read_document
from portal.source.settings import Settings
from portal.source.writing import new_record

__all__ = ["Stored", "as_stored", "store"]


@dataclass(frozen=True)
class Stored:
    """What became of a record, or would become of it.

    `text` is the file as the document has it, or with what it lacked; `difference` is how that differs from the
    file that is there; `conflicts` is what the file says otherwise than the document; `held` are the items that are
    exempt in the file, of which nothing is taken from the document.
    """

    path: str
    text: str
    is_new: bool = False
    is_merged: bool = False
    is_same: bool = False
    difference: str = ""
    conflicts: tuple[Conflict, ...] = ()
    held: tuple[str, ...] = ()


def store(
    root: Path, settings: Settings, records: Sequence[NewRecord], merge: bool = False, dry_run: bool = False
) -> tuple[list[Stored], list[Problem]]:
    """Write new records below `root`; one that is there is left alone, or gets what it lacks when they `merge`.

    When the check refuses one, none is written and the problems tell why; in a `dry_run` none is written anyway.
    What could not be written whole is put back, and raises `OSError`.
    """
    checked = checked_portal(root, settings)
    stored: list[Stored] = []
    problems: list[Problem] = []
    for record in records:
        one, faults = as_stored(root, record, merge, checked.portal.graph.names)
        problems += faults
        stored += [one] if not faults else []
    to_write = {one.path: one.text for one in stored if one.is_new or one.is_merged}
    known = {problem.place.path for problem in checked.problems if problem.severity.stops_build()}
    problems += [
        problem
        for problem in checked_portal(root, settings, to_write).problems
        if problem.severity.stops_build() and problem.place.path not in known
    ]
    if not problems and not dry_run:
        write_files(root, to_write)
    return stored, problems


def as_stored(root: Path, record: NewRecord, merge: bool, names: OrganisationNames) -> tuple[Stored, list[Problem]]:
    """What becomes of a record, and what makes the file that is there, if one is, unfit to be added to."""
    target = root / record.path
    if not target.resolve().is_relative_to(root.resolve()):
        return Stored(record.path, ""), [error(Place(record.path), "symbolic_link")]
    if not target.exists():
        return Stored(record.path, new_record(record.facts, record.text), is_new=True), []
    there, document, faults = _read(target, record.path)
    one = Stored(record.path, there) if faults else _put_together(record, there, document, merge, names)
    return one, faults


def _read(target: Path, path: str) -> tuple[str, RecordFile, list[Problem]]:
    """A file that is there, as it stands and as it is read, and what makes it unfit to be added to."""
    data = target.read_bytes()
    text, problems = decode(data, path)
    document = read_document(text, path)
    return ("" if problems else data.decode("utf-8")), document, [*problems, *document.problems]


def _put_together(record: NewRecord, there: str, document: RecordFile, merge: bool, names: OrganisationNames) -> Stored:
    """A record that is there, and what the document has beside it."""
    record, is_held = _without_closed(record, document)
    facts = _without_language(record.facts, document)
    words = _renumbered(record, document)
    numbers = _numbers(record.facts, document.facts)
    longer = merged(there, facts, words, numbers)
    result = read_document(decode(longer.encode(), record.path)[0], record.path)
    conflicts = conflicts_in(result, facts, words, numbers, names)
    as_found = new_record(record.facts, record.text)
    new = longer if merge else as_found if longer != there or conflicts else there
    difference = unified_diff(there.splitlines(), new.splitlines(), record.path, record.path, lineterm="")
    return Stored(
        record.path,
        longer if merge else there,
        is_merged=merge and longer != there,
        is_same=there == as_found,
        difference="\n".join(difference),
        conflicts=conflicts,
        held=is_held,
    )


def _without_closed(record: NewRecord, document: RecordFile) -> tuple[NewRecord, tuple[str, ...]]:
    """The record without what would be put into an item that is exempt in the file that is there, and those items."""
    there = [item for item in document.facts.get("agenda") or () if isinstance(item, dict)]
    closed = {_digits(item) for item in there if item.get("exempt") and _digits(item)}
    items, held, text = [], [], sections(record.text, 2)
    for item in record.facts.get("agenda", ()):
        at = same_item(there, item)
        is_closed = _digits(item) in closed if at is None else there[at].get("exempt")
        if not is_closed or "exempt" in item:
            items.append(item)
            continue
        name = str(item.get("number") or item.get("title"))
        held.append(name)
        text = [part for part in text if part.heading != name]
    if not held:
        return record, ()
    words = "".join(part.text for part in text).strip("\n")
    return replace(record, facts={**record.facts, "agenda": items}, text=words), tuple(held)


def _digits(item: Mapping[str, object]) -> tuple[int, ...]:
    """The number of an item, whatever series and signs it is printed with."""
    return tuple(int(part) for part in re.findall(r"\d+", str(item.get("number", ""))))


def _without_language(facts: Mapping[str, object], document: RecordFile) -> dict[str, object]:
    """The facts; a language only where the record has no words yet that are in another."""
    has_words = bool(document.body.strip() or document.facts.get("agenda") or document.facts.get("title"))
    return {name: value for name, value in facts.items() if not (name == "lang" and has_words)}


def _renumbered(record: NewRecord, document: RecordFile) -> str:
    """The words of a record, with the items' headings as the agenda that is there prints their numbers."""
    text, there = record.text, [item for item in document.facts.get("agenda") or () if isinstance(item, dict)]
    for item in record.facts.get("agenda", ()):
        at = same_item(there, item)
        if at is not None and item.get("number") and there[at].get("number"):
            heading = re.escape(f"## {item['number']}")
            text = re.sub(rf"^{heading}$", f"## {there[at]['number']}", text, flags=re.MULTILINE)
    return text


def _numbers(*all_facts: Mapping[str, object]) -> list[str]:
    agendas = [agenda for facts in all_facts if isinstance(agenda := facts.get("agenda"), list)]
    return [
        str(item["number"]) for agenda in agendas for item in agenda if isinstance(item, dict) and item.get("number")
    ]
