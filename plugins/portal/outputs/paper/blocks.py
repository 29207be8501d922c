"""A text as a tree that can be printed."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

from portal.language.catalogue import DEFAULT_LANGUAGE, LANGUAGES, catalogue_for
from portal.outputs.paper.tables import TableReader
from portal.outputs.paper.tree import Block, Run
from portal.text.plain import shifted
from portal.text.tree import Element, Listener, Nodes

__all__ = ["LONGEST_HEADING", "levelled", "paper_blocks", "runs_of"]

_DEEPEST = 12
"""Lists with their items, quotes, and tables with their cells within one another; what lies deeper is printed at this
depth, for typst nests no show rules deeper than 64."""
_DEEPEST_HEADING = 6
LONGEST_HEADING = 2_000

_STYLES = {
    "strong": "strong", "b": "strong", "th": "strong", "summary": "strong", "dt": "strong", "caption": "strong",
    "em": "emphasised", "i": "emphasised", "cite": "emphasised", "dfn": "emphasised", "var": "emphasised",
    "code": "code", "kbd": "code", "samp": "code", "del": "struck", "s": "struck", "sup": "raised", "sub": "lowered",
}  # fmt: skip
_BREAKING = frozenset(
    "p div dl dt dd details summary figure figcaption caption h1 h2 h3 h4 h5 h6 ul ol li blockquote pre table thead "
    "tbody tfoot tr td th".split()
)
_SPACE = re.compile(r"[ \t\n\r\f]+")


def paper_blocks(nodes: Nodes, lang: str | None = None, own: str = DEFAULT_LANGUAGE) -> list[Block]:
    """The blocks of a text; `lang` is the language of its words, if not that of the paper, which is `own`.

    What is struck is marked in words too, and what is raised or lowered stands in signs of its own where it can: who
    copies the words of a paper, or has them read aloud, gets no line through them.
    """
    reader = _Reader(lang if lang in LANGUAGES else own).hear(nodes)
    return [{**block, "lang": block.get("lang", lang)} if lang else block for block in reader.finish()]


def runs_of(nodes: Nodes, own: str = DEFAULT_LANGUAGE) -> list[Run]:
    """The words of a text that is one line, such as a heading."""
    return [run for block in paper_blocks(nodes, own=own) for run in block.get("runs", ())]


def levelled(blocks: list[Block]) -> list[Block]:
    """The blocks of a paper with headings that never skip a level, as PDF/UA asks (ISO 14289-1, 7.4.2).

    A heading that is longer than any is cut, and stands whole as a paragraph below: it becomes a bookmark too, and no
    string of a PDF/A may have more than 32,767 bytes (ISO 19005-2, 6.1.13).
    """
    return _levelled(blocks, 0)[0]


def _levelled(blocks: list[Block], latest: int) -> tuple[list[Block], int]:
    told = []
    for block in blocks:
        if block["kind"] == "heading":
            latest = min(block["level"], latest + 1, _DEEPEST_HEADING)
            told += _bounded({**block, "level": latest})
        elif "blocks" in block:
            within, latest = _levelled(block["blocks"], latest)
            told.append({**block, "blocks": within})
        else:
            told.append(block)
    return told, latest


def _bounded(heading: Block) -> list[Block]:
    text = "".join(run["text"] for run in heading["runs"])
    if len(text) <= LONGEST_HEADING:
        return [heading]
    return [
        {**heading, "runs": [{"text": f"{text[:LONGEST_HEADING]}…"}]},
        {"kind": "paragraph", "runs": heading["runs"]},
    ]


class _Reader(Listener):
    """Builds the tree while it reads; every container is a list of blocks that is being filled."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._top: list[Block] = []
        self._open: list[tuple[Element, list[Any]]] = [(Element(""), self._top)]
        self._tables: list[TableReader] = []
        self._runs: list[Run] = []
        self._styles: list[Run] = []
        self._heading = 0
        self._code: list[str] | None = None

    def finish(self) -> list[Block]:
        """The blocks that were read."""
        self._flush()
        return self._top

    def begin(self, element: Element) -> None:
        tag = element.tag
        if tag in _BREAKING:
            self._flush()
        if tag == "br":
            self._runs.append({"break": True, "text": ""})
        elif tag == "hr":
            self._flush()
            self._add({"kind": "rule"})
        elif tag == "img":
            self._say(element.get("alt").strip())
        elif tag == "pre":
            self._code = []
        elif tag == "table" and self._has_room():
            self._tables.append(TableReader())
            self._open.append((element, []))
        elif tag == "tr" and self._tables:
            self._tables[-1].begin_row()
        elif tag in ("td", "th") and self._tables:
            self._open.append((element, self._tables[-1].begin_cell(element)))
        elif tag in ("ul", "ol") and self._has_room():
            start = element.get("start", "1")
            block: Block = {
                "kind": "list",
                "ordered": tag == "ol",
                "start": int(start) if re.fullmatch(r"\d{1,6}", start) else 1,
                "items": [],
            }
            self._add(block)
            self._open.append((element, block["items"]))
        elif tag == "li" and self._open[-1][0].tag in ("ul", "ol"):
            item: list[Block] = []
            self._open[-1][1].append(item)
            self._open.append((element, item))
        elif tag == "blockquote" and self._has_room():
            quote: Block = {"kind": "quote", "blocks": []}
            self._add(quote)
            self._open.append((element, quote["blocks"]))
        elif re.fullmatch("h[1-6]", tag):
            self._heading = int(tag[1])
        self._styles.append(self._style(element))

    def end(self, element: Element) -> None:
        tag = element.tag
        if tag in _BREAKING:
            self._flush()
        if tag == "pre" and self._code is not None:
            self._add({"kind": "code", "text": "".join(self._code).rstrip("\n")})
            self._code = None
        elif re.fullmatch("h[1-6]", tag):
            self._heading = 0
        if self._open[-1][0] is element:
            _, held = self._open.pop()
            if tag == "table":
                self._add_table(self._tables.pop(), held)
        self._styles.pop()

    def say(self, text: str) -> None:
        if self._code is not None:
            self._code.append(text)
        else:
            self._say(text)

    def _has_room(self) -> bool:
        return len(self._open) < _DEEPEST

    def _style(self, element: Element) -> Run:
        style: Run = {_STYLES[element.tag]: True} if element.tag in _STYLES and element.tag != "th" else {}
        if element.tag == "a" and element.get("href"):
            style["href"] = element.get("href")
        if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", element.get("lang")):
            style["lang"] = element.get("lang")
        return style

    def _say(self, words: str) -> None:
        text = _SPACE.sub(" ", words)
        if text:
            run: Run = {"text": text}
            for style in self._styles:
                run.update(style)
            self._runs.append(run)

    def _flush(self) -> None:
        """End the paragraph or heading that is being read."""
        runs = _trimmed(_spelt_out(self._runs, self._lang))
        self._runs = []
        if not runs:
            return
        # A heading within a list or a table is no part of the paper's outline.
        if self._heading and len(self._open) == 1:
            self._add({"kind": "heading", "level": self._heading, "runs": runs})
        else:
            self._add({"kind": "paragraph", "runs": [{**r, "strong": True} for r in runs] if self._heading else runs})

    def _add(self, block: Block) -> None:
        around, held = self._open[-1]
        held.append([block] if around.tag in ("ul", "ol") else block)

    def _add_table(self, table: TableReader, caption: list[Block]) -> None:
        """Add a table with what stands in it but in no cell of it."""
        block = table.block()
        if block is None:
            for one in caption:
                self._add(one)
        else:
            self._add({**block, "caption": caption})


def _spelt_out(runs: list[Run], lang: str) -> list[Run]:
    """Runs in which what is struck is marked in words of the language, and shifted signs are signs of their own."""
    before, _, after = catalogue_for(lang).text("text.struck", words="\n").partition("\n")
    told: list[Run] = []
    is_behind = False
    for is_struck, group in groupby(map(_unshifted, runs), key=lambda run: bool(run.get("struck"))):
        words = list(group)
        first = words[0]["text"][:1]
        if is_struck and any(run["text"].strip() for run in words):
            last = told[-1]["text"][-1:] if told else ""
            words = _trimmed(words)
            told += [{"text": f"{' ' if first == ' ' or last.isalnum() else ''}{before}"}, *words, {"text": after}]
        else:
            told += [{"text": " "}] if is_behind and first.isalnum() else []
            told += words
        is_behind = is_struck
    return told


def _unshifted(run: Run) -> Run:
    """A run as it stands, or in raised or lowered signs where all of it has some."""
    for style, tag in (("raised", "sup"), ("lowered", "sub")):
        if run.get(style) and (text := shifted(run["text"], tag)):
            return {**{name: value for name, value in run.items() if name != style}, "text": text}
    return run


def _trimmed(runs: list[Run]) -> list[Run]:
    """The runs of a line without spaces at its ends, and none of nothing."""
    kept: list[Run] = []
    for run in runs:
        text = run["text"]
        if not kept or kept[-1].get("break") or kept[-1]["text"].endswith(" "):
            text = text.lstrip(" ")
        if text or (run.get("break") and kept):
            kept.append({**run, "text": text})
    while kept and (kept[-1].get("break") or not kept[-1]["text"].strip(" ")):
        kept.pop()
    if kept:
        kept[-1]["text"] = kept[-1]["text"].rstrip(" ")
    return kept
