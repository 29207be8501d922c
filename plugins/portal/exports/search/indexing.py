"""Documents → Pagefind's index, by its program. It reads and writes a folder that is gone afterwards, and no network.

The program is run as such: its Python interface hands over ten pages a second, and stands still when the index is
bigger than two megabytes (pagefind 1.5.2, `PagefindService`).
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from pagefind.service import get_executable

from portal import addresses
from portal.exports.search.documents import LEFT_OUT
from portal.exports.search.order import in_order
from portal.rendering.page import Asset

__all__ = ["SearchFault", "build_index"]

LANGUAGE = "nn"
"""One index for both written languages, which share a stemmer (Snowball's Norwegian)."""
_USED = ("pagefind.js", "pagefind-entry.json", f"wasm.{LANGUAGE}.pagefind")
"""The files that the search page needs, beside the index itself: Pagefind's own pages and widgets are left out."""
_SUFFIXES = (".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter")


class SearchFault(Exception):
    """The index could not be made; `str()` tells what Pagefind said."""


def build_index(documents: Mapping[str, str]) -> Iterator[Asset]:
    """The files of the index of the documents, by address; nothing where there is no document.

    Raises `SearchFault`.
    """
    program = get_executable()
    if program is None:
        raise SearchFault("pagefind")
    with TemporaryDirectory(prefix="portal-search-") as name:
        folder = Path(name)
        for address, html in sorted(documents.items()):
            target = folder / "site" / addresses.file_of(address).lstrip("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(html, encoding="utf-8")
        _run(program, folder)
        made = {
            path.relative_to(folder / "index").as_posix(): path.read_bytes()
            for path in (folder / "index").rglob("*")
            if path.name in _USED or path.suffix in _SUFFIXES
        }
    for name, content in sorted(in_order(made).items() if made else ()):
        yield Asset(f"{addresses.PAGEFIND}{name}", content=content)


def _run(program: Path, folder: Path) -> None:
    """Run Pagefind where no configuration file lies, and without settings from the environment."""
    options = ["--site", "site", "--output-path", "index", "--force-language", LANGUAGE, "--silent"]
    for selector in LEFT_OUT:
        options += ["--exclude-selectors", selector]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PAGEFIND_")}
    done = subprocess.run(
        [program, *options], cwd=folder, env=environment, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode:
        raise SearchFault((done.stderr or done.stdout).strip() or str(done.returncode))
