"""What a paper is made of: a tree of blocks, and runs of words within them.

All are plain dicts, for they travel as JSON. A block has a `kind`:

`heading` (`level`, `runs`), `paragraph` (`runs`), `list` (`ordered`, `start`,
`items`: lists of blocks), `table` (see `tables`), `quote` (`blocks`), `code`
(`text`), `rule`. Any block may have a `lang`. A run has its `text`, and any of
`strong`, `emphasised`, `code`, `struck`, `raised`, `lowered` (true), `href`,
`lang`; `break` ends a line. `long` beside `runs` tells of a word that may have to be
parted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

__all__ = ["Block", "Cell", "Run", "finished"]

Block = dict[str, Any]
Cell = dict[str, Any]
Run = dict[str, Any]

_ADDRESS = re.compile(
    r"""(?P<web>https?://(?:\([^\s()]*\)|[^\s<>«»"()])*(?:\([^\s()]*\)|[^\s<>«»"().,:;!?\]'’]))"""
    r"""|(?P<mail>(?<![\w.+@/-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"""
)
"""An address as it stands in a text, without the signs that end a sentence or a bracket around it."""
_KEPT = "%/:?#[]@!$&'()*+,;=~"
"""What has a meaning of its own in an address (RFC 3986, 2.2); all else than ASCII is written with percent signs."""
_LONG = re.compile(r"[^\s/@]{26}")
"""So much of a word as may be wider than a heading, or a point within points."""


def finished(tree: Any) -> Any:
    """A tree in which each web address and each e-mail address that is to be read is a link as well.

    What is a link already, or code, stays as it is. Runs with a very long word are marked as `long`.
    """
    if isinstance(tree, list):
        return [finished(one) for one in tree]
    if not isinstance(tree, dict):
        return tree
    if "runs" not in tree:
        return {key: finished(value) for key, value in tree.items()}
    is_long = any(_LONG.search(run["text"]) for run in tree["runs"])
    runs = [part for run in tree["runs"] for part in _parted(run)]
    return {**tree, "runs": runs, **({"long": True} if is_long else {})}


def _parted(run: Run) -> Iterator[Run]:
    """A run as several, each address in it by itself."""
    text, start = run["text"], 0
    if "href" not in run and not run.get("code"):
        for match in _ADDRESS.finditer(text):
            if match.start() > start:
                yield {**run, "text": text[start : match.start()]}
            scheme = "mailto:" if match["mail"] else ""
            yield {**run, "text": match[0], "href": f"{scheme}{quote(match[0], safe=_KEPT)}"}
            start = match.end()
    if start < len(text) or not text:
        yield {**run, "text": text[start:]}
