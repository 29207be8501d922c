"""The lines of a document that are judged one by one: labels, titles and rows that stand together are set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from portal.commands.importing.document.blocks import (
    Block,
    DocumentPlace,
    Furniture,
    FurnitureKind,
    Heading,
    Item,
    Paragraph,
    Table,
)
from portal.commands.importing.lexicon import pattern, terms
from portal.commands.importing.meetings.tasks import labelled
from portal.commands.importing.parts import Role
from portal.commands.importing.tables import judge_table, upright
from portal.commands.importing.words.dates import find_date
from portal.commands.importing.words.labels import is_bare_label, label_in
from portal.commands.importing.words.openings import is_standing, item_head, section_in
from portal.commands.importing.words.people import PERSON_FIELDS, label_group

__all__ = ["units_of"]

_LABELS, _FORMAL = terms("meeting.labels"), pattern("case.formal")
_COLUMNS, _OF_CARDS = terms("item.columns"), ("type", "presenter", "attachments", "closed", "archive_ref")
_LONGEST_HEAD = 40
_LABEL_INSIDE = re.compile(
    rf"(?<!vår)(?<!dykkar)(?<!deres)\s+(?=(?:{'|'.join(w for _, w in _LABELS)})\s*:)", re.IGNORECASE
)
_TITLE_FIRST = re.compile(r"(?P<title>[^.!?:]{3,80})\.\s+(?P<rest>[A-ZÆØÅ].+)", re.DOTALL)
"""A title with the text behind it, in one line."""
_SENTENCES = re.compile(r"(?<=[.;])\s+(?=[A-ZÆØÅ][^.:]{1,50}:)")
"""Where a sentence begins with a label."""
_OF_PAGES = re.compile(r"(?:side\s+)?(\d{1,3})(?:\s/\s|\s+av\s+)(\d{1,3})", re.IGNORECASE)
_BARS = re.compile(r"\s+[|•·]\s+")
_LABELLED = re.compile(r"[^:\d]{2,40}:\s*\S")
_HEAD = ("number", "title")
_NUMBER_LAST = re.compile(
    r"(?P<title>(?:[^.!?:]|\.(?!\s+[A-ZÆØÅ])){3,120}?)\s*[,(\[–-]\s*(?:saks?(?:nr|nummer)?\.?\s*)"
    r"(?P<number>(?:[A-ZÆØÅ]{2,4}\s)?\d{1,3}\s?[/-]\s?\d{2,4})\s*[)\]]?",
    re.IGNORECASE,
)
"""The number of an item behind its title."""
_LONGEST = 200
"""How long a line is in which several labels are looked for."""


def units_of(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a document, a line, an entry of a list or a table each."""
    return _titles_apart(_heads_whole(list(_units(_tables_whole(list(_unframed(blocks)))))))


def _heads_whole(units: list[Block]) -> list[Block]:
    """The units; the number and the title of an item as one, where each has a label, or the number stands behind."""
    whole: list[Block] = []
    for unit in units:
        last = whole[-1] if whole else None
        number, title = (next((_behind(one, name) for one in (last, unit) if _behind(one, name)), "") for name in _HEAD)
        if last is not None and number and title and item_head(f"Sak {number}"):
            whole[-1] = replace(last, text=f"Sak {number} {title}")
        else:
            whole.append(unit)
    behind = {n: match for n, unit in enumerate(whole) if (match := _numbered_behind(unit))}
    if len({match["number"] for match in behind.values()}) < 2 or any(map(_is_numbered, whole)):
        return whole
    return [
        replace(unit, text=f"Sak {behind[n]['number']} {behind[n]['title']}") if n in behind else unit
        for n, unit in enumerate(whole)
    ]


def _behind(unit: Block | None, name: str) -> str:
    """What stands behind the label of an item's number or title, where a line has nothing else."""
    words, colon, rest = unit.text.partition(":") if isinstance(unit, Paragraph | Heading) else ("", "", "")
    is_label = colon and "\n" not in rest and _COLUMNS.fits(name, words.strip())
    return rest.strip() if is_label and (name != "title" or not item_head(rest)) else ""


def _numbered_behind(unit: Block) -> re.Match[str] | None:
    is_line = isinstance(unit, Paragraph | Heading) and len(unit.text) < _LONGEST
    return _NUMBER_LAST.fullmatch(unit.text) if is_line else None


def _is_numbered(unit: Block) -> bool:
    """Whether a line is the title of an item behind its number with the year."""
    head = item_head(unit.text) if isinstance(unit, Paragraph | Heading) else None
    return bool(head and head[1] and re.search(r"\d[/-]\d", head[0]))


def _unframed(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks; a table in which no two cells stand beside each other is a frame, and what is in it lines."""
    for block in blocks:
        if isinstance(block, Table) and all(sum(map(bool, row)) < 2 for row in block.rows):
            for row, places in zip(block.rows, block.places, strict=True):
                for cell, place in zip(row, places, strict=True):
                    yield from (Paragraph(line, place, style=block.style) for line in cell.split("\n") if line.strip())
        else:
            yield block


def _tables_whole(every: Sequence[Block]) -> list[Block]:
    """The blocks; rows between tabulators as one table, and the labels of lists of people as the head of theirs."""
    whole: list[Block] = []
    blocks: list[Block] = []
    for is_row, run in groupby(every, lambda block: isinstance(block, Paragraph) and "\t" in block.text.strip()):
        lines = list(run)
        table = _by_tabulators(lines) if is_row else None
        blocks += [table] if table else lines
    for width, run in groupby(blocks, lambda block: len(_cells(block))):
        rows = list(run)
        above, first = whole[-1] if whole else None, rows[0]
        if width > 2 and len(rows) > 1:
            whole.append(_joined(rows[0], [_cells(one) for one in rows], [(one.place,) * width for one in rows]))
            continue
        if isinstance(above, Paragraph) and isinstance(first, Table) and _are_heads(_cells(above), first):
            places = ((above.place,) * len(_cells(above)), *first.places)
            whole[-1] = _joined(above, [_cells(above), *first.rows], places)
            del rows[0]
        elif isinstance(first, Table) and (heads := _heads_above(whole, first)):
            at = whole[-1].place
            del whole[-heads[1] :]
            places = ((at,) * len(heads[0]), *first.places)
            rows[0] = _joined(first, [heads[0], *first.rows], places)
        whole += rows
    return whole


def _by_tabulators(lines: Sequence[Block]) -> Table | None:
    """Lines that stand below each other with tabulators as a table, where it has the head of one that is known.

    Blank cells stay where they stand; tabulators that only set columns apart leave each row the same cells.
    """
    rows = [[cell.strip() for cell in line.text.split("\t")] for line in lines]
    filled = [[cell for cell in row if cell] for row in rows]
    rows = filled if len({*map(len, filled)}) == 1 else rows
    width = max(map(len, rows))
    if len(rows) < 2 or any("\n" in line.text for line in lines) or width < 2:
        return None
    cells = [(*row, *[""] * (width - len(row))) for row in rows]
    table = _joined(lines[0], cells, [(line.place,) * width for line in lines])
    part = judge_table(upright(table))
    return table if part.head and part.role in (Role.AGENDA_TABLE, Role.PEOPLE_TABLE, Role.TASKS) else None


def _cells(block: Block) -> tuple[str, ...]:
    """The parts of a line between tabulators, where all of them are filled."""
    cells = tuple(block.text.split("\t")) if isinstance(block, Paragraph) and "\n" not in block.text else ()
    return tuple(cell.strip() for cell in cells) if all(map(str.strip, cells)) else ()


def _are_heads(cells: tuple[str, ...], table: Table) -> bool:
    """Whether some cells are labels of people, one for each column of a table."""
    return len(cells) == len(table.rows[0]) > 1 and all(label_group(cell) in PERSON_FIELDS for cell in cells)


def _heads_above(whole: Sequence[Block], table: Table) -> tuple[tuple[str, ...], int] | None:
    """The heads of the columns of an agenda that stand in lines above it, and how many lines those are.

    The head of the first column may go on in the line below the others.
    """
    if not whole or not isinstance(whole[-1], Paragraph) or _COLUMNS.columns(table.rows[0]):
        return None
    cells, count = _cells(whole[-1]), 1
    if len(cells) < 2 and len(whole) > 1 and (cells := _cells(whole[-2])) and cells[0].endswith("-"):
        cells, count = (cells[0].removesuffix("-") + whole[-1].text.strip(), *cells[1:]), 2
    is_whole = len(cells) == len(table.rows[0]) > 1 and len(_COLUMNS.columns(cells)) == len(cells)
    return (cells, count) if is_whole and {"number", "title"} <= {*_COLUMNS.columns(cells)} else None


def _joined(first: Block, rows: Sequence[tuple[str, ...]], places: Sequence[tuple[DocumentPlace, ...]]) -> Table:
    return Table("\n".join(map("\t".join, rows)), first.place, tuple(rows), tuple(places), style=first.style)


def _units(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with lines apart that were broken on purpose, and labels that stand on one line."""
    for block in blocks:
        if isinstance(block, Table) and len(block.rows) > 1 and _is_foot(block.rows[-1]):
            rows, place = block.rows[:-1], block.places[-1][0]
            words = "\n".join(map("\t".join, rows))
            yield from _units([Table(words, block.place, rows, block.places[:-1], style=block.style)])
            yield Furniture(" ".join(filter(None, block.rows[-1])), place, kind=FurnitureKind.FOOTER)
        elif isinstance(block, Table) and (labelled := _labelled_rows(block)):
            for row, at in zip(block.rows[:labelled], block.places, strict=False):
                yield from (Paragraph(cell, place) for cell, place in zip(row, at, strict=True) if cell)
            rest = block.rows[labelled:]
            yield Table("\n".join(map("\t".join, rest)), block.place, rest, block.places[labelled:], style=block.style)
        elif isinstance(block, Table):
            yield from _sections_apart(block) or [upright(block)]
        elif isinstance(block, Item) and "\n" not in block.text:
            yield block
        else:
            whole = "\n".join(block.set_lines()) if any(map(_has_bars, block.set_lines())) else block.text
            for n, line in enumerate(one for one in whole.split("\n") if one.strip()):
                for words in _labels_apart(line):
                    is_first = n == 0 or isinstance(block, Item)
                    made = block if is_first else Paragraph(line, block.place, style=block.style)
                    yield replace(made, text=words.strip())


def _is_foot(row: Sequence[str]) -> bool:
    """Whether the last row of a table is the foot of a page, with its number and how many there are."""
    *words, last = [cell.strip() for cell in row if cell.strip()] or [""]
    page = _OF_PAGES.fullmatch(last)
    return page is not None and int(page[1]) <= int(page[2]) and len(" ".join(words).split()) > 3


def _sections_apart(table: Table) -> list[Block]:
    """The lines of a table in which the sections of an item stand beside their headings, below its title or alone.

    Such a card of one item may have rows of its own kinds among them, each a label of few words with its value.
    """
    if cells := _cells_that_say(table):
        return cells
    lines: list[Block] = []
    sections = others = titles = 0
    rows = _with_title(table.rows)
    for n, (row, places) in enumerate(zip(rows, table.places[-len(rows) :], strict=True)):
        head = row[0].strip(" :")
        is_section = bool(section_in(f"{head}:")) or labelled(f"{head}: x") is not None
        is_title = item_head(head) is not None
        is_known = _COLUMNS.whole(head) in _OF_CARDS
        if len(row) != 2 or (not is_known and _is_label(row[1])):
            return []
        if not (is_section or is_title or is_known):
            others += 1
        is_label = bool(head) and "\n" not in head and len(head) <= _LONGEST_HEAD
        if not (is_label or is_title) or (is_title and n and not titles):
            return []
        sections, titles = sections + is_section, titles + is_title
        first, *more = row[1].split("\n")
        words = [f"{head}{'' if is_title else ':'} {first}".strip(), *more]
        lines += [Paragraph(line, places[0]) for line in words if row[1].strip() or not is_section]
    is_card = titles == 1 and item_head(rows[0][0].strip(" :")) is not None
    return lines if sections and (not others or (is_card and others <= sections)) else []


def _is_label(cell: str) -> bool:
    """Whether a cell is the heading of a section, or a label, with nothing behind it."""
    told = section_in(cell)
    is_short = "\n" not in cell and ":" not in cell.strip(" :") and len(cell) <= _LONGEST_HEAD
    return (told is not None and not told[1]) or (is_short and labelled(f"{cell.strip(' :')}: x") is not None)


def _with_title(rows: Sequence[tuple[str, ...]]) -> Sequence[tuple[str, ...]]:
    """The rows of a card; its number and its title, each behind its label, as one row."""
    if len(rows) < 3 or any(len(row) != 2 for row in rows[:2]):
        return rows
    (first, number), (second, title) = rows[:2]
    labels = (_COLUMNS.whole(first.strip(" :")), _COLUMNS.whole(second.strip(" :")))
    is_card = labels == ("number", "title") and item_head(f"Sak {number}") is not None
    return [(f"Sak {number}", title), *rows[2:]] if is_card else rows


def _cells_that_say(table: Table) -> list[Block]:
    """The cells of a table as lines, where each filled one has a section's heading or a label, with its words."""
    cells = [
        (cell, place)
        for row, places in zip(table.rows, table.places, strict=True)
        for cell, place in zip(row, places, strict=True)
        if cell.strip()
    ]
    sections = [section_in(cell) for cell, _ in cells]
    if not any(told and told[1] for told in sections):
        return []
    if not all((told and told[1]) or labelled(cell) for told, (cell, _) in zip(sections, cells, strict=True)):
        return []
    if len(table.rows) > 1 < len(table.rows[0]) and all(cell.strip() for row in table.rows for cell in row):
        return []  # they may be columns
    return [Paragraph(" ".join(cell.split("\n")) if labelled(cell) else cell, place) for cell, place in cells]


def _labelled_rows(table: Table) -> int:
    """How many rows at the head of a table are labels with their values in a cell, where the rest is something else."""
    count = 0
    for row in table.rows:
        parts = [cell.partition(":") for cell in row if cell]
        if not all(rest.strip() and "\n" not in rest and is_bare_label(words) for words, _, rest in parts):
            break
        count += 1
    return count if count < len(table.rows) else 0


def _titles_apart(units: list[Block]) -> list[Block]:
    """The units; of a list that counts, each with its title and its text in one, the title as a heading of its own."""
    units = _items_apart(units)
    numbered = [(n, unit, _TITLE_FIRST.fullmatch(unit.text)) for n, unit in enumerate(units) if _counts(unit)]
    marks = [unit.mark for _, unit, _ in numbered if isinstance(unit, Item)]
    titles = [match["title"] for _, _, match in numbered if match]
    is_series = len(titles) == len(marks) > 1 and marks == [str(n) for n in range(1, len(marks) + 1)]
    if not is_series or not any(_FORMAL.fullmatch(title) for title in titles):
        return units
    parted: list[Block] = []
    found = {n: match for n, _, match in numbered}
    for n, unit in enumerate(units):
        match = found.get(n)
        if match and isinstance(unit, Item):
            parted.append(Heading(f"{unit.mark}. {match['title']}", unit.place, 2, style=unit.style))
            parted.append(Paragraph(match["rest"], unit.place, style=unit.style))
        else:
            parted.append(unit)
    return parted


def _items_apart(units: list[Block]) -> list[Block]:
    """The units; of items by their numbers that have their text behind the title, each title as a heading of its own.

    Most of them must be so, and more than one; what every meeting has may stand among them without a number.
    """
    heads = {
        n: found for n, unit in enumerate(units) if isinstance(unit, Paragraph) and (found := item_head(unit.text))
    }
    whole = {n: match for n, (_, title) in heads.items() if (match := _TITLE_FIRST.fullmatch(title))}
    whole = {n: match for n, match in whole.items() if re.search(r"\d[/-]\d", heads[n][0])}
    if len(whole) < 2 or len(whole) * 2 <= len([1 for head in heads.values() if head[1]]):
        return units
    parted: list[Block] = []
    for n, unit in enumerate(units):
        match, number = whole.get(n), heads[n][0] if n in heads else ""
        if match is None and isinstance(unit, Paragraph) and n > min(whole):
            standing = _TITLE_FIRST.fullmatch(unit.text)
            match = standing if standing and is_standing(standing["title"]) else None
        if match:
            parted.append(Heading(f"{number} {match['title']}".strip(), unit.place, 2, style=unit.style))
            parted.append(Paragraph(match["rest"], unit.place, style=unit.style))
        else:
            parted.append(unit)
    return parted


def _counts(unit: Block) -> bool:
    return isinstance(unit, Item) and unit.is_numbered and not unit.depth and bool(unit.mark)


def _has_bars(line: str) -> bool:
    """Whether a line has several facts between bars: `Møte 6/2026 | 10. desember 2026 | kl. 9 | Rådhuset`."""
    parts = _BARS.split(line)
    return len(parts) > 2 and any(find_date(part) for part in parts)


def _labels_apart(line: str) -> list[str]:
    """A line at its labels, where it has several with values behind them."""
    sentences = _SENTENCES.split(line)
    if len(sentences) > 1 and all(is_bare_label(one.partition(":")[0]) for one in sentences):
        return sentences
    if _has_bars(line):
        return [part.strip() for part in _BARS.split(line) if part.strip()]
    if len(line) > _LONGEST:
        return [line]
    between = [part.strip() for part in line.split("\t") if part.strip()]
    if len(between) > 1 and all(map(_LABELLED.match, between)) and any(map(label_in, between)):
        return between
    parts = _LABEL_INSIDE.split(line)
    first = _LABELS.label(line)
    if not first and len(parts) > 2 and (told := [_LABELS.label(part) for part in parts[1:]]) and all(told):
        return parts if any(one and one[0] == "letter" for one in told) else [line]
    if not first:
        return [line]
    names = [found[0] for part in parts if (found := _LABELS.label(part))]
    return parts if len(parts) > 1 and len(names) == len(parts) and first[0] not in PERSON_FIELDS else [line]
