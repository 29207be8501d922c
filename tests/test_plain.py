"""Plain text: what a text says, for all that has no markup. What changes the meaning is never lost."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from portal.text.outline import read_outline
from portal.text.plain import bare_words, line_of, lines_of, spelt_out
from portal.text.tree import read_html
from support.atom import A, content_of, read_feed
from support.attachments import PLAIN
from support.heads import read_head
from support.portals import make_portal
from support.searching import fragments
from support.sites import tree

WORDS = st.text(alphabet="abcæøåXYZ0123456789", min_size=1, max_size=6)


def written(markdown: str, lang: str = "nn") -> str:
    return lines_of(read_outline(markdown, "x.md", 1).lead.nodes, lang=lang)


def spelt(html: str) -> str:
    return spelt_out(html, "nn")


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>Éi <strong>line</strong>\nberre.</p><p>To &amp; tre</p>", "Éi line berre.\nTo & tre"),
        ("<ol start='3'><li>tre</li><li><p>fire</p><p>meir</p></li></ol>", "3. tre\n4. fire\nmeir"),
        ("<ul><li>a<ul><li>b</li></ul></li><li></li><li>c</li></ul>", "– a\n  – b\n– c"),
        ("<ol><li>a</li><li></li><li>c</li></ol>", "1. a\n2.\n3. c"),
        ("<ol><li><ol start='4'><li>april</li></ol></li></ol>", "1. 4. april"),
        ("<ol reversed><li>a<ul><li>x</li></ul></li><li>b</li></ol>", "2. a\n  – x\n1. b"),
        ("<ol reversed start='9'><li>a</li><li>b</li></ol>", "9. a\n8. b"),
        ("<ol type='a' start='26'><li>x</li><li>y</li></ol>", "z. x\naa. y"),
        ("<ol type='A' start='0'><li>x</li><li>y</li></ol>", "0. x\nA. y"),
        ("<ol type='i' start='4'><li>x</li></ol><ol type='I' start='1949'><li>y</li></ol>", "iv. x\nMCMXLIX. y"),
        ("<ol start='-1'><li>x</li><li>y</li></ol>", "-1. x\n0. y"),
        ("<ol start='99999999999999999999'><li>x</li></ol><ol start='²'><li>y</li></ol>", "1. x\n1. y"),
        ("<li>utan liste</li>", "utan liste"),
        ("<table><tr><th>År</th><th>kr</th></tr><tr><td>2021</td><td>5</td></tr></table>", "År | kr\n2021 | 5"),
        ("<table><tr><td></td><td>5<br>6</td><td><p>a</p><p>b</p></td></tr></table>", "| 5 / 6 | a / b"),
        ("<table><tr><td><ol start='7'><li>x</li><li>y</li></ol></td><td>z</td></tr></table>", "7. x / 8. y | z"),
        ("<table><tr><td>1<table><tr><td>a</td><td>b</td></tr></table></td><td>2</td></tr></table>", "1 / a | b | 2"),
        ("<table><caption>Tal</caption><thead><tr><th>x</th></tr></thead></table>", "Tal\nx"),
        ('a<br>b <img src="x" alt="Kart">', "a\nb Kart"),
        ('sjå<img src="x" alt="Kart">under, <img src="x">.', "sjå Kart under, ."),
        ("<dl><dt>Eigar</dt><dd>Helse Vik</dd></dl>", "Eigar\nHelse Vik"),
        ("<details><summary>Meir</summary>Skjult</details>", "Meir\nSkjult"),
        ("Ho sa <q>ja</q>.", "Ho sa «ja»."),
        ("<abbr title='Strategisk utval'>SU</abbr> <a href='https://x.example'>lenkje</a>", "SU lenkje"),
        ("<pre><code>a\n  b\n</code></pre>", "a\nb"),
        ("10<sup>6</sup> m<sup>−2</sup> H<sub>2</sub>O x<sup>2q</sup> a<sub>3/4</sub>", "10⁶ m⁻² H₂O x^(2q) a_(3/4)"),
        ("x<sup>a<sup>2</sup></sup>", "x^(a²)"),
        ("a<sup> </sup>b", "a b"),
        ("1<sup>2<br>3</sup>4", "1²\n³4"),
        ("<ul><li><sup>1</sup> note</li></ul>", "– ¹ note"),
        ("dekkjer <s>50</s> 60 prosent", "dekkjer [stroke: 50] 60 prosent"),
        ("dekkjer <del>50</del><ins>60</ins> prosent", "dekkjer [stroke: 50] 60 prosent"),
        ("kr<del>50</del><s>55</s>, (<s>x</s>)", "kr [stroke: 50] [stroke: 55], ([stroke: x])"),
        ("5<ins>0</ins> og <s> </s>6", "50 og 6"),
        ("<s>a <del>b</del></s> c", "[stroke: a b] c"),
        ("<s>50<sup>2</sup></s> 10<sup><s>6</s>7</sup>", "[stroke: 50²] 10^([stroke: 6] 7)"),
        ("<ol start='2'><li><s>Gammalt</s></li><li>Nytt</li></ol>", "2. [stroke: Gammalt]\n3. Nytt"),
        ("<del><p>a</p><p>b</p></del><p>c</p>", "[stroke: a]\n[stroke: b]\nc"),
        ("<s><img src='x' alt='Kart'></s>", "[stroke: Kart]"),
        ("", ""),
    ],
)
def test_html_as_lines(html: str, lines: str) -> None:
    assert lines_of(read_html(html), lang="nn") == lines


def test_texts_follow_each_other_as_lines_or_on_one() -> None:
    texts = [read_html(html) for html in ("<ol><li>Ein<ul><li>to</li></ul></li></ol>", "", "<p>Tre <s>fem</s></p>")]
    assert lines_of(*texts, lang="nb") == "1. Ein\n  – to\nTre [strøket: fem]"
    assert line_of(*texts, lang="nb") == "1. Ein – to Tre [strøket: fem]"


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("1. mai 2027 sluttar ordninga.", "1. mai 2027 sluttar ordninga."),
        ("Planen skal liggje føre innan\n1. mai 2027.", "Planen skal liggje føre innan\n1. mai 2027."),
        ("- [ ] Brev\n- [x] Møte", "– [ ] Brev\n– [x] Møte"),
        ("4) Ein\n5) To", "4. Ein\n5. To"),
        ("~~Ti~~ tolv", "[stroke: Ti] tolv"),
        ("~~Ti~~tolv <STRIKE>ni</strike>", "[stroke: Ti] tolv [stroke: ni]"),
        ("| Kva | Kr |\n| --- | --- |\n| Lån | ~~5~~ 6 |", "Kva | Kr\nLån | [stroke: 5] 6"),
        ("> 18 år", "18 år"),
    ],
)
def test_markdown_as_lines(markdown: str, lines: str) -> None:
    assert written(markdown) == lines


def test_bare_words_are_those_that_anchors_were_always_made_of() -> None:
    html = "Ein <em>to</em>\n<s>tre</s> &amp;<sup>2</sup>&lt;x&gt;<img alt='Kart'>fire"
    assert bare_words(read_html(html)) == "Ein to tre &2<x>fire"
    assert bare_words(read_html(" A &amp;\n B ")) == "A & B"


def test_html_for_a_search_keeps_its_tags_and_says_what_they_tell() -> None:
    html = '<p class="a">Å &amp; &#229;: <del>50</del><ins>60</ins>, 10<sup>6</sup> m<sup>2</sup><br></p>'
    assert spelt(html) == (
        '<p class="a">Å &amp; å: <del>[stroke: 50]</del><ins> 60</ins>, 10<sup>^6</sup> m<sup>2</sup><br></p>'
    )
    assert spelt("<ol start='3'><li>a</li><li>b</li></ol><ul><li>c</li></ul>") == (
        '<ol start="3"><li>3. a</li><li>4. b</li></ol><ul><li>c</li></ul>'
    )
    assert spelt("<ol reversed><li>a<ol><li>b</li></ol></li><li>c</li></ol>") == (
        '<ol reversed="" start="2"><li>2. a<ol><li>1. b</li></ol></li><li>1. c</li></ol>'
    )
    own = '<ol class="list"><li>x<svg><use href="#a"></use></svg></li></ol>'
    assert spelt(own) == own


# -- for every text


@given(st.lists(WORDS, min_size=1, max_size=6), st.integers(0, 999_999_990))
def test_every_point_keeps_its_number(points: list[str], start: int) -> None:
    markdown = "\n".join(f"{start + n}. {point}" for n, point in enumerate(points))
    assert written(markdown) == "\n".join(f"{start + n}. {point}" for n, point in enumerate(points))


@given(st.lists(st.tuples(st.sampled_from(["", "~~", "**", "del", "ins", "sup"]), WORDS), min_size=1, max_size=8))
def test_what_is_struck_is_marked_and_all_else_stands(parts: list[tuple[str, str]]) -> None:
    def marked(mark: str, words: str) -> str:
        return f"{mark}{words}{mark}" if mark in ("", "~~", "**") else f"<{mark}>{words}</{mark}>"

    lines = written("og " + " ".join(marked(mark, words) for mark, words in parts))
    struck = re.findall(r"\[stroke: (.*?)\]", lines)
    assert struck == [words for mark, words in parts if mark in ("~~", "del")]
    left = re.sub(r"\[stroke: .*?\]", "", lines)
    for mark, words in parts:
        if mark in ("", "**", "ins"):
            assert words in left.split()


@given(st.text(alphabet="ab1 <>/&;=\"'spdeluotricbh\n", max_size=80))
def test_no_letter_outside_a_tag_is_lost_whatever_is_written(text: str) -> None:
    nodes = read_outline(text, "x.md", 1).lead.nodes
    letters = {char for char in bare_words(nodes) if char.isalpha()}
    assert letters <= set(lines_of(nodes, lang="nn") + line_of(nodes, lang="nb"))


def test_a_deep_text_is_read_in_no_time() -> None:
    html = "<div>" * 5000 + "<ol><li>" * 2000 + "x" + "</li></ol>" * 2000 + "</div>" * 5000
    assert lines_of(read_html(html), lang="nn").endswith("1. x")


# -- in every output

TEXT = "3. Vik dekkjer ~~50~~ 60 prosent.\n4. Grensa er 10<sup>6</sup> kroner, <del>ti</del><ins>elleve</ins> år.\n"
LINES = "3. Vik dekkjer [stroke: 50] 60 prosent.\n4. Grensa er 10⁶ kroner, [stroke: ti] elleve år."
BOKMAL = "Kommunene dekker ~~70~~ 80 prosent."
ONE_LINE = LINES.replace("\n", " ")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a portal in which the same text stands as a decision, a proposal and the beginning of each record."""
    folder = make_portal(
        tmp_path_factory.mktemp("plain") / "portal",
        {
            "organisations/u.md": f"---\ntitle: Utvalet\nkind: area\n---\n{TEXT}",
            "cases/2021-a.md": f"---\ntitle: Avtalen\n---\n{TEXT}\n## Bakgrunn for ~~ti~~ elleve\n{TEXT}",
            "projects/p.md": f"---\ntitle: Prosjektet\n---\n{TEXT}",
            "meetings/u/2021-04-01.md": f"""---
lang: nb
minutes_sent: 2021-04-05
present: [Kari Nordvik]
agenda: [{{number: 02/21, title: Planen, outcome: decided}}]
---
## 02/21
### Vedtak
{BOKMAL}""",
            "meetings/u/2021-03-01.md": f"""---
number: 1/2021
minutes_sent: 2021-03-05
present: [Kari Nordvik]
agenda: [{{number: 01/21, case: 2021-a, outcome: decided}}]
---
## 01/21
### Framlegg til vedtak
{TEXT}
### Vedtak
{TEXT}""",
        },
    ).without_papers()
    done = folder.command("write", str(folder.root / "site"))
    assert done.exit_code == 0, done.output
    return folder.root / "site"


def test_all_outputs_say_the_same_of_a_picture_and_of_a_table(tmp_path: Path) -> None:
    """A picture by its alternative text, the cells of a row apart, as `lines_of` writes them."""
    decision = "Sjå ![Kart over Vik](kart.png).\n\n| År | Kroner |\n|---|---|\n| 2021 | 5<br>6 |\n| 2022 | |\n"
    said = "Sjå Kart over Vik.\nÅr | Kroner\n2021 | 5 / 6\n2022 |"
    folder = make_portal(
        tmp_path / "portal",
        {
            "organisations/u.md": "---\ntitle: Utvalet\nkind: area\n---\n",
            "cases/2021-a.md": "---\ntitle: Avtalen\n---\n",
            "meetings/u/2021-03-01/kart.png": PLAIN["png"],
            "meetings/u/2021-03-01.md": f"""---
present: [Kari Nordvik]
agenda: [{{number: 01/21, case: 2021-a, outcome: decided}}]
---
## 01/21
### Vedtak
{decision.replace("kart.png", "2021-03-01/kart.png")}""",
        },
    ).without_papers()
    done = folder.command("write", str(folder.root / "site"))
    assert done.exit_code == 0, done.output
    written = folder.root / "site"
    calendar = Calendar.from_ical((written / "kalender/u.ics").read_bytes())
    entries = read_feed((written / "feed/u.xml").read_bytes()).iter(f"{A}entry")
    (row,) = csv.DictReader((written / "data/decisions.csv").read_text("utf-8-sig").splitlines(keepends=True))
    told = json.loads((written / "data/decisions.json").read_text("utf-8"))
    items = [json.loads(path.read_text("utf-8")) for path in (written / "oparl/1.1/agenda-item").rglob("*.json")]
    outputs = {
        "calendar": str(calendar.walk("VEVENT")[0]["description"]).partition("Vedtak 01/21: ")[2],
        "feed": "".join(filter(None, map(content_of, entries))),
        "csv": row["decision"].replace("\r", ""),
        "json": next(value for value in told.values() if isinstance(value, list))[0]["decision"],
        "oparl": next(item["resolutionText"] for item in items if "resolutionText" in item),
    }
    assert {name: text for name, text in outputs.items() if said not in text} == {}


def test_calendars_and_feeds_say_all_of_a_decision(site: Path) -> None:
    for name in ("alle", "u"):
        calendar = Calendar.from_ical((site / f"kalender/{name}.ics").read_bytes())
        assert f"Vedtak 01/21: {LINES}\nReferat: " in str(calendar.walk("VEVENT")[0]["description"])
    for path in ("feed/alle.xml", "feed/u.xml", "saker/2021-a/feed.xml"):
        said = [content_of(entry) for entry in read_feed((site / path).read_bytes()).iter(f"{A}entry")]
        assert LINES in said, path


def test_open_data_say_all_of_a_text(site: Path) -> None:
    def rows(register: str) -> list[dict[str, object]]:
        table = list(csv.DictReader((site / f"data/{register}.csv").read_text("utf-8-sig").splitlines(keepends=True)))
        told = json.loads((site / f"data/{register}.json").read_text("utf-8"))
        return [*table, *next(value for value in told.values() if isinstance(value, list))]

    said = {
        "decisions": ("decision", "proposed_decision"),
        "cases": ("decision", "description"),
        "projects": ("description",),
        "organisations": ("description",),
    }
    for register, columns in said.items():
        found = [row for row in rows(register) if "02/21" not in str(row.get("case_number"))]
        assert len(found) == 2
        assert {str(row[column]).replace("\r", "") for row in found for column in columns} == {LINES}, register
    assert f'"resolutionText":"{LINES}"'.replace("\n", "\\n") in "".join(
        path.read_text("utf-8").replace('": "', '":"') for path in (site / "oparl").rglob("*.json")
    )


def test_previews_and_linked_data_say_all_of_a_text(site: Path) -> None:
    for address in ("saker/2021-a", "prosjekt/p", "utval/u"):
        head = read_head(site / address / "index.html")
        for said in (head.meta["description"], head.meta["og:description"], str(head.linked_data["description"])):
            assert ONE_LINE in said, address
    assert "Bakgrunn for [stroke: ti] elleve</a>" in (site / "saker/2021-a/index.html").read_text("utf-8")
    assert 'id="bakgrunn-for-ti-elleve"' in (site / "saker/2021-a/index.html").read_text("utf-8")


def test_the_search_says_all_of_a_text(site: Path) -> None:
    pages = fragments(tree(site))
    for address in ("/saker/2021-a/", "/prosjekt/p/", "/utval/u/", "/moter/u/2021-03-01/"):
        said = " ".join(str(pages[address]["content"]).split())
        assert "3. Vik dekkjer [stroke: 50] 60 prosent." in said, said
        assert "4. Grensa er 10^6 kroner, [stroke: ti] elleve år." in said, said


def test_a_mark_is_in_the_language_of_the_text(site: Path) -> None:
    said = "Kommunene dekker [strøket: 70] 80 prosent."
    calendar = Calendar.from_ical((site / "kalender/u.ics").read_bytes())
    assert any(said in str(event.get("description")) for event in calendar.walk("VEVENT"))
    for path in ("feed/u.xml", "data/decisions.json", "data/decisions.csv"):
        assert said in (site / path).read_text("utf-8-sig"), path
    assert any(said in path.read_text("utf-8") for path in (site / "oparl").rglob("*.json"))
    assert said in str(fragments(tree(site))["/moter/u/2021-04-01/"]["content"])
