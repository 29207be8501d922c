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
from portal.pages.views import agreement, case, meeting, organisation, plan, project
from portal.public.publishing import publish
from portal.site.building import check_portal
from portal.source.layers import templates_of
from portal.source.settings import read_settings
from support.every_page import EVERY_PAGE
from support.portals import PortalFolder, make_portal
from support.three_bodies import THREE_BODIES

MOST = 9_000
VIEWS = {
    "case": case.view, "meeting": meeting.view, "project": project.view, "organisation": organisation.view,
    "agreement": agreement.view, "plan": plan.view,
}  # fmt: skip
OPTIONAL = ("agreements/", "plans/", "themes.yml")
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
    files = {path: EVERY_PAGE[path] for path in EVERY_PAGE if path in THREE_BODIES or path.startswith(OPTIONAL)}
    portal = make_portal(tmp_path / "portal", files)
    few = record_pages(portal, {*files})
    assert len(few) > 20
    assert {address.split("/")[1] for address in few} >= {"avtalar", "planar"}
    write_records(portal.root, 400)
    assert record_pages(portal, {*files}) == few


def test_every_kind_of_record_has_its_page_weighed() -> None:
    assert {*VIEWS} == {kind.name for kind in KINDS}


@pytest.fixture(scope="module")
def words() -> list[str]:
    """The words of minutes and agendas as people write them, which pack no better than words do."""
    texts = sorted((Path(__file__).parent / "documents").glob("*.txt"))
    return re.findall(r"[a-zæøå]{2,}", " ".join(text.read_text("utf-8") for text in texts))


def test_the_heaviest_records_are_light(tmp_path: Path, words: list[str]) -> None:
    """A meeting with fourteen items, twenty people and two papers an item; the body that it belongs to; an agreement
    of twenty parties, and a plan of four goals and twenty-four measures.
    """
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
    parties = [f"{say(1)[:-1]} kommune {n}" for n in range(20)]
    approvals = ", ".join(f"{{organisation: {party}, date: 2021-03-{n:02}}}" for n, party in enumerate(parties, 1))
    files["agreements/avtalen.md"] = (
        f"---\ntitle: {say(6)}\nsummary: {say(25)}\nlevel: service\nnumber: 3\nparties: [{', '.join(parties)}]\n"
        f"basis: [hol. § 6-2 nr. 3 og 5]\nin_force: {{from: 2021-01-01}}\napprovals: [{approvals}]\n---\n"
        + "\n".join(f"## {say(3)}\n{say(60)}\n" for _ in range(8))
    )
    goals = ", ".join(f"{{number: {goal}, title: {say(6)}}}" for goal in range(1, 5))
    measures = "".join(
        f"  - {{number: {goal}.{n}, goal: {goal}, what: {say(10)}, responsible: part, due: 2021-{n + 6:02}-01,"
        f" status: ongoing, note: {say(8)}}}\n"
        for goal in range(1, 5)
        for n in range(1, 7)
    )
    files["plans/planen.md"] = (
        f"---\ntitle: {say(4)}\norganisation: utvalet\nperiod: {{from: 2021, to: 2022}}\ngoals: [{goals}]\n"
        f"measures:\n{measures}---\n{say(60)}\n"
    )
    pages = record_pages(make_portal(tmp_path / "portal", files), {*files})
    weights = {address: len(gzip.compress(page, 9)) for address, page in pages.items()}
    assert {address: weight for address, weight in weights.items() if weight > MOST} == {}
    heavy = ("/moter/utvalet/2021-03-11/", "/avtalar/avtalen/", "/planar/planen/")
    assert [address for address in heavy if weights[address] <= MOST / 2] == [], "they are heavy enough to tell"
