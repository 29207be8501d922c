"""Fixtures for tests in a real browser: the portal with every type of page, built once and served under a sub-path."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from support.as_held import AS_HELD
from support.browser import launch, served
from support.every_page import EVERY_PAGE
from support.portals import PortalFolder, make_portal

SUB_PATH = "/under/a/path/"


def make_every_page(root: Path) -> PortalFolder:
    """The portal with every type of page, its address with the sub-path that it is served under."""
    portal = make_portal(root, {**AS_HELD, **EVERY_PAGE})
    settings = portal.root / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("helsefellesskap.example/", f"helse.example{SUB_PATH}")
    settings.write_text(text, encoding="utf-8")
    return portal


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    portal = make_every_page(tmp_path_factory.mktemp("every-page") / "portal")
    built = portal.build()
    assert built.returncode == 0, built.stderr
    return portal.root / "site"


@pytest.fixture(scope="session")
def address(built_site: Path) -> Iterator[str]:
    """Where the site answers."""
    with served(built_site, SUB_PATH) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(params=[1280, 320])
def window(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page as wide as a desk's, then as a phone's."""
    context = browser.new_context(viewport={"width": request.param, "height": 800}, accept_downloads=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A page on a desk."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()
