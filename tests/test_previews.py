"""Titles, descriptions, previews and the sitemap of a small portal, as both writers make it, on Monday 10 May 2021."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from portal.derived.gist import first_words, gist
from portal.outputs import sitemap
from portal.text.outline import read_outline
from support.heads import Head, read_head
from support.portals import REPOSITORY, PortalFolder, make_portal
from support.sites import read_page
from support.small import SMALL

SITE = "https://helsefellesskap.example"
NAME = "Helsefellesskapet i bergensområdet"
CARD = f"{SITE}/assets/portal/card.png"
RECORDS = {
    **SMALL,
    "organisations/gamle.md": """
        ---
        title: Gamle utvalet
        kind: area
        aliases: [/gammalt-utval/]
        corrections: [{date: 2021-02-01, what: Retta namnet.}]
        ---
        """,
    "cases/2021-kladd.md": "---\ntitle: Kladd\ndraft: true\nsubmitted: 2021-05-09\n---\n",
    "cases/2021-framtid.md": "---\ntitle: Framtid\nsubmitted: 2021-06-01\n---\n",
    "projects/stille.md": "---\ntitle: Stille prosjekt\nphase: planned\n---\n",
    "meetings/ou/2021-03-26.md": """
        ---
        notice_sent: 2021-03-19
        moved_from: 2021-03-25
        cancelled: true
        agenda: [{number: 3/21, case: 2021-nettside}]
        ---
        """,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    """The portal, built by MkDocs into `mkdocs` and written without it into `write`."""
    made = make_portal(tmp_path_factory.mktemp("previews") / "portal", RECORDS)
    built = made.build("mkdocs")
    assert built.returncode == 0, built.stderr
    written = made.command("write", str(made.root / "write"))
    assert written.exit_code == 0, written.output
    return made


@pytest.fixture(params=["mkdocs", "write"])
def site(folder: PortalFolder, request: pytest.FixtureRequest) -> Path:
    return folder.root / str(request.param)


def _heads(site: Path) -> dict[str, Head]:
    """Every page that is no redirect, by address, without those that only other sites show, in a frame."""
    heads = {f"/{p.parent.relative_to(site).as_posix()}/".replace("/./", "/"): read_head(p)
             for p in sorted(site.rglob("index.html"))}  # fmt: skip
    framed = ("/bygg-inn/moter/", "/bygg-inn/vedtak/")
    heads = {address: head for address, head in heads.items() if not address.startswith(framed)}
    return {address: head for address, head in heads.items() if "refresh" not in head.meta}


def _sitemap(site: Path, name: str = "sitemap.xml") -> dict[str, str | None]:
    """The addresses in the sitemap, each with its date."""
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    root = fromstring((site / name).read_bytes())  # made by the portal itself
    places = {url.findtext("s:loc", "", names): url.findtext("s:lastmod", None, names) for url in root}
    return {place.removeprefix(SITE): day for place, day in places.items()}


# -- titles and descriptions


def test_every_page_has_a_title_and_a_description_of_its_own(site: Path) -> None:
    heads = _heads(site)
    assert len(heads) > 40
    titles = Counter(head.title for head in heads.values())
    assert [title for title, number in titles.items() if number > 1] == []
    descriptions = {address: head.meta.get("description", "") for address, head in heads.items()}
    assert [address for address, text in descriptions.items() if not 8 < len(text) <= 181] == []
    told = Counter(descriptions.values())
    assert [text for text, number in told.items() if number > 1] == []


def test_what_each_kind_of_page_is_described_as(site: Path) -> None:
    heads = _heads(site)
    expected = {
        "/": "Møte, saker, vedtak og prosjekt i samarbeidet mellom sjukehus og kommunar.",
        "/saker/": "Alle saker som er melde inn, kvar dei er no, og kven som har handsama dei.",
        "/saker/ar/2021/": "2 av 2 i registeret over saker. År: 2021.",
        "/vedtak/utval/ssu/": "1 av 1 i registeret over vedtak. Utval: Strategisk samarbeidsutval.",
        "/nytt/2021/": "Kva som blei nytt eller endra i 2021, dag for dag: saklister, referat, vedtak, rettingar, "
        "rapportar og saker.",
        "/saker/2021-nettside/": "Til oppfølging. Sjå møtet.",
        "/saker/2021-lukka/": "Sak. Innhaldet er unnateke offentlegheit.",
        "/saker/2020-trekt/": "Sak. Denne sida er trekt tilbake.",
        "/moter/ssu/2021-02-19/": "Fredag 19. februar 2021. Saker: Kjøp av tenester, Felles nettside for Helsehuset, "
        "Eventuelt",
        "/moter/ou/2021-03-26/": "Fredag 26. mars 2021. Avlyst.",
        "/moter/ou/2021-06-10/": "Torsdag 10. juni 2021. Planlagt.",
        "/prosjekt/nettside/": "Utkastet er forseinka.",
        "/prosjekt/stille/": "Prosjekt. Planlagt.",
        "/utval/ou/": "Områdeutval. Møte, saker og vedtak i Områdeutvalet.",
        "/partar/alver/": "Kommune. Verv, prosjekt og oppgåver for Alver kommune.",
        "/utval/ssu/": "Strategisk samarbeidsutval. Utvalet handsamar saker som gjeld alle partane.",
    }
    assert {address: heads[address].meta["description"] for address in expected} == expected


def test_a_description_ends_after_a_whole_word() -> None:
    assert gist("Vedteke.", "", "Ei  linje\nmed mellomrom.") == "Vedteke. Ei linje med mellomrom."
    assert gist("ord " * 45) == ("ord " * 45).strip()
    assert gist("ord, " * 60) == ("ord, " * 36).strip(" ,") + "…"
    outline = read_outline("Fyrst.\n\n## Tom\n\n## Bakgrunn\n\nSå dette.\n\n## Meir\n\nIkkje dette.\n", "x.md", 1)
    assert first_words(outline, "nn") == "Fyrst. Så dette."


# -- Open Graph


def test_a_record_is_an_article_with_the_date_of_its_latest_change(site: Path) -> None:
    head = _heads(site)["/moter/ssu/2021-02-19/"]
    shown = {name: text for name, text in head.meta.items() if name.startswith(("og:", "article:", "twitter:"))}
    assert head.links["canonical"] == shown["og:url"]
    assert head.lang == "nn"
    assert shown == {
        "og:type": "article",
        "og:site_name": NAME,
        "og:locale": "nn_NO",
        "og:title": "Strategisk samarbeidsutval, møte 1/2021, 19.\u00a0februar 2021",
        "og:description": head.meta["description"],
        "og:url": f"{SITE}/moter/ssu/2021-02-19/",
        "article:modified_time": "2021-03-05",
        "og:image": CARD,
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "To liner som møtest og blir éi, med eit gult punkt der dei møtest.",
        "twitter:card": "summary_large_image",
    }


def test_every_other_page_has_a_preview_too(site: Path) -> None:
    heads = _heads(site)
    records = {address for address, head in heads.items() if head.data and address != "/data/"}
    for address, head in heads.items():
        assert head.meta["og:type"] == ("article" if address in records else "website"), address
        assert head.meta["og:url"] == f"{SITE}{address}"
        assert head.meta["og:title"] == (NAME if address == "/" else head.title.removesuffix(f" – {NAME}")), address
        assert address in records or "article:modified_time" not in head.meta
    assert "article:modified_time" not in heads["/saker/2021-framtid/"].meta


def test_the_page_for_what_is_not_there_has_none(site: Path) -> None:
    assert [name for name in read_head(site / "404.html").meta if name.startswith(("og:", "twitter:"))] == []


def test_the_picture_is_there_and_light() -> None:
    picture = (REPOSITORY / "templates/assets/portal/card.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (1200, 630)
    assert len(picture) <= 40_000


# -- the sitemap


def test_the_sitemap_has_every_page_that_may_be_indexed_and_nothing_else(site: Path) -> None:
    indexed = {address for address, head in _heads(site).items() if head.meta.get("robots") != "noindex"}
    assert set(_sitemap(site)) == indexed
    assert {"/saker/2021-lukka/", "/handbok/", "/nytt/2021/"} <= indexed
    assert not {"/saker/2020-trekt/", "/gammalt-utval/", "/moter/ou/2021-03-25/", "/saker/2021-kladd/",
                "/404.html"} & indexed  # fmt: skip


def test_the_sitemap_is_dated_from_the_records(site: Path) -> None:
    days = _sitemap(site)
    expected = {
        "/": "2021-04-19",
        "/om/": None,
        "/handbok/": None,
        "/meld-sak/": None,
        "/status/": None,
        "/nytt/": "2021-04-19",
        "/nytt/2021/": "2021-04-19",
        "/moter/": "2021-03-26",
        "/moter/2021/": "2021-03-26",
        "/moter/ssu/2021-02-19/": "2021-03-05",
        "/moter/ssu/2021-05-28/": None,
        "/moter/ou/2021-03-26/": "2021-03-26",
        "/saker/": "2021-03-26",
        "/saker/tilstand/submitted/": None,
        "/saker/utval/ssu/": "2021-03-26",
        "/saker/2021-nettside/": "2021-03-26",
        "/saker/2021-framtid/": None,
        "/saker/2021-lukka/": None,
        "/vedtak/": "2021-03-05",
        "/vedtak/ar/2021/": "2021-03-05",
        "/vedtak/utval/ou/": None,
        "/oppfolging/": "2021-03-05",
        "/prosjekt/": "2021-04-19",
        "/prosjekt/nettside/": "2021-04-19",
        "/utval/": "2021-03-26",
        "/utval/gamle/": "2021-02-01",
        "/utval/ssu/": "2021-03-05",
        "/partar/": None,
    }
    assert {address: days[address] for address in expected} == expected


def test_both_writers_make_the_same_sitemap_and_say_where_it_is(folder: PortalFolder) -> None:
    mkdocs, write = folder.root / "mkdocs", folder.root / "write"
    assert (mkdocs / "sitemap.xml").read_bytes() == (write / "sitemap.xml").read_bytes()
    assert (write / "sitemap.xml").read_text("utf-8").splitlines()[:6] == [
        "<?xml version='1.0' encoding='utf-8'?>",
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        "<url>",
        f"<loc>{SITE}/</loc>",
        "<lastmod>2021-04-19</lastmod>",
        "</url>",
    ]
    for site in (mkdocs, write):
        assert not (site / "sitemap.xml.gz").exists()
        assert (site / "robots.txt").read_text("utf-8") == f"User-agent: *\nDisallow:\nSitemap: {SITE}/sitemap.xml\n"


def test_more_pages_than_a_sitemap_may_hold_stand_in_several(
    portal: Callable[..., PortalFolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = portal(SMALL).without_papers()
    whole = Path(folder.root / "whole")
    assert folder.command("write", str(whole)).exit_code == 0
    monkeypatch.setattr(sitemap, "_MOST", 20)
    assert folder.command("write", str(folder.root / "parts")).exit_code == 0
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    index = fromstring((folder.root / "parts/sitemap.xml").read_bytes())
    assert index.tag == f"{{{names['s']}}}sitemapindex"
    parts = [loc.text or "" for loc in index.iterfind("s:sitemap/s:loc", names)]
    assert parts[:2] == [f"{SITE}/sitemap-1.xml", f"{SITE}/sitemap-2.xml"]
    found = [_sitemap(folder.root / "parts", part.removeprefix(f"{SITE}/")) for part in parts]
    assert all(len(part) <= 20 for part in found)
    assert {address: day for part in found for address, day in part.items()} == _sitemap(whole)
    assert sum(map(len, found)) == len(_sitemap(whole))


# -- other settings


def _set(folder: PortalFolder, name: str, value: str) -> PortalFolder:
    settings = folder.root / "mkdocs.yml"
    text = re.sub(rf"(?m)^{name}:.*\n", f"{name}: {value}\n" if value else "", settings.read_text("utf-8"))
    settings.write_text(text, encoding="utf-8")
    return folder


def test_a_site_that_does_not_know_its_address_has_no_picture_and_no_sitemap(
    portal: Callable[..., PortalFolder],
) -> None:
    folder = _set(portal(SMALL), "site_url", "")
    built = folder.build()
    assert built.returncode == 0, built.stderr
    assert folder.command("write", str(folder.root / "write")).exit_code == 0
    for site in (folder.root / "site", folder.root / "write"):
        assert [name for name in ("sitemap.xml", "sitemap.xml.gz", "robots.txt") if (site / name).exists()] == []
        meta = read_head(site / "utval/ssu/index.html").meta
        assert meta["twitter:card"] == "summary"
        assert not {"og:image", "og:image:alt", "og:url"} & set(meta)
        assert meta["og:title"] == "Strategisk samarbeidsutval"


def test_a_site_below_another_names_its_pages_there_and_leaves_robots_to_the_other(
    portal: Callable[..., PortalFolder],
) -> None:
    folder = _set(portal(SMALL, lang="nb"), "site_url", "https://fjord.example/samarbeid/")
    assert folder.command("write", str(folder.root / "site")).exit_code == 0
    site = folder.root / "site"
    assert "<loc>https://fjord.example/samarbeid/utval/ssu/</loc>" in (site / "sitemap.xml").read_text("utf-8")
    assert not (site / "robots.txt").exists()
    meta = read_head(site / "utval/ssu/index.html").meta
    assert meta["og:image"] == "https://fjord.example/samarbeid/assets/portal/card.png"
    assert meta["og:locale"] == "nb_NO"
    assert meta["og:image:alt"] == "To linjer som møtes og blir én, med et gult punkt der de møtes."


def test_a_portals_own_robots_stands_in_the_place_of_ours(portal: Callable[..., PortalFolder]) -> None:
    folder = portal({**SMALL, "content/robots.txt": "User-agent: *\nDisallow: /status/\n"})
    built = folder.build()
    assert built.returncode == 0, built.stderr
    assert (folder.root / "site/robots.txt").read_text("utf-8") == "User-agent: *\nDisallow: /status/\n"
    assert "Strategisk samarbeidsutval" in read_page(folder.root / "site/utval/ssu/index.html").text


def test_an_earlier_address_and_the_number_of_a_case_show_what_they_lead_to(site: Path) -> None:
    body = read_head(site / "utval/gamle/index.html")
    alias = read_head(site / "gammalt-utval/index.html")
    shown = {name: value for name, value in body.meta.items() if name.startswith(("og:", "twitter:", "article:"))}
    assert shown["og:title"] == "Gamle utvalet"
    assert shown.items() <= alias.meta.items()
    assert (alias.title, alias.meta["description"]) == (body.title, body.meta["description"])
    assert alias.links["canonical"] == f"{SITE}/utval/gamle/"
    assert alias.meta["robots"] == "noindex"
    moved = read_head(site / "moter/ou/2021-03-25/index.html")
    assert moved.title == read_head(site / "moter/ou/2021-03-26/index.html").title
    number = read_head(site / "sak/ssu/05-21/index.html")
    title = "Felles nettside for Helsehuset. Strategisk samarbeidsutval, møte 1/2021, 19.\xa0februar 2021"
    decided = "1. Utvalet sluttar seg til planen. 2. Prosjektgruppa set ned ei arbeidsgruppe."
    assert (number.title, number.meta["og:title"]) == (f"{title} – {NAME}", title)
    assert (number.meta["description"], number.meta["og:description"]) == (decided, decided)
    assert number.meta["og:url"] == f"{SITE}/moter/ssu/2021-02-19/"
    assert number.links["canonical"] == f"{SITE}/moter/ssu/2021-02-19/#sak-05-21"
    undecided = read_head(site / "sak/ou/3-21/index.html")
    assert undecided.meta["description"] == "Sjå møtet."


def test_an_address_that_leads_to_what_may_not_be_read_shows_nothing_of_it(
    portal: Callable[..., PortalFolder],
) -> None:
    """An exempt case and a retracted one have pages that tell so; a number of an exempt item tells its public title."""
    records = {
        **SMALL,
        "cases/2020-trekt.md": "---\naliases: [/trekt/]\nretracted: {date: 2021-03-01, reason: Feil}\n---\n",
        "cases/2021-lukka.md": """
            ---
            title: Hemmeleg
            aliases: [/lukka/]
            exempt: {basis: "offentleglova § 23 første ledd", public_title: Kjøp av tenester, until: 2021-12-31}
            ---
            """,
    }
    folder = portal(records).without_papers()
    assert folder.command("write", str(folder.root / "out")).exit_code == 0
    for name in ("trekt", "lukka"):
        head = read_head(folder.root / "out" / name / "index.html")
        assert head.title == "Sida er flytta"
        assert [key for key in head.meta if key == "description" or key.startswith("og:")] == []
    number = read_head(folder.root / "out/sak/ssu/04-21/index.html")
    assert number.meta["og:title"].startswith("Kjøp av tenester. ")
    assert (
        number.meta["description"] == read_head(folder.root / "out/moter/ssu/2021-02-19/index.html").meta["description"]
    )
