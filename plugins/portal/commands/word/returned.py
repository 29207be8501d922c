"""A paper of ours that comes back edited: `portal import` puts what was changed in it into the record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal.commands.editing.edits import difference
from portal.commands.editing.records import checked_portal
from portal.commands.importing.document.blocks import Document, Unreadable
from portal.commands.importing.document.files import read_document_file
from portal.commands.importing.document.word import read_word
from portal.commands.importing.words.meanings import outcome_in, vote_in
from portal.commands.speaking import Told
from portal.commands.word.pieces import Line, Where, heads_of, pieces_of
from portal.commands.word.placing import OF_ITEMS, Change, changes_between, place
from portal.commands.word.writing import WordPaper, word_paper
from portal.language.catalogue import Catalogue, catalogue_for
from portal.language.reasons import reason_of
from portal.model.addresses import alias_address
from portal.model.kinds import CASE, MEETING
from portal.model.problems import report
from portal.site.folder import write_files
from portal.source.decoding import decode
from portal.source.documents.packages import Unread, read_parts, read_xml
from portal.source.reading import read_records
from portal.source.settings import Settings

__all__ = ["Returned", "returned_paper", "take_back"]

_MARK = re.compile(
    r"portal[:;, ]+(?P<kind>notice|minutes)[:;, ]+"
    r"(?P<meeting>[a-z0-9-]+/[0-9-]+[a-z0-9-]*)[:;, ]+(?P<said>[0-9a-f]{16})"
)
"""The mark as it was written, or as LibreOffice writes it back, which takes it for several keywords."""
_FACTS_IN = {".docx": "docProps/core.xml", ".odt": "meta.xml"}
"""Where the keywords stand in the package of each kind of document that a paper may come back as."""
_MOST_BYTES = 20_000_000


@dataclass(frozen=True)
class Returned:
    """A file that was written by `portal word`: its mark, and of which meeting it is."""

    path: Path
    mark: str
    meeting: str


def returned_paper(root: Path, path: Path) -> Returned | None:
    """What a file says of which paper it is; `None` where it is none of ours, or its meeting is not in the portal."""
    facts = _FACTS_IN.get(path.suffix.lower())
    if facts is None:
        return None
    try:
        parts = read_parts(path.read_bytes(), lambda name: name == facts, _MOST_BYTES)
        words = " ".join(text for part in parts.values() for text in read_xml(part).itertext())
    except (Unread, OSError):
        return None
    match = _MARK.search(words)
    meeting = _meeting_now(root, match["meeting"]) if match else None
    mark = f"portal:{match['kind']}:{match['meeting']}:{match['said']}" if match else ""
    return Returned(path, mark, meeting) if meeting else None


def _meeting_now(root: Path, id_: str) -> str | None:
    """The id of the meeting that a paper was written of, which may have been moved since."""
    if (root / f"{MEETING.folder}/{id_}.md").is_file():
        return id_
    address = f"{MEETING.address}{id_}/"
    moved = (
        one
        for one in read_records(root).records
        if one.kind is MEETING and address in map(alias_address, one.facts.aliases)
    )
    return next((one.id for one in moved), None)


def take_back(root: Path, settings: Settings, returned: Returned, merge: bool, dry_run: bool) -> Told:
    """Show what was changed in a paper since it was written, and with `merge` put it into the record.

    The record keeps all that the paper does not show. Raises `Refused` where the portal cannot be built.
    """
    catalogue = catalogue_for(settings.lang)
    t = catalogue.text
    paper = word_paper(root, settings, returned.meeting)
    try:
        document = read_document_file(returned.path)
    except Unreadable as fault:
        values = {
            name: reason_of(one, catalogue) if isinstance(one, OSError) else one for name, one in fault.values.items()
        }
        return Told(f"{returned.path.name}: {t(fault.code, **values)}", False)
    changes = list(_changes(paper, document))
    path = paper.meeting.path
    before = decode((root / path).read_bytes(), path)[0]
    names = checked_portal(root, settings).portal.graph.names
    placed = place(before, path, [one for one in changes if not _is_closed(paper, one)], names)
    left = [one for one in changes if one in placed.left or _is_closed(paper, one)]
    lines = [t("word.returned", file=returned.path.name, path=path)]
    if returned.mark != paper.mark:
        lines.append(t("word.older"))
    if not changes:
        return Told("\n".join([*lines, t("word.unchanged")]))
    is_changed = placed.text != before
    if is_changed:
        problems = [
            one
            for one in checked_portal(root, settings, {path: placed.text}).problems
            if one.place.path == path and one.severity.stops_build()
        ]
        if problems:
            return Told("\n".join([*lines, t("import.refused"), report(problems, catalogue)]), False)
        if merge and not dry_run:
            write_files(root, {path: placed.text})
        key = "word.would_change" if dry_run or not merge else "word.changed"
        lines += [t(key, path=path), difference(before, placed.text, path)]
    if left:
        lines += [t("word.left"), *(f"  {_told(one, catalogue)}" for one in left)]
    is_done = (merge or not is_changed) and not left
    return Told("\n".join(lines), is_done)


def _is_closed(paper: WordPaper, change: Change) -> bool:
    """Whether a change is of an item that is exempt or whose case is closed: nothing of such a one goes anywhere."""
    kind, *at = change.where
    if kind not in OF_ITEMS or not at[0]:
        return False
    item = paper.portal.items(paper.meeting.id)[int(at[0])].entry.item
    return item.exempt is not None or any((CASE.name, case) in paper.portal.closed for case in item.cases)


def _told(change: Change, catalogue: Catalogue) -> str:
    """A change that has no place in the record."""
    old, new = (line.text if line else "" for line in (change.old, change.new))
    key = "word.left_changed" if old and new else "word.left_new" if new else "word.left_gone"
    line = change.new or change.old
    return catalogue.text(key, line=line.place if line else 0, old=old, new=new)


def _changes(paper: WordPaper, document: Document) -> Iterator[Change]:
    """What differs between a paper as it is today and a document that was made of it."""
    catalogue = catalogue_for(str(paper.words["lang"]))
    items = [one.entry.item for one in paper.portal.items(paper.meeting.id)]
    heads = heads_of(paper.words, items, catalogue)
    written = read_word(paper.content, paper.name)
    heads = heads.like(written)
    before = pieces_of(written, heads)
    after = _with_outcomes(pieces_of(document, heads), before)
    return (one for one in changes_between(before, after) if not _says_again(one, after))


def _says_again(change: Change, after: Mapping[Where, Sequence[Line]]) -> bool:
    """Whether a cell in the list of items says anew what its item's heading says."""
    kind, item, *_ = *change.where, ""
    heading = after.get(("title", item), ())
    return kind == "row" and bool(change.new and heading and heading[0].text.endswith(change.new.text))


def _with_outcomes(after: dict[Where, list[Line]], before: dict[Where, list[Line]]) -> dict[Where, list[Line]]:
    """A reading in which the last line of a decision that says what became of it is known, although it was edited."""
    told = dict(after)
    for where in before:
        if where[0] != "outcome" or where in told:
            continue
        for part, lines in list(told.items()):
            is_longer = part[:2] == ("item", where[1]) and len(lines) > len(before.get(part, ()))
            if is_longer and (outcome_in(lines[-1].text) or vote_in(lines[-1].text)):
                told[part], told[where] = lines[:-1], lines[-1:]
                break
    return told
