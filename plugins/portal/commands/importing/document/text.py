"""Text with broken lines becomes paragraphs, list items and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from portal.commands.importing.document.amounts import with_amounts
from portal.commands.importing.document.blocks import (
    CHECKED,
    UNCHECKED,
    Block,
    DocumentPlace,
    Furniture,
    FurnitureKind,
    Heading,
    Item,
    Paragraph,
    Style,
    Table,
    around,
)  # fmt: skip
from portal.commands.importing.lexicon import pattern, terms
from portal.commands.importing.words.openings import item_head, mark_in
from portal.commands.importing.words.people import PERSON_FIELDS, is_name, label_group

__all__ = ["Line", "blocks_of", "ticked"]

_PEOPLE = terms("people.columns")
_STANDING, _PROMPTS, _RESULT = pattern("item.standing"), pattern("form.prompts"), pattern("line.result")
_ALONE_LINES = re.compile(
    "|".join(
        rf"(?:{words})\s*:?"
        for table in ("form.sections", "item.sections", "report.sections", "form.labels", "meeting.labels")
        for _, words in terms(table)
    ),
    re.IGNORECASE,
)
_OF_MEETINGS = terms("meeting.labels")
_RULE = re.compile(r"[=_*~–—-]{3,}")
"""A line that is drawn below a heading or between parts."""
_BULLET = re.compile(r"(\s*)(?:[-=]>(?=\s)|[→➔•➢▪●◦‣\uf0b7\uf0a7\uf0d8·]|[-–*](?=\s)|o(?=\s\S))\s+(.*)")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_CELL = re.compile(r"\S+(?: {1,2}\S+)*")
_INPUT = re.compile(r"<input\b([^>]{0,300})/?>", re.IGNORECASE)
_BOXES = {
    "☒": CHECKED, "☑": CHECKED, "☐": UNCHECKED, "□": UNCHECKED, "■": CHECKED, "✓": CHECKED, "✔": CHECKED,
    "\uf0a8": UNCHECKED, "\uf0fe": CHECKED, "\uf06f": UNCHECKED, "\uf078": CHECKED, "\uf0fd": CHECKED,
}  # fmt: skip
_BRACKETS = re.compile(r"\[( ?|[xX])\](?=\s)|\(( ?|[xX])\)(?=\s)")
_ENDS = tuple('.:;?!»”"')
_STOPS = tuple(".:;?!")
_LETTERS = re.compile(r"[VDOR](?:\s?/\s?[VDOR])*")
_PERSON = re.compile(r"[A-ZÆØÅ][\w .-]+ \([^()]*\)?")
_PERSON_BY_COMMA = re.compile(r"[A-ZÆØÅ][\w-]+(?: [A-ZÆØÅ][\w.-]*)+, \S")
_INDENT = " " * 8
_ONE_WORD = re.compile(r"[A-ZÆØÅ][a-zæøå]{2,14}")
_URL = re.compile(r"https?://\S+")
_NUMBERED, _NUMBER, _TITLE = pattern("line.numbered"), pattern("line.number"), pattern("line.title")
_GOES_ON, _AMOUNT_LAST, _LISTED_ITEM = (
    pattern("line.goes_on", 0),
    pattern("line.amount_last"),
    pattern("line.listed_item"),
)
_GREETING, _TIMED = pattern("meeting.greeting"), pattern("line.timed", 0)
_SAYS_ITEM = re.compile(r"(?:\bsak(?:a|en|er)?|\bjf\.?|[(/–-])$", re.IGNORECASE)
_SENTENCE = pattern("line.sentence")
_LEADER = re.compile(r"(?:\.{4}|…)\s*\d{1,3}$")
"""The dots of a list of contents, and the page behind them."""
_LABEL_WORDS, _LONGEST_MARK = 9, 50
_TAIL = 16
"""How many of a paragraph's last characters `_GOES_ON` and `_AMOUNT_LAST` look at, at most."""
_FULL = 0.9
"""How much of the width a line fills, with the next word, when it was broken by the margin."""
_DOUBLE = 0.9
"""The share of lines with a blank one below them, in a text that is set with double spacing."""
_PAGE_FOOT, _PAGE_HEAD = pattern("line.page_foot"), pattern("line.page_head")
_NUMBER_ALONE = re.compile(r"\W*(?:side\s*)?\d{1,3}(?:\s*(?:/|av)\s*\d{1,3})?\W*", re.IGNORECASE)
_ALONE = re.compile(r"\n[-–]?\s?\d{1,2}\s?[-–]?\n")
"""A number with a blank line above and below it."""
_ENDED = re.compile(r"[.;]\s+[A-ZÆØÅ]")
"""The end of a sentence with another behind it."""
_GIVEN_NAME, _SURNAME = (
    re.compile(r"(?:[:,]|\bog)\s[A-ZÆØÅ][a-zæøå-]+$"),
    re.compile(r"(?:[A-ZÆØÅ][a-zæøå-]+\s){1,2}\("),
)
"""A given name at the end of a line, and the surname at the head of the next."""
_LABEL = re.compile(r"\s*[A-ZÆØÅ][\wæøåÆØÅ /()-]{1,40}:")


def ticked(text: str) -> str:
    """A text with each of the signs that stand for a tick box as `CHECKED` or `UNCHECKED`."""

    def of_input(match: re.Match[str]) -> str:
        if "checkbox" not in match[1].lower():
            return ""
        return CHECKED if re.search(r"\bchecked\b", match[1], re.IGNORECASE) else UNCHECKED

    text = _INPUT.sub(of_input, text)
    text = _BRACKETS.sub(lambda match: CHECKED if "x" in match[0].lower() else UNCHECKED, text)
    return "".join(_BOXES.get(sign, sign) for sign in text)


class Line(NamedTuple):
    """A line of a text as it stands, with blanks where columns stand apart."""

    place: DocumentPlace
    text: str
    style: Style = Style()


def blocks_of(lines: Iterable[Line | Table]) -> list[Block]:
    """The blocks of a text whose lines may be broken anywhere, with the tables among them; heads and feet too."""
    blocks: list[Block] = []
    between: list[Line] = []
    for part in lines:
        if isinstance(part, Table):
            blocks += [*_between_tables(between), part]
            between = []
        else:
            between.append(part)
    return [*blocks, *_between_tables(between)]


def _between_tables(lines: Iterable[Line]) -> Iterator[Block]:
    every = [Line(line.place, ticked(line.text.replace("\u00ad", "")), *line[2:]) for line in lines]
    pairs = [(line.place, line.text) for line in every]
    read = [line for line in _without_heads_below_feet(pairs) if not _PAGE_FOOT.fullmatch(line[1])]
    read = _without_page_numbers(read)
    lengths = sorted(len(line.strip()) for _, line in read if line.strip())
    read = _without_page_heads(read)
    kept = {place for place, _ in read}
    for line in every:
        if line.text.strip() and line.place not in kept:
            kind = FurnitureKind.PAGE_NUMBER if _NUMBER_ALONE.fullmatch(line.text) else FurnitureKind.FOOTER
            yield Furniture(" ".join(line.text.split()), line.place, kind=kind)
    read = list(_with_rows(read))
    width = lengths[len(lengths) * 19 // 20] if lengths else 0
    styles = {line.place: line.style for line in every}
    flow = _Flow(width, styles)
    yield from with_amounts(list(flow.read(_single_spaced(read) if _is_double_spaced(read) else read)))


def _without_page_numbers(lines: list[tuple[DocumentPlace, str]]) -> list[tuple[DocumentPlace, str]]:
    """The lines without numbers that stand alone, count the pages one by one, and have text between them."""
    texts = ["", *(line.strip() for _, line in lines), ""]
    alone = [n for n in range(1, len(texts) - 1) if _ALONE.fullmatch("\n".join(texts[n - 1 : n + 2]))]
    numbers = [int(texts[n].strip("-– ")) for n in alone]
    are_apart = all(sum(map(bool, texts[n + 1 : m])) > 1 for n, m in pairwise(alone))
    if len(alone) < 2 or numbers[0] not in (1, 2) or numbers != list(range(numbers[0], numbers[-1] + 1)):
        return lines
    return [line for n, line in enumerate(lines, 1) if n not in alone] if are_apart else lines


def _without_heads_below_feet(lines: list[tuple[DocumentPlace, str]]) -> list[tuple[DocumentPlace, str]]:
    """The lines without those right below the foot of a page that begin as the document itself does."""
    first = next((line.strip() for _, line in lines if line.strip()), "")
    heads = [
        n + 1
        for n, ((_, foot), (_, line)) in enumerate(pairwise(lines))
        if _PAGE_FOOT.fullmatch(foot) and first and line.strip().startswith(first)
    ]
    return [line for n, line in enumerate(lines) if n not in heads]


def _without_page_heads(lines: list[tuple[DocumentPlace, str]]) -> list[tuple[DocumentPlace, str]]:
    """The lines without those that differ in nothing but the page's number at their end, behind a gap, and count on."""
    heads: dict[str, list[int]] = {}
    for n, (_, line) in enumerate(lines):
        if match := _PAGE_HEAD.fullmatch(line):
            heads.setdefault(" ".join(match[1].split()), []).append(n)
    dropped: set[int] = set()
    for at in heads.values():
        pages = [int(lines[n][1].split()[-1]) for n in at]
        if (
            len(at) > 1
            and pages[0] < 4
            and all(a < b for a, b in pairwise(pages))
            and all(b - a > 2 for a, b in pairwise(at))
        ):
            dropped.update(at)
    return [line for n, line in enumerate(lines) if n not in dropped]


def _with_rows(lines: list[tuple[DocumentPlace, str]]) -> Iterator[tuple[DocumentPlace, str]]:
    """The lines; a table of people that was taken apart, a cell a line, as its rows again.

    The lines below its heads must be as many as make whole rows, and names must stand first in each.
    """
    n = 0
    while n < len(lines):
        end = n
        while end < len(lines) and lines[end][1].strip():
            end += 1
        cells = tuple(line.strip() for _, line in lines[n:end])
        wide = 0
        while wide < len(cells) and _PEOPLE.whole(cells[wide]):
            wide += 1
        names = cells[wide::wide] if wide > 1 else ()
        if names and len(cells) % wide == 0 and cells[0][:1].lower() == "n" and all(map(is_name, names)):
            for at in range(0, len(cells), wide):
                yield lines[n + at][0], f"| {' | '.join(cells[at : at + wide])} |"
            n = end
        else:
            yield from lines[n : end + 1]
            n = end + 1


def _is_double_spaced(lines: list[tuple[DocumentPlace, str]]) -> bool:
    followed = [not below.strip() for (_, line), (_, below) in pairwise(lines) if line.strip()]
    return len(followed) > 20 and sum(followed) / len(followed) > _DOUBLE


def _single_spaced(lines: list[tuple[DocumentPlace, str]]) -> Iterator[tuple[DocumentPlace, str]]:
    """The lines without the blank one below each; one that is set in, in such a text, has lost the sign of a list."""
    has_begun = False
    for n, (place, line) in enumerate(lines):
        text = line.strip()
        if not text:
            if n and not lines[n - 1][1].strip():
                yield place, line
            continue
        is_set_in = has_begun and line[0] == " " and not line.startswith("    ") and not _is_marked(line)
        yield place, f"• {text}" if is_set_in else line
        has_begun = True


def _is_marked(line: str) -> bool:
    return any(sign.fullmatch(line.rstrip()) for sign in (_BULLET, _NUMBERED, _HEADING))


class _Flow:
    """Joins the lines of a paragraph or of a list item, and keeps the rows of a table together."""

    def __init__(self, width: int, styles: Mapping[DocumentPlace, Style]) -> None:
        self._width = width
        self._styles = styles
        self._short = min(60, int(width * 0.85))  # a line shorter than this was not broken by the margin
        self._open: Block | None = None
        self._rows: list[tuple[DocumentPlace, list[tuple[int, str]]]] = []
        self._marks: list[tuple[int, str]] = []
        self._was_blank = True
        self._last = 0
        self._widest = 0

    def read(self, lines: Iterable[tuple[DocumentPlace, str]]) -> Iterator[Block]:
        for place, line in lines:
            yield from self._line(place, line)
        yield from self._close()

    def _line(self, place: DocumentPlace, line: str) -> Iterator[Block]:
        text = line.strip()
        if not text or _RULE.fullmatch(text):
            self._was_blank = True
            if self._rows:
                yield from self._close()
            return
        if self._rows and line.startswith(_INDENT) and "|" not in line and not _cells(line):
            self._rows.append((place, [(len(line) - len(line.lstrip()), text)]))
            return
        are_names = bool(self._rows) and all(_begins_with_name(one) for one in (text, *self._firsts()))
        if are_names and not self._was_blank and not _cells(line):
            self._rows.append((place, [(len(line) - len(line.lstrip()), text)]))
            return
        if (cells := _cells(line)) and not _BULLET.fullmatch(line):
            if self._open:
                yield from self._close()
            self._rows.append((place, cells))
            self._was_blank = False
            return
        block = self._started(place, line)
        style = self._styles.get(place, Style())
        is_like = self._open is None or self._open.style.is_bold == style.is_bold
        if block is None and is_like and self._continues(text):
            assert self._open is not None
            self._open = _joined(self._open, text, place)
            self._widest = max(self._widest, self._last)
        else:
            yield from self._close()
            self._open = replace(block or Paragraph(text, place), style=style)
            self._widest = 0
            if not isinstance(block, Item):
                self._marks.clear()
        self._was_blank = False
        self._last = len(text)

    def _firsts(self) -> list[str]:
        """What stands first in the last rows of the table at hand, below its head."""
        return [row[0][1] for _, row in self._rows[-2:] if len(self._rows) > 2 or not row[0][1].endswith(":")]

    def _started(self, place: DocumentPlace, line: str) -> Block | None:
        """The block that a line begins by its own signs."""
        if match := _HEADING.fullmatch(line.strip()):
            return Heading(match[2], place, len(match[1]))
        if match := _BULLET.fullmatch(line.rstrip()):
            inner = re.fullmatch(r"\d{1,2}[.)]\s+(.*)", match[2].strip())
            words = inner[1] if inner else match[2].strip()
            depth = self._depth(match[1], line.strip()[0])
            return Item(words, place, depth, inner is not None)
        if match := _NUMBERED.fullmatch(line.rstrip()):
            if match[2] != "1" and "1" not in (sign for _, sign in self._marks):
                self._marks.clear()  # a list within a list begins at 1
            return Item(match[3].strip(), place, self._depth(match[1], "1"), True, match[2])
        return None

    def _depth(self, indent: str, sign: str) -> int:
        """How deep in its list an item is, by how far it is set in and by the sign before it."""
        mark = (len(indent.expandtabs(4)), sign)
        while self._marks and self._marks[-1][0] > mark[0]:
            self._marks.pop()
        if mark in self._marks:
            del self._marks[self._marks.index(mark) + 1 :]
        else:
            self._marks.append(mark)
        return len(self._marks) - 1

    def _continues(self, text: str) -> bool:
        """Whether a line goes on with what is open: no blank between them, or a sentence that is not at its end."""
        before = self._open
        if before is None or isinstance(before, Heading) or _LABEL.match(text) or text[0] in (CHECKED, UNCHECKED):
            return False
        if (
            _LETTERS.fullmatch(text)
            or _stands_alone(text)
            or _stands_alone(before.text)
            or (_TIMED.match(before.text) and _TIMED.match(text))
            or (_LISTED_ITEM.match(before.text) and (_LISTED_ITEM.match(text) or _STANDING.fullmatch(text)))
            or any(sign.fullmatch(line) for sign in (_NUMBER, _URL) for line in (text, before.text))
        ):
            return False
        is_titled = item_head(before.text) is not None or (isinstance(before, Item) and before.is_numbered)
        is_new = not _GOES_ON.search(before.text) and not _SAYS_ITEM.search(before.text)
        if is_new and ((is_titled and _is_sentence(text)) or _is_item(text)):
            return False
        tail, ended = max(0, len(before.text) - _TAIL), before.text.rstrip()
        if _LEADER.search(before.text, tail) or (_AMOUNT_LAST.search(before.text, tail) and text[0].isupper()):
            return False
        is_ended = ended.endswith(_ENDS)
        if _GOES_ON.search(before.text, tail) or before.text.count("(") > before.text.count(")"):
            return True
        if not self._was_blank and _GIVEN_NAME.search(before.text) and _SURNAME.match(text):
            return True
        if _PERSON_BY_COMMA.match(before.text) and _PERSON_BY_COMMA.match(text):
            return False
        if self._was_blank:
            return text[0].islower() and not ended.endswith(_STOPS)
        if self._last < self._short and _ONE_WORD.fullmatch(text) and not is_ended:
            return True
        if (before.text.endswith(")") and _PERSON.fullmatch(text)) or _TITLE.match(text):
            return False
        if text[0].isupper() or text[0].isdigit():
            return self._is_full(text) and not (is_ended and _TITLE.match(before.text))
        return text[0].islower() or not is_ended or self._is_full(text)

    def _is_full(self, text: str) -> bool:
        """Whether the last line could not have taken the first word of the next one."""
        width = max(self._widest, self._last) if self._widest else self._width
        return self._last + 1 + len(text.split(maxsplit=1)[0]) > _FULL * width

    def _close(self) -> Iterator[Block]:
        if self._rows:
            yield from _tables(self._rows)
            self._rows = []
        if self._open:
            yield self._open
            self._open = None


def _begins_with_name(text: str) -> bool:
    return is_name(re.split(r"[,;(]", text)[0].strip())


def _cells(line: str) -> list[tuple[int, str]] | None:
    """The cells of a line that has columns, each with where it begins."""
    if re.fullmatch(r"\s*\|.*\|\s*", line):
        return [(10 * at, cell.strip()) for at, cell in enumerate(line.strip().strip("|").split("|"))]
    if "\t" in line.strip():
        return _tabbed(line)
    found = _CELL.finditer(line.expandtabs(8))
    cells = [(match.start(), re.sub(r"^:\s+", "", match[0].strip())) for match in found]  # a colon before its value
    cells = [part for at, cell in cells for part in _label_apart(at, cell)]
    return cells if len(cells) > 1 else None


def _label_apart(at: int, cell: str) -> list[tuple[int, str]]:
    """A cell; where two blanks part a label of a meeting and its value, as two."""
    label, gap, value = cell.partition("  ")
    is_label = bool(gap) and not label.endswith(":") and _OF_MEETINGS.whole(label) is not None
    return [(at, label), (at + len(label) + 2, value)] if is_label else [(at, cell)]


def _tabbed(line: str) -> list[tuple[int, str]]:
    """The cells between the tabulators of a line, blank ones too, each with where it begins."""
    cells, at = [], 0
    for cell in line.split("\t"):
        cells.append((at, cell.strip()))
        at = (at + len(cell)) // 8 * 8 + 8
    return cells


def _tables(rows: list[tuple[DocumentPlace, list[tuple[int, str]]]]) -> Iterator[Block]:
    """Rows that follow each other are a table; a single one is a paragraph with its cells apart."""
    rows = [(place, cells) for place, cells in rows if not all(re.fullmatch(r":?-{2,}:?", cell) for _, cell in cells)]
    if not rows:
        return
    if len(rows) == 1:
        place, cells = rows[0]
        yield Paragraph("\t".join(cell for _, cell in cells if cell), place)
        return
    if len({len(cells) for _, cells in rows}) > 1:  # the tabulators only set the columns apart
        rows = [(place, [cell for cell in cells if cell[1]]) for place, cells in rows]
    starts = [start for start, _ in max((cells for _, cells in rows), key=len)]
    table: list[list[str]] = []
    for _, cells in rows:
        row = [""] * len(starts)
        for number, (start, words) in enumerate(cells):
            below = max((n for n, begin in enumerate(starts) if begin <= start + 2), default=0)
            at = number if len(cells) == len(starts) else below
            row[at] = f"{row[at]} {words}".strip()
        if table and not row[0] and not _STANDING.fullmatch("".join(row)):
            table[-1] = [_below(upper, lower) for upper, lower in zip(table[-1], row, strict=True)]
        else:
            table.append(row)
    yield Table.of(table, rows[0][0])


def _below(upper: str, lower: str) -> str:
    """The text of a cell and what stands below it: one line that was broken, or another."""
    if upper and lower and (lower[0].islower() or re.search(r"(?:\b(?:i|for|av|og|til|ved|på)|,|-)$", upper)):
        return f"{upper.removesuffix('-') if lower[0].islower() else upper}{'' if upper.endswith('-') else ' '}{lower}"
    return "\n".join(filter(None, (upper, lower)))


def _joined(block: Block, text: str, place: DocumentPlace) -> Block:
    before = block.text
    is_broken = before.endswith("-") and text[0].islower() and len(before) > 1 and before[-2].isalpha()
    whole = replace(block.place, box=around(block.place.box, place.box))
    joined = before[:-1] + text if is_broken else f"{before} {text}"
    return replace(block, text=joined, place=whole, broken=(*(block.broken or (before,)), text))


def _is_sentence(text: str) -> bool:
    """Whether a line is a sentence or begins one, and not the rest of a title."""
    return text[0].isupper() and bool(_SENTENCE.match(text) or text.endswith("."))


def _is_item(text: str) -> bool:
    """Whether a line opens an item by a number that can hardly be anything else."""
    head = item_head(text)
    is_sure = head is not None and (re.search(r"\d[/-]\d", head[0]) is not None or text[:3].lower() == "sak")
    return is_sure and head is not None and (head[1][:1].isupper() or head[1][:1] in ("«", '"'))


def _stands_alone(line: str) -> bool:
    """Whether a line is a heading, a label or a result by its words, so that no other line is joined to it."""
    bare = line.strip()
    is_said = bare[:1].isupper() and bool(_ALONE_LINES.fullmatch(bare) or _RESULT.fullmatch(bare))
    if _GREETING.match(bare) or (len(bare) < _LONGEST_MARK and mark_in(bare)):
        return True
    if (
        bare[:1].isupper()
        and "," not in bare
        and not _ENDED.search(bare)
        and len(bare.split()) < _LABEL_WORDS
        and label_group(bare) in PERSON_FIELDS
    ):
        return not is_name(bare)
    return is_said or _PROMPTS.fullmatch(bare) is not None
