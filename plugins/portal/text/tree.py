"""A text as a tree: elements, with strings for the words in them.

What is true of every tree that a record's text becomes: its tags and attributes are those that `sanitising` allows; no
string is empty, and no two stand beside each other; an address into the portal, and every picture's, is a `Reference`,
and no other value is one. A tree never changes, is equal to another of the same words and tags, and is walked without
recursion, for nothing bounds how deep raw HTML lies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser
from typing import Self, cast

from lxml import etree

from portal.model.problems import Place

__all__ = [
    "Builder",
    "Element",
    "Listener",
    "Node",
    "Nodes",
    "Reference",
    "elements",
    "read_html",
    "read_page",
    "rebuilt",
    "start_tag",
    "tell_page",
    "walk",
    "words_as_html",
    "write_html",
]

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
"""Elements that hold nothing and have no closing tag (HTML, 13.1.2)."""
_DEEPEST = 100
"""Elements within each other of a tree that is walked by recursion."""
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

    def __reduce__(self) -> tuple[type[Element], tuple[str, Attributes, Nodes]]:
        return Element, (self.tag, self.attributes, self.children)

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
    builder = Builder()
    for node, is_end in walk(nodes):
        if isinstance(node, str):
            builder.add(node)
        elif is_end:
            for one in change(node, builder.end()):
                builder.add(one)
        else:
            builder.begin()
    return builder.end()


class Builder:
    """Makes a tree of what begins and ends."""

    def __init__(self) -> None:
        self._held: list[list[Node]] = [[]]

    def begin(self) -> None:
        """An element begins."""
        self._held.append([])

    def end(self) -> Nodes:
        """The innermost element ends, or the whole: what is in it."""
        return tuple(self._held.pop())

    def add(self, node: Node) -> None:
        """Add a node to what is in the innermost element; words become one with those before them."""
        nodes = self._held[-1]
        if isinstance(node, str) and nodes and isinstance(last := nodes[-1], str):
            nodes[-1] = last + node
        elif node:
            nodes.append(node)


class Listener:
    """What is told a tree in the order of its words; another that inherits from it does something of it."""

    def hear(self, nodes: Nodes) -> Self:
        """Tell it a tree."""
        for node, is_end in walk(nodes):
            if isinstance(node, str):
                self.say(node)
            elif is_end:
                self.end(node)
            else:
                self.begin(node)
        return self

    def begin(self, element: Element) -> None:
        """An element begins."""

    def end(self, element: Element) -> None:
        """An element ends."""

    def say(self, text: str) -> None:
        """Words follow."""


def write_html(nodes: Nodes) -> str:
    """A tree as HTML (HTML, 13.3), with what its references lead to."""
    parts: list[str] = []
    verbatim = 0
    for node, is_end in walk(nodes):
        if isinstance(node, str):
            parts.append(node if verbatim else words_as_html(node))
            continue
        if node.tag in _VERBATIM:
            verbatim += -1 if is_end else 1
        if not is_end:
            parts.append(start_tag(node))
        elif node.tag not in VOID:
            parts.append(f"</{node.tag}>")
    return "".join(parts)


def start_tag(element: Element) -> str:
    """The start tag of an element, as HTML."""
    parts = [f'<{element.tag} alt=""' if element.tag == "img" and not element.has("alt") else f"<{element.tag}"]
    for name, value in element.attributes:
        own = words_as_html(value).replace('"', "&quot;") if isinstance(value, str) else escape(value.target)
        parts.append(f' {name}="{own}"')
    return "".join(parts) + ">"


def words_as_html(text: str) -> str:
    """Words as HTML, in which no sign is taken for markup."""
    return text.replace("&", "&amp;").replace("\xa0", "&nbsp;").replace("<", "&lt;").replace(">", "&gt;")


def read_html(
    html: str,
    shown: Callable[[str, Sequence[str]], str | None] = lambda tag, _: tag,
    kept: Callable[[str, str, str], str | Reference | None] = lambda _tag, _name, value: value,
) -> Nodes:
    """The tree of some HTML, whatever stands in it; comments are no part of it.

    `shown(tag, around)` gives the tag that an element gets within those open around it, `None` where only what is in it
    stays; `kept(tag, name, value)` gives the value that an attribute gets, `None` where it goes.
    """
    if "<" not in html:
        return (unescape(html),) if html else ()
    reader = _Reader(shown, kept)
    reader.feed(html)
    reader.close()
    return reader.finish()


def tell_page(html: str, listener: Listener, shown: Callable[[Element], bool] = lambda _: True) -> None:
    """Tell a listener a page that is made already, without what is in elements that are not `shown`.

    The elements have no children; a list that counts down from the number of its points starts with that. Of HTML that
    is well-formed it is what `read_html` gives, read by libxml2 in a fraction of the time.
    """
    (page,) = etree.HTML(f"<body><main>{html}</main></body>", _PAGES)[0]
    begun: list[Element] = []
    steps = etree.iterwalk(page, events=("start", "end"))
    for event, node in steps:
        if event == "start":
            words = node.text
            if node is not page:
                begun.append(_element(node))
                listener.begin(begun[-1])
                if not shown(begun[-1]):
                    steps.skip_subtree()
                    continue
        elif node is page:
            return
        else:
            words = node.tail
            listener.end(begun.pop())
        if words:
            listener.say(words)


def read_page(html: str, shown: Callable[[Element], bool] = lambda _: True) -> Nodes:
    """The tree of a page that is made already, without what is not `shown`; see `tell_page`.

    It is no deeper than can be walked by recursion: of what lies deeper the words stand in what it lies in.
    """
    reader = _PageReader(shown)
    tell_page(html, reader, reader.is_shown)
    return reader.builder.end()


class _PageReader(Listener):
    """Builds the tree of what it is told; an element that is not shown is none of it."""

    def __init__(self, shown: Callable[[Element], bool]) -> None:
        self.builder = Builder()
        self._shown = shown
        self._is_skipped = False
        self._depth = 0

    def is_shown(self, element: Element) -> bool:
        """Whether an element that has just begun is shown; what is in one that is not is never told."""
        self._is_skipped = not self._shown(element)
        return not self._is_skipped

    def begin(self, element: Element) -> None:
        """Its children come next."""
        self._depth += 1
        if self._depth <= _DEEPEST:
            self.builder.begin()

    def say(self, text: str) -> None:
        """Words of the innermost element."""
        self.builder.add(text)

    def end(self, element: Element) -> None:
        """It has all its children."""
        self._depth -= 1
        is_skipped, self._is_skipped = self._is_skipped, False
        if self._depth >= _DEEPEST:
            self.builder.add(" ")
            return
        children = self.builder.end()
        if not is_skipped:
            self.builder.add(element.changed(children))


def _element(node: etree._Element) -> Element:
    attributes = cast("tuple[tuple[str, str], ...]", tuple(node.items()))
    if node.tag == "ol" and "reversed" in node.attrib and "start" not in node.attrib:
        attributes += (("start", str(len(node.findall("li")))),)
    return Element(node.tag, attributes)


_PAGES = etree.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)


class _Reader(HTMLParser):
    def __init__(self, shown: Callable[..., str | None], kept: Callable[..., str | Reference | None]) -> None:
        super().__init__()
        self._shown, self._kept = shown, kept
        self._builder = Builder()
        self._around: list[str] = []
        self._open: list[Element | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        shown = self._shown(tag, self._around)
        found = ((name, self._kept(tag, name, value or "")) for name, value in attrs)
        self._around.append(tag)
        if shown is None:
            self._open.append(None)
        else:
            self._open.append(Element(shown, tuple((name, value) for name, value in found if value is not None)))
            self._builder.begin()
        if tag in VOID:
            self._end()

    def handle_endtag(self, tag: str) -> None:
        if tag in reversed(self._around):
            while self._end() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._builder.add(data)

    def finish(self) -> Nodes:
        while self._open:
            self._end()
        return self._builder.end()

    def _end(self) -> str:
        if element := self._open.pop():
            self._builder.add(element.changed(self._builder.end()))
        return self._around.pop()
