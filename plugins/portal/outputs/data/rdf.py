"""Things and what is said of them (RDF), written as Turtle and as JSON-LD.

https://www.w3.org/TR/turtle/ and https://www.w3.org/TR/json-ld11/
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Iri", "Literal", "Thing", "json_ld", "turtle"]

_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True)
class Iri:
    """An address that names something."""

    text: str


@dataclass(frozen=True)
class Literal:
    """Words in a language (a BCP 47 tag), or a value of a type such as `xsd:date`."""

    text: str
    lang: str = ""
    type: str = ""


Value = Iri | Literal


@dataclass(frozen=True)
class Thing:
    """Something with an address, and what is said of it; types and properties are shortened, as `dcat:Dataset`."""

    type: str
    facts: tuple[tuple[str, Value], ...]
    address: str


def turtle(prefixes: Mapping[str, str], things: Iterable[Thing]) -> str:
    """The things in Turtle."""
    head = "".join(f"@prefix {name}: {_iri(space)} .\n" for name, space in prefixes.items())
    return head + "".join(_said(thing) for thing in things)


def _said(thing: Thing) -> str:
    lines = [f"a {thing.type}", *(f"{name} {_value(value)}" for name, value in thing.facts)]
    return f"\n{_iri(thing.address)} " + " ;\n    ".join(lines) + " .\n"


def _value(value: Value) -> str:
    if isinstance(value, Iri):
        return _iri(value.text)
    quoted = '"' + "".join(_escaped(char) for char in value.text) + '"'
    return f"{quoted}@{value.lang}" if value.lang else f"{quoted}^^{value.type}" if value.type else quoted


def _escaped(char: str) -> str:
    return _ESCAPES.get(char) or (f"\\u{ord(char):04X}" if ord(char) < 0x20 else char)


def _iri(text: str) -> str:
    return f"<{_escaped_iri(text)}>"


def _escaped_iri(text: str) -> str:
    """An address with what may not stand in one as percent signs and numbers (RFC 3987)."""
    return _NOT_IN_IRI.sub(lambda match: f"%{ord(match[0]):02X}", text)


def json_ld(prefixes: Mapping[str, str], things: Iterable[Thing]) -> str:
    """The same things in JSON-LD."""
    document = {"@context": dict(prefixes), "@graph": [_node(thing) for thing in things]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _node(thing: Thing) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _escaped_iri(thing.address), "@type": thing.type}
    for name, value in thing.facts:
        node.setdefault(name, []).append(_object(value))
    return node


def _object(value: Value) -> dict[str, str]:
    if isinstance(value, Iri):
        return {"@id": _escaped_iri(value.text)}
    if value.lang:
        return {"@value": value.text, "@language": value.lang}
    return {"@value": value.text, "@type": value.type} if value.type else {"@value": value.text}
