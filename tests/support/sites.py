"""Readers of a built site: its pages, their ids and links, and whether every link leads somewhere."""

from __future__ import annotations

import posixpath
from collections import deque
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


@dataclass
class PageReader(HTMLParser):
    """The ids, the links and the words of a page; a script's are no words."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    _in_script: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_script = tag == "script"
        for name, value in attrs:
            if name == "id" and value is not None:
                self.ids.append(value)
            elif name in ("href", "src") and value is not None:
                self.links.append(value)

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if not self._in_script:
            self.words.append(data)

    @property
    def text(self) -> str:
        """All the words, spaces folded."""
        return " ".join("".join(self.words).replace("\xa0", " ").split())


def read_page(path: Path) -> PageReader:
    reader = PageReader()
    reader.feed(path.read_text("utf-8"))
    return reader


def dead_links(site: Path) -> list[str]:
    """Every internal link of every page that leads to nothing, and every id that a page has twice."""
    root = site.resolve()
    files = {str(path) for path in root.rglob("*") if path.is_file()}
    pages = {path: read_page(Path(path)) for path in sorted(files) if path.endswith(".html")}
    dead = []
    for path, page in pages.items():
        name = posixpath.relpath(path, root)
        dead += [f"{name}: id {id_!r} twice" for id_ in sorted({i for i in page.ids if page.ids.count(i) > 1})]
        if name != "404.html":  # it answers at any address, so its links start at the site's root
            dead += [f"{name}: {link}" for link in page.links if not _leads_somewhere(path, link, pages, files)]
    return dead


def _leads_somewhere(path: str, link: str, pages: Mapping[str, PageReader], files: Set[str]) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return True
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
    if target not in files:
        target = posixpath.join(target, "index.html")
    return target in files and (
        not parts.fragment or target not in pages or unquote(parts.fragment) in pages[target].ids
    )


def tree(site: Path) -> dict[str, bytes]:
    """Every file of a site, by path, or of a portal, but for what is kept of its last runs."""
    found = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    return {path: file.read_bytes() for path, file in found.items() if not path.startswith("build/cache/")}


def clicks(site: Path, target: str) -> int:
    """How many links a reader follows from the front page of a finished site to a page; its address is `target`.

    Only `<a href>` to pages count, not to files; opening a menu or a box on a page is no click.
    """
    steps = _steps(site.resolve())
    assert target in steps, f"no links lead from the front page to {target}"
    return steps[target]


@cache
def _steps(site: Path) -> dict[str, int]:
    """Every page that can be reached from the front page, with the least number of links."""
    steps = {"/": 0}
    queue = deque(steps)
    while queue:
        address = queue.popleft()
        for target in _pages_linked(site, address):
            if target not in steps:
                steps[target] = steps[address] + 1
                queue.append(target)
    return steps


def _pages_linked(site: Path, address: str) -> list[str]:
    """The addresses of the site's pages that a page links to."""
    folder = site / address.lstrip("/")
    reader = _AnchorReader()
    reader.feed((folder / "index.html").read_text("utf-8"))
    found = []
    for link in reader.links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or not parts.path:
            continue
        target = (folder / unquote(parts.path)).resolve()
        target = target.parent if target.name == "index.html" else target
        if target.is_relative_to(site) and (target / "index.html").is_file():
            path = target.relative_to(site).as_posix()
            found.append("/" if path == "." else f"/{path}/")
    return found


class _AnchorReader(HTMLParser):
    """The targets of the links that a reader can follow."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href") if tag == "a" else None
        if href is not None:
            self.links.append(href)
