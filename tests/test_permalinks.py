"""Permanent addresses: what was once published answers for ever, or the check says what to do."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from portal.source.writing import item_extended
from support.hidden import hidden_portal
from support.history import answer, commit, git, ledger, unanswered
from support.planting import front_matter, tokens_in
from support.portals import PortalFolder
from support.sites import dead_links
from support.small import SMALL

MakePortal = Callable[..., PortalFolder]


def update(folder: PortalFolder) -> None:
    result = folder.command("permalinks", "--update")
    assert result.exit_code == 0, result.output


def write(folder: PortalFolder, name: str = "out") -> Path:
    target = folder.root / name
    result = folder.command("write", str(target))
    assert result.exit_code == 0, result.output
    return target


def rename(folder: PortalFolder, old: str, new: str) -> None:
    """Give a record another name, and its own folder with it."""
    target = folder.root / new
    target.parent.mkdir(parents=True, exist_ok=True)
    (folder.root / old).rename(target)
    own = folder.root / old.removesuffix(".md")
    if own.is_dir():
        own.rename(folder.root / new.removesuffix(".md"))


def change(folder: PortalFolder, path: str, old: str, new: str) -> None:
    text = (folder.root / path).read_text("utf-8")
    assert old in text
    (folder.root / path).write_text(text.replace(old, new), "utf-8")


def number_of(folder: PortalFolder, address: str) -> int:
    """The line on which an address stands in the ledger."""
    return (folder.root / "permalinks.txt").read_text("utf-8").splitlines().index(address) + 1


# -- fifty renamed records


def fifty() -> dict[str, str | bytes]:
    """Twenty cases, ten projects, four bodies with three meetings each, four partners: fifty records."""
    files: dict[str, str | bytes] = {}
    for n in range(20):
        files[f"cases/2021-sak-{n}.md"] = f"""
            ---
            title: Sak om tiltak {n}
            submitted: 2021-01-{n + 1:02}
            attachments: [{{title: Notat {n}, file: notat {n}.txt}}]
            ---
            ## Bakgrunn
            Kommunane har drøfta tiltak {n} med {n * 7} innbyggjarar og {n * 11} tilsette.
            """
        files[f"cases/2021-sak-{n}/notat {n}.txt"] = f"notat {n}"
    for n in range(10):
        files[f"projects/tiltak-{n}.md"] = f"""
            ---
            title: Prosjekt {n}
            phase: active
            ---
            Prosjektet prøver ut ordning {n} i {n * 13} heimar.
            """
    for n in range(4):
        files[f"organisations/utval-{n}.md"] = f"---\ntitle: Fagutval {n}\nkind: professional\n---\nMandat {n}.\n"
        files[f"organisations/kommune-{n}.md"] = f"---\ntitle: Kommune {n}\nkind: municipality\n---\nTekst {n}.\n"
        for m in range(1, 4):
            number = f"{n * 10 + m:02}/21"
            files[f"meetings/utval-{n}/2021-0{m}-1{n}.md"] = f"""
                ---
                agenda:
                  - {{number: {number}, case: 2021-sak-{n * 5 + m}, outcome: decided}}
                  - {{title: Eventuelt}}
                ---
                ## {number}
                Utvalet drøfta grunnlaget frå gruppe {n}{m}.
                ### Vedtak
                Vedtak nummer {m} i utval {n}: Planen frå {n * 17 + m} blir følgd.
                """
    return files


def renamings() -> dict[str, str]:
    """All fifty get another name; a meeting's is its body's new id and another date."""
    new = {}
    for path in fifty():
        kind, _, name = path.partition("/")
        if kind == "meetings":
            new[path] = f"meetings/nytt-{re.sub('-1(?=.[.]md)', '-2', name)}"
        elif kind == "cases" and path.endswith(".md"):
            new[path] = f"cases/2021-ny{name.removeprefix('2021')}"
        elif kind != "cases":
            new[path] = f"{kind}/nytt-{name}"
    return new


def with_new_references(folder: PortalFolder) -> None:
    """The meetings refer to the cases by their new names."""
    for path in (folder.root / "meetings").rglob("*.md"):
        path.write_text(path.read_text("utf-8").replace("case: 2021-sak", "case: 2021-ny-sak"), "utf-8")


@pytest.mark.parametrize("when", ["uncommitted", "staged", "committed", "long ago", "deleted first"])
def test_fifty_renamed_records_answer_once_the_aliases_are_in(portal: MakePortal, when: str) -> None:
    folder = portal(fifty())
    update(folder)
    commit(folder)
    published = ledger(folder)
    new = renamings()
    assert len(set(new.values())) == 50
    if when == "deleted first":
        _delete_and_add(folder, new)
    else:
        for old, name in new.items():
            rename(folder, old, name)
        with_new_references(folder)
    if when == "staged":
        git(folder, "add", "-A")
    elif when in ("committed", "long ago"):
        commit(folder, "Nye namn")
    if when == "long ago":
        change(folder, "cases/2021-ny-sak-3.md", "Kommunane har drøfta", "Partane i samarbeidet drøfta i fjor")
        commit(folder, "Rettar")
    result = folder.check()
    assert result.exit_code == 1
    told = result.output.splitlines()
    assert told[0] == "50 feil:"
    assert sorted(told[1:]) == sorted(_renamed(folder, old, name) for old, name in new.items())
    applied = folder.command("permalinks", "--apply", "--update")
    assert applied.exit_code == 0, applied.output
    assert folder.check().output == "50 postar er sjekka. Ingen feil.\n"
    assert set(published) < set(ledger(folder))
    if when not in ("uncommitted", "long ago"):
        return
    after = write(folder, "after")
    assert unanswered(after, published) == []
    shown = {answer(after, address) for address in published if address.startswith("/saker/2021-sak-3/")}
    assert {"/saker/2021-ny-sak-3/", "/saker/2021-ny-sak-3/notat 3.txt"} <= shown


def _delete_and_add(folder: PortalFolder, new: dict[str, str]) -> None:
    """The records go in one commit, and come back under other names in the next."""
    aside = folder.root / "aside"
    for kind in ("cases", "meetings", "projects", "organisations"):
        shutil.move(folder.root / kind, aside / kind)
    git(folder, "add", "-A", "--", "cases", "meetings", "projects", "organisations")
    git(folder, "commit", "-q", "-m", "Slettar")
    for old, name in new.items():
        rename(PortalFolder(folder.root), f"aside/{old}", name)
    shutil.rmtree(aside)
    with_new_references(folder)
    commit(folder, "Legg til")


def _page(path: str) -> str:
    kind, _, id_ = path.removesuffix(".md").partition("/")
    folders = {"cases": "saker", "meetings": "moter", "projects": "prosjekt", "organisations": "utval"}
    return f"/{'partar' if 'kommune' in id_ else folders[kind]}/{id_}/"


def _renamed(folder: PortalFolder, old: str, name: str) -> str:
    page = _page(old)
    return (
        f"permalinks.txt:{number_of(folder, page)}:1: «{page}» er publisert og skal alltid svare, men «{old}» heiter no"
        f" «{name}». Legg «{page}» til i «aliases» i «{name}», eller køyr «portal permalinks --apply»."
    )


# -- a small portal, published and kept


def published(portal: MakePortal, **more: str) -> PortalFolder:
    """The small portal with its ledger, both in git."""
    folder = portal({**SMALL, **more})
    update(folder)
    commit(folder)
    return folder


def told(folder: PortalFolder) -> list[str]:
    """What the check says, without its heading."""
    result = folder.check()
    assert result.exit_code == 1, result.output
    return result.output.splitlines()[1:]


def line(folder: PortalFolder, address: str, text: str) -> str:
    """An error about an address of the ledger."""
    at = number_of(folder, address)
    return f"permalinks.txt:{at}:1: «{address}» er publisert og skal alltid svare{text}"


MEETING = "meetings/ssu/2021-02-19.md"
PAGE = "/moter/ssu/2021-02-19/"


def test_without_the_file_nothing_is_checked(portal: MakePortal) -> None:
    folder = portal(SMALL)
    commit(folder)
    (folder.root / "cases/2020-trekt.md").unlink()
    assert folder.check().exit_code == 0
    said = folder.command("permalinks")
    assert said.exit_code == 0
    assert re.fullmatch(
        r"permalinks\.txt finst ikkje, og ingen adresser blir sjekka\. Nettstaden har \d+ adresser\."
        r" Lag fila med «portal permalinks --update»\.\n",
        said.output,
    )
    assert not (folder.root / "permalinks.txt").exists()


def test_the_ledger_holds_pages_items_decisions_numbers_files_and_redirects(portal: MakePortal) -> None:
    folder = published(
        portal,
        **{
            "projects/nytt.md": """
                ---
                title: Nytt
                aliases: [/gamal side.html, /Eldre/]
                attachments: [{title: Plan, file: plan for året.txt}]
                ---
                """,
            "projects/nytt/plan for året.txt": "plan",
        },
    )
    lines = ledger(folder)
    assert lines == sorted(set(lines))
    expected = {
        "/", "/Eldre/", "/gamal%20side.html", "/handbok/", "/moter/2021/", "/om/", "/partar/alver/", "/prosjekt/nytt/",
        "/prosjekt/nytt/plan%20for%20%C3%A5ret.txt", "/sak/ssu/05-21/", "/saker/2020-trekt/", "/saker/2021-lukka/",
        "/saker/2021-nettside/#vedtak", "/saker/tilstand/submitted/", "/saker/utval/ssu/", "/meld-sak/",
        PAGE, f"{PAGE}#sak-04-21", f"{PAGE}#sak-05-21", f"{PAGE}#vedtak-05-21", f"{PAGE}#punkt-3",
    }  # fmt: skip
    assert expected - {*lines} == set()
    assert f"{PAGE}#vedtak-04-21" not in lines
    assert [found for found in lines if re.search(r"_redirects|nginx|/assets/|404|oparl/1\.1/[^s]", found)] == []
    assert unanswered(write(folder), lines) == []


def test_an_update_adds_and_never_takes_away(portal: MakePortal) -> None:
    folder = published(portal)
    first = (folder.root / "permalinks.txt").read_bytes()
    assert first.startswith(b"# Alle adresser som er publiserte.")
    assert folder.command("permalinks", "--update").output == "0 nye adresser er lagde til i permalinks.txt.\n"
    assert (folder.root / "permalinks.txt").read_bytes() == first
    folder.write({"cases/2021-ny.md": "---\ntitle: Ny sak\n---\n"})
    (folder.root / "cases/2020-trekt.md").unlink()
    result = folder.command("permalinks", "--update")
    assert result.exit_code == 1
    assert result.output.startswith("4 nye adresser er lagde til i permalinks.txt.\nÉin feil:\n")
    before = {line for line in first.decode().splitlines() if not line.startswith("#")}
    assert before < {*ledger(folder)}
    of_case = {"/saker/2021-ny/", *(f"/saker/2021-ny/{name}" for name in ("feed.xml", "index.md", "saksmappe.pdf"))}
    assert {*ledger(folder)} - before == of_case
    assert "/saker/2020-trekt/" in ledger(folder)
    assert sorted(path.name for path in folder.root.glob("*permalinks*")) == ["permalinks.txt"]


def test_the_command_tells_what_is_new_and_what_is_well(portal: MakePortal) -> None:
    folder = published(portal)
    count = len(ledger(folder))
    assert folder.command("permalinks").output == f"{count} adresser står i permalinks.txt.\nAlle svarar.\n"
    folder.write({"projects/nytt.md": "---\ntitle: Nytt\n---\n"})
    assert folder.command("permalinks").output == (
        f"{count} adresser står i permalinks.txt.\n"
        "2 offentlege adresser manglar. Legg dei til med «portal permalinks --update».\nAlle svarar.\n"
    )  # its page, and the page as Markdown


def test_a_faulty_record_stops_the_command(portal: MakePortal) -> None:
    folder = published(portal)
    before = (folder.root / "permalinks.txt").read_bytes()
    folder.write({"cases/2021-ny.md": "---\ntitle: Ny\nfeil: 1\n---\n"})
    result = folder.command("permalinks", "--update")
    assert (result.exit_code, result.output.splitlines()[0]) == (1, "Éin feil:")
    assert (folder.root / "permalinks.txt").read_bytes() == before


# -- lines that are broken


def test_broken_lines_are_told_and_an_update_mends_what_it_can(portal: MakePortal) -> None:
    folder = portal(SMALL)
    broken = ["# Vår bok", "/utval/ssu/", "/saker/", "<<<<<<< HEAD", "/moter/ssu/2021-02-19/", "=======", "/partar/",
              ">>>>>>> side", "/saker/", "", "# Om utvala", "/utval/"]  # fmt: skip
    (folder.root / "permalinks.txt").write_bytes("\r\n".join(broken).encode())
    marker = (
        "Lina er eit konfliktmerke frå git. Køyr «portal permalinks --update»: linene frå begge sider blir ståande."
    )

    def order(address: str) -> str:
        return f"Åtvaring: «{address}» står ikkje i rekkjefølgje. Køyr «portal permalinks --update»."

    assert folder.check().output.splitlines() == [
        "3 feil:",
        *(f"permalinks.txt:{n}:1: {marker}" for n in (4, 6, 8)),
        "5 åtvaringar:",
        f"permalinks.txt:3:1: {order('/saker/')}",
        f"permalinks.txt:5:1: {order('/moter/ssu/2021-02-19/')}",
        f"permalinks.txt:7:1: {order('/partar/')}",
        "permalinks.txt:9:1: Åtvaring: «/saker/» står to gonger; første gong på line 3."
        " Køyr «portal permalinks --update».",
        f"permalinks.txt:12:1: {order('/utval/')}",
    ]
    update(folder)
    assert folder.check().exit_code == 0
    text = (folder.root / "permalinks.txt").read_text("utf-8")
    assert "# Om utvala\n/utval/\n" in text
    assert "# Vår bok\n/utval/ssu/\n" in text
    assert ledger(folder) == sorted({*ledger(folder)})


@pytest.mark.parametrize(
    "found",
    ["saker/x/", "/saker/ x/", "https://a.no/x/", "//x/", "/a/../b/", "/a/%2e%2e/b/", "/x/?a=1", "/x/#a#b", "/a\\b/",
     "/x/%FF/"],
)  # fmt: skip
def test_a_line_that_is_no_address_is_an_error(portal: MakePortal, found: str) -> None:
    folder = portal(SMALL)
    (folder.root / "permalinks.txt").write_text(f"/\n{found}\n", "utf-8")
    expected = (
        f"permalinks.txt:2:1: «{found}» er ikkje ei adresse. Skriv ho slik: «/saker/namn/» eller"
        " «/moter/utval/2021-02-19/#sak-05-21»."
    )
    assert told(folder) == [expected]
    result = folder.command("permalinks", "--update")
    assert result.exit_code == 1
    assert expected in result.output
    assert (folder.root / "permalinks.txt").read_text("utf-8") == f"/\n{found}\n"


def test_a_ledger_elsewhere_is_not_followed(portal: MakePortal, tmp_path: Path) -> None:
    folder = portal(SMALL)
    (tmp_path / "elsewhere.txt").write_text("/saker/x/\n", "utf-8")
    (folder.root / "permalinks.txt").symlink_to(tmp_path / "elsewhere.txt")
    assert [text.partition(": ")[0] for text in told(folder)] == ["permalinks.txt:1:1"]


# -- items that got another number


@pytest.mark.parametrize("cases", ["2021-nettside", "[2020-trekt, 2021-nettside]"])
def test_a_renumbered_item_gets_its_old_number_as_an_alias(portal: MakePortal, cases: str) -> None:
    treated = str(SMALL[MEETING]).replace("case: 2021-nettside", f"case: {cases}")
    folder = published(portal, **{MEETING: treated})
    lines = ledger(folder)
    change(folder, MEETING, "number: 05/21", "number: 07/21")
    change(folder, MEETING, "## 05/21", "## 07/21")
    change(folder, "cases/2021-nettside.md", "#vedtak-05-21", "#vedtak-07-21")
    commit(folder, "Nytt nummer")
    assert told(folder) == [
        line(folder, f"{PAGE}#sak-05-21", f", men sak 05/21 i «{MEETING}» er no sak 07/21."
             " Legg «05/21» til i «aliases» på sak 07/21, eller køyr «portal permalinks --apply».")
    ]  # fmt: skip
    said = folder.command("permalinks")
    assert said.exit_code == 1
    assert said.output.endswith(
        "Dette rettar det. «portal permalinks --apply» skriv det inn:\n"
        f"  {MEETING}, punkt 2 på saklista:\n    aliases:\n      - 05/21\n"
    )
    before = (folder.root / MEETING).read_text("utf-8")
    applied = folder.command("permalinks", "--apply")
    assert applied.exit_code == 0, applied.output
    assert applied.output.startswith(f"{MEETING}: «05/21» er lagt til i «aliases».\n")
    after = (folder.root / MEETING).read_text("utf-8").splitlines()
    assert [text for text in after if text not in before.splitlines()] == ["    aliases: [05/21]"]
    site = write(folder)
    assert unanswered(site, lines) == []
    assert answer(site, "/sak/ssu/05-21/") == f"{PAGE}#sak-07-21"


ITEMS = (
    ("\n- number: 1/21  # ein\n  title: A\n", "\n- number: 1/21  # ein\n  aliases: [5/21]\n  title: A\n"),
    (" [{number: 1/21, title: A}]\n", " [{number: 1/21, aliases: [5/21], title: A}]\n"),
    ("\n  - {title: A, number: 1/21}\n", "\n  - {title: A, number: 1/21, aliases: [5/21]}\n"),
    ("\n  - number: 1\n    aliases: [9/20, 8]\n", "\n  - number: 1\n    aliases: [9/20, 8, 5/21]\n"),
    ("\n  - number: 1\n    aliases:\n      - 9\n", "\n  - number: 1\n    aliases:\n      - 9\n      - 5/21\n"),
    ("\n  - title: A\n    number: 1/21\n", "\n  - title: A\n    number: 1/21\n    aliases: [5/21]\n"),
)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(("agenda", "longer"), ITEMS)
def test_a_number_is_added_to_an_item_and_all_else_stays(agenda: str, longer: str, newline: str) -> None:
    before, after = (f"---\nagenda:{text}---\n\nTekst.\n".replace("\n", newline) for text in (agenda, longer))
    assert item_extended(before, 0, "aliases", "5/21") == after


def test_a_number_that_is_no_text_to_others_is_quoted() -> None:
    assert item_extended("---\nagenda: [{number: 1}]\n---\n", 0, "aliases", "07") == (
        '---\nagenda: [{number: 1, aliases: ["07"]}]\n---\n'
    )


def test_an_item_is_known_by_its_title_too_and_in_a_meeting_that_was_renamed(portal: MakePortal) -> None:
    path, now = "meetings/ssu/2021-05-28.md", "meetings/ssu/2021-05-29.md"
    folder = published(portal)
    lines = ledger(folder)
    rename(folder, path, now)
    change(folder, now, "number: 06/21", "number: 09/21")
    commit(folder, "Flytta")
    applied = folder.command("permalinks", "--apply")
    assert applied.exit_code == 1  # the item shows when the meeting is known
    applied = folder.command("permalinks", "--apply")
    assert applied.exit_code == 0, applied.output
    assert unanswered(write(folder), lines) == []


def test_an_item_that_is_gone_is_told_with_its_title(portal: MakePortal) -> None:
    path = "meetings/ssu/2021-05-28.md"
    folder = published(portal)
    (folder.root / path).write_text("---\nnumber: 2/2021\n---\n", "utf-8")
    address = "/moter/ssu/2021-05-28/#sak-06-21"
    assert told(folder) == [
        line(folder, address, f", men sak 06/21 «Godkjenning av referat» står ikkje i «{path}». Har saka fått eit anna"
             " nummer, legg «06/21» til i «aliases» på punktet. Er ho trekt, legg ho tilbake med"
             " «outcome: withdrawn».")
    ]  # fmt: skip


def test_a_decision_that_is_no_more_leads_to_its_item_and_a_place_on_the_agenda_to_the_agenda(
    portal: MakePortal,
) -> None:
    folder = published(portal)
    lines = ledger(folder)
    change(folder, MEETING, "            outcome: decided\n".strip(), "outcome: postponed")
    change(folder, MEETING, "### Vedtak", "### Drøfting")
    change(folder, MEETING, "{title: Eventuelt, outcome: noted}", "{number: 08/21, title: Eventuelt, outcome: noted}")
    change(folder, "cases/2021-nettside.md", "#vedtak-05-21", "#sak-05-21")
    assert folder.check().exit_code == 0, folder.check().output
    site = write(folder)
    assert unanswered(site, lines) == []
    assert dead_links(site) == []


# -- records that are gone, hidden or closed


def test_a_deleted_record_is_mended_by_a_tombstone(portal: MakePortal) -> None:
    folder = published(portal)
    path = "meetings/ssu/2021-05-28.md"
    lines = ledger(folder)
    (folder.root / path).unlink()
    commit(folder, "Slettar")
    address = "/moter/ssu/2021-05-28/"
    assert told(folder) == [
        line(folder, address, f", men «{path}» finst ikkje. Legg posten tilbake med «retracted», dato og grunn."
             f" Har ein annan post teke over, legg «{address}» til i «aliases» der.")
    ]  # fmt: skip
    folder.write({path: "---\nretracted: {date: 2021-05-09, reason: Lagd ved ein feil}\n---\n"})
    site = write(folder)
    assert {answer(site, found) for found in (address, f"{address}#sak-06-21", "/sak/ssu/06-21/")} == {address}
    assert [found for found in lines if answer(site, found) is None] == []


HOLDS = {
    "draft: true": "er eit utkast. Slett «draft». Skal posten ikkje lesast, skriv «retracted» med dato og grunn.",
    "publish_after: 2021-12-01": "ventar på «publish_after». Slett «publish_after». Skal posten ikkje lesast,"
    " skriv «retracted» med dato og grunn.",
}


@pytest.mark.parametrize("hold", HOLDS)
def test_a_published_record_cannot_be_hidden_again(portal: MakePortal, hold: str) -> None:
    path = "projects/nettside.md"
    folder = published(portal)
    change(folder, path, "phase: active", f"phase: active\n{hold}")
    address = "/prosjekt/nettside/"
    assert told(folder) == [line(folder, address, f", men «{path}» {HOLDS[hold]}")]
    rename(folder, path, "projects/ny-nettside.md")
    change(folder, "cases/2021-nettside.md", "project: nettside", "project: ny-nettside")
    assert told(folder) == [line(folder, address, f", men «projects/ny-nettside.md» {HOLDS[hold]}")]


def test_a_hidden_body_hides_its_meetings(portal: MakePortal) -> None:
    folder = published(portal)
    change(folder, "organisations/ou.md", "kind: area", "kind: area\ndraft: true")
    assert told(folder) == [
        line(folder, "/moter/ou/2021-06-10/", ", men møta til utvalet er ikkje offentlege så lenge"
             " «organisations/ou.md» ikkje er det. Slett «draft» og «publish_after» der, eller skriv «retracted» med"
             " dato og grunn."),
        line(folder, "/utval/ou/", ", men «organisations/ou.md» er eit utkast. Slett «draft». Skal posten ikkje lesast,"
             " skriv «retracted» med dato og grunn."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "close", ["exempt: {basis: offl. § 13, public_title: Lukka møte}", "retracted: {date: 2021-05-01, reason: Feil}"]
)
def test_what_belonged_to_a_closed_record_leads_to_its_tombstone(portal: MakePortal, close: str) -> None:
    moved = {
        "meetings/ou/2021-04-10.md": """
            ---
            number: 1/2021
            moved_from: 2021-04-03
            attachments: [{title: Notat, file: notat.txt}]
            agenda: [{number: 11/21, title: Open sak, outcome: decided}]
            ---
            """,
        "meetings/ou/2021-04-10/notat.txt": "ope",
    }
    folder = published(portal, **moved)
    lines = ledger(folder)
    change(folder, "meetings/ou/2021-04-10.md", "number: 1/2021", f"number: 1/2021\n{close}")
    site = write(folder)
    page = "/moter/ou/2021-04-10/"
    its = ["/moter/ou/2021-04-03/", f"{page}notat.txt", "/sak/ou/11-21/", f"{page}#vedtak-11-21", page]
    assert set(its) < set(lines)
    assert {address: answer(site, address) for address in its} == dict.fromkeys(its, page)
    # Without a ledger, nothing of this is known.
    (folder.root / "permalinks.txt").unlink()
    bare = write(folder, "bare")
    assert {address: answer(bare, address) for address in its[:3]} == dict.fromkeys(its[:3])


def test_a_paper_that_is_exempt_now_leads_to_its_record_and_one_that_is_gone_is_told(portal: MakePortal) -> None:
    path = "projects/nettside.md"
    files = {"projects/nettside/plan.txt": "plan"}
    folder = published(
        portal,
        **{path: SMALL[path].replace("phase: active", "attachments: [{title: Plan, file: plan.txt}]"), **files},
    )
    address = "/prosjekt/nettside/plan.txt"
    shown = "{title: Plan, file: plan.txt}"
    exempt = "{title: Plan, file: plan.txt, exempt: {basis: offl. § 14, public_title: Internt}}"
    change(folder, path, shown, exempt)
    site = write(folder)
    assert answer(site, address) == "/prosjekt/nettside/"
    assert not (site / address[1:]).is_file()
    change(folder, path, f"attachments: [{exempt}]\n", "")
    (folder.root / "projects/nettside/plan.txt").unlink()
    assert told(folder) == [
        line(folder, address, f", men «plan.txt» er ikkje lenger ei offentleg fil i «{path}». Legg fila tilbake blant"
             f" vedlegga. Er ho bytt ut, legg «{address}» til i «aliases» i posten.")
    ]  # fmt: skip
    change(
        folder, path, "phase" if False else "title: Felles nettside", f"title: Felles nettside\naliases: [{address}]"
    )
    assert answer(write(folder), address) == "/prosjekt/nettside/"


def test_an_alias_that_was_taken_away_is_found_again(portal: MakePortal) -> None:
    path = "projects/nettside.md"
    folder = published(portal, **{path: SMALL[path].replace("phase: active", "aliases: [/gamal/side/]")})
    change(folder, path, "aliases: [/gamal/side/]\n", "")
    commit(folder, "Ryddar")
    assert told(folder) == [
        line(folder, "/gamal/side/", f". Adressa stod sist i «{path}». Legg ho til i «aliases» der, eller i posten som"
             " har teke over.")
    ]  # fmt: skip
    assert folder.command("permalinks", "--apply").exit_code == 0
    assert folder.check().exit_code == 0


def test_a_hand_written_page_that_is_gone_is_told(portal: MakePortal) -> None:
    folder = portal({**SMALL, "content/kontakt.md": "# Kontakt\n\nRing oss.\n"})
    update(folder)
    (folder.root / "content/kontakt.md").unlink()
    assert told(folder) == [
        line(folder, "/kontakt/", ", men ingen side eller post har adressa. Legg sida tilbake, eller legg «/kontakt/»"
             " til i «aliases» i posten som har teke over.")
    ]  # fmt: skip


def test_what_the_site_makes_of_many_records_leads_to_its_register(portal: MakePortal) -> None:
    """Years, facets, calendars and feeds come and go with the records, and nobody can mend that by an alias."""
    folder = published(portal)
    made = {
        "/moter/2019/": "/moter/", "/saker/ar/2012/": "/saker/", "/saker/tilstand/parked/": "/saker/",
        "/vedtak/ar/2012/": "/vedtak/", "/nytt/2012/": "/nytt/", "/meld-sak/skjema.docx": "/meld-sak/",
        "/saker/utval/alver/": "/partar/alver/", "/data/rare.csv": "/", "/utval/alver/": "/partar/alver/",
        "/llms.txt": "/llms.txt", "/partar/alver/index.md": "/partar/alver/index.md",
        "/utval/alver/index.md": "/partar/alver/index.md",
    }  # fmt: skip
    text = (folder.root / "permalinks.txt").read_text("utf-8")
    (folder.root / "permalinks.txt").write_text("".join(f"{address}\n" for address in made) + text, "utf-8")
    site = write(folder)
    assert {address: answer(site, address) for address in made} == made


# -- without git


def test_without_git_the_check_guesses_and_writes_nothing_by_itself(portal: MakePortal) -> None:
    folder = portal(SMALL)
    update(folder)
    rename(folder, "projects/nettside.md", "projects/nettsida.md")
    change(folder, "cases/2021-nettside.md", "project: nettside", "project: nettsida")
    change(folder, MEETING, "number: 05/21", "number: 07/21")
    change(folder, MEETING, "## 05/21", "## 07/21")
    change(folder, "cases/2021-nettside.md", "#vedtak-05-21", "#vedtak-07-21")
    address = "/prosjekt/nettside/"
    expected = [
        line(folder, f"{PAGE}#sak-05-21", f", men sak 05/21 står ikkje i «{MEETING}». Er ho no sak 07/21? Legg då"
             " «05/21» til i «aliases» der. Er ho trekt, legg ho tilbake med «outcome: withdrawn»."),
        line(folder, address, ", men «projects/nettside.md» finst ikkje. Heiter posten no «projects/nettsida.md»?"
             f" Legg då «{address}» til i «aliases» der. Elles: legg posten tilbake med «retracted», dato og grunn."),
    ]  # fmt: skip
    assert told(folder) == expected
    before = {path: (folder.root / path).read_bytes() for path in (MEETING, "projects/nettsida.md")}
    result = folder.command("permalinks", "--apply")
    assert result.exit_code == 1
    assert "Dette er gjetta ut frå namn og nummer. Skriv det inn sjølv om det er rett:" in result.output
    assert f"  projects/nettsida.md:\n    aliases:\n      - {address}\n" in result.output
    assert {path: (folder.root / path).read_bytes() for path in before} == before


def test_bokmal(portal: MakePortal) -> None:
    folder = portal(SMALL, lang="nb")
    update(folder)
    (folder.root / "cases/2020-trekt.md").unlink()
    address = "/saker/2020-trekt/"
    assert folder.check().output == (
        f"Én feil:\npermalinks.txt:{number_of(folder, address)}:1: «{address}» er publisert og skal alltid svare, men"
        " «cases/2020-trekt.md» finnes ikke. Legg posten tilbake med «retracted», dato og grunn. Har en annen post tatt"
        f" over, legg «{address}» til i «aliases» der.\n"
    )


# -- what may not be read


def test_nothing_hidden_comes_into_the_ledger(portal: MakePortal) -> None:
    hidden = hidden_portal()
    folder = portal(hidden.files)
    update(folder)
    text = (folder.root / "permalinks.txt").read_text("utf-8")
    assert {where for token, where in hidden.withheld().items() if re.search(rf"(?<!\d){token}(?!\d)", text)} == set()
    assert folder.check().exit_code == 0


def test_closing_what_was_public_tells_no_more_than_the_ledger(portal: MakePortal) -> None:
    """All that is exempt or retracted was public once: the site leads on, and says nothing else of it."""
    hidden = hidden_portal()
    closed = {path: key for key, path in hidden.paths.items() if key[0] in ("exempt", "retracted")}
    folder = portal(
        {
            path: front_matter(_opened(hidden.facts[closed[path]]), str(text).split("---\n\n", 1)[1])
            if path in closed
            else text
            for path, text in hidden.files.items()
        }
    )
    update(folder)
    folder.write(hidden.files)
    lines = ledger(folder)
    site = write(folder)
    assert [address for address in lines if answer(site, address) is None] == []
    own = [token for token, _ in hidden.planted_in("exempt", "retracted").items() if token in "".join(lines)]
    assert len(own) > 30
    known = {token for address in lines for token in hidden.withheld() if token in address}
    found = tokens_in(site)
    assert {where for token, where in hidden.withheld().items() if token in found and token not in known} == set()


def _opened(facts: Any) -> Any:
    """Facts without what closes a record, an item or an attachment."""
    if isinstance(facts, dict):
        return {name: _opened(value) for name, value in facts.items() if name not in ("exempt", "retracted")}
    return [_opened(value) for value in facts] if isinstance(facts, list) else facts


# -- for web servers


HOSTILE = [
    '/a "b"/', "/a;b {c}/", "/a$b/", "/a\\b/", "/a'b/", "/a*b/:c/", "/a%20b/", "/Store/", "/store/", "/a#b/",
    "/a~b.html", "/(a|b)+/", "/æøå/", "/saker/2021-Nettside/", f"/{'lang-' * 30}/",
]  # fmt: skip


def hostile(portal: MakePortal) -> PortalFolder:
    names = [name for name in HOSTILE if not re.search(r"[\\#]", name)]
    aliases = "".join(f"\n  - '{name.replace(chr(39), chr(39) * 2)}'" for name in names)
    path = "projects/nettside.md"
    return portal({**SMALL, path: SMALL[path].replace("        phase: active", f"        aliases:{aliases}".replace(
        "\n", "\n        ") + "\n        phase: active")})  # fmt: skip


def redirects_of(site: Path) -> dict[str, str]:
    """Every page that leads on without a choice: where from (as a place on the site), and where to."""
    found = {}
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        if 'http-equiv="refresh" content="0' in text:
            canonical = re.search(r'rel="canonical" href="([^"]+)"', text)
            assert canonical
            assert 'name="robots" content="noindex"' in text
            at = f"/{path.relative_to(site).as_posix()}".removesuffix("/index.html")
            found[at] = re.sub(r"^https?://[^/]+", "", canonical[1])
    return found


def test_the_servers_lead_where_the_pages_lead(portal: MakePortal) -> None:
    folder = hostile(portal)
    settings = folder.root / "mkdocs.yml"
    settings.write_text(
        re.sub(r"(site_url: https?://[^/\s]+).*", r"\1/under/a path/", settings.read_text("utf-8")), "utf-8"
    )
    settings.write_text(settings.read_text("utf-8").replace("/under/a path/", "/under/"), "utf-8")
    site = write(folder)
    pages = redirects_of(site)
    assert len(pages) > 14
    netlify = {}
    for text in (site / "_redirects").read_text("utf-8").splitlines():
        origin, target, status = text.split(" ")
        assert status in ("301", "302")
        assert not re.search(r"[*:\"{}\\]", origin)
        netlify[unquote(origin)] = target
    assert netlify == {
        f"/under{at}{'' if at.endswith(('.html', '.pdf', '.ics', '.xml')) else '/'}": target
        for at, target in pages.items()
    }
    nginx = read_map((site / "redirects.nginx.conf").read_text("utf-8"))
    for origin, target in netlify.items():
        matching = [to for pattern, to in nginx if pattern(origin)]
        assert matching == [target], origin
    live = [f"/under/{path.relative_to(site).as_posix().removesuffix('index.html')}" for path in site.rglob("*")
            if path.is_file() and path.read_bytes().find(b'http-equiv="refresh"') < 0]  # fmt: skip
    assert [address for address in live if any(pattern(address) for pattern, _ in nginx)] == []


def _is_same(key: str, path: str) -> bool:
    return key.lower() == path.lower()


def read_map(text: str) -> list[tuple[Callable[[str], object], str]]:
    """The rows of nginx' maps, each as a test of a path and a target; plain keys match in any case, as there."""
    rows: list[tuple[Callable[[str], object], str]] = []
    token = re.compile(r'"((?:[^"\\]|\\.)*)"|([^\s;{}"]+)|([;{}])', re.DOTALL)
    words: list[str] = []
    for quoted, bare, sign in token.findall(text):
        if sign == "{":
            assert words[0] == "map"
            assert words[1] == "$uri"
            words = []
        elif sign == ";":
            if words[0].startswith("~"):
                rows.append((partial(re.search, re.compile(words[0][1:])), words[1]))
            elif words[0].startswith("/"):
                rows.append((partial(_is_same, words[0]), words[1]))
            else:
                assert words[0] in ("default", "map_hash_bucket_size", "map_hash_max_size")
            words = []
        elif sign != "}":
            words.append(bare or re.sub(r'\\([\\"])', r"\1", quoted).replace("\\n", "\n"))
    assert words == []
    return rows


def test_a_number_that_several_meetings_had_offers_a_choice_and_is_left_to_its_page(portal: MakePortal) -> None:
    folder = portal(
        {
            **SMALL,
            "meetings/ssu/2021-04-01.md": "---\nagenda: [{number: 05/21, case: 2021-nettside}]\n---\n",
        }
    )
    site = write(folder)
    page = (site / "sak/ssu/05-21/index.html").read_text("utf-8")
    assert 'content="8; url=../../../moter/ssu/2021-04-01/#sak-05-21"' in page
    assert 'href="../../../moter/ssu/2021-02-19/#sak-05-21"' in page
    assert "/sak/ssu/05-21" not in (site / "_redirects").read_text("utf-8")


# -- how to cite


def test_each_item_and_decision_tells_how_to_cite_it(portal: MakePortal) -> None:
    folder = portal(SMALL)
    site = write(folder)
    page = (site / "moter/ssu/2021-02-19/index.html").read_text("utf-8")
    cited = re.findall(r"<code>([^<]+)</code>", page.replace("\xa0", " "))
    home = "https://helsefellesskap.example"
    item = "sak 05/21: Felles nettside for Helsehuset, 19. februar 2021."
    assert f"Strategisk samarbeidsutval, {item} {home}{PAGE}#sak-05-21" in cited
    assert f"Strategisk samarbeidsutval, vedtak i {item} {home}{PAGE}#vedtak-05-21" in cited
    assert f"Strategisk samarbeidsutval, sak 04/21: Kjøp av tenester, 19. februar 2021. {home}{PAGE}#sak-04-21" in cited
    assert 'href="#sak-05-21" data-copy="#sak-05-21"' in page
    for path in site.rglob("index.html"):
        text = path.read_text("utf-8")
        if path.parent != site and not any(mark in text for mark in ('http-equiv="refresh"', 'content="noindex"')):
            assert f"{home}/{path.parent.relative_to(site).as_posix()}/</code>" in text, path


def test_where_a_closed_meeting_was_moved_from_is_told_only_if_the_ledger_has_it(portal: MakePortal) -> None:
    folder = portal({"organisations/ou.md": "---\ntitle: Områdeutvalet\nkind: area\n---\n"})
    closed = "---\nexempt: {basis: offl. § 13, public_title: Lukka}\nmoved_from: 2021-03-04\n---\n"
    folder.write({"meetings/ou/2021-03-11.md": closed})
    for lines, is_told in (("", False), ("/moter/ou/2021-03-04/\n", True)):
        folder.write({"permalinks.txt": lines})
        assert folder.command("write", str(folder.root / "out")).exit_code == 0
        assert (folder.root / "out/moter/ou/2021-03-04/index.html").exists() == is_told
