"""Answers that once were wrong: each on a small portal of its own, on Monday 10 May 2021."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from portal.language.dates import Calendar
from support.elements import Element, read_main
from support.portals import make_portal

Pages = Callable[[dict[str, str]], Callable[[str], Element]]

SSU = {
    "organisations/ssu.md": (
        "---\ntitle: SSU\nkind: strategic\ndeadlines: {submission: 21, notice: 7, minutes: 14}\n---\n"
    )
}


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    """Write a portal of SSU and some records; a reader of its pages by address."""

    def written(records: dict[str, str]) -> Callable[[str], Element]:
        portal = make_portal(tmp_path / "portal", {**SSU, **records})
        done = portal.command("write", str(tmp_path / "site"))
        assert done.exit_code == 0, done.output
        return lambda address: read_main(tmp_path / "site" / address.strip("/") / "index.html")

    return written


def test_a_submitted_case_that_nobody_was_asked_to_treat_waits(pages: Pages) -> None:
    page = pages({"cases/2021-a.md": "---\ntitle: Ei ny sak\nsubmitted: 2021-02-01\n---\n"})("/status/")
    assert [h.text for h in page.section("ventar").all("h3")] == ["Ei ny sak"]


def test_who_cannot_be_reached_is_to_be_mended_and_files_are_for_editors(tmp_path: Path) -> None:
    secretariat = "---\ntitle: Sekretariatet\nkind: secretariat\ncontact: {phone: 55 00 11 22}\n---\n"
    nobody = make_portal(tmp_path / "nobody", SSU)
    called = make_portal(tmp_path / "called", {**SSU, "organisations/sekretariatet.md": secretariat})
    read = {}
    for portal, name in ((nobody, "nobody"), (called, "called"), (called, "preview")):
        shown = ["--preview"] if name == "preview" else []
        assert portal.command("write", *shown, str(tmp_path / f"site-{name}")).exit_code == 0
        read[name] = read_main(tmp_path / f"site-{name}/status/index.html").section("kontakt").text
    assert "ikkje noko sekretariat" in read["nobody"]
    assert "Sekretariatet" in read["called"]
    assert "organisations/" not in read["nobody"] + read["called"]
    assert "organisations/sekretariatet.md" in read["preview"]


def test_the_secretariat_is_reached_from_every_page(tmp_path: Path) -> None:
    """One that is over is not shown, though it comes first; the footer tells how to reach the one there is."""
    portal = make_portal(tmp_path / "portal", {
        **SSU,
        "organisations/avvikla.md": "---\ntitle: Gammalt\nkind: secretariat\nvalid: {to: 2019}\n---\n",
        "organisations/nytt.md": (
            "---\ntitle: Nytt\nkind: secretariat\ncontact: {email: post@nytt.example, phone: 55 00 11 22}\n---\n"
        ),
    })  # fmt: skip
    for address in ("/", "/innsyn/", "/saker/"):
        page = portal.page(address)
        footer = page[page.index("<footer") :]
        assert 'href="mailto:post@nytt.example"' in footer
        assert "Telefon 55 00 11 22" in footer
        assert "utval/nytt/" in footer
        assert "utval/avvikla/" not in footer
    assert '<a href="#_kontakt">sekretariatet</a>' in portal.page("/innsyn/")


def test_what_is_not_late_yet_is_not_to_be_mended(pages: Pages) -> None:
    page = pages({
        "meetings/ssu/2021-05-07.md": "---\nagenda: [{number: 01/21, title: A}]\n---\n",
        "meetings/ssu/2021-12-01.md": "---\nstart: 10:00\n---\n",
    })("/status/")  # fmt: skip
    assert "Ingenting å rette." in page.section("saklister").text
    assert "Ingenting å rette." in page.section("referat").text


def test_minutes_that_a_coming_meeting_is_to_approve_need_no_mending(pages: Pages) -> None:
    records = {
        "meetings/ssu/2021-02-19.md": "---\npresent: [A]\nagenda: [{number: 01/21, title: A, outcome: noted}]\n---\n",
        "meetings/ssu/2021-03-19.md": "---\npresent: [A]\nagenda: [{number: 02/21, title: B, outcome: noted}]\n---\n",
        "meetings/ssu/2021-05-20.md": "---\nagenda: [{title: Referat, approves: ssu/2021-02-19}]\n---\n",
    }
    page = pages(records)("/status/")
    assert [h.text for h in page.section("utkast").all("h3")] == ["SSU, 19. mars 2021"]


def test_two_bodies_of_one_name_have_each_their_own_part_of_the_board(pages: Pages) -> None:
    same = "---\ntitle: Områdeutvalet\nkind: area\n---\n"
    page = pages({
        "organisations/ou-n.md": same,
        "organisations/ou-s.md": same,
        "meetings/ssu/2021-02-19.md": (
            "---\nagenda:\n  - {number: 01/21, title: A, outcome: decided, follow_up:"
            " [{what: Nord, responsible: ou-n}, {what: Sør, responsible: ou-s}]}\n---\n"
        ),
    })("/oppfolging/")  # fmt: skip
    assert [h.hrefs() for h in page.all("h2") if h.text == "Områdeutvalet"] == [["../utval/ou-n/"], ["../utval/ou-s/"]]


def test_a_report_to_come_is_not_the_health_now(pages: Pages) -> None:
    read = pages({
        "projects/p.md": (
            "---\ntitle: P\nphase: active\nreports:\n"
            "  - {date: 2021-12-01, health: on_track, summary: Alt går bra}\n"
            "  - {date: 2021-04-01, health: at_risk, summary: Noko uvisst}\n"
            "  - {date: 2021-04-01, health: off_track, summary: Retta same dag}\n---\n"
        )
    })  # fmt: skip
    assert read("/prosjekt/p/").one("div", class_="health").text.startswith("Treng tiltak Retta same dag")
    assert "1. april 2021" in read("/prosjekt/").text
    assert "1. desember 2021" not in read("/prosjekt/").text


def test_a_decision_written_before_its_meeting_is_not_the_latest(pages: Pages) -> None:
    agenda = "agenda: [{number: %s, title: %s, outcome: decided}]"
    read = pages({
        "meetings/ssu/2021-02-19.md": f"---\n{agenda % ('01/21', 'Gjort')}\n---\n## 01/21\n### Vedtak\nJa.\n",
        "meetings/ssu/2021-09-11.md": f"---\n{agenda % ('02/21', 'Framtid')}\n---\n",
    })  # fmt: skip
    assert [h.text for h in read("/").section("siste").all("h3")] == ["01/21 Gjort"]


def test_what_a_paused_project_or_line_of_work_has_rests(pages: Pages) -> None:
    """A milestone that spans today is under way only where its work is; a late one is late all the same."""
    milestones = (
        "milestones:\n  - {what: Utviding til Breidnes, when: 2021}\n"
        "  - {what: Opplæring, when: 2021}\n  - {what: Utviding fyrst, when: 2021-01}\n"
    )
    streams = "workstreams: [{name: Utviding, status: Sett på vent til hausten.}, {name: Opplæring, status: I gang.}]\n"
    read = pages({
        "projects/a.md": f"---\ntitle: A\nphase: active\n{streams}{milestones}---\n",
        "projects/b.md": f"---\ntitle: B\nphase: paused\n{milestones}---\n",
    })  # fmt: skip

    def states(address: str) -> list[str]:
        rows = read(address).section("_milepelar").all("tr")[1:]
        return [row.all(class_="state")[0].text for row in rows]

    assert states("/prosjekt/a/") == ["Sett på vent", "Under arbeid", "Over frist"]
    assert states("/prosjekt/b/") == ["Sett på vent", "Sett på vent", "Over frist"]


def test_a_project_that_is_over_is_neither_on_track_nor_unjudged(pages: Pages) -> None:
    report = "reports: [{date: 2021-01-10, health: on_track, summary: Ferdig no}]\n"
    read = pages({
        "projects/a.md": f"---\ntitle: A\nphase: completed\n{report}---\n",
        "projects/b.md": "---\ntitle: B\nphase: completed\n---\n",
    })  # fmt: skip
    for address in ("/prosjekt/", "/prosjekt/a/", "/"):
        told = read(address).text
        assert "I rute" not in told.replace("I rute (", ""), address
        assert "Ikkje vurdert" not in told, address


@pytest.mark.parametrize("later", ["start: 10:00", "cancelled: true"])
def test_a_case_does_not_go_to_a_meeting_whose_agenda_is_out_without_it(pages: Pages, later: str) -> None:
    """The next one that takes it is told; where no other is planned, that its agenda is out."""
    told = pages({
        "organisations/ssu.md": "---\ntitle: SSU\nkind: strategic\ndeadlines: {submission: 28}\n---\n",
        "meetings/ssu/2021-06-01.md": "---\nagenda: [{number: 01/21, title: Anna}]\n---\n",
        "meetings/ssu/2021-09-01.md": f"---\n{later}\n---\n",
        "cases/2021-a.md": "---\ntitle: Ei sak\nsubmitted: 2021-02-01\nfor: [ssu]\n---\n",
    })("/saker/2021-a/").text  # fmt: skip
    is_planned = later.startswith("start")
    assert ("1. september 2021" in told, "1. juni 2021" in told) == (is_planned, not is_planned)
    assert ("Saklista er alt ute, og saka står ikkje på ho." in told) is not is_planned


def test_what_is_to_come_is_not_told_as_done(pages: Pages) -> None:
    """The end of a case that goes on, and a meeting that nobody has been called to yet."""
    read = pages({
        "cases/2021-a.md": "---\ntitle: Ei sak\nsubmitted: 2021-02-01\nfor: [ssu]\n---\n",
        "meetings/ssu/2021-09-01.md": "---\nstart: 10:00\n---\n",
        "meetings/ssu/2021-06-01.md": "---\nagenda: [{number: 01/21, title: Anna}]\n---\n",
    })  # fmt: skip
    last = read("/saker/2021-a/").one("ol", class_="lifeline").all("li")[-1]
    assert last.text == "Avslutning (kjem)"
    assert read("/moter/ssu/2021-09-01/").one("p", class_="kind").text.startswith("Planlagt møte")
    assert read("/moter/ssu/2021-06-01/").one("p", class_="kind").text.startswith("Møteinnkalling")


def test_the_front_page_counts_as_the_registers_do(pages: Pages) -> None:
    read = pages({
        "cases/2021-a.md": "---\ntitle: Ei sak\n---\n",
        "cases/2021-b.md": '---\ntitle: Løynd\nexempt: {basis: "offentleglova § 23", public_title: Kjøp}\n---\n',
    })  # fmt: skip
    assert len(read("/saker/").one("table").all("tr")) - 1 == 2
    assert read("/saker/").one("p", class_="showing").text.startswith("Éi sak, og éi til som ikkje kan lesast")
    assert "Saker: 1 og éi til som ikkje kan lesast ·" in read("/").text


@pytest.mark.parametrize(
    ("days", "told"),
    [(1, "éin dag"), (59, "59 dagar"), (60, "2 månader"), (400, "13 månader"), (731, "2 år"), (2109, "6 år")],
)
def test_a_long_time_is_told_as_people_say_it(days: int, told: str) -> None:
    assert Calendar("nn").length(days) == told


def test_a_project_that_has_not_begun_owes_no_report(pages: Pages) -> None:
    read = pages({"projects/p.md": "---\ntitle: P\nperiod: {from: 2022-01}\n---\n"})
    assert "Ingenting å rette." in read("/status/").section("rapportar").text


def test_a_closed_meeting_is_a_coming_meeting_too(pages: Pages) -> None:
    read = pages({
        "cases/2021-a.md": "---\ntitle: A\nsubmitted: 2021-05-01\nfor: [ssu]\n---\n",
        "meetings/ssu/2021-06-11.md": "---\nexempt: {basis: x, public_title: Lukka møte}\n---\n",
    })  # fmt: skip
    assert "Lukka møte. Meld sak innan 21. mai 2021." in read("/saker/2021-a/").text


def test_approvals_are_folded_wherever_decisions_are_listed(pages: Pages) -> None:
    """In the register, on the body's page and in the meeting: what says something stands open, the rest is counted."""
    items = (
        "agenda:\n  - {number: 01/21, title: Godkjenning av sakliste, outcome: approved}\n"
        "  - {number: 02/21, title: Avtalen, outcome: decided}\n"
        "  - {number: 03/21, title: Referat, outcome: approved}\n"
    )
    read = pages({"meetings/ssu/2021-02-19.md": f"---\n{items}---\n## 02/21\n### Vedtak\nJa.\n"})
    for address in ("/vedtak/", "/utval/ssu/"):
        main = read(address)
        (folded,) = [one for one in main.all("details") if one.one("summary").text == "2 godkjenningar"]
        assert sorted(h.text.split()[0] for h in folded.all("h3")) == ["01/21", "03/21"]
        assert [h.text.split()[0] for h in main.all("h3") if "02/21" in h.text] == ["02/21"]
    meeting = read("/moter/ssu/2021-02-19/")
    assert [
        one.attributes["id"] for one in meeting.all("section") if "decision" in one.attributes.get("class", "")
    ] == ["vedtak-02-21"]
    assert meeting.by_id("vedtak-01-21").text == "Vedtak 01/21: Godkjent"


def test_a_register_is_fetched_where_it_stands(pages: Pages) -> None:
    read = pages({"cases/2021-a.md": "---\ntitle: Ei sak\n---\n"})
    for address, name in (
        ("saker", "cases"),
        ("vedtak", "decisions"),
        ("oppfolging", "follow-ups"),
        ("moter", "meetings"),
    ):
        links = read(f"/{address}/").hrefs()
        assert {f"../data/{name}.semikolon.csv", f"../data/{name}.json"} <= {*links}


def test_the_front_page_has_a_search_and_what_most_come_for(pages: Pages) -> None:
    front = pages({})("/")
    assert front.one("form").attributes["action"] == "sok/"
    assert front.one("ul", class_="ways").hrefs() == ["partar/", "vedtak/", "meld-sak/", "nytt/"]


def test_a_partner_finds_what_it_owes_what_comes_and_what_was_decided(pages: Pages) -> None:
    """In that order, at the top of its page; what only approves something is left out."""
    read = pages({
        "organisations/fjord.md": "---\ntitle: Fjord kommune\nkind: municipality\n---\nOm kommunen.\n",
        "organisations/ou.md": (
            "---\ntitle: OU\nkind: area\nmembers: [{name: Kari Li, organisation: fjord, position: leader}]\n---\n"
        ),
        "cases/2021-a.md": "---\ntitle: Ei sak\nsubmitted_by: {name: Kari Li, organisation: fjord}\n---\n",
        "meetings/ou/2021-06-01.md": "---\nstart: 10:00\n---\n",
        "meetings/ssu/2021-02-19.md": (
            "---\nagenda:\n  - {number: 01/21, title: Saklista, outcome: approved}\n"
            "  - {number: 02/21, case: 2021-a, outcome: decided}\n"
            "  - {number: 03/21, title: Avtale, outcome: decided, follow_up:"
            " [{what: Skriv under, responsible: fjord, due: 2021-05-01}]}\n"
            "  - {number: 04/21, title: Anna, outcome: decided}\n---\n"
        ),
    })  # fmt: skip
    main = read("/partar/fjord/")
    headings = [one.attributes.get("id", "") for one in main.all("h2")]
    assert headings[:3] == ["_oppfolging", "_neste", "_vedtak"]
    assert "Skriv under" in main.section("_oppfolging").text
    assert "1. juni" in main.section("_neste").text or "OU" in main.section("_neste").text
    assert [h.text.split()[0] for h in main.section("_vedtak").all("h3")] == ["02/21", "03/21"]


@pytest.mark.parametrize(("done", "is_folded"), [(3, True), (2, False)])
def test_what_a_partner_has_done_is_folded_behind_what_it_owes(pages: Pages, done: int, is_folded: bool) -> None:
    """Where it is more than a little; the line tells how much, and nothing of it is lost."""
    tasks = ", ".join(f"{{what: Gjort {n}, responsible: fjord, done: 2021-04-01}}" for n in range(done))
    main = pages(
        {
            "organisations/fjord.md": "---\ntitle: Fjord kommune\nkind: municipality\n---\n",
            "meetings/ssu/2021-02-19.md": (
                "---\nagenda:\n  - {number: 01/21, title: Avtale, outcome: decided, follow_up:"
                f" [{{what: Skriv under, responsible: fjord, due: 2021-06-01}}, {tasks}]}}\n---\n"
            ),
        }
    )("/partar/fjord/").section("_oppfolging")
    folds = main.all("details", class_="more-box")
    assert [fold.one("summary").text for fold in folds] == (["Vis 3 gjorde oppgåver"] if is_folded else [])
    inside = folds[0].text if folds else ""
    assert [f"Gjort {n}" in inside for n in range(done)] == [is_folded] * done
    assert all(words in main.text for words in ("Skriv under", *(f"Gjort {n}" for n in range(done))))
    assert "Skriv under" not in inside


@pytest.mark.parametrize(("days", "is_told"), [(7, True), (60, False)])
def test_a_meeting_that_was_called_early_takes_cases_until_its_last_day(pages: Pages, days: int, is_told: bool) -> None:
    told = pages({
        "organisations/ssu.md": f"---\ntitle: Utvalet\nkind: strategic\ndeadlines: {{submission: {days}}}\n---\n",
        "meetings/ssu/2021-06-01.md": "---\nagenda: [{number: 01/21, title: Anna}]\n---\n",
        "meetings/ssu/2021-09-01.md": "---\nstart: 10:00\n---\n",
        "cases/2021-a.md": "---\ntitle: Ei sak\nsubmitted: 2021-02-01\nfor: [ssu]\n---\n",
    })("/saker/2021-a/").text  # fmt: skip
    assert ("1. juni 2021" in told, "25. mai" in told, "Saklista er alt ute" in told) == (is_told,) * 3
    assert "1. september 2021" in told


def test_what_only_approves_is_not_folded_where_there_is_nothing_else(pages: Pages) -> None:
    minutes = "{number: 01/21, title: Godkjenning av referat, type: R, outcome: approved, approves: ssu/2021-01-10}"
    decision = "{number: 02/21, title: Noko, type: V, outcome: decided}"
    read = pages({
        "organisations/ssu.md": "---\ntitle: Utvalet\nkind: strategic\n---\n",
        "meetings/ssu/2021-01-10.md": "---\nnumber: 1/2021\nagenda: [{number: 05/20, title: A, outcome: noted}]\n---\n",
        "meetings/ssu/2021-03-11.md": f"---\nagenda: [{minutes}, {decision}]\n---\n",
    })  # fmt: skip
    assert "Godkjenning av referat" in read("/vedtak/").one("details", class_="more-box").text
    alone = read("/vedtak/type/r/")
    assert "Godkjenning av referat" in alone.text
    assert alone.all("details", class_="more-box") == []
