"""A piece of HTML as plain text on lines, for what has no markup: spreadsheets and the like."""

from __future__ import annotations

from html.parser import HTMLParser

__all__ = ["lines_of"]

_BLOCKS = frozenset(
    (
        "blockquote caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre summary table tr ul"
    ).split()
)
_CELL_GAP = " | "
_BULLET = "\u2013 "  # an en dash, which no spreadsheet takes for the start of a formula


def lines_of(html: str) -> str:
    """The words, a line for each paragraph, point of a list and row of a table; numbered points keep their numbers."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.break_line()
    return "\n".join(reader.lines)


class _Reader(HTMLParser):
    """Gathers the lines of one piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._line: list[str] = []
        self._mark = ""
        self._lists: list[int | None] = []
        self._cells = 0

    def break_line(self) -> None:
        """End the line that is being gathered, if it has words; a point's mark waits for them."""
        text = " ".join("".join(self._line).split())
        self._line = []
        if text:
            self.lines.append(self._mark + text)
            self._mark = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS or tag == "br":
            self.break_line()
        if tag == "ol":
            start = dict(attrs).get("start") or ""
            self._lists.append(int(start) if start.lstrip("-").isdigit() else 1)
        elif tag == "ul":
            self._lists.append(None)
        elif tag == "li" and self._lists:
            number = self._lists[-1]
            indent = "  " * (len(self._lists) - 1)
            self._mark = f"{indent}{_BULLET}" if number is None else f"{indent}{number}. "
            if number is not None:
                self._lists[-1] = number + 1
        elif tag == "tr":
            self._cells = 0
        elif tag in ("td", "th"):
            self._line.append(_CELL_GAP if self._cells else "")
            self._cells += 1
        elif tag == "img":
            self._line.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.break_line()
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()

    def handle_data(self, data: str) -> None:
        self._line.append(data)
