"""Readers of a site's search index: Pagefind's files are packed, each with a mark at its head."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping
from typing import Any

_PACKED = b"\x1f\x8b"
_HEAD = b"pagefind_dcd"
_NAME = re.compile(r"\w+\.pf_(?:meta|index|filter|fragment)\b")


def is_of_index(path: str) -> bool:
    """Whether a file of the site, by its path, is one of the search index."""
    return path.startswith("pagefind/")


def without_names(text: str) -> str:
    """A list of the site's files without the names of the index's, which are made of a hash and hold any number."""
    return _NAME.sub("", text)


def unpacked(data: bytes) -> bytes:
    """What a file of the index holds; any other file as it is."""
    if not data.startswith(_PACKED):
        return data
    content = gzip.decompress(data)
    return content.removeprefix(_HEAD)


def fragments(files: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    """What the index holds of each page (`content`, `meta`, `filters`, `anchors`), by the page's address."""
    pages = [json.loads(unpacked(data)) for path, data in files.items() if path.endswith(".pf_fragment")]
    return {page["url"]: page for page in pages}
