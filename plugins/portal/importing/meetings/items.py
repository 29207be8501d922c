"""The agenda of a document: its items as they are listed, and what stands below each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from portal.importing.document import Block, Heading, Item, Paragraph, Place, Table
from portal.importing.layouts.meetings import ITEM_COLUMNS, ITEM_SECTIONS, MEETING_LABELS, SERIES, TASK_COLUMNS
from portal.importing.layouts.words import labelled
from portal.importing.meetings.head import Head
from portal.importing.meetings.item_text import tasks_in
from portal.importing.meetings.plan import PLANNED, is_plan
from portal.importing.meetings.tables import columns
from portal.importing.words.outcomes import outcome_in
from portal.importing.words.types import LETTERS, case_types, only_types

__all__ = ["Agenda", "Entry", "is_standing", "with_plain_numbers"]

_NUMBER = r"(?:\d{1,3}\s?[/-]\s?\d{2,4}|\d{4}\s?[/-]\s?\d{1,3})"
_SERIAL = rf"(?-i:{SERIES})\s?{_NUMBER}"
_DAY = r"\d{1,2}/(?:0?[1-9]|1[0-2])\s(?:19|20)\d\d\b"
_ITEM = re.compile(
    rf"(?:sak(?:snr)?\.?\s*(?:nr\.?\s*)?(?P<sak>{_SERIAL}|{_NUMBER}|\d{{1,3}})\b\.?"
    rf"|(?!{_DAY})(?P<bare>{_SERIAL}|{_NUMBER})(?![\d.-]))"
    rf"\s*[:.–-]?\s*(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_TYPE_BEHIND = re.compile(rf"^(?P<title>.*?\S)[\s(]+(?P<type>{LETTERS})\)?$", re.DOTALL)
_WORDS_BEHIND = re.compile(r"(?P<title>.*\S)\s*\((?P<type>[^()]*)\)", re.DOTALL)
_STANDING = re.compile(r"(?:eventuelt|ymse)\s*[:.]?", re.IGNORECASE)
_LONGEST_LIST = 2000
_MOST_LISTED = 200
"""How much is looked through for titles that stand again: characters of a line, and items."""
_TITLE_HEADS = re.compile(r"(?:saks?)?tittel\s+side(?:tall|tal)?", re.IGNORECASE)
_HEADS = re.compile(r"(?:\w+:\s*){2,}")
"""The heads of a table's columns, in a row."""
_SENT = re.compile(r"(?:referatet|innkalling\w*) (?:vart|ble|blei|er) send", re.IGNORECASE)


_LONGEST_TITLE = 160


@dataclass
class Entry:
    """An agenda item, being gathered."""

    number: str
    title: str
    place: Place
    facts: dict[str, Any] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)


class Agenda:
    """The items of a document, in the order of their first mention.

    What belongs to none of them goes to the head's text.
    """

    def __init__(self, head: Head, year: int | None) -> None:
        self._head = head
        self._year = year
        self.entries: list[Entry] = []

    def opens(self, block: Block) -> bool:
        if isinstance(block, Table):
            if len(set(columns(block.rows[0], TASK_COLUMNS))) > 1 and "title" not in columns(
                block.rows[0], ITEM_COLUMNS
            ):
                return False
            return "number" in columns(block.rows[0], ITEM_COLUMNS) or _ITEM.match(block.rows[0][0]) is not None
        return self._item_in(block) is not None

    def _item_in(self, block: Block) -> Entry | None:
        text = block.text.split("\n")[0]
        if self.entries and _STANDING.fullmatch(text.strip()):
            return Entry("", text.strip(" :."), block.place)
        match = _ITEM.fullmatch(text)
        if not match or (isinstance(block, Item) and not block.text.lower().startswith("sak")):
            return None
        number = _printed(match["sak"] or match["bare"])
        title = " ".join(match["title"].split())
        is_known = any(entry.number == number for entry in self.entries)
        if match["sak"] and not title and not isinstance(block, Heading) and not is_known:
            return None
        return Entry(number, title, block.place)

    def read(self, blocks: Sequence[Block]) -> None:
        current: Entry | None = None
        above: Block | None = None
        for n, block in enumerate(blocks):
            before, above = above, block
            if current and isinstance(block, Paragraph) and self._goes_with_number(current, block, before):
                continue
            if self._column_of_types(blocks[n:]) or (not current and re.fullmatch(LETTERS, block.text)):
                current = None
                continue
            if isinstance(block, Table) and self.opens(block):
                self._agenda_table(block)
                current = None
                continue
            if isinstance(block, Table) and {"number", "what"} <= set(columns(block.rows[0], TASK_COLUMNS)):
                self._task_table(block)
                continue
            found = labelled(block.text, {"sent": MEETING_LABELS["sent"]}) if not isinstance(block, Table) else None
            if found or (not isinstance(block, Table) and _SENT.match(block.text)):
                self._head.take("sent", block.text, block.text)
                continue
            if is_plan(block):
                current = None
                self._head.text.append(block)
                continue
            item = None if isinstance(block, Table) else self._item_in(block)
            if item:
                current = self._gather(item)
                rest = block.text.split("\n", 1)[1:]
                if rest:
                    current.blocks.append(Paragraph(rest[0], block.place))
            elif not isinstance(block, Table) and (PLANNED.match(block.text) or _HEADS.fullmatch(block.text)):
                current = None
            elif current is None or (isinstance(block, Heading) and block.level == 1) or _is_general(block):
                current = None
                self._head.text.append(_titled(block))
            elif not self._lists_again(block):
                current.blocks.append(block)

    def _goes_with_number(self, entry: Entry, block: Block, above: Block | None) -> bool:
        """Whether a line is the title of the number right above it, or the page that stands below title and type."""
        at = above.text.strip() if above else ""
        if not entry.title and at == entry.number and not entry.blocks and not self._listed_above(entry):
            if len(block.text) > _LONGEST_TITLE or _ITEM.fullmatch(block.text) or re.fullmatch(LETTERS, block.text):
                return False
            entry.title = " ".join(block.text.split())
            return True
        if (match := _ITEM.fullmatch(at)) and not match["title"]:
            return " ".join(block.text.split()).casefold() == entry.title.casefold()
        is_type = bool(re.fullmatch(LETTERS, at))
        return (is_type or at == entry.title) and re.fullmatch(r"\d{1,3}", block.text) is not None

    def _listed_above(self, entry: Entry) -> bool:
        """Whether the item before has no title either: then numbers stand in a column, and titles below them."""
        at = next((n for n, other in enumerate(self.entries) if other is entry), 0)
        return at > 0 and not self.entries[at - 1].title

    def _column_of_types(self, blocks: Sequence[Block]) -> bool:
        """Whether a column of types begins; a single one is none.

        They go to the items in their order, where there is one for each, or for each but the last.
        """
        types = []
        for block in blocks:
            if not isinstance(block, Paragraph) or not re.fullmatch(LETTERS, block.text):
                break
            types.append(case_types(block.text) or "")
        if len(types) > 1 and len(types) in (len(self.entries), len(self.entries) - 1):
            for entry, letters in zip(self.entries, types, strict=False):
                entry.facts.setdefault("type", letters)
        return len(types) > 1

    def _lists_again(self, block: Block) -> bool:
        """Whether a line is nothing but the column of titles, with their pages, of an agenda that was taken apart."""
        if not isinstance(block, Paragraph) or len(block.text) > _LONGEST_LIST or len(self.entries) > _MOST_LISTED:
            return False
        if _TITLE_HEADS.fullmatch(block.text):
            return True
        if not block.text[-1:].isdigit():
            return False
        rest = block.text
        for title in sorted((entry.title for entry in self.entries if entry.title), key=len, reverse=True):
            rest = re.sub(rf"(?:^|(?<=\s)){re.escape(title)}[\s.]*\d{{1,3}}(?=\s|$)", "", rest)
        return not rest.strip()

    def _gather(self, item: Entry) -> Entry:
        """The item with a number, which may stand in the agenda first and with its text later."""
        if match := _TYPE_BEHIND.match(item.title):
            item = replace(item, title=match["title"].rstrip(" ,"), facts={"type": case_types(match["type"])})
        elif (match := _WORDS_BEHIND.fullmatch(item.title)) and (types := only_types(match["type"])):
            item = replace(item, title=match["title"], facts={"type": types})
        known = next((o for o in self.entries if o.number == item.number and (o.number or o.title == item.title)), None)
        if known is None:
            self.entries.append(item)
            return item
        known.blocks.append(Heading("", item.place))  # the item is taken up anew: what was listed before is at its end
        if not known.title:
            known.title = item.title
        known.facts.update({name: value for name, value in item.facts.items() if name not in known.facts})
        return known

    def _agenda_table(self, table: Table) -> None:
        at_column = columns(table.rows[0], ITEM_COLUMNS)
        rows = table.rows[1:] if "number" in at_column or "title" in at_column else table.rows
        at_column = at_column or {"number": 0, "title": 1, "type": 2}
        for row in rows:
            cells = {name: row[at].strip() for name, at in at_column.items() if at < len(row)}
            match = _ITEM.fullmatch(f"Sak {cells.get('number', '')}") if cells.get("number") else None
            title, *more = cells.get("title", "").split("\n")
            number = _printed(match["sak"] or "") if match else ""
            if not title:
                continue
            item = self._gather(Entry(number, title, table.place)) if number else Entry("", title, table.place)
            if not number:
                self.entries.append(item)
            item.blocks += _with_task(more, cells.get("task", ""), table.place)
            if types := case_types(cells.get("type", "")):
                item.facts.setdefault("type", types)
            if cells.get("presenter"):
                item.facts.setdefault("presenter", cells["presenter"])
            if papers := [line.strip(" -•") for line in cells.get("attachments", "").split("\n") if line.strip(" -•–")]:
                item.facts.setdefault("attachments", [{"title": paper} for paper in papers])
            if outcome := outcome_in(cells.get("outcome", "")):
                item.facts.setdefault("outcome", outcome.value)

    def _task_table(self, table: Table) -> None:
        """Follow-ups of several items in one table, each with the number of its item."""
        for number, task in tasks_in(table, self._year):
            for entry in self.entries:
                if entry.number == number:
                    entry.facts.setdefault("follow_up", []).append(task)


def _printed(number: str) -> str:
    """A number as it is printed, without the blanks around its sign: `05 / 21` is `05/21`, `PS 5/21` stays."""
    return re.sub(rf"^({SERIES})(?=\d)", r"\1 ", re.sub(r"\s", "", number))


def _with_task(lines: Sequence[str], task: str, place: Place) -> list[Block]:
    """The text of an item with who follows it up and by when: in the one line that says what, or else below."""
    follow_up = dict(ITEM_SECTIONS)["Oppfølging"]
    what = [n for n, line in enumerate(lines) if re.match(rf"(?:{follow_up})\s*:\s*\S", line, re.IGNORECASE)]
    who, *due = task.split("\n") if task else [""]
    written = list(lines)
    if who and len(due) < 2 and len(what) == 1:
        written[what[0]] = f"{written[what[0]].rstrip('. ')}. Ansvarleg: {who}" + (f" Frist: {due[0]}" if due else "")
    elif task:
        written.append(" – ".join(task.split("\n")))
    return [Paragraph(line, place) for line in written]


def with_plain_numbers(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks; where the items are numbered `57.`, `58.` and in no other way, those as `Sak 57` and on."""
    if any(_ITEM.match(block.text) for block in blocks if not isinstance(block, (Item, Table))):
        yield from blocks
        return
    marks = [int(block.mark) for block in blocks if isinstance(block, Item) and block.mark and not block.depth]
    is_series = len(marks) > 1 and marks[0] > 1 and marks == list(range(marks[0], marks[0] + len(marks)))
    for block in blocks:
        if is_series and isinstance(block, Item) and block.mark and not block.depth:
            yield Heading(f"Sak {block.mark} {block.text}", block.place, 2)
        else:
            yield block


def is_standing(title: str) -> bool:
    """Whether an item stands on every agenda, and nothing becomes of it by itself."""
    return _STANDING.fullmatch(title.strip()) is not None


def _titled(block: Block) -> Block:
    """A line that is the title of what stands below it, as a heading."""
    is_title = isinstance(block, Paragraph) and re.fullmatch(r"neste møte\s*:?", block.text, re.IGNORECASE)
    return Heading(block.text.strip(" :"), block.place) if is_title else block


def _is_general(block: Block) -> bool:
    """Whether a block ends the items: the next meeting, the plan of meetings."""
    return re.match(r"neste møte\b|møteplan\b", block.text, re.IGNORECASE) is not None
