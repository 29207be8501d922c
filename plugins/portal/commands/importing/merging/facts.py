"""The facts that a record lacks, put into its front matter."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from portal.model.headings import number_slug
from portal.source.writing import front_matter_lines, is_plain_text

__all__ = ["same_item", "with_facts"]

_FRONT_MATTER = re.compile(r"\A(\ufeff?---[ \t]*\r?\n)(.*?)^(?=---[ \t]*(?:\r?\n|\Z))", re.DOTALL | re.MULTILINE)
_IN_FLOW = re.compile(r"[^\s,\[\]{}:#&*!|>'\"%@`?-][^,\[\]{}:#'\"]*")


def with_facts(text: str, facts: Mapping[str, Any]) -> str:
    """A record file with the facts that it lacks put in; what it says already stays, also where the facts differ.

    The items of an agenda are merged one by one (`same_item`); one that is new comes in behind the item that
    the document has before it. Raises `yaml.YAMLError` where the front matter is none.
    """
    match = _FRONT_MATTER.match(text)
    if not match:
        return f"---\n{''.join(front_matter_lines(facts))}---\n{text}"
    opening, inner = match.groups()
    edits = _Edits(inner, "\r\n" if opening.endswith("\r\n") else "\n")
    edits.fill(yaml.compose(inner, Loader=yaml.SafeLoader), facts)
    return f"{opening}{edits.text()}{text[match.end() :]}"


def same_item(items: Sequence[Mapping[str, Any]], item: Mapping[str, Any]) -> int | None:
    """The place of an item among others: it bears the same number, now or earlier, or else the same title.

    By its title alone an item is known only where one of the two has no number.
    """
    number, title = _slug(item.get("number")), _folded(item.get("title"))
    for at, one in enumerate(items):
        earlier = one.get("aliases")
        numbers = [one.get("number"), *(earlier if isinstance(earlier, list) else [])]
        if number and number in map(_slug, numbers):
            return at
    for at, one in enumerate(items):
        if title and title == _folded(one.get("title")) and not (number and _slug(one.get("number"))):
            return at
    return None


def _slug(number: Any) -> str:
    """A number as it is compared: `01/25` is `1/25`."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", number_slug(str(number))) if number else ""


def _folded(title: Any) -> str:
    return " ".join(str(title or "").split()).rstrip(".").casefold()


class _Edits:
    """What is put into a front matter, each at its place; everything around it stays."""

    def __init__(self, inner: str, newline: str) -> None:
        self._inner = inner
        self._newline = newline
        self._put: list[tuple[int, int, str]] = []

    def text(self) -> str:
        parts, at = [], 0
        for start, end, new in sorted(self._put, key=lambda edit: edit[0]):
            parts += [self._inner[at:start], new]
            at = max(at, end)
        return "".join([*parts, self._inner[at:]])

    def fill(self, there: Any, facts: Mapping[str, Any]) -> None:
        """Put the facts that a mapping lacks at its end, and those left blank in their place."""
        if there is None:
            self._put.append((0, 0, self._block(facts, 0)))
            return
        if not isinstance(there, yaml.MappingNode):
            return
        pairs = {key.value: value for key, value in there.value}
        lacking: dict[str, Any] = {}
        for name, value in facts.items():
            if name not in pairs:
                lacking[name] = value
            elif _is_blank(pairs[name]):
                self._fill_blank(there, pairs[name], value)
            elif name == "agenda" and isinstance(pairs[name], yaml.SequenceNode):
                self._fill_agenda(pairs[name], value)
        if lacking and there.flow_style:
            comma = ", " if there.value and not self._inner[: there.end_mark.index - 1].rstrip().endswith(",") else " "
            written = ", ".join(f"{name}: {_flow(value)}" for name, value in lacking.items())
            at = len(self._inner[: there.end_mark.index - 1].rstrip()) if comma == ", " else there.end_mark.index - 1
            self._put.append((at, at, comma.lstrip() + written if not there.value else comma + written))
        elif lacking:
            at = self._below(there)
            self._put.append((at, at, self._block(lacking, there.start_mark.column)))

    def _fill_blank(self, parent: yaml.MappingNode, blank: yaml.Node, value: Any) -> None:
        start, end = blank.start_mark.index, blank.end_mark.index
        if parent.flow_style or not isinstance(value, (Mapping, list)):
            written = _flow(value) if parent.flow_style else front_matter_lines({"x": value})[0][3:].rstrip("\n")
            self._put.append((start, end, f"{'' if self._inner[start - 1 : start].isspace() else ' '}{written}"))
            return
        at = self._line_after(start)
        block = self._block({"x": value}, parent.start_mark.column).split(self._newline, 1)[1]
        self._put.append((at, at, block))

    def _fill_agenda(self, there: yaml.SequenceNode, items: Sequence[Mapping[str, Any]]) -> None:
        listed = [_plain(node) for node in there.value]
        places = [same_item(listed, item) for item in items]
        before = None if any(place is not None for place in places) else len(listed) - 1
        if not listed:
            self._put.append((there.start_mark.index, there.end_mark.index, _flow(items)))
            return
        for item, place in zip(items, places, strict=True):
            if place is not None:
                node, before = there.value[place], place
                has_case = any(key.value == "case" for key, _ in node.value)
                self.fill(node, {n: v for n, v in item.items() if not (n == "title" and has_case)})
            elif there.flow_style:
                at = there.start_mark.index + 1 if before is None else there.value[before].end_mark.index
                self._put.append((at, at, f"{_flow(item)}, " if before is None else f", {_flow(item)}"))
            else:
                at = self._line_of(there.start_mark.index) if before is None else self._below(there.value[before])
                dash = " " * there.start_mark.column + "- "
                self._put.append((at, at, dash + self._block(item, len(dash))[len(dash) :]))

    def _block(self, facts: Mapping[str, Any], column: int) -> str:
        """Facts on lines of their own, from a column on."""
        lines = [f"{' ' * column}{line}" for line in front_matter_lines(facts)]
        return "".join(lines).replace("\n", self._newline)

    def _below(self, node: yaml.Node) -> int:
        """The start of the line below the last one of a value; what is noted behind it stays on its line."""
        return self._line_after(len(self._inner[: _end(node)].rstrip()))

    def _line_after(self, at: int) -> int:
        found = self._inner.find("\n", at)
        return len(self._inner) if found < 0 else found + 1

    def _line_of(self, at: int) -> int:
        return self._inner.rfind("\n", 0, at) + 1


def _end(node: yaml.Node) -> int:
    """Where the last word of a value ends; what follows on the next lines may be notes on what comes after."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return max(_end(part) for part in (last if isinstance(last, tuple) else (last,)))
    end: int = node.end_mark.index
    return end


def _is_blank(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in ("", "~")


def _plain(node: yaml.Node) -> dict[str, Any]:
    """What of an item tells which it is."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {
        key.value: [one.value for one in value.value] if isinstance(value, yaml.SequenceNode) else value.value
        for key, value in node.value
    }


def _flow(value: Any) -> str:
    """A value between brackets, on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_flow(part)}" for name, part in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    is_bare = is_plain_text(text) and _IN_FLOW.fullmatch(text) and text == text.strip()
    return text if is_bare else json.dumps(text, ensure_ascii=False)
