"""A record's Markdown becomes an outline: headings, each with its safe HTML, its anchor and its line.

The text is read as git hosts read it (CommonMark 0.31, with tables, struck-out
text and bare addresses as links), once; it is the parsed text that is cut at
its headings, so that code blocks and raw HTML can never pass for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token
from slugify import slugify

from portal.problems import Place
from portal.text.fragment import EMPTY, Fragment, Reference
from portal.text.sanitising import sanitise

__all__ = ["Outline", "Section", "TooDeep", "content_slug", "free_anchor", "heading_slug", "read_outline"]

_REPLACEMENTS = (("æ", "ae"), ("Æ", "ae"), ("ø", "o"), ("Ø", "o"), ("å", "a"), ("Å", "a"))
_DEEPEST = 60
_FOOTNOTE = re.compile(r"\[(?=\^)")


class TooDeep(Exception):
    """A text is nested deeper than it can be read."""


@dataclass(frozen=True)
class Section:
    """A heading and the text up to the next one."""

    level: int
    heading: Fragment
    anchor: str
    place: Place
    content: Fragment
    children: tuple[Section, ...] = ()

    @property
    def title(self) -> str:
        """The heading's words."""
        return self.heading.text

    def walk(self) -> Iterator[Section]:
        """This section and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Outline:
    """A text cut at its headings of level two, those of level three within them.

    A heading of level one counts as one of level two. `lead` is the text before
    all headings; `anchors` are those of all headings, deeper ones too.
    """

    lead: Fragment = EMPTY
    sections: tuple[Section, ...] = ()
    anchors: frozenset[str] = field(default=frozenset())

    def references(self) -> Iterator[Reference]:
        """Every relative link and image of the text, in order."""
        yield from self.lead.references
        for section in self.sections:
            for part in section.walk():
                yield from part.heading.references
                yield from part.content.references


def heading_slug(text: str) -> str:
    """The anchor of a heading: a slug in which æ, ø and å stay readable as ae, o and a."""
    return slugify(text, replacements=_REPLACEMENTS) or "avsnitt"


def free_anchor(slug: str, taken: Set[str]) -> str:
    """The slug, with a number behind it if it is taken."""
    anchor, number = slug, 2
    while anchor in taken:
        anchor, number = f"{slug}-{number}", number + 1
    return anchor


def content_slug(text: str, _separator: str) -> str:
    """The same slug for the table of contents of hand-written pages."""
    return heading_slug(text)


def read_outline(text: str, path: str, first_line: int, reserved: Iterable[str] = ()) -> Outline:
    """The outline of a Markdown text that starts on `first_line` of the file `path`.

    `reserved` anchors belong to the page; a heading that would take one gets a
    number behind it. Raises `TooDeep`.
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
    parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    return parser


_MARKDOWN = _parser()


class _Reader:
    """Reads one text."""

    def __init__(self, text: str, path: str, first_line: int, reserved: Iterable[str]) -> None:
        self._path = path
        self._first_line = first_line
        self._text = text
        self._lines = text.split("\n")
        self._reserved = set(reserved)
        self._taken: set[str] = set()
        self._references: list[Reference] = []
        self._searched: dict[str, tuple[int, int]] = {}
        self._environment: dict[str, Any] = {}

    def read(self) -> Outline:
        # Footnotes are not part of the format: what looks like one stands as it was written.
        tokens = _MARKDOWN.parse(_FOOTNOTE.sub(r"\\[", self._text), self._environment)
        if any(token.level >= _DEEPEST - 1 for token in tokens):
            raise TooDeep
        lead: list[Token] = []
        groups: list[tuple[list[Token], list[Token]]] = []
        while tokens:
            token = tokens[0]
            if token.type == "heading_open" and token.level == 0:
                heading, tokens = tokens[:3], tokens[3:]
                anchor = self._anchor(heading)
                if token.tag in ("h1", "h2", "h3"):
                    groups.append((heading, []))
                    continue
                heading[0].attrSet("id", f"portal:{anchor}")
                (groups[-1][1] if groups else lead).extend(heading)
            else:
                (groups[-1][1] if groups else lead).append(token)
                tokens = tokens[1:]
        outline_lead = self._fragment(lead)
        sections = [self._section(heading, content) for heading, content in groups]
        return Outline(outline_lead, tuple(_nested(sections)), frozenset(self._taken))

    def _anchor(self, heading: list[Token]) -> str:
        children = heading[1].children or []
        words = " ".join(child.content for child in children if child.type in ("text", "code_inline"))
        anchor = free_anchor(heading_slug(words), self._taken | self._reserved)
        self._taken.add(anchor)
        heading[0].meta["anchor"] = anchor
        return anchor

    def _section(self, heading: list[Token], content: list[Token]) -> Section:
        opening = heading[0]
        line = opening.map[0] if opening.map else 0
        return Section(
            level=3 if opening.tag == "h3" else 2,
            heading=self._fragment(heading[1:2]),
            anchor=str(opening.meta["anchor"]),
            place=Place(self._path, self._first_line + line),
            content=self._fragment(content),
        )

    def _fragment(self, tokens: list[Token]) -> Fragment:
        html = self._html(tokens)
        references, self._references = tuple(self._references), []
        return Fragment(html, references)

    def _html(self, tokens: list[Token]) -> str:
        html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, self._environment)
        return sanitise(html.strip(), self._attribute)

    def _attribute(self, tag: str, name: str, value: str) -> str | None:
        if name == "id":
            anchor = value.removeprefix("portal:")
            return anchor if anchor != value and anchor in self._taken else None
        if (tag, name) in (("a", "href"), ("img", "src")):
            return self._address(value.strip())
        return value

    def _address(self, value: str) -> str | None:
        try:
            scheme = urlsplit(value).scheme
        except ValueError:
            return None
        if scheme:
            return value if scheme.lower() != "portal" else None
        self._references.append(Reference(value, self._reference_place(value)))
        return f"portal:{len(self._references) - 1}"

    def _reference_place(self, target: str) -> Place:
        """Where the next occurrence of a link's target stands in the source."""
        written = unquote(target)
        line, column = self._searched.get(target, (0, 0))
        for number in range(line, len(self._lines)):
            start = column if number == line else 0
            places = [self._lines[number].find(form, start) for form in (target, written)]
            found = min((place for place in places if place >= 0), default=-1)
            if found >= 0:
                self._searched[target] = (number, found + 1)
                return Place(self._path, self._first_line + number, found + 1)
        return Place(self._path, self._first_line + line, max(column, 1))


def _nested(flat: list[Section]) -> Iterator[Section]:
    """Sections of level three within the one of level two before them; before any, they stand alone."""
    held: Section | None = None
    children: list[Section] = []
    for section in flat:
        if section.level == 3 and held is not None:
            children.append(section)
            continue
        if held is not None:
            yield replace(held, children=tuple(children))
        held, children = section, []
    if held is not None:
        yield replace(held, children=tuple(children))
