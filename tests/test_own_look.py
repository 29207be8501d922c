"""What a portal has of its own goes before ours: templates, words, pages, colours, logo, favicon and style sheets."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.config.defaults import get_schema
from PIL import Image
from pypdf import PdfReader

from portal.language.catalogue import catalogue_for, shipped_catalogue
from portal.model.colours import ACCENT, LEAST, PRIMARY, Palette, contrast
from portal.site.building import FaultyPortal, build_site
from portal.site.preview.live import LivePortal
from portal.source.settings import read_settings
from portal.source.settings.groups import SiteSettings
from support.portals import REPOSITORY, PortalFolder
from support.sites import dead_links, read_page
from support.wheels import at

Portal = Callable[..., PortalFolder]
PLAIN = """
    site_name: Fjordane
    site_url: https://fjord.example/
    docs_dir: {content}
    theme:
      name: material
      language: {lang}
    {look}
    plugins:
      - portal:
          responsible: Sekretariatet
          accessibility_statement: tilgjenge/
          about: [om.md, innsyn.md]
          paper: {paper}
          search: false
"""
RECORDS = {
    "organisations/ssu.md": "---\ntitle: Strategisk utval\nshort: SSU\nkind: strategic\n---\n",
    "cases/2021-a.md": "---\ntitle: Ferje\nsubmitted: 2021-02-19\n---\n## Bakgrunn\n\nSjå [nettet](https://a.example/).\n",
    "meetings/ssu/2021-03-04.md": "---\nagenda: [{case: 2021-a}]\n---\n",
}
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 30"><rect width="60" height="30" fill="#1b3f8b"/></svg>'


def bare(
    root: Path, files: dict[str, str] | None = None, look: str = "", lang: str = "nn", content: str = "content",
    paper: bool = False,
) -> PortalFolder:  # fmt: skip
    """A portal of records and settings alone; `look` stands under `theme:` or at the top, each line with its indent."""
    root.mkdir(parents=True, exist_ok=True)
    lines = "\n    ".join(look.splitlines())
    settings = PLAIN.format(lang=lang, look=lines, content=content, paper=str(paper).lower())
    (root / content).mkdir(parents=True, exist_ok=True)
    return PortalFolder(root).write({"mkdocs.yml": settings, **RECORDS, **(files or {})})


def written(folder: PortalFolder) -> Path:
    done = folder.command("write", str(folder.root / "out"))
    assert done.exit_code == 0, done.output
    return folder.root / "out"


# -- everything at once, from the wheel


def test_a_portal_in_bokmal_with_all_of_its_own_builds_from_the_wheel(tmp_path: Path) -> None:
    """Another logo, colours, three words and a template: pages, papers and the picture for sharing follow."""
    words = {"menu.cases": "Sakene våre", "footer.about": "Hvem vi er", "paper_pdf.case": "Les saken på nettet"}
    folder = bare(
        tmp_path / "portal",
        {
            "content/merke.svg": LOGO,
            "language/nb.po": "".join(f'msgid "{key}"\nmsgstr "{text}"\n\n' for key, text in words.items()),
            "templates/parts/citation.html": '{% macro cite_line(title, address) %}<p class="eigen">Vår{% endmacro %}',
        },
        '  logo: merke.svg\n  palette:\n    primary: "#1B3F8B"\n    accent: "#ffd23f"\nextra_css: [merke.css]',
        lang="nb",
        paper=True,
    ).write({"content/merke.css": "main { color: red }\n"})
    assert at(folder.root, "portal", "check").returncode == 0
    done = at(folder.root, "portal", "write", "site")
    assert done.returncode == 0, done.stderr
    built = at(folder.root, "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "built"))
    assert built.returncode == 0, built.stderr
    for site in (folder.root / "site", tmp_path / "built"):
        assert dead_links(site) == []
        for page in ("index.html", "saker/2021-a/index.html", "om/index.html"):
            html = (site / page).read_text("utf-8")
            assert "Sakene våre" in html
            assert "Hvem vi er" in html
            assert re.search(r'<img src="[./]*merke\.svg" alt="" height="32">', html)
            assert re.search(r'href="[./]*assets/portal/palette\.[0-9a-f]{8}\.css"', html)
            assert re.search(r'href="[./]*merke\.css"', html)
        assert '<p class="eigen">Vår' in (site / "om/index.html").read_text("utf-8")
        assert "Hva et helsefellesskap er" in (site / "om/index.html").read_text("utf-8")
        assert (site / "merke.css").read_text("utf-8") == "main { color: red }\n"
        (sheet,) = (site / "assets/portal").glob("palette.*.css")
        assert "--brand:light-dark(#1b3f8b," in sheet.read_text("utf-8")
        favicon = (site / "assets/portal/favicon.svg").read_text("utf-8")
        assert "#1b3f8b" in favicon
        assert PRIMARY not in favicon
        card = Image.open(site / "assets/portal/card.png").convert("RGB")
        assert card.size == (1200, 630)
        assert card.getpixel((600, 315)) == (0x1B, 0x3F, 0x8B)
        paper = site / "moter/ssu/2021-03-04/innkalling.pdf"
        assert "Les saken på nettet" in "".join(page.extract_text() for page in PdfReader(paper).pages)
        assert drawn_with("#1b3f8b", paper.read_bytes())
        assert not drawn_with(PRIMARY, paper.read_bytes())


def drawn_with(colour: str, pdf: bytes) -> bool:
    """Whether a page of a PDF sets a colour, to a thousandth."""
    wanted = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            for instruction in pikepdf.parse_content_stream(page):
                if str(instruction.operator) in ("scn", "SCN", "rg", "RG") and len(instruction.operands) == 3:
                    found = [float(one) for one in instruction.operands]
                    if all(abs(a - b) < 0.001 for a, b in zip(found, wanted, strict=True)):
                        return True
    return False


# -- where what is its own lies


def test_folders_may_lie_deep_and_may_be_absent(tmp_path: Path) -> None:
    folder = bare(
        tmp_path / "a",
        {"a/content/eigen.md": "# Eiga side\n"},
        "  custom_dir: generator/templates",
        content="a/content",
    )
    folder.write({"generator/templates/parts/citation.html": "{% macro cite_line(t, a) %}<b>Vår</b>{% endmacro %}"})
    site = written(folder)
    assert "<b>Vår</b>" in (site / "eigen/index.html").read_text("utf-8")
    assert folder.build("built").returncode == 0
    assert "<b>Vår</b>" in (folder.root / "built/eigen/index.html").read_text("utf-8")
    alone = bare(tmp_path / "b")
    (alone.root / "content").rmdir()
    assert (written(alone) / "om/index.html").is_file()


def test_a_page_of_its_own_goes_before_the_one_that_comes_along(tmp_path: Path) -> None:
    folder = bare(
        tmp_path / "a",
        {"content/om.md": "# Om oss\n\nVåre ord, og [innsyn](innsyn.md).\n"},
        "repo_url: https://git.example/p",
    )
    folder.write(
        {"cases/2021-b.md": "---\ntitle: B\n---\nSjå [innsyn](../content/innsyn.md) og [om](../content/om.md).\n"}
    )
    for site in (written(folder), folder.root / "built"):
        if site.name == "built":
            assert folder.build("built").returncode == 0
        assert "Våre ord" in read_page(site / "om/index.html").text
        assert dead_links(site) == []
        case = (site / "saker/2021-b/index.html").read_text("utf-8")
        assert 'href="../../innsyn/"' in case
        assert 'href="../../om/"' in case
        assert "git.example/p/edit/main/content/om.md" in (site / "om/index.html").read_text("utf-8")
        assert "git.example" not in (site / "innsyn/index.html").read_text("utf-8")


def test_a_fault_in_a_template_is_told_where_it_stands(tmp_path: Path) -> None:
    folder = bare(tmp_path / "a", {"templates/parts/footer.html": "<p>\n{% if %}\n"})
    told = folder.command("write", str(tmp_path / "out")).output
    assert "templates/parts/footer.html:2:1: " in told


def test_the_preview_follows_templates_and_words_that_come_and_go(tmp_path: Path) -> None:
    folder = bare(tmp_path / "a")
    live = LivePortal(folder.root)

    def front() -> str:
        site = live.shown().site
        assert site is not None
        return site["/"].make().data.decode()

    try:
        assert catalogue_for("nn").text("menu.cases") in front()
        folder.write({"language/nn.po": 'msgid "menu.cases"\nmsgstr "Sakane våre"\n'})
        assert "Sakane våre" in front()
        folder.write({"templates/parts/footer.html": "<footer>Vår botn</footer>"})
        assert "Vår botn" in front()
        (folder.root / "language/nn.po").unlink()
        (folder.root / "templates/parts/footer.html").unlink()
        assert "Sakane våre" not in front()
        assert "Vår botn" not in front()
    finally:
        live.end()


def test_words_are_those_of_the_portal_at_hand_alone(tmp_path: Path) -> None:
    ours = shipped_catalogue("nn").text("menu.cases")
    read_settings(bare(tmp_path / "a", {"language/nn.po": 'msgid "menu.cases"\nmsgstr "Sakane"\n'}).root)
    assert catalogue_for("nn").text("menu.cases") == "Sakane"
    assert shipped_catalogue("nn").text("menu.cases") == ours
    read_settings(bare(tmp_path / "b").root)
    assert catalogue_for("nn").text("menu.cases") == ours


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("nn", 'msgid "menu.casez"\nmsgstr "x"\n', ":1:1: Det finst ingen tekst med nøkkelen «menu.casez». Meinte du"),
        ("nn", 'msgid "heilt.ukjend.nøkkel"\nmsgstr "x"\n', ":1:1: Det finst ingen tekst med nøkkelen"),
        (
            "nn",
            '# Ord\nmsgid "list.and"\nmsgstr "{alle}"\n',
            ":2:1: Teksten «list.and» har {alle}, som ingen fyller ut.",
        ),
        ("nn", 'msgid "list.and"\nmsgstr "{first"\n', "Teksten «list.and» har {, som ingen fyller ut."),
        ("nn", 'msgid "check.passed"\nmsgstr "x"\n', "har ikkje like mange former"),
        ("nn", 'msgid "menu.cases"\nmsgstr "x\n', ":2:1: Lina kan ikkje lesast."),
        ("en", 'msgid "menu.cases"\nmsgstr "x"\n', "language/en.po:1:1: Språket «en» finst ikkje."),
    ],
)
def test_words_that_cannot_be_are_told(tmp_path: Path, file: str, text: str, told: str) -> None:
    folder = bare(tmp_path / "a", {f"language/{file}.po": text})
    checked = folder.check()
    assert checked.exit_code == 1
    assert told in checked.output


# -- files among the pages


def test_files_among_the_pages_are_written_without_mkdocs_too(tmp_path: Path) -> None:
    folder = bare(tmp_path / "a", {"content/kart/a.txt": "Kart.\n", "content/robots.txt": "User-agent: *\n"})
    site = written(folder)
    assert (site / "kart/a.txt").read_text("utf-8") == "Kart.\n"
    assert (site / "robots.txt").read_text("utf-8") == "User-agent: *\n"
    told = folder.command("write", str(folder.root / "again")).output
    assert re.search(rf"{len(list(site.rglob('index.html')))} sider er skrivne", told)


# -- the settings of the look


@pytest.mark.parametrize(
    ("look", "told"),
    [
        ("  logo: merke.svg", "mkdocs.yml:7:9: Fila «merke.svg» finst ikkje i «content/» og ikkje mellom malane."),
        ("  favicon: merke.ico", "mkdocs.yml:7:12: Fila «merke.ico» finst ikkje"),
        ("extra_css: [a.css]", "mkdocs.yml:7:13: Fila «a.css» finst ikkje"),
        ("extra_css: a.css", "mkdocs.yml:7:12: Innstillinga «extra_css» kan ikkje vere «a.css». Skriv ei liste"),
        (
            '  palette:\n    primary: "#7fb5e6"',
            "mkdocs.yml:8:14: Fargen #7fb5e6 kan ikkje lesast mot #dfeae4: kontrasten er 1,76, og han må vere"
            " minst 4,5. Fargen #226bad liknar og kan lesast.",
        ),
        (
            '  palette:\n    - scheme: default\n      primary: "#0d4b45"\n'
            '    - scheme: slate\n      primary: "#0d4b45"',
            "mkdocs.yml:11:16: Fargen #0d4b45 kan ikkje lesast mot #22332d",
        ),
        ('  palette:\n    accent: "#402000"', "mkdocs.yml:8:13: Fargen #402000 kan ikkje lesast mot #231600"),
    ],
)
def test_a_look_that_cannot_be_is_told_at_its_place(tmp_path: Path, look: str, told: str) -> None:
    checked = bare(tmp_path / "a", look=look).check()
    assert checked.exit_code == 1
    assert told in checked.output


@pytest.mark.parametrize(
    ("look", "told"),
    [
        ("  palette:\n    primary: teal", "8:14: Åtvaring: Innstillinga «primary» kan ikkje vere «teal». Skriv # og"),
        ("  homepage: https://a.example/", "7:3: Åtvaring: Innstillinga «homepage» er ukjend."),
    ],
)
def test_a_look_that_only_material_knows_is_warned_of(tmp_path: Path, look: str, told: str) -> None:
    checked = bare(tmp_path / "a", look=look).check()
    assert checked.exit_code == 0
    assert f"mkdocs.yml:{told}" in checked.output


def test_a_logo_among_its_own_templates_needs_no_setting(tmp_path: Path) -> None:
    site = written(bare(tmp_path / "a", {"templates/assets/portal/logo.svg": LOGO}))
    assert 'src="assets/portal/logo.svg"' in (site / "index.html").read_text("utf-8")
    assert (site / "assets/portal/logo.svg").read_text("utf-8") == LOGO


def test_the_settings_know_all_that_mkdocs_knows() -> None:
    theirs = {name for name, _ in get_schema()} - {"config_file_path", "google_analytics", "pages"}
    assert theirs - set(SiteSettings.model_fields) == set()


def test_a_setting_may_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FJORD_URL", "https://a.example/b/")
    folder = bare(tmp_path / "a")
    text = (folder.root / "mkdocs.yml").read_text("utf-8")
    for written_, url in (
        ("!ENV FJORD_URL", "https://a.example/b/"),
        ("!ENV [INGEN, https://c.example/]", "https://c.example/"),
    ):
        (folder.root / "mkdocs.yml").write_text(text.replace("https://fjord.example/", written_), encoding="utf-8")
        assert read_settings(folder.root).site_url == url


# -- colours


def test_contrast_is_wcag_s() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


def test_the_style_sheet_s_own_colours_are_those_of_the_palette() -> None:
    sheet = (REPOSITORY / "templates/assets/portal/portal.css").read_text("utf-8")
    assert f"--brand: light-dark({PRIMARY}," in sheet
    assert f"--accent: light-dark({ACCENT}," in sheet
    for grounds in ("#fff, #0f1816", "#f0f5f2, #17231f", "#dfeae4, #22332d"):
        assert f"light-dark({grounds})" in sheet
    assert not list(Palette().misfits())


COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@given(COLOURS, COLOURS, COLOURS)
def test_what_can_be_read_by_itself_can_be_read_wherever_the_sheet_puts_it(one: str, other: str, dark: str) -> None:
    palette = Palette(one, other, dark)
    for misfit in palette.misfits():
        near = {"primary": misfit.near} if misfit.name == "primary" else {"accent": misfit.near}
        near = {f"dark_{name}": colour for name, colour in near.items()} if misfit.is_dark else near
        mended = Palette(**{"primary": one, "accent": other, "dark_primary": dark, "dark_accent": "", **near})
        assert (misfit.name, misfit.is_dark) not in {(left.name, left.is_dark) for left in mended.misfits()}
    if any(palette.misfits()):
        return
    tokens = {
        name: (light, in_the_dark)
        for name, light, in_the_dark in re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", palette.sheet())
    }
    for words, ground in (("on-brand", "brand"), ("on-card-2", "card"), ("on-foot", "foot"), ("on-foot-2", "foot")):
        for by_light, at_ground in zip(tokens[words], tokens[ground], strict=True):
            assert contrast(by_light, at_ground) >= LEAST, (words, by_light, at_ground)
    for card in tokens["card"]:
        assert contrast(card, "#ffffff") >= LEAST


def test_an_unreadable_colour_stops_the_build_as_it_stops_the_check(tmp_path: Path) -> None:
    folder = bare(tmp_path / "a", look='  palette:\n    primary: "#eeeeee"')
    with pytest.raises(FaultyPortal, match="#eeeeee"):
        build_site(folder.root, read_settings(folder.root))
    done = folder.build()
    assert done.returncode == 1
    assert "Fargen #eeeeee kan ikkje lesast" in done.stderr
