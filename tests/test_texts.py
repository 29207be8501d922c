"""Texts: Markdown becomes an outline of safe HTML, and a meeting's text goes to the items of its agenda."""

from __future__ import annotations

import pickle
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import FrozenInstanceError
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.linked.agenda import Agenda, read_agenda
from portal.model.headings import case_meaning, heading_slug, item_meaning, number_slug
from portal.model.kinds import MEETING
from portal.model.problems import Problem
from portal.model.vocabulary import SectionMeaning
from portal.source.parsing import parse_record
from portal.text.fragment import Fragment
from portal.text.outline import Outline, TooDeep, read_outline
from portal.text.plain import bare_words
from portal.text.tree import elements, read_html, rebuilt, write_html
from support.portals import PortalFolder
from support.sites import read_page
from support.texts import html_of

PATH = "meetings/ssu/2021-02-19.md"


def outline(text: str, *reserved: str, line: int = 1) -> Outline:
    return read_outline(text, PATH, line, reserved)


def all_html_of(text: str) -> str:
    """All the HTML of a text, its headings among it."""
    read = outline(text)
    parts = [part for section in read.sections for part in section.walk()]
    return "\n".join(map(html_of, [read.lead, *(held for part in parts for held in (part.heading, part.content))]))


def titles(text: str) -> list[str]:
    return [section.title for section in outline(text).sections]


# Headings of agenda items


def agenda(text: str, *items: str, cases: dict[str, str] | None = None) -> tuple[Agenda, tuple[Problem, ...]]:
    """The agenda of a meeting with the items given (as YAML) and this text."""
    front = "\n".join(["---", "agenda:", *(f"- {{{item}}}" for item in items), "---", ""])
    record, problems = parse_record((front + text).encode(), PATH, MEETING, "ssu/2021-02-19")
    assert not problems
    assert record is not None
    found = read_agenda(record, lambda item: item.title or next(map((cases or {}).get, item.cases), None))
    return found, found.problems


def opened_by(heading: str, *items: str, cases: dict[str, str] | None = None) -> int | None:
    """The position of the item that a heading of level two opens."""
    found, _ = agenda(f"## {heading}\n\nOrd om saka.\n", *items, cases=cases)
    opened = [entry.position for entry in found.entries if "Ord om saka." in html_of(entry.lead)]
    assert len(opened) + len(found.outline.sections) == 1
    return opened[0] if opened else None


@pytest.mark.parametrize(
    ("number", "heading"),
    [
        ("05/21", "05/21"),
        ("05/21", "Sak 05/21"),
        ("05/21", "SAK 05/21"),
        ("05/21", "sak 05/21: Felles nettside"),
        ("05/21", "05/21: Felles nettside"),
        ("05/21", "05/21. Felles nettside"),
        ("05/21", "05/21 - Felles nettside"),
        ("05/21", "05/21 – Felles nettside"),
        ("05/21", "Sak 05/21 — Felles nettside"),
        ("05/21", "05/21 Felles nettside"),
        ("05/21", "05/21:"),
        ("05/21", "Sak 05/21."),
        ("05/21", "05-21"),
        ("05/21", "Sak 05-21: Felles nettside"),
        ("05-21", "05/21"),
        ("05/21", "**05/21** Felles nettside"),
        ("05/21", "Sak&nbsp;05/21"),
        ("Sak 05/21", "05/21"),
        ("Sak 1", "Sak 1"),
        ("1", "Sak 1: Godkjenning"),
        ("1", "1. Godkjenning"),
        ("57.", "57. Godkjenning"),
        ("2014/15", "2014/15: Budsjett"),
        ("47-55/14", "47-55/14 Referatsaker"),
        ("009/12 B", "Sak 009/12 B: Budsjett"),
    ],
)
def test_a_heading_opens_the_item_whose_number_it_bears(number: str, heading: str) -> None:
    assert opened_by(heading, "number: 99/99, title: A", f"number: {number}, title: B") == 2


@pytest.mark.parametrize(
    ("number", "heading"),
    [
        ("05/21", "105/21"),
        ("05/21", "05/211"),
        ("05/21", "5/21"),
        ("05/21", "05/21a"),
        ("05/21", "Om sak 05/21"),
        ("1", "10"),
        ("1", "1/21"),
        ("1", "Sak 1/21"),
        ("1", "Sak 1-21"),
        ("1", "11. Godkjenning"),
        ("1", "Eventuelt"),
    ],
)
def test_a_heading_opens_no_item_with_another_number(number: str, heading: str) -> None:
    assert opened_by(heading, f"number: {number}, title: A") is None


def test_the_whole_number_goes_before_a_part_of_it() -> None:
    assert opened_by("1/21 Budsjett", "number: 1, title: A", "number: 1/21, title: B") == 2
    assert opened_by("Sak 1: Budsjett", "number: 1, title: A", "number: 1/21, title: B") == 1
    assert opened_by("Sak 009/12 B: Budsjett", "number: 009/12 B, title: A", "number: 009/12, title: B") == 1
    assert opened_by("Sak 009/12: Budsjett", "number: 009/12 B, title: A", "number: 009/12, title: B") == 2


def test_an_earlier_number_opens_an_item_too() -> None:
    assert opened_by("Sak 04/20", "number: 05/21, title: A, aliases: [04/20]") == 1


@pytest.mark.parametrize("heading", ["Eventuelt", "eventuelt", "EVENTUELT", "*Eventuelt*"])
def test_a_heading_equal_to_its_title_opens_an_item_without_a_number(heading: str) -> None:
    assert opened_by(heading, "number: 05/21, title: A", "title: Eventuelt") == 2


@pytest.mark.parametrize(
    ("heading", "item"),
    [("Eventuelt anna", "title: Eventuelt"), ("Eventuelt", "number: 05/21, title: Eventuelt")],
    ids=["more-words", "item-with-number"],
)
def test_a_heading_that_only_resembles_a_title_opens_nothing(heading: str, item: str) -> None:
    assert opened_by(heading, item) is None


def test_the_title_of_the_case_opens_an_item_without_its_own() -> None:
    assert opened_by("Felles nettside", "case: 2021-a", cases={"2021-a": "Felles nettside"}) == 1


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Sak 05/21", "heading_without_item"),
        ("Sak 7", "heading_without_item"),
        ("05/21", "heading_without_item"),
        ("05-21", "heading_without_item"),
        ("05/21: Budsjett", "heading_without_item"),
        ("Sak 05/21 – Budsjett", "heading_without_item"),
        ("Sak 91/99: Budsjett", "heading_without_item_near"),
        ("24/7 er ikkje nok", "heading_like_number"),
    ],
)
def test_a_heading_with_the_form_of_a_number_has_an_item(heading: str, code: str) -> None:
    _, problems = agenda(f"\n## {heading}\n", "number: 90/99, title: A")
    assert [(problem.code, problem.place.line, problem.place.column) for problem in problems] == [(code, 6, 1)]


@pytest.mark.parametrize("heading", ["Sak om budsjett", "Deltakarar", "Vedtak", "2021", "Kl. 10.30", "Saker 2021"])
def test_other_headings_are_general_sections(heading: str) -> None:
    found, problems = agenda(f"## {heading}\n\nOrd.\n", "number: 90/99, title: A")
    assert problems == ()
    assert [section.title for section in found.outline.sections] == [heading]


def test_the_parts_of_an_item_have_their_meanings() -> None:
    parts = ("## 05/21", "Først.", "### Innspel", "Ein.", "### Om kostnader", "To.", "### Vedtak", "Tre.", "## Anna")
    text = "\n\n".join([*parts, "### Vedtak\n"])
    found, problems = agenda(text, "number: 05/21, title: A")
    (entry,) = found.entries
    assert problems == ()
    assert html_of(entry.lead) == "<p>Først.</p>"
    assert [(meaning, part.title, html_of(part.content)) for meaning, part in entry.sections] == [
        (SectionMeaning.INPUT, "Innspel", "<p>Ein.</p>"),
        (None, "Om kostnader", "<p>To.</p>"),
        (SectionMeaning.DECISION, "Vedtak", "<p>Tre.</p>"),
    ]
    assert entry.is_decision()
    assert [section.title for section in found.outline.sections] == ["Anna"]


@pytest.mark.parametrize(
    ("outcome", "text", "decision"),
    [
        *((outcome, "", True) for outcome in ("decided", "endorsed", "approved", "rejected")),
        *((outcome, "", False) for outcome in ("noted", "discussed", "postponed", "returned", "withdrawn")),
        ("noted", "### Vedtak\n\nJa.\n", True),
        ("noted", "### Vedtak i saka\n\nJa.\n", False),
        ("noted", "### Framlegg til vedtak\n\nJa.\n", False),
    ],
)
def test_what_is_a_decision(outcome: str, text: str, decision: bool) -> None:
    found, _ = agenda(f"## 05/21\n\n{text}", f"number: 05/21, title: A, outcome: {outcome}")
    assert found.entries[0].is_decision() is decision


# Meanings of headings

PROPOSAL, ALTERNATIVE = SectionMeaning.PROPOSAL, SectionMeaning.ALTERNATIVE


def spellings(words: str) -> Iterator[str]:
    yield from (words, words.upper(), words.lower(), f"{words}:", f"{words} frå Alver kommune", f"{words}: Alver")


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("Framlegg til vedtak", PROPOSAL),
        ("Forslag til vedtak", PROPOSAL),
        ("Alternativt framlegg", ALTERNATIVE),
        ("Alternativt forslag", ALTERNATIVE),
        ("Alternativt", ALTERNATIVE),
        ("Innspel", SectionMeaning.INPUT),
        ("Innspill", SectionMeaning.INPUT),
        ("Oppfølging", SectionMeaning.FOLLOW_UP),
        ("Protokolltilførsel", SectionMeaning.STATEMENT),
    ],
)
def test_a_heading_in_an_item_has_a_meaning_however_it_is_written(words: str, meaning: SectionMeaning) -> None:
    assert [(text, item_meaning(text)) for text in spellings(words)] == [(text, meaning) for text in spellings(words)]


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("Bakgrunn", SectionMeaning.BACKGROUND),
        ("Formål", SectionMeaning.PURPOSE),
        ("Framlegg til vedtak", PROPOSAL),
        ("Forslag til vedtak", PROPOSAL),
        ("Alternativt framlegg", ALTERNATIVE),
        ("Alternativt forslag", ALTERNATIVE),
    ],
)
def test_a_heading_in_a_case_has_a_meaning_however_it_is_written(words: str, meaning: SectionMeaning) -> None:
    assert [(text, case_meaning(text)) for text in spellings(words)] == [(text, meaning) for text in spellings(words)]


@pytest.mark.parametrize("heading", ["Vedtak", "VEDTAK", "vedtak:", "Vedtak :"])
def test_decision_alone_is_a_decision(heading: str) -> None:
    assert item_meaning(heading) is SectionMeaning.DECISION


@pytest.mark.parametrize(
    "heading",
    ["Vedtak i saka", "Vedtak: utsett", "Vedtaket", "Vedtaksprotokoll", "Til vedtak", "Innspelet", "Oppfølgingsplan",
     "Alternativtenking", "Framlegg", "Om innspel", ""],
)  # fmt: skip
def test_other_headings_in_an_item_have_no_meaning(heading: str) -> None:
    assert item_meaning(heading) is None


@pytest.mark.parametrize("heading", ["Vedtak", "Innspel", "Oppfølging", "Bakgrunnen", "Om bakgrunn", "Formålet", ""])
def test_other_headings_in_a_case_have_no_meaning(heading: str) -> None:
    assert case_meaning(heading) is None


# The outline


def test_a_text_is_cut_at_its_headings() -> None:
    read = outline("Først.\n\n## Ein\n\nA.\n\n### Under\n\nB.\n\n#### Djupt\n\nC.\n\n## To\n\nD.\n", line=10)
    assert html_of(read.lead) == "<p>Først.</p>"
    assert [(s.level, s.title, s.anchor, s.place.line, s.place.column) for s in read.sections] == [
        (2, "Ein", "ein", 12, 1),
        (2, "To", "to", 24, 1),
    ]
    (under,) = read.sections[0].children
    assert (under.level, under.title, under.anchor, under.place.line) == (3, "Under", "under", 16)
    assert html_of(under.content) == '<p>B.</p>\n<h4 id="djupt">Djupt</h4>\n<p>C.</p>'
    assert read.anchors == {"ein", "under", "djupt", "to"}


@pytest.mark.parametrize("text", ["", "\n\n", "   \n"])
def test_no_text_is_no_outline(text: str) -> None:
    assert outline(text) == Outline()


@pytest.mark.parametrize(
    "text",
    [
        "```\n## Sak 05/21\n```\n",
        "~~~ text\n## Sak 05/21\n\n### Vedtak\n~~~\n",
        "    ## Sak 05/21\n",
        "<div>\n## Sak 05/21\n</div>\n",
        "<div>\n<h2>Sak 05/21</h2>\n</div>\n",
        "<h2>Sak 05/21</h2>\n",
        "<!--\n## Sak 05/21\n-->\n",
        "<pre>\n## Sak 05/21\n</pre>\n",
        "- ein\n\n    ## Sak 05/21\n",
        "> ## Sak 05/21\n",
        "`## Sak 05/21`\n",
        "\\## Sak 05/21\n",
        "##Sak 05/21\n",
    ],
    ids=["fence", "tildes", "indented", "div", "raw-heading-in-div", "raw-heading", "comment", "pre", "list", "quote",
         "code", "escaped", "no-space"],
)  # fmt: skip
def test_what_only_looks_like_a_heading_is_none(text: str) -> None:
    assert titles(f"Før.\n\n{text}\n## Verkeleg\n") == ["Verkeleg"]


@pytest.mark.parametrize("text", ["Sak\n---\n", "## Sak ##\n", "##   Sak   \n", "# Sak\n", "##\tSak\n"])
def test_the_forms_of_a_heading(text: str) -> None:
    assert titles(text) == ["Sak"]


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Ære være Øl på Å", "aere-vaere-ol-pa-a"),
        ("ÆØÅ", "aeoa"),
        ("Kva skjer no?", "kva-skjer-no"),
        ("Sak 05/21: Nytt", "sak-05-21-nytt"),
        ("*Kursiv* og `kode`", "kursiv-og-kode"),
        ("☺", "avsnitt"),
    ],
)
def test_an_anchor_is_a_readable_slug(heading: str, anchor: str) -> None:
    assert [section.anchor for section in outline(f"## {heading}\n").sections] == [anchor]


def test_the_same_heading_again_gets_a_number() -> None:
    anchors = [section.anchor for section in outline("## A\n\n## A\n\n## A 2\n\n## A\n").sections]
    assert anchors == ["a", "a-2", "a-2-2", "a-3"]


def test_a_heading_takes_no_anchor_of_the_page() -> None:
    anchors = [section.anchor for section in outline("## Vedtak\n\n## Papir\n", "vedtak", "vedtak-2").sections]
    assert anchors == ["vedtak-3", "papir"]


def test_the_headings_of_a_meeting_take_no_anchor_of_an_item() -> None:
    record, _ = parse_record(
        b"---\nagenda:\n- {number: 05/21, title: A, aliases: [04/21]}\n- {title: B}\n---\n"
        b"## Sak 05 21\n\n## Vedtak 04 21\n\n## Punkt 2\n\n## Vedtak punkt 2\n",
        PATH, MEETING, "ssu/2021-02-19",
    )  # fmt: skip
    assert record is not None
    taken = {"sak-05-21", "sak-04-21", "vedtak-05-21", "vedtak-04-21", "punkt-2", "vedtak-punkt-2"}
    assert taken & record.outline.anchors == set()


def test_the_anchor_of_a_cases_latest_decision_is_the_decisions(portal: Callable[..., PortalFolder]) -> None:
    folder = portal(
        {
            "organisations/ssu.md": "---\ntitle: SSU\nkind: strategic\n---\n",
            "cases/2021-a.md": "---\ntitle: A\n---\n\n## Vedtak\n\nOrd i saka.\n",
            PATH: "---\nagenda: [{number: 05/21, case: 2021-a, outcome: decided}]\n---\n",
        }
    )
    result = folder.command("write", str(folder.root / "site"))
    assert result.exit_code == 0, result.output
    page = read_page(folder.root / "site/saker/2021-a/index.html")
    assert sorted(id_ for id_ in page.ids if id_ in ("vedtak", "vedtak-2")) == ["vedtak", "vedtak-2"]
    assert "Ord i saka." in page.text


@pytest.mark.parametrize(
    ("number", "slug"),
    [("05/21", "05-21"), ("2014/15", "2014-15"), ("009/12 B", "009-12-b"), ("47-55/14", "47-55-14"), ("57.", "57"),
     ("1", "1"), ("05 – 21", "05-21"), ("-1-", "1")],
)  # fmt: skip
def test_a_number_in_an_anchor(number: str, slug: str) -> None:
    assert number_slug(number) == slug


# Links


def places(text: str, line: int = 1) -> list[tuple[str, int, int]]:
    return [(r.target, r.place.line, r.place.column) for r in outline(text, line=line).references]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sjå [A](a.md#x) og\n[B](b.md).\n", [("a.md#x", 1, 9), ("b.md", 2, 5)]),
        ('![kart](a/k.png "Tittel")\n', [("a/k.png", 1, 9)]),
        ("## Om [A](a.md)\n\nOg [B](b.md).\n", [("a.md", 1, 11), ("b.md", 3, 8)]),
        ("| A |\n|---|\n| [B](b.md) |\n", [("b.md", 3, 7)]),
        ("[C][c]\n\n[c]: c.md\n", [("c.md", 3, 6)]),
        ('<a href="d.md">D</a> og <img src="e.png" alt="">\n', [("d.md", 1, 10), ("e.png", 1, 35)]),
        ("[Øvst](#topp)\n", [("#topp", 1, 8)]),
        ("[F](<f g.pdf>)\n", [("f%20g.pdf", 1, 6)]),
        ("[A](a.md)\n\n[A](a.md)\n", [("a.md", 1, 5), ("a.md", 3, 5)]),
        ("[A](a.md) og [B](a.md)\n", [("a.md", 1, 5), ("a.md", 1, 18)]),
        ("[A](a.md#x)\n\n[B](a.md)\n", [("a.md#x", 1, 5), ("a.md", 3, 5)]),
        ("[A](ba.md)\n\n[B](a.md)\n", [("ba.md", 1, 5), ("a.md", 3, 5)]),
        ("Fila `a.md` er [A](a.md).\n", [("a.md", 1, 20)]),
        ("```\n[A](a.md)\n```\n\n[A](a.md)\n", [("a.md", 5, 5)]),
    ],
    ids=["two", "image", "in-a-heading", "in-a-table", "by-reference", "raw-html", "anchor", "with-space", "same-twice",
         "same-twice-on-a-line", "beginning-of-another", "end-of-another", "named-before", "in-a-fence-before"],
)  # fmt: skip
def test_a_relative_link_is_a_reference_with_its_place(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert places(text) == expected
    assert places(text, line=21) == [(target, line + 20, column) for target, line, column in expected]


def test_a_reference_stands_in_the_html_by_its_number() -> None:
    lead = outline("[A](a.md) ![B](b.png)\n").lead
    assert html_of(lead) == '<p><a href="portal:0">A</a> <img src="portal:1" alt="B"></p>'
    assert [reference.target for reference in lead.references] == ["a.md", "b.png"]


@pytest.mark.parametrize("address", ["https://a.example/b", "http://a.example/", "mailto:post@a.example", "tel:+4755"])
def test_a_link_out_of_the_portal_stays_as_it_is(address: str) -> None:
    read = outline(f"[A]({address})\n")
    assert html_of(read.lead) == f'<p><a href="{address}">A</a></p>'
    assert read.lead.references == ()


def test_no_text_can_write_a_placeholder_itself() -> None:
    read = outline('[A](portal:7) <a href="PORTAL:8">B</a> <img src="portal:9" alt="C"> [D](d.md)\n')
    assert re.findall(r"portal:\d+", html_of(read.lead)) == ["portal:0"]
    assert [reference.target for reference in read.lead.references] == ["d.md"]


# Safe HTML

DROPPED = [
    ("script", "før <script>alert(1)</script> etter"),
    ("script-in-capitals", "før <SCRIPT SRC=x.js></SCRIPT> etter"),
    ("handler", 'før <b onclick="alert(1)">mellom</b> etter'),
    ("image-handler", "før <img src=x onerror=alert(1)> etter"),
    ("style", 'før <span style="position:fixed">mellom</span> etter'),
    ("style-element", "før <style>p { color: red }</style> etter"),
    ("iframe", 'før <iframe src="https://a.example/"></iframe> etter'),
    ("svg", "før <svg onload=alert(1)><script>alert(1)</script></svg> etter"),
    ("math", "før <math><mi>x</mi></math> etter"),
    ("object", '<p>før <object data="x"></object> etter</p>'),
    ("embed", "før <embed src=x> etter"),
    ("form", "før <form action=x><input name=y><button>z</button></form> etter"),
    ("comment", "før <!-- løynd --> etter"),
    ("unclosed-script", "før <script>alert(1)\n\netter"),
    ("unclosed-script-block", "før\n\n<script>\nalert(1)\n\netter"),
    ("unclosed-style", "før\n\n<style>\np\n\netter"),
    ("unclosed-comment", "før <!-- løynd\n\netter"),
    ("unclosed-iframe", "før\n\n<iframe src=x>\n\netter"),
    ("unclosed-textarea", "før\n\n<textarea>\n\netter"),
    ("unclosed-tag", "før <script etter"),
    ("javascript-link", "før [a](javascript:alert(1)) etter"),
    ("javascript-link-spelt", 'før <a href="jav&#x61;script:alert(1)">a</a> <a href=" JavaScript:x">b</a> etter'),
    ("data-link", "før [a](data:text/html,<script>alert(1)</script>) etter"),
    ("vbscript-image", "før ![a](vbscript:x) etter"),
    ("base", '<base href="https://a.example/">før etter'),
    ("meta", '<p>før <meta http-equiv="refresh" content="0"> <link rel="stylesheet" href="x"> etter</p>'),
    ("id-and-class", 'før <b id="innhald" class="fig" data-x="y" tabindex="0">mellom</b> etter'),
    ("raw-heading-id", 'før\n\n<h2 id="vedtak" class="fig">mellom</h2>\n\netter'),
    ("forged-heading-id", 'før\n\n<h2 id="portal:mellom">mellom</h2>\n\netter'),
    ("name", 'før <a name="vedtak">mellom</a> etter'),
    ("nested-script", "før <scr<script>ipt>alert(1)</scr</script>ipt> etter"),
]


class Tags(HTMLParser):
    """The tags and the attributes of a piece of HTML, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_comment(self, data: str) -> None:
        self.tags.add("!--")

    def handle_data(self, data: str) -> None:
        self.words += data


FORBIDDEN = {
    "script", "style", "iframe", "svg", "math", "object", "embed", "form", "input", "button", "base", "meta", "link",
    "textarea", "template", "noscript", "xmp", "plaintext", "applet", "frame", "audio", "video", "!--",
}  # fmt: skip
ALLOWED_SCHEMES = re.compile(r"(https?|mailto|tel|portal):", re.IGNORECASE)


def assert_safe(html: str) -> Tags:
    found = Tags(html)
    assert not found.tags & FORBIDDEN, html
    for tag, name, value in found.attributes:
        assert not name.startswith("on"), html
        assert name not in ("style", "class", "name", "srcdoc", "srcset", "formaction", "background"), html
        assert name != "id" or re.fullmatch("h[1-6]", tag), html
        assert name not in ("href", "src") or ALLOWED_SCHEMES.match(value), html
    return found


@pytest.mark.parametrize("text", [text for _, text in DROPPED], ids=[name for name, _ in DROPPED])
def test_what_is_dangerous_is_dropped_and_its_surroundings_stay(text: str) -> None:
    words = assert_safe(all_html_of(text)).words
    assert "før" in words
    assert "etter" in words
    assert ("mellom" in text) == ("mellom" in words)
    assert "løynd" not in words or "<!-- løynd -->" not in text
    assert "javascript" not in all_html_of(text).lower()


@pytest.mark.parametrize("text", [text for _, text in DROPPED], ids=[name for name, _ in DROPPED])
def test_no_anchor_comes_from_raw_html(text: str) -> None:
    assert [value for _, name, value in Tags(all_html_of(text)).attributes if name == "id"] == []


@pytest.mark.parametrize("tag", ["iframe", "div", "details", "p", "b", "svg"])
def test_what_is_never_closed_takes_no_heading_with_it(tag: str) -> None:
    assert titles(f"Før.\n\n<{tag}>\n\nOrd.\n\n## 05/21\n\nEtter.\n") == ["05/21"]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"),
        ("a<br>b", "<p>a<br>b</p>"),
        ('<abbr title="Helsefellesskap">HF</abbr>', '<p><abbr title="Helsefellesskap">HF</abbr></p>'),
        ('<span lang="en">board</span>', '<p><span lang="en">board</span></p>'),
        ("1 < 2 & 3 > 2", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>"),
        ("`<script>`", "<p><code>&lt;script&gt;</code></p>"),
        ("`[^1]` og [^1]", "<p><code>[^1]</code> og [^1]</p>"),
        ("‹a› | æøå 😀", "<p>‹a› | æøå 😀</p>"),
        ("{{ a }} {% b %}", "<p>{{ a }} {% b %}</p>"),
        ("<details><summary>A</summary>b</details>", "<details><summary>A</summary>b</details>"),
    ],
)
def test_ordinary_text_and_html_stay(text: str, html: str) -> None:
    assert html_of(outline(text).lead) == html


# Whatever stands in a text

PIECES = st.sampled_from(
    ["## ", "### ", "#### ", "\n", "\n\n", "    ", "- ", "1. ", "> ", "```\n", "~~~\n", "---\n", "===\n", "| a | b |\n",
     "|---|---|\n", "<script>", "</script>", "<script", "<SCRIPT SRC=a>", "<!--", "-->", "<style>", "</style>",
     "<iframe src=a>", "<svg onload=a()>", "</svg>", "<img src=a onerror=b()>", "<b onclick='a()'>", "</b>", "<div>",
     "</div>", "<p id=a>", "<a href='javascript:a'>", "</a>", "[a](javascript:b)", "[a](b.md)", "![a](b.png)", "[a]: b",
     "[a][a]", "<a@b.no>", "<https://a.no>", "https://a.no", "`", "``", "*", "**", "_", "\\", "&lt;", "&#60;", "&",
     "<", ">", '"', "'", "=", "æøå", "05/21", "Vedtak", ":", "\t", "<![CDATA[", "]]>", "<?a", "?>", "<!DOCTYPE",
     "portal:0", "<h2 id=portal:a>", "</h2>", "<math>", "<textarea>", "<plaintext>", "<template>", "^", "~", "(", ")",
     "[", "]", "wzxhzdk:0", "term\n:   b\n"]
)  # fmt: skip
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=8)
MARKDOWN = st.lists(st.one_of(PIECES, WORDS), max_size=30).map("".join)


def test_a_column_is_aligned_as_markdown_says() -> None:
    html = all_html_of('| A | B | C |\n|---|--:|:-:|\n| a | b | c |\n\n<p style="text-align:right">d</p>\n')
    assert re.findall(r"<(t[hd])\b([^>]*)>", html) == [
        ("th", ""), ("th", ' align="right"'), ("th", ' align="center"'),
        ("td", ""), ("td", ' align="right"'), ("td", ' align="center"'),
    ]  # fmt: skip
    assert "style" not in html


@settings(max_examples=250, deadline=None)
@given(MARKDOWN)
@example("<scr<script>ipt>alert(1)</scr<script>ipt>")
@example("<img src='x' onerror='a'\n\n>")
@example('[a](https://x"onclick="a)')
@example("<a href='https://x' title='\"><script>'>a</a>")
@example("<!--><script>a</script>-->")
@example("<noscript><p title='</noscript><script>a</script>'>")
@example("<svg></p><style><a id='</style><img src=1 onerror=a>'>")
def test_any_text_becomes_safe_html(text: str) -> None:
    read = outline(text)
    parts = [part for section in read.sections for part in section.walk()]
    fragments = [read.lead, *(fragment for part in parts for fragment in (part.heading, part.content))]
    for fragment in fragments:
        assert_safe(html_of(fragment))
        open_ = [int(number) for number in re.findall(r'(?:href|src)="portal:(\d+)"', html_of(fragment))]
        assert open_ == list(range(len(fragment.references)))
    assert all(part.anchor for part in parts)
    assert len({part.anchor for part in parts}) == len(parts)
    lines = text.count("\n") + 1
    assert all(1 <= part.place.line <= lines for part in parts)
    assert all(1 <= reference.place.line <= lines for reference in read.references)


@settings(max_examples=150, deadline=None)
@given(MARKDOWN)
def test_a_tree_is_a_value_and_all_that_its_html_says(text: str) -> None:
    """Equal to one read from its own HTML, the same from a pickle; its words are whole; links know where they stood."""
    read = outline(text)
    parts = [part for section in read.sections for part in section.walk()]
    for fragment in [read.lead, *(held for part in parts for held in (part.heading, part.content))]:
        html = write_html(fragment.nodes)
        assert write_html(read_html(html)) == html
        assert pickle.loads(pickle.dumps(fragment)) == fragment
        for nodes in (fragment.nodes, fragment.resolved(lambda _: None).nodes):
            for children in (nodes, *(element.children for element in elements(nodes))):
                assert "" not in children
                assert not any(isinstance(a, str) and isinstance(b, str) for a, b in pairwise(children))
        for element in elements(fragment.nodes):
            leading = element.get("src") if element.tag == "img" else element.get("href")
            is_elsewhere = element.tag == "a" and ALLOWED_SCHEMES.match(leading)
            assert (element.reference is not None) == bool(
                (element.has("href") or element.has("src")) and not is_elsewhere
            )
        assert Fragment(rebuilt(fragment.nodes, lambda element, children: [element.changed(children)])) == fragment
        with pytest.raises(FrozenInstanceError):
            fragment.nodes = ()  # type: ignore[misc]


def test_a_tree_deeper_than_any_is_walked_and_changed() -> None:
    lead = outline("<div>" * 2_000 + '<a href="b.md">a</a>\n').lead
    assert sum(1 for _ in elements(lead.nodes)) == 2_001
    assert [reference.target for reference in lead.references] == ["b.md"]
    html = write_html(lead.resolved(lambda reference: f"x/{reference.target}").nodes)
    assert html.removeprefix("<div>" * 2_000) == '<a href="x/b.md">a</a>' + "</div>" * 2_000


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 2_000 + "a\n",
        "[" * 2_000 + "a\n",
        "*a " * 2_000 + "\n",
        "## A\n" * 1_000,
        "a\n\n" * 5_000,
    ],
    ids=["divs", "brackets", "stars", "headings", "paragraphs"],
)
def test_a_text_of_extremes_is_read_in_time(text: str) -> None:
    started = time.perf_counter()
    assert "a" in all_html_of(text).lower()
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    "text", ["> " * 500 + "a\n", "".join("    " * n + "- a\n" for n in range(300))], ids=["quotes", "lists"]
)
def test_a_text_of_too_many_levels_is_refused_and_spoils_no_other(text: str) -> None:
    with pytest.raises(TooDeep):
        outline(text)
    assert bare_words(outline("> > Ord.\n").lead.nodes) == "Ord."


def test_a_slug_is_never_empty() -> None:
    assert heading_slug("???") == "avsnitt"
