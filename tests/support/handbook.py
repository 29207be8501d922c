"""The tasks of the handbook, done by their own words: what a page says to write, to type and to see, in order.

A page is read as its reader reads it. What stands right before a block of code tells what to do with it, in nynorsk
or bokmål: «Skriv dette i `cases/x.md`:», «Finn dette i `…`:» and «Byt det ut med dette:», «Legg dette til sist i
`…`:», «Vel `…`, så `…`, og skriv dette i feltet `…`:» in the editor in the browser, «Du ser dette:», «På `/saker/x/`
står dette:», «På `…` står ikkje dette:», «Desse sidene finst ikkje:». A block of `sh` is typed, with «Svar slik på
spørsmåla:» below it where it asks. «I dømet er det `2030-01-14`.» is the day from there on, and «Gjer først [ei anna
oppgåve](anna.md)» is done first. A block that tells none of this is a fault of the page.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner
from docx import Document
from playwright.sync_api import sync_playwright

from portal.commands.cli import main
from portal.model.clock import OSLO
from support.admin import Editor, administered
from support.attachments import comment, docx, paragraph, properties, run
from support.browser import launch
from support.portals import PAGES, PortalFolder
from support.sites import PageReader

__all__ = ["FOUNDING", "Doer", "Step", "handbook_pages", "read_steps", "task_pages"]

FOUNDING = "ta-over"
"""The page that begins with an empty folder; all other tasks are done in the portal that it makes."""

_LEADS = {
    "write": r"Skriv dette i `([^`]+)`:",
    "find": r"Finn dette i `([^`]+)`:",
    "replace": r"Bytt? det ut med dette:",
    "append": r"Legg dette til sist i `([^`]+)`:",
    "answer": r"Svar slik på spørsmål(?:a|ene):",
    "field": r"(?:Vel|Velg) `([^`]+`, så `[^`]+`, og skriv dette i feltet `[^`]+)`:",
    "see": r"Du ser dette:",
    "shows": r"På `([^`]+)` står dette:",
    "hides": r"På `([^`]+)` står (?:ikkje|ikke) dette:",
    "gone": r"(?:Desse sidene finst ikkje|Disse sidene finnes ikke):",
}
_DAY = re.compile(r"I (?:dømet|eksempelet) er det `(\d{4}-\d\d-\d\d)`")
_FIRST = re.compile(r"(?:Gjer|Gjør) først \[[^\]]+\]\(([\w-]+)\.md\)")
_INSTALLING = ("python3 -m venv ", ". .venv/", "pip install ")
"""What is not typed where the program is there already."""
_BROWSER = """
import os, signal, sys, urllib.request
with urllib.request.urlopen(sys.argv[1]) as answer:
    assert b"</html>" in answer.read()
os.kill(os.getppid(), signal.SIGINT)
"""
"""A browser that reads the page it was opened with, and presses Ctrl+C in the terminal that opened it."""
_FENCE = re.compile(r"^```(?P<language>\w+)\n(?P<code>.*?)^```$", re.M | re.S)


@dataclass(frozen=True)
class Step:
    """A thing to do: `what` by the name of its lead, `type` of what is typed, `day` and `first`; with its line."""

    what: str
    line: int
    about: str = ""
    code: str = ""


def handbook_pages(lang: str) -> dict[str, str]:
    """The pages of a language's handbook, by the names of their files without `.md`."""
    return {path.stem: path.read_text("utf-8") for path in sorted((PAGES / lang / "handbok").glob("*.md"))}


def task_pages(lang: str) -> list[str]:
    """The tasks of a language's handbook: the pages with numbered steps."""
    return [name for name, text in handbook_pages(lang).items() if "\n### 1. " in text]


def read_steps(text: str) -> Iterator[Step]:
    """What a page says to do, in order. Raises `ValueError` for a block that it does not say what to do with."""
    place = 0
    for fence in _FENCE.finditer(text):
        between = text[place : fence.start()]
        yield from _told(between, text[:place].count("\n") + 1)
        line = text[: fence.start()].count("\n") + 1
        lead = " ".join(between.rstrip().rpartition("\n\n")[2].split())
        if fence["language"] == "sh":
            yield Step("type", line, code=fence["code"])
        else:
            found = ((what, re.search(f"{said}$", lead)) for what, said in _LEADS.items())
            what, match = next(((what, match) for what, match in found if match), ("", None))
            if match is None:
                raise ValueError(f"line {line}: «{lead}» does not tell what to do with the block below it")
            yield Step(what, line, match[1] if match.groups() else "", fence["code"])
        place = fence.end()
    yield from _told(text[place:], text[:place].count("\n") + 1)


def _told(words: str, line: int) -> Iterator[Step]:
    for what, pattern in (("first", _FIRST), ("day", _DAY)):
        for found in pattern.finditer(" ".join(words.split())):
            yield Step(what, line, found[1])


@dataclass
class Doer:
    """One who does what pages say: `here` is the folder that they stand in, `home` their own, `day` today.

    `said` is what the last thing they typed said. With `commands`, a folder of programs, all that is typed goes to a
    shell that finds those first; without, `portal` runs in this process.
    """

    lang: str
    home: Path
    here: Path = field(init=False)
    day: str = "2030-01-07"
    said: str = ""
    commands: Path | None = None
    done: list[str] = field(default_factory=list)
    _sought: tuple[Path, str] | None = None

    def __post_init__(self) -> None:
        self.home.mkdir(exist_ok=True)
        self.here = self.home
        settings, host = self.home / ".gitconfig", self.home / "host"
        settings.write_text(
            "[user]\n\tname = Kari\n\temail = kari@fjordane.example\n"
            f'[url "file://{host}/"]\n\tinsteadOf = https://git.example/\n',
            encoding="utf-8",
        )
        browser = self.home / ".browser"
        browser.write_text(f"#!{sys.executable}\n{_BROWSER}", encoding="utf-8")
        browser.chmod(0o755)
        subprocess.run(["git", "init", "--quiet", "--bare", host / "fjordane/portalen.git"], check=True)

    @property
    def folder(self) -> PortalFolder:
        """The portal that they stand in."""
        return PortalFolder(self.here)

    @property
    def epoch(self) -> str:
        """Eight in the morning of the day."""
        return str(int(dt.datetime.fromisoformat(f"{self.day} 08:00").replace(tzinfo=OSLO).timestamp()))

    @property
    def environment(self) -> Mapping[str, str]:
        """What programs are told: the day, the home, and a git that knows this reader and reaches no network."""
        path = f"{self.commands}:{os.environ['PATH']}" if self.commands else os.environ["PATH"]
        inherited = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")}
        return {
            **inherited, "HOME": str(self.home), "PATH": path, "SOURCE_DATE_EPOCH": self.epoch,
            "BROWSER": f"{self.home / '.browser'} %s",
            "PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_FORCE_REINSTALL": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "GIT_CONFIG_GLOBAL": str(self.home / ".gitconfig"), "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": f"{self.day}T08:00:00", "GIT_COMMITTER_DATE": f"{self.day}T08:00:00",
        }  # fmt: skip

    def do(self, page: str) -> None:
        """Do a page of the handbook, and before it what it says to do first, each once. Raises `AssertionError`."""
        if page in self.done:
            return
        self.done.append(page)
        self.do_text(page, (PAGES / self.lang / f"handbok/{page}.md").read_text("utf-8"))

    def do_text(self, page: str, text: str) -> None:
        """Do what a text says, as if it were a page's. Raises `AssertionError` with the page's line."""
        steps = list(read_steps(text))
        for step, following in zip(steps, [*steps[1:], None], strict=True):
            answers = following.code if following and following.what == "answer" else ""
            try:
                self._do(step, answers)
            except (AssertionError, KeyError, OSError) as fault:
                raise AssertionError(f"{self.lang}/handbok/{page}.md:{step.line}: {step.what}: {fault}") from fault

    def _do(self, step: Step, answers: str) -> None:
        match step.what:
            case "first":
                self.do(step.about)
            case "day":
                self.day = step.about
            case "type":
                self.said = self._typed(step.code, answers)
            case "answer":
                self._see(question.rpartition("→")[0] for question in step.code.splitlines())
            case "see":
                self._see(step.code.splitlines())
            case "write" | "append":
                path = self._path(step.about)
                path.parent.mkdir(parents=True, exist_ok=True)
                before = path.read_text("utf-8") if step.what == "append" else ""
                path.write_text(before + step.code, encoding="utf-8")
            case "field":
                self._fill(*step.about.replace("`, og skriv dette i feltet `", "`, så `").split("`, så `"), step.code)
            case "find":
                path = self._path(step.about)
                if path.suffix != ".docx":
                    assert path.read_text("utf-8").count(step.code) == 1, f"once in {path.read_text('utf-8')}"
                self._sought = path, step.code
            case "replace":
                assert self._sought, "nothing was looked for"
                path, old = self._sought
                if path.suffix == ".docx":
                    _edit(path, old.strip(), step.code.strip())
                    return
                path.write_text(path.read_text("utf-8").replace(old, step.code), encoding="utf-8")
            case _:
                self._look(step)

    def _look(self, step: Step) -> None:
        """Look at the site as it is now."""
        site = self.folder.site(self.epoch)
        if step.what == "gone":
            assert [address for address in step.code.split() if address in site] == []
            return
        reader = PageReader()
        reader.feed(site[step.about].make().data.decode())
        for line in step.code.splitlines():
            assert (line in reader.text) == (step.what == "shows"), f"«{line}» in: {reader.text}"

    def _path(self, name: str) -> Path:
        return self.home / name.removeprefix("~/") if name.startswith("~/") else self.here / name

    def _see(self, lines: Iterator[str] | list[str]) -> None:
        for line in lines:
            assert line.strip() in self.said, f"«{line}» in: {self.said}"

    def _fill(self, listed: str, record: str, label: str, text: str) -> None:
        """Write in a field of a record in the editor in the browser, found by what stands there, and save it."""
        with administered(self.here) as address, sync_playwright() as playwright:
            browser = launch(playwright)
            page = Editor(browser.new_page(), address, self.here).page
            page.get_by_text(listed, exact=True).first.click()
            page.get_by_text(record).last.click()
            page.get_by_label(label, exact=True).first.fill(text.strip())
            with page.expect_response(lambda answer: answer.request.method == "PUT" and answer.url.endswith(".md")):
                page.get_by_role("button", name="Save", exact=True).click()
            browser.close()

    # -- what is typed

    def _typed(self, code: str, answers: str) -> str:
        given = "".join(f"{line.rpartition('→')[2].strip()}\n" for line in answers.splitlines())
        self._supply(code)
        if self.commands:
            return self._in_shell(code, given)
        return "".join(self._line(line, given) for line in code.replace("\\\n", " ").splitlines())

    def _supply(self, code: str) -> None:
        """Lay the documents of Word's that a line names where a reader has them, with an author and a comment."""
        for name in re.findall(r"~/(\S+\.docx)", code):
            path = self.home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(docx(paragraph(run("Bakgrunn")), comments=comment("X"), **properties("Kari Nordvik")))

    def _line(self, line: str, given: str) -> str:
        if line.startswith(_INSTALLING):
            return ""
        if line.startswith("cd "):
            self.here = self.here / line.removeprefix("cd ").strip()
            return ""
        if line.startswith("portal serve"):
            return str(self.folder.page("/", self.epoch) and "")
        if not line.startswith("portal "):
            return self._in_shell(line, given)
        words = [word.replace("~", str(self.home), 1) if word.startswith("~/") else word for word in shlex.split(line)]
        with contextlib.chdir(self.here):
            done = CliRunner().invoke(main, words[1:], input=given or None, env=dict(self.environment))
        assert done.exit_code == 0, f"{line}\n{done.output}"
        return done.output

    def _in_shell(self, code: str, given: str) -> str:
        """Type in a shell that remembers where it stands and what it was told."""
        state = self.home / ".shell"
        before = f". {shlex.quote(str(state))}\n" if state.exists() else ""
        after = f"\nexport -p > {shlex.quote(str(state))}; pwd > {shlex.quote(str(state) + '-here')}"
        today = f"export SOURCE_DATE_EPOCH={self.epoch} GIT_AUTHOR_DATE={self.day}T08:00:00\n"
        done = subprocess.run(
            ["sh", "-ec", before + today + code + after],
            cwd=self.here, env=self.environment, input=given, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{code}\n{done.stdout}{done.stderr}"
        self.here = Path(Path(f"{state}-here").read_text("utf-8").strip())
        return done.stdout + done.stderr


def _edit(path: Path, old: str, new: str) -> None:
    """Write other words in a document of Word's, where they stand once, and save it."""
    document = Document(str(path))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    held = [*document.paragraphs, *(one for cell in cells for one in cell.paragraphs)]
    found = [run for one in held for run in one.runs if old in run.text]
    assert len(found) == 1, [one.text for one in held]
    found[0].text = found[0].text.replace(old, new)
    document.save(str(path))
