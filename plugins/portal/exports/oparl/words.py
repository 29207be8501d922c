"""The words of a text as lines: what JSON can carry of a decision."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from portal.text.fragment import Fragment

__all__ = ["lines_of"]

_BLOCKS = frozenset(
    {"p", "li", "ul", "ol", "br", "tr", "table", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_CELLS = frozenset({"td", "th"})


def lines_of(fragments: list[Fragment]) -> str:
    """The words of texts, a line for each paragraph, list item and row; numbered lists keep their numbers."""
    reader = _Lines()
    for fragment in fragments:
        reader.feed(f"{fragment.html}\n")
        reader.open_line()
    reader.close()
    return "\n".join(line for line in map(_folded, reader.lines) if line)


def _folded(line: str) -> str:
    return re.sub(r"\s+", " ", line).strip()


class _Lines(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines = [""]
        self._lists: list[int | None] = []
        self._marks = ""

    def open_line(self) -> None:
        self.lines.append("")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.open_line()
        if tag in ("ol", "ul"):
            start = dict(attrs).get("start") or "1"
            self._lists.append(int(start) if tag == "ol" and start.isdecimal() else None if tag == "ul" else 1)
        if tag == "li" and self._lists:
            number = self._lists[-1]
            self._marks = "– " if number is None else f"{number}. "
            if number is not None:
                self._lists[-1] = number + 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.open_line()
        if tag in _CELLS:
            self.lines[-1] += " "
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and self._marks:
            self.lines[-1] += self._marks
            self._marks = ""
        self.lines[-1] += data
