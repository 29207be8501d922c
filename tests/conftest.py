"""Makes `tests.support` importable and gives each test a folder for its portal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

from support.portals import PortalFolder, make_portal

pytest_plugins = ("support.browsing",)

settings.register_profile("unhurried", deadline=None)  # a busy machine is no fault
settings.load_profile("unhurried")


@pytest.fixture
def portal(tmp_path: Path) -> Callable[..., PortalFolder]:
    """Makes a portal of the records given: `portal({"cases/x.md": "..."}, lang="nb")`."""

    def make(files: Mapping[str, str | bytes] | None = None, lang: str = "nn") -> PortalFolder:
        return make_portal(tmp_path / "portal", files, lang)

    return make
