"""A portal of the first edition of the record format builds to the same pages, whatever later editions add."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from portal.model.kinds import KINDS
from portal.site.site import Site
from support.first_edition import BYTES, WORDS, digests, words
from support.portals import make_portal
from support.small import SMALL

ANEW = "Are these pages meant to be others? Then write them anew: cd tests && python -m support.first_edition"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return make_portal(tmp_path_factory.mktemp("first") / "portal", SMALL).without_papers().site()


def test_the_pages_of_records_say_what_they_said(site: Site) -> None:
    assert words(site).splitlines() == WORDS.read_text("utf-8").splitlines(), ANEW


def test_a_page_of_each_kind_is_the_same_byte_for_byte(site: Site) -> None:
    """But for menus and the versions of the theme's files."""
    kept = json.loads(BYTES.read_text("utf-8"))
    assert {address for address, digest in digests(site).items() if kept.get(address) != digest} == set(), ANEW


def test_nothing_is_there_that_only_later_editions_have(site: Site) -> None:
    """No page of a kind that the portal has no record of, and no link to one."""
    later = [kind.address for kind in KINDS if kind.is_optional]
    assert [address for address in site if address.startswith((*later, "/tema/"))] == []
    front = site["/"].make().data.decode()
    assert not {address.strip("/") for address in (*later, "/tema/")} & set(front.replace('"', "/").split("/"))


def test_a_field_of_a_later_edition_is_seen(tmp_path: Path) -> None:
    """The guard of the guard."""
    case = SMALL["cases/2021-nettside.md"].replace("type: D/V", "type: D/V\n        summary: Kort sagt.")
    later = make_portal(tmp_path / "later", {**SMALL, "cases/2021-nettside.md": case}).without_papers().site()
    kept = json.loads(BYTES.read_text("utf-8"))
    assert "/saker/2021-nettside/" in {address for address, told in digests(later).items() if kept[address] != told}
    assert "Kort sagt." in words(later)
