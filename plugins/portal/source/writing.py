"""Records written: what an editor wrote stays as it was, and what is new is text to every reader of YAML."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.emitter import RoundTripEmitter
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, PlainScalarString
from ruamel.yaml.tag import Tag

__all__ = [
    "FRONT_MATTER", "escaped", "extended", "front_matter_lines", "is_plain_text", "item_extended", "new_record",
]  # fmt: skip

FRONT_MATTER = re.compile(r"\A(\ufeff?---[ \t]*\r?\n)(.*?)^(---[ \t]*(?:\r?\n|\Z))", re.DOTALL | re.MULTILINE)
"""The front matter of a record file: its opening line, what stands in it, and its closing line."""
_NOT_TEXT = re.compile(
    r"(?i:true|false|yes|no|on|off|y|n|null|~|=|<<|\.nan|[-+]?\.inf)|[-+.\d][\da-fA-FxXoO_,.:+-]*|\d{4}-\d{1,2}-\d{1,2}.*",
    re.ASCII,
)
"""What readers of YAML 1.1 take for something else than text."""
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
"""Signs that nobody sees, which are written by their number."""
_NOT_PLAIN = re.compile(r"^[-?:,\[\]{}#&*!|>'\"%@`\s]|^\.\.\.|: |:$| #|\s$|^$")
"""What YAML reads as its own, or a careful writer puts in quotes; `submission.js` has the same rule."""
_OPENING = re.compile(r"^(\d*)([-+=#.)])")
"""What opens a list, a heading or a rule at the start of a line: `-`, `#`, `1.` …"""
_ADDRESS = re.compile(r"(https?://[^\s<>]*[^\s<>.,;:!?)\]*_~`])")
"""An address, which Markdown keeps as it is between angle brackets."""
_SPECIAL = re.compile(r"([\\`*_\[\]<>~|&])")


class _AsText(VersionedResolver):
    """Knows no type but text and blank, as the record format reads front matter."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind is ScalarNode and implicit[0]:
            return Tag(suffix="tag:yaml.org,2002:str" if value else "tag:yaml.org,2002:null")
        return super().resolve(kind, value, implicit)


def new_record(facts: Mapping[str, Any], body: str) -> str:
    """A record file of facts (text, flags, lists and mappings) and Markdown."""
    text = body.strip()
    head = _dumped(_plain(facts)) if facts else ""
    return f"---\n{head}---\n" + (f"\n{text}\n" if text else "")


def extended(text: str, key: str, values: Sequence[Any]) -> str:
    """A record file with values added at the end of the list `key`, which is begun if it is not there.

    Every other line stays byte for byte; only a list written between brackets is
    written anew.
    """
    match = FRONT_MATTER.match(text)
    opening, inner, closing = match.groups() if match else ("---\n", "", "---\n")
    rest = text[match.end() :] if match else text
    newline = "\r\n" if opening.endswith("\r\n") else "\n"
    lines = inner.splitlines(keepends=True)
    at = next((n for n, line in enumerate(lines) if re.match(rf"{key}[ \t]*:(?=\s|$)", line)), None)
    begun: list[str] = []
    if at is None:
        place, indent, begun = len(lines), 2, [f"{key}:{newline}"]
    elif _is_block_list(lines, at):
        place, indent = _end_of_list(lines, at), _indent_of_list(lines, at)
    else:
        end = _end_of_list(lines, at)
        longer = _longer("".join(lines[at:end]), key, values).replace("\n", newline)
        return "".join([opening, *lines[:at], longer, *lines[end:], closing, rest])
    if lines and place == len(lines) and not lines[-1].endswith("\n"):
        lines[-1] += newline
    block = _dumped(_plain({key: list(values)})).split("\n", 1)[1].splitlines()
    added = [f"{' ' * indent}{line[2:]}{newline}" for line in block]
    return "".join([opening, *lines[:place], *begun, *added, *lines[place:], closing, rest])


def _is_block_list(lines: list[str], at: int) -> bool:
    """Whether the key in line `at` has a list below it, an item a dash, or nothing."""
    if re.sub(r"^[^:]*:|(?:^|\s)#.*", "", lines[at]).strip():
        return False
    following = next((line for line in lines[at + 1 :] if line.strip() and not line.lstrip().startswith("#")), "")
    return following.lstrip().startswith("- ") or not following.startswith((" ", "\t"))


def _end_of_list(lines: list[str], at: int) -> int:
    """The line after the last one of the block list whose key stands in line `at`."""
    end = at + 1
    for number, line in enumerate(lines[at + 1 :], at + 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line.startswith((" ", "\t", "-")):
            break
        end = number + 1
    return end


def _indent_of_list(lines: list[str], at: int) -> int:
    """How far in the items of a block list stand."""
    dashes = (len(line) - len(line.lstrip()) for line in lines[at + 1 :] if line.lstrip().startswith("-"))
    return next(dashes, 2)


def front_matter_lines(facts: Mapping[str, Any]) -> list[str]:
    """The lines of YAML that some facts are, each with its line end."""
    return [f"{line}\n" for line in _dumped(_plain(facts)).split("\n")[:-1]]


def is_plain_text(text: str) -> bool:
    """Whether every reader of YAML takes a text for text without quotes."""
    return _NOT_TEXT.fullmatch(text) is None


def item_extended(text: str, index: int, key: str, value: str) -> str:
    """A meeting's file with a value added at the end of the list `key` of its agenda item `index` (from 0).

    The list is begun, below the item's number, if it is not there. Every other character stays.
    """
    match = FRONT_MATTER.match(text)
    assert match, "a meeting with an agenda has front matter"
    start, inner = len(match[1]), match[2]
    newline = "\r\n" if match[1].endswith("\r\n") else "\n"
    item = _part(_part(yaml.compose(inner, Loader=yaml.BaseLoader), "agenda"), index)
    there, number = _part(item, key), _part(item, "number")
    word = value if re.fullmatch(r"\w[\w/-]*", value) and not _NOT_TEXT.fullmatch(value) else _in_quotes(value)
    if isinstance(there, yaml.SequenceNode) and there.value:
        last = there.value[-1]
        at = last.end_mark.index
        column = last.start_mark.column - 2
        added = f", {word}" if there.flow_style else f"{newline}{' ' * column}- {word}"
    elif there is not None:
        raise ValueError(key)  # left blank, or no list
    elif item.flow_style:
        at, added = number.end_mark.index, f", {key}: [{word}]"
    else:
        at = inner.index("\n", number.end_mark.index) + 1
        added = f"{' ' * item.start_mark.column}{key}: [{word}]{newline}"
    return f"{text[: start + at]}{added}{text[start + at :]}"


def _part(node: Any, name: str | int) -> Any:
    """A value of a mapping or of a list, as YAML's composer sees it; `None` if it is not there."""
    if isinstance(name, int):
        return node.value[name]
    return next((value for key, value in node.value if key.value == name), None)


def _in_quotes(text: str) -> str:
    return _UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(text, ensure_ascii=False))


class _Emitter(RoundTripEmitter):
    """Writes quotes as `_in_quotes` does."""

    def write_double_quoted(self, text: str, split: bool = True) -> None:
        self.write_indicator(_in_quotes(text), True)


def _longer(written: str, key: str, values: Sequence[Any]) -> str:
    """A key with its list between brackets, the values added, through a round trip that keeps its style."""
    facts = _yaml().load(written.replace("\r\n", "\n"))
    facts[key].extend(_plain(values))
    return _dumped(facts)


def _dumped(facts: Any) -> str:
    stream = io.StringIO()
    _yaml().dump(facts, stream)
    return stream.getvalue()


def _yaml() -> YAML:
    """A reader and writer that keeps the style of what it reads: quotes, long lines, blank values."""
    yaml = YAML()
    yaml.Emitter = _Emitter
    yaml.Resolver = _AsText
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _plain(value: Any) -> Any:
    """Values as YAML is to write them: quoted where another reader would take a text for something else."""
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(part) for part in value]
    if isinstance(value, bool):
        return PlainScalarString(str(value).lower())
    if isinstance(value, str) and not _is_plain(value):
        return DoubleQuotedScalarString(value)
    return value


def _is_plain(text: str) -> bool:
    """Whether a text stands without quotes where it stands alone."""
    return not (_NOT_TEXT.fullmatch(text) or _NOT_PLAIN.search(text) or _UNSEEN.search(text))


def escaped(text: str) -> str:
    """A text as Markdown that reads the same: on one line, its special characters escaped, no mark at its start."""
    parts = _ADDRESS.split(" ".join(text.split()))
    line = "".join(f"<{part}>" if n % 2 else _SPECIAL.sub(r"\\\1", part) for n, part in enumerate(parts))
    return _OPENING.sub(r"\1\\\2", line)
