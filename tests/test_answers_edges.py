"""Answers that once were wrong: each on a small portal of its own, on Monday 10 May 2021."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

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


def test_a_project_that_has_not_begun_owes_no_report(pages: Pages) -> None:
    read = pages({"projects/p.md": "---\ntitle: P\nperiod: {from: 2022-01}\n---\n"})
    assert "Ingenting å rette." in read("/status/").section("rapportar").text


def test_a_closed_meeting_is_a_coming_meeting_too(pages: Pages) -> None:
    read = pages({
        "cases/2021-a.md": "---\ntitle: A\nsubmitted: 2021-05-01\nfor: [ssu]\n---\n",
        "meetings/ssu/2021-06-11.md": "---\nexempt: {basis: x, public_title: Lukka møte}\n---\n",
    })  # fmt: skip
    assert "Lukka møte. Meld sak innan 21. mai 2021." in read("/saker/2021-a/").text
