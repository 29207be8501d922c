"""The manifest tells what was published, and `portal verify` what is no longer as it was."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from portal.language.catalogue import catalogue_for
from portal.site.manifest import Origin, origin_of
from support.portals import EPOCH, PortalFolder, make_portal
from support.sites import tree

NN = catalogue_for("nn")
RECORDS = {
    "organisations/u.md": "---\ntitle: Utvalet\nkind: area\n---\n",
    "cases/2021-a.md": "---\ntitle: Sak A\nattachments: [{title: Notat, file: Årsmelding 2020.txt}]\n---\nTekst.\n",
    "cases/2021-a/Årsmelding 2020.txt": "Notat.\n",
}


def _home(root: Path) -> PortalFolder:
    folder = make_portal(root, RECORDS)
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("paper: true", "paper: false"), encoding="utf-8")
    done = folder.command("write", str(root / "site"))
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    return _home(tmp_path_factory.mktemp("manifest") / "portal")


@pytest.fixture
def site(home: PortalFolder, tmp_path: Path) -> Path:
    """A copy of the site, to be meddled with."""
    return Path(shutil.copytree(home.root / "site", tmp_path / "site"))


def _manifest(site: Path) -> Any:
    return json.loads((site / "manifest.json").read_bytes())


def test_the_manifest_has_the_checksum_of_every_file_but_itself(site: Path) -> None:
    files = tree(site)
    del files["manifest.json"]
    assert _manifest(site)["files"] == {
        path: {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
        for path, content in sorted(files.items())
    }
    assert "saker/2021-a/Årsmelding 2020.txt" in files


def test_the_manifest_says_when_of_what_and_with_what_it_was_made(site: Path) -> None:
    told = _manifest(site)
    assert (told["version"], told["algorithm"], told["epoch"]) == (1, "sha256", int(EPOCH))
    assert (told["site"], told["generated"]) == ("https://helsefellesskap.example/", "2021-05-10T02:00:00+02:00")
    assert {"portal", "python", "babel", "jinja2", "markdown-it-py", "nh3", "typst"} <= told["versions"].keys()
    assert "mkdocs" not in told["versions"]


def test_the_manifest_is_as_its_schema_says(site: Path) -> None:
    schema = json.loads((site / "manifest.schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == "https://helsefellesskap.example/manifest.schema.json"
    jsonschema.validate(_manifest(site), schema, jsonschema.Draft202012Validator)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**_manifest(site), "commit": "main"}, schema)


def test_the_same_portal_elsewhere_gives_the_same_manifest(home: PortalFolder, tmp_path: Path) -> None:
    other = _home(tmp_path / "ei anna mappe" / "portal")
    assert (other.root / "site/manifest.json").read_bytes() == (home.root / "site/manifest.json").read_bytes()


def _git(root: Path, *command: str) -> str:
    who = ("-c", "user.name=X", "-c", "user.email=x@example.org")
    return subprocess.run(["git", *who, *command], cwd=root, check=True, capture_output=True, text=True).stdout.strip()


def test_the_commit_is_told_and_whether_anything_was_changed_since(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases/a.md").write_text("a", encoding="utf-8")
    (tmp_path / "notat.txt").write_text("a", encoding="utf-8")
    sources = ("cases", "meetings")
    assert origin_of(tmp_path, sources) == Origin(None, None)
    _git(tmp_path, "init", "-q")
    assert origin_of(tmp_path, sources) == Origin(None, None)
    _git(tmp_path, "add", "-A")
    _git(tmp_path, "commit", "-qm", "x")
    head = _git(tmp_path, "rev-parse", "HEAD")
    (tmp_path / "notat.txt").write_text("b", encoding="utf-8")
    assert origin_of(tmp_path, sources) == Origin(head, False)
    (tmp_path / "cases/b.md").write_text("b", encoding="utf-8")
    assert origin_of(tmp_path, sources) == Origin(head, True)
    (tmp_path / "cases/b.md").unlink()
    assert origin_of(tmp_path, sources) == Origin(head, False)
    (tmp_path / "cases/a.md").write_text("b", encoding="utf-8")
    assert origin_of(tmp_path, sources) == Origin(head, True)
    (tmp_path / "cases/a.md").unlink()
    assert origin_of(tmp_path, sources) == Origin(head, True)


def test_the_manifest_of_a_site_names_its_commit_and_that_more_than_that_was_built(tmp_path: Path) -> None:
    folder = make_portal(tmp_path / "portal", RECORDS).without_papers()
    _git(folder.root, "init", "-q")
    _git(folder.root, "add", "-A")
    _git(folder.root, "commit", "-qm", "Fyrste")
    for is_changed in (False, True):
        assert folder.command("write", str(tmp_path / "site")).exit_code == 0
        told = _manifest(tmp_path / "site")
        assert (told["commit"], told["changed_since_commit"]) == (_git(folder.root, "rev-parse", "HEAD"), is_changed)
        folder.write({"cases/2021-a.md": RECORDS["cases/2021-a.md"].replace("Tekst.", "Annan tekst.")})


# -- `portal verify`


def _verified(home: PortalFolder, site: Path) -> tuple[int, list[str]]:
    done = home.command("verify", str(site))
    return done.exit_code, done.output.splitlines()


def test_a_site_that_is_as_published_is_verified(home: PortalFolder, site: Path) -> None:
    digest = hashlib.sha256((site / "manifest.json").read_bytes()).hexdigest()
    count = len(_manifest(site)["files"])
    assert _verified(home, site) == (
        0,
        [f"Alle {count} filene i {site} er som dei blei publiserte. Manifestet har SHA-256 {digest}."],
    )


def _swap_letters(site: Path) -> None:
    page = site / "om/index.html"
    page.write_bytes(page.read_bytes().replace(b"</html>", b"</HTML>"))


def _link(site: Path) -> None:
    page = site / "om/index.html"
    page.rename(site.parent / "ein-annan-stad.html")
    page.symlink_to(site.parent / "ein-annan-stad.html")


MEDDLED: dict[str, tuple[Callable[[Path], object], str]] = {
    "of another size": (lambda site: (site / "om/index.html").write_text("x"), "endra: om/index.html"),
    "of the same size": (_swap_letters, "endra: om/index.html"),
    "a link": (_link, "endra: om/index.html"),
    "gone": (lambda site: (site / "robots.txt").unlink(), "manglar: robots.txt"),
    "new": (lambda site: (site / "saker/ny.html").touch(), "ny: saker/ny.html"),
    "new and hidden": (lambda site: (site / ".htaccess").touch(), "ny: .htaccess"),
}


@pytest.mark.parametrize("what", MEDDLED)
def test_each_file_that_is_not_as_published_is_named(home: PortalFolder, site: Path, what: str) -> None:
    meddle, line = MEDDLED[what]
    meddle(site)
    code, lines = _verified(home, site)
    assert (code, lines[:-1]) == (1, [line])
    assert lines[-1].startswith(f"{site} er ikkje det som blei publisert. ")


def test_what_git_keeps_in_the_site_is_no_part_of_it(home: PortalFolder, site: Path) -> None:
    (site / ".git").mkdir()
    (site / ".git/HEAD").touch()
    assert _verified(home, site)[0] == 0


BROKEN = {
    "no JSON": "{",
    "no object": "[]",
    "no files": '{"version": 1}',
    "no checksum": '{"version": 1, "files": {"x": {"size": 1}}}',
    "out of the site": '{"version": 1, "files": {"../x": {"size": 1, "sha256": "' + "0" * 64 + '"}}}',
    "too deep": "[" * 100_000,
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_manifest_is_told(home: PortalFolder, site: Path, what: str) -> None:
    (site / "manifest.json").write_text(BROKEN[what], encoding="utf-8")
    assert _verified(home, site) == (
        1,
        [f"Manifestet i {site} er skadd. Ingen kan sjå av det kva som blei publisert."],
    )


def test_a_manifest_of_another_version_is_told(home: PortalFolder, site: Path) -> None:
    (site / "manifest.json").write_text('{"version": 2, "files": {}}', encoding="utf-8")
    assert _verified(home, site) == (
        1,
        [f"Manifestet i {site} er laga av ein annan versjon av portalen. Bruk den."],
    )


@pytest.mark.parametrize("there", ["", "finst-ikkje"])
def test_a_folder_without_a_manifest_is_told(home: PortalFolder, site: Path, there: str) -> None:
    (site / "manifest.json").unlink()
    assert _verified(home, site / there) == (
        1,
        [
            f"I {site / there} ligg det ikkje noko manifest (manifest.json). "
            "Anten er det ikkje ein nettstad frå portalen, eller så er manifestet borte."
        ],
    )
