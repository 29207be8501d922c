"""The text of an XML part, block by block, whatever its vocabulary is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from portal.source.documents.packages import local

__all__ = ["TextRun", "named", "runs_of", "told_attributes"]

_BLOCKS = frozenset(
    "p h si is c tc table-cell row comment author annotation sp txBody sdt oddHeader oddFooter evenHeader evenFooter "
    "firstHeader firstFooter definedName title creator lastModifiedBy initial-creator Company Manager Template "
    "user-defined property keywords keyword description subject category text v f text-box threadedComment pt".split()
)
"""Elements that text does not run across, in any of the vocabularies."""
_SPACES = {"tab": "\t", "br": "\n", "cr": "\n", "line-break": "\n", "s": " ", "noBreakHyphen": "-"}
_DELETED = frozenset(("del", "moveFrom", "deletion"))
_TELLING = frozenset(("descr", "title", "alt", "tooltip", "Target", "href", "name", "author", "initials", "userName"))


@dataclass
class TextRun:
    """A run of text. `within` are the elements around it, from the root on; `all_text` has what was deleted too."""

    within: tuple[Element, ...]
    text: str = ""
    all_text: str = ""

    def nearest(self, name: str) -> Element | None:
        """The innermost element of a name around the block."""
        return next((element for element in reversed(self.within) if local(element.tag) == name), None)


def runs_of(root: Element) -> Iterator[TextRun]:
    """The blocks with text of a part, in its order."""
    open_: list[TextRun] = [TextRun((root,))]
    stack: list[tuple[Element, Iterator[Element], bool]] = [(root, iter(root), False)]
    _add(open_[-1], root.text, False)
    while stack:
        element, children, is_deleted = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if open_[-1].within[-1] is element:
                closed = open_.pop()
                if closed.all_text.strip():
                    yield closed
            if stack:
                _add(open_[-1], element.tail, stack[-1][2])
            continue
        name = local(child.tag)
        is_gone = is_deleted or name in _DELETED
        if name in _BLOCKS:
            open_.append(TextRun((*(one for one, _, _ in stack), child)))
        _add(open_[-1], _SPACES.get(name), is_gone)
        _add(open_[-1], child.text, is_gone)
        stack.append((child, iter(child), is_gone))


def told_attributes(root: Element) -> Iterator[str]:
    """The values of attributes that hold words of people: descriptions, addresses, names."""
    for element in root.iter():
        for name, value in element.attrib.items():
            if local(name) in _TELLING and len(value) > 5:
                yield value


def named(root: Element, *names: str) -> Iterator[Element]:
    """The elements of some names, whatever their namespace, in the order of the part."""
    return (element for element in root.iter() if local(element.tag) in names)


def _add(block: TextRun, text: str | None, is_deleted: bool) -> None:
    if text:
        block.all_text += text
        block.text += "" if is_deleted else text
