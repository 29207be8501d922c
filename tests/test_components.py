"""The page of components: all of them, with every state, whatever records a portal has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.support.portals import REPOSITORY, make_portal
from tests.support.sites import dead_links

from portal.derived.labels import label_of
from portal.language.catalogue import LANGUAGES, catalogue_for
from portal.model import vocabulary
from portal.public.visibility import Visibility

TEMPLATES = REPOSITORY / "templates"
PAGE = "handbok/komponentar/index.html"
SHOWN_AS_LABELS = (
    vocabulary.Outcome,
    vocabulary.CaseState,
    vocabulary.MeetingState,
    vocabulary.FollowUpState,
    vocabulary.MilestoneState,
    vocabulary.Health,
    vocabulary.Phase,
    vocabulary.ClosingOutcome,
    vocabulary.ChangeKind,
)
WITHHELD = (Visibility.EXEMPT, Visibility.RETRACTED, Visibility.DRAFT, Visibility.EMBARGOED)


def macros() -> dict[str, str]:
    """Every macro in the components, with its markup."""
    pattern = re.compile(r"\{% macro (\w+)\(.*?\) %\}(.*?)\{%-? endmacro %\}", re.DOTALL)
    files = sorted((TEMPLATES / "components").glob("*.html"))
    return {name: markup for file in files for name, markup in pattern.findall(file.read_text("utf-8"))}


def called(markup: str) -> set[str]:
    return set(re.findall(r"(?<![\w.])(?:c\.)?(\w+)\(", markup))


def test_every_component_has_the_one_name_that_pages_use() -> None:
    index = (TEMPLATES / "components.html").read_text("utf-8")
    named = re.findall(r"\{% set (\w+) = _\w+\.(\w+) %\}", index)
    assert all(name == macro for name, macro in named)
    own = {"station", "entry", "short", "happened"}  # parts of the lifeline and of the log
    assert {name for name, _ in named} == set(macros()) - own


def test_the_page_shows_every_component() -> None:
    written = macros()
    shown = called((TEMPLATES / "handbook/components.html").read_text("utf-8"))
    while more := {name for macro in shown & set(written) for name in called(written[macro])} - shown:
        shown |= more
    assert set(written) - shown == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_shows_every_state_in_a_portal_without_records(lang: str, tmp_path: Path) -> None:
    portal = make_portal(tmp_path / "portal", lang=lang)
    result = portal.command("write", str(portal.root / "site"))
    assert result.exit_code == 0, result.output
    page = (portal.root / "site" / PAGE).read_text("utf-8")
    states = [state for kind in SHOWN_AS_LABELS for state in kind] + [*WITHHELD]
    catalogue = catalogue_for(lang)
    labels = {state: label_of(state, catalogue) for state in states}
    missing = [
        state
        for state, label in labels.items()
        if not re.search(rf'<(?:span|a) class="state {label.tone} {label.shape}"[^>]*>{label.text}</', page)
    ]
    assert missing == []
    assert '<meta name="robots" content="noindex">' in page
    assert "komponentar" not in (portal.root / "site/sitemap.xml").read_text("utf-8")
    assert 'href="komponentar/"' in (portal.root / "site/handbok/index.html").read_text("utf-8")
    assert dead_links(portal.root / "site") == []
    assert not list(re.finditer(r"<style|\sstyle=", page))


def test_a_state_is_not_taken_for_one_of_another_vocabulary() -> None:
    """`recommended` is the outcome of an item, and the state of a case that is not decided."""
    catalogue = catalogue_for("nn")
    outcome, state = (
        label_of(one, catalogue) for one in (vocabulary.Outcome.RECOMMENDED, vocabulary.CaseState.RECOMMENDED)
    )
    assert (outcome.text, state.text) == ("Tilrådd", "Tilrådd, ikkje avgjord")
