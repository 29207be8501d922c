"""The hand-written pages as HTML, where no site generator makes it."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urlsplit

import markdown

from portal.content import ContentPage, without_title
from portal.text.outline import content_slug

__all__ = ["handwritten_html"]


def handwritten_html(content: ContentPage, all_content: tuple[ContentPage, ...]) -> str:
    """A hand-written page's text; its links to other pages' files become links to the pages."""
    converter = markdown.Markdown(
        extensions=["tables", "fenced_code", "toc", "attr_list", "admonition"],
        extension_configs={"toc": {"slugify": content_slug}},
    )
    html = converter.convert(without_title(content.text))
    by_path = {page.path: page.address for page in all_content}
    for href in {part.split('"')[0] for part in html.split('href="')[1:]}:
        parts = urlsplit(href)
        if parts.scheme or not parts.path.endswith(".md"):
            continue
        path = posixpath.normpath(posixpath.join(posixpath.dirname(content.path), unquote(parts.path)))
        if path in by_path:
            link = posixpath.relpath(by_path[path], content.address) + "/"
            html = html.replace(f'href="{href}"', f'href="{link}{"#" if parts.fragment else ""}{parts.fragment}"')
    return html
