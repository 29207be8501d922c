"""The rules at work in a process of their own: they find the same, in the same order, whatever becomes of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.every_page import EVERY_PAGE
from support.portals import EPOCH, PortalFolder, make_portal

START = """
import os, signal
import portal.checks.beside as beside
from portal.commands.cli import main
here, found = os.getpid(), beside._found
def told():
    assert os.getpid() != here
    {act}
    print("beside", flush=True)
    return found()
beside._found, beside._WORTH_IT = told, {worth}
main()
"""
"""Checks a portal with so many records that are worth a process; `act` is what that does first, as a line of code."""

FAULTS = {
    "cases/2021-91.md": "---\ntitle: Sak\nproject: nei\nstate: nei\n---\nSjå [der](nei.md).\n",
    "cases/2021-92.md": "---\ntitle: Sak **to**\nrelated: [2021-92, 2021-93]\n---\n",
    "meetings/nei/2021-03-01.md": "---\nagenda: [{number: 1/21, case: 2021-94}, {number: 1/21}]\n---\n## 9/21\n",
    "organisations/z.md": "---\nkind: nei\n---\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    """A portal with faults of many sorts."""
    return make_portal(tmp_path_factory.mktemp("beside") / "portal", {**EVERY_PAGE, **FAULTS})


def checked(root: Path, worth: int, act: str = "pass") -> list[str]:
    """What the check tells of a portal."""
    command = [sys.executable, "-c", START.format(act=act, worth=worth), "--root", str(root), "check"]
    done = subprocess.run(
        command, env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("act", "ends"),
    [
        pytest.param("pass", False, id="well"),
        pytest.param("os.kill(os.getpid(), signal.SIGKILL)", True, id="killed"),
        pytest.param("return [lambda: None]", True, id="what cannot be told"),
    ],
)
def test_rules_beside_find_the_same(folder: PortalFolder, act: str, ends: bool) -> None:
    alone = checked(folder.root, 1_000_000)
    assert len(alone) > 8
    assert checked(folder.root, 1, act) == ([] if ends else ["beside"]) + alone
