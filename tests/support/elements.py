"""A page as a tree of elements, for tests that assert words where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass
class Element:
    """An element: its attributes, and its children in order, text among them."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All the words in it, spaces folded."""
        return " ".join("".join(self._words()).replace("\xa0", " ").split())

    def _words(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._words()
                yield " " if child.tag in ("p", "li", "td", "th", "dt", "dd", "div", "br", "h1", "h2", "h3") else ""

    def walk(self) -> Iterator[Element]:
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        """The elements below with a tag, or any, and attributes; `class_` is one class of several."""
        return [e for e in self.walk() if e is not self and tag in ("", e.tag) and e._has(attributes)]

    def one(self, tag: str, **attributes: str) -> Element:
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} {tag} {attributes} in: {self.text[:300]}"
        return found[0]

    def by_id(self, id_: str) -> Element:
        found = [e for e in self.walk() if e.attributes.get("id") == id_]
        assert len(found) == 1, f"{len(found)} elements with id {id_}"
        return found[0]

    def section(self, name: str) -> Element:
        """The innermost `section` (or, with none, the element) around the heading of a name.

        A heading's name is its id, with or without the `_` that keeps the portal's own ids from those of the texts.
        """
        holders = [e for e in self.walk() if any(e_.attributes.get("id") in (name, f"_{name}") for e_ in e.walk())]
        assert holders, f"no heading {name} in: {self.text[:300]}"
        sections = [e for e in holders if e.tag == "section"]
        return sections[-1] if sections else holders[-2]

    def has_section(self, name: str) -> bool:
        return any(e.attributes.get("id") in (name, f"_{name}") for e in self.walk())

    def rows(self) -> list[list[str]]:
        """The rows of the tables in it, as the words of their cells."""
        return [[cell.text for cell in row.children if isinstance(cell, Element)] for row in self.all("tr")]

    def facts(self) -> dict[str, str]:
        """The definition lists in it."""
        return {
            group.all("dt")[0].text: group.all("dd")[0].text
            for group in self.all("div")
            if len(group.all("dt")) == 1 and len(group.all("dd")) == 1
        }

    def hrefs(self) -> list[str]:
        return [e.attributes["href"] for e in self.walk() if "href" in e.attributes]

    def _has(self, attributes: dict[str, str]) -> bool:
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return all(
            value in self.attributes.get(name, "").split() if name == "class" else self.attributes.get(name) == value
            for name, value in wanted.items()
        )


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if any(e.tag == tag for e in self._open[1:]):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def parsed(html: str) -> Element:
    """A piece of HTML, below an element without a name."""
    builder = _Builder()
    builder.feed(html)
    return builder.root


def read_main(path: Path) -> Element:
    """A page's `main`."""
    return parsed(path.read_text("utf-8")).one("main")
