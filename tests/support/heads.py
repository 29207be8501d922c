"""Reader of a document's head: its title, what its meta elements say, and its data for machines."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

_MACHINES = "application/ld+json"


@dataclass
class Head(HTMLParser):
    """`meta` by name or property, in order; `links` by relation; `data` as it stands in the document."""

    title: str = ""
    lang: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    data: list[str] = field(default_factory=list)
    scripts: int = 0
    _inside: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._inside = "" if tag == "title" and self.title else tag  # a drawing has a title too
        if tag == "html":
            self.lang = given["lang"]
        elif tag == "meta" and "content" in given:
            name = given.get("name") or given.get("property") or given.get("http-equiv", "")
            assert name not in self.meta, f"{name} is said twice"
            self.meta[name] = given["content"]
        elif tag == "link":
            self.links.setdefault(given["rel"], given["href"])
        elif tag == "script":
            self.scripts += 1
            if given.get("type") == _MACHINES:
                self._inside = _MACHINES
                self.data.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.title += data
        elif self._inside == _MACHINES:
            self.data[-1] += data

    @property
    def linked_data(self) -> dict[str, Any]:
        """The page's JSON-LD; it has one piece."""
        assert len(self.data) == 1, f"{len(self.data)} pieces of JSON-LD"
        return dict(json.loads(self.data[0]))


def read_head(path: Path) -> Head:
    """The head of a document; what stands in its body is read too, as a browser would."""
    head = Head()
    head.feed(path.read_text("utf-8"))
    head.close()
    return head
