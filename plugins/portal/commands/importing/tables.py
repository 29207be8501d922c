"""What a table of a meeting's document holds, by the heads of its columns and by the kind of what stands in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from portal.commands.importing.document.blocks import Table
from portal.commands.importing.lexicon import entry, pattern, terms
from portal.commands.importing.parts import SURE, Part, Role
from portal.commands.importing.words.dates import find_date, find_times
from portal.commands.importing.words.labels import is_bare_label
from portal.commands.importing.words.meanings import LETTERS
from portal.commands.importing.words.openings import item_head
from portal.commands.importing.words.people import PERSON_FIELDS, is_name, label_group
from portal.commands.importing.words.person_lines import names_person, people_lines

__all__ = ["agenda_columns", "is_by_row", "is_by_side", "is_list_label", "judge_table", "names_by_content", "upright"]

_PEOPLE, _AGENDA, _TASKS = terms("people.columns"), terms("item.columns"), terms("task.columns")
_MET, _SIDE = terms("people.met"), pattern("people.sides")
_NAME = "Namn"
"""The head of a column of names that has none."""
_CLOCK = re.compile(rf"(?:{pattern('date.times').pattern})(?:\s*[-–].*)?", re.IGNORECASE)
_SERIES = re.compile(entry("fragment.series"))
_ARCHIVE, _PAGE = pattern("item.archive_ref"), re.compile(r"\d{1,3}")


def judge_table(table: Table) -> Part:
    """What a table holds, by its heads and by the kind of what stands in its columns."""
    found = [part for head in (0, 1) if len(table.rows) > head for part in _readings(table, head, table.rows[head])]
    if all(len(row) > 1 and _SERIES.fullmatch(row[0]) and item_head(row[1]) for row in table.rows):
        columns = {name: n for n, name in enumerate(("series", "number", "title", "type")[: len(table.rows[0])])}
        found.append(Part(table, Role.AGENDA_TABLE, score=0.9, columns=columns, head=0))
    if len(table.rows) > 2 and not all(table.rows[1]):
        both = tuple(_one_head(*pair) for pair in zip(*table.rows[:2], strict=False))
        found += [replace(p, score=p.score + 0.05) for p in _readings(table, 1, both) if len(p.columns) > 1]
    best = max(found, key=lambda part: part.score, default=None)
    return best if best and best.score >= SURE else Part(table, Role.TABLE)


def upright(table: Table) -> Table:
    """A table as it is read; one whose heads stand in its first column, a column for each item or person, is turned."""
    width = len(table.rows[0])
    if width < 2 or len(table.rows) < 2 or any(len(row) != width for row in table.rows):
        return table
    turned = tuple(zip(*table.rows, strict=True))
    if not turned[0][0] and _kinds([row[0] for row in turned[1:]])["name"] == 1:
        turned = ((_NAME, *turned[0][1:]), *turned[1:])
    if not _is_headed(turned) or _is_headed(table.rows):
        return table
    places = tuple(zip(*table.places, strict=True))
    return replace(table, text="\n".join(map("\t".join, turned)), rows=turned, places=places)


def _is_headed(rows: Sequence[tuple[str, ...]]) -> bool:
    """Whether the first of some rows is the head of a table of items, tasks or people, with those below."""
    head, body = rows[0], rows[1:]
    kinds = [_kinds([row[n] for row in body]) for n in range(len(head))]
    agenda, tasks, people = (words.columns(head) for words in (_AGENDA, _TASKS, _PEOPLE))
    agenda = _AGENDA.columns(head, _numbered(head, kinds))
    if "number" in agenda and len(agenda) > 1 and kinds[agenda["number"]]["number"] > 0.5:
        return True
    if "what" in tasks and {"responsible", "due"} & {*tasks} and len(tasks) == len(head) and len(body) > 1:
        return True
    is_of_people = "name" in people and len(people) > 1 and len(people) == len(head)
    is_card = is_of_people and bool({*people} & {"role", "organisation", "note", "met"})  # of one person
    is_card = is_card and all(is_name(row[people["name"]].strip()) for row in body)
    return is_of_people and (len(body) > 1 or is_card) and kinds[people["name"]]["name"] > 0.75


def agenda_columns(table: Table, head: int) -> dict[str, int]:
    """What the columns of an agenda hold, by the last row of its head."""
    return _AGENDA.columns(table.rows[head - 1]) if head else {}


def _beside(head: Sequence[str]) -> list[int]:
    """The columns that tell of whom the column before them names, what they are or belong to."""
    return [n for n, cell in enumerate(head) if n and {*_PEOPLE.columns((cell,))} & {"role", "organisation"}]


def _side_by_side(head: Sequence[str]) -> dict[str, int]:
    """The columns of a table in which members and their substitutes stand beside each other, each with a mark."""
    marks = [n for n, cell in enumerate(head) if _PEOPLE.columns((cell,)).keys() == {"met"}]
    names = [n for n, cell in enumerate(head) if _PEOPLE.columns((cell,)).keys() & {"name", "substitute"}]
    if not len(marks) == len(names) == 2 or len(head) != 4:
        return {}
    beside = [n for n in names if "substitute" in _PEOPLE.columns((head[n],))]
    order = (1, 0) if beside == names[:1] else (0, 1)
    found = (*(marks[n] for n in order), *(names[n] for n in order))
    is_whole = names[order[1]] in beside
    return dict(zip(("met", "met_beside", "name", "substitute"), found, strict=True)) if is_whole else {}


def _one_head(upper: str, lower: str) -> str:
    """The head of a column that stands on two lines."""
    return f"{upper.removesuffix('-')}{'' if upper.endswith('-') or not lower else ' '}{lower}"


def _readings(table: Table, at: int, head: tuple[str, ...]) -> Iterator[Part]:
    """What a table may be where its head is the row at a place; a row above it is a title."""
    body = table.rows[at + 1 :]
    kinds = [_kinds([row[n] for row in body if n < len(row)]) for n in range(len(head))]
    people, tasks = (words.columns(head) for words in (_PEOPLE, _TASKS))
    agenda = _AGENDA.columns(head, _numbered(head, kinds))
    titled = {name for name, n in agenda.items() if n not in (tasks.get("what"), tasks.get("number"))}
    groups = [n for n, cell in enumerate(head) if label_group(cell) in PERSON_FIELDS]
    later = 0.15 * at
    if beside := _side_by_side(head):
        yield Part(table, Role.PEOPLE_TABLE, score=0.97 - later, columns=beside, head=at + 1)
    if len(groups) == len(head) > 1 and all(kinds[n]["name"] for n in groups if any(row[n:] for row in body)):
        yield Part(table, Role.PEOPLE_TABLE, "by_organisation", score=0.95, head=at + 1)
    if "what" in tasks and len(tasks) > 1 and "title" not in titled:
        yield Part(table, Role.TASKS, score=0.6 + 0.1 * len(tasks) - later, columns=tasks, head=at + 1)
    number, title = agenda.get("number"), agenda.get("title")
    if "impartial" in people:
        return
    if number is not None and not kinds[number]["number"] and title is None and kinds[number]["text"] > 0.5:
        agenda = {**{k: v for k, v in agenda.items() if k != "number"}, "title": number}
        yield Part(table, Role.AGENDA_TABLE, score=0.35 + 0.1 * len(agenda) - later, columns=agenda, head=at + 1)
    elif number is not None:
        share = kinds[number]["number"]
        agenda = _with_title(agenda, kinds, [row[number] for row in body if number < len(row)])
        yield Part(table, Role.AGENDA_TABLE, score=0.55 + 0.35 * share - later, columns=agenda, head=at + 1)
    if "name" in people or ("substitute" in people and len(people) > 1):
        share = kinds[people.get("name", people.get("substitute", 0))]["name"]
        yield Part(table, Role.PEOPLE_TABLE, score=0.5 + 0.35 * share - later, columns=people, head=at + 1)
    elif 0 in groups and kinds[0]["name"] > 0.75 and {0, *people.values()} == set(range(len(head))) and len(head) > 1:
        columns = {"name": 0, **{name: n for name, n in people.items() if n}}
        yield Part(table, Role.PEOPLE_TABLE, label_group(head[0]), score=0.9 - later, columns=columns, head=at + 1)
    elif len(groups) > 1 and {*groups, *_beside(head)} == {*range(len(head))} and all(kinds[n]["name"] for n in groups):
        yield Part(table, Role.PEOPLE_TABLE, "by_organisation", score=0.9 - later, head=at + 1)
    elif groups and 0 not in groups:
        yield Part(table, Role.PEOPLE_TABLE, "by_organisation", score=0.6 - later, head=at + 1)
    if not at:
        yield from _headless(table, head)


def _numbered(head: Sequence[str], kinds: Sequence[dict[str, float]]) -> dict[str, int]:
    """The column of numbers, where several heads may be that of one: the one that has the most."""
    told = [n for n, cell in enumerate(head) if _AGENDA.fits("number", " ".join(cell.split()).strip(" :.?"))]
    best = max(told, key=lambda n: kinds[n]["number"], default=None)
    return {"number": best} if best is not None and kinds[best]["number"] > 0.5 else {}


def _with_title(agenda: dict[str, int], kinds: Sequence[dict[str, float]], numbers: Sequence[str]) -> dict[str, int]:
    """The columns of an agenda; those behind bare numbers that no head tells are the titles, and the text, by content.

    Titles are what stands in the first such column, and the text what stands in the next.
    """
    heads = [item_head(re.sub(r"^(?=\d)", "Sak ", cell)) for cell in numbers if cell.strip()]
    is_bare = all(head and not head[1] for head in heads) and len(heads) > 1
    if {"title", "text"} & {*agenda} or not is_bare:
        return agenda
    behind = range(agenda["number"] + 1, len(kinds))
    open_ = [n for n in behind if n not in agenda.values() and kinds[n]["text"] > 0.5]
    return {**agenda, **dict(zip(("title", "text"), open_, strict=False))}


def _headless(table: Table, head: tuple[str, ...]) -> Iterator[Part]:
    """What a table may be that has no head: its first row is like the others."""
    groups = [row for row in table.rows if sum(map(bool, row)) == 1 and label_group("".join(row)) in PERSON_FIELDS]
    people = names_by_content(table, [row for row in table.rows if row not in groups])
    if groups and table.rows[0] in groups and "name" in people and len(head) > 1:
        yield Part(table, Role.PEOPLE_TABLE, score=0.9, columns=people, head=0)
    names = names_by_content(table, table.rows)
    are_marked = len(table.rows) > 1 and all(_marks(row[-1]) for row in table.rows)
    if "name" in names and len(head) > 1 and are_marked and "name" not in _PEOPLE.columns(head):
        yield Part(table, Role.PEOPLE_TABLE, score=0.9, columns=names, head=0)
    elif names.get("name") == 0 and len(head) > 1 and not any(find_date(row[1]) for row in table.rows):
        yield Part(table, Role.PEOPLE_TABLE, score=0.55, columns=names, head=0)
    heads = [[item_head(row[n].split("\n")[0]) for row in table.rows] for n in range(len(head))]
    timed = int(len(head) > 1 and all(_CLOCK.fullmatch(row[0].strip()) for row in table.rows))  # behind the times
    are_labels = sum(is_bare_label(row[0]) for row in table.rows) * 2 > len(table.rows)  # then no column is of numbers
    at = next((n for n, column in enumerate(heads) if sum(map(bool, column)) * 2 > len(column)), timed)
    at = 0 if are_labels else at
    first = heads[at]
    share = sum(head is not None for head in first) / len(first)
    if first[0] or (share > 0.5 and len(first) > 1):
        behind = [*range(at + 1, len(head)), *range(at)]  # the title stands behind its number, or else first
        archive = [n for n in behind if _holds(table, n, _ARCHIVE)]  # its number in the archive may stand between
        paged = [n for n in behind if _holds(table, n, _PAGE)]
        told = {"archive_ref": archive[0]} if archive else {}
        behind = [n for n in behind if n not in archive[:1] and n not in paged] or behind
        last = [row[behind[1]].strip() for row in table.rows if len(behind) > 1 and row[behind[1]].strip()]
        third = "type" if all(re.fullmatch(LETTERS, cell) for cell in last) else "text"
        columns = dict(zip(("number", "title", third), (at, *behind), strict=False)) | told
        yield Part(table, Role.AGENDA_TABLE, score=0.45 + 0.4 * share, columns=columns, head=0)
    labels = [is_bare_label(row[0].partition(":")[0]) for row in table.rows]
    if len(head) > 1 and (share := sum(labels) / len(labels)):
        yield Part(table, Role.LABELS, score=0.4 + 0.45 * share, head=0)
    if _are_labels_over(table):
        yield Part(table, Role.LABELS, "over", score=0.9, head=0)
    if sum(1 for row in table.rows if find_date(" ".join(row)) and find_times(" ".join(row))[0]) > 1:
        yield Part(table, Role.PLAN, score=0.6, head=0)


def _are_labels_over(table: Table) -> bool:
    """Whether labels fill each second row of a table, their values the rows between, and not all are of people."""
    labels = [[cell for cell in row if cell] for row in table.rows[::2]]
    values = [cell for row in table.rows[1::2] for cell in row if cell]
    if len(table.rows) % 2 or not values or sum(map(is_bare_label, values)) * 2 > len(values):
        return False
    told = [cell for row in labels for cell in row]
    are_labels = all(len(row) > 1 for row in labels) and all(map(is_bare_label, told))
    return are_labels and not all(map(label_group, told))


def _holds(table: Table, at: int, words: re.Pattern[str]) -> bool:
    """Whether the cells of a column that are filled, one or more, are of one form."""
    filled = [row[at].strip() for row in table.rows if at < len(row) and row[at].strip()]
    return bool(filled) and all(map(words.fullmatch, filled))


def _kinds(cells: Sequence[str]) -> dict[str, float]:
    """Which share of a column's cells are names, numbers of items, dates, and words."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    counts = Counter(_kind_of(cell) for cell in filled)
    return {kind: counts[kind] / len(filled) if filled else 0.0 for kind in ("name", "number", "date", "text")}


def _kind_of(cell: str) -> str:
    if is_name(re.split(r"[,(\n]", cell)[0].strip()):
        return "name"
    if item_head(f"Sak {cell}" if cell[:1].isdigit() else cell) and len(cell) < 60:
        return "number"
    if find_date(cell) and len(cell) < 40:
        return "date"
    return "text" if not re.fullmatch(LETTERS, cell) else "type"


def _marks(cell: str) -> bool:
    """Whether a cell tells in words whether somebody was there."""
    return bool(_MET.whole(cell.strip())) and re.search(r"\w\w", cell) is not None


def is_by_side(table: Table, is_organisation: Callable[[str], bool], is_below_label: bool) -> bool:
    """Whether the heads of a table are where people come from, or what they are there as, and all below are people.

    The lists that they are in are told by labels within the cells, or else by the one above the table.
    """
    heads = [cell.strip(" :") for cell in table.rows[0]]
    tests = (_SIDE.fullmatch, is_organisation, lambda head: label_group(head) in PERSON_FIELDS)
    are_sides = all(any(test(head) for test in tests) for head in heads)
    cells = [line for row in table.rows[1:] for cell in row for line in people_lines(cell) if line.strip()]
    labels = [line for line in cells if is_list_label(line)]
    are_people = all(names_person(line) for line in cells if line not in labels)
    return len(heads) > 1 and are_sides and len(cells) > len(labels) and are_people and (is_below_label or bool(labels))


def is_by_row(table: Table, is_organisation: Callable[[str], bool]) -> bool:
    """Whether each row of a table has where people come from, and beside it lines that tell who met and who did not."""
    if len(table.rows) < 2 or any(len(row) != 2 or not all(row) for row in table.rows):
        return False
    lines = [line.partition(":") for _, cell in table.rows for line in people_lines(cell)]
    sides = [side.strip(" :") for side, _ in table.rows]
    known = sum(bool(_SIDE.fullmatch(side) or is_organisation(side)) for side in sides)
    return known * 2 >= len(sides) and all(
        rest.strip() and label_group(words) in PERSON_FIELDS for words, _, rest in lines
    )


def is_list_label(line: str) -> bool:
    """Whether a line within a cell tells which list those below it are in."""
    return line.rstrip().endswith(":") and label_group(line) in PERSON_FIELDS


def names_by_content(table: Table, rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """The columns of a table of people without heads, by what stands in them."""
    kinds = [_kinds([row[n] for row in rows if n < len(row)]) for n in range(len(table.rows[0]))]
    names = [n for n, kind in enumerate(kinds) if kind["name"] > 0.75]
    return {"name": names[0]} if names else {}
