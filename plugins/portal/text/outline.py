"""A record's Markdown becomes an outline: headings, each with its safe HTML and its anchor.

The whole text is converted once; it is the parsed tree that is cut at its
headings, so that code blocks and raw HTML can never pass for one.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import markdown
from slugify import slugify

from portal.problems import Place
from portal.text.fragment import EMPTY, Fragment, Reference, plain_text
from portal.text.sanitising import sanitise

__all__ = ["Outline", "Section", "content_slug", "free_anchor", "heading_slug", "read_outline"]

_HEADING = re.compile(r"(#{1,6})[ \t]*(.*?)[ \t]*#*[ \t]*$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_REPLACEMENTS = (("æ", "ae"), ("Æ", "ae"), ("ø", "o"), ("Ø", "o"), ("å", "a"), ("Å", "a"))


@dataclass(frozen=True)
class Section:
    """A heading and the text up to the next one. The text before all headings has level 0."""

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
    """A text cut at its headings of level two, those of level three within them."""

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
    number behind it.
    """
    if not text.strip():
        return Outline()
    return _Reader(text, path, first_line, reserved).read()


_MARKDOWN = markdown.Markdown(
    extensions=["tables", "fenced_code", "sane_lists", "def_list", "pymdownx.magiclink"],
    output_format="html",
)


class _Reader:
    """Reads one text."""

    def __init__(self, text: str, path: str, first_line: int, reserved: Iterable[str]) -> None:
        self._path = path
        self._first_line = first_line
        self._lines = text.split("\n")
        self._reserved = set(reserved)
        self._taken: set[str] = set()
        self._references: list[Reference] = []
        self._searched: dict[str, int] = {}
        self._headings = list(_heading_lines(self._lines))

    def read(self) -> Outline:
        tree = _parsed(self._lines)
        groups = self._grouped(tree)
        lead = self._fragment(groups[0][1])
        flat = [self._section(heading, elements) for heading, elements in groups[1:] if heading is not None]
        anchors = frozenset(self._taken)
        return Outline(lead, tuple(_nested(flat)), anchors)

    def _grouped(self, tree: etree.Element) -> list[tuple[etree.Element | None, list[etree.Element]]]:
        groups: list[tuple[etree.Element | None, list[etree.Element]]] = [(None, [])]
        for element in tree:
            if re.fullmatch("h[1-6]", element.tag):
                element.set("id", f"portal:{self._anchor(_words(element))}")
                if element.tag in ("h1", "h2", "h3"):
                    groups.append((element, []))
                    continue
            groups[-1][1].append(element)
        return groups

    def _section(self, heading: etree.Element, elements: list[etree.Element]) -> Section:
        anchor = heading.attrib["id"].removeprefix("portal:")
        place = self._heading_place(_words(heading))
        inner = etree.Element("div")
        inner.text = heading.text
        inner.extend(list(heading))
        level = 3 if heading.tag == "h3" else 2
        html = self._html([inner]).removeprefix("<div>").removesuffix("</div>")
        return Section(level, Fragment(html, self._take_references()), anchor, place, self._fragment(elements))

    def _fragment(self, elements: list[etree.Element]) -> Fragment:
        if not elements:
            return EMPTY
        return Fragment(self._html(elements), self._take_references())

    def _take_references(self) -> tuple[Reference, ...]:
        taken, self._references = tuple(self._references), []
        return taken

    def _html(self, elements: list[etree.Element]) -> str:
        root = etree.Element("div")
        root.extend(elements)
        html = _MARKDOWN.serializer(root)
        for postprocessor in _MARKDOWN.postprocessors:
            html = postprocessor.run(html)
        start, end = html.index("<div>") + 5, html.rindex("</div>")
        return sanitise(html[start:end].strip(), self._attribute)

    def _attribute(self, tag: str, name: str, value: str) -> str | None:
        if name == "id":
            anchor = value.removeprefix("portal:")
            return anchor if anchor != value and anchor in self._taken else None
        if (tag, name) in (("a", "href"), ("img", "src")):
            return self._address(value)
        return value

    def _address(self, value: str) -> str | None:
        try:
            parts = urlsplit(value.strip())
        except ValueError:
            return None
        if parts.scheme:
            return value if parts.scheme.lower() != "portal" else None
        self._references.append(Reference(value.strip(), self._reference_place(value.strip())))
        return f"portal:{len(self._references) - 1}"

    def _reference_place(self, target: str) -> Place:
        """Where the next occurrence of a link's target stands in the source."""
        start = self._searched.get(target, 0)
        for number in range(start, len(self._lines)):
            column = self._lines[number].find(target)
            if column >= 0:
                self._searched[target] = number + 1
                return Place(self._path, self._first_line + number, column + 1)
        return Place(self._path, self._first_line + max(start - 1, 0))

    def _heading_place(self, words: str) -> Place:
        """Where a heading stands; headings come in the order of the source."""
        bare = _folded(words)
        for index, (number, source) in enumerate(self._headings):
            if _folded(source) == bare:
                del self._headings[: index + 1]
                return Place(self._path, self._first_line + number)
        return Place(self._path, self._first_line)

    def _anchor(self, words: str) -> str:
        anchor = free_anchor(heading_slug(words), self._taken | self._reserved)
        self._taken.add(anchor)
        return anchor


def _parsed(lines: list[str]) -> etree.Element:
    """The element tree of a Markdown text: the steps of `Markdown.convert` up to the tree."""
    _MARKDOWN.reset()
    for preprocessor in _MARKDOWN.preprocessors:
        lines = preprocessor.run(lines)
    root = _MARKDOWN.parser.parseDocument(lines).getroot()
    assert root is not None
    for treeprocessor in _MARKDOWN.treeprocessors:
        changed = treeprocessor.run(root)
        root = root if changed is None else changed
    return root


def _words(heading: etree.Element) -> str:
    html = _MARKDOWN.serializer(heading)
    for postprocessor in _MARKDOWN.postprocessors:
        html = postprocessor.run(html)
    return plain_text(html)


def _folded(heading: str) -> str:
    return re.sub(r"[\W_]+", "", plain_text(heading)).casefold()


def _heading_lines(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The headings of a source outside code fences, with their line numbers from nought."""
    fence = ""
    for number, line in enumerate(lines):
        if match := _FENCE.match(line):
            fence = "" if fence and match[1].startswith(fence) else fence or match[1]
        elif not fence and (match := _HEADING.match(line)):
            yield number, match[2]
        elif not fence and number and re.fullmatch(r"=+[ ]*|-+[ ]*", line) and lines[number - 1].strip():
            yield number - 1, lines[number - 1]


def _nested(flat: list[Section]) -> Iterator[Section]:
    """Sections of level three within the one of level two before them; before any, they stand alone."""
    held: Section | None = None
    children: list[Section] = []
    for section in flat:
        if section.level == 3 and held is not None:
            children.append(section)
            continue
        if held is not None:
            yield _with(held, children)
        held, children = section, []
    if held is not None:
        yield _with(held, children)


def _with(section: Section, children: list[Section]) -> Section:
    return Section(section.level, section.heading, section.anchor, section.place, section.content, tuple(children))
