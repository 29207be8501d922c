"""What was read of records as bytes, and back: no bytes, whoever made them, can run anything else than that."""

from __future__ import annotations

import copyreg
import datetime as dt
import gc
import io
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import is_dataclass
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

__all__ = ["Unreadable", "dumped", "loaded", "without_collecting"]

_ROOMS = ("portal.model.", "portal.text.", "portal.source.")
_PLAIN: dict[tuple[str, str], Any] = {
    ("builtins", "frozenset"): frozenset,
    ("builtins", "set"): set,
    ("datetime", "date"): dt.date,
    ("datetime", "datetime"): dt.datetime,
    ("datetime", "time"): dt.time,
    ("datetime", "timedelta"): dt.timedelta,
    ("datetime", "timezone"): dt.timezone,
    ("zoneinfo", "ZoneInfo"): ZoneInfo,
}
_WRITTEN = {**copyreg.dispatch_table, ZoneInfo: lambda zone: (ZoneInfo, (zone.key,))}


class Unreadable(Exception):
    """Bytes that are not what `dumped` gives, or ask for more than it does."""


def dumped(value: object) -> bytes | None:
    """A value of plain data, of our models, dataclasses and enumerations, as bytes; `None` of one nested too deep."""
    written = io.BytesIO()
    pickler = pickle.Pickler(written, 5)
    pickler.dispatch_table = _WRITTEN
    try:
        pickler.dump(value)
    except RecursionError:
        return None
    return written.getvalue()


def loaded(data: bytes) -> Any:
    """The value of some bytes; raises `Unreadable`."""
    try:
        return _Unpickler(io.BytesIO(data)).load()
    except Unreadable:
        raise
    except Exception as fault:  # whatever damaged bytes bring out
        raise Unreadable from fault


@contextmanager
def without_collecting(lasting: bool) -> Iterator[None]:
    """While many objects are made, they are not looked through for rubbish; nor later, if they are all `lasting`."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if lasting:
            gc.freeze()
        if was_enabled:
            gc.enable()


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        return _known(module, name)


@cache
def _known(module: str, name: str) -> Any:
    """A class of plain data; raises `Unreadable` for all else that a module has."""
    if plain := _PLAIN.get((module, name)):
        return plain
    found = getattr(import_module(module), name, None) if module.startswith(_ROOMS) else None
    if not isinstance(found, type) or found.__module__ != module:
        raise Unreadable
    if not (is_dataclass(found) or issubclass(found, (Enum, BaseModel))):
        raise Unreadable
    return found
