"""The file as YAML: its values, and where each key and value stands."""

from __future__ import annotations

import os
from typing import Any

import yaml

from portal.model.validation import Location
from portal.source.frontmatter import Marks

__all__ = ["LenientLoader", "mark_places", "mark_scalars"]

_DEEPEST = 12


class LenientLoader(yaml.SafeLoader):
    """Passes over the tags that MkDocs knows and this reader does not need."""


def _from_environment(loader: LenientLoader, node: yaml.Node) -> Any:
    """`!ENV NAME`, or `!ENV [NAME, OTHER, default]`: what the first variable that is set says, as MkDocs has it."""
    if not isinstance(node, yaml.SequenceNode):
        return os.environ.get(str(node.value))
    names = [str(one) for one in loader.construct_sequence(node)]
    set_ = (os.environ[name] for name in names if name in os.environ)
    return next(set_, loader.construct_object(node.value[-1]) if len(names) > 1 else None)


LenientLoader.add_multi_constructor("", lambda loader, suffix, node: None)
LenientLoader.add_constructor("!ENV", _from_environment)


def mark_places(node: yaml.Node | None, at: Location, marks: Marks) -> None:
    """Put down where each key and each value of a file stands."""
    if node is None or len(at) > _DEEPEST:
        return
    marks.values[at] = node.start_mark.line + 1, node.start_mark.column + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            marks.keys[(*at, str(key.value))] = key.start_mark.line + 1, key.start_mark.column + 1
            mark_places(value, (*at, str(key.value)), marks)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            mark_places(value, (*at, number), marks)


def mark_scalars(node: yaml.Node | None, at: Location, said: dict[Location, str]) -> None:
    """Put down what stands at each place of a file, as it was written."""
    if isinstance(node, yaml.ScalarNode):
        said[at] = str(node.value)
    elif isinstance(node, yaml.MappingNode) and len(at) <= _DEEPEST:
        for key, value in node.value:
            mark_scalars(value, (*at, str(key.value)), said)
    elif isinstance(node, yaml.SequenceNode) and len(at) <= _DEEPEST:
        for number, value in enumerate(node.value):
            mark_scalars(value, (*at, number), said)
