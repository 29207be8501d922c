"""The site behind real web servers, nginx and Caddy, set up as the README says: what they answer, to real clients."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import quote, unquote
from urllib.request import urlopen

import pytest
from pyld import jsonld

from portal.model.media_types import TYPES, content_type, media_type, written
from portal.pages.rendering.policy import framed_anywhere, policy_header
from support.portals import PortalFolder, make_portal
from support.servers import SERVERS, ask, nginx
from support.small import SMALL
from test_permalinks import hostile, redirects_of

RECORDS = {
    **SMALL,
    "meetings/ssu/2021-05-28.md": """
        ---
        number: 2/2021
        moved_from: 2021-05-21
        aliases: [/gamle møte/vår/, /lister/vår.pdf, /Store-Bokstavar/]
        ---
        """,
    "cases/2021-nettside/oversyn på norsk.csv": "namn;tal\n",
}
RECORDS["cases/2021-nettside.md"] = SMALL["cases/2021-nettside.md"].replace(
    "project: nettside", "project: nettside\n        attachments: [{title: Oversyn, file: oversyn på norsk.csv}]"
)
REVALIDATED = "public, max-age=0, must-revalidate"
CACHED = "public, max-age=31536000, immutable"
SUB_PATH = "/under/a-path/å"


def build(portal: PortalFolder, folder: Path) -> Path:
    done = portal.without_papers().command("write", str(folder))
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site, and beside it a file of every extension that a portal may ever have in it."""
    folder = tmp_path_factory.mktemp("served")
    site = build(make_portal(folder / "portal", RECORDS), folder / "site")
    (site / "prøve").mkdir()
    (site / ".well-known").mkdir()
    (site / ".well-known/security.txt").write_text("Contact: mailto:post@helse.example\n", encoding="utf-8")
    for extension in TYPES:
        (site / "prøve" / f"fil.{extension}").write_bytes(b"0123456789" * 200)
    return site


@pytest.fixture(scope="module", params=sorted(SERVERS))
def server(request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with SERVERS[request.param](site, tmp_path_factory.mktemp(request.param)) as address:
        yield address


def test_each_file_has_its_type_and_its_characters(server: str) -> None:
    found = {name: ask(server, quote(f"/prøve/fil.{name}")).headers["Content-Type"] for name in TYPES}
    expected = {name: written(type_) for name, type_ in TYPES.items()}
    assert found == expected


def test_everything_in_the_site_has_a_known_type(site: Path, server: str) -> None:
    """One file of each extension that the site has; a feed is told from other XML."""
    chosen = {path.name.partition(".")[2] or path.name: path for path in sorted(site.rglob("*")) if path.is_file()}
    for path in chosen.values():
        address = f"/{path.relative_to(site).as_posix()}".removesuffix("index.html")
        if path.suffix == ".caddy":
            continue  # Caddy shows nobody what it was set up by
        answer = ask(server, quote(address))
        assert answer.status == 200, address
        assert answer.headers["Content-Type"] == content_type(address), address
        assert answer.headers["X-Content-Type-Options"] == "nosniff", address
        assert answer.headers["Content-Security-Policy"] == policy_header(), address
        assert answer.body == path.read_bytes(), address
    for address in ("/feed/alle.xml", "/saker/2021-nettside/feed.xml"):
        assert ask(server, address).headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert ask(server, "/sitemap.xml").headers["Content-Type"] == "application/xml; charset=utf-8"


def test_a_page_is_asked_for_anew_and_what_bears_its_hash_is_kept(site: Path, server: str) -> None:
    front = ask(server, "/")
    assert front.headers["Content-Type"] == "text/html; charset=utf-8"
    pages = (ask(server, path).body.decode() for path in ("/", "/saker/"))
    asked_for = {found for page in pages for found in re.findall(r'(?:href|src)="(?:\.\./)*(assets/[^"]+)"', page)}
    assert {path.rpartition(".")[2] for path in asked_for} >= {"css", "js", "svg", "woff2"}
    for path in asked_for:
        answer = ask(server, f"/{path}")
        is_named = re.search(r"\.[0-9a-f]{8}\.(?:css|js|woff2)$", path) is not None
        assert answer.headers["Cache-Control"] == (CACHED if is_named else REVALIDATED), path
        assert is_named or path.endswith(".svg"), path
    index = [path.relative_to(site).as_posix() for path in (site / "pagefind").rglob("*.pf_*")]
    for path in index:
        assert ask(server, f"/{path}").headers["Cache-Control"] == CACHED, path
    for path in ("/", "/saker/", "/kalender/alle.ics", "/feed/alle.xml", "/data/cases.csv", "/pagefind/pagefind.js",
                 "/pagefind/pagefind-entry.json", "/assets/portal/card.png"):  # fmt: skip
        answer = ask(server, path)
        assert answer.headers.get_all("Cache-Control") == [REVALIDATED], path
        again = ask(server, path, If_None_Match=answer.headers["ETag"])
        assert (again.status, again.body) == (304, b""), path
        assert again.headers["Cache-Control"] == REVALIDATED


@pytest.mark.parametrize("name", sorted(SERVERS))
def test_what_a_build_did_not_change_is_not_sent_again(name: str, tmp_path: Path) -> None:
    """The server stands still while the site beneath it is replaced. What changed is as long as before: a server that
    knows a file by its size and its time must be told all the same."""
    portal = make_portal(tmp_path / "portal", RECORDS)
    site = build(portal, tmp_path / "site")
    same, changed = "/partar/alver/", "/saker/2021-nettside/"
    with SERVERS[name](site, tmp_path / name) as server:
        known = {path: ask(server, path).headers["ETag"] for path in (same, changed)}
        record = RECORDS["cases/2021-nettside.md"]
        portal.write({"cases/2021-nettside.md": record.replace("sluttar seg til planen", "stiller seg mot planen")})
        assert portal.command("write", str(site)).exit_code == 0
        assert ask(server, same, If_None_Match=known[same]).status == 304
        answer = ask(server, changed, If_None_Match=known[changed])
        assert (answer.status, "stiller seg mot planen" in answer.body.decode()) == (200, True)


def test_addresses_of_every_kind_of_sign_lead_where_their_pages_lead(
    tmp_path: Path, server: str, portal: Callable[..., PortalFolder]
) -> None:
    """What a server reads as its own sign starts no other server, and is led on by the page at least."""
    site = build(hostile(portal), tmp_path / "site")
    name = "caddy" if ask(server, "/").headers["Server"] == "Caddy" else "nginx"
    with SERVERS[name](site, tmp_path / name) as running:
        for at, target in redirects_of(site).items():
            path = quote(at if at.endswith(".html") else f"{at}/")
            answer = ask(running, path)
            if answer.status == 200:
                assert name == "caddy" and re.search(r'[{}"\\]', at), at
                assert 'http-equiv="refresh"' in answer.body.decode(), at
            else:
                assert answer.status in (301, 302), at
                assert answer.headers["Location"] == target, at
        assert ask(running, "/saker/2021-nettside/").status == 200


def test_what_is_not_there_answers_404_with_the_portal_s_page(server: str) -> None:
    for path in ("/nei", "/nei/", "/nei.ics", "/assets/portal/portal.00000000.css", "/feed/nei.xml", quote("/æøå/")):
        answer = ask(server, path)
        assert answer.status == 404, path
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8", path
        assert "<h1>Vi finn ikkje sida</h1>" in answer.body.decode(), path
        assert answer.headers.get_all("Cache-Control") in ([REVALIDATED], None), path
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path


@pytest.mark.parametrize(
    ("path", "status", "target"),
    [
        ("/gamle møte/vår/", 301, "/moter/ssu/2021-05-28/"),
        ("/lister/vår.pdf", 301, "/moter/ssu/2021-05-28/"),
        ("/Store-Bokstavar/", 301, "/moter/ssu/2021-05-28/"),
        ("/moter/ssu/2021-05-21/", 302, "/moter/ssu/2021-05-28/"),
        ("/sak/ssu/05-21/", 302, "/moter/ssu/2021-02-19/#sak-05-21"),
    ],
)
def test_a_redirect_has_its_status_and_without_the_last_slash_it_gets_there_too(
    server: str, path: str, status: int, target: str
) -> None:
    answer = ask(server, quote(path))
    assert (answer.status, answer.headers["Location"]) == (status, target)
    if path.endswith("/"):
        first = ask(server, quote(path.rstrip("/")))
        assert first.status in (301, 308)
        assert unquote(first.headers["Location"]) == path
    with urlopen(f"{server}{quote(path)}") as page:
        assert page.status == 200
        assert page.geturl() == f"{server}{target}"
        assert page.headers.get_content_charset() == "utf-8"


def test_a_folder_leads_to_its_page_wherever_the_server_stands(server: str) -> None:
    """Behind another server that speaks https, a whole URL would lead to http."""
    answer = ask(server, "/saker")
    assert answer.status in (301, 308)
    assert answer.headers["Location"] == "/saker/"


def test_names_with_norwegian_letters_and_spaces(server: str) -> None:
    answer = ask(server, "/saker/2021-nettside/" + quote("oversyn på norsk.csv"))
    assert (answer.status, answer.body.decode()) == (200, "namn;tal\n")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"


def test_nginx_s_file_is_included_again_where_a_location_has_a_header_of_its_own(site: Path, tmp_path: Path) -> None:
    places = ("location /data/", "location /feed/", 'location ~ "^/kalender/.*ics$"')
    more = "".join(f"{place} {{ add_header X-Own yes; include /srv/site/headers.nginx.conf; }}\n" for place in places)
    with nginx(site, tmp_path / "nginx", more=more) as running:
        for path in ("/data/cases.csv", "/data/", "/feed/alle.xml", "/kalender/alle.ics"):
            answer = ask(running, path)
            assert answer.status == 200, path
            assert answer.headers["Content-Type"] == content_type(path), path
            for name, value in (("X-Own", "yes"), ("Content-Security-Policy", policy_header()),
                                ("Cache-Control", REVALIDATED), ("Access-Control-Allow-Origin", "*")):  # fmt: skip
                assert answer.headers.get_all(name) == [value], (path, name)
        assert ask(running, "/om-oss").headers["X-Content-Type-Options"] == "nosniff"


def test_what_whoever_serves_the_site_lays_there_is_served(server: str) -> None:
    answer = ask(server, "/.well-known/security.txt")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")


def test_other_sites_may_show_in_a_frame_what_is_made_for_that_alone(server: str) -> None:
    for path in ("/", "/saker/", "/bygg-inn/", "/data/cases.json"):
        answer = ask(server, path)
        assert answer.headers.get_all("X-Frame-Options") == ["DENY"], path
        assert answer.headers.get_all("Content-Security-Policy") == [policy_header()], path
    for path in ("/bygg-inn/moter/", "/bygg-inn/moter/ssu/", "/bygg-inn/vedtak/ssu/"):
        answer = ask(server, path)
        assert answer.status == 200, path
        assert answer.headers["X-Frame-Options"] is None, path
        assert answer.headers.get_all("Content-Security-Policy") == [framed_anywhere(policy_header())], path


def test_only_the_head_is_asked_for(server: str) -> None:
    whole, head = ask(server, "/saker/"), ask(server, "/saker/", "HEAD")
    assert (head.status, head.body) == (200, b"")
    for name in ("Content-Type", "Cache-Control", "ETag", "Content-Security-Policy"):
        assert head.headers[name] == whole.headers[name], name


def test_texts_are_packed_for_those_who_ask(server: str) -> None:
    for path in ("/", "/kalender/alle.ics", "/data/katalog.jsonld", "/feed/alle.xml", "/manifest.json"):
        plain, packed = ask(server, path), ask(server, path, Accept_Encoding="gzip")
        assert packed.headers["Content-Encoding"] == "gzip", path
        assert gzip.decompress(packed.body) == plain.body, path
        assert "Accept-Encoding" in packed.headers["Vary"], path
        assert packed.headers["Content-Type"] == plain.headers["Content-Type"]
        assert ask(server, path, Accept_Encoding="gzip", If_None_Match=packed.headers["ETag"]).status == 304, path


def test_other_sites_scripts_may_read_open_data_alone(server: str) -> None:
    for path in ("/data/cases.json", "/oparl/1.1/system.json", "/feed/alle.xml", "/kalender/alle.ics"):
        assert ask(server, path).headers.get_all("Access-Control-Allow-Origin") == ["*"], path
    for path in ("/", "/saker/", "/manifest.json"):
        assert ask(server, path).headers["Access-Control-Allow-Origin"] is None, path


def load_document(server: str, url: str, options: object = None) -> dict[str, object]:
    """What pyld asks of a loader (JSON-LD 1.1, 9.4): the document, where it stood, and its media type."""
    with urlopen(url) as answer:
        assert url.startswith(server), "the catalogue sends its reader elsewhere"
        type_ = answer.headers.get_content_type()
        return {"contextUrl": None, "documentUrl": answer.geturl(), "contentType": type_, "document": json.load(answer)}


def test_a_client_of_linked_data_reads_the_catalogue(server: str) -> None:
    loaded = load_document(server, f"{server}/data/katalog.jsonld")
    assert loaded["contentType"] == "application/ld+json"
    options = {"documentLoader": partial(load_document, server)}
    things = jsonld.expand(f"{server}/data/katalog.jsonld", options)
    types = [type_ for thing in things for type_ in thing.get("@type", ())]
    assert types.count("http://www.w3.org/ns/dcat#Catalog") == 1
    assert types.count("http://www.w3.org/ns/dcat#Dataset") >= 6


@pytest.mark.parametrize("name", sorted(SERVERS))
def test_a_site_below_a_path(name: str, tmp_path: Path) -> None:
    portal = make_portal(tmp_path / "portal", RECORDS)
    settings = portal.root / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("helsefellesskap.example/", f"helse.example{SUB_PATH}/")
    settings.write_text(text, encoding="utf-8")
    site = build(portal, tmp_path / f"root{SUB_PATH}")
    base = quote(SUB_PATH)
    with SERVERS[name](site, tmp_path / name, root=tmp_path / "root") as server:
        leading = ask(server, f"{base}/sak/ssu/05-21/")
        assert (leading.status, leading.headers["Location"]) == (302, f"{base}/moter/ssu/2021-02-19/#sak-05-21")
        assert ask(server, base + quote("/gamle møte/vår/")).headers["Location"] == f"{base}/moter/ssu/2021-05-28/"
        feed = ask(server, f"{base}/feed/alle.xml")
        assert feed.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert feed.headers["Access-Control-Allow-Origin"] == "*"
        sheet = next((site / "assets/portal").glob("portal.*.css")).name
        assert ask(server, f"{base}/assets/portal/{sheet}").headers["Cache-Control"] == CACHED
        lost = ask(server, f"{base}/nei/")
        assert lost.status == 404
        assert "<h1>Vi finn ikkje sida</h1>" in lost.body.decode()
        assert ask(server, "/data/cases.json").status == 404


def test_every_extension_in_a_built_site_has_a_type(built_site: Path) -> None:
    """Of the site that MkDocs writes, with papers, an index for the search, forms in Word and the theme's own files."""
    names = {path.name for path in built_site.rglob("*") if path.is_file() and "." in path.name}
    assert {path for path in names if path.rpartition(".")[2].lower() not in TYPES} == set()
    assert media_type("/x/Notat.PDF") == "application/pdf"
    assert media_type("/x/") == "text/html"
    assert media_type("/x/uten") == "application/octet-stream"


def test_a_server_that_does_not_start_tells_why(tmp_path: Path) -> None:
    (tmp_path / "headers.nginx.conf").write_text("no such thing;\n")
    (tmp_path / "redirects.nginx.conf").write_text("")
    with pytest.raises(AssertionError, match='unknown directive "no"'), SERVERS["nginx"](tmp_path, tmp_path / "n"):
        pass
