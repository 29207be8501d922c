"""Values of a front matter changed one by one, each where it stands: every other character stays as it was."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from portal.model.validation import Location
from portal.source.writing import FRONT_MATTER, front_matter_lines, is_plain_text

__all__ = ["Unfit", "appended", "in_flow", "renamed", "renamed_setting", "replaced", "without"]

_IN_FLOW = re.compile(r"[^\s,\[\]{}:#&*!|>'\"%@`?-][^,\[\]{}:#'\"]*")


class Unfit(Exception):
    """What stands at a place, or around it, cannot be changed so."""


def in_flow(value: Any) -> str:
    """A value as it is written between brackets, on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {in_flow(part)}" for name, part in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(in_flow, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    is_bare = is_plain_text(text) and _IN_FLOW.fullmatch(text) and text == text.strip()
    return text if is_bare else json.dumps(text, ensure_ascii=False)


def replaced(text: str, at: Location, value: Any) -> str:
    """A record file with another value at a place; a key that is not there is put at the end of its mapping.

    Raises `Unfit` where nothing can be put there, or a list or a mapping stands there.
    """
    start, inner, root = _front(text)
    node = _found(root, at)
    if node is not None:
        if not isinstance(node, yaml.ScalarNode):
            raise Unfit(at)
        around = _found(root, at[:-1])
        new = _written(value, around.flow_style)
        if node.style is None and not is_plain_text(node.value) and not is_plain_text(str(value)):
            new = str(value)  # a number or a date that stands without quotes stays so
        gap = "" if inner[: node.start_mark.index].endswith((" ", "\n")) else " "
        return _put(text, start + node.start_mark.index, start + node.end_mark.index, gap + new)
    around = _found(root, at[:-1])
    if not isinstance(around, yaml.MappingNode) or not around.value:
        raise Unfit(at)
    key = str(at[-1])
    if around.flow_style:
        end = start + around.value[-1][1].end_mark.index
        return _put(text, end, end, f", {key}: {in_flow(value)}")
    return _below(text, start, inner, around, f"{' ' * around.start_mark.column}{key}: {_written(value)}")


def appended(text: str, at: Location, value: Any) -> str:
    """A record file with a value at the end of the list at a place, which is begun if it is not there.

    Raises `Unfit` where something else stands there.
    """
    start, inner, root = _front(text)
    node = _found(root, at)
    if node is None:
        return replaced(text, at, [value])
    if not isinstance(node, yaml.SequenceNode):
        raise Unfit(at)
    if node.flow_style:
        end = start + (node.value[-1].end_mark.index if node.value else node.start_mark.index + 1)
        return _put(text, end, end, f"{', ' if node.value else ''}{in_flow(value)}")
    return _below(text, start, inner, node, f"{' ' * node.start_mark.column}- {_written(value)}")


def without(text: str, at: Location) -> str:
    """A record file without one of a list's values; raises `Unfit` where it is not there, or is the only one."""
    start, inner, root = _front(text)
    node, around = _found(root, at), _found(root, at[:-1])
    number = at[-1]
    if node is None or not isinstance(around, yaml.SequenceNode) or len(around.value) < 2:
        raise Unfit(at)
    if around.flow_style:
        is_first = number == 0
        begin = node.start_mark.index if is_first else around.value[int(number) - 1].end_mark.index
        end = around.value[1].start_mark.index if is_first else node.end_mark.index
        return _put(text, start + begin, start + end, "")
    begin = inner.rfind("\n", 0, node.start_mark.index) + 1
    return _put(text, start + begin, start + _line_after(inner, _end(node)), "")


def renamed(text: str, at: str, name: str) -> str:
    """A record file with a key called otherwise wherever it stands: `at` is its dotted path, `*` each value of a list.

    Raises `Unfit` where the new name stands beside it already.
    """
    match = FRONT_MATTER.match(text)
    if match is None:
        return text
    root = _composed(match[2], yaml.BaseLoader)
    return _with_keys(text, len(match[1]), _keys(root, at.split("."), name), name)


def renamed_setting(text: str, at: str, name: str) -> str:
    """The settings file with a setting of our plugin called otherwise; raises `Unfit` as `renamed` does."""
    root = _composed(text, yaml.BaseLoader)
    plugins = _found(root, ("plugins",))
    entries = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
    options = [_found(entry, ("portal",)) for entry in entries]
    keys = [key for one in options if one is not None for key in _keys(one, at.split("."), name)]
    return _with_keys(text, 0, keys, name)


def _composed(text: str, loader: Any) -> Any:
    try:
        return yaml.compose(text, Loader=loader)
    except yaml.YAMLError:
        return None


def _keys(node: Any, at: Sequence[str], name: str) -> list[Any]:
    """The keys at the end of a path; raises `Unfit` where one has a neighbour of the new name."""
    step, *rest = at
    if step == "*":
        values = node.value if isinstance(node, yaml.SequenceNode) else []
        return [key for value in values for key in _keys(value, rest, name)]
    if not isinstance(node, yaml.MappingNode):
        return []
    found = [(key, value) for key, value in node.value if key.value == step]
    if rest:
        return [key for _, value in found for key in _keys(value, rest, name)]
    if found and any(key.value == name for key, _ in node.value):
        raise Unfit(tuple(at))
    return [key for key, _ in found]


def _with_keys(text: str, start: int, keys: Sequence[Any], name: str) -> str:
    for key in sorted(keys, key=lambda key: key.start_mark.index, reverse=True):
        text = _put(text, start + key.start_mark.index, start + key.end_mark.index, name)
    return text


def _front(text: str) -> tuple[int, str, Any]:
    """Where the front matter begins, what stands in it, and that as YAML's composer sees it."""
    match = FRONT_MATTER.match(text)
    if match is None:
        raise Unfit(())
    return len(match[1]), match[2], yaml.compose(match[2], Loader=yaml.BaseLoader)


def _found(root: Any, at: Location) -> Any:
    node = root
    for step in at:
        if isinstance(step, int) and isinstance(node, yaml.SequenceNode) and step < len(node.value):
            node = node.value[step]
        elif isinstance(step, str) and isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        else:
            return None
    return node


def _put(text: str, start: int, end: int, new: str) -> str:
    return f"{text[:start]}{new}{text[end:]}"


def _written(value: Any, is_flow: bool = False) -> str:
    """A value on one line; a text outside brackets is quoted only where it must be."""
    if is_flow or not isinstance(value, str):
        return in_flow(value)
    return front_matter_lines({"x": value})[0][3:].rstrip("\n")


def _below(text: str, start: int, inner: str, node: Any, line: str) -> str:
    """The text with a line below the last one of a value in block style."""
    newline = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    at = start + _line_after(inner, _end(node))
    return _put(text, at, at, f"{line}{newline}")


def _end(node: Any) -> int:
    """Where the last word of a value ends; what follows on the next lines may be notes on what comes after."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return max(_end(part) for part in (last if isinstance(last, tuple) else (last,)))
    return int(node.end_mark.index)


def _line_after(inner: str, at: int) -> int:
    found = inner.find("\n", len(inner[:at].rstrip()))
    return len(inner) if found < 0 else found + 1
