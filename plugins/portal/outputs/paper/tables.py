"""Tables: their cells in a grid, and what of each column's text decides how wide it is printed.

A table is a block with `header` and `rows`, each a list of rows of cells,
`columns`, and maybe a `caption`, a list of blocks. A cell has its `blocks`, and any of `align` (`right`, `center`),
`colspan`, `rowspan`, `head` (true for a header among other cells); every row has
a cell for each column that no other cell reaches into. `length` tells how much a
cell holds that may be tall: its lines, and the letters in them.

A column has `words` and `lines`, the longest that stand in it, each with its
`runs`, how `deep` in lists it stands, and whether it is an `address`; and `about`,
the letters of its longest line. They are measured where it is known how wide a
letter is: in `paper.typ`, which makes no column narrower than its words and shares
what is left by the lines. A column `grows` unless it is aligned, as numbers are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from heapq import nlargest
from typing import Any

from portal.outputs.paper.tree import Block, Cell, Run
from portal.text.tree import Element

__all__ = ["TableReader", "cells", "may_be_wide", "table"]

_MOST_COLUMNS = 40
_MOST_ROWS = 1_000
_MEASURED_WORDS = 3
_MEASURED_LINES = 2
_NEARLY = 0.75
"""What of the longest is so long that it may be wider when it is measured."""
_LONG_LINE = 70
"""From so many letters on a line is not measured: it is wider than any column."""
_LONG_WORD = 24
"""From so many letters on a word is measured, however many are longer: it may have to be parted."""
_MOST_LONG_WORDS = 20
_LOW_LETTERS, _LOW_LINES = 90, 8
_UPRIGHT, _BETWEEN = 75, 3
"""So many letters have room on a line for sure, wherever a table stands; and between two columns."""
_GAP = "\u00a0" * 4
"""About what stands around a listing, and between the columns of a table."""

_NARROW, _WIDE = frozenset("fijlrtI.,:;'’|!()[]/- \u00a0"), frozenset("mwMW@%")
_IN_NUMBER = re.compile(
    r"(?<=\d) (?=\d{3}(?!\d)|%|(?:kr|mill\.?|prosent)\b)|(?<=\bkr) (?=\d)|(?<=\b(?:nr|kl)\.) (?=\d)|(?<=§) (?=\d)"
    r"|(?<=\d\.) (?=[^\W\d_])"
)
"""Spaces within what is one number to a reader, or one day and month."""
_ADDRESS = re.compile(r"[\w.-]{4}[@/_.][\w.-]{4}.*[@/_.]|://|@")
"""A word that is read by its signs: an address on the web, of e-mail or of a file."""


def cells(*runs: list[Run]) -> list[Cell]:
    """A row of cells, each one line."""
    return [{"blocks": [{"kind": "paragraph", "runs": one}] if one else []} for one in runs]


def table(header: list[list[Cell]], rows: list[list[Cell]]) -> Block:
    """A table of rows of cells, which may span others; a header without a word is none."""
    header = header if any(cell["blocks"] for row in header for cell in row) else []
    header, rows = _whole_numbers([[[{**cell, "head": True} for cell in row] for row in header], rows])
    width = max(_width(header), _width(rows))
    header, rows = _placed(header, width), _placed(rows, width)
    return {"kind": "table", "header": header, "rows": rows, "columns": _columns([*header, *rows], width)}


def may_be_wide(block: Block) -> bool:
    """Whether a block may hold a table that has no room on an upright page; it is measured then."""
    within = [*block.get("blocks", []), *(one for item in block.get("items", ()) for one in item)]
    return (block["kind"] == "table" and sum(map(_wanted, block["columns"])) > _UPRIGHT) or any(
        map(may_be_wide, within)
    )


def _wanted(column: dict[str, Any]) -> float:
    """How much room the words of a column want, in letters, with the gap beside it."""
    return _BETWEEN + max((_Line(word["runs"], word["deep"]).weight() for word in column["words"]), default=0)


class TableReader:
    """A table while its text is being read, row by row."""

    def __init__(self) -> None:
        self._rows: list[list[Cell]] = []
        self._heads: list[bool] = []

    def begin_row(self) -> None:
        self._rows.append([])
        self._heads.append(True)

    def begin_cell(self, element: Element) -> list[Block]:
        """The list that the blocks of a new cell go into."""
        if not self._rows:
            self.begin_row()
        blocks: list[Block] = []
        cell: Cell = {"blocks": blocks}
        if element.get("align") in ("right", "center"):
            cell["align"] = element.get("align")
        for name, most in (("colspan", _MOST_COLUMNS), ("rowspan", _MOST_ROWS)):
            if re.fullmatch(r"[0-9]{1,5}", given := element.get(name)) and (span := min(int(given), most)) > 1:
                cell[name] = span
        if element.tag == "th":
            cell["head"] = True
        self._heads[-1] &= element.tag == "th"
        self._rows[-1].append(cell)
        return blocks

    def block(self) -> Block | None:
        """The table; none if it has no cell. The rows of headers that it begins with are its header."""
        if not any(self._rows):
            return None
        read = [(row, head) for row, head in zip(self._rows, self._heads, strict=True) if row]
        first = next((n for n, (_, head) in enumerate(read) if not head), len(read))
        rows = [row for row, _ in read]
        return table(rows[:first], rows[first:])


def _width(rows: list[list[Cell]]) -> int:
    return max((cell["x"] + cell["colspan"] for row in _placed(rows, 0) for cell in row), default=0)


def _placed(rows: list[list[Cell]], width: int) -> list[list[Cell]]:
    """Each row's cells with the column `x` that each begins in; an empty one wherever no cell of a `width` reaches."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for y, row in enumerate(rows):
        found: dict[int, Cell] = {}
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            wanted = cell.get("colspan", 1)
            colspan = next((n for n in range(1, wanted) if (y, x + n) in taken), wanted)
            rowspan = min(cell.get("rowspan", 1), len(rows) - y)
            taken |= {(y + down, x + along) for down in range(rowspan) for along in range(colspan)}
            found[x] = {**cell, "x": x, "colspan": colspan, "rowspan": rowspan, **_length(cell["blocks"])}
            x += colspan
        for x in range(width):
            if (y, x) not in taken:
                found[x] = {"blocks": [], "x": x, "colspan": 1, "rowspan": 1}
        placed.append([found[x] for x in sorted(found)])
    return placed


def _whole_numbers(tree: Any) -> Any:
    """A tree in which no number is parted at the end of a line."""
    if isinstance(tree, list):
        return [_whole_numbers(one) for one in tree]
    if not isinstance(tree, dict):
        return tree
    return {
        key: _IN_NUMBER.sub("\u00a0", value) if key == "text" else _whole_numbers(value) for key, value in tree.items()
    }


# -- how wide


def _columns(rows: list[list[Cell]], width: int) -> list[dict[str, Any]]:
    """Of each column what decides its width. What spans several gives each of them an equal part of a word."""
    lines: list[list[_Line]] = [[] for _ in range(width)]
    words: list[list[_Line]] = [[] for _ in range(width)]
    aligned = set()
    for cell in (cell for row in rows for cell in row):
        x, span = cell["x"], cell["colspan"]
        held = list(_lines(cell["blocks"], 0, cell.get("head", False)))
        own = [word for line in held for word in line.words()]
        if span > 1:
            for word in nlargest(1, own, key=_Line.weight):
                for along in range(x, x + span):
                    words[along].append(word.part(span))
            cell["words"] = [word.told() for word in _longest_words(own)]
        else:
            lines[x] += held
            words[x] += own
            aligned |= {x} if "align" in cell else set()
    return [_column(words[x], lines[x], grows=x not in aligned) for x in range(width)]


def _column(words: list[_Line], lines: list[_Line], grows: bool) -> dict[str, Any]:
    longest = _longest(lines, _MEASURED_LINES)
    about = longest[0].weight() if longest else 0
    measured = [line for line in longest if about < _LONG_LINE and " " in line.text]
    return {
        "words": [word.told() for word in _longest_words(words)],
        "lines": [line.told() for line in measured],
        "about": round(about),
        "grows": grows,
    }


class _Line:
    """Runs that stand after one another, within how many lists."""

    def __init__(self, runs: list[Run], deep: int) -> None:
        self.runs, self.deep = runs, deep
        self.text = "".join(run["text"] for run in runs)

    def told(self) -> dict[str, Any]:
        return {"runs": self.runs, "deep": self.deep, "address": bool(_ADDRESS.search(self.text))}

    def weight(self) -> float:
        """About how wide it is, in letters of usual width."""
        pages = sum(5 for run in self.runs if "pages" in run)
        heavy = 1.1 if any(run.get("strong") for run in self.runs) else 1.0
        return pages + 3 * self.deep + heavy * sum(_weight(character) for character in self.text)

    def words(self) -> list[_Line]:
        """What no space parts."""
        words: list[list[Run]] = [[]]
        for run in self.runs:
            first, *others = run["text"].split(" ")
            words[-1].append({**run, "text": first})
            words += [[{**run, "text": other}] for other in others]
        return [_Line(word, self.deep) for word in words if any(run["text"] or "pages" in run for run in word)]

    def part(self, span: int) -> _Line:
        """So much of it as one of `span` columns must hold."""
        letters = -(-len(self.text) // span)
        return _Line([{**self.runs[0], "text": self.text[:letters]}], self.deep)


def _weight(character: str) -> float:
    if character in _NARROW:
        return 0.5
    return 1.5 if character in _WIDE else 1.2 if character.isupper() else 1.0


def _longest(lines: Iterable[_Line], most: int) -> list[_Line]:
    found = nlargest(most, {(line.text, line.deep): line for line in lines}.values(), key=_Line.weight)
    return [line for line in found if line.weight() >= _NEARLY * found[0].weight() or len(line.text) >= _LONG_WORD]


def _longest_words(words: list[_Line]) -> list[_Line]:
    found = _longest(words, _MOST_LONG_WORDS)
    return [word for n, word in enumerate(found) if n < _MEASURED_WORDS or len(word.text) >= _LONG_WORD]


def _lines(blocks: list[Block], deep: int = 0, strong: bool = False) -> Iterator[_Line]:
    """Every line of some blocks, as long as it was written; the longest words of a table within are one word."""
    for block in blocks:
        if "runs" in block:
            for runs in _broken(block["runs"]):
                plain = [{name: value for name, value in run.items() if name != "href"} for run in runs]
                yield _Line([{**run, "strong": True} for run in plain] if strong else plain, deep)
        elif block["kind"] == "code":
            for text in block["text"].split("\n"):
                yield _Line([{"text": text.replace(" ", "\u00a0") + _GAP, "code": True}], deep)
        elif block["kind"] == "table":
            longest = [word["runs"] for column in block["columns"] for word in column["words"][:1]]
            yield _Line([run for word in longest for run in (*word, {"text": _GAP})], deep)
            yield from (_Line(line["runs"], deep) for column in block["columns"] for line in column["lines"])
        for within in (block.get("blocks", []), *block.get("items", ())):
            yield from _lines(within, deep + 1, strong)


def _broken(runs: list[Run]) -> Iterator[list[Run]]:
    start = 0
    for n, run in enumerate(runs):
        if run.get("break"):
            yield runs[start:n]
            start = n + 1
    yield runs[start:]


def _length(blocks: list[Block]) -> dict[str, list[int]]:
    """How many lines there are, and how many letters in them all; nothing of what is low wherever it stands."""
    if any(block["kind"] == "table" for block in blocks):
        return {"length": [_MOST_ROWS, 0]}
    lines = list(_lines(blocks))
    letters = sum(len(line.text) for line in lines)
    return {"length": [len(lines), letters]} if letters > _LOW_LETTERS or len(lines) > _LOW_LINES else {}
