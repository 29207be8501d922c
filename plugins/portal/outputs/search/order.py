"""The same index has the same bytes: Pagefind writes the values of its filters in an order that chance gives.

Its files are gzip of a mark and CBOR (RFC 8949), named by a hash of what they hold: a filter is `[name, [[value,
[page, …]], …]]`, the metadata names each filter's file, and the entry names the metadata's.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

import cbor2

__all__ = ["in_order"]

_MARK = b"pagefind_dcd"
_ENTRY = "pagefind-entry.json"
_META = re.compile(r"pagefind\.(\w+)\.pf_meta")
_FILTER = re.compile(r"filter/(\w+)\.pf_filter")
_FILTERS = 3
"""The place of the filters in the metadata: `[version, pages, chunks, filters, …]`, each filter `[name, hash]`."""


def in_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of an index, by path, with the filters and their values in alphabetical order, and renamed for it."""
    ordered: dict[str, bytes] = {}
    renamed: dict[str, str] = {}
    for path, data in files.items():
        if found := _FILTER.fullmatch(path):
            name, values = _unpacked(data)
            packed = _packed([name, sorted(values)])
            renamed[found[1]] = _named(found[1], packed)
            ordered[f"filter/{renamed[found[1]]}.pf_filter"] = packed
        elif path != _ENTRY and not _META.fullmatch(path):
            ordered[path] = data
    entry = json.loads(files[_ENTRY])
    for path, data in files.items():
        if found := _META.fullmatch(path):
            meta = _unpacked(data)
            meta[_FILTERS] = sorted([name, renamed[told]] for name, told in meta[_FILTERS])
            packed = _packed(meta)
            new = _named(found[1], packed)
            ordered[f"pagefind.{new}.pf_meta"] = packed
            for language in entry["languages"].values():
                language["hash"] = new if language["hash"] == found[1] else language["hash"]
    ordered[_ENTRY] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return ordered


def _unpacked(data: bytes) -> Any:
    return cbor2.loads(gzip.decompress(data).removeprefix(_MARK))


def _packed(value: Any) -> bytes:
    return gzip.compress(_MARK + cbor2.dumps(value), mtime=0)


def _named(old: str, packed: bytes) -> str:
    """A name of the same form: the language, and a hash as long as the old one."""
    language, _, hashed = old.partition("_")
    return f"{language}_{hashlib.sha256(packed).hexdigest()[: len(hashed)]}"
