"""A text as a tree: elements, with strings for the words in them.

What is true of every tree that a record's text becomes: its tags and attributes are those that `sanitising` allows; no
string is empty, and no two stand beside each other; an address into the portal, and every picture's, is a `Reference`,
and no other value is one. A tree never changes, is equal to another of the same words and tags, and is walked without
recursion, for nothing bounds how deep raw HTML lies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser

from portal.model.problems import Place

__all__ = [
    "Builder",
    "Element",
    "HtmlReader",
    "Node",
    "Nodes",
    "Reference",
    "elements",
    "read_html",
    "rebuilt",
    "walk",
    "write_html",
]

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
"""Elements that hold nothing and have no closing tag (HTML, 13.1.2)."""
_VERBATIM = frozenset({"script", "style"})
"""Elements in which a sign stands for itself."""


@dataclass(frozen=True)
class Reference:
    """A relative link or image in a text: what was written, and where. Once resolved, its target is an address."""

    target: str
    place: Place


@dataclass(frozen=True, slots=True)
class Element:
    """An element with its attributes in the order in which they were written, and what is in it."""

    tag: str
    attributes: Attributes = ()
    children: tuple[Node, ...] = ()

    def get(self, name: str, default: str = "") -> str:
        """The value of an attribute, of a reference its target."""
        value = next((value for key, value in self.attributes if key == name), default)
        return value if isinstance(value, str) else value.target

    def has(self, name: str) -> bool:
        """Whether it has an attribute of this name."""
        return any(key == name for key, _ in self.attributes)

    def changed(self, children: Nodes, **given: str | Reference | None) -> Element:
        """The same with these children, and with other values of attributes that it has; `None` takes one away."""
        attributes = ((name, given.get(name, value)) for name, value in self.attributes)
        kept = tuple((name, value) for name, value in attributes if value is not None) if given else self.attributes
        return Element(self.tag, kept, children)

    @property
    def reference(self) -> Reference | None:
        """What it leads to or shows within the portal."""
        return next((value for _, value in self.attributes if isinstance(value, Reference)), None)


Attributes = tuple[tuple[str, str | Reference], ...]
Node = Element | str
Nodes = tuple[Node, ...]


def walk(nodes: Nodes) -> Iterator[tuple[Node, bool]]:
    """Every node in the order of the text; an element once more, with `True`, where it ends."""
    open_: list[Element] = []
    within = [iter(nodes)]
    while within:
        for node in within[-1]:
            yield node, False
            if not isinstance(node, str):
                open_.append(node)
                within.append(iter(node.children))
                break
        else:
            within.pop()
            if open_:
                yield open_.pop(), True


def elements(nodes: Nodes) -> Iterator[Element]:
    """Every element, in the order in which they begin."""
    return (node for node, is_end in walk(nodes) if not is_end and not isinstance(node, str))


def rebuilt(nodes: Nodes, change: Callable[[Element, Nodes], Iterable[Node]]) -> Nodes:
    """A tree of what `change` makes of each element, the innermost first.

    It gets the element as it was, and what its children have become.
    """
    held: list[list[Node]] = [[]]
    for node, is_end in walk(nodes):
        if isinstance(node, str):
            _add(held[-1], node)
        elif is_end:
            children = tuple(held.pop())
            for one in change(node, children):
                _add(held[-1], one)
        else:
            held.append([])
    return tuple(held[0])


class Builder:
    """Makes a tree of what begins and ends."""

    def __init__(self) -> None:
        self._open: list[tuple[str, Attributes, list[Node]]] = [("", (), [])]

    def add(self, node: Node) -> None:
        """A node within what is open."""
        _add(self._open[-1][2], node)

    def begin(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""
        self._open.append((tag, attributes, []))

    def end(self) -> None:
        """The innermost element ends."""
        tag, attributes, children = self._open.pop()
        self.add(Element(tag, attributes, tuple(children)))

    def finish(self) -> Nodes:
        """The tree; what is still open ends."""
        while len(self._open) > 1:
            self.end()
        return tuple(self._open[0][2])


def _add(nodes: list[Node], node: Node) -> None:
    """Add a node to others; words become one with those before them."""
    if isinstance(node, str) and nodes and isinstance(last := nodes[-1], str):
        nodes[-1] = last + node
    elif node:
        nodes.append(node)


def write_html(nodes: Nodes) -> str:
    """A tree as HTML (HTML, 13.3), with what its references lead to."""
    parts: list[str] = []
    verbatim = 0
    for node, is_end in walk(nodes):
        if isinstance(node, str):
            parts.append(node if verbatim else _escaped(node))
            continue
        if node.tag in _VERBATIM:
            verbatim += -1 if is_end else 1
        if not is_end:
            parts += ["<", node.tag]
            for name, value in node.attributes:
                own = _escaped(value).replace('"', "&quot;") if isinstance(value, str) else escape(value.target)
                parts.append(f' {name}="{own}"')
            parts.append(">")
        elif node.tag not in _VOID:
            parts.append(f"</{node.tag}>")
    return "".join(parts)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("\xa0", "&nbsp;").replace("<", "&lt;").replace(">", "&gt;")


def read_html(html: str) -> Nodes:
    """The tree of some HTML, whatever stands in it; comments are no part of it."""
    return HtmlReader().read(html)


class HtmlReader(HTMLParser):
    """Builds a tree of all that it reads; another that inherits from it says what is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.around: list[str] = []
        """The elements that are open, by the tags that were read, the outermost first."""
        self._builder = Builder()
        self._is_shown: list[bool] = []

    def read(self, html: str) -> Nodes:
        """The tree of some HTML."""
        if "<" not in html:
            return (unescape(html),) if html else ()
        self.feed(html)
        self.close()
        return self._builder.finish()

    def shown(self, tag: str) -> str | None:
        """The tag that an element gets that begins here; `None` where only its words are kept."""
        return tag

    def kept(self, tag: str, name: str, value: str) -> str | Reference | None:
        """What is kept of an attribute; `None` for nothing."""
        return value

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        shown = self.shown(tag)
        if shown:
            found = ((name, self.kept(tag, name, value or "")) for name, value in attrs)
            self._builder.begin(shown, tuple((name, value) for name, value in found if value is not None))
        self.around.append(tag)
        self._is_shown.append(bool(shown))
        if tag in _VOID:
            self._end()

    def handle_endtag(self, tag: str) -> None:
        if tag in reversed(self.around):
            while self._end() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._builder.add(data)

    def _end(self) -> str:
        if self._is_shown.pop():
            self._builder.end()
        return self.around.pop()
