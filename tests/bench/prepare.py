"""Portals to measure, and their twins: the very same pages for plain mkdocs-material and for Hugo."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.records import write_records

__all__ = ["REPOSITORY", "Page", "make_before", "make_hugo", "make_ours", "make_plain", "pages_of", "without_papers"]

REPOSITORY = Path(__file__).parents[2]
PLAIN = """\
site_name: Plain
docs_dir: docs
theme: {name: material, language: nn, font: false}
not_in_nav: "*"
"""
HUGO = """\
baseURL = "https://plain.example/"
title = "Plain"
disableKinds = ["section", "taxonomy", "term", "rss", "sitemap"]
[markup.goldmark.renderer]
unsafe = true
"""
LAYOUT = """\
<!doctype html>
<html lang="nn">
<head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><main>{{ .Content }}</main></body>
</html>
"""
_PAGE = re.compile(r"<title>(.*?)</title>.*<main\b[^>]*>(.*)</main>", re.DOTALL)


@dataclass(frozen=True)
class Page:
    """A page of a site: its address, its title, and the HTML of its `main`."""

    address: str
    title: str
    body: str

    @property
    def markdown(self) -> str:
        """The page as a Markdown file with front matter."""
        return f"---\ntitle: {json.dumps(self.title, ensure_ascii=False)}\n---\n\n{self.body}\n"


def make_ours(folder: Path, records: int, repository: Path = REPOSITORY) -> None:
    """A portal of so many records, with a repository's settings, templates and pages."""
    write_records(folder, records)
    shutil.copy(repository / "mkdocs.yml", folder)
    shutil.copytree(repository / "templates", folder / "templates")
    shutil.copytree(repository / "content", folder / "content")  # what MkDocs asks for, though it be empty


def without_papers(folder: Path, papers: bool = False) -> None:
    """Set a portal not to print papers, or to do so again."""
    settings = folder / "mkdocs.yml"
    text = settings.read_text("utf-8")
    words = ("paper: false\n", "paper: true\n")
    assert words[not papers] in text
    settings.write_text(text.replace(words[not papers], words[papers]), encoding="utf-8")


def make_before(folder: Path, revision: str) -> bool:
    """The repository as it was at a revision; whether it has that."""
    folder.mkdir()
    archive = subprocess.run(["git", "archive", revision], cwd=REPOSITORY, capture_output=True, check=False)
    if archive.returncode == 0:
        subprocess.run(["tar", "-x"], cwd=folder, input=archive.stdout, check=True)
    return archive.returncode == 0


def pages_of(site: Path) -> Iterator[Page]:
    """The pages of a written site, but those that only lead on."""
    for path in sorted(site.rglob("index.html")):
        text = path.read_text("utf-8")
        found = _PAGE.search(text)
        if found and 'http-equiv="refresh"' not in text:
            address = f"/{path.parent.relative_to(site).as_posix()}/".replace("/./", "/")
            yield Page(address, html.unescape(found[1]), found[2])


def make_plain(folder: Path, site: Path) -> None:
    """The same pages as Markdown of plain mkdocs-material, outside its navigation."""
    _write(folder / "mkdocs.yml", PLAIN)
    for page in pages_of(site):
        _write(folder / "docs" / page.address.lstrip("/") / "index.md", page.markdown)


def make_hugo(folder: Path, site: Path) -> None:
    """The same pages as Markdown of Hugo, with a theme of one layout."""
    _write(folder / "hugo.toml", HUGO)
    _write(folder / "layouts" / "all.html", LAYOUT)
    for page in pages_of(site):
        name = f"{page.address.strip('/')}.md" if page.address != "/" else "_index.md"
        _write(folder / "content" / name, page.markdown)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
