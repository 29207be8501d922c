"""`portal import` of files that are out to hurt: a clear message, bounded time and memory, and nothing written.

What each file holds is in `support/hostile.py`.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.importing import DOCUMENTS, gold
from portal.commands.importing.command import Arguments, import_into
from portal.commands.importing.document.blocks import Unreadable
from portal.commands.importing.importer import import_file
from portal.linked.graph import Graph
from portal.source.reading import read_records
from portal.source.settings import read_settings
from support.hostile import HOSTILE, damaged
from support.portals import REPOSITORY, make_portal
from support.sites import tree

PARTS = 2
"""The tests that the damaged documents are shared among: the same ones each time, as many as `--damaged` says."""

SECONDS, MEGABYTES = 20, 500

NOT_WORD = "Fila er ikkje eit Word-dokument, eller ho er øydelagd."
NOT_PDF = "Fila er ikkje ein PDF, eller ho er øydelagd."
NOT_TEXT = "Fila er ikkje tekst, same kva ho heiter."
EMPTY = "Fila er tom."
OLE = (
    "Fila er låst med passord, eller ho er eit gammalt Word-dokument (.doc). "
    "Opne ho i Word og lagre ho som .docx utan passord."
)
OLD_WORD = "Fila er eit gammalt Word-dokument (.doc). Opne ho i Word og lagre ho som .docx."
LOCKED = "Fila er låst med passord. Lagre ho utan passord."
TOO_LARGE = "Fila er for stor, eller pakkar ut til for mykje."
SCANNED = "PDF-en har ingen tekst, truleg fordi han er skanna. Bruk originalen."
PAGES = "PDF-en har {} sider. Han må ha minst éi og høgst 300."
NO_KIND = (
    "Det går ikkje fram kva slags dokument dette er. "
    "Sei det med «--kind»: submission, agenda, minutes, report, plan, agreement."
)
ENDING = "«{}» kan ikkje lesast. Bruk .docx, .odt, .pdf, .txt, .md, .eml eller .json."
UNREADABLE = "Fila kan ikkje lesast: {}."

MESSAGES: dict[str, str | tuple[str, ...]] = {
    "bomb.docx": TOO_LARGE,
    "bomb-in-pieces.docx": TOO_LARGE,
    "many-paragraphs.docx": TOO_LARGE,
    "many-cells.docx": (NO_KIND, TOO_LARGE),
    "dtd.docx": NOT_WORD,
    "external-entity.docx": NOT_WORD,
    "laughs.docx": NOT_WORD,
    "parts.docx": TOO_LARGE,
    "locked.docx": LOCKED,
    "locked-by-word.docx": LOCKED,
    "old-word-named.docx": OLD_WORD,
    "container.docx": OLE,
    "no-zip.docx": NOT_WORD,
    "half-zip.docx": NOT_WORD,
    "without-document.docx": NOT_WORD,
    "climbing-path.docx": NOT_WORD,
    "no-body.docx": NOT_WORD,
    "no-xml.docx": NOT_WORD,
    "nested-runs.docx": (NO_KIND, TOO_LARGE),
    "nested-boxes.docx": (NO_KIND, TOO_LARGE),
    "truncated.pdf": NOT_PDF,
    "encrypted.pdf": LOCKED,
    "pages.pdf": PAGES.format(10_000),
    "no-pages.pdf": PAGES.format(0),
    "scanned.pdf": SCANNED,
    "bomb.pdf": (NOT_PDF, TOO_LARGE),
    "bomb-below-the-limit.pdf": (NOT_PDF, TOO_LARGE),
    "far-coordinates.pdf": NO_KIND,
    "looping.pdf": NOT_PDF,
    "laughs.pdf": (SCANNED, TOO_LARGE, NOT_PDF),
    "no-pdf.pdf": NOT_PDF,
    "only-the-sign.pdf": NOT_PDF,
    "word-named.pdf": NOT_PDF,
    "pdf-named.docx": NOT_WORD,
    "picture-named.txt": NOT_TEXT,
    "word-named.txt": NOT_TEXT,
    "pdf-named.md": NOT_TEXT,
    "utf-16.txt": NOT_TEXT,
    "utf-16-no-mark.txt": NOT_TEXT,
    "empty.txt": EMPTY,
    "empty.docx": (NOT_WORD, EMPTY),
    "empty.pdf": (NOT_PDF, EMPTY),
    "blank.md": EMPTY,
    "one-word.txt": (NO_KIND, TOO_LARGE),
    "digits.txt": (NO_KIND, TOO_LARGE),
    "spaces.txt": (NO_KIND, TOO_LARGE),
    "huge.txt": TOO_LARGE,
    "picture.png": ENDING.format(".png"),
    "no-ending": ENDING.format("no-ending"),
    "bomb-on-every-page.pdf": TOO_LARGE,
    "brackets.txt": TOO_LARGE,
    "few-nested-tables.docx": TOO_LARGE,
    "many-elements.docx": TOO_LARGE,
    "nested-controls.docx": TOO_LARGE,
    "nested-tables.docx": TOO_LARGE,
    "one-line.txt": TOO_LARGE,
    "short-lines.txt": TOO_LARGE,
    # -- what is at the path is no file that can be read
    "broken-link.txt": UNREADABLE.format("fila eller mappa finst ikkje"),
    "nowhere.txt": UNREADABLE.format("fila eller mappa finst ikkje"),
    "link-to-itself.docx": UNREADABLE.format("snarvegen viser til seg sjølv"),
}
"""What is told of each file, whole, behind its name; one of several where more than one would be right."""

_MEASURER = """
import json, os, resource, signal, sys, time
from click.testing import CliRunner
from portal.commands.cli import main

def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024

def run(root, path):
    result = CliRunner().invoke(main, ["--root", root, "import", path], env={"SOURCE_DATE_EPOCH": "1620604800"})
    return result.exit_code, result.output

def measured(folder, root, path):
    os.chdir(folder)
    signal.alarm(600)
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    with open("/proc/self/clear_refs", "w") as counter:
        counter.write("5")
    before, began = peak(), time.process_time()
    code, output = run(root, path)
    return code, output, time.process_time() - began, peak() - before

run(sys.argv[1], "nowhere.txt")
for line in sys.stdin:
    child = os.fork()
    if not child:
        try:
            print(json.dumps(measured(*json.loads(line))), flush=True)
            os._exit(0)
        finally:
            sys.excepthook(*sys.exc_info())
            os._exit(1)
    if status := os.waitpid(child, 0)[1]:
        print(json.dumps(f"the process ended by {status}"), flush=True)
"""
"""Runs the command once, and then for each line of its input in a process of its own, which has all imported already.

A line is a JSON list of the folder to stand in, the portal and the document; the answer is a list of the exit code,
the output, the seconds and the megabytes, or a text that tells how the process ended: after a minute it is stopped.
The time is the processor's, which a busy machine does not lengthen.
The peak is the process's own (`VmHWM`): what `resource` gives begins with the peak of the process that started it.
"""


@pytest.fixture(scope="module")
def measurer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[subprocess.Popen[str]]:
    portal = make_portal(tmp_path_factory.mktemp("measurer") / "portal")
    command = [sys.executable, "-c", _MEASURER, str(portal.root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process


def placed(folder: Path, name: str) -> Path:
    """The file at its name, or what is there in its place."""
    path = folder / name
    folder.mkdir()
    if name in HOSTILE:
        path.write_bytes(HOSTILE[name]())
    elif name == "broken-link.txt":
        path.symlink_to(folder / "gone.txt")
    elif name == "link-to-itself.docx":
        path.symlink_to(path)
    return path


@pytest.mark.parametrize("name", MESSAGES)
def test_a_hostile_file_is_refused(name: str, measurer: subprocess.Popen[str], tmp_path: Path) -> None:
    """The whole message, exit code 1, within 20 seconds and 500 MB, and the portal as it was."""
    portal, path = make_portal(tmp_path / "portal"), placed(tmp_path / "inn", name)
    before = tree(tmp_path / "portal"), sorted(tmp_path.rglob("*"))
    assert measurer.stdin and measurer.stdout
    print(json.dumps([str(tmp_path), str(portal.root), str(path)]), file=measurer.stdin, flush=True)
    answer = json.loads(measurer.stdout.readline())
    assert isinstance(answer, list), answer
    code, output, seconds, megabytes = answer
    expected = MESSAGES[name]
    messages = (expected,) if isinstance(expected, str) else expected
    assert output in [f"{name}: {message}\n" for message in messages]
    assert code == 1
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
    assert (tree(tmp_path / "portal"), sorted(tmp_path.rglob("*"))) == before


def test_every_hostile_file_is_tried() -> None:
    """No file is forgotten."""
    assert set(HOSTILE) - set(MESSAGES) == set()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A folder with the name of a document is told of, does not stop the others, and nothing is written."""
    portal = make_portal(tmp_path / "portal")
    (tmp_path / "inn.txt").mkdir()
    before = sorted(tmp_path.rglob("*"))
    result = portal.command("import", str(tmp_path / "inn.txt"), str(tmp_path / "gone.pdf"))
    assert result.exit_code == 1
    assert result.output == (
        "inn.txt: Fila kan ikkje lesast: det er ei mappe.\n"
        "gone.pdf: Fila kan ikkje lesast: fila eller mappa finst ikkje.\n"
    )
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("part", range(PARTS))
def test_damaged_documents_bring_no_traceback(tmp_path: Path, part: int, pytestconfig: pytest.Config) -> None:
    """Documents with bytes, words and elements changed are read or refused, and no record leaves the portal.

    Every tenth goes through the whole command, into a portal whose every file is looked at.
    """
    share = pytestconfig.getoption("damaged") // PARTS
    graph = Graph(read_records(DOCUMENTS).records, {})
    documents = [(document.suffix, document.read_bytes()) for document, _ in gold()]
    root, inbox = tmp_path / "portal", tmp_path / "inn"
    shutil.copytree(DOCUMENTS / "organisations", root / "organisations")
    (root / "content").mkdir()
    (root / "mkdocs.yml").write_bytes((REPOSITORY / "mkdocs.yml").read_bytes())
    inbox.mkdir()
    settings, untouched = read_settings(root), tree(root)
    became: Counter[str] = Counter()
    for number in range(part * share, (part + 1) * share):
        ending, data = documents[number % len(documents)]
        path = inbox / f"damaged{ending}"
        path.write_bytes(damaged(data, random.Random(number)))
        if (number + number // len(documents)) % 10 == 0:
            arguments = Arguments(None, "ssu", "2025-01-09", merge=number % 2 == 0)
            told = import_into(root, settings, [path], arguments)[-1]
            became["written" if told.is_done else "not written"] += 1
            assert sorted(one.name for one in tmp_path.iterdir()) == ["inn", "portal"]
            written = {name: content for name, content in tree(root).items() if untouched.get(name) != content}
            assert all(_is_record(name) for name in written), written
            if (became["written"] + became["not written"]) % 3 == 0:  # some stay for a while, to be merged into
                for name in written:
                    (root / name).unlink()
            continue
        try:
            found = import_file(path, graph, None, "ssu", dt.date(2025, 1, 9)).found
        except Unreadable as fault:
            became[fault.code] += 1
            continue
        became["read"] += 1
        assert all(_is_record(record.path) for record in found.records), found.records
    assert became["read"] > share / 4
    assert became["written"] > share / 80
    assert became["not written"]
    assert became["import.not_word"] and became["import.not_pdf"]
    assert sorted(path.stem for path in inbox.iterdir()) == ["damaged"] * len({ending for ending, _ in documents})


def _is_record(path: str) -> bool:
    """Whether a path is that of a record in one of the folders that the import writes to, and no half of one."""
    folder, *between, name = path.split("/")
    is_inside = folder in ("cases", "meetings", "projects") and ".." not in between
    return is_inside and name.endswith(".md") and not name.startswith(".")
