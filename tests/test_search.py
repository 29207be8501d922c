"""The search index: what is in it and what is not, how numbers and twin words are read, and what stops it."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import cbor2
import pytest

from portal.derived.context import Context
from portal.language.catalogue import LANGUAGES, catalogue_for
from portal.outputs.search import indexing
from portal.outputs.search.documents import readable
from portal.outputs.search.indexing import SearchFault, build_index
from portal.outputs.search.numbers import sign_of
from portal.public.portal import PublicPortal
from portal.site.building import FaultyPortal, build_site
from portal.site.folder import write_folder
from portal.site.site import Site
from portal.source.settings import Settings, read_settings
from portal.source.twins import read_twins, twins_in
from support.portals import REPOSITORY, PortalFolder, make_portal
from support.searching import fragments, unpacked
from support.sites import read_page
from support.small import SMALL

NN = catalogue_for("nn")
MOMENT = dt.datetime(2021, 5, 10, 2, tzinfo=ZoneInfo("Europe/Oslo"))
OLD = {
    "meetings/ou/2020-03-05.md": """
        ---
        number: 1/2020
        present: ["Torbjørg Gammalvik (leiar, Alver kommune)"]
        chair: Torbjørg Gammalvik
        agenda: [{number: 2/2020, title: Plan for hausten, outcome: noted}]
        ---
        ## 2/2020

        Utvalet drøfta planen.
        """
}


def built(root: Path, moment: dt.datetime = MOMENT, preview: bool = False, **changed: object) -> Site:
    """The site of a portal, without paper, with some of its settings changed."""
    settings: Settings = replace(read_settings(root), paper=False, **changed)
    return build_site(root, settings, preview, moment)


def files_of(site: Site) -> dict[str, bytes]:
    """The files of the search, by path."""
    return {address.lstrip("/"): file.make().data for address, file in site.search.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    return make_portal(tmp_path_factory.mktemp("search") / "portal", {**SMALL, **OLD})


@pytest.fixture(scope="module")
def files(folder: PortalFolder) -> dict[str, bytes]:
    return files_of(built(folder.root))


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> dict[str, dict[str, object]]:
    return fragments(files)


# -- what is in it


def test_records_and_hand_written_pages_are_searched_and_nothing_else(pages: dict[str, dict[str, object]]) -> None:
    """No register, no redirect, no tombstone; what is exempt with its public title."""
    assert set(pages) == {
        "/handbok/",
        "/handbok/felt/",
        "/handbok/oppslag/",
        "/innsyn/",
        "/moter/ou/2020-03-05/",
        "/moter/ou/2021-06-10/",
        "/moter/ssu/2021-02-19/",
        "/moter/ssu/2021-05-28/",
        "/om-innmelding/",
        "/om/",
        "/partar/alver/",
        "/partar/helse-fjord/",
        "/personvern/",
        "/prosjekt/nettside/",
        "/saker/2021-lukka/",
        "/saker/2021-nettside/",
        "/tilgjenge/",
        "/utval/ou/",
        "/utval/ssu/",
    }


def test_a_case_says_what_it_is(pages: dict[str, dict[str, object]]) -> None:
    page = pages["/saker/2021-nettside/"]
    assert page["meta"] == {
        "title": "Felles nettside for Helsehuset",
        "numbers": "05/21 n5y2021",
        "when": "19. februar 2021",
    }
    assert page["filters"] == {
        "body": ["Strategisk samarbeidsutval"],
        "kind": ["Sak"],
        "look": ["t-info s-half"],
        "state": ["Til oppfølging"],
        "type": ["Vedtak", "Drøfting"],
        "year": ["2021"],
    }


def test_what_a_page_in_the_other_language_is_stands_in_the_sites_own(pages: dict[str, dict[str, object]]) -> None:
    page = pages["/partar/helse-fjord/"]
    assert str(page["content"]).startswith("Sykehuset i fjorden. ")
    assert "Per Sund Strategisk samarbeidsutval, nestleiar." in str(page["content"])
    assert page["filters"] == {"kind": ["Part"], "lang": ["nb"], "title_lang": ["nb"]}


def test_the_parts_of_a_meeting_are_its_items_and_decisions(pages: dict[str, dict[str, object]]) -> None:
    anchors = pages["/moter/ssu/2021-02-19/"]["anchors"]
    told = [(anchor["id"], anchor["text"]) for anchor in anchors if anchor["id"].endswith("_t")]
    assert told == [
        ("sak-04-21_t", "04/21 n4y2021 Kjøp av tenester"),
        ("sak-05-21_t", "05/21 n5y2021 Felles nettside for Helsehuset"),
        ("vedtak-05-21_t", "Vedtak 05/21 n5y2021"),
        ("punkt-3_t", "Eventuelt"),
    ]


def test_only_words_worth_reading_are_searched(pages: dict[str, dict[str, object]]) -> None:
    """No way to move, no citation, no button, no agenda told twice."""
    words = str(pages["/moter/ssu/2021-02-19/"]["content"])
    assert words.startswith("Fredag 19. februar 2021, kl. 10.30–11.30. Videomøte. ")
    assert "Utvalet sluttar seg til planen." in words
    for key in ("copy.label", "permalink.cite_item", "cite.title", "crumbs.front", "missing.title"):
        assert NN.text(key) not in words


def test_an_exempt_record_is_found_by_its_public_title_alone(files: dict[str, bytes]) -> None:
    pages = fragments(files)
    assert pages["/saker/2021-lukka/"]["meta"] == {"title": "Kjøp av tenester", "numbers": "04/21 n4y2021"}
    records = [page for address, page in pages.items() if page["filters"]["kind"] != [NN.text("search.kind_page")]]
    assert len(records) == 11
    assert not any("hemmeleg" in str(page).lower() for page in records)


def test_a_page_without_words_is_found_by_its_title(pages: dict[str, dict[str, object]]) -> None:
    """The sign that stands for its words is taken out again where it is shown."""
    page = pages["/partar/alver/"]
    assert page["meta"] == {"title": "Alver kommune"}
    assert str(page["content"]).endswith("n0y0000.")


# -- names of people


def test_names_of_those_who_met_long_ago_are_not_in_the_index(folder: PortalFolder, files: dict[str, bytes]) -> None:
    """Nor the chair's; with 0 months, nobody's of any meeting."""
    assert holds(files, "Marit Li")
    assert not holds(files, "Gammalvik")
    never = files_of(built(folder.root, search_names_months=0))
    assert not holds(never, "Marit Li")
    assert holds(files_of(built(folder.root, search_names_months=15)), "Gammalvik")


def holds(files: dict[str, bytes], name: str) -> bool:
    return any(name.lower().encode() in unpacked(data).lower() for data in files.values())


@pytest.mark.parametrize(
    ("months", "day", "forgets"),
    [
        (12, dt.date(2020, 5, 10), True),
        (12, dt.date(2020, 5, 11), False),
        (12, dt.date(2021, 6, 1), False),
        (1, dt.date(2021, 4, 10), True),
        (1, dt.date(2021, 4, 30), False),
        (0, dt.date(2021, 5, 10), True),
        (0, dt.date(2021, 6, 1), True),
    ],
)
def test_names_are_forgotten_when_so_many_whole_months_have_passed(months: int, day: dt.date, forgets: bool) -> None:
    context = Context(PublicPortal((), {}, MOMENT), Settings("", search_names_months=months), NN)
    assert context.forgets_names(day) is forgets


# -- without a search


def test_a_portal_may_do_without(portal: Callable[..., PortalFolder]) -> None:
    """No index and no field in the header; the page's address answers all the same, for it may have been published."""
    folder = portal({"cases/2021-x.md": "---\ntitle: Ei sak\n---\nTekst.\n"})
    settings = folder.root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("search: true", "search: false"), "utf-8")
    assert folder.command("write", str(folder.root / "out")).exit_code == 0
    assert not (folder.root / "out/pagefind").exists()
    assert 'role="search"' not in (folder.root / "out/saker/2021-x/index.html").read_text("utf-8")
    assert NN.text("search.off") in read_page(folder.root / "out/sok/index.html").text


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        (
            "search: kanskje",
            "mkdocs.yml:48:15: Innstillinga «search» kan ikkje vere «kanskje». Skriv true eller false.",
        ),
        (
            "search_names_months: -1",
            "mkdocs.yml:50:28: Innstillinga «search_names_months» kan ikkje vere «-1». Skriv eit heilt tal som er 0"
            " eller meir.",
        ),
    ],
)
def test_settings_that_cannot_be(portal: Callable[..., PortalFolder], setting: str, told: str) -> None:
    folder = portal()
    settings = folder.root / "mkdocs.yml"
    name = setting.partition(":")[0]
    lines = [
        f"      {setting}" if line.strip().startswith(f"{name}:") else line
        for line in settings.read_text("utf-8").splitlines()
    ]
    settings.write_text("\n".join(lines), "utf-8")
    assert folder.check().output.splitlines()[1:] == [told]


def test_an_index_that_cannot_be_made_stops_the_build(
    folder: PortalFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old site stands as it was; Pagefind's own words stand in the message."""
    monkeypatch.setattr(indexing, "LANGUAGE", 5)
    with pytest.raises(FaultyPortal) as stop:
        write_folder(built(folder.root), tmp_path / "site")
    assert not (tmp_path / "site").exists()
    heading, told = str(stop.value).split("\n", 1)
    assert heading == "Éin feil:"
    assert told.startswith("mkdocs.yml:1:1: Søkjeindeksen kunne ikkje lagast: ")
    assert told.endswith("Slik seier programmet Pagefind det. Set «search: false» i mkdocs.yml for å byggje utan søk.")


def test_without_pagefind_the_build_stops(
    folder: PortalFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "get_executable", lambda: None)
    with pytest.raises(FaultyPortal, match="Søkjeindeksen kunne ikkje lagast: pagefind"):
        write_folder(built(folder.root), tmp_path / "site")


@pytest.mark.parametrize(
    "program",
    [
        "exit 3",
        "echo nei >&2; exit 3",
        "read x; echo -n 'ikkje base64,'; cat >/dev/null",
        "read x; echo -n 'e30=,'; cat >/dev/null",  # {}
        "echo for seint; exec sleep 60",
    ],
)
def test_a_pagefind_that_does_not_do_its_work_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    """It ends, it says what is no answer, or it says nothing at all."""
    instead = tmp_path / "pagefind"
    instead.write_text(f"#!/bin/bash\nread() {{ head -c 1 >/dev/null; }}\n{program}\n", encoding="utf-8")
    instead.chmod(0o755)
    monkeypatch.setattr(indexing, "get_executable", lambda: instead)
    monkeypatch.setattr(indexing, "_SECONDS", 2.0)
    with pytest.raises(SearchFault, match="^nei$" if "nei" in program else "^pagefind$"):
        list(build_index([("/saker/a/", "<main data-pagefind-body>" + "Ord. " * 100_000 + "</main>")] * 3))


# -- the same bytes


def test_the_index_does_not_depend_on_when_the_pages_come() -> None:
    """They may be made one by one while Pagefind waits, or all be there at once."""
    html = "<html><body><main data-pagefind-body><h2 id='a_t'>{0}</h2><p>Ord om {0}.</p></main></body></html>"
    documents = [(f"/saker/{n}/", html.format(f"sak {n}") + " " * 10_000) for n in range(100)]
    answered: list[int] = []

    def one_by_one() -> Iterator[tuple[str, str]]:
        for document in documents:
            yield document
            answered.append(len(document))

    at_once = list(build_index(documents))
    assert list(build_index(one_by_one())) == at_once
    assert len(answered) == 100


def test_pages_are_numbered_in_the_order_of_their_addresses(files: dict[str, bytes]) -> None:
    """And not as the file system lists them, which differs from one disk to the next."""
    (meta,) = (cbor2.loads(unpacked(data)) for path, data in files.items() if path.endswith(".pf_meta"))
    pages = {path.rpartition("/")[2].removesuffix(".pf_fragment"): data for path, data in files.items()}
    numbered = [json.loads(unpacked(pages[name]))["url"] for name, _ in meta[1]]
    assert numbered == sorted(fragments(files))


ANSWERING = """#!{python}
import base64, json, os
asked = b""
while piece := os.read(0, 1000):
    asked += piece
    while b"," in asked:
        request, _, asked = asked.partition(b",")
        is_last = json.loads(base64.b64decode(request))["payload"]["type"] == "GetFiles"
        answer = {{"type": "Error", "message": "ferdig"}} if is_last else {{"type": "x", "told": "x" * 200_000}}
        said = base64.b64encode(json.dumps({{"payload": answer}}).encode()) + b","
        while said:
            said = said[os.write(1, said):]
"""


def test_pagefind_and_the_build_do_not_wait_for_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both say more than a pipe holds, and neither reads before it has said it."""
    instead = tmp_path / "pagefind"
    instead.write_text(ANSWERING.format(python=sys.executable), encoding="utf-8")
    instead.chmod(0o755)
    monkeypatch.setattr(indexing, "get_executable", lambda: instead)
    monkeypatch.setattr(indexing, "_SECONDS", 30.0)
    with pytest.raises(SearchFault, match=r"^ferdig$"):
        list(build_index((f"/saker/{n}/", "Ord. " * 50_000) for n in range(indexing._AHEAD + 3)))


def test_a_fault_in_a_page_is_not_told_as_one_of_the_search() -> None:
    def documents() -> Iterator[tuple[str, str]]:
        yield "/saker/a/", "<main data-pagefind-body>Ord.</main>"
        raise KeyError("mal")

    with pytest.raises(KeyError, match="mal"):
        list(build_index(documents()))


def test_only_the_files_that_are_used_are_published(files: dict[str, bytes]) -> None:
    names = {path.removeprefix("pagefind/") for path in files if path.count("/") == 1}
    assert {name for name in names if not name.endswith(".pf_meta")} == {
        "pagefind.js",
        "pagefind-entry.json",
        "twins.json",
        "wasm.nn.pagefind",
    }


# -- numbers and twin words

SIGNS = [
    ("05", "21", "n5y2021"),
    ("5", "2021", "n5y2021"),
    ("005", "2021", "n5y2021"),
    ("2014", "15", "n15y2014"),
    ("15", "2014", "n15y2014"),
    ("2021", "4587", "n4587y2021"),
    ("21", "4587", "n4587y2021"),
    ("3", "98", "n3y1998"),
    ("2021", "2022", None),
    ("1", "5", None),
]


@pytest.mark.parametrize(("first", "second", "sign"), SIGNS)
def test_a_number_has_one_sign_however_it_is_spelt(first: str, second: str, sign: str | None) -> None:
    assert sign_of(first, second) == sign


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<li>05/21</li>", "<li>05/21 n5y2021</li>"),
        ("Sak 05-21 og saka 6 - 21.", "Sak 05-21 n5y2021 og saka 6 - 21 n6y2021."),
        ('<img alt="5/21 > 4" src="05/21">x 5/21', '<img alt="5/21 &gt; 4" src="05/21">x 5/21 n5y2021'),
        ("3-4 personar, 2021-02-19, 1/5, 1.000/21 og 12/5/2021", None),
    ],
)
def test_signs_stand_behind_numbers_and_in_no_tag(html: str, expected: str | None) -> None:
    assert readable(html, "nn") == (html if expected is None else expected)


@pytest.mark.parametrize(
    ("form", "html", "expected"),
    [
        ("", '<nav>a</nav><p class="x">b <a href="#c">c</a><span class="sr y">d</span></p>', "<p>b c </p>"),
        (
            "",
            "<table><caption>a</caption><tr><th>b</th><th>c</th></tr><tr><th>d</th><td>e</td></tr></table>",
            "a b c d <td>e</td>",
        ),
        (
            "",
            "<details><summary>a</summary><div>b</div></details><details><summary>c</summary><b>d</b></details>",
            "a <div>b</div>c d",
        ),
        (
            "",
            '<p aria-labelledby="_vis-til">a</p><h1>b</h1><h2 id="c" class="d">c</h2>',
            '<p></p><h1></h1><h2 id="c">c</h2>',
        ),
        ("", "<section data-pagefind-ignore><p>a</p></section>b", "<section></section>b"),
        ("meeting", '<div class="notice">a</div><div class="notice notice--bad">b</div>', "<div></div><div>b</div>"),
        ("case", '<div class="notice">a</div><table><tr><td>b</td></tr></table>', "<div>a</div>"),
        (
            "project",
            '<table class="matrix"><tr><td>a</td></tr></table><table><tr><td>b</td></tr></table>',
            "<td>b</td>",
        ),
    ],
)
def test_what_only_serves_a_page_or_stands_elsewhere_too_is_left_out(form: str, html: str, expected: str) -> None:
    assert readable(html, "nn", form) == expected


def test_every_group_of_ours_has_words_that_are_one_anothers_twins_once() -> None:
    groups, problems = read_twins(Path("/nowhere"))
    assert problems == []
    assert len(groups) >= 60
    assert len(set(groups)) == len(groups)
    assert all(len(group) == len(set(group)) >= 2 for group in groups)


def test_only_twins_that_stand_on_a_page_are_looked_for() -> None:
    """In any form, but for short ones; a reader may type any of the group."""
    groups = (
        ("sakliste", "dagsorden"), ("ou", "områdeutval"), ("born", "barn"), ("au", "arbeidsutval"),
        ("psykisk helse", "mental helse"), ("psykisk sjuke", "mentalt sjuke"), ("ny plan", "ny ordning"),
    )  # fmt: skip
    texts = ["Saklista til OU", "og ungane. Barnehagen. Ouverture. Psykisk helsevern, psykisk sjuka, ny", "plan"]
    assert twins_in(groups, texts) == [
        {"words": ["sakliste", "dagsorden"], "there": ["sakliste"]},
        {"words": ["ou", "områdeutval"], "there": ["ou"]},
        {"words": ["psykisk helse", "mental helse"], "there": ["psykisk helse"]},
        {"words": ["psykisk sjuke", "mentalt sjuke"], "there": ["psykisk sjuke"]},
    ]


def test_a_portal_adds_words_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "search-words.csv").write_text("# Her\nHelsehuset,  legesenteret \n\n", "utf-8")
    groups, problems = read_twins(tmp_path)
    assert groups[-1] == ("helsehuset", "legesenteret")
    assert problems == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_line_with_one_word_is_told_of(portal: Callable[..., PortalFolder], lang: str) -> None:
    folder = portal({"search-words.csv": "ou, områdeutval\nåleine\n"}, lang=lang)
    told = {
        "nn": "search-words.csv:2:1: Ei line må ha minst to ord med komma mellom. Fann «åleine». Skriv til dømes "
        "«sjukehus, sykehus».",
        "nb": "search-words.csv:2:1: En linje må ha minst to ord med komma mellom. Fant «åleine». Skriv for eksempel "
        "«sjukehus, sykehus».",
    }
    assert folder.check().output.splitlines()[1:] == [told[lang]]


# -- weight

SYLLABLES = "sam kom mu ne hel se sju ke hus tvi ling ved tak opp føl ging o ri en te ring fri st møt are".split()
DOCUMENT = """<html><body><meta data-pagefind-meta="title[content]" content="Sak {n}">
<meta data-pagefind-filter="kind[content]" content="Sak">
<meta data-pagefind-filter="body[content]" content="Utval {body}">
<meta data-pagefind-filter="year[content]" content="{year}">
<meta data-pagefind-filter="state[content]" content="T{state}">
<meta data-pagefind-sort="day[content]" content="{year}-01-01">
<main data-pagefind-body><h2 id="a">{n}</h2><p>{words}</p></main></body></html>"""


def test_the_first_search_weighs_little_at_a_thousand_records() -> None:
    """Up to five results for a word: what is fetched once, the heaviest part of the index, and five pages.

    A twin in another part of the index costs that part too; facets follow after the hits.
    """
    chance = random.Random(20210219)
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 5))) for _ in range(9_000)]
    weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    documents = {
        f"/saker/{n}/": DOCUMENT.format(
            n=n,
            body=n % 12,
            year=2010 + n % 16,
            state=n % 9,
            words=" ".join(chance.choices(vocabulary, weights, k=250)),
        )
        for n in range(1_000)
    }
    files = {asset.address: bytes(asset.content or b"") for asset in build_index(sorted(documents.items()))}
    of_site = [REPOSITORY / "templates/assets/portal" / name for name in ("search.js",)]
    of_site.append(REPOSITORY / "plugins/portal/source/twins.csv")
    once = [data for path, data in files.items() if path.endswith((".js", ".json"))] + [f.read_bytes() for f in of_site]

    def heaviest(suffix: str, number: int) -> int:
        return sum(sorted((len(data) for path, data in files.items() if path.endswith(suffix)), reverse=True)[:number])

    parts = {
        "scripts": sum(len(gzip.compress(data, 9)) for data in once),
        "wasm": heaviest(".pagefind", 1),
        "meta": heaviest(".pf_meta", 1),
        "index": heaviest(".pf_index", 1),
        "pages": heaviest(".pf_fragment", 5),
    }
    assert sum(parts.values()) <= 150_000, parts
