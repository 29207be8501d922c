"""By which law something is exempt, and what becomes public by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from portal.model.law.laws import all_laws, citations, unbroken
from portal.public.portal import PublicPortal
from portal.public.publishing import publish
from portal.site.building import check_portal
from portal.source.settings import read_settings
from support.portals import EPOCH, PortalFolder
from support.sites import read_page

Portal = Callable[..., PortalFolder]


def _lines(output: str) -> list[str]:
    """What was said; a date holds together by spaces of its own."""
    return output.replace("\xa0", " ").splitlines()


@pytest.mark.parametrize(
    ("basis", "cited"),
    [
        ("offl. § 14", [("lov/2006-05-19-16", "14")]),
        ("Offentleglova § 14 første ledd", [("lov/2006-05-19-16", "14")]),
        ("offentleglova §14", [("lov/2006-05-19-16", "14")]),
        ("OFFL § 26, 5. ledd", [("lov/2006-05-19-16", "26")]),
        ("offentleglova §§ 14 og 15", [("lov/2006-05-19-16", "14"), ("lov/2006-05-19-16", "15")]),
        ("offl § 23 første ledd og § 24", [("lov/2006-05-19-16", "23"), ("lov/2006-05-19-16", "24")]),
        ("Offl. § 13 jf. fvl. § 13", [("lov/2006-05-19-16", "13"), ("lov/1967-02-10", "13")]),
        ("offl. § 13, jf. helsepersonelloven § 21", [("lov/2006-05-19-16", "13"), ("lov/1999-07-02-64", "21")]),
        ("lov 19. mai 2006 nr. 16 § 13", [("lov/2006-05-19-16", "13")]),
        ("forvaltningsloven § 13 b", [("lov/1967-02-10", "13b")]),
        ("kommuneloven § 11-5 andre ledd", [("lov/2018-06-22-83", "11-5")]),
        ("kommuneloven § 31", [("lov/1992-09-25-107", "31")]),
        ("helse- og omsorgstjenesteloven § 12-1", [("lov/2011-06-24-30", "12-1")]),
        ("offentlighetsloven § 5a", [("lov/1970-06-19-69", "5a")]),
        ("offentlegova § 13", [(None, "13")]),
        ("§ 13", [(None, "13")]),
        ("personvern", []),
    ],
)
def test_a_basis_is_read_however_it_is_written(basis: str, cited: list[tuple[str | None, str]]) -> None:
    assert [(one.law.id if one.law else None, one.section) for one in citations(basis)] == cited


def test_the_list_of_laws_is_whole() -> None:
    for law in all_laws():
        assert law.first is None or isinstance(law.first, dt.date)
        assert law.last is None or (law.first is not None and law.first < law.last)
        assert all(name == name.casefold() for name in law.also)
    assert len({law.id for law in all_laws()}) == len(all_laws())


@pytest.mark.parametrize(
    ("basis", "message"),
    [
        (
            "personvern",
            "Heimelen «personvern» viser ikkje til nokon paragraf."
            " Skriv lov og paragraf, til dømes offentleglova § 13.",
        ),
        (
            "jordlova § 13",
            "Portalen kjenner ikkje heimelen «jordlova § 13»."
            " Sjekk at lova er skriven rett, til dømes offentleglova § 13.",
        ),
        ("offentlegova § 13", "Portalen kjenner ikkje heimelen «offentlegova § 13». Meinte du «offentleglova § 13»?"),
        (
            "helsepersonellova § 13",
            "Portalen kjenner ikkje § 13 i helsepersonellova som heimel for unntak. Dei han kjenner, er § 21, 21a."
            " Sjekk paragrafen.",
        ),
        (
            "offentlighetsloven § 5a",
            "Heimelen «offentlighetsloven § 5a» er ikkje i kraft: lov om offentlegheit i forvaltninga galdt til"
            " 31. desember 2008. Finn heimelen i lova som gjeld no.",
        ),
        (
            "lov 20. juni 2025 nr. 81 § 30",
            "Heimelen «lov/2025-06-20-81 § 30» er ikkje i kraft: lov om saksbehandlinga i offentleg forvaltning er"
            " vedteken, men gjeld ikkje enno. Bruk lova som gjeld no.",
        ),
        (
            "kommuneloven § 11-5",
            "Heimelen «kommuneloven § 11-5» galdt først frå 1. september 2019, men posten er frå 1. mai 2015."
            " Sjekk heimelen.",
        ),
        ("offl. § 13 jf. fvl. § 13", ""),
    ],
)
def test_a_basis_that_is_unknown_or_not_in_force_is_warned_of(portal: Portal, basis: str, message: str) -> None:
    case = f"---\nsubmitted: 2015-05-01\nexempt: {{basis: {basis}, public_title: Ei sak}}\n---\n"
    done = portal({"cases/2015-x.md": case}).check()
    assert done.exit_code == 0
    warned = [line.partition("Åtvaring: ")[2] for line in _lines(done.output) if "Åtvaring: " in line]
    assert warned == ([message] if message else [])
    assert not message or "cases/2015-x.md:3:17: Åtvaring: " in done.output


def test_an_exemption_that_is_over_needs_no_law(portal: Portal) -> None:
    case = "---\ntitle: A\nexempt: {basis: personvern, public_title: Ei sak, until: 2020-01-01}\n---\n"
    assert "Åtvaring" not in portal({"cases/2015-x.md": case}).check().output


@pytest.mark.parametrize(
    ("lang", "shown"), [("nn", "opplysningar med teieplikt"), ("nb", "opplysninger med taushetsplikt")]
)
def test_the_page_shows_the_basis_as_written_and_the_law_that_it_is(portal: Portal, lang: str, shown: str) -> None:
    case = "---\nexempt: {basis: Offl. § 13 første ledd, public_title: Ei sak}\n---\n"
    folder = portal({"cases/2015-x.md": case}, lang=lang)
    assert folder.command("write", str(folder.root / "out")).exit_code == 0
    page = read_page(folder.root / "out/saker/2015-x/index.html")
    assert "Offl. § 13 første ledd" in page.text
    assert f"Lov om rett til innsyn i dokument i offentleg verksemd, § 13: {shown}" in page.text
    assert "https://lovdata.no/lov/2006-05-19-16/%C2%A713" in page.links


# -- what becomes public by itself

WAITING: dict[str, str] = {
    "organisations/ou.md": "---\ntitle: Ope utval\nkind: area\n---\n",
    "organisations/nytt-utval.md": "---\ntitle: Nytt utval\nkind: area\npublish_after: 2021-06-10\n---\n",
    "cases/2021-kladd.md": "---\ntitle: Kladd\ndraft: true\npublish_after: 2021-05-11\n---\n",
    "cases/2021-trekt.md": "---\nretracted: {date: 2021-05-01, reason: Feil}\n"
    "exempt: {basis: offl. § 13, public_title: A, until: 2021-05-12}\n---\n",
    "cases/2021-seinare.md": "---\ntitle: Kjem seinare\npublish_after: 2021-06-01 09:30\n---\n",
    "cases/2021-unnateken.md": "---\nexempt: {basis: offl. § 13, public_title: A, until: 2021-07-01}\n"
    "attachments: [{title: B, exempt: {basis: offl. § 13, public_title: B, until: 2021-05-13}}]\n---\n",
    "meetings/nytt-utval/2021-06-20.md": "---\nnumber: 1/2021\n---\n",
    "meetings/ou/2021-06-20.md": """
        ---
        agenda:
          - number: 1/21
            case: 2021-unnateken
            exempt: {basis: offl. § 13, public_title: A, until: 2021-05-14}
            attachments: [{title: C, exempt: {basis: offl. § 13, public_title: C, until: 2021-05-15}}]
          - {number: 2/21, title: D, exempt: {basis: offl. § 13, public_title: D, until: 2021-08-01}}
        ---
        """,
}
DUE = """\
2021-06-01T09:30+02:00 cases/2021-seinare.md
2021-06-10T00:00+02:00 meetings/nytt-utval/2021-06-20.md
2021-06-10T00:00+02:00 organisations/nytt-utval.md
2021-07-01T00:00+02:00 cases/2021-unnateken.md
2021-08-01T00:00+02:00 meetings/ou/2021-06-20.md
"""


def test_the_command_lists_what_waits_and_nothing_that_does_not(portal: Portal) -> None:
    done = portal(WAITING).command("due")
    assert (done.exit_code, done.output) == (0, DUE)


def test_the_command_says_when_nothing_waits(portal: Portal) -> None:
    done = portal({"cases/2021-x.md": "---\ntitle: A\n---\n"}).command("due")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "Ingenting ventar på å bli offentleg av seg sjølv.\n")


def test_the_check_names_the_next_and_the_build_only_when(portal: Portal) -> None:
    folder = portal(WAITING)
    checked = _lines(folder.check().output)
    assert checked[-1] == (
        "Neste: cases/2021-seinare.md blir offentleg av seg sjølv 1. juni 2021 kl. 9.30."
        " Bygg nettstaden då eller seinare."
    )
    written = folder.command("write", str(folder.root / "out"))
    assert written.exit_code == 0
    last = _lines(written.output)[-1]
    assert last == "Neste: 1. juni 2021 kl. 9.30 blir noko offentleg av seg sjølv. «portal due» viser kva."
    pages = [read_page(path).text for path in (folder.root / "out").rglob("*.html")]
    assert not [text for text in pages if "1. juni" in text or "10. juni" in text or "Kjem seinare" in text]


def _public(folder: PortalFolder) -> PublicPortal:
    moment = dt.datetime.fromtimestamp(int(EPOCH), dt.UTC)
    checked = check_portal(folder.root, read_settings(folder.root), moment=moment)
    return publish(checked.portal, moment, "noko")


def test_pages_tell_only_the_dates_that_are_public(portal: Portal) -> None:
    """The end of an exemption is; that of a paper of an item that is held back, or of an embargo, is not."""
    assert str(_public(portal(WAITING)).next_release) == "2021-07-01 00:00:00+02:00"


# -- what a build says of what is wrong


HELD = [
    "draft: true",
    "publish_after: 2031-01-01",
    "exempt: {basis: offl. § 13, public_title: A}",
    "retracted: {date: 2021-05-01, reason: B}",
    "attachments: [{title: C, exempt: {basis: offl. § 13, public_title: D}}]",
]


@pytest.mark.parametrize("held", HELD)
@pytest.mark.parametrize("fault", ["submitted: i går løyndom", "closed: {date: 2021-01-01, outcome: løyndom}"])
def test_a_build_tells_where_something_hidden_is_wrong_and_not_what(portal: Portal, held: str, fault: str) -> None:
    folder = portal({"cases/2021-x.md": f"---\ntitle: A\n{held}\n{fault}\n---\n"})
    assert "løyndom" in folder.check().output
    written = folder.command("write", str(folder.root / "out"))
    assert written.exit_code == 1
    assert "løyndom" not in written.output
    assert "cases/2021-x.md:4:" in written.output
    assert "Noko er gale her. Køyr «portal check» for å sjå kva." in written.output


@pytest.mark.parametrize("held", HELD)
@pytest.mark.parametrize("fault", ["", "submitted: i går", "ei line utan kolon"])
def test_a_build_tells_nothing_of_what_a_file_of_a_hidden_record_holds(portal: Portal, held: str, fault: str) -> None:
    """What the guard finds in an attachment is as withheld as the record, one that cannot be understood too."""
    file = "cases/2021-x/notat.txt"
    folder = portal({"cases/2021-x.md": f"---\ntitle: A\n{held}\n{fault}\n---\n", file: "Ring mobil 412 34 567."})
    assert "412 34 567" in folder.check().output
    written = folder.command("write", str(folder.root / "out"))
    assert "412 34 567" not in written.output
    assert f"{file}:1:1: Åtvaring: Noko er gale her." in written.output


@pytest.mark.parametrize(
    "item",
    [
        "{number: 1/21, title: A, exempt: {basis: offl. § 13, public_title: B}}",
        "{number: 1/21, title: A, attachments: [{title: C, exempt: {basis: offl. § 13, public_title: D}}]}",
        "{number: 1/21, case: 2021-unnateken}",
    ],
)
def test_a_build_tells_nothing_of_a_meeting_with_an_item_that_is_held_back(portal: Portal, item: str) -> None:
    folder = portal(
        {
            "organisations/ou.md": "---\ntitle: Ope utval\nkind: area\n---\n",
            "cases/2021-unnateken.md": "---\nexempt: {basis: offl. § 13, public_title: A}\n---\n",
            "meetings/ou/2021-03-01.md": f"---\nagenda: [{item}]\n---\n## 24/7 er løyndom\nOrd.\n",
        }
    ).without_papers()
    assert "løyndom" in folder.check().output
    written = folder.command("write", str(folder.root / "out"))
    assert "løyndom" not in written.output
    assert "meetings/ou/2021-03-01.md:" in written.output


@pytest.mark.parametrize(
    "held", ["publish_after: 2001-01-01", "exempt: {basis: b, public_title: A, until: 2001-01-01}"]
)
def test_a_build_that_does_not_know_the_day_takes_nothing_for_public(portal: Portal, held: str) -> None:
    folder = portal({"cases/2001-x.md": f"---\ntitle: A\n{held}\nsubmitted: i går løyndom\n---\n"})
    assert "løyndom" in folder.command("write", str(folder.root / "out")).output
    written = folder.command("write", str(folder.root / "out"), epoch="i går")
    assert written.exit_code == 1
    assert "løyndom" not in written.output


def test_a_build_tells_all_of_what_is_public(portal: Portal) -> None:
    folder = portal({"cases/2021-x.md": "---\ntitle: A\nsubmitted: i går\n---\n"})
    assert folder.command("write", str(folder.root / "out")).output.strip() == folder.check().output.strip()


@pytest.mark.parametrize(
    ("named", "missed"),
    [("Hemmeleg utval", "Hemmelig utval"), ("HU-laget", "HU-lagett"), ("hemmeleg-nytt-lag", "hemmeleg-nytt-lagg")],
)
def test_a_build_does_not_name_a_hidden_record_from_elsewhere(portal: Portal, named: str, missed: str) -> None:
    """A near miss would name a body that may not be known: by its title, its short name or its id."""
    body = "---\ntitle: Hemmeleg utval\nshort: HU-laget\nkind: area\ndraft: true\n---\n"
    project = f"---\ntitle: Prosjekt\nowner: {missed}\n---\n"
    folder = portal({"organisations/hemmeleg-nytt-lag.md": body, "projects/y.md": project})
    assert f"«{named}»" in folder.check().output
    written = folder.command("write", str(folder.root / "out"))
    assert f"«{named}»" not in written.output
    assert "projects/y.md:3:8: " in written.output
    assert f"«{named}»" in folder.command("write", str(folder.root / "preview"), "--preview").output


@pytest.mark.parametrize(
    "held",
    [
        "exempt: {basis: offl. § 13, public_title: A}",
        "retracted: {date: 2021-05-01, reason: B}",
    ],
)
def test_a_build_does_not_name_a_hidden_file_from_elsewhere(portal: Portal, held: str) -> None:
    """The id of what is exempt is public, the names of its files are not."""
    folder = portal(
        {
            "cases/2021-x.md": f"---\ntitle: A\n{held}\n---\n",
            "cases/2021-x/varsel-om-sak.exe": "x",
            "cases/2021-y.md": "---\ntitle: Y\n---\nSjå [vedlegget](2021-x/varsel-om-sak.exe).\n",
        }
    )
    assert "«varsel-om-sak.exe»" in folder.check().output
    written = folder.command("write", str(folder.root / "out"))
    assert "«varsel-om-sak.exe»" not in written.output
    assert "cases/2021-y.md:4:" in written.output


def test_a_build_by_mkdocs_tells_as_little(portal: Portal) -> None:
    """That something waits and when, for whoever plans the builds; not what."""
    folder = portal({**WAITING, "cases/2021-kladd/notat.txt": "Ring mobil 412 34 567."}).without_papers()
    built = folder.build()
    assert built.returncode == 0, built.stderr
    said = _lines(built.stdout + built.stderr)
    assert "Neste: 1. juni 2021 kl. 9.30 blir noko offentleg av seg sjølv. «portal due» viser kva." in said
    assert not [line for line in said if "seinare" in line or "412 34 567" in line]


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        ("hol. § 6-2 nr. 3 og 5", "hol. §_6-2 nr._3 og 5"),
        ("offl. §§ 14 og 15", "offl. §§_14 og 15"),
        ("utan § og nr. som tal", "utan § og nr. som tal"),
    ],
)
def test_no_line_ends_between_a_sign_and_its_number(basis: str, said: str) -> None:
    assert unbroken(basis) == said.replace("_", "\N{NO-BREAK SPACE}")
