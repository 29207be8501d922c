"""What can be wrong with a page for those who use it: WCAG 2.2 AA and best practice by axe, and what axe does not see.

At 400 % zoom a window of 1280 by 1024 pixels is 320 by 256 CSS pixels: one look is at both. What axe finds at a width
does not change with the palette but for colours, so that the other palette is asked for these alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import CDPSession, Page

__all__ = ["DESK", "ZOOMED", "faults", "open_page", "resize", "shifts"]

_LOOKING = Path(__file__).with_suffix(".js").read_text("utf-8")
_AXE = Axe().axe_script
_ALL = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
_COLOURS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
_RUN = """async (options) => (await axe.run(document, options)).violations.map(
  ({ id, nodes }) => [id, ...nodes.map(({ html }) => html.slice(0, 120))])"""
DESK = {"width": 1280, "height": 1024, "deviceScaleFactor": 1, "mobile": False}
ZOOMED = {"width": 320, "height": 256, "deviceScaleFactor": 4, "mobile": False}


def resize(screen: CDPSession, size: dict[str, Any]) -> None:
    screen.send("Emulation.setDeviceMetricsOverride", size)


def open_page(page: Page, url: str) -> None:
    page.goto(url)
    page.evaluate(_LOOKING)


def faults(page: Page, screen: CDPSession) -> list[tuple[str, Any]]:
    """Everything that is wrong with the page that is open, and where."""
    page.evaluate(_AXE)
    found: list[tuple[str, Any]] = [("structure", fault) for fault in page.evaluate("looking.structure()")]
    for size, schemes in ((DESK, ("light", "dark")), (ZOOMED, ("dark", "light"))):
        resize(screen, size)
        for scheme, options in zip(schemes, (_ALL, _COLOURS), strict=True):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found += [(f"{size['width']} {scheme}", fault) for fault in page.evaluate(_RUN, options)]
        found += [(f"{size['width']} wide", fault) for fault in page.evaluate("looking.wide()")]
        page.evaluate("looking.space(true)")
        found += [
            (f"{size['width']} spaced", fault) for fault in page.evaluate("[...looking.wide(), ...looking.cut()]")
        ]
        page.evaluate("looking.space(false)")
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    found += [("forced colours", fault) for fault in page.evaluate("looking.shapeless()")]
    found += [("reduced motion", fault) for fault in page.evaluate("looking.moving()")]
    page.emulate_media(forced_colors="none", reduced_motion="reduce")
    return found


def shifts(page: Page) -> list[Any]:
    """What moved while the page was loading, each with how much (https://web.dev/articles/cls)."""
    found: list[Any] = page.evaluate("looking.shifts()")
    return found
