"""`portal draft-agenda` writes the next meeting: every open item of three held ones once, and no closed one.

Today is Monday 10 May 2021; the meeting to come is that of 4 June.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result

from support.portals import PortalFolder
from support.sites import tree

Portal = Callable[..., PortalFolder]

NEXT = "meetings/ssu/2021-06-04.md"

RECORDS: dict[str, str] = {
    "organisations/ssu.md": "---\ntitle: Strategisk samarbeidsutval\nshort: SSU\nkind: strategic\n---\n",
    "organisations/omradeutvalet.md": "---\ntitle: Områdeutvalet\nkind: area\n---\n",
    "organisations/alver.md": "---\ntitle: Alver kommune\nkind: municipality\n---\n",
    # -- three held meetings: the minutes of the first two are approved
    "meetings/ssu/2021-01-15.md": """
        ---
        number: 1/2021
        present: [Ada Lie]
        agenda:
          - {number: 01/21, case: 2021-tilbake, outcome: returned}
          - {number: 02/21, case: 2021-oppatt, outcome: postponed}
          - {number: 03/21, case: 2021-trekt, outcome: postponed}
          - number: 04/21
            title: Innreiing
            outcome: decided
            follow_up:
              - {what: Kjøpe stolar, responsible: alver, due: 2021-03-01}
              - {what: Male veggen, responsible: alver, due: 2021-03-01, done: 2021-04-19}
        ---
        """,
    "meetings/ssu/2021-02-19.md": """
        ---
        number: 2/2021
        present: [Ada Lie]
        agenda:
          - {number: 05/21, title: Godkjenning av referat, approves: ssu/2021-01-15, outcome: approved}
          - {number: 06/21, case: 2021-oppatt, outcome: decided}
          - {number: 07/21, case: 2021-utsett, outcome: postponed}
          - {number: 08/21, title: Leige av møterom, outcome: postponed}
          - number: 09/21
            title: Nye lokale
            outcome: decided
            follow_up: [{what: Måle golvet, due: 2021-05-25}]
        ---
        """,
    "meetings/ssu/2021-04-16.md": """
        ---
        number: 3/2021
        present: [Ada Lie]
        agenda:
          - {number: 10/21, title: Godkjenning av referat, approves: ssu/2021-02-19, outcome: approved}
          - number: 11/21
            case: 2021-handsama
            outcome: decided
            follow_up:
              - {what: Trykkje brosjyre, due: 2021-06-30}
              - {what: Levere teikningar, due: 2021-06-04}
              - {what: Vente på svar, responsible: alver}
          - number: 12/21
            title: Oppseiing ved Furulund
            exempt: {basis: "offentleglova § 13", public_title: Personalsak}
            outcome: postponed
            follow_up: [{what: Ringje Furulund, due: 2021-05-01}]
        ---
        ## 12/21
        Furulund ventar.
        """,
    "meetings/omradeutvalet/2021-03-10.md": """
        ---
        number: 1/2021
        present: [Bo Moe]
        agenda:
          - {number: 31/21, case: 2021-vidare, outcome: endorsed}
          - {number: 32/21, case: 2021-annan, outcome: postponed}
          - {number: 33/21, title: Bilen, outcome: decided, follow_up: [{what: Vaske bilen, due: 2021-03-20}]}
        ---
        """,
    # -- cases: what is open here, then what is closed, treated, somebody else's, or asked of nobody
    "cases/2021-tilbake.md": "---\ntitle: Sendt tilbake\ntype: V\nfor: [ssu]\n---\n",
    "cases/2021-utsett.md": "---\ntitle: Utsett sak\ntype: V\n---\n",
    "cases/2021-ny.md": "---\ntitle: Heilt ny\ntype: D\nsubmitted: 2021-04-20\nfor: [ssu]\n---\n",
    "cases/2021-vidare.md": "---\ntitle: Send vidare\ntype: V\nsubmitted: 2021-01-20\nfor: [omradeutvalet, ssu]\n---\n",
    "cases/2021-oppatt.md": "---\ntitle: Teken opp att\n---\n",
    "cases/2021-trekt.md": "---\ntitle: Trekt\nfor: [ssu]\nclosed: {date: 2021-03-01, outcome: withdrawn}\n---\n",
    "cases/2021-ferdig.md": "---\ntitle: Ferdig\nfor: [ssu]\nclosed: {date: 2021-03-01, outcome: completed}\n---\n",
    "cases/2021-handsama.md": "---\ntitle: Handsama\nfor: [ssu]\n---\n",
    "cases/2021-annan.md": "---\ntitle: Ein annan si\nfor: [omradeutvalet]\n---\n",
    "cases/2021-ingen.md": "---\ntitle: Ikkje til nokon\nsubmitted: 2021-04-20\n---\n",
    "cases/2021-hemmeleg.md": """
        ---
        title: Kjøp av Granli
        submitted: 2021-04-01
        for: [ssu]
        exempt: {basis: "offentleglova § 23", public_title: Eigedom}
        attachments: [{title: Takst for Granli}]
        ---
        Granli er til sals.
        """,
    # -- projects: two are to report to the body, the others are not
    "projects/gammal.md": """
        ---
        title: Gammal rapport
        steering: ssu
        phase: active
        reports: [{date: 2020-11-01, summary: Først}, {date: 2021-01-20, summary: Så}]
        ---
        """,
    "projects/taus.md": "---\ntitle: Ingen rapport\nsteering: ssu\nphase: active\n---\n",
    "projects/fersk.md": """
        ---
        title: Fersk rapport
        steering: ssu
        phase: active
        reports: [{date: 2020-11-01, summary: Først}, {date: 2021-05-01, summary: Nyss}]
        ---
        """,
    "projects/over.md": """
        ---
        title: Over
        steering: ssu
        phase: completed
        reports: [{date: 2020-06-01, summary: Slutt}]
        ---
        """,
    "projects/nabo.md": """
        ---
        title: Naboen sitt
        steering: omradeutvalet
        phase: active
        reports: [{date: 2020-06-01, summary: Lenge sidan}]
        ---
        """,
}

OPEN_CASES = {"2021-tilbake", "2021-utsett", "2021-ny", "2021-vidare"}
OPEN_TASKS = ("Kjøpe stolar", "Måle golvet")
OTHER_TASKS = ("Male veggen", "Trykkje brosjyre", "Levere teikningar", "Vente på svar", "Vaske bilen")
DUE_PROJECTS = {"gammal", "taus"}


@dataclass(frozen=True)
class Drafted:
    """A record as an editor reads it: its facts as text, and its words."""

    facts: dict[str, Any]
    body: str

    @property
    def agenda(self) -> list[dict[str, Any]]:
        return list(self.facts["agenda"])

    def named(self, field: str) -> list[str]:
        """What the items name in a field, in the order of the agenda."""
        return [item[field] for item in self.agenda if field in item]

    def times(self, words: str) -> int:
        """How often words stand on the agenda or, if that is more, in the text."""
        return max(sum(words in item.get("title", "") for item in self.agenda), self.body.count(words))


def read(folder: PortalFolder, path: str = NEXT) -> Drafted:
    text = (folder.root / path).read_text("utf-8")
    _, front, body = text.split("---\n", 2)
    return Drafted(yaml.load(front, yaml.BaseLoader), body)


def draft(folder: PortalFolder, organisation: str = "ssu", date: str = "2021-06-04") -> Result:
    return folder.command("draft-agenda", organisation, date)


def drafted(folder: PortalFolder, date: str = "2021-06-04") -> Drafted:
    """The record that the command writes; afterwards the whole portal is still without errors."""
    done = draft(folder, date=date)
    assert done.exit_code == 0, done.output
    checked = folder.check()
    assert checked.exit_code == 0, checked.output
    return read(folder, f"meetings/ssu/{date}.md")


def assert_complete(record: Drafted) -> None:
    """Every open item stands on the agenda once, and no closed one."""
    assert record.named("approves") == ["ssu/2021-04-16"]
    cases = [id_ for id_ in record.named("case") if id_ != "2021-hemmeleg"]  # an exempt one may be named by its id
    assert sorted(cases) == sorted(OPEN_CASES)
    assert record.times("Leige av møterom") == 1
    assert {words: record.times(words) for words in OPEN_TASKS} == dict.fromkeys(OPEN_TASKS, 1)
    assert {words: record.times(words) for words in OTHER_TASKS} == dict.fromkeys(OTHER_TASKS, 0)
    assert sorted(item["project"] for item in record.agenda if "project" in item and "case" not in item) == sorted(
        DUE_PROJECTS
    )


# -- what stands on it


def test_the_draft_has_every_open_item_once_and_no_closed_one(portal: Portal) -> None:
    assert_complete(drafted(portal(RECORDS)))


def test_the_numbers_go_on_from_the_bodys_last(portal: Portal) -> None:
    record = drafted(portal(RECORDS))
    numbers = record.named("number")
    assert numbers == [f"{number}/21" for number in range(13, 13 + len(numbers))]
    assert len(numbers) >= 1 + len(OPEN_CASES) + 1 + len(DUE_PROJECTS)
    assert record.facts.get("number", "4/2021") == "4/2021"


def test_nothing_is_decided_beforehand(portal: Portal) -> None:
    record = drafted(portal(RECORDS))
    for field in ("outcome", "vote", "follow_up"):
        assert record.named(field) == []
    assert not {"present", "minutes_sent", "notice_sent"} & record.facts.keys()


@pytest.mark.parametrize("word", ["Granli", "Furulund"])
def test_no_word_of_what_is_exempt_is_copied(portal: Portal, word: str) -> None:
    folder = portal(RECORDS)
    done = draft(folder)
    assert done.exit_code == 0, done.output
    assert word not in (folder.root / NEXT).read_text("utf-8")


def test_minutes_whose_approval_was_put_off_are_up_for_approval_again(portal: Portal) -> None:
    records = {path: text.replace("approves: ssu/2021-02-19, outcome: approved", "approves: ssu/2021-02-19, "
               "outcome: postponed") for path, text in RECORDS.items()}  # fmt: skip
    assert "ssu/2021-02-19" in RECORDS["meetings/ssu/2021-04-16.md"]
    approves = drafted(portal(records)).named("approves")
    assert "ssu/2021-04-16" in approves
    assert "ssu/2021-01-15" not in approves
    assert len(set(approves)) == len(approves)


def test_what_is_on_a_coming_agenda_is_not_taken_up_again_nor_minutes_approved_that_are_not_there(
    portal: Portal,
) -> None:
    held = "---\nagenda: [{number: 13/21, title: Utan referat}]\n---\n"
    coming = "---\nagenda: [{number: 14/21, case: 2021-ny}, {number: 15/21, case: 2021-utsett}]\n---\n"
    record = drafted(portal({**RECORDS, "meetings/ssu/2021-05-07.md": held, "meetings/ssu/2021-05-21.md": coming}))
    assert record.named("approves") == ["ssu/2021-04-16"]
    assert not {"2021-ny", "2021-utsett"} & set(record.named("case"))
    assert record.named("number")[0] == "16/21"


def test_another_body_gets_its_own_items(portal: Portal) -> None:
    folder = portal(RECORDS)
    done = draft(folder, "omradeutvalet")
    assert done.exit_code == 0, done.output
    record = read(folder, "meetings/omradeutvalet/2021-06-04.md")
    assert record.named("approves") == ["omradeutvalet/2021-03-10"]
    assert record.named("case") == ["2021-annan"]
    assert record.times("Vaske bilen") == 1
    assert record.times("Kjøpe stolar") == 0
    assert [item["project"] for item in record.agenda if "project" in item] == ["nabo"]
    numbers = record.named("number")
    assert numbers == [f"{number}/21" for number in range(34, 34 + len(numbers))]


# -- the numbers


@pytest.mark.parametrize(
    ("given", "date", "expected"),
    [
        (("04/21", "05/21"), "2021-06-04", ["06/21", "07/21"]),
        (("04/21", "05/21"), "2022-01-14", ["01/22", "02/22"]),
        (("08/21", "09/21"), "2021-06-04", ["10/21", "11/21"]),
        (("2021/06", "2021/07"), "2021-06-04", ["2021/08", "2021/09"]),
        (("2021/06", "2021/07"), "2022-01-14", ["2022/01", "2022/02"]),
        (("56", "57"), "2021-06-04", ["58", "59"]),
    ],
)
def test_numbers_continue_the_series_in_its_own_form(
    portal: Portal, given: tuple[str, str], date: str, expected: list[str]
) -> None:
    """The draft has two items: approval of the last minutes, and what they postponed."""
    first, second = given
    folder = portal({
        "organisations/ssu.md": RECORDS["organisations/ssu.md"],
        "meetings/ssu/2021-01-15.md": f"""
            ---
            present: [Ada Lie]
            agenda: [{{number: {first}, title: Orientering, outcome: noted}}]
            ---
            """,
        "meetings/ssu/2021-02-19.md": f"""
            ---
            present: [Ada Lie]
            agenda:
              - {{title: Godkjenning, approves: ssu/2021-01-15, outcome: approved}}
              - {{number: {second}, title: Leige av møterom, outcome: postponed}}
            ---
            """,
    })  # fmt: skip
    record = drafted(folder, date)
    assert record.named("number") == expected
    assert record.named("approves") == ["ssu/2021-02-19"]
    assert record.times("Leige av møterom") == 1


# -- a record that is new, planned, begun, or done


def test_a_new_record_is_a_draft_that_shows_in_the_preview_alone(portal: Portal) -> None:
    folder = portal(RECORDS)
    assert drafted(folder).facts["draft"] == "true"
    for name, options in (("published", ()), ("preview", ("--preview",))):
        written = folder.command("write", str(folder.root / name), *options)
        assert written.exit_code == 0, written.output
    page = Path("moter/ssu/2021-06-04/index.html")
    assert (folder.root / "preview" / page).is_file()
    assert not (folder.root / "published" / page).exists()


def test_the_command_names_the_file_it_wrote_and_touches_no_other(portal: Portal) -> None:
    folder = portal(RECORDS)
    before = tree(folder.root)
    done = draft(folder)
    assert NEXT in done.output
    after = tree(folder.root)
    assert after.keys() - before.keys() == {NEXT}
    assert {path: after[path] for path in before} == before


PLANNED = """
    ---
    # Rommet er tinga.
    title: Sommarmøtet
    number: "4/2021"
    start: 10:30
    place: 'Rådhuset: store sal'
    online: https://mote.example/4
    moved_from: 2021-05-28
    chair: Ada Lie
    attachments: [{title: Kart}]
    ---
    Møtet er flytta ei veke.
    """


def test_a_planned_record_keeps_all_it_has_and_gets_the_agenda(portal: Portal) -> None:
    folder = portal({**RECORDS, NEXT: PLANNED})
    before = read(folder)
    record = drafted(folder)
    assert {field: record.facts[field] for field in before.facts} == before.facts
    assert record.facts.keys() - before.facts.keys() == {"agenda"}
    assert "Møtet er flytta ei veke." in record.body
    assert "# Rommet er tinga." in (folder.root / NEXT).read_text("utf-8")
    assert_complete(record)


BEGUN = """
    ---
    start: 10:30
    agenda:
      - {number: 13/21, title: Referat, approves: ssu/2021-04-16}
      - {number: 14/21, case: 2021-utsett, presenter: Ada Lie}
      - {number: 15/21, title: Budsjett}
    ---
    ## 15/21
    Budsjettet blir lagt fram.
    """


def test_an_agenda_that_is_begun_gets_only_what_is_missing(portal: Portal) -> None:
    folder = portal({**RECORDS, NEXT: BEGUN})
    before = read(folder)
    record = drafted(folder)
    assert [item for item in record.agenda if item in before.agenda] == before.agenda
    numbers = record.named("number")
    assert sorted(numbers) == [f"{number}/21" for number in range(13, 13 + len(numbers))]
    assert "Budsjettet blir lagt fram." in record.body
    assert "draft" not in record.facts
    assert_complete(record)


@pytest.mark.parametrize("existing", [None, PLANNED, BEGUN], ids=["new", "planned", "begun"])
def test_the_second_time_changes_nothing(portal: Portal, existing: str | None) -> None:
    folder = portal({**RECORDS, NEXT: existing} if existing else RECORDS)
    drafted(folder)
    before = tree(folder.root)
    again = draft(folder)
    assert again.exit_code == 0, again.output
    assert tree(folder.root) == before


def assert_refused(folder: PortalFolder, organisation: str, date: str, *words: str) -> None:
    """Assert that the command says why, in words and not with a traceback, and writes nothing."""
    before = tree(folder.root)
    refused = draft(folder, organisation, date)
    assert refused.exit_code != 0
    assert isinstance(refused.exception, SystemExit), refused.exception
    assert [word for word in words if word not in refused.output] == []
    assert "Traceback" not in refused.output
    assert tree(folder.root) == before


def test_a_meeting_with_minutes_is_left_alone(portal: Portal) -> None:
    folder = portal(RECORDS)
    assert_refused(folder, "ssu", "2021-04-16", "2021-04-16")
    assert draft(folder, date="2021-04-16").exit_code == 1


# -- what it is given


def test_an_unknown_organisation_is_refused_with_one_that_is_near(portal: Portal) -> None:
    assert_refused(portal(RECORDS), "omradeutval", "2021-06-04", "omradeutval", "omradeutvalet")


@pytest.mark.parametrize("organisation", ["Ø", "../ssu", "finst-ikkje"])
def test_an_organisation_like_no_other_is_refused(portal: Portal, organisation: str) -> None:
    assert_refused(portal(RECORDS), organisation, "2021-06-04", organisation)


def test_a_partner_has_no_meetings(portal: Portal) -> None:
    assert_refused(portal(RECORDS), "alver", "2021-06-04", "alver")


@pytest.mark.parametrize("date", ["2021-13-40", "2021-02-30", "4. juni", "04.06.2021", "2021-06-04T10", "20210604", ""])
def test_a_date_that_is_none_is_refused(portal: Portal, date: str) -> None:
    assert_refused(portal(RECORDS), "ssu", date, date)
