"""The portal beside other plugins for MkDocs: those most used, in an environment of their own, under `--strict`."""

from __future__ import annotations

import copy
import json
import pickle
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from mkdocs.plugins import CombinedEvent
from mkdocs.structure.files import Files

from portal.language.phrase import Phrase
from portal.site.mkdocs import FinishedPage, PortalPlugin
from support.environments import installed, run
from support.portals import PortalFolder, make_portal
from support.sites import dead_links
from support.small import SMALL

THEIRS = {
    "meta": "meta",
    "tags": "tags",
    "search": "search",
    "typeset": "typeset",
    "mkdocs-awesome-nav==3.3.0": "awesome-nav",
    "mkdocs-exclude==1.0.2": "exclude: {glob: ['*.tmp']}",
    "mkdocs-git-revision-date-localized-plugin==1.6.0": "git-revision-date-localized",
    "mkdocs-glightbox==0.5.3": "glightbox",
    "mkdocs-include-markdown-plugin==7.3.0": "include-markdown",
    "mkdocs-macros-plugin==1.5.0": "macros",
    "mkdocs-minify-plugin==0.8.0": "minify: {minify_html: true, htmlmin_opts: {remove_comments: true}}",
    "mkdocs-redirects==1.2.2": "redirects: {redirect_maps: {'gammalt.md': 'om.md'}}",
    "mkdocs-rss-plugin==1.19.0": "rss",
}
"""The plugins that stand beside ours: each package with its setting; those without a version are Material's own."""
CLASHING = ("meta", "mkdocs-glightbox==0.5.3", "mkdocs-rss-plugin==1.19.0")
"""Those that stopped the build, or changed what we had made, when they were first tried: each is tried alone too."""
RECORDS = {
    **SMALL,
    "organisations/bokmaal.md": "---\ntitle: Utvalget for rus\nkind: professional\nlang: nb\n---\nMandatet.\n",
    "cases/2021-teikn.md": "---\ntitle: Sak med {{ teikn }} og {% teikn %}\n---\n{{ ukjend }} {% ukjend %}\n",
    "content/handbok/.meta.yml": "tags: [handbok]\n",
}
PHRASE = Phrase([("Møte i ", None), ("Utvalget for rus", "nb")])


@pytest.fixture(scope="module")
def mkdocs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `mkdocs` command of a fresh environment: the pinned packages, the project, and the plugins beside it."""
    return installed(tmp_path_factory.mktemp("plugins"), *(name for name in THEIRS if "==" in name)) / "mkdocs"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    """A portal in a git repository, and the site that it makes alone below `alone/`."""
    folder = make_portal(tmp_path_factory.mktemp("portal") / "portal", RECORDS).without_papers()
    settings = folder.root / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("search: true", "search: false")
    (folder.root / "alone.yml").write_text(text, "utf-8")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "Fyrste"]):
        who = ["-c", "user.name=Kari", "-c", "user.email=kari@fjord.example"]
        subprocess.run(["git", *who, *command], cwd=folder.root, check=True, capture_output=True)
    settings.write_text(text, "utf-8")
    done = folder.build("alone")
    assert done.returncode == 0, done.stderr
    return folder


def _built(mkdocs: Path, folder: PortalFolder, plugins: list[str], where: str) -> Path:
    listed = "".join(f"  - {plugin}\n" for plugin in plugins)
    text = (folder.root / "alone.yml").read_text("utf-8").replace("plugins:\n", f"plugins:\n{listed}")
    (folder.root / "mkdocs.yml").write_text(text, "utf-8")
    run(mkdocs, "build", "--strict", "--site-dir", folder.root / where, cwd=folder.root)
    return folder.root / where


def _ours(site: Path) -> dict[str, bytes]:
    """Every file of the site but those that are made of hand-written pages, and what is counted over all files."""
    handbook = "handbok/((?!komponentar)[a-z-]+/)?"
    written = re.compile(rf"(404|({handbook}|innsyn/|om/|om-innmelding/|personvern/|tilgjenge/)index)\.html")
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    return {path: data for path, data in files.items() if path != "manifest.json" and not written.fullmatch(path)}


def test_all_of_ours_comes_out_as_it_does_alone_beside_all_of_them(mkdocs: Path, folder: PortalFolder) -> None:
    site = _built(mkdocs, folder, list(THEIRS.values()), "beside")
    ours, beside = _ours(folder.root / "alone"), _ours(site)
    assert len(ours) > 60
    assert sorted(path for path in ours if beside.get(path) != ours[path]) == []
    assert {"gammalt/index.html", "feed_rss_created.xml", "search/search_index.json"} <= set(beside)
    assert dead_links(site) == []
    assert "Les dette først" in (site / "handbok/index.html").read_text("utf-8")


@pytest.mark.parametrize("package", CLASHING)
def test_each_that_clashed_stands_beside_ours_alone(mkdocs: Path, folder: PortalFolder, package: str) -> None:
    ours = _ours(folder.root / "alone")
    beside = _ours(_built(mkdocs, folder, [THEIRS[package]], package.partition("==")[0]))
    assert sorted(path for path in ours if beside.get(path) != ours[path]) == []


def test_a_plugin_that_takes_files_away_takes_none_of_ours(
    portal: Callable[..., PortalFolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    """MkDocs writes the hand-written pages; all else is written after the last of its plugins."""
    folder = portal(RECORDS).without_papers()
    assert folder.build("ours").returncode == 0
    taken: list[str] = []

    def without_ours(self: PortalPlugin, files: Files, config: object) -> Files:
        taken.extend(file.src_uri for file in files if isinstance(file.page, FinishedPage))
        return Files([file for file in files if not isinstance(file.page, FinishedPage)])

    each = (PortalPlugin._with_overviews, without_ours, PortalPlugin._linked)
    monkeypatch.setattr(PortalPlugin, "on_files", CombinedEvent(*each))
    assert folder.build("again").returncode == 0
    assert "saker/index.md" in taken
    assert _ours(folder.root / "again") == _ours(folder.root / "ours")


HOOK = """
def on_page_markdown(markdown, **more):
    return markdown + "Framandt.\\n"

def on_page_content(html, **more):
    return html + "<p>Framandt.</p>"

def on_post_page(output, **more):
    return output.replace("</body>", "<script>framandt()</script></body>")
"""
"""What plugins do to pages, each in its own event."""


def test_what_is_written_into_a_page_of_ours_does_not_come_to_stand_there(portal: Callable[..., PortalFolder]) -> None:
    """It does in a page that somebody wrote by hand."""
    folder = portal({**RECORDS, "framandt.py": HOOK}).without_papers()
    settings = folder.root / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("search: true", "search: false")
    settings.write_text(text, "utf-8")
    assert folder.build("alone").returncode == 0
    settings.write_text(f"{text}\nhooks: [framandt.py]\n", "utf-8")
    assert folder.build().returncode == 0
    alone, beside = _ours(folder.root / "alone"), _ours(folder.root / "site")
    assert sorted(path for path in alone if beside.get(path) != alone[path]) == []
    by_hand = (folder.root / "site/om/index.html").read_text("utf-8")
    assert by_hand.count("Framandt.") == 2
    assert "framandt()" in by_hand


# -- what a phrase is to those who take it for a text


def test_a_phrase_is_a_text_to_whoever_does_not_ask() -> None:
    text = "Møte i Utvalget for rus"
    for same in (copy.copy(PHRASE), copy.deepcopy(PHRASE), pickle.loads(pickle.dumps(PHRASE))):
        assert (same, same.parts) == (text, PHRASE.parts)
    assert copy.deepcopy({"title": [PHRASE]}) == {"title": [text]}
    assert json.loads(json.dumps({"title": PHRASE, PHRASE: 1})) == {"title": text, text: 1}
    for dump in (yaml.dump, yaml.safe_dump):
        assert yaml.safe_load(dump({"title": PHRASE})) == {"title": text}
    assert type(str(PHRASE)) is str
    assert (PHRASE[:4], PHRASE + "!", f"{PHRASE:>30}") == (text[:4], f"{text}!", f"{text:>30}")
    assert (text == PHRASE, hash(PHRASE) == hash(text), PHRASE.upper()) == (True, True, text.upper())
