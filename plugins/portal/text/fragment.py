"""A piece of safe text whose links into the portal are still open.

A link to another record cannot be written before it is known whether that
record is public, and from which page the link leads. Until then it stands in
the tree as a reference.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from portal.text.plain import bare_words
from portal.text.tree import Element, Node, Nodes, Reference, elements, rebuilt

__all__ = ["EMPTY", "Fragment", "Reference"]


Decide = Callable[[Reference, str], tuple[Reference | None, str | None]]


@dataclass(frozen=True)
class Fragment:
    """Safe text with open references."""

    nodes: Nodes = ()

    def __bool__(self) -> bool:
        return bool(self.nodes)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """What its links lead to and its images show within the portal, in order."""
        return tuple(filter(None, (element.reference for element in elements(self.nodes))))

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """The anchors of the headings within."""
        return tuple(element.get("id") for element in elements(self.nodes) if element.has("id"))

    def without_anchors(self) -> Fragment:
        """The same text without the anchors of its headings."""
        return Fragment(rebuilt(self.nodes, lambda element, children: [element.changed(children, id=None)]))

    def narrowed(self, decide: Decide, anchor_of: Callable[[str], str] | None = None) -> Fragment:
        """The text with some links turned into plain words.

        `decide(reference, words)` gives the reference that stays, or `None`,
        and the words to show in place of its own, if others; with them goes its `title`.
        A heading that thereby has other words gets the anchor that `anchor_of`, if any, makes of them.
        """

        def narrow(element: Element, children: Nodes) -> Sequence[Node]:
            reference = element.reference
            if reference is None:
                if anchor_of and element.has("id") and (words := bare_words(children)) != bare_words(element.children):
                    return [element.changed(children, id=anchor_of(words))]
                return [element.changed(children)]
            own = (element.get("alt"),) if element.tag == "img" else children
            stays, instead = decide(reference, bare_words(own))
            if stays is None:
                return own if instead is None else [instead]
            if instead is None:
                return [element.changed(children, href=stays, src=stays)]
            if element.tag == "img":
                return [Element("img", (("src", stays), ("alt", instead)))]
            return [Element("a", (("href", stays),), (instead,))]

        return Fragment(rebuilt(self.nodes, narrow)) if self.references else self

    def resolved(self, address_of: Callable[[Reference], str | None]) -> Fragment:
        """The text with every reference closed: what `address_of` gives is its target.

        Without an address the words stand as plain text.
        """

        def close(reference: Reference, _: str) -> tuple[Reference | None, None]:
            address = address_of(reference)
            return (Reference(address, reference.place) if address else None), None

        return self.narrowed(close)


EMPTY = Fragment()
