"""`make quality`: what axe, vnu and Lighthouse find, page type by page type, written into `docs/quality.md`."""

from __future__ import annotations

import gzip
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from lighthouse import CATEGORIES, measure, measured_site

from support.browser import launch, served
from support.browsing import SUB_PATH, make_every_page
from support.every_page import PAGES
from support.looking import faults, open_page
from support.validator import findings

REPORT = Path(__file__).parents[2] / "docs" / "quality.md"


def page_rows(root: Path) -> Iterator[str]:
    """A row for each type of page: faults for those who use it, faults of its HTML, its weight."""
    portal = make_every_page(root)
    built = portal.build()
    assert built.returncode == 0, built.stderr
    site = portal.root / "site"
    invalid = Counter(page for page, _, _ in findings([site]))
    with served(site, SUB_PATH) as address, sync_playwright() as playwright:
        browser = launch(playwright)
        context = browser.new_context(reduced_motion="reduce")
        page = context.new_page()
        screen = context.new_cdp_session(page)
        for name, path in PAGES.items():
            open_page(page, address + path)
            number = len(faults(page, screen))
            file = site / path.partition("?")[0]
            file = file / "index.html" if file.is_dir() else file
            wrong = sum(count for page_, count in invalid.items() if file.as_posix().endswith(f"/{page_}"))
            yield f"| {name} | {number} | {wrong} | {len(gzip.compress(file.read_bytes(), 9)):,} |"
        browser.close()


def lighthouse_rows() -> Iterator[str]:
    """A row for each page that Lighthouse looks at."""
    with measured_site() as pages:
        for name, url in pages.items():
            scores = measure(url)
            cells = [str(scores.categories[category]) for category in CATEGORIES]
            yield f"| {name} | {' | '.join(cells)} | {scores.shift:g} | {scores.size:,} |"


def replace(text: str, name: str, rows: list[str]) -> str:
    """The report with the rows between the marks of a table."""
    pattern = re.compile(rf"(<!-- {name} -->\n(?:\|.*\n){{2}})(?:\|.*\n)*(<!-- / -->)")
    assert pattern.search(text), name
    return pattern.sub(lambda found: found[1] + "".join(f"{row}\n" for row in rows) + found[2], text)


def main() -> None:
    """Write one table, then the other."""
    text = REPORT.read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        text = replace(text, "pages", list(page_rows(Path(folder) / "portal")))
    REPORT.write_text(text, encoding="utf-8")
    text = replace(text, "lighthouse", list(lighthouse_rows()))
    REPORT.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
