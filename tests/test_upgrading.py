"""A portal from the version before, taken to this one: it keeps all of its own, and is told what changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from portal import __version__
from portal.commands.upgrading import command
from portal.commands.upgrading.releases import RELEASES, number_of, releases_since
from portal.model.kinds import KINDS
from portal.source.editing import Unfit, renamed, renamed_setting
from portal.source.settings import PortalSettings
from support.history import commit
from support.portals import REPOSITORY, PortalFolder
from support.releasing import keep_release
from support.small import SMALL

Portal = Callable[..., PortalFolder]
PINS = "# laga av portal init\nhelsefellesskap-portal[mkdocs]==0.0.9\n"
MEETING = "meetings/ssu/2021-02-19.md"
OWN = "{# vår eigen #}\n<p>Eige</p>\n"
OLD = "<p>Slik var ho</p>\n"


@pytest.fixture
def old(portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PortalFolder:
    """A portal of the version 0.0.9, and a version 0.0.10 that changed much, which is this one."""
    releases = tmp_path / "releases"
    (releases / "0.0.9/templates").mkdir(parents=True)
    (releases / "0.0.9/release.json").write_text('{"fields": {"meeting": {"place": "never"}}}')
    (releases / "0.0.9/templates/404.html").write_text("<p>For lenge sidan</p>\n")
    newest = releases / "0.0.10"
    for name in ("templates/404.html", "templates/front.html", "templates/lost.html", "content/nn/om.md"):
        (newest / name).parent.mkdir(parents=True, exist_ok=True)
        (newest / name).write_text(OLD)
    (newest / "release.json").write_text(
        '{"fields": {"meeting": {"sted": "place", "agenda.*.resultat": "outcome"}}, '
        '"settings": {"rapport": "report_days"}, "new_settings": ["paper"]}'
    )
    (releases / "0.0.11/templates").mkdir(parents=True)
    (releases / "0.0.11/release.json").write_text("{}")
    (releases / "0.0.11/templates/404.html").write_text("<p>Midt imellom</p>\n")
    monkeypatch.setattr(command, "RELEASES", releases)
    record = SMALL[MEETING].replace("place: Videomøte", "sted: Videomøte  # som sist").replace("outcome:", "resultat:")
    folder = portal({**SMALL, MEETING: record}).without_papers()
    shutil.rmtree(folder.root / "templates")
    settings = (folder.root / "mkdocs.yml").read_text("utf-8")
    folder.write(
        {
            "mkdocs.yml": settings.replace("report_days: 90", "rapport: 60  # dagar"),
            "requirements.txt": PINS,
            "templates/404.html": OWN,
            "templates/front.html": OLD,
            "templates/lost.html": OWN,
            "templates/register/cases.html": OWN,
            "content/om.md": "# Om oss\n",
        }
    )
    return folder


def texts(folder: PortalFolder) -> dict[str, str]:
    paths = (path for path in folder.root.rglob("*") if path.is_file() and "build" not in path.parts)
    return {path.relative_to(folder.root).as_posix(): path.read_bytes().decode("utf-8", "replace") for path in paths}


def test_an_upgrade_keeps_all_and_tells_what_changed(old: PortalFolder) -> None:
    before = texts(old)
    done = old.command("upgrade")
    assert done.exit_code == 0, done.output
    after = texts(old)
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed == {"mkdocs.yml", "requirements.txt", MEETING}
    assert after[MEETING] == before[MEETING].replace("sted:", "place:").replace("resultat:", "outcome:")
    assert after["mkdocs.yml"] == before["mkdocs.yml"].replace("rapport: 60  # dagar", "report_days: 60  # dagar")
    assert after["requirements.txt"] == PINS.replace("0.0.9", __version__)
    lines = done.output.splitlines()
    assert lines[0] == f"Frå 0.0.9 til {__version__}."
    assert "-sted: Videomøte  # som sist" in lines
    assert "+place: Videomøte  # som sist" in lines
    told = "templates/404.html går føre vår, som er endra. Sjå om endringa bør inn hos dykk også:"
    assert lines[lines.index(told) + 1 :][:2] == ["--- templates/404.html", "+++ templates/404.html"]
    assert lines.count("-<p>Slik var ho</p>") == 3
    assert "templates/front.html er lik den førre utgåva av vår, som er endra." in done.output
    assert "templates/lost.html går ikkje lenger føre noko" in done.output
    assert "content/om.md går føre vår, som er endra." in done.output
    assert "templates/register/cases.html" not in done.output
    assert "Ny innstilling i 0.0.10: paper. Utan noko er ho true." in lines
    assert lines[-1] == "Retta 3 filer. Køyr «portal check»."
    assert old.check().exit_code == 0
    again = old.command("upgrade")
    assert again.output == f"Frå {__version__} til {__version__}.\nIngenting i portalen treng rettast.\n"


def test_a_dry_run_shows_the_same_and_writes_nothing(old: PortalFolder) -> None:
    before = texts(old)
    shown = old.command("upgrade", "--dry-run")
    assert texts(old) == before
    done = old.command("upgrade")
    assert shown.output.splitlines()[:-1] == done.output.splitlines()[:-1]
    assert shown.output.splitlines()[-1] == "3 filer ville blitt retta."


def test_a_record_that_has_both_names_is_left_and_told(old: PortalFolder) -> None:
    record = (old.root / MEETING).read_text("utf-8").replace("number: 1/2021", "number: 1/2021\nplace: Rådhuset")
    (old.root / MEETING).write_text(record, "utf-8")
    done = old.command("upgrade")
    assert f"{MEETING} har både «sted» og «place», som no er det same. Behald det eine sjølv." in done.output
    assert (old.root / MEETING).read_text("utf-8") == record.replace("resultat:", "outcome:")


@pytest.mark.parametrize(
    ("pins", "arguments", "expected"),
    [
        ("", (), "Det står ikkje i requirements.txt kva utgåve portalen er frå. Sei det med --from.\n"),
        (PINS, ("--from", "i fjor"), "«i fjor» er inga utgåve. Skriv tal og punktum, til dømes 0.1.0.\n"),
        (PINS.replace("0.0.9", "99.0"), (), f"Portalen er frå 99.0, som er nyare enn programmet, {__version__}. "
         "Installer det på nytt.\n"),
    ],
)  # fmt: skip
def test_what_an_upgrade_cannot_begin_with(
    old: PortalFolder, pins: str, arguments: tuple[str, ...], expected: str
) -> None:
    old.write({"requirements.txt": pins})
    refused = old.command("upgrade", *arguments)
    assert (refused.exit_code, refused.output) == (1, expected)


def test_a_portal_that_is_made_today_says_which_version_it_is_of(tmp_path: Path) -> None:
    folder = PortalFolder(tmp_path / "ny")
    assert folder.command("init", str(folder.root), "--yes").exit_code == 0
    done = folder.command("upgrade", "--dry-run")
    assert done.output == f"Frå {__version__} til {__version__}.\nIngenting i portalen treng rettast.\n"


def test_each_version_that_is_kept_can_be_read() -> None:
    """Its new names are those of today, unless a later version changed them again; this version is among them."""
    releases = releases_since("0")
    assert __version__ in [release.version for release in releases]
    assert [number_of(release.version) for release in releases] == sorted(number_of(r.version) for r in releases)
    for release in releases:
        assert set(release.fields) <= {kind.name for kind in KINDS}
        assert set(release.new_settings) <= set(PortalSettings.model_fields)
        assert set(release.settings.values()) <= set(PortalSettings.model_fields)
    assert all((path / "release.json").is_file() for path in RELEASES.iterdir())


def test_a_release_keeps_what_it_changed_as_it_was(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    folder = PortalFolder(repository)
    folder.write(
        {"templates/a.html": "gammal\n", "templates/b.html": "lik\n", "plugins/portal/content/nn/om.md": "A\n"}
    )
    folder.write({"templates/c.png": b"\0\1", "templates/d.html": "borte\n"})
    commit(folder, "Før")
    folder.write({"templates/a.html": "ny\n", "plugins/portal/content/nn/om.md": "B\n", "templates/c.png": b"\0\2"})
    folder.write({"templates/e.html": "fersk\n"})
    (repository / "templates/d.html").unlink()
    kept = keep_release(repository, "HEAD", tmp_path / "releases/1.0")
    assert kept == ["content/nn/om.md", "templates/a.html", "templates/d.html"]
    assert (tmp_path / "releases/1.0/templates/a.html").read_text() == "gammal\n"
    (release,) = releases_since("0.9", folder=tmp_path / "releases")
    assert (release.version, release.fields) == ("1.0", {})


def test_the_wheel_takes_the_versions_along() -> None:
    assert '"commands/upgrading/releases/**/*"' in (REPOSITORY / "pyproject.toml").read_text("utf-8")


# -- names put in the place of others

RECORD = "---\na: 1  # a: ja\nlist:\n  - {b: x, c: 1}\n  - b: y\nb: z\n---\n\na: ord\n"


@pytest.mark.parametrize(
    ("at", "name", "old", "new"),
    [
        ("a", "aa", "\na: 1", "\naa: 1"),
        ("list.*.b", "bb", "{b: x, c: 1}\n  - b: y", "{bb: x, c: 1}\n  - bb: y"),
        ("list.b", "bb", "", ""),
        ("lost", "x", "", ""),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_key_is_called_otherwise_and_nothing_else(at: str, name: str, old: str, new: str, newline: str) -> None:
    before = RECORD.replace("\n", newline)
    assert renamed(before, at, name) == RECORD.replace(old, new, 1).replace("\n", newline)


def test_a_key_whose_new_name_is_there_is_left() -> None:
    with pytest.raises(Unfit):
        renamed(RECORD, "a", "b")
    assert renamed("Ord.\n", "a", "b") == "Ord.\n"


@pytest.mark.parametrize("form", ["plugins:\n  - search\n  - portal:\n      a: 1\n", "plugins:\n  portal:\n    a: 1\n"])
def test_a_setting_is_called_otherwise_in_either_form(form: str) -> None:
    text = f"a: ikkje vår\nx: !ENV NAMN\n{form}"
    assert renamed_setting(text, "a", "b") == text.replace("  a: 1", "  b: 1")
    assert renamed_setting("plugins:\n  - portal\n", "a", "b") == "plugins:\n  - portal\n"
