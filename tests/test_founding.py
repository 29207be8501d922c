"""A new portal: from an empty folder and the wheel to a site, with no checkout beside it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from portal.commands.cli import main
from portal.language.catalogue import LANGUAGES
from support.portals import EPOCH, PAGES, REPOSITORY
from support.sites import dead_links, read_page, tree
from support.wheels import at, wheel

GIVEN = (
    "--name", "Helsefellesskapet Storfjord", "--url", "storfjord.example", "--email", "post@storfjord.example",
    "--body", "Strategisk samarbeidsutval (SSU)", "--body", "Fagleg samarbeidsutval for barn",
    "--partner", "Helse Storfjord", "--partner", "Vik kommune", "--partner", "Noko anna",
)  # fmt: skip


def init(folder: Path, *arguments: str, said: str | None = None) -> Result:
    return CliRunner().invoke(main, ["init", str(folder), *arguments], input=said, env={"SOURCE_DATE_EPOCH": EPOCH})


def test_the_wheel_holds_all_that_lies_in_the_package() -> None:
    package = REPOSITORY / "plugins/portal"
    templates = {f"portal/templates/{path}" for path in tree(REPOSITORY / "templates")}
    ours = {f"portal/{path}" for path in tree(package) if "__pycache__" not in path} | templates
    with zipfile.ZipFile(wheel()) as archive:
        held = {name for name in archive.namelist() if name.startswith("portal/")}
    assert sorted(ours - held) == []
    assert len(held) > 400


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_new_portal_checks_and_builds_from_the_wheel_alone(tmp_path: Path, lang: str) -> None:
    """Four commands, and no file edited by hand; MkDocs gives the same pages as the portal's own writer."""
    made = at(tmp_path, "portal", "init", "portalen", "--yes", "--language", lang, *GIVEN)
    assert made.returncode == 0, made.stderr
    folder = tmp_path / "portalen"
    checked = at(folder, "portal", "check")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "uustatus.no" in checked.stdout
    written = at(folder, "portal", "write", "site")
    assert written.returncode == 0, written.stderr
    assert at(folder, "portal", "verify", "site").returncode == 0
    built = at(folder, "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "built"))
    assert built.returncode == 0, built.stderr
    site = folder / "site"
    assert dead_links(site) == dead_links(tmp_path / "built") == []
    assert {path for path in tree(site) if path.endswith(".html")} == {
        path for path in tree(tmp_path / "built") if path.endswith(".html")
    }
    front = read_page(site / "index.html").text
    assert "Storfjord" in front
    pages = {path.relative_to(PAGES / lang) for path in (PAGES / lang).rglob("*.md")}
    for page in pages:
        place = page.parent if page.name == "index.md" else page.with_suffix("")
        assert (site / place / "index.html").is_file()


def test_the_pages_are_the_same_in_every_language() -> None:
    paths = {lang: set(tree(PAGES / lang)) for lang in LANGUAGES}
    assert len(paths["nn"]) > 6
    assert len({frozenset(found) for found in paths.values()}) == 1


def test_the_records_say_what_was_told(tmp_path: Path) -> None:
    assert init(tmp_path / "ny", "--yes", *GIVEN).exit_code == 0
    records = {
        path.relative_to(tmp_path / "ny").as_posix(): yaml.safe_load(path.read_text("utf-8").split("---\n")[1])
        for name in ("organisations", "meetings")
        for path in (tmp_path / "ny" / name).rglob("*.md")
    }
    assert records == {
        "organisations/ssu.md": {"title": "Strategisk samarbeidsutval", "short": "SSU", "kind": "strategic"},
        "organisations/fagleg-samarbeidsutval-for-barn.md": {
            "title": "Fagleg samarbeidsutval for barn",
            "kind": "professional",
        },
        "organisations/samarbeidssekretariatet.md": {
            "title": "Samarbeidssekretariatet",
            "kind": "secretariat",
            "contact": {"email": "post@storfjord.example"},
        },
        "organisations/helse-storfjord.md": {"title": "Helse Storfjord", "kind": "hospital_trust"},
        "organisations/vik-kommune.md": {"title": "Vik kommune", "kind": "municipality"},
        "organisations/noko-anna.md": {"title": "Noko anna", "kind": "other"},
        "meetings/ssu/2021-07-07.md": {"number": "1/2021", "start": "10:00", "place": "Ikkje bestemt"},
    }


def test_what_is_not_given_is_asked_for_in_the_language_that_is_chosen(tmp_path: Path) -> None:
    answers = "nb\nFjordene\nfjordene.example\n\n\n\nOmrådeutvalg Sør, Områdeutvalg Sør\nVik kommune\n"
    done = init(tmp_path / "ny", said=answers)
    assert done.exit_code == 0, done.output
    assert "Hva heter samarbeidet?" in done.output
    settings = (tmp_path / "ny/mkdocs.yml").read_text("utf-8")
    assert 'site_name: "Fjordene"\nsite_url: "https://fjordene.example/"' in settings
    names = {path.stem for path in (tmp_path / "ny/organisations").iterdir()}
    assert names == {"omradeutvalg-sor", "omradeutvalg-sor-2", "samarbeidssekretariatet", "vik-kommune"}


def test_names_are_written_so_that_they_are_read_as_they_were_given(tmp_path: Path) -> None:
    name = 'Fjord: "A" \\ #1'
    assert init(tmp_path / "ny", "--yes", "--name", name, "--body", "Råd: A", "--partner", "- B").exit_code == 0
    settings = (tmp_path / "ny/mkdocs.yml").read_text("utf-8").partition("plugins:")[0]
    assert yaml.safe_load(settings)["site_name"] == name
    checked = CliRunner().invoke(main, ["--root", str(tmp_path / "ny"), "check"], env={"SOURCE_DATE_EPOCH": EPOCH})
    assert checked.exit_code == 0, checked.output


def test_the_command_that_shows_the_new_portal_can_be_pasted(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["init", str(tmp_path / "vår portal"), "--yes"])
    assert f"portal --root '{tmp_path}/vår portal' serve --open\n" in done.output


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "notat.txt").write_text("Eit notat.", encoding="utf-8")
    refused = init(tmp_path, "--yes")
    assert refused.exit_code == 1
    assert "er ikkje tom" in refused.output
    assert tree(tmp_path) == {"notat.txt": b"Eit notat."}


def test_a_portal_whose_secretariat_nobody_can_reach_is_not_made(tmp_path: Path) -> None:
    refused = init(tmp_path / "ny", "--yes", "--url", "fjordane.no")
    assert refused.exit_code == 1
    assert "«--email» eller «--phone»" in refused.output
    assert not (tmp_path / "ny").exists()
    assert init(tmp_path / "ny", "--yes", "--url", "fjordane.no", "--phone", "55 00 11 22").exit_code == 0


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--url", "ikkje ei adresse"], "«ikkje ei adresse» er inga adresse på nettet."),
        (["--email", "feil"], "«feil» er ikkje ei e-postadresse."),
        (["--body", "2027"], "organisations/2027.md"),
    ],
)
def test_a_portal_that_the_check_would_refuse_is_not_made(tmp_path: Path, given: list[str], told: str) -> None:
    refused = init(tmp_path / "ny", "--yes", *given)
    assert (refused.exit_code, told in refused.output) == (1, True), refused.output
    assert not (tmp_path / "ny").exists()


def test_an_answer_that_cannot_be_used_is_asked_for_again(tmp_path: Path) -> None:
    answers = "nn\nFjordane\nikkje ei adresse\nfjordane.example\n\nkari@\nkari@fjordane.example\n\nUtval A\n\n"
    done = init(tmp_path / "ny", said=answers)
    assert done.exit_code == 0, done.output
    assert "«kari@» er ikkje ei e-postadresse." in done.output
    assert 'site_url: "https://fjordane.example/"' in (tmp_path / "ny/mkdocs.yml").read_text("utf-8")


def test_a_portal_without_a_body_is_not_made(tmp_path: Path) -> None:
    refused = init(tmp_path / "ny", "--yes", "--body", " ")
    assert refused.exit_code == 1
    assert "minst eitt utval" in refused.output
    assert not (tmp_path / "ny").exists()
