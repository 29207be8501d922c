"""Agreements and plans on paper: what their pages say, tagged, in the language of the record, the same on any day."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from pypdf import PdfReader

from support.every_page import EVERY_PAGE
from support.papers import tags_of, text_of, xmp_of
from support.portals import PortalFolder, make_portal

Portal = Callable[..., PortalFolder]
AGREEMENT = "/avtalar/beredskap/avtale.pdf"
PLAN = "/planar/handlingsplan/plan.pdf"
OWN = b"%PDF-1.4 eigen"
LATER = "1655000000"  # 12 June 2022, when measures are overdue and reviews too

RECORDS: dict[str, str | bytes] = {
    **EVERY_PAGE,
    "agreements/beredskap.md": """
        ---
        title: Samarbeid om beredskap
        lang: nb
        level: service
        number: 11
        parties: [helse-fjord, fjord-kommune, "#panic(1) kommune"]
        in_force: {from: 2021-02-01}
        review: 2022-01-01
        approvals:
          - {organisation: fjord-kommune, meeting: ssu/2021-03-11, number: 05/21}
          - {organisation: helse-fjord, date: 2021-01-20}
        attachments: [{title: Signert avtale, file: signert.pdf}]
        corrections: [{date: 2021-04-02, what: Rettet et tall.}]
        ---
        Partene hjelper hverandre.

        ## Formål

        Alle skal vite hvem som gjør hva.
        """,
    "agreements/beredskap/signert.pdf": b"%PDF-1.4",
}


@pytest.fixture(scope="module")
def portal_(tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    return make_portal(tmp_path_factory.mktemp("undertakings") / "portal", RECORDS)


def _printed(folder: PortalFolder, address: str, epoch: str = "") -> bytes:
    site = folder.site(epoch) if epoch else folder.site()
    return site[address].make().data


def test_an_agreement_says_when_it_holds_who_approved_it_and_its_words(portal_: PortalFolder) -> None:
    text = " ".join(text_of(_printed(portal_, AGREEMENT)).split())
    for words in (
        "Tjenesteavtale 11", "Samarbeid om beredskap", "1. februar 2021", "Partene hjelper hverandre.", "Parter",
        "Helse Fjord Godkjent 20. januar 2021", "#panic(1) kommune Ikke godkjent ennå", "sak 05/21", "Formål",
        "Alle skal vite hvem som gjør hva.", "Signert avtale", "Rettet et tall.",
        "https://helsefellesskap.example/avtalar/beredskap/",
    ):  # fmt: skip
        assert words.casefold() in text.replace("\xa0", " ").casefold(), words


def test_a_plan_has_its_measures_by_goal(portal_: PortalFolder) -> None:
    text = " ".join(text_of(_printed(portal_, PLAN)).split()).replace("\xa0", " ")
    for words in (
        "Handlingsplan",
        "2 Barn og unge får hjelp tidleg",
        "Gjort 20. mars 2021",
        "Kjem seinare",
        "Lagt bort",
    ):
        assert words in text, words
    assert text.index("1.5. ") < text.index("2 Barn og unge") < text.index("2.1. ")


@pytest.mark.parametrize(("address", "lang"), [(AGREEMENT, "nb-NO"), (PLAN, "nn-NO")])
def test_they_are_tagged_and_keep_to_the_standards(portal_: PortalFolder, address: str, lang: str) -> None:
    content = _printed(portal_, address)
    root = PdfReader(io.BytesIO(content)).root_object
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712
    assert root["/Lang"] == lang
    xmp = xmp_of(content)
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert {"H1", "H2", "Table", "TH"} <= {node.role for node in tags_of(content).walk()}


@pytest.mark.parametrize("address", [AGREEMENT, PLAN])
def test_they_are_the_same_on_any_day(portal_: PortalFolder, address: str) -> None:
    """What is overdue is told on the page; a paper that said it would be another every day."""
    assert _printed(portal_, address) == _printed(portal_, address, LATER)


def test_pages_link_to_them_with_their_size(portal_: PortalFolder) -> None:
    for address, words in ((AGREEMENT, "Avtalen på papir"), (PLAN, "Planen på papir")):
        page = portal_.page(address.rpartition("/")[0] + "/")
        size = round(len(_printed(portal_, address)) / 1000)
        assert f'{address.rpartition("/")[2]}">{words} (PDF, {size}\xa0kB)</a>' in page


def test_oparl_has_them_as_the_files_of_their_papers(portal_: PortalFolder) -> None:
    told = _printed(portal_, "/oparl/1.1/paper/plan/handlingsplan.json").decode()
    assert f"https://helsefellesskap.example{PLAN}" in told


def test_there_are_none_without_papers(portal: Portal) -> None:
    site = portal(RECORDS).without_papers().site()
    assert not {AGREEMENT, PLAN} & set(site)
    assert "på papir" not in site["/planar/handlingsplan/"].make().data.decode()


def test_an_own_file_stands_in_the_place_of_ours(portal: Portal) -> None:
    own = RECORDS["agreements/beredskap.md"]
    assert isinstance(own, str)
    files = {
        "agreements/beredskap.md": own.replace("signert.pdf", "avtale.pdf"),
        "agreements/beredskap/avtale.pdf": OWN,
    }
    assert portal({**RECORDS, **files}).site()[AGREEMENT].make().data == OWN
