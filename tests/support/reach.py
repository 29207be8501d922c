"""All that can be reached from an object by following what it holds: attributes, elements, keys and values."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Set
from enum import Enum
from pathlib import PurePath
from types import FunctionType, MethodType, ModuleType
from typing import Any

from pydantic import BaseModel

__all__ = ["reachable", "strings_in"]


def reachable(start: Any) -> Iterator[Any]:
    """Every object below `start`, itself first, each once; classes and modules are not looked into.

    A function is given and not looked into: what one holds cannot be told, so that its being there is the finding.
    """
    seen: set[int] = set()
    kept: list[Any] = []  # what is seen stays alive, so that no number is given to another
    waiting = [start]
    while waiting:
        held = waiting.pop()
        if id(held) in seen or isinstance(held, type | ModuleType):
            continue
        seen.add(id(held))
        kept.append(held)
        yield held
        waiting.extend(_below(held))


def strings_in(start: Any) -> list[str]:
    """Every text that can be reached."""
    return [held for held in reachable(start) if isinstance(held, str)]


def _below(held: Any) -> Iterator[Any]:
    if isinstance(held, str | bytes | int | float | Enum | FunctionType | MethodType):
        return
    if isinstance(held, PurePath):
        yield str(held)
    elif hasattr(held, "isoformat"):
        yield held.isoformat()
    elif isinstance(held, Mapping):
        yield from held.keys()
        yield from held.values()
    elif isinstance(held, list | tuple | Set):
        yield from held
    if isinstance(held, BaseModel):
        yield from (held.__pydantic_extra__ or {}).values()
        yield from (held.__pydantic_private__ or {}).values()
    if dataclasses.is_dataclass(held):
        yield from (getattr(held, one.name) for one in dataclasses.fields(held))
    yield from getattr(held, "__dict__", {}).values()
    for name in (name for kind in type(held).__mro__ for name in getattr(kind, "__slots__", ())):
        if hasattr(held, name) and not name.startswith("__"):
            yield getattr(held, name)
