"""Places on the agenda: an anchor that told an item by its place does not come to mean another one unseen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from support.history import commit
from support.portals import PortalFolder

MakePortal = Callable[..., PortalFolder]

SSU = "---\ntitle: Strategisk utval\nkind: strategic\n---\n"
PATH = "meetings/ssu/2021-06-10.md"
PASSED = "2 postar er sjekka. Ingen feil.\n"


def meeting(*items: str, facts: str = "") -> str:
    """A meeting with an agenda of items, each a title or, in braces, its facts."""
    lines = [f"- {item}" if item.startswith("{") else f"- title: {item}" for item in items]
    return "\n".join(["---", *([facts] if facts else []), "agenda:", *lines, "---", ""])


def rewritten(portal: MakePortal, *texts: str, last: bool = True, ledger: bool = False) -> PortalFolder:
    """A portal whose meeting has had these texts, each committed, but for the last if `last` is false."""
    folder = portal({"organisations/ssu.md": SSU})
    for number, text in enumerate(texts):
        folder.write({PATH: text})
        if ledger and number == 0:
            assert folder.command("permalinks", "--update").exit_code == 0
        if last or text is not texts[-1]:
            commit(folder)
    return folder


def said(line: int, column: int, anchor: str, was: str, found: str) -> str:
    return (
        f"{PATH}:{line}:{column}: Åtvaring: «{anchor}» var «{was}» då adressa blei lagd ut, og er «{found}» no: lenkjer"
        " dit fører feil. Set sakene i den gamle rekkjefølgja med nye saker sist, eller gje"
        f" «{found}» eit nummer."
    )


TWO = ("Budsjett for hausten", "Eventuelt")


@pytest.mark.parametrize("ledger", [True, False], ids=["with-a-ledger", "without"])
@pytest.mark.parametrize("last", [True, False], ids=["committed", "not-committed"])
def test_an_item_that_comes_between_is_told(portal: MakePortal, last: bool, ledger: bool) -> None:
    after = (TWO[0], "Ny rutine", TWO[1])
    folder = rewritten(portal, meeting(*TWO), meeting(*after), last=last, ledger=ledger)
    told = folder.check().output.splitlines()
    assert told == ["Éi åtvaring:", said(4, 10, "#punkt-2", "Eventuelt", "Ny rutine"), PASSED.strip()]


def test_an_item_that_is_gone_is_told_by_those_that_took_its_place(portal: MakePortal) -> None:
    folder = rewritten(portal, meeting("Opning", *TWO), meeting(*TWO))
    told = folder.check().output.splitlines()
    assert told == [
        "2 åtvaringar:",
        said(3, 10, "#punkt-1", "Opning", TWO[0]),
        said(4, 10, "#punkt-2", TWO[0], TWO[1]),
        PASSED.strip(),
    ]


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(meeting(*TWO) + "\nVelkomen.\n", id="the-same"),
        pytest.param(meeting(*TWO, "Ny rutine"), id="a-new-one-last"),
        pytest.param(meeting(TWO[0], "{number: 05/21, title: Ny rutine}", TWO[1]), id="a-new-one-with-a-number"),
        pytest.param(meeting("Budsjettet for hausten 2021", TWO[1]), id="in-other-words"),
        pytest.param(meeting(TWO[0]), id="the-last-one-is-gone"),
        pytest.param(meeting("Ny rutine", facts="draft: true"), id="a-draft"),
    ],
)
def test_what_leads_no_link_astray_is_not_told(portal: MakePortal, after: str) -> None:
    folder = rewritten(portal, meeting(*TWO), after)
    assert folder.check().output == PASSED


def test_what_was_not_published_was_not_linked_to(portal: MakePortal) -> None:
    held = meeting("Opning", *TWO, facts="draft: true")
    assert rewritten(portal, held, meeting(*TWO)).check().output == PASSED


def test_an_anchor_that_the_ledger_does_not_have_was_not_published(portal: MakePortal) -> None:
    folder = rewritten(portal, meeting(TWO[0]), meeting(*TWO), meeting(TWO[0], "Ny rutine"), ledger=True)
    assert folder.check().output == PASSED


def test_agendas_that_are_put_right_again_are_well(portal: MakePortal) -> None:
    folder = rewritten(portal, meeting(*TWO), meeting("Opning", *TWO), meeting(*TWO))
    assert folder.check().output == PASSED


def test_a_case_is_the_same_whatever_it_is_called(portal: MakePortal) -> None:
    folder = rewritten(portal, meeting("{title: Budsjett, case: 2021-a}"), meeting("{title: Pengar, case: 2021-a}"))
    folder.write({"cases/2021-a.md": "---\ntitle: Budsjett\n---\n"})
    assert "punkt" not in folder.check().output


def test_a_build_says_nothing_of_the_past(portal: MakePortal) -> None:
    folder = rewritten(portal, meeting("Hemmeleg", *TWO), meeting(*TWO))
    assert "Hemmeleg" in folder.check().output
    assert "Hemmeleg" not in folder.command("write", str(folder.root / "site")).output
