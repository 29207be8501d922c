"""The press: prints a tree of blocks as tagged PDF with typst."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import typst

from portal.exports.paper.characters import plain_latin, printable
from portal.exports.paper.shelf import Shelf

__all__ = ["STANDARDS", "Press"]

STANDARDS = ["ua-1", "a-2a"]
"""PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2)."""

_HOME = files("portal.exports.paper")
_PROBE = b"#set document(title: [-])\n#set text(font: json(bytes(sys.inputs.fonts)))\n#sys.inputs.text"
_FONTS = ("Portal Sans", "Portal Serif", "Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
_EPOCH = dt.date(1970, 1, 1)


class Press:
    """Prints papers, each only where the shelf does not have it."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    def print(self, paper: dict[str, Any], day: dt.date) -> Path | bytes:
        """The paper that a tree of words makes, dated `day`."""
        words = _on_all_texts(paper, lambda text: printable(text, _has_glyph))
        key = self.key(words, day.isoformat())
        return self.shelf.fetch(key, lambda: _printed(words, day))

    def key(self, *parts: Any) -> str:
        """What a paper of some parts is known by: a hash of them and of all that prints them."""
        told = json.dumps([_tools(), parts], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:40]


def _printed(words: dict[str, Any], day: dt.date) -> bytes:
    try:
        return _compiled(words, day)
    except typst.TypstError:
        # What one font or another lacks in company only, such as a mark on a letter it does not go with.
        return _compiled(_on_all_texts(words, plain_latin), day)


def _compiled(words: dict[str, Any], day: dt.date) -> bytes:
    pdf = typst.compile(
        (_HOME / "paper.typ").read_bytes(),
        font_paths=_fonts(),
        sys_inputs={"paper": json.dumps(words, ensure_ascii=False)},
        pdf_standards=STANDARDS,
        timestamp=max(0, (day - _EPOCH).days * 86400),
    )
    assert isinstance(pdf, bytes)
    return pdf


@cache
def _fonts() -> typst.Fonts:
    with as_file(_HOME / "fonts") as folder:
        return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])


@cache
def _tools() -> str:
    """A hash of what prints: typst, the template and the fonts."""
    parts = [typst.__version__.encode(), (_HOME / "paper.typ").read_bytes()]
    fonts = sorted((font.name, font.read_bytes()) for font in (_HOME / "fonts").iterdir())
    parts += [content for _, content in fonts]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


@cache
def _has_glyph(character: str) -> bool:
    """Whether one of the fonts can print a character."""
    try:
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
