"""Permanent addresses: what was once published answers for ever, or the check says what to do."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest

from support.hidden import hidden_portal
from support.history import answer, commit, git, ledger, unanswered
from support.planting import tokens_in
from support.portals import PortalFolder
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
