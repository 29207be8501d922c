"""What programs read beside the pages: one event, a record's Markdown, all changes, and where all of it is."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from icalendar import Calendar

from support.portals import PortalFolder, make_portal
from support.sites import tree
from support.three_bodies import THREE_BODIES

COMING = "moter/fsu/2021-06-09/"


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    aliased = THREE_BODIES["meetings/ssu/2021-03-11.md"].replace(
        "number: 1/2021", "number: 1/2021\n        aliases: [/gamalt/mote/]"
    )
    records = {**THREE_BODIES, "meetings/ssu/2021-03-11.md": aliased}
    records["cases/2020-trekt.md"] = "---\nretracted: {date: 2021-03-01, reason: Inneheldt personopplysningar}\n---\n"
    return make_portal(tmp_path_factory.mktemp("machines") / "portal", records).without_papers()


@pytest.fixture(scope="module")
def site(portal: PortalFolder) -> Path:
    done = portal.command("write", str(portal.root / "site"))
    assert done.exit_code == 0, done.output
    return portal.root / "site"


def test_a_meeting_and_its_deadline_are_events_of_their_own(site: Path) -> None:
    """They are the same as in the calendar of all, so that one who has both has them once."""
    every = Calendar.from_ical((site / "kalender/alle.ics").read_bytes())
    known = {str(event["UID"]): event.to_ical() for event in every.walk("VEVENT")}
    page = (site / COMING / "index.html").read_text("utf-8")
    for name, uid in (("mote.ics", "fsu/2021-06-09@"), ("frist.ics", "frist/fsu/2021-06-09@")):
        (event,) = Calendar.from_ical((site / COMING / name).read_bytes()).walk("VEVENT")
        assert str(event["UID"]).startswith(uid)
        assert event.to_ical() == known[str(event["UID"])]
        assert f'/{COMING}{name}"' in page
    held = (site / "moter/ssu/2021-03-11/index.html").read_text("utf-8")
    assert "mote.ics" not in held


def test_every_record_has_its_markdown_and_its_page_says_so(site: Path) -> None:
    pages = [path for path in tree(site) if path.endswith("/index.html")]
    told = [path for path in pages if 'rel="alternate" type="text/markdown" href="' in (site / path).read_text("utf-8")]
    assert {path.split("/")[0] for path in told} == {"moter", "saker", "prosjekt", "utval", "partar"}
    for path in told:
        text = (site / path).with_name("index.md").read_text("utf-8")
        assert "# " in text
        assert not {"<div", "<p>", "Hopp til", "Kopier lenkje"} & {*text.split("\n")}
    meeting = (site / "moter/ssu/2021-03-11/index.md").read_text("utf-8")
    assert "https://helsefellesskap.example/saker/" in meeting
    assert "| 05/21 |" in meeting
    assert "## 05/21 " in meeting


def test_every_change_is_a_line_the_newest_last_with_where_it_is_and_was(site: Path) -> None:
    lines = [json.loads(line) for line in (site / "data/changes.ndjson").read_text("utf-8").splitlines()]
    times = [dt.datetime.fromisoformat(line["time"]) for line in lines]
    assert times == sorted(times)
    assert {"retraction", "decision", "submission"} <= {line["change"] for line in lines}
    for line in lines:
        path = line["url"].removeprefix("https://helsefellesskap.example/").partition("#")[0]
        assert (site / path / "index.html").is_file(), line
    moved = next(line for line in lines if line["id"] == "ssu/2021-03-11")
    assert moved["earlier_urls"] == ["https://helsefellesskap.example/gamalt/mote/"]
    retracted = next(line for line in lines if line["change"] == "retraction")
    assert retracted["id"] == "2020-trekt"


def test_programs_are_told_where_all_of_it_is(site: Path) -> None:
    text = (site / "llms.txt").read_text("utf-8")
    assert text.startswith("# Helsefellesskapet i bergensområdet\n\n> ")
    links = [part.partition(")")[0] for part in text.split("](")[1:]]
    assert len(links) > 10
    for link in links:
        path = site / link.removeprefix("https://helsefellesskap.example/")
        assert path.is_file() or (path / "index.html").is_file(), link


def test_a_feed_in_a_browser_says_what_to_do_with_it(site: Path) -> None:
    for feed in ("feed/alle.xml", "saker/2020-heimeoppfolging/feed.xml"):
        first, second, rest = (site / feed).read_text("utf-8").split("\n", 2)
        assert first.startswith("<?xml ")
        sheet = second.split('"')[1]
        assert second == f'<?xml-stylesheet href="{sheet}" type="text/css"?>'
        assert (site / feed).parent.joinpath(sheet).resolve() == (site / "assets/feed.css").resolve()
        assert (site / "assets/feed.css").is_file()
        assert "Kopier adressa" in rest.partition("</subtitle>")[0]


def test_a_text_deeper_than_any_has_its_markdown_too(tmp_path: Path) -> None:
    deep = f"---\ntitle: Djup\n---\n\n{'<div>' * 1_500}Ord som ligg djupt{'</div>' * 1_500}\n\nOrd etter\n"
    portal = make_portal(tmp_path / "portal", {"cases/2020-djup.md": deep}).without_papers()
    shown = portal.command("show", "/saker/2020-djup/index.md")
    assert shown.exit_code == 0, shown.output
    assert "Ord som ligg djupt" in shown.output
    assert "Ord etter" in shown.output
