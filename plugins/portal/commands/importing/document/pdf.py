"""A PDF: its words where they stand on the page, put together to lines, columns and tables, and its form's boxes."""

from __future__ import annotations

import io
import logging
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from pypdf import PdfReader

from portal.commands.importing.document.blocks import (
    CHECKED,
    UNCHECKED,
    Block,
    Box,
    Document,
    DocumentPlace,
    Furniture,
    FurnitureKind,
    Style,
    Table,
    Unreadable,
)  # fmt: skip
from portal.commands.importing.document.text import Line, blocks_of

__all__ = ["read_pdf"]

_MOST_PAGES = 300
_MOST_BYTES = 20_000_000
_MOST_BYTES_OF_PAGE = 6_000_000
"""What the pages of a PDF may unpack to, all together and each."""
_MOST_SIGNS = 60_000
"""How many signs a page has at most."""
_DEEPEST = 40
"""How deep forms may lie in each other."""
_THIN = 3.0
_NEAR = 2.5
"""How thick a rule is at most, and how far apart two are that meet, in points."""
_EDGE_LINES = 3
"""How many lines at the head and at the foot of a page may be its furniture."""
_MARGIN, _FOOT = 60.0, 780.0
"""Above which and below which the text of a page rarely stands, in points."""
_FEWEST_IN_COLUMN = 8
_GUTTER = 11.0
_FEW_WORDS = 9
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class _Word:
    text: str
    box: Box
    size: float
    is_bold: bool


def read_pdf(data: bytes, name: str) -> Document:
    """The document in the bytes of a PDF, with the tick boxes of its form; raises `Unreadable`."""
    if not data.lstrip().startswith(b"%PDF"):
        raise Unreadable("import.not_pdf")
    try:
        boxes = _checked(data)
        pages: list[list[Line | Table]] = []
        pdf = pypdfium2.PdfDocument(data)
        try:
            starts: list[float] = []
            for number in range(len(pdf)):
                page, starts = _page(pdf[number], number + 1, starts)
                pages.append(page)
        finally:
            pdf.close()
    except Unreadable:
        raise
    except Exception as fault:  # a damaged file leads the libraries to errors of many kinds
        raise Unreadable("import.not_pdf") from fault
    if not any(isinstance(part, Table) or part.text.strip() for page in pages for part in page):
        raise Unreadable("import.scanned")
    furniture, kept = _without_furniture(pages)
    last = DocumentPlace(len(pages), 9999)
    lines = [part for page in kept for part in [*page, Line(DocumentPlace(last.page, 0), "")]]
    blocks = _over_pages(blocks_of([*lines, *(Line(last, box) for box in boxes)]))
    return Document.of(name, [*blocks, *furniture])


def _checked(data: bytes) -> list[str]:
    """The tick boxes of a PDF that is not locked, and neither has nor unpacks to more than is read."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise Unreadable("import.encrypted")
    if not 0 < len(reader.pages) <= _MOST_PAGES:
        raise Unreadable("import.pages", found=len(reader.pages), most=_MOST_PAGES)
    total, sizes = 0, dict[int, int]()
    for page in reader.pages:
        contents = page.get_contents()
        drawn = contents.get_data() if contents is not None else b""
        drawn_here = _drawn(drawn, page.get("/Resources"), sizes, 0)
        total += drawn_here
        if total > _MOST_BYTES or drawn_here > _MOST_BYTES_OF_PAGE:
            raise Unreadable("import.too_large")
    fields = (reader.get_fields() or {}).items()
    return [
        f"{CHECKED if str(field.get('/V', '/Off')) != '/Off' else UNCHECKED} {field.get('/TU') or name}"
        for name, field in fields
        if field.get("/FT") == "/Btn"
    ]


def _drawn(content: bytes, resources: Any, sizes: dict[int, int], depth: int) -> int:
    """How much is drawn: a stream, and the forms within as often as it draws them; `sizes` are those that are known."""
    if depth > _DEEPEST:
        raise Unreadable("import.too_large")
    total = len(content)
    forms: Any = resources.get_object().get("/XObject") if resources is not None else None
    for name, reference in forms.get_object().items() if forms is not None else ():
        number = getattr(reference, "idnum", id(reference))
        if number not in sizes:
            form = reference.get_object()
            is_form = form.get("/Subtype") == "/Form"
            sizes[number] = _drawn(form.get_data(), form.get("/Resources"), sizes, depth + 1) if is_form else 0
        if sizes[number]:
            total += content.count(name.encode("latin-1", "replace")) * sizes[number]
        if total > _MOST_BYTES:
            raise Unreadable("import.too_large")
    return total


def _over_pages(blocks: Iterable[Block]) -> list[Block]:
    """The blocks; a table that goes on at the head of the next page is one."""
    found: list[Block] = []
    for block in blocks:
        above = found[-1] if found else None
        rows = block.rows if isinstance(block, Table) else (tuple(block.text.split("\t")),)
        if (
            isinstance(above, Table)
            and not isinstance(block, Furniture)
            and block.place.page == above.places[-1][0].page + 1
            and len(rows[0]) == len(above.rows[0])
            and len(rows[0]) > 1
        ):
            more = [row for row in rows if row != above.rows[0]]
            joined = [*above.rows]
            if more and not more[0][0] and any(more[0]):
                both = zip(joined[-1], more.pop(0), strict=True)
                joined[-1] = tuple(" ".join(filter(None, pair)) for pair in both)
            table = Table.of([*joined, *more], above.place)
            below = block.places if isinstance(block, Table) else ((block.place,) * len(rows[0]),)
            places = (*above.places, *below[len(below) - len(more) :])
            found[-1] = replace(table, places=tuple(places)[: len(table.rows)])
        else:
            found.append(block)
    return found


def _page(page: pypdfium2.PdfPage, number: int, before: list[float]) -> tuple[list[Line | Table], list[float]]:
    """The lines and ruled tables of a page from its head down, with where its columns begin; `before` are those of the
    page before. Blank lines stand where there is room for one.
    """
    height = page.get_height()
    words = list(_words(page, height))
    if not words:
        return [], before
    across, down = _rules(page, height)
    tables: list[tuple[float, Table]] = []
    for grid in _grids(across, down):
        inside = [word for word in words if _is_in(word, grid[0], grid[1])]
        if table := _table(inside, *grid, number):
            tables.append((grid[1][0], table))
            words = [word for word in words if word not in set(inside)]
    parts: list[Line | Table] = []
    for column in _columns(words):
        lines = _lines(column)
        rest = sorted(tables, key=lambda pair: pair[0]) if not parts else []
        parts += _set(lines, rest, number, before)
    if not words:
        parts = [table for _, table in sorted(tables, key=lambda pair: pair[0])]
    return parts, _starts(_lines(words), _pitch(_lines(words)))


def _words(page: pypdfium2.PdfPage, height: float) -> Iterator[_Word]:
    """The words of a page, in the order of the file."""
    text = page.get_textpage()
    try:
        rect = pdfium.FS_RECTF()
        signs: list[str] = []
        boxes: list[Box] = []
        first = 0
        count = pdfium.FPDFText_CountChars(text)
        if count > _MOST_SIGNS:
            raise Unreadable("import.too_large")
        for at in range(count):
            sign = chr(pdfium.FPDFText_GetUnicode(text, at))
            is_blank = sign.isspace() or sign == "\x00"
            if not is_blank:
                sign = "-" if sign in ("\x02", "\ufffe") else sign
                pdfium.FPDFText_GetLooseCharBox(text, at, rect)
                box = (rect.left, height - rect.top, rect.right, height - rect.bottom)
                is_apart = boxes and not (-12 < box[0] - boxes[-1][2] < 2 and abs(box[3] - boxes[-1][3]) < 6)
            if (is_blank or is_apart) and signs:
                yield _word(text, signs, boxes, first)
                signs, boxes = [], []
            if not is_blank:
                first = first if signs else at
                signs.append(sign)
                boxes.append(box)
        if signs:
            yield _word(text, signs, boxes, first)
    finally:
        text.close()


def _word(text: pypdfium2.PdfTextPage, signs: Sequence[str], boxes: Sequence[Box], first: int) -> _Word:
    sides = list(zip(*boxes, strict=True))
    size = pdfium.FPDFText_GetFontSize(text, first)
    weight = pdfium.FPDFText_GetFontWeight(text, first)
    return _Word("".join(signs), (min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])), size, weight >= 600)


def _rules(page: pypdfium2.PdfPage, height: float) -> tuple[list[Box], list[Box]]:
    """The rules of a page that lie and those that stand; a frame has four."""
    across: list[Box] = []
    down: list[Box] = []
    for path in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=2):
        x0, bottom, x1, top = path.get_bounds()
        box = (x0, height - top, x1, height - bottom)
        is_thin, is_low = box[2] - box[0] <= _THIN, box[3] - box[1] <= _THIN
        if is_low and not is_thin:
            across.append(box)
        elif is_thin and not is_low:
            down.append(box)
        elif not is_thin and box[3] - box[1] > 8 and box[2] - box[0] > 20:
            across += [(box[0], box[1], box[2], box[1]), (box[0], box[3], box[2], box[3])]
            down += [(box[0], box[1], box[0], box[3]), (box[2], box[1], box[2], box[3])]
        if len(across) + len(down) > 4000:
            return [], []
    return across, down


def _grids(across: list[Box], down: list[Box]) -> Iterator[tuple[list[float], list[float]]]:
    """Where the columns and the rows of each ruled table begin and end."""
    groups: list[list[Box]] = []
    for rule in sorted([*across, *down], key=lambda box: box[1]):
        meeting = [group for group in groups if any(_meet(rule, other) for other in group)]
        joined = [rule, *(box for group in meeting for box in group)]
        groups = [group for group in groups if group not in meeting] + [joined]
    for group in groups:
        xs = _steps(box[0] for box in group if box[2] - box[0] <= _THIN)
        ys = _steps(box[1] for box in group if box[3] - box[1] <= _THIN)
        if len(xs) > 2 and len(ys) > 1:
            yield xs, ys


def _meet(one: Box, other: Box) -> bool:
    return (
        one[0] - _NEAR <= other[2] and other[0] - _NEAR <= one[2] and one[1] - _NEAR <= other[3]
        and other[1] - _NEAR <= one[3]
    )  # fmt: skip


def _steps(values: Iterable[float]) -> list[float]:
    steps: list[float] = []
    for value in sorted(values):
        if not steps or value - steps[-1] > _NEAR:
            steps.append(value)
    return steps


def _is_in(word: _Word, xs: list[float], ys: list[float]) -> bool:
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    return xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]


def _table(words: Sequence[_Word], xs: list[float], ys: list[float], page: int) -> Table | None:
    """The words of a ruled table in its cells; nothing where it has no two cells beside each other."""
    cells: dict[tuple[int, int], list[_Word]] = {}
    for word in words:
        at = bisect_right(xs, (word.box[0] + min(word.box[2], word.box[0] + 6)) / 2) - 1
        row = bisect_right(ys, (word.box[1] + word.box[3]) / 2) - 1
        cells.setdefault((row, at), []).append(word)
    filled, rows = sorted({at for _, at in cells}), sorted({row for row, _ in cells})
    columns = filled if len(rows) > 1 else list(range(len(xs) - 1))
    if len(columns) < 2 or not cells:
        return None
    texts = [[_cell_text(cells.get((row, at), [])) for at in columns] for row in rows]
    boxes = [[(xs[at], ys[row], xs[at + 1], ys[row + 1]) for at in columns] for row in rows]
    place = DocumentPlace(page, 0, box=(xs[0], ys[0], xs[-1], ys[-1]))
    return Table.of(texts, place, boxes)


def _cell_text(words: Sequence[_Word]) -> str:
    """The words of a cell; a line that fills it goes on below, where that begins small or ends in the midst."""
    text = ""
    for line in _lines(words):
        words_there = " ".join(word.text for word in line)
        is_broken = text.endswith("-") and words_there[0].islower()
        goes_on = words_there[0].islower() or re.search(r"(?:[,(–]|\b(?:i|for|av|og|til|ved|på|med|frå|fra))$", text)
        text = text[:-1] + words_there if is_broken else f"{text}{' ' if goes_on else chr(10)}{words_there}".strip()
    return text


def _columns(words: list[_Word]) -> Iterator[list[_Word]]:
    """The words of a page, or where it is set in two columns those above, to the left, to the right, and below."""
    lines = _lines(words)
    if len(lines) < 2 * _FEWEST_IN_COLUMN:
        yield words
        return
    left, right = min(word.box[0] for word in words), max(word.box[2] for word in words)
    best: tuple[int, float] = (0, 0)
    for step in range(30, 70):
        x = left + (right - left) * step / 100
        is_free = [not any(w.box[0] - _GUTTER / 2 < x < w.box[2] + _GUTTER / 2 for w in line) for line in lines]
        both = [free and line[0].box[2] < x < line[-1].box[0] for free, line in zip(is_free, lines, strict=True)]
        best = max(best, (sum(both), x))
    count, x = best
    if count < _FEWEST_IN_COLUMN:
        yield words
        return
    split = [not any(w.box[0] - _GUTTER / 2 < x < w.box[2] + _GUTTER / 2 for w in line) for line in lines]
    run = max((list(group) for key, group in groupby(range(len(lines)), key=split.__getitem__) if key), key=len)
    inside = [lines[n] for n in run]
    sides = [[w for line in inside for w in line if w.box[0] < x], [w for line in inside for w in line if w.box[0] > x]]
    if not all(map(_is_prose, sides)):
        yield words
        return
    yield from (
        part
        for part in (
            [w for line in lines[: run[0]] for w in line], *sides, [w for line in lines[run[-1] + 1 :] for w in line],
        )
        if part
    )  # fmt: skip


def _is_prose(words: list[_Word]) -> bool:
    """Whether words are set as running text: most lines have several, and many reach the same margin."""
    lines = _lines(words)
    if len(lines) < _FEWEST_IN_COLUMN:
        return False
    edge = max(line[-1].box[2] for line in lines)
    full = [line for line in lines if line[-1].box[2] > edge - 0.2 * (edge - min(w.box[0] for w in words))]
    many = [line for line in lines if len(line) > 3]
    return len(full) * 5 >= len(lines) * 2 and len(many) * 2 >= len(lines)


def _lines(words: Sequence[_Word]) -> list[list[_Word]]:
    """The words in lines from the head down, each from the left."""
    lines: list[list[_Word]] = []
    for word in sorted(words, key=lambda one: ((one.box[1] + one.box[3]) / 2, one.box[0])):
        middle = (word.box[1] + word.box[3]) / 2
        line = lines[-1] if lines else []
        if line and abs(middle - sum((w.box[1] + w.box[3]) / 2 for w in line) / len(line)) < max(
            3.0, 0.45 * (word.box[3] - word.box[1])
        ):
            line.append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda one: one.box[0]) for line in lines]


def _set(
    lines: list[list[_Word]], tables: Sequence[tuple[float, Table]], page: int, before: Sequence[float]
) -> list[Line | Table]:
    """Lines of words as lines of text, with a gap where columns stand apart, and the tables among them."""
    parts: list[Line | Table] = []
    waiting = list(tables)
    pitch = _pitch(lines)
    left = min((line[0].box[0] for line in lines), default=0.0)
    starts = [*_starts(lines, pitch), *before]
    gaps = sorted(
        gap for one, two in pairwise(lines) if 0 < (gap := max(w.box[3] for w in two) - max(w.box[3] for w in one)) < 60
    )
    usual = gaps[len(gaps) // 3] if gaps else 14.0
    upper: float | None = None
    for line in lines:
        top = min(word.box[1] for word in line)
        while waiting and waiting[0][0] < top:
            table = waiting.pop(0)[1]
            parts.append(table)
            upper = None
        bottom = max(word.box[3] for word in line)
        if upper is not None and bottom - upper > 1.35 * usual:
            parts.append(Line(DocumentPlace(page, 0), ""))
        parts.append(_line(line, left, pitch, starts, page))
        upper = bottom
    parts += [table for _, table in waiting]
    numbered: list[Line | Table] = []
    for number, part in enumerate(parts, 1):
        place = DocumentPlace(page, number, box=part.place.box)
        numbered.append(Line(place, part.text, part.style) if isinstance(part, Line) else _placed(part, place))
    return numbered


def _placed(table: Table, place: DocumentPlace) -> Table:
    return Table.of(table.rows, place, [[cell.box for cell in row] for row in table.places])


def _pitch(lines: Sequence[Sequence[_Word]]) -> float:
    """How wide a sign is."""
    widths = sorted((w.box[2] - w.box[0]) / len(w.text) for line in lines for w in line if len(w.text) > 2)
    return max(2.0, widths[len(widths) // 2]) if widths else 5.0


def _starts(lines: Sequence[Sequence[_Word]], pitch: float) -> list[float]:
    """Where columns begin: where words of several lines do, at least one of them behind a wide gap."""
    wide, narrow, before, found = list[float](), list[float](), list[float](), list[float]()
    for line in lines:
        gaps = [(two.box[0] - one.box[2], two) for one, two in pairwise(line)]
        wide += [word.box[0] for gap, word in gaps if gap > _wide(word, pitch)]
        here = [word.box[0] for gap, word in gaps if gap > 0.5 * word.size]
        narrow += here
        if len(line) <= _FEW_WORDS:  # in two short lines below each other a gap at one place is no chance
            found += [x for x in here if any(abs(x - other) < 1 for other in before)]
        before = here if len(line) <= _FEW_WORDS else []
    return [*found, *(x for x in set(wide) if sum(abs(x - other) < 1.5 for other in narrow) > 1)]


def _wide(word: _Word, pitch: float) -> float:
    return max(1.6 * word.size, 3 * pitch)


def _line(line: Sequence[_Word], left: float, pitch: float, starts: Sequence[float], page: int) -> Line:
    text = ""
    for n, word in enumerate(line):
        gap = word.box[0] - line[n - 1].box[2] if n else 0.0
        is_start = gap > 0.5 * word.size and any(abs(word.box[0] - x) < 1.5 for x in starts)
        if not n or is_start or gap > _wide(word, pitch):
            text = text.ljust(max(round((word.box[0] - left) / pitch), len(text) + 3 if n else 0))
        elif gap > 0.12 * word.size or not text[-1:].isalnum():
            text += " "
        text += word.text
    sides = list(zip(*(word.box for word in line), strict=True))
    box = (min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3]))
    style = Style(all(w.is_bold for w in line), text.isupper(), max(w.size for w in line), line[0].box[0] - left)
    return Line(DocumentPlace(page, 0, box=box), text, style)


def _without_furniture(pages: list[list[Line | Table]]) -> tuple[list[Block], list[list[Line | Table]]]:
    """The heads and feet of the pages, which stand on most of them but for their numbers, and the pages without."""
    seen = Counter(key for page in pages for key in {_key(part) for _, part in _edges(page)} if key)
    inner = {_key(part) for page in pages for part in _inside(page, page is pages[0])}  # it stands in the text too
    furniture: list[Block] = []
    kept = []
    for page in pages:
        gone = set()
        for n, part in _edges(page):
            key = _key(part)
            is_number = re.fullmatch(r"\W*(?:side\s*)?#(?:\s*(?:/|av)\s*#)?\W*", key) is not None
            is_own = is_number and part.text.split()[-1].strip("-– ") == str(part.place.page) and len(pages) == 1
            is_often = is_own or (len(pages) > 1 and seen[key] > max(1, len(pages) // 2 - 1))
            if key and key not in inner and is_often and (len(key) > 1 or is_number) and _is_alone(page, n):
                is_head = n < len(page) // 2
                kind = FurnitureKind.HEADER if is_head else FurnitureKind.FOOTER
                kind = FurnitureKind.PAGE_NUMBER if is_number else kind
                if page is pages[0] and is_head and not is_number:
                    continue  # the first page's own head may be the document's title
                furniture.append(Furniture(" ".join(part.text.split()), part.place, style=part.style, kind=kind))
                gone.add(n)
        kept.append([part for n, part in enumerate(page) if n not in gone])
    return furniture, kept


def _is_alone(page: list[Line | Table], n: int) -> bool:
    """Whether a line is at the edge of the page's text, and apart from it or far out."""
    box = page[n].place.box
    inner = page[n + 1 : n + 2] if n < len(page) // 2 else page[n - 1 : n]
    is_apart = not inner or isinstance(inner[0], Table) or not inner[0].text.strip()
    return is_apart or (box is not None and (box[3] < _MARGIN or box[1] > _FOOT))


def _edges(page: list[Line | Table]) -> list[tuple[int, Line]]:
    lines = [(n, part) for n, part in enumerate(page) if isinstance(part, Line) and part.text.strip()]
    return lines if len(lines) < 2 * _EDGE_LINES else [*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]]


def _inside(page: list[Line | Table], is_first: bool) -> Iterator[Line]:
    """The lines of a page that are not at its edges; those above the middle of the first may be the title."""
    edges, start = {n for n, _ in _edges(page)}, len(page) // 2 if is_first else 0
    yield from (part for n, part in enumerate(page) if isinstance(part, Line) and n >= start and n not in edges)


def _key(part: Line) -> str:
    return re.sub(r"\d+", "#", " ".join(part.text.split()).casefold())
