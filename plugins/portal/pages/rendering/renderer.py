"""Renders views with their templates, closing every open link from the page it stands on."""

from __future__ import annotations

import re
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
_PAGE: ContextVar[str] = ContextVar("page")
"""The address of the page that is rendered: so templates that are imported are put together once, not for each page."""


class Renderer:
    """Renders the pages of one public portal."""

    def __init__(self, environment: Environment, portal: PublicPortal, site_url: str, theme: Theme) -> None:
        self._environment = environment
        self._destinations = Destinations(portal)
        self._site_url = site_url
        self._theme = theme
        environment.globals.update(href=self._href, text=self._text)
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
        before = _PAGE.set(address)
        try:
            yield
        finally:
            _PAGE.reset(before)

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

    def _shown(self, element: Element, children: Nodes) -> Sequence[Element]:
        """An element of a text as a page shows it."""
        shown = element.changed(children)
        if element.tag == "table":
            return [self._frame.changed((shown,))]
        if element.tag == "th" and not element.has("scope"):  # Markdown has headers of columns only
            return [Element("th", (("scope", "col"), *element.attributes), children)]
        if element.tag == "a" and element.get("href").lower().startswith(("https:", "http:")):
            return [Element("a", (("rel", RELATION), *element.attributes), children)]
        return [shown]
