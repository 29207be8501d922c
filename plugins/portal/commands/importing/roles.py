"""What each part of a meeting's document is: a label with its value, a list of people, an item, a decision, an aside.

A part is a line, an item of a list or a table. What it may be is told by several features together: words of the
lexicon and words nearly like them, how it looks, where in the document it stands, what stands above and below it, and
what kind of values a table's columns hold. Each feature counts for or against; the role with the highest score is the
part's, if it is sure enough, and else it is text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from portal.commands.importing.document.blocks import Block, Furniture, Heading, Item, Paragraph, Table
from portal.commands.importing.found import DocumentKind
from portal.commands.importing.lexicon import mended, pattern, terms
from portal.commands.importing.meetings.people import People
from portal.commands.importing.parts import SURE, Part, Role, Zone
from portal.commands.importing.tables import agenda_columns, is_by_row, is_by_side, judge_table, names_by_content
from portal.commands.importing.turns import turn_of
from portal.commands.importing.units import units_of
from portal.commands.importing.words.dates import find_date, find_times
from portal.commands.importing.words.labels import is_bare_label, label_in
from portal.commands.importing.words.openings import (
    PAGE,
    item_head,
    section_in,
)
from portal.commands.importing.words.people import GROUPS, PERSON_FIELDS, UNKNOWN, is_name, is_role, label_group
from portal.commands.importing.words.person_lines import is_person_line

__all__ = ["parts_of"]


_LABELS = terms("meeting.labels")
_STANDING, _ASIDE, _NEXT = (
    pattern("item.standing"),
    pattern("meeting.aside"),
    pattern("plan.next", re.IGNORECASE | re.DOTALL),
)
_FORMAL, _TITLES = pattern("case.formal"), pattern("meeting.file")
_GREETING, _NO_ITEM = pattern("meeting.greeting"), pattern("item.no_item")
_TIMED, _BREAK = pattern("line.timed", 0), pattern("item.break")
_GOES_ON, _BOILERPLATE, _TIME = pattern("item.goes_on"), pattern("meeting.boilerplate"), pattern("meeting.duration")
_NUMBERED = re.compile(r"^(\d{1,2})\s+(?=[A-ZÆØÅ«])")
"""A number without a stop, before a title."""
_PARTED = re.compile(r"^(?P<part>\d{1,2})\.(?P<at>\d{1,2})\.?\s+(?=[A-ZÆØÅ«][^.]{2,98}$)")
"""A number of two parts, before a title."""
_YEAR_FIRST = re.compile(r"\d\d[/-]\d")
_LISTED = re.compile(r"^(\d{1,2})[.)]\s+(?=[«\"“(]?[^\W\d_])")
_LONGEST_LABEL, _LONGEST_BARE, _LONGEST_TITLE = 100, 5, 200


def parts_of(blocks: Sequence[Block], kind: DocumentKind, people: People) -> list[Part]:
    """The parts of a document, each with its role, in the order of reading."""
    return _Reader(units_of(blocks), kind, people).parts()


class _Reader:
    """Judges each part by its features."""

    def __init__(self, units: list[Block], kind: DocumentKind, people: People) -> None:
        self._units = units
        self._kind = kind
        self._people = people
        self._texts = ["" if isinstance(unit, Table) else unit.text.strip() for unit in units]
        self._heads = [None if section_in(text) else item_head(text) for text in self._texts]
        self._forms = Counter(_form(head[0]) for head in self._heads if head)
        self._years = Counter(head[0][:2] for head in self._heads if head and _YEAR_FIRST.fullmatch(head[0]))
        self._zones = [Zone.HEAD] * len(units)
        self._tables = {n: judge_table(unit) for n, unit in enumerate(units) if isinstance(unit, Table)}
        for n, part in self._tables.items():
            self._tables[n] = self._agenda_of_tasks(part, n)
        self._listed_numbers = {n: {*_numbers(part)} for n, part in self._tables.items()}
        self._titles_listed = {title: number for part in self._tables.values() for title, number in _titles_in(part)}
        self._listed = {} if any(map(_has_numbers, self._tables.values())) else self._numbered_lists()
        self._timed: list[int] = []  # the entries of a programme, pauses too
        self._unnumbered = set() if self._listed else self._titles()
        self._set_zones()

    def parts(self) -> list[Part]:
        return [replace(self._judged(n), zone=self._zones[n]) for n in range(len(self._units))]

    def _judged(self, n: int) -> Part:
        if n in self._tables:
            return self._table(n)
        witnesses: tuple[Callable[[int], Part | None], ...] = (
            self._item, self._section, self._label, self._people_label, self._turn, self._aside,
        )  # fmt: skip
        found = [part for witness in witnesses if (part := witness(n)) and part.score >= SURE]
        return max(found, key=lambda part: part.score, default=Part(self._units[n]))

    def _set_zones(self) -> None:
        """Where the items begin, where they are taken up after they were listed, and where the last one ends."""
        seen: set[str] = set()
        first = taken_up = last = None
        for n in range(len(self._units)):
            item, table = self._item(n), self._tables.get(n)
            is_item = item is not None and item.score >= SURE
            is_list = table is not None and table.role is Role.AGENDA_TABLE
            if is_item or is_list:
                first, last = n if first is None else first, n
            elif first is not None and self._section_score(n) >= SURE:
                last = n
            if item and is_item and item.name:
                taken_up = n if taken_up is None and item.name in seen else taken_up
                seen.add(item.name)
            for row in table.block.rows if is_list and table and isinstance(table.block, Table) else ():
                seen.update(head[0] for cell in row if (head := item_head(cell.strip())))
        for n in range(len(self._units)):
            if first is not None and n >= first:
                is_list = taken_up is not None and n < taken_up
                self._zones[n] = Zone.LIST if is_list else Zone.TAIL if last is not None and n > last else Zone.BODY

    # -- items

    def _item(self, n: int) -> Part | None:
        """An item by its number: how it is written, how the line looks, and how the others' are written."""
        unit, text = self._units[n], self._texts[n]
        head = None if self._is_task(n) else self._heads[n]
        if not text or _NO_ITEM.fullmatch(_LISTED.sub("", text, count=1).strip(" .:")):
            return None
        if _STANDING.fullmatch(text) and (n in self._listed or any(self._heads[:n]) or self._is_below_list(n)):
            return Part(unit, Role.ITEM, self._listed.get(n, ""), text.strip(" :."), 0.9)
        is_titled = isinstance(unit, Heading) or unit.style.is_bold
        if n in self._unnumbered:
            timed = _TIMED.fullmatch(text) if not isinstance(unit, Heading) else None
            return Part(unit, Role.ITEM, "", (timed["title"] if timed else text).rstrip(" .:"), 0.7)
        if (again := self._titles_listed.get(_bare(text))) is not None and n not in self._listed:
            return Part(unit, Role.ITEM, again, _LISTED.sub("", text, count=1).rstrip(" .:"), 0.9)
        if head is None:
            number = self._listed.get(n)
            match = _LISTED.match(text) or ((_NUMBERED.match(text) or _PARTED.match(text)) if number else None)
            title = text[match.end() :] if match and not isinstance(unit, Item) else text
            return Part(unit, Role.ITEM, number, " ".join(PAGE.sub("", title).split()), 0.7) if number else None
        number, title = head
        is_said = re.match(r"\w*sak|[A-ZÆØÅ]{2}\s?\d", text, re.IGNORECASE) is not None
        has_year = re.search(r"\d[/-]\d", number) is not None
        score = 0.55 + 0.3 * has_year + 0.25 * is_said + 0.15 * is_titled
        if not title:
            score -= 0.0 if is_titled or self._is_in_column(n) or self._is_known(n, number) else 0.6
        if _GOES_ON.match(title) or (title[:1].islower() and not is_titled):
            score -= 0.6
        if isinstance(unit, Item) and not text.lower().startswith("sak"):
            score -= 0.0 if self._is_below_list(n) else 0.7
        if _YEAR_FIRST.fullmatch(number) and self._years[number[:2]] < 2:  # a day and its month, more likely
            score -= 0.6
        if len(title) > _LONGEST_TITLE or (title.endswith(".") and title.count(". ")):
            score -= 0.4
        if not is_said and not is_titled and self._forms[_form(number)] * 4 < max(self._forms.values()):
            score -= 0.4
        above = _LABELS.label(self._texts[n - 1], "number") if n else None
        if above and not above[1]:
            score -= 0.9
        return Part(unit, Role.ITEM, number, title, score)

    def _is_task(self, n: int) -> bool:
        """Whether a line is a follow-up of the item whose number it begins with: below the heading of follow-ups, where
        all are of items that were taken up above.
        """
        above = next((m for m in range(n - 1, -1, -1) if not self._heads[m]), n)
        is_below = section_in(self._texts[above]) == ("Oppfølging", "")
        heads = [head for head in self._heads[above + 1 : n + 1] if head]
        return is_below and all(any(one and one[0] == head[0] for one in self._heads[:above]) for head in heads)

    def _is_known(self, n: int, number: str) -> bool:
        is_above = any(head and head[0] == number for head in self._heads[:n])
        return is_above or any(m < n and number in numbers for m, numbers in self._listed_numbers.items())

    def _is_in_column(self, n: int) -> bool:
        """Whether a number stands alone among others that do: then titles stand below them all, or below each."""
        near = [head for head in (*self._heads[max(0, n - 4) : n], *self._heads[n + 1 : n + 5]) if head]
        return any(not title for _, title in near) or (
            n + 1 < len(self._texts) and 0 < len(self._texts[n + 1]) < _LONGEST_TITLE and len(near) > 0
        )

    def _is_below_list(self, n: int) -> bool:
        """Whether the label of the agenda stands above a line, with nothing but items of lists or numbers between."""
        for m in range(n - 1, max(-1, n - 60), -1):
            if (found := label_in(self._texts[m])) and found[0] == "agenda":
                return True
            is_listed = isinstance(self._units[m], Item) or _LISTED.match(self._texts[m])
            if not (self._heads[m] or is_listed or _TIMED.match(self._texts[m])):
                return False
        return False

    def _numbered_lists(self) -> dict[int, str]:
        """The items of a document that numbers them `1.`, `2.` and in no other way, by their place.

        Their numbers go on from one to the next, and they are headings, bold, or listed below the agenda's label.
        """
        if any(head and (head[1] or "/" in head[0]) for head in self._heads):
            return {}
        if parts := self._parted_list():
            return parts
        if spread := self._spread_list():
            return spread
        found: dict[int, str] = {}
        for n, unit in enumerate(self._units):
            match = _LISTED.match(self._texts[n])
            mark = unit.mark if isinstance(unit, Item) and not unit.depth else match[1] if match else ""
            if not mark.isdigit():
                continue
            is_titled = isinstance(unit, Heading) or unit.style.is_bold
            if is_titled or self._is_below_list(n) or (isinstance(unit, Item) and int(mark) > 0):
                found[n] = mark
        marks = [int(mark) for mark in found.values()]
        titled = {n for n in found if isinstance(self._units[n], Heading) or self._units[n].style.is_bold}
        is_series = len(marks) > 1 and marks == list(range(marks[0], marks[0] + len(marks)))
        listed = {n for n in found if self._is_below_list(n)}
        is_agenda = self._kind is DocumentKind.AGENDA and marks[:1] == [1]
        if is_series and is_agenda and any(_FORMAL.fullmatch(_bare(self._texts[n])) for n in found):
            return found
        if is_series and (marks[0] > 1 or titled == set(found) or listed == set(found)):
            return found
        titles = {(found[n], _bare(self._texts[n])) for n in listed | titled}
        again = {n for n in found if any(m == found[n] and t.startswith(_bare(self._texts[n])) for m, t in titles)}
        kept = {n: mark for n, mark in found.items() if n in titled | listed | again}
        numbers = [int(mark) for mark in kept.values()]
        halves = (numbers, numbers[: len(numbers) // 2], numbers[len(numbers) // 2 :])
        are_whole = any(half and half == list(range(half[0], half[0] + len(half))) for half in halves)
        return kept if len(kept) > 1 and are_whole else {}

    def _parted_list(self) -> dict[int, str]:
        """The items of a document that numbers them as parts of one of its own, `2.1`, `2.2`, each titled so."""
        found = {n: match for n, text in enumerate(self._texts) if (match := _PARTED.match(text))}
        for part in dict.fromkeys(match["part"] for match in found.values()):
            series = {n: match["at"] for n, match in found.items() if match["part"] == part}
            counted = [*map(int, series.values())] == [*range(1, len(series) + 1)]
            titles = [_PARTED.sub("", self._texts[n]).strip(" .:") for n in series]
            if counted and len(series) > 1 and any(map(_FORMAL.fullmatch, titles)):
                return {n: f"{part}.{number}" for n, number in series.items()}
        return {}

    def _spread_list(self) -> dict[int, str]:
        """The entries of a list that counts from 1 and has text between most of them: titles, with what is below."""
        found: dict[int, str] = {}
        has_bare = False  # numbers without a stop, which may be anything: an item that every meeting has tells more
        for n, unit in enumerate(self._units):
            number = str(len(found) + 1)
            is_entry = isinstance(unit, Item) and unit.is_numbered and not unit.depth and unit.mark == number
            listed = _LISTED.match(unit.text) if isinstance(unit, Paragraph) else None
            is_entry |= listed is not None and listed[1] == number
            if isinstance(unit, Paragraph) and (match := _NUMBERED.match(unit.text)) and match[1] == number:
                is_entry, has_bare = True, True
            if is_entry and len(unit.text) < _LONGEST_LABEL and not unit.text.rstrip().endswith("."):
                found[n] = number
        titles = (_NUMBERED.sub("", self._texts[n], count=1).strip(" .:") for n in found)
        if has_bare and not any(map(_FORMAL.fullmatch, titles)):
            return {}
        places = [*found, len(self._units)]
        apart = sum(other - one > 1 for one, other in pairwise(places))
        sections = [n for n in found if n and (told := section_in(self._texts[n - 1])) and not told[1]]
        return found if len(found) > 1 and apart * 2 > len(found) and len(sections) * 2 < len(found) else {}

    def _titles(self) -> set[int]:
        """The items of a document that numbers none: a list below the agenda's label, and what is titled like it."""
        if any(head and (head[1] or "/" in head[0]) for head in self._heads):
            return set()
        if timed := self._programme():
            return timed
        listed = {n for n, unit in enumerate(self._units) if isinstance(unit, Item) and self._is_below_list(n)}
        titles = {_bare(self._texts[n]) for n in listed}
        again = {
            n for n, unit in enumerate(self._units)
            if n not in listed and _bare(self._texts[n]) in titles and (isinstance(unit, Heading) or unit.style.is_bold)
        }  # fmt: skip
        return listed | again if len(listed) > 1 else self._headed()

    def _programme(self) -> set[int]:
        """The items of a notice that lists them by when they begin, below the agenda's label; pauses are none."""
        found = {n: match for n, text in enumerate(self._texts) if (match := _TIMED.fullmatch(text))}
        found = {n: match for n, match in found.items() if self._is_below_list(n)}
        times = [match["time"].replace(".", ":").zfill(5) for match in found.values()]
        if self._kind is not DocumentKind.AGENDA or len(times) < 3 or times != sorted(times):
            return set()
        self._timed = [*found]
        return {n for n, match in found.items() if not _BREAK.fullmatch(match["title"])}

    def _headed(self) -> set[int]:
        """The items of minutes that have neither numbers nor a list: the headings, or the lines in bold, below people.

        One of them must be an item that every meeting has, or a decision stand below half of them.
        """
        people = [n for n in range(len(self._units)) if (part := self._people_label(n)) and part.name in PERSON_FIELDS]
        if self._kind is not DocumentKind.MINUTES or not people:
            return set()
        titles = [n for n in range(people[-1] + 1, len(self._units)) if self._is_title(n)]
        levels = Counter(_level(self._units[n]) for n in titles)
        titles = [n for n in titles if levels[_level(self._units[n])] == max(levels.values())]
        decided = [
            any(self._section_score(m) for m in range(n + 1, end)) for n, end in pairwise([*titles, len(self._units)])
        ]
        is_sure = any(_FORMAL.fullmatch(self._texts[n].strip(" .:")) for n in titles) or sum(decided) * 2 > len(titles)
        return {*titles} if len(titles) > 1 and is_sure else set()

    def _is_title(self, n: int) -> bool:
        """Whether a line is a heading or in bold, is no label, section, name or closing, and text stands below it."""
        unit, text = self._units[n], self._texts[n]
        is_titled = isinstance(unit, Heading) or (isinstance(unit, Paragraph) and unit.style.is_bold)
        if not is_titled or not 2 < len(text) <= _LONGEST_LABEL or text[-1] in ":.?!" or find_date(text):
            return False
        if label_in(f"{text}:") or label_group(text) in PERSON_FIELDS or section_in(text):
            return False
        if is_person_line(text) or _NO_ITEM.fullmatch(text):
            return False
        below = self._units[n + 1] if n + 1 < len(self._units) else None
        return below is not None and not isinstance(below, Table) and not (_NEXT.match(text) or _ASIDE.match(text))

    # -- parts of items, labels, people

    def _section_score(self, n: int) -> float:
        section = section_in(self._texts[n]) if self._texts[n] else None
        if section is None:
            return 0.0
        is_titled = isinstance(self._units[n], Heading) or self._units[n].style.is_bold
        return 0.65 + 0.2 * (":" in self._texts[n]) + 0.15 * is_titled

    def _section(self, n: int) -> Part | None:
        if self._zones[n] is Zone.HEAD or not (score := self._section_score(n)):
            return None
        name, rest = section_in(self._texts[n]) or ("", "")
        return Part(self._units[n], Role.SECTION, name, rest, score)

    def _label(self, n: int) -> Part | None:
        """A label of the meeting: with a colon or alone, its value of its kind behind it or below it."""
        unit, text = self._units[n], self._texts[n]
        if isinstance(unit, Item) or self._zones[n] is Zone.BODY:
            return None
        found, score = label_in(text), 0.6
        if not found:
            return None
        (name, value), below = found, self._texts[n + 1] if n + 1 < len(self._texts) else ""
        has_colon = text.rstrip().endswith(":") or (bool(value) and text[: -len(value)].rstrip().endswith(":"))
        if name == "body" and not has_colon:
            return None
        if name == "agenda":
            return Part(unit, Role.AGENDA, name, value, score + 0.3)
        if name in PERSON_FIELDS:
            return Part(unit, Role.PEOPLE, name, value, score + 0.3) if has_colon or not value else None
        score += 0.3 * has_colon + 0.1 * bool(value)
        if value:
            score += 0.15 if _is_of(name, value) else -0.7 if is_role(value) else -0.1
        elif not has_colon:
            score += 0.2 if text[:1].isupper() and _is_of(name, below) and not label_in(below) else -0.6
        if self._zones[n] is not Zone.HEAD and not (value and _is_of(name, value)):
            score -= 0.5
        return Part(unit, Role.LABEL, name, value, score)

    def _people_label(self, n: int) -> Part | None:
        """A label that no list has, above or before people: what it says of them is told by its words."""
        unit, text = self._units[n], self._texts[n]
        words, colon, rest = text.partition(":")
        if isinstance(unit, Item) or self._zones[n] is Zone.BODY or len(words) > _LONGEST_LABEL or not text:
            return None
        is_label = bool(colon) and label_group(words) in PERSON_FIELDS  # in capitals it looks like a name
        if find_date(words) and not label_group(words):
            return None
        if self._people.is_organisation(words) or (is_person_line(words) and not is_label):
            return None
        below = self._units[n + 1] if n + 1 < len(self._units) else None
        table = self._tables.get(n + 1)
        is_above = not rest.strip() and table is not None and table.role is Role.PEOPLE_TABLE
        is_above = is_above and (colon != "" or not _TITLES.search(words))
        if not (colon or is_above) and len(words.split()) > _LONGEST_BARE:
            return None
        group = label_group(words) or label_group(mended(words))
        names = rest or ("" if below is None else below.text.split("\n")[0])
        has_names = is_above or is_person_line(names)
        is_row = sum(map(is_person_line, re.split(r",|\sog\s", rest))) > 1
        if group not in ("", UNKNOWN) and (colon or has_names):
            return Part(unit, Role.PEOPLE, group, rest.strip(), 0.85)
        if group and colon and not rest.strip() and _is_bare_label(names):
            return Part(unit, Role.PEOPLE, UNKNOWN, "", 0.8)  # labels stand first, and their values below them all
        if is_above or (has_names and (group or (colon and (is_row or not rest.strip())))):
            is_of_group = self._is_below_people(n) and bool(self._people.group_of(text))
            return None if is_of_group else Part(unit, Role.PEOPLE, UNKNOWN, rest.strip(), 0.8)
        return None

    def _is_below_people(self, n: int) -> bool:
        above = self._texts[n - 1] if n else ""
        return is_person_line(above) or label_group(above) in GROUPS

    # -- what is of no item

    def _turn(self, n: int) -> Part | None:
        """A line that closes the items below it, or opens them again."""
        text = self._texts[n]
        if not text or self._zones[n] is Zone.HEAD:
            return None
        opens_next = n + 1 < len(self._heads) and self._heads[n + 1] is not None
        return turn_of(self._units[n], text, self._texts, opens_next)

    def _aside(self, n: int) -> Part | None:
        unit, text = self._units[n], self._texts[n]
        is_legend = self._zones[n] is not Zone.BODY and self._people.explain(text)  # which tells of nobody
        if isinstance(unit, Furniture) or is_legend:
            return Part(unit, Role.BOILERPLATE, "", text, 2.0)
        if _BOILERPLATE.fullmatch(text) and not (self._zones[n] is Zone.BODY and self._section_score(n)):
            return Part(unit, Role.BOILERPLATE, "", text, 0.9)
        if _NEXT.match(_LISTED.sub("", text, count=1)):
            return Part(unit, Role.NEXT, "", text, 0.9)
        if self._zones[n] is not Zone.HEAD and _GREETING.match(text):
            return Part(unit, Role.SIGNED, "", text, 0.8)
        above = section_in(self._texts[n - 1]) if n else None
        if _ASIDE.match(text) and not (above and not above[1]):  # below a section's heading it is of the section
            return Part(unit, Role.ASIDE, "", text, 0.75)
        if self._zones[n] is Zone.TAIL and _is_signed(text):
            return Part(unit, Role.SIGNED, "", text, 0.7)
        if n in self._timed and n not in self._unnumbered:
            return Part(unit, Role.BOILERPLATE, "", text, 0.9)
        if self._timed and n > self._timed[-1]:  # a programme has its items in a row, and none goes on below it
            return Part(unit, Role.ASIDE, "", text, 0.6)
        return None

    def _agenda_of_tasks(self, part: Part, n: int) -> Part:
        """A table with numbers that no item bears above it is the agenda, whatever its columns are called."""
        if part.role is not Role.TASKS or "number" not in part.columns or not isinstance(part.block, Table):
            return part
        at = part.columns["number"]
        heads = [row for row in part.block.rows[part.head :] if row[at].strip()]
        numbers = _numbers(part)
        above = [table for m, table in self._tables.items() if m < n and table.role is Role.AGENDA_TABLE]
        known = {head[0] for head in self._heads[:n] if head} | {number for one in above for number in _numbers(one)}
        known |= {unit.mark for unit in self._units[:n] if isinstance(unit, Item)}
        if known & {*numbers} or len({*numbers}) < max(2, len(heads)):
            return part
        columns = {"number": at, "title": part.columns["what"]}
        columns |= {name: m for name, m in agenda_columns(part.block, part.head).items() if m not in columns.values()}
        return replace(part, role=Role.AGENDA_TABLE, columns=columns)

    def _table(self, n: int) -> Part:
        part = self._tables[n]
        is_below = self._zones[n] is Zone.BODY or (self._zones[n] is Zone.TAIL and not part.head)
        if part.role is Role.PEOPLE_TABLE and is_below:
            return replace(part, role=Role.TABLE)
        table = part.block
        label = (self._label(n - 1) or self._people_label(n - 1)) if n and isinstance(table, Table) else None
        is_below_label = label is not None and label.role is Role.PEOPLE
        if isinstance(table, Table) and "name" not in part.columns and self._zones[n] is not Zone.BODY:
            if is_by_side(table, self._people.is_organisation, is_below_label):
                return replace(part, role=Role.PEOPLE_TABLE, name="by_side", columns={}, head=1, score=0.8)
            if is_by_row(table, self._people.is_organisation):
                return replace(part, role=Role.PEOPLE_TABLE, name="by_row", columns={}, head=0, score=0.8)
            if is_below_label and part.role is Role.TABLE:
                columns = names_by_content(table, table.rows)
                if "name" in columns:
                    return replace(part, role=Role.PEOPLE_TABLE, columns=columns, head=0, score=0.7)
        return part


def _numbers(part: Part) -> list[str]:
    """The numbers of items that a column of a table has."""
    at, table = part.columns.get("number"), part.block
    if at is None or not isinstance(table, Table):
        return []
    heads = (item_head(re.sub(r"^(?=\d)", "Sak ", row[at].split("\n")[0])) for row in table.rows[part.head :])
    return [head[0] for head in heads if head]


def _titles_in(part: Part) -> Iterator[tuple[str, str]]:
    """The titles of the items that a table lists by their numbers, each with that."""
    at, table = part.columns.get("title"), part.block
    if part.role is not Role.AGENDA_TABLE or at is None or "number" not in part.columns or not isinstance(table, Table):
        return
    for row in table.rows[part.head :]:
        number = row[part.columns["number"]].split("\n")[0].strip()
        head = item_head(re.sub(r"^(?=\d)", "Sak ", number))
        if head and not head[1] and len(title := _bare(row[at].split("\n")[0])) > 3:
            yield title, head[0]


def _has_numbers(part: Part) -> bool:
    """Whether a table lists items by numbers with their year."""
    return part.role is Role.AGENDA_TABLE and any(re.search(r"\d[/-]\d", number) for number in _numbers(part))


def _level(unit: Block) -> int:
    """The level of a heading; that of a line in bold is 0."""
    return unit.level if isinstance(unit, Heading) else 0


def _bare(text: str) -> str:
    """A title without its number, as it is compared."""
    return " ".join(_LISTED.sub("", text, count=1).casefold().split()).rstrip(". ")


def _form(number: str) -> str:
    """How a number is written: `PS 12/26` as `A#/#`."""
    return re.sub(r"\d{4}", "y", re.sub(r"[A-ZÆØÅ]+\s?", "A", number)).replace("-", "/") if number else ""


def _is_of(label: str, value: str) -> bool:
    """Whether a value is of the kind that a label asks for."""
    if label in ("when", "where_when"):
        return bool(find_date(value)) or any(find_times(value))
    if label in ("clock", "end"):
        return any(find_times(f"kl. {value}"))
    if label == "sent":
        return bool(find_date(value))
    if label == "number":
        return re.match(r"\d{1,3}(?:\s?[/-]\s?\d{2,4})?$", value.strip()) is not None
    if label in ("chair", "minutes_by"):
        return is_name(re.split(r"[,(;]", value)[0].strip())
    if label == "online":
        return "http" in value or len(value) < _LONGEST_LABEL
    return 1 < len(value) < _LONGEST_TITLE and not _TIME.fullmatch(value)


def _is_bare_label(text: str) -> bool:
    """Whether a line is a label with nothing behind it."""
    return text.endswith(":") and is_bare_label(text)


def _is_signed(text: str) -> bool:
    """Whether a line is a place and a date, as above those who sign."""
    found = find_date(text)
    place = text.replace(found.text, "") if found else ""
    return bool(re.fullmatch(r"[A-ZÆØÅ][\w-]+(?: [A-ZÆØÅ\d][\w-]*| i){0,2}(?:,|,? den)?\s*\.?", place.strip()))
