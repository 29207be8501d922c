"""A row of an agenda's table: what its cells say of one item."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.commands.importing.document.blocks import Block, DocumentPlace, Paragraph
from portal.commands.importing.lexicon import entry, pattern, terms
from portal.commands.importing.meetings.item_text import ItemDraft
from portal.commands.importing.meetings.tasks import (
    Labelled,
    bracketed,
    each_with_a_day,
    follow_up,
    labelled,
    one_a_line,
)
from portal.commands.importing.words.dates import find_date, find_day
from portal.commands.importing.words.meanings import LETTERS, case_types, outcome_in, vote_in
from portal.commands.importing.words.openings import PAGE, item_head, section_in
from portal.commands.importing.words.sentences import sentences_in

__all__ = ["CROSS", "AgendaRow", "read_row", "take_cells"]

CROSS = re.compile(r"[xX✓✔☒]")
_TITLE_FIRST = re.compile(r"(?P<title>[^.!?:]{3,80}[^\W\d_]{4})\.\s+(?P<rest>[A-ZÆØÅ].+\.)")
"""A title with the text behind it, in one cell."""
_BY = re.compile(r"(?:v/|ved\s)\s*\S", re.IGNORECASE)
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s?[–-]\s?(?:\d\d){1,2})?\.?")
_IS_SAID = pattern("task.is_said")
_WHO_AND_DUE = re.compile(
    r"(?P<who>[^,;:\d\n]{2,60})[,;]\s*(?:(?:innan|innen|frist):?\s*)?(?P<due>[^\n]*\d[^\n]*)", re.IGNORECASE
)
_REFERENCE = re.compile(r"\d{2,4}/\d{1,6}(?:-\d+)?")
_ARCHIVE, _FOLLOW_UP = pattern("item.archive_ref"), terms("item.sections")["Oppfølging"]


@dataclass(frozen=True)
class AgendaRow:
    """The item of a row: its words, the `lines` below its title, its follow-ups, and what no column is known for."""

    number: str
    title: str
    place: DocumentPlace
    cells: Mapping[str, str]
    lines: Sequence[str]
    others: Sequence[str]
    archive: str
    tasks: Sequence[Mapping[str, str]]


def read_row(row: tuple[str, ...], columns: Mapping[str, int], place: DocumentPlace, year: int | None) -> AgendaRow:
    """What the cells of a row say, by what their columns hold."""
    cells = _cells(row, columns)
    others = [cell.strip() for n, cell in enumerate(row) if n not in columns.values() and cell.strip()]
    others += [cells["type"]] if cells.get("type") and not case_types(cells["type"]) else []
    whole = item_head(row[0].split("\n")[0].strip())
    if whole and whole[1] and not re.search(r"[^\W\d_]{2}", cells.get("title", "")):
        others += [cells["title"]] if not re.fullmatch(rf"\d*|{LETTERS}", cells.get("title", "")) else []
        cells = {**cells, "number": whole[0], "title": whole[1]}
        others += row[0].split("\n")[1:]
    number, *below = cells.get("number", "").split("\n")
    head = item_head(re.sub(r"^(?!\w*sak)(?=[\d])", "Sak ", number)) if number else None
    if number and not head and "title" not in columns:  # what has no number stands in the one column of all items
        cells["title"], number = cells["number"], ""
    if head and not head[1] and below and "title" not in columns:  # the title stands below its number
        cells, below = {**cells, "title": " ".join(below)}, []
    others += [*below, *([number] if number and not head else [])]
    if "title" not in columns and not cells.get("title") and not (head and head[1]):  # the title stands over the text
        cells["title"] = cells.pop("text", "")
    title, *lines = cells.get("title", "").split("\n")
    if lines and _YEARS.fullmatch(lines[0]):  # the margin broke the title before them
        title, lines = f"{title} {lines[0]}", lines[1:]
    if lines and _BY.match(lines[0]):
        title, lines = f"{title} {lines[0]}", lines[1:]
    title = PAGE.sub("", title) or (head[1] if head else "")
    if not lines and (match := _TITLE_FIRST.fullmatch(title)):
        title, lines = match["title"], [match["rest"]]
    lines += cells["text"].split("\n") if cells.get("text") else []
    archive = cells.get("archive_ref") or next((one for one in others if _ARCHIVE.fullmatch(one)), "")
    reference = _ARCHIVE.fullmatch(archive) or _REFERENCE.fullmatch(archive)
    archive = reference["ref"] if reference and "ref" in reference.re.groupindex else archive if reference else ""
    others += [cells["archive_ref"]] if cells.get("archive_ref") else []
    tasks: Sequence[Mapping[str, str]] = bracketed(cells.get("what", ""), year)
    told = {"responsible": cells.get("presenter", ""), **cells}
    several = one_a_line({name: told[name].split("\n") for name in ("what", "responsible", "due") if told.get(name)})
    if several and not {"responsible", "due"} & {*filter(told.get, told)}:  # a cell that tells all of it
        several = [{"what": part, "responsible": ""} for part in each_with_a_day(told.get("what", ""), year)]
    if not tasks and len(several) > 1:
        cells = {name: cell for name, cell in cells.items() if name not in ("what", "responsible", "presenter", "due")}
        tasks = [follow_up(one["what"], one["responsible"], one.get("due"), year) for one in several]
    tasks = tasks or [one for one in (_task(cells, lines, year),) if one]
    return AgendaRow(head[0] if head else "", title, place, cells, lines, others, archive, tasks)


def take_cells(item: ItemDraft, row: AgendaRow) -> None:
    """Take what the columns of a row say of its item."""
    cells, place = row.cells, row.place
    item.blocks += _with_task(row.lines, cells.get("task", ""), place)
    item.facts.put("type", case_types(cells.get("type", "")), place, cells.get("type", ""))
    item.facts.put("presenter", " ".join(cells.get("presenter", "").split()), place, cells.get("presenter", ""))
    for paper in (line.strip(" -•–") for line in cells.get("attachments", "").split("\n") if line.strip(" -•–")):
        item.facts.add("attachments", {"title": paper}, place, paper)
    outcome = outcome_in(cells.get("outcome", ""))
    item.facts.put("outcome", outcome.value if outcome else None, place, cells.get("outcome", ""))
    if cells.get("outcome"):
        item.blocks.append(Paragraph(f"Vedtak: {cells['outcome']}", place))


def _task(cells: dict[str, str], lines: Sequence[str], year: int | None) -> Mapping[str, str]:
    """Who follows up what a row says, or its one decision says last, and by when; what is not sure goes to `task`.

    Who is named without a day and without what is to be done presents the item.
    """
    both = _WHO_AND_DUE.fullmatch(cells.get("task", ""))
    if both and find_day(both["due"], year) and not {"responsible", "due"} & {*cells}:
        del cells["task"]
        cells |= {"responsible": both["who"], "due": both["due"]}
    who = cells.pop("responsible", "") or (cells.pop("presenter", "") if cells.get("what") or cells.get("due") else "")
    if cells.get("what"):
        return follow_up(cells["what"], who, cells.get("due"), year)
    if not cells.get("due"):
        cells.setdefault("presenter", who)
        return {}
    promised = _promises_of(who, lines) if find_day(cells["due"], year) else []
    if len(promised) == 1:
        return follow_up(promised[0], who, cells["due"], year)
    decided = [cells["outcome"]] if cells.get("outcome") else []
    decided += [found[1] for line in lines if (found := section_in(line)) and found[0] == "Vedtak" and found[1]]
    done = [one for words in decided for one in sentences_in(words) if not vote_in(one)] if len(decided) == 1 else []
    if done and who and find_day(cells["due"], year):
        return follow_up(done[-1], who, cells["due"], year)
    told = [sentence for line in lines for sentence in sentences_in(line)]
    if len(told) == 1 and who and find_day(cells["due"], year) and not _IS_SAID.search(told[0]):
        return follow_up(told[0], who, cells["due"], year)
    cells["task"] = "\n".join(filter(None, (who, cells["due"])))
    return {}


def _cells(row: tuple[str, ...], columns: Mapping[str, int]) -> dict[str, str]:
    """The cells of a row by what they hold: a number with its series, a title without the archive number above it."""
    cells = {name: row[n].strip() for name, n in columns.items() if n < len(row)}
    if "series" in cells:
        cells["number"] = f"{cells.pop('series')} {cells['number']}"
    first, *rest = cells.get("title", "").split("\n")
    if rest and _ARCHIVE.fullmatch(first) and "archive_ref" not in cells:
        ends = (n for n, line in enumerate(rest) if n and not (line.isupper() and rest[0].isupper()))
        whole = next(ends, len(rest))
        cells |= {"archive_ref": first, "title": "\n".join([" ".join(rest[:whole]), *rest[whole:]])}
    return cells


def _promises_of(who: str, lines: Sequence[str]) -> list[str]:
    """The sentences of a text in which somebody, by the first name or the whole, does something."""
    first = who.split(" ", maxsplit=1)[0]
    does = re.compile(rf"{re.escape(first)}(?: [A-ZÆØÅ]\S+){{0,3}} {entry('fragment.does')}\b.*", re.DOTALL)
    return [one for line in lines for one in sentences_in(line) if first and does.fullmatch(one)]


def _with_task(lines: Sequence[str], task: str, place: DocumentPlace) -> list[Block]:
    """The text of an item with who follows it up and by when: in the one line that says what, or else below."""
    what = [n for n, line in enumerate(lines) if re.match(rf"(?:{_FOLLOW_UP})\s*:\s*\S", line, re.IGNORECASE)]
    pairs, written = _doers_in(task), list(lines)
    if pairs and len(pairs) == len(what):
        for n, (who, due) in zip(what, pairs, strict=True):
            written[n] = f"{written[n].rstrip('. ')}. Ansvarleg: {who}" + (f" Frist: {due}" if due else "")
    elif task:
        written.append(" – ".join(task.split("\n")))
    return [Paragraph(line, place) for line in written]


def _doers_in(task: str) -> list[tuple[str, str]]:
    """Who is to do something, each with the day, as the lines of a cell tell, with labels or without."""
    pairs: list[tuple[str, str]] = []
    for line in filter(None, task.split("\n")):
        told = labelled(line) or Labelled("", *(("", line) if find_date(line, 2000) else (line, "")))
        if told.who or not pairs:
            pairs.append((told.who, told.due))
        elif told.due and not pairs[-1][1]:
            pairs[-1] = (pairs[-1][0], told.due)
        else:
            return []
    return pairs
