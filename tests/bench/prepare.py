"""Writes a portal of so many records, and its plain twins: `prepare.py FOLDER RECORDS`."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from records import write_records

from portal.site.building import build_site
from portal.site.site import Sort
from portal.source.settings import read_settings

REPOSITORY = Path(__file__).parents[2]
RECORDS = ("cases", "meetings", "projects", "organisations")
PLAIN = """\
site_name: Plain
docs_dir: docs
theme: {name: material, language: nn, font: false}
not_in_nav: "*"
"""


def make_ours(folder: Path, records: int) -> None:
    """A portal of so many records, with the repository's settings, templates and pages."""
    write_records(folder, records)
    shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    for name in ("templates", "content"):
        shutil.copytree(REPOSITORY / name, folder / name)


def make_plain(folder: Path, ours: Path) -> None:
    """The very same pages, as ours hands them to MkDocs, as Markdown pages of plain mkdocs-material."""
    _plain(folder)
    site = build_site(ours, read_settings(ours))
    for page in map(site.page, (one.address for one in site.of_sort(Sort.PAGE))):
        target = folder / "docs" / page.address.lstrip("/") / "index.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"---\ntitle: {json.dumps(page.title)}\n---\n\n{page.body}", encoding="utf-8")


def make_bare(folder: Path, ours: Path) -> None:
    """The record files alone as pages of plain mkdocs-material: their front matter is shown nowhere."""
    _plain(folder)
    for name in RECORDS:
        shutil.copytree(ours / name, folder / "docs" / name)


def _plain(folder: Path) -> None:
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(PLAIN, encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# Plain\n", encoding="utf-8")


def main(folder: Path, records: int) -> None:
    make_ours(folder / "ours", records)
    make_plain(folder / "plain", folder / "ours")
    make_bare(folder / "bare", folder / "ours")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
