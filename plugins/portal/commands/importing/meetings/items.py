"""The agenda of a document: its items as they are listed, and what stands below each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from portal.commands.importing.document.blocks import Block, DocumentPlace, Heading, Item, Paragraph, Table
from portal.commands.importing.layouts import layout, pattern, terms
from portal.commands.importing.meetings.closed import closes_below, is_closing_part, mark_in, opens_below
from portal.commands.importing.meetings.head import Head
from portal.commands.importing.meetings.item_text import ItemDraft, opens_section, task_columns, tasks_in
from portal.commands.importing.meetings.people import tells_people
from portal.commands.importing.meetings.plan import PLANNED, is_plan
from portal.commands.importing.words.dates import find_date
from portal.commands.importing.words.meanings import LETTERS, case_types, only_types, outcome_in

__all__ = ["AgendaDraft", "is_standing", "with_plain_numbers"]

_COLUMNS, _SENT_LABEL = terms("item.columns"), terms("meeting.labels")
_ITEM = pattern("item.opens", re.IGNORECASE | re.DOTALL)
_STANDING, _ASIDE, _OPEN_CELL = pattern("item.standing"), pattern("meeting.aside"), pattern("closed.open_cell")
_SERIES = re.compile(rf"^({layout('fragment.series')})(?=\d)")
_TYPE_BEHIND = re.compile(rf"^(?P<title>.*?\S)[\s(]+(?P<type>{LETTERS})\)?$", re.DOTALL)
_WORDS_BEHIND = re.compile(r"(?P<title>.*\S)\s*\((?P<type>[^()]*)\)", re.DOTALL)
_LONGEST_LIST = 2000
_MOST_LISTED = 200
"""How much is looked through for titles that stand again: characters of a line, and items."""
_TITLE_HEADS = pattern("item.title_heads")
_HEADS = re.compile(r"(?:\w+:\s*){2,}")
"""The heads of a table's columns, in a row."""
_SENT = pattern("meeting.was_sent")
_NEXT = re.compile(r"neste møte\b", re.IGNORECASE)
_PAGE = re.compile(r"(?:\t|\s?\.{3,}|\s?…+|\s{3,})\s*\d{1,3}\s*$")
_PAPERS_BEHIND = pattern("item.papers_behind", re.IGNORECASE | re.DOTALL)
_LONGEST_TITLE = 160


class AgendaDraft:
    """The items of a document, in the order of their first mention.

    What belongs to none of them goes to the head's text.
    """

    def __init__(self, head: Head, year: int | None) -> None:
        self._head = head
        self._year = year
        self._above = 0  # how much of the head's text stood above the items
        self._is_below = False  # a line about the meeting has ended the last item
        self._closing: tuple[str, DocumentPlace] | None = None  # the line that closes the items below it
        self._is_fresh = False  # no item has stood below that line yet
        self._is_taken_up = False  # an item has stood again, below the list of them all
        self.entries: list[ItemDraft] = []

    def opens(self, block: Block) -> bool:
        if isinstance(block, Table):
            columns = _COLUMNS.columns(block.rows[0])
            if len(task_columns(block)) > 1 and "title" not in columns:
                return False
            return "number" in columns or _ITEM.match(block.rows[0][0]) is not None
        return self._item_in(block) is not None

    def _item_in(self, block: Block) -> ItemDraft | None:
        text = block.text.split("\n")[0]
        if self.entries and _STANDING.fullmatch(text.strip()):
            return ItemDraft("", text.strip(" :."), block.place)
        match = _ITEM.fullmatch(text)
        if not match or (isinstance(block, Item) and not block.text.lower().startswith("sak")):
            return None
        number = _printed(match["sak"] or match["bare"])
        title = " ".join(_PAGE.sub("", match["title"]).split())
        is_known = any(entry.number == number for entry in self.entries)
        if match["sak"] and not title and not isinstance(block, Heading) and not is_known:
            return None
        return ItemDraft(number, title, block.place)

    def read(self, blocks: Sequence[Block]) -> None:
        """Gather the items from what stands below the head; what is of none of them goes to the head."""
        current: ItemDraft | None = None
        above: Block | None = None
        self._above = len(self._head.text)
        last = max((n for n, block in enumerate(blocks) if self.opens(block) or opens_section(block)), default=-1)
        for n, block in enumerate(blocks):
            before, above = above, block
            if current and isinstance(block, Paragraph) and self._goes_with_number(current, block, before):
                continue
            if self._column_of_types(blocks[n:]) or (not current and re.fullmatch(LETTERS, block.text)):
                current = None
            elif isinstance(block, Table) and self.opens(block):
                self._agenda_table(block)
                current = None
            elif isinstance(block, Table) and {"number", "what"} <= task_columns(block):
                self._task_table(block, current)
            elif not isinstance(block, Table) and self._is_sent(block):
                self._head.take("sent", block.text, block.text)
            elif item := self._item_in(block) if not isinstance(block, Table) else None:
                current = self._begin(item, block)
            elif self._turns(block, current, blocks[n + 1 : n + 2]) or self._is_planned(block):
                current = None
            elif current is None or self._is_general(block, current, n > last):
                current = self._set_aside(block, current, n > last)
            elif not self._lists_again(block):
                current.blocks.append(block)

    @staticmethod
    def _is_sent(block: Block) -> bool:
        return bool(_SENT_LABEL.label(block.text, "sent") or _SENT.match(block.text))

    @staticmethod
    def _is_planned(block: Block) -> bool:
        """Whether a line is one of a plan of meetings, or the heads of a table that was taken apart."""
        return not isinstance(block, Table) and bool(PLANNED.match(block.text) or _HEADS.fullmatch(block.text))

    def _turns(self, block: Block, current: ItemDraft | None, below: Sequence[Block]) -> bool:
        """Whether a line closes the items below it, or opens them again; it is then left.

        One that stands last in an item, and may be meant of that or of those below it, closes both.
        """
        is_closing = not isinstance(block, Table) and closes_below(block.text)
        if is_closing and is_closing_part(block.text) and current and not isinstance(block, Heading):
            if not any(map(self.opens, below)):
                return False
            current.marks.append((block.text, block.place))
        if not is_closing and not (self._closing and opens_below(block.text)):
            return False
        self._closing = (block.text, block.place) if is_closing else None
        self._is_fresh = True
        self._head.left.append(block)
        return True

    def _begin(self, item: ItemDraft, block: Block) -> ItemDraft:
        """Take up the item that a block opens, with what stands below its title."""
        if self._is_list_of_all(item):
            between, self.entries[-1].blocks = self.entries[-1].blocks, []
            self._head.read(between)
        if any(map(tells_people, self._head.text[self._above :])):
            between = self._head.text[self._above :]
            del self._head.text[self._above :]
            self._head.read(between)
        entry = self._gather(item)
        entry.level = block.level if isinstance(block, Heading) else entry.level
        if rest := block.text.split("\n", 1)[1:]:
            entry.blocks.append(Paragraph(rest[0], block.place))
        return entry

    def _is_list_of_all(self, item: ItemDraft) -> bool:
        """Whether the items were only listed before the first is taken up: what is below the last is of none."""
        *others, last = self.entries or [item]
        is_first = bool(others) and others[0].number == item.number != ""
        return is_first and bool(last.blocks) and not any(entry.blocks for entry in others)

    def _is_general(self, block: Block, current: ItemDraft, is_after: bool) -> bool:
        """Whether a block is of no item: the next meeting, the plan, a line about the meeting, what stands last."""
        if is_plan(block) or _NEXT.match(block.text) or _ASIDE.match(block.text):
            return True
        if isinstance(block, Heading):
            return block.level == 1 or (is_after and 0 < block.level <= current.level)
        return is_after and _is_signed(block.text)

    def _set_aside(self, block: Block, current: ItemDraft | None, is_after: bool) -> ItemDraft | None:
        """Put a block with what is of no item; the item it stood in goes on, where more of it may come."""
        is_aside = isinstance(block, Paragraph) and bool(_ASIDE.match(block.text) or _NEXT.match(block.text))
        self._is_below = is_after and (self._is_below or is_aside or _is_signed(block.text))
        titled = _titled(block)
        is_text = isinstance(titled, Heading) or not (self._is_below or (is_aside and current))
        (self._head.text if is_text else self._head.aside).append(titled)
        return current if is_aside and not is_after and not _NEXT.match(block.text) else None

    def _goes_with_number(self, entry: ItemDraft, block: Block, above: Block | None) -> bool:
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

    def _listed_above(self, entry: ItemDraft) -> bool:
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

    def _gather(self, item: ItemDraft) -> ItemDraft:
        """The item with a number, which may stand in the agenda first and with its text later."""
        if match := _TYPE_BEHIND.match(item.title):
            item = replace(item, title=match["title"].rstrip(" ,"), facts={"type": case_types(match["type"])})
        elif (match := _WORDS_BEHIND.fullmatch(item.title)) and (types := only_types(match["type"])):
            item = replace(item, title=match["title"], facts={"type": types})
        if match := _PAPERS_BEHIND.fullmatch(item.title[:_LONGEST_LIST]):
            papers = [{"title": paper.strip(" .")} for paper in match["papers"].split(";") if paper.strip(" .")]
            item = replace(item, title=match["title"], facts={**item.facts, "attachments": papers})
        known = next((o for o in self.entries if o.number == item.number and (o.number or o.title == item.title)), None)
        if known and not self._is_taken_up:
            self._is_taken_up = True
            self._closing = self._closing if self._is_fresh else None  # what closed the end of the list is over
        if self._closing:
            (known or item).marks.append(self._closing)
            self._is_fresh = False
        if known is None:
            self.entries.append(item)
            return item
        known.blocks.append(Heading("", item.place))  # the item is taken up anew: what was listed before is at its end
        if not known.title or re.fullmatch(rf"{re.escape(item.title)}\s+\d{{1,3}}", known.title):
            known.title = item.title
        known.facts.update({name: value for name, value in item.facts.items() if name not in known.facts})
        return known

    def _agenda_table(self, table: Table) -> None:
        at_column = _COLUMNS.columns(table.rows[0])
        rows = table.rows[1:] if "number" in at_column or "title" in at_column else table.rows
        at_column = at_column or {"number": 0, "title": 1, "type": 2}
        for row in rows:
            told = {cell.strip() for cell in row if cell.strip()}
            if len(told) != 1 or not self._turns(Paragraph(next(iter(told)), table.place), None, ()):
                self._row(table, row, at_column)

    def _row(self, table: Table, row: tuple[str, ...], at_column: Mapping[str, int]) -> None:
        """The item of a row; what stands in a column that is not known is left."""
        cells = {name: row[at].strip() for name, at in at_column.items() if at < len(row)}
        others = [cell.strip() for at, cell in enumerate(row) if at not in at_column.values() and cell.strip()]
        whole = _ITEM.fullmatch(row[0].strip())
        if whole and whole["title"] and not re.search(r"[^\W\d_]{2}", cells.get("title", "")):
            others += [cells["title"]] if not re.fullmatch(rf"\d*|{LETTERS}", cells.get("title", "")) else []
            cells = {**cells, "number": whole["sak"] or whole["bare"], "title": whole["title"]}
        if cells.get("number"):
            cells["number"], *below = cells["number"].split("\n")
            others += below
        match = _ITEM.fullmatch(f"Sak {cells.get('number', '')}") if cells.get("number") else None
        if cells.get("number") and not match:
            others.append(cells["number"])
        title, *more = cells.get("title", "").split("\n")
        self._head.left += [Paragraph(" ".join(cell.split()), table.place) for cell in others]
        number = _printed(match["sak"] or "") if match else ""
        if not title:
            self._head.left += [Paragraph(number, table.place)] if number else []
            if self.entries:  # what stands alone in a row may be of the one above
                self.entries[-1].marks += [(cell, table.place) for cell in row if mark_in(cell)]
            return
        item = self._gather(ItemDraft(number, title, table.place)) if number else ItemDraft("", title, table.place)
        if not number:
            self.entries.append(item)
            item.marks += [self._closing] if self._closing else []
        if not _OPEN_CELL.fullmatch(cells.get("closed", "")):
            item.marks.append((f"{table.rows[0][at_column['closed']]}: {cells['closed']}", table.place))
        item.marks += [(cell, table.place) for cell in others if mark_in(cell)]
        item.blocks += _with_task(more, cells.get("task", ""), table.place)
        if types := case_types(cells.get("type", "")):
            item.facts.setdefault("type", types)
        if cells.get("presenter"):
            item.facts.setdefault("presenter", cells["presenter"])
        if papers := [line.strip(" -•") for line in cells.get("attachments", "").split("\n") if line.strip(" -•–")]:
            item.facts.setdefault("attachments", [{"title": paper} for paper in papers])
        if outcome := outcome_in(cells.get("outcome", "")):
            item.facts.setdefault("outcome", outcome.value)

    def _task_table(self, table: Table, current: ItemDraft | None) -> None:
        """Follow-ups of several items in one table, each with the number of its item; those of no item are left."""
        for above in (current.blocks if current else [], self._head.text):
            if above and isinstance(above[-1], Heading):
                above.pop()
                break
        for number, task in tasks_in(table, self._year):
            items = [entry for entry in self.entries if entry.is_numbered(number)]
            for entry in items[:1]:
                entry.facts.setdefault("follow_up", []).append(task)
            if not items:
                self._head.left.append(Paragraph("\t".join([number, *task.values()]), table.place))


def _printed(number: str) -> str:
    """A number as it is printed, without the blanks around its sign: `05 / 21` is `05/21`, `PS 5/21` stays."""
    return _SERIES.sub(r"\1 ", re.sub(r"\s", "", number))


def _with_task(lines: Sequence[str], task: str, place: DocumentPlace) -> list[Block]:
    """The text of an item with who follows it up and by when: in the one line that says what, or else below."""
    follow_up = terms("item.sections")["Oppfølging"]
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


def _is_signed(text: str) -> bool:
    """Whether a line is a place and a date, as above those who sign."""
    found = find_date(text)
    place = text.replace(found.text, "") if found else ""
    return bool(re.fullmatch(r"[A-ZÆØÅ][\w-]+(?: [A-ZÆØÅ\d][\w-]*| i){0,2}(?:,|,? den)?\s*\.?", place.strip()))
