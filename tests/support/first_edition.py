"""The pages of a portal that was written to the first edition of the record format, as digests that are kept.

`python -m support.first_edition`, from the folder of the tests, writes them anew where pages are meant to be others.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from pathlib import Path

from portal.model import addresses
from portal.site.composition import views_of
from support.portals import PortalFolder, make_portal
from support.small import SMALL

__all__ = ["KEPT", "digests"]

KEPT = Path(__file__).parents[1] / "first_edition.json"
_OTHERS = {addresses.DATA, addresses.COMPONENTS, addresses.SEARCH, addresses.SUBMIT}
"""Pages that show what the portal can do, whatever its records."""
_MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
_HASH = re.compile(r"\.[0-9a-f]{8,}\.(css|js|svg|png|woff2)")


def digests(folder: PortalFolder) -> dict[str, str]:
    """A digest of what each page that is made of records shows, without menus and the hashes of the theme's files."""
    site = folder.site()
    pages = sorted(set(views_of(site.context)) - _OTHERS)
    return {address: _digest(site[address].make().data.decode()) for address in pages}


def _digest(page: str) -> str:
    match = _MAIN.search(page)
    assert match
    return hashlib.sha256(_HASH.sub(r".\1", match[0]).encode()).hexdigest()[:16]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        told = digests(make_portal(Path(made) / "portal", SMALL).without_papers())
    KEPT.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
