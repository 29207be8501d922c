"""A record's Markdown becomes an outline: headings, each with its safe HTML, its anchor and its line.

The text is read as git hosts read it (CommonMark 0.31, with tables, struck-out
text and bare addresses as links), once; it is the parsed text that is cut at
its headings, so that code blocks and raw HTML can never pass for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from portal.model.headings import heading_slug
from portal.model.problems import Place
from portal.text.doubts import Doubt, doubts_in
from portal.text.fragment import EMPTY, Fragment, Reference
from portal.text.openings import Opening, openings_in
from portal.text.plain import bare_words, line_of
from portal.text.sanitising import sanitise

__all__ = [
    "MOST_MARKS",
    "Outline",
    "Section",
    "TooDeep",
    "TooMuch",
    "anchors_in",
    "content_slug",
    "free_anchor",
    "read_outline",
    "references_in",
]

_DEEPEST = 60
MOST_MARKS = 2_000
"""So many brackets, addresses, stars … one paragraph may have: what reads them takes the square of their number."""

_MARKS = re.compile(r"[\[*_~`<&]|://")
_CLOSINGS = {"script": "</script>", "style": "</style>", "textarea": "</textarea>", "pre": "</pre>", "!--": "-->"}
_OPENING = re.compile(r"^ {0,3}<(!--|(?:script|style|textarea|pre)\b)", re.IGNORECASE | re.MULTILINE)
_SCHEMES = ("http", "https", "mailto", "tel")
_PLACED = "portal:at:"
_INLINE = re.compile(r"\]\(\s*<?\Z")
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:\s*<?\Z")
_RAW = re.compile(r"(?:href|src)\s*=\s*[\"']?\Z")
"""What stands before a link's target: in brackets, in a definition (which begins its line), in raw HTML."""
_BEHIND = re.compile(r"[\s>)\"']|\Z")
_FOOTNOTE = re.compile(r"^( {0,3}\[\^[^\]\n]*\])(?=:)", re.MULTILINE)
_MARK = "\ue000"


class TooDeep(Exception):
    """A text is nested deeper than it can be read."""


class TooMuch(Exception):
    """A paragraph has more marks than any text needs; `line` is where it stands in the text, from nought."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True)
class Section:
    """A heading and the text up to the next one.

    `openings` are the lines, its own heading too, with which the words of a decision seem to begin. `is_unusual` tells
    that the heading is of level one or made by a line below it, as words become headings unmeant.
    """

    level: int
    heading: Fragment
    anchor: str
    place: Place
    content: Fragment
    children: tuple[Section, ...] = ()
    openings: tuple[Opening, ...] = ()
    is_unusual: bool = False

    @property
    def title(self) -> str:
        """The heading's bare words, by which its meaning and its item are known."""
        return bare_words(self.heading.nodes)

    def shown(self, lang: str) -> str:
        """The heading as a line without markup, in the words of its language."""
        return line_of(self.heading.nodes, lang=lang)

    def walk(self) -> Iterator[Section]:
        """This section and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Outline:
    """A text cut at its headings of level two, those of level three within them.

    A heading of level one counts as one of level two. `lead` is the text before
    all headings; `anchors` are those of all headings, deeper ones too. `doubts`
    are the lines that are read otherwise than they seem to be meant; `line` is where the text begins in its file.
    """

    lead: Fragment = EMPTY
    sections: tuple[Section, ...] = ()
    anchors: frozenset[str] = field(default=frozenset())
    doubts: tuple[Doubt, ...] = ()
    line: int = 1

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every relative link and image of the text, in order."""
        return tuple(references_in(self.lead, self.sections))


def references_in(lead: Fragment, sections: Iterable[Section]) -> Iterator[Reference]:
    """Every relative link and image of a text, in order."""
    yield from lead.references
    for section in sections:
        for part in section.walk():
            yield from (*part.heading.references, *part.content.references)


def anchors_in(lead: Fragment, sections: Iterable[Section]) -> Iterator[str]:
    """The anchors of all headings of a text."""
    yield from lead.anchors
    for section in sections:
        for part in section.walk():
            yield part.anchor
            yield from part.content.anchors


def free_anchor(slug: str, taken: Set[str], last: dict[str, int] | None = None) -> str:
    """The slug, with a number behind it if it is taken; `last` remembers for each slug where to go on counting."""
    if slug not in taken:
        return slug
    number = (last or {}).get(slug, 1) + 1
    while f"{slug}-{number}" in taken:
        number += 1
    if last is not None:
        last[slug] = number
    return f"{slug}-{number}"


def content_slug(text: str, _separator: str) -> str:
    """The same slug for the table of contents of hand-written pages."""
    return heading_slug(text)


def read_outline(text: str, path: str, first_line: int, reserved: Iterable[str] = ()) -> Outline:
    """The outline of a Markdown text that starts on `first_line` of the file `path`.

    `reserved` anchors belong to the page; a heading that would take one gets a
    number behind it. Raises `TooDeep`, `TooMuch`.
    """
    if not text.strip():
        return Outline()
    return _Reader(text, path, first_line, reserved).read()


class _Markdown(MarkdownIt):
    """Lets every address through to the sanitising, which decides once what may stay."""

    def validateLink(self, url: str) -> bool:
        return True


def _parser() -> MarkdownIt:
    parser = _Markdown("commonmark", {"linkify": True, "maxNesting": _DEEPEST})
    parser.enable(["table", "strikethrough", "linkify"])
    assert parser.linkify is not None
    parser.core.ruler.before("inline", "bounded", _bound)
    parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    return parser


def _bound(state: StateCore) -> None:
    """Stop before the inline parts are read, if one is made to take for ever."""
    for token in state.tokens:
        long = token.type == "inline" and len(token.content) > MOST_MARKS
        if long and sum(1 for _ in _MARKS.finditer(token.content)) > MOST_MARKS:
            raise TooMuch(token.map[0] if token.map else 0)


_MARKDOWN = _parser()


class _Reader:
    """Reads one text."""

    def __init__(self, text: str, path: str, first_line: int, reserved: Iterable[str]) -> None:
        self._path = path
        self._first_line = first_line
        self._text = text
        self._lines = text.split("\n")
        self._anchors: set[str] = set()
        self._taken = set(reserved)
        self._last_number: dict[str, int] = {}
        self._environment: dict[str, Any] = {}

    def read(self) -> Outline:
        # Footnotes are not part of the format: what looks like one is no link, and stands as it was written.
        text = _FOOTNOTE.sub(rf"\1{_MARK}", _with_unclosed_marked(self._text))
        tokens = _MARKDOWN.parse(text, self._environment)
        if any(token.level >= _DEEPEST - 1 for token in tokens):
            raise TooDeep
        lead: list[Token] = []
        groups: list[tuple[list[Token], list[Token]]] = []
        index = 0
        while index < len(tokens):
            held = groups[-1][1] if groups else lead
            is_heading = tokens[index].type == "heading_open" and tokens[index].level == 0
            part = tokens[index : index + 3] if is_heading else tokens[index : index + 1]
            index += len(part)
            if is_heading:
                anchor = self._anchor(part)
                if part[0].tag in ("h1", "h2", "h3"):
                    groups.append((part, []))
                    continue
                part[0].attrSet("id", f"portal:{anchor}")
            held.extend(part)
        doubts = doubts_in(tokens, self._lines, self._path, self._first_line)
        outline_lead = self._fragment(lead)
        sections = [self._section(heading, content) for heading, content in groups]
        blank = next(index for index, line in enumerate(self._lines) if line.strip())
        line = self._first_line + blank
        return Outline(outline_lead, tuple(_nested(sections)), frozenset(self._anchors), doubts, line)

    def _anchor(self, heading: list[Token]) -> str:
        children = heading[1].children or []
        words = "".join(" " if child.type.endswith("break") else _words(child) for child in children)
        anchor = free_anchor(heading_slug(words), self._taken, self._last_number)
        self._taken.add(anchor)
        self._anchors.add(anchor)
        heading[0].meta["anchor"] = anchor
        return anchor

    def _section(self, heading: list[Token], content: list[Token]) -> Section:
        opening = heading[0]
        line = opening.map[0] if opening.map else 0
        return Section(
            level=3 if opening.tag == "h3" else 2,
            heading=self._fragment(heading[1:2], in_line=True),
            anchor=str(opening.meta["anchor"]),
            place=Place(self._path, self._first_line + line),
            openings=openings_in([*heading, *content], self._lines, self._path, self._first_line),
            is_unusual=opening.markup not in ("##", "###"),
            content=self._fragment(content),
        )

    def _fragment(self, tokens: list[Token], in_line: bool = False) -> Fragment:
        for token in tokens:
            self._place_links(token)
            _align(token)
        html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, self._environment)
        return Fragment(sanitise(html.strip().replace(_MARK, ""), self._attribute, in_line))

    def _place_links(self, block: Token) -> None:
        """Write into each link of a block where it stands in the source."""
        if not block.children or not block.map:
            return
        line, column = block.map[0], 0
        for child in block.children:
            name = {"link_open": "href", "image": "src"}.get(child.type)
            if name is None:
                continue
            target = str(child.attrGet(name))
            found = self._find(target, _INLINE, line, column, block.map[1]) or self._find(target, _DEFINITION)
            if found is not None:
                if block.map[0] <= found[0] < block.map[1]:
                    line, column = found[0], found[1] + 1
                child.attrSet(name, f"{_PLACED}{found[0]}:{found[1]}:{target}")

    def _find(
        self, target: str, before: re.Pattern[str], line: int = 0, column: int = 0, end: int | None = None
    ) -> tuple[int, int] | None:
        """The line and column, from nought, of a link's target in the source, behind what comes before one."""
        for number in range(line, len(self._lines) if end is None else min(end, len(self._lines))):
            first = column if number == line else 0
            found = (_target_in(self._lines[number], form, before, first) for form in (target, unquote(target)))
            if places := [place for place in found if place is not None]:
                return number, min(places)
        return None

    def _attribute(self, tag: str, name: str, value: str) -> str | Reference | None:
        if name == "id":
            anchor = value.removeprefix("portal:")
            return anchor if anchor != value and anchor in self._anchors else None
        if (tag, name) in (("a", "href"), ("img", "src")):
            return self._address(tag, value.strip())
        return value

    def _address(self, tag: str, value: str) -> str | Reference | None:
        """A link elsewhere as it is; into the portal, or an image, as a reference that is yet to be closed."""
        placed = re.fullmatch(rf"{_PLACED}(\d+):(\d+):(.*)", value, re.DOTALL)
        target = placed[3] if placed else value
        try:
            scheme = urlsplit(target).scheme
        except ValueError:
            return None
        if scheme.lower() not in ("", *_SCHEMES):
            return None
        if scheme and tag == "a":
            return target
        at = (int(placed[1]), int(placed[2])) if placed else self._find(target, _RAW)
        line, column = at or (0, 0)
        return Reference(target, Place(self._path, self._first_line + line, column + 1))


def _target_in(line: str, target: str, before: re.Pattern[str], first: int) -> int | None:
    """Where a link's target stands in a line from the column `first` on, behind what comes before one."""
    at = line.find(target, first)
    while at >= 0:
        look = before.match if before is _DEFINITION else before.search
        if _BEHIND.match(line, at + len(target)) and look(line[first:at]):
            return at
        at = line.find(target, at + 1)
    return None


def _align(token: Token) -> None:
    """Say with an attribute how a cell of a table is aligned: markdown-it says it with a style, and none may stand."""
    style = str(token.attrs.pop("style", "")) if token.type in ("th_open", "td_open") else ""
    if style.startswith("text-align:"):
        token.attrSet("align", style.removeprefix("text-align:"))


def _with_unclosed_marked(text: str) -> str:
    """The text with a mark before tags that, never closed, would take all headings behind them for their own.

    Only at the start of a line does a tag open a block that runs to its end.
    """
    lower = text.lower()
    last = {tag: lower.rfind(close) for tag, close in _CLOSINGS.items()}

    def keep(match: re.Match[str]) -> str:
        return match[0] if match.end() <= last[match[1].lower()] else f"{_MARK}{match[0]}"

    return _OPENING.sub(keep, text)


def _words(token: Token) -> str:
    return token.content if token.type in ("text", "text_special", "code_inline", "image") else ""


def _nested(flat: list[Section]) -> Iterator[Section]:
    """Sections of level three within the one of level two before them; before any, they stand alone."""
    groups: list[tuple[Section, list[Section]]] = []
    for section in flat:
        if section.level == 3 and groups:
            groups[-1][1].append(section)
        else:
            groups.append((section, []))
    return (replace(section, children=tuple(children)) for section, children in groups)
