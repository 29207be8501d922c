"""What is kept between runs: whole or not at all, by several at once, and never so much that it fills a disk."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portal.source.cache import Cache, Shelf, digest_of

A, B, C = (digest_of(name) for name in "abc")


def never() -> bytes:
    raise AssertionError("it was there")


def database(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / "values.sqlite", isolation_level=None)


def test_what_was_kept_is_found_again(tmp_path: Path) -> None:
    Cache(tmp_path).keep({A: b"one", B: b""})
    assert Cache(tmp_path).find([A, B, C]) == {A: b"one", B: b""}
    assert Cache(tmp_path).fetch_bytes(A, never) == b"one"
    assert Cache(tmp_path).fetch_bytes(C, lambda: b"three") == b"three"
    assert Cache(tmp_path).find([C]) == {C: b"three"}


def test_looking_for_something_makes_no_folder(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "build")
    assert cache.find([A]) == {}
    cache.tidy()
    assert not (tmp_path / "build").exists()


def test_a_shelf_holds_its_own_sort_alone(tmp_path: Path) -> None:
    shelf = Shelf(Cache(tmp_path), "history", "1")
    assert shelf.get(("a", 1), lambda: b"x") == b"x"
    shelf.save()
    assert Shelf(Cache(tmp_path), "history", "1").get(("a", 1), never) == b"x"
    assert Shelf(Cache(tmp_path), "history", "2").get(("a", 1), lambda: b"y") == b"y"


@pytest.mark.parametrize("damage", [b"", b"no database at all", b"SQLite format 3\x00" + b"\xff" * 20_000])
def test_a_damaged_database_is_a_miss_and_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    Cache(tmp_path).keep({A: b"one"})
    (tmp_path / "values.sqlite").write_bytes(damage)
    cache = Cache(tmp_path)
    assert cache.find([A]) == {}
    cache.keep({A: b"one"})
    assert Cache(tmp_path).find([A]) == {A: b"one"}


def test_a_damaged_value_is_a_miss_and_the_others_stand(tmp_path: Path) -> None:
    Cache(tmp_path).keep({A: b"one", B: b"two"})
    with database(tmp_path) as changed:
        changed.execute("UPDATE kept SET value = CAST(substr(value, 1, 5) || 'zz' AS BLOB) WHERE key = ?", (A,))
    assert Cache(tmp_path).find([A, B]) == {B: b"two"}


@pytest.mark.parametrize("damage", [b"", b"%PDG", b"%PDF and more"])
@pytest.mark.parametrize("name", ["a.pdf", "a.pdf.sum"])
def test_a_damaged_file_is_a_miss_and_is_made_anew(tmp_path: Path, name: str, damage: bytes) -> None:
    path = tmp_path / "files/a.pdf"
    Cache(tmp_path).fetch("a.pdf", lambda: b"%PDF")
    path.with_name(name).write_bytes(damage)
    cache = Cache(tmp_path)
    assert (cache.fetch("a.pdf", lambda: b"%PDF"), path.read_bytes(), cache.made) == (path, b"%PDF", 1)
    assert cache.fetch("a.pdf", never) == path


def test_a_folder_in_which_nothing_can_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    cache = Cache(tmp_path / "file")
    cache.keep({A: b"one"})
    assert cache.find([A]) == {}
    assert cache.fetch_bytes(A, lambda: b"one") == b"one"
    assert cache.fetch("a.pdf", lambda: b"%PDF") == b"%PDF"
    cache.tidy()


def test_a_folder_that_is_deleted_meanwhile_is_no_fault(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cache.keep({A: b"one"})
    assert cache.fetch("a.pdf", lambda: b"%PDF") == tmp_path / "cache/files/a.pdf"
    shutil.rmtree(tmp_path / "cache")
    assert cache.find([A]) == {}
    assert cache.fetch("a.pdf", lambda: b"%PDF 2") == tmp_path / "cache/files/a.pdf"
    assert cache.made == 2
    cache.keep({A: b"two"})
    assert cache.find([A]) == {A: b"two"}


def test_two_runs_write_at_once_and_lose_nothing(tmp_path: Path) -> None:
    writes = (
        "import sys; from pathlib import Path; from portal.source.cache import Cache, digest_of\n"
        "cache = Cache(Path(sys.argv[1]))\n"
        "for n in range(60): cache.keep({digest_of(sys.argv[2], n): bytes(5000)})\n"
    )
    runs = [subprocess.Popen([sys.executable, "-c", writes, str(tmp_path), name]) for name in ("a", "b")]
    assert [run.wait() for run in runs] == [0, 0]
    keys = [digest_of(name, n) for name in ("a", "b") for n in range(60)]
    assert len(Cache(tmp_path).find(keys)) == 120


def test_a_fork_goes_on_by_itself(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.keep({A: b"one"})
    pid = os.fork()
    if not pid:
        cache.keep({B: b"two"})
        os._exit(cache.find([A]) != {A: b"one"})
    assert os.waitpid(pid, 0)[1] == 0
    assert cache.find([A, B]) == {A: b"one", B: b"two"}


def test_what_nothing_asks_for_in_a_month_goes(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.keep({A: b"one", B: b"two"})
    for name in ("a.pdf", "b.pdf"):
        cache.fetch(name, lambda: b"%PDF")
        os.utime(tmp_path / "files" / name, (1, 1))
    with database(tmp_path) as changed:
        changed.execute("UPDATE kept SET day = 1")
    later = Cache(tmp_path)
    assert later.find([A]) == {A: b"one"}
    later.fetch("a.pdf", never)
    later.tidy()
    assert Cache(tmp_path).find([A, B]) == {A: b"one"}
    assert sorted(path.name for path in (tmp_path / "files").iterdir()) == ["a.pdf", "a.pdf.sum"]


def test_of_too_much_what_was_used_longest_ago_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache, today = Cache(tmp_path), int(time.time()) // 86_400
    keys = [digest_of(n) for n in range(10)]
    cache.keep({key: bytes(10_000) for key in keys})
    with database(tmp_path) as changed:
        changed.executemany("UPDATE kept SET day = ? WHERE key = ?", [(today - n, key) for n, key in enumerate(keys)])
    for n in range(4):
        cache.fetch(f"{n}.pdf", lambda: bytes(20_000))
        os.utime(tmp_path / "files" / f"{n}.pdf", (time.time() - 7_200 * n, time.time() - 7_200 * n))
    monkeypatch.setattr("portal.source.cache._MOST_BYTES", 50_000)
    Cache(tmp_path).tidy()
    assert set(Cache(tmp_path).find(keys)) == set(keys[:2])
    assert sorted(path.name for path in (tmp_path / "files").iterdir()) == ["0.pdf", "0.pdf.sum", "1.pdf", "1.pdf.sum"]
