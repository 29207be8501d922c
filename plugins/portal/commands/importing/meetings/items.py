"""The agenda of a document: its items as they are listed and taken up, and what stands below each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from portal.commands.importing.document.blocks import Block, DocumentPlace, Heading, Paragraph, Table
from portal.commands.importing.found import Question
from portal.commands.importing.lexicon import pattern
from portal.commands.importing.meetings.agenda_row import CROSS, AgendaRow, read_row, take_cells
from portal.commands.importing.meetings.item_text import ItemDraft, with_presenter
from portal.commands.importing.meetings.tasks import labelled, tasks_in
from portal.commands.importing.parts import Part, Role
from portal.commands.importing.turns import is_closing_part, turn_of
from portal.commands.importing.words.meanings import LETTERS, case_types, only_types
from portal.commands.importing.words.openings import (
    PAGE,
    is_standing,
    item_head,
    mark_in,
    section_in,
)  # fmt: skip
from portal.commands.importing.words.people import is_name

__all__ = ["AgendaDraft"]

_IN_BRACKETS = re.compile(r"(?P<title>.*\S)\s*\((?P<inner>[^()]+)\)")
_OPEN_CELL, _OPEN_YES = pattern("closed.open_cell"), pattern("closed.open_yes")
_ARCHIVE = pattern("item.archive_ref")
_YES_BEHIND = re.compile(r"(?:^|\s)(?:ja|x|✓|✔|☒)$", re.IGNORECASE)
_SECTION = re.compile(r"§+\s*\d[\d\s,.§–-]*")
"""A section of some act alone in a cell, by which the item is closed, whatever heads its column."""
_DOUBTFUL_HEAD = pattern("closed.doubtful_head")
_TYPE_BEHIND = re.compile(rf"^(?P<title>.*?\S)[\s(]+(?P<type>{LETTERS})\)?$", re.DOTALL)
_WORDS_BEHIND = re.compile(r"(?P<title>.*\S)\s*\((?P<type>[^()]*)\)", re.DOTALL)
_PAPERS_BEHIND = pattern("item.papers_behind", re.IGNORECASE | re.DOTALL)
_GATHERS, _GATHERED = pattern("item.gathers"), pattern("item.gathered")
_PART = pattern("item.part", re.IGNORECASE | re.DOTALL)
_NO_ITEM = pattern("item.no_item")
_BREAK, _GIVEN_BY = pattern("item.break"), pattern("item.given_by")
_WORDS_BEHIND_DASH = re.compile(r"(?P<title>.*\S)\s+[–-]\s+(?P<type>\w+)")
_PARTS_BEHIND = re.compile(r"(?P<title>.{3,}?)\s+(?P<parts>a\)\s.+\sb\)\s.+)", re.DOTALL)
_OF_WORDS = ("text", "what", "outcome", "title")
"""What a column holds that has no crosses in it."""
_LONGEST_TITLE, _LONGEST_LIST, _MOST_LISTED = 160, 2000, 200
"""How long a title is, and how much is looked through for titles that stand again: signs of a line, and items."""
_LOWEST = 9
"""The rank of a line that is no heading and not in bold."""


class AgendaDraft:
    """The items of a document, in the order of their first mention; what could be of none is `left`."""

    def __init__(self, left: list[Block], year: int | None) -> None:
        self._left = left
        self._year = year
        self._closing: tuple[str, DocumentPlace] | None = None  # the line that closes the items below it
        self._closed_group = 0  # of the title of a group that closes, how high it stands; what stands lower is of it
        self._is_fresh = False  # no item has stood below that line yet
        self._is_taken_up = False  # an item has stood again, below the list of them all
        self.entries: list[ItemDraft] = []
        self.questions: list[Question] = []

    def begin(self, part: Part) -> ItemDraft:
        """Take up the item that a part opens."""
        item = ItemDraft(part.name, part.value, part.block.place, confidence=min(1.0, part.score))
        entry = self._gather(item)
        entry.level = part.block.level if isinstance(part.block, Heading) else entry.level
        return entry

    def is_list_of_all(self, part: Part) -> bool:
        """Whether the items were only listed before the first is taken up: what is below the last is of none."""
        *others, last = self.entries or [ItemDraft("", "", part.block.place)]
        is_first = bool(others) and (others[0].number or others[0].title) == (part.name or part.value)
        return is_first and bool(last.blocks) and not any(entry.blocks for entry in others)

    def closes(self, part: Part, current: ItemDraft | None, opens_next: bool) -> bool:
        """Take that a line closes the items below it, or opens them again; whether it is left then.

        One that stands last in an item, and may be meant of that or of those below it, closes both; not where it is the
        title of a group of items among others. Such a title opens again what the title of another group closed, unless
        that one stands higher.
        """
        block, is_group = part.block, part.name == "group"
        is_closing = part.role is Role.CLOSES
        if is_closing and not is_group and is_closing_part(block.text) and current and not isinstance(block, Heading):
            if not opens_next:
                return False
            current.marks.append((block.text, block.place))
        if not (is_closing or is_group or self._closing):
            return False
        rank = _rank(block)
        if is_closing or not is_group or rank <= self._closed_group:
            self._closing = (block.text, block.place) if is_closing else None
            self._closed_group = rank if is_closing and is_group else 0
        self._is_fresh = True
        self._left.append(block)
        return True

    def goes_with_number(self, entry: ItemDraft, block: Block, above: str) -> bool:
        """Whether a line is the title of the number right above it, or the page that stands below title and type."""
        head = item_head(above)
        is_above = above == entry.number or (head is not None and head == (entry.number, ""))
        if not entry.title and is_above and not entry.blocks and not self._listed_above(entry):
            if len(block.text) > _LONGEST_TITLE or item_head(block.text) or re.fullmatch(LETTERS, block.text):
                return False
            entry.title = " ".join(PAGE.sub("", block.text).split())
            self._dress(entry)
            return True
        if head and not head[1]:
            return " ".join(block.text.split()).casefold() == entry.title.casefold()
        is_type = bool(re.fullmatch(LETTERS, above))
        return (is_type or above == entry.title) and re.fullmatch(r"\d{1,3}", block.text) is not None

    def _listed_above(self, entry: ItemDraft) -> bool:
        """Whether the item before has no title either: then numbers stand in a column, and titles below them."""
        at = next((n for n, other in enumerate(self.entries) if other is entry), 0)
        return at > 0 and not self.entries[at - 1].title

    def titles_in_a_column(self, blocks: Sequence[Block]) -> int:
        """How many blocks are the titles of the items, which stand below all of their numbers in the same order."""
        waiting = self.entries
        if len(waiting) < 2 or any(entry.title or entry.blocks for entry in waiting):
            return 0
        texts = [" ".join(block.text.split()) for block in blocks]
        lines = [line for block in blocks for line in block.set_lines()]
        titles = lines if len(lines) == len(waiting) else texts[: len(waiting)]
        if len(titles) < len(waiting) or any(len(title) > _LONGEST_TITLE for title in titles):
            return 0
        for entry, title in zip(waiting, titles, strict=True):
            entry.title = title
            self._dress(entry)
        return len(blocks) if titles is lines else len(waiting)

    def column_of_types(self, blocks: Sequence[Block]) -> bool:
        """Whether a column of types begins; a single one is none.

        They go to the items in their order, where there is one for each, or for each but the last.
        """
        types: list[tuple[str, Block]] = []
        for block in blocks:
            if not isinstance(block, Paragraph) or not re.fullmatch(LETTERS, block.text):
                break
            types.append((case_types(block.text) or "", block))
        if len(types) > 1 and len(types) in (len(self.entries), len(self.entries) - 1):
            for entry, (letters, block) in zip(self.entries, types, strict=False):
                entry.facts.put("type", letters, block.place, block.text)
        return len(types) > 1

    @staticmethod
    def gathers(entry: ItemDraft | None) -> bool:
        """Whether an item only gathers others, such as reports: what stands below them may be of them all."""
        return entry is not None and _GATHERS.fullmatch(entry.title.strip(" .:")) is not None

    def gather_decisions(self) -> None:
        """Give an item that gathers others what was decided of all of them, which stands below the last."""
        gathering: ItemDraft | None = None
        for entry in self.entries:
            if self.gathers(entry):
                has_own = any((told := section_in(block.text)) and told[0] == "Vedtak" for block in entry.blocks)
                gathering = None if has_own else entry
                continue
            texts = [block.text for block in entry.blocks]
            for n, text in enumerate(texts):
                told = section_in(text)
                words = (told[1] or (texts[n + 1] if n + 1 < len(texts) else "")) if told else ""
                if gathering and told and told[0] == "Vedtak" and _GATHERED.match(words):
                    end = n + (1 if told[1] else 2)
                    gathering.blocks += entry.blocks[n:end]
                    del entry.blocks[n:end]
                    break

    def gather_tasks(self) -> None:
        """Give each item the lines that begin with its number among the follow-ups below another."""
        for entry in self.entries:
            is_below = False
            for block in list(entry.blocks):
                told, head = section_in(block.text), item_head(block.text)
                is_below = told == ("Oppfølging", "") or (is_below and head is not None)
                other = next((one for one in self.entries if head and is_below and one.is_numbered(head[0])), None)
                if other and head and head[1]:
                    entry.blocks.remove(block)
                    other.blocks += [Paragraph("Oppfølging:", block.place), Paragraph(head[1], block.place)]

    def lists_again(self, block: Block) -> bool:
        """Whether a line is nothing but the column of titles, with their pages, of an agenda that was taken apart."""
        if not isinstance(block, Paragraph) or len(block.text) > _LONGEST_LIST or len(self.entries) > _MOST_LISTED:
            return False
        if not block.text[-1:].isdigit():
            return False
        rest = block.text
        for title in sorted((entry.title for entry in self.entries if entry.title), key=len, reverse=True):
            rest = re.sub(rf"(?:^|(?<=\s)){re.escape(title)}[\s.]*\d{{1,3}}(?=\s|$)", "", rest)
        return not rest.strip()

    def _dress(self, item: ItemDraft) -> None:
        """Take what stands behind a title and is none of it: the type, papers, who presents."""
        at, words = item.place, item.title
        if match := _IN_BRACKETS.fullmatch(words):
            self._take_bracket(item, match["title"], match["inner"])
        self._take_type(item)
        if match := _PAPERS_BEHIND.fullmatch(item.title[:_LONGEST_LIST]):
            for paper in (paper.strip(" .") for paper in match["papers"].split(";") if paper.strip(" .")):
                item.facts.add("attachments", {"title": paper}, at, words)
            item.title = match["title"]
        if match := _PARTS_BEHIND.fullmatch(item.title):
            item.title = match["title"]
            item.blocks.append(Paragraph(match["parts"], at))
        item.title, who = with_presenter(item.title)
        item.facts.put("presenter", who, at, words)
        if who:
            self._take_type(item)

    @staticmethod
    def _take_bracket(item: ItemDraft, title: str, inner: str) -> None:
        """Take the archive number that stands in a bracket behind a title, and who presents the item beside it."""
        parts = [part.strip() for part in inner.split(";")]
        archives = [match for part in parts if (match := _ARCHIVE.fullmatch(part))]
        given = [match for part in parts if (match := _GIVEN_BY.fullmatch(part))]
        if archives and len(archives) + len(given) == len(parts):
            item.archive_ref = item.archive_ref or archives[0]["ref"]
            for match in given:
                item.facts.put("presenter", match[1].strip(" ."), item.place, item.title)
            item.title = title

    @staticmethod
    def _take_type(item: ItemDraft) -> None:
        """Take the type that stands behind a title."""
        at, words = item.place, item.title
        match = _WORDS_BEHIND.fullmatch(item.title)
        if match and all(map(is_name, re.split(r",\s*|\s+og\s+", match["type"]))):  # who presents it, in a bracket
            item.facts.put("presenter", match["type"], at, words)
            item.title = match["title"]
        if (match := _TYPE_BEHIND.fullmatch(item.title)) and (types := case_types(match["type"])):
            item.title = match["title"].rstrip(" ,")
            item.facts.put("type", types, at, words)
        elif (match := _WORDS_BEHIND.fullmatch(item.title) or _WORDS_BEHIND_DASH.fullmatch(item.title)) and (
            types := only_types(match["type"])
        ):
            item.title = match["title"]
            item.facts.put("type", types, at, words)

    def _gather(self, item: ItemDraft) -> ItemDraft:
        """The item with a number, which may stand in the agenda first and with its text later."""
        self._dress(item)
        known = next((one for one in self.entries if _is_same(one, item)), None)
        last = self.entries[-1] if self.entries else None
        if last and last.number and not last.title and is_standing(item.title) and not item.number:
            last.title = item.title  # the last of a column of titles, below one of numbers
            return last
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
        known.number = known.number or item.number
        if not known.title or re.fullmatch(rf"{re.escape(item.title)}\s+\d{{1,3}}", known.title):
            known.title = item.title
        for name, value in item.facts.items():
            if name not in known.facts:
                known.facts[name] = value
                known.facts.sources.update({k: v for k, v in item.facts.sources.items() if k.split(".")[0] == name})
        return known

    def table(self, part: Part, table: Table) -> None:
        """The items of a table, a row each; a row of one line may close those below it, or open them again."""
        crossed = {n for row in table.rows for n, cell in enumerate(row) if CROSS.fullmatch(cell.strip())}
        columns = {name: n for name, n in part.columns.items() if name not in _OF_WORDS or n not in crossed}
        texts = [" ".join(dict.fromkeys(filter(None, row))) for row in table.rows]
        for number, row in enumerate(table.rows[part.head :], part.head):
            told = {cell.strip() for cell in row if cell.strip()}
            place = table.places[number][0]
            line = Paragraph(next(iter(told)), place) if len(told) == 1 else None
            turn = turn_of(line, line.text, texts, number + 1 < len(table.rows)) if line else None
            if not turn or not self.closes(turn, None, False):
                self._row(table, number, row, columns, part.head)

    def _row(self, table: Table, at: int, row: tuple[str, ...], columns: Mapping[str, int], head: int) -> None:
        """The item of a row; what stands in a column that is not known is left."""
        filled = [cell for cell in row if cell.strip()]
        if self.entries and filled and all(labelled(cell) or section_in(cell) for cell in filled):
            self.entries[-1].blocks += [Paragraph(cell, table.places[at][0]) for cell in filled]
            return
        read = read_row(row, columns, table.places[at][columns.get("title", 0)], self._year)
        place = read.place
        self._left += [Paragraph(" ".join(cell.split()), place) for cell in read.others]
        if _NO_ITEM.fullmatch(read.title):
            self._left.append(Paragraph(" ".join(" ".join(filled).split()), place))
            return
        if not read.title or (not read.number and _BREAK.fullmatch(read.title)):
            self._left += [Paragraph(read.number or read.title, place)] if read.number or read.title else []
            if self.entries:  # what stands alone in a row may be of the one above
                self.entries[-1].marks += [(cell, place) for cell in row if mark_in(cell)]
            return
        if self._is_of_above(table, row, columns, read.number, head) and not is_standing(read.title):
            self.entries[-1].marks += [(" ".join(row), place)] if mark_in(": ".join(row)) else []
            if not head and len(filled) == 1 and re.search(r"[.\n]", filled[0].strip()):  # its text, below its title
                self.entries[-1].blocks += [Paragraph(line, place) for line in filled[0].split("\n") if line.strip()]
                return
            self._left.append(Paragraph(" ".join(" ".join(filled).split()), place))
            self.questions.append(Question(read.title, "import.ask_row", place, self.entries[-1].number))
            return
        if not read.number and self.entries and "number" in columns:  # a mark may be of the item above
            self.entries[-1].marks += [(cell, place) for cell in row if mark_in(cell)]
        item = ItemDraft(read.number, read.title, place)
        if read.number or is_standing(read.title):
            item = self._gather(item)
        else:
            self._dress(item)
            self.entries.append(item)
            item.marks += [self._closing] if self._closing else []
        item.archive_ref = item.archive_ref or read.archive
        item.marks += self._marks_in(table, row, columns, head, read)
        for n in (n for n, cell in enumerate(row) if n not in columns.values() and CROSS.fullmatch(cell.strip())):
            self.questions.append(Question(read.number or read.title, "import.ask_closed_row", place))
            name = _head_of(table, n, head)
            item.marks += [(f"{name}: {row[n].strip()}", place)] if _DOUBTFUL_HEAD.search(name) else []
        for task in read.tasks:
            item.facts.add("follow_up", dict(task), place, " ".join(task.values()))
        take_cells(item, read)

    @staticmethod
    def _marks_in(
        table: Table, row: tuple[str, ...], columns: Mapping[str, int], head: int, read: AgendaRow
    ) -> Iterator[tuple[str, DocumentPlace]]:
        """What the cells of a row say of whether its item is closed: by their heads, or by their own words."""
        place, cells = read.place, read.cells
        if not _OPEN_CELL.fullmatch(cells.get("closed", "")):
            yield f"{_head_of(table, columns['closed'], head)}: {cells['closed']}", place
        open_ = columns.get("open")
        is_told = open_ is not None and any(one[open_].strip() for one in table.rows[head:])  # then a blank tells too
        if open_ is not None and is_told and not _OPEN_YES.fullmatch(cells.get("open", "")):
            yield f"{_head_of(table, open_, head)}: {cells.get('open') or '–'}", place
        yield from ((cell, place) for cell in read.others if mark_in(cell))
        yield from ((cell, place) for cell in row if _SECTION.fullmatch(cell.strip()))
        for n, cell in enumerate(row):  # a column of which the head has a mark beside another word
            name = _head_of(table, n, head)
            if n != columns.get("closed") and mark_in(name) and _YES_BEHIND.search(cell.strip()):
                yield f"{name}: {cell}", place

    def _is_of_above(
        self, table: Table, row: tuple[str, ...], columns: Mapping[str, int], number: str, head: int
    ) -> bool:
        """Whether a row bears no number where others of its table do: it may be of the item above, or one more.

        A title below its own head, with a blank cell for the number, is an item's.
        """
        at = columns.get("number")
        if number or at is None or not self.entries or "title" not in columns:
            return False
        if head and not row[at].strip() and not _PART.fullmatch(row[columns["title"]].strip()):
            return False
        above = (one[at].strip() for one in table.rows[head : table.rows.index(row)] if at < len(one))
        return any(item_head(re.sub(r"^(?=\d)", "Sak ", cell)) for cell in above if cell)

    def tasks(self, part: Part, table: Table) -> None:
        """Follow-ups of several items in one table, each with the number of its item; those of no item are left."""
        for number, task, place in tasks_in(table, part.columns, part.head, self._year):
            items = [entry for entry in self.entries if entry.is_numbered(number)]
            for entry in items[:1]:
                entry.facts.add("follow_up", task, place, " – ".join(task.values()))
            if not items:
                self._left.append(Paragraph("\t".join([number, *task.values()]), place))


def _head_of(table: Table, at: int, head: int) -> str:
    """The words at the head of a column."""
    return " ".join(row[at] for row in table.rows[:head] if at < len(row)).strip()


def _is_same(one: ItemDraft, other: ItemDraft) -> bool:
    """Whether an item is taken up that was listed: of the same number, or, of those that have none, the same title."""
    if is_standing(one.title) and is_standing(other.title) and not (one.number and other.number):
        return True
    if one.number and other.number and not other.title and one.is_numbered(other.number):
        return True
    if not one.number or not other.number:
        return one.number == other.number and one.title.casefold() == other.title.casefold()
    return one.number == other.number or (one.title == other.title != "" and one.is_numbered(other.number))


def _rank(block: Block) -> int:
    """How high the title of a group stands, from 1: headings by their level, then lines in bold, then others."""
    return block.level if isinstance(block, Heading) else _LOWEST - block.style.is_bold
