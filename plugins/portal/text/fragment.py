"""A piece of safe HTML whose links into the portal are still open.

A link to another record cannot be written before it is known whether that
record is public, and from which page the link leads. Until then it stands in
the HTML as a numbered placeholder.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from portal.model.problems import Place
from portal.text.plain import bare_words

__all__ = ["EMPTY", "Fragment", "Reference"]

_LINK = re.compile(r'<a\b([^>]*?) href="portal:(\d+)"([^>]*)>(.*?)</a>', re.DOTALL)
_IMAGE = re.compile(r'<img\b([^>]*?)\bsrc="portal:(\d+)"([^>]*)>')
_ALT = re.compile(r'\balt="([^"]*)"')
_ANCHOR = re.compile(r'<h[1-6]\b[^>]*?\bid="([^"]+)"')
_HEADING = re.compile(r'<h([1-6]) id="([^"]+)">(.*?)</h\1>', re.DOTALL)


@dataclass(frozen=True)
class Reference:
    """A relative link or image in a text: what was written, and where."""

    target: str
    place: Place


@dataclass(frozen=True)
class Fragment:
    """Safe HTML with open references; `html` holds `portal:<n>` for `references[n]`."""

    html: str = ""
    references: tuple[Reference, ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.html)

    @property
    def anchors(self) -> list[str]:
        """The anchors of the headings within."""
        return _ANCHOR.findall(self.html)

    def without_anchors(self) -> Fragment:
        """The same text without the anchors of its headings."""
        return Fragment(_HEADING.sub(r"<h\1>\3</h\1>", self.html), self.references)

    def narrowed(self, decide: Callable[[Reference, str], tuple[Reference | None, str | None]]) -> Fragment:
        """The fragment with some links turned into plain words.

        `decide(reference, words)` gives the reference that stays, or `None`,
        and the words to show in place of its own, if others; with them goes its `title`.
        """
        if not self.references:
            return self
        kept: list[Reference] = []

        def settle(number: str, words: str, build: Callable[[int, str | None], str]) -> str:
            stays, instead = decide(self.references[int(number)], words)
            if stays is None:
                return words if instead is None else instead
            kept.append(stays)
            return build(len(kept) - 1, instead)

        def link(match: re.Match[str]) -> str:
            def anchor(number: int, instead: str | None) -> str:
                if instead is None:
                    return f'<a{match[1]} href="portal:{number}"{match[3]}>{match[4]}</a>'
                return f'<a href="portal:{number}">{instead}</a>'

            return settle(match[2], match[4], anchor)

        def image(match: re.Match[str]) -> str:
            alt = found[1] if (found := _ALT.search(match[0])) else ""
            return settle(match[2], alt, lambda n, _: f'<img{match[1]}src="portal:{n}"{match[3]}>')

        html = _LINK.sub(link, _IMAGE.sub(image, self.html))
        return Fragment(html, tuple(kept))

    def reanchored(self, before: Fragment, anchor_of: Callable[[str], str]) -> Fragment:
        """The fragment with new anchors for the headings whose words are others than in `before`."""
        if self.html == before.html:
            return self
        earlier = iter(_HEADING.findall(before.html))

        def heading(match: re.Match[str]) -> str:
            words = next(earlier)[2]
            anchor = match[2] if words == match[3] else anchor_of(bare_words(match[3]))
            return f'<h{match[1]} id="{anchor}">{match[3]}</h{match[1]}>'

        return Fragment(_HEADING.sub(heading, self.html), self.references)

    def resolved(self, address_of: Callable[[Reference, str], tuple[str | None, str]]) -> str:
        """The HTML with every reference closed.

        `address_of(reference, words)` gives the address to link to and the
        words to show; without an address the words stand as plain text.
        """

        def link(match: re.Match[str]) -> str:
            address, words = address_of(self.references[int(match[2])], match[4])
            return f'<a{match[1]} href="{address}"{match[3]}>{words}</a>' if address else words

        def image(match: re.Match[str]) -> str:
            alt = found[1] if (found := _ALT.search(match[0])) else ""
            address, words = address_of(self.references[int(match[2])], alt)
            described = "" if found else ' alt=""'
            return f'<img{described}{match[1]}src="{address}"{match[3]}>' if address else words

        return _LINK.sub(link, _IMAGE.sub(image, self.html))


EMPTY = Fragment()
