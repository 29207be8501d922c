"""The hand-written pages as HTML, where no site generator makes it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import unquote, urlsplit

import markdown

from portal.pages.rendering.markup import with_relations
from portal.source.content import ContentPage, without_title
from portal.text.outline import content_slug

__all__ = ["handwritten_html"]

_LINK = re.compile(r'\b(?P<name>href|src)="(?P<link>[^"]*)"')


def handwritten_html(content: ContentPage, address_of: Callable[[str], str | None]) -> str:
    """A hand-written page's text; its links to other pages' files become links to the pages, by the files' paths.

    Links to other files, such as pictures, lead from where the page answers to where the files do.
    """

    def led(found: re.Match[str]) -> str:
        parts = urlsplit(found["link"])
        if parts.scheme or parts.netloc or parts.path.startswith("/") or "." not in posixpath.basename(parts.path):
            return found[0]
        if parts.path.endswith(".md"):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(content.path), unquote(parts.path)))
            address = address_of(path)
        else:
            address = posixpath.join(_folder_of(content), parts.path)
        if address is None:
            return found[0]
        link = posixpath.relpath(address, content.address) + "/" * address.endswith("/")
        return f'{found["name"]}="{link}{"#" if parts.fragment else ""}{parts.fragment}"'

    return _LINK.sub(led, _converted(without_title(content.shown)))


def _folder_of(content: ContentPage) -> str:
    """The address of the folder that a page's file lies in."""
    is_index = posixpath.basename(content.path) in ("index.md", "README.md")
    return content.address if is_index else posixpath.dirname(content.address.rstrip("/"))


@lru_cache(maxsize=256)
def _converted(text: str) -> str:
    """The HTML of a hand-written text, kept for the next build."""
    converter = markdown.Markdown(
        extensions=["tables", "fenced_code", "toc", "attr_list", "admonition"],
        extension_configs={"toc": {"slugify": content_slug}, "tables": {"use_align_attribute": True}},
        output_format="html",
    )
    return with_relations(converter.convert(text))
