"""The same site written to a folder, without a site generator."""

from __future__ import annotations

import posixpath
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import markdown
from jinja2 import Environment

from portal.content import ContentPage, without_title
from portal.rendering.document import Frame, Frames
from portal.rendering.environment import template_environment
from portal.site import Site

__all__ = ["write_folder"]


def write_folder(site: Site, root: Path, folder: Path) -> int:
    """Write every page, file and asset of the site below `folder`; the number of pages.

    What already lies there and is not written anew, stays.
    """
    templates = root / site.context.settings.templates
    environment = template_environment(templates, site.context)
    pages = 0
    for frame, body in _documents(site):
        target = folder / frame.address.lstrip("/") / "index.html"
        _write(target, _document(environment, frame, body))
        pages += 1
    for asset in site.files:
        target = folder / asset.address.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        if asset.location is not None:
            shutil.copyfile(asset.location, target)
        else:
            target.write_text(asset.content or "", encoding="utf-8")
    shutil.copytree(templates / "assets", folder / "assets", dirs_exist_ok=True)
    return pages


def _documents(site: Site) -> Iterator[tuple[Frame, str]]:
    frames = Frames(site.context, site.content)
    for page in site.pages:
        yield frames.of(page), page.body
    for written in site.content:
        frame = frames.of_content(written.address, written.title, written.description, written.path)
        yield frame, _content_html(written, site.content)


def _document(environment: Environment, frame: Frame, body: str) -> str:
    return environment.get_template("document.html").render(frame=frame, body=body)


def _content_html(content: ContentPage, all_content: tuple[ContentPage, ...]) -> str:
    """A hand-written page's text; its links to other pages' files become links to the pages."""
    converter = markdown.Markdown(extensions=["tables", "fenced_code", "toc", "attr_list", "admonition"])
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


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
