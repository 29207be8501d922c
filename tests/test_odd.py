"""A portal that is odd and allowed: the check takes it, all of it is made, and the pages say what its records mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.odd import ODD
from support.portals import PortalFolder, make_portal
from support.sites import read_page, tree

TODAY = "1796050000"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    return make_portal(tmp_path_factory.mktemp("odd") / "portal", ODD).without_papers()


@pytest.fixture(scope="module")
def site(folder: PortalFolder) -> Path:
    written = folder.command("write", str(folder.root / "out"), epoch=TODAY)
    assert written.exit_code == 0, written.output
    return folder.root / "out"


def test_nothing_in_it_is_an_error(folder: PortalFolder) -> None:
    checked = folder.check(epoch=TODAY)
    assert checked.exit_code == 0, checked.output
    assert "Ingen feil." in checked.output


def test_nothing_withheld_is_in_it(site: Path) -> None:
    told = "Løyndom".encode()
    assert [path for path, content in tree(site).items() if told in content] == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("moter/au/2014-03-01", "Referat godkjent"),
        ("moter/au/2014-03-01", "Til stades, på sak 2014/15"),
        ("moter/a/2026-01-10", "Saka går vidare til C-utvalet (ikkje lenger i verksemd, avløyst av D, etter C)"),
        ("moter/a/2026-01-10", "3 for, 0 mot"),
        ("moter/a/2026-01-10-2", "Frist for svar er 19. januar 2026"),
        ("moter/c/2026-12-24", "Møtet er avlyst"),
        ("saker/k", "Vedteke"),
        ("avtalar/x", "1 av 2 partar har godkjent avtalen."),
        ("avtalar/y", "Overordna avtale 2"),
        ("avtalar/trekt", "Feil avtale"),
        ("planar/q", "3 tiltak: 1 gjort, 1 ope, 1 lagt bort."),
        ("planar/skjult", "Ein plan"),
        ("tema/to", "A-utvalet"),
        ("utval/c", "Ikkje lenger i verksemd"),
        ("prosjekt/p", "<img src=x onerror=alert(1)>"),
    ],
)
def test_its_pages_say_what_its_records_mean(site: Path, address: str, said: str) -> None:
    assert said in read_page(site / address / "index.html").text.replace("\xa0", " ")
