"""Plans: a measure is a follow-up like any other wherever those are told, and a plan shows how far it has come."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.derived.plans import measure_state
from portal.model.fields import fields_of
from portal.model.plan import Measure
from portal.model.vocabulary import MeasureState
from portal.pages.views.drawings.progress import draw_progress
from support.elements import read_main
from support.portals import EPOCH, PortalFolder, make_portal

MakePortal = Callable[..., PortalFolder]

TODAY = dt.date(2021, 5, 10)
PLAN = """
    ---
    title: Handlingsplan
    organisation: ssu
    period: {from: 2021, to: 2024}
    adopted: {meeting: ssu/2021-02-19, number: 05/21}
    goals:
      - {number: 1, title: Trygt heim}
      - {number: 2, title: Kortare ventetid}
    measures:
      - {number: 1.1, goal: 1, what: Lage rutinen, responsible: [alver, Skyss], due: 2021-04-01, case: 2021-rutine}
      - {number: Tiltak 1.2, goal: 1, what: Prøve rutinen, responsible: alver, due: 2021-06-01, status: ongoing,
         project: heim, indicator: ventetid}
      - {number: 2.1, goal: 2, what: Måle ventetida, responsible: alver, due: 2021-04-01, done: 2021-05-10,
         project: heim}
      - {number: 2.2, goal: 2, what: Lage ein app, responsible: alver, due: 2021-01-01, status: dropped, note: For dyrt}
      - {number: 9, what: Noko anna}
    ---

    ## Tiltak 1.1

    Meir om [tiltaket](#tiltak-1-1).
    """
FILES: dict[str, str | bytes] = {
    "organisations/ssu.md": "---\ntitle: Strategisk samarbeidsutval\nshort: SSU\nkind: strategic\n---\n",
    "organisations/alver.md": "---\ntitle: Alver kommune\nkind: municipality\n---\n",
    "cases/2021-rutine.md": "---\ntitle: Felles rutine\n---\n\nSjå [tiltaket](../plans/handling.md#tiltak-1-1).\n",
    "projects/heim.md": """
        ---
        title: Trygt heim
        indicators:
          - {name: Tal på pasientar, values: [{date: 2021-01-01, value: "4"}]}
          - {name: Ventetid, values: [{date: 2021-01-01, value: "9"}, {date: 2021-04-01, value: "7"}]}
        ---
        """,
    "meetings/ssu/2021-02-19.md": "---\nagenda: [{number: 05/21, title: Planen, type: V, outcome: decided}]\n---\n",
    "plans/handling.md": PLAN,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_portal(tmp_path_factory.mktemp("plans") / "portal", FILES)
    done = folder.command("write", str(folder.root / "out"))
    assert done.exit_code == 0, done.output
    return folder.root / "out"


def page(site: Path, address: str) -> str:
    return read_main(site / address.strip("/") / "index.html").text


def html(site: Path, address: str) -> str:
    return (site / address.strip("/") / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, "open"),
        ({"due": "2021-05-10"}, "open"),
        ({"due": "2021-05-09"}, "overdue"),
        ({"due": "2021-05-09", "status": "ongoing"}, "overdue"),
        ({"due": "2021-05-10", "status": "ongoing"}, "ongoing"),
        ({"status": "not_started"}, "not_started"),
        ({"due": "2021-05-09", "status": "dropped"}, "dropped"),
        ({"due": "2021-05-09", "done": "2021-05-10", "status": "ongoing"}, "done"),
    ],
)
def test_a_measure_is_in_a_state_by_its_dates_and_its_status(facts: dict[str, str], state: str) -> None:
    measure = Measure.model_validate({"number": "1", "what": "x", **facts})
    assert measure_state(measure, TODAY).value == state


def test_a_measure_is_written_as_a_person_writes_it() -> None:
    """Forms, schemas, tables of fields and what the editor writes follow the record format (§5.1)."""
    assert [field.name for field in fields_of(Measure)] == [
        "number", "what", "goal", "responsible", "due", "done", "status", "case", "project", "indicator", "note",
    ]  # fmt: skip


def test_what_is_done_after_today_is_not_done(portal: MakePortal) -> None:
    folder = portal({**FILES, "plans/handling.md": PLAN.replace("done: 2021-05-10", "done: 2021-05-11")})
    told = "Måle ventetida Trygt heim Alver kommune 1. april 2021"
    assert f"{told} 39 dagar over Over frist" in read_text(folder, "/planar/handling/", EPOCH)
    later = str(int(EPOCH) + 24 * 3600)
    assert f"{told} Gjort 11. mai 2021" in read_text(folder, "/planar/handling/", later)


def read_text(folder: PortalFolder, address: str, epoch: str) -> str:
    target = folder.root / epoch
    done = folder.command("write", str(target), epoch=epoch)
    assert done.exit_code == 0, done.output
    return page(target, address)


def test_the_page_shows_how_far_each_goal_has_come_drawn_and_as_a_table(site: Path) -> None:
    words = page(site, "/planar/handling/")
    for said in (
        "5 tiltak: 1 gjort, 1 i gang, 1 ope, 1 over frist, 1 lagt bort.",
        "1 Trygt heim 0 1 0 1 0 2", "2 Kortare ventetid 1 0 0 0 1 2", "Andre tiltak 0 0 1 0 0 1",
        "1.1. Lage rutinen Felles rutine Alver kommune og Skyss 1. april 2021 39 dagar over Over frist",
        "1.2. Prøve rutinen Trygt heim Måltal: ventetid Alver kommune 1. juni 2021 I gang",
        "2.2. Lage ein app For dyrt", "9. Noko anna Ingen ansvarleg er nemnd Utan frist Ope",
    ):  # fmt: skip
        assert said in words, said
    assert read_main(site / "planar/handling/index.html").facts()["Vedteken"] == "Sak 05/21, 19. februar 2021"
    assert 'href="../../moter/ssu/2021-02-19/#vedtak-05-21"' in html(site, "/planar/handling/")
    counts = [{MeasureState.DONE: 1, MeasureState.OVERDUE: 3}, {}, {MeasureState.OPEN: 2}]
    drawn = draw_progress(counts)
    assert drawn is not None
    assert [(one.goal, [(p.state, p.start, p.width) for p in one.parts]) for one in drawn.bars] == [
        (1, [("done", 0.0, 25.0), ("overdue", 25.0, 75.0)]),
        (3, [("open", 0.0, 100.0)]),
    ]
    assert draw_progress([{}]) is None


def test_a_measure_leads_to_case_project_and_the_curve_of_its_indicator(site: Path) -> None:
    plan = html(site, "/planar/handling/")
    assert 'id="tiltak-1-1"' in plan
    assert 'id="tiltak-1-1-2"' in plan  # the heading of the text gives way
    assert 'href="../../prosjekt/heim/#_maling_2"' in plan
    project = html(site, "/prosjekt/heim/")
    assert 'id="_maling_2"' in project
    assert "_maling_1" not in project
    assert "Tiltak 1.2, Handlingsplan" in page(site, "/prosjekt/heim/")
    assert "Tiltak 1.1, Handlingsplan" in page(site, "/saker/2021-rutine/")
    assert 'href="../../planar/handling/#tiltak-1-1"' in html(site, "/saker/2021-rutine/")


def test_measures_stand_on_the_board_and_with_who_is_responsible_but_not_those_that_were_dropped(site: Path) -> None:
    board = page(site, "/oppfolging/")
    assert "Lage rutinen Tiltak 1.1, Handlingsplan" in board
    assert "Noko anna Tiltak 9, Handlingsplan" in board
    assert "Lage ein app" not in board
    partner = page(site, "/partar/alver/")
    for said in ("Lage rutinen", "Prøve rutinen", "Måle ventetida"):
        assert said in partner
    assert "Lage ein app" not in partner
    assert "Handlingsplan" in page(site, "/utval/ssu/")


def test_editors_are_told_which_measures_lack_something(site: Path) -> None:
    words = page(site, "/status/")
    assert "Handlingsplan, 9 Manglar ansvarleg, frist og sak eller prosjekt" in words
    assert "Handlingsplan, 2.2" not in words


def test_the_data_have_measures_among_the_follow_ups_and_in_the_plan(site: Path) -> None:
    rows = {row["id"]: row for row in json.loads((site / "data/follow-ups.json").read_text("utf-8"))["rows"]}
    assert sorted(rows) == [f"plans/handling#tiltak-{n}" for n in ("1-1", "1-2", "2-1", "9")]
    row = rows["plans/handling#tiltak-1-1"]
    assert (row["plan"], row["plan_title"], row["measure"], row["state"]) == (
        "handling", "Handlingsplan", "1.1", "overdue",
    )  # fmt: skip
    assert (row["meeting"], row["body"], row["item_title"]) == (None, None, None)
    assert row["url"].endswith("/planar/handling/#tiltak-1-1")
    plan = json.loads((site / "data/plans.json").read_text("utf-8"))["rows"][0]
    assert [one["state"] for one in plan["measures"]] == ["overdue", "ongoing", "done", "dropped", "open"]
    assert [one["goal"] for one in plan["measures"]] == ["1", "1", "2", "2", None]
    assert (plan["adopted"], plan["adopted_in"], plan["start"], plan["end"]) == (True, "ssu/2021-02-19", "2021", "2024")
    with (site / "data/follow-ups.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert [one["measure"].lstrip("'") for one in csv.DictReader(lines)] == ["1.1", "1.2", "2.1", "9"]


def test_the_log_tells_what_is_done(site: Path) -> None:
    assert "Måle ventetida" in page(site, "/nytt/")


def test_an_overdue_measure_of_the_body_is_on_its_next_agenda(portal: MakePortal) -> None:
    folder = portal(FILES)
    done = folder.command("draft-agenda", "ssu", "2021-05-20")
    assert done.exit_code == 0, done.output
    drafted = (folder.root / "meetings/ssu/2021-05-20.md").read_text("utf-8")
    assert "Lage rutinen" in drafted
    assert "(../../plans/handling.md#tiltak-1-1)" in drafted
    assert "Noko anna" not in drafted
    assert folder.check().exit_code == 0


@pytest.mark.parametrize("hold", ["draft: true", "publish_after: 2030-01-01"])
def test_what_a_withheld_project_measures_is_not_told_by_the_plan(portal: MakePortal, hold: str) -> None:
    hidden = str(FILES["projects/heim.md"]).replace("title: Trygt heim", f"title: Løyndom\n        {hold}")
    folder = portal({**FILES, "projects/heim.md": hidden.replace("Ventetid", "Løynd mål")})
    folder.write({"plans/handling.md": PLAN.replace("indicator: ventetid", "indicator: Løynd mål")})
    done = folder.command("write", str(folder.root / "out"))
    assert done.exit_code == 0, done.output
    for path in (folder.root / "out").rglob("*"):
        if path.is_file():
            assert "løynd" not in path.read_bytes().decode("utf-8", "ignore").casefold(), path


def test_the_anchor_of_a_measure_is_checked_like_any_other(portal: MakePortal) -> None:
    text = "---\ntitle: Felles rutine\n---\n\nSjå [tiltaket](../plans/handling.md#tiltak-1-7).\n"
    told = portal({**FILES, "cases/2021-rutine.md": text}).check()
    assert told.exit_code == 1
    assert "tiltak-1-7" in told.output


@pytest.mark.parametrize(
    ("meeting", "outcome", "said"),
    [
        ("ssu/2021-02-19", "outcome: rejected", "Sett opp som Sak 05/21, 19. februar 2021: Avvist"),
        ("ssu/2021-02-19", "outcome: postponed", "Sett opp som Sak 05/21, 19. februar 2021: Utsett"),
        ("ssu/2021-02-19", "type: V", "Sett opp som Sak 05/21, 19. februar 2021"),
        ("ssu/2021-02-19", "outcome: endorsed", "Sak 05/21, 19. februar 2021"),
        ("ssu/2021-06-18", "type: V", "Skal opp som Sak 05/21, 18. juni 2021"),
    ],
)
def test_a_plan_that_was_not_adopted_does_not_say_so(portal: MakePortal, meeting: str, outcome: str, said: str) -> None:
    files = {
        "organisations/ssu.md": FILES["organisations/ssu.md"],
        f"meetings/{meeting}.md": f"---\nagenda: [{{number: 05/21, title: Planen, {outcome}}}]\n---\n",
        "plans/p.md": f"---\ntitle: P\nadopted: {{meeting: {meeting}, number: 05/21}}\n---\n",
    }
    facts = portal(files).without_papers().site()["/planar/p/"].make().data.decode()
    words = " ".join(
        re.sub("<[^>]*>", " ", facts[facts.index("<dl") : facts.index("</dl>")]).replace("\xa0", " ").split()
    )
    assert words.endswith(f"Vedteken {said}")
