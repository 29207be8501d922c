"""What the words of the site mean: the page of them, the links to it, and short names spelt out."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from portal.derived.labels import EXPLAINED, all_labels
from portal.language.catalogue import LANGUAGES, catalogue_for
from support.portals import PortalFolder, make_portal
from support.three_bodies import THREE_BODIES

MEETING = "/moter/ssu/2021-03-11/"
LINK = re.compile(r'<a class="(?:state|word)[^"]*" href="[^"]*ord/#([^"]*)"')


@pytest.fixture
def portal(tmp_path: Path) -> PortalFolder:
    return make_portal(tmp_path / "portal", THREE_BODIES).without_papers()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_word_is_said_as_where_it_stands(lang: str) -> None:
    """By the message of the state itself; none has a place to fill, as one that is said elsewhere would have."""
    catalogue = catalogue_for(lang)
    for name, word in EXPLAINED.items():
        assert "{" not in catalogue.text(word) + catalogue.text(f"explained.{name}"), name
    said = [catalogue.text(word) for word in EXPLAINED.values()]
    assert [word for word, number in Counter(said).items() if number > 1] == []
    for family in ("outcome", "case", "meeting"):
        assert [label.text for label in all_labels(catalogue)[family] if not label.word] == []


def test_every_state_and_type_leads_to_its_word_once_on_a_page(portal: PortalFolder) -> None:
    anchors = set(re.findall(r'<div id="(o-[^"]*)"', portal.page("/ord/")))
    for address in (MEETING, "/saker/", "/vedtak/", "/moter/", "/utval/ssu/", "/saker/2020-heimeoppfolging/"):
        led = LINK.findall(portal.page(address))
        assert led, address
        assert len(led) == len(set(led)), address
        assert set(led) <= anchors, address
    meeting = portal.page(MEETING)
    assert {"o-decision-type", "o-decided"} <= set(LINK.findall(meeting))
    assert len(re.findall(r'<span class="state t-ok s-check"', meeting)) >= 1, "the others are words as they were"


def test_no_link_stands_within_another(portal: PortalFolder) -> None:
    for address in (MEETING, "/", "/saker/", "/vedtak/", "/oppfolging/", "/status/", "/utval/ssu/", "/nytt/"):
        is_open = 0
        for end in re.findall(r"<(/?)(?:a|summary|button)\b", portal.page(address)):
            is_open += -1 if end else 1
            assert is_open <= 1, address


def test_a_short_name_is_spelt_out_the_first_time(portal: PortalFolder) -> None:
    title = "Strategisk samarbeidsutval"
    record = portal.root / "cases/2020-heimeoppfolging.md"
    text = "\n\nSSU og [SSU](../organisations/ssu.md), ikkje SSU-en, `SSU` eller SSUX. SSU vedtek.\n"
    record.write_text(record.read_text("utf-8") + text, encoding="utf-8")
    organisation = portal.root / "organisations/ssu.md"
    assert "short: SSU" in organisation.read_text("utf-8")
    page = portal.page("/saker/2020-heimeoppfolging/")
    spelt = f'<abbr title="{title}">SSU</abbr>'
    assert page.count(spelt) == page.count("<abbr") == 1
    assert f"<p>{spelt} og <a" in page
    assert f'<abbr title="{title}">SSU</abbr>' in portal.page("/utval/ssu/")
    assert f'<abbr title="{title}">SSU</abbr>' in portal.page("/utval/")


def test_a_page_is_made_anew_when_a_short_name_is_another(portal: PortalFolder) -> None:
    """The cache knows a page by what it shows, and the whole name does not stand in the record."""
    record = portal.root / "cases/2020-heimeoppfolging.md"
    record.write_text(record.read_text("utf-8") + "\n\nSSU vedtek.\n", encoding="utf-8")
    site = portal.root / "ut"
    assert portal.command("write", str(site)).exit_code == 0
    organisation = portal.root / "organisations/ssu.md"
    organisation.write_text(organisation.read_text("utf-8").replace("short: SSU", "short: STRAT"), encoding="utf-8")
    assert portal.command("write", str(site)).exit_code == 0
    assert "<abbr" not in (site / "saker/2020-heimeoppfolging/index.html").read_text("utf-8")
