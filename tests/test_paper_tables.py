"""Tables on paper: each of real size is printed, and every word of it measured where it stands."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest

from support.portals import make_portal
from support.tables import TABLES

_MARGIN = 67
"""Points from the edge of a page to its text, a point less for what hangs out."""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The case that each table stands in, on paper."""
    files: dict[str, str | bytes] = {
        f"cases/2026-tabell-{n}.md": f"---\ntitle: Tabell {n}\n---\n## Bakgrunn\n\n{text}"
        for n, text in enumerate(TABLES.values())
    }
    folder = make_portal(tmp_path_factory.mktemp("tables") / "portal", files)
    result = folder.command("write", str(folder.root / "out"))
    assert result.exit_code == 0, result.output
    import shutil

    shutil.rmtree("/tmp/paper/tt", True)
    shutil.copytree(folder.root, "/tmp/paper/tt")
    return {
        name: (folder.root / "out/saker" / f"2026-tabell-{n}" / "saksmappe.pdf").read_bytes()
        for n, name in enumerate(TABLES)
    }


@pytest.mark.parametrize("name", TABLES)
def test_no_word_of_a_table_lies_on_another_or_leaves_the_page(printed: dict[str, bytes], name: str) -> None:
    with pdfplumber.open(io.BytesIO(printed[name])) as pdf:
        for page in pdf.pages:
            letters = [one for one in page.chars if one["text"].strip()]
            assert letters
            assert min(one["x0"] for one in letters) >= _MARGIN
            assert max(one["x1"] for one in letters) <= page.width - _MARGIN
            assert max(one["bottom"] for one in letters) <= page.height - 36
            for before, after in pairwise(sorted(letters, key=lambda one: (round(one["bottom"]), one["x0"]))):
                same_line = abs(before["bottom"] - after["bottom"]) < 2
                assert not same_line or after["x0"] > before["x1"] - 0.25 * before["size"], (
                    before["text"],
                    after["text"],
                )
