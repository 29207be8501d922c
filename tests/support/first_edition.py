"""Some pages of a portal that was written to the first edition of the record format, as they are kept.

`python -m support.first_edition`, from the folder of the tests, writes them anew where pages are meant to be others.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from pathlib import Path

from portal.model import addresses
from portal.site.site import Site
from support.portals import make_portal
from support.small import SMALL

__all__ = ["BYTES", "WORDS", "digests", "words"]

_FOLDER = Path(__file__).parents[1]
BYTES, WORDS = _FOLDER / "first_edition.json", _FOLDER / "first_edition.md"

_RECORDS = (
    "/saker/2021-nettside/", "/moter/ssu/2021-02-19/", "/moter/ssu/2021-05-28/", "/prosjekt/nettside/", "/utval/ssu/",
    "/partar/helse-fjord/",
)  # fmt: skip
_PAGES = (*_RECORDS, "/", "/saker/", "/saker/2021-lukka/", "/vedtak/", "/oppfolging/", "/moter/2021/")
_MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
_HASH = re.compile(r"\.[0-9a-f]{8,}\.(css|js|svg|png|woff2)")


def digests(site: Site) -> dict[str, str]:
    """A digest of what a page of each kind shows, without menus and the hashes of the theme's files."""
    return {address: _digest(site[address].make().data.decode()) for address in _PAGES}


def _digest(page: str) -> str:
    match = _MAIN.search(page)
    assert match
    return hashlib.sha256(_HASH.sub(r".\1", match[0]).encode()).hexdigest()[:16]


def words(site: Site) -> str:
    """What the page of a record of each kind says, as Markdown, one after the other."""
    return "\n".join(f"<!-- {one} -->\n{site[addresses.text_of(one)].make().data.decode()}" for one in _RECORDS)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        told = make_portal(Path(made) / "portal", SMALL).without_papers().site()
        BYTES.write_text(json.dumps(digests(told), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        WORDS.write_text(words(told), encoding="utf-8")
