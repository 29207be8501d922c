"""Meetings as they are held: on pages and papers, in calendars, feeds, OParl and data, and what follows for a case."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from portal.language.catalogue import catalogue_for
from portal.model.addresses import calendar_of, data_file, feed_of, file_of, oparl
from support.as_held import AS_HELD
from support.papers import text_of
from support.portals import PortalFolder, make_portal
from support.sites import read_page, tree

NN = catalogue_for("nn")
MET = "/moter/utval/2021-03-04/"
WRITTEN = "/moter/utval/2021-05-03/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    return make_portal(tmp_path_factory.mktemp("as-held") / "portal", AS_HELD)


@pytest.fixture(scope="module")
def site(folder: PortalFolder) -> Path:
    written = folder.command("write", str(folder.root / "out"))
    assert written.exit_code == 0, written.output
    return folder.root / "out"


def words_of(site: Path, address: str) -> str:
    """What a page says, with plain spaces."""
    return read_page(site / file_of(address).lstrip("/")).text.replace("\xa0", " ")


def item(site: Path, number: str) -> str:
    """What the page of the meeting says of an item."""
    page = (site / file_of(MET).lstrip("/")).read_text("utf-8")
    section = page.partition(f'<section class="item" id="sak-{number}-21"')[2].partition('<section class="item"')[0]
    assert section
    return " ".join(re.sub(r"<[^>]*>", " ", section).split())


def events(site: Path, body: str) -> dict[str, Any]:
    calendar = Calendar.from_ical((site / calendar_of(body).lstrip("/")).read_bytes())
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def rows(site: Path, register: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((site / data_file(register, "json").lstrip("/")).read_text("utf-8"))[
        "rows"
    ]
    return found


def row(site: Path, register: str, id_: str) -> dict[str, Any]:
    return next(one for one in rows(site, register) if one["id"] == id_)


# -- votes, as minutes say them


def test_votes_on_several_proposals_are_one_sentence(site: Path) -> None:
    assert "Framlegget fekk 3 røyster, det alternative 0; 1 lét vere å røyste" in item(site, "06")


def test_a_tie_says_how_it_was_broken(site: Path) -> None:
    words = "1 for, 1 mot; røystene stod likt, og røysta til møteleiaren avgjorde; 1 lét vere å røyste"
    assert words in item(site, "07")
    assert words in words_of(site, "/vedtak/")
    assert words in text_of((site / f"{MET.lstrip('/')}referat.pdf").read_bytes())


def test_votes_against_may_be_all_that_was_counted(site: Path) -> None:
    assert "1 røysta imot" in item(site, "08")


def test_nobody_who_did_not_vote_is_not_told(tmp_path: Path) -> None:
    path = "meetings/utval/2021-03-04.md"
    record = AS_HELD[path].replace(
        "vote: {for: 1, against: 1, abstained: 1, casting: true}", "vote: {for: 2, against: 0, abstained: 0}"
    )
    page = make_portal(tmp_path / "votes", {**AS_HELD, path: record}).page(MET)
    assert "2 for, 0 mot" in page
    assert "0 lét vere å røyste" not in page


def test_the_words_of_a_proposal_are_in_their_language(tmp_path: Path) -> None:
    record = AS_HELD["meetings/utval/2021-03-04.md"].replace("number: 2/2021", "number: 2/2021\n        lang: nb")
    folder = make_portal(tmp_path / "nb", {**AS_HELD, "meetings/utval/2021-03-04.md": record})
    assert '<span lang="nb">Framlegget</span> fekk 3 røyster, <span lang="nb">det alternative</span>' in folder.page(
        MET
    )


# -- what happened to an item


def test_an_item_behind_closed_doors_shows_what_is_public_of_it(site: Path) -> None:
    found = item(site, "07")
    assert "For lukka dører, etter kommuneloven § 11-5." in found
    assert "Leiga er høg." in found
    assert "Inhabil og ikkje med på handsaminga: Geir Holm." in found


def test_an_added_item_is_in_the_minutes_and_not_in_the_notice(site: Path) -> None:
    assert "Saka blei sett på saklista i møtet." in item(site, "09")
    base = site / MET.lstrip("/")
    assert "Straumen er borte" in text_of((base / "referat.pdf").read_bytes())
    assert "Straumen er borte" not in text_of((base / "innkalling.pdf").read_bytes())


def test_an_election_is_a_decision(site: Path) -> None:
    assert "Valt" in item(site, "08")
    assert "Cato Dahl er vald." in words_of(site, "/vedtak/")


def test_whoever_came_late_took_part_from_there_on(site: Path) -> None:
    page = words_of(site, MET)
    assert "Til stades, bortsett frå sak 05/21, med frå sak 06/21" in page
    assert "Til stades, bortsett frå sak 09/21, med til og med sak 08/21" in page
    assert "Kom 11.15, gjekk 13.30" in page
    people = {one["name"]: one for one in row(site, "meetings", "utval/2021-03-04").get("attendance", ())}
    assert people == {}, "names are not published unless the portal says so"


def test_a_meeting_that_could_not_decide_says_so(site: Path) -> None:
    said = "Møtet var ikkje vedtaksført: 1 til stades, 2 trengst."
    assert said in words_of(site, "/moter/utval/2020-06-04/")
    assert "vedtaksført" not in words_of(site, MET)


# -- the case waits for the next body


def test_a_recommendation_waits_for_the_body_that_it_goes_to(site: Path) -> None:
    page = words_of(site, "/saker/2021-ambulanse/")
    assert "Tilrådd, ikkje avgjord" in page
    assert "Dette er ei tilråding. Saka går vidare til Fellesstyret." in page
    assert "Vedteke som tilråding" in page
    case = row(site, "cases", "2021-ambulanse")
    assert case["state"] == "recommended"
    assert [one["body_title"] for one in case["planned"]] == ["Kommunestyret i Fjord"]
    assert "Kommunestyret i Fjord (september 2021)" in page
    assert "Fellesstyret" in words_of(site, "/status/")


def test_the_next_body_ends_the_waiting(tmp_path: Path) -> None:
    held = {
        "meetings/styret/2021-04-08.md": """
        ---
        present: [Ida Bakk]
        agenda: [{number: 1/21, case: 2021-ambulanse, outcome: decided, follow_up: [{what: Kjøp båt}]}]
        ---
        ## 1/21
        ### Vedtak
        Båten blir kjøpt.
        """
    }
    folder = make_portal(tmp_path / "decided", {**AS_HELD, **held})
    page = folder.page("/saker/2021-ambulanse/")
    assert "Tilrådd, ikkje avgjord" not in page
    assert "Båten blir kjøpt." in page
    assert "2021-ambulanse" not in folder.page("/status/").partition('id="ventar"')[2].partition("</section>")[0]


def test_a_case_that_waits_by_recommendation_is_on_the_draft_of_the_next_body(folder: PortalFolder) -> None:
    drafted = folder.command("draft-agenda", "styret", "2021-06-03", "--dry-run")
    assert "2021-ambulanse" in drafted.output


def test_a_letter_and_its_answer_are_facts_of_the_case(site: Path) -> None:
    page = words_of(site, "/saker/2021-brev/")
    assert "Brev motteke1. februar 2021" in page
    assert "Svara15. februar 2021" in page
    facts = (site / "saker/2021-brev/index.html").read_text("utf-8").partition("<dl")[2].partition("</dl>")[0]
    assert '<dd><a href="../../saker/2021-brev/svar.txt">Svarbrevet</a></dd>' in facts


def test_what_is_foreseen_is_drafted_for_the_body_that_is_next(folder: PortalFolder) -> None:
    planned = (
        "---\ntitle: Ny brygge\ntype: V\nplanned: [{organisation: rad, date: 2021-08}, {organisation: styret}]\n---\n"
    )
    folder.write({"cases/2021-brygge.md": planned})
    early, late = (
        folder.command("draft-agenda", "rad", day, "--dry-run").output for day in ("2021-06-03", "2021-08-12")
    )
    after = folder.command("draft-agenda", "styret", "2021-08-12", "--dry-run").output
    (folder.root / "cases/2021-brygge.md").unlink()
    assert "2021-brygge" not in early
    assert "2021-brygge" in late
    assert "2021-brygge" not in after


def test_minutes_begin_with_those_who_sat_on_the_day(folder: PortalFolder) -> None:
    path = "meetings/utval/2020-09-01.md"
    folder.write({path: "---\nplace: Naustet\nagenda: [{number: 12/20, title: Drift}]\n---\n"})
    begun = folder.command("minutes", "utval/2020-09-01")
    text = (folder.root / path).read_text("utf-8")
    (folder.root / path).unlink()
    assert begun.exit_code == 0, begun.output
    assert "Ada Lie" in text
    assert "Bo Moe" not in text


# -- two days, two bodies, in writing


def test_a_meeting_of_two_days_is_one_event(site: Path) -> None:
    (event,) = [one for uid, one in events(site, "utval").items() if uid.startswith("utval/2021-03-04@")]
    assert event["DTSTART"].dt.isoformat() == "2021-03-04T10:00:00+01:00"
    assert event["DTEND"].dt.isoformat() == "2021-03-05T14:00:00+01:00"


def test_a_meeting_of_two_days_without_an_hour_ends_with_the_last(tmp_path: Path) -> None:
    records = {**AS_HELD, "meetings/rad/2021-06-01.md": "---\nend_date: 2021-06-02\n---\n"}
    folder = make_portal(tmp_path / "days", records)
    calendar = Calendar.from_ical(folder.site()[calendar_of("rad")].make().data)
    (event,) = [one for one in calendar.walk("VEVENT") if str(one["UID"]).startswith("rad/2021-06-01@")]
    assert event["DTSTART"].dt.isoformat() == "2021-06-01"
    assert event["DTEND"].dt.isoformat() == "2021-06-03", "the day after the last (RFC 5545 §3.6.1)"


def test_a_joint_meeting_stands_in_both_calendars_once(site: Path) -> None:
    uid = next(uid for uid in events(site, "utval") if uid.startswith("utval/2021-03-04@"))
    assert uid in events(site, "rad")
    alle = Calendar.from_ical((site / "kalender/alle.ics").read_bytes())
    assert [str(one["UID"]) for one in alle.walk("VEVENT")].count(uid) == 1
    assert "Felles møte: Fjordutvalet, Elveradet" in str(events(site, "rad")[uid]["DESCRIPTION"])


def test_a_joint_meeting_is_of_both_bodies_everywhere(site: Path) -> None:
    assert "Felles møte med Elveradet" in words_of(site, MET)
    assert "../../moter/utval/2021-03-04/" in read_page(site / "utval/rad/index.html").links
    assert "Framlegget" in words_of(site, "/vedtak/utval/rad/")
    assert "utval/2021-03-04" in (site / feed_of("rad").lstrip("/")).read_text("utf-8")
    assert row(site, "meetings", "utval/2021-03-04")["with_bodies"] == ["rad"]
    meeting = json.loads((site / oparl("meeting/utval/2021-03-04").lstrip("/")).read_text("utf-8"))
    assert [url.rpartition("/")[2] for url in meeting["organization"]] == ["utval.json", "rad.json"]
    assert meeting["end"] == "2021-03-05T14:00:00+01:00"


def test_a_meeting_in_writing_is_a_deadline(site: Path) -> None:
    (event,) = [one for uid, one in events(site, "utval").items() if uid.startswith("utval/2021-05-03@")]
    assert event["DTSTART"].dt.isoformat() == "2021-05-18"
    assert str(event["SUMMARY"]).startswith("Svarfrist: ")
    assert "LOCATION" not in event
    assert event["TRANSP"] == "TRANSPARENT"


def test_a_meeting_in_writing_goes_on_until_its_deadline(folder: PortalFolder, site: Path) -> None:
    page = words_of(site, WRITTEN)
    assert "Saklista blir handsama skriftleg, utan møte. Frist for svar er 18. mai 2021." in page
    assert "Møteform" in page
    assert row(site, "meetings", "utval/2021-05-03")["state"] == "called"
    assert "Møtestaden er ikkje" not in page
    assert "Ventar på referat" in folder.page(WRITTEN, epoch="1621425600"), "19 May 2021"
    front = folder.page("/", epoch="1621166400").replace("\xa0", " ")
    card = front.partition('class="next-card"')[2].partition("</section>")[0]
    for told in ("Eit møte er i gang", "3.–18. mai 2021", "Skriftleg, svar innan 18. mai"):
        assert told in card, "16 May 2021"


# -- who sat, and who should


def test_who_sat_is_worked_out_for_the_day_of_the_meeting(site: Path) -> None:
    now, then = (words_of(site, f"/moter/utval/{day}/").partition("Medlemer på møtedagen")[2] for day in
                 ("2021-03-04", "2020-06-04"))  # fmt: skip
    assert "Bo Moe" in now
    assert "Ada Lie" not in now
    assert "Ada Lie" in then
    assert "Bo Moe" not in then


def test_the_page_of_a_body_tells_which_seats_are_vacant(site: Path) -> None:
    page = words_of(site, "/utval/utval/")
    table = page.partition("Kven som skal vere med")[2]
    assert "1 ledig sete" in table
    assert "Ingen sit her, og nokon må" in table
    assert "Ikkje møtt på eit år" in table
    assert "Utvalet er vedtaksført når minst halvparten av medlemene er til stades." in table
    assert "Saklista kom innan fristen i 0 av 1 møte det siste året." in table
    assert "Referatet kom innan fristen i 0 av 1 møte det siste året." in table
    assert "Ada Lie" not in table


def test_the_status_tells_of_bodies_that_are_not_whole(site: Path) -> None:
    page = words_of(site, "/status/").partition("Utval som ikkje er fulltalige")[2]
    assert "Fjord kommune: 1 ledig sete" in page
    assert "Brukarforum: Ingen sit her, og nokon må" in page
    assert "Møtet 4. juni 2020 var ikkje vedtaksført: 1 til stades, 2 trengst" in page


def test_the_registration_is_shown_and_told(site: Path) -> None:
    assert "123 456 785" in words_of(site, "/partar/fjord-kommune/")
    assert '"iso6523Code":"0192:123456785"' in (site / "partar/fjord-kommune/index.html").read_text("utf-8").replace(
        " ", ""
    )


# -- bodies that are no more


def test_a_body_that_is_over_says_so_wherever_it_is_named(tmp_path: Path) -> None:
    records = {
        **AS_HELD,
        "organisations/gamle.md": "---\ntitle: Gamle utval\nkind: area\nvalid: {to: 2020}\n---\n",
        "organisations/nye.md": "---\ntitle: Nye utval\nkind: area\npredecessor: gamle\n---\n",
        "projects/fergje.md": "---\ntitle: Fergja\nsteering: gamle\npartners: [gamle]\n---\n",
    }
    folder = make_portal(tmp_path / "over", records)
    records["organisations/lag.md"] = "---\ntitle: Laget\nkind: association\nvalid: {to: 2020-06}\n---\n"
    records["cases/2021-x.md"] = "---\ntitle: X\nsubmitted_by: {organisation: lag}\n---\n"
    folder.write(records)
    assert "(ikkje lenger i verksemd)" in folder.page("/saker/2021-x/")
    noted = "(ikkje lenger i verksemd, avløyst av Nye utval)"
    assert folder.page("/prosjekt/fergje/").count(noted) == 2
    assert NN.text("bodies.over") in folder.page("/utval/gamle/")
    register = folder.page("/utval/")
    assert NN.text("bodies.over") in register
    assert noted not in register.partition("Gamle utval")[0]
    assert "ikkje lenger i verksemd" not in folder.page("/utval/utval/")


# -- what editors are told, and what is kept from readers


def test_nothing_of_it_is_warned_of(folder: PortalFolder) -> None:
    told = folder.check().output
    assert [line for line in told.splitlines() if line.startswith(("meetings/", "cases/"))] == []


def test_the_name_of_an_answer_that_is_exempt_is_not_told(tmp_path: Path) -> None:
    exempt = "{basis: offl. § 13, public_title: Eit brev}"
    record = f"---\ntitle: Sak\nanswer: Om Kari Nes\nattachments: [{{title: Om Kari Nes, exempt: {exempt}}}]\n---\n"
    folder = make_portal(tmp_path / "answer", {**AS_HELD, "cases/2021-svar.md": record})
    written = folder.command("write", str(folder.root / "out"))
    assert written.exit_code == 0, written.output
    assert "Eit brev" in words_of(folder.root / "out", "/saker/2021-svar/")
    assert [path for path, content in tree(folder.root / "out").items() if b"Om Kari Nes" in content] == []


def test_whoever_is_disqualified_has_no_vote(tmp_path: Path) -> None:
    path = "meetings/utval/2021-03-04.md"
    record = AS_HELD[path].replace(
        "vote: {for: 1, against: 1, abstained: 1, casting: true}", "vote: {for: 3, against: 1}"
    )
    told = make_portal(tmp_path / "votes", {**AS_HELD, path: record}).check().output
    assert "4 har røysta, men 3 var til stades på saka." in told


@pytest.mark.parametrize("is_successor", [True, False])
def test_the_body_that_came_after_ends_the_waiting(tmp_path: Path, is_successor: bool) -> None:
    """What was recommended to a body that is no more waits until its successor has treated it."""
    after = "predecessor: styret\n" if is_successor else ""
    held = "---\npresent: [Ada]\nagenda: [{number: 1/21, case: 2021-ambulanse, outcome: noted}]\n---\n"
    files = {
        "organisations/nytt.md": f"---\ntitle: Nye Fellesstyret\nkind: partnership\n{after}---\n",
        "organisations/styret.md": "---\ntitle: Fellesstyret\nkind: partnership\nvalid: {to: 2021-03-31}\n---\n",
        "meetings/nytt/2021-04-08.md": held,
    }
    context = make_portal(tmp_path / "after", {**AS_HELD, **files}).site().context
    case = context.portal.case("2021-ambulanse")
    assert case is not None
    assert context.facts.case(case).waits_for == (() if is_successor else ("styret",))


def test_nothing_is_added_in_a_meeting_that_is_to_come(tmp_path: Path) -> None:
    record = "---\nplace: Naustet\nagenda: [{title: Straumen, added: true, disqualified: [Bo Moe]}]\n---\n"
    folder = make_portal(tmp_path / "coming", {**AS_HELD, "meetings/rad/2021-06-01.md": record})
    page, told = folder.page("/moter/rad/2021-06-01/"), folder.check().output
    assert "Straumen" in page
    assert NN.text("item.added") not in page
    assert "Bo Moe" not in page
    assert told.count("meetings/rad/2021-06-01.md:3:") == 3, "both are warned of, and that he was not there"


def test_nobody_was_disqualified_in_a_meeting_that_was_cancelled(tmp_path: Path) -> None:
    record = "---\ncancelled: true\nagenda: [{title: Straumen, added: true, disqualified: [Bo Moe]}]\n---\n"
    checked = make_portal(tmp_path / "off", {**AS_HELD, "meetings/rad/2021-04-01.md": record}).check()
    assert checked.exit_code == 1
    assert checked.output.startswith("2 feil:")
