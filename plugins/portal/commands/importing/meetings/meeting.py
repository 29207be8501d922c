"""A document becomes the record of its meeting, with those that it plans: its parts are taken up in their order."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from portal.commands.importing.document.blocks import (
    Block,
    Document,
    Heading,
    Item,
    Paragraph,
    Table,
)
from portal.commands.importing.found import DocumentKind, Found, Question
from portal.commands.importing.lexicon import pattern
from portal.commands.importing.meetings.closed import Closings
from portal.commands.importing.meetings.head import Head
from portal.commands.importing.meetings.item_text import ItemDraft
from portal.commands.importing.meetings.items import AgendaDraft
from portal.commands.importing.meetings.label_table import LabelTable, are_people
from portal.commands.importing.meetings.people import People
from portal.commands.importing.meetings.people_table import PeopleTable
from portal.commands.importing.meetings.plan import PLANNED, Plan, is_plan
from portal.commands.importing.meetings.record import RecordWriter
from portal.commands.importing.meetings.said import Said, body_of, folded
from portal.commands.importing.meetings.tasks import tasks_in
from portal.commands.importing.parts import Part, Role, Zone
from portal.commands.importing.roles import parts_of
from portal.commands.importing.words.dates import find_date, find_day, find_times
from portal.commands.importing.words.meanings import LETTERS
from portal.commands.importing.words.openings import is_standing
from portal.commands.importing.words.people import (
    GROUPS,
    PERSON_FIELDS,
    SUBSTITUTES,
    UNKNOWN,
    is_name,
    is_role,
    is_side,
    person_from,
)
from portal.commands.importing.words.person_lines import (
    is_person_line,
    is_sublabel,
    names_person,
    people_lines,
)

__all__ = ["Said", "find_meetings"]

_GOES_ON, _BLANK = pattern("line.goes_on", 0), pattern("people.blank")
_MEMBERS, _SAYS = pattern("people.prose.members"), pattern("people.prose.says")
_HEADS = re.compile(r"(?:\w+:\s*){2,}")
"""The heads of a table's columns, in a row."""
_OF_PEOPLE = (*GROUPS, "chair", "minutes_by")
_HEAD_BLOCKS = 12
"""How far into a document the name of its body is looked for."""


def find_meetings(document: Document, kind: DocumentKind, said: Said) -> Found:
    """The meetings that an agenda, minutes or a plan tells of."""
    return _Meeting(document, kind, said).find()


class _Meeting:
    """Takes up the parts of one document; what stands where is told by their roles."""

    def __init__(self, document: Document, kind: DocumentKind, said: Said) -> None:
        self._document = document
        self._kind = kind
        self._said = said
        self._year = _year_in(document)
        self._told_day: dt.date | None = None  # of the column that told who met
        self._found = Found()
        self._people = People(kind, said.names, self._found.left)
        self._people_table = PeopleTable(kind, self._people, said.names)
        for line in (line for block in document.blocks for line in block.text.split("\n")):
            self._people.explain(line)
        self._parts = parts_of(document.blocks, kind, self._people)
        self._head = Head(kind, self._people, self._found.left)
        self._labels = LabelTable(kind, self._people, self._head, self._found.left)
        self._agenda = AgendaDraft(self._found.left, self._year)
        self._plan = Plan(document, kind, said.names, self._year)
        self._above: list[Block] = []  # the lines of the head, in which a mark may close items
        self._item: ItemDraft | None = None
        self._is_signed = False  # whoever wrote it has signed: what stands below is about them
        self._is_below = False  # a line about the meeting has ended the last item
        self._label, self._label_words, self._waiting = "", "", list[str]()
        self._is_fresh = False  # nobody stands below the label at hand yet
        self._has_sides = False  # what stands below it are the sides that people come from
        self._is_inline = self._is_parted = False  # people stand behind the label at hand, by what they are called
        self._skip = 0

    def find(self) -> Found:
        """The document's own meeting, where its body and date are known, and the planned ones."""
        found = self._found
        for n, part in enumerate(self._parts):
            if self._skip:
                self._skip -= 1
            else:
                self._take(part, n)
        for name, (who, words, place) in self._people.leading.items():
            self._head.facts.put(name, who, place, words, 0.9)
        chair, minutes_by = (self._head.facts.get(name) for name in ("chair", "minutes_by"))
        if self._told_day and self._told_day != self._day([]):  # the column was that of another meeting
            for one in self._people.listed:
                one.group = UNKNOWN
        found.questions += self._people.settle(chair, minutes_by, self._head.secretary)
        self._head.settle()
        self._agenda.gather_decisions()
        self._agenda.gather_tasks()
        closings = Closings(self._agenda.entries, self._above, self._document.blocks)
        found.held = [] if self._said.has_exempt else closings.held
        body, day = self._body(), self._day(found.questions)
        if self._kind is not DocumentKind.PLAN:
            if body and day:
                writer = RecordWriter(self._said, self._kind, self._year, self._head, self._people, self._agenda)
                path = f"meetings/{body}/{day.isoformat()}.md"
                writer.write(path, body, self._plan.facts_on(day), closings, found)
            for name, value in (("organisation", body), ("date", day)):
                if not value:
                    found.questions.insert(0, Question(name, "import.ask_argument"))
        taken = {record.path for record in found.records}
        found.records += self._plan.records(body, taken)
        if self._kind is DocumentKind.MINUTES:
            found.records += self._plan.next_meeting(body, taken)
        found.questions += self._plan.questions
        titles = {word for entry in self._agenda.entries for word in folded(entry.title).split()}
        found.left = [block for block in found.left if not (titles and {*folded(block.text).split()} <= titles)]
        return found

    # -- the parts

    def _take(self, part: Part, n: int) -> None:
        block, role = part.block, part.role
        if part.zone is Zone.HEAD and role is not Role.AGENDA_TABLE:
            self._above.append(block)
        if isinstance(block, Table):
            self._table(part, block, next((one.block for one in self._parts[n + 1 : n + 2]), None))
            return
        if part.zone in (Zone.HEAD, Zone.LIST) or self._item is None:
            self._head.changed(block.text, block.place)
            self._people_table.blank_is_away |= _BLANK.search(block.text) is not None
        if role in (Role.LABEL, Role.PEOPLE) and self._has_begun():
            self._item = None
        if role is Role.ITEM:
            self._begin(part)
        elif role is Role.LABEL:
            self._labelled(part, self._parts[n + 1 : n + 2])
        elif role is Role.PEOPLE:
            self._open_people(part)
        elif role is Role.AGENDA:
            self._label, self._waiting = "", []
        elif self._item is None and (self._is_marked(block) or self._is_told(block)):
            self._waiting = []
        elif self._item is None and self._goes_with_label(part, n):
            return
        elif role is Role.BOILERPLATE:
            self._label = ""
            self._found.left.append(block)
        else:
            self._label, self._waiting = "", []
            self._below_items(part, n) if self._agenda.entries else self._head.line(block.text, block)

    def _is_told(self, block: Block) -> bool:
        """Whether a text of sentences says who was there; a person of a list, with a note, is none."""
        is_listed = self._label in GROUPS and is_person_line(block.text) and not _SAYS.match(block.text)
        return not is_listed and self._people.told(block.text, block.place)

    def _is_marked(self, block: Block) -> bool:
        """Whether a line that is of no list names a person, with a mark of whether they met, who is then taken."""
        is_free = self._label not in PERSON_FIELDS and not self._waiting and is_person_line(block.text)
        if not is_free or not self._people.behind(block.text):
            return False
        self._people.take(UNKNOWN, block.text, block.place, self._label_words if self._label in GROUPS else "")
        return True

    def _has_begun(self) -> bool:
        """Whether a label may end the item it stands below."""
        return self._item is not None

    def _labelled(self, part: Part, below: Sequence[Part]) -> None:
        block = part.block
        value, name = part.value, part.name
        if name == "chair" and self._label in PERSON_FIELDS and self._is_fresh and names_person(value):
            role = block.text.partition(":")[0].strip()  # the first of the people below, beside their roles
            self._people.take(self._label, f"{value}, {role[:1].lower()}{role[1:]}", block.place, self._label_words)
            self._head.take(name, value, block.place, min(1.0, part.score), block.text)
            self._is_parted, self._is_fresh = True, False
            return
        has_colon = bool(value) or block.text.rstrip().endswith(":")
        self._waiting = [] if value or not has_colon else [*self._waiting, name]
        self._people.shared = {}
        name = "clock" if name == "when" and not value and self._head.when else name
        self._label, self._label_words = "" if value and name not in GROUPS else name, block.text
        self._head.letter = name == "letter" or (self._head.letter and self._same_line(block))
        self._letter_line = block.place.line
        self._head.letter |= any(one.name == "letter" and self._same_line(one.block) for one in below)
        if name == "guest":
            self._head.guest(block.text, value, block.place)
        else:
            self._head.take(name, value, block.place, min(1.0, part.score), block.text)

    _letter_line = -1

    def _same_line(self, block: Block) -> bool:
        return block.place.line == self._letter_line

    def _open_people(self, part: Part) -> None:
        block, value, words = part.block, part.value, part.block.text.partition(":")[0]
        goes_on = self._label in PERSON_FIELDS and (self._is_parted or not self._is_inline)
        are_sides = self._is_fresh or self._has_sides  # else it may be all who sit in the body, or another list
        goes_on &= are_sides or bool(value and not _MEMBERS.search(words))
        if goes_on and part.name == UNKNOWN and is_side(words):
            self._is_parted, self._has_sides, self._is_fresh = True, are_sides, False
            self._people.shared = {} if value else self._people.group_of(block.text)
            self._waiting = [] if value else self._waiting
            if value:
                self._people.take(self._label, block.text, block.place, self._label_words, is_parted=True)
            return
        if goes_on and part.name == SUBSTITUTES and self._label == "present":
            part = replace(part, name="present")
        has_colon = bool(value) or block.text.rstrip().endswith(":")
        self._waiting = [] if value or not has_colon else [*self._waiting, part.name]
        self._people.shared = {}
        self._label, self._label_words, self._is_inline = part.name, block.text, bool(value)
        self._is_fresh, self._has_sides = not value, False
        self._is_parted = is_sublabel(value) and not is_person_line(value)
        if part.name == "unknown" and not value:
            self._found.left.append(block)
        if value:
            self._people.take(part.name, value, block.place, block.text, self._is_parted)

    def _goes_with_label(self, part: Part, n: int) -> bool:
        """Whether a line is the value of a label above it: one of the people below theirs, or the next that waits."""
        block, label, text = part.block, self._label, part.block.text
        if label in GROUPS and len(self._waiting) < 2:
            if part.role not in (Role.TEXT, Role.SECTION) or _ends_people(text, block):
                return False
            self._waiting = []
            if shared := self._people.group_of(text):
                self._people.shared = shared
                return True
            for line in people_lines(_people_apart(block)):
                is_of_another = self._is_inline and not self._is_parted and is_sublabel(line)
                if is_of_another or self._names_nobody(line):  # whoever stands below it may belong elsewhere
                    self._label, self._label_words = UNKNOWN, line
                    self._found.left.append(Paragraph(line, block.place))
                else:
                    is_parted = self._is_parted or not self._is_inline
                    words = line.replace("\t", ", ")
                    self._people.take(self._label, words, block.place, self._label_words, is_parted)
                    self._is_fresh = False
            return True
        if label == "guest" and is_person_line(text):
            self._waiting = []
            self._head.guest(self._label_words, text, block.place)
            return True
        if len(self._waiting) > 1 and not isinstance(block, Item):
            name = self._next_waiting(n)
            if name in GROUPS:
                self._people.take(name, text, block.place, name)
            else:
                self._head.take(name, text, block.place)
            self._label = self._waiting[0] if len(self._waiting) == 1 else label
            self._label_words = self._label if len(self._waiting) == 1 else self._label_words
            return True
        if label and label not in GROUPS and not isinstance(block, Heading) and not self._head.has(label):
            if part.role is not Role.TEXT:
                return False
            self._waiting, self._label = [], ""
            self._head.take(label, text, block.place)
            return True
        return False

    def _next_waiting(self, n: int) -> str:
        """The label whose value stands here; of people nobody knows which, where all may be shifted."""
        if not self._are_values_of_waiting(n):
            self._waiting = [UNKNOWN if name in _OF_PEOPLE else name for name in self._waiting]
        return self._waiting.pop(0)

    def _are_values_of_waiting(self, n: int) -> bool:
        """Whether people stand for each label of people that waits, and for no more: else all may be shifted."""
        texts = [part.block.text for part in self._parts[n : n + len(self._waiting) + 1]]
        are_people = [names_person(re.split(r",|;|\sog\s|\s\(", text)[0]) for text in texts]
        lists = sum(name in GROUPS for name in self._waiting)  # what is over may only be of the one list, the last
        is_over = len(texts) > len(self._waiting) and are_people[-1] and lists > 1
        return not is_over and all(
            is_one for name, is_one in zip(self._waiting, are_people, strict=False) if name in _OF_PEOPLE
        )

    def _names_nobody(self, text: str) -> bool:
        """Whether a line among people is neither of them nor of what they are or belong to, nor goes on with one."""
        words = text.strip(" \t•➢-–").rstrip(" :.")
        if not words[:1].isupper() or self._people.is_organisation(words) or is_role(words):
            return False
        is_one = is_name(person_from(text, self._said.names)["name"])
        return not is_one and not any(names_person(part) for part in re.split(r"[,;:]|\sog\s|\t", text))

    def _table(self, part: Part, table: Table, below: Block | None) -> None:
        role, self._head.letter = part.role, False
        if self._is_signed:
            self._other_table(table)
            return
        label, said = (self._label, self._label_words) if self._label in GROUPS else (part.name, "")
        label = part.name if part.name in PERSON_FIELDS else label if label in GROUPS else ""
        is_whole = bool(part.head) or part.name == "by_row"
        goes_on = role is Role.PEOPLE_TABLE and not is_whole  # the list may go on below as lines
        self._label, self._waiting = label if goes_on else "", []
        if role is Role.PEOPLE_TABLE:
            self._item = None if part.zone is not Zone.BODY else self._item
            self._people.shared = {}
            if part.name == "by_side":
                self._people_table.by_side(table, label, said)
            elif part.name == "by_row":
                self._people_table.by_row(table)
            else:
                self._people_table.take(table, self._columns_now(table, part), part.head, label, said)
        elif role is Role.AGENDA_TABLE:
            self._agenda.table(part, table)
            goes_on = not part.head and (isinstance(below, Item) or len(table.rows) == 1) and bool(self._agenda.entries)
            gathering = self._item if not part.head and self._agenda.gathers(self._item) else None
            self._item = gathering or (self._agenda.entries[-1] if goes_on else None)
        elif role is Role.TASKS and self._takes_tasks(part, table):
            return
        elif self._is_label_table(part, table, label):
            self._labels.take(table, label, part.name == "over")
            self._label, self._waiting = "", []
        elif not is_plan(table):
            self._other_table(table)

    def _columns_now(self, table: Table, part: Part) -> Mapping[str, int]:
        """The columns of a table of people; of one with a column for each of several meetings, that of this one."""
        heads = table.rows[part.head - 1] if part.head else ()
        day = self._day([], [block for block in self._above if not isinstance(block, Table)])
        days = {n: told for n, cell in enumerate(heads) if day and (told := find_day(cell, day.year))}
        own = [n for n, told in days.items() if day and told == day.isoformat()]
        if len(days) < 2 or len(own) != 1 or "name" not in part.columns or {*days} & {*part.columns.values()}:
            return part.columns
        self._told_day = day
        return {**part.columns, "met": own[0]}

    def _other_table(self, table: Table) -> None:
        """A table of something else: of the text it stands in, or left, row by row."""
        if self._item is not None and not self._is_signed:
            self._item.blocks.append(table)
        elif self._agenda.entries and not self._is_signed:
            self._head.text.append(table)
        elif self._kind is not DocumentKind.PLAN:
            for number, row in enumerate(table.rows):
                words = "\t".join(" ".join(cell.split()) for cell in row if cell)
                self._found.left.append(Paragraph(words, table.places[number][0]))

    def _takes_tasks(self, part: Part, table: Table) -> bool:
        """Whether a table of follow-ups is of several items, or of none; that of one item stands in its text."""
        has_numbers = "number" in part.columns
        if not has_numbers and self._is_of_all(part):
            for _, task, place in tasks_in(table, part.columns, part.head, self._year):
                told = " – ".join(task.values())
                self._found.left.append(Paragraph(told, place))
                self._found.questions.append(Question(task["what"], "import.ask_task", place, told))
            return True
        if has_numbers or self._item is None:
            for above in (self._item.blocks if self._item else [], self._head.text):
                if above and isinstance(above[-1], Heading) and above[-1].text:
                    above.pop()
                    break
            self._agenda.tasks(part, table)
        return has_numbers or self._item is None

    def _is_of_all(self, part: Part) -> bool:
        """Whether a table of follow-ups without numbers stands below the last item, and so is of none or of any."""
        last = self._item.blocks[-1] if self._item and self._item.blocks else None
        is_titled = last is not None and (isinstance(last, Heading) or last.style.is_bold)
        is_after = part.zone is Zone.TAIL and (self._item is None or is_standing(self._item.title) or is_titled)
        if is_after and self._item and last is not None and is_titled:
            self._found.left.append(self._item.blocks.pop())
        return is_after

    def _is_label_table(self, part: Part, table: Table, group: str) -> bool:
        """Whether a table holds labels and values, or, below a label of people, people in its second column."""
        if part.role is Role.LABELS:
            return self._item is None or part.zone is Zone.LIST
        return (
            part.role is Role.TABLE
            and group in PERSON_FIELDS
            and all(len(row) == 2 and are_people(row[1]) for row in table.rows)
        )

    def _begin(self, part: Part) -> None:
        """Take up the item that a part opens."""
        if self._agenda.is_list_of_all(part):
            between, self._agenda.entries[-1].blocks = self._agenda.entries[-1].blocks, []
            for block in between:
                self._head.line(block.text, block)
        self._label, self._waiting = "", []
        self._item = self._agenda.begin(part)

    def _below_items(self, part: Part, n: int) -> None:
        """A part that stands among or below the items: of the one at hand, or of none."""
        block, item = part.block, self._item
        above = self._parts[n - 1].block.text.strip() if n else ""
        blocks = [one.block for one in takewhile(lambda p: p.role is Role.TEXT, self._parts[n:])]
        if item and isinstance(block, Paragraph) and self._agenda.goes_with_number(item, block, above):
            return
        is_last = part.zone in (Zone.BODY, Zone.TAIL) and n > 0 and self._parts[n - 1].role is Role.ITEM
        if is_last and (count := self._agenda.titles_in_a_column(blocks)):
            self._skip = count - 1
            self._item = None
        elif (
            self._agenda.column_of_types(blocks)
            or (not item and re.fullmatch(LETTERS, block.text))
            or self._turns(part, n)
            or PLANNED.match(block.text)
            or _HEADS.fullmatch(block.text)
        ):
            self._item = None
        elif item is None or self._is_general(part, item):
            self._set_aside(part)
        elif not self._agenda.lists_again(block):
            item.blocks.append(block)

    def _turns(self, part: Part, n: int) -> bool:
        below = self._parts[n + 1 : n + 2]
        opens_next = any(one.role in (Role.ITEM, Role.AGENDA_TABLE) for one in below)
        return part.role in (Role.CLOSES, Role.OPENS) and self._agenda.closes(part, self._item, opens_next)

    def _is_general(self, part: Part, item: ItemDraft) -> bool:
        """Whether a part is of no item: the next meeting, a line about the meeting, a signature, a higher heading."""
        block, is_after = part.block, part.zone is Zone.TAIL
        if part.role in (Role.NEXT, Role.ASIDE, Role.SIGNED) or is_plan(block):
            return True
        return isinstance(block, Heading) and (block.level == 1 or (is_after and 0 < block.level <= item.level))

    def _set_aside(self, part: Part) -> None:
        """Put a part with what is of no item; the item it stood in goes on, where more of it may come."""
        block, item = part.block, self._item
        is_aside = part.role in (Role.ASIDE, Role.NEXT) and not isinstance(block, Heading)
        is_told = is_aside and self._head.sentences(block.text, block.place) == block.text.strip()
        is_after = part.zone is Zone.TAIL
        self._is_below = is_after and (self._is_below or is_aside or part.role is Role.SIGNED)
        titled = _titled(block)
        self._is_signed = is_after and (self._is_signed or part.role is Role.SIGNED)
        if self._is_signed and not isinstance(block, Heading):
            self._found.left.append(block)
            self._item = None
            return
        is_text = isinstance(titled, Heading) or not (self._is_below or (is_aside and item))
        if not is_told:
            (self._head.text if is_text else self._head.aside).append(titled)
        self._item = item if is_aside and not is_after and part.role is not Role.NEXT else None

    def _body(self) -> str | None:
        """The body whose name stands in the document's head, above the people."""
        above = takewhile(
            lambda part: part.role not in (Role.PEOPLE, Role.PEOPLE_TABLE), self._parts[: 2 * _HEAD_BLOCKS]
        )
        head = [self._head.body, self._document.title, *(part.block.text for part in above)]
        return body_of(self._said, head, " ".join(block.text for block in self._document.furniture))

    def _day(self, questions: list[Question], above: Sequence[Block] | None = None) -> dt.date | None:
        """The date behind its label, or else the first in the head, or in what stands `above`."""
        if self._said.day:
            return self._said.day
        number = re.search(r"/(\d{4})$", str(self._head.facts.get("number", "")))
        year = int(number[1]) if number else self._year
        letter = {text for block in self._found.left for text in [block.text]}
        lines = [line for line in _lines(self._above if above is None else above) if line not in letter]
        dated = [(line, date) for line in lines if (date := find_date(line, year))]
        timed = [date for line, date in dated if any(find_times(line))]  # a letter has the day it was written, too
        found = find_date(self._head.when, year) or next(iter([*timed, *(date for _, date in dated)]), None)
        if found and found.is_odd:
            questions.append(Question("date", "import.ask_weekday", self._head.when_place))
        return found.day if found else None


def _ends_people(text: str, block: Block) -> bool:
    """Whether a line cannot be of the people above it: a sentence, or a heading that names nobody."""
    return isinstance(block, Heading) and not is_person_line(text)


def _people_apart(block: Block) -> str:
    """The text of a block; its lines apart, where the first names a person, and none goes on with the one above."""
    lines = block.set_lines()
    are_whole = all(line.count("(") == line.count(")") and not _GOES_ON.search(line) for line in lines)
    is_apart = are_whole and names_person(lines[0]) and all(line[:1].isupper() for line in lines)
    return "\n".join(lines) if is_apart else block.text


def _titled(block: Block) -> Block:
    """A line that is the title of what stands below it, as a heading."""
    is_title = isinstance(block, Paragraph) and re.fullmatch(r"neste møte\s*:?", block.text, re.IGNORECASE)
    return Heading(block.text.strip(" :"), block.place) if is_title else block


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    """The lines of blocks, without the numbers of meetings, which look like dates."""
    for block in blocks:
        yield from PLANNED.sub("", block.text).split("\n")


def _year_in(document: Document) -> int | None:
    """The one year that the document's own dates name, if it is one."""
    lines = (line for block in document.blocks for line in block.text.split("\n") if re.search(r"\d", line))
    years = {found.day.year for found in map(find_date, lines) if found and found.day}
    return years.pop() if len(years) == 1 else None
