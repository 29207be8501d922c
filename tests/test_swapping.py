"""A site takes the old one's place whole, or not at all: whatever breaks, kills or fills the disk, nothing is lost."""

from __future__ import annotations

import errno
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

import portal.commands.cli
import portal.site.staging.stage
from portal.language.catalogue import catalogue_for
from portal.site.manifest import compare
from portal.site.staging.stage import Stage, StagingError, mend, staged
from portal.source.tree import stamps_below
from support.portals import EPOCH, PortalFolder, make_portal
from support.sites import tree

NN = catalogue_for("nn")
RECORDS = {
    "organisations/u.md": "---\ntitle: Utvalet\nkind: area\n---\n",
    "cases/2021-a.md": "---\ntitle: Sak A\nattachments: [{title: Notat, file: notat.txt}]\n---\nTekst.\n",
    "cases/2021-a/notat.txt": "Notat.\n",
    "meetings/u/2021-03-01.md": "---\nagenda: [{number: 1/21, case: 2021-a, outcome: noted}]\n---\n## 1/21\nTekst.\n",
}


def _lighten(root: Path) -> None:
    """Take out what takes time and has no part here: the PDFs, and the handbook."""
    settings = root / "mkdocs.yml"
    words = settings.read_text("utf-8").replace("paper: true", "paper: false")
    settings.write_text(words.replace("for_bodies: [handbok/index.md]", "for_bodies: []"), encoding="utf-8")
    shutil.rmtree(root / "content/handbok")


def _beside(site: Path) -> list[str]:
    """What lies beside a site that a build put there."""
    return sorted(path.name for path in site.parent.iterdir() if path.name.startswith(f".{site.name}."))


# -- the stage


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A site with one page."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("gammal", encoding="utf-8")
    return site


def _written(stage: Stage, words: str = "ny") -> Stage:
    (stage.folder / "index.html").write_text(words, encoding="utf-8")
    return stage


def test_a_new_site_takes_the_place_of_the_old_one_whole(old: Path) -> None:
    (old / "borte.html").touch()
    stage = _written(Stage(old))
    assert stage.folder.parent == old.parent
    assert tree(old)["index.html"] == b"gammal"
    stage.swap()
    assert tree(old) == {"index.html": b"ny"}
    assert _beside(old) == []


def test_at_no_moment_of_the_swap_is_there_no_site(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Linux exchanges two folders at once: nothing is moved away first."""

    def refuse(self: Path, target: Path) -> Path:
        raise AssertionError(f"{self.name} was moved")

    stage = _written(Stage(old))
    monkeypatch.setattr(Path, "rename", refuse)
    stage.swap()
    assert tree(old) == {"index.html": b"ny"}


def test_the_disk_has_the_new_site_before_it_takes_its_place_and_then_has_the_place(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def notice(folder: Path) -> None:
        seen.append((folder, tree(folder)["index.html"] if folder != old.parent else tree(old)["index.html"]))

    stage = _written(Stage(old))
    monkeypatch.setattr(portal.site.staging.stage, "flush", notice)
    stage.swap()
    assert seen == [(stage.folder, b"ny"), (old.parent, b"ny")]


def test_a_file_that_is_the_same_keeps_its_time_and_no_other_does(old: Path) -> None:
    """By the time of writing and the size, servers tell what a reader has from what is new."""
    (old / "lik.html").write_text("lik", encoding="utf-8")
    for path in old.iterdir():
        os.utime(path, (1, 1))
    stage = _written(Stage(old), "ny_tid")  # as many letters as there were
    (stage.folder / "lik.html").write_text("lik", encoding="utf-8")
    stage.keep_times()
    stage.swap()
    assert len("ny_tid") == len("gammal")
    assert (old / "lik.html").stat().st_mtime == 1
    assert (old / "index.html").stat().st_mtime > 1


@pytest.mark.parametrize("earlier", [0, 900_000_000, -5_000_000_000])
def test_a_file_that_is_other_is_of_another_second(old: Path, earlier: int) -> None:
    """Servers know a file's time to the second; what is built twice within one, or by a clock set back, is other."""
    stage = _written(Stage(old))
    written = (stage.folder / "index.html").stat().st_mtime_ns
    os.utime(old / "index.html", ns=(written - earlier, written - earlier))
    stage.keep_times()
    seconds = [path.stat().st_mtime_ns // 1_000_000_000 for path in (old / "index.html", stage.folder / "index.html")]
    assert seconds[0] < seconds[1]


def test_a_first_site_is_put_where_there_was_none(tmp_path: Path) -> None:
    _written(Stage(tmp_path / "ny/mappe/site")).swap()
    assert tree(tmp_path / "ny/mappe/site") == {"index.html": b"ny"}


def test_a_site_that_is_linked_to_stays_linked_to(old: Path) -> None:
    link = old.with_name("no")
    link.symlink_to("site")
    _written(Stage(link)).swap()
    assert link.is_symlink()
    assert tree(old) == {"index.html": b"ny"}


def test_the_new_site_can_be_read_by_those_who_could_read_the_old_one(old: Path) -> None:
    old.chmod(0o2751)
    _written(Stage(old)).swap()
    assert old.stat().st_mode & 0o7777 == 0o2751


def test_an_abandoned_stage_leaves_the_old_site_and_nothing_else(old: Path) -> None:
    _written(Stage(old)).abandon()
    assert tree(old) == {"index.html": b"gammal"}
    assert _beside(old) == []


def _cannot_exchange(one: Path, other: Path) -> bool:
    return False


def test_where_folders_cannot_change_places_the_old_one_is_moved_first(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portal.site.staging.stage, "exchange", _cannot_exchange)
    _written(Stage(old)).swap()
    assert tree(old) == {"index.html": b"ny"}
    assert _beside(old) == []


def test_a_new_site_that_cannot_be_moved_in_leaves_the_old_one(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if ".new-" in self.name:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return rename(self, target)

    monkeypatch.setattr(portal.site.staging.stage, "exchange", _cannot_exchange)
    stage = _written(Stage(old))
    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="Input/output error"):
        stage.swap()
    stage.abandon()
    assert tree(old) == {"index.html": b"gammal"}


def test_a_site_whose_builder_died_between_the_two_moves_is_verified(home: PortalFolder, tmp_path: Path) -> None:
    """`portal verify` is such a next command: it puts the old site back."""
    shutil.copytree(home.root / "site", tmp_path / ".site.old-123")
    done = home.command("verify", str(tmp_path / "site"))
    assert done.exit_code == 0, done.output
    assert tree(tmp_path / "site") == tree(home.root / "site")
    assert _beside(tmp_path / "site") == []


@pytest.mark.parametrize("mender", ["the next build", "a command"])
def test_a_site_whose_builder_died_between_the_two_moves_is_put_back(old: Path, mender: str) -> None:
    old.rename(old.with_name(".site.old-123"))
    old.with_name(".site.new-123").mkdir()
    if mender == "a command":
        mend(old)
        assert tree(old) == {"index.html": b"gammal"}
    Stage(old).abandon()
    assert tree(old) == {"index.html": b"gammal"}
    assert _beside(old) == []


def test_the_next_build_sweeps_what_dead_ones_left_and_nothing_of_others(old: Path) -> None:
    for name in (".site.new-4711", ".site.old-17", ".site.new-notat", ".annan.new-3"):
        old.with_name(name).mkdir()
        old.with_name(name).joinpath("x").touch()
    _written(Stage(old)).swap()
    assert sorted(path.name for path in old.parent.iterdir()) == [".annan.new-3", ".site.new-notat", "site"]


HOLD = "import sys; from pathlib import Path; from portal.site.staging.stage import Stage; \
stage = Stage(Path(sys.argv[1])); print('no', flush=True); sys.stdin.read()"


@pytest.fixture
def holder(old: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that builds the same site."""
    command = [sys.executable, "-c", HOLD, str(old)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "no\n"
        yield process
        process.kill()


def test_a_second_build_is_told_who_has_the_site_until_that_one_dies(old: Path, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(StagingError) as held:
        Stage(old)
    host = os.uname().nodename
    assert held.value.text(NN) == (
        f"Eit anna bygg av {old} er i gang (prosess {holder.pid}, {host}). Vent til det er ferdig."
    )
    assert _beside(old) == [".site.lock", f".site.new-{holder.pid}"]
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    _written(Stage(old)).swap()
    assert tree(old) == {"index.html": b"ny"}
    assert _beside(old) == []


def test_a_disk_of_its_own_cannot_be_swapped(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "ismount", lambda path: path == old)
    with pytest.raises(StagingError) as stop:
        Stage(old)
    assert stop.value.text(NN) == (
        f"{old} er ein disk for seg, og kan ikkje byttast ut i eitt. Vel ei mappe på disken."
    )


# -- others' files


def _everything(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*")}


def test_what_others_laid_there_comes_along_as_it_is(old: Path) -> None:
    for name in ("deira/tom", "deira/full"):
        (old / name).mkdir(parents=True)
    (old / "deira/full/x").write_text("x", encoding="utf-8")
    (old / "deira/lenkje").symlink_to("full")
    (old / "index.html.gammal").touch()
    _written(Stage(old)).swap(lambda path: path.startswith("deira"))
    assert _everything(old) == {"index.html", "deira", "deira/tom", "deira/full", "deira/full/x", "deira/lenkje"}
    assert (old / "deira/lenkje").is_symlink()


@pytest.mark.parametrize(("theirs", "ours"), [("sak", "sak/index.html"), ("sak/index.html", "sak")])
def test_what_lies_where_the_site_will_have_something_else_stops(old: Path, theirs: str, ours: str) -> None:
    (old / theirs).parent.mkdir(exist_ok=True)
    (old / theirs).write_text("deira", encoding="utf-8")
    before = tree(old)
    stage = Stage(old)
    (stage.folder / ours).parent.mkdir(exist_ok=True)
    (stage.folder / ours).touch()
    with pytest.raises(StagingError) as stop:
        stage.swap(lambda path: True)
    stage.abandon()
    assert stop.value.text(NN) == (
        f"{theirs} er lagd i mappa av andre, og ligg der nettstaden skal ha noko. Flytt det. "
        "Den gamle nettstaden står som før."
    )
    assert tree(old) == before


# -- `portal write`


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    """A portal with a site that `portal write` made; tests leave both as they were."""
    folder = make_portal(tmp_path_factory.mktemp("swapping") / "portal", RECORDS)
    _lighten(folder.root)
    done = _write(folder)
    assert done.exit_code == 0, done.output
    return folder


def _write(folder: PortalFolder) -> Result:
    return folder.command("write", str(folder.root / "site"))


@pytest.fixture
def unharmed(home: PortalFolder) -> Iterator[PortalFolder]:
    """The portal; whatever the test does, its site must stay byte for byte, and nothing be left beside it.

    A file was touched, so that a build has something to do.
    """
    (home.root / "mkdocs.yml").touch()
    before = tree(home.root / "site")
    yield home
    assert tree(home.root / "site") == before
    assert _beside(home.root / "site") == []


def _refused(done: Result | subprocess.CompletedProcess[str], *lines: str) -> None:
    """The command stopped with exit code 1 and said all of the lines, and nothing of the program's insides."""
    if isinstance(done, Result):
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        code, said = done.exit_code, done.output
    else:
        code, said = done.returncode, done.stdout + done.stderr
    assert code == 1, said
    assert "Traceback" not in said
    for line in lines:
        assert line in said.splitlines(), said


def test_a_full_disk_stops(unharmed: PortalFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    write, left = Path.write_bytes, [20]

    def fill(self: Path, data: bytes) -> int:
        left[0] -= 1
        if left[0] < 0:
            write(self, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", fill)
    site = unharmed.root / "site"
    _refused(_write(unharmed), f"Nettstaden kunne ikkje skrivast til {site}: det er ikkje plass på disken.")


def test_a_disk_that_fills_while_a_file_is_copied_is_no_fault_of_that_file(
    unharmed: PortalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system names what was read, not what could not be written."""

    def fill(source: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(source), None, str(target))

    monkeypatch.setattr(shutil, "copyfile", fill)
    site = unharmed.root / "site"
    _refused(_write(unharmed), f"Nettstaden kunne ikkje skrivast til {site}: det er ikkje plass på disken.")


def test_a_folder_that_may_not_be_written_in_stops(unharmed: PortalFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def refuse(path: Any, *arguments: Any, **more: Any) -> int:
        if os.fspath(path).endswith(".lock"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(path))
        return opened(path, *arguments, **more)

    monkeypatch.setattr(os, "open", refuse)
    site = unharmed.root / "site"
    _refused(_write(unharmed), f"Nettstaden kunne ikkje skrivast til {site}: du har ikkje løyve til det.")


def test_a_place_that_cannot_be_a_folder_stops(unharmed: PortalFolder) -> None:
    settings = unharmed.root / "mkdocs.yml"
    _refused(unharmed.command("write", str(settings / "site")), f"{settings} er ei fil, inga mappe.")


def _meddling(monkeypatch: pytest.MonkeyPatch, meddle: Callable[[], object]) -> None:
    """Let something happen after all is read and checked, and before it is written."""
    build = portal.commands.cli.build_site

    def built(*arguments: Any, **more: Any) -> Any:
        site = build(*arguments, **more)
        meddle()
        return site

    monkeypatch.setattr(portal.commands.cli, "build_site", built)


CHANGED = "Fila blei endra medan nettstaden blei bygd. Bygg på nytt."


@pytest.mark.parametrize("path", ["cases/2021-a.md", "cases/2021-a/notat.txt", "cases/2021-ny.md", "content/om.md"])
def test_what_changes_while_the_site_is_built_stops(
    unharmed: PortalFolder, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    file = unharmed.root / path
    before = file.read_bytes() if file.exists() else None
    _meddling(monkeypatch, lambda: file.write_bytes(b"---\ntitle: Endra\n---\n"))
    try:
        _refused(_write(unharmed), f"{path}:1:1: {CHANGED}")
    finally:
        file.unlink() if before is None else file.write_bytes(before)


@pytest.mark.parametrize("how", ["longer", "later", "another file"])
def test_a_change_is_seen_by_each_sign_of_it_alone(tmp_path: Path, how: str) -> None:
    """Another letter is no longer text, some programs keep the time, and most write a new file."""
    (tmp_path / "cases").mkdir()
    file, other = tmp_path / "cases/a.md", tmp_path / "b.md"
    file.write_text("Ja", encoding="utf-8")
    other.write_text("Ja", encoding="utf-8")
    for path in (file, other):
        os.utime(path, (1, 1))
    before = stamps_below(tmp_path, "cases")
    if how == "longer":
        file.write_text("Nei", encoding="utf-8")
        os.utime(file, (1, 1))
    elif how == "later":
        os.utime(file, ns=(1_000_000_000, 1_000_000_001))
    else:
        other.replace(file)
    assert stamps_below(tmp_path, "cases").keys() == before.keys()
    assert stamps_below(tmp_path, "cases") != before


def test_an_attachment_that_goes_before_it_is_copied_stops(
    unharmed: PortalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = unharmed.root / "cases/2021-a/notat.txt"
    _meddling(monkeypatch, file.unlink)
    try:
        _refused(_write(unharmed), f"{file} kunne ikkje lesast: fila eller mappa finst ikkje. Ingenting er publisert.")
    finally:
        file.write_text("Notat.\n", encoding="utf-8")


def test_what_is_no_file_or_has_no_name_is_told_and_never_waited_for(unharmed: PortalFolder) -> None:
    cases = unharmed.root / "cases"
    os.mkfifo(cases / "2021-royr.md")
    (cases / "2021-mappe.md").mkdir()
    (cases / "2021-lenkje.md").symlink_to("finst-ikkje.md")
    named = Path(os.fsdecode(os.fsencode(cases) + b"/2021-bl\xe5.md"))
    named.write_text("---\ntitle: X\n---\n", encoding="utf-8")
    try:
        done = _write(unharmed)
    finally:
        for path in (cases / "2021-royr.md", cases / "2021-lenkje.md", named):
            path.unlink()
        (cases / "2021-mappe.md").rmdir()
    _refused(
        done,
        "cases/2021-royr.md:1:1: Dette er inga vanleg fil, og ho kan ikkje lesast. Ta ho bort.",
        "cases/2021-mappe.md:1:1: Dette er ei mappe, men namnet er som på ei fil. "
        "Gi mappa eit namn utan «.md», eller legg ei fil her.",
        "cases/2021-lenkje.md:1:1: Dette er ein snarveg (ei symbolsk lenkje). Legg sjølve fila eller mappa her.",
        "cases/2021-bl\ufffd.md:1:1: Namnet på fila eller mappa er ikkje i UTF-8. Gi det nytt namn.",
    )


def test_a_folder_that_cannot_be_read_is_no_empty_one(unharmed: PortalFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def refuse(path: Any = ".") -> Any:
        if os.fspath(path).endswith("/meetings/u"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    _refused(
        _write(unharmed),
        "meetings/u:1:1: Fila kan ikkje lesast (du har ikkje løyve til det). "
        "Sjekk at ho finst, og at du har tilgang til ho.",
    )


def test_a_record_that_cannot_be_read_stops(unharmed: PortalFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self.name == "2021-a.md":
            raise OSError(errno.EIO, "Input/output error", str(self))
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    _refused(
        _write(unharmed),
        "cases/2021-a.md:1:1: Fila kan ikkje lesast (disken svarar ikkje som han skal). "
        "Sjekk at ho finst, og at du har tilgang til ho.",
    )


def test_files_of_others_stay_and_our_own_of_earlier_go(home: PortalFolder, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(home.root / "site", site)
    (site / "deira.txt").write_text("deira", encoding="utf-8")
    gone = home.root / "cases/2021-b.md"
    gone.write_text("---\ntitle: B\n---\n", encoding="utf-8")
    try:
        assert home.command("write", str(site)).exit_code == 0
        assert (site / "saker/2021-b/index.html").is_file()
    finally:
        gone.unlink()
    assert home.command("write", str(site)).exit_code == 0
    assert not (site / "saker/2021-b").exists()
    assert tree(site) == {**tree(home.root / "site"), "deira.txt": b"deira"}


def test_the_list_of_files_of_an_earlier_version_still_tells_what_is_ours(home: PortalFolder, tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "saker/2021-b").mkdir(parents=True)
    for name in ("saker/2021-b/index.html", "deira.txt"):
        (site / name).touch()
    (site / ".portal-files").write_text("saker/2021-b/index.html\n", encoding="utf-8")
    assert home.command("write", str(site)).exit_code == 0
    assert tree(site) == {**tree(home.root / "site"), "deira.txt": b""}


def test_where_nobody_knows_what_is_ours_nothing_is_touched(home: PortalFolder, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "manifest.json").write_text("{", encoding="utf-8")
    _refused(
        home.command("write", str(site)),
        f"Manifestet i {site} er skadd, så ingen veit kva der som høyrer til den gamle nettstaden. "
        "Ta bort mappa, eller vel ei anna.",
    )
    assert tree(site) == {"manifest.json": b"{"}


# -- `mkdocs build`


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    """A portal that MkDocs built over a site with a hidden file and another of somebody's."""
    folder = make_portal(tmp_path_factory.mktemp("swapping") / "bygd", RECORDS)
    _lighten(folder.root)
    folder.write({"site/.nojekyll": "", "site/.git/HEAD": "ref: x\n", "site/saker/gammal.html": "x"})
    done = folder.build()
    assert done.returncode == 0, done.stderr
    return folder


def test_mkdocs_site_is_whole_and_told_of_in_its_manifest(built: PortalFolder) -> None:
    site = built.root / "site"
    assert (site / "saker/2021-a/notat.txt").read_text("utf-8") == "Notat.\n"
    assert not (site / "saker/gammal.html").exists()
    assert (site / ".git/HEAD").is_file()
    assert _beside(site) == []
    compared = compare(site)
    assert (compared.different, compared.lacking, compared.new) == ((), (), (".nojekyll",))
    assert {"404.html", "index.html", "manifest.schema.json", "om/index.html"} <= compared.manifest.files.keys()
    assert {"mkdocs", "mkdocs-material", "portal"} <= compared.manifest.about["versions"].keys()


def test_a_warning_that_stops_mkdocs_leaves_the_old_site(built: PortalFolder) -> None:
    before, page = tree(built.root / "site"), built.root / "content/om.md"
    words = page.read_text("utf-8")
    page.write_text(f"{words}\n[borte](finst-ikkje.md)\n", encoding="utf-8")
    try:
        done = built.build()
    finally:
        page.write_text(words, encoding="utf-8")
    _refused(done, "Aborted with 1 warnings in strict mode!")
    assert tree(built.root / "site") == before
    assert _beside(built.root / "site") == []


def test_a_second_build_at_the_same_time_stops(built: PortalFolder) -> None:
    """Of both writers."""
    site = built.root / "site"
    before = tree(site)
    message = (
        f"Eit anna bygg av {site} er i gang (prosess {os.getpid()}, {os.uname().nodename}). Vent til det er ferdig."
    )
    with staged(site):
        _refused(built.build(), message)
        _refused(_write(built), message)
        assert tree(site) == before
    assert _beside(site) == []


def test_a_file_that_grows_too_big_stops_mkdocs(built: PortalFolder) -> None:
    before, site = tree(built.root / "site"), built.root / "site"
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=built.root,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
        capture_output=True,
        text=True,
        check=False,
    )
    _refused(done, f"Nettstaden kunne ikkje skrivast til {site}: ei fil blir større enn det er lov til.")
    assert tree(site) == before
    assert _beside(site) == []


# -- killed at any moment


@pytest.mark.parametrize("way", ["folder", "mkdocs"])
def test_a_build_that_is_killed_leaves_the_old_site_or_the_new_one(
    tmp_path: Path, way: str, pytestconfig: pytest.Config
) -> None:
    times = pytestconfig.getoption("kills") // (1 if way == "folder" else 5)
    folder = make_portal(tmp_path / "portal", {path: text for path, text in RECORDS.items() if "2021" not in path})
    _lighten(folder.root)
    folder.write({"cases/2021-a.md": "---\ntitle: Før\n---\nTekst.\n"})
    seed = random.SystemRandom().randrange(2**32)
    done = subprocess.run(
        [sys.executable, "-m", "support.killing", way, str(folder.root), str(times), str(seed)],
        cwd=Path(__file__).parent,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["differ"]
    assert len(told["found"]) == times
    assert [one for one in told["found"] if one not in ("old", "new")] == [], f"seed {seed}"
    assert "old" in told["found"], f"seed {seed}"
    assert (told["mended"], told["still"]) == (True, []), f"seed {seed}"
