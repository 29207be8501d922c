"""Whole sites, built under `--strict` from portals of the tests' own: what they show, where, and what stops them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Self

import pytest

from portal.language.catalogue import catalogue_for
from portal.model.kinds import KINDS, MEETING, ORGANISATION
from portal.model.values import Refers
from support.attachments import PLAIN as ATTACHMENTS
from support.planting import OMITTED, THEMES, At, Mint, Planter, file_names, front_matter
from support.portals import EPOCH, PAGES, REPOSITORY, SAMPLE_RECORDS, PortalFolder, make_portal
from support.sites import dead_links, read_page, tree
from support.small import SMALL

NN = catalogue_for("nn")
NASTY = """A | B: 10:30 <script>alert(1)</script> *stjerne* _strek_ `kode` NO & &amp; &lt;b&gt; "sitat" 'enkelt' \
«æøå ÆØÅ» ‹vinkel› 😀 {{ x }} {% x %} {# y #} # [lenkje](x) \\ <b> 50 % ${x} --- ..."""
"""A text of everything that somewhere on the way means something else than itself."""

UPPER = "ope-utval"


# -- (a) another portal's records


def _nasty(value: Any) -> Any:
    """The facts with every free text made nasty; its token stays behind it."""
    if isinstance(value, dict):
        return {key: _nasty(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_nasty(item) for item in value]
    match = re.fullmatch(r"Ord (qx\d+qx) etter", value)
    return f"{NASTY} {match[1]}" if match else value


NASTY_BODY = """NO, on, 10:30, 05/21 og 007: {{{{ x }}}} og {{% x %}} og {{# y #}} æøå 😀 {0}.

Før <script>alert("{0}-skript")</script>mellom <b onclick="x()">feit</b> <iframe src="//x.example"></iframe>etter {0}.

## Rom: «A | B» & 10:30 *skråskrift* {{{{ x }}}} {0}

| a \\| b | c & d |
|---|---|
| {{% x %}} {0} | &amp; |

### Vedtak i 2. instans {0}

Slutt {0}.
"""


def nasty_records(mint: Mint, lang: str) -> dict[str, str | bytes]:
    """A record of each kind with nasty text in every field that takes text, in one language."""
    files: dict[str, str | bytes] = {
        f"organisations/{UPPER}.md": front_matter({"title": "Ope", "kind": "area"}),
        "themes.yml": THEMES,
    }
    ids = {kind.name: f"{UPPER}/2021-03-0{1 if lang == 'nn' else 2}" if kind is MEETING else f"ei-{kind.name}-{lang}"
           for kind in KINDS}  # fmt: skip

    def refer(refers: Refers, at: At) -> Any:
        if refers.or_text:
            return f"Ord {mint.word(lang, *at)} etter"
        if refers.kind == ORGANISATION.name:
            return UPPER
        if at == ("adopted", "meeting"):
            return ids[MEETING.name]
        if refers.kind == MEETING.name or at in (("related",), ("replaces",)):
            return OMITTED
        return ids[refers.kind]

    number = "05/21 B"
    held = {(*group, name): OMITTED for group in ((), ("attachments",), ("agenda",), ("agenda", "attachments"))
            for name in ("exempt", "retracted", "publish_after")}  # fmt: skip
    own: dict[At, Any] = {
        **held,
        ("lang",): lang,
        ("cancelled",): OMITTED,
        ("agenda", "number"): number,
        ("minutes_sent",): "2021-03-08",
    }
    own |= {(group, "items"): [number] for group in ("present", "invited", "secretariat", "observers", "absent")}
    for kind in KINDS:
        facts = _nasty(Planter(mint, lang, refer, own).facts(kind.model))
        path = f"{kind.folder}/{ids[kind.name]}"
        body = NASTY_BODY.format(mint.word("body", lang, kind.name))
        if kind is MEETING:
            item = NASTY_BODY.format(mint.word("body", lang, kind.name)).replace("## ", "### ")
            body += f"\n## Sak 05-21 b: «A | B» & 10:30 – {{{{ x }}}}\n\n{item}"
        files[f"{path}.md"] = front_matter(facts, body)
        files.update({f"{path}/{name}": "innhald" for name in file_names(facts)})
    return files


@pytest.fixture(scope="module", params=["nn", "nb"])
def nasty(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[PortalFolder, Mint]:
    """The site of the nasty records in both languages, and the tokens in them; the site itself in one of the two."""
    mint = Mint()
    files = {**nasty_records(mint, "nn"), **nasty_records(mint, "nb")}
    folder = make_portal(tmp_path_factory.mktemp("nasty") / "portal", files, lang=request.param)
    done = folder.build()
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return folder, mint


def test_nasty_text_breaks_no_link_and_no_anchor(nasty: tuple[PortalFolder, Mint]) -> None:
    assert dead_links(nasty[0].root / "site") == []


def test_nasty_text_is_shown_as_written(nasty: tuple[PortalFolder, Mint]) -> None:
    folder, mint = nasty
    text = "\n".join(read_page(path).text for path in (folder.root / "site").rglob("*.html"))
    as_written = " ".join(NASTY.split())
    elsewhere = ("url", "file", "email", "online", "aliases", "number", "goal")
    planted = {t: (lang, *at) for t, (lang, at) in mint.planted.items() if t.startswith("qx") and lang != "body"}
    in_text = {token: at for token, at in planted.items() if at[-1] not in elsewhere}
    in_text = {token: at for token, at in in_text.items() if at[1] != "planned"}  # of a case that is closed
    assert len(in_text) > 100
    assert {".".join(at) for token, at in in_text.items() if f"{as_written} {token}" not in text} == set()


def test_nasty_words_of_the_body_are_shown_as_written(nasty: tuple[PortalFolder, Mint]) -> None:
    folder, mint = nasty
    pages = {path: read_page(path).text for path in (folder.root / "site").rglob("index.html")}
    for token in [t for t, (record, _) in mint.planted.items() if record == "body"]:
        text = next(page for page in pages.values() if f"Slutt {token}." in page)
        assert f"NO, on, 10:30, 05/21 og 007: {{{{ x }}}} og {{% x %}} og {{# y #}} æøå 😀 {token}." in text
        assert f"Før mellom feit etter {token}." in text
        assert f"Rom: «A | B» & 10:30 skråskrift {{{{ x }}}} {token}" in text
        assert "a | b" in text
        assert f"{{% x %}} {token}" in text
        assert f"Vedtak i 2. instans {token}" in text
    html = "".join(path.read_text("utf-8") for path in pages)
    assert "-skript" not in html
    assert "onclick" not in html
    assert "<iframe" not in html
    scripts = re.findall(r"<script[^>]*>", html)
    assert len(scripts) == html.count("</script>") > 20
    names = "cards|copy|facets|frame|redirect|search|since|submission"
    ours = rf'src="[^"]*assets/portal/(?:{names})\.[0-9a-f]{{8}}\.js"|<script type="application/ld\+json">'
    assert [script for script in scripts if not re.search(ours, script)] == []


# -- (b) portals of other sizes


def test_a_portal_without_records_builds(portal: Callable[..., PortalFolder]) -> None:
    folder = portal()
    assert not any((folder.root / name).exists() for name in SAMPLE_RECORDS)
    done = folder.build()
    assert done.returncode == 0, done.stderr
    assert dead_links(folder.root / "site") == []
    for address in ("", "saker/", "moter/", "vedtak/", "oppfolging/", "status/", "prosjekt/", "utval/", "partar/"):
        assert (folder.root / "site" / address / "index.html").is_file()
    checked = folder.check()
    assert checked.exit_code == 0
    assert checked.output.strip() == NN.count("check.passed", 0)


def test_a_portal_of_one_organisation_builds(portal: Callable[..., PortalFolder]) -> None:
    folder = portal({"organisations/ein.md": "---\ntitle: Den einaste\nkind: municipality\n---\n"})
    done = folder.build()
    assert done.returncode == 0, done.stderr
    assert dead_links(folder.root / "site") == []
    assert "Den einaste" in read_page(folder.root / "site/partar/index.html").text
    assert "Den einaste" in read_page(folder.root / "site/partar/ein/index.html").text


def test_a_portal_of_twelve_bodies_and_twenty_years_builds(portal: Callable[..., PortalFolder]) -> None:
    bodies, years = [f"utval-{n}" for n in range(1, 13)], range(2002, 2022)
    files = {f"organisations/{id_}.md": f"---\ntitle: Utval {id_[6:]}\nkind: local\n---\n" for id_ in bodies}
    for body in bodies:
        for year in years:
            item = f"agenda: [{{number: 01/{year % 100:02}, title: Sak i {year}, outcome: decided}}]"
            files[f"meetings/{body}/{year}-04-{int(body[6:]):02}.md"] = f"---\n{item}\n---\n"
    folder = portal(files).without_papers()
    done = folder.build()
    assert done.returncode == 0, done.stderr
    site = folder.root / "site"
    assert dead_links(site) == []
    for year in years:
        links = read_page(site / f"moter/{year}/index.html").links
        assert all(any(f"{body}/{year}-04-" in link for link in links) for body in bodies)
    listed = {year: read_page(site / f"vedtak/ar/{year}/index.html").links for year in years}
    assert {year: sum("#vedtak-01-" in link for link in links) for year, links in listed.items()} == dict.fromkeys(
        years, 12
    )
    newest = read_page(site / "vedtak/index.html")
    assert sum("#vedtak-01-" in link for link in newest.links) == 100
    assert "Viser dei 100 nyaste av 240 vedtak" in newest.text


# -- (c) what is broken stops, and leaves the site as it was


SOUND = {
    "organisations/u.md": "---\ntitle: Utvalet\nkind: area\n---\n",
    "cases/2021-a.md": "---\ntitle: Sak A\n---\nTekst.\n",
    "meetings/u/2021-03-01.md": "---\nagenda: [{number: 1/21, case: 2021-a, outcome: noted}]\n---\n## 1/21\nTekst.\n",
    "projects/p.md": "---\ntitle: Prosjekt\n---\n",
}

BROKEN: dict[str, tuple[str | bytes, tuple[int, int]]] = {
    "cases/2021-b.md": ("---\ntitle: B\nproject: finst-ikkje\n---\n", (3, 10)),
    "cases/2021-c.md": ("---\ntitle: C\ntitle: D\n---\n", (3, 1)),
    "cases/2021-d.md": ("---\ntitle: [\n---\n", (3, 1)),
    "cases/2021-e.md": ("---\ntitle: Bl\xe5\n---\n".encode("cp1252"), (2, 10)),
    "cases/2021-f.md": ("---\ntitle: F\n---\n[x](../cases/2021-nei.md)\n", (4, 5)),
    "cases/2021-g.md": ("---\ntitle: G\nexempt:\n---\n", (3, 1)),
    "cases/2021-h.md": ("Ingen hovuddel.\n", (1, 1)),
    "cases/2021-i.md": (b"", (1, 1)),
    "meetings/u/2021-04-01.md": ("---\nagenda: []\n---\n## Sak 9/21\n", (4, 1)),
    "meetings/u/2021-05-01.md": ("---\nstart: 10.30\nagenda: [{number: 1/21}]\n---\n", (2, 8)),
    "meetings/u/2021-13-01.md": ("---\nnumber: 1\n---\n", (1, 1)),
    "projects/q.md": ("---\ntitle: Q\nbudget: {years: [2020], costs: [{item: x, amounts: {2021: 5}}]}\n---\n", (3, 53)),
    "organisations/v.md": ("---\ntitle: V\nkind: klubb\n---\n", (3, 7)),
}
"""Records with a fault each, and where it stands."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[PortalFolder, dict[str, bytes]]:
    folder = make_portal(tmp_path_factory.mktemp("sound") / "portal", SOUND)
    done = folder.build()
    assert done.returncode == 0, done.stderr
    return folder, tree(folder.root / "site")


def test_broken_records_leave_the_site_as_it_was(sound: tuple[PortalFolder, dict[str, bytes]]) -> None:
    folder, before = sound
    folder.write({path: content for path, (content, _) in BROKEN.items()})
    try:
        done = folder.build()
        checked = folder.check()
        written = folder.command("write", str(folder.root / "site"))
    finally:
        for path in BROKEN:
            (folder.root / path).unlink()
    assert done.returncode == 1
    assert "Traceback" not in done.stderr + done.stdout
    for output in (done.stderr, checked.output, written.output):
        for path, (_, (line, column)) in BROKEN.items():
            assert f"\n{path}:{line}:{column}: " in output, output
    assert (checked.exit_code, written.exit_code) == (1, 1)
    assert tree(folder.root / "site") == before


TEMPLATES = sorted(
    p.relative_to(REPOSITORY / "templates").as_posix() for p in (REPOSITORY / "templates").rglob("*.html")
)


@pytest.mark.parametrize("fault", ["{% if %}", "{{ finst_ikkje.her }}"], ids=["syntax", "unknown name"])
@pytest.mark.parametrize(
    "template", ["document.html", "record/case.html", "parts/footer.html", "404.html", "main.html"]
)
def test_a_broken_template_leaves_the_site_as_it_was(
    sound: tuple[PortalFolder, dict[str, bytes]], template: str, fault: str
) -> None:
    folder, before = sound
    path = folder.root / "templates" / template
    whole = path.read_text("utf-8")
    path.write_text(f"{whole}\n{fault}\n", encoding="utf-8")
    try:
        done = folder.build()
        after = tree(folder.root / "site")
    finally:
        path.write_text(whole, encoding="utf-8")
        shutil.rmtree(folder.root / "site")
        for name, content in before.items():
            folder.write({f"site/{name}": content})
    assert done.returncode != 0
    assert sorted(after) == sorted(before)
    assert [name for name in before if after[name] != before[name]] == []
    assert template in done.stderr
    assert "Traceback" not in done.stderr


def test_the_sound_portal_builds_the_same_after_all_that(sound: tuple[PortalFolder, dict[str, bytes]]) -> None:
    folder, before = sound
    assert folder.build().returncode == 0
    assert tree(folder.root / "site") == before


# -- (d) the same bytes


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    """The repository's own records, built."""
    return _sample(tmp_path_factory.mktemp("sample") / "portal")


def _sample(root: Path) -> PortalFolder:
    files = {p.relative_to(REPOSITORY).as_posix(): p.read_bytes() for name in SAMPLE_RECORDS
             for p in (REPOSITORY / name).rglob("*") if p.is_file()}  # fmt: skip
    files["themes.yml"] = (REPOSITORY / "themes.yml").read_bytes()
    folder = make_portal(root, files)
    done = folder.build(own_process=True)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return folder


def test_two_builds_are_byte_identical(sample: PortalFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "4711")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LC_ALL", "C")
    other = _sample(tmp_path / "ei anna mappe" / "portal")
    first, second = tree(sample.root / "site"), tree(other.root / "site")
    assert sorted(first) == sorted(second)
    assert [path for path, content in first.items() if second[path] != content] == []


class _Listed(Iterator[os.DirEntry[str]]):
    """What `os.scandir` gives, in an order of ours."""

    def __init__(self, entries: Iterable[os.DirEntry[str]]) -> None:
        self._entries = iter(entries)

    def __next__(self) -> os.DirEntry[str]:
        return next(self._entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fault: object) -> None:
        return

    def close(self) -> None:
        return


def test_the_order_in_which_a_disk_lists_its_files_changes_no_byte(
    portal: Callable[..., PortalFolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    attached = {f"cases/2021-nettside/{name}.txt": name for name in "abc"}
    listed = ", ".join(f"{{title: {name}, file: {name}.txt}}" for name in "abc")
    record = SMALL["cases/2021-nettside.md"].replace("project: nettside", f"attachments: [{listed}]")
    folder = portal({**SMALL, **attached, "cases/2021-nettside.md": record}).without_papers()
    scan, list_ = os.scandir, os.listdir
    sites = []
    for backwards in (False, True):

        def scanned(path: Any = ".", backwards: bool = backwards) -> _Listed:
            with scan(path) as entries:
                return _Listed(sorted(entries, key=lambda entry: entry.name, reverse=backwards))

        def names(path: Any = ".", backwards: bool = backwards) -> list[str]:
            return sorted(list_(path), reverse=backwards)

        with monkeypatch.context() as patched:
            patched.setattr(os, "scandir", scanned)
            patched.setattr(os, "listdir", names)
            assert folder.command("write", str(folder.root / f"out-{backwards}")).exit_code == 0
        sites.append(tree(folder.root / f"out-{backwards}"))
    assert sorted(path for path in sites[0] if sites[1].get(path) != sites[0][path]) == []
    assert sites[0].keys() == sites[1].keys()


def test_a_second_build_over_the_first_is_byte_identical(sound: tuple[PortalFolder, dict[str, bytes]]) -> None:
    folder, before = sound
    assert folder.build("again").returncode == 0
    assert tree(folder.root / "again") == before


# -- (e) addresses


ADDRESSES = {
    "organisations/utval-a.md": "---\ntitle: Utval A\nkind: area\naliases: [/gammalt/utval]\n---\n",
    "organisations/utval-b.md": "---\ntitle: Utval B\nkind: local\n---\n",
    "organisations/kommunen.md": "---\ntitle: Kommunen\nkind: municipality\n---\n",
    "projects/prosjektet.md": "---\ntitle: Prosjektet\n---\n## Mål og ønske: æ, å\nTekst.\n",
    "cases/2021-sak.md": """
        ---
        title: Saka
        submitted: 2020-12-01
        for: [utval-b]
        aliases: [/eldre/sak.html, gamle/saka/]
        attachments: [{title: Notat, file: Årsmelding 2020 (utkast).pdf}]
        ---
        ## Formål
        Sjå [vedtaket](../meetings/utval-a/2021-02-19.md#vedtak-05-21),
        [punktet](../meetings/utval-a/2021-02-19.md#punkt-3),
        [prosjektet](../projects/prosjektet.md#mal-og-onske-ae-a) og [notatet](<2021-sak/Årsmelding 2020 (utkast).pdf>).

        ## Vedtak
        Ei overskrift som òg heiter vedtak.
    """,
    "cases/2021-sak/Årsmelding 2020 (utkast).pdf": ATTACHMENTS["pdf"],
    "meetings/utval-a/2021-01-15.md": "---\nagenda: [{number: 2021/5 B, case: 2021-sak, outcome: postponed}]\n---\n",
    "meetings/utval-a/2021-02-19.md": """
        ---
        moved_from: 2021-02-12
        agenda:
          - {number: 05/21, title: Fem, case: 2021-sak, outcome: decided, aliases: [5/21-gml, 2021/5 B]}
          - {number: Sak 1, title: Ein}
          - {title: Eventuelt, outcome: noted}
          - {title: Lukking, outcome: approved, attachments: [{title: Kart, file: kart.png}]}
        ---
        ## 05/21
        ### Vedtak
        Det vart ja.
        ## Eventuelt
        Ordet fritt.
    """,
    "meetings/utval-a/2021-02-19/kart.png": ATTACHMENTS["png"],
    "meetings/utval-a/2021-02-19-2.md": "---\nmoved_from: 2021-02-12-2\nagenda: [{number: 06/21, title: Seks}]\n---\n",
    "meetings/utval-a/2021-02-12.md": "---\ncancelled: true\n---\n",
    "meetings/utval-a/2021-03-19.md": "---\nmoved_from: 2021-03-12\nagenda: [{number: 05/21, title: Fem att}]\n---\n",
    "meetings/utval-b/2021-03-01.md": "---\nagenda: [{number: 05/21, title: Anna sak, case: 2021-sak}]\n---\n",
}


@pytest.fixture(scope="module")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_portal(tmp_path_factory.mktemp("addresses") / "portal", ADDRESSES)
    done = folder.build()
    assert done.returncode == 0, done.stderr
    return folder.root / "site"


def _target(site: Path, address: str) -> str:
    """Where a page leads on to: the path from the site's root, with its anchor."""
    page = site / address.lstrip("/") / ("index.html" if address.endswith("/") else "")
    match = re.search(r'<meta http-equiv="refresh" content="\d; url=([^"]+)">', page.read_text("utf-8"))
    assert match, f"{address} leads nowhere"
    path, mark, anchor = match[1].partition("#")
    return f"/{(page.parent / path).resolve().relative_to(site.resolve()).as_posix()}/{mark}{anchor}"


def test_links_and_anchors_lead_somewhere(addressed: Path) -> None:
    assert dead_links(addressed) == []


@pytest.mark.parametrize(
    "address",
    ["/", "/saker/", "/saker/2021-sak/", "/moter/", "/moter/2021/", "/moter/utval-a/2021-02-19/",
     "/moter/utval-a/2021-02-19-2/", "/vedtak/", "/oppfolging/", "/status/", "/prosjekt/", "/prosjekt/prosjektet/",
     "/utval/", "/utval/utval-a/", "/partar/", "/partar/kommunen/", "/meld-sak/", "/saker/utval/utval-a/",
     "/saker/utval/utval-b/", "/saker/ar/2020/", "/saker/ar/2021/", "/saker/tilstand/awaiting_minutes/"],
)  # fmt: skip
def test_the_page_is_at_its_address(addressed: Path, address: str) -> None:
    html = (addressed / address.lstrip("/") / "index.html").read_text("utf-8")
    assert "<main" in html
    assert 'http-equiv="refresh"' not in html


@pytest.mark.parametrize(
    ("page", "anchors"),
    [
        ("/moter/utval-a/2021-02-19/",
         {"sak-05-21", "vedtak-05-21", "sak-5-21-gml", "sak-2021-5-b", "vedtak-5-21-gml", "sak-1", "punkt-3", "punkt-4",
          "vedtak-punkt-4"}),
        ("/moter/utval-a/2021-01-15/", {"sak-2021-5-b"}),
        ("/saker/2021-sak/", {"vedtak", "formal", "vedtak-2"}),
        ("/prosjekt/prosjektet/", {"mal-og-onske-ae-a"}),
    ],
)  # fmt: skip
def test_the_anchors_are_on_the_page(addressed: Path, page: str, anchors: set[str]) -> None:
    assert anchors <= set(read_page(addressed / page.lstrip("/") / "index.html").ids)


def test_an_item_without_a_decision_has_no_decision_anchor(addressed: Path) -> None:
    ids = read_page(addressed / "moter/utval-a/2021-02-19/index.html").ids
    assert not {"vedtak-1", "vedtak-punkt-3"} & set(ids)


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/eldre/sak.html", "/saker/2021-sak/"),
        ("/gamle/saka/", "/saker/2021-sak/"),
        ("/gammalt/utval/", "/utval/utval-a/"),
        ("/moter/utval-a/2021-03-12/", "/moter/utval-a/2021-03-19/"),
        ("/moter/utval-a/2021-02-12-2/", "/moter/utval-a/2021-02-19-2/"),
        ("/sak/utval-a/05-21/", "/moter/utval-a/2021-03-19/#sak-05-21"),
        ("/sak/utval-a/2021-5-b/", "/moter/utval-a/2021-02-19/#sak-05-21"),
        ("/sak/utval-a/06-21/", "/moter/utval-a/2021-02-19-2/#sak-06-21"),
        ("/sak/utval-b/05-21/", "/moter/utval-b/2021-03-01/#sak-05-21"),
    ],
)
def test_an_address_leads_on(addressed: Path, address: str, target: str) -> None:
    found = _target(addressed, address)
    assert found in (target, target.replace("#sak-05-21", "#sak-2021-5-b"))


def test_a_number_of_several_meetings_links_to_all(addressed: Path) -> None:
    links = read_page(addressed / "sak/utval-a/05-21/index.html").links
    assert any("utval-a/2021-02-19/#sak-05-21" in link for link in links)
    assert any("utval-a/2021-03-19/#sak-05-21" in link for link in links)
    assert not any("utval-b" in link for link in links)


def test_a_number_without_a_year_cannot_be_cited(addressed: Path) -> None:
    assert not (addressed / "sak/utval-a/1").exists()


def test_a_moved_meeting_does_not_take_another_meetings_address(addressed: Path) -> None:
    page = read_page(addressed / "moter/utval-a/2021-02-12/index.html")
    assert NN.text("meeting.cancelled") in page.text


def test_attachments_lie_at_their_records_address_with_their_name(addressed: Path) -> None:
    assert (addressed / "saker/2021-sak/Årsmelding 2020 (utkast).pdf").read_bytes() == ATTACHMENTS["pdf"]
    assert (addressed / "moter/utval-a/2021-02-19/kart.png").is_file()


# -- (f) the same pages without MkDocs


def _main(path: Path) -> str:
    match = re.search(r"<main.*</main>", path.read_text("utf-8"), re.DOTALL)
    assert match, path
    return match[0]


def _hand_written() -> set[str]:
    pages = {p.relative_to(PAGES / "nn").with_suffix("") for p in (PAGES / "nn").rglob("*.md")}
    return {(p.parent if p.name == "index" else p).as_posix() for p in pages}


def test_portal_write_gives_the_same_pages(sample: PortalFolder) -> None:
    target = sample.root / "written"
    written = sample.command("write", str(target))
    assert written.exit_code == 0, written.output
    site = sample.root / "site"
    theirs = {p.relative_to(site) for p in site.rglob("*.html")}
    ours = {p.relative_to(target) for p in target.rglob("*.html")}
    assert theirs == ours
    same = {p for p in theirs if p.parent.as_posix() not in _hand_written() and p.name != "404.html"}
    assert len(same) > 60
    assert [str(p) for p in same if _main(site / p) != _main(target / p)] == []
    assert dead_links(target) == []


BLOCKED = """
import importlib, pkgutil, sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("mkdocs", "material", "properdocs"):
            raise ImportError(f"{name} is refused")

sys.meta_path.insert(0, Refuse())
import portal
names = [m.name for m in pkgutil.walk_packages(portal.__path__, "portal.") if m.name != "portal.site.mkdocs"]
for name in names:
    importlib.import_module(name)
assert len(names) > 50
try:
    import mkdocs
except ImportError:
    print("refused")
from portal.commands.cli import main
main(["--root", sys.argv[1], "write", sys.argv[2]])
"""


def test_the_core_imports_and_writes_without_mkdocs(
    sound: tuple[PortalFolder, dict[str, bytes]], tmp_path: Path
) -> None:
    command = [sys.executable, "-c", BLOCKED, str(sound[0].root), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("refused")
    assert (tmp_path / "out/saker/2021-a/index.html").is_file()


# -- (g) warnings


WARNINGS = {
    "organisations/u.md": "---\ntitle: Utvalet for noko\nkind: area\n---\n",
    "organisations/v.md": "---\ntitle: Utvalet for noko\nkind: area\n---\n",
    "cases/2001-a.md": """
        ---
        title: A
        submitted: 2021-05-01
        related: [2001-a]
        submitted_by: {organisation: Utvalet for noka}
        ---
        Tekst.
    """,
    "cases/2001-a/laus.txt": "ikkje nemnd",
    "projects/p.md": """
        ---
        title: P
        budget:
          years: [2020]
          costs: [{item: x, amounts: {2020: 5}}]
          income: [{item: y, amounts: {2020: 6}}]
          totals: {costs: {2020: 7}}
        ---
    """,
    "meetings/u/2021-03-01.md": """
        ---
        notice_sent: 2021-04-01
        present: [Kari]
        absent: [Kari]
        agenda: [{number: 1/21, case: 2001-a, follow_up: [{what: x, due: 2020-01-01}]}]
        ---
        ## 1/21
        Tekst.
        ## 1/21
        Meir.
    """,
}


def test_warnings_never_stop_a_strict_build(portal: Callable[..., PortalFolder]) -> None:
    folder = portal(WARNINGS)
    checked = folder.check()
    assert checked.exit_code == 0
    told = [line for line in checked.output.splitlines() if NN.text("problem.warning_prefix").strip() in line]
    assert {line.partition(":")[0] for line in told} >= {path for path in WARNINGS if path != "organisations/u.md"}
    done = folder.build(strict=True)
    assert done.returncode == 0, done.stderr
    assert all(line in done.stderr for line in told)
    assert dead_links(folder.root / "site") == []


# -- (h) language


class LanguageReader(HTMLParser):
    """The words of a page's `main`, each with the language that it is marked with."""

    VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())

    def __init__(self) -> None:
        super().__init__()
        self.langs: list[str | None] = []
        self.words: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.langs.append(dict(attrs).get("lang") or (self.langs[-1] if self.langs else None))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID and self.langs:
            self.langs.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append((" ".join(data.split()), self.langs[-1] if self.langs else None))


def _marked(path: Path) -> list[tuple[str, str | None]]:
    reader = LanguageReader()
    reader.feed(path.read_text("utf-8"))
    return reader.words


def test_words_in_the_other_language_are_marked_and_no_others(
    nasty: tuple[PortalFolder, Mint], request: pytest.FixtureRequest
) -> None:
    folder = nasty[0]
    site = request.node.callspec.params["nasty"]
    other = {"nn": "nb", "nb": "nn"}[site]
    pages = {
        f"{path}/index.html": lang
        for lang in ("nn", "nb")
        for path in (f"saker/ei-case-{lang}", f"prosjekt/ei-project-{lang}", f"utval/ei-organisation-{lang}",
                     f"moter/{UPPER}/2021-03-0{1 if lang == 'nn' else 2}")
    }  # fmt: skip
    for page, lang in pages.items():
        words = _marked(folder.root / "site" / page)
        assert words[0][1] == site
        prose = {marked for text, marked in words if text.startswith("NO, on, 10:30") or text.startswith("Slutt ")}
        assert prose == {lang}, page
        interface = {marked for text, marked in words if text in _interface(site)}
        assert interface == {site}, page
        if lang == site:
            # A meeting's page names the case in its own language; no other words are foreign.
            assert {marked for _, marked in words} <= {site}, page
        else:
            assert {marked for _, marked in words} == {site, other}, page


def _interface(lang: str) -> set[str]:
    catalogue = catalogue_for(lang)
    keys = ("crumbs.front", "corrections.title", "toc.title", "agenda.title", "members.title", "fact.archive_ref")
    return {catalogue.text(key) for key in keys}


# -- (i) the repository's own portal


def test_the_sample_portal_has_no_dead_link_and_no_error(sample: PortalFolder) -> None:
    assert dead_links(sample.root / "site") == []
    checked = sample.check()
    assert checked.exit_code == 0, checked.output


def test_neither_content_nor_settings_name_a_record() -> None:
    paths = [p for name in SAMPLE_RECORDS for p in (REPOSITORY / name).rglob("*.md")]
    assert len(paths) > 20
    ids = {p.relative_to(REPOSITORY).with_suffix("").as_posix().partition("/")[2] for p in paths}
    texts = {p: p.read_text("utf-8") for p in [REPOSITORY / "mkdocs.yml", *PAGES.rglob("*.md")]}
    found = {
        (path.relative_to(REPOSITORY).as_posix(), id_)
        for path, text in texts.items()
        for id_ in ids
        if re.search(rf"(?<![\w-]){re.escape(id_)}(?![\w-])", text) or f"/{id_}.md" in text
    }
    assert found == set()


def test_the_epoch_of_the_tests_is_the_one_they_state() -> None:
    assert json.dumps(int(EPOCH)) == EPOCH


def test_portal_write_keeps_off_what_the_site_is_made_from(sample: PortalFolder) -> None:
    before = tree(sample.root / "content")
    for folder in (sample.root, sample.root / "content", sample.root / "cases" / "ny"):
        refused = sample.command("write", str(folder))
        assert refused.exit_code == 1
        assert refused.output == f"I {folder} ligg portalen sjølv, eller noko han er laga av. Vel ei anna mappe.\n"
    assert tree(sample.root / "content") == before


def test_portal_write_takes_away_what_it_wrote_and_is_no_more(portal: Callable[..., PortalFolder]) -> None:
    folder = portal({"cases/2021-a.md": "---\ntitle: A\n---\n", "cases/2021-b.md": "---\ntitle: B\n---\n"})
    target = folder.root / "ut"
    target.mkdir()
    (target / "andre.txt").write_text("andre si fil", encoding="utf-8")
    assert folder.command("write", str(target)).exit_code == 0
    assert (target / "saker/2021-b/index.html").is_file()
    folder.write({"cases/2021-b.md": "---\ntitle: B\ndraft: true\n---\n"})
    assert folder.command("write", str(target)).exit_code == 0
    assert (target / "saker/2021-a/index.html").is_file()
    assert not (target / "saker/2021-b/index.html").exists()
    assert (target / "andre.txt").is_file()
