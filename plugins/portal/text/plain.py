"""The one writer of plain text: what a text says, for all that has no markup.

Nothing that changes the meaning is lost: numbered points keep their numbers, what is struck out is marked so in words,
and raised and lowered signs stay apart from those before them (`10⁶`, `H₂O`, `x^(2a)`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from portal.language.catalogue import catalogue_for
from portal.text.tree import VOID, Element, Listener, Nodes, start_tag, tell_page, walk, words_as_html

__all__ = ["bare_words", "line_of", "lines_of", "shifted", "spelt_out"]

_BLOCKS = frozenset(
    (
        "blockquote caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre summary table "
        "tbody tfoot thead tr ul"
    ).split()
)
_STRUCK = ("del", "s")
_LISTS = ("ol", "ul")
_CELLS = ("td", "th")
_BULLET = "\u2013 "  # an en dash, which no spreadsheet takes for the start of a formula
_INDENT = "  "
_CELL_GAP = " | "
_LINE_GAP = " / "
"""What parts the lines of one cell, which stand on the line of its row."""
_OPENING = frozenset("([{\u00ab\u201c\u2018\"'/\u2013-")
_CLOSING = frozenset(".,;:!?)]}\u00bb\u201d\u2019\"'/\u2026%\u2013-")
_JOINED = frozenset({"a", "b", "caption", "small", "span", "summary", "th", "thead", "tr"})
"""Elements whose words touch those of the element behind them where only the looks of a page part them."""
_WHOLE = re.compile(r"\s*([+-]?[0-9]{1,9})(?![0-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 3999
_RAISED = str.maketrans("0123456789+-\u2212=()in", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁱⁿ")
_LOWERED = str.maketrans("0123456789+-\u2212=()aehklmnopstx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕₖₗₘₙₒₚₛₜₓ")
"""The signs of Unicode's block Superscripts and Subscripts."""
_SHIFTED = {"sup": ("^", _RAISED), "sub": ("_", _LOWERED)}


def lines_of(*texts: Nodes, lang: str) -> str:
    """Texts as lines: one for each paragraph, point of a list and row of a table.

    `lang` is the language of the texts, in whose words what was struck out is marked.
    """
    return "\n".join(line for nodes in texts for line in _lines(nodes, lang))


def line_of(*texts: Nodes, lang: str) -> str:
    """The same on one line, for titles and previews."""
    return " ".join(line.strip() for nodes in texts for line in _lines(nodes, lang))


def bare_words(nodes: Nodes) -> str:
    """The words alone, spaces folded: what a heading is known by, and its anchor made of. No output shows them."""
    return " ".join("".join(node for node, _ in walk(nodes) if isinstance(node, str)).split())


def spelt_out(
    html: str,
    lang: str,
    told: Callable[[str], str] = str,
    shown: Callable[[Element], bool] = lambda _: True,
    opened: Callable[[Element], str] = start_tag,
) -> str:
    """A page's HTML in which the numbers of points and the marks of what is struck or raised stand as words.

    It is for what reads a page's words without its markup, such as a search. A space stands between elements that only
    the looks of a page part. `told` gives what stands for each stretch of words; an element that is not `shown` is
    empty; `opened` gives an element's start tag, and of one that gets none, only what is in it stays.
    """
    speller = _Speller(lang, told, opened)
    tell_page(html, speller, shown)
    return "".join(speller.parts)


def _lines(nodes: Nodes, lang: str) -> list[str]:
    writer = _Lines(lang).hear(nodes)
    writer.end_line()
    return writer.lines


@dataclass(frozen=True)
class _Run:
    """Words of a line. `struck` tells in which struck-out part they stand, 0 in none; `is_apart`, that they touch no
    other word.
    """

    text: str
    struck: int = 0
    is_apart: bool = False


class _Numbers:
    """The numbers of the points of the lists that are open."""

    def __init__(self) -> None:
        self._open: list[tuple[int, int, str] | None] = []

    @property
    def depth(self) -> int:
        return len(self._open)

    def begin(self, element: Element, is_numbered: bool) -> None:
        """A list begins."""
        step = -1 if element.has("reversed") else 1
        start = _WHOLE.match(element.get("start"))
        first = int(start[1]) if start else 1 if step > 0 else _length(element)
        self._open.append((first, step, element.get("type") or "1") if is_numbered else None)

    def end(self) -> None:
        """A list ends."""
        self._open.pop()

    def next(self) -> str:
        """The mark of the next point of the innermost list; none where no list is open."""
        if not self._open:
            return ""
        current = self._open[-1]
        if current is None:
            return _BULLET
        number, step, style = current
        self._open[-1] = (number + step, step, style)
        return f"{_numeral(number, style)}. "


def _length(of: Element) -> int:
    """How many points a list has, without those of lists within it."""
    points = depth = 0
    for node, is_end in walk(of.children):
        if not isinstance(node, str):
            depth += (-1 if is_end else 1) * (node.tag in _LISTS)
            points += node.tag == "li" and not is_end and not depth
    return points


def _numeral(number: int, style: str) -> str:
    """A point's number as its list writes it (HTML, `ol` `type`); outside what letters can say, in digits."""
    if style in ("a", "A") and number > 0:
        letters = ""
        while number > 0:
            number, letter = divmod(number - 1, 26)
            letters = chr(ord("a") + letter) + letters
        return letters if style == "a" else letters.upper()
    if style in ("i", "I") and 0 < number <= _MOST_ROMAN:
        numeral = ""
        for value, sign in _ROMAN:
            numeral += sign * (number // value)
            number %= value
        return numeral if style == "i" else numeral.upper()
    return str(number)


class _Lines(Listener):
    """Gathers the lines of a text."""

    def __init__(self, lang: str) -> None:
        self.lines: list[str] = []
        self._lang = lang
        self._numbers = _Numbers()
        self._line: list[_Run] = []
        self._indent = ""
        self._marks: list[tuple[str, int]] = []
        self._struck = 0
        self._struck_parts = 0
        self._struck_part = 0
        self._shifted: list[tuple[str, int]] = []
        self._rows = [0]
        self._cells: list[int] = []
        self._gap = False
        self._code = 0

    def end_line(self) -> None:
        """End the line that is being gathered, if it has words; a point's mark waits for them."""
        if self._cells:
            self._gap = any(run.text.strip() for run in self._line[self._cells[-1] :])
            return
        for index in range(len(self._shifted) - 1, -1, -1):
            tag, start = self._shifted[index]
            self._shift(tag, start)
            self._shifted[index] = (tag, 0)
        text = self._written()
        if text:
            self.lines.append(self._indent + text)
        self._line, self._indent, self._gap = [], "", False

    def begin(self, element: Element) -> None:
        tag = element.tag
        if tag in _BLOCKS or tag == "br":
            self.end_line()
        if tag in _LISTS:
            self._numbers.begin(element, tag == "ol")
        elif tag == "li":
            self._marks.append((self._numbers.next(), max(self._numbers.depth - 1, 0)))
        elif tag == "table":
            self._rows.append(0)
        elif tag == "tr":
            self._rows[-1] = 0
        elif tag in _CELLS:
            self._begin_cell()
        elif tag == "img":
            self._say(element.get("alt"), is_apart=True)
        elif tag == "q":
            self._say("\u00ab")
        elif tag == "pre":
            self._code += 1
        elif tag in _STRUCK:
            if not self._struck:
                self._struck_parts += 1
                self._struck_part = self._struck_parts
            self._struck += 1
        elif tag in _SHIFTED:
            self._begin_words()
            self._shifted.append((tag, len(self._line)))

    def end(self, element: Element) -> None:
        tag = element.tag
        if tag in _CELLS:
            self._cells.pop()
            self._gap = False
        if tag in _BLOCKS:
            self.end_line()
        if tag in _LISTS:
            self._numbers.end()
        elif tag == "li":
            self._end_point()
        elif tag == "table":
            self._rows.pop()
        elif tag == "q":
            self._say("\u00bb")
        elif tag == "pre":
            self._code -= 1
        elif tag in _STRUCK:
            self._struck -= 1
            self._struck_part = self._struck_part if self._struck else 0
        elif tag in _SHIFTED:
            self._shift(*self._shifted.pop())

    def say(self, text: str) -> None:
        first, *others = text.split("\n") if self._code else [text]
        self._say(first)
        for line in others:
            self.end_line()
            self._say(line)

    def _say(self, text: str, is_apart: bool = False) -> None:
        if text.strip():
            self._begin_words()
        self._line.append(_Run(text, self._struck_part, is_apart))

    def _begin_words(self) -> None:
        """Write what waits for words: the gap behind another line of the same cell, and the marks of points."""
        if self._gap:
            self._line.append(_Run(_LINE_GAP))
            self._gap = False
        if self._marks:
            if not any(run.text.strip() for run in self._line):
                self._indent = _INDENT * self._marks[0][1]
            self._line.append(_Run("".join(mark for mark, _ in self._marks)))
            self._marks = []

    def _end_point(self) -> None:
        """A point without words: its number stands, for it counts among the others; a dash alone says nothing."""
        if self._marks and self._marks[-1][0] != _BULLET:
            self._begin_words()
            self.end_line()
        elif self._marks:
            self._marks.pop()

    def _begin_cell(self) -> None:
        if self._rows[-1]:
            self._line.append(_Run(_CELL_GAP))
            self._gap = False
        elif self._gap:  # of a table within a cell
            self._begin_words()
        self._rows[-1] += 1
        self._cells.append(len(self._line))

    def _shift(self, tag: str, start: int) -> None:
        """Raise or lower the words from `start` on."""
        words = self._line[start:]
        text = "".join(run.text for run in words).strip()
        if not text:
            return
        sign, _ = _SHIFTED[tag]
        del self._line[start:]
        if len({run.struck for run in words}) == 1:
            own = " ".join(text.split())
            self._line.append(replace(words[0], text=shifted(own, tag) or f"{sign}({own})", is_apart=False))
        else:
            self._line += [_Run(f"{sign}("), *words, _Run(")")]

    def _written(self) -> str:
        text = ""
        behind_struck = False
        for struck, runs in groupby(self._line, key=lambda run: run.struck):
            words = _joined(runs)
            if struck and words.strip():
                gap = text and not text[-1].isspace() and text[-1] not in _OPENING
                text += " " if words[0].isspace() or gap else ""
                text += catalogue_for(self._lang).text("text.struck", words=" ".join(words.split()))
                text += " " if words[-1].isspace() else ""
                behind_struck = True
            elif words:
                needs_gap = behind_struck and not words[0].isspace() and words[0] not in _CLOSING
                text += f" {words}" if needs_gap else words
                behind_struck = False
        return " ".join(text.split())


def shifted(text: str, tag: str) -> str | None:
    """Words that are raised (`sup`) or lowered (`sub`), in Unicode's own signs; `None` where not every one has one."""
    _, table = _SHIFTED[tag]
    return text.translate(table) if all(ord(char) in table for char in text) else None


def _joined(runs: Iterator[_Run]) -> str:
    """The words of runs, with a space where one that stands apart would touch another word."""
    text, is_apart = "", False
    for run in runs:
        if not run.text:
            continue
        gap = (run.is_apart or is_apart) and text[-1:].isalnum() and run.text[0].isalnum()
        text, is_apart = f"{text}{' ' if gap else ''}{run.text}", run.is_apart
    return text


class _Speller(Listener):
    """Writes a text as HTML, with words where only the markup told something."""

    def __init__(self, lang: str, told: Callable[[str], str], opened: Callable[[Element], str]) -> None:
        self.parts: list[str] = []
        self._told, self._opened = told, opened
        self._open: list[str] = []
        self._numbers = _Numbers()
        self._before, _, self._after = catalogue_for(lang).text("text.struck", words="\n").partition("\n")
        self._last = ""
        self._is_behind_struck = False
        self._ended = ""

    def begin(self, element: Element) -> None:
        tag, mark = element.tag, ""
        if self._ended in _JOINED:
            self.parts.append(" ")
        self._ended = ""
        if tag in _LISTS:
            # A list with a class is the page's own, and shows no numbers.
            self._numbers.begin(element, tag == "ol" and not element.has("class"))
        elif tag == "li":
            mark = self._numbers.next()
        elif tag in _STRUCK:
            if self._last.isalnum() or self._is_behind_struck:
                self.parts.append(" ")
            mark = self._before
        elif tag == "sup" and self._last.isdigit():
            mark = "^"
        self._open.append(self._opened(element))
        self.parts += (self._open[-1], "" if mark == _BULLET else words_as_html(mark))

    def end(self, element: Element) -> None:
        if element.tag in _LISTS:
            self._numbers.end()
        self._is_behind_struck = element.tag in _STRUCK
        if self._is_behind_struck:
            self.parts.append(words_as_html(self._after))
        if self._open.pop() and element.tag not in VOID:
            self.parts.append(f"</{element.tag}>")
        self._ended = element.tag

    def say(self, text: str) -> None:
        if self._is_behind_struck and text[0].isalnum():
            self.parts.append(" ")
        self.parts.append(words_as_html(self._told(text)))
        self._last, self._is_behind_struck, self._ended = text[-1], False, ""
