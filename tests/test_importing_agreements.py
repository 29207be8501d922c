"""A plain agreement is imported: what its head says becomes facts, and all its words are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

from portal.source.decoding import decode
from portal.source.frontmatter import RecordFile, read_document
from support.portals import PortalFolder
from support.small import SMALL

Portal = Callable[..., PortalFolder]

SERVICE = """Tenesteavtale 3

Avtale om innlegging og utskriving

mellom Alver kommune, Vik kommune og Helse Fjord

1. Partane
Avtalen er inngått mellom partane over, etter helse- og omsorgstenestelova § 6-2 nr. 3 og 5.

2. Formål
Avtalen skal sikre at pasientane får god hjelp.

3. Varigheit
Avtalen gjeld frå 1. januar 2021 og til ho blir erstatta.
"""
OVERARCHING = """OVERORDNET SAMARBEIDSAVTALE

mellom

Helse Fjord
og
Alver kommune

Avtalen er inngått etter hol. § 6-1.

Formål

Partene skal samarbeide. Avtalen gjelder fra 1.1.2023.
"""
SPECIAL = """# Særavtale om fødetilbodet

Mellom: Alver kommune og Helse Fjord

## 1 Føremål

Avtalen trer i kraft 01.05.2022.
"""

FACTS = [
    (
        "avtale.txt", SERVICE, "avtale-om-innlegging-og-utskriving",
        {"title": "Avtale om innlegging og utskriving", "level": "service", "number": "3",
         "parties": ["alver", "Vik kommune", "helse-fjord"],
         "basis": ["helse- og omsorgstenestelova § 6-2 nr. 3 og 5"], "in_force": {"from": "2021-01-01"}},
    ),
    (
        "avtale.txt", OVERARCHING, "overordnet-samarbeidsavtale",
        {"title": "OVERORDNET SAMARBEIDSAVTALE", "lang": "nb", "level": "overarching",
         "parties": ["helse-fjord", "alver"], "basis": ["hol. § 6-1"], "in_force": {"from": "2023-01-01"}},
    ),
    (
        "avtale.md", SPECIAL, "saeravtale-om-fodetilbodet",
        {"title": "Særavtale om fødetilbodet", "level": "special", "parties": ["alver", "helse-fjord"],
         "in_force": {"from": "2022-05-01"}},
    ),
]  # fmt: skip


def _run(folder: PortalFolder, text: str, name: str = "avtale.txt") -> Result:
    folder.write({f"inn/{name}": text.encode()})
    return folder.command("import", str(folder.root / "inn" / name))


def _record(folder: PortalFolder, id_: str) -> RecordFile:
    return read_document(decode((folder.root / f"agreements/{id_}.md").read_bytes(), id_)[0], id_)


@pytest.mark.parametrize(("name", "text", "id_", "facts"), FACTS, ids=["service", "overarching", "special"])
def test_the_head_of_an_agreement_is_read(
    portal: Portal, name: str, text: str, id_: str, facts: dict[str, Any]
) -> None:
    folder = portal(SMALL)
    done = _run(folder, text, name)
    assert done.exit_code == 0, done.output
    assert "avtale.\n" in done.output
    assert "Dette er ikkje teke med" not in done.output
    assert _record(folder, id_).facts == facts
    assert folder.check().exit_code == 0


APPROVED = [
    ("Avtalen er vedteken av kommunestyret i Alver 10. desember 2020, sak 88/20.", {"alver": "2020-12-10"}),
    ("Godkjend av Helse Fjord 4.12.2020", {"helse-fjord": "2020-12-04"}),
    ("Godkjenning\n\nAlver kommune: 10.12.2020\nVik kommune: kommunestyret, 17.12.2020",
     {"alver": "2020-12-10", "Vik kommune": "2020-12-17"}),
    ("Vedtatt av Vik kommune 17.12.2020, og på nytt av Vik kommune 20.12.2020", {}),
    ("Godkjend av Alver kommune og Vik kommune 10.12.2020", {}),
    ("Avtalen skal vere godkjend av Alver kommune innan 10.12.2020", {}),
    ("Alver kommune fekk avtalen til høyring 10.12.2020", {}),
    ("Godkjend av Nes kommune 10.12.2020", {}),
]  # fmt: skip


@pytest.mark.parametrize(("words", "approvals"), APPROVED)
def test_who_has_approved_it_is_read(portal: Portal, words: str, approvals: dict[str, str]) -> None:
    """One party and one day in a line that says so; whatever else is said stays in the text alone."""
    folder = portal(SMALL)
    _run(folder, f"{SERVICE}\n{words}\n")
    told = _record(folder, "avtale-om-innlegging-og-utskriving").facts.get("approvals", [])
    assert {one["organisation"]: one["date"] for one in told} == approvals
    assert folder.check().exit_code == 0


def test_approvals_in_a_table_are_read(portal: Portal) -> None:
    folder = portal(SMALL)
    rows = "| Part | Vedtatt | Sak |\n|---|---|---|\n| Alver kommune | 10.12.2020 | 88/20 |\n| Helse Fjord | | |\n"
    _run(folder, f"{SPECIAL}\n{rows}", "avtale.md")
    told = _record(folder, "saeravtale-om-fodetilbodet").facts["approvals"]
    assert told == [{"organisation": "alver", "date": "2020-12-10"}]


def test_clauses_keep_their_words_and_their_numbers(portal: Portal) -> None:
    folder = portal(SMALL)
    _run(folder, SERVICE)
    text = _record(folder, "avtale-om-innlegging-og-utskriving").body
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## 1\\. Partane",
        "## 2\\. Formål",
        "## 3\\. Varigheit",
    ]
    assert "Avtalen skal sikre at pasientane får god hjelp." in text


def test_what_the_head_does_not_say_is_asked_for(portal: Portal) -> None:
    done = _run(portal(SMALL), SERVICE.replace("gjeld frå 1. januar 2021", "gjeld"))
    assert "«in_force»: Dokumentet seier ikkje noko som kan stå her." in done.output


@pytest.mark.parametrize(
    "text",
    [
        "Referat frå møte i SSU\n\nDato: 4. mars 2027\n\nSak 1/27 Tenesteavtale 3 mellom kommunane\n",
        "Innkalling\n\nTenesteavtale 3\n\nSamarbeid mellom Alver og Helse Fjord\n",
    ],
)
def test_a_meeting_about_an_agreement_is_none(portal: Portal, text: str) -> None:
    assert "avtale.\n" not in _run(portal(SMALL), text).output
