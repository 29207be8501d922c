"""The pages are valid HTML, by the checker of the W3C (vnu), in both languages and by both writers."""

from __future__ import annotations

from pathlib import Path

from support.portals import make_portal
from support.small import SMALL
from support.validator import findings


def test_every_page_is_valid(built_site: Path, tmp_path: Path) -> None:
    """No error and no warning on any page of two portals: MkDocs' in nynorsk, and one in bokmål written without it."""
    portal = make_portal(tmp_path / "portal", SMALL, lang="nb")
    written = portal.command("write", str(portal.root / "site"))
    assert written.exit_code == 0, written.output
    assert findings([built_site, portal.root / "site"]) == []
