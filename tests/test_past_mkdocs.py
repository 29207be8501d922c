"""The way past MkDocs: `portal write` alone, and after another generator, where MkDocs is not even installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.environments import UV, installed, run
from support.portals import PortalFolder, make_portal
from support.sites import dead_links, tree
from support.small import SMALL

ZENSICAL = "zensical==0.0.73"
SETTINGS = """
    [project]
    site_name = "Rettleiingar"
    site_url = "https://helsefellesskap.example/"
    docs_dir = "rettleiing"
    site_dir = "site"

    [project.theme]
    language = "nn"
    font = false
    """
GUIDES = {
    "zensical.toml": SETTINGS,
    "rettleiing/index.md": "# Rettleiingar\n\nSjå [oppsettet](oppsett.md).\n",
    "rettleiing/oppsett.md": "# Oppsett\n\nSlik set du opp æ, ø og å.\n",
    "rettleiing/om.md": "# Om rettleiingane\n",
}


@pytest.fixture(scope="module")
def commands(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of an environment that has Zensical, and neither MkDocs nor Material for MkDocs."""
    commands = installed(tmp_path_factory.mktemp("zensical"), ZENSICAL)
    run(UV, "pip", "uninstall", "--quiet", "--python", commands / "python", "mkdocs", "mkdocs-material")
    return commands


@pytest.fixture
def folder(tmp_path: Path) -> PortalFolder:
    return make_portal(tmp_path / "portal", {**SMALL, **GUIDES}).without_papers()


def test_the_whole_site_is_written_where_mkdocs_is_not_installed(commands: Path, folder: PortalFolder) -> None:
    with pytest.raises(AssertionError, match="No module named 'mkdocs'"):
        run(commands / "python", "-c", "import mkdocs")
    run(commands / "portal", "write", "site", cwd=folder.root)
    assert dead_links(folder.root / "site") == []
    for page in ("saker/2021-nettside", "moter/ssu/2021-02-19", "om", "handbok", "sok"):
        assert (folder.root / "site" / page / "index.html").is_file()
    assert run(commands / "portal", "verify", "site", cwd=folder.root).returncode == 0


def test_it_is_written_over_what_zensical_built_and_leaves_the_rest_of_that(
    commands: Path, folder: PortalFolder
) -> None:
    site = folder.root / "site"
    run(commands / "portal", "write", "alone", cwd=folder.root)
    alone = tree(folder.root / "alone")
    for _ in range(2):  # Zensical empties the folder that it builds into, so the portal comes after it each time
        run(commands / "zensical", "build", "--strict", "-f", "zensical.toml", cwd=folder.root)
        theirs = tree(site)
        assert {"index.html", "om/index.html", "oppsett/index.html"} <= set(theirs)
        assert "saker/index.html" not in theirs
        run(commands / "portal", "write", "site", cwd=folder.root)
        both = tree(site)
        assert {path: both[path] for path in alone if path != "manifest.json"} == {
            path: data for path, data in alone.items() if path != "manifest.json"
        }
        assert {path: both[path] for path in theirs.keys() - alone} == {
            path: theirs[path] for path in theirs.keys() - alone
        }
        assert "oppsett/index.html" in theirs.keys() - alone
