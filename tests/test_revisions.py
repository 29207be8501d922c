"""When what is public of a record was changed, as git remembers it; and that every program hears of it."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from portal.commands.notifying import digests
from portal.derived.change_words import sentences_of
from portal.derived.context import Context
from portal.language.catalogue import catalogue_for
from portal.model.clock import OSLO
from portal.model.vocabulary import ChangeKind
from portal.outputs import calendar, changes, feeds
from portal.pages.views.registers import news
from portal.public.publishing import publish
from portal.public.revisions import revisions_of
from portal.site.building import check_portal
from portal.source.cache import FOLDER
from portal.source.settings import read_settings
from support.atom import A, read_feed
from support.history import commit, git
from support.portals import PAGES, PortalFolder

MakePortal = Callable[..., PortalFolder]
REPOSITORY = Path(__file__).parents[1]
START = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)

BODY = "---\ntitle: Strategisk samarbeidsutval\nkind: strategic\ndeadlines: {submission: 21}\n---\n"
CASE = "---\ntitle: Felles nettside\nsubmitted: 2025-12-01\n---\nTekst.\n"
PATH = "meetings/ssu/2026-03-05.md"
FIRST = {"organisations/ssu.md": BODY, "organisations/alver.md": "---\ntitle: Alver\nkind: municipality\n---\n"}


def meeting(*lines: str, body: str = "") -> str:
    return "\n".join(["---", "start: 10:00", "place: Rom 1", *lines, "---", body, ""])


@pytest.fixture
def folder(tmp_path: Path) -> PortalFolder:
    """A portal with one body, its first commit on 5 January 2026."""
    folder = PortalFolder(tmp_path / "p").write({**FIRST, "cases/2025-nettside.md": CASE})
    folder.write({"mkdocs.yml": (REPOSITORY / "mkdocs.yml").read_bytes()})
    shutil.copytree(PAGES / "nn", folder.root / "content")
    commit(folder, at=START)
    return folder


def saved(folder: PortalFolder, days: float, **files: str) -> None:
    commit_all(folder, days, {PATH: files["meeting"]} if "meeting" in files else {})


def commit_all(folder: PortalFolder, days: float, files: Mapping[str, str]) -> None:
    folder.write(files)
    commit(folder, at=START + days * DAY)


def context_of(folder: PortalFolder, moment: dt.datetime) -> Context:
    told = read_settings(folder.root)
    checked = check_portal(folder.root, told, moment=moment)
    assert not checked.stops_build, checked.problems
    moment = moment.astimezone(OSLO)
    public = publish(checked.portal, moment, "…", revisions=revisions_of(folder.root, checked.portal, moment))
    return Context(public, told, catalogue_for("nn"))


def told(folder: PortalFolder, days: float) -> list[tuple[str, str, str]]:
    """The log, so many days after the start: day, kind and words of each change, the newest first."""
    context = context_of(folder, START + days * DAY)
    log = sorted({id(one): one for changes in context.history.values() for one in changes}.values(), key=_order)
    return [
        (one.day.isoformat(), one.kind.value, " ".join(sentences_of(context, one)).replace("\xa0", " ")) for one in log
    ]


def _order(change: Any) -> Any:
    return (-change.moment.timestamp(), change.kind.value, change.record.id)


def steps(folder: PortalFolder, days: float, key: tuple[str, str]) -> list[tuple[str, set[str]]]:
    """The revisions of a record behind its first: when, and which facts."""
    revisions = context_of(folder, START + days * DAY).portal.revisions
    assert revisions is not None
    return [(step.moment.isoformat(), set(step.facets)) for step in revisions[key].steps[1:]]


KEY = ("meeting", "ssu/2026-03-05")

# -- revisions


def test_a_commit_that_changes_what_is_public_is_a_revision(folder: PortalFolder) -> None:
    saved(folder, 1, meeting=meeting())
    saved(folder, 2, meeting=meeting("# Ein merknad"))
    saved(folder, 3, meeting=meeting("place: Rom 2").replace("place: Rom 1\n", ""))
    commit_all(folder, 4, {"cases/2025-nettside.md": CASE.replace("Tekst", "Ny tekst")})
    assert steps(folder, 9, KEY) == [("2026-01-08T09:00:00+00:00", {"place"})]
    assert steps(folder, 9, ("case", "2025-nettside")) == [("2026-01-09T09:00:00+00:00", {"text"})]


def test_a_meeting_shows_what_its_cases_and_its_body_are_called(folder: PortalFolder) -> None:
    saved(folder, 1, meeting=meeting("agenda: [{number: 01/26, case: 2025-nettside}]"))
    commit_all(folder, 2, {"cases/2025-nettside.md": CASE.replace("Felles", "Vår felles")})
    commit_all(folder, 3, {"organisations/ssu.md": BODY.replace("Strategisk", "Strategisk og fagleg")})
    commit_all(folder, 4, {"organisations/ssu.md": BODY.replace("Strategisk", "Strategisk og fagleg") + "Mandat.\n"})
    assert steps(folder, 9, KEY) == [
        ("2026-01-07T09:00:00+00:00", {"agenda"}),
        ("2026-01-08T09:00:00+00:00", {"body"}),
    ]


def test_what_is_held_back_is_no_revision_until_it_comes_out(folder: PortalFolder) -> None:
    exempt = "{basis: offl. § 13, public_title: Ei sak, until: 2026-01-12}"
    held = f"agenda: [{{number: 01/26, title: Løyndom, exempt: {exempt}}}]"
    saved(folder, 1, meeting=meeting("draft: true"))
    saved(folder, 2, meeting=meeting("draft: true", "chair: Ada"))
    assert KEY not in (context_of(folder, START + 2.5 * DAY).portal.revisions or {KEY: ()})
    saved(folder, 3, meeting=meeting(held))
    saved(folder, 4, meeting=meeting(held.replace("Løyndom", "Ein annan løyndom")))
    context = context_of(folder, START + 5 * DAY)
    assert context.portal.revisions is not None
    assert [one.moment.isoformat() for one in context.portal.revisions[KEY].steps] == ["2026-01-08T09:00:00+00:00"]
    assert steps(folder, 20, KEY) == [("2026-01-12T00:00:00+01:00", {"agenda"})]


def test_what_has_not_happened_yet_is_a_revision_of_the_day_when_it_has(folder: PortalFolder) -> None:
    """Minutes that were typed before the meeting are shown from its day on, though nothing was committed."""
    path = "meetings/ssu/2026-01-20.md"
    commit_all(folder, 1, {path: meeting("agenda: [{number: 01/26, title: Plan, outcome: decided}]")})
    key = ("meeting", "ssu/2026-01-20")
    assert steps(folder, 9, key) == []
    ((moment, facets),) = steps(folder, 30, key)
    assert (moment, facets) == ("2026-01-20T00:00:00+01:00", {"minutes", "decision/sak-01-26"})


def test_a_commit_by_a_clock_that_is_ahead_is_a_revision_of_the_build_s_moment(folder: PortalFolder) -> None:
    saved(folder, 1, meeting=meeting())
    saved(folder, 9, meeting=meeting("number: 1/2026"))
    assert steps(folder, 2, KEY) == [("2026-01-07T10:00:00+01:00", {"number"})]


def test_what_is_not_committed_is_the_last_revision(folder: PortalFolder) -> None:
    saved(folder, 1, meeting=meeting())
    folder.write({PATH: meeting("number: 1/2026")})
    assert steps(folder, 3, KEY) == [("2026-01-08T10:00:00+01:00", {"number"})]


def test_a_commit_that_could_not_be_built_is_passed_over(folder: PortalFolder) -> None:
    saved(folder, 1, meeting=meeting())
    saved(folder, 2, meeting=meeting("ukjent: felt"))
    saved(folder, 3, meeting=meeting("number: 1/2026"))
    assert steps(folder, 9, KEY) == [("2026-01-08T09:00:00+00:00", {"number"})]


def test_a_moved_meeting_keeps_its_revisions_and_who_takes_its_place_has_its_own(folder: PortalFolder) -> None:
    saved(folder, 1, meeting=meeting())
    saved(folder, 2, meeting=meeting("number: 1/2026"))
    git(folder, "mv", PATH, "meetings/ssu/2026-03-12.md")
    commit_all(folder, 3, {"meetings/ssu/2026-03-12.md": meeting("number: 1/2026", "moved_from: 2026-03-05")})
    saved(folder, 4, meeting=meeting("number: 2/2026"))
    assert steps(folder, 9, ("meeting", "ssu/2026-03-12")) == [
        ("2026-01-07T09:00:00+00:00", {"number"}),
        ("2026-01-08T09:00:00+00:00", {"day", "moved_from"}),
    ]
    assert steps(folder, 9, KEY) == []


def test_a_changed_attachment_is_a_revision(folder: PortalFolder) -> None:
    saved(folder, 1, meeting=meeting("attachments: [{title: Notat, file: notat.txt}]"))
    commit_all(folder, 2, {PATH.replace(".md", "/notat.txt"): "Eitt\n"})
    commit_all(folder, 3, {PATH.replace(".md", "/notat.txt"): "To\n"})
    assert [facets for _, facets in steps(folder, 9, KEY)] == [{"files"}, {"files"}]


def test_a_merge_brings_the_changes_of_both_sides(folder: PortalFolder) -> None:
    saved(folder, 1, meeting=meeting())
    git(folder, "switch", "-q", "-c", "side")
    saved(folder, 2, meeting=meeting("number: 1/2026"))
    git(folder, "switch", "-q", "main")
    commit_all(folder, 3, {"cases/2025-nettside.md": CASE.replace("Tekst", "Ny")})
    git(folder, "merge", "-q", "--no-ff", "side", "-m", "Slår saman", at=START + 4 * DAY)
    found = steps(folder, 9, KEY)
    assert [facets for _, facets in found][-1] == {"number"}
    assert len(found) % 2 == 1


@pytest.mark.parametrize("shallow", [False, True])
def test_without_a_whole_history_nothing_is_told(folder: PortalFolder, tmp_path: Path, shallow: bool) -> None:
    saved(folder, 1, meeting=meeting())
    saved(folder, 2, meeting=meeting("number: 1/2026"))
    git(folder, "clone", "-q", "--depth", "1", f"file://{folder.root}", str(tmp_path / "grunn"))
    other = PortalFolder(tmp_path / "grunn")
    if not shallow:
        shutil.rmtree(other.root / ".git")
    assert context_of(other, START + 5 * DAY).portal.revisions is None


def test_a_history_that_was_cut_off_is_warned_of(folder: PortalFolder, tmp_path: Path) -> None:
    saved(folder, 1, meeting=meeting())
    git(folder, "clone", "-q", "--depth", "1", f"file://{folder.root}", str(tmp_path / "grunn"))
    assert "Git-lageret" not in folder.check().output
    told = PortalFolder(tmp_path / "grunn").check().output
    assert (
        "mkdocs.yml:1:1: Åtvaring: Git-lageret har berre det siste av historia (ein grunn klone). Difor veit ikkje "
        "nettstaden når postane blei endra, og kalenderprogram kan oversjå nye tider. Hent heile historia: «git fetch "
        "--unshallow», eller «fetch-depth: 0» i oppsettet for bygginga.\n"
    ) in told


def test_what_is_remembered_between_builds_changes_nothing_and_may_be_damaged(folder: PortalFolder) -> None:
    saved(folder, 1, meeting=meeting("agenda: [{number: 01/26, case: 2025-nettside}]"))
    saved(folder, 2, meeting=meeting("agenda: [{number: 01/26, case: 2025-nettside, outcome: noted}]", "present: [A]"))
    first = steps(folder, 99, KEY)
    kept = folder.root / FOLDER
    for damage in (b"", b"{}", b"\xff" * 9_000, (kept / "values.sqlite").read_bytes()[:-4_000]):
        (kept / "values.sqlite").write_bytes(damage)
        assert steps(folder, 99, KEY) == first
        assert steps(folder, 99, KEY) == first


# -- what is told of them


def test_a_meeting_that_is_called_off_moved_and_back_is_told_of_each_time(folder: PortalFolder) -> None:
    saved(folder, 1, meeting=meeting())
    saved(folder, 2, meeting=meeting("cancelled: {reason: For få saker.}"))
    saved(folder, 3, meeting=meeting())
    saved(folder, 4, meeting=meeting().replace("10:00", "13:00").replace("Rom 1", "Rom 2"))
    git(folder, "mv", PATH, "meetings/ssu/2026-03-12.md")
    commit_all(folder, 5, {"meetings/ssu/2026-03-12.md": meeting("moved_from: 2026-03-05")})
    assert told(folder, 9) == [
        ("2026-01-10", "move", "Møtet er flytta frå 5. mars 2026 til 12. mars 2026 klokka 10.00."),
        ("2026-01-10", "relocation", "Møtet er no i Rom 1."),
        ("2026-01-09", "relocation", "Møtet er no i Rom 1."),
        ("2026-01-09", "rescheduling", "Møtet startar no klokka 10.00."),
        ("2026-01-08", "reinstatement", "Møtet 12. mars 2026 blir halde likevel."),
        ("2026-01-07", "cancellation", "Møtet 12. mars 2026 er avlyst."),
        ("2026-01-06", "publication", "Møtet er sett opp 12. mars 2026 klokka 10.00."),
        ("2025-12-01", "submission", "Saka er meld inn. Tekst."),
    ]


def test_a_meeting_of_more_days_and_one_that_is_held_in_writing_are_told_of(folder: PortalFolder) -> None:
    saved(folder, 1, meeting=meeting())
    saved(folder, 2, meeting=meeting("end_date: 2026-03-06"))
    assert told(folder, 2)[0] == ("2026-01-07", "rescheduling", "Møtet går over 5.–6. mars 2026.")
    saved(folder, 3, meeting="---\nform: written\nend_date: 2026-03-20\n---\n")
    assert told(folder, 3)[:2] == [
        ("2026-01-08", "relocation", "Saklista blir handsama skriftleg, utan møte."),
        ("2026-01-08", "rescheduling", "Ny frist for svar er 20. mars 2026."),
    ]


def _ids(folder: PortalFolder, days: float) -> dict[str, str]:
    """When each cancellation in the feed of all was made, by the id of its entry."""
    assets = feeds.export(context_of(folder, START + days * DAY))
    content = next(asset.read() for asset in assets if asset.address == "/feed/alle.xml")
    told = [(entry.findtext(f"{A}id"), entry.findtext(f"{A}updated")) for entry in read_feed(content).iter(f"{A}entry")]
    return {str(id_): str(updated)[:10] for id_, updated in told if ":cancellation/" in str(id_)}


def test_what_happens_again_is_another_entry_and_the_first_keeps_its_id(folder: PortalFolder) -> None:
    saved(folder, 1, meeting=meeting())
    saved(folder, 2, meeting=meeting("cancelled: true"))
    first = _ids(folder, 2.5)
    saved(folder, 3, meeting=meeting())
    saved(folder, 4, meeting=meeting("cancelled: true"))
    both = _ids(folder, 9)
    assert (list(first.values()), sorted(both.values())) == (["2026-01-07"], ["2026-01-07", "2026-01-09"])
    assert both.items() >= first.items()


def test_a_decision_in_other_words_is_told_of_with_its_new_ones(folder: PortalFolder) -> None:
    minutes = ("present: [Ada]", "minutes_sent: 2026-01-06", "agenda: [{number: 01/26, title: Plan, outcome: decided}]")
    early = "meetings/ssu/2026-01-05.md"
    text = meeting(*minutes, body="## 01/26\n### Vedtak\nUtvalet seier ja.\n")
    commit_all(folder, 1, {early: text})
    commit_all(folder, 2, {early: text.replace("seier ja", "seier nei")})
    words = "Vedtaket er endra etter at det blei publisert. No lyder det slik: Utvalet seier nei."
    assert told(folder, 9)[0] == ("2026-01-07", "amendment", words)


def test_any_other_change_says_which_facts(folder: PortalFolder) -> None:
    saved(folder, 1, meeting=meeting("notice_sent: 2026-01-06", "agenda: [{number: 01/26, title: Plan}]"))
    saved(
        folder,
        2,
        meeting=meeting("notice_sent: 2026-01-06", "agenda: [{number: 01/26, title: Ein plan}]", "chair: Ada"),
    )
    commit_all(folder, 3, {"organisations/ssu.md": BODY.replace("deadlines", "members: [{name: Ada}]\ndeadlines")})
    commit_all(folder, 4, {"organisations/ssu.md": BODY.replace("title", "short: SSU\ntitle")})
    found = [one for one in told(folder, 9) if one[1] == "edit"]
    assert found == [
        ("2026-01-09", "edit", "Lagt til: kortnamn. Teke bort: medlemer."),
        ("2026-01-08", "edit", "Lagt til: medlemer."),
        ("2026-01-07", "edit", "Lagt til: deltakarar. Endra: sakliste."),
    ]


def test_what_is_done_is_told_once_and_by_its_own_day(folder: PortalFolder) -> None:
    """A follow-up of a meeting and a measure of a plan alike: what else is changed of either is told as such."""
    task = "agenda: [{number: 01/26, title: Plan, outcome: noted, follow_up: [{what: Skriv, due: 2026-02-01}]}]"
    plan = "---\ntitle: Planen\nmeasures:\n- {number: 1.1, what: Øv}\n---\n"
    commit_all(folder, 1, {HELD: meeting(task), "plans/p.md": plan})
    done = task.replace("02-01", "02-01, done: 2026-01-07"), plan.replace("Øv", "Øv, done: 2026-01-07")
    commit_all(folder, 3, {HELD: meeting(done[0]), "plans/p.md": done[1]})
    assert [one for one in told(folder, 9) if one[1] in ("done", "edit")] == [
        ("2026-01-07", "done", "Øv"), ("2026-01-07", "done", "Skriv"),
    ]  # fmt: skip
    commit_all(folder, 4, {HELD: meeting(done[0].replace("02-01", "03-01")), "plans/p.md": plan})
    assert [one for one in told(folder, 9) if one[1] in ("done", "edit")] == [
        ("2026-01-09", "edit", "Teke bort: kva som er gjort."),
        ("2026-01-09", "edit", "Endra: oppfølging."),
        ("2026-01-07", "done", "Skriv"),
    ]  # fmt: skip


def _all_kinds(folder: PortalFolder) -> Context:
    """A portal of which each kind of change is told: what was held, what was to be, and what was withheld."""
    early, late = "meetings/ssu/2026-01-05.md", "meetings/ssu/2026-03-05.md"
    item = "agenda: [{number: 01/26, title: Plan, outcome: decided, follow_up: [{what: Skriv}]}]"
    held = meeting("minutes_sent: 2026-01-06", item, body="## 01/26\n### Vedtak\nJa.\n")
    approval = meeting("agenda: [{number: 02/26, title: Referat, outcome: approved, approves: ssu/2026-01-05}]")
    exempt = "title: Lukka\nexempt: {basis: offl. § 13, public_title: Ei sak, until: 2026-01-12}"
    project = "---\ntitle: P\nreports: [{date: 2026-01-08, summary: På veg.}]\n---\n"
    force = "---\ntitle: A\nlevel: special\nparties: [X, Y]\nin_force: {from: 2026-01-08}\n---\n"
    commit_all(folder, 1, {early: held, "meetings/ssu/2026-01-07.md": approval, late: meeting(),
        "meetings/ssu/2026-05-07.md": meeting(), "projects/p.md": project, "agreements/a.md": force,
        "cases/lukka.md": "---\ntitle: Lukka\n---\n", "cases/trekt.md": "---\ntitle: Feil\n---\n"})  # fmt: skip
    commit_all(folder, 2, {late: meeting("cancelled: true"), early: held.replace("Ja.", "Nei.")})
    commit_all(folder, 3, {late: meeting().replace("10:00", "11:00"),
        early: held.replace("Ja.", "Nei.").replace("Skriv", "Skriv, done: 2026-01-08")})  # fmt: skip
    commit_all(folder, 4, {late: meeting("notice_sent: 2026-01-09", "chair: Ada").replace("Rom 1", "Rom 2"),
        "cases/lukka.md": f"---\n{exempt}\n---\n",
        "cases/trekt.md": "---\nretracted: {date: 2026-01-09, reason: Feil}\n---\n"})  # fmt: skip
    git(folder, "mv", "meetings/ssu/2026-05-07.md", "meetings/ssu/2026-05-08.md")
    closed = CASE.replace("submitted", "corrections: [{date: 2026-01-10, what: Eit namn}]\nsubmitted")
    closed = closed.replace("submitted", "closed: {date: 2026-01-10, outcome: completed}\nsubmitted")
    moved = meeting("moved_from: 2026-05-07")
    commit_all(folder, 5, {"meetings/ssu/2026-05-08.md": moved, "cases/2025-nettside.md": closed})
    return context_of(folder, START + 9 * DAY)


def test_every_kind_of_change_reaches_readers_feeds_data_and_alerts(folder: PortalFolder) -> None:
    context = _all_kinds(folder)
    kinds = {kind.value for kind in ChangeKind}
    assert {one.kind.value for one in context.history.every} == kinds
    labels = {str(context.t(f"state.change.{kind}")) for kind in kinds}
    (log,) = (one.view() for one in news.views(context) if one.address == "/nytt/")
    groups = [group for day in log.values.days for group in day.groups]
    assert {entry.kind.text for group in groups for entry in group.entries} == labels
    made = {one.address: one for export in (feeds.export, changes.export) for one in export(context)}
    feed = [entry.findtext(f"{A}id") or "" for entry in read_feed(made["/feed/alle.xml"].read()).iter(f"{A}entry")]
    assert {id_.split(":")[2].split("/")[0] for id_ in feed} == kinds, feed[0]
    data = [json.loads(line) for line in made["/data/changes.ndjson"].read().splitlines()]
    assert {one["change"] for one in data} == kinds
    assert {key.partition("/")[0] for key in digests.keys_of(context)} == kinds
    assert [one["time"] for one in data] == sorted(one["time"] for one in data), "the newest stands last"


def test_what_was_changed_and_changed_back_in_a_day_is_not_told(folder: PortalFolder) -> None:
    saved(folder, 1, meeting=meeting())
    saved(folder, 2, meeting=meeting("number: 1/2026"))
    saved(folder, 2.1, meeting=meeting())
    assert [kind for _, kind, _ in told(folder, 9)] == ["publication", "submission"]
    assert len(steps(folder, 9, KEY)) == 2


def test_what_is_closed_later_is_told_of_and_nothing_of_what_it_was(folder: PortalFolder) -> None:
    saved(folder, 1, meeting=meeting("agenda: [{number: 01/26, title: Om Ola Nordmann}]"))
    saved(
        folder,
        2,
        meeting=meeting("exempt: {basis: offl. § 13, public_title: Eit møte}", "agenda: [{number: 07/26, title: B}]"),
    )
    assert told(folder, 9)[0] == ("2026-01-07", "exemption", "Dette er no unnateke offentlegheit etter offl. § 13.")
    revisions = context_of(folder, START + 9 * DAY).portal.revisions
    assert revisions is not None
    assert not [name for step in revisions[KEY].steps for name in step.facets if "0" in name]


def test_what_is_opened_is_told_of_on_its_day_and_nothing_else_of_it(folder: PortalFolder) -> None:
    exempt = "exempt: {basis: offl. § 13, public_title: Ei sak, until: 2026-01-12}\nsubmitted"
    commit_all(folder, 1, {"cases/2025-nettside.md": CASE.replace("submitted", exempt)})
    assert [(day, kind) for day, kind, _ in told(folder, 20)] == [
        ("2026-01-12", "release"), ("2026-01-06", "exemption"), ("2025-12-01", "submission"),
    ]  # fmt: skip


def test_no_number_of_an_item_is_told_of_a_meeting_that_is_closed_by_now(folder: PortalFolder) -> None:
    """The name of a decision's fact has its item's anchor."""
    commit_all(folder, 1, {HELD: DECIDED})
    exempt = "exempt: {basis: offl. § 13, public_title: Eit møte}\nend:"
    commit_all(folder, 2, {HELD: DECIDED.replace("end:", exempt)})
    revisions = context_of(folder, START + 9 * DAY).portal.revisions
    assert revisions is not None
    told = revisions["meeting", "ssu/2026-01-05"]
    names = {name for step in (*told.steps, *told.days) for name in step.facets}
    assert "decision" in names
    assert not [name for name in names if "26" in name]


def test_all_outputs_give_one_answer_when_a_record_was_changed(folder: PortalFolder, tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "templates", folder.root / "templates")
    folder.without_papers()
    saved(folder, 1, meeting=meeting("notice_sent: 2026-01-20", "minutes_sent: 2026-03-10"))
    saved(folder, 2.5, meeting=meeting("notice_sent: 2026-01-20", "cancelled: true"))
    done = folder.command("write", str(tmp_path / "site"), epoch=str(int((START + 9 * DAY).timestamp())))
    assert done.exit_code == 0, done.output
    site = tmp_path / "site"
    event = next(
        one
        for one in Calendar.from_ical((site / "kalender/ssu.ics").read_bytes()).walk("VEVENT")
        if str(one["UID"]).startswith("ssu/")
    )
    assert event.decoded("LAST-MODIFIED") == event.decoded("DTSTAMP") == START + 2.5 * DAY
    assert '"modified":"2026-01-07T22:00:00+01:00"' in (site / "oparl/1.1/meeting/ssu/2026-03-05.json").read_text(
        "utf-8"
    )
    assert '"modified":"2026-01-07"' in (site / "data/meetings.json").read_text("utf-8")
    sitemap = fromstring((site / "sitemap.xml").read_bytes())
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    days = {one.findtext(f"{space}loc"): one.findtext(f"{space}lastmod") for one in sitemap}
    assert next(day for loc, day in days.items() if loc and loc.endswith("/moter/ssu/2026-03-05/")) == "2026-01-07"
    feed = (site / "feed/ssu.xml").read_text("utf-8")
    assert "<updated>2026-01-07T22:00:00+01:00</updated>" in feed


# -- histories of edits


class Subscriber:
    """A calendar program that takes a new version of an event only where its rule finds it newer."""

    def __init__(self, is_newer: Callable[[Any, Any], bool]) -> None:
        self._is_newer = is_newer
        self.events: dict[str, Any] = {}

    def read(self, events: dict[str, Any]) -> None:
        for uid, event in events.items():
            if uid not in self.events or self._is_newer(event, self.events[uid]):
                self.events[uid] = event
        self.events = {uid: event for uid, event in self.events.items() if uid in events}


def by_modified(event: Any, held: Any) -> bool:
    """ICSx5's rule: what says no LAST-MODIFIED is taken, else only what is newer."""
    return "LAST-MODIFIED" not in event or event.decoded("LAST-MODIFIED") > held.decoded("LAST-MODIFIED")


def by_sequence(event: Any, held: Any) -> bool:
    """Google's and RFC 5546's rule (§2.1.5): a higher SEQUENCE, or the same with a later DTSTAMP."""
    pair = [(one["SEQUENCE"], one.decoded("DTSTAMP")) for one in (event, held)]
    return bool(pair[0] > pair[1])


def shown(event: Any) -> dict[str, str]:
    return {name: str(value) for name, value in event.items() if name not in ("DTSTAMP", "LAST-MODIFIED", "SEQUENCE")}


Edit = Callable[[dict[str, str]], None]


def _with(**lines: str | None) -> Edit:
    def edit(facts: dict[str, str]) -> None:
        for name, value in lines.items():
            facts.pop(name, None)
            if value is not None:
                facts[name] = value

    return edit


EDITS: list[Edit] = [
    _with(start="09:00"), _with(start="10:00"), _with(start=None), _with(place="Rom 2"), _with(place="Rom 1"),
    _with(cancelled="{reason: Sjuk}"), _with(cancelled=None), _with(cancelled="true"), _with(number="1/2026"),
    _with(day="2026-03-05"), _with(day="2026-03-12"), _with(day="2026-04-02"), _with(case="Ei anna sak"),
    _with(body="Utvalet"), _with(body="Samarbeidsutvalet"), _with(submission="14"), _with(notice_sent="2026-01-06"),
    _with(agenda="[{number: 01/26, case: 2025-nettside}, {number: 02/26, title: Om to}]"), _with(chair="Ada"),
    _with(agenda=None), _with(exempt="{basis: offl. § 13, public_title: Lukka}"), _with(exempt=None),
    _with(draft="true"), _with(draft=None), _with(),
]  # fmt: skip


def _files(facts: dict[str, str]) -> dict[str, str]:
    own = {name: facts[name] for name in facts if name not in ("day", "case", "body", "submission")}
    if facts["day"] != "2026-03-05":
        own["moved_from"] = "2026-03-05"
    lines = [f"{name}: {value}" for name, value in sorted(own.items())]
    return {
        f"meetings/ssu/{facts['day']}.md": "\n".join(["---", *lines, "---", ""]),
        "cases/2025-nettside.md": CASE.replace("Felles nettside", facts.get("case", "Felles nettside")),
        "organisations/ssu.md": BODY.replace("Strategisk samarbeidsutval", facts.get("body", "Utval")).replace(
            "21", facts.get("submission", "21")
        ),
    }


def _events(folder: PortalFolder, moment: dt.datetime) -> dict[str, Any]:
    assets = calendar.export(context_of(folder, moment))
    content = next(asset.read() for asset in assets if asset.address == "/kalender/alle.ics")
    found = [(str(one["UID"]), one) for one in Calendar.from_ical(content).walk("VEVENT")]
    assert len(dict(found)) == len(found)
    return dict(found)


AGENDA = "agenda: [{number: 01/26, case: 2025-nettside}]"
HELD = "meetings/ssu/2026-01-05.md"
DECIDED = meeting(
    "end: 12:00",
    "agenda: [{number: 01/26, title: Plan, outcome: decided}]",
    body="## 01/26\n### Vedtak\nUtvalet seier ja.\n",
)
CLOSED = "meetings/ssu/2026-04-01.md"
EXEMPT = meeting("exempt: {basis: offl. § 13, public_title: Eit lukka møte}")
JOINT = "meetings/ssu/2026-05-04.md"
UNDATED = BODY.replace("deadlines: {submission: 21}\n", "")
TOLD: dict[str, tuple[str, str]] = {
    "time": (PATH, meeting(AGENDA).replace("10:00", "09:00")),
    "end": (PATH, meeting(AGENDA, "end: 11:00")),
    "place": (PATH, meeting(AGENDA).replace("Rom 1", "Rom 2")),
    "online": (PATH, meeting(AGENDA, "online: https://mote.example/a")),
    "cancelled": (PATH, meeting(AGENDA, "cancelled: true")),
    "agenda": (PATH, meeting(AGENDA.replace("01/26", "02/26"))),
    "title": (PATH, meeting(AGENDA, "title: Eit ekstra møte")),
    "number": (PATH, meeting(AGENDA, "number: 1/2026")),
    "exempt": (PATH, meeting(AGENDA, "exempt: {basis: offl. § 13, public_title: Eit lukka møte}")),
    "what an exempt one is called": (CLOSED, EXEMPT.replace("Eit lukka", "Eit anna lukka")),
    "what a case is called": ("cases/2025-nettside.md", CASE.replace("Felles", "Vår felles")),
    "what the body is called": ("organisations/ssu.md", UNDATED.replace("Strategisk", "Vårt")),
    "deadline": ("organisations/ssu.md", BODY.replace("21", "14")),
    "decision": (HELD, DECIDED.replace("seier ja", "seier nei")),
    "that it is a recommendation": (HELD, DECIDED.replace("decided}", "decided, final: false}")),
    "a second day": (JOINT, meeting("end: 12:00", "with: [au]", "end_date: 2026-05-05")),
    "that it is held in writing": (JOINT, meeting("end: 12:00", "with: [au]", "form: written", "end_date: 2026-05-05")),
    "who meets with the body": (JOINT, meeting("end: 12:00", "title: Eit møte")),
    "what who meets with the body is called": ("organisations/au.md", UNDATED.replace("Strategisk", "Vårt")),
}
"""What an event shows, each with the record in which it is changed."""


@pytest.mark.parametrize("what", TOLD)
def test_each_thing_that_an_event_shows_counts_up_when_it_is_changed(folder: PortalFolder, what: str) -> None:
    body = BODY if what == "deadline" else UNDATED  # a deadline would go with the meeting
    joint = {JOINT: meeting("end: 12:00", "with: [au]"), "organisations/au.md": UNDATED.replace("Strategisk", "Lite")}
    commit_all(folder, 1, {PATH: meeting(AGENDA), HELD: DECIDED, CLOSED: EXEMPT, "organisations/ssu.md": body, **joint})
    before = _events(folder, START + 1.5 * DAY)
    path, content = TOLD[what]
    commit_all(folder, 2, {path: content})
    after = _events(folder, START + 2.5 * DAY)
    changed = [uid for uid, event in after.items() if shown(event) != shown(before[uid])]
    assert changed
    for uid in changed:
        assert after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"]
        assert after[uid].decoded("LAST-MODIFIED") == after[uid].decoded("DTSTAMP") == START + 2 * DAY


OPEN = "meetings/ssu/2026-06-01.md"
OTHERS = [f"meetings/ssu/2026-0{month}-02.md" for month in (7, 8, 9)]


def test_an_end_that_other_meetings_tell_counts_up_when_it_becomes_another(folder: PortalFolder) -> None:
    """A meeting that says no end takes as long as the body's most often do; what changes that, changes its event."""
    uid = "ssu/2026-06-01@helsefellesskap.example"

    def after(days: float, **files: str) -> tuple[str, int, dt.datetime]:
        commit_all(folder, days, {OPEN: meeting(), **files})
        event = _events(folder, START + (days + 0.1) * DAY)[uid]
        return str(event.decoded("DTEND", ""))[11:16], event["SEQUENCE"], event.decoded("LAST-MODIFIED")

    def at(days: float) -> dt.datetime:
        return START + days * DAY

    assert after(1) == ("", 0, at(1))
    assert after(2, **{OTHERS[0]: meeting("end: 12:00")}) == ("12:00", 1, at(2))
    assert after(3, **{OTHERS[1]: meeting("end: 12:00")}) == ("12:00", 1, at(2))
    assert after(4, **{OTHERS[2]: meeting("end: 11:00", "draft: true")}) == ("12:00", 1, at(2))
    assert after(5, **{OTHERS[1]: meeting("end: 11:00")}) == ("11:00", 2, at(5))
    assert after(6, **{OTHERS[0]: meeting("end: 12:00", "end_date: 2026-07-03")}) == ("11:00", 2, at(5))
    assert after(7, **{OTHERS[1]: meeting("draft: true", "end: 11:00")}) == ("", 3, at(7))
    assert after(8, **{OTHERS[1]: meeting("end: 11:30")}) == ("11:30", 4, at(8))
    commit_all(folder, 9, {OPEN: meeting("end: 13:00"), OTHERS[0]: meeting("end: 11:00")})
    commit_all(folder, 10, {OTHERS[1]: meeting("end: 11:00")})
    event = _events(folder, at(10.1))[uid]
    assert (event["SEQUENCE"], event.decoded("LAST-MODIFIED")) == (5, at(9))


STORIES = st.lists(
    st.tuples(st.lists(st.sampled_from(EDITS), min_size=1, max_size=2), st.integers(-2, 30), st.booleans()),
    min_size=2,
    max_size=7,
)
"""Each save: its edits, how many hours later it is committed (by a clock that may go wrong), and whether a site was
built before it was committed."""


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STORIES)
def test_every_program_takes_every_change(
    tmp_path_factory: pytest.TempPathFactory, story: list[tuple[list[Edit], int, bool]]
) -> None:
    """Over any history: no stamp after the build or backwards, and each change is taken by either rule."""
    folder = PortalFolder(tmp_path_factory.mktemp("story") / "p").write(FIRST)
    folder.write({"mkdocs.yml": (REPOSITORY / "mkdocs.yml").read_bytes()})
    shutil.copytree(PAGES / "nn", folder.root / "content")
    facts, now, clock = {"day": "2026-03-05", "start": "10:00"}, START, START
    readers = _Readers([Subscriber(by_modified), Subscriber(by_sequence)])
    for edits, hours, is_built_before in story:
        for edit in edits:
            edit(facts)
        shutil.rmtree(folder.root / "meetings", ignore_errors=True)
        folder.write(_files(facts))
        clock += dt.timedelta(hours=hours)
        now = max(now, clock) + dt.timedelta(minutes=30)
        if is_built_before and (folder.root / ".git").is_dir():
            readers.read(_events(folder, now), now)
            clock, now = now, now + dt.timedelta(minutes=30)
        commit(folder, at=clock)
        readers.read(_events(folder, now), now)


class _Readers:
    """All programs, and what they were given last."""

    def __init__(self, programs: list[Subscriber]) -> None:
        self._programs = programs
        self._before: dict[str, Any] = {}

    def read(self, events: dict[str, Any], now: dt.datetime) -> None:
        for uid, event in events.items():
            assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED") <= now
            if (held := self._before.get(uid)) is not None:
                assert event["SEQUENCE"] >= held["SEQUENCE"]
                assert event.decoded("LAST-MODIFIED") >= held.decoded("LAST-MODIFIED")
                assert shown(event) == shown(held) or event["SEQUENCE"] > held["SEQUENCE"]
        for program in self._programs:
            program.read(events)
            assert {uid: shown(one) for uid, one in program.events.items()} == {u: shown(e) for u, e in events.items()}
        self._before = events
