"""The documents that are indexed: each page's body, with what it is beside it and without what only serves the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from jinja2 import Environment

from portal.model.kinds import CASE
from portal.outputs.search.entries import SearchEntry
from portal.outputs.search.numbers import marked, signs_in
from portal.text.plain import spelt_out
from portal.text.tree import Element, Node, Nodes, read_html, rebuilt, write_html

__all__ = ["LEFT_OUT", "documents", "readable"]

LEFT_OUT = (
    "h1", ".crumbs", ".kind", ".lifeline", ".downloads", ".side", ".toc", "nav", "button", "svg",
    ".perma", ".citation", ".cite", ".follow", ".pager", ".missing", ".sr", ".decision__foot", ".preview",
    "table.agenda", "#_sakliste", '[aria-labelledby="_vis-til"]',
    ".of-meeting .notice:not(.notice--bad)", ".of-case .head .lede", ".of-case table",
    '.of-organisation [aria-labelledby="_neste"]', ".of-organisation .list", ".of-organisation .tasks",
    ".of-organisation .decision",
    ".of-project .matrix", ".of-project .fig", ".of-project .sums",
)  # fmt: skip
"""What is not searched, as CSS selectors: ways to move and to cite, and what repeats another page or place."""

_JOINED = frozenset({"a", "b", "small", "span"})
"""Elements whose words touch those of the element behind them where only the looks of a page part them."""


def documents(
    environment: Environment, bodies: Mapping[str, str], pages: Mapping[str, SearchEntry], lang: str
) -> Iterator[str]:
    """A document for each of the `pages`, in their order; `bodies` has the HTML of each, by address.

    `lang` is the language of the site.
    """
    template = environment.get_template("search/document.html")
    for address, entry in pages.items():
        own = signs_in(", ".join(entry.numbers)) if entry.form == CASE.name else []
        yield template.render(page=entry, body=readable(bodies[address], entry.lang or lang), marked=marked, own=own)


def readable(html: str, lang: str) -> str:
    """HTML whose words are parted and told where a page does it by its looks alone, and whose numbers bear their signs.

    `lang` is the language of its words.
    """
    nodes = rebuilt(
        spelt_out(read_html(html), lang),
        lambda element, children: [Element(element.tag, element.attributes, tuple(_parted(children)))],
    )
    return write_html(tuple(_parted(nodes)))


def _parted(nodes: Nodes) -> Iterator[Node]:
    for node, following in zip_longest(nodes, nodes[1:]):
        yield marked(node.replace("\xa0", " ")) if isinstance(node, str) else node
        if isinstance(node, Element) and node.tag in _JOINED and isinstance(following, Element):
            yield " "
