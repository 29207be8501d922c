"""The hand-written pages below `content/`: their addresses and titles, and their text for a site without MkDocs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from portal.language.catalogue import DEFAULT_LANGUAGE, LANGUAGES, Catalogue, catalogue_for, own_words
from portal.model.problems import Problem
from portal.source.cache import Cache, code_version, digest_of
from portal.source.decoding import read_text
from portal.source.field_tables import with_tables
from portal.source.frontmatter import read_document
from portal.source.layers import PACKAGE
from portal.source.pickling import Unreadable, dumped, loaded
from portal.source.tree import StoredFile, walk_files
from portal.text.outline import TooDeep, TooMuch, read_outline

__all__ = ["ContentPage", "read_content", "shipped_beside", "title_in", "without_title"]

_SHIPPED = PACKAGE / "content"
_GIVEN = re.compile(r"\{[^}\n]*#([\w-]+)")
_HEADING = re.compile(r"\A\s*# ([^\n]*)(?:\n|$)")


@dataclass(frozen=True)
class ContentPage:
    """A hand-written page; `problems` is what is wrong with its encoding or its front matter, `source` its whole file.

    `text` is what is written below the front matter, `shown` the same with the tables of fields that it marks.
    `lang` is the language that its front matter says (BCP 47); empty when it says none, and it is in the site's.
    It `is_searched` unless its front matter says `search: {exclude: true}`, as Material for MkDocs has it.
    One that `is_shipped` comes with the package, for the portal has none of its own at its path.
    """

    path: str
    address: str
    title: str
    description: str
    text: str
    anchors: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    lang: str = ""
    source: str = ""
    shown: str = ""
    is_shipped: bool = False
    is_searched: bool = True


def read_content(root: Path, folder: str, lang: str, cache: Cache | None = None) -> list[ContentPage]:
    """Every Markdown page below a portal's `content/`, and those of the package that it has none in the place of.

    They are in `lang`; where the package has none in that, they are in the default language, and say so. `cache` keeps
    what the package's were found to hold.
    """
    pages = {
        file.path: _page(file, file.path.removeprefix(f"{folder}/"), lang)
        for file in walk_files(root, folder)
        if file.name.endswith(".md")
    }
    spoken = _spoken(lang)
    for page in _shipped(spoken, cache):
        path = f"{folder}/{page.path}"
        if path not in pages:
            foreign = "" if spoken == lang else spoken
            pages[path] = replace(page, path=path, lang=page.lang or foreign, is_shipped=True)
    return [pages[path] for path in sorted(pages)]


def shipped_beside(root: Path, folder: str, lang: str) -> Iterator[StoredFile]:
    """The files beside the package's pages in a language, such as their pictures, that a portal has none in place of.

    Their paths are those that they would have in the portal's `content/`.
    """
    for file in walk_files(_SHIPPED / _spoken(lang), ""):
        path = f"{folder}/{file.path}"
        if not file.name.endswith(".md") and not (root / path).is_file():
            yield replace(file, path=path)


def _shipped(spoken: str, cache: Cache | None) -> Sequence[ContentPage]:
    """The pages of the package in a language, with their paths there; of the portal they depend on its words alone."""
    files = [file for file in walk_files(_SHIPPED / spoken, "") if file.name.endswith(".md")]
    texts = [(file.path, file.location.read_bytes()) for file in files]
    key = digest_of("shipped pages", spoken, own_words(), texts, code_version())
    if cache is not None and (kept := cache.find([key])):
        with suppress(Unreadable):
            found: tuple[ContentPage, ...] = loaded(kept[key])
            return found
    pages = tuple(_page(file, file.path, spoken) for file in files)
    if cache is not None and (data := dumped(pages)) is not None:
        cache.keep({key: data})
    return pages


def _spoken(lang: str) -> str:
    """The language of the package's pages for a site in `lang`."""
    return lang if (_SHIPPED / lang).is_dir() else DEFAULT_LANGUAGE


def title_in(text: str) -> str | None:
    """The heading of level one that a page's text begins with."""
    match = _HEADING.match(text)
    return match[1].strip() if match else None


def without_title(text: str) -> str:
    """A page's text without the heading of level one that it may begin with: the document has the title already."""
    return _HEADING.sub("", text, count=1)


def _page(file: StoredFile, relative: str, spoken: str) -> ContentPage:
    """A page of a site in a language; where it marks tables of fields, they stand in its text."""
    path = file.path
    text, problems = read_text(file)
    document = read_document(text, path) if text.startswith("---\n") else None
    facts: dict[str, Any] = document.facts if document else {}
    problems += document.problems if document else []
    comments = document.comments if document else []
    problems += [
        comment.told(str(comment.at[0])) for comment in comments if comment.at in (("title",), ("description",))
    ]
    address = "/" + re.sub(r"(?:^|(?<=/))(?:index|README)$", "", relative.removesuffix(".md")).strip("/")
    address = address if address == "/" else f"{address}/"
    body = document.body if document else text
    title = str(facts.get("title") or title_in(body) or relative)
    description = str(facts.get("description") or "")
    lang = str(facts.get("lang") or "")
    shown = _shown(body, catalogue_for(lang if lang in LANGUAGES else spoken))
    search = facts.get("search")
    is_searched = not (isinstance(search, dict) and str(search.get("exclude")) == "true")
    found = tuple(problems)
    return ContentPage(
        path, address, title, description, body, _anchors(shown), found, lang, text, shown, is_searched=is_searched
    )


@lru_cache(maxsize=256)
def _shown(body: str, catalogue: Catalogue) -> str:
    """A page's text with its tables of fields; kept for the next build."""
    return with_tables(body, catalogue)


@lru_cache(maxsize=256)
def _anchors(text: str) -> frozenset[str]:
    """The anchors of a page's headings, and those that it gives itself in braces; kept for the next build."""
    try:
        return read_outline(text, "", 1).anchors | frozenset(_GIVEN.findall(text))
    except (TooDeep, TooMuch):
        return frozenset()
