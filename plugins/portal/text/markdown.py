"""A page's HTML as Markdown (CommonMark, with the tables of GFM), for programs that read rather than show.

Ways to move, forms and drawings are left out; what is folded on the page stands open.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from portal.text.tree import Element, Nodes, read_page

__all__ = ["markdown_of"]

_LEFT_OUT = frozenset("nav form svg script style template button noscript input textarea select".split())
_CLASSES = frozenset("toc crumbs citation pager perma skip follow sr".split())
_BLOCKS = frozenset(
    "address article aside blockquote dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main"
    " ol p pre section summary table ul".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~", "code": "`"}
_SPECIAL = re.compile(r"([\\`*_\[\]<>])")


def markdown_of(html: str, absolute: Callable[[str], str]) -> str:
    """The Markdown of a page's HTML; `absolute` makes a whole address of a link's."""
    lines = _blocks(read_page(html, _is_shown), absolute)
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(lines)).strip() + "\n"


def _is_shown(element: Element) -> bool:
    classes = element.get("class").split()
    return element.tag not in _LEFT_OUT and not element.has("hidden") and _CLASSES.isdisjoint(classes)


def _blocks(nodes: Nodes, absolute: Callable[[str], str]) -> list[str]:
    """The blocks of some nodes; words that stand beside blocks are blocks of their own."""
    found: list[str] = []
    loose: list[Element | str] = []

    def settle() -> None:
        if loose and (words := _inline(tuple(loose), absolute)):
            found.append(words)
        loose.clear()

    for node in nodes:
        if isinstance(node, str) and node.isspace() and not loose:
            continue
        if isinstance(node, str) or (node.tag not in _BLOCKS and not _holds_block(node)):
            loose.append(node)
            continue
        settle()
        found += _block(node, absolute)
    settle()
    return found


def _holds_block(element: Element) -> bool:
    return any(not isinstance(one, str) and (one.tag in _BLOCKS or _holds_block(one)) for one in element.children)


def _block(element: Element, absolute: Callable[[str], str]) -> list[str]:
    tag, children = element.tag, element.children
    if tag in _HEADINGS:
        words = _inline(children, absolute)
        return [f"{'#' * int(tag[1])} {words}"] if words else []
    if tag in ("ul", "ol"):
        return _list(element, absolute)
    if tag == "table":
        return _table(element, absolute)
    if tag == "dt":
        return [f"**{_inline(children, absolute)}**"]
    if tag == "hr":
        return ["---"]
    blocks = _blocks(children, absolute)
    if tag == "blockquote":
        return ["\n".join(f"> {line}".rstrip() for line in "\n\n".join(blocks).split("\n"))] if blocks else []
    return blocks


def _list(element: Element, absolute: Callable[[str], str]) -> list[str]:
    points: list[str] = []
    for one in element.children:
        if isinstance(one, str) or one.tag != "li":
            continue
        mark = f"{len(points) + 1}. " if element.tag == "ol" else "- "
        text = "\n\n".join(_blocks(one.children, absolute))
        indent = " " * len(mark)
        points.append(mark + "\n".join(f"{indent}{line}".rstrip() for line in text.split("\n")).lstrip())
    return ["\n".join(points)] if points else []


def _table(element: Element, absolute: Callable[[str], str]) -> list[str]:
    rows: list[list[str]] = []
    caption = ""

    def gather(nodes: Nodes) -> None:
        nonlocal caption
        for one in nodes:
            if isinstance(one, str):
                continue
            if one.tag == "caption":
                caption = "" if "sr" in one.get("class").split() else _inline(one.children, absolute)
            elif one.tag == "tr":
                cells = (cell for cell in one.children if not isinstance(cell, str) and cell.tag in ("th", "td"))
                rows.append([" ".join(_blocks(cell.children, absolute)).replace("|", "\\|") for cell in cells])
            else:
                gather(one.children)

    gather(element.children)
    if not rows:
        return []
    width = max(map(len, rows))
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]).replace("\n", " ") + " |" for row in rows]
    lines.insert(1, "|" + "---|" * width)
    return [*([caption] if caption else []), "\n".join(lines)]


def _inline(nodes: Nodes, absolute: Callable[[str], str]) -> str:
    words = "".join(_said(node, absolute) for node in nodes)
    return re.sub(r" (?=[.,;:)])", "", re.sub(r"[ \t\n\xa0]+", " ", words)).strip()


def _said(node: Element | str, absolute: Callable[[str], str]) -> str:
    if isinstance(node, str):
        return _SPECIAL.sub(r"\\\1", node)
    if node.tag == "br":
        return " "
    if node.tag == "img":
        return node.get("alt")
    inside = "".join(_said(one, absolute) for one in node.children)
    if not inside.strip():
        return inside
    if node.tag == "a" and node.get("href"):
        return f"[{inside.strip()}]({absolute(node.get('href'))})"
    mark = _MARKS.get(node.tag)
    if mark:
        return f"{mark}{inside.strip()}{mark}"
    return f"{inside} " if node.tag == "span" else inside
