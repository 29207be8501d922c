"""A site whose pages hold next to nothing, so that a small portal has all that a big one has: sides and found rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from portal.pages.views import bounds
from support.every_page import EVERY_PAGE
from support.portals import PortalFolder, make_portal

MOST = 3
FEW = 2


@contextmanager
def low_bounds() -> Iterator[None]:
    """Inside it, a page holds three rows, and two of each list where it has several."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounds, "MOST", MOST)
        patch.setattr(bounds, "FEW", FEW)
        yield


def make_long(root: Path) -> PortalFolder:
    """The portal with every type of page, written with low bounds into its folder `site`."""
    portal = make_portal(root, EVERY_PAGE).without_papers()
    with low_bounds():
        written = portal.command("write", str(portal.root / "site"))
    assert written.exit_code == 0, written.output
    return portal
