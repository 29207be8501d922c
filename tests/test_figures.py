"""Figures on their pages: well-formed, named, harmless, in the site's language, and never alone in what they tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from portal.language.catalogue import catalogue_for
from support.elements import Element, read_main
from support.portals import make_portal
from support.sites import read_page

HOSTILE = "<script>alert(1)</script><svg onload='alert(2)'>\"]]>&lt;b&gt; {{ 7 * 7 }}"
IN_YAML = "'" + HOSTILE.replace("'", "''") + "'"
BODIES = ("ou", "fsu", "ssu")
MANY = tuple(f"lsu-{number}" for number in range(1, 8))

RECORDS: dict[str, str | bytes] = {
    "organisations/ssu.md": "---\ntitle: Strategisk samarbeidsutval\nkind: strategic\n---\n",
    "organisations/fsu.md": "---\ntitle: Fagleg samarbeidsutval\nkind: professional\n---\n",
    "organisations/ou.md": f"---\ntitle: {IN_YAML}\nkind: area\n---\n",
    "organisations/alver.md": "---\ntitle: Alver kommune\nkind: municipality\n---\n",
    "projects/nettside.md": """
        ---
        title: Felles nettside
        phase: active
        milestones:
          - {what: Tilbod, when: 2021-01-15, done: 2021-01-20}
          - {what: Avtale, when: 2021-04-01}
          - {what: Opplæring, when: 2021-02..2021-03}
          - {what: Bygging, when: 2021-03..2021-06}
          - {what: Lansering, when: 2021-08-15}
          - {what: Evaluering}
        budget:
          years: [2020, 2021]
          costs:
            - {item: Utvikling, kind: grant, amounts: {2020: 300 000, 2021: 150 000}}
            - {item: Drift, kind: own, amounts: {2021: 50 000}}
            - {item: Arbeid, kind: in_kind, amounts: {2021: 20 000}}
            - {item: Anna, amounts: {2021: 7 000}}
          income:
            - {item: Tilskot, kind: grant, amounts: {2020: 300 000, 2021: 227 000}}
        indicators:
          - {name: Besøk, unit: per dag, target: "100", values: [{date: 2021-02-01, value: "20"},
             {date: 2021-03-01, value: "1 040"}, {date: 2021-04-01, value: Ukjent}]}
          - {name: Nøgde, target: Dei fleste, values: [{date: 2021-03-01, value: "67,5 %"}]}
          - {name: Utan måling, target: "3"}
        reports:
          - {date: 2020-11-10, health: off_track, summary: Stopp}
          - {date: 2021-01-10, health: at_risk, summary: Litt seint}
          - {date: 2021-02-10, summary: Ikkje vurdert}
          - {date: 2021-04-10, health: on_track, summary: Alt går bra}
        ---
        """,
    "projects/farleg.md": f"""
        ---
        title: Farleg
        lang: nb
        milestones: [{{what: {IN_YAML}, when: 2021-05}}, {{what: {IN_YAML}, when: 2021-04-01}}]
        budget:
          years: [2021]
          costs: [{{item: {IN_YAML}, amounts: {{2021: 5}}}}]
        indicators:
          - {{name: {IN_YAML}, unit: {IN_YAML}, target: {IN_YAML}, values: [{{date: 2021-03-01, value: "1"}}]}}
          - {{name: B, unit: {IN_YAML}, target: "5", values: [{{date: 2021-03-01, value: "1"}}]}}
        reports: [{{date: 2021-03-01, health: at_risk, summary: {IN_YAML}}},
          {{date: 2021-04-01, health: at_risk, summary: {IN_YAML}}}]
        ---
        """,
    "projects/tomt.md": "---\ntitle: Tomt\nmilestones: [{what: Ein gong}]\n---\n",
    "cases/2021-a.md": "---\ntitle: A\nsubmitted: 2021-01-01\nfor: [ssu]\n---\n",
    "meetings/ssu/2021-01-15.md": "---\nagenda: [{number: 01/21, case: 2021-a, outcome: decided}]\n---\n",
    "meetings/ssu/2021-03-19.md": "---\ncancelled: true\n---\n",
    "meetings/ssu/2021-06-18.md": "---\nnumber: 2/2021\n---\n",
    "meetings/fsu/2021-02-10.md": "---\npresent: [Kari Nes]\n---\n",
    "meetings/ou/2021-12-31.md": "---\nnumber: 1/2021\n---\n",
    "meetings/ou/2020-05-10.md": "---\npresent: [Kari Nes]\n---\n",
}
MANY_BODIES: dict[str, str | bytes] = {
    **{f"organisations/{id_}.md": f"---\ntitle: Lokalt utval {id_}\nlang: nb\nkind: local\n---\n" for id_ in MANY},
    **{f"meetings/{id_}/2022-03-0{number}.md": "---\n---\n" for number, id_ in enumerate(MANY, 1)},
    f"meetings/{MANY[0]}/2022-09-01.md": "---\ncancelled: true\n---\n",
}

PROJECT, HARMFUL, EMPTY = "prosjekt/nettside", "prosjekt/farleg", "prosjekt/tomt"
CALENDAR, THIS_YEAR, LAST_YEAR, NEXT_YEAR = "moter", "moter/2021", "moter/2020", "moter/2022"
WITH_FIGURES = (PROJECT, HARMFUL, CALENDAR, THIS_YEAR, LAST_YEAR, NEXT_YEAR)


@pytest.fixture(scope="module", params=["nn", "nb"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same portal, built in each language."""
    folder = make_portal(tmp_path_factory.mktemp("figures"), {**RECORDS, **MANY_BODIES}, request.param)
    written = folder.command("write", str(folder.root / "out"))
    assert written.exit_code == 0, written.output
    return folder.root / "out"


def page(site: Path, address: str) -> Element:
    return read_main(site / address / "index.html")


def drawings(site: Path, address: str) -> list[str]:
    """The outermost drawings of a page as they are written, from `<svg` to `</svg>`."""
    html = (site / address / "index.html").read_text("utf-8")
    found, depth, start = [], 0, 0
    for tag in re.finditer(r"<svg\b[^>]*>|</svg>", html):
        if tag[0] == "</svg>":
            depth -= 1
            if depth == 0:
                found.append(html[start : tag.end()])
        else:
            start = start if depth else tag.start()
            depth += 1
    assert depth == 0
    return found


def outermost(element: Element) -> Iterator[Element]:
    """The drawings of an element that stand in no other drawing."""
    for child in element.children:
        if isinstance(child, Element):
            if child.tag == "svg":
                yield child
            else:
                yield from outermost(child)


def pictures(element: Element) -> list[Element]:
    """The drawings that tell something."""
    return [svg for svg in outermost(element) if "aria-hidden" not in svg.attributes]


def first_classes(svg: Element, tag: str) -> list[str]:
    """What the marks of a drawing are, in the order in which they are drawn."""
    return [e.attributes["class"].split()[0] for e in svg.all(tag)]


def table_rows(element: Element) -> list[list[str]]:
    return [row for table in element.all("table") for row in table.rows()]


# -- markup


@pytest.mark.parametrize("address", [*WITH_FIGURES, EMPTY, "saker/2021-a"])
def test_each_drawing_is_well_formed(site: Path, address: str) -> None:
    """With its references to characters written out, a drawing is XML."""
    found = drawings(site, address)
    assert found or address == EMPTY
    for svg in found:
        ElementTree.fromstring(svg.replace("&nbsp;", "&#160;"))


@pytest.mark.parametrize("address", WITH_FIGURES)
def test_each_drawing_is_an_image_with_a_title_or_hidden(site: Path, address: str) -> None:
    main = page(site, address)
    assert pictures(main)
    for svg in outermost(main):
        if "aria-hidden" in svg.attributes:
            assert svg.attributes["aria-hidden"] == "true"
            continue
        assert svg.attributes["role"] == "img"
        title = next(child for child in svg.children if isinstance(child, Element))
        assert (title.tag, title.attributes["id"]) == ("title", svg.attributes["aria-labelledby"])
        assert title.text


def test_no_page_has_an_id_twice(site: Path) -> None:
    for path in site.rglob("index.html"):
        ids = read_page(path).ids
        assert sorted(ids) == sorted(set(ids)), path


def test_each_paint_that_the_style_sheet_refers_to_is_on_the_pages_that_use_it(site: Path) -> None:
    style = next(site.glob("assets/portal/drawing.*.css")).read_text("utf-8")
    painted: dict[str, set[str]] = {}
    for selector, paint in re.findall(r"([^{}]*)\{[^{}]*url\(#([^)]+)\)[^{}]*\}", style):
        for name in re.findall(r"\.([\w-]+)", selector):
            painted.setdefault(name, set()).add(paint)
    del painted["fig"]
    assert len(re.findall(r"url\(", style)) == len(re.findall(r"url\(#[\w-]+\)", style)) > 0
    used = []
    for path in site.rglob("index.html"):
        if "/drawing." not in path.read_text("utf-8"):
            continue
        classes = {name for e in read_main(path).walk() for name in e.attributes.get("class", "").split()}
        if found := classes & painted.keys():
            used.append(path.parent.name)
            assert set().union(*(painted[name] for name in found)) <= set(read_page(path).ids), path
    assert sorted(used) == ["farleg", "nettside"]


def test_the_style_sheet_of_drawings_is_loaded_where_there_are_drawings_and_nowhere_else(site: Path) -> None:
    for address in (*WITH_FIGURES, EMPTY, "saker", "saker/2021-a"):
        links = read_page(site / address / "index.html").links
        assert any("/drawing." in link for link in links) == (address in WITH_FIGURES), address


@pytest.mark.parametrize("address", WITH_FIGURES)
def test_no_drawing_has_a_style_or_a_script(site: Path, address: str) -> None:
    for svg in drawings(site, address):
        assert not re.search(r"<(script|style)\b", svg, re.IGNORECASE)
    for element in page(site, address).walk():
        assert element.tag not in ("script", "style")
        assert not [name for name in element.attributes if name == "style" or name.startswith("on")]


# -- names


def test_hostile_names_of_milestones_and_indicators_stay_text(site: Path) -> None:
    main = page(site, HARMFUL)
    names = [e.text for e in main.all("div", class_="ell")]
    assert names == [f"{number}. {HOSTILE}" for number in (1, 2)]
    first, second = main.section("indikatorar").all("figure")
    assert first.one("title").text.startswith(f"{HOSTILE}: ")
    assert HOSTILE in second.text


@pytest.mark.parametrize("address", [CALENDAR, THIS_YEAR])
def test_a_hostile_name_of_a_body_stays_text(site: Path, address: str) -> None:
    (table,) = [t for t in page(site, address).all("table") if "register-table" in t.attributes.get("class", "")]
    assert HOSTILE in [row[0] for row in table.rows()]


def test_a_hostile_name_in_a_band_stays_text(tmp_path: Path) -> None:
    title = MANY_BODIES[f"organisations/{MANY[0]}.md"]
    assert isinstance(title, str)
    hostile = {f"organisations/{MANY[0]}.md": title.replace("Lokalt utval lsu-1", IN_YAML)}
    folder = make_portal(tmp_path / "portal", {**MANY_BODIES, **hostile})
    written = folder.command("write", str(folder.root / "out"))
    assert written.exit_code == 0, written.output
    assert HOSTILE in [e.text for e in page(folder.root / "out", NEXT_YEAR).all("div", class_="ell")]
    assert [ElementTree.fromstring(svg).tag for svg in drawings(folder.root / "out", NEXT_YEAR)]


def test_names_in_another_language_say_so(site: Path) -> None:
    expected = {"nb"} if _language(site) == "nn" else {None}
    assert {e.attributes.get("lang") for e in page(site, HARMFUL).all("div", class_="ell")} == expected
    assert {e.attributes.get("lang") for e in page(site, NEXT_YEAR).all("div", class_="ell")} == expected


# -- what is drawn stands in a table too


def test_each_milestone_of_the_timeline_stands_in_the_table(site: Path) -> None:
    section = page(site, PROJECT).section("milepelar")
    (svg,) = pictures(section)
    names = [e.text for e in svg.all("div", class_="ell")]
    assert names == ["1. Tilbod", "2. Avtale", "3. Opplæring", "4. Bygging", "5. Lansering"]
    rows = table_rows(section)[1:]
    assert [row[0] for row in rows] == [*names, "6. Evaluering"]
    legend = {e.text for e in section.all("ul", class_="legend")[0].all("li")}
    assert legend == {state for row in rows[:-1] if (state := re.sub(r" \d+\..*", "", row[3]))}


def test_late_is_a_triangle_and_the_rest_is_not(site: Path) -> None:
    svg = pictures(page(site, PROJECT).section("milepelar"))[0]
    assert first_classes(svg, "path") == ["fill", "late", "latemark", "hole"]
    assert [name for name in first_classes(svg, "rect") if name not in ("track", "flag")] == ["late", "alt"]


def test_each_amount_of_the_bars_stands_in_the_table(site: Path) -> None:
    section = page(site, PROJECT).section("budsjett")
    (svg,) = pictures(section)
    amounts = [e.text.removesuffix(" kr") for e in svg.all("text", class_="endt")]
    assert amounts == ["300 000", "300 000", "227 000", "227 000"]
    cells = [cell for row in table_rows(section) for cell in row]
    assert [amount for amount in amounts if amount not in cells] == []
    widths = [float(e.attributes["width"].rstrip("%")) for e in svg.all("rect")]
    assert widths == pytest.approx([100, 100, 50, 50 / 3, 7 / 3, 20 / 3, 227 / 3], abs=0.011)
    legend = [e.text for e in section.all("ul", class_="legend")[0].all("li")]
    assert len(legend) == 4
    assert [kind for kind in (*legend[:2], legend[3]) if not any(kind in cell for cell in cells)] == []


def test_each_value_of_a_plot_stands_in_the_table_below_it(site: Path) -> None:
    section = page(site, PROJECT).section("indikatorar")
    first, second = pictures(section)
    assert [len(svg.all("circle")) for svg in (first, second)] == [2, 1]
    cells = [cell for row in table_rows(section) for cell in row]
    for svg in (first, second):
        labels = [e.text for e in svg.all("text", class_="halo")]
        assert labels
        assert [label for label in labels if not any(cell.startswith(label) for cell in cells)] == []
    assert any(cell.startswith("Ukjent") for cell in cells)
    assert [len(svg.all("line", class_="goal")) for svg in (first, second)] == [1, 0]
    goal, words = (figure.text for figure in section.all("figure"))
    assert "100 per dag" in goal and "Dei fleste" in words


def test_each_report_of_the_drawn_health_stands_in_the_list(site: Path) -> None:
    section = page(site, PROJECT).section("tilstand")
    (svg,) = pictures(section)
    assert first_classes(svg, "path") == ["late", "unsure", "good"]
    lanes = [e.text for e in svg.all("text", class_="soft")][:3]
    shown = [e.text for e in section.all("span", class_="state")]
    assert sorted(shown) == sorted(lanes)


@pytest.mark.parametrize(
    ("address", "marks", "bodies"),
    [
        (CALENDAR, {"fill": 2, "hole": 2, "gone": 1}, 3),
        (THIS_YEAR, {"fill": 2, "hole": 2, "gone": 1}, 3),
        (LAST_YEAR, {"fill": 1, "hole": 0, "gone": 0}, 1),
        (NEXT_YEAR, {"fill": 0, "hole": 7, "gone": 1}, 7),
    ],
)
def test_each_meeting_of_the_year_stands_in_the_table(
    site: Path, address: str, marks: dict[str, int], bodies: int
) -> None:
    plan = page(site, address).all("div", class_="plan")[0]
    (svg,) = pictures(plan)
    paths = [one for one in first_classes(svg, "path") if one != "rule"]
    assert {class_: paths.count(class_) for class_ in marks} == marks
    rows = plan.one("table").all("tr")[1:]
    assert len(rows) == bodies
    assert sum(len(row.one("td").all("a")) for row in rows) == len(paths)
    told = plan.one("table").text
    catalogue = catalogue_for(_language(site))
    assert told.count(f"({catalogue.text('year.held')})") == marks["fill"]
    assert told.count(f"({catalogue.text('state.meeting.cancelled').lower()})") == marks["gone"]
    legend = [e.text for e in plan.one("ul", class_="legend").all("li")]
    assert legend == [
        catalogue.text(f"drawing.meeting_{name}")
        for name, class_ in (("held", "fill"), ("coming", "hole"), ("cancelled", "gone"))
        if marks[class_]
    ]


def test_each_band_bears_the_name_of_a_body_in_the_table(site: Path) -> None:
    plan = page(site, NEXT_YEAR).all("div", class_="plan")[0]
    names = [e.text for e in plan.all("div", class_="ell")]
    assert names == [row[0] for row in plan.one("table").rows()[1:]] == [f"Lokalt utval {id_}" for id_ in MANY]


def test_the_table_shows_the_shape_of_each_ring(site: Path) -> None:
    plan = page(site, THIS_YEAR).all("div", class_="plan")[0]
    wheel = plan.one("svg", class_="wheel")
    rings = [e.attributes["d"] for e in wheel.all("path") if e.attributes["class"] != "rule"]
    keys = [e.attributes["d"] for row in plan.one("table").all("tr")[1:] for e in row.all("path")]
    assert len(keys) == len(set(keys)) == 3
    assert set(rings) == set(keys)


def test_todays_mark_stands_in_this_years_plan_alone(site: Path) -> None:
    for address, number in ((THIS_YEAR, 1), (CALENDAR, 1), (LAST_YEAR, 0), (NEXT_YEAR, 0)):
        assert len(page(site, address).all("line", class_="today")) == number, address


def test_without_anything_to_draw_there_is_no_figure(site: Path) -> None:
    assert page(site, EMPTY).all("figure") == []


# -- words


def _language(site: Path) -> str:
    html = re.search(r'<html[^>]*\blang="(\w+)"', (site / "index.html").read_text("utf-8"))
    assert html
    return html[1]


FIGURE_KEYS = ("drawing.", "state.milestone.", "state.health.", "cost_kind.")


def _pieces(lang: str) -> set[str]:
    """What the messages of figures say in a language, cut where values are filled in."""
    catalogue = catalogue_for(lang)
    found: set[str] = set()
    for key in sorted(catalogue.keys()):
        if key.startswith(FIGURE_KEYS):
            raw = catalogue.raw(key)
            for form in raw if isinstance(raw, tuple) else (raw,):
                found |= {piece.replace("\u00a0", " ").strip(" .,:") for piece in re.split(r"\{\w+\}", form)}
    return {piece for piece in found if len(piece) > 3}


def test_figures_speak_the_language_of_the_site(site: Path) -> None:
    lang = _language(site)
    other = "nb" if lang == "nn" else "nn"
    own, foreign = _pieces(lang), _pieces(other)
    foreign = {piece for piece in foreign if not any(piece in one for one in own)}
    text = " ".join(figure.text for address in WITH_FIGURES for figure in page(site, address).all("figure"))
    assert [piece for piece in sorted(foreign) if re.search(rf"\b{re.escape(piece)}\b", text)] == []
    assert len([piece for piece in own if piece in text]) > 20


GOLDEN = {
    "nn": [
        "Tidsline frå januar 2021 til august 2021 med 5 milepælar. I dag er 10. mai 2021. "
        "Milepælane står i tabellen under.",
        "I dag 10. mai",
    ],
    "nb": [
        "Tidslinje fra januar 2021 til august 2021 med 5 milepæler. I dag er 10. mai 2021. "
        "Milepælene står i tabellen under.",
        "I dag 10. mai",
        "Én milepæl har ingen dato og står bare i tabellen.",
        "fra 20 til 1 040 den 1. mars 2021.",
        "Målet er 100",
        "Målet er Dei fleste",
        "Liggende søyler for budsjettet i 2020, 2021. Tallene står i tabellen under.",
        "Tilstanden i prosjektet i 3 rapporter fra 10. november 2020 til 10. april 2021. "
        "Rapportene står som liste på siden.",
        "Mål: 100 per dag",
        "2021, kostnader",
        "2020, inntekter",
        "300 000 kr",
        "Under arbeid",
        "Annet, eller ikke oppgitt",
    ],
}


def test_the_words_of_a_projects_figures(site: Path) -> None:
    words = " ".join(figure.text for figure in page(site, PROJECT).all("figure"))
    assert [text for text in GOLDEN[_language(site)] if text not in words] == []
