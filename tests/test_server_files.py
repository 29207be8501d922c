"""The files for servers at the root of the site, as text: what stands in them, in what order, and how much."""

from __future__ import annotations

import re
from collections.abc import Callable
from fnmatch import fnmatchcase
from itertools import combinations
from urllib.parse import unquote

import pytest

from portal.derived.redirects import Leading, Redirect
from portal.model.media_types import TYPES, content_type
from portal.outputs.serving import hosts
from portal.outputs.serving.files import server_files
from portal.outputs.serving.headers import HEADERS, lasting_pattern
from portal.outputs.serving.leading import MOST
from portal.pages.rendering.policy import policy_header
from portal.site import building
from support.portals import PortalFolder
from support.small import SMALL

Portal = Callable[..., PortalFolder]
SITE = "https://helse.example/under/a.path/"


def _unasked() -> Leading:
    raise AssertionError("no file for servers tells what a page says")


def files_of(*redirects: Redirect, site: str = SITE, places: tuple[str, ...] = ()) -> dict[str, str]:
    return {file.address: file.read().decode() for file in server_files(redirects, places, site)}


def rules(text: str) -> dict[str, dict[str, str]]:
    """The headers that `_headers` gives, by pattern."""
    found: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("/"):
            assert line not in found
            found[line] = {}
        elif not line.startswith("#"):
            name, _, value = line.strip().partition(": ")
            assert name not in found[next(reversed(found))]
            found[next(reversed(found))][name] = value
    return found


def test_the_headers_for_hosts() -> None:
    text = files_of()["/_headers"]
    found = rules(text)
    assert found["/under/a.path/*"] == {
        "Content-Security-Policy": policy_header(),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    assert "\n# Strict-Transport-Security: max-age=31536000\n" in text
    assert found["/under/a.path/*.ics"] == {"Content-Type": "text/calendar; charset=utf-8"}
    assert found["/under/a.path/feed/*"] == {
        "Access-Control-Allow-Origin": "*",
        "Content-Type": "application/atom+xml; charset=utf-8",
    }
    assert found["/under/a.path/assets/portal/*.css"] == {"Cache-Control": "public, max-age=31536000, immutable"}


PLACES = ("/", "/saker/", "/saker/x/", "/saker/x/fil.pdf", "/møte/", "/admin/index.html", "/side.html", "/data/a.csv",
          "/bygg-inn/", "/bygg-inn/moter/", "/bygg-inn/vedtak/ssu/")  # fmt: skip


def framing(found: dict[str, dict[str, str]], path: str) -> tuple[str, bool]:
    """What a host says of frames to whoever asks for a path: by the old header, and by the policy."""
    given = [one for pattern, one in found.items() if fnmatchcase(path, unquote(pattern).replace(":case", "*"))]
    policies = [one["Content-Security-Policy"] for one in given if "Content-Security-Policy" in one]
    options = [one["X-Frame-Options"] for one in given if "X-Frame-Options" in one]
    assert len(policies) == 1 and len(options) <= 1, "two values would be joined"
    return "".join(options), "frame-ancestors" in policies[0]


def test_a_host_lets_other_sites_show_what_is_made_for_that_alone() -> None:
    """No header stands twice, which a host would join: the rule for everything says nothing of frames."""
    found = rules(files_of(site="https://helse.example/", places=PLACES)["/_headers"])
    for path in ("/", "/saker/", "/saker/x/", "/møte/", "/admin/index.html", "/side.html", "/bygg-inn/"):
        assert framing(found, path) == ("DENY", False), path
    for path in ("/bygg-inn/moter/", "/bygg-inn/moter/ssu/", "/bygg-inn/vedtak/ssu/"):
        assert framing(found, path) == ("", False), path
    assert found["/*"]["Content-Security-Policy"] == policy_header().removesuffix("; frame-ancestors 'none'")


def test_where_the_folders_are_too_many_for_a_host_nothing_is_shown_in_frames() -> None:
    many = tuple(f"/mappe-{n}/" for n in range(100))
    found = rules(files_of(site="https://helse.example/", places=(*PLACES, *many))["/_headers"])
    assert framing(found, "/mappe-7/") == framing(found, "/bygg-inn/moter/") == ("DENY", True)
    some = tuple(f"/mappe-{n}/fil.pdf" for n in range(3)) + tuple(f"/mappe-{n}/" for n in range(30))
    found = rules(files_of(site="https://helse.example/", places=(*PLACES, *some))["/_headers"])
    assert len(found) == 100
    assert framing(found, "/mappe-7/") == ("DENY", False)
    assert found["/*.pdf"]["Content-Type"] == "application/pdf", "what the site has goes before what it may have"


def test_no_host_meets_more_rules_than_it_takes_nor_two_that_give_one_header() -> None:
    """Cloudflare: 100 rules, 2,000 signs a line, one `*` a rule; both hosts send two values as one, joined."""
    text = files_of(site="https://helse.example/")["/_headers"]
    found = rules(text)
    assert len(found) <= 100
    assert max(map(len, text.splitlines())) <= 2000
    assert max(pattern.count("*") for pattern in found) == 1
    typical = [pattern.replace("*", "x/y.z").replace(":case", "x") for pattern in found]
    typical += [f"/{folder}/fil.{extension}" for folder in ("", "feed", "data", "saker/x", "pagefind/index")
                for extension in TYPES if (folder, extension) != ("feed", "ics")]  # fmt: skip
    for path in typical:
        matching = [given for pattern, given in found.items() if fnmatchcase(path, pattern.replace(":case", "*"))]
        for one, other in combinations(matching, 2):
            assert not one.keys() & other.keys() or "/feed/" in path, path


@pytest.mark.parametrize(
    "folder",
    [
        "",
        "prøve",
        "data",
        "oparl/1.1",
        "feed",
        "kalender",
        "saker/x",
        "assets/portal",
        "assets/stylesheets",
        "pagefind",
    ],
)
def test_a_host_gives_each_file_what_the_servers_give_it(folder: str) -> None:
    """All rules that fit a path count; a page has the type that a host gives it by itself."""
    found = rules(files_of(site="https://helse.example/")["/_headers"])
    lasting = re.compile(lasting_pattern(""))
    for extension in TYPES.keys() - {"html", "htm"}:
        path = f"{folder and f'/{folder}'}/feed.{extension}"
        given = {}
        for pattern, headers in found.items():
            if fnmatchcase(path, pattern.replace(":case", "*")):
                given |= headers
        assert given.items() >= HEADERS.items(), path
        assert extension == "xml" or given["Content-Type"] == content_type(path), path
        is_open = path.startswith(("/data/", "/oparl/", "/feed/", "/kalender/"))
        assert given.get("Access-Control-Allow-Origin") == ("*" if is_open else None), path
        assert ("Cache-Control" in given) is (lasting.match(path) is not None), path
    assert (
        found["/feed/*"]["Content-Type"]
        == found["/saker/:case/feed.xml"]["Content-Type"]
        == content_type("/feed/a.xml")
    )
    assert found["/sitemap.xml"] == {"Content-Type": "application/xml; charset=utf-8"}


def test_a_path_is_told_as_it_is() -> None:
    """The dot in a site's own path is no sign for any letter."""
    files = files_of()
    assert 'if ($uri ~ "^/under/a\\.path/data/") { set $portal_open "*"; }' in files["/headers.nginx.conf"]
    assert '"~^/under/a\\.path(?:/feed/' in files["/headers.caddy"]


def led(number: int, is_number: bool = False) -> Redirect:
    address = f"/sak/ssu/{number}-21/" if is_number else f"/tidlegare/{number}/"
    return Redirect(address, "/saker/x/#a", _unasked, is_lasting=not is_number, is_number=is_number)


def test_aliases_stand_first_and_no_more_stand_there_than_a_host_takes() -> None:
    files = files_of(*(led(n, True) for n in range(MOST)), *(led(n) for n in range(10)), site="https://helse.example/")
    rows = files["/_redirects"].splitlines()
    assert len(rows) == MOST == 2000
    assert rows[:10] == [f"/tidlegare/{n}/ /saker/x/#a 301" for n in range(10)]
    assert {re.sub(r"\d+-21", "N", row) for row in rows[10:]} == {"/sak/ssu/N/ /saker/x/#a 302"}
    for name in ("/redirects.nginx.conf", "/redirects.caddy"):
        assert files[name].count("/saker/x/#a") == MOST + 10, name


def test_a_redirect_that_no_host_takes_has_a_page_that_leads_on(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (building, hosts):
        monkeypatch.setattr(module, "MOST", 2)
    folder = portal({"cases/2021-x.md": "---\ntitle: A\naliases: [/a/, /b/, /c/, /d.pdf]\n---\n"}).without_papers()
    done = folder.command("write", str(folder.root / "out"))
    assert done.exit_code == 0
    assert "berre imot 2 i «_redirects». 2 av dei står difor ikkje der" in done.output
    assert len((folder.root / "out/_redirects").read_text("utf-8").splitlines()) == 2
    for name in ("a", "b", "c", "d.pdf"):
        page = (folder.root / "out" / name / "index.html").read_text("utf-8")
        assert 'url=../saker/2021-x/"' in page, name


def test_a_redirect_is_one_line_and_a_file_is_asked_for_by_its_name() -> None:
    old = ("/møte/", "/utan-strek", "/notat.pdf/", "/kalender/ou.ics", "/v1.2/", "/side.html")
    files = files_of(*(Redirect(address, "/moter/x/", _unasked) for address in old), site="https://helse.example/")
    assert files["/_redirects"].splitlines() == [
        "/kalender/ou.ics /moter/x/ 301",
        "/m%C3%B8te/ /moter/x/ 301",
        "/notat.pdf /moter/x/ 301",
        "/side.html /moter/x/ 301",
        "/utan-strek/ /moter/x/ 301",
        "/v1.2/ /moter/x/ 301",
    ]


def test_what_a_caddyfile_reads_as_its_own_is_left_to_its_page() -> None:
    files = files_of(Redirect('/{env.HOME}"/', "/x/", _unasked), Redirect("/a/", "/x/", _unasked))
    assert "env" not in files["/redirects.caddy"]
    assert '"/under/a.path/a/" "/under/a.path/x/"' in files["/redirects.caddy"]
    assert "env" in files["/redirects.nginx.conf"]


def test_the_portal_s_own_file_stands(portal: Portal) -> None:
    """Of either writer: without this, two files would be written to one place."""
    folder = portal(SMALL).without_papers()
    for name in ("_headers", "_redirects", "headers.caddy"):
        (folder.root / "content" / name).write_text("# vår eigen\n", encoding="utf-8")
    assert folder.build().returncode == 0
    assert folder.command("write", str(folder.root / "out")).exit_code == 0
    for name in ("_headers", "_redirects", "headers.caddy"):
        assert (folder.root / "site" / name).read_text("utf-8") == "# vår eigen\n"
        assert (folder.root / "out" / name).read_text("utf-8") == "# vår eigen\n"


def test_no_alias_takes_the_place_of_a_file_for_servers(portal: Portal) -> None:
    folder = portal({"cases/2021-x.md": "---\ntitle: A\naliases: [/_redirects/, /headers.caddy/]\n---\n"})
    done = folder.check()
    assert done.exit_code == 1
    assert done.output.count("2021-x.md") == 2
