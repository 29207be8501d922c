"""The content security policy and the other headers: what the files say, and that every page bears its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from portal.pages.rendering.policy import framed_anywhere, page_policy, policy_header, without_frames
from support.browser import headers_of
from support.portals import PortalFolder, make_portal

Portal = Callable[..., PortalFolder]

PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'"
)
SEARCHING = PAGE.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")


def test_a_page_may_run_and_show_what_is_its_own_site_s() -> None:
    assert page_policy("/saker/x/") == PAGE
    assert page_policy("/sok/") == SEARCHING


@pytest.mark.parametrize("policy", [page_policy("/"), page_policy("/sok/"), policy_header()])
def test_no_policy_lets_anything_inline_or_from_elsewhere_in(policy: str) -> None:
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
    sources = {source for part in policy.split("; ") for source in part.split()[1:]}
    assert sources == {"'none'", "'self'", "data:"} | ({"'wasm-unsafe-eval'"} & sources)
    assert re.search(r"script-src [^;]*data:", policy) is None


def test_the_header_holds_for_every_page_and_nobody_may_frame_one() -> None:
    """Header and element hold together: the header is as wide as the widest page, and says what an element cannot."""
    assert policy_header() == f"{page_policy('/sok/')}; frame-ancestors 'none'"
    assert framed_anywhere(policy_header()) == f"{page_policy('/sok/')}; frame-ancestors *"
    assert without_frames(policy_header()) == page_policy("/sok/")


@pytest.fixture(scope="module", params=["write", "mkdocs"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of records, hand-written ones, redirects and the page where there is none, by each writer of the site."""
    table = "| a |\n|--:|\n| 1 |\n\n[Ut](https://ute.example/)\n"
    files = {"cases/2021-x.md": f"---\ntitle: A\naliases: [/gamalt/]\n---\n\n{table}"}
    folder = make_portal(
        tmp_path_factory.mktemp("policy") / "portal", {**files, "content/tabell.md": f"# T\n\n{table}"}
    )
    folder.without_papers()
    if request.param == "write":
        assert folder.command("write", str(folder.root / "site")).exit_code == 0
    else:
        assert folder.build().returncode == 0
    return folder.root / "site"


def _pages(site: Path) -> dict[str, str]:
    pages = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}
    assert {"404.html", "gamalt/index.html", "saker/2021-x/index.html", "tabell/index.html"} <= set(pages)
    return pages


def test_every_page_bears_its_policy_before_all_else(site: Path) -> None:
    """Nothing in a page is inline."""
    for name, html in _pages(site).items():
        address = f"/{name.removesuffix('index.html')}"
        policy = re.search(
            r'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html
        )
        assert policy is not None, name
        assert unescape(policy[1]) == page_policy(address), name
        assert re.search(r"<[^>]*\sstyle=", html) is None, name
        assert re.search(r"<[^>]*\son[a-z]+=", html) is None, name
        scripts = re.findall(r"<script([^>]*)>", html)
        assert all("src=" in attributes or "application/ld+json" in attributes for attributes in scripts), name
    assert headers_of(site)["/*"][0] == ("Content-Security-Policy", without_frames(policy_header()))


def test_every_link_to_elsewhere_says_so(site: Path) -> None:
    for name, html in _pages(site).items():
        links = re.findall(r'<a [^>]*href="https?:[^>]*>', html)
        assert [link for link in links if "external noopener noreferrer" not in link] == [], name
        assert ("https://ute.example/" in html) == (name in ("saker/2021-x/index.html", "tabell/index.html")), name


def test_a_portal_s_own_file_of_headers_stands(portal: Portal) -> None:
    folder = portal({"cases/2021-x.md": "---\ntitle: A\n---\n"})
    (folder.root / "content/_headers").write_text("/*\n  X-Eigen: ja\n", encoding="utf-8")
    assert folder.command("write", str(folder.root / "out")).exit_code == 0
    assert (folder.root / "out/_headers").read_text("utf-8") == "/*\n  X-Eigen: ja\n"
