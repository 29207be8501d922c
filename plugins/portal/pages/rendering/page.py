"""The boundary to a site generator: a page to publish, or a file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.derived.parts import Hyperlink

__all__ = ["Asset", "Page"]

_ID = re.compile(r'\sid="([^"]+)"')


@dataclass(frozen=True)
class Page:
    """A page to publish.

    `body` is the HTML inside the document's `main`; `source` is the file it is
    made from; `scripts` are the elements that go into the document's head, for
    they change the page before it is seen; `in_navigation` tells registers from records; `structured` is what
    the page says to machines (JSON-LD); one that `is_framed` has neither header nor footer.
    """

    address: str
    title: str
    body: str
    description: str = ""
    source: str | None = None
    updated: dt.date | None = None
    menu: str = ""
    indexed: bool = True
    in_navigation: bool = False
    drawings: bool = False
    cards: bool = False
    scripts: tuple[str, ...] = ()
    feed: Hyperlink | None = None
    structured: Mapping[str, Any] | None = None
    is_framed: bool = False

    @property
    def anchors(self) -> set[str]:
        """The ids in the page, for links from elsewhere."""
        return {*_ID.findall(self.body)}


@dataclass(frozen=True)
class Asset:
    """A file to publish: `location` on this disk, its `content` (text or bytes), or `make`, which gives that."""

    address: str
    location: Path | None = None
    content: str | bytes | None = None
    make: Callable[[], str | bytes] | None = None

    def read(self) -> bytes:
        """The bytes of the file, made now if they are not there yet."""
        if self.location is not None:
            return self.location.read_bytes()
        content = self.make() if self.make else self.content or ""
        return content if isinstance(content, bytes) else content.encode()
