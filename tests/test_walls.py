"""The walls between the rooms of the code, and between the public portal and what it was made of.

Which room may import which is ARCHITECTURE.md's table of rooms; here it is a list that fails when an import is added
that nobody wrote down. Behind the wall of publication there is only what may be known: everything that can be reached
from a `PublicPortal` is looked through.
"""

from __future__ import annotations

import ast
import base64
import datetime as dt
import gzip
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any

import pytest
from pydantic import create_model

from portal.linked.portal import LinkedPortal
from portal.model.case import Case
from portal.model.clock import OSLO
from portal.model.common import Exemption
from portal.model.meeting import AgendaItem
from portal.model.values import Text
from portal.public.portal import PublicPortal
from portal.public.publishing import publish
from portal.public.redaction import Redaction
from portal.site.building import build_site, check_portal
from portal.site.site import Sort
from portal.source.record import Record
from portal.source.settings import read_settings
from support.every_page import EVERY_PAGE
from support.hidden import HiddenPortal, hidden_portal
from support.planting import Mint, Planter, tokens_in, tokens_said
from support.portals import make_portal
from support.reach import reachable, strings_in

PACKAGE = Path(__file__).parents[1] / "plugins/portal"
TEMPLATES = Path(__file__).parents[1] / "templates"
MOMENT = dt.datetime(2021, 5, 10, 2, tzinfo=OSLO)

ROOMS = (
    "language", "model", "text", "source", "linked", "public", "derived", "checks", "pages", "outputs", "site",
    "commands",
)  # fmt: skip
"""The rooms, each of which may import those before it and nothing behind it."""

SHIPPED = ("content", "templates")
"""What lies beside the rooms in the package and is no code."""

OUTPUTS = ("derived", "pages", "outputs")
"""The rooms that see only what is public."""

BEHIND = (
    "source.tree", "source.decoding", "source.frontmatter", "source.parsing", "source.history", "source.writing",
    "linked.portal", "public.publishing", "public.redaction", "public.releases", "public.discretion",
    "public.revisions", "checks", "site", "commands",
)  # fmt: skip
"""What reaches records that are not public: how they are read, parsed and linked, what git has of them, and who holds
them all."""

EXCEPTIONS: dict[tuple[str, str], str] = {}
"""Imports of what is behind the wall by a room of outputs, each with its reason."""


def _modules() -> Iterator[tuple[str, str]]:
    """Every module of the package, with each module of the package that it imports, at its top or within a function."""
    for path in PACKAGE.rglob("*.py"):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").partition(".")[0] == "portal"):
                above = ("portal", *path.relative_to(PACKAGE).parts)[: -node.level] if node.level else ()
                whole = ".".join((*above, *filter(None, [node.module]))).removeprefix("portal").removeprefix(".")
                yield from ((name, f"{whole}.{alias.name}".strip(".")) for alias in node.names)
            elif isinstance(node, ast.Import):
                yield from (
                    (name, alias.name.removeprefix("portal.")) for alias in node.names if "portal" in alias.name
                )


def _is_in(module: str, room: str) -> bool:
    return module == room or module.startswith(f"{room}.")


def test_no_output_imports_what_reaches_records_behind_the_wall() -> None:
    crossing = {
        (module, imported)
        for module, imported in _modules()
        if any(_is_in(module, room) for room in OUTPUTS) and any(_is_in(imported, room) for room in BEHIND)
    }
    assert crossing == set(EXCEPTIONS)


def test_no_room_imports_one_that_comes_after_it() -> None:
    """The way of the data has one direction: no arrow runs back up, and so there is no circle of rooms."""
    back = {
        (module, imported)
        for module, imported in _modules()
        if module
        and imported.partition(".")[0] in ROOMS
        and ROOMS.index(imported.partition(".")[0]) > ROOMS.index(module.partition(".")[0])
    }
    assert back == set()


def test_every_folder_of_modules_is_a_package() -> None:
    """What is none is left out of the wheel, and nobody notices where the sources lie."""
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert [folder.name for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_a_room_is_entered_by_its_face() -> None:
    """Other rooms import what a room's `__init__` names, all of which somebody imports."""
    modules = {".".join(path.relative_to(PACKAGE).with_suffix("").parts) for path in PACKAGE.rglob("*.py")}
    modules = {module.removesuffix(".__init__") for module in modules}
    entered: dict[str, set[str]] = {room: set() for room in ROOMS}
    for module, imported in _modules():
        room, _, inner = (imported if imported in modules else imported.rpartition(".")[0]).partition(".")
        if inner and room != module.partition(".")[0]:
            entered[room].add(inner)
    assert entered == {room: set(import_module(f"portal.{room}").FACE) for room in ROOMS}


def test_there_are_no_rooms_but_those_of_the_way() -> None:
    assert {path.name for path in PACKAGE.iterdir() if path.name != "__pycache__"} == {*ROOMS, *SHIPPED, "__init__.py"}


def test_only_the_publication_makes_a_public_portal() -> None:
    """Every other room gets one; nobody else calls the class or the step."""
    makers = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _called(node) == "PublicPortal":
                makers.add(path.relative_to(PACKAGE).as_posix())
    assert makers == {"public/publishing.py"}


def _called(node: ast.Call) -> str:
    """The name of what is called, as a function or as a method."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_no_output_opens_a_record_file() -> None:
    """Views and exports read no file but what the portal itself printed; what they copy is on the public record.

    Nor do they import a module by a name that no check of the source can see.
    """
    readers = {"read_text", "read_bytes", "open", "iterdir", "rglob", "glob", "scandir", "listdir"}
    readers |= {"import_module", "__import__", "exec", "eval"}
    allowed = {
        "outputs/paper/press.py": "its own fonts and template",
        "outputs/paper/enclosures.py": "the files of a public record",
        "outputs/search/indexing.py": "what Pagefind made of the finished pages",
        "pages/rendering/compiled.py": "compiled templates",
        "pages/rendering/page.py": "a file that is copied as it is",
        "pages/theme.py": "the files of the theme",
        "pages/views/pages.py": "imports the view of each kind of record by the kind's name",
    }
    found = set()
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).as_posix()
        if any(_is_in(name.removesuffix(".py").replace("/", "."), room) for room in OUTPUTS):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and _called(node) in readers:
                    found.add(name)
    assert found <= set(allowed)


def test_no_view_and_no_output_asks_the_clock_or_the_environment() -> None:
    """The same portal on the same day gives the same bytes, wherever and whenever they are made."""
    clocks = {"now", "utcnow", "today", "monotonic", "perf_counter", "process_time", "getenv", "localtime", "gmtime"}
    allowed = {"outputs/search/indexing.py": "takes its settings away from Pagefind"}
    found = set()
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).as_posix()
        if any(_is_in(name.removesuffix(".py").replace("/", "."), room) for room in (*OUTPUTS, "derived")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                is_call = isinstance(node, ast.Call) and _called(node) in clocks
                if is_call or (isinstance(node, ast.Attribute) and node.attr == "environ"):
                    found.add(name)
    assert found == set(allowed)


_OPENED: list[str] = []
"""What was opened while it is looked at."""
_LOOKING: list[bool] = []


def _look(event: str, arguments: tuple[Any, ...]) -> None:
    if _LOOKING and event == "open":
        _OPENED.append(str(arguments[0]))


def test_what_a_site_answers_is_made_without_opening_a_source(tmp_path: Path) -> None:
    """When the addresses are known, everything that is told of has been read, but for files that are copied."""
    folder = make_portal(tmp_path / "portal", EVERY_PAGE)
    site = build_site(folder.root, replace(read_settings(folder.root), paper=False), moment=MOMENT)
    sys.addaudithook(_look)
    _LOOKING.append(True)
    try:
        for resource in site.of_sort(*Sort):
            if resource.location is None:
                resource.make()
    finally:
        _LOOKING.clear()
    sources = ("cases", "meetings", "projects", "organisations", "content", "mkdocs.yml", "permalinks.txt")
    assert [path for path in _OPENED if path.startswith(tuple(str(folder.root / name) for name in sources))] == []
    assert any(path.startswith(str(folder.root / "templates")) for path in _OPENED), "nothing was looked at"


def test_the_core_imports_no_site_generator() -> None:
    generators = {"mkdocs", "material", "properdocs"}
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            named += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if any(name.partition(".")[0] in generators for name in named):
                found.add(path.relative_to(PACKAGE).as_posix())
    assert found == {"site/mkdocs.py"}


def test_only_the_search_starts_a_program() -> None:
    """Pagefind's own; files are read and a site written by forks of this one, a preview's index made by another of it.

    git's settings could name others: no command runs it.
    """
    starting = {
        "system",
        "popen",
        "fork",
        "posix_spawn",
        "startfile",
        "create_subprocess_exec",
        "create_subprocess_shell",
    }
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            named += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            is_start = isinstance(node, ast.Call) and _called(node).startswith((*starting, "spawn", "execv", "execl"))
            if is_start or {"subprocess", "multiprocessing", "pty"} & {name.partition(".")[0] for name in named}:
                found.add(path.relative_to(PACKAGE).as_posix())
    ours = {
        "checks/beside.py",
        "outputs/paper/press.py",
        "site/preview/indexing.py",
        "site/writing.py",
        "source/reading.py",
        "source/workers.py",
    }
    assert found == {"outputs/search/indexing.py", *ours}


# -- what is worked out, and where

TOLD = ("pages", "outputs", "commands.drafting", "site")
"""The rooms that tell what is derived, and work out nothing."""

NOT_MOVED: tuple[str, ...] = ()
"""Rooms that still work out some facts themselves."""

TEMPLATES_NOT_MOVED: tuple[str, ...] = ()
"""Templates that still do."""

SEEN = ("derived", "language", "model", "text")
"""The rooms that pages and outputs may import, beside their own."""

SEEN_TOO: dict[str, str] = {
    "source.content.ContentPage": "hand-written pages, which are no records",
    "source.content.without_title": "hand-written pages",
    "source.settings.Settings": "the portal's settings",
    "source.cache.Cache": "what was printed before",
    "source.cache.digest_of": "what was printed before",
    "source.twins.Twins": "the search's words",
    "source.twins.twins_in": "the search's words",
    "source.ledger.place_of": "how an address is spelt",
    "source.layers.Layers": "the templates and the files of the theme",
    "pages.rendering.page.Asset": "a file to be",
    "pages.views.pages.FacetedRegister": "the rows of a register",
    "pages.views.pages.long_registers": "the registers whose rows are published besides",
    "pages.rendering.policy.policy_header": "the policy of the pages, which servers send",
    "pages.rendering.policy.framed_anywhere": "the same for what is made for frames",
    "pages.rendering.policy.without_frames": "the same for hosts",
}
"""What else pages and outputs may import, each with its reason."""

_COMPARED = re.compile(r"\btoday\b(?!\.beyond)[\w.]*\s*(?:[<>]=?|[!=]=|-)|(?:[<>]=?|[!=]=|-)\s*(?:\w+\.)*today\b")
_RECORDS = re.compile(r"\.cancelled\b|\.is_exempt\b|\bclosed_of\b")
_EXPRESSION = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
_SAID = re.compile(r"\"[^\"]*\"|'[^']*'")


def _worked_out(source: str) -> set[str]:
    """What a module works out that is derived: what is wrong, in words, each once."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in ("cancelled", "is_exempt", "closed_of"):
            found.add(f"reads .{node.attr}")
        elif isinstance(node, ast.Attribute) and node.attr == "closed" and _ends_in(node.value, "portal", "public"):
            found.add("reads .closed of the portal")
        elif (
            isinstance(node, ast.Call) and _called(node) == "isinstance" and "Closed" in ast.unparse(node.args[1])
        ) or (isinstance(node, ast.MatchClass) and _ends_in(node.cls, "Closed")):
            found.add("asks whether a record is closed")
        elif isinstance(node, ast.Compare) and any(map(_is_today, (node.left, *node.comparators))):
            found.add("compares with today")
        elif (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, ast.Sub)
            and any(map(_is_today, (node.left, node.right)))
        ):
            found.add("counts from today")
        elif isinstance(node, ast.ImportFrom) and node.module in ("portal.derived.states", "portal.derived.attendance"):
            found.add("works out a state")
        elif isinstance(node, ast.ImportFrom) and node.module == "portal.derived":
            found |= {"works out a state" for alias in node.names if alias.name in ("states", "attendance")}
    return found


def _ends_in(node: ast.expr, *names: str) -> bool:
    """Whether an expression is a name or an attribute that is called so, with an underscore before it or without."""
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return name.lstrip("_") in names


def _is_today(node: ast.expr) -> bool:
    """Whether an expression is today, or a part of it."""
    if isinstance(node, ast.Call) and _called(node) == "today":
        return True
    return _ends_in(node, "today") or (isinstance(node, ast.Attribute) and _is_today(node.value))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("if meeting.facts.cancelled: pass", {"reads .cancelled"}),
        ("held = meeting.day < context.today", {"compares with today"}),
        ("later = today <= one.due", {"compares with today"}),
        ("this = day.year == self._today.year", {"compares with today"}),
        ("days = (due - dt.date.today()).days", {"counts from today"}),
        ("if isinstance(meeting, Record | Closed): pass", {"asks whether a record is closed"}),
        ("match one:\n  case Closed(): pass", {"asks whether a record is closed"}),
        ("all_ = portal.closed_of(CASE)", {"reads .closed_of"}),
        ("if one.is_exempt: pass", {"reads .is_exempt"}),
        ("one = self._public.closed.get(key)", {"reads .closed of the portal"}),
        ("from portal.derived.states import case_state", {"works out a state"}),
        ("from portal.derived import attendance", {"works out a state"}),
        ("facts.meeting(x).is_cancelled or facts.closed(CASE, is_exempt=True) or case.facts.closed", set()),
        ("year = context.today.year + 1", set()),
    ],
)
def test_what_is_worked_out_is_found_wherever_it_is(line: str, told: set[str]) -> None:
    assert _worked_out(line) == told


def test_nothing_that_is_derived_is_worked_out_again() -> None:
    """Only `derived` knows what follows from the records and today: pages, outputs and drafts ask it."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        is_told = any(_is_in(name, room) for room in TOLD) and not any(_is_in(name, room) for room in NOT_MOVED)
        if is_told and (told := _worked_out(path.read_text("utf-8"))):
            found[name] = told
    # Whether a closed record is exempt or retracted decides which of its two pages it has.
    assert found == {"pages.views.closed": {"reads .is_exempt"}}


def _worked_out_in_template(text: str) -> set[str]:
    told = " ".join(_SAID.sub("", expression[0]) for expression in _EXPRESSION.finditer(text))
    return {found[0] for pattern in (_COMPARED, _RECORDS) for found in pattern.finditer(told)}


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("{% if facts.cancelled %}", True),
        ("{% if day < today %}", True),
        ("{{ (row.day - context.today).days }}", True),
        ("{% if day.year != today.year %}", True),
        ("{% if closed.is_exempt %}", True),
        ('{{ t("meeting.cancelled") }}', False),
        ('{{ t("x.today") }}<svg class="today" x1="{{ at }}"/> - today', False),
        ("{{ d.day(today) }}", False),
    ],
)
def test_what_a_template_works_out_is_found(text: str, is_told: bool) -> None:
    assert bool(_worked_out_in_template(text)) == is_told


def test_no_template_works_out_what_is_derived() -> None:
    found = {}
    for path in TEMPLATES.rglob("*.html"):
        name = path.relative_to(TEMPLATES).as_posix()
        if name not in TEMPLATES_NOT_MOVED and (told := _worked_out_in_template(path.read_text("utf-8"))):
            found[name] = told
    assert found == {}


def test_a_template_s_lines_can_be_read_in_a_difference() -> None:
    lines = (
        (path.name, number, len(line))
        for path in (*TEMPLATES.rglob("*.html"), *PACKAGE.rglob("*.html"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
    )
    assert [line for line in lines if line[2] > 160] == []


def test_pages_and_outputs_see_what_is_derived_and_no_room_before_it() -> None:
    """A type that they need has a name in `derived.public`."""
    seen = {
        (module, imported)
        for module, imported in _modules()
        for room in ("pages", "outputs")
        if _is_in(module, room) and not any(_is_in(module, other) for other in NOT_MOVED)
        if not any(_is_in(imported, other) for other in (*SEEN, room))
    }
    assert {imported for _, imported in seen} == set(SEEN_TOO)


# -- no HTML of our own is read again


READERS_OF_HTML = {
    "checks/guarding/reading/pdf.py": "XMP in files of others",
    "checks/guarding/reading/pictures.py": "XMP in files of others",
    "checks/guarding/types.py": "how files of others begin",
    "checks/rules/texts.py": "what an editor wrote in fields, which are no HTML",
    "commands/cleaning/markup.py": "parts of files of others",
    "commands/importing/document/text.py": "the documents that are imported",
    "commands/word/placing.py": "the source of a record, before it is Markdown",
    "outputs/paper/enclosures.py": "the XMP of a printed paper",
    "pages/rendering/markup.py": "hand-written pages",
    "pages/rendering/renderer.py": "which sheets and scripts a page asks for",
    "site/preview/server.py": "finished documents, whatever made them",
    "text/openings.py": "the tags that an editor wrote, in Markdown's own tokens",
    "text/outline.py": "the source, before it is Markdown",
    "text/sanitising.py": "HTML that an editor wrote, before it is let through",
}
"""The modules that look for tags in a string, and of what."""

_NO_TAG = re.compile(r"\(\?(?:P<\w+>|<[=!])|\\g<\w+>")
_TAG = re.compile(r"<(?:/|!|\(|[a-z])", re.IGNORECASE)
_SEARCHES = frozenset(
    "compile search match fullmatch sub subn findall finditer split rsplit partition rpartition replace find rfind "
    "index count startswith endswith removeprefix removesuffix".split()
)


def _looks_for_tags(node: ast.AST) -> bool:
    """Whether a call of `re` or a method of strings, or an `in`, has a tag among the constants that it looks for."""
    if isinstance(node, ast.Call) and _called(node) in _SEARCHES:
        sought: list[ast.expr] = node.args
    elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
        sought = [node.left]
    else:
        return False
    held = (one.value for part in sought for one in ast.walk(part) if isinstance(one, ast.Constant))
    texts = (value.decode("latin-1") if isinstance(value, bytes) else value for value in held)
    return any(isinstance(text, str) and _TAG.search(_NO_TAG.sub("", text)) for text in texts)


def test_no_module_takes_html_apart_that_we_made_ourselves() -> None:
    """A text is a tree (`text/tree.py`): what reads it walks that, and HTML is only written."""
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if any(map(_looks_for_tags, ast.walk(ast.parse(path.read_text("utf-8")))))
    }
    assert found == set(READERS_OF_HTML)


@pytest.mark.parametrize(
    ("code", "is_one"),
    [
        ("re.compile(r'<a (?P<x>y)')", True),
        ("re.compile(rf'</{tag}>')", True),
        ("html.replace('</table>', '')", True),
        ("'<pre' in html", True),
        ("re.compile(b'<(!--|script)')", True),
        ("re.compile(r'(?P<name>a)(?<=b)(?<!c)[^<>]')", False),
        ("text.replace('<', '&lt;')", False),
    ],
)
def test_what_takes_html_apart_is_found(code: str, is_one: bool) -> None:
    assert any(map(_looks_for_tags, ast.walk(ast.parse(code)))) is is_one


# -- what can be reached from a public portal


@pytest.fixture(scope="module")
def hidden() -> HiddenPortal:
    return hidden_portal()


@pytest.fixture(scope="module")
def linked(hidden: HiddenPortal, tmp_path_factory: pytest.TempPathFactory) -> LinkedPortal:
    folder = make_portal(tmp_path_factory.mktemp("walls") / "portal", hidden.files)
    checked = check_portal(folder.root, read_settings(folder.root), moment=MOMENT)
    assert not checked.stops_build
    return checked.portal


def _reached(public: PublicPortal, hidden: HiddenPortal) -> set[str]:
    said = set().union(*(tokens_said(text) for text in strings_in(public)))
    return {where for token, where in hidden.withheld().items() if token in said}


def test_nothing_withheld_can_be_reached_from_a_public_portal(linked: LinkedPortal, hidden: HiddenPortal) -> None:
    public = publish(linked, MOMENT, "noko")
    assert public.targets  # what is worked out on demand is looked through too
    assert public.handlings
    assert public.names
    assert _reached(public, hidden) == set()


def test_a_public_portal_holds_no_original_and_no_function(linked: LinkedPortal) -> None:
    """No `LinkedPortal`, no record but the public ones, and nothing that could hold one unseen."""
    held = list(reachable(publish(linked, MOMENT, "noko")))
    public = next(one for one in held if isinstance(one, PublicPortal))
    assert not [one for one in held if isinstance(one, LinkedPortal | FunctionType | MethodType)]
    records = [one for one in held if isinstance(one, Record)]
    assert {id(record) for record in records} == {id(record) for record in public.records.values()}
    originals = {id(record) for record in linked.records} | {id(record.facts) for record in linked.records}
    kept = [one for one in held if id(one) in originals]
    assert [one for one in kept if isinstance(one, Record)] == []
    hidden_facts = {id(r.facts) for r in linked.records if r.key not in public.records}
    assert [one for one in kept if id(one) in hidden_facts] == []


def test_no_line_of_a_source_is_behind_the_wall(tmp_path: Path) -> None:
    """Lines are kept for what editors are told of them: of the words of decisions astray, and of what is misread."""
    meeting = """
        ---
        present: [Kari Nordvik]
        agenda: [{number: 01/21, title: A, outcome: decided}]
        ---
        ## 01/21
        **Vedtak:** Sjå [Løynd plan](../../cases/2021-plan.md).
        ### Innspel
        **Vedtak:** Sjå [Løynd plan](../../cases/2021-plan.md).

        > 18 år, sjå [Løynd plan](../../cases/2021-plan.md)
    """
    records = {
        "organisations/u.md": "---\ntitle: Utvalet\nkind: area\n---\n",
        "cases/2021-plan.md": "---\ntitle: Løynd plan\ndraft: true\n---\n",
        "meetings/u/2021-03-01.md": meeting,
    }
    folder = make_portal(tmp_path / "portal", records)
    checked = check_portal(folder.root, read_settings(folder.root), moment=MOMENT)
    assert {"decision_astray", "text_more_as_quote"} <= {problem.code for problem in checked.problems}
    public = publish(checked.portal, MOMENT, "noko")
    assert [entry.is_worded_elsewhere for entry in public.agendas["u/2021-03-01"].entries] == [True]
    assert [text for text in strings_in(public) if "løynd" in text.casefold()] == []


def test_the_looking_finds_what_a_leak_would_leave(
    linked: LinkedPortal, hidden: HiddenPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard of the guard: notes that are let through, and an item that is not held back, are both found."""
    monkeypatch.setattr(Redaction, "_exemption", lambda self, exemption: exemption)
    assert any(where.endswith("exempt.note") for where in _reached(publish(linked, MOMENT, "noko"), hidden))
    monkeypatch.undo()
    monkeypatch.setattr(Redaction, "_item_held_back", lambda self, item: None)
    assert any(where.startswith("item-exempt") for where in _reached(publish(linked, MOMENT, "noko"), hidden))


@pytest.mark.parametrize("model", [Case, AgendaItem, Exemption])
def test_a_field_is_planted_the_day_it_is_added(model: Any) -> None:
    grown: Any = create_model("Grown", __base__=model, secret=(Text | None, None), inner=(Exemption | None, None))
    mint = Mint()
    facts = Planter(mint, "record").facts(grown)
    assert {("secret",), ("inner", "note")} <= {at for _, at in mint.planted.values()}
    assert mint.planted[facts["secret"].split()[1]] == ("record", ("secret",))


@pytest.mark.parametrize(
    "packed", ["plain", "upper", "percent", "html", "json", "base64", "utf-16", "gzip", "zip", "name"]
)
def test_a_token_is_found_however_it_is_written(tmp_path: Path, packed: str) -> None:
    token = "qx00017qx"
    text = f"Eit ord {token} etter."
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", text)
    written: dict[str, bytes] = {
        "plain": text.encode(),
        "upper": text.upper().encode(),
        "percent": b"".join(b"%%%02X" % byte for byte in text.encode()),
        "html": "".join(f"&#{ord(sign)};" for sign in text).encode(),
        "json": "".join(f"\\u{ord(sign):04x}" for sign in text).encode(),
        "base64": base64.b64encode(f"..{text}".encode()),
        "utf-16": text.encode("utf-16"),
        "gzip": gzip.compress(text.encode()),
        "zip": word.getvalue(),
        "name": b"",
    }
    name = f"{token}.txt" if packed == "name" else "fil.bin"
    (tmp_path / name).write_bytes(written[packed])
    assert tokens_in(tmp_path)[token] == [name]
