"""The hand-written pages as HTML, where no site generator makes it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import unquote, urlsplit

import markdown

from portal.pages.rendering.markup import with_relations
from portal.source.content import ContentPage, without_title
from portal.text.outline import content_slug

__all__ = ["handwritten_html"]


def handwritten_html(content: ContentPage, address_of: Callable[[str], str | None]) -> str:
    """A hand-written page's text; its links to other pages' files become links to the pages, by the files' paths."""
    html = _converted(without_title(content.text))
    for href in {part.split('"')[0] for part in html.split('href="')[1:]}:
        parts = urlsplit(href)
        if parts.scheme or not parts.path.endswith(".md"):
            continue
        path = posixpath.normpath(posixpath.join(posixpath.dirname(content.path), unquote(parts.path)))
        if (address := address_of(path)) is not None:
            link = posixpath.relpath(address, content.address) + "/"
            html = html.replace(f'href="{href}"', f'href="{link}{"#" if parts.fragment else ""}{parts.fragment}"')
    return html


@lru_cache(maxsize=256)
def _converted(text: str) -> str:
    """The HTML of a hand-written text, kept for the next build."""
    converter = markdown.Markdown(
        extensions=["tables", "fenced_code", "toc", "attr_list", "admonition"],
        extension_configs={"toc": {"slugify": content_slug}, "tables": {"use_align_attribute": True}},
    )
    return with_relations(converter.convert(text))
