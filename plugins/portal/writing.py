"""Records written: front matter through a round trip, so that what an editor wrote stays as it was."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString
from ruamel.yaml.tag import Tag

__all__ = ["amended", "escaped", "new_record", "plain"]

_FRONT_MATTER = re.compile(r"\A(\ufeff?---[ \t]*\r?\n)(.*?)^(---[ \t]*(?:\r?\n|\Z))", re.DOTALL | re.MULTILINE)
_NOT_TEXT = re.compile(
    r"(?i:true|false|yes|no|on|off|y|n|null|~|\.nan|[-+]?\.inf)|[-+.\d][\d_,.:eExXoO+-]*|\d{4}-\d{1,2}-\d{1,2}.*"
)
"""What readers of YAML 1.1 take for something else than text."""
_SPECIAL = re.compile(r"([\\`*_\[\]<>~|&])")


class _AsText(VersionedResolver):
    """Knows no type but text and blank, as the record format reads front matter."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind is ScalarNode and implicit[0]:
            return Tag(suffix="tag:yaml.org,2002:str" if value else "tag:yaml.org,2002:null")
        return super().resolve(kind, value, implicit)


def new_record(facts: Mapping[str, Any], body: str) -> str:
    """A record file of facts (text, lists and mappings) and Markdown."""
    text = body.strip()
    return f"---\n{_dumped(plain(facts), '')}---\n" + (f"\n{text}\n" if text else "")


def amended(text: str, change: Callable[[Any], None]) -> str:
    """A record file with its front matter changed in place; all else stays as it was written.

    `change` gets the front matter as mappings and lists of text, and puts into
    it what is new.
    """
    match = _FRONT_MATTER.match(text)
    opening, inner, closing = match.groups() if match else ("---\n", "", "---\n")
    windows = "\r\n" in opening
    facts = _yaml(inner).load(inner.replace("\r\n", "\n")) or _yaml("").map()
    change(facts)
    written = _dumped(facts, inner)
    rest = text[match.end() :] if match else text
    return f"{opening}{written.replace(chr(10), chr(13) + chr(10)) if windows else written}{closing}{rest}"


def _dumped(facts: Any, like: str) -> str:
    stream = io.StringIO()
    _yaml(like).dump(facts, stream)
    return stream.getvalue()


def _yaml(like: str) -> YAML:
    """A reader and writer that keeps the style of a front matter: its quotes, its long lines, its indentation."""
    yaml = YAML()
    yaml.Resolver = _AsText
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    flush = re.search(r"^[\w-]+:[ \t]*\n- ", like, re.MULTILINE) and not re.search(r"^[\w-]+:[ \t]*\n +- ", like, re.M)
    yaml.indent(mapping=2, sequence=2 if flush else 4, offset=0 if flush else 2)
    return yaml


def plain(value: Any) -> Any:
    """Values as YAML is to write them: quoted where another reader would take a text for something else."""
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(part) for part in value]
    if isinstance(value, str) and value not in ("true", "false") and _NOT_TEXT.fullmatch(value):
        return DoubleQuotedScalarString(value)
    return value


def escaped(text: str) -> str:
    """A text as Markdown that reads the same: on one line, its special characters escaped."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
