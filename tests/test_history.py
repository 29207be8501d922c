"""What git remembers, read without running anything: neither git nor what a repository's settings name."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from portal.site.manifest import Origin, origin_of
from portal.source.history.repository import FileChange, Repository
from support.history import commit, git
from support.portals import PortalFolder, make_portal
from support.small import SMALL

FOLDERS = ("cases", "meetings")


def _trap(folder: PortalFolder) -> Path:
    """A repository whose own settings name a program wherever git would run one; the file that it leaves behind."""
    left = folder.root.parent / "left-behind"
    program = folder.root.parent / "program"
    program.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{left}'\ncat\n", encoding="utf-8")
    program.chmod(0o755)
    hooks = folder.root.parent / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "post-checkout", "reference-transaction", "fsmonitor-watchman"):
        (hooks / name).write_text(program.read_text("utf-8"), encoding="utf-8")
        (hooks / name).chmod(0o755)
    (folder.root / ".gitattributes").write_text("*.md filter=trap diff=trap\n", encoding="utf-8")
    commit(folder)
    for key, value in {
        "core.fsmonitor": str(program), "core.hooksPath": str(hooks), "core.pager": str(program),
        "filter.trap.clean": str(program), "filter.trap.smudge": str(program), "filter.trap.process": str(program),
        "diff.trap.textconv": str(program), "diff.external": str(program), "log.showSignature": "true",
        "gpg.program": str(program), "core.sshCommand": str(program), "core.askPass": str(program),
        "core.alternateRefsCommand": str(program), "uploadpack.packObjectsHook": str(program),
    }.items():  # fmt: skip
        git(folder, "config", key, value)
    left.unlink(missing_ok=True)
    return left


def test_nothing_that_a_repository_names_is_run(tmp_path: Path) -> None:
    """No build, check or command runs a program of the repository's settings; git itself would."""
    folder = make_portal(tmp_path / "portal", SMALL).without_papers()
    folder.command("permalinks", "--update")
    left = _trap(folder)
    lost = folder.root / "permalinks.txt"
    lost.write_text(lost.read_text("utf-8") + "/saker/borte/\n/ein-gong/\n", encoding="utf-8")
    (folder.root / "cases/2021-nettside.md").rename(folder.root / "cases/2021-ny-nettside.md")
    assert folder.check().exit_code == 1
    assert folder.command("permalinks").exit_code == 1
    (folder.root / "permalinks.txt").unlink()
    (folder.root / "cases/2021-ny-nettside.md").rename(folder.root / "cases/2021-nettside.md")
    built = folder.build()
    assert built.returncode == 0, built.stderr
    assert folder.command("write", str(folder.root / "annan-stad")).exit_code == 0
    assert not left.exists(), left.read_text("utf-8")
    subprocess.run(["git", "status"], cwd=folder.root, check=False, capture_output=True)
    assert left.exists()


@pytest.fixture
def folder(tmp_path: Path) -> PortalFolder:
    return PortalFolder(tmp_path / "p").write({"cases/a.md": "éin\n", "cases/a/n.txt": "x\n", "les.md": "x\n"})


def test_a_commit_tells_what_it_changed(folder: PortalFolder) -> None:
    commit(folder)
    folder.write({"cases/a.md": "to\n", "meetings/ssu/2021-02-19.md": "m\n"})
    (folder.root / "cases/a/n.txt").unlink()
    commit(folder)
    with Repository.around(folder.root) as repository:
        assert repository is not None
        first, last = repository.commits.values()
        assert (last.id, last.parents) == (repository.head, (first.id,))
        told = [[_told(repository, change) for change in repository.changes(one, FOLDERS)] for one in (first, last)]
        assert repository.files(first.id, FOLDERS).keys() == {"cases/a.md", "cases/a/n.txt"}
    assert told == [
        [("cases/a/n.txt", None, "x\n"), ("cases/a.md", None, "éin\n")],
        [("cases/a/n.txt", "x\n", None), ("cases/a.md", "éin\n", "to\n"), ("meetings/ssu/2021-02-19.md", None, "m\n")],
    ]


def _told(repository: Repository, change: FileChange) -> tuple[str, str | None, str | None]:
    return (change.path, *(repository.text(blob) if blob else None for blob in (change.before, change.after)))


def test_no_commit_is_older_than_one_that_it_builds_on(folder: PortalFolder) -> None:
    """All commits of the tests have one time: the moments rise all the same, and a merge comes behind both sides."""
    commit(folder)
    git(folder, "switch", "-q", "-c", "side")
    for n in range(3):
        folder.write({"cases/side.md": f"{n}\n"})
        commit(folder)
    git(folder, "switch", "-q", "main")
    folder.write({"cases/main.md": "x\n"})
    commit(folder)
    git(folder, "merge", "-q", "--no-ff", "side", "-m", "Slår saman")
    with Repository.around(folder.root) as repository:
        assert repository is not None
        seconds = {id_: one.moment.timestamp() for id_, one in repository.commits.items()}
        for one in repository.commits.values():
            assert all(seconds[parent] < seconds[one.id] for parent in one.parents)
        merge = list(repository.commits.values())[-1]
        assert len(merge.parents) == 2
        assert [change.path for change in repository.changes(merge, FOLDERS)] == ["cases/side.md"]


def test_a_portal_may_lie_in_a_folder_of_a_repository_and_in_a_worktree(folder: PortalFolder, tmp_path: Path) -> None:
    inner = PortalFolder(folder.root / "portalar/ein").write({"cases/b.md": "b\n"})
    commit(folder)
    git(folder, "worktree", "add", "-q", str(tmp_path / "tre"))
    for root in (inner.root, tmp_path / "tre/portalar/ein"):
        with Repository.around(root) as repository:
            assert repository is not None
            assert list(repository.files(repository.head, FOLDERS)) == ["cases/b.md"]


def test_a_history_that_was_cut_off_is_known(folder: PortalFolder, tmp_path: Path) -> None:
    commit(folder)
    folder.write({"cases/a.md": "to\n"})
    commit(folder)
    git(folder, "clone", "-q", "--depth", "1", f"file://{folder.root}", str(tmp_path / "grunn"))
    for root, is_whole, count in ((folder.root, True, 2), (tmp_path / "grunn", False, 1)):
        with Repository.around(root) as repository:
            assert repository is not None
            assert (repository.is_whole, len(repository.commits)) == (is_whole, count)
    packs = folder.root / ".git/objects/pack"
    packs.mkdir(exist_ok=True)
    (
        packs / "pack-1.promisor"
    ).touch()  # a partial clone: git fetches what lacks when it is asked for, the portal does not
    with Repository.around(folder.root) as repository:
        assert repository is not None and not repository.is_whole


def _without_head(git_folder: Path) -> None:
    (git_folder / "HEAD").write_text("ref: refs/heads/ingen\n", encoding="utf-8")


def _without_objects(git_folder: Path) -> None:
    for file in sorted((git_folder / "objects").rglob("*")):
        if file.is_file():
            file.chmod(0o644)
            file.write_bytes(b"")


def _of_another_time(git_folder: Path) -> None:
    (git_folder / "config").write_text("[core]\nrepositoryformatversion = 99\n", encoding="utf-8")


@pytest.mark.parametrize("damage", [_without_head, _without_objects, _of_another_time])
def test_a_repository_that_cannot_be_read_is_none(folder: PortalFolder, damage: object) -> None:
    commit(folder)
    assert callable(damage)
    damage(folder.root / ".git")
    with Repository.around(folder.root) as repository:
        assert repository is None
    assert origin_of(folder.root, ("cases",)) == Origin()


def _changed(folder: PortalFolder) -> bool | None:
    return origin_of(folder.root, ("cases", "les.md")).is_changed


def test_a_file_that_came_went_or_was_written_is_a_change(folder: PortalFolder) -> None:
    commit(folder)
    assert _changed(folder) is False
    folder.write({"cases/b.md": "b\n"})
    assert _changed(folder) is True
    (folder.root / "cases/b.md").unlink()
    assert _changed(folder) is False
    folder.write({"les.md": "y\n"})
    assert _changed(folder) is True
    folder.write({"les.md": "x\n"})
    (folder.root / "cases/a/n.txt").unlink()
    assert _changed(folder) is True


def test_what_git_ignores_or_has_with_other_line_ends_is_no_change(folder: PortalFolder) -> None:
    folder.write({".gitignore": "*.tmp\n"})
    commit(folder)
    folder.write({"cases/x.tmp": "x\n", "cases/.lock": "x\n", "cases/a.md": "éin\r\n".encode()})
    assert _changed(folder) is False
    folder.write({"cases/a.md": "éin\r\n\r\n".encode()})
    assert _changed(folder) is True


def test_a_large_file_is_what_its_pointer_says(folder: PortalFolder) -> None:
    """Git LFS' pointer (version 1) names the SHA-256 of what lies on the disk."""
    digest = "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9"
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize 1\n"
    folder.write({"cases/a/n.txt": pointer})
    commit(folder)
    folder.write({"cases/a/n.txt": b"0"})
    assert _changed(folder) is False
    folder.write({"cases/a/n.txt": b"1"})
    assert _changed(folder) is True
