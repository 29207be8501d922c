"""Themes: the portal's own list, and what there is of each: decided, what became of it, and what was measured."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.model.kinds import KINDS
from portal.model.theme import Themes
from portal.outputs.search.entries import entries
from portal.site.preview.live import LivePortal
from portal.source.themes import read_themes
from support.elements import read_main
from support.planting import NEEDED, front_matter
from support.portals import PortalFolder, make_portal

MakePortal = Callable[..., PortalFolder]

THEMES = """
    - id: born
      title: {nn: Born og unge, nb: Barn og unge}
      kind: priority_group
      valid: {from: 2020, to: 2023}
      description: {nn: Born som treng hjelp.}
    - {id: eldre, title: {nn: Eldre, nb: Eldre}, kind: priority_group}
    - {id: gammalt, title: {nn: Gammalt emne, nb: Gammelt emne}, kind: subject, valid: {to: 2019}}
    """
FILES: dict[str, str | bytes] = {
    "themes.yml": THEMES,
    "organisations/ssu.md": "---\ntitle: Strategisk samarbeidsutval\nkind: strategic\nthemes: [eldre]\n---\n",
    "organisations/alver.md": "---\ntitle: Alver kommune\nkind: municipality\n---\n",
    "cases/2021-a.md": "---\ntitle: Sak om born\nsummary: Kort om born.\nthemes: [born]\n---\n\nMeir.\n",
    "cases/2021-b.md": "---\ntitle: Sak utan tema\nproject: tidleg\n---\n",
    "cases/2021-c.md": "---\ntitle: Løynd sak\nthemes: [born]\ndraft: true\n---\n",
    "cases/2021-d.md": "---\nthemes: [born]\nexempt: {basis: offl. § 13, public_title: Unnateken sak}\n---\n",
    "projects/tidleg.md": """
        ---
        title: Tidleg hjelp
        themes: born
        reports: [{date: 2021-04-01, health: at_risk, summary: Det går seint.}]
        indicators: [{name: Ventetid, unit: dagar, values: [{date: 2021-01-01, value: "9"}]}]
        ---
        """,
    "meetings/ssu/2021-02-19.md": """
        ---
        agenda:
          - {number: 1/21, case: 2021-a, type: V, outcome: decided, follow_up: [{what: Følgje opp, due: 2021-04-01}]}
          - {number: 2/21, case: 2021-b, type: V, outcome: decided}
          - {number: 3/21, title: Noko anna, type: V, outcome: decided}
        ---
        """,
    "plans/plan.md": """
        ---
        title: Handlingsplan
        themes: [eldre]
        measures:
          - {number: 1, what: Hjelpe born, project: tidleg}
          - {number: 2, what: Hjelpe eldre}
        ---
        """,
    "agreements/avtale.md": """
        ---
        title: Avtale om born
        themes: [born]
        level: special
        parties: [alver, Skyss]
        in_force: {from: 2021-01-01}
        ---
        """,
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_portal(tmp_path_factory.mktemp("themes") / "portal", FILES)
    done = folder.command("write", str(folder.root / "out"))
    assert done.exit_code == 0, done.output
    return folder.root / "out"


def page(site: Path, address: str) -> str:
    return read_main(site / address.strip("/") / "index.html").text


def test_the_list_tells_which_themes_there_are_and_how_much_is_of_each(site: Path) -> None:
    words = page(site, "/tema/")
    for said in (
        "Prioriterte pasientgrupper Born og unge Born som treng hjelp. 2020 – 2023"
        "2 vedtak, 1 sak, 1 prosjekt, 1 tiltak, 1 avtale",
        "Eldre 1 tiltak", "Gjeld ikkje no Gammalt emne Til 2019Ingenting enno",
    ):  # fmt: skip
        assert said in words, said
    assert "Temaet gjeld ikkje no." in page(site, "/tema/gammalt/")


def test_a_theme_shows_what_was_decided_what_became_of_it_and_what_was_measured(site: Path) -> None:
    words = page(site, "/tema/born/")
    for said in (
        "Ventetid", "9 dagar", "Målt i prosjektet Tidleg hjelp.", "1/21 Sak om born", "2/21 Sak utan tema",
        "Tidleg hjelp Noko uvisst", "Handlingsplan, 1. Hjelpe born", "Følgje opp", "Særavtale Avtale om born",
    ):  # fmt: skip
        assert said in words, said
    for other in ("Noko anna", "Hjelpe eldre", "Løynd", "Unnateken"):
        assert other not in words
    assert "Handlingsplan, 2. Hjelpe eldre" in page(site, "/tema/eldre/")
    assert "Strategisk samarbeidsutval" in page(site, "/tema/eldre/")
    assert "Hjelpe born" not in page(site, "/tema/eldre/")  # the measure's own project has a theme


def test_from_the_front_page_to_the_figures_are_two_steps(site: Path) -> None:
    assert 'href="tema/"' in (site / "index.html").read_text("utf-8")
    assert 'href="../tema/born/"' in (site / "tema/index.html").read_text("utf-8")
    assert "_tal" in (site / "tema/born/index.html").read_text("utf-8")


def test_a_record_names_its_themes_and_begins_with_its_summary(site: Path) -> None:
    case = read_main(site / "saker/2021-a/index.html")
    assert case.facts()["Tema"] == "Born og unge"
    assert case.text.index("Sak om born") < case.text.index("Kort om born.") < case.text.index("Meir.")
    html = (site / "saker/2021-a/index.html").read_text("utf-8")
    assert '<meta name="description" content="Kort om born.">' in html
    assert '<meta property="og:description" content="Kort om born.">' in html


def test_the_data_tell_what_is_of_each_theme(site: Path) -> None:
    rows = json.loads((site / "data/themes.json").read_text("utf-8"))["rows"]
    assert [row["id"] for row in rows] == ["born", "eldre", "gammalt"]
    born = rows[0]
    assert born["title"] == {"nn": "Born og unge", "nb": "Barn og unge"}
    assert (born["valid_from"], born["valid_to"], born["valid"]) == ("2020", "2023", True)
    assert born["cases"] == ["2021-a"]
    assert born["decisions"] == ["ssu/2021-02-19#vedtak-1-21", "ssu/2021-02-19#vedtak-2-21"]
    assert born["follow_ups"] == ["ssu/2021-02-19#sak-1-21/1", "plans/plan#tiltak-1"]
    assert (born["projects"], born["agreements"], born["plans"]) == (["tidleg"], ["avtale"], [])
    cases = json.loads((site / "data/cases.json").read_text("utf-8"))["rows"]
    assert {row["id"]: row["themes"] for row in cases} == {"2021-a": ["born"], "2021-b": [], "2021-d": []}
    assert {row["id"]: row["summary"] for row in cases}["2021-a"] == "Kort om born."
    assert "themes.json" in (site / "data/index.html").read_text("utf-8")


def test_the_search_knows_what_is_of_each_theme(tmp_path: Path) -> None:
    """A meeting is of what its items treat, too; a portal without themes has no such choice."""
    folder = make_portal(tmp_path / "themes", FILES)
    context = folder.site().context
    found = {address: entry().themes for address, entry in entries(context, ()).items()}
    assert {address: themes for address, themes in found.items() if themes} == {
        "/saker/2021-a/": ("Born og unge",),
        "/prosjekt/tidleg/": ("Born og unge",),
        "/avtalar/avtale/": ("Born og unge",),
        "/moter/ssu/2021-02-19/": ("Born og unge",),
        "/planar/plan/": ("Eldre",),
        "/utval/ssu/": ("Eldre",),
    }
    assert 'data-facet="theme"' in folder.page("/sok/")
    assert 'data-facet="theme"' not in make_portal(tmp_path / "bare").page("/sok/")


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_every_kind_takes_themes_and_a_summary(portal: MakePortal, kind) -> None:
    id_ = "ssu/2021-03-01" if kind.depth == 2 else "eit-x"
    facts = {"title": "Ein post", "summary": "Kort og klart.", "themes": ["eldre"], **NEEDED.get(kind, {})}
    folder = portal({
        "themes.yml": THEMES, "organisations/ssu.md": FILES["organisations/ssu.md"],
        f"{kind.folder}/{id_}.md": front_matter(facts),
    }).without_papers()  # fmt: skip
    site = folder.site()
    address = next(one.address for one in site.context.portal.records.values() if one.facts.title == "Ein post")
    html = site[address].make().data.decode()
    assert html.index("<h1>Ein post</h1>") < html.index('<p class="lede">Kort og klart.</p>')
    assert "Ein post" in folder.page("/tema/eldre/")


def test_a_theme_with_much_shows_some_and_leads_on(portal: MakePortal) -> None:
    cases = {f"cases/2021-{n:03}.md": f"---\ntitle: Sak {n}\nthemes: [eldre]\n---\n" for n in range(120)}
    site = portal({"themes.yml": THEMES, **cases}).without_papers().site()
    html = site["/tema/eldre/"].make().data.decode()
    assert html.count("/saker/2021-") == 10
    assert 'href="../../tema/eldre/saker/"' in html
    first, second = (site[f"/tema/eldre/saker/{rest}"].make().data.decode() for rest in ("", "side/2/"))
    assert first.count("saker/2021-") + second.count("saker/2021-") == 120


def test_the_file_may_begin_with_a_mark_and_its_lines_are_its_own(tmp_path: Path) -> None:
    (tmp_path / "themes.yml").write_text("---\n# Tema\n- id: Born\n  kind: subject\n  title: {nn: Born, nb: Barn}\n")
    themes, problems = read_themes(tmp_path)
    assert themes == ()
    assert [(one.code, one.place.line, one.place.column) for one in problems] == [("value_id", 3, 7)]
    (tmp_path / "themes.yml").write_text("- id: born\n  kind: subject\n  kind: subject\n")
    assert ("duplicate_key", 3) in [(one.code, one.place.line) for one in read_themes(tmp_path)[1]]
    (tmp_path / "themes.yml").write_text("")
    assert read_themes(tmp_path) == ((), [])
    assert Themes().themes == ()
    (tmp_path / "themes.yml").unlink()
    assert read_themes(tmp_path) == ((), [])


def test_what_a_comment_cuts_off_a_title_is_told(tmp_path: Path) -> None:
    (tmp_path / "themes.yml").write_text(
        "- id: born\n  title:\n    nn: Born # og unge\n    nb: Barn\n  kind: subject # ikkje ei gruppe\n"
    )
    _, problems = read_themes(tmp_path)
    assert [(one.code, one.place.line, one.place.column) for one in problems] == [("comment_cuts_value", 3, 14)]


def test_a_theme_begins_before_it_ends(tmp_path: Path) -> None:
    (tmp_path / "themes.yml").write_text(
        "- {id: a, title: {nn: A, nb: A}, kind: subject, valid: {from: 2026, to: 2026-01}}\n"
        "- {id: b, title: {nn: B, nb: B}, kind: subject, valid: {from: 2027, to: 2026-12}}\n"
    )
    _, problems = read_themes(tmp_path)
    assert [(one.code, one.place.line, one.place.column) for one in problems] == [("period_reversed", 2, 73)]


@pytest.mark.parametrize("list_", ["- {id: eldre, title: {nn: A, nb: A}, kind: emne}\n", "- id: eldre: x\n", "x\n"])
def test_a_list_with_an_error_is_not_told_of_at_every_record(portal: MakePortal, list_: str) -> None:
    folder = portal({"cases/2021-a.md": "---\ntitle: A\nthemes: [eldre]\n---\n", "themes.yml": list_})
    told = folder.check()
    assert told.exit_code == 1
    assert "themes.yml:1:" in told.output
    assert "cases/2021-a.md" not in told.output


def test_a_preview_sees_that_the_list_has_changed(portal: MakePortal) -> None:
    folder = portal({"themes.yml": THEMES, "cases/2021-a.md": "---\ntitle: A\nthemes: [eldre]\n---\n"})
    live = LivePortal(folder.root)
    try:
        site = live.settle().site
        assert site is not None
        assert "Dei gamle" not in site["/tema/"].make().data.decode()
        folder.write({"themes.yml": THEMES.replace("nn: Eldre", "nn: Dei gamle")})
        site = live.settle().site
        assert site is not None
        assert "Dei gamle" in site["/tema/"].make().data.decode()
    finally:
        live.end()
