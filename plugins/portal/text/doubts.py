"""Where Markdown reads something else than an editor is likely to have meant.

`1. januar` begins a list, `> 18 år` a quotation, `- 5 grader` in the middle of a sentence a list, and dashes right
below a paragraph make a heading of it (CommonMark 0.31, 5.2, 5.1 and 4.3). Only what is hardly ever meant so is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from markdown_it.token import Token

from portal.model.problems import Place

__all__ = ["Doubt", "DoubtKind", "doubts_in"]

_MONTH = re.compile(
    r"(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)(?![\w-])"
    r"|(?:jan|feb|apr|aug|sept?|okt|nov|des)\.(?!\w)",
    re.IGNORECASE,
)
_LAST_DAY = 31
_MORE_THAN = re.compile(r"=?\s*(?:kr\.?\s*)?\d[\d\s.,]*(?![\d/])")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_ORDINAL = re.compile(r"\d+\.\s")
_QUOTED = re.compile(r"[\s>*+-]*?(?:\d+[.)]\s+)?>")
_ENDS = (".", ":", ";", "!", "?")


class DoubtKind(Enum):
    """What was read."""

    DATE_AS_LIST = "date_as_list"
    MORE_AS_QUOTE = "more_as_quote"
    SIGN_AS_LIST = "sign_as_list"
    DASHES_AS_HEADING = "dashes_as_heading"


@dataclass(frozen=True)
class Doubt:
    """A line that is read otherwise than it seems to be meant: what was written, and where."""

    kind: DoubtKind
    found: str
    place: Place


def doubts_in(tokens: Sequence[Token], lines: Sequence[str], path: str, first_line: int) -> tuple[Doubt, ...]:
    """The doubts about the parsed blocks of a text, of which `lines` is the whole source.

    The source stands from `first_line` on in the file `path`.
    """
    found: list[Doubt] = []
    for index, token in enumerate(tokens):
        read = _READERS.get(token.type)
        for kind, line in read(tokens, index, lines) if read else ():
            found.append(Doubt(kind, lines[line].strip(), Place(path, first_line + line)))
    return tuple(found)


Found = Iterator[tuple[DoubtKind, int]]


def _dates(tokens: Sequence[Token], index: int, _lines: Sequence[str]) -> Found:
    """Points that begin with a month: of a list of one, and of others where the number that was written is not kept.

    A list of one point in the middle of a sentence is none either, whatever its words.
    """
    if tokens[index].markup != ".":
        return
    points = [(n, token) for n, token in _within(tokens, index) if token.type == "list_item_open"]
    if len(points) == 1 and points[0][1].map and _is_in_sentence(tokens, index):
        yield DoubtKind.DATE_AS_LIST, points[0][1].map[0]
        return
    start = int(tokens[index].attrGet("start") or 1)
    for number, (at, point) in enumerate(points, start):
        written = int(point.info or number)
        if not (0 < written <= _LAST_DAY and point.map) or (len(points) > 1 and written == number):
            continue
        words = _first_words(tokens, at)
        if words is not None and _MONTH.match(words):
            yield DoubtKind.DATE_AS_LIST, point.map[0]


def _quotes(tokens: Sequence[Token], index: int, lines: Sequence[str]) -> Found:
    """A quotation of one marked line that begins with a number, which is neither a year, a date nor a case's."""
    at = tokens[index].map
    words = _first_words(tokens, index)
    if at is None or words is None or sum(1 for line in lines[at[0] : at[1]] if _QUOTED.match(line)) != 1:
        return
    number = _MORE_THAN.match(words)
    if number and not _YEAR.match(words) and not _ORDINAL.match(words):
        yield DoubtKind.MORE_AS_QUOTE, at[0]


def _signs(tokens: Sequence[Token], index: int, _lines: Sequence[str]) -> Found:
    """A list of one point that begins with a number, right below a line in the middle of its sentence."""
    at = tokens[index].map
    points = [token for _, token in _within(tokens, index) if token.type == "list_item_open"]
    words = _first_words(tokens, index + 1)
    if at and len(points) == 1 and words and words[0].isdigit() and _is_in_sentence(tokens, index):
        yield DoubtKind.SIGN_AS_LIST, at[0]


def _headings(tokens: Sequence[Token], index: int, _lines: Sequence[str]) -> Found:
    """A paragraph that a line of dashes makes a heading: it has several lines, or ends as a sentence."""
    heading, words = tokens[index], tokens[index + 1].content.rstrip()
    if heading.markup in ("-", "=") and heading.map and (words.endswith(_ENDS) or "\n" in words):
        yield DoubtKind.DASHES_AS_HEADING, heading.map[0]


_READERS = {
    "ordered_list_open": _dates,
    "blockquote_open": _quotes,
    "bullet_list_open": _signs,
    "heading_open": _headings,
}


def _is_in_sentence(tokens: Sequence[Token], index: int) -> bool:
    """Whether the block that opens at `index` stands right below a paragraph that does not end as a sentence."""
    at = tokens[index].map
    before = tokens[index - 2] if index >= 3 and tokens[index - 1].type == "paragraph_close" else None
    if at is None or before is None or before.map is None or before.map[1] != at[0]:
        return False
    return not before.content.rstrip().endswith(_ENDS)


def _within(tokens: Sequence[Token], index: int) -> Iterator[tuple[int, Token]]:
    """The tokens one level below the one that opens at `index`, each with its own index."""
    level = tokens[index].level
    for at in range(index + 1, len(tokens)):
        token = tokens[at]
        if token.level <= level:
            return
        if token.level == level + 1:
            yield at, token


def _first_words(tokens: Sequence[Token], index: int) -> str | None:
    """The words of the block that opens at `index`, if a paragraph is the first in it."""
    first = tokens[index + 1 : index + 3]
    return first[1].content if len(first) == 2 and first[0].type == "paragraph_open" else None
