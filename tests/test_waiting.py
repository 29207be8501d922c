"""What a command tells whoever waits for it: a bar on a terminal, and nothing in a log."""

from __future__ import annotations

import io
import re
import shutil
import sys
from importlib import import_module
from pathlib import Path

import pytest

from portal.commands.signing import make_key
from portal.language.catalogue import catalogue_for
from portal.site import progress
from portal.source.settings import read_settings
from support.portals import make_portal
from support.small import SMALL


class Terminal(io.StringIO):
    """What somebody looks at."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("arguments", [("check",), ("check", "--format", "json"), ("due",), ("show", "/saker/")])
def test_a_terminal_is_told_with_a_bar_and_a_log_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    """Once waiting has begun to be long, which is at once here: what is read is counted, and no log holds any of it."""
    folder = make_portal(tmp_path / "portal", SMALL).without_papers()
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    quiet = folder.command(*arguments)
    assert "Les postane" not in quiet.output
    shutil.rmtree(folder.root / "build")
    seen = Terminal()
    monkeypatch.setattr(progress, "progress_on_terminal", lambda catalogue: progress.Teller(catalogue, seen))
    for name in ("cli", "show"):
        module = import_module(f"portal.commands.{name}")
        monkeypatch.setattr(module, "progress_on_terminal", progress.progress_on_terminal)
    told = folder.command(*arguments)
    assert told.stdout == quiet.stdout
    count = sum(path.endswith(".md") for path in SMALL)
    assert re.search(rf"Les postane .*{count}/{count}", seen.getvalue())
    assert "Sjekkar postane" in seen.getvalue()


@pytest.mark.parametrize(
    ("module", "arguments", "told"),
    [
        ("importing.command", ("import", "a.txt", "b.txt"), "Les dokumenta .*2/2"),
        ("drafting.command", ("draft-agenda", "ou", "2021-09-09", "--dry-run"), "Sjekkar postane"),
        ("signing", ("sign", "ou/2021-09-09", "--key"), "Sjekkar postane"),
    ],
)
def test_whoever_waits_for_an_import_a_draft_or_a_signature_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, arguments: tuple[str, ...], told: str
) -> None:
    folder = make_portal(tmp_path / "portal", SMALL).without_papers()
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    seen = Terminal()
    found = import_module(f"portal.commands.{module}")
    monkeypatch.setattr(found, "progress_on_terminal", lambda catalogue: progress.Teller(catalogue, seen))
    typed = list(arguments)
    if arguments[0] == "import":
        for name in arguments[1:]:
            (tmp_path / name).write_text("Referat\n", encoding="utf-8")
        typed = ["import", *(str(tmp_path / name) for name in arguments[1:])]
    if arguments[0] == "sign":
        settings = folder.root / "mkdocs.yml"
        key = make_key(folder.root, read_settings(folder.root), tmp_path / "nykel")
        words = settings.read_text("utf-8").replace("signing_keys: []", f"signing_keys: [{key}]")
        settings.write_text(words, encoding="utf-8")
        typed.append(str(tmp_path / "nykel"))
    done = folder.command(*typed)
    assert re.search(told, seen.getvalue()), done.output
    assert "Les postane" in seen.getvalue()


def test_only_a_terminal_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = catalogue_for("nn")
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert progress.progress_on_terminal(catalogue) is progress.SILENT
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert isinstance(progress.progress_on_terminal(catalogue), progress.Teller)
