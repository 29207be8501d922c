"""What a record's page weighs: at most 9,000 bytes by `gzip -9`, however many records there are."""

from __future__ import annotations

import datetime as dt
import gzip
import re
from itertools import islice
from pathlib import Path

import pytest

from bench.records import write_records
from portal.derived.context import Context
from portal.language.catalogue import catalogue_for
from portal.model.kinds import KINDS
from portal.pages.rendering.document import Frames
from portal.pages.rendering.environment import Shell, template_environment
from portal.pages.rendering.renderer import Renderer
from portal.pages.theme import Theme
from portal.pages.views import case, meeting, organisation, project
from portal.public.publishing import publish
from portal.site.building import check_portal
from portal.source.layers import templates_of
from portal.source.settings import read_settings
from support.portals import PortalFolder, make_portal
from support.three_bodies import THREE_BODIES

MOST = 9_000
VIEWS = {"case": case.view, "meeting": meeting.view, "project": project.view, "organisation": organisation.view}
MONDAY = dt.datetime(2021, 5, 10, 2, tzinfo=dt.UTC)


def record_pages(portal: PortalFolder, known: set[str]) -> dict[str, bytes]:
    """The whole documents of the records whose files are `known`, by address."""
    settings = read_settings(portal.root)
    checked = check_portal(portal.root, settings)
    assert not checked.stops_build, checked.problems
    public = publish(checked.portal, MONDAY, "", preview=False)
    context = Context(public, settings, catalogue_for(settings.lang))
    environment = template_environment(templates_of(portal.root, settings), context)
    renderer, shell = Renderer(environment, public, settings.site_url, Theme()), Shell(environment)
    frames = Frames(context, checked.content, Theme())
    views = [VIEWS[record.kind.name](context, record) for record in public.records.values() if record.path in known]
    pages = [renderer.page(view) for view in views]
    return {page.address: shell.document(frames.of(page), page.body).encode() for page in pages}


def test_a_record_weighs_the_same_however_many_there_are(tmp_path: Path) -> None:
    """Four hundred more records of other bodies change no byte of a record's page."""
    portal = make_portal(tmp_path / "portal", THREE_BODIES)
    few = record_pages(portal, {*THREE_BODIES})
    assert len(few) > 20
    write_records(portal.root, 400)
    assert record_pages(portal, {*THREE_BODIES}) == few


def test_every_kind_of_record_has_its_page_weighed() -> None:
    assert {*VIEWS} == {kind.name for kind in KINDS}


@pytest.fixture(scope="module")
def words() -> list[str]:
    """The words of minutes and agendas as people write them, which pack no better than words do."""
    texts = sorted((Path(__file__).parent / "documents").glob("*.txt"))
    return re.findall(r"[a-zæøå]{2,}", " ".join(text.read_text("utf-8") for text in texts))


def test_the_heaviest_records_are_light(tmp_path: Path, words: list[str]) -> None:
    """A meeting with fourteen items, twenty people and two papers an item; and the case and body that it belongs to."""
    source = iter(words)

    def say(number: int) -> str:
        return " ".join(islice(source, number)).capitalize() + "."

    items = range(1, 15)
    agenda = "\n".join(
        f"  - number: {n:02}/21\n    title: {say(5)}\n    type: D/V\n    outcome: decided\n    vote: unanimous\n"
        f"    attachments: [{{title: {say(3)}}}, {{title: {say(3)}}}]\n"
        f"    follow_up: [{{what: {say(6)}, responsible: part, due: 2021-06-{n:02}}}]"
        for n in items
    )
    people = "\n".join(f"  - {say(2)[:-1].title()} ({say(2)[:-1].lower()}, Part kommune)" for _ in range(20))
    texts = "\n".join(f"## {n:02}/21\n{say(40)}\n### Vedtak\n1. {say(12)}\n2. {say(8)}\n" for n in items)
    files = {
        "organisations/utvalet.md": "---\ntitle: Utvalet\nkind: strategic\n---\n",
        "organisations/part.md": "---\ntitle: Part kommune\nkind: municipality\n---\n",
        "meetings/utvalet/2021-03-11.md": (
            f"---\nnumber: 1/2021\nstart: 10:30\nplace: Rådhuset\npresent:\n{people}\nagenda:\n{agenda}\n---\n{texts}"
        ),
    }
    pages = record_pages(make_portal(tmp_path / "portal", files), {*files})
    weights = {address: len(gzip.compress(page, 9)) for address, page in pages.items()}
    assert {address: weight for address, weight in weights.items() if weight > MOST} == {}
    assert weights["/moter/utvalet/2021-03-11/"] > MOST / 2, "the meeting is heavy enough to tell"
