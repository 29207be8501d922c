"""The same portal, unchanged, builds under ProperDocs, in an environment of its own with the pinned packages."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from support.environments import installed, run
from support.portals import PortalFolder, make_portal
from support.sites import dead_links

RECORDS = {
    "organisations/u.md": "---\ntitle: Utvalet\nkind: area\ndeadlines: {notice: 7}\n---\nMandatet.\n",
    "organisations/k.md": "---\ntitle: Kommunen\nlang: nb\nkind: municipality\n---\n",
    "projects/p.md": "---\ntitle: Prosjektet\nowner: k\nreports: [{date: 2021-04-01, summary: Godt}]\n---\n",
    "cases/2021-a.md": """
        ---
        title: Sak A | B
        project: p
        aliases: [/gammal/]
        attachments: [{title: Notat, file: notat.txt}]
        ---
        ## Bakgrunn
        Sjå [vedtaket](../meetings/u/2021-03-01.md#vedtak-01-21) og [notatet](2021-a/notat.txt).
    """,
    "cases/2021-a/notat.txt": "Notat.\n",
    "cases/2021-b.md": "---\ntitle: Løynd sak\ndraft: true\n---\nTekst.\n",
    "meetings/u/2021-03-01.md": """
        ---
        agenda:
          - number: 01/21
            case: 2021-a
            outcome: decided
            follow_up: [{what: Gjere det, responsible: k, due: 2021-06-01}]
        ---
        ## Sak 01/21: A
        ### Vedtak
        Det vart ja.
    """,
}


@pytest.fixture(scope="module")
def properdocs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `properdocs` command of a fresh environment: it, the pinned packages and the project, nothing else."""
    return installed(tmp_path_factory.mktemp("properdocs"), "properdocs>=1.6,<1.7") / "properdocs"


@pytest.fixture(scope="module")
def built(properdocs: Path, tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    """One portal, built by MkDocs to `site/` and by ProperDocs to `theirs/`."""
    folder = make_portal(tmp_path_factory.mktemp("portal") / "portal", RECORDS)
    done = folder.build()
    assert done.returncode == 0, done.stderr
    run(properdocs, "build", "--strict", "-f", "mkdocs.yml", "--site-dir", folder.root / "theirs", cwd=folder.root)
    return folder


def test_it_is_the_version_that_is_asked_for(properdocs: Path) -> None:
    assert re.search(r"\b1\.6\.\d+", run(properdocs, "--version").stdout)


def test_the_package_is_not_the_tests_own(properdocs: Path) -> None:
    where = run(properdocs.parent / "python", "-c", "import portal; print(portal.__file__)", cwd=properdocs.parent)
    assert where.stdout.startswith(str(properdocs.parents[1]))


def test_the_pages_are_the_same(built: PortalFolder) -> None:
    site, theirs = built.root / "site", built.root / "theirs"
    pages = {path.relative_to(site) for path in site.rglob("*.html")}
    assert pages == {path.relative_to(theirs) for path in theirs.rglob("*.html")}
    assert Path("moter/u/2021-03-01/index.html") in pages
    assert [str(page) for page in sorted(pages) if _main(site / page) != _main(theirs / page)] == []


def test_the_other_files_are_the_same(built: PortalFolder) -> None:
    site, theirs = built.root / "site", built.root / "theirs"
    for file in ("saker/2021-a/notat.txt", "gammal/index.html", "sak/u/01-21/index.html"):
        assert (theirs / file).read_bytes() == (site / file).read_bytes()


def test_links_lead_somewhere_and_drafts_stay_hidden(built: PortalFolder) -> None:
    theirs = built.root / "theirs"
    assert dead_links(theirs) == []
    assert not (theirs / "saker/2021-b").exists()
    assert [str(path) for path in theirs.rglob("*.html") if "Løynd sak" in path.read_text("utf-8")] == []


def test_broken_records_stop_it_too(properdocs: Path, built: PortalFolder) -> None:
    before = {path: path.read_bytes() for path in (built.root / "theirs").rglob("*") if path.is_file()}
    built.write({"cases/2021-c.md": "---\ntitle: C\nproject: nei\n---\n"})
    command = [properdocs, "build", "--strict", "-f", "mkdocs.yml", "--site-dir", built.root / "theirs"]
    try:
        done = subprocess.run(command, cwd=built.root, capture_output=True, text=True, check=False)
    finally:
        (built.root / "cases/2021-c.md").unlink()
    assert done.returncode == 1
    assert "cases/2021-c.md:3:10: " in done.stderr
    assert "Traceback" not in done.stderr
    assert before == {path: path.read_bytes() for path in (built.root / "theirs").rglob("*") if path.is_file()}


def _main(path: Path) -> str:
    """What stands in a page's `main`, or in its body where it has none."""
    html = path.read_text("utf-8")
    match = re.search(r"<main.*</main>", html, re.DOTALL) or re.search(r"<body.*</body>", html, re.DOTALL)
    assert match, path
    return match[0]
