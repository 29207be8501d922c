"""Renders views with their templates, closing every open link from the page it stands on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields
from functools import cached_property

from jinja2 import Environment, Template
from markupsafe import Markup

from portal.derived.destinations import Destinations
from portal.derived.parts import View
from portal.derived.public import PublicPortal
from portal.derived.redirects import Leading, Redirect
from portal.model import addresses
from portal.pages.rendering.document import Frame
from portal.pages.rendering.markup import RELATION
from portal.pages.rendering.page import Page
from portal.pages.theme import Theme
from portal.text.fragment import Fragment, Reference
from portal.text.tree import Element, Nodes, elements, read_html, rebuilt, write_html

__all__ = ["Renderer"]

_EARLY = re.compile(r'<script [^>]*blocking="render"[^>]*></script>')
_BLANK_LINES = re.compile(r"\n\s*\n+")
_SEEN: ContextVar[set[str]] = ContextVar("seen")
"""What the page that is rendered has explained already: where its words led, and the short names that it spelt out."""
_PAGE: ContextVar[str] = ContextVar("page")
"""The address of the page that is rendered: so templates that are imported are put together once, not for each page."""


_UNSPELT = frozenset("a abbr code pre samp kbd".split())
"""Elements in which a short name is left as it is."""
_LONGEST_SHORT = 12
"""Signs of a short name that is spelt out: a longer one says what it means."""


def _short_names(portal: PublicPortal) -> Iterator[tuple[str, str]]:
    """The short names of organisations that one must know, such as SSU, each with the whole name.

    One that several organisations go by is left out.
    """
    names = Counter(one.facts.short for one in portal.organisations)
    for one in portal.organisations:
        short, title = one.facts.short, one.facts.title
        if short and title and names[short] == 1 and _is_acronym(short) and short != title:
            yield short, title


def _is_acronym(short: str) -> bool:
    return short.isalnum() and len(short) <= _LONGEST_SHORT and sum(map(str.isupper, short)) > 1


class Renderer:
    """Renders the pages of one public portal."""

    def __init__(self, environment: Environment, portal: PublicPortal, site_url: str, theme: Theme) -> None:
        self._environment = environment
        self._destinations = Destinations(portal)
        self._site_url = site_url
        self._theme = theme
        self.short_names = dict(_short_names(portal))
        self._short = re.compile(rf"(?<![\w/-])(?:{'|'.join(map(re.escape, self.short_names))})(?![\w/-])")
        environment.globals.update(href=self._href, text=self._text, explained=self._explained)
        # A table in a text may be wider than the screen: it scrolls in a frame of its own.
        (self._frame,) = elements(read_html(environment.get_template("parts/table.html").render()))

    def page(self, view: View) -> Page:
        """The page that a view is to be."""

        template = self._environment.get_template(view.template)
        values = {field.name: getattr(view.values, field.name) for field in fields(view.values)}
        with self._from(view.address):
            html = template.render(values, view=view)
        return Page(
            address=view.address,
            title=view.title,
            body=_BLANK_LINES.sub("\n", _EARLY.sub("", html)).strip() + "\n",
            description=view.description,
            source=view.source,
            updated=view.updated,
            menu=view.menu,
            indexed=view.indexed,
            in_navigation=view.address in addresses.OVERVIEWS,
            drawings='class="matrix"' in html or 'class="fig' in html,
            scripts=tuple(_EARLY.findall(html)),
            cards='<table class="cards' in html,
            feed=view.feed,
            structured=view.structured,
            is_framed=view.is_framed,
        )

    def redirect(self, redirect: Redirect, leading: Leading, frame: Frame | None) -> str:
        """The document of a page that leads on, with or without a script; `frame` is the one around its target."""
        base = self._site_url.rstrip("/")
        with self._from(addresses.page_that_leads(redirect.address)):
            content = self._leading.render(redirect=redirect, leading=leading, frame=frame, base=base)
        return content.strip() + "\n"

    @contextmanager
    def _from(self, address: str) -> Iterator[None]:
        """While a page is rendered, links are written as they lead from its address."""
        before, seen = _PAGE.set(address), _SEEN.set(set())
        try:
            yield
        finally:
            _PAGE.reset(before)
            _SEEN.reset(seen)

    def _explained(self, address: str) -> str:
        """Where a word is explained, as a link from the page that is rendered: once on a page, and empty after that."""
        seen = _SEEN.get()
        if not address or address in seen:
            return ""
        seen.add(address)
        return self._href(address)

    def _href(self, address: str) -> str:
        """An address as a link from the page that is rendered."""
        return addresses.relative(_PAGE.get(), self._theme.address(address))

    def _text(self, fragment: Fragment, anchored: bool = True) -> Markup:
        """A text's HTML; shown again on another page it leaves its anchors behind."""
        if not anchored:
            fragment = fragment.without_anchors()
        page = _PAGE.get()
        closed = fragment.resolved(lambda reference: self._address_of(page, reference))
        return Markup(write_html(rebuilt(closed.nodes, self._shown)))

    @cached_property
    def _leading(self) -> Template:
        return self._environment.get_template("redirect-page.html")

    def destination(self, reference: Reference) -> str | None:
        """The address that a link in a record's text leads to; none when its target is not public."""
        return self._destinations.address_of(reference)

    def _address_of(self, page: str, reference: Reference) -> str | None:
        """The address of a link in a record's text, as seen from `page`; none when its target is not public."""
        address = self.destination(reference)
        return addresses.relative(page, address) if address else None

    def _spelt_out(self, nodes: Nodes) -> Iterator[Element | str]:
        """What is in an element of a text, each organisation's first short name on the page with its whole name."""
        seen = _SEEN.get()
        for node in nodes:
            if not isinstance(node, str):
                yield node
                continue
            end = 0
            for found in self._short.finditer(node):
                name = found[0]
                if name not in seen:
                    seen.add(name)
                    yield node[end : found.start()]
                    yield Element("abbr", (("title", self.short_names[name]),), (name,))
                    end = found.end()
            yield node[end:]

    def _shown(self, element: Element, children: Nodes) -> Sequence[Element]:
        """An element of a text as a page shows it."""
        if element.tag not in _UNSPELT and self.short_names:
            children = tuple(self._spelt_out(children))
        shown = element.changed(children)
        if element.tag == "table":
            return [self._frame.changed((shown,))]
        if element.tag == "th" and not element.has("scope"):  # Markdown has headers of columns only
            return [Element("th", (("scope", "col"), *element.attributes), children)]
        if element.tag == "a" and element.get("href").lower().startswith(("https:", "http:")):
            return [Element("a", (("rel", RELATION), *element.attributes), children)]
        return [shown]
