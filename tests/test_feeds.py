"""The feeds: valid Atom, dated by the records, with identities that stay."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import feedparser
import pytest

from support.atom import A, X, content_of, faults, read_feed
from support.portals import PortalFolder, make_portal
from support.sites import read_page
from support.small import SMALL

SITE = "https://helsefellesskap.example"
HOSTILE = "</title><script>alert(1)</script> & ]]> 🎉"
MORE = {
    "cases/2021-rar.md": f'---\ntitle: "{HOSTILE}"\nsubmitted: 2021-03-01\nlang: nb\nfor: [ou]\n---\nTekst.\n',
    "cases/2021-utan-dato.md": "---\ntitle: Utan dato\n---\nTekst.\n",
    "organisations/helse-fjord.md": f"""
        ---
        title: Helse Fjord
        kind: hospital_trust
        lang: nb
        corrections: [{{date: 2021-03-02, what: "{HOSTILE}"}}]
        ---
        """,
    "organisations/tom.md": "---\ntitle: Tomt utval\nkind: local\n---\n",
    "meetings/ou/2021-04-20.md": """
        ---
        corrections:
          - {date: 2021-05-01, what: Feil namn}
          - {date: 2021-05-01, what: Feil sal}
        minutes_sent: 2021-04-25
        present: [Ada Moen]
        agenda:
          - number: 01/21
            title: Kaffi
            outcome: decided
            follow_up: [{what: Koke kaffi, responsible: alver, due: 2021-06-01}]
        ---
        ## 01/21
        ### Vedtak
        Kommunen kokar **kaffi**.
        """,
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_portal(tmp_path_factory.mktemp("feeds") / "portal", {**SMALL, **MORE})
    assert folder.build().returncode == 0
    return folder.root / "site"


def feed(site: Path, path: str) -> Element:
    return read_feed((site / path).read_bytes())


def entries(site: Path, path: str) -> dict[str, Element]:
    """The entries of a feed by their title."""
    return {entry.findtext(f"{A}title") or "": entry for entry in feed(site, path).findall(f"{A}entry")}


def all_feeds(site: Path) -> list[Path]:
    return [*(site / "feed").glob("*.xml"), *site.glob("saker/*/feed.xml")]


def test_every_feed_is_valid(built: Path) -> None:
    assert len(all_feeds(built)) > 8
    found = [(path.name, fault) for path in all_feeds(built) for fault in faults(read_feed(path.read_bytes()))]
    assert found == []


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        (b"<updated>2021", b"<updated>21", "entry: updated"),
        (b"<entry><id>", b"<entry><id>x ", "entry: id"),
        (b'rel="self"', b'rel="other"', "feed: should have a link to itself"),
        (b"<author><name>", b"<author><nome>", "feed: must have an author"),
    ],
)
def test_the_rules_find_what_is_wrong(built: Path, was: bytes, now: bytes, told: str) -> None:
    data = (built / "feed/alle.xml").read_bytes()
    assert was in data
    broken = data.replace(was, now).replace(
        b"</name></author>", b"</nome></author>" if b"nome" in now else b"</name></author>"
    )
    assert [fault for fault in faults(read_feed(broken)) if fault.startswith(told)]


def test_every_link_leads_to_a_page_of_the_site(built: Path) -> None:
    for path in all_feeds(built):
        for link in read_feed(path.read_bytes()).iter(f"{A}link"):
            parts = urlsplit(link.get("href") or "")
            if link.get("rel") == "license":
                continue
            assert f"{parts.scheme}://{parts.netloc}" == SITE
            target = built / (f"{parts.path}index.html" if parts.path.endswith("/") else parts.path).lstrip("/")
            assert target.is_file(), link.get("href")
            if parts.fragment:
                assert parts.fragment in read_page(target).ids, link.get("href")


def test_an_entry_tells_what_happened_when_in_the_records_own_words(built: Path) -> None:
    entry = entries(built, "feed/ou.xml")["Vedtak: 01/21 Kaffi"]
    assert entry.findtext(f"{A}id") == "tag:helsefellesskap.example,2021:decision/meeting/ou/2021-04-20/sak-01-21"
    assert entry.findtext(f"{A}updated") == "2021-04-25T00:00:00+02:00"
    assert content_of(entry) == "Kommunen kokar kaffi."
    link = entry.find(f"{A}link")
    assert link is not None
    assert link.get("href") == f"{SITE}/moter/ou/2021-04-20/#vedtak-01-21"


def test_two_corrections_of_one_day_are_two_entries(built: Path) -> None:
    found = [
        (entry.findtext(f"{A}id"), content_of(entry))
        for entry in feed(built, "feed/ou.xml").findall(f"{A}entry")
        if "correction" in (entry.findtext(f"{A}id") or "")
    ]
    identity = "tag:helsefellesskap.example,2021:correction/meeting/ou/2021-04-20/2021-05-01"
    assert found == [(identity, "Feil namn"), (f"{identity}/2", "Feil sal")]


def test_a_partner_follows_what_it_is_to_do(built: Path) -> None:
    assert "Vedtak: 01/21 Kaffi" in entries(built, "feed/alver.xml")
    assert "Vedtak: 01/21 Kaffi" not in entries(built, "feed/helse-fjord.xml")


def test_hostile_words_survive_and_bear_their_language(built: Path) -> None:
    (entry,) = entries(built, "saker/2021-rar/feed.xml").values()
    assert entry.findtext(f"{A}title") == f"Ny sak: {HOSTILE}"
    entry = entries(built, "feed/helse-fjord.xml")["Retting: Helse Fjord"]
    (paragraph,) = entry.iter(f"{X}p")
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert (content_of(entry), paragraph.get(lang), paragraph.get("lang")) == (HOSTILE, "nb", "nb")


def test_what_bears_no_date_is_left_out_and_an_empty_feed_is_valid(built: Path) -> None:
    assert entries(built, "saker/2021-utan-dato/feed.xml") == {}
    assert entries(built, "feed/tom.xml") == {}
    assert "Utan dato" not in (built / "feed/alle.xml").read_text("utf-8")


def test_what_is_to_come_is_in_no_feed(portal: Callable[..., PortalFolder]) -> None:
    """A correction dated tomorrow stands in the feed of tomorrow."""
    folder = portal({"cases/x.md": "---\ntitle: Framtid\ncorrections: [{date: 2021-05-11, what: I morgon}]\n---\n"})
    for epoch, is_there in (("1620604800", False), ("1620691200", True)):
        assert folder.command("write", str(folder.root / epoch), epoch=epoch).exit_code == 0
        assert ("I morgon" in (folder.root / epoch / "feed/alle.xml").read_text("utf-8")) == is_there


# -- the archive

DAYS = [dt.date(2020, 8, 1) + dt.timedelta(days=n) for n in range(270)]
LOGGED = "".join(f"  - {{date: {day}, what: Retting {n}}}\n" for n, day in enumerate(DAYS))


def _walked(site: Path, path: str) -> dict[str, list[str]]:
    """The entries of a feed and of all that it leads back to, by path, as a client reads them that keeps an archive."""
    found: dict[str, list[str]] = {}
    while path and path not in found:
        data = (site / path).read_bytes()
        assert list(faults(read_feed(data))) == []
        read = feedparser.parse(data)
        assert not read.bozo
        found[path] = [entry.id for entry in read.entries]
        led = {link.rel: link.href.removeprefix(f"{SITE}/") for link in read.feed.links}
        is_archive = b"<fh:archive />" in data
        assert is_archive == (len(found) > 1) == ("current" in led)
        path = led.get("prev-archive", "")
    return found


@pytest.mark.parametrize("name", ["alle", "ou"])
def test_a_client_that_walks_the_archive_gets_every_change_once(portal: Callable[..., PortalFolder], name: str) -> None:
    folder = portal({"organisations/ou.md": f"---\ntitle: Utval\nkind: area\ncorrections:\n{LOGGED}---\n"})
    assert folder.without_papers().command("write", str(folder.root / "early"), epoch="1617235200").exit_code == 0
    assert folder.command("write", str(folder.root / "late"), epoch="1620604800").exit_code == 0
    early, late = (_walked(folder.root / when, f"feed/{name}.xml") for when in ("early", "late"))
    ids = [id_ for path in late.values() for id_ in path]
    assert [id_[-10:] for id_ in ids] == [day.isoformat() for day in reversed(DAYS)]
    assert list(late)[1:] == [f"feed/{name}.{part}.xml" for part in ("2021.1", "2020.4", "2020.3", "2020.2", "2020.1")]
    assert all(50 < len(walked[f"feed/{name}.xml"]) <= 100 for walked in (early, late))
    assert set(early) <= set(late)
    assert [path for path in list(early)[1:] if early[path] != late[path]] == []


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("nytt", "../feed/alle.xml"), ("utval/ou", "../../feed/ou.xml"), ("partar/alver", "../../feed/alver.xml"),
        ("saker/2021-rar", "../../saker/2021-rar/feed.xml"),
    ],
)  # fmt: skip
def test_pages_name_their_feed(built: Path, page: str, address: str) -> None:
    html = (built / page / "index.html").read_text("utf-8")
    assert '<link rel="alternate" type="application/atom+xml"' in html
    assert html.count(f'href="{address}"') == 2


@pytest.mark.parametrize(
    ("page", "own"),
    [
        ("", ""), ("moter", ""), ("vedtak", ""), ("saker", ""), ("prosjekt", ""), ("utval", ""), ("om", ""),
        ("prosjekt/nettside", "ssu"), ("moter/ssu/2021-02-19", "ssu"), ("utval/ssu", "ssu"),
    ],
)  # fmt: skip
def test_every_page_leads_a_reader_to_a_feed(built: Path, page: str, own: str) -> None:
    """Its own before that of the whole portal, by what the feed itself is called."""
    html = (built / page / "index.html").read_text("utf-8")
    up = "../" * len(page.split("/")) if page else ""
    names = [*([own] if own else []), "alle"]
    found = re.findall(r'<link rel="alternate" type="application/atom\+xml" title="([^"]*)" href="([^"]*)">', html)
    titles = [feed(built, f"feed/{name}.xml").findtext(f"{A}title") for name in names]
    assert [(unescape(title), href) for title, href in found] == [
        (title, f"{up}feed/{name}.xml") for title, name in zip(titles, names, strict=True)
    ]


def test_a_recommendation_is_told_as_one_wherever_it_is_told(portal: Callable[..., PortalFolder]) -> None:
    folder = portal({
        "organisations/ou.md": "---\ntitle: Områdeutvalet\nkind: area\n---\n",
        "organisations/ssu.md": "---\ntitle: Strategisk utval\nkind: strategic\n---\n",
        "meetings/ou/2021-04-20.md": """
            ---
            minutes_sent: 2021-04-25
            agenda:
              - {number: 01/21, title: Kaffi, outcome: decided, final: false, to: [ssu]}
              - {number: 02/21, title: Te, outcome: decided, final: false, to: [ssu]}
              - {number: 03/21, title: Vatn, outcome: decided}
            ---
            ## 01/21
            ### Vedtak
            Alle får kaffi.
            """,
    }).without_papers()  # fmt: skip
    site = folder.site()
    told = {name: site[name].make().data.decode() for name in ("/feed/alle.xml", "/kalender/ou.ics", "/nytt/")}
    calendar = told["/kalender/ou.ics"].replace("\r\n ", "")
    assert "Vedtak 01/21: Alle får kaffi. Dette er ei tilråding.\\n" in calendar
    assert "Vedtak 02/21: Vedteke som tilråding\\nVedtak 03/21: Vedteke\\n" in calendar
    for words in (told["/feed/alle.xml"], told["/nytt/"]):
        plain = " ".join(re.sub("<[^>]*>", " ", words).split())
        assert "Alle får kaffi. Dette er ei tilråding." in plain
        assert "02/21 Te : Vedteke som tilråding" in plain or "02/21 Te: Vedteke som tilråding" in plain
    item = site["/oparl/1.1/agenda-item/ou/2021-04-20/sak-02-21.json"].make().data.decode()
    assert '"result":"Vedteke som tilråding"' in item


# -- e-mail by a service that the portal names

SERVICE = "https://epost.example/abonner?straum={feed}"


def _with_service(folder: PortalFolder, service: str) -> PortalFolder:
    settings = folder.root / "mkdocs.yml"
    told = settings.read_text("utf-8").replace(
        "      paper: true\n", f"      paper: true\n      mail_service: {service}\n"
    )
    settings.write_text(told, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("lang", "words", "sender"),
    [
        ("nn", "Få det nye på e-post", "Tenesta epost.example sender e-posten."),
        ("nb", "Få det nye på e-post", "Tjenesten epost.example sender e-posten."),
    ],
)
def test_where_a_feed_is_offered_a_service_that_sends_it_is(
    portal: Callable[..., PortalFolder], lang: str, words: str, sender: str
) -> None:
    """Of the page, and of each item's case; each is told of its own feed. The feed as one reads it names it too."""
    site = _with_service(portal(SMALL, lang), SERVICE).site()
    told = "https%3A%2F%2Fhelsefellesskap.example%2F"
    for address, feed_of in {
        "/nytt/": "feed%2Falle.xml",
        "/utval/ssu/": "feed%2Fssu.xml",
        "/saker/2021-nettside/": "saker%2F2021-nettside%2Ffeed.xml",
        "/moter/ssu/2021-02-19/": "saker%2F2021-nettside%2Ffeed.xml",
    }.items():
        page = site[address].make().data.decode()
        assert f'href="https://epost.example/abonner?straum={told}{feed_of}" rel="external noopener noreferrer"' in page
        assert words in page
    assert sender in site["/nytt/"].make().data.decode()
    assert f"https://epost.example/abonner?straum={told}feed%2Falle.xml" in site["/feed/alle.xml"].make().data.decode()


def test_without_a_service_no_e_mail_is_offered(portal: Callable[..., PortalFolder]) -> None:
    site = portal(SMALL).site()
    for address in ("/nytt/", "/moter/ssu/2021-02-19/", "/feed/alle.xml"):
        assert "på e-post" not in site[address].make().data.decode()


def test_a_service_that_takes_no_feed_is_led_to_as_it_is(portal: Callable[..., PortalFolder]) -> None:
    page = (
        _with_service(portal(SMALL), "https://epost.example/liste").site()["/saker/2021-nettside/"].make().data.decode()
    )
    assert 'href="https://epost.example/liste"' in page


def test_a_service_is_not_told_of_a_feed_whose_address_is_not_known(portal: Callable[..., PortalFolder]) -> None:
    folder = _with_service(portal(SMALL), SERVICE)
    settings = folder.root / "mkdocs.yml"
    settings.write_text(re.sub("site_url: .*\n", "", settings.read_text("utf-8")), "utf-8")
    assert "epost.example" not in folder.site()["/nytt/"].make().data.decode()


@pytest.mark.parametrize(
    "service", ["epost.example", "http://epost.example/", "https://epost.example/{straum}", "mailto:a@b.example", "7"]
)
def test_a_service_is_a_whole_address(portal: Callable[..., PortalFolder], service: str) -> None:
    told = _with_service(portal(SMALL), service).check().output
    wanted = "Skriv ein tekst." if service == "7" else "Skriv ei heil adresse som byrjar med https://, til dømes"
    assert f"mkdocs.yml:47:21: Innstillinga «mail_service» kan ikkje vere «{service}». {wanted}" in told
