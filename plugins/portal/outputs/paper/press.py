"""The press: prints a tree of blocks as tagged PDF with typst."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from importlib.resources import as_file, files
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from portal.outputs.paper.characters import plain_latin, printable
from portal.outputs.paper.enclosures import Enclosure, joined, page_count, sizes_of
from portal.source.cache import Cache, digest_of

__all__ = ["EPOCH", "STANDARDS", "Press", "compiled", "content_of", "drawing", "has_glyph", "printed"]

Words = dict[str, Any]
Standards = list[Any]

STANDARDS: Standards = ["ua-1", "a-2a"]
"""PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2)."""

_HOME = files("portal.outputs.paper")
_PROBE = b"#set document(title: [-])\n#set text(font: json(bytes(sys.inputs.fonts)))\n#sys.inputs.text"
_FONTS = ("Portal Sans", "Portal Serif", "Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
_PICTURES = ("card.typ",)
"""The templates of pictures (PNG), of which each point is a pixel."""
EPOCH = dt.date(1970, 1, 1)
_TURN = Lock()
"""Held by the thread that has typst do something: two would wait for each other."""
_PRINTERS: set[int] = set()
"""The processes that have printed or are about to, by number: this one, and those that it is a fork of."""


class Press:
    """Prints papers, each only where the cache does not have it."""

    def __init__(self, cache: Cache) -> None:
        self.cache = cache

    def print(self, words: Words, day: dt.date) -> Path | bytes:
        """The paper that a tree of words makes, dated `day`."""
        return self.cache.fetch(f"{_key(words, day)}.pdf", lambda: printed("paper.typ", words, day))

    def print_pack(
        self, words: Words, day: dt.date, enclosures: list[Enclosure], stamp: Callable[[int, int], str]
    ) -> tuple[Path | bytes, int]:
        """A paper with its enclosures behind it, and the number of its pages.

        `stamp(page, pages)` gives what stands on a page that was added.
        """
        key = _key(words, day, [(one.digest, one.pages, one.title) for one in enclosures])

        def make() -> bytes:
            content = printed("paper.typ", words, day)
            own, sizes = page_count(content), sizes_of(enclosures)
            if not sizes:
                return content
            pages = range(own + 1, own + len(sizes) + 1)
            stamps = [
                {"width": width, "height": height, "text": stamp(page, pages[-1])}
                for (width, height), page in zip(sizes, pages, strict=True)
            ]
            told = {"title": words["title"], "lang": words["lang"], "stamps": stamps}
            return joined(content, enclosures, printed("stamps.typ", told, day, None))

        held = self.cache.fetch(f"{key}.pdf", make)
        count = self.cache.fetch_bytes(digest_of("pages", key), lambda: str(page_count(content_of(held))).encode())
        return held, int(count)


def content_of(printed: Path | bytes) -> bytes:
    """The bytes of what was printed."""
    return printed.read_bytes() if isinstance(printed, Path) else printed


def _key(*parts: Any) -> str:
    """What a paper of some parts is known by: a hash of them and of all that prints them."""
    told = json.dumps([_tools(), parts], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def printed(template: str, words: Words, day: dt.date, standards: Standards | None = STANDARDS) -> bytes:
    """What a template makes of words, plain letters alone where it cannot be otherwise.

    typst has threads, which do not come along to a fork of a process that has printed: one of its own prints for that.
    """
    _PRINTERS.add(os.getpid())
    if len(_PRINTERS) > 1:
        return _printer_for(os.getpid()).print(template, words, day, standards)
    words = _on_all_texts(words, lambda text: printable(text, has_glyph))
    try:
        return compiled(template, words, day, standards)
    except typst.TypstError:
        # What one font or another lacks in company only, such as a mark on a letter it does not go with.
        return compiled(template, _on_all_texts(words, plain_latin), day, standards)


def compiled(template: str, words: Words, day: dt.date, standards: Standards | None) -> bytes:
    """What a template makes of words, dated `day`; raises `typst.TypstError`."""
    with _TURN:
        pdf = _compiler(template).compile(
            sys_inputs={"paper": json.dumps(words, ensure_ascii=False)},
            format="png" if template in _PICTURES else "pdf",
            ppi=72,
            pdf_standards=standards,
            timestamp=max(0, (day - EPOCH).days * 86400),
        )
    assert isinstance(pdf, bytes)
    return pdf


def drawing(name: str) -> str:
    """A drawing (SVG) of this package."""
    return (_HOME / name).read_text("utf-8")


class _Printer:
    """A process that was not forked, which prints for the one that made it and ends with it."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self._end, other = context.Pipe()
        context.Process(target=_print_for, args=(other,), daemon=True).start()
        other.close()

    def print(self, *asked: object) -> bytes:
        """What `printed` gives; raises what it raises."""
        with _TURN:
            self._end.send(asked)
            answer = self._end.recv()
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, bytes)
        return answer


def _print_for(other: Connection) -> None:
    """Print what is asked for until nobody can ask any more."""
    with suppress(EOFError):
        while True:
            asked = other.recv()
            try:
                answer: bytes | Exception = printed(*asked)
            except typst.TypstError as fault:
                answer = fault
            other.send(answer)


@cache
def _printer_for(_: int) -> _Printer:
    """What prints for the process of a number."""
    return _Printer()


@cache
def _compiler(template: str) -> typst.Compiler:
    """What compiles a template, read once for all papers."""
    with as_file(_HOME) as folder:
        return typst.Compiler(str(folder / template), root=str(folder), font_paths=_fonts())


@cache
def _fonts() -> typst.Fonts:
    with as_file(_HOME / "fonts") as folder:
        return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])


@cache
def _tools() -> str:
    """A hash of what prints: the packages, and every file of this one, fonts and all."""
    parts = [version(name).encode() for name in ("typst", "pypdf")]
    for folder in (_HOME, _HOME / "fonts"):
        parts += [content for _, content in sorted((f.name, f.read_bytes()) for f in folder.iterdir() if f.is_file())]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


@cache
def has_glyph(character: str) -> bool:
    """Whether one of the fonts can print a character."""
    try:
        with _TURN:
            typst.compile(
                _PROBE,
                font_paths=_fonts(),
                sys_inputs={"text": f"a{character}a", "fonts": json.dumps(_FONTS)},
                pdf_standards=STANDARDS,
                timestamp=0,
            )
    except typst.TypstError:
        return False
    return True


def _on_all_texts(tree: Any, change: Callable[[str], str]) -> Any:
    """A tree of dicts and lists with every text in it changed."""
    if isinstance(tree, str):
        return change(tree)
    if isinstance(tree, list):
        return [_on_all_texts(one, change) for one in tree]
    return {key: _on_all_texts(one, change) for key, one in tree.items()} if isinstance(tree, dict) else tree
