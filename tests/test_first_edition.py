"""A portal of the first edition of the record format builds to the same pages, whatever later editions add."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from portal.model.kinds import KINDS
from support.first_edition import KEPT, digests
from support.portals import PortalFolder, make_portal
from support.small import SMALL

ANEW = "Are these pages meant to be others? Then write the digests anew: cd tests && python -m support.first_edition"


def test_each_page_is_as_it_was(portal: Callable[..., PortalFolder]) -> None:
    kept, made = json.loads(KEPT.read_text("utf-8")), digests(portal(SMALL).without_papers())
    assert {address for address in kept.keys() | made.keys() if kept.get(address) != made.get(address)} == set(), ANEW


def test_a_record_of_a_later_edition_is_seen(tmp_path: Path) -> None:
    """The guard of the guard: a field of the second edition is seen on the pages of its record, and its kinds as pages
    of their own.
    """
    kept = json.loads(KEPT.read_text("utf-8"))
    later = {
        **SMALL,
        "cases/2021-nettside.md": SMALL["cases/2021-nettside.md"].replace(
            "type: D/V", "type: D/V\n        summary: Kort."
        ),
        "plans/plan.md": "---\ntitle: Plan\n---\n",
    }
    made = digests(make_portal(tmp_path / "later", later).without_papers())
    assert {"/saker/2021-nettside/"} <= {address for address in kept if kept[address] != made[address]}
    assert {"/planar/", "/planar/plan/"} <= made.keys() - kept.keys()
    assert not any(address.startswith(kind.address) for kind in KINDS if kind.is_optional for address in kept)
