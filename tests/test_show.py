"""`portal show`: the very bytes that a site is written with, and what a page is made of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.portals import PortalFolder, make_portal
from support.small import SMALL

URL = "https://samarbeid.example"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    records = {**SMALL, "cases/2021-lang-id.md": "---\ntitle: Saka\naliases: [/gamal/]\n---\nTekst.\n"}
    folder = make_portal(tmp_path_factory.mktemp("show") / "portal", records).without_papers()
    settings = folder.root / "mkdocs.yml"
    lines = (f"site_url: {URL}/" if line.startswith("site_url:") else line for line in settings.read_text().split("\n"))
    settings.write_text("\n".join(lines))
    return folder


@pytest.fixture(scope="module")
def site(home: PortalFolder) -> Path:
    assert home.command("write", str(home.root / "site")).exit_code == 0
    return home.root / "site"


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        (f"{URL}/saker/2021-lang-id/#_livsline", "saker/2021-lang-id/index.html"),
        ("handbok", "handbok/index.html"),
        ("/gamal/", "gamal/index.html"),
        ("/meld-sak/saksinnmelding-nb.docx", "meld-sak/saksinnmelding-nb.docx"),
        ("404.html", "404.html"),
    ],
)
def test_what_answers_is_shown_as_it_is_written(home: PortalFolder, site: Path, address: str, file: str) -> None:
    shown = home.command("show", address)
    assert shown.exit_code == 0, shown.output
    assert shown.stdout_bytes == (site / file).read_bytes()


def test_an_address_that_nothing_answers_at_is_told_with_the_nearest(home: PortalFolder) -> None:
    shown = home.command("show", "/saker/2021-lang-di/")
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert shown.stderr == (
        "Nettstaden har ikkje «/saker/2021-lang-di/». Den nærmaste adressa er «/saker/2021-lang-id/».\n"
    )


def test_the_values_of_a_page_are_readable_json(home: PortalFolder) -> None:
    shown = home.command("show", "saker/2021-lang-id", "--data")
    assert shown.exit_code == 0, shown.output
    values = json.loads(shown.stdout)
    assert values["state"]["text"] == "Meldt inn"
    assert values["lifeline"][0] == {"name": "Meldt inn", "day": None, "note": "", "when": "now"}
    assert '\n  "state": {\n    "text": "Meldt inn",\n' in shown.stdout


def test_a_file_that_no_page_is_made_of_has_no_values(home: PortalFolder) -> None:
    shown = home.command("show", "/saker/2021-lang-id/feed.xml", "--data")
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert "er ikkje ei side som er laga av postane. Den nærmaste er «/saker/2021-lang-id/»." in shown.stderr


def test_nothing_is_shown_of_records_with_an_error(tmp_path: Path) -> None:
    broken = make_portal(tmp_path / "portal", {**SMALL, "cases/2021-feil.md": "---\ntitel: Saka\n---\n"})
    shown = broken.command("show", "/")
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert "cases/2021-feil.md:2:1: " in shown.stderr
