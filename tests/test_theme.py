"""The theme's files bear a hash of what is in them: another content, another name; and every page asks by that name."""

from __future__ import annotations

import base64
import hashlib
import re
import string
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from portal.outputs.serving.headers import LASTING, lasting_pattern
from portal.pages.theme import Theme, read_theme
from portal.source.layers import Layers
from support.portals import REPOSITORY, PortalFolder
from support.small import SMALL

Portal = Callable[..., PortalFolder]
NAMED = re.compile(r"assets/portal/[\w/-]+\.(?:css|js|woff2)")
"""A file of the theme as it was called before it bore a hash."""


def theme_of(folder: Path, files: dict[str, str]) -> Theme:
    for name, content in files.items():
        path = folder / "assets/portal" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return read_theme(Layers((folder,), ("drakt",)))


def test_a_name_follows_the_content_and_what_the_content_asks_for(tmp_path: Path) -> None:
    files = {
        "stil.css": '@font-face { src: url("skrift/a.woff2") } i { fill: url(#x); cursor: url(data:,x), url(b.png) }',
        "skrift/a.woff2": "A",
        "b.png": "B",
        "s.js": "1",
    }
    before = theme_of(tmp_path, files)
    assert sorted(before.names) == [f"/assets/portal/{name}" for name in ("s.js", "skrift/a.woff2", "stil.css")]
    assert before.address("/assets/portal/b.png") == "/assets/portal/b.png"
    for file in before.files:
        assert isinstance(file.content, bytes)
        assert file.address.split(".")[-2] == hashlib.sha256(file.content).hexdigest()[:8]
    sheet = next(file for file in before.files if file.address.endswith(".css"))
    font = before.address("/assets/portal/skrift/a.woff2").removeprefix("/assets/portal/")
    assert isinstance(sheet.content, bytes)
    assert re.findall(r"url\([^)]*\)", sheet.content.decode()) == [
        f'url("{font}")',
        "url(#x)",
        "url(data:,x)",
        "url(b.png)",
    ]
    assert theme_of(tmp_path, files) == before
    after = theme_of(tmp_path, {"skrift/a.woff2": "A2"})
    changed = {name for name in before.names if before.names[name] != after.names[name]}
    assert changed == {"/assets/portal/skrift/a.woff2", "/assets/portal/stil.css"}


RULES = """sheet => {
    const made = new CSSStyleSheet()
    made.replaceSync(sheet)
    return [...made.cssRules].map(rule => rule.cssText.replace(/\\s*([,:()])\\s*/g, "$1"))
}"""
"""The rules that a browser reads in a sheet; of the values of custom properties it keeps the spaces, too."""


def test_what_is_sent_smaller_says_the_same_to_a_browser(tab: Page) -> None:
    """Only comments and white space are left out of style sheets; scripts are sent as they are."""
    folder = REPOSITORY / "templates"
    sent = {file.address.split(".")[0]: file for file in read_theme(Layers((folder,), ("drakt",))).files}
    for path in sorted((folder / "assets/portal").glob("*.css")):
        content = sent[f"/assets/portal/{path.stem}"].content
        assert isinstance(content, bytes)
        assert len(content) < len(path.read_bytes())
        named = re.sub(r"fonts/([\w-]+)\.[0-9a-f]{8}\.woff2", r"fonts/\1.woff2", content.decode())
        rules = tab.evaluate(RULES, named)
        assert rules == tab.evaluate(RULES, path.read_text("utf-8"))
        assert len(rules) > 10
    for path in (folder / "assets/portal").glob("*.js"):
        assert sent[f"/assets/portal/{path.stem}"].content == path.read_bytes()


DRAWN = """async ([data, letters, weights]) => {
    const face = new FontFace("Cut", `url(data:font/woff2;base64,${data})`, { weight: "400 700" })
    document.fonts.add(await face.load())
    const context = document.createElement("canvas").getContext("2d")
    const wide = (text, weight, reserve) => {
        context.font = `${weight} 100px Cut, ${reserve}`
        return context.measureText(text).width
    }
    document.body.innerHTML = [...Array(10).keys()].map(digit =>
        `<span style="font: 400 100px Cut; font-variant-numeric: tabular-nums">${digit}</span>`).join("")
    return {
        missing: [...letters].filter(one => wide(one, 400, "monospace") !== wide(one, 400, "serif")).join(""),
        widths: weights.map(weight => wide("Handsaming", weight, "serif")),
        digits: new Set([...document.querySelectorAll("span")].map(one => one.getBoundingClientRect().width)).size,
    }
}"""
"""Which letters a font lacks, how wide it writes at each weight, and how many widths its tabular figures have."""


@pytest.mark.parametrize("name", ["schibsted-grotesk", "portal-serif"])
def test_a_font_draws_each_letter_weight_and_figure_that_pages_ask_for(tab: Page, name: str) -> None:
    folder = REPOSITORY / "templates/assets/portal"
    sheets = "".join(path.read_text("utf-8") for path in folder.glob("*.css"))
    asked = {int(weight) for weight in re.findall(r"font-weight: (\d+)[;\s}]", sheets)} | {700}
    assert asked <= set(range(400, 701))
    weights = sorted(asked)
    data = base64.b64encode((folder / f"fonts/{name}.woff2").read_bytes()).decode()
    drawn = tab.evaluate(DRAWN, [data, string.ascii_letters + string.digits + "æøåÆØÅäöáéèêüß«»–—…§·×", weights])
    assert (drawn["missing"], drawn["digits"]) == ("", 1)
    assert drawn["widths"] == sorted(set(drawn["widths"]))
    assert len(drawn["widths"]) == len(weights)


def test_no_script_of_the_theme_asks_for_another_by_its_name() -> None:
    """Only what templates and style sheets ask for is renamed."""
    for path in (REPOSITORY / "templates/assets/portal").glob("*.js"):
        assert re.search(r"""(?:from|import)\s*\(?\s*["']\.""", path.read_text("utf-8")) is None, path.name


@pytest.mark.parametrize("writer", ["mkdocs", "write"])
def test_every_page_asks_for_the_theme_by_its_hashed_name_alone(portal: Portal, writer: str) -> None:
    """Pages of records, registers, hand-written ones, redirects and 404; what they ask for is there, the old is not."""
    folder = portal({**SMALL, "cases/2021-a.md": "---\ntitle: A\naliases: [/gamalt/]\n---\n"}).without_papers()
    site = folder.root / "out"
    if writer == "mkdocs":
        assert folder.build("out").returncode == 0
    else:
        assert folder.command("write", str(site)).exit_code == 0
    pages = list(site.rglob("*.html"))
    assert {site / "gamalt/index.html", site / "om/index.html", site / "404.html"} <= set(pages)
    asked: set[str] = set()
    for page in pages:
        found = set(
            re.findall(r'(?:href|src)="[^"]*?(assets/portal/[^"]+\.(?:css|js|woff2))"', page.read_text("utf-8"))
        )
        assert any(re.search(r"/portal\.[0-9a-f]{8}\.css$", path) for path in found), page
        asked |= found
    assert [path for path in asked if NAMED.fullmatch(path)] == []
    assert [path for path in asked if not (site / path).is_file()] == []
    there = {path.relative_to(site).as_posix() for path in (site / "assets/portal").rglob("*") if path.is_file()}
    assert [path for path in there if NAMED.fullmatch(path)] == []
    assert {path.rpartition("/")[2] for path in there} >= {"card.png", "favicon.svg"}
    fonts = set(re.findall(r"url\(([^)#]+)\)", next(site.glob("assets/portal/portal.*.css")).read_text("utf-8")))
    assert len(fonts) == 2
    assert all((site / "assets/portal" / font).is_file() for font in fonts)


def test_a_change_of_a_style_sheet_changes_the_pages_and_the_same_theme_changes_nothing(portal: Portal) -> None:
    folder = portal({"cases/2021-a.md": "---\ntitle: A\n---\n"}).without_papers()

    def sheet_of() -> str:
        assert folder.command("write", str(folder.root / "out")).exit_code == 0
        page = (folder.root / "out/saker/2021-a/index.html").read_text("utf-8")
        (name,) = re.findall(r'assets/portal/(portal\.[0-9a-f]+\.css)"', page)
        assert [path.name for path in (folder.root / "out/assets/portal").glob("portal.*.css")] == [name]
        return str(name)

    before = sheet_of()
    assert sheet_of() == before
    sheet = folder.root / "templates/assets/portal/portal.css"
    sheet.write_text(sheet.read_text("utf-8") + "\nmain { color: red }\n", encoding="utf-8")
    assert sheet_of() != before


def test_what_may_be_kept_for_a_year_bears_a_hash_of_itself(built_site: Path) -> None:
    """In the site that MkDocs writes, with the index of the search and MkDocs' own theme."""
    pattern = re.compile(lasting_pattern(""))
    kept = [path for path in built_site.rglob("*") if pattern.match(f"/{path.relative_to(built_site).as_posix()}")]
    assert {path.suffix.lstrip(".") for path in kept} == {extension for _, extension in LASTING}
    for path in kept:
        own = path.is_relative_to(built_site / "assets/portal")
        assert re.search(r"[._][0-9a-f]{7,}\.", path.name), path
        assert not own or hashlib.sha256(path.read_bytes()).hexdigest()[:8] in path.name
