"""The documents that are indexed: each page's body, with what it is beside it and without what only serves the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinja2 import Environment

from portal.model.kinds import CASE
from portal.outputs.search.entries import SearchEntry
from portal.outputs.search.numbers import marked, signs_in
from portal.text.plain import spelt_out
from portal.text.tree import read_html, write_html

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
    return write_html(spelt_out(read_html(html), lang, lambda text: marked(text.replace("\xa0", " "))))
