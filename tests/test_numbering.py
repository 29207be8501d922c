"""Series of numbers: a draft gives each item the next number of the series of its kind, and mixes none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
import yaml

from portal.commands.drafting.numbering import GivenNumber, Numbering, label_of
from portal.model.vocabulary import CaseType
from support.portals import PortalFolder

MakePortal = Callable[..., PortalFolder]

V, D, O, R = CaseType.DECISION, CaseType.DISCUSSION, CaseType.INFORMATION, CaseType.NOTICE  # noqa: E741


@pytest.mark.parametrize(
    ("number", "label"),
    [
        ("12/26", ""), ("PS 12/26", "ps"), ("ps 12/26", "ps"), ("P.S. 12/26", ""), ("RS-3/26", "rs"), ("FO3/26", "fo"),
        ("12/26 PS", "ps"), ("2026/12 rs", "rs"), ("12/26 B", ""), ("12/26B", ""), ("57.", ""), ("GS 57", "gs"),
        ("nr. 5/26", ""), ("sak nr 5/26", ""), ("1/2026 (ekstraordinært)", "ekstraordinært"), ("Eventuelt", ""),
    ],
)  # fmt: skip
def test_a_series_is_known_by_its_letters(number: str, label: str) -> None:
    assert label_of(number) == label


def given(*items: tuple[str, str], year: int = 2026) -> tuple[int, list[GivenNumber]]:
    """The numbers of one meeting, each with the letters of its item's types."""
    return year, [GivenNumber(number, tuple(map(CaseType, types))) for number, types in items]


def drafted(
    meetings: Sequence[tuple[int, Sequence[GivenNumber]]],
    *types: str,
    year: int = 2026,
    own: Sequence[GivenNumber] = (),
) -> list[str | None]:
    numbering = Numbering(meetings, year, own, first=f"01/{year % 100}")
    return [numbering.next(tuple(map(CaseType, one))) for one in types]


TWO = given(("PS 11/26", "V"), ("PS 12/26", "D"), ("RS 2/26", "R"), ("RS 3/26", "O"))
UNTYPED = given(("PS 11/26", ""), ("PS 12/26", ""), ("RS 2/26", ""), ("RS 3/26", ""), ("RS 4/26", ""))
THREE = given(("PS 12/26", "V"), ("RS 3/26", "R"), ("FO 1/26", "O"))
LOWER = given(("PS 11/26", "V"), ("ps 12/26", "V"), ("rs 3/26", "R"))
BEHIND = given(("11/26 PS", "V"), ("12/26 PS", "V"), ("3/26 RS", "R"))
BARE = given(("12/26", "V"), ("RS 3/26", "R"))
ONE = given(("PS 11/26", "V"), ("PS 12/26", "O"))


@pytest.mark.parametrize(
    ("meetings", "types", "expected"),
    [
        pytest.param([TWO], ("V", "R", "V", "O"), ["PS 13/26", "RS 4/26", "PS 14/26", "RS 5/26"], id="two"),
        pytest.param([TWO], ("", "DV"), ["PS 13/26", "PS 14/26"], id="no-type-and-an-unseen-one"),
        pytest.param([UNTYPED], ("V", "R", "O", ""), ["PS 13/26", "RS 5/26", "PS 14/26", "PS 15/26"], id="by-custom"),
        pytest.param([THREE], ("O", "V", "R", "D"), ["FO 2/26", "PS 13/26", "RS 4/26", "PS 14/26"], id="three"),
        pytest.param([LOWER], ("R", "V"), ["rs 4/26", "ps 13/26"], id="lower-case"),
        pytest.param([BEHIND], ("R", "V"), ["4/26 RS", "13/26 PS"], id="behind"),
        pytest.param([BARE], ("R", "V", "O"), ["RS 4/26", "13/26", "14/26"], id="one-without-letters"),
        pytest.param([ONE], ("R", "V", "O"), ["PS 13/26", "PS 14/26", "PS 15/26"], id="one-alone"),
        pytest.param([], ("V", "R"), ["01/26", "02/26"], id="none"),
        pytest.param([TWO, given(("PS 13/26", "V"))], ("R", "V"), ["RS 4/26", "PS 14/26"], id="not-in-the-latest"),
        pytest.param([given(("A 1/26", "V")), given(("PS 2/26", "V"))], ("V",), ["PS 3/26"], id="a-new-name"),
    ],
)  # fmt: skip
def test_each_kind_goes_on_in_its_own_series(meetings: Any, types: tuple[str, ...], expected: list[str]) -> None:
    assert drafted(meetings, *types) == expected


def test_each_series_starts_anew_with_the_year() -> None:
    assert drafted([TWO], "V", "R", "V", year=2027) == ["PS 01/27", "RS 1/27", "PS 02/27"]


def test_series_that_go_on_for_ever_go_on_apart() -> None:
    plain = given(("PS 57", "V"), ("RS 12", "R")), given(("PS 58", "V"), ("PS 59", "V"), ("RS 13", "R"))
    assert drafted(plain, "R", "V", "R") == ["RS 14", "PS 60", "RS 15"]


def test_what_the_meeting_has_already_counts_in_its_series() -> None:
    assert drafted([TWO], "V", "R", own=given(("RS 4/26", "R"))[1]) == ["PS 13/26", "RS 5/26"]


def test_an_item_stays_in_the_series_it_was_in() -> None:
    numbering = Numbering([TWO], 2026, (), first="01/26")
    assert numbering.next((V,), before="RS 2/26") == "RS 4/26"
    assert numbering.next((R,), before="99/20") == "RS 5/26"


def test_approvals_go_where_approvals_went() -> None:
    meeting = 2026, [GivenNumber("PS 12/26", (V,)), GivenNumber("GS 3/26", (V,), approves=True)]
    numbering = Numbering([meeting], 2026, (), first="01/26")
    assert [numbering.next((V,), approves=True), numbering.next((V,))] == ["GS 4/26", "PS 13/26"]


def test_a_drafted_agenda_keeps_the_series_apart(portal: MakePortal) -> None:
    files = {
        "organisations/ssu.md": "---\ntitle: Strategisk utval\nkind: strategic\n---\n",
        "cases/2021-rutine.md": "---\ntitle: Ny rutine\ntype: V\nsubmitted: 2021-05-02\nfor: [ssu]\n---\n",
        "cases/2021-brev.md": "---\ntitle: Brev frå fylket\ntype: R\nsubmitted: 2021-05-01\nfor: [ssu]\n---\n",
        "meetings/ssu/2021-04-08.md": "---\nnumber: 2/2021\npresent: [Ada Lie]\nagenda:\n"
        "- {number: PS 4/21, title: Godkjenning, type: V, outcome: noted}\n"
        "- {number: PS 5/21, title: Stolar, type: V, outcome: postponed}\n"
        "- {number: RS 7/21, title: Skriv, type: R, outcome: noted}\n"
        "- {number: RS 8/21, title: Rundskriv, type: R, outcome: postponed}\n---\n",
        "meetings/ssu/2021-04-15.md": "---\nnumber: 1/2021 (ekstraordinært)\n---\n",
    }
    folder = portal(files)
    done = folder.command("draft-agenda", "ssu", "2021-06-10")
    assert done.exit_code == 0, done.output
    text = (folder.root / "meetings/ssu/2021-06-10.md").read_text("utf-8")
    facts = yaml.load(text.split("---\n")[1], yaml.BaseLoader)
    named = {item.get("case") or item["title"].partition(" ")[0]: item["number"] for item in facts["agenda"]}
    assert named == {
        "Godkjenning": "PS 6/21", "Stolar": "PS 7/21", "Rundskriv": "RS 9/21", "2021-brev": "RS 10/21",
        "2021-rutine": "PS 8/21",
    }  # fmt: skip
    assert facts.get("number", "3/2021") == "3/2021"
