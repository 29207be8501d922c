"""Whatever stands in a record, in its text and in every field, changes nothing but the words of its own place.

The pages are read by a real browser's parser. What is outside the records' texts is the same, element by element, as
on the pages of a portal with plain words; what is inside them is on the list of what is allowed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from portal.model import values
from portal.model.kinds import CASE, MEETING, ORGANISATION, PROJECT
from support.browser import launch, served
from support.foreign import OPEN, REFUSED, SNIPPETS
from support.planting import OMITTED, THEMES, At, Mint, Planter, front_matter
from support.portals import PortalFolder, make_portal

SUB_PATH = "/under/a/path/"
BODY = "organisations/utval.md"
EVERYWHERE = (
    '"><script>window.ran=1</script><img src=//evil.example/x onerror=window.ran=1> \u202e\u061c\U000e0041{{ 7*7 }}'
)
"""What stands in every field that takes any text."""

AIMS = sorted({name.rpartition("-")[0] for name in SNIPPETS})
PAGES = (
    *(f"saker/alle-{aim}/" for aim in AIMS), *(f"moter/utval/2020-01-0{n}/" for n in range(1, len(AIMS) + 1)),
    "saker/overalt/", "moter/utval/2021-01-01/", "moter/utval/2021-01-02/", "prosjekt/overalt/",
    "utval/overalt/", "saker/unnateken/", "saker/trekt/", "saker/", "moter/", "vedtak/",
    "oppfolging/", "status/", "nytt/",
    "prosjekt/", "utval/", "data/", "meld-sak/", "om/", "", "404.html",
)  # fmt: skip
"""Every text on some page, and a page of every sort."""

OUTLINE = """
(pages) => {
  const OWN = "div.prose, div.verbatim, div.quote, [data-text]";
  const BLOCKS = new Set(["P", "UL", "OL", "TABLE"]);
  const found = {};
  for (const [path, html] of Object.entries(pages)) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const lines = [];
    const walk = (element, depth) => {
      const marks = [...element.attributes].map((a) => a.name).sort().join(" ");
      lines.push(`${depth} ${element.tagName} ${element.className.baseVal ?? element.className} [${marks}]`);
      if (!element.matches(OWN)) for (const child of element.children) walk(child, depth + 1);
    };
    walk(page.documentElement, 0);
    const texts = [];
    for (const own of page.querySelectorAll(OWN)) {
      for (const element of own.querySelectorAll("*")) {
        texts.push([element.tagName.toLowerCase(), ...[...element.attributes].map((a) => `${a.name}=${a.value}`)]);
      }
    }
    const all = [...page.querySelectorAll("*")];
    const ids = all.map((e) => e.id).filter(Boolean);
    found[path] = {
      lines, texts,
      twice: ids.filter((id, n) => ids.indexOf(id) !== n),
      handlers: all.flatMap((e) => [...e.attributes].map((a) => a.name))
        .filter((n) => n.startsWith("on") || n === "style"),
      hidden: /(?![\\u00ad\\u200c\\u200d])[\\p{Cf}\\u3164]/u.test(page.documentElement.textContent),
      addresses: all.flatMap((e) => [...e.attributes].filter((a) => ["href", "src", "action", "formaction", "srcset",
        "poster", "data", "background", "ping", "xlink:href"].includes(a.name))
        .map((a) => [e.tagName.toLowerCase(), a.value, e.rel || ""])),
      scripts: [...page.scripts].filter((s) => s.type !== "application/ld+json").map((s) => s.outerHTML),
      named: all.filter((e) => !e.closest(".site-header")).map((e) => e.tagName.toLowerCase())
        .filter((n) => ["base", "iframe", "object", "embed", "form", "style", "math", "frameset", "video", "audio",
          "input", "textarea", "template", "dialog"].includes(n)),
      headings: [...page.querySelectorAll("h1")].length,
    };
  }
  return found;
}
"""
"""What a browser makes of each page, without loading anything or running a script."""

_FORMS = ("./", "moter/", "saker/", "vedtak/", "oppfolging/", "nytt/", "meld-sak/", "sok/", "handbok/komponentar/")
"""The pages that have a form of the site's own."""
_FRAMES = ("bygg-inn/moter/", "bygg-inn/vedtak/")
"""Where the pages lie that other sites show in a frame: their links open in the whole window."""
PEOPLE = ("present", "invited", "secretariat", "observers", "absent")
TEXT_ELEMENTS = set(
    "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h3 h4 h5 "
    "h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr "
    "u ul var wbr".split()
)
"""The elements that a record's text may be shown with. Those of level one and two are the page's own."""
TEXT_ATTRIBUTES = {"href", "title", "src", "alt", "width", "height", "start", "type", "reversed", "align", "colspan",
                   "rowspan", "scope", "open", "id", "lang", "rel"}  # fmt: skip
FRAME = ["div", "class=scroll", "tabindex=0", "role=group", "aria-label=Tabell"]


def _texts(aim: str, foreign: bool, picture: str) -> list[tuple[str, str]]:
    """The texts of one aim that a site is built of, by name; or plain words in the place of each."""
    names = [name for name in SNIPPETS if name.startswith(f"{aim}-") and name not in REFUSED]
    names.sort(key=lambda name: name in OPEN)
    return [(name, SNIPPETS[name].replace("PICTURE", picture) if foreign else "Ord.") for name in names]


def _case(texts: list[tuple[str, str]]) -> str:
    """Each text below a heading, and below one within it."""
    parts = (f"\n## Avsnitt {name}\n\nOrd.\n\n{text}\n\n### Under\n\nOrd.\n\n{text}\n" for name, text in texts)
    return f"---\ntitle: Sak\n---\n{''.join(parts)}"


def _meeting(texts: list[tuple[str, str]]) -> str:
    """Each text in an item of its own: before all headings, as its decision, and as a statement."""
    agenda = "\n".join(f"  - {{number: {n}/21, title: Sak, outcome: decided}}" for n in range(1, len(texts) + 1))
    items = (
        f"\n## {n}/21\n\nOrd.\n\n{t}\n\n### Vedtak\n\nOrd.\n\n{t}\n\n### Protokolltilførsel\n\nOrd.\n\n{t}\n"
        for n, (_, t) in enumerate(texts, 1)
    )
    return f"---\nagenda:\n{agenda}\n---\n{''.join(items)}"


class _Everywhere(Planter):
    """Writes the same text in every field that takes any."""

    def __init__(self, *arguments: Any, text: str) -> None:
        super().__init__(*arguments)
        self._text = text

    def _value(self, hint: Any, at: At) -> Any:
        return self._text if hint == values.Text and at != ("aliases",) else super()._value(hint, at)


def _filled(kind: Any, text: str) -> str:
    """A public record with a text in every field."""
    hidden: list[At] = [("draft",), ("exempt",), ("retracted",), ("publish_after",), ("attachments",)]
    hidden += [("agenda", "attachments"), *((group, "items") for group in PEOPLE)]
    without: dict[At, Any] = {
        **dict.fromkeys(hidden, OMITTED),
        ("kind",): {ORGANISATION.name: "area"}.get(kind.name),
        ("agenda", "exempt"): OMITTED,
        ("aliases",): OMITTED,
        ("minutes_sent",): "2021-01-02",
        ("cancelled",): OMITTED,  # a meeting that was not held has nothing of all this
    }
    planter = _Everywhere(Mint(), "x", lambda refers, at: text if refers.or_text else OMITTED, without, text=text)
    facts = planter.facts(kind.model)
    facts["attachments"] = [{"title": text}, {"title": text, "url": "https://a.example/"}]
    facts["attachments"].append({"title": text, "exempt": {"basis": text, "public_title": text}})
    return front_matter(facts, "Tekst.\n")


def _records(foreign: bool) -> dict[str, str]:
    """Each text in each place where a record's text is shown; or plain words in all of them."""
    files: dict[str, str] = {BODY: "---\ntitle: Utval\nkind: area\n---\n", "themes.yml": THEMES}
    for number, aim in enumerate(AIMS, 1):
        picture = f"alle-{aim}/x.png"
        files[f"cases/{picture}"] = "bilete"
        files[f"cases/alle-{aim}.md"] = _case(_texts(aim, foreign, picture))
        files[f"meetings/utval/2020-01-0{number}.md"] = _meeting(_texts(aim, foreign, f"../../cases/{picture}"))
    text = EVERYWHERE if foreign else "Ord"
    for kind in (CASE, PROJECT, ORGANISATION):
        files[f"{kind.folder}/overalt.md"] = _filled(kind, text)
    files["meetings/utval/2021-01-01.md"] = _filled(MEETING, text)
    files["meetings/utval/2021-01-02.md"] = front_matter({"cancelled": {"reason": text}, "place": text})
    closed = {"basis": text, "public_title": text, "note": text}
    files["cases/unnateken.md"] = front_matter({"exempt": closed})
    files["cases/trekt.md"] = front_matter({"retracted": {"date": "2021-01-01", "reason": text}})
    return files


def _written(root: Path, foreign: bool) -> PortalFolder:
    folder = make_portal(root, _records(foreign))
    settings = folder.root / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("helsefellesskap.example/", f"helse.example{SUB_PATH}")
    settings.write_text(text.replace("paper: true", "paper: false"), "utf-8")
    written = folder.command("write", str(folder.root / "site"))
    assert written.exit_code == 0, written.output
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _written(tmp_path_factory.mktemp("foreign") / "portal", foreign=True).root / "site"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


def _outlines(browser: Browser, site: Path) -> dict[str, dict[str, Any]]:
    page = browser.new_page()
    pages = {f"{p.parent.relative_to(site).as_posix()}/": p.read_text("utf-8") for p in site.rglob("index.html")}
    outlines = page.evaluate(OUTLINE, pages)
    page.close()
    return outlines


@pytest.fixture(scope="module")
def outlines(browser: Browser, site: Path) -> dict[str, dict[str, Any]]:
    return _outlines(browser, site)


@pytest.fixture(scope="module")
def plain(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    written = _written(tmp_path_factory.mktemp("plain") / "portal", foreign=False)
    return _outlines(browser, written.root / "site")


def test_there_are_texts_enough() -> None:
    assert len(SNIPPETS) >= 150
    assert len(set(SNIPPETS.values())) == len(SNIPPETS)


def test_some_texts_stop_the_build(tmp_path: Path) -> None:
    files = {f"cases/2021-{name}.md": f"---\ntitle: Sak\n---\n{SNIPPETS[name]}\n" for name in REFUSED}
    done = make_portal(tmp_path / "portal", {BODY: "---\ntitle: Utval\nkind: area\n---\n", **files}).check()
    assert done.exit_code == 1
    assert {name for name in REFUSED if f"cases/2021-{name}.md:" in done.output} == REFUSED


def test_no_text_changes_the_page_around_it(outlines: dict[str, Any], plain: dict[str, Any]) -> None:
    """Outside the texts, every element is there in the same order and depth, with the same classes and attributes."""
    assert set(outlines) == set(plain)
    changed = {path: _difference(plain[path]["lines"], outlines[path]["lines"]) for path in plain}
    assert {path: lines for path, lines in changed.items() if lines} == {}


def _difference(before: list[str], after: list[str]) -> list[str]:
    if before == after:
        return []
    at = next((n for n, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), 0)
    return [before[at], after[at]]


def test_texts_hold_what_is_on_the_list_and_nothing_else(outlines: dict[str, Any]) -> None:
    faults = {}
    for path, page in outlines.items():
        faults[path] = [
            element
            for element in page["texts"]
            if element != FRAME
            and (element[0] not in TEXT_ELEMENTS or not {a.partition("=")[0] for a in element[1:]} <= TEXT_ATTRIBUTES)
        ]
    assert {path: elements for path, elements in faults.items() if elements} == {}


def test_nothing_runs_is_loaded_or_lies(outlines: dict[str, Any]) -> None:
    """No handler, style, foreign element, second heading of the page, or sign that turns the words around."""
    for path, page in outlines.items():
        assert page["twice"] == [], path
        assert page["handlers"] == [], path
        assert not page["hidden"], path
        assert page["headings"] == 1, path
        scripts = [script for script in page["scripts"] if "assets/portal/" not in script]
        assert scripts == [], path
        own = ["base"] if path.startswith(_FRAMES) else []
        assert page["named"] == own or path in _FORMS, path


def test_addresses_are_the_sites_own_or_safe(outlines: dict[str, Any]) -> None:
    for path, page in outlines.items():
        for element, address, rel in page["addresses"]:
            scheme = address.partition(":")[0].lower() if ":" in address.partition("/")[0] else ""
            assert not address.startswith("//"), (path, address)
            if element == "a":
                assert scheme in ("", "http", "https", "mailto", "tel", "webcal"), (path, address)
                assert scheme not in ("http", "https") or {"external", "noopener", "noreferrer"} <= set(rel.split()), (
                    path,
                    address,
                )
            else:
                assert scheme == "" or (element, rel) == ("link", "canonical"), (path, address)


def test_no_script_runs_and_no_request_leaves(browser: Browser, site: Path) -> None:
    """In a real browser with the real headers: on every page of a foreign text, and on every other sort of page."""
    context = browser.new_context(viewport={"width": 320, "height": 800})
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    wide: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda request: asked.append(request.url))
    with served(site, SUB_PATH) as address:
        for path in PAGES:
            page.goto(address + path, wait_until="load")
            said += [f"{path}: a script ran"] if page.evaluate("window.ran !== undefined") else []
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wide.append(path)
        assert said == []
        assert [url for url in asked if not url.startswith(address)] == []
        assert wide == []
    context.close()
