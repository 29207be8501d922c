"""Renders views with their templates, closing every open link from the page it stands on."""

from __future__ import annotations

import posixpath
import re
from html import escape
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from portal import addresses
from portal.linking.anchors import anchors_of
from portal.linking.targets import TargetKind
from portal.publication.portal import PublicPortal
from portal.rendering.page import Asset, Page
from portal.text.fragment import Fragment, Reference
from portal.views.page import View
from portal.views.redirects import Redirect

__all__ = ["Renderer"]

_TABLE = re.compile(r"<table\b[^>]*>")
_BLANK_LINES = re.compile(r"\n\s*\n+")


class Renderer:
    """Renders the pages of one public portal."""

    def __init__(self, environment: Environment, portal: PublicPortal, site_url: str) -> None:
        self._environment = environment
        self._portal = portal
        self._site_url = site_url
        self._anchors: dict[Any, set[str]] = {}
        # A table in a text may be wider than the screen: it scrolls in a frame of its own.
        self._table = environment.get_template("parts/table.html").render().strip().split("<!-- table -->")

    def page(self, view: View) -> Page:
        """The page that a view is to be."""

        def href(address: str) -> str:
            return addresses.relative(view.address, address)

        def text(fragment: Fragment, anchored: bool = True) -> Markup:
            """A text's HTML; shown again on another page it leaves its anchors behind."""
            if not anchored:
                fragment = fragment.without_anchors()
            html = fragment.resolved(lambda reference, words: self._resolve(view.address, reference, words))
            before, after = self._table
            return Markup(_TABLE.sub(lambda tag: f"{before}{tag[0]}", html).replace("</table>", f"</table>{after}"))

        template = self._environment.get_template(view.template)
        html = template.render(view.values, view=view, href=href, text=text)
        return Page(
            address=view.address,
            title=view.title,
            body=_BLANK_LINES.sub("\n", html).strip() + "\n",
            description=view.description,
            source=view.source,
            updated=view.updated,
            menu=view.menu,
            indexed=view.indexed,
            in_navigation=view.address in addresses.OVERVIEWS,
            drawings='class="matrix"' in html or 'class="fig' in html,
            feed=view.feed,
            structured=view.structured,
        )

    def redirect(self, redirect: Redirect) -> Asset:
        """A page that leads on to another address, with or without a script.

        Where a file stood, the page lies in a folder of the file's name: servers lead on to a folder by themselves.
        """
        template = self._environment.get_template("redirect-page.html")
        address = redirect.address
        address = address if address.endswith(("/", ".html", ".htm")) else f"{address}/"

        def href(target: str) -> str:
            return addresses.relative(address, target)

        content = template.render(redirect=redirect, href=href, base=self._site_url.rstrip("/"))
        return Asset(addresses.file_of(address), content=content.strip() + "\n")

    def _resolve(self, page: str, reference: Reference, words: str) -> tuple[str | None, str]:
        """The address of a link in a record's text, as seen from `page`; none when its target is not public."""
        target = self._portal.targets.resolve(reference.place.path, reference.target)
        if target.kind is TargetKind.CONTENT:
            return self._written(page, target.name, target.anchor), words
        if target.kind is TargetKind.FILE and target.key is not None:
            base = self._portal.address_of_key(target.key)
            record = self._portal.records.get(target.key)
            if base is None or record is None or target.name not in record.files:
                return None, words
            return self._written(page, addresses.attachment(base, target.name), target.anchor), words
        if target.key is None:
            closed = self._closed_address(reference)
            return (self._written(page, closed, "") if closed else None), words
        address = self._portal.address_of_key(target.key)
        if address is None:
            return None, words
        return self._written(page, address, self._anchor(target.key, target.anchor)), words

    def _closed_address(self, reference: Reference) -> str | None:
        """The page of a closed record that a link leads to: its path is its address, and public."""
        path = posixpath.normpath(
            posixpath.join(posixpath.dirname(reference.place.path), reference.target.partition("#")[0])
        )
        for closed in self._portal.closed.values():
            if path == f"{closed.kind.folder}/{closed.id}.md":
                return closed.address
        return None

    def _anchor(self, key: Any, anchor: str) -> str:
        """The anchor, if the target's public page has it; else that of the item whose decision it was."""
        if not anchor:
            return ""
        known = self._anchors.setdefault(key, anchors_of(self._portal, key))
        if anchor in known:
            return anchor
        item = anchor.replace("vedtak-", "sak-", 1).replace("sak-punkt-", "punkt-", 1)
        return item if item in known else ""

    def _written(self, page: str, address: str, anchor: str) -> str:
        return escape(addresses.relative(page, f"{address}#{anchor}" if anchor else address))
